"""Athena: named queries can be changed and removed, and a work group without tags has none."""

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

    told = AthenaBackend.list_tags_for_resource

    def list_tags_for_resource(backend: AthenaBackend, arn: str) -> dict[str, Any]:
        return told(backend, arn) or {"Tags": []}

    AthenaBackend.list_tags_for_resource = list_tags_for_resource


def _named_query(response: AthenaResponse, asked: dict[str, Any]) -> Any:
    query = response.athena_backend.named_queries.get(asked["NamedQueryId"])
    if query is None:
        raise AwsError("InvalidRequestException", f"NamedQuery {asked['NamedQueryId']} was not found")
    return query
