"""Athena: named queries can be told together, changed and removed, work groups changed; one without tags has none."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from moto.athena.models import AthenaBackend
from moto.athena.responses import AthenaResponse

from emulator.operations import AwsError, operation

if TYPE_CHECKING:
    from emulator.twin import Twin


def install(_twin: Twin) -> None:
    """Mend Athena."""

    @operation(AthenaResponse, "DeleteNamedQuery")
    def delete(response: AthenaResponse, asked: dict[str, Any]) -> None:
        _named_query(response, asked)
        del response.athena_backend.named_queries[asked["NamedQueryId"]]

    @operation(AthenaResponse, "UpdateNamedQuery")
    def update(response: AthenaResponse, asked: dict[str, Any]) -> None:
        query = _named_query(response, asked)
        query.name, query.query_string = asked["Name"], asked["QueryString"]
        query.description = asked.get("Description", query.description)

    @operation(AthenaResponse, "BatchGetNamedQuery")
    def tell(response: AthenaResponse, asked: dict[str, Any]) -> dict[str, Any]:
        kept, ids = response.athena_backend.named_queries, asked["NamedQueryIds"]
        absent = {"ErrorCode": "INVALID_INPUT", "ErrorMessage": "NamedQuery was not found"}
        return {
            "NamedQueries": [_told(kept[each]) for each in ids if each in kept],
            "UnprocessedNamedQueryIds": [{"NamedQueryId": each, **absent} for each in ids if each not in kept],
        }

    @operation(AthenaResponse, "UpdateWorkGroup")
    def update_group(response: AthenaResponse, asked: dict[str, Any]) -> None:
        group = response.athena_backend.work_groups.get(asked["WorkGroup"])
        if group is None:
            raise AwsError("InvalidRequestException", f"WorkGroup {asked['WorkGroup']} is not found.")
        group.description = asked.get("Description", group.description)
        group.state = asked.get("State", group.state)
        _configure(group.configuration, asked.get("ConfigurationUpdates", {}))

    _keep_prepared_statements()
    told = AthenaBackend.list_tags_for_resource

    def list_tags_for_resource(backend: AthenaBackend, arn: str) -> dict[str, Any]:
        return told(backend, arn) or {"Tags": []}

    AthenaBackend.list_tags_for_resource = list_tags_for_resource


def _keep_prepared_statements() -> None:
    """They can be changed, listed and removed, and one that is not there is an error."""

    def find(response: AthenaResponse, asked: dict[str, Any]) -> Any:
        found = response.athena_backend.prepared_statements.get(asked["StatementName"])
        if found is None or found.workgroup != asked["WorkGroup"]:
            raise AwsError("ResourceNotFoundException", f"PreparedStatement {asked['StatementName']} was not found")
        return found

    @operation(AthenaResponse, "GetPreparedStatement")
    def get(response: AthenaResponse, asked: dict[str, Any]) -> dict[str, Any]:
        found = find(response, asked)
        told = {"StatementName": found.statement_name, "QueryStatement": found.query_statement}
        return {"PreparedStatement": {**told, "WorkGroupName": found.workgroup, "Description": found.description or ""}}

    @operation(AthenaResponse, "UpdatePreparedStatement")
    def update(response: AthenaResponse, asked: dict[str, Any]) -> None:
        found = find(response, asked)
        found.query_statement = asked["QueryStatement"]
        found.description = asked.get("Description", found.description)

    @operation(AthenaResponse, "DeletePreparedStatement")
    def delete(response: AthenaResponse, asked: dict[str, Any]) -> None:
        del response.athena_backend.prepared_statements[find(response, asked).statement_name]

    @operation(AthenaResponse, "ListPreparedStatements")
    def list_(response: AthenaResponse, asked: dict[str, Any]) -> dict[str, Any]:
        kept = response.athena_backend.prepared_statements.values()
        names = sorted(each.statement_name for each in kept if each.workgroup == asked["WorkGroup"])
        return {"PreparedStatements": [{"StatementName": name} for name in names]}


def _configure(configuration: dict[str, Any], updates: dict[str, Any]) -> None:
    """Change a configuration in place: `Remove…` flags take away, `ResultConfigurationUpdates` go one level down."""
    for name, value in updates.items():
        if name == "ResultConfigurationUpdates":
            _configure(configuration.setdefault("ResultConfiguration", {}), value)
        elif not name.startswith("Remove"):
            configuration[name] = value
        elif value:
            configuration.pop(name.removeprefix("Remove"), None)


def _told(query: Any) -> dict[str, Any]:
    return {
        "Name": query.name,
        "Description": query.description or "",
        "Database": query.database,
        "QueryString": query.query_string,
        "NamedQueryId": query.id,
        "WorkGroup": query.workgroup.name,
    }


def _named_query(response: AthenaResponse, asked: dict[str, Any]) -> Any:
    query = response.athena_backend.named_queries.get(asked["NamedQueryId"])
    if query is None:
        raise AwsError("InvalidRequestException", f"NamedQuery {asked['NamedQueryId']} was not found")
    return query
