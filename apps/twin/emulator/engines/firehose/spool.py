"""Where accepted records lie until they are in S3: a file for each buffer, so that the end of a process loses none.

A file is named after the objects that its buffer becomes. Who delivers it once more writes the same keys again, so
a delivery that was cut off leaves nothing twice. What became of a buffer is a line of the ledger before its file goes,
so that it is counted, and counted once.
"""

from __future__ import annotations

import base64
import dataclasses
import json
from collections import Counter
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
        self._ledger = folder / "ledger"

    def append(self, buffer: str, records: Iterable[Spooled]) -> None:
        """Add records to a buffer's file. When this returns they outlive the process."""
        self._folder.mkdir(parents=True, exist_ok=True)
        with self._file(buffer).open("a") as file:
            file.write("".join(map(_line, records)))

    def forget(self, buffer: str, counts: Counter[str]) -> None:
        """Remove a buffer's file: all of it is in S3, as so many records and objects."""
        with self._ledger.open("a") as ledger:
            ledger.write("\n" + json.dumps([buffer, counts]))
        self._file(buffer).unlink(missing_ok=True)

    def counted(self) -> Counter[str]:
        """Counts of everything that is in S3. Removes the file of a buffer that outlived its line of the ledger."""
        lines = self._ledger.read_text().splitlines() if self._ledger.exists() else []
        counts: Counter[str] = Counter()
        for line in lines:
            if line.endswith("]"):  # one that was cut off counts with the delivery that follows
                buffer, of_buffer = json.loads(line)
                counts.update(of_buffer)
                self._file(buffer).unlink(missing_ok=True)
        return counts

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
