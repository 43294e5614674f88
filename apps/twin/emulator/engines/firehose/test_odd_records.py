"""Firehose and what producers do wrong: clocks, doubles, bytes, fields, haste. Every record is accounted for."""

from __future__ import annotations

import base64
import io
import json
import random
from collections.abc import Iterator
from typing import Any

import botocore.exceptions
import pyarrow.parquet as pq
import pytest

from emulator.engines.firehose.conftest import Delivery, click
from emulator.engines.firehose.throttle import REFUSED, Throttle


def rows(firehose: Delivery, prefix: str) -> list[dict[str, Any]]:
    bodies = firehose.objects(prefix).values()
    tables = [pq.read_table(io.BytesIO(body), coerce_int96_timestamp_unit="us") for body in bodies]
    return [row for table in tables for row in table.to_pylist()]


@pytest.mark.parametrize("moment", ["9999-12-31T23:59:59.999Z", "0001-01-01T00:00:00.000Z", "2300-01-01T00:00:00Z"])
def test_a_clock_that_is_centuries_wrong_fills_its_own_partition(
    delivery: Delivery,
    moment: str,
) -> None:
    stream = delivery.converted(f"clock-{moment[:4]}")
    delivery.put(stream, click(), click(moment))
    assert delivery.flush()[stream] == {"delivered": 2, "failed": 0}
    [row] = rows(delivery, f"{stream}/year={moment[:4]}/month={moment[5:7]}/")
    assert row["at"].isoformat(timespec="milliseconds")[:19] == moment[:19]


def test_a_late_click_goes_where_it_happened_and_not_where_it_came_in(delivery: Delivery) -> None:
    stream = delivery.converted("late")
    delivery.put(stream, click("2019-02-03T23:59:59.999Z"))
    delivery.flush()
    [key] = delivery.objects("late/")
    assert key.startswith("late/year=2019/month=02/")


def test_a_click_of_another_zone_is_kept_aside_as_it_came(delivery: Delivery) -> None:
    stream = delivery.converted("zone")
    tokyo = click("2024-05-01T08:00:00+09:00")
    delivery.put(stream, tokyo)
    assert delivery.flush()["zone"] == {"delivered": 0, "failed": 1}
    [error] = delivery.errors("errors/zone/format-conversion-failed/")
    assert json.loads(base64.b64decode(error["rawData"])) == tokyo


def test_a_click_that_was_sent_twice_is_there_twice(delivery: Delivery) -> None:
    stream = delivery.converted("twice")
    delivery.put(stream, click(id="same"))
    delivery.put(stream, click(id="same"))
    delivery.flush()
    assert [row["id"] for row in rows(delivery, "twice/")] == ["same", "same"]


def test_bytes_that_are_no_text_come_back_byte_for_byte(delivery: Delivery) -> None:
    stream = delivery.converted("bytes")
    noise = [
        random.Random(0).randbytes(1000),
        b"\x00",
        b"",
        b"\xef\xbb\xbf{}",
        b'{"at":"2024-01-01T00:00:00Z"',
        b"null",
        b'"at"',
    ]
    delivery.put(stream, click(), *noise)
    assert delivery.flush()["bytes"] == {"delivered": 1, "failed": len(noise)}
    kept = [base64.b64decode(error["rawData"]) for error in delivery.errors("errors/bytes/metadata-extraction-failed/")]
    assert kept == noise


def test_a_field_the_table_does_not_have_is_left_out_and_a_missing_one_is_null(delivery: Delivery) -> None:
    stream = delivery.converted("fields")
    delivery.put(stream, {"at": click()["at"], "campaign": {"name": "spring", "tags": [1, None]}}, click(status=None))
    assert delivery.flush()["fields"] == {"delivered": 2, "failed": 0}
    assert [sorted(row) for row in rows(delivery, "fields/")] == [["at", "id", "status"]] * 2
    assert [(row["id"], row["status"]) for row in rows(delivery, "fields/")] == [(None, None), ("a", None)]


def test_a_record_of_exactly_the_largest_size_is_taken(delivery: Delivery) -> None:
    stream = delivery.stream("largest")
    delivery.put(stream, b"x" * 1000 * 1024)
    assert delivery.flush()["largest"] == {"delivered": 1, "failed": 0}


@pytest.fixture
def hurried(delivery: Delivery) -> Iterator[Delivery]:
    """A Firehose whose streams take 1,000 bytes a second."""
    delivery.emulator.control("firehose/quota?bytes=1000", "POST")
    yield delivery
    delivery.emulator.control("firehose/quota?bytes=0", "POST")


def test_a_batch_beyond_the_quota_is_taken_in_part_and_says_which(hurried: Delivery) -> None:
    stream = hurried.stream("hurried")
    records = [{"Data": bytes([65 + number]) * 300} for number in range(5)]
    answer = hurried.firehose.put_record_batch(DeliveryStreamName=stream, Records=records)
    assert answer["FailedPutCount"] == 2
    taken = ["RecordId" in each for each in answer["RequestResponses"]]
    assert taken == [True, True, True, False, False]
    assert answer["RequestResponses"][3:] == [REFUSED, REFUSED]
    hurried.flush()
    [body] = hurried.objects("hurried/").values()
    assert body == b"".join(record["Data"] for record in records[:3])


def test_a_single_record_beyond_the_quota_is_an_error(hurried: Delivery) -> None:
    stream = hurried.stream("single-hurried")
    with pytest.raises(botocore.exceptions.ClientError, match=r"ServiceUnavailableException.*Slow down"):
        hurried.firehose.put_record(DeliveryStreamName=stream, Record={"Data": b"x" * 1001})
    assert hurried.status(stream)["records"] == 0


def test_a_quota_that_is_no_number_is_refused(delivery: Delivery) -> None:
    with pytest.raises(Exception, match="400"):
        delivery.emulator.control("firehose/quota?bytes=many", "POST")


def test_a_stream_takes_again_as_time_passes_and_never_more_than_a_second_at_once() -> None:
    now = [0.0]
    throttle = Throttle(lambda: now[0])
    throttle.limit(100)
    assert throttle.admit("a", [60, 60, 40]) == [True, False, True]
    assert throttle.admit("b", [100]) == [True]
    now[0] = 0.5
    assert throttle.admit("a", [50, 1]) == [True, False]
    now[0] = 60
    assert throttle.admit("a", [100, 1]) == [True, False]
