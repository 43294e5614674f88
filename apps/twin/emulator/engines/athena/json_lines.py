"""Reads objects of JSON lines as the OpenX SerDe does: a document a line, columns by their names."""

from __future__ import annotations

import json
from typing import Any

import pyarrow as pa

from emulator.engines.athena.catalog import Column
from emulator.engines.athena.errors import QueryError


def json_arrays(body: bytes, columns: list[Column], path: str) -> tuple[list[pa.Array], int]:
    """The columns of an object and how many rows it has; what a document leaves out is NULL.

    Throws `QueryError` (`HIVE_CURSOR_ERROR`) for a line that is no document, or a value of another type.
    """
    documents = [_document(line, path) for line in body.splitlines() if line.strip()]
    return [_array(documents, column, path) for column in columns], len(documents)


def _array(documents: list[dict[str, Any]], column: Column, path: str) -> pa.Array:
    try:
        return pa.array([_held(document.get(column.name)) for document in documents], column.type.arrow)
    except (pa.ArrowException, TypeError) as error:
        raise QueryError("HIVE_CURSOR_ERROR", f"Field {column.name} in {path}: {error}") from None


def _document(line: bytes, path: str) -> dict[str, Any]:
    try:
        document = json.loads(line)
    except ValueError:
        document = None
    if not isinstance(document, dict):
        raise QueryError("HIVE_CURSOR_ERROR", f"Row is not a valid JSON Object - {path}")
    return {name.lower(): value for name, value in document.items()}


def _held(value: Any) -> Any:
    """Arrow wants a map as its pairs."""
    return list(value.items()) if isinstance(value, dict) else value
