"""The part of CloudWatch's metric math that alarms here use, for one period at a time.

https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/using-metric-math.html
"""

from __future__ import annotations

import ast
import operator
from collections.abc import Mapping, Sequence
from typing import Any

Value = float | None
"""Of one period; `None` where there is no figure."""

_OPERATORS: dict[type, Any] = {
    ast.Add: operator.add,
    ast.Sub: operator.sub,
    ast.Mult: operator.mul,
    ast.Div: operator.truediv,
    ast.Gt: operator.gt,
    ast.GtE: operator.ge,
    ast.Lt: operator.lt,
    ast.LtE: operator.le,
    ast.Eq: operator.eq,
}


class UnknownMathError(ValueError):
    """An expression uses what is not known here: it must not pass as a figure."""


def evaluate(expression: str, values: Mapping[str, Value]) -> Value:
    """The figure of `expression` in a period in which the metrics have `values`.

    Where all metrics are silent there is no figure, whatever the expression fills in. Throws `UnknownMathError`.
    """
    if all(value is None for value in values.values()):
        return None
    return _value(ast.parse(expression, mode="eval").body, values)


def _value(node: ast.expr, values: Mapping[str, Value]) -> Value:
    match node:
        case ast.Constant(value=int() | float() as number):
            return float(number)
        case ast.Name(id=name) if name in values:
            return values[name]
        case ast.UnaryOp(op=ast.USub(), operand=operand):
            return _apply(operator.neg, [_value(operand, values)])
        case ast.BinOp(left=left, op=op, right=right) if type(op) in _OPERATORS:
            return _apply(_OPERATORS[type(op)], [_value(left, values), _value(right, values)])
        case ast.Compare(left=left, ops=[op], comparators=[right]) if type(op) in _OPERATORS:
            return _apply(_OPERATORS[type(op)], [_value(left, values), _value(right, values)])
        case ast.Call(func=ast.Name(id=name), args=arguments):
            return _call(name, arguments, values)
    raise UnknownMathError(f"{ast.unparse(node)} is not known: add it to {__name__}")


def _call(name: str, arguments: Sequence[ast.expr], values: Mapping[str, Value]) -> Value:
    match name, arguments:
        case "IF", [condition, yes, no]:
            chosen = _value(condition, values)
            return None if chosen is None else _value(yes if chosen else no, values)
        case "FILL", [figure, substitute]:
            found = _value(figure, values)
            return _value(substitute, values) if found is None else found
        case "SUM" | "MIN" | "MAX", [ast.List(elts=parts)]:
            known = [found for part in parts if (found := _value(part, values)) is not None]
            return float({"SUM": sum, "MIN": min, "MAX": max}[name](known)) if known else None
    raise UnknownMathError(f"{name} with {len(arguments)} arguments is not known: add it to {__name__}")


def _apply(function: Any, operands: list[Value]) -> Value:
    if None in operands:
        return None
    try:
        return float(function(*operands))
    except ZeroDivisionError:
        return None
