"""The rows of one sheet as openpyxl parses them, without what its own reading of rows gets wrong for a survey.

`ReadOnlyWorksheet.iter_rows` gives an empty cell for a formula without a saved value, drops rows that are out of order,
cuts rows at a declared extent, and keeps every row's attributes in memory.
"""

from collections.abc import Iterator
from typing import Any

from openpyxl.worksheet._read_only import ReadOnlyWorksheet
from openpyxl.worksheet._reader import FORMULA_TAG, WorkSheetParser

from cells import Cell, Row, Unsaved
from extent import ROW_LIMIT
from refusal import RefusedError


class _Parser(WorkSheetParser):
    """openpyxl's parser, which tells a formula without a saved value from an empty cell."""

    def parse_cell(self, element: Any) -> dict[str, Any]:
        cell = super().parse_cell(element)
        # An empty text that a formula gave is saved as an empty value of type str.
        if cell["value"] is None and cell["data_type"] == "n" and element.find(FORMULA_TAG) is not None:
            cell["value"] = Unsaved.FORMULA
        return cell

    def parse_row(self, row: Any) -> tuple[int, list[dict[str, Any]]]:
        self.row_dimensions.clear()
        return super().parse_row(row)


def sheet_rows(sheet: ReadOnlyWorksheet) -> Iterator[Row]:
    """Every row in the order of the file, each up to its last filled cell; absent rows are empty."""
    book = sheet.parent
    with sheet._get_source() as source:
        parser = _Parser(
            source,
            sheet._shared_strings,
            data_only=True,
            epoch=book.epoch,
            date_formats=book._date_formats,
            timedelta_formats=book._timedelta_formats,
        )
        next_number = 1
        for number, cells in parser.parse():
            if number > ROW_LIMIT:
                raise RefusedError(
                    f"a row has a number beyond {ROW_LIMIT:,}, Excel's last; save the file in Excel again"
                )
            for _ in range(next_number, number):
                yield ()
            next_number = max(next_number, number + 1)
            yield _row_of(cells)


def _row_of(cells: list[dict[str, Any]]) -> Row:
    filled: dict[int, Cell] = {cell["column"]: cell["value"] for cell in cells if cell["value"] is not None}
    if not filled:
        return ()
    row: list[Cell] = [None] * max(filled)
    for column, value in filled.items():
        row[column - 1] = value
    return tuple(row)
