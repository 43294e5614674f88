from __future__ import annotations

import json
from typing import TYPE_CHECKING

from emulator.conftest import eventually
from emulator.engines.test_functions import bucket, function, message, queue

if TYPE_CHECKING:
    from emulator.conftest import Emulator

NEEDS_A_PLACE = """
import boto3
def handle(event, context):
    s3, (name, key) = boto3.client("s3"), event["Records"][0]["body"].split()
    s3.get_object(Bucket=name, Key="place")
    s3.put_object(Bucket=name, Key=key, Body=b"")
"""


def mapped(emulator: Emulator, arn: str, attempts: int) -> tuple[str, str]:
    """A queue that the function takes messages from, and the queue of its dead letters."""
    (url, queue_arn), (dead_url, dead_arn) = queue(emulator), queue(emulator)
    policy = json.dumps({"deadLetterTargetArn": dead_arn, "maxReceiveCount": attempts})
    sqs = emulator.client("sqs")
    sqs.set_queue_attributes(QueueUrl=url, Attributes={"RedrivePolicy": policy, "VisibilityTimeout": "900"})
    emulator.client("lambda").create_event_source_mapping(FunctionName=arn, EventSourceArn=queue_arn, BatchSize=1)
    return url, dead_url


def keys(emulator: Emulator, name: str) -> list[str]:
    return [each["Key"] for each in emulator.client("s3").list_objects_v2(Bucket=name).get("Contents", [])]


class TestMessages:
    def test_are_brought_again_until_the_function_can(self, emulator: Emulator) -> None:
        arn, name = function(emulator, {"main.py": NEEDS_A_PLACE}), bucket(emulator)
        url, dead_url = mapped(emulator, arn, 1000)
        sqs = emulator.client("sqs")
        for key in ("first", "second"):
            sqs.send_message(QueueUrl=url, MessageBody=f"{name} {key}")
        counted = arn.rsplit(":", 1)[1]

        def failed() -> bool:
            rows = emulator.control("status")["functions"]
            return any(row["errors"] >= 2 for row in rows if row["name"] == counted)

        eventually(failed)
        emulator.client("s3").put_object(Bucket=name, Key="place", Body=b"")
        emulator.wait_idle()
        assert keys(emulator, name) == ["first", "place", "second"]
        assert "Messages" not in sqs.receive_message(QueueUrl=dead_url)

    def test_go_to_the_dead_letters_after_as_many_attempts_as_the_queue_says(self, emulator: Emulator) -> None:
        arn, name = function(emulator, {"main.py": NEEDS_A_PLACE}), bucket(emulator)
        url, dead_url = mapped(emulator, arn, 2)
        emulator.client("sqs").send_message(QueueUrl=url, MessageBody=f"{name} never")
        assert message(emulator, dead_url)["Body"] == f"{name} never"
        assert {"name": arn.rsplit(":", 1)[1], "invocations": 2, "errors": 2} in emulator.control("status")["functions"]
