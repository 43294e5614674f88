"""JSON records as one Parquet object, by the columns of a Glue table."""

from __future__ import annotations

import io
from dataclasses import dataclass
from typing import Any

import orjson
import pyarrow as pa
import pyarrow.parquet as pq

from emulator.engines.firehose.records import CONVERSION, Failure, Record
from emulator.engines.firehose.values import Convert, column_type


class SchemaError(Exception):
    """A table that cannot be the schema of a conversion."""


@dataclass(frozen=True)
class Schema:
    """The columns of a table as records are converted to them."""

    columns: tuple[tuple[str, pa.DataType, Convert], ...]

    @staticmethod
    def of(table: dict[str, Any]) -> Schema:
        """The schema of a table as Glue describes it, its partition keys left out; throws `SchemaError`."""
        columns = []
        for column in table["StorageDescriptor"]["Columns"]:
            known = column_type(column["Type"])
            if known is None:
                raise SchemaError(f"column {column['Name']} has type {column['Type']}, which is not converted here")
            columns.append((column["Name"].lower(), *known))
        return Schema(tuple(columns))


@dataclass(frozen=True)
class Converted:
    """A Parquet object, empty if no record fitted, and the records that did not fit."""

    body: bytes
    rows: int
    failed: list[tuple[Record, Failure]]


def convert(records: list[Record], schema: Schema, compression: str) -> Converted:
    """Keys match columns in any case; unknown keys are left out, absent ones are NULL."""
    rows, failed = [], []
    for record in records:
        try:
            rows.append(_row(record.data, schema))
        except ValueError as error:
            code = "ParseError" if isinstance(error, orjson.JSONDecodeError) else "MalformedData"
            failed.append((record, Failure(CONVERSION, f"DataFormatConversion.{code}", str(error))))
    if not rows:
        return Converted(b"", 0, failed)
    arrays = [
        pa.array([row[index] for row in rows], type_) for index, (_name, type_, _convert) in enumerate(schema.columns)
    ]
    table = pa.Table.from_arrays(arrays, names=[name for name, _type, _convert in schema.columns])
    stream = io.BytesIO()
    # Firehose writes timestamps as Hive does
    pq.write_table(table, stream, compression=compression, use_deprecated_int96_timestamps=True)
    return Converted(stream.getvalue(), len(rows), failed)


def _row(data: bytes, schema: Schema) -> list[Any]:
    document = orjson.loads(data)
    if not isinstance(document, dict):
        raise ValueError("the record is no JSON object")
    values = {name.lower(): value for name, value in document.items()}
    row = []
    for name, type_, conversion in schema.columns:
        value = values.get(name)
        try:
            row.append(None if value is None else conversion(value))
        except (ValueError, OverflowError) as error:
            raise ValueError(f"{name} ({type_}): {error}") from None
    return row
