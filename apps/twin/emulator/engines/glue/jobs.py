"""Job runs: from `StartJobRun` to their end."""

from __future__ import annotations

import logging
import secrets
import threading
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from moto.glue.exceptions import ConcurrentRunsExceededException
from moto.glue.models import FakeJob, GlueBackend
from moto.glue.responses import GlueResponse

from emulator.engines.glue import cloudwatch, notices, settings
from emulator.engines.glue.attempt import attempt
from emulator.engines.glue.job_run import JobRun
from emulator.engines.glue.worker import Workers
from emulator.faults import NothingToStrikeError
from emulator.operations import operation

if TYPE_CHECKING:
    from emulator.engines.glue.workflow_run import WorkflowRun
    from emulator.twin import Twin

log = logging.getLogger("twin.glue.jobs")

_DEFAULT_TIMEOUT_MINUTES = 480  # what Glue 5.0 gives a job that says nothing

LOST = "The machine of this run is lost"


class Jobs:
    """Runs jobs. Each run has a thread of its own that waits for its process, so that many may run for long."""

    def __init__(self, twin: Twin, workers: Workers) -> None:
        self._twin = twin
        self._workers = workers
        self._lock = threading.Lock()
        self._active: set[JobRun] = set()
        self.ended: list[Callable[[JobRun], None]] = []
        """Called with each run that is over and will not be tried again."""

    def install(self) -> None:
        """Take over from moto what happens to a job."""
        engine = self
        create_database = GlueBackend.create_database

        def create(backend: GlueBackend, *args: Any, **kwargs: Any) -> None:
            create_database(backend, *args, **kwargs)
            # who has a catalog will run jobs; until then the processor has little else to do
            engine._workers.keep_spares()

        def start(job: FakeJob, **request: Any) -> str:
            return engine.start(job, **request).job_run_id

        GlueBackend.create_database = create
        FakeJob.start_job_run = start
        operation(GlueResponse, "BatchStopJobRun")(self._batch_stop)
        self._twin.faults.offer("spark", self._strike)
        self._twin.on_recover(self._recover)
        self._twin.control.busy("job runs", lambda: len(self._active))
        self._twin.control.status("job runs", self._status)

    def start(
        self,
        job: FakeJob,
        *,
        arguments: dict[str, str] | None = None,
        timeout: int | None = None,
        notification_property: dict[str, int] | None = None,
        worker_type: str | None = None,
        number_of_workers: int | None = None,
        max_capacity: float | None = None,
        allocated_capacity: int | None = None,
        security_configuration: str | None = None,
        previous_run_id: str | None = None,
        attempt: int = 0,
        trigger_name: str | None = None,
        workflow: WorkflowRun | None = None,
    ) -> JobRun:
        """Start a run of a job; throws `ConcurrentRunsExceededException` when it has as many as it may."""
        security = security_configuration or job.security_configuration or None
        run = JobRun(
            job_run_id=_run_id(previous_run_id, attempt),
            job_name=job.name,
            arguments=dict(arguments or {}),
            settings={
                "Timeout": timeout or job.timeout or _DEFAULT_TIMEOUT_MINUTES,
                "NotificationProperty": notification_property or job.notification_property or None,
                "WorkerType": worker_type or job.worker_type,
                "NumberOfWorkers": number_of_workers or job.number_of_workers,
                "MaxCapacity": max_capacity or job.max_capacity or None,
                "AllocatedCapacity": allocated_capacity or job.allocated_capacity or None,
                "SecurityConfiguration": security,
                "GlueVersion": job.glue_version,
                "ExecutionClass": job.execution_class,
            },
            attempt=attempt,
            previous_run_id=previous_run_id,
            trigger_name=trigger_name,
            workflow=workflow,
            log_group=cloudwatch.group("/aws-glue/jobs", job.role, security),
        )
        with self._lock:
            allowed = (job.execution_property or {}).get("MaxConcurrentRuns", 1)
            if sum(other.active for other in job.job_runs) >= allowed:
                raise ConcurrentRunsExceededException(f"Concurrent runs exceeded for {job.name}")
            job.job_runs.insert(0, run)
            self._active.add(run)
        threading.Thread(target=self._serve, args=(run, job), name=run.job_run_id[:20], daemon=True).start()
        return run

    def stop(self, run: JobRun) -> None:
        """Ask a run to stop. It is STOPPED when its process is gone."""
        with self._lock:
            if not run.active:
                return
            run.stop_requested = True
            run.move("STOPPING")
        if run.worker:
            run.worker.kill()  # a run without one is stopped by its thread, before it hands over

    def _recover(self) -> None:
        """The machines of runs that were under way are lost."""
        for job in list(self._twin.backend("glue").jobs.values()):
            for run in [run for run in job.job_runs if run.active]:
                with self._lock:
                    self._active.add(run)
                self._end(run, job, "FAILED", LOST)

    def _strike(self, step: str) -> str:
        """End the processes of the runs under way, of the job of a step or of all: AWS lost the machine."""
        with self._lock:
            struck = [
                run
                for run in self._active
                if run.status == "RUNNING" and run.job_name.endswith(f"-{step}" if step else "")
            ]
        if not struck:
            raise NothingToStrikeError(
                f"no job{f' {step}' if step else ''} runs now: start one, or name the step to wait for"
            )
        for run in struck:
            run.worker.kill()
        return f"Spark of {', '.join(run.job_name for run in struck)}"

    def _serve(self, run: JobRun, job: FakeJob) -> None:
        try:
            if run.attempt:
                self._twin.background.wait(settings.RETRY_SECONDS)
            state, message = attempt(self._twin, self._workers, run, job, self._tell)
        except Exception as error:
            log.exception("%s of %s", run.job_run_id, run.job_name)
            state, message = "FAILED", f"{type(error).__name__}: {error}"
        self._end(run, job, state, message)

    def _end(self, run: JobRun, job: FakeJob, state: str, message: str | None) -> None:
        with self._lock:
            run.move("STOPPED" if run.stop_requested else state, None if run.stop_requested else message)
        try:
            self._tell(notices.job_ended(run))
        finally:
            self._go_on(run, job)

    def _go_on(self, run: JobRun, job: FakeJob) -> None:
        """A failed run is tried again if it may; otherwise who waits for its end hears of it."""
        try:
            if run.status == "FAILED" and run.attempt < (job.max_retries or 0):
                self._retry(run, job)
            else:
                for listener in self.ended:
                    listener(run)
        finally:
            with self._lock:
                self._active.discard(run)

    def _retry(self, run: JobRun, job: FakeJob) -> None:
        again = self.start(
            job,
            arguments=run.arguments,
            timeout=run.settings["Timeout"],
            notification_property=run.settings["NotificationProperty"],
            worker_type=run.settings["WorkerType"],
            previous_run_id=run.job_run_id,
            attempt=run.attempt + 1,
            trigger_name=run.trigger_name,
            workflow=run.workflow,
        )
        if run.workflow:
            run.workflow.retried(run, again)

    def _tell(self, notice: notices.Notice) -> None:
        detail_type, detail = notice
        if not self._twin.background.stopping.is_set():
            self._twin.put_event("aws.glue", detail_type, detail, [])

    def _batch_stop(self, response: GlueResponse, request: dict[str, Any]) -> dict[str, Any]:
        name, done, errors = request["JobName"], [], []
        job = response.glue_backend.get_job(name)
        for run_id in request["JobRunIds"]:
            run = next((run for run in job.job_runs if run.job_run_id == run_id), None)
            if run and run.active:
                self.stop(run)
                done.append({"JobName": name, "JobRunId": run_id})
            else:
                code = "InvalidInputException" if run else "EntityNotFoundException"
                message = f"Job run {run_id} is {run.status}" if run else f"Job run {run_id} not found"
                detail = {"ErrorCode": code, "ErrorMessage": message}
                errors.append({"JobName": name, "JobRunId": run_id, "ErrorDetail": detail})
        return {"SuccessfulSubmissions": done, "Errors": errors}

    def _status(self) -> list[dict[str, Any]]:
        runs = [run for job in self._twin.backend("glue").jobs.values() for run in job.job_runs]
        return [
            {
                "job": run.job_name,
                "state": run.status,
                "seconds": run.execution_seconds,
                "started": run.started_on.strftime("%H:%M:%S UTC"),
                "error": run.error_message,
            }
            for run in sorted(runs, key=lambda run: run.started_on)
        ]


def _run_id(previous: str | None, attempt: int) -> str:
    """A retry is called after the run it repeats: `jr_…_attempt_1`."""
    if previous and attempt:
        return f"{previous.partition('_attempt_')[0]}_attempt_{attempt}"
    return f"jr_{secrets.token_hex(32)}"
