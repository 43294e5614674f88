"""Copies the run's tables from the shop's database to the raw bucket, each as a CSV snapshot.

First it takes corrections over, which people put into the landing bucket.

Arguments: `--landing_bucket`, `--connection_name`, `--customer_key_secret`, and those of every job.
"""

from __future__ import annotations

import sys
from collections.abc import Mapping

import boto3
from pyspark.sql import DataFrame, Observation, SparkSession
from pyspark.sql import functions as F

from common.contracts import Dataset
from common.frames import CSV_FORMAT, write_counted
from common.job_run import job_run
from extract.take import take_corrections
from extract.transform import COUNTED, counted_query, keyed_hash, snapshot


def main(argv: list[str]) -> None:
    """Run the job."""
    with job_run(argv, "landing_bucket", "connection_name", "customer_key_secret") as job:
        database = job.context.extract_jdbc_conf(job.args["connection_name"])
        secret = boto3.client("secretsmanager").get_secret_value(SecretId=job.args["customer_key_secret"])
        hashes = {"customer": keyed_hash(secret["SecretString"])}
        corrections = take_corrections(job, hashes)
        figures = []
        # children first: a row that arrives meanwhile then finds its parent in the snapshot
        for dataset in reversed(job.tables):
            counted = Observation()
            view = read_view(job.spark, database, dataset).observe(counted, F.max(COUNTED).alias(COUNTED))
            rows = snapshot(view, dataset, hashes)
            count = write_counted(rows, "csv", job.raw(job.of_run(dataset.name)), **CSV_FORMAT)
            figures.insert(0, {"name": dataset.name, "in_database": counted.get[COUNTED] or 0, "rows": count})
        job.report("extract", datasets=figures, corrections=corrections)


def read_view(spark: SparkSession, database: Mapping[str, str], dataset: Dataset) -> DataFrame:
    """The contract's columns of the dataset's view and COUNTED, over one connection and never whole in memory."""
    return (
        spark.read.format("jdbc")
        .options(
            url=database["fullUrl"],
            user=database["user"],
            password=database["password"],
            driver="com.mysql.cj.jdbc.Driver",
            query=counted_query(dataset),
            connectionTimeZone="UTC",
            sslMode="REQUIRED" if database["enforceSSL"] == "true" else "PREFERRED",
            useCursorFetch="true",
            fetchsize="10000",
        )
        .load()
    )


if __name__ == "__main__":
    main(sys.argv)
