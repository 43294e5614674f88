from __future__ import annotations

import json
import uuid
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from botocore.exceptions import ClientError
from moto.cloudwatch.models import MetricDatum

from emulator.conftest import Emulator
from emulator.engines.alarm_figures import judge
from emulator.engines.alarm_rule import AlarmRuleError, alarms_of, holds
from emulator.engines.metric_math import UnknownMathError, evaluate
from emulator.engines.test_functions import queue

AT_LEAST = "GreaterThanOrEqualToThreshold"


@dataclass
class Listener:
    """A topic that alarms may publish to, and what was published."""

    emulator: Emulator
    arn: str
    url: str

    def messages(self) -> list[dict[str, Any]]:
        """All messages, once everything is quiet."""
        self.emulator.wait_idle()
        found = self.emulator.client("sqs").receive_message(QueueUrl=self.url, MaxNumberOfMessages=10)
        return [json.loads(json.loads(each["Body"])["Message"]) for each in found.get("Messages", [])]


@pytest.fixture
def listener(emulator: Emulator) -> Listener:
    sns, (url, queue_arn) = emulator.client("sns"), queue(emulator)
    arn = sns.create_topic(Name=f"topic-{uuid.uuid4().hex[:8]}")["TopicArn"]
    statement = {"Effect": "Allow", "Principal": {"Service": "cloudwatch.amazonaws.com"}, "Action": "sns:Publish"}
    policy = {"Version": "2012-10-17", "Statement": [{**statement, "Resource": arn}]}
    sns.set_topic_attributes(TopicArn=arn, AttributeName="Policy", AttributeValue=json.dumps(policy))
    sns.subscribe(TopicArn=arn, Protocol="sqs", Endpoint=queue_arn)
    return Listener(emulator, arn, url)


def cpu_alarm(emulator: Emulator, topic: str | None = None) -> str:
    name = f"cpu-{uuid.uuid4().hex[:8]}"
    emulator.client("cloudwatch").put_metric_alarm(
        AlarmName=name,
        Namespace="AWS/EC2",
        MetricName="CPUUtilization",
        Dimensions=[{"Name": "AutoScalingGroupName", "Value": name}],
        Statistic="Maximum",
        Period=60,
        EvaluationPeriods=5,
        DatapointsToAlarm=3,
        Threshold=75,
        ComparisonOperator=AT_LEAST,
        TreatMissingData="missing",
        AlarmActions=[topic] if topic else [],
    )
    return name


def measure(emulator: Emulator, group: str, value: float) -> None:
    query = f"namespace=AWS/EC2&name=CPUUtilization&AutoScalingGroupName={group}&value={value}"
    emulator.control(f"metric?{query}", "POST")


def state_of(emulator: Emulator, name: str) -> str:
    emulator.wait_idle()
    types = ["MetricAlarm", "CompositeAlarm"]
    told = emulator.client("cloudwatch").describe_alarms(AlarmNames=[name], AlarmTypes=types)
    return (told["MetricAlarms"] + told["CompositeAlarms"])[0]["StateValue"]


