"""Tables of a MariaDB server as Parquet, in the types that RDS exports MySQL's in.

https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/USER_ExportSnapshot.data-types.html
"""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import IO, TYPE_CHECKING, Any

import pyarrow as pa
import pyarrow.parquet as pq

if TYPE_CHECKING:
    from emulator.engines.mariadb import MariaDb

_COLUMNS = (
    "select c.table_schema, c.table_name, column_name, data_type, column_type, numeric_precision, numeric_scale "
    "from information_schema.columns c join information_schema.tables t "
    "on t.table_schema = c.table_schema and t.table_name = c.table_name where table_type = 'BASE TABLE' "
    "and c.table_schema not in ('information_schema', 'mysql', 'performance_schema', 'sys') "
    "order by c.table_schema, c.table_name, ordinal_position"
)
_INTEGERS = {"tinyint": pa.int32(), "smallint": pa.int32(), "mediumint": pa.int32(), "int": pa.int32()}
_TYPES = {
    **_INTEGERS,
    "bigint": pa.int64(),
    "year": pa.int32(),
    "float": pa.float64(),
    "double": pa.float64(),
    "datetime": pa.timestamp("us"),
    "timestamp": pa.timestamp("us"),
    **dict.fromkeys(("binary", "varbinary", "tinyblob", "blob", "mediumblob", "longblob", "bit"), pa.binary()),
}
"""Everything else, dates and times of day included, is text."""


@dataclass(frozen=True)
class Table:
    """A table and its columns, with the types that they are exported in."""

    database: str
    name: str
    columns: dict[str, pa.DataType]


def tables_of(server: MariaDb) -> list[Table]:
    """Every base table of the server's own databases."""
    tables: dict[tuple[str, str], dict[str, pa.DataType]] = {}
    for batch in server.query(_COLUMNS):
        for database, name, column, kind, full, precision, scale in batch:
            exported = _type(str(kind).lower(), str(full), precision, scale)
            tables.setdefault((database, name), {})[column] = exported
    return [Table(database, name, columns) for (database, name), columns in tables.items()]


@contextmanager
def write_parquet(server: MariaDb, table: Table, folder: Path) -> Iterator[tuple[IO[bytes], int]]:
    """The table's rows as an open file of gzipped Parquet, and how many they are."""
    schema = pa.schema(list(table.columns.items()))
    names = ", ".join(f"`{column}`" for column in table.columns)
    count = 0
    with tempfile.TemporaryFile(dir=folder) as stream:
        with pq.ParquetWriter(stream, schema, compression="gzip") as writer:
            for rows in server.query(f"select {names} from `{table.database}`.`{table.name}`"):
                arrays = [
                    pa.array([_reader(kind)(value) for value in values], kind)
                    for kind, values in zip(table.columns.values(), zip(*rows, strict=True), strict=True)
                ]
                writer.write_batch(pa.record_batch(arrays, schema))
                count += len(rows)
        stream.seek(0)
        yield stream, count


def _type(kind: str, full: str, precision: int | None, scale: int | None) -> pa.DataType:
    if kind == "bigint" and "unsigned" in full:
        return pa.decimal128(20, 0)
    if kind == "int" and "unsigned" in full:
        return pa.int64()
    if kind == "decimal":
        return pa.decimal128(int(precision or 10), int(scale or 0))
    return _TYPES.get(kind, pa.string())


def _reader(kind: pa.DataType) -> Callable[[Any], Any]:
    if kind == pa.string():
        return lambda value: None if value is None else str(value)
    return lambda value: value
