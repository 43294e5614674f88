"""Reads the CSV of an earlier survey."""

import csv
import io

from cells import Sheet
from refusal import RefusedError


def read_csv(content: bytes) -> list[Sheet]:
    """Read a CSV in UTF-8, with or without a mark, or in Excel's Japanese encoding, as one sheet.

    Raises:
        RefusedError: the file is in another encoding, or no CSV.
    """
    try:
        return [Sheet([tuple(row) for row in csv.reader(io.StringIO(_decoded(content), newline=""), strict=True)])]
    except csv.Error as problem:
        raise RefusedError("the file is no CSV with commas and double quotes; export the survey as .xlsx") from problem


def _decoded(content: bytes) -> str:
    for encoding in ("utf-8-sig", "cp932"):
        try:
            return content.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise RefusedError("the CSV is neither UTF-8 nor Shift_JIS; export the survey as .xlsx")
