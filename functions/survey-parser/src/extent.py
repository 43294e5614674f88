"""How much of a table is read."""

from cells import Row
from refusal import RefusedError

ROW_LIMIT = 1_048_576
"""Rows of an Excel sheet (Excel specifications and limits)."""

COLUMN_LIMIT = 16_384
"""Columns of an Excel sheet (Excel specifications and limits)."""

CELL_LIMIT = 20_000_000
"""Most cells of one table, empty ones before a filled one too: a full sheet with 19 columns."""


class Extent:
    """Counts what one table spans while it is read."""

    def __init__(self) -> None:
        self._rows = self._cells = 0

    def checked(self, row: Row) -> Row:
        """Count one more row and give it back.

        Raises:
            RefusedError: the table is larger than what is read of one.
        """
        self._rows += 1
        self._cells += len(row)
        if self._rows > ROW_LIMIT or len(row) > COLUMN_LIMIT:
            raise RefusedError(
                f"the table has more than {ROW_LIMIT:,} rows or {COLUMN_LIMIT:,} columns, as no sheet of Excel has;"
                " export the survey again"
            )
        if self._cells > CELL_LIMIT:
            raise RefusedError(
                f"the table spans more than {CELL_LIMIT:,} cells; delete the columns far from the answers and save the"
                " file again"
            )
        return row
