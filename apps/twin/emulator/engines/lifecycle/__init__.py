"""S3's lifecycle: no clock runs, but `POST /_twin/lifecycle?at=<ISO 8601>` has buckets live until that time.

`GET` answers the same and changes nothing. `days=<n>` in place of `at` is the midnight after so many days of each
bucket's time; `bucket=<name>` is that bucket alone. The service acts as itself, so no role and no policy is asked. Of
what happens, notifications of `s3:Lifecycle…` tell; EventBridge is not told.

https://docs.aws.amazon.com/AmazonS3/latest/userguide/object-lifecycle-mgmt.html
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any

from moto.s3.models import FakeBucket

from emulator.control import ControlError
from emulator.engines.lifecycle import clock, lock, restore, uploads
from emulator.engines.lifecycle.ageing import age
from emulator.engines.lifecycle.answer import told
from emulator.engines.lifecycle.history import Version
from emulator.engines.lifecycle.kept import keep, read
from emulator.engines.lifecycle.rules import Rule, UnknownRuleError, midnight_after, rules_of

if TYPE_CHECKING:
    from emulator.twin import Twin


def install(twin: Twin) -> None:
    """Let S3's lifecycle run when it is told until when."""
    clock.install()
    lock.install()
    uploads.install()
    restore.install()
    lifecycle = Lifecycle(twin)
    twin.control.route("GET", "lifecycle", lambda query: lifecycle.live(query, is_kept=False))
    twin.control.route("POST", "lifecycle", lambda query: lifecycle.live(query, is_kept=True))


@dataclass(frozen=True)
class _Life:
    """What a bucket is to live through."""

    bucket: FakeBucket
    rules: list[Rule]
    since: datetime
    until: datetime


class Lifecycle:
    """Has buckets live by their rules."""

    def __init__(self, twin: Twin) -> None:
        self._twin = twin

    def live(self, query: dict[str, str], *, is_kept: bool) -> dict[str, Any]:
        """Live until a time; changes the buckets only if `is_kept`, and then all of them or, where it cannot, none."""
        lives = [_life(bucket, query) for bucket in self._buckets(query.get("bucket"))]
        answers = []
        for life in lives:
            steps, left = [], []
            for key, versions in _histories(life.bucket):
                done = age(
                    key,
                    versions,
                    life.rules,
                    is_versioned=life.bucket.is_versioned,
                    since=life.since,
                    until=life.until,
                )
                if is_kept and done:
                    keep(life.bucket, key, done)
                steps += done
                left.append(versions)
            steps += uploads.abort(life.bucket, life.rules, life.since, life.until, is_kept=is_kept)
            if is_kept:
                clock.set_clock(life.bucket, life.until)
            answers.append(told(life.bucket.name, life.since, life.until, steps, left))
        if is_kept and self._twin.snapshots:
            self._twin.snapshots.served()
            if any(each["done"] for each in answers):
                self._twin.snapshots.save()  # what the answer tells of outlives the process
        return {"buckets": answers}

    def _buckets(self, name: str | None) -> list[FakeBucket]:
        buckets = self._twin.backend("s3").buckets
        if name is None:
            return [buckets[each] for each in sorted(buckets)]
        if name not in buckets:
            raise ControlError(404, f"there is no bucket '{name}'; there are {', '.join(sorted(buckets))}")
        return [buckets[name]]


def _life(bucket: FakeBucket, query: dict[str, str]) -> _Life:
    since = clock.now_of(bucket)
    until = _until(query, since)
    if until < since:
        moment = since.isoformat(timespec="seconds")
        raise ControlError(
            400, f"it is {moment} in {bucket.name} already, and 'at' is {query['at']}: no time goes back"
        )
    if bucket.versioning_status == "Suspended" and bucket.rules:
        raise ControlError(400, f"{bucket.name}: the twin runs no lifecycle where versioning is suspended")
    size = getattr(bucket, "transition_size", "all_storage_classes_128K")
    try:
        rules = rules_of([each.given for each in bucket.rules], size)
    except UnknownRuleError as error:
        raise ControlError(400, f"{bucket.name}: {error}") from error
    return _Life(bucket, rules, since, until)


def _until(query: dict[str, str], since: datetime) -> datetime:
    at, days = query.get("at"), query.get("days")
    if (at is None) == (days is None):
        raise ControlError(
            400, "either 'at', a time such as 2029-07-05T00:00:00Z, or 'days', a whole number, is needed"
        )
    try:
        if at is not None:
            moment = datetime.fromisoformat(at)
            return moment.replace(tzinfo=moment.tzinfo or UTC)
        return midnight_after(since + timedelta(days=_whole(days or "")))
    except (ValueError, OverflowError) as error:
        allowed = "a time such as 2029-07-05T00:00:00Z" if at is not None else "a whole number of days from 0"
        raise ControlError(
            400, f"'{'at' if at is not None else 'days'}' must be {allowed}, got '{at or days}'"
        ) from error


def _whole(text: str) -> int:
    if not text.isdecimal():
        raise ValueError(text)
    return int(text)


def _histories(bucket: FakeBucket) -> Iterator[tuple[str, list[Version]]]:
    for key, versions in sorted(bucket.keys.lists()):
        yield key, [read(each) for each in versions]
