"""Finds a sheet's header, whatever the order of its columns."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice

from cells import Cell, Row, text_of
from refusal import RefusedError

HEADER_ROWS = 50
"""Rows from the top in which a header is looked for."""

_RESPONSE_ID = {"回答id", "responseid"}
_TIME = {"回答日時", "submittedat"}
_AGE = {"年齢", "age"}
_SATISFACTION = {"満足度", "satisfaction"}

_REMARK = re.compile(
    r"\([^()]*\)|\[[^\[\]]*\]|\{[^{}]*\}|【[^【】]*】|〔[^〔〕]*〕|〈[^〈〉]*〉|《[^《》]*》|「[^「」]*」"
)
_SPACE = re.compile(r"[\s\u200b-\u200f\u2060\ufeff]+")
"""White space, and marks without width that come along when a heading is copied."""


@dataclass(frozen=True)
class Columns:
    """Positions of the columns that the survey needs, from 0; None where the sheet has no such column."""

    response_id: int
    time: int
    age: int
    route: int | None
    satisfaction: int | None


def find_header(rows: Iterator[Row]) -> Columns | None:
    """Take rows up to the first header, at most 50, and give its columns; None where there is no header.

    Raises:
        RefusedError: a heading stands twice in the header, so that nobody can say which column is meant.
    """
    for row in islice(rows, HEADER_ROWS):
        names = [_name_of(cell) for cell in row]
        if all(not known.isdisjoint(names) for known in (_RESPONSE_ID, _TIME, _AGE)):
            return Columns(
                response_id=_only(names, _RESPONSE_ID, "回答ID (Response ID)"),
                time=_only(names, _TIME, "回答日時 (Submitted at)"),
                age=_only(names, _AGE, "年齢 (Age)"),
                route=_route(names),
                satisfaction=None
                if _SATISFACTION.isdisjoint(names)
                else _only(names, _SATISFACTION, "満足度 (Satisfaction)"),
            )
    return None


def _name_of(cell: Cell) -> str:
    """Heading without remarks in brackets, without white space and without case."""
    text = text_of(cell) or ""
    return _SPACE.sub("", _REMARK.sub("", text)).casefold()


def _only(names: list[str], known: set[str], heading: str) -> int:
    first, *others = (position for position, name in enumerate(names) if name in known)
    if others:
        raise RefusedError(f"the heading {heading} stands {1 + len(others)} times in one row; keep one such column")
    return first


def _route(names: list[str]) -> int | None:
    return next(
        (i for i, name in enumerate(names) if "きっかけ" in name or "経路" in name or name == "inflowroute"), None
    )
