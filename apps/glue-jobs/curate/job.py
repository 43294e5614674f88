"""Rewrites the curated tables of the run from its good rows.

Arguments: `--curated_bucket`, and those of every job. A table whose dataset is not in the run stays as it is.
"""

from __future__ import annotations

import sys
from typing import Any

from common.contracts import Dataset
from common.frames import write_counted
from common.job_run import JobRun, job_run
from common.run import SafeError
from curate.publish import publish
from curate.transform import curated

ROWS_PER_FILE = 5_000_000
"""Keeps a Parquet object of these narrow tables within a few hundred megabytes, one object in all but the largest."""


class NothingPassedError(SafeError):
    """The run's good rows of a table are not there."""


def main(argv: list[str]) -> None:
    """Run the job."""
    with job_run(argv, "curated_bucket") as job:
        datasets = (*job.tables, *job.contracts.of_source("survey"))
        job.report("curate", tables=[rewrite(job, dataset) for dataset in datasets])


def rewrite(job: JobRun, dataset: Dataset) -> dict[str, Any]:
    """Rewrite one table whole and return its figures. A survey of which nothing passed leaves an empty table."""
    bucket = job.args["curated_bucket"]
    source = f"passed/{job.of_run(dataset.name)}"
    aside = f"_aside/{job.of_run(dataset.name)}"
    rows = 0
    if any(job.storage.keys(job.args["raw_bucket"], source)):
        frame = curated(job.spark.read.parquet(job.raw(source)), dataset)
        keys = [key.name for key in dataset.partition_keys]
        path = f"s3://{bucket}/{aside}"
        rows = write_counted(frame, "parquet", path, partition_by=keys, maxRecordsPerFile=ROWS_PER_FILE)
    elif dataset.source == "table":
        raise NothingPassedError(f"{job.raw(source)} must hold the good rows of the run: let the quality job run first")
    published = publish(job.storage, bucket, aside, f"{dataset.name}/")
    return {"name": dataset.name, "rows": rows, "files": published.files, "removed": published.removed}


if __name__ == "__main__":
    main(sys.argv)
