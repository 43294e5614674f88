"""Condition operators over many values."""

from __future__ import annotations

from typing import Any

from emulator.iam.cases.build import ALLOWED, NO_IDENTITY, Case, Group, allow, document, when

_WANTED = ["team", "stage"]
_ROWS: tuple[tuple[str, Any, tuple[str, ...] | None, bool], ...] = (
    ("ForAllValues:StringEquals", _WANTED, ("team",), True),
    ("ForAllValues:StringEquals", _WANTED, ("team", "stage"), True),
    ("ForAllValues:StringEquals", _WANTED, ("team", "owner"), False),
    ("ForAllValues:StringEquals", _WANTED, None, True),
    ("ForAllValues:StringEquals", _WANTED, (), True),
    ("ForAllValues:StringLike", "t*", ("team", "tier"), True),
    ("ForAllValues:StringNotEquals", _WANTED, ("owner", "tier"), True),
    ("ForAllValues:StringNotEquals", _WANTED, ("owner", "team"), False),
    ("ForAnyValue:StringEquals", _WANTED, ("team", "owner"), True),
    ("ForAnyValue:StringEquals", _WANTED, ("owner",), False),
    ("ForAnyValue:StringEquals", _WANTED, None, False),
    ("ForAnyValue:StringEqualsIgnoreCase", "TEAM", ("team",), True),
    ("ForAnyValue:StringNotEquals", _WANTED, ("owner", "team"), True),
    ("ForAnyValue:StringNotEquals", _WANTED, ("team", "stage"), False),
    ("ForAnyValue:StringNotEquals", _WANTED, None, False),
    ("ForAnyValue:StringEqualsIfExists", _WANTED, None, False),
    ("Null", "true", None, True),
    ("Null", "true", ("team",), False),
    ("Null", "false", (), False),
)


def _case(operator: str, wanted: Any, values: tuple[str, ...] | None, holds: bool) -> Case:
    return Case(
        f"{operator} {wanted}: {values}",
        ALLOWED if holds else NO_IDENTITY,
        action="ec2:CreateTags",
        resource="arn:aws:ec2:ap-northeast-1:111122223333:network-interface/eni-1",
        identity=document(allow("ec2:CreateTags", **when(operator, "aws:TagKeys", wanted))),
        facts={"aws:TagKeys": values} if values is not None else None,
    )


GROUP = Group(
    "sets",
    "IAM/latest/UserGuide/reference_policies_condition-single-vs-multi-valued-context-keys.html",
    (
        *(_case(*row) for row in _ROWS),
        Case(
            "many values without a set operator",
            "has many values: StringEquals needs ForAllValues: or ForAnyValue:",
            identity=document(allow(**when("StringEquals", "aws:TagKeys", "team"))),
        ),
    ),
)
