"""Whether an event matches an EventBridge pattern. An operator that is not known here raises: it never passes.

https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-create-pattern-operators.html
"""

from __future__ import annotations

import ipaddress
import operator
import re
from collections.abc import Callable
from typing import Any

_COMPARE = {"<": operator.lt, "<=": operator.le, "=": operator.eq, ">=": operator.ge, ">": operator.gt}


class UnknownOperatorError(ValueError):
    """A pattern uses an operator that this matcher does not know."""


def matches(pattern: dict[str, Any], event: Any) -> bool:
    """True if `event` has every field of `pattern` with a value that one of its alternatives accepts."""
    return all(
        any(matches(choice, event) for choice in wanted) if field == "$or" else _field(wanted, event, field)
        for field, wanted in pattern.items()
    )


def _field(wanted: Any, event: Any, field: str) -> bool:
    if isinstance(event, list):
        return any(_field(wanted, each, field) for each in event)
    present = isinstance(event, dict) and field in event
    if isinstance(wanted, dict):
        return matches(wanted, event[field] if present else {})
    value = event[field] if present else None
    values = value if isinstance(value, list) else [value]
    return any(_accepts(choice, values, present) for choice in wanted)


def _accepts(choice: Any, values: list[Any], present: bool) -> bool:
    if not isinstance(choice, dict):
        return present and any(_same(choice, value) for value in values)
    ((name, argument),) = choice.items()
    if name == "exists":
        return present == argument
    if name == "anything-but":
        return present and all(not _excluded(argument, value) for value in values)
    return present and any(_test(name)(argument, value) for value in values)


def _excluded(argument: Any, value: Any) -> bool:
    if isinstance(argument, dict):
        ((name, inner),) = argument.items()
        return any(_test(name)(each, value) for each in (inner if isinstance(inner, list) else [inner]))
    return any(_same(each, value) for each in (argument if isinstance(argument, list) else [argument]))


def _same(one: Any, other: Any) -> bool:
    return isinstance(one, bool) == isinstance(other, bool) and one == other


def _test(name: str) -> Callable[[Any, Any], bool]:
    tests: dict[str, Callable[[Any, Any], bool]] = {
        "prefix": lambda wanted, value: _text(value, wanted, str.startswith),
        "suffix": lambda wanted, value: _text(value, wanted, str.endswith),
        "equals-ignore-case": lambda wanted, value: isinstance(value, str) and value.lower() == wanted.lower(),
        "wildcard": lambda wanted, value: isinstance(value, str) and _wildcard(wanted).fullmatch(value) is not None,
        "numeric": _numeric,
        "cidr": lambda wanted, value: ipaddress.ip_address(value) in ipaddress.ip_network(wanted),
    }
    if name not in tests:
        raise UnknownOperatorError(f"operator '{name}' of an event pattern is not known; known are {sorted(tests)}")
    return tests[name]


def _text(value: Any, wanted: Any, test: Callable[[str, str], bool]) -> bool:
    if not isinstance(value, str):
        return False
    if isinstance(wanted, dict):
        return test(value.lower(), wanted["equals-ignore-case"].lower())
    return test(value, wanted)


def _wildcard(wanted: str) -> re.Pattern[str]:
    return re.compile(".*".join(map(re.escape, wanted.split("*"))), re.DOTALL)


def _numeric(wanted: list[Any], value: Any) -> bool:
    if isinstance(value, bool) or not isinstance(value, int | float):
        return False
    return all(_COMPARE[sign](value, bound) for sign, bound in zip(wanted[::2], wanted[1::2], strict=True))
