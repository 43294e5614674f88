from __future__ import annotations

import json
from typing import Any

import pytest

from emulator.conftest import ACCOUNT, Emulator, error_of

ABSENT = f"arn:aws:iam::{ACCOUNT}:policy/absent"
TRUST = json.dumps(
    {
        "Version": "2012-10-17",
        "Statement": {"Effect": "Allow", "Principal": {"Service": "glue.amazonaws.com"}, "Action": "sts:AssumeRole"},
    }
)
NOTHING = json.dumps({"Version": "2012-10-17", "Statement": {"Effect": "Deny", "Action": "*", "Resource": "*"}})


@pytest.fixture
def iam(emulator: Emulator) -> Any:
    return emulator.client("iam")


def test_a_boundary_must_be_there(iam: Any) -> None:
    iam.create_role(RoleName="unbounded", AssumeRolePolicyDocument=TRUST)
    iam.create_user(UserName="unbounded")
    refused = (404, "NoSuchEntity", f"Scope ARN: {ABSENT} does not exist or is not attachable.")
    asked = {"PermissionsBoundary": ABSENT}
    assert error_of(iam.create_role, RoleName="new", AssumeRolePolicyDocument=TRUST, **asked) == refused
    assert error_of(iam.put_role_permissions_boundary, RoleName="unbounded", **asked) == refused
    assert error_of(iam.create_user, UserName="new", **asked) == refused
    assert error_of(iam.put_user_permissions_boundary, UserName="unbounded", **asked) == refused
    assert "new" not in [each["RoleName"] for each in iam.list_roles()["Roles"]]
    assert "new" not in [each["UserName"] for each in iam.list_users()["Users"]]
    assert "PermissionsBoundary" not in iam.get_role(RoleName="unbounded")["Role"]
    assert "PermissionsBoundary" not in iam.get_user(UserName="unbounded")["User"]


def test_a_user_has_a_boundary_given_and_taken(iam: Any) -> None:
    boundary = iam.create_policy(PolicyName="of-user", PolicyDocument=NOTHING)["Policy"]["Arn"]
    told = {"PermissionsBoundaryType": "Policy", "PermissionsBoundaryArn": boundary}
    created = iam.create_user(UserName="bounded", PermissionsBoundary=boundary)["User"]
    assert created["PermissionsBoundary"] == told
    iam.delete_user_permissions_boundary(UserName="bounded")
    assert "PermissionsBoundary" not in iam.get_user(UserName="bounded")["User"]
    iam.put_user_permissions_boundary(UserName="bounded", PermissionsBoundary=boundary)
    assert iam.get_user(UserName="bounded")["User"]["PermissionsBoundary"] == told


def test_a_policy_stays_while_it_is_somebodys_boundary(iam: Any) -> None:
    boundary = iam.create_policy(PolicyName="of-role", PolicyDocument=NOTHING)["Policy"]["Arn"]
    iam.create_role(RoleName="bounded", AssumeRolePolicyDocument=TRUST, PermissionsBoundary=boundary)
    refused = (409, "DeleteConflict", "Cannot delete a policy attached to entities.")
    assert error_of(iam.delete_policy, PolicyArn=boundary) == refused
    iam.delete_role_permissions_boundary(RoleName="bounded")
    iam.delete_policy(PolicyArn=boundary)


def test_a_role_of_a_service_is_under_none(iam: Any) -> None:
    role = iam.create_service_linked_role(AWSServiceName="config.amazonaws.com", Description="records")["Role"]
    assert "PermissionsBoundary" not in iam.get_role(RoleName=role["RoleName"])["Role"]
