"""The one place that sees every request before its service does: who asks, and may they?

`authorize` refuses what could never work (a service with an engine, asked for in a region in which no engine runs), and
what the policies of IAM do not allow: see `emulator.access.gate`. Who signs nothing is the anonymous principal of S3,
bears a token for STS, and is nobody to every other service. `service_may` says whether the policy of a function,
queue or topic lets an AWS service in, as S3 notifications, alarms and EventBridge need.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from moto.core.exceptions import ServiceException
from werkzeug.exceptions import HTTPException

from emulator.access.call import Caller, Need
from emulator.access.gate import RefusedError
from emulator.access.store import OWN
from emulator.iam.principals import service as service_principal

if TYPE_CHECKING:
    from emulator.twin import Twin

REGIONAL = frozenset({"athena", "events", "firehose", "glue", "lambda", "rds"})
"""Signing names of the services that have engines, which run in the twin's region only."""


class DeniedError(Exception):
    """A request that must not reach its service: the sentence goes to the caller as `AccessDeniedException`."""


class UnsignedError(Exception):
    """A request that nobody signed, of a service that answers only who did."""

    def __init__(self) -> None:
        super().__init__("Request is missing Authentication Token")


def authorize(twin: Twin, caller: Caller, environ: dict[str, Any]) -> None:
    """Return if the request may go on.

    Else throw `UnsignedError`, `DeniedError`, or `RefusedError` where policies say so.
    """
    if not caller.has_signed:
        _pass_unsigned(twin, caller, environ)
        return
    if caller.access_key_id == OWN:
        return
    if caller.service in REGIONAL and caller.region != twin.region:
        raise DeniedError(
            f"this twin runs {caller.service} in {twin.region} only, the request is signed for {caller.region}: "
            f"set AWS_REGION={twin.region}"
        )
    twin.gate.pass_request(caller, environ)


def _pass_unsigned(twin: Twin, caller: Caller, environ: dict[str, Any]) -> None:
    if not caller.service:
        raise UnsignedError
    if caller.service == "s3":
        try:
            twin.gate.pass_request(caller, environ)
        except RefusedError:
            # S3 gives its reasons to principals of the account only: they stand in the log and in the report
            raise RefusedError("Access Denied") from None


_ACTION = {"lambda": "lambda:InvokeFunction", "sqs": "sqs:SendMessage", "sns": "sns:Publish"}


class MissingTargetError(LookupError):
    """A function, queue or topic that was to be reached does not exist."""


def service_may(twin: Twin, service: str, target_arn: str, source_arn: str) -> bool:
    """Whether the policy of the function, queue or topic `target_arn` lets `service` act on it for `source_arn`.

    Throws `MissingTargetError` if there is no such target.
    """
    kind = target_arn.split(":")[2]
    _require_target(twin, kind, target_arn)
    need = Need(_ACTION[kind], target_arn, {"aws:SourceArn": source_arn, "aws:SourceAccount": twin.account})
    return twin.gate.decide(service_principal(service), need).allowed


def _require_target(twin: Twin, kind: str, arn: str) -> None:
    backend = twin.backend(kind)
    try:
        if kind == "lambda":
            backend.get_function(arn)
        elif kind == "sqs":
            backend.get_queue(arn.rsplit(":", 1)[1])
        else:
            backend.get_topic(arn)
    except (ServiceException, HTTPException) as missing:
        raise MissingTargetError(f"{arn} does not exist") from missing
