"""Writes what a query answers as Parquet, with a manifest, and registers it as a table where that was asked.

https://docs.aws.amazon.com/athena/latest/ug/querying-finding-output-files.html
"""

from __future__ import annotations

import io
import json
import uuid
from typing import Any
from urllib.parse import SplitResult, urlsplit

import pyarrow as pa
import pyarrow.parquet as pq

from emulator.engines.athena.errors import QueryError
from emulator.engines.athena.execution import Execution
from emulator.engines.athena.results import Result
from emulator.engines.athena.types import ResultType, glue_type
from emulator.engines.athena.written import Written

_FORMATS = {
    "InputFormat": "org.apache.hadoop.hive.ql.io.parquet.MapredParquetInputFormat",
    "OutputFormat": "org.apache.hadoop.hive.ql.io.parquet.MapredParquetOutputFormat",
    "SerdeInfo": {"SerializationLibrary": "org.apache.hadoop.hive.ql.io.parquet.serde.ParquetHiveSerDe"},
}
_ENFORCED = (
    "The Create Table As Select query failed because it was submitted with an 'external_location' property to an "
    "Athena Workgroup that enforces a centralized output location for all queries. Please remove the "
    "'external_location' property and resubmit the query."
)


class Writer:
    """Writes for one execution, as its caller."""

    def __init__(self, execution: Execution, written: Written, s3: Any, glue: Any, encryption: dict[str, str]) -> None:
        self._execution, self._written = execution, written
        self._s3, self._glue, self._encryption = s3, glue, encryption
        self._location = written.location or execution.output + "/"

    def is_there(self) -> bool:
        """Whether there is nothing to do; throws `QueryError` if place or table are taken."""
        written = self._written
        if written.table:
            if written.location and self._execution.order.is_location_enforced:
                raise QueryError("INVALID_TABLE_PROPERTY", _ENFORCED)
            database, name = self._table
            try:
                self._glue.get_table(DatabaseName=database, Name=name)
            except self._glue.exceptions.EntityNotFoundException:
                pass
            else:
                if written.is_lenient:
                    return True
                raise QueryError("TABLE_ALREADY_EXISTS", f"line 1:1: Destination table '{name}' already exists")
        bucket, prefix = _split(self._location)
        if self._s3.list_objects_v2(Bucket=bucket, Prefix=prefix, MaxKeys=1)["KeyCount"]:
            raise QueryError("HIVE_PATH_ALREADY_EXISTS", f"Target directory already exists: {self._location}")
        return False

    def write(self, rows: pa.Table, types: tuple[ResultType, ...]) -> Result:
        """Write the rows, the manifest and the table; what Athena answers instead of the rows."""
        if self._written.table:
            _require_columns(rows.column_names)
        paths = [] if self._written.is_empty or rows.num_rows == 0 else [self._put(rows)]
        if self._written.table:
            self._register(rows.column_names, types)
        bucket, key = _split(self._execution.manifest)
        for name, body in ((key, "".join(f"{path}\n" for path in paths)), (_metadata(key), json.dumps([]))):
            self._s3.put_object(Bucket=bucket, Key=name, Body=body.encode(), **self._encryption)
        count = 0 if self._written.is_empty else rows.num_rows
        return Result(("rows",), (ResultType("bigint", 19),), (), updated=count)

    @property
    def _table(self) -> tuple[str, str]:
        database, name = self._written.table or (None, "")
        return database or self._execution.order.database.lower(), name

    def _put(self, rows: pa.Table) -> str:
        bucket, prefix = _split(self._location)
        started = self._execution.submitted
        key = f"{prefix}{started:%Y%m%d_%H%M%S}_00000_{self._execution.id[:5]}_{uuid.uuid4()}"
        stream = io.BytesIO()
        # Hive's timestamps, which Athena writes, are INT96
        pq.write_table(rows, stream, compression=self._written.compression, use_deprecated_int96_timestamps=True)
        self._s3.put_object(Bucket=bucket, Key=key, Body=stream.getvalue(), **self._encryption)
        return f"s3://{bucket}/{key}"

    def _register(self, names: list[str], types: tuple[ResultType, ...]) -> None:
        database, name = self._table
        columns = [
            {"Name": column.lower(), "Type": glue_type(type_)} for column, type_ in zip(names, types, strict=True)
        ]
        storage = {"Columns": columns, "Location": self._location, "Compressed": False, **_FORMATS}
        parameters = {"EXTERNAL": "TRUE", "classification": "parquet", "has_encrypted_data": "false"}
        table = {"Name": name, "TableType": "EXTERNAL_TABLE", "StorageDescriptor": storage, "Parameters": parameters}
        try:
            self._glue.create_table(DatabaseName=database, TableInput=table)
        except self._glue.exceptions.EntityNotFoundException:
            raise QueryError("SCHEMA_NOT_FOUND", f"line 1:1: Schema '{database}' does not exist") from None


def require_free(s3: Any, location: str) -> None:
    """Nothing is written over: Athena looks before it writes, for which its caller must be allowed to list."""
    bucket, key = _split(location)
    try:
        s3.head_object(Bucket=bucket, Key=key)
    except s3.exceptions.ClientError as error:
        if error.response["Error"]["Code"] == "404":
            return
        raise
    raise QueryError("GENERIC_USER_ERROR", f"{location} is there already")


def _require_columns(names: list[str]) -> None:
    """Each column of a new table has a name of its own."""
    for at, name in enumerate(names, 1):
        if name == f"_col{at - 1}":
            raise QueryError("MISSING_COLUMN_NAME", f"line 1:1: Column name not specified at position {at}")
        if name.lower() in [other.lower() for other in names[: at - 1]]:
            raise QueryError("DUPLICATE_COLUMN_NAME", f"line 1:1: Column name '{name}' specified more than once")


def _metadata(manifest: str) -> str:
    return manifest.replace("-manifest.csv", ".metadata")


def _split(location: str) -> tuple[str, str]:
    place: SplitResult = urlsplit(location)
    return place.netloc, place.path.lstrip("/")
