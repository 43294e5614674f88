"""A record on its way, and how Firehose writes down one that it could not deliver."""

from __future__ import annotations

import base64
import json
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any


@dataclass(frozen=True)
class Record:
    """Bytes as a producer sent them."""

    id: str
    data: bytes
    arrived: datetime


@dataclass(frozen=True)
class Failure:
    """Why a record does not reach its place: the folder of the error prefix, Firehose's code and a sentence."""

    folder: str
    code: str
    message: str


EXTRACTION = "metadata-extraction-failed"
PARTITIONS = "activePartitionExceeded"
CONVERSION = "format-conversion-failed"
"""What `!{firehose:error-output-type}` becomes."""


def error_line(record: Record, failure: Failure, table: dict[str, Any] | None = None) -> bytes:
    """One line of an error object: the record in base64 and what went wrong; `table` where its schema was involved.

    A conversion names its members otherwise than the rest:
    https://docs.aws.amazon.com/firehose/latest/dev/record-format-conversion-error-handling.html, and
    https://docs.aws.amazon.com/firehose/latest/dev/data-transformation-failure-handling.html.
    """
    code, message = ("errorCode", "errorMessage") if table is None else ("lastErrorCode", "lastErrorMessage")
    document: dict[str, Any] = {
        "attemptsMade": 1,
        "arrivalTimestamp": _milliseconds(record.arrived),
        code: failure.code,
        message: failure.message,
        "attemptEndingTimestamp": _milliseconds(datetime.now(UTC)),
        "rawData": base64.b64encode(record.data).decode(),
    }
    if table is not None:
        document |= {"sequenceNumber": record.id, "subSequenceNumber": None, "dataCatalogTable": table}
    return json.dumps(document, separators=(",", ":")).encode() + b"\n"


def _milliseconds(moment: datetime) -> int:
    return int(moment.timestamp() * 1000)
