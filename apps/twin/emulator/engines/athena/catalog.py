"""The tables of a query as the Glue catalog describes them: the only columns and partitions that there are."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from emulator.engines.athena.errors import QueryError, not_supported
from emulator.engines.athena.types import CatalogType, catalog_type

_FORMATS = {
    "org.apache.hadoop.hive.ql.io.parquet.serde.ParquetHiveSerDe": "parquet",
    "org.openx.data.jsonserde.JsonSerDe": "json",
}
"""What objects of a table are, by its SerDe."""


@dataclass(frozen=True)
class Column:
    """A column of a table, its name in lower case."""

    name: str
    type: CatalogType


@dataclass(frozen=True)
class Partition:
    """A registered place of rows, and its values of the table's partition keys in their order."""

    location: str
    values: tuple[str, ...]


@dataclass(frozen=True)
class Table:
    """A table: columns of its files, partition keys, and where its rows lie."""

    database: str
    name: str
    columns: tuple[Column, ...]
    partition_keys: tuple[Column, ...]
    partitions: tuple[Partition, ...]
    format: str = "parquet"
    """`parquet`, or `json`: a document a line."""

    @property
    def schema(self) -> dict[str, str]:
        """All columns in order, by the names that Athena's SQL has for their types."""
        return {column.name: column.type.sql for column in (*self.columns, *self.partition_keys)}


class Catalog:
    """Reads the Glue catalog as the caller of a query."""

    def __init__(self, glue: Any) -> None:
        self._glue = glue

    def databases(self) -> list[str]:
        """Names in order."""
        pages = self._glue.get_paginator("get_databases").paginate()
        return sorted(database["Name"] for page in pages for database in page["DatabaseList"])

    def tables(self, database: str) -> list[str]:
        """Names in order; throws `QueryError` if there is no such database."""
        try:
            pages = list(self._glue.get_paginator("get_tables").paginate(DatabaseName=database))
        except self._glue.exceptions.EntityNotFoundException:
            raise QueryError("SCHEMA_NOT_FOUND", f"Schema '{database}' does not exist") from None
        return sorted(table["Name"] for page in pages for table in page["TableList"])

    def table(self, database: str, name: str) -> Table | None:
        """The table; `None` if the catalog has none of that name. Throws `QueryError` for a kind that is not read."""
        try:
            table = self._glue.get_table(DatabaseName=database, Name=name)["Table"]
        except self._glue.exceptions.EntityNotFoundException:
            return None
        storage = table.get("StorageDescriptor", {})
        library = storage.get("SerdeInfo", {}).get("SerializationLibrary", "")
        if table.get("TableType") == "VIRTUAL_VIEW" or library not in _FORMATS:
            raise not_supported(f"reading {database}.{name} ({table.get('TableType')}, SerDe '{library}')")
        keys = _columns(table.get("PartitionKeys", []))
        return Table(
            database=database,
            name=name,
            columns=_columns(storage["Columns"]),
            partition_keys=keys,
            partitions=self._partitions(database, name) if keys else (Partition(storage["Location"], ()),),
            format=_FORMATS[library],
        )

    def _partitions(self, database: str, name: str) -> tuple[Partition, ...]:
        pages = self._glue.get_paginator("get_partitions").paginate(DatabaseName=database, TableName=name)
        return tuple(
            Partition(partition["StorageDescriptor"]["Location"], tuple(partition["Values"]))
            for page in pages
            for partition in page["Partitions"]
        )


def _columns(columns: list[dict[str, Any]]) -> tuple[Column, ...]:
    return tuple(Column(column["Name"].lower(), catalog_type(column.get("Type", "string"))) for column in columns)
