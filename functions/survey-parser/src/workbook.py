"""Reads the visible sheets of an Excel workbook, safely."""

import io
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager

import openpyxl
from openpyxl.worksheet._read_only import ReadOnlyWorksheet

from cells import Row, Sheet
from extent import Extent
from refusal import RefusedError
from sheet_rows import sheet_rows

UNPACKED_LIMIT = 128 * 1024 * 1024
"""Most bytes a workbook may unpack to: about two million cells, ten times a large survey."""

_OLE = bytes.fromhex("d0cf11e0a1b11ae1")
_ZIP = b"PK\x03\x04"
_ENCRYPTED_STREAM = "EncryptedPackage".encode("utf-16-le")
_STRICT = b"http://purl.oclc.org/ooxml/"

if not openpyxl.DEFUSEDXML or openpyxl.LXML:
    raise RuntimeError("openpyxl must read XML by defusedxml alone; bundle defusedxml and set OPENPYXL_LXML=False")


def read_workbook(content: bytes, unpacked_limit: int = UNPACKED_LIMIT) -> list[Sheet]:
    """Find every visible sheet, in workbook order; formulas give the value that Excel saved.

    Raises:
        RefusedError: a password, an old .xls, no workbook, or one that unpacks to more than `unpacked_limit` bytes.
            Reading the rows may raise it as well.
    """
    _require_workbook(content)
    with _damage_refused():
        _require_parts(content, unpacked_limit)
        # Streaming keeps a workbook's cells from being in memory all at once.
        book = openpyxl.load_workbook(io.BytesIO(content), read_only=True, data_only=True, keep_links=False)
        return [Sheet(_rows(sheet), book.epoch) for sheet in book.worksheets if sheet.sheet_state == "visible"]


def _rows(sheet: ReadOnlyWorksheet) -> Iterator[Row]:
    rows, extent = sheet_rows(sheet), Extent()
    while True:
        with _damage_refused():
            row = next(rows, None)
        if row is None:
            return
        yield extent.checked(row)


@contextmanager
def _damage_refused() -> Iterator[None]:
    """A damaged workbook makes openpyxl raise whatever it stumbles on; its text may quote a cell."""
    try:
        yield
    except (RefusedError, MemoryError):
        raise
    except Exception:
        raise RefusedError("the file is damaged or no Excel workbook; save it in Excel as .xlsx again") from None


def _require_workbook(content: bytes) -> None:
    if content.startswith(_OLE):
        if _ENCRYPTED_STREAM in content:
            raise RefusedError("the workbook is protected by a password; save it without one")
        raise RefusedError("the workbook is in the old .xls format; save it as .xlsx")
    if not content.startswith(_ZIP):
        raise RefusedError("the file is no Excel workbook; export the survey as .xlsx")


def _require_parts(content: bytes, limit: int) -> None:
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        # zipfile never reads past the size that an entry declares, so the declared sizes bound what is unpacked.
        size = sum(entry.file_size for entry in archive.infolist())
        if size > limit:
            raise RefusedError(f"the workbook unpacks to more than {limit:,} bytes; remove pictures and other sheets")
        if "xl/workbook.xml" in archive.namelist() and _STRICT in archive.read("xl/workbook.xml"):
            raise RefusedError("the workbook is saved as Strict Open XML; save it as the usual Excel workbook (.xlsx)")
