"""Writes lines where Glue leaves them: CloudWatch Logs of the twin."""

from __future__ import annotations

import time
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from emulator.twin import Twin

_BATCH = 1000
_LINE_CHARACTERS = 16_000
_FILE_BYTES = 1_000_000


def write_lines(twin: Twin, group: str, stream: str, lines: Iterable[str]) -> None:
    """Append lines to a stream, which is made if it is missing; empty lines are left out."""
    logs = twin.client("logs")
    for create, names in (
        (logs.create_log_group, {"logGroupName": group}),
        (logs.create_log_stream, {"logGroupName": group, "logStreamName": stream}),
    ):
        try:
            create(**names)
        except logs.exceptions.ResourceAlreadyExistsException:
            continue
    now = int(time.time() * 1000)
    events = [{"timestamp": now, "message": line[:_LINE_CHARACTERS]} for line in lines if line.strip()]
    for first in range(0, len(events), _BATCH):
        logs.put_log_events(logGroupName=group, logStreamName=stream, logEvents=events[first : first + _BATCH])


def tail(file: Path) -> list[str]:
    """The last megabyte of a file, in lines; none if there is no such file."""
    if not file.exists():
        return []
    with file.open("rb") as stream:
        stream.seek(max(0, file.stat().st_size - _FILE_BYTES))
        return stream.read().decode(errors="replace").splitlines()
