"""What operations need: one module a service, each with `OPERATIONS`, by operation.

They are the operations that principals of the stacks call. Actions and resources are those of the service authorization
reference, https://docs.aws.amazon.com/service-authorization/latest/reference/.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator

from emulator.access.call import Call, Need
from emulator.access.services import athena, data, glue, iam, kms, logs, machines, messages, mfa, rds, s3, secrets

Needs = Callable[[Call], Iterable[Need]]

OPERATIONS: dict[str, dict[str, Needs]] = {
    "athena": athena.OPERATIONS,
    "autoscaling": machines.AUTOSCALING,
    "dynamodb": data.DYNAMODB,
    "ec2": machines.EC2,
    "events": messages.EVENTS,
    "firehose": data.FIREHOSE,
    "glue": glue.OPERATIONS,
    "iam": {**iam.OPERATIONS, **mfa.OPERATIONS},
    "kms": kms.OPERATIONS,
    "logs": logs.OPERATIONS,
    "monitoring": machines.CLOUDWATCH,
    "rds": rds.OPERATIONS,
    "secretsmanager": secrets.OPERATIONS,
    "sns": messages.SNS,
    "sqs": messages.SQS,
    "ssm": machines.SSM,
    "sts": secrets.STS,
}
"""By signing name, then operation."""

PREFIXES = {"monitoring": "cloudwatch"}
"""Of actions, where it is not the signing name."""


class UnmappedOperationError(LookupError):
    """An operation that a role calls and nobody has said what it needs."""


def needs_of(call: Call) -> list[Need]:
    """What a call needs; throws `UnmappedOperationError`."""
    if call.service == "s3":
        return list(s3.needs(call))
    if call.service == "lambda":
        return list(data.invocation(call))
    known = OPERATIONS.get(call.service, {}).get(call.operation)
    if known is None:
        raise unmapped(call)
    return list(known(call))


def unmapped(call: Call) -> UnmappedOperationError:
    """The error that names the call's operation."""
    return UnmappedOperationError(f"{action_of(call)} is in no table of operations: add it to {__name__}")


def action_of(call: Call) -> str:
    """The action that an operation is called as, if nothing else is known of it."""
    return f"{PREFIXES.get(call.service, call.service)}:{call.operation.replace(' ', '')}"


_ROLE = re.compile(r"arn:aws:iam::\d{12}:role/.+")


def passed_roles(call: Call) -> Iterator[Need]:
    """The roles that an operation of which nothing else is known hands to its service: its parameters name them."""
    values = [call.parameters]
    while values:
        value = values.pop()
        if isinstance(value, dict | list):
            values.extend(value.values() if isinstance(value, dict) else value)
        elif isinstance(value, str) and _ROLE.fullmatch(value):
            yield Need("iam:PassRole", value)
