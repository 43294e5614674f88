"""CloudWatch alarms: figures become states, states become messages, states of several become those of composite alarms.

A metric alarm is evaluated when a figure of its metric arrives; no clock looks at silence.
https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/alarm-evaluation.html
"""

from __future__ import annotations

import json
import logging
import threading
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

from moto.cloudwatch.models import Alarm, CloudWatchBackend
from moto.cloudwatch.responses import CloudWatchResponse

from emulator.authorize import service_may
from emulator.engines.alarm_figures import Metric, judge, metrics_of
from emulator.engines.alarm_message import message
from emulator.engines.alarm_rule import alarms_of, holds
from emulator.operations import AwsError

if TYPE_CHECKING:
    from emulator.twin import Twin

log = logging.getLogger("twin.alarms")

PRINCIPAL = "cloudwatch.amazonaws.com"
SUPPRESSOR_WAIT_SECONDS = 1.0
"""For which a composite alarm waits whether its suppressor goes up too. AWS waits as long as the alarm says."""


def install(twin: Twin) -> None:
    """Let CloudWatch raise alarms."""
    alarms = Alarms(twin)
    put, set_state = CloudWatchBackend.put_metric_data, CloudWatchBackend.set_alarm_state

    def put_metric_data(backend: CloudWatchBackend, namespace: str, data: list[dict[str, Any]]) -> None:
        put(backend, namespace, data)
        twin.background.submit(alarms.evaluate, {_metric(namespace, datum) for datum in data})

    def set_alarm_state(backend: CloudWatchBackend, name: str, reason: str, data: str, state: str) -> None:
        if name not in backend.alarms:
            set_state(backend, name, reason, data, state)
        alarms.change(backend.alarms[name], state, reason, data or "{}")

    CloudWatchBackend.put_metric_data = put_metric_data
    CloudWatchBackend.set_alarm_state = set_alarm_state
    _refuse_aws_namespaces()
    twin.control.route("POST", "metric", lambda query: _measure(twin, query))
    twin.control.status("alarms", alarms.status)


def _refuse_aws_namespaces() -> None:
    """Only AWS services put figures into namespaces that begin with `AWS/`; here `POST /_twin/metric` does."""
    own = CloudWatchResponse.put_metric_data

    def put_metric_data(response: CloudWatchResponse) -> Any:
        namespace = response._get_param("Namespace")
        if str(namespace).startswith("AWS/"):
            raise AwsError("InvalidParameterValue", f"The value {namespace} for parameter Namespace is reserved.")
        return own(response)

    CloudWatchResponse.put_metric_data = put_metric_data


def _measure(twin: Twin, query: dict[str, str]) -> dict[str, Any]:
    """A figure as an AWS service measures it: `namespace`, `name`, `value`; every other parameter is a dimension."""
    namespace, name, value = (query.pop(key) for key in ("namespace", "name", "value"))
    dimensions = [{"Name": key, "Value": text} for key, text in query.items()]
    datum = {"MetricName": name, "Value": float(value), "Dimensions": dimensions, "Timestamp": _now()}
    twin.backend("cloudwatch").put_metric_data(namespace, [datum])
    return {"namespace": namespace, "name": name, "value": float(value)}


