"""Runs one query on DuckDB over the rows that the catalog lets it see."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import duckdb
import pyarrow as pa

from emulator.engines.athena.errors import QueryError
from emulator.engines.athena.results import Result, cell
from emulator.engines.athena.translate import Source, Translation
from emulator.engines.athena.types import ResultType, result_type

_RAISED = re.compile(r"(?:[A-Za-z ]+ Error: )?(?P<code>[A-Z_]{4,}): (?P<sentence>.*)", re.S)


@dataclass(frozen=True)
class Limits:
    """What one query may use of the machine."""

    threads: int = 2
    memory: str = "2GB"


def open_connection(limits: Limits = Limits()) -> duckdb.DuckDBPyConnection:
    """A DuckDB of its own, in memory, that reaches no file and no network, with Athena's time zone."""
    connection = duckdb.connect(config={"enable_external_access": "false", "memory_limit": limits.memory})
    connection.execute(f"set TimeZone = 'UTC'; set threads = {limits.threads}; set python_enable_replacements = false")
    return connection


def run(
    connection: duckdb.DuckDBPyConnection, translation: Translation, rows_of: Callable[[Source], pa.Table]
) -> Result:
    """The result of a translated query over `rows_of` its sources; throws `QueryError` with Athena's code."""
    types, rows = _fetch(connection, translation, rows_of, lambda cursor: cursor.fetchall())
    return Result(translation.columns, types, tuple(tuple(map(cell, row)) for row in rows))


def run_to_table(
    connection: duckdb.DuckDBPyConnection, translation: Translation, rows_of: Callable[[Source], pa.Table]
) -> tuple[pa.Table, tuple[ResultType, ...]]:
    """The same as a table, with the types of its columns."""
    for name in translation.untyped:
        raise QueryError("COLUMN_TYPE_UNKNOWN", f"line 1:1: Column type is unknown: {name}")
    types, rows = _fetch(connection, translation, rows_of, lambda cursor: cursor.to_arrow_table())
    return rows.rename_columns(list(translation.columns)), types


def _fetch(
    connection: duckdb.DuckDBPyConnection,
    translation: Translation,
    rows_of: Callable[[Source], pa.Table],
    fetch: Callable[[duckdb.DuckDBPyConnection], Any],
) -> tuple[tuple[ResultType, ...], Any]:
    for source in translation.sources:
        connection.register(source.name, rows_of(source))
    try:
        cursor = connection.execute(translation.sql)
        return tuple(result_type(str(column[1])) for column in cursor.description), fetch(cursor)
    except duckdb.InterruptException:
        raise QueryError("USER_CANCELED", "Query was cancelled by the user") from None
    except duckdb.Error as error:
        raise _query_error(error) from None


def _query_error(error: duckdb.Error) -> QueryError:
    text = str(error)
    if match := _RAISED.fullmatch(text):
        return QueryError(match["code"], match["sentence"])
    sentence = text.split("\n", 1)[0].split("Error: ", 1)[-1]
    if isinstance(error, duckdb.BinderException | duckdb.ParserException | duckdb.CatalogException):
        return QueryError("SYNTAX_ERROR", sentence)
    if isinstance(error, duckdb.OutOfRangeException | duckdb.ConversionException):
        return QueryError("NUMERIC_VALUE_OUT_OF_RANGE", sentence)
    if isinstance(error, duckdb.OutOfMemoryException):
        return QueryError("EXCEEDED_LOCAL_MEMORY_LIMIT", sentence)
    return QueryError("GENERIC_INTERNAL_ERROR", sentence)
