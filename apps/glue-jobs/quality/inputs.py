"""Raw rows as they lie in the raw bucket, by part."""

from __future__ import annotations

import re
from typing import Any

from pyspark.sql import DataFrame

from common.contracts import Dataset
from common.frames import CSV_FORMAT
from common.job_run import JobRun


def raw_parts(job: JobRun, dataset: Dataset) -> dict[str, DataFrame]:
    """The raw rows of a dataset: a table's snapshot of this run as part `""`, a survey's staged quarters by quarter."""
    if dataset.source == "table":
        return {"": read_snapshot(job, dataset)}
    prefix = f"staged/{dataset.name}/"
    staged = (re.match(rf"{prefix}quarter=([^/]+)/", key) for key in job.storage.keys(job.args["raw_bucket"], prefix))
    quarters = sorted({found[1] for found in staged if found})
    return {quarter: job.spark.read.parquet(job.raw(f"{prefix}quarter={quarter}/")) for quarter in quarters}


def read_snapshot(job: JobRun, dataset: Dataset) -> DataFrame:
    """One row per CSV row, all columns as text under the names of the header; no type is inferred."""
    # not FAILFAST: its error prints the record
    options = {**CSV_FORMAT, "inferSchema": False, "multiLine": True, "enforceSchema": False, "mode": "PERMISSIVE"}
    return job.spark.read.options(**options).csv(job.raw(job.of_run(dataset.name)))


def parse_reports(job: JobRun) -> list[dict[str, Any]]:
    """What the survey parser says of each quarter that it could read, in order."""
    bucket = job.args["raw_bucket"]
    reports = [job.storage.read_json(f"s3://{bucket}/{key}") for key in job.storage.keys(bucket, "staged/reports/")]
    return [report for report in reports if report["status"] == "parsed"]
