"""Streams into one bucket, and what came out of them."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

import pytest

from emulator.conftest import REGION, Emulator, start

QUERY = "{year: .at[0:4], month: .at[5:7]}"
COLUMNS = {"id": "string", "at": "timestamp", "status": "int"}


class Delivery:
    """Streams into one bucket, and the objects that came out."""

    def __init__(self, emulator: Emulator) -> None:
        self.emulator = emulator
        self.s3, self.firehose, self.glue = map(emulator.client, ("s3", "firehose", "glue"))
        self.s3.create_bucket(Bucket="out", CreateBucketConfiguration={"LocationConstraint": REGION})
        self.role = emulator.role("stream", "firehose.amazonaws.com")
        self.glue.create_database(DatabaseInput={"Name": "shop"})
        columns = [{"Name": name, "Type": type_} for name, type_ in COLUMNS.items()]
        table = {"Name": "clicks", "StorageDescriptor": {"Columns": columns}}
        self.glue.create_table(DatabaseName="shop", TableInput=table)

    def stream(self, name: str, **settings: Any) -> str:
        destination = {"RoleARN": self.role, "BucketARN": "arn:aws:s3:::out", "Prefix": f"{name}/", **settings}
        self.firehose.create_delivery_stream(DeliveryStreamName=name, ExtendedS3DestinationConfiguration=destination)
        return name

    def partitioned(self, name: str, **settings: Any) -> str:
        keys = "year=!{partitionKeyFromQuery:year}/month=!{partitionKeyFromQuery:month}/"
        extraction = [
            {"ParameterName": "MetadataExtractionQuery", "ParameterValue": QUERY},
            {"ParameterName": "JsonParsingEngine", "ParameterValue": "JQ-1.6"},
        ]
        return self.stream(
            name,
            Prefix=f"{name}/{keys}",
            ErrorOutputPrefix=f"errors/{name}/!{{firehose:error-output-type}}/",
            DynamicPartitioningConfiguration={"Enabled": True},
            ProcessingConfiguration={
                "Enabled": True,
                "Processors": [{"Type": "MetadataExtraction", "Parameters": extraction}],
            },
            **settings,
        )

    def converted(self, name: str, table: str = "clicks") -> str:
        schema = {"RoleARN": self.role, "DatabaseName": "shop", "TableName": table, "VersionId": "LATEST"}
        return self.partitioned(
            name,
            BufferingHints={"SizeInMBs": 64, "IntervalInSeconds": 300},
            DataFormatConversionConfiguration={
                "Enabled": True,
                "InputFormatConfiguration": {"Deserializer": {"OpenXJsonSerDe": {"CaseInsensitive": True}}},
                "OutputFormatConfiguration": {"Serializer": {"ParquetSerDe": {"Compression": "SNAPPY"}}},
                "SchemaConfiguration": {**schema, "Region": REGION},
            },
        )

    def put(self, stream: str, *records: dict[str, Any] | bytes) -> None:
        encoded = [record if isinstance(record, bytes) else json.dumps(record).encode() for record in records]
        for first in range(0, len(encoded), 500):
            batch = [{"Data": each} for each in encoded[first : first + 500]]
            answer = self.firehose.put_record_batch(DeliveryStreamName=stream, Records=batch)
            assert answer["FailedPutCount"] == 0

    def flush(self) -> dict[str, dict[str, int]]:
        return self.emulator.control("firehose/flush", "POST")

    def objects(self, prefix: str) -> dict[str, bytes]:
        pages = self.s3.get_paginator("list_objects_v2").paginate(Bucket="out", Prefix=prefix)
        keys = [item["Key"] for page in pages for item in page.get("Contents", [])]
        return {key: self.s3.get_object(Bucket="out", Key=key)["Body"].read() for key in keys}

    def errors(self, prefix: str) -> list[dict[str, Any]]:
        return [json.loads(line) for body in self.objects(prefix).values() for line in body.splitlines()]

    def status(self, stream: str) -> dict[str, Any]:
        return self.emulator.control("status")["streams"][stream]


@pytest.fixture(scope="package")
def delivery(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Delivery]:
    running = start(tmp_path_factory.mktemp("state"))
    yield Delivery(running)
    running.stop()


def click(at: str = "2024-04-01T01:02:03.456Z", **fields: Any) -> dict[str, Any]:
    return {"id": "a", "at": at, "status": 200, **fields}