class Alarms:
    """Evaluates alarms and tells who is to be told when one changes."""

    def __init__(self, twin: Twin) -> None:
        self._twin = twin
        self._lock = threading.RLock()
        self._held_back: set[str] = set()
        """Composite alarms that are up and were kept quiet by their suppressor."""

    def status(self) -> list[dict[str, Any]]:
        """A row for each alarm that is up."""
        up = [alarm for alarm in self._alarms().values() if alarm.state_value == "ALARM"]
        return [
            {"name": alarm.name, "since": alarm.state_updated_timestamp, "reason": alarm.state_reason} for alarm in up
        ]

    def evaluate(self, metrics: set[Metric]) -> None:
        """Look again at every alarm of these metrics."""
        with self._lock:
            for alarm in list(self._alarms().values()):
                if alarm.rule is None and metrics & metrics_of(alarm):
                    verdict = judge(alarm, self._twin.backend("cloudwatch").metric_data, _now())
                    if verdict:
                        self.change(alarm, *verdict)

    def change(self, alarm: Alarm, state: str, reason: str, data: str) -> None:
        """Set an alarm's state, and if it is another than before, tell."""
        with self._lock:
            before = alarm.state_value
            if state == before:
                return
            alarm.update_state(reason, data, state)
            log.info("alarm %s: %s to %s", alarm.name, before, state)
            self._twin.put_event(
                "aws.cloudwatch",
                "CloudWatch Alarm State Change",
                {
                    "alarmName": alarm.name,
                    "state": {"value": state, "reason": reason, "reasonData": data},
                    "previousState": {"value": before},
                },
                [alarm.alarm_arn],
            )
            self._tell(alarm, before)
            self._change_composites(alarm)

    def _change_composites(self, child: Alarm) -> None:
        for alarm in list(self._alarms().values()):
            if alarm.rule is not None and child.name in alarms_of(alarm.rule):
                state = "ALARM" if holds(alarm.rule, self._state_of) else "OK"
                moment = f"{_now():%A %d %B, %Y %H:%M:%S} UTC"
                alarm.triggers = [child]
                self.change(alarm, state, f"{child.alarm_arn} transitioned to {child.state_value} at {moment}", "{}")
        for name in [each for each in self._held_back if self._suppressor(each) == child.name]:
            self._release(name)

    def _tell(self, alarm: Alarm, before: str) -> None:
        self._held_back.discard(alarm.name)
        if alarm.suppression and alarm.state_value == "ALARM":
            self._held_back.add(alarm.name)
            self._twin.background.submit(self._release, alarm.name, after=SUPPRESSOR_WAIT_SECONDS)
            return
        self._act(alarm, before)

    def _release(self, name: str) -> None:
        """Let a composite alarm speak unless its suppressor is up."""
        with self._lock:
            alarm = self._alarms().get(name)
            if alarm is None or name not in self._held_back or self._state_of(self._suppressor(name)) == "ALARM":
                return
            self._held_back.discard(name)
            self._act(alarm, "OK")

    def _act(self, alarm: Alarm, before: str) -> None:
        actions = {"ALARM": alarm.alarm_actions, "OK": alarm.ok_actions}.get(
            alarm.state_value, alarm.insufficient_data_actions
        )
        for arn in actions if alarm.actions_enabled else []:
            self._twin.background.submit(self._publish, arn, alarm, message(self._twin, alarm, before))

    def _publish(self, arn: str, alarm: Alarm, body: dict[str, Any]) -> None:
        if arn.split(":")[2] != "sns":
            raise NotImplementedError(f"alarm {alarm.name} acts on {arn}: only topics are known")
        if not service_may(self._twin, PRINCIPAL, arn, alarm.alarm_arn):
            log.error(
                "the policy of %s does not let %s in for %s: its message is lost", arn, PRINCIPAL, alarm.alarm_arn
            )
            return
        subject = f'{body["NewStateValue"]}: "{alarm.name}"'
        self._twin.client("sns").publish(TopicArn=arn, Subject=subject[:100], Message=json.dumps(body))

    def _alarms(self) -> dict[str, Alarm]:
        return self._twin.backend("cloudwatch").alarms

    def _state_of(self, name: str) -> str:
        alarm = self._alarms().get(name)
        return alarm.state_value if alarm else "INSUFFICIENT_DATA"

    def _suppressor(self, name: str) -> str:
        alarm = self._alarms().get(name)
        return (alarm.suppression if alarm else {}).get("ActionsSuppressor", "").rsplit(":", 1)[-1]


def _metric(namespace: str, datum: dict[str, Any]) -> Metric:
    return (
        namespace,
        datum["MetricName"],
        frozenset((each["Name"], each["Value"]) for each in datum.get("Dimensions", [])),
    )


def _now() -> datetime:
    return datetime.now(UTC).replace(tzinfo=None)
