"""Athena: everything is the workgroup's."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from emulator.access.call import Call, Need


def _workgroup(call: Call, name: str) -> Iterator[Need]:
    yield Need(f"athena:{call.operation}", call.arn(f"workgroup/{name}"))


def _given(call: Call) -> Iterator[Need]:
    return _workgroup(call, call.parameters.get("WorkGroup") or "primary")


def _of_execution(call: Call) -> Iterator[Need]:
    return _workgroup(call, call.twin.workgroup_of(call.parameters["QueryExecutionId"]) or "primary")


def _of_query(call: Call) -> Iterator[Need]:
    query = call.twin.backend("athena").named_queries.get(call.parameters["NamedQueryId"])
    return _workgroup(call, query.workgroup.name if query else "primary")


OPERATIONS: dict[str, Callable[[Call], Iterator[Need]]] = {
    **{name: _given for name in ("StartQueryExecution", "ListQueryExecutions", "ListNamedQueries", "GetWorkGroup")},
    **{name: _of_execution for name in ("GetQueryExecution", "GetQueryResults", "StopQueryExecution")},
    "GetNamedQuery": _of_query,
}
