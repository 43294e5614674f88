"""Athena: everything is the workgroup's; its results lie in S3, which is asked as the caller.

https://docs.aws.amazon.com/athena/latest/APIReference/API_GetQueryResults.html
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from urllib.parse import urlsplit

from emulator.access.call import Call, Need
from emulator.access.services import s3


def _workgroup(call: Call, name: str) -> Iterator[Need]:
    yield Need(f"athena:{call.operation}", call.arn(f"workgroup/{name}"))


def _given(call: Call) -> Iterator[Need]:
    return _workgroup(call, call.parameters.get("WorkGroup") or "primary")


def _start(call: Call) -> Iterator[Need]:
    yield from _given(call)
    workgroup = call.twin.backend("athena").work_groups.get(call.parameters.get("WorkGroup") or "primary")
    results = ((workgroup.configuration if workgroup else None) or {}).get("ResultConfiguration") or {}
    location = results.get("OutputLocation") or (call.parameters.get("ResultConfiguration") or {}).get("OutputLocation")
    if location:
        yield Need("s3:GetBucketLocation", f"arn:aws:s3:::{urlsplit(location).netloc}")


def _of_execution(call: Call) -> Iterator[Need]:
    execution = call.twin.find_query(call.parameters["QueryExecutionId"])
    return _workgroup(call, execution.order.workgroup if execution else "primary")


def _results(call: Call) -> Iterator[Need]:
    yield from _of_execution(call)
    execution = call.twin.find_query(call.parameters["QueryExecutionId"])
    if execution is not None and execution.state == "SUCCEEDED":
        place = urlsplit(execution.output)
        yield from s3.read(replace(call, service="s3"), place.netloc, place.path.lstrip("/"))


def _of_query(call: Call) -> Iterator[Need]:
    asked = call.parameters
    for name in asked.get("NamedQueryIds") or [asked["NamedQueryId"]]:
        query = call.twin.backend("athena").named_queries.get(name)
        yield from _workgroup(call, query.workgroup.name if query else "primary")


def _on_nothing(call: Call) -> Iterator[Need]:
    yield Need(f"athena:{call.operation}")


OPERATIONS: dict[str, Callable[[Call], Iterator[Need]]] = {
    **{name: _given for name in ("ListQueryExecutions", "ListNamedQueries", "GetWorkGroup")},
    **{name: _of_execution for name in ("GetQueryExecution", "StopQueryExecution")},
    "StartQueryExecution": _start,
    "GetQueryResults": _results,
    **{name: _of_query for name in ("GetNamedQuery", "BatchGetNamedQuery")},
    **{name: _on_nothing for name in ("ListWorkGroups", "ListDataCatalogs")},
}
