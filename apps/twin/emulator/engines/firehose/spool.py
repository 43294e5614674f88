"""Where accepted records lie until they are in S3: a file for each buffer, so that the end of a process loses none.

A file is named after the objects that its buffer becomes. Who delivers it once more writes the same keys again, so
a delivery that was cut off leaves nothing twice.
"""

from __future__ import annotations

import base64
import dataclasses
import json
from collections.abc import Iterable, Iterator
from datetime import datetime
from pathlib import Path

from emulator.engines.firehose.records import Failure, Record

Spooled = tuple[Record, Failure | None]
"""A record and, of one on its way to the error prefix, why."""


class Spool:
    """The files of one stream, in a folder of its own."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def append(self, buffer: str, records: Iterable[Spooled]) -> None:
        """Add records to a buffer's file. When this returns they outlive the process."""
        self._folder.mkdir(parents=True, exist_ok=True)
        with self._file(buffer).open("a") as file:
            file.write("".join(map(_line, records)))

    def forget(self, buffer: str) -> None:
        """Remove a buffer's file: all of it is in S3."""
        self._file(buffer).unlink(missing_ok=True)

    def kept(self) -> Iterator[tuple[str, list[Spooled]]]:
        """Every buffer that is not in S3, by its name, oldest first. A line that was cut off was never accepted."""
        for file in sorted(self._folder.glob("*.jsonl")):
            lines = file.read_text().splitlines(keepends=True)
            if records := [_record(line) for line in lines if line.endswith("\n")]:
                yield file.stem, records

    def _file(self, buffer: str) -> Path:
        return self._folder / f"{buffer}.jsonl"


def _line(spooled: Spooled) -> str:
    record, failure = spooled
    why = dataclasses.astuple(failure) if failure else None
    return json.dumps([record.id, record.arrived.isoformat(), base64.b64encode(record.data).decode(), why]) + "\n"


def _record(line: str) -> Spooled:
    record_id, arrived, data, why = json.loads(line)
    record = Record(record_id, base64.b64decode(data), datetime.fromisoformat(arrived))
    return record, Failure(*why) if why else None
