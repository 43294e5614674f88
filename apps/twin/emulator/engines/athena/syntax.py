"""Parses one query of Athena's SQL, more strictly than sqlglot: what Trino refuses must not run here."""

from __future__ import annotations

import re
from itertools import pairwise

import sqlglot
from sqlglot import exp
from sqlglot.errors import ParseError, TokenError
from sqlglot.tokens import Token, TokenType

from emulator.engines.athena.errors import QueryError, not_supported

DIALECT = "athena"

FUNCTIONS = frozenset(
    {
        *("abs", "avg", "cast", "ceil", "ceiling", "coalesce", "concat", "corr"),
        *("count", "count_if", "date_trunc", "day", "dense_rank", "extract", "floor", "hour"),
        *("if", "is_nan", "lag", "lead", "length", "lower", "max", "min"),
        *("minute", "month", "nullif", "quarter", "rank", "regexp_like", "replace", "round"),
        *("row_number", "second", "starts_with", "strpos", "substr", "substring", "sum", "try_cast"),
        *("upper", "year"),
    }
)
"""Functions that the engine answers exactly as Athena does; tests and the proof on Trino say so."""

_FOREIGN = {TokenType.DCOLON: "::", TokenType.QUALIFY: "qualify", TokenType.ILIKE: "ilike"}
_QUOTED = re.compile(r"'(?:[^']|'')*'")


def parse(sql: str, parameters: list[str]) -> exp.Query:
    """The tree of a `select`, its `?` replaced by `parameters`, which are literals in SQL; throws `QueryError`."""
    try:
        tokens = sqlglot.tokenize(sql, read=DIALECT)
        statements = [tree for tree in sqlglot.parse(sql, read=DIALECT) if tree is not None]
    except TokenError as error:
        raise QueryError("SYNTAX_ERROR", f"line 1:1: {str(error).splitlines()[0]}") from None
    except ParseError as error:
        raise _syntax_error(error) from None
    if len(statements) != 1:
        raise QueryError("SYNTAX_ERROR", f"line 1:1: Only one sql statement is allowed. Got: {len(statements)}")
    tree = statements[0]
    if not isinstance(tree, exp.Query):
        raise not_supported(f"the statement '{sql.split(maxsplit=1)[0].upper()}'")
    _check_tokens(tokens, {alias.name.lower() for alias in tree.find_all(exp.TableAlias)})
    _fill(tree, parameters)
    return tree


def _check_tokens(tokens: list[Token], names: set[str]) -> None:
    """sqlglot takes every engine's functions; only those that Athena has and the twin knows are let through."""
    for token, following in pairwise(tokens):
        if token.token_type in _FOREIGN:
            raise QueryError("SYNTAX_ERROR", f"{_place(token)}: mismatched input '{token.text}'")
        is_call = token.token_type == TokenType.VAR and following.token_type == TokenType.L_PAREN
        if is_call and token.text.lower() not in FUNCTIONS | names:
            raise not_supported(f"{_place(token)}: the function '{token.text.lower()}'")


def _fill(tree: exp.Query, parameters: list[str]) -> None:
    places = list(tree.find_all(exp.Placeholder, bfs=False))
    if len(places) != len(parameters):
        raise QueryError(
            "INVALID_PARAMETER_USAGE",
            f"Incorrect number of parameters: expected {len(places)} but found {len(parameters)}",
        )
    for place, text in zip(places, parameters, strict=True):
        try:
            literal = sqlglot.parse_one(text, read=DIALECT)
        except (ParseError, TokenError):
            literal = None
        if not isinstance(literal, exp.Literal | exp.Cast | exp.Neg | exp.Null | exp.Boolean):
            raise QueryError("INVALID_PARAMETER_USAGE", "An execution parameter must be a literal as SQL writes it")
        place.replace(literal)


def _syntax_error(error: ParseError) -> QueryError:
    first = error.errors[0] if error.errors else {}
    line, column, near = first.get("line", 1), first.get("col", 1), first.get("highlight") or "<EOF>"
    start = max(1, (column or 1) - len(near) + 1)
    return QueryError("SYNTAX_ERROR", f"line {line}:{start}: mismatched input '{_QUOTED.sub('…', near)}'")


def _place(token: Token) -> str:
    return f"line {token.line}:{max(1, token.col - len(token.text) + 1)}"
