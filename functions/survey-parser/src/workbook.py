"""Reads the visible sheets of an Excel workbook, safely."""

import io
import zipfile
from typing import Any

from openpyxl import load_workbook

from cells import Row, Sheet
from refusal import RefusedError

UNPACKED_LIMIT = 128 * 1024 * 1024
"""Most bytes a workbook may unpack to: about two million cells, ten times a large survey."""

ROW_LIMIT = 1_048_576
"""Rows of an Excel sheet (Excel specifications and limits)."""

_OLE = bytes.fromhex("d0cf11e0a1b11ae1")
_ZIP = b"PK\x03\x04"
_ENCRYPTED_STREAM = "EncryptedPackage".encode("utf-16-le")


def read_workbook(content: bytes, unpacked_limit: int = UNPACKED_LIMIT) -> list[Sheet]:
    """Read every visible sheet, in workbook order; formulas give the value that Excel saved.

    Raises:
        RefusedError: a password, an old .xls, no workbook, or one that unpacks to more than `unpacked_limit` bytes.
    """
    _require_workbook(content)
    try:
        _require_size(content, unpacked_limit)
        # Streaming keeps a stray cell in the last row from costing a million rows of memory.
        book = load_workbook(io.BytesIO(content), read_only=True, data_only=True, keep_links=False)
        return [Sheet(_rows(sheet), book.epoch) for sheet in book.worksheets if sheet.sheet_state == "visible"]
    except (RefusedError, MemoryError):
        raise
    except Exception as problem:
        # A damaged workbook makes openpyxl raise whatever it stumbles on; its text may quote a cell.
        raise RefusedError("the file is damaged or no Excel workbook; save it in Excel as .xlsx again") from problem


def _require_workbook(content: bytes) -> None:
    if content.startswith(_OLE):
        if _ENCRYPTED_STREAM in content:
            raise RefusedError("the workbook is protected by a password; save it without one")
        raise RefusedError("the workbook is in the old .xls format; save it as .xlsx")
    if not content.startswith(_ZIP):
        raise RefusedError("the file is no Excel workbook; export the survey as .xlsx")


def _require_size(content: bytes, limit: int) -> None:
    # zipfile never reads past the size that an entry declares, so the declared sizes bound what is unpacked.
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        size = sum(entry.file_size for entry in archive.infolist())
    if size > limit:
        raise RefusedError(
            f"the workbook unpacks to {size:,} bytes, at most {limit:,} are read; remove pictures and other sheets"
        )


def _rows(sheet: Any) -> list[Row]:
    # Some exporters declare a wrong extent, which would cut rows off.
    sheet.reset_dimensions()
    rows = []
    for row in sheet.iter_rows(values_only=True):
        if len(rows) == ROW_LIMIT:
            raise RefusedError(f"a sheet has more than {ROW_LIMIT:,} rows; export the survey again")
        rows.append(row)
    return rows
