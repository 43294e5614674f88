"""A query of Athena's SQL as DuckDB's, the tree typed from the catalog."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass

from sqlglot import exp
from sqlglot.errors import OptimizeError
from sqlglot.optimizer.annotate_types import annotate_types
from sqlglot.optimizer.qualify import qualify
from sqlglot.optimizer.scope import traverse_scope

from emulator.engines.athena.catalog import Table
from emulator.engines.athena.errors import QueryError
from emulator.engines.athena.kinds import Kind, TypedAthena, kind_of
from emulator.engines.athena.semantics import apply_semantics
from emulator.engines.athena.syntax import parse

CATALOG = "awsdatacatalog"
_UNNAMED = "_unnamed"
FindTable = Callable[[str, str], Table | None]
"""The catalog's table of a database and a name."""


@dataclass(frozen=True)
class Source:
    """A table that the query reads: the name that the translation has for it, and the columns that it uses."""

    name: str
    table: Table
    columns: frozenset[str]


@dataclass(frozen=True)
class Translation:
    """DuckDB's SQL, the result's column names, and what must be registered before it runs."""

    sql: str
    columns: tuple[str, ...]
    sources: tuple[Source, ...]
    untyped: tuple[str, ...] = ()
    """Columns that are NULL and nothing else, which no table can have."""


def translate(sql: str, database: str, find_table: FindTable, parameters: list[str] | None = None) -> Translation:
    """Translate one query; throws `QueryError` if Athena would fail, or if the answers might differ."""
    tree, tables = typed_tree(sql, database, find_table, parameters)
    names = tuple(
        f"_col{index}" if column.alias == _UNNAMED else column.alias_or_name
        for index, column in enumerate(tree.selects)
    )
    untyped = tuple(column.alias_or_name for column in tree.selects if kind_of(column) is Kind.NULL)
    used = _used_columns(tree)
    apply_semantics(tree)
    sources = {}
    for node in _physical(tree):
        key = (node.db, node.name)
        name = f"{node.db}.{node.name}"
        sources[name] = Source(name, tables[key], _at_least_one(used.get(key, frozenset()), tables[key]))
        node.set("this", exp.to_identifier(name, quoted=True))
        node.set("db", None)
    return Translation(tree.sql(dialect="duckdb", comments=False), names, tuple(sources.values()), untyped)


def typed_tree(
    sql: str, database: str, find_table: FindTable, parameters: list[str] | None = None
) -> tuple[exp.Query, dict[tuple[str, str], Table]]:
    """The tree of a query with every name resolved and every type known, and its tables; throws `QueryError`."""
    tree = parse(sql, parameters or [])
    _mark_unnamed(tree)
    tables = _tables(tree, database.lower(), find_table)
    return _qualified(tree, database.lower(), tables, sql), tables


def _mark_unnamed(tree: exp.Query) -> None:
    """Athena numbers columns that have no name, by their place after stars are expanded."""
    for column in tree.selects:
        if not column.is_star and not isinstance(column, exp.Alias | exp.Column):
            column.replace(exp.alias_(column.copy(), _UNNAMED, quoted=True))


def _tables(tree: exp.Query, database: str, find_table: FindTable) -> dict[tuple[str, str], Table]:
    """The catalog's tables that the query names, by database and name; its own `with` steps are none."""
    tables = {}
    for node in _physical(tree):
        if node.catalog and node.catalog.lower() != CATALOG:
            raise QueryError("CATALOG_NOT_FOUND", f"{_place(node.args['catalog'])}Catalog '{node.catalog}' not found")
        key = ((node.db or database).lower(), node.name.lower())
        table = find_table(*key)
        if table is None:
            raise QueryError(
                "TABLE_NOT_FOUND", f"{_place(node.this)}Table '{CATALOG}.{key[0]}.{key[1]}' does not exist"
            )
        tables[key] = table
        node.set("catalog", None)
    return tables


def _physical(tree: exp.Query) -> list[exp.Table]:
    scopes = traverse_scope(tree)
    found = [source for scope in scopes for source in scope.sources.values() if isinstance(source, exp.Table)]
    return list({id(node): node for node in found}.values())


def _qualified(tree: exp.Query, database: str, tables: dict[tuple[str, str], Table], sql: str) -> exp.Query:
    schema: dict[str, object] = {}
    for (owner, name), table in tables.items():
        schema.setdefault(owner, {})[name] = table.schema  # type: ignore[index]
    try:
        tree = qualify(tree, dialect=TypedAthena, db=database, schema=schema, expand_alias_refs=False, sql=sql)
    except OptimizeError as error:
        raise _name_error(str(error)) from None
    for column in tree.find_all(exp.Column):
        if not column.table:
            _require_order(column)
    return annotate_types(tree, schema=schema, dialect=TypedAthena)


def _require_order(column: exp.Column) -> None:
    """Only `order by` may use a column's new name; DuckDB would take it elsewhere too."""
    if not isinstance(column.find_ancestor(exp.Order, exp.Select, exp.Having), exp.Order):
        raise QueryError("COLUMN_NOT_FOUND", f"{_place(column.this)}Column '{column.name}' cannot be resolved")


def _used_columns(tree: exp.Query) -> dict[tuple[str, str], frozenset[str]]:
    used: dict[tuple[str, str], frozenset[str]] = {}
    for scope in traverse_scope(tree):
        for column in scope.columns:
            source = scope.sources.get(column.table)
            if isinstance(source, exp.Table):
                key = (source.db, source.name)
                used[key] = used.get(key, frozenset()) | {column.name}
    return used


def _at_least_one(columns: frozenset[str], table: Table) -> frozenset[str]:
    """Rows can only be counted by a column; a partition key costs no reading."""
    cheapest = (table.partition_keys or table.columns)[0]
    return columns or frozenset({cheapest.name})


_UNRESOLVED = re.compile(
    r"Column '(?P<name>[^']+)' could not be resolved.*?Line: (?P<line>\d+), Col: (?P<col>\d+)", re.S
)
_UNKNOWN = re.compile(r"Unknown column: (?P<name>\S+)")


def _name_error(text: str) -> QueryError:
    if match := _UNRESOLVED.search(text):
        start = int(match["col"]) - len(match["name"]) + 1
        return QueryError(
            "COLUMN_NOT_FOUND", f"line {match['line']}:{start}: Column '{match['name']}' cannot be resolved"
        )
    if match := _UNKNOWN.search(text):
        return QueryError("COLUMN_NOT_FOUND", f"Column '{match['name']}' cannot be resolved")
    return QueryError("SYNTAX_ERROR", text.splitlines()[0])


def _place(node: exp.Expression) -> str:
    line, column = node.meta.get("line"), node.meta.get("col")
    return f"line {line}:{column - len(node.name) + 1}: " if line and column else ""
