"""Sheets, rows and cells, whatever file they come from."""

import unicodedata
from collections.abc import Iterable
from datetime import date, datetime, time, timedelta
from enum import Enum, auto
from typing import NamedTuple


class Unsaved(Enum):
    """A cell whose value the file does not hold."""

    FORMULA = auto()
    """A formula that was never calculated: a program wrote the file, and nobody saved it in Excel since."""


Cell = str | int | float | bool | datetime | date | time | timedelta | Unsaved | None
Row = tuple[Cell, ...]

EPOCH_1900 = datetime(1899, 12, 30)
"""Day 0 of Excel's usual calendar."""

ERRORS = frozenset({"#NULL!", "#DIV/0!", "#VALUE!", "#REF!", "#NAME?", "#NUM!", "#N/A", "#GETTING_DATA"})
"""What a formula shows that failed (ECMA-376 part 1, 18.17.2.3)."""


class Sheet(NamedTuple):
    """Rows of one sheet, to be read once, and day 0 of the calendar that its plain numbers count from."""

    rows: Iterable[Row]
    epoch: datetime = EPOCH_1900


def text_of(cell: Cell) -> str | None:
    """Normalise a cell to NFKC text without white space around it; None where nothing is left.

    A whole number is written without a decimal point: Excel stores 35 and 35.0 alike.
    """
    if cell is None or isinstance(cell, Unsaved):
        return None
    if isinstance(cell, float) and cell.is_integer():
        cell = int(cell)
    return unicodedata.normalize("NFKC", str(cell)).strip() or None
