"""Athena's operations on executions, answered by the engine. Workgroups and named queries stay moto's."""

from __future__ import annotations

import base64
from typing import Any

from moto.athena.responses import AthenaResponse

from emulator.engines.athena.engine import Engine, cancel
from emulator.engines.athena.execution import Execution, Order
from emulator.engines.athena.metadata import answer_metadata
from emulator.engines.athena.prepared import prepared_query
from emulator.operations import AwsError, operation

PAGE = 1000
"""Rows of a page of results at most, the heading included in the first."""
QUERY_BYTES = 262_144
"""Athena's limit of a query's length."""


def answer_executions(engine: Engine, client: Any) -> None:
    """Let moto's Athena answer by `engine`; `client(access_key_id, service)` has the caller's credentials."""
    answer_metadata(client, _page)

    @operation(AthenaResponse, "StartQueryExecution")
    def start(response: Any, request: dict[str, Any]) -> dict[str, Any]:
        order = _order(response, request)
        return {"QueryExecutionId": engine.start(order, response.access_key).id}

    @operation(AthenaResponse, "GetQueryExecution")
    def get(_response: Any, request: dict[str, Any]) -> dict[str, Any]:
        return {"QueryExecution": _find(engine, request).describe()}

    @operation(AthenaResponse, "BatchGetQueryExecution")
    def batch(_response: Any, request: dict[str, Any]) -> dict[str, Any]:
        found = {each: engine.find(each) for each in request["QueryExecutionIds"]}
        return {
            "QueryExecutions": [execution.describe() for execution in found.values() if execution],
            "UnprocessedQueryExecutionIds": [
                {"QueryExecutionId": each, "ErrorCode": "InvalidRequestException", "ErrorMessage": _unknown(each)}
                for each, execution in found.items()
                if execution is None
            ],
        }

    @operation(AthenaResponse, "ListQueryExecutions")
    def list_(_response: Any, request: dict[str, Any]) -> dict[str, Any]:
        ids = [each.id for each in engine.of_workgroup(request.get("WorkGroup") or "primary")]
        page, following = _page(ids, request, 50)
        return {"QueryExecutionIds": page, **following}

    @operation(AthenaResponse, "StopQueryExecution")
    def stop(_response: Any, request: dict[str, Any]) -> dict[str, Any]:
        cancel(_find(engine, request))
        return {}

    @operation(AthenaResponse, "GetQueryResults")
    def results(_response: Any, request: dict[str, Any]) -> dict[str, Any]:
        return _results(_find(engine, request), request)


def _order(response: Any, request: dict[str, Any]) -> Order:
    query = request.get("QueryString", "")
    if not query.strip() or len(query.encode()) > QUERY_BYTES:
        raise _invalid(f"QueryString must have 1 to {QUERY_BYTES} bytes, got {len(query.encode())}")
    name = request.get("WorkGroup") or "primary"
    workgroup = response.athena_backend.work_groups.get(name)
    if workgroup is None:
        raise _invalid(f"WorkGroup {name} is not found.")
    if workgroup.state != "ENABLED":
        raise _invalid(f"WorkGroup {name} is disabled.")
    theirs, ours = workgroup.configuration or {}, request.get("ResultConfiguration") or {}
    group_results = theirs.get("ResultConfiguration") or {}
    results = group_results if theirs.get("EnforceWorkGroupConfiguration") else {**group_results, **ours}
    location = results.get("OutputLocation")
    if not location:
        raise _invalid(
            "No output location provided. An output location is required either through the Workgroup result "
            "configuration setting or as an API input."
        )
    context = request.get("QueryExecutionContext") or {}
    given = tuple(request.get("ExecutionParameters") or ())
    sql, parameters = prepared_query(response.athena_backend, query, name, given)
    return Order(
        query=query,
        sql=sql,
        database=context.get("Database", "default"),
        catalog=context.get("Catalog", "AwsDataCatalog"),
        parameters=parameters,
        workgroup=name,
        location=location.rstrip("/") + "/",
        encryption=results.get("EncryptionConfiguration") or {},
        bytes_limit=theirs.get("BytesScannedCutoffPerQuery"),
        is_location_enforced=bool(theirs.get("EnforceWorkGroupConfiguration")),
        reuse_minutes=_reuse_minutes(request),
    )


def _reuse_minutes(request: dict[str, Any]) -> int | None:
    """An hour unless the request says otherwise, a week at most."""
    asked = (request.get("ResultReuseConfiguration") or {}).get("ResultReuseByAgeConfiguration") or {}
    minutes = asked.get("MaxAgeInMinutes", 60)
    if not 0 <= minutes <= 10_080:
        raise _invalid(f"MaxAgeInMinutes must be between 0 and 10080, got {minutes}")
    return minutes if asked.get("Enabled") else None


def _results(execution: Execution, request: dict[str, Any]) -> dict[str, Any]:
    result = execution.result
    if execution.state != "SUCCEEDED" or result is None:
        final = (
            "did not finish successfully. Final query state"
            if execution.completed
            else "has not yet finished. Current state"
        )
        raise _invalid(f"Query {final}: {execution.state}")
    heading = [result.names] if execution.substatement == "SELECT" else []
    page, following = _page([*heading, *result.rows], request, PAGE)
    rows = [{"Data": [{} if text is None else {"VarCharValue": text} for text in row]} for row in page]
    return {
        "UpdateCount": result.updated,
        "ResultSet": {"Rows": rows, "ResultSetMetadata": {"ColumnInfo": result.column_info()}},
        **following,
    }


def _page(items: list[Any], request: dict[str, Any], most: int) -> tuple[list[Any], dict[str, str]]:
    size = request.get("MaxResults") or most
    if not 1 <= size <= most:
        raise _invalid(f"MaxResults must be between 1 and {most}, got {size}")
    try:
        start = int(base64.b64decode(request.get("NextToken") or b"MA==", validate=True))
    except ValueError:
        raise _invalid("NextToken is not one that was answered") from None
    end = start + size
    following = {"NextToken": base64.b64encode(str(end).encode()).decode()} if end < len(items) else {}
    return items[start:end], following


def _find(engine: Engine, request: dict[str, Any]) -> Execution:
    execution = engine.find(request.get("QueryExecutionId", ""))
    if execution is None:
        raise _invalid(_unknown(request.get("QueryExecutionId", "")))
    return execution


def _unknown(execution_id: str) -> str:
    return f"QueryExecution {execution_id} was not found"


def _invalid(sentence: str) -> AwsError:
    return AwsError("InvalidRequestException", sentence)
