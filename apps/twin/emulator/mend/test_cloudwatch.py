from __future__ import annotations

import json
import urllib.request
from typing import Any

import pytest
from botocore.exceptions import ClientError

from emulator.conftest import PATIENCE_SECONDS, Emulator

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
        scope = "x/20240701/ap-northeast-1/monitoring/aws4_request"
        request = urllib.request.Request(
            emulator.endpoint,
            data=json.dumps({"AlarmNames": ["told-in-json"]}).encode(),
            headers={
                "Content-Type": "application/x-amz-json-1.0",
                "X-Amz-Target": "GraniteServiceVersion20100801.DescribeAlarms",
                "Authorization": f"AWS4-HMAC-SHA256 Credential={scope}, SignedHeaders=host, Signature=x",
            },
        )
        with urllib.request.urlopen(request, timeout=PATIENCE_SECONDS) as response:
            (alarm,) = json.load(response)["MetricAlarms"]
        assert (alarm["AlarmName"], alarm["Threshold"]) == ("told-in-json", 75)
