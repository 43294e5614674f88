"""Condition elements: operators, their set forms, what they do with a key that a request does not have.

https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition_operators.html
https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-single-vs-multi-valued-context-keys.html
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from emulator.iam import comparisons
from emulator.iam.comparisons import Test
from emulator.iam.condition_keys import MULTIVALUED, require_known
from emulator.iam.errors import PolicyError
from emulator.iam.patterns import Context

_FOR_ALL, _FOR_ANY, _IF_EXISTS, _NULL = "ForAllValues:", "ForAnyValue:", "IfExists", "Null"

_POSITIVE: dict[str, Callable[[str, bool], Test]] = {
    "StringEquals": comparisons.string_equals,
    "StringEqualsIgnoreCase": comparisons.string_equals_ignore_case,
    "StringLike": comparisons.string_like,
    "NumericEquals": comparisons.numeric("=="),
    "NumericLessThan": comparisons.numeric("<"),
    "NumericLessThanEquals": comparisons.numeric("<="),
    "NumericGreaterThan": comparisons.numeric(">"),
    "NumericGreaterThanEquals": comparisons.numeric(">="),
    "DateEquals": comparisons.date("=="),
    "DateLessThan": comparisons.date("<"),
    "DateLessThanEquals": comparisons.date("<="),
    "DateGreaterThan": comparisons.date(">"),
    "DateGreaterThanEquals": comparisons.date(">="),
    "Bool": comparisons.boolean,
    "BinaryEquals": comparisons.string_exactly,
    "IpAddress": comparisons.ip_address,
    "ArnEquals": comparisons.arn_like,
    "ArnLike": comparisons.arn_like,
}
_NEGATED = {
    "StringNotEquals": "StringEquals",
    "StringNotEqualsIgnoreCase": "StringEqualsIgnoreCase",
    "StringNotLike": "StringLike",
    "NumericNotEquals": "NumericEquals",
    "DateNotEquals": "DateEquals",
    "NotIpAddress": "IpAddress",
    "ArnNotEquals": "ArnEquals",
    "ArnNotLike": "ArnLike",
}


@dataclass(frozen=True)
class Condition:
    """One operator and key with the values that the policy wants."""

    key: str
    """In lower case."""
    tests: tuple[Test, ...]
    """One for each value of the policy; they are alternatives."""
    is_negated: bool
    quantifier: str
    if_exists: bool
    wants_absence: bool | None = None
    """Of `Null`: whether the key must be absent; `None` for every other operator."""

    def holds(self, context: Context) -> bool:
        """Whether the request fulfils it."""
        values = context.get(self.key, ())
        if self.wants_absence is not None:
            return self.wants_absence is not any(values)
        if self.quantifier == _FOR_ALL:
            return all(self._fits(value, context) for value in values)
        if self.quantifier == _FOR_ANY:
            return any(self._fits(value, context) for value in values)
        if not values:
            return self.is_negated or self.if_exists
        return self._fits(values[0], context)

    def _fits(self, value: str, context: Context) -> bool:
        return any(test(value, context) for test in self.tests) is not self.is_negated


def parse_conditions(element: Any, has_variables: bool) -> tuple[Condition, ...]:
    """The conditions of a statement, all of which must hold; throws `PolicyError`."""
    if not isinstance(element, dict):
        raise PolicyError("Condition must be a map of operators")
    return tuple(
        _condition(operator, key, wanted, has_variables)
        for operator, keys in element.items()
        for key, wanted in _keys(operator, keys)
    )


def _keys(operator: str, keys: Any) -> list[tuple[str, list[str]]]:
    if not isinstance(keys, dict):
        raise PolicyError(f"condition operator {operator} must have a map of keys")
    return [(key, [_text(value) for value in _listed(wanted)]) for key, wanted in keys.items()]


def _condition(operator: str, key: str, wanted: list[str], has_variables: bool) -> Condition:
    name, quantifier = operator, ""
    for prefix in (_FOR_ALL, _FOR_ANY):
        if name.startswith(prefix):
            name, quantifier = name.removeprefix(prefix), prefix
    if_exists = name.endswith(_IF_EXISTS) and name != _NULL + _IF_EXISTS
    name = name.removesuffix(_IF_EXISTS) if if_exists else name
    key = key.lower()
    require_known(key)
    if name == _NULL and not quantifier:
        return Condition(key, (), False, "", False, wants_absence=_null(wanted))
    compare = _POSITIVE.get(_NEGATED.get(name, name))
    if compare is None:
        raise PolicyError(f"condition operator {operator} is not known")
    if key in MULTIVALUED and not quantifier:
        raise PolicyError(f"condition key {key} has many values: {operator} needs ForAllValues: or ForAnyValue:")
    tests = tuple(compare(value, has_variables) for value in wanted)
    return Condition(key, tests, name in _NEGATED, quantifier, if_exists)


def _null(wanted: list[str]) -> bool:
    if len(wanted) != 1 or wanted[0].lower() not in ("true", "false"):
        raise PolicyError(f"condition operator Null must have true or false, got {', '.join(wanted)}")
    return wanted[0].lower() == "true"


def _text(value: Any) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    if not isinstance(value, str | int | float):
        raise PolicyError(f"a condition's value must be a text, a number or true or false, got {value!r}")
    return str(value)


def _listed(value: Any) -> list[Any]:
    return value if isinstance(value, list) else [value]
