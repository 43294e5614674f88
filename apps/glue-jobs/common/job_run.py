"""What every job does before and after its work."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

import boto3
from pyspark import SparkContext
from pyspark.sql import SparkSession

from awsglue.context import GlueContext
from awsglue.job import Job
from awsglue.utils import getResolvedOptions
from common.contracts import Contracts, Dataset
from common.crash import silence, told_without_values
from common.run import Run, current_run
from common.storage import Storage

_EVERY_JOB = ("JOB_NAME", "WORKFLOW_NAME", "WORKFLOW_RUN_ID", "contracts", "raw_bucket", "results_bucket")


@dataclass(frozen=True)
class JobRun:
    """A job at work: its arguments, its Spark session, the contracts and the workflow run it belongs to."""

    args: dict[str, Any]
    context: GlueContext
    storage: Storage
    contracts: Contracts
    run: Run

    @property
    def spark(self) -> SparkSession:
        """The Spark session."""
        return self.context.spark_session

    @property
    def tables(self) -> tuple[Dataset, ...]:
        """The table datasets of the run, parents first."""
        return tuple(dataset for dataset in self.contracts.of_source("table") if dataset.name in self.run.datasets)

    def raw(self, prefix: str) -> str:
        """The path of a prefix in the raw bucket."""
        return f"s3://{self.args['raw_bucket']}/{prefix}"

    def of_run(self, dataset: str) -> str:
        """`<dataset>/run=<run id>/`."""
        return f"{dataset}/run={self.run.run_id}/"

    def report(self, job: str, **figures: Any) -> None:
        """Write the job's figures of this run, without any cell value."""
        key = f"runs/{self.run.run_id}/{job}.json"
        self.storage.write_json(self.args["results_bucket"], key, self.run.document(**figures))


@contextmanager
def job_run(argv: Sequence[str], *names: str) -> Iterator[JobRun]:
    """The job that Glue started with `argv`, which has `names` beside the arguments of every job.

    Throws `CrashError` in place of whatever may quote a value.
    """
    args = getResolvedOptions(argv, [*_EVERY_JOB, *names])
    with told_without_values():
        context = GlueContext(SparkContext.getOrCreate())
        # Athena, Trino and DuckDB read microseconds as UTC; Spark's older INT96 has no zone of its own
        context.spark_session.conf.set("spark.sql.parquet.outputTimestampType", "TIMESTAMP_MICROS")
        context.spark_session.conf.set("spark.sql.session.timeZone", "UTC")
        silence(context.spark_session.sparkContext)
        job = Job(context)
        job.init(args["JOB_NAME"], args)
        storage = Storage(boto3.client("s3"))
        contracts = Contracts.parse(storage.read_json(args["contracts"]))
        tables = [dataset.name for dataset in contracts.of_source("table")]
        run = current_run(boto3.client("glue"), args["WORKFLOW_NAME"], args["WORKFLOW_RUN_ID"], tables)
        yield JobRun(args, context, storage, contracts, run)
        job.commit()
