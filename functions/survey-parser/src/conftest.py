"""Buckets and uploads for the tests of what becomes of an upload."""

import io
import json
from datetime import datetime

import boto3
import pyarrow.parquet
import pytest
from moto import mock_aws

from handler import handler
from reader import read

AT = "2024/04/01 10:00:00"
NAME = "survey-2024Q1.xlsx"


class Store:
    """The two buckets, events as S3 sends them, and what EventBridge's default bus was told."""

    def __init__(self):
        self.s3 = boto3.client("s3")
        for bucket in ("landing", "raw"):
            self.s3.create_bucket(Bucket=bucket, CreateBucketConfiguration={"LocationConstraint": "ap-northeast-1"})
        self._sqs, events = boto3.client("sqs"), boto3.client("events")
        self._queue = self._sqs.create_queue(QueueName="told")["QueueUrl"]
        arn = self._sqs.get_queue_attributes(QueueUrl=self._queue, AttributeNames=["QueueArn"])["Attributes"][
            "QueueArn"
        ]
        events.put_rule(Name="all", EventPattern='{"source": [{"prefix": ""}]}')
        events.put_targets(Rule="all", Targets=[{"Id": "queue", "Arn": arn}])

    def upload(self, content, name=NAME):
        self.s3.put_object(Bucket="landing", Key=f"surveys/{name}", Body=content)

    def announce(self, key=f"surveys/{NAME}"):
        return handler({"Records": [{"s3": {"bucket": {"name": "landing"}, "object": {"key": key}}}]}, None)

    def read(self, key, bucket="raw"):
        return self.s3.get_object(Bucket=bucket, Key=key)["Body"].read()

    def table(self, key):
        return pyarrow.parquet.read_table(io.BytesIO(self.read(key)))

    def keys(self, bucket):
        return [found["Key"] for found in self.s3.list_objects_v2(Bucket=bucket).get("Contents", [])]

    def told(self):
        """The events since it was last asked."""
        found = self._sqs.receive_message(QueueUrl=self._queue, MaxNumberOfMessages=10).get("Messages", [])
        for message in found:
            self._sqs.delete_message(QueueUrl=self._queue, ReceiptHandle=message["ReceiptHandle"])
        return [json.loads(message["Body"]) for message in found]


@pytest.fixture
def store(monkeypatch):
    # A process each takes its time, and has tests of its own.
    monkeypatch.setattr("intake.read_apart", read)
    with mock_aws():
        yield Store()


@pytest.fixture
def good(workbook, header):
    rows = [("R1", AT, 35, "TikTok、雑誌", 5), ("R1", AT, 35, None, 5), (None, "昨日", "30代", None, "満足")]
    return workbook({"回答": [header, *rows]})


@pytest.fixture
def at_minute(monkeypatch):
    """Sets S3's clock to a minute of an hour."""

    def at(minute):
        monkeypatch.setattr("moto.s3.models.utcnow", lambda: datetime(2024, 4, 1, 0, minute))

    return at


@pytest.fixture
def twice(store, good, monkeypatch):
    """A quarter that was uploaded as a workbook first and as a CSV a minute later, and how each is announced."""
    minutes = iter(range(60))
    monkeypatch.setattr("moto.s3.models.utcnow", lambda: datetime(2024, 4, 1, 0, next(minutes)))
    store.upload(good)
    store.upload("回答ID,回答日時,年齢\nR7,2024/04/01 10:00,35\n".encode(), "survey-2024Q1.csv")
    return ["surveys/survey-2024Q1.xlsx", "surveys/survey-2024Q1.csv"]
