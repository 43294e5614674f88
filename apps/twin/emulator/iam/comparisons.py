"""How one value of a request is compared with one value of a policy. Each maker refuses a value that AWS would."""

from __future__ import annotations

import ipaddress
import operator
from collections.abc import Callable
from datetime import UTC, datetime
from decimal import Decimal, InvalidOperation
from typing import Any

from emulator.iam.errors import PolicyError
from emulator.iam.patterns import Context, Pattern

Test = Callable[[str, Context], bool]
"""Takes a value of the request and the whole context, which variables need."""

_COMPARE: dict[str, Callable[[Any, Any], bool]] = {
    "==": operator.eq,
    "<": operator.lt,
    "<=": operator.le,
    ">": operator.gt,
    ">=": operator.ge,
}
_SEGMENTS = 6
"""Of an ARN, between colons; the last may have colons of its own."""


def string_equals(wanted: str, has_variables: bool) -> Test:
    """The same text, case included."""
    return Pattern(wanted, has_wildcards=False, has_variables=has_variables).matches


def string_equals_ignore_case(wanted: str, has_variables: bool) -> Test:
    """The same text but for its case."""
    pattern = Pattern(wanted, has_wildcards=False, has_variables=has_variables)
    return lambda value, context: pattern.matches(value, context, ignore_case=True)


def string_like(wanted: str, has_variables: bool) -> Test:
    """A text of the pattern, case included."""
    return Pattern(wanted, has_variables=has_variables).matches


def string_exactly(wanted: str, _has_variables: bool) -> Test:
    """The same text, byte for byte."""
    return lambda value, _context: value == wanted


def numeric(symbol: str) -> Callable[[str, bool], Test]:
    """A comparison of numbers; a request's value that is none never fits."""

    def make(wanted: str, _has_variables: bool) -> Test:
        return _ordered(_number, symbol, wanted, "number")

    return make


def date(symbol: str) -> Callable[[str, bool], Test]:
    """A comparison of moments, in ISO 8601 or seconds since 1970."""

    def make(wanted: str, _has_variables: bool) -> Test:
        return _ordered(_moment, symbol, wanted, "date")

    return make


def boolean(wanted: str, has_variables: bool) -> Test:
    """True or false, in any case."""
    if wanted.lower() not in ("true", "false") and "${" not in wanted:
        raise PolicyError(f"condition value {wanted} is not true or false")
    return string_equals_ignore_case(wanted, has_variables)


def ip_address(wanted: str, _has_variables: bool) -> Test:
    """An address within a range; an address of the other version never fits."""
    try:
        network = ipaddress.ip_network(wanted, strict=False)
    except ValueError:
        raise PolicyError(f"condition value {wanted} is no IP address or range") from None

    def test(value: str, _context: Context) -> bool:
        try:
            return ipaddress.ip_address(value) in network
        except ValueError:
            return False

    return test


def arn_like(wanted: str, has_variables: bool) -> Test:
    """An ARN whose six parts each are of the pattern's part: a wildcard does not reach over a colon."""
    parts = wanted.split(":", _SEGMENTS - 1)
    if len(parts) != _SEGMENTS and "${" not in wanted:
        raise PolicyError(f"condition value {wanted} is no ARN: it must have six parts between colons")
    patterns = [Pattern(part, has_variables=has_variables) for part in _arn_parts(wanted)]

    def test(value: str, context: Context) -> bool:
        found = value.split(":", _SEGMENTS - 1)
        return len(found) == len(patterns) and all(
            pattern.matches(part, context) for pattern, part in zip(patterns, found, strict=True)
        )

    return test


def _arn_parts(text: str) -> list[str]:
    """The six parts; colons within `${…}` divide nothing."""
    parts, depth = [""], 0
    for index, character in enumerate(text):
        depth += text.startswith("${", index) - (character == "}" and depth > 0)
        if character == ":" and not depth and len(parts) < _SEGMENTS:
            parts.append("")
        else:
            parts[-1] += character
    return parts


def _ordered(read: Callable[[str], Any], symbol: str, wanted: str, kind: str) -> Test:
    limit, compare = read(wanted), _COMPARE[symbol]
    if limit is None:
        raise PolicyError(f"condition value {wanted} is no {kind}")

    def test(value: str, _context: Context) -> bool:
        found = read(value)
        return found is not None and compare(found, limit)

    return test


def _number(text: str) -> Decimal | None:
    try:
        number = Decimal(text)
    except InvalidOperation:
        return None
    return number if number.is_finite() else None


def _moment(text: str) -> datetime | None:
    try:
        if text.isdigit() and len(text) > 4:
            return datetime.fromtimestamp(int(text), UTC)
        moment = datetime.fromisoformat(f"{text}-01-01" if text.isdigit() else text)
    except ValueError:
        return None
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)