class TestMetricAlarm:
    @pytest.mark.parametrize(("value", "told"), [(74, 0), (75, 1), (76, 1)])
    def test_tells_from_its_threshold_on(self, emulator: Emulator, listener: Listener, value: int, told: int) -> None:
        name = cpu_alarm(emulator, listener.arn)
        measure(emulator, name, value)
        messages = listener.messages()
        assert len(messages) == told
        for message in messages:
            assert (message["AlarmName"], message["NewStateValue"]) == (name, "ALARM")
            assert f"[{float(value)} (" in message["NewStateReason"]
            assert message["Trigger"]["Dimensions"] == [{"name": "AutoScalingGroupName", "value": name}]

    def test_tells_once_while_it_stays_up(self, emulator: Emulator, listener: Listener) -> None:
        name = cpu_alarm(emulator, listener.arn)
        for _ in range(3):
            measure(emulator, name, 90)
        assert len(listener.messages()) == 1

    def test_goes_where_a_person_sets_it(self, emulator: Emulator, listener: Listener) -> None:
        name = cpu_alarm(emulator, listener.arn)
        emulator.client("cloudwatch").set_alarm_state(AlarmName=name, StateValue="ALARM", StateReason="a test")
        assert [message["NewStateReason"] for message in listener.messages()] == ["a test"]

    def test_is_fed_by_aws_alone_in_its_own_namespaces(self, emulator: Emulator) -> None:
        with pytest.raises(ClientError, match="reserved"):
            emulator.client("cloudwatch").put_metric_data(
                Namespace="AWS/EC2", MetricData=[{"MetricName": "CPUUtilization", "Value": 76}]
            )

    def test_does_not_reach_a_topic_that_lets_no_alarm_in(self, emulator: Emulator, listener: Listener) -> None:
        closed = json.dumps({"Version": "2012-10-17", "Statement": []})
        sns = emulator.client("sns")
        sns.set_topic_attributes(TopicArn=listener.arn, AttributeName="Policy", AttributeValue=closed)
        measure(emulator, cpu_alarm(emulator, listener.arn), 76)
        assert listener.messages() == []


class TestCompositeAlarm:
    def composite(self, emulator: Emulator, rule: str, topic: str, suppressor: str | None = None) -> str:
        name = f"trouble-{uuid.uuid4().hex[:8]}"
        quiet = {
            "ActionsSuppressor": suppressor,
            "ActionsSuppressorWaitPeriod": 120,
            "ActionsSuppressorExtensionPeriod": 180,
        }
        emulator.client("cloudwatch").put_composite_alarm(
            AlarmName=name, AlarmRule=rule, AlarmActions=[topic], **(quiet if suppressor else {})
        )
        return name

    def test_is_one_message_for_all_alarms_below_it(self, emulator: Emulator, listener: Listener) -> None:
        one, other = cpu_alarm(emulator), cpu_alarm(emulator)
        name = self.composite(emulator, f'ALARM("{one}") OR ALARM("{other}")', listener.arn)
        for group in (one, other):
            measure(emulator, group, 90)
            emulator.wait_idle()
        (message,) = listener.messages()
        assert (message["AlarmName"], message["OldStateValue"]) == (name, "INSUFFICIENT_DATA")
        assert message["TriggeringChildren"][0]["Arn"].endswith(f":alarm:{one}")

    def test_is_quiet_while_the_tier_behind_is_in_trouble_and_speaks_when_that_ends(
        self, emulator: Emulator, listener: Listener
    ) -> None:
        child, behind = cpu_alarm(emulator), cpu_alarm(emulator)
        name = self.composite(emulator, f'ALARM("{child}")', listener.arn, behind)
        measure(emulator, behind, 90)
        emulator.wait_idle()
        measure(emulator, child, 90)
        assert listener.messages() == []
        assert state_of(emulator, name) == "ALARM"
        emulator.client("cloudwatch").set_alarm_state(AlarmName=behind, StateValue="OK", StateReason="mended")
        assert [message["AlarmName"] for message in listener.messages()] == [name]


@dataclass
class FakeAlarm:
    datapoints: list[float | None]
    datapoints_to_alarm: int = 3
    evaluation_periods: int = 3
    treat_missing_data: str = "missing"
    namespace: str = "Mall"
    metric_name: str = "m"
    threshold: float = 75
    period: int = 60
    statistic: str = "Maximum"
    extended_statistic: str | None = None
    comparison_operator: str = AT_LEAST
    metric_data_queries: list[Any] = field(default_factory=list)
    dimensions: list[Any] = field(default_factory=list)

    def state(self) -> str | None:
        now = datetime.now(UTC).replace(tzinfo=None)
        moments = [now - timedelta(seconds=60 * back) for back in range(len(self.datapoints))]
        pairs = zip(reversed(self.datapoints), moments, strict=True)
        data = [MetricDatum("Mall", "m", value, [], at) for value, at in pairs if value is not None]
        verdict = judge(self, data, now)  # type: ignore[arg-type]
        return verdict[0] if verdict else None


