"""Writes workbooks by openpyxl, as the form tool does and as people change them."""

import io
from collections.abc import Callable, Iterable
from datetime import datetime

import openpyxl
from case import HEADER, ROWS
from openpyxl.workbook import Workbook
from openpyxl.worksheet.worksheet import Worksheet
from package import changed

Rows = Iterable[Iterable[object]]


def book(rows: Rows = (HEADER, *ROWS), change: Callable[[Worksheet], None] | None = None) -> bytes:
    """A workbook with one sheet of rows, changed before it is saved."""
    made = openpyxl.Workbook()
    for row in rows:
        made.active.append(list(row))
    if change is not None:
        change(made.active)
    return saved(made)


def books(sheets: dict[str, Rows], states: dict[str, str] | None = None) -> bytes:
    """A workbook of several sheets by title; `states` names those that are not visible."""
    made = openpyxl.Workbook()
    made.remove(made.active)
    for title, rows in sheets.items():
        sheet = made.create_sheet(title)
        for row in rows:
            sheet.append(list(row))
        sheet.sheet_state = (states or {}).get(title, "visible")
    return saved(made)


def saved(made: Workbook) -> bytes:
    """The bytes of a workbook, the same each time."""
    made.properties.created = made.properties.modified = datetime(2024, 4, 1)
    content = io.BytesIO()
    made.save(content)
    # The library stamps parts and properties with the clock.
    return changed(content.getvalue(), "docProps/core.xml", lambda part: _CORE)


def calculated(content: bytes, values: dict[str, str]) -> bytes:
    """A workbook whose formulas have the values that Excel saved, by cell."""

    def fill(part: bytes) -> bytes:
        for cell, value in values.items():
            start = part.index(f'r="{cell}"'.encode())
            empty = min(at for mark in (b"<v />", b"<v></v>", b"<v/>") if (at := part.find(mark, start)) >= 0)
            end = part.index(b"</c>", empty)
            part = part[:empty] + f"<v>{value}</v>".encode() + part[end:]
        return part

    return changed(content, "xl/worksheets/sheet1.xml", fill)


_CORE = (
    b'<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties"'
    b' xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:creator>form tool</dc:creator></cp:coreProperties>'
)
