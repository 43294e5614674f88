"""Puts corrections into the bad rows that they are meant for."""

from __future__ import annotations

from pyspark.sql import Column, DataFrame
from pyspark.sql import functions as F

from common.contracts import Dataset
from common.corrections import Corrections
from quality.transform import BROKEN

MENDED = "mended_rules"
"""Names of the rules that a row breaks without its correction; NULL where it needs none or has none."""

_CHANGES = "changes"


def mended(raw: DataFrame, judged: DataFrame, dataset: Dataset, corrections: Corrections) -> DataFrame:
    """One row per raw row that is bad and has a correction: its text with the correction in it, and MENDED.

    A row that is good by itself keeps its values: its source has been mended meanwhile and knows better.
    """
    (key,) = dataset.primary_key
    described = f"{key} string, {_CHANGES} map<string,string>"
    changes = raw.sparkSession.createDataFrame(list(corrections.items()), described)
    bad = judged.where(F.size(BROKEN) > 0).select(F.col(key).cast("string").alias(key), F.col(BROKEN).alias(MENDED))
    rows = raw.join(bad, on=key, how="inner").join(changes, on=key, how="inner")
    return rows.select(*(_changed(name).alias(name) for name in raw.columns), MENDED)


def is_mended(rows: DataFrame) -> Column:
    """Whether a judged row is good, and only by its correction."""
    if MENDED not in rows.columns:
        return F.lit(False)
    return (F.size(BROKEN) == 0) & F.coalesce(F.size(MENDED) > 0, F.lit(False))


def _changed(name: str) -> Column:
    is_changed = F.map_contains_key(_CHANGES, name)
    return F.when(is_changed, F.col(_CHANGES)[name]).otherwise(F.col(name).cast("string"))
