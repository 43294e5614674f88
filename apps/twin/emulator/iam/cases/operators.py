"""Condition operators over one value."""

from __future__ import annotations

from typing import Any

from emulator.iam.cases.build import ALLOWED, NO_IDENTITY, Case, Group, allow, document, when

_ARN = "arn:aws:s3:::mall-dev-landing"
_ROLE = "arn:aws:iam::111122223333:role/team/mall-dev-job"
_KEY = {
    "String": "aws:RequestedRegion",
    "Numeric": "s3:max-keys",
    "Date": "aws:CurrentTime",
    "Bool": "aws:SecureTransport",
    "BinaryEquals": "aws:Referer",
    "Ip": "aws:SourceIp",
    "NotIp": "aws:SourceIp",
    "Arn": "aws:SourceArn",
    "Null": "aws:SourceVpce",
}
_ROWS: tuple[tuple[str, Any, str | None, bool], ...] = (
    ("StringEquals", "ap-northeast-1", "ap-northeast-1", True),
    ("StringEquals", "ap-northeast-1", "AP-northeast-1", False),
    ("StringEquals", "ap-*", "ap-northeast-1", False),
    ("StringEquals", ["us-east-1", "ap-northeast-1"], "ap-northeast-1", True),
    ("StringEquals", "ap-northeast-1", None, False),
    ("StringNotEquals", "ap-northeast-1", "us-east-1", True),
    ("StringNotEquals", "ap-northeast-1", "ap-northeast-1", False),
    ("StringNotEquals", ["us-east-1", "ap-northeast-1"], "ap-northeast-1", False),
    ("StringNotEquals", "ap-northeast-1", None, True),
    ("StringEqualsIgnoreCase", "AP-NORTHEAST-1", "ap-northeast-1", True),
    ("StringNotEqualsIgnoreCase", "AP-NORTHEAST-1", "ap-northeast-1", False),
    ("StringLike", "ap-*", "ap-northeast-1", True),
    ("StringLike", "ap-northeast-?", "ap-northeast-1", True),
    ("StringLike", "AP-*", "ap-northeast-1", False),
    ("StringLike", "ap-*", None, False),
    ("StringNotLike", "ap-*", "ap-northeast-1", False),
    ("StringNotLike", "ap-*", "us-east-1", True),
    ("StringEqualsIfExists", "ap-northeast-1", None, True),
    ("StringEqualsIfExists", "ap-northeast-1", "us-east-1", False),
    ("StringLikeIfExists", "ap-*", "us-east-1", False),
    ("NumericEquals", "10", "10", True),
    ("NumericEquals", 10, "10.0", True),
    ("NumericEquals", "10", "11", False),
    ("NumericEquals", "10", "many", False),
    ("NumericNotEquals", "10", "11", True),
    ("NumericLessThan", "10", "9", True),
    ("NumericLessThan", "10", "10", False),
    ("NumericLessThan", "10", None, False),
    ("NumericLessThanEquals", "10", "10", True),
    ("NumericGreaterThan", "10", "9", False),
    ("NumericGreaterThan", "1.2", "1.3", True),
    ("NumericGreaterThanEquals", "10", "10", True),
    ("DateEquals", "2026-01-01T00:00:00Z", "2026-01-01T09:00:00+09:00", True),
    ("DateNotEquals", "2026-01-01T00:00:00Z", "2026-01-01T00:00:00Z", False),
    ("DateLessThan", "2026-06-30T23:59:59Z", "2026-01-01T00:00:00Z", True),
    ("DateLessThan", "2026-01-01T00:00:00Z", "2026-01-01T00:00:00Z", False),
    ("DateLessThanEquals", "2026-01-01", "2026-01-01T00:00:00Z", True),
    ("DateGreaterThan", "2026-01-01T00:00:00Z", "2026-01-02T00:00:00Z", True),
    ("DateGreaterThan", "1767225600", "2025-12-31T00:00:00Z", False),
    ("DateGreaterThanEquals", "1767225600", "2026-01-01T00:00:00Z", True),
    ("Bool", "true", "true", True),
    ("Bool", True, "true", True),
    ("Bool", "true", "false", False),
    ("Bool", "false", None, False),
    ("BoolIfExists", "false", None, True),
    ("BoolIfExists", "false", "true", False),
    ("BinaryEquals", "QmluYXJ5", "QmluYXJ5", True),
    ("BinaryEquals", "QmluYXJ5", "qmluyxj5", False),
    ("IpAddress", "203.0.113.0/24", "203.0.113.7", True),
    ("IpAddress", "203.0.113.0/24", "203.0.114.7", False),
    ("IpAddress", "203.0.113.7", "203.0.113.7", True),
    ("IpAddress", "2001:DB8:1234:5678::/64", "2001:db8:1234:5678::1", True),
    ("IpAddress", "203.0.113.0/24", "2001:db8::1", False),
    ("NotIpAddress", "203.0.113.0/24", "198.51.100.1", True),
    ("NotIpAddress", ["203.0.113.0/24", "198.51.100.0/24"], "198.51.100.1", False),
    ("ArnEquals", _ARN, _ARN, True),
    ("ArnEquals", "arn:aws:s3:::mall-*", _ARN, True),
    ("ArnLike", "arn:aws:s3:::other", _ARN, False),
    ("ArnLike", "arn:aws:iam::*:role/*", _ROLE, True),
    ("ArnLike", "arn:aws:iam:*:role/*:x", _ROLE, False),
    ("ArnLike", "arn:aws:*:*:*:role/*", _ROLE, True),
    ("ArnLike", _ARN, None, False),
    ("ArnNotEquals", _ARN, _ARN, False),
    ("ArnNotEquals", _ARN, None, True),
    ("ArnNotLike", "arn:aws:s3:::mall-*", "arn:aws:s3:::other", True),
    ("ArnNotLike", "arn:aws:s3:::mall-*", _ARN, False),
    ("ArnLikeIfExists", _ARN, None, True),
    ("Null", "true", None, True),
    ("Null", "true", "vpce-1", False),
    ("Null", "false", "vpce-1", True),
    ("Null", "false", None, False),
)


def _case(operator: str, wanted: Any, value: str | None, holds: bool) -> Case:
    key = next(key for kind, key in _KEY.items() if operator.startswith(kind))
    return Case(
        f"{operator} {wanted}: {value}",
        ALLOWED if holds else NO_IDENTITY,
        identity=document(allow(**when(operator, key, wanted))),
        facts={key: value} if value is not None else None,
    )


def _both(name: str, expected: str, region: str, address: str) -> Case:
    wanted = {
        "StringEquals": {"aws:RequestedRegion": "ap-northeast-1"},
        "IpAddress": {"aws:SourceIp": "203.0.113.0/24"},
    }
    facts = {"aws:RequestedRegion": region, "aws:SourceIp": address}
    return Case(name, expected, identity=document(allow(Condition=wanted)), facts=facts)


GROUP = Group(
    "operators",
    "IAM/latest/UserGuide/reference_policies_elements_condition_operators.html",
    (
        *(_case(*row) for row in _ROWS),
        _both("two conditions that both hold", ALLOWED, "ap-northeast-1", "203.0.113.7"),
        _both("two conditions of which one holds", NO_IDENTITY, "ap-northeast-1", "198.51.100.1"),
        Case(
            "a key in another case",
            ALLOWED,
            identity=document(allow(**when("StringEquals", "AWS:requestedregion", "ap-northeast-1"))),
            facts={"aws:RequestedRegion": "ap-northeast-1"},
        ),
    ),
)
