"""Reads a table's objects from S3, its registered partitions and the catalog's columns only."""

from __future__ import annotations

import io
from dataclasses import dataclass
from typing import Any
from urllib.parse import unquote, urlsplit

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from emulator.engines.athena.catalog import Column, Partition, Table
from emulator.engines.athena.errors import QueryError
from emulator.engines.athena.json_lines import json_arrays

HIVE_NULL = "__HIVE_DEFAULT_PARTITION__"
"""What Hive writes for a partition value that is NULL."""


@dataclass(frozen=True)
class Rows:
    """Rows of a table and the compressed size of the column chunks that were read for them."""

    table: pa.Table
    bytes_scanned: int


def scan(s3: Any, table: Table, wanted: set[str]) -> Rows:
    """The `wanted` columns, at least one, of all rows of `table`, in the catalog's types.

    Throws `QueryError` (`HIVE_BAD_DATA`, `HIVE_CANNOT_OPEN_SPLIT`) where Athena does: a column of another type, an
    object that is no Parquet.
    """
    columns = [column for column in table.columns if column.name in wanted]
    keys = [column for column in table.partition_keys if column.name in wanted]
    fields = [pa.field(column.name, _held(column)) for column in (*columns, *keys)]
    pieces, scanned = [], 0
    for partition in table.partitions:
        values = dict(zip((key.name for key in table.partition_keys), partition.values, strict=True))
        for name in _objects(s3, partition):
            arrays, rows, size = _read(s3, name, columns, table.format)
            arrays += [_constant(values[key.name], key, rows) for key in keys]
            pieces.append(pa.Table.from_arrays(arrays, schema=pa.schema(fields)))
            scanned += size
    return Rows(pa.concat_tables(pieces) if pieces else pa.schema(fields).empty_table(), scanned)


def _objects(s3: Any, partition: Partition) -> list[tuple[str, str]]:
    """Bucket and key of every object under the location; names that begin with `_` or `.` are hidden, as in Hive."""
    location = urlsplit(partition.location)
    prefix = unquote(location.path).strip("/")
    pages = s3.get_paginator("list_objects_v2").paginate(Bucket=location.netloc, Prefix=f"{prefix}/" if prefix else "")
    return [
        (location.netloc, item["Key"])
        for page in pages
        for item in page.get("Contents", [])
        if item["Size"] > 0 and not item["Key"].rsplit("/", 1)[-1].startswith(("_", "."))
    ]


def _read(s3: Any, name: tuple[str, str], columns: list[Column], kind: str) -> tuple[list[Any], int, int]:
    path = f"s3://{name[0]}/{name[1]}"
    body = s3.get_object(Bucket=name[0], Key=name[1])["Body"].read()
    if kind == "json":
        arrays, rows = json_arrays(body, columns, path)
        return arrays, rows, len(body)
    return _parquet_arrays(body, columns, path)


def _parquet_arrays(body: bytes, columns: list[Column], path: str) -> tuple[list[Any], int, int]:
    try:
        file = pq.ParquetFile(io.BytesIO(body))
        found = {field.name.lower(): field.name for field in file.schema_arrow}
        there = [found[column.name] for column in columns if column.name in found]
        content = file.read(columns=there)
    except pa.ArrowException as error:
        raise QueryError("HIVE_CANNOT_OPEN_SPLIT", f"Error opening Hive split {path}: {error}") from None
    rows = file.metadata.num_rows
    arrays = [
        _cast(content.column(found[column.name]), column, path)
        if column.name in found
        else pa.nulls(rows, _held(column))
        for column in columns
    ]
    return arrays, rows, _chunk_bytes(file.metadata, set(there))


def _chunk_bytes(metadata: pq.FileMetaData, names: set[str]) -> int:
    chunks = (
        metadata.row_group(group).column(column)
        for group in range(metadata.num_row_groups)
        for column in range(metadata.num_columns)
    )
    return sum(chunk.total_compressed_size for chunk in chunks if chunk.path_in_schema.split(".", 1)[0] in names)


def _held(column: Column) -> pa.DataType:
    """DuckDB's functions take microseconds; the values are Athena's milliseconds."""
    return pa.timestamp("us") if pa.types.is_timestamp(column.type.arrow) else column.type.arrow


def _cast(values: pa.ChunkedArray, column: Column, path: str) -> pa.ChunkedArray:
    """The file's values in the catalog's type, where Athena's Parquet reader does that too."""
    have, want = values.type, column.type.arrow
    if not _readable(have, want):
        raise QueryError(
            "HIVE_BAD_DATA",
            f"Field {column.name}'s type {have} in parquet file {path} is incompatible with type "
            f"{column.type.sql} defined in table schema",
        )
    try:
        if pa.types.is_timestamp(want):
            if have.tz is not None:
                values = values.cast(pa.timestamp(have.unit, "UTC")).cast(pa.timestamp(have.unit))
            return pc.round_temporal(values.cast(pa.timestamp("us")), unit="millisecond")
        return values.cast(want)
    except pa.ArrowInvalid as error:
        raise QueryError("HIVE_BAD_DATA", f"Field {column.name} in parquet file {path}: {error}") from None


def _readable(have: pa.DataType, want: pa.DataType) -> bool:
    if have == want or pa.types.is_null(have):
        return True
    if pa.types.is_list(have) and pa.types.is_list(want):
        return _readable(have.value_type, want.value_type)
    kinds = (pa.types.is_integer, pa.types.is_timestamp, pa.types.is_decimal, _is_text)
    widened = pa.types.is_float32(have) and pa.types.is_float64(want)
    return widened or any(kind(have) and kind(want) for kind in kinds)


def _is_text(type_: pa.DataType) -> bool:
    return (
        pa.types.is_string(type_)
        or pa.types.is_large_string(type_)
        or (pa.types.is_dictionary(type_) and pa.types.is_string(type_.value_type))
    )


def _constant(value: str, key: Column, rows: int) -> pa.Array:
    type_ = _held(key)
    if value == HIVE_NULL:
        return pa.nulls(rows, type_)
    try:
        scalar = pa.scalar(value).cast(type_)
    except pa.ArrowInvalid:
        raise QueryError(
            "HIVE_INVALID_PARTITION_VALUE",
            f"Invalid partition value '{value}' for {key.type.sql} partition key: {key.name}",
        ) from None
    return pa.repeat(scalar, rows)
