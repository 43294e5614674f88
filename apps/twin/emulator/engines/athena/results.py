"""What a query answered: the texts of its cells, as `GetQueryResults` and the CSV in S3 have them."""

from __future__ import annotations

import math
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import Any

from emulator.engines.athena.types import ResultType


@dataclass(frozen=True)
class Result:
    """Columns and rows; a cell is its text, or `None` for NULL."""

    names: tuple[str, ...]
    types: tuple[ResultType, ...]
    rows: tuple[tuple[str | None, ...], ...]
    updated: int = 0
    """How many rows were written, where they were not answered."""

    def csv(self) -> bytes:
        """As Athena writes it: every value in quotes, NULL as nothing, line feeds."""
        lines = (",".join(map(_quoted, row)) for row in (self.names, *self.rows))
        return "".join(f"{line}\n" for line in lines).encode()

    def plain(self) -> bytes:
        """As Athena writes what is no query's: a line a row, no heading."""
        return "".join("\t".join(text or "" for text in row) + "\n" for row in self.rows).encode()

    def column_info(self) -> list[dict[str, Any]]:
        """`ResultSetMetadata.ColumnInfo`."""
        return [
            {
                "CatalogName": "hive",
                "SchemaName": "",
                "TableName": "",
                "Name": name,
                "Label": name,
                "Type": type_.name,
                "Precision": type_.precision,
                "Scale": type_.scale,
                "Nullable": "UNKNOWN",
                "CaseSensitive": type_.name == "varchar",
            }
            for name, type_ in zip(self.names, self.types, strict=True)
        ]


def lines_result(name: str, lines: list[str]) -> Result:
    """One column of texts: what `SHOW` and `DESCRIBE` answer."""
    return Result((name,), (ResultType("string"),), tuple((line,) for line in lines))


def cell(value: Any) -> str | None:
    """The text of a value as Athena prints it."""
    if value is None or isinstance(value, str):
        return value
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, float):
        return java_double(value)
    if isinstance(value, Decimal):
        return f"{value:f}"
    if isinstance(value, list):
        return f"[{', '.join(map(_inner, value))}]"
    if isinstance(value, dict):
        return f"{{{', '.join(f'{key}={_inner(each)}' for key, each in value.items())}}}"
    if isinstance(value, datetime):
        return value.isoformat(sep=" ", timespec="milliseconds")
    return str(value)


def _inner(value: Any) -> str:
    text = cell(value)
    return "null" if text is None else text


def java_double(value: float) -> str:
    """The shortest digits that read back as `value`, with an exponent where Java has one: below 0.001, from 10⁷."""
    if not math.isfinite(value):
        return "NaN" if math.isnan(value) else ("Infinity" if value > 0 else "-Infinity")
    if value == 0 or 1e-3 <= abs(value) < 1e7:
        return repr(value)
    sign, digits, exponent = Decimal(repr(value)).as_tuple()
    power = len(digits) - 1 + int(exponent)
    text = "".join(map(str, digits)).rstrip("0") or "0"
    return f"{'-' * sign}{text[0]}.{text[1:] or '0'}E{power}"


def _quoted(text: str | None) -> str:
    return "" if text is None else '"' + text.replace('"', '""') + '"'
