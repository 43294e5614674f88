"""Permissions boundaries and session policies: they limit, and never grant."""

from __future__ import annotations

from typing import Any

from emulator.iam.cases.build import (
    ALLOWED,
    DENIED_BY_BOUNDARY,
    DENIED_BY_SESSION,
    NO_BOUNDARY,
    NO_IDENTITY,
    NO_SESSION,
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

_READS = document(allow())
_WRITES = document(allow("s3:PutObject"))
_REFUSES = document(allow("*"), deny())


def _own(principal: Any, **more: Any) -> Any:
    return document(to(principal, allow(**more)))


GROUP = Group(
    "limits",
    "IAM/latest/UserGuide/access_policies_boundaries.html, access_policies.html#policies_session, "
    "reference_policies_elements_principal.html#principal-roles",
    (
        Case("a boundary that allows too", ALLOWED, identity=_READS, boundary=_READS),
        Case("a boundary that does not", NO_BOUNDARY, identity=_READS, boundary=_WRITES),
        Case("a boundary alone grants nothing", NO_IDENTITY, boundary=_READS),
        Case("a boundary's deny", DENIED_BY_BOUNDARY, identity=_READS, boundary=_REFUSES),
        Case(
            "a boundary limits what a resource gives a role", NO_BOUNDARY, own=_own({"AWS": ROLE_ARN}), boundary=_WRITES
        ),
        Case("not what it gives a session", ALLOWED, own=_own({"AWS": SESSION_ARN}), boundary=_WRITES),
        Case("not what it gives a user", ALLOWED, USER, own=_own({"AWS": USER_ARN}), boundary=_WRITES),
        Case(
            "not what it gives everyone who is that role",
            ALLOWED,
            own=_own("*", **when("ArnEquals", "aws:PrincipalArn", ROLE_ARN)),
            boundary=_WRITES,
        ),
        Case(
            "a boundary's deny stands even there",
            DENIED_BY_BOUNDARY,
            USER,
            own=_own({"AWS": USER_ARN}),
            boundary=_REFUSES,
        ),
        Case("a session policy that allows too", ALLOWED, identity=_READS, session=_READS),
        Case("a session policy that does not", NO_SESSION, identity=_READS, session=_WRITES),
        Case("a session policy alone grants nothing", NO_IDENTITY, session=_READS),
        Case("a session policy's deny", DENIED_BY_SESSION, identity=_READS, session=_REFUSES),
        Case("it limits what a resource gives the role", NO_SESSION, own=_own({"AWS": ROLE_ARN}), session=_WRITES),
        Case("not what a resource gives the session", ALLOWED, own=_own({"AWS": SESSION_ARN}), session=_WRITES),
        Case("all three allow", ALLOWED, identity=_READS, boundary=_READS, session=_READS),
        Case(
            "identity and session allow, the boundary does not",
            NO_BOUNDARY,
            identity=_READS,
            boundary=_WRITES,
            session=_READS,
        ),
    ),
)
