"""Sheets, rows and cells, whatever file they come from."""

import unicodedata
from datetime import date, datetime, time, timedelta
from typing import NamedTuple

Cell = str | int | float | bool | datetime | date | time | timedelta | None
Row = tuple[Cell, ...]

EPOCH_1900 = datetime(1899, 12, 30)
"""Day 0 of Excel's usual calendar."""


class Sheet(NamedTuple):
    """Rows of one sheet, and day 0 of the calendar that its plain numbers count from."""

    rows: list[Row]
    epoch: datetime = EPOCH_1900


def text_of(cell: Cell) -> str | None:
    """Normalise a cell to NFKC text without white space around it; None where nothing is left.

    A whole number is written without a decimal point: Excel stores 35 and 35.0 alike.
    """
    if cell is None:
        return None
    if isinstance(cell, float) and cell.is_integer():
        cell = int(cell)
    return unicodedata.normalize("NFKC", str(cell)).strip() or None
