"""Which partitions the keys of objects say there are. Pure: no AWS."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Any
from urllib.parse import unquote

Values = tuple[str, ...]

HIVE_NULL = "__HIVE_DEFAULT_PARTITION__"
"""How Hive and Spark write a NULL in a path."""


@dataclass
class Found:
    """Partitions of one table, and what else lies there."""

    partitions: dict[Values, str] = field(default_factory=dict)
    """Values as the path writes them, decoded, and the prefix they lie under, ending in `/`."""
    misplaced: list[str] = field(default_factory=list)
    """Paths that are no partition of this table: the first of each folder, with the reason."""


def find_partitions(keys: Iterable[str], prefix: str, partition_keys: Sequence[Mapping[str, Any]]) -> Found:
    """Read `name=value` folders below `prefix`, one for each of the table's partition keys in their order.

    Objects that hold no data (`_SUCCESS`, `_temporary/…`, hidden files, folder markers) say nothing.
    """
    found, judged = Found(), set()
    for key in keys:
        segments = key.removeprefix(prefix).split("/")
        folders, name = segments[: len(partition_keys)], segments[-1]
        if not name or name.endswith("_$folder$") or any(part.startswith(("_", ".")) for part in segments):
            continue
        folder = "/".join(folders)
        if folder in judged:
            continue
        judged.add(folder)
        try:
            values = tuple(
                _value(segment, partition_key) for segment, partition_key in zip(folders, partition_keys, strict=True)
            )
            if len(segments) <= len(partition_keys):
                raise ValueError(f"lies above the {len(partition_keys)} partition folders of the table")
        except ValueError as reason:
            found.misplaced.append(f"{key}: {reason}")
            continue
        found.partitions[values] = f"{prefix}{folder}/"
    return found


def missing(found: Found, registered: Iterable[Sequence[str]], partition_keys: Sequence[Mapping[str, Any]]) -> Found:
    """What was found and is not registered: `01` and `1` are the same integer."""
    types = [key["Type"] for key in partition_keys]
    known = {_meaning(values, types) for values in registered}
    new = Found(misplaced=list(found.misplaced))
    for values, prefix in found.partitions.items():
        meaning = _meaning(values, types)
        if meaning not in known:
            known.add(meaning)
            new.partitions[values] = prefix
        elif list(values) not in [list(other) for other in registered]:
            new.misplaced.append(f"{prefix}: is another spelling of a partition that is registered")
    return new


def _value(segment: str, key: Mapping[str, Any]) -> str:
    name, separator, value = segment.partition("=")
    if not separator or unquote(name).lower() != key["Name"].lower():
        raise ValueError(f"'{segment}' must be {key['Name']}=<{key['Type']}>")
    value = unquote(value)
    if value != HIVE_NULL:
        try:
            _typed(value, key["Type"])
        except (ValueError, ArithmeticError):
            raise ValueError(f"'{segment}' must hold a value of type {key['Type']}") from None
    return value


def _meaning(values: Sequence[str], types: Sequence[str]) -> tuple[Any, ...]:
    return tuple(
        value if value == HIVE_NULL else _typed(value, type_) for value, type_ in zip(values, types, strict=True)
    )


def _typed(value: str, type_: str) -> Any:
    kind = re.match(r"\w+", type_.lower())
    match kind[0] if kind else "":
        case "tinyint" | "smallint" | "int" | "integer" | "bigint" | "long":
            return int(value)
        case "date":
            return date.fromisoformat(value)
        case "decimal" | "double" | "float":
            return Decimal(value)
        case _:
            return value
