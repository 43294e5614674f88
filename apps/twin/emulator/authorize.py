"""The one place that sees every request before its service does: who asks, and may they?

`authorize` refuses what could never work: a service with an engine, asked for in a region in which no engine runs.
Policies of roles, buckets and keys are not enforced yet; `authorize` is where they will be. `service_may` is enforced:
whether the policy of a function, queue or topic lets an AWS service in, as S3 notifications and EventBridge need.
"""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from moto.core.exceptions import ServiceException
from werkzeug.exceptions import HTTPException

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


_ACTION = {"lambda": "lambda:InvokeFunction", "sqs": "sqs:SendMessage", "sns": "sns:Publish"}


class UnknownPolicyElementError(ValueError):
    """A policy uses an element that is not known here: it must not pass unread."""


class MissingTargetError(LookupError):
    """A function, queue or topic that was to be reached does not exist."""


def service_may(twin: Twin, service: str, target_arn: str, source_arn: str) -> bool:
    """Whether the policy of the function, queue or topic `target_arn` lets `service` act on it for `source_arn`.

    Throws `MissingTargetError` if there is no such target.
    """
    kind = target_arn.split(":")[2]
    facts = {"aws:SourceArn": source_arn, "aws:SourceAccount": twin.account}
    return admits(_policy(twin, kind, target_arn), service, _ACTION[kind], facts)


def admits(policy: dict[str, Any], service: str, action: str, facts: dict[str, str]) -> bool:
    """Whether a resource's policy lets `service` do `action`, given the `facts` that conditions ask for.

    Throws `UnknownPolicyElementError` for an element or an operator that is not known here.
    """
    effects = {
        statement["Effect"]
        for statement in _listed(policy.get("Statement", []))
        if _concerns(statement, service, action, facts)
    }
    return effects == {"Allow"}


def _policy(twin: Twin, kind: str, arn: str) -> dict[str, Any]:
    backend = twin.backend(kind)
    try:
        if kind == "lambda":
            return {"Statement": backend.get_function(arn).policy.statements}
        text = backend.get_queue(arn.rsplit(":", 1)[1]).policy if kind == "sqs" else backend.get_topic(arn)._policy_json
    except (ServiceException, HTTPException) as missing:
        raise MissingTargetError(f"{arn} does not exist") from missing
    return text if isinstance(text, dict) else json.loads(text or "{}")


def _concerns(statement: dict[str, Any], service: str, action: str, facts: dict[str, str]) -> bool:
    unknown = statement.keys() - {"Sid", "Effect", "Principal", "Action", "Resource", "Condition"}
    if unknown:
        raise UnknownPolicyElementError(f"policy element {sorted(unknown)[0]} is not known: add it to {__name__}")
    principal = statement.get("Principal", {})
    named = principal if principal == "*" else principal.get("Service", principal.get("AWS") == "*" and "*")
    actions = [str(each).lower() for each in _listed(statement["Action"])]
    return (
        (named == "*" or service in _listed(named))
        and any(_like(pattern, action.lower()) for pattern in actions)
        and all(
            _holds(operator, key, _listed(wanted), facts)
            for operator, keys in statement.get("Condition", {}).items()
            for key, wanted in keys.items()
        )
    )


def _holds(operator: str, key: str, wanted: list[str], facts: dict[str, str]) -> bool:
    known = {name.lower(): value for name, value in facts.items()}
    if key.lower() == "aws:securetransport" and operator == "Bool":
        return wanted == ["true"]
    if operator not in ("ArnLike", "ArnEquals", "StringEquals", "StringLike"):
        raise UnknownPolicyElementError(f"condition operator {operator} is not known: add it to {__name__}")
    value = known.get(key.lower())
    if operator == "StringEquals":
        return value in wanted
    return value is not None and any(_like(pattern, value) for pattern in wanted)


def _like(pattern: str, text: str) -> bool:
    return re.fullmatch(re.escape(pattern).replace(r"\*", ".*").replace(r"\?", "."), text) is not None


def _listed(value: Any) -> list[Any]:
    return value if isinstance(value, list) else [value]
