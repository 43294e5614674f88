"""How a query fails: what Athena calls it and a sentence."""

from __future__ import annotations


class QueryError(Exception):
    """A query that cannot be answered; `str()` is its `StateChangeReason`.

    `code` is Athena's (`TABLE_NOT_FOUND`, `COLUMN_NOT_FOUND`, `SYNTAX_ERROR`, `TYPE_MISMATCH`, `HIVE_BAD_DATA`, …), or
    `NOT_SUPPORTED` for what AWS would answer and this engine does not.
    """

    def __init__(self, code: str, sentence: str) -> None:
        super().__init__(f"{code}: {sentence}")
        self.code = code


def not_supported(what: str) -> QueryError:
    """For what Athena can do and DuckDB is not known to do equally: refused, never answered differently."""
    return QueryError("NOT_SUPPORTED", f"{what} is not among what the twin's engine answers exactly as Athena does")
