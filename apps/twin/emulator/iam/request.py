"""A request as policies see it: who, which action, on which resource, under which circumstances."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from emulator.iam.patterns import Context
from emulator.iam.principals import Principal

Facts = Mapping[str, str | Sequence[str]]
"""Values by condition key, in any case."""


@dataclass(frozen=True)
class Request:
    """One action on one resource. Make it by `asked`."""

    principal: Principal
    action: str
    """`s3:GetObject`."""
    resource: str
    """An ARN, or `*` for an action that is on no resource."""
    context: Context


def asked(principal: Principal, action: str, resource: str, facts: Facts | None = None) -> Request:
    """A request with the principal's own condition keys beside the facts that the service knows."""
    given = {key.lower(): (value,) if isinstance(value, str) else tuple(value) for key, value in (facts or {}).items()}
    return Request(principal, action, resource, {**facts_of(principal), **given})


def facts_of(principal: Principal) -> dict[str, tuple[str, ...]]:
    """The condition keys that every request of a principal has.

    https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html
    """
    is_service = principal.kind == "Service"
    known = {
        "aws:principaltype": principal.kind,
        "aws:principalisawsservice": "true" if is_service else "false",
        "aws:principalservicename": principal.name if is_service else "",
        "aws:principalarn": principal.arn,
        "aws:principalaccount": principal.account,
        "aws:userid": principal.user_id,
        "aws:username": principal.name.rsplit("/", 1)[-1] if principal.kind == "User" else "",
    }
    return {key: (value,) for key, value in known.items() if value}
