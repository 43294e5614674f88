"""Finds a sheet's header, whatever the order of its columns."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from cells import Cell, Row, text_of

HEADER_ROWS = 50
"""Rows from the top in which a header is looked for."""

_REMARK = re.compile(
    r"\([^()]*\)|\[[^\[\]]*\]|\{[^{}]*\}|【[^【】]*】|〔[^〔〕]*〕|〈[^〈〉]*〉|《[^《》]*》|「[^「」]*」"
)
_SPACE = re.compile(r"\s+")


@dataclass(frozen=True)
class Columns:
    """Positions of the columns that the survey needs, from 0; None where the sheet has no such column."""

    response_id: int
    time: int
    age: int
    route: int | None
    satisfaction: int | None


def find_header(rows: Sequence[Row]) -> tuple[int, Columns] | None:
    """Position of the first header among the first 50 rows and its columns; None where there is none."""
    for position, row in enumerate(rows[:HEADER_ROWS]):
        names = [_name_of(cell) for cell in row]
        response_id = _position(names, {"回答id", "responseid"})
        time = _position(names, {"回答日時", "submittedat"})
        age = _position(names, {"年齢", "age"})
        if response_id is None or time is None or age is None:
            continue
        satisfaction = _position(names, {"満足度", "satisfaction"})
        return position, Columns(response_id, time, age, _route(names), satisfaction)
    return None


def _name_of(cell: Cell) -> str:
    """Heading without remarks in brackets, without white space and without case."""
    text = text_of(cell) or ""
    return _SPACE.sub("", _REMARK.sub("", text)).casefold()


def _position(names: list[str], known: set[str]) -> int | None:
    return next((position for position, name in enumerate(names) if name in known), None)


def _route(names: list[str]) -> int | None:
    return next(
        (i for i, name in enumerate(names) if "きっかけ" in name or "経路" in name or name == "inflowroute"), None
    )
