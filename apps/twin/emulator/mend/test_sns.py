from __future__ import annotations

import json
from typing import Any

import pytest

from emulator.conftest import Emulator
from emulator.engines.test_functions import queue

POLICY = {"$or": [{"NewStateValue": ["ALARM"]}, {"detail-type": ["Glue Job State Change"]}]}


class TestFilterPolicy:
    @pytest.mark.parametrize(
        ("message", "delivered"),
        [
            ({"NewStateValue": "ALARM"}, 1),
            ({"NewStateValue": "OK"}, 0),
            ({"detail-type": "Glue Job State Change", "detail": {"state": "FAILED"}}, 1),
            ({"detail-type": "Glue Crawler State Change"}, 0),
            ("no JSON object", 0),
        ],
    )
    def test_over_the_body_lets_through_what_one_of_its_branches_takes(
        self, emulator: Emulator, message: Any, delivered: int
    ) -> None:
        sns, (url, arn) = emulator.client("sns"), queue(emulator)
        topic = sns.create_topic(Name=arn.rsplit(":", 1)[1])["TopicArn"]
        filtered = {"FilterPolicyScope": "MessageBody", "FilterPolicy": json.dumps(POLICY)}
        sns.subscribe(TopicArn=topic, Protocol="sqs", Endpoint=arn, Attributes=filtered)
        sns.publish(TopicArn=topic, Message=json.dumps(message))
        emulator.wait_idle()
        assert len(emulator.client("sqs").receive_message(QueueUrl=url).get("Messages", [])) == delivered
