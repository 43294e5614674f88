"""KMS: the key's policy decides, may leave it to the account's policies, and grants lend."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from emulator.iam.cases.build import (
    ALLOWED,
    DENIED,
    DENIED_BY_RESOURCE,
    KEY,
    NO_IDENTITY,
    NO_RESOURCE,
    OTHER,
    OWN,
    ROLE,
    ROLE_ARN,
    STRANGER,
    STRANGER_ARN,
    Case,
    Document,
    Group,
    allow,
    deny,
    document,
    to,
    when,
)
from emulator.iam.grants import Grant
from emulator.iam.principals import Principal, root, service

_ROOT = {"AWS": f"arn:aws:iam::{OWN}:root"}
_DELEGATES = document(to(_ROOT, allow("kms:*")))
_DECRYPTS = document(allow("kms:Decrypt", KEY))
_VIA_S3 = document(allow("kms:Decrypt", KEY, **when("StringLike", "kms:ViaService", "s3.*.amazonaws.com")))
_LOGS = service("logs.ap-northeast-1.amazonaws.com")
_GROUP = f"arn:aws:logs:ap-northeast-1:{OWN}:log-group:/aws/lambda/mall"
_LOGS_USE = document(
    to(
        {"Service": _LOGS.name},
        allow("kms:Decrypt", **when("ArnEquals", "kms:EncryptionContext:aws:logs:arn", _GROUP)),
    )
)


def _key(
    name: str,
    expected: str,
    own: Document,
    identity: Document | None = None,
    principal: Principal = ROLE,
    facts: Mapping[str, Any] | None = None,
    grants: tuple[Grant, ...] = (),
) -> Case:
    return Case(name, expected, principal, "kms:Decrypt", KEY, facts, identity, own=own, grants=grants)


def _grant(*operations: str, grantee: str = ROLE_ARN, **contexts: Any) -> tuple[Grant, ...]:
    return (Grant(grantee, frozenset(operations), **contexts),)


GROUP = Group(
    "keys",
    "kms/latest/developerguide/key-policies.html, key-policy-default.html, grants.html, conditions-kms.html",
    (
        _key("the key leaves it to the account, whose policy allows", ALLOWED, _DELEGATES, _DECRYPTS),
        _key("the key leaves it to the account, whose policy says nothing", NO_IDENTITY, _DELEGATES),
        _key(
            "the key does not leave it to the account", NO_RESOURCE, document(to("*", deny("kms:Encrypt"))), _DECRYPTS
        ),
        _key(
            "the key leaves another action to the account",
            NO_RESOURCE,
            document(to(_ROOT, allow("kms:Encrypt"))),
            _DECRYPTS,
        ),
        _key("the key names the role", ALLOWED, document(to({"AWS": ROLE_ARN}, allow("kms:Decrypt")))),
        _key(
            "the key denies", DENIED_BY_RESOURCE, document(to(_ROOT, allow("kms:*")), to("*", deny("kms:*"))), _DECRYPTS
        ),
        _key("the identity denies", DENIED, document(to({"AWS": ROLE_ARN}, allow("kms:*"))), document(deny("kms:*"))),
        _key("the root user by its key", ALLOWED, _DELEGATES, principal=root(OWN)),
        _key(
            "the root user is kept out by a key",
            NO_RESOURCE,
            document(to({"AWS": ROLE_ARN}, allow("kms:*"))),
            principal=root(OWN),
        ),
        _key("through S3", ALLOWED, _DELEGATES, _VIA_S3, facts={"kms:ViaService": "s3.ap-northeast-1.amazonaws.com"}),
        _key("not directly, where only through S3", NO_IDENTITY, _DELEGATES, _VIA_S3),
        _key(
            "not through another service",
            NO_IDENTITY,
            _DELEGATES,
            _VIA_S3,
            facts={"kms:ViaService": "secretsmanager.ap-northeast-1.amazonaws.com"},
        ),
        _key(
            "a service with its encryption context",
            ALLOWED,
            _LOGS_USE,
            principal=_LOGS,
            facts={"kms:EncryptionContext:aws:logs:arn": _GROUP},
        ),
        _key(
            "a service with another encryption context",
            NO_RESOURCE,
            _LOGS_USE,
            principal=_LOGS,
            facts={"kms:EncryptionContext:aws:logs:arn": f"{_GROUP}-2"},
        ),
        _key("a service without encryption context", NO_RESOURCE, _LOGS_USE, principal=_LOGS),
        _key("a service is not of the account", NO_RESOURCE, _DELEGATES, principal=_LOGS),
        _key("a grant lends", ALLOWED, _DELEGATES, grants=_grant("Decrypt", "GenerateDataKey")),
        _key("a grant of another operation", NO_IDENTITY, _DELEGATES, grants=_grant("GenerateDataKey")),
        _key("a grant to another", NO_IDENTITY, _DELEGATES, grants=_grant("Decrypt", grantee=f"{ROLE_ARN}-2")),
        _key("a grant against a deny", DENIED, _DELEGATES, document(deny("kms:*")), grants=_grant("Decrypt")),
        _key(
            "a grant for one encryption context, which it is",
            ALLOWED,
            _DELEGATES,
            grants=_grant("Decrypt", context_equals={"Department": "IT"}),
            facts={"kms:EncryptionContext:Department": "IT"},
        ),
        _key(
            "a grant for one encryption context, which has more",
            NO_IDENTITY,
            _DELEGATES,
            grants=_grant("Decrypt", context_equals={"Department": "IT"}),
            facts={"kms:EncryptionContext:Department": "IT", "kms:EncryptionContext:Purpose": "Test"},
        ),
        _key(
            "a grant for a part of the encryption context",
            ALLOWED,
            _DELEGATES,
            grants=_grant("Decrypt", context_subset={"Department": "IT"}),
            facts={"kms:EncryptionContext:Department": "IT", "kms:EncryptionContext:Purpose": "Test"},
        ),
        _key(
            "another account by key and identity",
            ALLOWED,
            document(to({"AWS": f"arn:aws:iam::{OTHER}:root"}, allow("kms:Decrypt"))),
            _DECRYPTS,
            STRANGER,
        ),
        _key(
            "another account by the key alone",
            NO_IDENTITY,
            document(to({"AWS": STRANGER_ARN}, allow("kms:*"))),
            principal=STRANGER,
        ),
        _key("another account by its identity alone", NO_RESOURCE, _DELEGATES, _DECRYPTS, STRANGER),
    ),
)
