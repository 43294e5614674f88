"""The records of the quarantine, as the catalog's table `quarantine` has them."""

from __future__ import annotations

from collections.abc import Sequence

from pyspark.sql import DataFrame
from pyspark.sql import functions as F

from common.contracts import Dataset
from common.run import Run
from quality.mending import MENDED, is_mended
from quality.transform import PART, quarantined

BAD = "bad"
"""State of a record of a row that breaks a rule."""
MENDED_ROW = "mended"
"""State of a record of a row that is good, and only by its correction; its rules are those that it breaks without."""
JUDGED = "judged"
"""State of the record that says that a part was judged: of earlier records of the part, none is open any more."""

_COLUMNS = f"{PART} string, key string, rules array<string>, masked_values map<string,string>"


def records(rows: DataFrame, dataset: Dataset, run: Run, parts: Sequence[str]) -> DataFrame:
    """One record per bad or mended row of the judged `rows`, and one, without a key, per part that was judged."""
    kept = quarantined(rows, dataset).withColumn("state", F.lit(BAD))
    if MENDED in rows.columns:
        mended = quarantined(rows.where(is_mended(rows)), dataset, MENDED)
        kept = kept.unionByName(mended.withColumn("state", F.lit(MENDED_ROW)))
    judged = rows.sparkSession.createDataFrame([(part, None, [], {}) for part in parts], _COLUMNS)
    named = [F.lit(value).alias(name) for name, value in _of_run(dataset, run).items()]
    columns = [PART, "state", "key", "rules", "masked_values"]
    return kept.unionByName(judged.withColumn("state", F.lit(JUDGED))).select(*named, *columns).coalesce(1)


def _of_run(dataset: Dataset, run: Run) -> dict[str, str]:
    return {"dataset": dataset.name, "run_id": run.run_id, "as_of": run.as_of_text}
