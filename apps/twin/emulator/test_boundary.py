from __future__ import annotations

from typing import Any

import pytest
from botocore.exceptions import ClientError

from emulator.conftest import ACCOUNT, Emulator, document

BOUNDARY = f"arn:aws:iam::{ACCOUNT}:policy/apply-boundary"
APPLY = f"arn:aws:iam::{ACCOUNT}:role/apply"
BY_GLUE = {"Effect": "Allow", "Principal": {"Service": "glue.amazonaws.com"}, "Action": "sts:AssumeRole"}
NEVER = (
    {
        "Effect": "Deny",
        "Action": ["iam:CreateRole", "iam:PutRolePermissionsBoundary", "iam:PutRolePolicy", "iam:AttachRolePolicy"],
        "Resource": "*",
        "Condition": {"StringNotEquals": {"iam:PermissionsBoundary": BOUNDARY}},
    },
    {"Effect": "Deny", "Action": "iam:DeleteRolePermissionsBoundary", "Resource": "*"},
    {"Effect": "Deny", "Action": ["iam:UpdateAssumeRolePolicy", "iam:DeleteRole"], "Resource": APPLY},
    {"Effect": "Deny", "Action": "iam:CreatePolicyVersion", "Resource": BOUNDARY},
    {
        "Effect": "Deny",
        "Action": ["iam:CreateUser", "iam:PutUserPolicy"],
        "Resource": "*",
        "Condition": {"StringNotEquals": {"iam:PermissionsBoundary": BOUNDARY}},
    },
    {"Effect": "Deny", "Action": "iam:CreateAccessKey", "Resource": "*"},
)
"""What a role that makes roles must be kept from, lest one that it makes can do more than itself."""


@pytest.fixture(scope="module")
def apply(emulator: Emulator) -> Any:
    """IAM, as a role with all rights and a boundary."""
    iam = emulator.client("iam")
    everything = {"Effect": "Allow", "Action": "*", "Resource": "*"}
    iam.create_policy(PolicyName="apply-boundary", PolicyDocument=document(everything, *NEVER))
    by_account = {**BY_GLUE, "Principal": {"AWS": f"arn:aws:iam::{ACCOUNT}:root"}}
    trust = document(by_account)
    iam.create_role(RoleName="apply", AssumeRolePolicyDocument=trust, PermissionsBoundary=BOUNDARY)
    iam.attach_role_policy(RoleName="apply", PolicyArn="arn:aws:iam::aws:policy/AdministratorAccess")
    iam.create_role(RoleName="free", AssumeRolePolicyDocument=trust)
    session = emulator.client("sts").assume_role(RoleArn=APPLY, RoleSessionName="job")["Credentials"]
    return emulator.client("iam", session)


def test_a_role_within_the_boundary_is_made_used_and_taken_away(apply: Any) -> None:
    tags = [{"Key": "Owner", "Value": "platform"}]
    role = apply.create_role(
        RoleName="job",
        Path="/mall/",
        AssumeRolePolicyDocument=document(BY_GLUE),
        PermissionsBoundary=BOUNDARY,
        Tags=tags,
    )["Role"]
    assert role["PermissionsBoundary"]["PermissionsBoundaryArn"] == BOUNDARY
    grants = document({"Effect": "Allow", "Action": "s3:GetObject", "Resource": "*"})
    named = {"RoleName": "job"}
    apply.tag_role(**named, Tags=[{"Key": "Stage", "Value": "dev"}])
    apply.put_role_policy(**named, PolicyName="grants", PolicyDocument=grants)
    assert apply.list_role_policies(**named)["PolicyNames"] == ["grants"]
    assert apply.get_role_policy(**named, PolicyName="grants")["RoleName"] == "job"
    reading = "arn:aws:iam::aws:policy/ReadOnlyAccess"
    apply.attach_role_policy(**named, PolicyArn=reading)
    attached = apply.list_attached_role_policies(**named)["AttachedPolicies"]
    assert [each["PolicyArn"] for each in attached] == [reading]
    apply.detach_role_policy(**named, PolicyArn=reading)
    apply.update_assume_role_policy(**named, PolicyDocument=document(BY_GLUE))
    apply.put_role_permissions_boundary(**named, PermissionsBoundary=BOUNDARY)
    apply.delete_role_policy(**named, PolicyName="grants")
    apply.delete_role(**named)
    with pytest.raises(ClientError, match="NoSuchEntity"):
        apply.get_role(**named)


