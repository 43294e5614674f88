"""IAM's own operations: what roles, users, policies and identity providers may have done to them.

https://docs.aws.amazon.com/service-authorization/latest/reference/list_awsidentityandaccessmanagementiam.html
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import Any

from emulator.access.call import Call, Need

Needs = Callable[[Call], Iterator[Need]]
Facts = dict[str, str | list[str]]

_BOUNDARY = "iam:PermissionsBoundary"


def _arn(call: Call, kind: str) -> str:
    """Of the role or user that a call names: as it is, or as the call would make it."""
    name = call.parameters.get(f"{kind}Name", "")
    holder = _holder(call, kind)
    path = call.parameters.get("Path", "/")
    return holder.arn if holder else f"arn:aws:iam::{call.twin.account}:{kind.lower()}{path}{name}"


def _holder(call: Call, kind: str) -> Any:
    backend, name = call.twin.backend("iam"), call.parameters.get(f"{kind}Name", "")
    holders = backend.roles if kind == "Role" else backend.users
    return next((each for each in holders.values() if each.name == name), None)


def _tags(call: Call) -> Facts:
    given = call.parameters
    keys = {name: key for name, key in given.items() if re.fullmatch(r"(Tags|TagKeys)\.member\.\d+(\.Key)?", name)}
    values = {key: given.get(f"{name.removesuffix('.Key')}.Value") for name, key in keys.items()}
    told = {f"aws:RequestTag/{key}": value for key, value in values.items() if value is not None}
    return {**told, "aws:TagKeys": list(keys.values())} if keys else {}


def _on(kind: str) -> Needs:
    """On the role or user alone."""

    def needs(call: Call) -> Iterator[Need]:
        yield Need(f"iam:{call.operation}", _arn(call, kind), _tags(call))

    return needs


def _within_its_boundary(kind: str) -> Needs:
    """Where the boundary counts that the role or user carries; it is no fact when there is none."""

    def needs(call: Call) -> Iterator[Need]:
        carried = getattr(_holder(call, kind), "permissions_boundary_arn", None)
        facts: Facts = {_BOUNDARY: carried} if carried else {}
        if "PolicyArn" in call.parameters:
            facts["iam:PolicyARN"] = call.parameters["PolicyArn"]
        yield Need(f"iam:{call.operation}", _arn(call, kind), facts)

    return needs


def _within_the_boundary_asked_for(kind: str) -> Needs:
    """Where that counts which the call would give.

    https://docs.aws.amazon.com/IAM/latest/UserGuide/access_policies_boundaries.html, delegating
    """

    def needs(call: Call) -> Iterator[Need]:
        asked = call.parameters.get("PermissionsBoundary")
        tags = _tags(call)
        yield Need(f"iam:{call.operation}", _arn(call, kind), {**tags, **({_BOUNDARY: asked} if asked else {})})
        if tags:
            yield Need(f"iam:Tag{kind}", _arn(call, kind), tags)

    return needs


def _named(parameter: str) -> Needs:
    """On what the call names by its ARN."""

    def needs(call: Call) -> Iterator[Need]:
        yield Need(f"iam:{call.operation}", call.parameters[parameter], _tags(call))

    return needs


def _create_policy(call: Call) -> Iterator[Need]:
    path, tags = call.parameters.get("Path", "/"), _tags(call)
    arn = f"arn:aws:iam::{call.twin.account}:policy{path}{call.parameters['PolicyName']}"
    yield Need("iam:CreatePolicy", arn, tags)
    if tags:
        yield Need("iam:TagPolicy", arn, tags)


def _table(needs: Needs, *operations: str) -> dict[str, Needs]:
    return dict.fromkeys(operations, needs)


def _of(kind: str) -> dict[str, Needs]:
    """What roles and users have alike."""
    return {
        **_table(_on(kind), f"Get{kind}", f"Delete{kind}", f"Update{kind}", f"Tag{kind}", f"Untag{kind}"),
        **_table(
            _on(kind), f"Get{kind}Policy", f"List{kind}Policies", f"ListAttached{kind}Policies", f"List{kind}Tags"
        ),
        **_table(_within_its_boundary(kind), f"Put{kind}Policy", f"Delete{kind}Policy"),
        **_table(_within_its_boundary(kind), f"Attach{kind}Policy", f"Detach{kind}Policy"),
        **_table(_within_its_boundary(kind), f"Delete{kind}PermissionsBoundary"),
        **_table(_within_the_boundary_asked_for(kind), f"Create{kind}", f"Put{kind}PermissionsBoundary"),
    }


OPERATIONS: dict[str, Needs] = {
    **_of("Role"),
    **_of("User"),
    **_table(_on("Role"), "UpdateAssumeRolePolicy", "UpdateRoleDescription", "ListInstanceProfilesForRole"),
    **_table(_on("User"), "CreateAccessKey", "DeleteAccessKey", "ListAccessKeys", "UpdateAccessKey"),
    "CreatePolicy": _create_policy,
    **_table(_named("PolicyArn"), "GetPolicy", "DeletePolicy", "GetPolicyVersion", "ListPolicyVersions"),
    **_table(_named("PolicyArn"), "CreatePolicyVersion", "DeletePolicyVersion", "SetDefaultPolicyVersion"),
    **_table(
        _named("OpenIDConnectProviderArn"),
        *("GetOpenIDConnectProvider", "DeleteOpenIDConnectProvider", "UpdateOpenIDConnectProviderThumbprint"),
        *("AddClientIDToOpenIDConnectProvider", "RemoveClientIDFromOpenIDConnectProvider"),
    ),
}
