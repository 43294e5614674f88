"""Answers by Trino, over the same rows in its memory connector."""

from __future__ import annotations

from datetime import datetime
from typing import Any

import trino
from emulator.engines.athena.results import cell
from emulator.engines.athena.types import catalog_type

from harness.contract import schemas
from harness.on_duckdb import Cells
from harness.rows import Row, Tables

_BATCH = 500


class Trino:
    """A session in Athena's time zone, with a schema of its own for each set of rows."""

    def __init__(self, port: int) -> None:
        self._port = port
        self._schemas = 0

    def load(self, tables: Tables, wanted: set[str]) -> trino.dbapi.Cursor:
        """A cursor on a new schema that holds the `wanted` ones of the contracts' tables with these rows."""
        self._schemas += 1
        schema = f"case_{self._schemas}"
        self._cursor("default").execute(f"create schema memory.{schema}").fetchall()
        cursor = self._cursor(schema)
        for table in sorted(wanted):
            columns = schemas()[table]
            described = ", ".join(f'"{name}" {catalog_type(type_).sql}' for name, type_ in columns.items())
            cursor.execute(f"create table {table} ({described})").fetchall()
            rows = tables.get(table, [])
            for start in range(0, len(rows), _BATCH):
                values = ", ".join(_values(row, columns) for row in rows[start : start + _BATCH])
                cursor.execute(f"insert into {table} values {values}").fetchall()
        return cursor

    def _cursor(self, schema: str) -> trino.dbapi.Cursor:
        connection = trino.dbapi.connect(
            host="127.0.0.1", port=self._port, user="proof", catalog="memory", schema=schema, timezone="UTC"
        )
        return connection.cursor()


def answer(sql: str, cursor: trino.dbapi.Cursor) -> Cells:
    """The result's rows, printed as Athena prints them."""
    return [tuple(map(cell, row)) for row in cursor.execute(sql).fetchall()]


def _values(row: Row, columns: dict[str, str]) -> str:
    return f"({', '.join(_literal(row.get(name), catalog_type(type_).sql) for name, type_ in columns.items())})"


def _literal(value: Any, type_: str) -> str:
    if value is None:
        return f"cast(null as {type_})"
    if isinstance(value, datetime):
        return f"timestamp '{value.isoformat(sep=' ', timespec='milliseconds')}'"
    if isinstance(value, str):
        return "'" + value.replace("'", "''") + "'"
    return str(value)
