"""The few statements beside `select` that are cheap and true: what the catalog holds."""

from __future__ import annotations

import re
from collections.abc import Callable

from emulator.engines.athena.catalog import Catalog, Table
from emulator.engines.athena.errors import QueryError
from emulator.engines.athena.results import Result, lines_result

_NAME = r"`?(?:(?P<database>\w+)`?\.`?)?(?P<name>\w+)`?"
_KEYWORD = re.compile(r"(?:\s|--[^\n]*\n|/\*.*?\*/|\()*(?P<word>[a-zA-Z]+)", re.S)
_DDL = frozenset({"ALTER", "CREATE", "DROP", "MSCK", "SHOW", "DESCRIBE", "DESC"})


def statement_type(sql: str) -> str:
    """`DDL`, `UTILITY` or `DML`, as Athena classes statements by their first word."""
    match = _KEYWORD.match(sql)
    word = match["word"].upper() if match else ""
    if word in {"DESCRIBE", "DESC", "EXPLAIN"} or (word == "SHOW" and "TABLES" not in sql.upper()):
        return "UTILITY"
    return "DDL" if word in _DDL else "DML"


CREATES_TABLE, UNLOADS = "CREATE_TABLE_AS_SELECT", "UNLOAD"
"""Statements that write what a query answers."""


def substatement_type(sql: str) -> str:
    """What kind of statement, as Athena calls it: `SELECT`, `CREATE_TABLE_AS_SELECT`, `SHOW_TABLES`, …"""
    text = sql.strip()
    if statement_type(text) == "DML":
        return UNLOADS if re.match(r"unload\b", text, re.I) else "SELECT"
    if re.match(r"create\s+table\b.*\bas\s*(?:\(|select\b|with\b)", text, re.I | re.S):
        return CREATES_TABLE
    return "_".join(re.findall(r"\w+", text.upper())[:2])


def answer_statement(sql: str, database: str, catalog: Catalog) -> Result | None:
    """The answer to `SHOW` and `DESCRIBE`; `None` if `sql` is another statement."""
    text = sql.strip().rstrip(";").strip()
    for pattern, answer in _STATEMENTS:
        if match := re.fullmatch(pattern, text, re.I):
            return answer(match, database, catalog)
    return None


def _show_tables(match: re.Match[str], database: str, catalog: Catalog) -> Result:
    return lines_result("tab_name", catalog.tables((match["database"] or database).lower()))


def _show_databases(_match: re.Match[str], _database: str, catalog: Catalog) -> Result:
    return lines_result("database_name", catalog.databases())


def _show_partitions(match: re.Match[str], database: str, catalog: Catalog) -> Result:
    table = _table(match, database, catalog)
    names = [key.name for key in table.partition_keys]
    if not names:
        raise QueryError("GENERIC_USER_ERROR", f"Table {table.database}.{table.name} is not a partitioned table")
    lines = ("/".join(map("=".join, zip(names, part.values, strict=True))) for part in table.partitions)
    return lines_result("partition", sorted(lines))


def _describe(match: re.Match[str], database: str, catalog: Catalog) -> Result:
    table = _table(match, database, catalog)
    lines = [
        f"{column.name:<20}\t{column.type.sql:<20}\t{'':<20}" for column in (*table.columns, *table.partition_keys)
    ]
    return lines_result("col_name", lines)


def _table(match: re.Match[str], database: str, catalog: Catalog) -> Table:
    owner, name = (match["database"] or database).lower(), match["name"].lower()
    table = catalog.table(owner, name)
    if table is None:
        raise QueryError("TABLE_NOT_FOUND", f"Table '{owner}.{name}' does not exist")
    return table


_STATEMENTS: tuple[tuple[str, Callable[[re.Match[str], str, Catalog], Result]], ...] = (
    (r"show\s+tables(?:\s+in\s+`?(?P<database>\w+)`?)?", _show_tables),
    (r"show\s+(?:databases|schemas)", _show_databases),
    (rf"show\s+partitions\s+{_NAME}", _show_partitions),
    (rf"desc(?:ribe)?\s+{_NAME}", _describe),
)