@pytest.mark.parametrize(
    ("operation", "asked", "action", "resource"),
    [
        ("create_role", {"RoleName": "new", "AssumeRolePolicyDocument": document(BY_GLUE)}, "CreateRole", "role/new"),
        (
            "create_role",
            {
                "RoleName": "new",
                "AssumeRolePolicyDocument": document(BY_GLUE),
                "PermissionsBoundary": "arn:aws:iam::aws:policy/AdministratorAccess",
            },
            "CreateRole",
            "role/new",
        ),
        (
            "put_role_permissions_boundary",
            {"RoleName": "apply", "PermissionsBoundary": "arn:aws:iam::aws:policy/AdministratorAccess"},
            "PutRolePermissionsBoundary",
            "role/apply",
        ),
        ("delete_role_permissions_boundary", {"RoleName": "apply"}, "DeleteRolePermissionsBoundary", "role/apply"),
        (
            "update_assume_role_policy",
            {"RoleName": "apply", "PolicyDocument": document(BY_GLUE)},
            "UpdateAssumeRolePolicy",
            "role/apply",
        ),
        ("delete_role", {"RoleName": "apply"}, "DeleteRole", "role/apply"),
        (
            "put_role_policy",
            {"RoleName": "free", "PolicyName": "grants", "PolicyDocument": document(BY_GLUE)},
            "PutRolePolicy",
            "role/free",
        ),
        (
            "attach_role_policy",
            {"RoleName": "free", "PolicyArn": "arn:aws:iam::aws:policy/AdministratorAccess"},
            "AttachRolePolicy",
            "role/free",
        ),
        (
            "create_policy_version",
            {"PolicyArn": BOUNDARY, "PolicyDocument": document(BY_GLUE), "SetAsDefault": True},
            "CreatePolicyVersion",
            "policy/apply-boundary",
        ),
        ("create_user", {"UserName": "way-out"}, "CreateUser", "user/way-out"),
        ("create_access_key", {"UserName": "way-out"}, "CreateAccessKey", "user/way-out"),
    ],
)
def test_the_boundary_denies_each_way_out(
    apply: Any, operation: str, asked: dict[str, Any], action: str, resource: str
) -> None:
    with pytest.raises(ClientError) as caught:
        getattr(apply, operation)(**asked)
    assert caught.value.response["Error"] == {
        "Code": "AccessDenied",
        "Message": f"User: arn:aws:sts::{ACCOUNT}:assumed-role/apply/job is not authorized to perform: iam:{action}"
        f" on resource: arn:aws:iam::{ACCOUNT}:{resource} with an explicit deny in a permissions boundary",
    }


def test_a_boundary_grants_nothing_by_itself(emulator: Emulator, apply: Any) -> None:
    by_account = {**BY_GLUE, "Principal": {"AWS": f"arn:aws:iam::{ACCOUNT}:root"}}
    apply.create_role(RoleName="empty", AssumeRolePolicyDocument=document(by_account), PermissionsBoundary=BOUNDARY)
    arn = f"arn:aws:iam::{ACCOUNT}:role/empty"
    session = emulator.client("sts").assume_role(RoleArn=arn, RoleSessionName="job")["Credentials"]
    with pytest.raises(ClientError, match="because no identity-based policy allows the iam:GetRole action"):
        emulator.client("iam", session).get_role(RoleName="empty")


def test_a_user_is_held_within_its_boundary(emulator: Emulator, apply: Any) -> None:
    iam, named = emulator.client("iam"), {"UserName": "held"}
    apply.create_user(**named, PermissionsBoundary=BOUNDARY)
    everything = {"Effect": "Allow", "Action": "*", "Resource": "*"}
    apply.put_user_policy(**named, PolicyName="all", PolicyDocument=document(everything))
    key = iam.create_access_key(**named)["AccessKey"]
    user = emulator.client("iam", {name: key[name] for name in ("AccessKeyId", "SecretAccessKey")})
    assert user.get_user(**named)["User"]["PermissionsBoundary"]["PermissionsBoundaryArn"] == BOUNDARY
    with pytest.raises(ClientError, match="explicit deny in a permissions boundary"):
        user.create_access_key(**named)
