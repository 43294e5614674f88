"""Firehose through its API: partitions, Parquet, error objects, quotas; no record is lost."""

from __future__ import annotations

import base64
import io
import json
import re
import zlib
from datetime import UTC, datetime
from typing import Any

import botocore.exceptions
import pyarrow.parquet as pq
import pytest

from emulator.conftest import REGION, eventually
from emulator.engines.firehose.conftest import Delivery, click

CONVERSION_MEMBERS = {
    *("attemptsMade", "arrivalTimestamp", "lastErrorCode", "lastErrorMessage", "attemptEndingTimestamp", "rawData"),
    *("sequenceNumber", "subSequenceNumber", "dataCatalogTable"),
}
"""https://docs.aws.amazon.com/firehose/latest/dev/record-format-conversion-error-handling.html"""


def now_in_milliseconds() -> int:
    return int(datetime.now(UTC).timestamp() * 1000)


def test_records_are_written_one_after_the_other_under_the_hour_of_arrival(delivery: Delivery) -> None:
    stream = delivery.stream("plain")
    before = datetime.now(UTC).replace(microsecond=0)
    delivery.put(stream, b"one\n", b"two\n")
    assert delivery.objects("plain/") == {}
    assert delivery.flush()["plain"] == {"delivered": 2, "failed": 0}
    [(key, body)] = delivery.objects("plain/").items()
    assert body == b"one\ntwo\n"
    hour, arrival = re.fullmatch(r"plain/(.{13})/plain-1-(\d{4}(?:-\d\d){5})-[0-9a-f-]{36}", key).groups()
    arrived = datetime.strptime(arrival, "%Y-%m-%d-%H-%M-%S").replace(tzinfo=UTC)
    assert hour == f"{arrived:%Y/%m/%d/%H}"
    assert before <= arrived <= datetime.now(UTC)


def test_a_delimiter_is_added_when_the_stream_says_so(delivery: Delivery) -> None:
    processor = {"Type": "AppendDelimiterToRecord", "Parameters": []}
    stream = delivery.stream("delimited", ProcessingConfiguration={"Enabled": True, "Processors": [processor]})
    delivery.put(stream, b"one", b"two")
    delivery.flush()
    assert list(delivery.objects("delimited/").values()) == [b"one\ntwo\n"]


def test_an_interval_that_has_passed_delivers(delivery: Delivery) -> None:
    stream = delivery.stream("timely", BufferingHints={"SizeInMBs": 5, "IntervalInSeconds": 0})
    delivery.put(stream, b"late")
    eventually(lambda: delivery.objects("timely/"))
    eventually(lambda: delivery.status("timely")["waiting"] == 0)


def test_a_full_buffer_delivers_before_its_interval(delivery: Delivery) -> None:
    stream = delivery.stream("sized", BufferingHints={"SizeInMBs": 1, "IntervalInSeconds": 900})
    delivery.put(stream, b"x" * 600_000, b"y" * 600_000, b"z")
    [body] = eventually(lambda: delivery.objects("sized/")).values()
    assert len(body) == 1_200_000
    eventually(lambda: delivery.status("sized")["waiting"] == 1)


def test_the_query_names_the_partition(delivery: Delivery) -> None:
    stream = delivery.partitioned("split")
    delivery.put(stream, click(), click("2023-12-31T23:00:00.000Z"), click())
    delivery.flush()
    found = {key.rsplit("/", 1)[0]: body.count(b'"id"') for key, body in delivery.objects("split/").items()}
    assert found == {"split/year=2024/month=04": 2, "split/year=2023/month=12": 1}


@pytest.mark.parametrize(
    ("record", "message"),
    [
        (b"no json", "Non JSON record provided"),
        (b'{"at":"2024-01-01"}{"at":"2024-01-01"}', "Non JSON record provided"),
        (b"\xff", "Non JSON record provided"),
        (b'{"other": 1}', "partitionKeys values must not be null or empty"),
        (b'{"at": ""}', "partitionKeys values must not be null or empty"),
        (b"[1]", "The query failed or has not one result: "),
    ],
)
def test_a_record_without_keys_is_kept_with_the_reason(delivery: Delivery, record: bytes, message: str) -> None:
    stream = delivery.partitioned(f"lost-{zlib.crc32(record)}")
    before = now_in_milliseconds()
    delivery.put(stream, record)
    assert delivery.flush()[stream] == {"delivered": 0, "failed": 1}
    [error] = delivery.errors(f"errors/{stream}/metadata-extraction-failed/")
    assert base64.b64decode(error["rawData"]) == record
    assert error["errorCode"] == "DynamicPartitioning.MetadataExtractionFailed"
    assert error["errorMessage"].startswith(message)
    assert error["attemptsMade"] == 1
    assert before <= error["arrivalTimestamp"] <= error["attemptEndingTimestamp"] <= now_in_milliseconds()


