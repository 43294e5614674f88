"""One attempt of a job run: a worker, its order, its end."""

from __future__ import annotations

import subprocess
import time
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from botocore.exceptions import BotoCoreError, ClientError
from moto.glue.models import FakeJob

from emulator.credentials import CannotAssumeError
from emulator.engines.glue import cloudwatch, notices, settings
from emulator.engines.glue.job_run import JobRun
from emulator.engines.glue.network import CannotConnectError, plugged_in
from emulator.engines.glue.order import CannotStartError, prepare
from emulator.engines.glue.role import role_arn
from emulator.engines.glue.worker import Worker, Workers

if TYPE_CHECKING:
    from emulator.twin import Twin

Outcome = tuple[str, str | None]
"""A final state and, of a failure, the error message."""


def attempt(twin: Twin, workers: Workers, run: JobRun, job: FakeJob, tell: Callable[[notices.Notice], None]) -> Outcome:
    """Run the job once, to its end; `tell` hears that it takes long."""
    spark = job.command.get("Name") == "glueetl"
    files = [twin.logs / "glue" / job.name / f"{run.job_run_id}.{kind}.log" for kind in ("output", "error")]
    worker = workers.take(settings.driver_memory(run.settings["WorkerType"]) if spark else None)
    try:
        order = prepare(twin, run, job, worker.folder)
        run.worker = worker
        with plugged_in(twin, run, job):
            if run.stop_requested:
                return "STOPPED", None
            worker.hand_over({**order, "output": str(files[0])}, files[1])
            run.move("RUNNING")
            outcome = _wait(run, worker, tell)
            worker.kill()  # its Java process writes until then
        if spark:
            workers.keep_spares()
        _ship(twin, run, job, *files)
        return outcome
    except (CannotStartError, CannotConnectError, CannotAssumeError, ClientError, BotoCoreError) as error:
        return "FAILED", str(error)
    finally:
        worker.dispose()


def _wait(run: JobRun, worker: Worker, tell: Callable[[notices.Notice], None]) -> Outcome:
    started = time.monotonic()
    ends = started + run.settings["Timeout"] * settings.MINUTE_SECONDS
    minutes = (run.settings["NotificationProperty"] or {}).get("NotifyDelayAfter")
    if minutes and not _ended_by(worker, min(ends, started + minutes * settings.MINUTE_SECONDS)):
        tell(notices.job_is_late(run, minutes))
    if not _ended_by(worker, ends):
        return "TIMEOUT", None
    error = worker.error()
    return ("FAILED", error) if error else ("SUCCEEDED", None)


def _ended_by(worker: Worker, moment: float) -> bool:
    """Whether the worker's process ended before that moment of the monotonic clock."""
    try:
        worker.child.wait(max(0, moment - time.monotonic()))
    except subprocess.TimeoutExpired:
        return False
    return True


def _ship(twin: Twin, run: JobRun, job: FakeJob, output: Path, errors: Path) -> None:
    """Copy both logs to CloudWatch."""
    role = role_arn(twin, job.role)
    for kind, file in (("output", output), ("error", errors)):
        cloudwatch.ship(twin, role, f"{run.log_group}/{kind}", run.job_run_id, cloudwatch.tail(file))
