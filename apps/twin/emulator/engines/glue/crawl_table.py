"""The crawl of one catalog table: what lies in S3 and is not registered gets a partition."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator
from typing import Any
from urllib.parse import urlsplit

from emulator.engines.glue.partitions import Values, find_partitions, missing

_BATCH = 100  # BatchCreatePartition takes no more
_MAGIC = b"PAR1"  # how a Parquet file ends


class CrawlFailedError(Exception):
    """A crawl that cannot be done: one sentence."""


def crawl_table(glue: Any, s3: Any, table: dict[str, Any]) -> Iterator[str]:
    """Add the missing partitions with the clients of the crawler's role; yields the lines of the crawler's log."""
    keys = table.get("PartitionKeys") or []
    if not keys:
        yield f"INFO : Table {table['Name']} has no partition keys"
        return
    location = urlsplit(table["StorageDescriptor"]["Location"])
    bucket, prefix = location.netloc, location.path.strip("/") + "/"
    objects = list(_object_keys(s3, bucket, prefix))
    found = find_partitions(objects, prefix, keys)
    for folder in found.partitions.values():
        if unreadable := _not_parquet(s3, bucket, _first_in(objects, folder)):
            yield f"WARN : {unreadable}"
    registered = _registered(glue, table)
    new = missing(found, registered, keys)
    for path in new.misplaced:
        yield f"WARN : s3://{bucket}/{path}"
    for values in registered:
        if values not in found.partitions:
            yield f"INFO : Partition {list(values)} of table {table['Name']} has no objects; the policy LOG keeps it"
    wanted = list(new.partitions.items())
    for first in range(0, len(wanted), _BATCH):
        batch = wanted[first : first + _BATCH]
        inputs = [_partition(table, values, f"s3://{bucket}/{folder}") for values, folder in batch]
        answer = glue.batch_create_partition(
            DatabaseName=table["DatabaseName"], TableName=table["Name"], PartitionInputList=inputs
        )
        if errors := answer.get("Errors"):
            raise CrawlFailedError(f"table {table['Name']}: {errors[0]['ErrorDetail']['ErrorMessage']}")
        for values, _ in batch:
            yield f"INFO : Created partition {list(values)} of table {table['Name']} in {table['DatabaseName']}"


def _object_keys(s3: Any, bucket: str, prefix: str) -> Iterator[str]:
    for page in s3.get_paginator("list_objects_v2").paginate(Bucket=bucket, Prefix=prefix):
        yield from (entry["Key"] for entry in page.get("Contents", []))


def _first_in(keys: list[str], folder: str) -> str:
    """The first object of a partition; S3 lists keys in order."""
    following = keys[bisect_left(keys, folder) :]
    return next(key for key in following if not key.rsplit("/", 1)[-1].startswith(("_", ".")))


def _not_parquet(s3: Any, bucket: str, key: str) -> str:
    """A crawler opens what lies in a partition, to classify it: what it says of an object that is no Parquet."""
    try:
        last = s3.get_object(Bucket=bucket, Key=key, Range=f"bytes=-{len(_MAGIC)}")["Body"].read()
    except s3.exceptions.ClientError as error:
        if error.response["Error"]["Code"] != "InvalidRange":
            raise
        last = b""
    return "" if last == _MAGIC else f"s3://{bucket}/{key} is classified as UNKNOWN"


def _registered(glue: Any, table: dict[str, Any]) -> list[Values]:
    pages = glue.get_paginator("get_partitions").paginate(
        DatabaseName=table["DatabaseName"], TableName=table["Name"], ExcludeColumnSchema=True
    )
    return [tuple(partition["Values"]) for page in pages for partition in page["Partitions"]]


def _partition(table: dict[str, Any], values: Values, location: str) -> dict[str, Any]:
    """A partition that inherits everything of its table but the place."""
    descriptor = {**table["StorageDescriptor"], "Location": location}
    kept = {name: value for name, value in table.get("Parameters", {}).items() if name == "classification"}
    return {"Values": list(values), "StorageDescriptor": descriptor, "Parameters": kept}
