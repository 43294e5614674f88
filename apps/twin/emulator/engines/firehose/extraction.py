"""Partition keys of a record by the stream's jq query, in the real jq."""

from __future__ import annotations

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
            self._program = jq.compile(f"[{query}]")
        except ValueError as error:
            raise UnsupportedError(f"jq does not compile '{query}': {error}") from None
        self._wanted = tuple(sorted(wanted))

    def keys(self, data: bytes) -> dict[str, str] | Failure:
        """The wanted keys of a record, or why there are none."""
        try:
            orjson.loads(data)  # one document, where jq would take several
            [found] = self._program.input_text(data.decode()).first()
        except (orjson.JSONDecodeError, UnicodeDecodeError):
            return _failure("Non JSON record provided")
        except ValueError as error:
            return _failure(f"The query failed or has not one result: {error}")
        if not isinstance(found, dict):
            return _failure("The query's result is not an object")
        keys = {name: found.get(name) for name in self._wanted}
        if not all(_is_key(value) for value in keys.values()):
            return _failure("partitionKeys values must not be null or empty")
        return {name: str(value) for name, value in keys.items()}


def _is_key(value: object) -> bool:
    return (isinstance(value, str) and value != "") or (isinstance(value, int | float) and not isinstance(value, bool))


def _failure(message: str) -> Failure:
    return Failure(EXTRACTION, _CODE, message)