class TestJudgement:
    """The table of `Configuring how CloudWatch alarms treat missing data`: bad, good, none."""

    @pytest.mark.parametrize(
        ("datapoints", "missing", "ignore", "breaching", "not_breaching"),
        [
            ([0, None, 90, None, 90], "OK", "OK", "OK", "OK"),
            ([None, None, None, None, 0], "OK", None, "OK", "OK"),
            ([None] * 5, "INSUFFICIENT_DATA", None, "ALARM", "OK"),
            ([0, 90, 90, None, 90], "ALARM", "ALARM", "ALARM", "ALARM"),
            ([None, None, 90, None, None], "ALARM", None, "ALARM", "OK"),
        ],
    )
    def test_of_silence_is_what_the_alarm_says(
        self, datapoints: list[float | None], missing: str, ignore: str, breaching: str, not_breaching: str
    ) -> None:
        treated = {"missing": missing, "ignore": ignore, "breaching": breaching, "notBreaching": not_breaching}
        states = {treat: FakeAlarm(datapoints, treat_missing_data=treat).state() for treat in treated}
        assert states == treated

    @pytest.mark.parametrize(
        ("datapoints", "state"),
        [([90, 0, 90, 0, 90], "ALARM"), ([90, 0, 90, 0, 0], "OK"), ([75, 75, 75, 0, 0], "ALARM")],
    )
    def test_needs_some_of_many(self, datapoints: list[float | None], state: str) -> None:
        assert FakeAlarm(datapoints, evaluation_periods=5).state() == state


class TestMetricMath:
    @pytest.mark.parametrize(
        ("expression", "values", "figure"),
        [
            ("IF(FILL(errors, 0) >= 5, 100 * errors / requests, 0)", {"errors": 6, "requests": 300}, 2),
            ("IF(FILL(errors, 0) >= 5, 100 * errors / requests, 0)", {"errors": None, "requests": 300}, 0),
            ("IF(FILL(errors, 0) >= 5, 100 * errors / requests, 0)", {"errors": None, "requests": None}, None),
            ("IF(lag < 0, 3600, lag)", {"lag": -1}, 3600),
            ("100 * MIN([FILL(a, 0), FILL(b, 0)]) / SUM([FILL(a, 0), FILL(b, 0)])", {"a": 30, "b": 70}, 30),
            ("a / b", {"a": 1, "b": 0}, None),
        ],
    )
    def test_gives_the_figure_of_a_period(self, expression: str, values: dict[str, Any], figure: float | None) -> None:
        assert evaluate(expression, values) == figure

    def test_refuses_what_it_does_not_know(self) -> None:
        with pytest.raises(UnknownMathError, match="ANOMALY_DETECTION_BAND"):
            evaluate("ANOMALY_DETECTION_BAND(a, 2)", {"a": 1})


class TestAlarmRule:
    @pytest.mark.parametrize(
        ("rule", "true"),
        [
            ('ALARM("a") OR ALARM("b")', True),
            ('ALARM("a") AND ALARM(b)', False),
            ('NOT (ALARM("b") OR INSUFFICIENT_DATA("b")) AND OK("b")', True),
            ("ALARM(arn:aws:cloudwatch:ap-northeast-1:123456789012:alarm:a)", True),
            ("FALSE", False),
        ],
    )
    def test_holds_of_states(self, rule: str, true: bool) -> None:
        assert holds(rule, {"a": "ALARM", "b": "OK"}.__getitem__) is true

    def test_names_its_alarms(self) -> None:
        assert alarms_of('ALARM("a") OR NOT OK(b)') == {"a", "b"}

    @pytest.mark.parametrize("rule", ['ALARM("a") OR', "a", "__import__('os')"])
    def test_that_is_none_is_refused(self, rule: str) -> None:
        with pytest.raises(AlarmRuleError, match="is no rule"):
            holds(rule, {"a": "ALARM"}.__getitem__)
