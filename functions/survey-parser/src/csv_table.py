"""Reads the CSV of an earlier survey."""

import csv
import io
from collections.abc import Iterator

from cells import Row, Sheet
from extent import Extent
from refusal import RefusedError

_BINARY = (b"PK\x03\x04", bytes.fromhex("d0cf11e0a1b11ae1"))
"""What a workbook begins with: a zip, or the container of Excel's old and protected files."""


def read_csv(content: bytes) -> list[Sheet]:
    """Read a CSV in UTF-8, with or without a mark, or in Excel's Japanese encoding, as one sheet.

    Raises:
        RefusedError: the file is in another encoding, or no CSV. Reading the rows may raise it as well.
    """
    if content.startswith(_BINARY):
        raise RefusedError("the file is a workbook and no CSV; name it .xlsx")
    return [Sheet(_rows(_decoded(content)))]


def _rows(text: str) -> Iterator[Row]:
    extent = Extent()
    try:
        for row in csv.reader(io.StringIO(text, newline=""), strict=True):
            yield extent.checked(tuple(row))
    except csv.Error as problem:
        raise RefusedError("the file is no CSV with commas and double quotes; export the survey as .xlsx") from problem


def _decoded(content: bytes) -> str:
    for encoding in ("utf-8-sig", "cp932"):
        try:
            return content.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise RefusedError("the CSV is neither UTF-8 nor Shift_JIS; export the survey as .xlsx")
