"""Triggers and workflow runs: what starts what is said by the applied triggers, and by nothing else.

A trigger's schedule is kept but has no clock yet: a workflow with a scheduled start is started by `StartWorkflowRun`.
"""

from __future__ import annotations

import threading
from functools import partial
from typing import TYPE_CHECKING

from moto.glue.exceptions import (
    ConcurrentRunsExceededException,
    GlueClientError,
    IllegalWorkflowStateException,
)
from moto.glue.models import FakeTrigger, FakeWorkflow
from moto.glue.utils import Action

from emulator.engines.glue import workflow_answers as answers
from emulator.engines.glue.crawl import Crawl
from emulator.engines.glue.crawler import Crawlers
from emulator.engines.glue.graph import satisfied, step_of
from emulator.engines.glue.job_run import JobRun
from emulator.engines.glue.jobs import Jobs
from emulator.engines.glue.workflow_answers import triggers_of, workflow_of
from emulator.engines.glue.workflow_run import WorkflowRun
from emulator.operations import AwsError

if TYPE_CHECKING:
    from emulator.twin import Twin


class Workflows:
    """Starts workflow runs, fires triggers when their predicates hold, and ends runs in which nothing is left to do."""

    def __init__(self, twin: Twin, jobs: Jobs, crawlers: Crawlers) -> None:
        self._twin, self._jobs, self._crawlers = twin, jobs, crawlers
        self._lock = threading.RLock()

    def install(self) -> None:
        """Take over from moto what happens to workflows and triggers."""
        self._jobs.ended.append(self._step_ended)
        self._crawlers.ended.append(self._step_ended)
        FakeTrigger.start_trigger = lambda trigger: self._start_trigger(trigger)
        FakeWorkflow.start_run = lambda workflow, properties: self._start_run(workflow, properties).run_id
        FakeWorkflow.stop_run = lambda workflow, run_id: self._stop_run(workflow, run_id)
        answers.install(self._twin, self._lock)

    def _start_run(self, workflow: FakeWorkflow, properties: dict[str, str] | None) -> WorkflowRun:
        start = next((t for t in triggers_of(self._twin, workflow.name) if t.trigger_type != "CONDITIONAL"), None)
        if start is None:
            raise AwsError("InvalidInputException", f"Workflow {workflow.name} has no trigger that starts it")
        with self._lock:
            running = sum(run.completed_on is None for run in workflow.runs.values())
            if workflow.max_concurrent_runs and running >= workflow.max_concurrent_runs:
                raise ConcurrentRunsExceededException(f"Concurrent runs exceeded for workflow: {workflow.name}")
            run = WorkflowRun(
                workflow_name=workflow.name,
                triggers=partial(triggers_of, self._twin, workflow.name),
                properties={**(workflow.default_run_properties or {}), **(properties or {})},
                previous_run_id=next(reversed(workflow.runs), None),
            )
            workflow.runs[run.run_id] = run
            self._fire(run, start)
            self._go_on(run)
        return run

    def _start_trigger(self, trigger: FakeTrigger) -> None:
        """Fires a trigger on demand; activates any other, as AWS does."""
        if trigger.trigger_type != "ON_DEMAND":
            trigger.state = "ACTIVATED"
        elif trigger.workflow_name:
            self._start_run(workflow_of(self._twin, trigger.workflow_name), None)
        else:
            chain = WorkflowRun(None, partial(triggers_of, self._twin, None), {})
            with self._lock:
                self._fire(chain, trigger)

    def _stop_run(self, workflow: FakeWorkflow, run_id: str) -> None:
        run = workflow.get_run(run_id)
        with self._lock:
            if run.status != "RUNNING":
                raise IllegalWorkflowStateException(f"Workflow run {run_id} is {run.status}")
            run.status = "STOPPING"
            for step in run.under_way:
                if isinstance(step, JobRun):
                    self._jobs.stop(step)
                else:
                    self._crawlers.stop(step)
            self._go_on(run)

    def _step_ended(self, step: JobRun | Crawl) -> None:
        if step.workflow:
            with self._lock:
                self._go_on(step.workflow)

    def _go_on(self, run: WorkflowRun) -> None:
        """Fire what may fire now. A run in which nothing runs and nothing may fire is over."""
        while run.status == "RUNNING" and (ready := self._ready(run)):
            for trigger in ready:
                self._fire(run, trigger)
        if run.completed_on is None and not run.under_way:
            run.end("STOPPED" if run.status == "STOPPING" else "COMPLETED")

    def _ready(self, run: WorkflowRun) -> list[FakeTrigger]:
        states = run.states()
        return [
            trigger
            for trigger in run.triggers()
            if trigger.trigger_type == "CONDITIONAL"
            and trigger.state == "ACTIVATED"
            and trigger.name not in run.fired
            and satisfied(trigger, states)
        ]

    def _fire(self, run: WorkflowRun, trigger: FakeTrigger) -> None:
        run.fired.add(trigger.name)
        for action in trigger.actions:
            run.add(step_of(action), self._begin(run, trigger, action))

    def _begin(self, run: WorkflowRun, trigger: FakeTrigger, action: Action) -> JobRun | Crawl:
        """Start an action. One that cannot start is a step that ended in ERROR, with the reason."""
        glue = self._twin.backend("glue")
        try:
            if action.crawler_name:
                return self._crawlers.start(glue.get_crawler(action.crawler_name), workflow=run)
            return self._jobs.start(
                glue.get_job(action.job_name),
                arguments={**(action.arguments or {}), **_workflow_arguments(run)},
                timeout=action.timeout,
                notification_property=action.notification_property,
                security_configuration=action.security_configuration,
                trigger_name=trigger.name,
                workflow=run,
            )
        except GlueClientError as error:
            return _not_started(run, trigger, action, error.message)


def _workflow_arguments(run: WorkflowRun) -> dict[str, str]:
    if run.workflow_name is None:
        return {}
    return {"--WORKFLOW_NAME": run.workflow_name, "--WORKFLOW_RUN_ID": run.run_id}


def _not_started(run: WorkflowRun, trigger: FakeTrigger, action: Action, reason: str) -> JobRun | Crawl:
    if action.crawler_name:
        crawl = Crawl(action.crawler_name, run)
        crawl.end("ERROR", reason)
        return crawl
    job_run = JobRun("", action.job_name, {}, action.arguments or {}, trigger_name=trigger.name, workflow=run)
    job_run.move("ERROR", reason)
    return job_run
