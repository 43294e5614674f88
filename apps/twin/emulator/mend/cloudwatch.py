"""CloudWatch: composite alarms, alarms that keep their state when put again, and the protocol of new clients."""

from __future__ import annotations

from datetime import UTC
from typing import TYPE_CHECKING, Any

from moto.cloudwatch.models import Alarm, CloudWatchBackend
from moto.cloudwatch.responses import CloudWatchResponse
from moto.core.responses import ActionResult
from moto.core.utils import get_service_model

from emulator.operations import AwsError, operation, parameters

if TYPE_CHECKING:
    from emulator.twin import Twin

_SUPPRESSOR = ("ActionsSuppressor", "ActionsSuppressorWaitPeriod", "ActionsSuppressorExtensionPeriod")


def install(_twin: Twin) -> None:
    """Mend CloudWatch."""
    _speak_json()
    _begin_without_data()
    _put_composite_alarms()
    _describe_by_type()


def _speak_json() -> None:
    """The AWS SDK for JavaScript asks CloudWatch in JSON; the model that moto reads knows the query protocol only."""
    metadata = get_service_model("cloudwatch").metadata
    metadata["protocols"] = [*metadata["protocols"], "json"]
    metadata["jsonVersion"] = "1.0"


def _begin_without_data() -> None:
    """A new alarm has no data yet, and one that is put again keeps its state; moto answers `OK` for both."""
    put = CloudWatchBackend.put_metric_alarm

    def put_metric_alarm(self: CloudWatchBackend, name: str, *arguments: Any, **settings: Any) -> Alarm:
        before = self.alarms.get(name)
        alarm = put(self, name, *arguments, **settings)
        if before is None:
            alarm.state_value = "INSUFFICIENT_DATA"
        else:
            for kept in ("state_value", "state_reason", "state_reason_data", "state_updated_timestamp", "history"):
                setattr(alarm, kept, getattr(before, kept))
        return alarm

    CloudWatchBackend.put_metric_alarm = put_metric_alarm


def _put_composite_alarms() -> None:
    @operation(CloudWatchResponse, "PutCompositeAlarm")
    def put_composite_alarm(response: CloudWatchResponse, asked: dict[str, Any]) -> None:
        suppressor = asked.get("ActionsSuppressor")
        if suppressor and suppressor.split(":")[-1] not in response.cloudwatch_backend.alarms:
            raise AwsError("ValidationError", f"ActionsSuppressor {suppressor} does not exist")
        alarm = response.cloudwatch_backend.put_metric_alarm(
            name=asked["AlarmName"],
            namespace=None,
            metric_name=None,
            comparison_operator=None,
            evaluation_periods=None,
            period=None,
            threshold=None,
            statistic=None,
            description=asked.get("AlarmDescription"),
            dimensions=[],
            alarm_actions=asked.get("AlarmActions", []),
            ok_actions=asked.get("OKActions", []),
            insufficient_data_actions=asked.get("InsufficientDataActions", []),
            actions_enabled=asked.get("ActionsEnabled", True),
            rule=asked["AlarmRule"],
            tags=asked.get("Tags", []),
        )
        alarm.suppression = {name: asked[name] for name in _SUPPRESSOR if asked.get(name) not in (None, "")}

    Alarm.suppression = {}


def _describe_by_type() -> None:
    """Only alarms of the types asked for, metric alarms if none is; composite alarms with all their settings."""
    own = CloudWatchResponse.describe_alarms

    def describe_alarms(response: CloudWatchResponse) -> ActionResult:
        answer = own(response)
        types = parameters(response).get("AlarmTypes") or ["MetricAlarm"]
        answer.result["MetricAlarms"] = answer.result["MetricAlarms"] if "MetricAlarm" in types else []
        composite = answer.result["CompositeAlarms"] if "CompositeAlarm" in types else []
        answer.result["CompositeAlarms"] = [_composite(alarm) for alarm in composite]
        return answer

    CloudWatchResponse.describe_alarms = describe_alarms


def _composite(alarm: Alarm) -> dict[str, Any]:
    changed = alarm.state_updated_timestamp.replace(tzinfo=UTC)
    return {
        "ActionsEnabled": alarm.actions_enabled,
        "AlarmActions": alarm.alarm_actions,
        "AlarmArn": alarm.alarm_arn,
        "AlarmConfigurationUpdatedTimestamp": alarm.configuration_updated_timestamp,
        "AlarmDescription": alarm.description,
        "AlarmName": alarm.name,
        "AlarmRule": alarm.rule,
        "InsufficientDataActions": alarm.insufficient_data_actions,
        "OKActions": alarm.ok_actions,
        "StateReason": alarm.state_reason,
        "StateReasonData": alarm.state_reason_data,
        "StateUpdatedTimestamp": changed,
        "StateTransitionedTimestamp": changed,
        "StateValue": alarm.state_value,
        **alarm.suppression,
    }
