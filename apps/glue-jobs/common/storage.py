"""Objects in S3 that a job reads or writes without Spark."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from typing import Any
from urllib.parse import urlsplit

from common.run import SafeError

_KEYS_PER_DELETE = 1000
"""DeleteObjects takes no more (S3 API reference)."""


class NotDeletedError(SafeError):
    """S3 kept an object that had to go."""


class Storage:
    """A thin cover of an S3 client."""

    def __init__(self, s3: Any) -> None:
        self.s3 = s3

    def read_json(self, uri: str) -> Any:
        """The JSON document at `s3://bucket/key`."""
        parts = urlsplit(uri)
        return json.load(self.s3.get_object(Bucket=parts.netloc, Key=parts.path.lstrip("/"))["Body"])

    def write_json(self, bucket: str, key: str, document: Any) -> None:
        """Write a JSON document, readable by people."""
        body = json.dumps(document, indent=2, ensure_ascii=False) + "\n"
        self.s3.put_object(Bucket=bucket, Key=key, Body=body.encode(), ContentType="application/json")

    def keys(self, bucket: str, prefix: str) -> Iterator[str]:
        """The keys under a prefix, in order."""
        for page in self.s3.get_paginator("list_objects_v2").paginate(Bucket=bucket, Prefix=prefix):
            yield from (item["Key"] for item in page.get("Contents", []))

    def keys_by_age(self, bucket: str, prefix: str) -> list[str]:
        """The keys under a prefix, the oldest object first."""
        pages = self.s3.get_paginator("list_objects_v2").paginate(Bucket=bucket, Prefix=prefix)
        items = [item for page in pages for item in page.get("Contents", [])]
        return [item["Key"] for item in sorted(items, key=lambda item: (item["LastModified"], item["Key"]))]

    def read(self, bucket: str, key: str) -> bytes:
        """An object, whole."""
        return self.s3.get_object(Bucket=bucket, Key=key)["Body"].read()

    def copy(self, bucket: str, source: str, target: str) -> None:
        """Copy an object within a bucket, in parts if it is large."""
        self.s3.copy({"Bucket": bucket, "Key": source}, bucket, target)

    def delete(self, bucket: str, keys: Sequence[str]) -> None:
        """Delete objects. Throws `NotDeletedError` if S3 keeps one."""
        for start in range(0, len(keys), _KEYS_PER_DELETE):
            batch = [{"Key": key} for key in keys[start : start + _KEYS_PER_DELETE]]
            answer = self.s3.delete_objects(Bucket=bucket, Delete={"Objects": batch, "Quiet": True})
            for error in answer.get("Errors", []):
                raise NotDeletedError(f"s3://{bucket}/{error['Key']} was not deleted: {error['Code']}")
