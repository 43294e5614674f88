"""One run of a job: what `GetJobRun` tells."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from typing import TYPE_CHECKING, Any

from moto.core.utils import utcnow

if TYPE_CHECKING:
    from emulator.engines.glue.worker import Worker
    from emulator.engines.glue.workflow_run import WorkflowRun

ACTIVE = frozenset({"STARTING", "RUNNING", "STOPPING", "WAITING"})
"""States in which a run counts against `MaxConcurrentRuns`."""


@dataclass(eq=False)
class JobRun:
    """Kept in moto's `FakeJob.job_runs`, newest first, as AWS lists them."""

    job_run_id: str
    job_name: str
    settings: dict[str, Any]
    """What job and request say together: `Timeout`, `WorkerType`, `NumberOfWorkers`, `MaxCapacity`, …"""
    arguments: dict[str, str]
    """The run's own, as requested; those of the job are not repeated."""
    attempt: int = 0
    previous_run_id: str | None = None
    trigger_name: str | None = None
    workflow: WorkflowRun | None = None
    """The workflow run that it is part of, if any."""
    log_group: str = "/aws-glue/jobs"
    status: str = "STARTING"
    started_on: datetime = field(default_factory=utcnow)
    modified_on: datetime = field(default_factory=utcnow)
    running_on: datetime | None = None
    completed_on: datetime | None = None
    error_message: str | None = None
    worker: Worker | None = None
    stop_requested: bool = False

    def __getstate__(self) -> dict[str, Any]:
        """Without the process, which ends with the emulator's."""
        return {**self.__dict__, "worker": None}

    @property
    def active(self) -> bool:
        """Whether it is not over."""
        return self.status in ACTIVE

    def move(self, status: str, error_message: str | None = None) -> None:
        """Change the state, now."""
        self.status, self.error_message, self.modified_on = status, error_message, utcnow()
        if status == "RUNNING":
            self.running_on = self.modified_on
        elif not self.active:
            self.completed_on = self.modified_on

    def advance(self) -> None:
        """Moto's way of moving a pretended run along; this one moves by itself."""

    @property
    def execution_seconds(self) -> int:
        """Whole seconds in which it consumed resources: since `RUNNING`, to its end or now."""
        if self.running_on is None:
            return 0
        return round(((self.completed_on or utcnow()) - self.running_on).total_seconds())

    def as_dict(self) -> dict[str, Any]:
        """The `JobRun` of the API."""
        optional = {
            "PreviousRunId": self.previous_run_id,
            "TriggerName": self.trigger_name,
            "CompletedOn": self.completed_on,
            "ErrorMessage": self.error_message,
            **self.settings,
        }
        return {
            "Id": self.job_run_id,
            "Attempt": self.attempt,
            "JobName": self.job_name,
            "JobRunState": self.status,
            "StartedOn": self.started_on,
            "LastModifiedOn": self.modified_on,
            "Arguments": self.arguments,
            "ExecutionTime": self.execution_seconds,
            "PredecessorRuns": [],
            "LogGroupName": self.log_group,
            **{name: value for name, value in optional.items() if value is not None},
        }
