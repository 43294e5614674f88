"""One delivery stream at work: it takes records in, buffers them, and writes them to S3."""

from __future__ import annotations

import itertools
import logging
import threading
import time
import uuid
from collections import Counter
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from typing import Any

from emulator.engines.firehose.conversion import Schema, SchemaError
from emulator.engines.firehose.destination import ROLE_OF, Destination
from emulator.engines.firehose.error_log import ErrorLog, code_of
from emulator.engines.firehose.extraction import Extraction
from emulator.engines.firehose.objects import Buffer, Place, objects_of
from emulator.engines.firehose.records import PARTITIONS, Failure, Record
from emulator.engines.firehose.spool import Spool, Spooled

log = logging.getLogger("twin.firehose")

ACTIVE_PARTITIONS = 500
"""Partitions with a buffer at a time (Firehose quota); records of more go to the error prefix."""
_TOO_MANY = Failure(
    PARTITIONS,
    "DynamicPartitioning.ActivePartitionsLimitExceeded",
    "The number of active partitions has exceeded the configured limit",
)

Client = Callable[[str, str, str], Any]
"""`(service, role_arn, trusted)`: a client with the credentials of a role."""


class DeadStreamError(RuntimeError):
    """The stream works no more: another has taken its place, or will."""


class Stream:
    """The records of a stream between `PutRecord` and S3. Every one ends in exactly one object."""

    def __init__(self, name: str, version: str, destination: Destination, client: Client, spool: Spool) -> None:
        self.name, self.version, self.destination = name, version, destination
        self._client = client
        self._spool = spool
        self._dead = False
        self._log = ErrorLog(name, version, destination, client)
        self._extraction = Extraction(destination.query, destination.keys) if destination.query else None
        self._buffers: dict[tuple[object, ...], Buffer] = {}
        self._full: list[Buffer] = []
        self._taken: list[Buffer] = []
        self._counts: Counter[str] = Counter()
        self._lock = threading.Lock()
        self._delivering = threading.Lock()
        self._ids = itertools.count(time.time_ns())
        self._trouble = ""

    def take(self, batch: list[bytes]) -> list[str]:
        """Accept records, which from now on outlive the process; their ids. Throws `DeadStreamError`."""
        now = datetime.now(UTC)
        with self._lock:
            if self._dead:
                raise DeadStreamError(self.name)
            accepted = [Record(f"{self.name}-{next(self._ids):020d}", data, now) for data in batch]
            added: dict[str, list[Spooled]] = {}
            for record, place in zip(accepted, self._places(batch), strict=True):
                added.setdefault(self._add(record, place).name, []).append((record, place.failure))
            for buffer, records in added.items():
                self._spool.append(buffer, records)
            self._counts["records"] += len(accepted)
        return [record.id for record in accepted]

    def die(self) -> None:
        """Lose what is in memory, as when the process ends."""
        with self._lock:
            self._dead = True

    def recover(self) -> None:
        """Take back the buffers that another left behind, and go on with its counts."""
        with self._lock:
            self._counts = self._spool.counted()
            for name, records in self._spool.kept():
                record, failure = records[0]
                place = Place(failure=failure) if failure else next(self._places([record.data]))
                self._taken.append(Buffer(place, record.arrived, name, records, sum(len(r.data) for r, _ in records)))
            waiting = sum(len(each.records) for each in self._taken)
            self._counts["records"] = self._counts["delivered"] + self._counts["failed"] + waiting

    def is_due(self, now: datetime) -> bool:
        """Whether a buffer is full or old enough to be delivered, or something waits to be written again."""
        if self._delivering.locked():
            return False
        with self._lock:
            return bool(self._full or self._taken) or any(self._is_old(each, now) for each in self._open())

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
                earlier, self._trouble = self._trouble, f"{type(error).__name__}: {error}"
                if self._trouble != earlier:
                    self._log.write(code_of(error), str(error))
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

    def _places(self, batch: list[bytes]) -> Iterator[Place]:
        """Where records belong, one after the other: each is put there before the next is asked for."""
        if self._extraction is None:
            yield from (Place() for _data in batch)
            return
        for found in self._extraction.keys(batch):
            place = Place(failure=found) if isinstance(found, Failure) else Place(tuple(found.items()))
            is_too_many = not place.failure and self._is_new(place) and self._active() >= ACTIVE_PARTITIONS
            yield Place(failure=_TOO_MANY) if is_too_many else place

    def _active(self) -> int:
        return sum(buffer.place.failure is None for buffer in self._open())

    def _is_new(self, place: Place) -> bool:
        return place.buffer not in self._buffers

    def _add(self, record: Record, place: Place) -> Buffer:
        buffer = self._buffers.get(place.buffer)
        if buffer is None:
            name = f"{self.name}-{self.version}-{record.arrived:%Y-%m-%d-%H-%M-%S}-{uuid.uuid4()}"
            buffer = self._buffers[place.buffer] = Buffer(place, record.arrived, name)
        buffer.add(record, place.failure)
        if buffer.size >= self.destination.buffer_bytes:
            self._full.append(self._buffers.pop(place.buffer))
        return buffer

    def _open(self) -> list[Buffer]:
        return list(self._buffers.values())

    def _is_old(self, buffer: Buffer, now: datetime) -> bool:
        return (now - buffer.opened).total_seconds() >= self.destination.buffer_seconds

    def _write(self, written: Counter[str]) -> None:
        """A buffer leaves spool and memory when all its objects are written; after a failure it is written anew."""
        if not self._taken:
            return
        s3, bucket = self._client("s3", self.destination.role_arn, ROLE_OF), self.destination.bucket
        s3.get_bucket_location(Bucket=bucket)
        while self._taken and not self._dead:
            objects = objects_of(self._taken[0], self.destination, self._schema)
            for each in objects:
                s3.put_object(Bucket=bucket, Key=each.key, Body=each.body, **self.destination.encryption)
            with self._lock:
                if self._dead:
                    return
                counts = Counter(objects=len(objects))
                for each in objects:
                    counts["failed" if each.is_error else "delivered"] += each.records
                self._spool.forget(self._taken.pop(0).name, counts)
                self._counts.update(counts)
                written.update({key: counts[key] for key in written})
            for each in objects:
                if each.is_error:
                    self._log.write(each.code, f"{each.records} records were put into {each.key}")

    def _schema(self) -> Schema:
        output = self.destination.parquet
        if output is None:
            raise SchemaError("the stream converts nothing")
        glue = self._client("glue", output.role_arn, ROLE_OF)
        try:
            table = glue.get_table(DatabaseName=output.database, Name=output.table)["Table"]
        except glue.exceptions.EntityNotFoundException:
            raise SchemaError(f"table {output.database}.{output.table} does not exist") from None
        return Schema.of(table)
