"""Rows of every exported table: `count_rows.py BUCKET PREFIX`, as JSON by table name."""

from __future__ import annotations

import io
import json
import sys

import boto3
import pyarrow.parquet as pq

bucket, prefix = sys.argv[1:]
s3 = boto3.client("s3")
rows: dict[str, int] = {}
for page in s3.get_paginator("list_objects_v2").paginate(Bucket=bucket, Prefix=prefix):
    for each in page.get("Contents", []):
        if each["Key"].endswith(".parquet"):
            table = each["Key"].removeprefix(prefix).split("/")[1].split(".")[1]
            body = s3.get_object(Bucket=bucket, Key=each["Key"])["Body"].read()
            rows[table] = rows.get(table, 0) + pq.read_metadata(io.BytesIO(body)).num_rows
print(json.dumps(rows))
