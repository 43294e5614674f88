"""Principals of another account: both sides must allow."""

from __future__ import annotations

from emulator.iam.cases.build import (
    ALLOWED,
    DENIED,
    DENIED_BY_RESOURCE,
    NO_BOUNDARY,
    NO_IDENTITY,
    NO_RESOURCE,
    OTHER,
    OWN,
    STRANGER,
    STRANGER_ARN,
    Case,
    Group,
    allow,
    deny,
    document,
    to,
)

_READS = document(allow())
_LETS_ACCOUNT = document(to({"AWS": f"arn:aws:iam::{OTHER}:root"}, allow()))
_LETS_ROLE = document(to({"AWS": STRANGER_ARN}, allow()))
_LETS_ALL = document(to("*", allow()))

GROUP = Group(
    "cross account",
    "IAM/latest/UserGuide/reference_policies_evaluation-logic-cross-account.html",
    (
        Case("both allow, the resource by the role", ALLOWED, STRANGER, identity=_READS, own=_LETS_ROLE),
        Case("both allow, the resource by the account", ALLOWED, STRANGER, identity=_READS, own=_LETS_ACCOUNT),
        Case("both allow, the resource by everyone", ALLOWED, STRANGER, identity=_READS, own=_LETS_ALL),
        Case("the identity alone", NO_RESOURCE, STRANGER, identity=_READS),
        Case("the resource alone, by the role", NO_IDENTITY, STRANGER, own=_LETS_ROLE),
        Case("the resource alone, by everyone", NO_IDENTITY, STRANGER, own=_LETS_ALL),
        Case(
            "the resource lets only its own account in",
            NO_RESOURCE,
            STRANGER,
            identity=_READS,
            own=document(to({"AWS": OWN}, allow())),
        ),
        Case("the identity denies", DENIED, STRANGER, identity=document(deny()), own=_LETS_ROLE),
        Case(
            "the resource denies the account",
            DENIED_BY_RESOURCE,
            STRANGER,
            identity=_READS,
            own=document(to({"AWS": OTHER}, deny()), to("*", allow())),
        ),
        Case(
            "the boundary limits",
            NO_BOUNDARY,
            STRANGER,
            identity=_READS,
            own=_LETS_ROLE,
            boundary=document(allow("s3:PutObject")),
        ),
    ),
)
