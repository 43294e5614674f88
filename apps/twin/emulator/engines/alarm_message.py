"""What CloudWatch publishes to a topic when an alarm changes."""

from __future__ import annotations

from datetime import UTC
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from moto.cloudwatch.models import Alarm

    from emulator.twin import Twin


def message(twin: Twin, alarm: Alarm, before: str) -> dict[str, Any]:
    """The message of an alarm that was in the state `before`."""
    body = {
        "AlarmName": alarm.name,
        "AlarmDescription": alarm.description,
        "AWSAccountId": twin.account,
        "AlarmConfigurationUpdatedTimestamp": _moment(alarm.configuration_updated_timestamp),
        "NewStateValue": alarm.state_value,
        "NewStateReason": alarm.state_reason,
        "StateChangeTime": _moment(alarm.state_updated_timestamp),
        "Region": twin.region,
        "AlarmArn": alarm.alarm_arn,
        "OldStateValue": before,
        "OKActions": alarm.ok_actions,
        "AlarmActions": alarm.alarm_actions,
        "InsufficientDataActions": alarm.insufficient_data_actions,
    }
    if alarm.rule is None:
        return {**body, "Trigger": _trigger(alarm)}
    children = [
        {
            "Arn": child.alarm_arn,
            "State": {"Value": child.state_value, "Timestamp": _moment(child.state_updated_timestamp)},
        }
        for child in getattr(alarm, "triggers", [])
    ]
    return {**body, "AlarmRule": alarm.rule, "TriggeringChildren": children}


def _trigger(alarm: Alarm) -> dict[str, Any]:
    judged = {
        "EvaluationPeriods": int(alarm.evaluation_periods),
        "DatapointsToAlarm": int(alarm.datapoints_to_alarm or alarm.evaluation_periods),
        "ComparisonOperator": alarm.comparison_operator,
        "Threshold": float(alarm.threshold),
        "TreatMissingData": alarm.treat_missing_data or "missing",
        "EvaluateLowSampleCountPercentile": alarm.evaluate_low_sample_count_percentile or "",
    }
    if alarm.metric_data_queries:
        return {"Metrics": [_query(query) for query in alarm.metric_data_queries], **judged}
    named = {"MetricName": alarm.metric_name, "Namespace": alarm.namespace, "Unit": alarm.unit}
    if alarm.extended_statistic:
        kind = {"StatisticType": "ExtendedStatistic", "ExtendedStatistic": alarm.extended_statistic}
    else:
        kind = {"StatisticType": "Statistic", "Statistic": alarm.statistic.upper()}
    return {**named, **kind, "Dimensions": _dimensions(alarm.dimensions), "Period": int(alarm.period), **judged}


def _query(query: Any) -> dict[str, Any]:
    told = {"Id": query.id, "ReturnData": str(query.return_data).lower() == "true"}
    if query.metric_stat is None:
        return {**told, "Expression": query.expression, "Label": query.label}
    stat = query.metric_stat
    metric = {
        "Namespace": stat.metric.namespace,
        "MetricName": stat.metric.metric_name,
        "Dimensions": _dimensions(stat.metric.dimensions),
    }
    return {**told, "MetricStat": {"Metric": metric, "Period": int(stat.period), "Stat": stat.stat}}


def _dimensions(dimensions: Any) -> list[dict[str, str]]:
    return [{"name": dimension.name, "value": dimension.value} for dimension in dimensions]


def _moment(moment: Any) -> str:
    return moment.replace(tzinfo=UTC).strftime("%Y-%m-%dT%H:%M:%S.%f")[:-3] + "+0000"
