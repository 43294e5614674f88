"""The time of a bucket: the machine's, and what a lifecycle was made to live through beyond it."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

from moto.s3.models import FakeBucket, FakeDeleteMarker, FakeKey, s3_backends


def now_of(bucket: FakeBucket | None) -> datetime:
    """What time it is in a bucket."""
    return datetime.now(UTC) + getattr(bucket, "ahead", timedelta())


def set_clock(bucket: FakeBucket, moment: datetime) -> None:
    """Have it be that time in a bucket; it goes on from there."""
    bucket.ahead = moment - datetime.now(UTC)


def bucket_of(key: Any) -> FakeBucket | None:
    """The bucket of a key or delete marker, which names it by way of what it hides."""
    while isinstance(key, FakeDeleteMarker):
        key = key.key
    return s3_backends[key.account_id][key.partition].buckets.get(key.bucket_name)


def install() -> None:
    """Have what is written into a bucket go by its time."""
    for kind in (FakeKey, FakeDeleteMarker):
        _stamp(kind)


def _stamp(kind: Any) -> None:
    create = kind.__init__

    def __init__(thing: Any, *args: Any, **kwargs: Any) -> None:  # noqa: N807
        create(thing, *args, **kwargs)
        thing.last_modified += getattr(bucket_of(thing), "ahead", timedelta())

    kind.__init__ = __init__
