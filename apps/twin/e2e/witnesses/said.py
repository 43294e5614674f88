"""What a witness tells the test: one JSON document, texts as the analyses' CSV files have them."""

import csv
import io
import json
import sys
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any


def analyses() -> dict[str, str]:
    """The SQL of every analysis by its name; the folder is the first argument."""
    return {path.stem: path.read_text(encoding="utf-8") for path in sorted(Path(sys.argv[1]).glob("*.sql"))}


def arguments() -> dict[str, str]:
    """Where to ask: database, work group, a bucket of one's own."""
    return dict(zip(("database", "workgroup", "bucket"), sys.argv[2:], strict=True))


def csv_text(columns: Sequence[str], rows: Iterable[Sequence[Any]]) -> str:
    """Rows as a CSV file, NULL as nothing."""
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(columns)
    writer.writerows([["" if is_null(cell) else cell for cell in row] for row in rows])
    return text.getvalue()


def plain(row: Sequence[Any]) -> list[Any]:
    """Cells as JSON has them: lists stay lists, NULL is null, all else is its text."""
    return [[str(each) for each in cell] if is_list(cell) else None if is_null(cell) else str(cell) for cell in row]


def is_list(cell: Any) -> bool:
    """Whether a cell is an array, of Python or of NumPy."""
    return hasattr(cell, "__len__") and not isinstance(cell, str)


def is_null(cell: Any) -> bool:
    """Whether a cell is NULL, as any of the libraries has it."""
    return not is_list(cell) and (cell is None or str(cell) in ("nan", "NaT", "<NA>"))


def tell(**said: Any) -> None:
    """Print what was found."""
    print(json.dumps(said, ensure_ascii=False))
