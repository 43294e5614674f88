"""Who may take a role: its trust policy decides."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from emulator.iam.cases.build import (
    ALLOWED,
    DENIED_BY_TRUST,
    NO_IDENTITY,
    NO_TRUST,
    OTHER,
    OWN,
    ROLE,
    ROLE_ARN,
    STRANGER,
    USER,
    USER_ARN,
    Case,
    Document,
    Group,
    allow,
    document,
    when,
)
from emulator.iam.principals import Principal, federated, service

_TARGET = f"arn:aws:iam::{OWN}:role/mall-dev-backup-restore"
_GITHUB = f"arn:aws:iam::{OWN}:oidc-provider/token.actions.githubusercontent.com"
_SUBJECT = "token.actions.githubusercontent.com:sub"
_GLUE = service("glue.amazonaws.com")
_ASKS = document(allow("sts:AssumeRole", _TARGET))
_WITH_TOKEN = "sts:AssumeRoleWithWebIdentity"


def _trust(principal: Any, action: str = "sts:AssumeRole", effect: str = "Allow", **more: Any) -> Document:
    return {"Effect": effect, "Principal": principal, "Action": action, **more}


def _take(
    name: str,
    expected: str,
    principal: Principal,
    *statements: Document,
    identity: Document | None = None,
    facts: Mapping[str, Any] | None = None,
    action: str = "sts:AssumeRole",
) -> Case:
    return Case(name, expected, principal, action, _TARGET, facts, identity, own=document(*statements))


_BY_GLUE = _trust({"Service": "glue.amazonaws.com"}, **when("StringEquals", "aws:SourceAccount", OWN))
_BY_ACCOUNT = _trust({"AWS": f"arn:aws:iam::{OWN}:root"})
_BY_MFA = _trust({"AWS": f"arn:aws:iam::{OWN}:root"}, **when("Bool", "aws:MultiFactorAuthPresent", "true"))
_BY_GITHUB = _trust(
    {"Federated": _GITHUB}, _WITH_TOKEN, **when("StringEquals", _SUBJECT, "repo:mall/platform:ref:main")
)
_PARTNER = _trust({"AWS": f"arn:aws:iam::{OTHER}:root"}, **when("StringEquals", "sts:ExternalId", "mall-7"))

GROUP = Group(
    "trust",
    "IAM/latest/UserGuide/id_roles_terms-and-concepts.html, confused-deputy.html, id_roles_providers_create_oidc.html",
    (
        _take("a service for the account", ALLOWED, _GLUE, _BY_GLUE, facts={"aws:SourceAccount": OWN}),
        _take("a service for another account", NO_TRUST, _GLUE, _BY_GLUE, facts={"aws:SourceAccount": OTHER}),
        _take("a service for nobody", NO_TRUST, _GLUE, _BY_GLUE),
        _take("another service", NO_TRUST, service("lambda.amazonaws.com"), _BY_GLUE, facts={"aws:SourceAccount": OWN}),
        _take("a role that a service takes is not for users", NO_TRUST, USER, _BY_GLUE, identity=_ASKS),
        _take("the account is trusted, and the user may", ALLOWED, USER, _BY_ACCOUNT, identity=_ASKS),
        _take("the account is trusted, the user may not", NO_IDENTITY, USER, _BY_ACCOUNT),
        _take("the user is trusted by name", ALLOWED, USER, _trust({"AWS": USER_ARN})),
        _take("a role is trusted by name", ALLOWED, ROLE, _trust({"AWS": ROLE_ARN})),
        _take("another is trusted", NO_TRUST, ROLE, _trust({"AWS": USER_ARN}), identity=_ASKS),
        _take(
            "a second factor is wanted and there",
            ALLOWED,
            USER,
            _BY_MFA,
            identity=_ASKS,
            facts={"aws:MultiFactorAuthPresent": "true"},
        ),
        _take("a second factor is wanted and missing", NO_TRUST, USER, _BY_MFA, identity=_ASKS),
        _take(
            "the trust denies",
            DENIED_BY_TRUST,
            USER,
            _BY_ACCOUNT,
            _trust({"AWS": USER_ARN}, effect="Deny"),
            identity=_ASKS,
        ),
        _take(
            "another account with its external id",
            ALLOWED,
            STRANGER,
            _PARTNER,
            identity=_ASKS,
            facts={"sts:ExternalId": "mall-7"},
        ),
        _take(
            "another account with another external id",
            NO_TRUST,
            STRANGER,
            _PARTNER,
            identity=_ASKS,
            facts={"sts:ExternalId": "mall-8"},
        ),
        _take(
            "another account without permission of its own",
            NO_IDENTITY,
            STRANGER,
            _PARTNER,
            facts={"sts:ExternalId": "mall-7"},
        ),
        _take(
            "a workflow of the repository",
            ALLOWED,
            federated(_GITHUB),
            _BY_GITHUB,
            facts={_SUBJECT: "repo:mall/platform:ref:main"},
            action=_WITH_TOKEN,
        ),
        _take(
            "a workflow of another repository",
            NO_TRUST,
            federated(_GITHUB),
            _BY_GITHUB,
            facts={_SUBJECT: "repo:mall/platform-2:ref:main"},
            action=_WITH_TOKEN,
        ),
        _take(
            "another action than the trust's",
            NO_TRUST,
            federated(_GITHUB),
            _BY_GITHUB,
            facts={_SUBJECT: "repo:mall/platform:ref:main"},
        ),
    ),
)
