"""The one place that sees every request before its service does: who asks, and may they?

Today it refuses what could never work: a service with an engine, asked for in a region in which no engine runs.
It also tells the principal of a request. Roles' policies are not enforced yet; `authorize` is where they will be.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from emulator.twin import Twin

_SCOPE = re.compile(r"Credential=(?P<key>[^/]+)/\d{8}/(?P<region>[^/]+)/(?P<service>[^/]+)/aws4_request")

REGIONAL = frozenset({"athena", "events", "firehose", "glue", "lambda", "rds"})
"""Signing names of the services that have engines, which run in the twin's region only."""


class DeniedError(Exception):
    """A request that must not reach its service: the sentence goes to the caller as `AccessDeniedException`."""


@dataclass(frozen=True)
class Caller:
    """Who signed a request, for which service and region."""

    access_key_id: str
    region: str
    service: str


def caller_of(environ: dict[str, Any]) -> Caller | None:
    """The caller of a signed WSGI request; `None` for one that is not signed in its header (a presigned URL)."""
    match = _SCOPE.search(environ.get("HTTP_AUTHORIZATION", ""))
    return Caller(match["key"], match["region"], match["service"]) if match else None


def role_of(twin: Twin, caller: Caller) -> str | None:
    """The ARN of the role whose session signed; `None` for the operator and for the emulator itself."""
    session = twin.backend("sts").get_assumed_role_from_access_key(caller.access_key_id)
    return session.role_arn if session else None


def authorize(twin: Twin, environ: dict[str, Any]) -> None:
    """Return if the request may go on; else throw `DeniedError`."""
    caller = caller_of(environ)
    if caller and caller.service in REGIONAL and caller.region != twin.region:
        raise DeniedError(
            f"this twin runs {caller.service} in {twin.region} only, the request is signed for {caller.region}: "
            f"set AWS_REGION={twin.region}"
        )