def test_more_than_500_partitions_go_to_the_error_prefix(delivery: Delivery) -> None:
    stream = delivery.partitioned("many")
    delivery.put(stream, *(click(f"{year:04d}-01-01T00:00:00.000Z") for year in range(1000, 1502)))
    delivery.put(stream, click("1000-01-01T00:00:00.000Z"))
    assert delivery.flush()["many"] == {"delivered": 501, "failed": 2}
    years = [
        json.loads(base64.b64decode(each["rawData"]))["at"][:4] for each in delivery.errors("errors/many/activePa")
    ]
    assert years == ["1500", "1501"]


def test_records_become_parquet_by_the_catalogs_columns(delivery: Delivery) -> None:
    stream = delivery.converted("parquet")
    delivery.put(stream, click(unknown="left out", ID="any case"), click(id=None, status="404"), {"at": click()["at"]})
    delivery.flush()
    [(key, body)] = delivery.objects("parquet/").items()
    assert key.endswith(".parquet")
    assert pq.read_table(io.BytesIO(body)).to_pylist() == [
        {"id": "any case", "at": datetime(2024, 4, 1, 1, 2, 3, 456000), "status": 200},
        {"id": None, "at": datetime(2024, 4, 1, 1, 2, 3, 456000), "status": 404},
        {"id": None, "at": datetime(2024, 4, 1, 1, 2, 3, 456000), "status": None},
    ]


@pytest.mark.parametrize(
    "field",
    [{"status": "many"}, {"status": 1.5}, {"status": 2**31}, {"at": "2024-04-01T01:00:00+09:00"}, {"status": True}],
)
def test_a_value_of_another_type_fails_its_record_alone(delivery: Delivery, field: dict[str, Any]) -> None:
    stream = delivery.converted(f"strict-{zlib.crc32(repr(field).encode())}")
    delivery.put(stream, click(), click(**field))
    assert delivery.flush()[stream] == {"delivered": 1, "failed": 1}
    [error] = delivery.errors(f"errors/{stream}/format-conversion-failed/")
    assert error["lastErrorCode"] == "DataFormatConversion.MalformedData"
    assert error["lastErrorMessage"].startswith(next(iter(field)))
    assert json.loads(base64.b64decode(error["rawData"])) == click(**field)
    assert set(error) == CONVERSION_MEMBERS
    described = {"databaseName": "shop", "tableName": "clicks", "region": REGION, "versionId": "LATEST"}
    assert error["dataCatalogTable"] == {**described, "catalogId": None, "catalogArn": None}


def test_without_its_table_a_stream_keeps_every_record(delivery: Delivery) -> None:
    stream = delivery.converted("tableless", table="nowhere")
    delivery.put(stream, click())
    assert delivery.flush()["tableless"] == {"delivered": 0, "failed": 1}
    [error] = delivery.errors("errors/tableless/")
    assert error["lastErrorMessage"] == "table shop.nowhere does not exist"


def test_objects_are_encrypted_with_the_streams_key(delivery: Delivery) -> None:
    key = delivery.emulator.client("kms").create_key()["KeyMetadata"]["Arn"]
    stream = delivery.stream("sealed", EncryptionConfiguration={"KMSEncryptionConfig": {"AWSKMSKeyARN": key}})
    delivery.put(stream, b"secret")
    delivery.flush()
    [name] = delivery.objects("sealed/")
    head = delivery.s3.head_object(Bucket="out", Key=name)
    assert (head["ServerSideEncryption"], head["SSEKMSKeyId"]) == ("aws:kms", key)


def test_what_s3_does_not_take_is_kept_until_it_does(delivery: Delivery) -> None:
    stream = delivery.stream("patient", BucketARN="arn:aws:s3:::later")
    delivery.put(stream, b"kept")
    assert delivery.flush()["patient"] == {"delivered": 0, "failed": 0}
    status = delivery.status("patient")
    assert status["waiting"] == 1
    assert "NoSuchBucket" in status["trouble"]
    delivery.s3.create_bucket(Bucket="later", CreateBucketConfiguration={"LocationConstraint": REGION})
    eventually(lambda: delivery.status("patient")["delivered"] == 1)
    assert len(delivery.s3.list_objects_v2(Bucket="later")["Contents"]) == 1


