"""The types of a Glue catalog, and what they are to Athena, Arrow and DuckDB."""

from __future__ import annotations

import re
from dataclasses import dataclass

import pyarrow as pa

from emulator.engines.athena.errors import not_supported

_ARROW = {
    "tinyint": pa.int8(),
    "smallint": pa.int16(),
    "int": pa.int32(),
    "integer": pa.int32(),
    "bigint": pa.int64(),
    "float": pa.float32(),
    "double": pa.float64(),
    "boolean": pa.bool_(),
    "string": pa.string(),
    "date": pa.date32(),
    "timestamp": pa.timestamp("ms"),
}
_SQL = {"string": "varchar", "float": "real", "int": "integer"}
_DECIMAL = re.compile(r"decimal\((\d+),\s*(\d+)\)")
_MAP = "map<string,string>"
_TEXT = re.compile(r"(var)?char\(\d+\)")
_ARRAY = re.compile(r"array<(.+)>")


@dataclass(frozen=True)
class CatalogType:
    """A column's type: as Athena's SQL names it, and as Arrow holds it."""

    sql: str
    arrow: pa.DataType


def catalog_type(name: str) -> CatalogType:
    """The type that the Glue catalog calls `name`; throws `QueryError` for one that is not read here."""
    name = name.strip().lower()
    if arrow := _ARROW.get(name):
        return CatalogType(_SQL.get(name, name), arrow)
    if match := _DECIMAL.fullmatch(name):
        return CatalogType(name, pa.decimal128(int(match[1]), int(match[2])))
    if _TEXT.fullmatch(name):
        return CatalogType("varchar", pa.string())
    if name.replace(" ", "") == _MAP:
        return CatalogType("map(varchar, varchar)", pa.map_(pa.string(), pa.string()))
    if match := _ARRAY.fullmatch(name):
        inner = catalog_type(match[1])
        if not pa.types.is_timestamp(inner.arrow):
            return CatalogType(f"array({inner.sql})", pa.list_(inner.arrow))
    raise not_supported(f"the column type '{name}'")


@dataclass(frozen=True)
class ResultType:
    """A result column's type: Athena's name and the figures of `ColumnInfo`."""

    name: str
    precision: int = 0
    scale: int = 0
    of: ResultType | None = None
    """What an array holds."""


_RESULTS = {
    "TINYINT": ResultType("tinyint", 3),
    "SMALLINT": ResultType("smallint", 5),
    "INTEGER": ResultType("integer", 10),
    "BIGINT": ResultType("bigint", 19),
    "FLOAT": ResultType("float", 17),
    "DOUBLE": ResultType("double", 17),
    "BOOLEAN": ResultType("boolean"),
    "VARCHAR": ResultType("varchar", 2147483647),
    "DATE": ResultType("date"),
    "TIMESTAMP": ResultType("timestamp", 3),
    "MAP(VARCHAR, VARCHAR)": ResultType("map"),
    '"NULL"': ResultType("varchar"),
    "NULL": ResultType("varchar"),
}


def result_type(duckdb_type: str) -> ResultType:
    """Athena's type of a column that DuckDB answers; throws `QueryError` for one that Athena would print otherwise."""
    if duckdb_type.startswith("DECIMAL("):
        precision, scale = duckdb_type[8:-1].split(",")
        return ResultType("decimal", int(precision), int(scale))
    if duckdb_type.endswith("[]"):
        return ResultType("array", of=result_type(duckdb_type[:-2]))
    if known := _RESULTS.get(duckdb_type):
        return known
    raise not_supported(f"a result column of type {duckdb_type}")


_GLUE = {"varchar": "string", "integer": "int", "map": _MAP}


def glue_type(type_: ResultType) -> str:
    """What the Glue catalog calls the type of a result column, when it becomes a table's."""
    if type_.of:
        return f"array<{glue_type(type_.of)}>"
    if type_.name == "decimal":
        return f"decimal({type_.precision},{type_.scale})"
    return _GLUE.get(type_.name, type_.name)
