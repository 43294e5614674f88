"""From a file of mended rows to corrections without direct identifiers."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Mapping

from pyspark.sql import Column, SparkSession
from pyspark.sql import functions as F

from common.contracts import Dataset
from common.corrections import Corrections
from common.frames import WITHHELD
from extract.transform import KeyedHash, value_of

MOST_ROWS = 10_000
"""More is no correction of rows: it is a source that wants to be mended."""

_PSEUDONYM = r"^[0-9a-f]{64}$"


class RefusedError(Exception):
    """A file that is not taken; the sentence has names of columns and numbers of rows, never a value."""


def corrections_of(
    spark: SparkSession, content: bytes, dataset: Dataset, hashes: Mapping[str, KeyedHash]
) -> Corrections:
    """The corrections in a CSV: the key's column and each column to correct, named as in the shop or as here.

    An empty field is NULL. Values go the way of the snapshot's: what identifies becomes its keyed hash (`hashes` has
    one for each domain), and what does not look like its column is withheld. Throws `RefusedError`.
    """
    rows = _rows(content)
    header = next(rows, [])
    columns = _columns(dataset, header, hashes)
    (key,) = dataset.primary_key
    texts = [_fields(row, number, header) for number, row in enumerate(rows, 2)]
    if not 1 <= len(texts) <= MOST_ROWS:
        raise RefusedError(f"it must have 1 to {MOST_ROWS:,} rows below its header, got {len(texts):,}")
    frame = spark.createDataFrame(texts, ", ".join(f"`{name}` string" for name in header))
    found: Corrections = {}
    for number, row in enumerate(frame.select(*columns).collect(), 2):
        values = row.asDict()
        of = values.pop(key)
        if of is None or of in found:
            raise RefusedError(f"row {number} must have a {key} that no other row has")
        found[of] = values
    return found


def merged(older: Corrections, newer: Corrections) -> Corrections:
    """Both, by key and column; the newer wins."""
    keys = sorted({*older, *newer})
    return {key: dict(sorted({**older.get(key, {}), **newer.get(key, {})}.items())) for key in keys}


def _rows(content: bytes) -> Iterator[list[str]]:
    try:
        text = content.decode("utf-8-sig")
        return iter([row for row in csv.reader(io.StringIO(text, newline=""), strict=True) if row])
    except (UnicodeDecodeError, csv.Error):
        raise RefusedError("it must be CSV in UTF-8; save it as CSV UTF-8") from None


def _columns(dataset: Dataset, header: list[str], hashes: Mapping[str, KeyedHash]) -> list[Column]:
    """The header's columns under their names here, without direct identifiers."""
    known = {column.source: value_of(column, hashes).alias(column.name) for column in dataset.extract}
    known |= {
        name: F.when(F.col(name).rlike(_PSEUDONYM), F.col(name)).otherwise(WITHHELD).alias(name)
        for name in dataset.pseudonyms
    }
    names = {column.source: column.name for column in dataset.extract} | {name: name for name in dataset.pseudonyms}
    unknown = [name for name in header if name not in known]
    if unknown:
        raise RefusedError(f"its columns must be some of {', '.join(known)}, got {', '.join(unknown)}")
    (key,) = dataset.primary_key
    here = [names[name] for name in header]
    if key not in here or len(here) < 2 or len({*here}) < len(here):
        raise RefusedError(f"its header must have {key} and a column to correct, each once")
    return [known[name] for name in header]


def _fields(row: list[str], number: int, header: list[str]) -> tuple[str, ...]:
    if len(row) != len(header):
        raise RefusedError(f"row {number} must have {len(header)} fields, got {len(row)}")
    return tuple(row)
