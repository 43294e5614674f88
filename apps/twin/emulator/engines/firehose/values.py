"""Values of JSON as the OpenX JSON SerDe reads them for a column of a type."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pyarrow as pa

Convert = Callable[[Any], Any]
"""Takes a value of JSON that is not null; throws `ValueError` if it does not fit."""

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_TIME = re.compile(
    r"(?P<day>\d{4}-\d{1,2}-\d{1,2})(?:T(?P<iso>\d{2}:\d{2}:\d{2})(?P<f>\.\d{1,9})?Z"
    r"| (?P<plain>\d{2}:\d{2}:\d{2})(?P<g>\.\d{1,9})?)"
)
_INTEGER = re.compile(r"[+-]?\d+")
_MICROSECONDS = 10**6


def _text(value: Any) -> str:
    return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False, separators=(",", ":"))


def _whole(bits: int) -> Convert:
    limit = 2 ** (bits - 1)

    def convert(value: Any) -> int:
        if isinstance(value, str) and _INTEGER.fullmatch(value):
            value = int(value)
        if not isinstance(value, int) or isinstance(value, bool) or not -limit <= value < limit:
            raise ValueError(f"is no whole number of {bits} bits")
        return value

    return convert


def _fraction(value: Any) -> float:
    if isinstance(value, bool) or not isinstance(value, int | float | str):
        raise ValueError("is no number")
    return float(value)


def _truth(value: Any) -> bool:
    if isinstance(value, str) and value.lower() in {"true", "false"}:
        return value.lower() == "true"
    if not isinstance(value, bool):
        raise ValueError("is neither true nor false")
    return value


def _day(value: Any) -> date:
    if not isinstance(value, str):
        raise ValueError("is no date")
    return date.fromisoformat(value)


def _moment(value: Any) -> int:
    """Microseconds since 1970, UTC: ISO 8601 with Z, `yyyy-MM-dd HH:mm:ss`, or seconds or milliseconds since 1970.

    Nanoseconds, which Hive's times have, end in 2262: a clock that is wrong by more would stop a whole object.
    """
    if isinstance(value, str) and (match := _TIME.fullmatch(value)):
        year, month, day = map(int, match["day"].split("-"))
        hour, minute, second = map(int, (match["iso"] or match["plain"]).split(":"))
        whole = datetime(year, month, day, hour, minute, second, tzinfo=UTC) - _EPOCH
        fraction = (match["f"] or match["g"] or ".")[1:7].ljust(6, "0")
        return whole // timedelta(seconds=1) * _MICROSECONDS + int(fraction)
    if isinstance(value, str) and _INTEGER.fullmatch(value):
        value = int(value)
    if isinstance(value, bool) or not isinstance(value, int | float):
        raise ValueError("is no time that Firehose reads, like 2024-04-01T01:00:00.000Z")
    seconds = value / 1000 if abs(value) >= 10**11 else value
    return round(seconds * 1000) * 1000


_TYPES: dict[str, tuple[pa.DataType, Convert]] = {
    "string": (pa.string(), _text),
    "tinyint": (pa.int8(), _whole(8)),
    "smallint": (pa.int16(), _whole(16)),
    "int": (pa.int32(), _whole(32)),
    "bigint": (pa.int64(), _whole(64)),
    "float": (pa.float32(), _fraction),
    "double": (pa.float64(), _fraction),
    "boolean": (pa.bool_(), _truth),
    "date": (pa.date32(), _day),
    "timestamp": (pa.timestamp("us"), _moment),
}


def column_type(name: str) -> tuple[pa.DataType, Convert] | None:
    """Arrow's type and the conversion of a Glue type; `None` if the twin's Firehose does not know it."""
    return _TYPES.get(name.lower())
