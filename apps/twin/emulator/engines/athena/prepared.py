"""Prepared statements: `execute <name> using …` becomes the query that was prepared, with its parameters.

https://docs.aws.amazon.com/athena/latest/ug/querying-with-prepared-statements.html
"""

from __future__ import annotations

import re
from typing import Any

import sqlglot
from sqlglot.errors import ParseError, TokenError

from emulator.engines.athena.syntax import DIALECT
from emulator.operations import AwsError

_EXECUTE = re.compile(r'\s*execute\s+"?(?P<name>\w+)"?(?:\s+using\s+(?P<values>.*?))?\s*;?\s*', re.I | re.S)


def prepared_query(backend: Any, sql: str, workgroup: str, parameters: tuple[str, ...]) -> tuple[str, tuple[str, ...]]:
    """The query that runs and its parameters: `sql` itself unless it executes a statement of moto's `backend`."""
    match = _EXECUTE.fullmatch(sql)
    if match is None:
        return sql, parameters
    statement = backend.prepared_statements.get(match["name"])
    if statement is None or statement.workgroup != workgroup:
        name = match["name"]
        raise AwsError("InvalidRequestException", f"PreparedStatement {name} was not found in workGroup {workgroup}")
    return statement.query_statement, _values(match["values"] or "") or parameters


def _values(text: str) -> tuple[str, ...]:
    if not text:
        return ()
    try:
        listed = sqlglot.parse_one(f"select {text}", read=DIALECT).expressions
    except (ParseError, TokenError):
        raise AwsError("InvalidRequestException", "the values after USING must be literals of SQL") from None
    return tuple(each.sql(dialect=DIALECT) for each in listed)
