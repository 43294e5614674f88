"""What kind of value an expression is, and sqlglot's typing put right where Athena's differs."""

from __future__ import annotations

from enum import Enum
from typing import Any

from sqlglot import exp
from sqlglot.dialects.athena import Athena

T = exp.DType


class Kind(Enum):
    """Kinds that Athena does not mix, and numbers by how they divide and round."""

    INTEGER = "integer"
    DECIMAL = "decimal"
    DOUBLE = "double"
    VARCHAR = "varchar"
    BOOLEAN = "boolean"
    DATE = "date"
    TIMESTAMP = "timestamp"
    ZONED = "timestamp with time zone"
    INTERVAL = "interval"
    ARRAY = "array"
    MAP = "map"
    NULL = "unknown"
    UNTYPED = "untyped"


NUMBERS = frozenset({Kind.INTEGER, Kind.DECIMAL, Kind.DOUBLE})
_TIMES = frozenset({Kind.DATE, Kind.TIMESTAMP})

_KINDS = {
    **dict.fromkeys((T.TINYINT, T.SMALLINT, T.INT, T.BIGINT), Kind.INTEGER),
    **dict.fromkeys((T.FLOAT, T.DOUBLE), Kind.DOUBLE),
    **dict.fromkeys((T.CHAR, T.VARCHAR, T.TEXT), Kind.VARCHAR),
    **dict.fromkeys((T.TIMESTAMP, T.DATETIME, T.TIMESTAMPNTZ), Kind.TIMESTAMP),
    T.DECIMAL: Kind.DECIMAL,
    T.BOOLEAN: Kind.BOOLEAN,
    T.DATE: Kind.DATE,
    T.TIMESTAMPTZ: Kind.ZONED,
    T.INTERVAL: Kind.INTERVAL,
    T.ARRAY: Kind.ARRAY,
    T.LIST: Kind.ARRAY,
    T.MAP: Kind.MAP,
    T.NULL: Kind.NULL,
}


def kind_of(node: exp.Expression) -> Kind:
    """The kind of an annotated expression, by the type that Athena gives it."""
    type_ = node.type or node.unnest().type
    return kind_of_type(type_) if type_ else Kind.UNTYPED


def kind_of_type(type_: exp.DataType) -> Kind:
    """The kind of a type."""
    return _KINDS.get(type_.this, Kind.UNTYPED)


def mix(kinds: set[Kind]) -> bool:
    """Whether Athena finds a common type for values of these kinds."""
    rest = kinds - {Kind.NULL}
    return len(rest) <= 1 or rest <= NUMBERS or rest <= _TIMES


def _literal(self: Any, node: exp.Literal) -> None:
    """`1.5` is a decimal in Trino, and only `1.5e0` a double; sqlglot takes both for doubles."""
    if node.is_string:
        type_: Any = T.VARCHAR
    elif node.is_int:
        type_ = T.INT if abs(int(node.name)) < 2**31 else T.BIGINT
    elif "e" in node.name.lower():
        type_ = T.DOUBLE
    else:
        whole, _, fraction = node.name.partition(".")
        scale = len(fraction)
        type_ = exp.DataType.build(f"decimal({max(1, len(whole.lstrip('0')) + scale)}, {scale})")
    self._set_type(node, type_)


CLOCK_PARTS = (exp.Year, exp.Quarter, exp.Month, exp.Day, exp.Hour, exp.Minute, exp.Second)


class TypedAthena(Athena):
    """sqlglot's Athena with the types that Trino gives."""

    SUPPORTS_NULL_TYPE = True
    EXPRESSION_METADATA = {  # noqa: RUF012 (sqlglot's name and shape)
        **Athena.EXPRESSION_METADATA,
        **{part: {"returns": T.BIGINT} for part in (*CLOCK_PARTS, exp.Extract, exp.CountIf)},
        exp.AtTimeZone: {"returns": T.TIMESTAMPTZ},
        exp.TimestampTrunc: {"annotator": lambda self, node: self._annotate_by_args(node, "this")},
        exp.DateTrunc: {"annotator": lambda self, node: self._annotate_by_args(node, "this")},
        exp.Literal: {"annotator": _literal},
    }
