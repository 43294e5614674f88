from __future__ import annotations

import json
from typing import Any

import pytest
from botocore.exceptions import ClientError

from emulator.conftest import Emulator

METRIC = {
    "Namespace": "Mall/Test",
    "MetricName": "Load",
    "Statistic": "Maximum",
    "Period": 60,
    "EvaluationPeriods": 1,
    "Threshold": 75,
    "ComparisonOperator": "GreaterThanOrEqualToThreshold",
}


def metric_alarm(emulator: Emulator, name: str, **settings: Any) -> None:
    emulator.client("cloudwatch").put_metric_alarm(AlarmName=name, **METRIC, **settings)


class TestCompositeAlarm:
    def test_is_answered_as_it_was_put_and_only_to_who_asks_for_its_type(self, emulator: Emulator) -> None:
        cloudwatch = emulator.client("cloudwatch")
        metric_alarm(emulator, "behind")
        cloudwatch.put_composite_alarm(
            AlarmName="trouble",
            AlarmDescription="in trouble",
            AlarmRule='ALARM("behind")',
            AlarmActions=["arn:aws:sns:ap-northeast-1:123456789012:topic"],
            ActionsSuppressor="behind",
            ActionsSuppressorWaitPeriod=120,
            ActionsSuppressorExtensionPeriod=180,
            Tags=[{"Key": "tier", "Value": "web"}],
        )
        assert cloudwatch.describe_alarms(AlarmNames=["trouble"])["CompositeAlarms"] == []
        told = cloudwatch.describe_alarms(AlarmNames=["trouble"], AlarmTypes=["CompositeAlarm"])
        (alarm,) = told["CompositeAlarms"]
        assert told["MetricAlarms"] == []
        assert (alarm["AlarmRule"], alarm["ActionsSuppressor"]) == ('ALARM("behind")', "behind")
        assert (alarm["ActionsSuppressorWaitPeriod"], alarm["ActionsSuppressorExtensionPeriod"]) == (120, 180)
        tags = cloudwatch.list_tags_for_resource(ResourceARN=alarm["AlarmArn"])["Tags"]
        assert tags == [{"Key": "tier", "Value": "web"}]

    def test_is_refused_when_its_suppressor_does_not_exist(self, emulator: Emulator) -> None:
        with pytest.raises(ClientError, match="nowhere does not exist"):
            emulator.client("cloudwatch").put_composite_alarm(
                AlarmName="lonely",
                AlarmRule="TRUE",
                ActionsSuppressor="nowhere",
                ActionsSuppressorWaitPeriod=1,
                ActionsSuppressorExtensionPeriod=1,
            )


class TestMetricAlarm:
    def test_begins_without_data_and_keeps_its_state_when_it_is_put_again(self, emulator: Emulator) -> None:
        cloudwatch = emulator.client("cloudwatch")

        def state() -> str:
            return cloudwatch.describe_alarms(AlarmNames=["kept"])["MetricAlarms"][0]["StateValue"]

        metric_alarm(emulator, "kept")
        assert state() == "INSUFFICIENT_DATA"
        cloudwatch.set_alarm_state(AlarmName="kept", StateValue="ALARM", StateReason="a test")
        metric_alarm(emulator, "kept", AlarmDescription="changed")
        assert state() == "ALARM"


class TestProtocol:
    def test_of_new_clients_is_json(self, emulator: Emulator) -> None:
        metric_alarm(emulator, "told-in-json")
        target, asked = "GraniteServiceVersion20100801.DescribeAlarms", {"AlarmNames": ["told-in-json"]}
        (alarm,) = json.loads(emulator.post("monitoring", target, asked, version="1.0"))["MetricAlarms"]
        assert (alarm["AlarmName"], alarm["Threshold"]) == ("told-in-json", 75)
