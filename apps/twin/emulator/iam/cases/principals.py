"""Principal and NotPrincipal of a resource's own policy; the caller has no policies of its own here."""

from __future__ import annotations

from typing import Any

from emulator.iam.cases.build import (
    ALLOWED,
    DENIED_BY_RESOURCE,
    NO_IDENTITY,
    NO_RESOURCE,
    OTHER,
    OWN,
    ROLE,
    ROLE_ARN,
    SESSION_ARN,
    USER,
    USER_ARN,
    Case,
    Group,
    allow,
    deny,
    document,
    to,
    when,
)
from emulator.iam.principals import ANONYMOUS, Principal, federated, service

_ROOT = f"arn:aws:iam::{OWN}:root"
_EVENTS = service("events.amazonaws.com")
_SUBJECT = f"arn:aws:iam::{OWN}:oidc-provider/token.actions.githubusercontent.com"


def _let(name: str, named: Any, expected: str, principal: Principal = ROLE, **more: Any) -> Case:
    return Case(name, expected, principal, own=document(to(named, allow(**more))))


def _spare(name: str, named: Any, expected: str, principal: Principal = ROLE) -> Case:
    refused = {**deny(), "NotPrincipal": {"AWS": named}}
    return Case(name, expected, principal, identity=document(allow()), own=document(refused))


def _refuse(name: str, named: Any, expected: str, principal: Principal = ROLE) -> Case:
    return Case(name, expected, principal, identity=document(allow()), own=document(to(named, deny())))


GROUP = Group(
    "principals",
    "IAM/latest/UserGuide/reference_policies_elements_principal.html, …_notprincipal.html",
    (
        _let("a role by its ARN", {"AWS": ROLE_ARN}, ALLOWED),
        _let("a session by its ARN", {"AWS": SESSION_ARN}, ALLOWED),
        _let("another session of the role", {"AWS": SESSION_ARN.replace("run", "walk")}, NO_IDENTITY),
        _let("another role", {"AWS": f"{ROLE_ARN}-2"}, NO_IDENTITY),
        _let("one of many", {"AWS": [USER_ARN, ROLE_ARN]}, ALLOWED),
        _let("a user by its ARN", {"AWS": USER_ARN}, ALLOWED, USER),
        _let("everyone", "*", ALLOWED),
        _let("everyone, as AWS principals", {"AWS": "*"}, ALLOWED),
        _let("everyone is also who signed nothing", "*", ALLOWED, ANONYMOUS),
        _let("the account is not who signed nothing", {"AWS": _ROOT}, NO_RESOURCE, ANONYMOUS),
        _let("the account leaves it to its own policies", {"AWS": _ROOT}, NO_IDENTITY),
        _let("the account by its number", {"AWS": OWN}, NO_IDENTITY),
        _let("a service by its name", {"Service": "events.amazonaws.com"}, ALLOWED, _EVENTS),
        _let("one of many services", {"Service": ["s3.amazonaws.com", "events.amazonaws.com"]}, ALLOWED, _EVENTS),
        _let("another service", {"Service": "s3.amazonaws.com"}, NO_RESOURCE, _EVENTS),
        _let("a service is no role", {"Service": "events.amazonaws.com"}, NO_IDENTITY),
        _let("an identity provider", {"Federated": _SUBJECT}, ALLOWED, federated(_SUBJECT)),
        _let("two kinds", {"AWS": USER_ARN, "Service": "events.amazonaws.com"}, ALLOWED, _EVENTS),
        _let(
            "a service for a source",
            {"Service": "events.amazonaws.com"},
            NO_RESOURCE,
            _EVENTS,
            **when("ArnLike", "aws:SourceArn", f"arn:aws:events:*:{OWN}:rule/*"),
        ),
        Case(
            "a service for the source that it has",
            ALLOWED,
            _EVENTS,
            own=document(
                to(
                    {"Service": "events.amazonaws.com"},
                    allow(**when("ArnLike", "aws:SourceArn", f"arn:aws:events:*:{OWN}:rule/*")),
                )
            ),
            facts={"aws:SourceArn": f"arn:aws:events:ap-northeast-1:{OWN}:rule/done"},
        ),
        _let(
            "everyone of an account by a condition",
            "*",
            ALLOWED,
            **when("StringEquals", "aws:PrincipalAccount", OWN),
        ),
        _let(
            "nobody of another account by a condition",
            "*",
            NO_IDENTITY,
            **when("StringEquals", "aws:PrincipalAccount", OTHER),
        ),
        _let("everyone who is a role by a condition", "*", ALLOWED, **when("ArnEquals", "aws:PrincipalArn", ROLE_ARN)),
        _let(
            "a session's ARN is not its principal ARN",
            "*",
            NO_IDENTITY,
            **when("ArnEquals", "aws:PrincipalArn", SESSION_ARN),
        ),
        _refuse("a role is refused", {"AWS": ROLE_ARN}, DENIED_BY_RESOURCE),
        _refuse("all of the account are refused", {"AWS": _ROOT}, DENIED_BY_RESOURCE),
        _refuse("everyone is refused", "*", DENIED_BY_RESOURCE),
        _refuse("another is refused", {"AWS": USER_ARN}, ALLOWED),
        _spare("spared by session, role and account", [SESSION_ARN, ROLE_ARN, _ROOT], ALLOWED),
        _spare("not spared by role and account alone", [ROLE_ARN, _ROOT], DENIED_BY_RESOURCE),
        _spare("not spared by the session alone", SESSION_ARN, DENIED_BY_RESOURCE),
        _spare("a user spared by name and account", [USER_ARN, _ROOT], ALLOWED, USER),
        _spare("a user not spared by name alone", USER_ARN, DENIED_BY_RESOURCE, USER),
        _spare("another is not spared", [USER_ARN, _ROOT], DENIED_BY_RESOURCE),
    ),
)
