"""What became of clicks, by the objects alone: `count_clicks.py CURATED QUARANTINE`, as JSON."""

from __future__ import annotations

import io
import json
import sys
from collections import Counter
from collections.abc import Iterator

import boto3
import pyarrow.parquet as pq

curated, quarantine = sys.argv[1:]
s3 = boto3.client("s3")


def objects(bucket: str, prefix: str) -> Iterator[tuple[str, bytes]]:
    """Keys and bodies below a prefix."""
    for page in s3.get_paginator("list_objects_v2").paginate(Bucket=bucket, Prefix=prefix):
        for each in page.get("Contents", []):
            yield each["Key"], s3.get_object(Bucket=bucket, Key=each["Key"])["Body"].read()


counts: Counter[str] = Counter()
for _key, body in objects(curated, "clicks/"):
    counts["clicks"] += pq.read_metadata(io.BytesIO(body)).num_rows
for key, body in objects(curated, "errors/clicks/"):
    counts[key.split("/")[2]] += len(body.splitlines())
for _key, body in objects(quarantine, "errors/clicks/"):
    counts["rejected"] += len(body.splitlines())
print(json.dumps(counts))
