"""Writes lines where Glue leaves them: CloudWatch Logs of the twin."""

from __future__ import annotations

import logging
import time
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Any

from botocore.exceptions import ClientError

from emulator.credentials import CannotAssumeError
from emulator.engines.glue.role import GLUE

if TYPE_CHECKING:
    from emulator.twin import Twin

log = logging.getLogger("twin.glue.cloudwatch")

_BATCH = 1000
_LINE_CHARACTERS = 16_000
_FILE_BYTES = 1_000_000


def group(name: str, role: str, security_configuration: str | None) -> str:
    """A log group's name: with a security configuration it carries the role's name and that of the configuration.

    https://docs.aws.amazon.com/glue/latest/webapi/API_JobRun.html, `LogGroupName`
    """
    return f"{name}-{role.rsplit('/', 1)[-1]}-{security_configuration}" if security_configuration else name


def ship(twin: Twin, role: str, group: str, stream: str, lines: Iterable[str]) -> None:
    """Append lines to a stream, as the role of the job or crawler, which Glue does too.

    Group and stream are made if missing, empty lines are left out. A role that may not write its log runs without one.
    """
    try:
        _write(twin.client("logs", role, GLUE), group, stream, lines)
    except (CannotAssumeError, ClientError) as error:
        log.warning("no log in %s for %s: %s", group, role, error)


def _write(logs: Any, group: str, stream: str, lines: Iterable[str]) -> None:
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
