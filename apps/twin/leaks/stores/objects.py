"""Every bucket: keys, metadata, tags and every version of every object."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from leaks.allowed import allowed_at
from leaks.stores.answers import Thing, as_text, pages


def objects(s3: Any) -> Iterator[Thing]:
    """What lies in every bucket, but in those whose contents the table of allowed places shuts out."""
    for bucket in s3.list_buckets()["Buckets"]:
        name = bucket["Name"]
        if (allowed := allowed_at(f"s3://{name}/")) is not None and not allowed.looked_at:
            continue
        yield f"s3://{name} (tags)", as_text(_tags(s3.get_bucket_tagging, Bucket=name))
        for page in pages(s3, "list_object_versions", Bucket=name):
            for marker in page.get("DeleteMarkers", []):
                yield f"s3://{name}/{marker['Key']} (key)", marker["Key"].encode()
            for version in page.get("Versions", []):
                yield from _version(s3, name, version["Key"], version["VersionId"])


def _version(s3: Any, bucket: str, key: str, version: str) -> Iterator[Thing]:
    place = f"s3://{bucket}/{key}"
    which = {"Bucket": bucket, "Key": key} | ({} if version == "null" else {"VersionId": version})
    found = s3.get_object(**which)
    body = found.pop("Body").read()
    yield f"{place} (key and metadata)", as_text([key, found])
    if found.get("TagCount"):
        yield f"{place} (tags)", as_text(_tags(s3.get_object_tagging, **which))
    yield place, body


def _tags(ask: Any, **which: str) -> Any:
    try:
        return ask(**which)["TagSet"]
    except ask.__self__.exceptions.ClientError as problem:
        if problem.response["Error"]["Code"] == "NoSuchTagSet":
            return []
        raise
