"""Partition keys of a record by the stream's jq query, in the real jq."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import jq
import orjson

from emulator.engines.firehose.errors import UnsupportedError
from emulator.engines.firehose.records import EXTRACTION, Failure

_CODE = "DynamicPartitioning.MetadataExtractionFailed"


class Extraction:
    """A compiled `MetadataExtractionQuery`; not for several threads at once."""

    def __init__(self, query: str, wanted: frozenset[str]) -> None:
        """`wanted` are the keys that the prefix uses. Throws `UnsupportedError` if jq cannot compile the query."""
        try:
            # one call for a batch: of what a call to jq costs, the query is the least
            self._program = jq.compile(f"[.[] | try {{results: [{query}]}} catch {{error: tostring}}]")
        except ValueError as error:
            raise UnsupportedError(f"jq does not compile '{query}': {error}") from None
        self._wanted = tuple(sorted(wanted))

    def keys(self, batch: Iterable[bytes]) -> list[dict[str, str] | Failure]:
        """The wanted keys of each record, or why there are none."""
        texts = [_document(data) for data in batch]
        found = iter(self._program.input_text(f"[{','.join(text for text in texts if text is not None)}]").first())
        return [_failure("Non JSON record provided") if text is None else self._read(next(found)) for text in texts]

    def _read(self, found: dict[str, Any]) -> dict[str, str] | Failure:
        results = found.get("results", [])
        if len(results) != 1:
            return _failure(f"The query failed or has not one result: {found.get('error', len(results))}")
        if not isinstance(results[0], dict):
            return _failure("The query's result is not an object")
        keys = {name: results[0].get(name) for name in self._wanted}
        if not all(_is_key(value) for value in keys.values()):
            return _failure("partitionKeys values must not be null or empty")
        return {name: str(value) for name, value in keys.items()}


def _document(data: bytes) -> str | None:
    """The text of a record that is one JSON document, where jq would take several."""
    try:
        orjson.loads(data)
        return data.decode()
    except (orjson.JSONDecodeError, UnicodeDecodeError):
        return None


def _is_key(value: object) -> bool:
    return (isinstance(value, str) and value != "") or (isinstance(value, int | float) and not isinstance(value, bool))


def _failure(message: str) -> Failure:
    return Failure(EXTRACTION, _CODE, message)
