"""One delivery stream at work: it takes records in, buffers them, and writes them to S3."""

from __future__ import annotations

import itertools
import logging
import threading
from collections import Counter
from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

from emulator.engines.firehose.conversion import Schema, SchemaError
from emulator.engines.firehose.destination import ROLE_OF, Destination
from emulator.engines.firehose.extraction import Extraction
from emulator.engines.firehose.objects import Buffer, Object, Place, objects_of
from emulator.engines.firehose.records import PARTITIONS, Failure, Record

log = logging.getLogger("twin.firehose")

ACTIVE_PARTITIONS = 500
"""Partitions with a buffer at a time (Firehose quota); records of more go to the error prefix."""
_TOO_MANY = Failure(
    PARTITIONS,
    "DynamicPartitioning.ActivePartitionsLimitExceeded",
    f"The stream has {ACTIVE_PARTITIONS} active partitions",
)

Client = Callable[[str, str, str], Any]
"""`(service, role_arn, trusted)`: a client with the credentials of a role."""


class Stream:
    """The records of a stream between `PutRecord` and S3. Every one ends in exactly one object."""

    def __init__(self, name: str, version: str, destination: Destination, client: Client) -> None:
        self.name, self.version, self.destination = name, version, destination
        self._client = client
        self._extraction = Extraction(destination.query, destination.keys) if destination.query else None
        self._buffers: dict[tuple[object, ...], Buffer] = {}
        self._full: list[Buffer] = []
        self._taken: list[Buffer] = []
        self._unwritten: list[Object] = []
        self._counts: Counter[str] = Counter()
        self._lock = threading.Lock()
        self._delivering = threading.Lock()
        self._ids = itertools.count()
        self._trouble = ""

    def take(self, batch: list[bytes]) -> list[str]:
        """Accept records; their ids."""
        now = datetime.now(UTC)
        with self._lock:
            accepted = [Record(f"{self.name}-{next(self._ids):020d}", data, now) for data in batch]
            for record in accepted:
                self._add(record, self._place(record.data))
            self._counts["records"] += len(accepted)
        return [record.id for record in accepted]

    def is_due(self, now: datetime) -> bool:
        """Whether a buffer is full or old enough to be delivered, or something waits to be written again."""
        if self._delivering.locked():
            return False
        with self._lock:
            return bool(self._full or self._taken or self._unwritten) or any(
                self._is_old(each, now) for each in self._open()
            )

    def deliver(self, now: datetime | None = None) -> Counter[str]:
        """Write what is due at `now`, or everything; how many records were delivered and failed.

        What S3 does not take is kept and written again by the next call.
        """
        written = Counter(delivered=0, failed=0)
        with self._delivering:
            with self._lock:
                due = [key for key, each in self._buffers.items() if now is None or self._is_old(each, now)]
                self._taken += [*self._full, *(self._buffers.pop(key) for key in due)]
                self._full = []
            try:
                self._write(written)
                self._trouble = ""
            except Exception as error:
                log.exception("stream %s", self.name)
                self._trouble = f"{type(error).__name__}: {error}"
        return written

    def counts(self) -> Counter[str]:
        """Records taken in, delivered, failed and waiting, and objects written."""
        with self._lock:
            counts = Counter({key: self._counts[key] for key in ("records", "delivered", "failed", "objects")})
        counts["waiting"] = counts["records"] - counts["delivered"] - counts["failed"]
        return counts

    @property
    def trouble(self) -> str:
        """Why the last delivery did not reach S3; empty if it did."""
        return self._trouble

    def _place(self, data: bytes) -> Place:
        if self._extraction is None:
            return Place()
        found = self._extraction.keys(data)
        if isinstance(found, Failure):
            return Place(failure=found)
        place = Place(tuple(found.items()))
        active = sum(buffer.place.failure is None for buffer in self._open()) if self._is_new(place) else 0
        return Place(failure=_TOO_MANY) if active >= ACTIVE_PARTITIONS else place

    def _is_new(self, place: Place) -> bool:
        return place.buffer not in self._buffers

    def _add(self, record: Record, place: Place) -> None:
        buffer = self._buffers.get(place.buffer)
        if buffer is None:
            buffer = self._buffers[place.buffer] = Buffer(place, record.arrived)
        buffer.add(record, place.failure)
        if buffer.size >= self.destination.buffer_bytes:
            self._full.append(self._buffers.pop(place.buffer))

    def _open(self) -> list[Buffer]:
        return list(self._buffers.values())

    def _is_old(self, buffer: Buffer, now: datetime) -> bool:
        return (now - buffer.opened).total_seconds() >= self.destination.buffer_seconds

    def _write(self, written: Counter[str]) -> None:
        """Each step is undone by nothing: a failure leaves the rest where the next call finds it."""
        while self._taken:
            self._unwritten += objects_of(self._taken[0], self.destination, self.name, self.version, self._schema)
            del self._taken[0]
        if not self._unwritten:
            return
        s3, bucket = self._client("s3", self.destination.role_arn, ROLE_OF), self.destination.bucket
        while self._unwritten:
            each = self._unwritten[0]
            s3.put_object(Bucket=bucket, Key=each.key, Body=each.body, **self.destination.encryption)
            del self._unwritten[0]
            count = {"failed" if each.is_error else "delivered": each.records}
            written.update(count)
            with self._lock:
                self._counts.update(objects=1, **count)

    def _schema(self) -> Schema:
        output = self.destination.parquet
        if output is None:
            raise SchemaError("the stream converts nothing")
        glue = self._client("glue", output.role_arn, ROLE_OF)
        try:
            table = glue.get_table(DatabaseName=output.database, Name=output.table)["Table"]
        except glue.exceptions.EntityNotFoundException:
            raise SchemaError(f"table {output.database}.{output.table} does not exist") from None
        return Schema.of(table, output.version)
