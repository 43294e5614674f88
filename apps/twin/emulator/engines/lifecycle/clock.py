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
    """Have what is written into a bucket, and the locks of its versions, go by its time."""
    for kind in (FakeKey, FakeDeleteMarker):
        _stamp(kind)
    FakeKey.is_locked = _is_locked
    FakeBucket.default_retention = _default_retention


def _stamp(kind: Any) -> None:
    create = kind.__init__

    def __init__(thing: Any, *args: Any, **kwargs: Any) -> None:  # noqa: N807
        create(thing, *args, **kwargs)
        thing.last_modified += getattr(bucket_of(thing), "ahead", timedelta())

    kind.__init__ = __init__


def locked_until(key: FakeKey) -> datetime | None:
    """Until when a version is locked, whatever the mode."""
    return datetime.fromisoformat(key.lock_until) if key.lock_mode and key.lock_until else None


def _is_locked(key: FakeKey, governance_bypass: bool) -> bool:
    if key.lock_legal_status == "ON":
        return True
    until = locked_until(key)
    if until is None or (key.lock_mode == "GOVERNANCE" and governance_bypass):
        return False
    return until > now_of(bucket_of(key))


def _default_retention(bucket: FakeBucket) -> str:
    days = (bucket.default_lock_days or 0) + 365 * (bucket.default_lock_years or 0)
    return (now_of(bucket) + timedelta(days=days)).strftime("%Y-%m-%dT%H:%M:%SZ")
