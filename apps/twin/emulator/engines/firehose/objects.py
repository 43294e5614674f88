"""What a buffer becomes in S3: one object of data, and one for each kind of failure."""

from __future__ import annotations

import gzip
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime

from emulator.engines.firehose.conversion import Converted, Schema, SchemaError, convert
from emulator.engines.firehose.destination import Destination
from emulator.engines.firehose.prefixes import data_prefix, error_prefix
from emulator.engines.firehose.records import CONVERSION, Failure, Record, error_line


@dataclass(frozen=True)
class Place:
    """Where a record is headed: a partition, or with `failure` the error prefix."""

    keys: tuple[tuple[str, str], ...] = ()
    failure: Failure | None = None

    @property
    def buffer(self) -> tuple[object, ...]:
        """Records of one buffer end in one object."""
        return ("errors", self.failure.folder) if self.failure else ("data", *self.keys)


@dataclass
class Buffer:
    """Records that wait for one delivery."""

    place: Place
    opened: datetime
    name: str
    """Part of the keys of its objects: who writes them once more writes the same keys."""
    records: list[tuple[Record, Failure | None]] = field(default_factory=list)
    size: int = 0

    def add(self, record: Record, failure: Failure | None) -> None:
        """Take a record in."""
        self.records.append((record, failure))
        self.size += len(record.data)


@dataclass(frozen=True)
class Object:
    """An object that is to be written, and how many records are in it, delivered or failed."""

    key: str
    body: bytes
    records: int
    is_error: bool
    code: str = ""
    """Firehose's code of the first record's failure."""


def objects_of(buffer: Buffer, destination: Destination, schema_of: Callable[[], Schema]) -> list[Object]:
    """The objects of a buffer; `schema_of` is asked where records are converted, and may throw `SchemaError`."""
    suffix = buffer.name
    failed = [(record, failure) for record, failure in buffer.records if failure]
    if failed:
        return [_errors(failed, destination, buffer.opened, suffix)]
    records = [record for record, _failure in buffer.records]
    prefix = data_prefix(destination.prefix, dict(buffer.place.keys), buffer.opened)
    if destination.parquet is None:
        end = b"\n" if destination.has_line_feeds else b""
        body = b"".join(record.data + end for record in records)
        if destination.is_gzipped:
            return [Object(f"{prefix}{suffix}.gz", gzip.compress(body, mtime=0), len(records), False)]
        return [Object(prefix + suffix, body, len(records), False)]
    try:
        converted = convert(records, schema_of(), destination.parquet.compression)
    except SchemaError as error:
        failure = Failure(CONVERSION, "DataFormatConversion.InvalidSchema", str(error))
        converted = Converted(b"", 0, [(record, failure) for record in records])
    objects = [Object(f"{prefix}{suffix}.parquet", converted.body, converted.rows, False)] if converted.rows else []
    if converted.failed:
        objects.append(_errors(converted.failed, destination, buffer.opened, suffix, destination.parquet.described))
    return objects


def _errors(
    failed: list[tuple[Record, Failure]],
    destination: Destination,
    oldest: datetime,
    suffix: str,
    table: dict[str, object] | None = None,
) -> Object:
    prefix = error_prefix(destination.error_prefix, failed[0][1].folder, oldest)
    body = b"".join(error_line(record, failure, table) for record, failure in failed)
    return Object(prefix + suffix, body, len(failed), True, failed[0][1].code)
