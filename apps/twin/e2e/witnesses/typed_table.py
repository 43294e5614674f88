"""Writes a table with a column of every type; with a last argument `away`, takes it away again."""

import sys
from datetime import date, datetime
from decimal import Decimal

import awswrangler
import pandas

ROWS = pandas.DataFrame(
    {
        "id": [1, 2],
        "name": ["山田 花子, 「様」", None],
        "price": [Decimal("1280.50"), None],
        "day": [date(2024, 2, 29), None],
        "at": [datetime(2024, 2, 29, 23, 59, 59, 500_000), None],
        "tags": [["綿", "白"], None],
        "ratio": [0.1, None],
    }
)
TYPES = {
    "id": "int",
    "name": "string",
    "price": "decimal(9,2)",
    "day": "date",
    "at": "timestamp",
    "tags": "array<string>",
    "ratio": "double",
}


def main(database: str, bucket: str, away: bool) -> None:
    """Do it in a folder of the bucket."""
    path = f"s3://{bucket}/witness/"
    if away:
        awswrangler.catalog.delete_table_if_exists(database=database, table="witness")
        for left in (path, f"s3://{bucket}/witness-staging/", f"s3://{bucket}/witness-unloaded/"):
            awswrangler.s3.delete_objects(left)
        return
    awswrangler.s3.to_parquet(
        ROWS, path, dataset=True, database=database, table="witness", dtype=TYPES, mode="overwrite"
    )


main(sys.argv[2], sys.argv[4], "away" in sys.argv[5:])