def test_what_is_not_delivered_is_logged_without_the_record(delivery: Delivery) -> None:
    logs = delivery.emulator.client("logs")
    logs.create_log_group(logGroupName="/streams")
    logs.create_log_stream(logGroupName="/streams", logStreamName="delivery")
    options = {"Enabled": True, "LogGroupName": "/streams", "LogStreamName": "delivery"}
    stream = delivery.partitioned("logged", CloudWatchLoggingOptions=options)
    delivery.put(stream, b"hanako@example.jp")
    delivery.flush()
    (event,) = logs.get_log_events(logGroupName="/streams", logStreamName="delivery")["events"]
    told = json.loads(event["message"])
    assert (told["deliveryStream"], told["errorCode"].split(".")[0]) == ("logged", "DynamicPartitioning")
    assert "1 records were put into errors/logged/" in told["message"]
    assert "hanako" not in event["message"]


def test_a_role_that_firehose_may_not_assume_delivers_nothing(delivery: Delivery) -> None:
    role = delivery.emulator.role("other", "lambda.amazonaws.com")
    stream = delivery.stream("denied", RoleARN=role)
    delivery.put(stream, b"kept")
    delivery.flush()
    assert "may not be assumed by firehose.amazonaws.com" in delivery.status("denied")["trouble"]


@pytest.mark.parametrize(
    ("count", "size", "sentence"),
    [
        (501, 1, "Records must be 1 to 500, got 501"),
        (1, 1000 * 1024 + 1, "A record must have at most 1024000 bytes, got 1024001"),
        (5, 900_000, "Records must have at most 4194304 bytes, got 4500000"),
    ],
)
def test_quotas_refuse_the_whole_batch(delivery: Delivery, count: int, size: int, sentence: str) -> None:
    stream = delivery.stream(f"quota-{count}-{size}")
    records = [{"Data": b"x" * size}] * count
    with pytest.raises(botocore.exceptions.ClientError, match=sentence):
        delivery.firehose.put_record_batch(DeliveryStreamName=stream, Records=records)
    assert delivery.status(stream)["records"] == 0


def test_a_single_record_is_taken_too(delivery: Delivery) -> None:
    stream = delivery.stream("single")
    assert delivery.firehose.put_record(DeliveryStreamName=stream, Record={"Data": b"one"})["RecordId"]
    assert delivery.flush()["single"] == {"delivered": 1, "failed": 0}


def test_a_processor_that_is_not_run_here_refuses_records(delivery: Delivery) -> None:
    processors = [{"Type": "Lambda", "Parameters": []}]
    stream = delivery.stream("function", ProcessingConfiguration={"Enabled": True, "Processors": processors})
    with pytest.raises(botocore.exceptions.ClientError, match="processor Lambda is not run here"):
        delivery.put(stream, b"one")


def test_thousands_of_records_lose_none(delivery: Delivery) -> None:
    stream = delivery.converted("bulk")
    records = [click(id=str(number)) if number % 10 else b"broken" for number in range(10_000)]
    delivery.put(stream, *records)
    assert delivery.flush()["bulk"] == {"delivered": 9_000, "failed": 1_000}
    ids = [
        row["id"] for body in delivery.objects("bulk/").values() for row in pq.read_table(io.BytesIO(body)).to_pylist()
    ]
    assert sorted(map(int, ids)) == [number for number in range(10_000) if number % 10]
    assert len(delivery.errors("errors/bulk/")) == 1_000


def test_what_was_accepted_outlives_the_engine_and_is_written_once(delivery: Delivery) -> None:
    stream = delivery.converted("reborn")
    records = [click(id=str(number), at=f"2024-0{number % 3 + 1}-01T00:00:00Z") for number in range(30)]
    delivery.put(stream, *records, b"broken")
    delivery.emulator.control("fault?kind=firehose", "POST")
    delivery.put(stream, click(id="after"))
    delivery.flush()
    status = eventually(lambda: (now := delivery.status(stream))["waiting"] == 0 and now)
    assert (status["records"], status["delivered"], status["failed"]) == (32, 31, 1)
    bodies = delivery.objects("reborn/").values()
    ids = [row["id"] for body in bodies for row in pq.read_table(io.BytesIO(body)).to_pylist()]
    assert sorted(ids) == sorted([*(str(number) for number in range(30)), "after"])


def test_an_engine_that_dies_while_it_writes_leaves_nothing_twice(delivery: Delivery) -> None:
    role = delivery.emulator.role("stream-torn", "firehose.amazonaws.com")
    stream = delivery.partitioned("torn", RoleARN=role)
    delivery.put(stream, *(click(id=str(number), at=f"2024-0{number + 1}-01T00:00:00Z") for number in range(3)))
    delivery.emulator.control("fault?kind=firehose&step=torn&write=2", "POST")
    delivery.flush()
    eventually(lambda: delivery.status(stream)["waiting"] == 0)
    delivery.emulator.wait_idle()
    lines = [json.loads(line)["id"] for body in delivery.objects("torn/").values() for line in body.splitlines()]
    assert sorted(lines) == ["0", "1", "2"]
    assert not list((delivery.emulator.state / "firehose" / "torn").glob("*.jsonl"))
