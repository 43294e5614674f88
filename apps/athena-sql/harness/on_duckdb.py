"""Answers by the twin's Athena: its translation and its DuckDB, over rows in memory."""

from __future__ import annotations

import pyarrow as pa
from emulator.engines.athena.catalog import Column, Table
from emulator.engines.athena.run import open_connection, run
from emulator.engines.athena.translate import Source, translate
from emulator.engines.athena.types import catalog_type

from harness.contract import schemas
from harness.rows import Tables

Cells = list[tuple[str | None, ...]]
"""Rows of texts as Athena prints them; NULL is `None`."""


def answer(sql: str, tables: Tables) -> Cells:
    """The result's rows; throws the engine's `QueryError`."""
    translation = translate(sql, "mall", find_table)
    with open_connection() as connection:
        return list(run(connection, translation, lambda source: _rows(source, tables)).rows)


def tables_of(sql: str) -> set[str]:
    """The tables that a query reads."""
    return {source.table.name for source in translate(sql, "mall", find_table).sources}


def find_table(database: str, name: str) -> Table | None:
    """A table of the contracts, as the catalog has it."""
    columns = schemas().get(name)
    if columns is None:
        return None
    described = tuple(Column(column, catalog_type(type_)) for column, type_ in columns.items())
    return Table(database, name, described, (), ())


def _rows(source: Source, tables: Tables) -> pa.Table:
    rows = tables.get(source.table.name, [])
    columns = [column for column in source.table.columns if column.name in source.columns]
    types = [pa.timestamp("us") if pa.types.is_timestamp(c.type.arrow) else c.type.arrow for c in columns]
    arrays = [
        pa.array([row.get(column.name) for row in rows], type_) for column, type_ in zip(columns, types, strict=True)
    ]
    return pa.Table.from_arrays(arrays, names=[column.name for column in columns])
