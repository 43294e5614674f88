"""Glue: what lies in the catalog needs the catalog and the database too.

https://docs.aws.amazon.com/glue/latest/dg/glue-specifying-resource-arns.html
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

from emulator.access.call import Call, Need

Needs = Callable[[Call], Iterator[Need]]


def _needs(call: Call, *resources: str) -> Iterator[Need]:
    for resource in resources:
        yield Need(f"glue:{call.operation}", call.arn(resource))


def _database(call: Call) -> Iterator[Need]:
    return _needs(call, "catalog", f"database/{call.parameters['Name']}")


def _databases(call: Call) -> Iterator[Need]:
    names = sorted(call.twin.backend("glue").databases)
    return _needs(call, "catalog", *(f"database/{name}" for name in names))


def _table(call: Call) -> Iterator[Need]:
    asked = call.parameters
    name = asked.get("TableName") or asked.get("Name") or asked.get("TableInput", {}).get("Name")
    database = asked["DatabaseName"]
    return _needs(call, "catalog", f"database/{database}", f"table/{database}/{name}")


def _tables(call: Call) -> Iterator[Need]:
    """Of tables that the caller may not see, `emulator.mend.glue` tells nothing: AWS filters the list."""
    return _needs(call, "catalog", f"database/{call.parameters['DatabaseName']}")


def _connection(call: Call) -> Iterator[Need]:
    return _needs(call, "catalog", f"connection/{call.parameters['Name']}")


def _named(kind: str, parameter: str = "Name") -> Needs:
    return lambda call: _needs(call, f"{kind}/{call.parameters[parameter]}")


OPERATIONS: dict[str, Needs] = {
    "GetDatabase": _database,
    "GetDatabases": _databases,
    "GetTables": _tables,
    "GetConnection": _connection,
    "GetDataQualityRuleset": _named("dataQualityRuleset"),
    "GetJob": _named("job", "JobName"),
    "StartWorkflowRun": _named("workflow"),
    "StopWorkflowRun": _named("workflow"),
    "GetWorkflow": _named("workflow"),
    **{
        name: _table
        for name in (
            *("GetTable", "GetTableVersion", "GetTableVersions", "UpdateTable"),
            *("GetPartition", "GetPartitions", "BatchGetPartition", "BatchCreatePartition"),
            *("UpdatePartition", "BatchUpdatePartition"),
        )
    },
    **{name: _named("job", "JobName") for name in ("GetJobRun", "GetJobRuns")},
    **{name: _named("workflow") for name in ("GetWorkflowRun", "GetWorkflowRuns", "GetWorkflowRunProperties")},
}
