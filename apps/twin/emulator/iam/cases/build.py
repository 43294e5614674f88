"""The words that cases are written in."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from emulator.iam.evaluate import Decision, Policies, evaluate
from emulator.iam.grants import Grant
from emulator.iam.policy import Kind, Policy, policy
from emulator.iam.principals import Principal, role_session, user
from emulator.iam.request import Facts, asked

OWN, OTHER = "111122223333", "444455556666"
"""Accounts of AWS's examples; resources are of the first."""
ROLE_ARN = f"arn:aws:iam::{OWN}:role/mall-dev-job"
ROLE = role_session(ROLE_ARN, "run")
SESSION_ARN = f"arn:aws:sts::{OWN}:assumed-role/mall-dev-job/run"
USER_ARN = f"arn:aws:iam::{OWN}:user/bob"
USER = user(USER_ARN, "AIDAEXAMPLE0000000001")
STRANGER_ARN = f"arn:aws:iam::{OTHER}:role/partner"
STRANGER = role_session(STRANGER_ARN, "visit")
BUCKET, OBJECT = "arn:aws:s3:::lake", "arn:aws:s3:::lake/raw/part-0.csv"
KEY = f"arn:aws:kms:ap-northeast-1:{OWN}:key/1234abcd-12ab-34cd-56ef-1234567890ab"

ALLOWED = "allowed"
NO_IDENTITY = "because no identity-based policy allows"
NO_RESOURCE = "because no resource-based policy allows"
NO_BOUNDARY = "because no permissions boundary allows"
NO_SESSION = "because no session policy allows"
NO_TRUST = "because no role trust policy allows"
DENIED = "with an explicit deny in an identity-based policy"
DENIED_BY_RESOURCE = "with an explicit deny in a resource-based policy"
DENIED_BY_BOUNDARY = "with an explicit deny in a permissions boundary"
DENIED_BY_SESSION = "with an explicit deny in a session policy"
DENIED_BY_TRUST = "with an explicit deny in a role trust policy"

Document = Mapping[str, Any]


@dataclass(frozen=True)
class Case:
    """A request, the policies that bear on it, and what becomes of it."""

    name: str
    expected: str
    """`ALLOWED`, or a part of the sentence of the refusal or of the `PolicyError`."""
    principal: Principal = ROLE
    action: str = "s3:GetObject"
    resource: str = OBJECT
    facts: Facts | None = None
    identity: Document | None = None
    boundary: Document | None = None
    session: Document | None = None
    own: Document | None = None
    """The resource's own policy; of a role, its trust policy."""
    grants: tuple[Grant, ...] = ()
    owner: str = OWN

    def decide(self) -> Decision:
        """The decision; throws `PolicyError`."""
        is_role = self.resource.startswith("arn:aws:iam:") and self.action.startswith("sts:")
        policies = Policies(
            owner=self.owner,
            identity=tuple(_read("identity", Kind.IDENTITY, self.identity)),
            boundary=next(iter(_read("boundary", Kind.BOUNDARY, self.boundary)), None),
            session=tuple(_read("session", Kind.SESSION, self.session)),
            resource=next(iter(_read("own", Kind.TRUST if is_role else Kind.RESOURCE, self.own)), None),
            is_resource_decisive=is_role or self.action.startswith("kms:"),
            grants=self.grants,
        )
        return evaluate(asked(self.principal, self.action, self.resource, self.facts), policies)


@dataclass(frozen=True)
class Group:
    """Cases of one page of documentation."""

    name: str
    source: str
    """The page, after https://docs.aws.amazon.com/."""
    cases: tuple[Case, ...]


def document(*statements: Mapping[str, Any], version: str = "2012-10-17") -> Document:
    """A policy document."""
    return {"Version": version, "Statement": list(statements)}


def allow(action: Any = "s3:GetObject", resource: Any = "*", **more: Any) -> Mapping[str, Any]:
    """A statement of an identity's policy."""
    return {"Effect": "Allow", "Action": action, "Resource": resource, **more}


def deny(action: Any = "s3:GetObject", resource: Any = "*", **more: Any) -> Mapping[str, Any]:
    """A statement that refuses."""
    return {**allow(action, resource, **more), "Effect": "Deny"}


def to(principal: Any, statement: Mapping[str, Any]) -> Mapping[str, Any]:
    """The statement in a resource's policy."""
    return {"Principal": principal, **statement}


def when(operator: str, key: str, wanted: Any) -> dict[str, Any]:
    """A condition, as arguments of a statement."""
    return {"Condition": {operator: {key: wanted}}}


def _read(name: str, kind: Kind, found: Document | None) -> list[Policy]:
    return [policy(name, kind, dict(found))] if found else []
