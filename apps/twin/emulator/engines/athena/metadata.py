"""What Athena tells of the catalog itself: databases and tables of `AwsDataCatalog`, read from Glue as the caller."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

from moto.athena.responses import AthenaResponse

from emulator.operations import AwsError, operation

CATALOG = "AwsDataCatalog"
_KEPT = ("Name", "CreateTime", "LastAccessTime", "TableType", "Parameters")


def answer_metadata(client: Callable[[str, str], Any], page: Callable[..., tuple[list[Any], dict[str, str]]]) -> None:
    """Let moto's Athena answer from the catalog; `client(access_key_id, service)` has the caller's credentials."""

    def glue(response: Any, request: dict[str, Any]) -> Any:
        if request["CatalogName"].lower() != CATALOG.lower():
            raise _missing(f"Catalog {request['CatalogName']} does not exist")
        return client(response.access_key, "glue")

    @operation(AthenaResponse, "GetDatabase")
    def database(response: Any, request: dict[str, Any]) -> dict[str, Any]:
        found = _found(glue(response, request), "get_database", Name=request["DatabaseName"])
        return {"Database": _database(found["Database"])}

    @operation(AthenaResponse, "ListDatabases")
    def databases(response: Any, request: dict[str, Any]) -> dict[str, Any]:
        pages = glue(response, request).get_paginator("get_databases").paginate()
        listed, following = page([_database(each) for one in pages for each in one["DatabaseList"]], request, 50)
        return {"DatabaseList": listed, **following}

    @operation(AthenaResponse, "GetTableMetadata")
    def table(response: Any, request: dict[str, Any]) -> dict[str, Any]:
        names = {"DatabaseName": request["DatabaseName"], "Name": request["TableName"]}
        return {"TableMetadata": _table(_found(glue(response, request), "get_table", **names)["Table"])}

    @operation(AthenaResponse, "ListTableMetadata")
    def tables(response: Any, request: dict[str, Any]) -> dict[str, Any]:
        pages = glue(response, request).get_paginator("get_tables").paginate(DatabaseName=request["DatabaseName"])
        wanted = re.compile(request.get("Expression") or ".*")
        found = [_table(each) for one in pages for each in one["TableList"] if wanted.fullmatch(each["Name"])]
        listed, following = page(found, request, 50)
        return {"TableMetadataList": listed, **following}


def _found(glue: Any, operation_name: str, **names: str) -> Any:
    try:
        return getattr(glue, operation_name)(**names)
    except glue.exceptions.EntityNotFoundException as error:
        raise _missing(error.response["Error"]["Message"]) from None


def _database(database: dict[str, Any]) -> dict[str, Any]:
    return {name: database[name] for name in ("Name", "Description", "Parameters") if database.get(name)}


def _table(table: dict[str, Any]) -> dict[str, Any]:
    def columns(listed: list[dict[str, Any]]) -> list[dict[str, Any]]:
        return [{name: column[name] for name in ("Name", "Type", "Comment") if name in column} for column in listed]

    return {
        **{name: table[name] for name in _KEPT if name in table},
        "Columns": columns(table.get("StorageDescriptor", {}).get("Columns", [])),
        "PartitionKeys": columns(table.get("PartitionKeys", [])),
    }


def _missing(sentence: str) -> AwsError:
    return AwsError("MetadataException", sentence)
