from __future__ import annotations

import json
import uuid
from datetime import datetime
from typing import TYPE_CHECKING, Any
from urllib.error import HTTPError

import pytest

from emulator.engines.cron import UnknownScheduleError, fires
from emulator.engines.test_functions import bucket, function, message, queue

if TYPE_CHECKING:
    from emulator.conftest import Emulator

REMEMBER = """
import boto3
def handle(event, context):
    boto3.client("s3").put_object(Bucket=event["bucket"], Key=event["at"], Body=b"")
"""


def schedule(emulator: Emulator, expression: str, arn: str, body: dict[str, Any], **target: Any) -> str:
    name = f"schedule-{uuid.uuid4().hex[:8]}"
    role = emulator.role(name, "scheduler.amazonaws.com")
    emulator.client("scheduler").create_schedule(
        Name=name,
        ScheduleExpression=expression,
        ScheduleExpressionTimezone="Asia/Tokyo",
        FlexibleTimeWindow={"Mode": "OFF"},
        Target={"Arn": arn, "RoleArn": role, "Input": json.dumps(body), **target},
    )
    return name


@pytest.mark.parametrize(
    ("expression", "at", "due"),
    [
        ("cron(0 2 * * ? *)", "2024-07-05T02:00", True),
        ("cron(0 2 * * ? *)", "2024-07-05T02:01", False),
        ("cron(0 2 * * ? *)", "2024-07-05T14:00", False),
        ("cron(0/15 * * * ? *)", "2024-07-05T14:45", True),
        ("cron(0/15 * * * ? *)", "2024-07-05T14:50", False),
        ("cron(0 8-18 ? * MON-FRI *)", "2024-07-05T18:00", True),
        ("cron(0 8-18 ? * MON-FRI *)", "2024-07-06T18:00", False),
        ("cron(0 9 1 1,4,7,10 ? 2024)", "2024-07-01T09:00", True),
        ("cron(0 9 1 JAN,APR ? *)", "2024-07-01T09:00", False),
    ],
)
def test_cron_is_due_in_its_minutes(expression: str, at: str, due: bool) -> None:
    assert fires(expression, datetime.fromisoformat(at)) is due


@pytest.mark.parametrize("expression", ["rate(5 minutes)", "cron(0 2 L * ? *)", "cron(0 2 * *)"])
def test_what_is_not_known_is_not_guessed(expression: str) -> None:
    with pytest.raises(UnknownScheduleError):
        fires(expression, datetime(2024, 7, 5, 2))


def test_the_clock_fires_what_is_due_in_its_time_zone_with_the_time(emulator: Emulator) -> None:
    arn, name = function(emulator, {"main.py": REMEMBER}), bucket(emulator)
    body = {"bucket": name, "at": "<aws.scheduler.scheduled-time>"}
    nightly = schedule(emulator, "cron(0 2 * * ? *)", arn, body)
    schedule(emulator, "cron(0 3 * * ? *)", arn, body)
    assert emulator.control("clock?at=2024-07-04T17:00:00Z", "POST") == {"fired": [nightly]}
    assert emulator.control("clock?at=2024-07-04T17:01:00Z", "POST") == {"fired": []}
    emulator.wait_idle()
    keys = [each["Key"] for each in emulator.client("s3").list_objects_v2(Bucket=name)["Contents"]]
    assert keys == ["2024-07-04T17:00:00Z"]


def test_what_cannot_be_delivered_is_kept(emulator: Emulator) -> None:
    url, dead = queue(emulator)
    gone = dead.replace("queue-", "gone-")
    name = schedule(emulator, "cron(0 4 * * ? *)", gone, {"order": 7}, DeadLetterConfig={"Arn": dead})
    assert emulator.control("clock?at=2024-07-04T19:00:00Z", "POST") == {"fired": [name]}
    assert json.loads(message(emulator, url)["Body"]) == {"order": 7}


def test_the_clock_wants_a_time(emulator: Emulator) -> None:
    with pytest.raises(HTTPError, match="400"):
        emulator.control("clock?at=soon", "POST")
