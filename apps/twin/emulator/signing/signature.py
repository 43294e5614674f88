"""The signature of a request, read from its header or, presigned, from its query."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from typing import Any
from urllib.parse import parse_qsl

from emulator.signing.errors import MalformedSignatureError

_ALGORITHM = "AWS4-HMAC-SHA256"
_FIELDS = ("Credential", "SignedHeaders", "Signature")
_HEADER = re.compile(
    rf"{_ALGORITHM} +Credential=(?P<scope>[^,\s]+), *SignedHeaders=(?P<headers>[^,\s]+), *Signature=(?P<digest>[^,\s]+)"
)
"""All of it: whoever else reads the header must find the same signer."""
_SCOPE = re.compile(r"(?P<key>[^/=]+)/(?P<date>\d{8})/(?P<region>[^/]+)/(?P<service>[^/]+)/aws4_request")
_TIMESTAMP = "%Y%m%dT%H%M%SZ"


@dataclass(frozen=True)
class Signature:
    """What a client says of how it signed."""

    access_key_id: str
    date: str
    """Of the scope, `20240701`."""
    region: str
    service: str
    signed_headers: tuple[str, ...]
    """Names in lower case, in the order in which they were signed."""
    digest: str
    """The signature itself, in hexadecimal."""
    timestamp: str
    """`20240701T000000Z`."""
    at: datetime
    token: str | None
    """Of a session."""
    is_presigned: bool = False
    expires: int | None = None
    """Seconds that a presigned request holds, if it says so."""


def signature_of(environ: dict[str, Any]) -> Signature:
    """The signature of a WSGI request that somebody signed; throws `MalformedSignatureError`."""
    header = environ.get("HTTP_AUTHORIZATION", "")
    return _of_header(header, environ) if header else _of_query(environ)


def _of_header(header: str, environ: dict[str, Any]) -> Signature:
    match = _HEADER.fullmatch(header)
    if match is None:
        form = f"{_ALGORITHM} Credential=<scope>, SignedHeaders=<names>, Signature=<signature>"
        raise MalformedSignatureError(f"the Authorization header must be {form}")
    timestamp, at = _time(environ.get("HTTP_X_AMZ_DATE") or environ.get("HTTP_DATE", ""))
    return Signature(
        **_scope(match["scope"]),
        signed_headers=tuple(match["headers"].split(";")),
        digest=match["digest"],
        timestamp=timestamp,
        at=at,
        token=environ.get("HTTP_X_AMZ_SECURITY_TOKEN"),
    )


def _of_query(environ: dict[str, Any]) -> Signature:
    pairs = [
        pair for pair in parse_qsl(environ["QUERY_STRING"], keep_blank_values=True) if pair[0].startswith("X-Amz-")
    ]
    given = dict(pairs)
    _require(len(given) == len(pairs), "the query names a parameter twice")
    for field in ("Algorithm", *_FIELDS):
        _require(f"X-Amz-{field}" in given, f"the query requires 'X-Amz-{field}'")
    algorithm, expires = given["X-Amz-Algorithm"], given.get("X-Amz-Expires")
    _require(algorithm == _ALGORITHM, f"the algorithm must be {_ALGORITHM}, got '{algorithm}'")
    is_number = expires is None or re.fullmatch("[0-9]{1,9}", expires) is not None
    _require(is_number, f"X-Amz-Expires should be a number, got '{expires}'")
    timestamp, at = _time(given.get("X-Amz-Date", ""), in_query=True)
    return Signature(
        **_scope(given["X-Amz-Credential"], in_query=True),
        signed_headers=tuple(given["X-Amz-SignedHeaders"].split(";")),
        digest=given["X-Amz-Signature"],
        timestamp=timestamp,
        at=at,
        token=given.get("X-Amz-Security-Token"),
        is_presigned=True,
        expires=int(expires) if expires else None,
    )


def _scope(credential: str, *, in_query: bool = False) -> dict[str, str]:
    match = _SCOPE.fullmatch(credential)
    if match is None:
        raise MalformedSignatureError(
            "a credential must be <key id>/<yyyymmdd>/<region>/<service>/aws4_request", in_query=in_query
        )
    found = match.groupdict()
    return {"access_key_id": found.pop("key"), **found}


def _time(text: str, *, in_query: bool = False) -> tuple[str, datetime]:
    """As it is signed, and as a time; a client may send a `Date` as HTTP has it."""
    try:
        at = datetime.strptime(text, _TIMESTAMP).replace(tzinfo=UTC)
    except ValueError:
        try:
            at = parsedate_to_datetime(text).astimezone(UTC)
        except ValueError:
            sentence = f"a date must be in ISO-8601 basic format, got '{text}'"
            raise MalformedSignatureError(sentence, in_query=in_query) from None
    return at.strftime(_TIMESTAMP), at


def _require(holds: bool, sentence: str) -> None:
    if not holds:
        raise MalformedSignatureError(sentence, in_query=True)
