from __future__ import annotations

import json
import uuid
from typing import Any

from emulator.conftest import ACCOUNT, Emulator
from emulator.engines.test_functions import bucket, function, let_in, message, queue

REMEMBER = """
import json, boto3
def handle(event, context):
    boto3.client("s3").put_object(Bucket=event["detail"]["bucket"], Key=event["id"], Body=json.dumps(event))
"""


def rule(emulator: Emulator, pattern: dict[str, Any], **target: Any) -> str:
    name, events = f"rule-{uuid.uuid4().hex[:8]}", emulator.client("events")
    arn = events.put_rule(Name=name, EventPattern=json.dumps(pattern))["RuleArn"]
    events.put_targets(Rule=name, Targets=[{"Id": "target", **target}])
    return arn


def put(emulator: Emulator, detail: dict[str, Any], source: str = "mall.test") -> dict[str, Any]:
    entry = {"Source": source, "DetailType": "Test", "Detail": json.dumps(detail)}
    return emulator.client("events").put_events(Entries=[entry])


def admit(emulator: Emulator, url: str, arn: str, source: str) -> None:
    condition = {"ArnEquals": {"aws:SourceArn": source}}
    statement = {"Effect": "Allow", "Principal": {"Service": "events.amazonaws.com"}, "Action": "sqs:SendMessage"}
    policy = {"Version": "2012-10-17", "Statement": [{**statement, "Resource": arn, "Condition": condition}]}
    emulator.client("sqs").set_queue_attributes(QueueUrl=url, Attributes={"Policy": json.dumps(policy)})


class TestEvents:
    def test_one_that_matches_starts_the_function_and_one_that_does_not_is_left(self, emulator: Emulator) -> None:
        arn, name = function(emulator, {"main.py": REMEMBER}), bucket(emulator)
        pattern = {"source": ["mall.test"], "detail": {"state": ["done"], "bucket": [name]}}
        let_in(emulator, arn, "events.amazonaws.com", rule(emulator, pattern, Arn=arn))
        put(emulator, {"state": "begun", "bucket": name})
        put(emulator, {"state": "done", "bucket": name})
        emulator.wait_idle()
        s3 = emulator.client("s3")
        (kept,) = s3.list_objects_v2(Bucket=name)["Contents"]
        event = json.loads(s3.get_object(Bucket=name, Key=kept["Key"])["Body"].read())
        assert (event["detail-type"], event["detail"]["state"], event["account"]) == ("Test", "done", ACCOUNT)

    def test_a_target_that_lets_no_event_in_is_told_to_the_dead_letter_queue(self, emulator: Emulator) -> None:
        arn, (url, queue_arn) = function(emulator, {"main.py": REMEMBER}), queue(emulator)
        pattern = {"detail": {"only": ["closed"]}}
        source = rule(emulator, pattern, Arn=arn, DeadLetterConfig={"Arn": queue_arn})
        admit(emulator, url, queue_arn, source)
        put(emulator, {"only": "closed"})
        dead = message(emulator, url)
        assert json.loads(dead["Body"])["detail"] == {"only": "closed"}
        assert dead["MessageAttributes"]["ERROR_CODE"]["StringValue"] == "NO_PERMISSIONS"

    def test_s3_tells_the_bus_of_objects_when_it_is_asked_to(self, emulator: Emulator) -> None:
        name, (url, queue_arn) = bucket(emulator), queue(emulator)
        pattern = {"source": ["aws.s3"], "detail": {"bucket": {"name": [name]}}}
        admit(emulator, url, queue_arn, rule(emulator, pattern, Arn=queue_arn))
        s3 = emulator.client("s3")
        s3.put_object(Bucket=name, Key="before", Body=b"x")
        s3.put_bucket_notification_configuration(
            Bucket=name, NotificationConfiguration={"EventBridgeConfiguration": {}}
        )
        s3.put_object(Bucket=name, Key="a b", Body=b"x")
        event = json.loads(message(emulator, url)["Body"])
        assert (event["detail-type"], event["detail"]["object"]["key"]) == ("Object Created", "a b")

    def test_nobody_speaks_for_aws(self, emulator: Emulator) -> None:
        answer = put(emulator, {}, source="aws.glue")
        assert answer["FailedEntryCount"] == 1
        assert answer["Entries"][0]["ErrorCode"] == "NotAuthorizedForSourceException"
