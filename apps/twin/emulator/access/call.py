"""A request, read as far as authorization needs it: who signed it, service, operation, parameters."""

from __future__ import annotations

import io
import json
import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any
from urllib.parse import parse_qsl, unquote

if TYPE_CHECKING:
    from emulator.twin import Twin

_SCOPE = re.compile(r"(?:Credential=)?(?P<key>[^/=\s]+)/\d{8}/(?P<region>[^/]+)/(?P<service>[^/]+)/aws4_request")
_FORM = "application/x-www-form-urlencoded"
_RPC = re.compile(r"/service/[^/]+/operation/(?P<operation>\w+)")
_VERSIONED = re.compile(r"/\d{4}-\d{2}-\d{2}/")
"""How paths begin of REST services that name their version, as Lambda and Route 53 do."""
_UNSIGNED = {"AssumeRoleWithWebIdentity": "sts"}
"""Operations that carry what they are decided by themselves, and their services.

https://docs.aws.amazon.com/STS/latest/APIReference/API_AssumeRoleWithWebIdentity.html
"""


@dataclass(frozen=True)
class Caller:
    """Who signed a request, for which service and region."""

    access_key_id: str
    """Empty if nobody did."""
    region: str
    service: str
    """Its signing name; empty if nobody signed the request and its service answers only who did."""

    @property
    def has_signed(self) -> bool:
        """Whether somebody signed the request."""
        return self.access_key_id != ""


def caller_of(environ: dict[str, Any]) -> Caller:
    """The caller of a WSGI request, which is signed in its header, in its query (presigned) or not at all."""
    text = environ.get("HTTP_AUTHORIZATION", "")
    if not text and "X-Amz-Credential=" in environ.get("QUERY_STRING", ""):
        text = dict(parse_qsl(environ["QUERY_STRING"]))["X-Amz-Credential"]
    match = _SCOPE.search(text)
    return Caller(match["key"], match["region"], match["service"]) if match else Caller("", "", _unsigned(environ))


def access_key_of(text: str) -> str:
    """The access key that a header or a credential of a query names; empty if none."""
    match = _SCOPE.search(text)
    return match["key"] if match else ""


def _unsigned(environ: dict[str, Any]) -> str:
    """The service of a request that nobody signed: what names no operation of another one is S3's."""
    path = environ["PATH_INFO"]
    if environ.get("HTTP_X_AMZ_TARGET") or _RPC.search(path) or _VERSIONED.match(path):
        return ""
    given = dict(parse_qsl(environ.get("QUERY_STRING", "")))
    if environ.get("CONTENT_TYPE", "").startswith(_FORM):
        given |= dict(parse_qsl(body_of(environ).decode(errors="replace")))
    return _UNSIGNED.get(given["Action"], "") if "Action" in given else "s3"


@dataclass(frozen=True)
class Need:
    """One action on one resource that a request comes to; each of a request's needs must be allowed."""

    action: str
    resource: str = "*"
    facts: dict[str, str | list[str]] = field(default_factory=dict)
    """Condition keys that only the service knows."""


@dataclass(frozen=True)
class Call:
    """A request of a service."""

    twin: Twin
    service: str
    """Its signing name."""
    operation: str
    """`GetTable`; of S3 and of other REST services `GET /path`."""
    parameters: dict[str, Any]
    """Of the body; of query services flat (`Tags.member.1.Key`)."""
    method: str = "GET"
    path: str = "/"
    query: dict[str, str] = field(default_factory=dict)
    headers: dict[str, str] = field(default_factory=dict)
    """By name in lower case."""
    body: bytes = b""

    def arn(self, resource: str, service: str = "") -> str:
        """The ARN of a resource of this account and region."""
        return f"arn:aws:{service or self.service}:{self.twin.region}:{self.twin.account}:{resource}"

    def via(self, *context: tuple[str, str]) -> dict[str, str | list[str]]:
        """What KMS knows of a request that this service makes of a key for its caller."""
        return {
            "kms:ViaService": f"{self.service}.{self.twin.region}.amazonaws.com",
            "kms:CallerAccount": self.twin.account,
            **{f"kms:EncryptionContext:{key}": value for key, value in context},
        }


def read_call(twin: Twin, caller: Caller, environ: dict[str, Any]) -> Call:
    """The call of a WSGI request. A body that is read here is put back for whoever comes next."""
    path, method = unquote(environ["PATH_INFO"]), environ["REQUEST_METHOD"]
    query = dict(parse_qsl(environ.get("QUERY_STRING", ""), keep_blank_values=True))
    target, kind = environ.get("HTTP_X_AMZ_TARGET", ""), environ.get("CONTENT_TYPE", "")
    operation, parameters, body = f"{method} {path}", {}, b""
    if target:
        operation, parameters = target.rpartition(".")[2], json.loads(body_of(environ) or b"{}")
    elif caller.service == "s3":
        body = body_of(environ) if method == "POST" and "delete" in query else b""
    elif kind.startswith(_FORM) or "Action" in query:
        parameters = {**query, **dict(parse_qsl(body_of(environ).decode(), keep_blank_values=True))}
        operation = parameters.get("Action", operation)
    elif match := _RPC.search(path):
        operation = match["operation"]
    headers = {
        name.removeprefix("HTTP_").replace("_", "-").lower(): value
        for name, value in environ.items()
        if name.startswith("HTTP_") and isinstance(value, str)
    }
    return Call(twin, caller.service, operation, parameters, method, path, query, headers, body)


def body_of(environ: dict[str, Any]) -> bytes:
    """The body of a WSGI request, which is put back for whoever comes next."""
    length = int(environ.get("CONTENT_LENGTH") or 0)
    body = environ["wsgi.input"].read(length) if length else b""
    environ["wsgi.input"] = io.BytesIO(body)
    return body
