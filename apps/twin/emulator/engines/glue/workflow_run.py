"""One run of a workflow: what `GetWorkflowRun` tells."""

from __future__ import annotations

import secrets
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from moto.core.utils import utcnow
from moto.glue.models import FakeTrigger

from emulator.engines.glue.crawl import Crawl
from emulator.engines.glue.graph import Step, graph_of, steps_of
from emulator.engines.glue.job_run import JobRun


@dataclass(eq=False)
class WorkflowRun:
    """Kept in moto's `FakeWorkflow.runs`. Without a workflow's name it is a chain of triggers that stand alone."""

    workflow_name: str | None
    triggers: Callable[[], list[FakeTrigger]]
    """The triggers of this workflow, as they are applied now."""
    properties: dict[str, str]
    previous_run_id: str | None = None
    run_id: str = field(default_factory=lambda: f"wr_{secrets.token_hex(32)}")
    status: str = "RUNNING"
    started_on: datetime = field(default_factory=utcnow)
    completed_on: datetime | None = None
    error_message: str | None = None
    fired: set[str] = field(default_factory=set)
    steps: dict[Step, list[JobRun | Crawl]] = field(default_factory=dict)
    """Every start of every step, oldest first."""

    @property
    def under_way(self) -> list[JobRun | Crawl]:
        """What has not ended."""
        return [runs[-1] for runs in self.steps.values() if runs[-1].active]

    def add(self, step: Step, started: JobRun | Crawl) -> None:
        """A step began."""
        self.steps.setdefault(step, []).append(started)

    def retried(self, failed: JobRun, again: JobRun) -> None:
        """A failed job run is tried again: its step goes on."""
        self.add(("JOB", failed.job_name), again)

    def states(self) -> dict[Step, str]:
        """How each step that ended did, in the words of predicates."""
        last = {step: runs[-1] for step, runs in self.steps.items()}
        return {step: _state(run) for step, run in last.items() if not run.active}

    def end(self, status: str, error_message: str | None = None) -> None:
        """It is over."""
        # who sees the time sees the rest
        self.error_message, self.status, self.completed_on = error_message, status, utcnow()

    def as_dict(self, graph: bool = False) -> dict[str, Any]:
        """The `WorkflowRun` of the API."""
        optional = {
            "PreviousRunId": self.previous_run_id,
            "CompletedOn": self.completed_on,
            "ErrorMessage": self.error_message,
            "Graph": graph_of(self.triggers(), self._details()) if graph else None,
        }
        return {
            "Name": self.workflow_name,
            "WorkflowRunId": self.run_id,
            "WorkflowRunProperties": self.properties,
            "StartedOn": self.started_on,
            "Status": self.status,
            "Statistics": self._statistics(),
            **{name: value for name, value in optional.items() if value is not None},
        }

    def _statistics(self) -> dict[str, int]:
        count = Counter(_state(runs[-1]) for runs in self.steps.values())
        return {
            "TotalActions": len(steps_of(self.triggers())),
            "SucceededActions": count["SUCCEEDED"],
            "FailedActions": count["FAILED"],
            "TimeoutActions": count["TIMEOUT"],
            "StoppedActions": count["STOPPED"] + count["CANCELLED"],
            "ErroredActions": count["ERROR"],
            "WaitingActions": count["WAITING"],
            "RunningActions": len(self.under_way),
        }

    def _details(self) -> dict[Step, dict[str, Any]]:
        return {
            step: {"JobDetails": {"JobRuns": [run.as_dict() for run in runs]}}
            if step[0] == "JOB"
            else {"CrawlerDetails": {"Crawls": [crawl.in_graph() for crawl in runs]}}
            for step, runs in self.steps.items()
        }


def _state(run: JobRun | Crawl) -> str:
    return run.status if isinstance(run, JobRun) else run.result
