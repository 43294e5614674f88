"""What the API tells of workflows, their runs and their graphs, and where they are kept."""

from __future__ import annotations

from threading import RLock
from typing import TYPE_CHECKING, Any

from moto.glue.exceptions import EntityNotFoundException
from moto.glue.models import FakeTrigger, FakeWorkflow
from moto.glue.responses import GlueResponse

from emulator.engines.glue.graph import graph_of
from emulator.engines.glue.workflow_run import WorkflowRun
from emulator.operations import operation

if TYPE_CHECKING:
    from emulator.twin import Twin

_PAGE = 1000


def triggers_of(twin: Twin, workflow_name: str | None) -> list[FakeTrigger]:
    """The triggers that are applied now for a workflow; for `None`, those that stand alone."""
    applied = list(twin.backend("glue").triggers.values())
    return [trigger for trigger in applied if (trigger.workflow_name or None) == workflow_name]


def workflow_of(twin: Twin, name: str) -> FakeWorkflow:
    """The workflow of that name; throws `EntityNotFoundException`."""
    workflow = twin.backend("glue").workflows.get(name)
    if workflow is None:
        raise EntityNotFoundException(f"Workflow {name} not found.")
    return workflow


def install(twin: Twin, lock: RLock) -> None:
    """Answer what is asked; `lock` is held while runs are read, so that an answer is of one moment."""

    def runs() -> list[WorkflowRun]:
        return [run for workflow in twin.backend("glue").workflows.values() for run in workflow.runs.values()]

    @operation(GlueResponse, "GetWorkflow")
    def get_workflow(_response: GlueResponse, request: dict[str, Any]) -> dict[str, Any]:
        workflow = workflow_of(twin, request["Name"])
        graph = {"Graph": graph_of(triggers_of(twin, workflow.name), {})} if request.get("IncludeGraph") else {}
        return {"Workflow": {**workflow.as_dict(), **graph}}

    @operation(GlueResponse, "GetWorkflowRun")
    def get_run(_response: GlueResponse, request: dict[str, Any]) -> dict[str, Any]:
        run = workflow_of(twin, request["Name"]).get_run(request["RunId"])
        with lock:
            return {"Run": run.as_dict(graph=bool(request.get("IncludeGraph")))}

    @operation(GlueResponse, "GetWorkflowRuns")
    def get_runs(_response: GlueResponse, request: dict[str, Any]) -> dict[str, Any]:
        newest_first = list(workflow_of(twin, request["Name"]).runs.values())[::-1]
        first = int(request.get("NextToken") or 0)
        last = first + int(request.get("MaxResults") or _PAGE)
        with lock:
            page = [run.as_dict(graph=bool(request.get("IncludeGraph"))) for run in newest_first[first:last]]
        return {"Runs": page, **({"NextToken": str(last)} if last < len(newest_first) else {})}

    twin.control.busy("workflow runs", lambda: sum(run.completed_on is None for run in runs()))
    twin.control.status("workflow runs", lambda: [_line(run) for run in runs()])


def _line(run: WorkflowRun) -> dict[str, Any]:
    return {
        "workflow": run.workflow_name,
        "run": f"{run.run_id[:11]}…",
        "state": run.status,
        "started": run.started_on.strftime("%H:%M:%S UTC"),
        "steps": ", ".join(f"{name} {state}" for (_, name), state in run.states().items()),
        "start": "StartWorkflowRun; schedules have no clock yet",
    }
