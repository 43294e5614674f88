"""Columns and files that more than one job needs."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from pyspark.sql import Column, DataFrame, Observation
from pyspark.sql import functions as F

CSV_FORMAT: Mapping[str, Any] = {
    "header": True,
    "encoding": "UTF-8",
    "quote": '"',
    "escape": '"',
    "nullValue": "",
    "emptyValue": "",
    "ignoreLeadingWhiteSpace": False,
    "ignoreTrailingWhiteSpace": False,
}
"""RFC 4180; NULL is an empty field. By Spark's own defaults no other reader understands the quotes."""


WITHHELD = "<withheld>"
"""Stands for a value that did not look like its column's, and so did not leave the source."""


def given(column: Column) -> Column:
    """The text, or NULL where it is empty or only white space of any script."""
    return F.when(column.rlike(r"(?U)\S"), column)


def write_counted(
    frame: DataFrame, file_format: str, path: str, *, partition_by: Sequence[str] = (), **options: Any
) -> int:
    """Write `frame` in place of what lies at `path` and return its rows, counted on the way."""
    observation = Observation()
    (
        frame.observe(observation, F.count(F.lit(1)).alias("rows"))
        .write.mode("overwrite")
        .partitionBy(*partition_by)
        .options(**{"mapreduce.fileoutputcommitter.marksuccessfuljobs": False}, **options)
        .format(file_format)
        .save(path)
    )
    return observation.get["rows"]
