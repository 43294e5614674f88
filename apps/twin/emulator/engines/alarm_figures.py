"""From figures to an alarm's state: periods, statistics, M of N, and what silence means.

https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/alarms-and-missing-data.html
"""

from __future__ import annotations

import json
import math
import operator
from collections.abc import Iterable
from datetime import UTC, datetime
from typing import Any

from moto.cloudwatch.models import Alarm, MetricAggregatedDatum

from emulator.engines.metric_math import Value, evaluate

MORE_PERIODS = 2
"""Looked at beside those that an alarm names, so that a late figure is no silence."""

_BEYOND = {
    "GreaterThanOrEqualToThreshold": (operator.ge, "greater than or equal to"),
    "GreaterThanThreshold": (operator.gt, "greater than"),
    "LessThanThreshold": (operator.lt, "less than"),
    "LessThanOrEqualToThreshold": (operator.le, "less than or equal to"),
}


Metric = tuple[str, str, frozenset[tuple[str, str]]]
"""Namespace, name, and dimensions as pairs of name and value."""


def metrics_of(alarm: Alarm) -> set[Metric]:
    """The metrics that an alarm looks at."""
    if not alarm.metric_data_queries:
        return {(alarm.namespace, alarm.metric_name, _pairs(alarm.dimensions))}
    metrics = [query.metric_stat.metric for query in alarm.metric_data_queries if query.metric_stat]
    return {(metric.namespace, metric.metric_name, _pairs(metric.dimensions)) for metric in metrics}


def judge(alarm: Alarm, data: Iterable[Any], now: datetime) -> tuple[str, str, str] | None:
    """State, reason and reason data; `None` to leave the state as it is."""
    period, wanted = _period(alarm), int(alarm.evaluation_periods)
    last = int(now.replace(tzinfo=UTC).timestamp()) // period
    found = [(at, _figure(alarm, data, at, period)) for at in range(last, last - wanted - MORE_PERIODS, -1)]
    points = [(at * period, value) for at, value in found if value is not None][:wanted]
    beyond, words = _BEYOND[alarm.comparison_operator]
    breaching = [point for point in points if beyond(point[1], float(alarm.threshold))]
    silent, needed = wanted - len(points), int(alarm.datapoints_to_alarm or wanted)
    treated = alarm.treat_missing_data or "missing"
    if not points and treated == "missing":
        return "INSUFFICIENT_DATA", "Insufficient Data: no datapoints were received.", "{}"
    if treated == "ignore" and silent and len(breaching) < needed:
        return None
    if treated == "missing":
        needed = min(needed, len(points))
    up = len(breaching) + (silent if treated == "breaching" else 0) >= needed
    return (
        ("ALARM" if up else "OK"),
        _reason(alarm, points, breaching if up else points, words, wanted),
        _data(alarm, points),
    )


def _reason(alarm: Alarm, points: list[Any], told: list[Any], words: str, wanted: int) -> str:
    if not points:
        treated = alarm.treat_missing_data.title()
        return (
            f"Threshold Crossed: no datapoints were received for {wanted} periods and {wanted} missing datapoints were "
            f"treated as [{treated}]."
        )
    moments = ", ".join(f"{value} ({datetime.fromtimestamp(at, UTC):%d/%m/%y %H:%M:%S})" for at, value in told)
    beyond = "" if told is not points else "not "
    return (
        f"Threshold Crossed: {len(told)} out of the last {wanted} datapoints [{moments}] were {beyond}{words} the "
        f"threshold ({float(alarm.threshold)})."
    )


def _data(alarm: Alarm, points: list[Any]) -> str:
    return json.dumps(
        {
            "version": "1.0",
            "period": _period(alarm),
            "recentDatapoints": [value for _, value in reversed(points)],
            "threshold": float(alarm.threshold),
        }
    )


def _period(alarm: Alarm) -> int:
    stats = [query.metric_stat.period for query in alarm.metric_data_queries if query.metric_stat]
    return int(stats[0] if stats else alarm.period)


def _figure(alarm: Alarm, data: Iterable[Any], at: int, period: int) -> Value:
    if not alarm.metric_data_queries:
        statistic = alarm.extended_statistic or alarm.statistic
        return _statistic(_of(data, alarm.namespace, alarm.metric_name, alarm.dimensions, at, period), statistic)
    values: dict[str, Value] = {}
    for query in alarm.metric_data_queries:
        if stat := query.metric_stat:
            metric = stat.metric
            inside = _of(data, metric.namespace, metric.metric_name, metric.dimensions, at, period)
            values[query.id] = _statistic(inside, stat.stat)
    returned = next(query for query in alarm.metric_data_queries if str(query.return_data).lower() == "true")
    return evaluate(returned.expression, values) if returned.expression else values[returned.id]


def _of(data: Iterable[Any], namespace: str, name: str, dimensions: Iterable[Any], at: int, period: int) -> list[Any]:
    wanted = _pairs(dimensions)
    return [
        datum
        for datum in data
        if datum.namespace == namespace
        and datum.name == name
        and _pairs(datum.dimensions) == wanted
        and int(datum.timestamp.replace(tzinfo=UTC).timestamp()) // period == at
    ]


def _statistic(data: list[Any], statistic: str) -> Value:
    if not data:
        return None
    aggregated = [datum for datum in data if isinstance(datum, MetricAggregatedDatum)]
    single = [float(datum.value) for datum in data if not isinstance(datum, MetricAggregatedDatum)]
    total = sum(single) + sum(datum.sum for datum in aggregated)
    count = len(single) + sum(datum.sample_count for datum in aggregated)
    match statistic:
        case "Sum":
            return total
        case "SampleCount":
            return count
        case "Average":
            return total / count
        case "Maximum":
            return max(single + [datum.max for datum in aggregated])
        case "Minimum":
            return min(single + [datum.min for datum in aggregated])
    rank = math.ceil(float(statistic.removeprefix("p")) / 100 * len(single))
    return sorted(single)[max(rank, 1) - 1] if single else None


def _pairs(dimensions: Iterable[Any]) -> frozenset[tuple[str, str]]:
    return frozenset((dimension.name, dimension.value) for dimension in dimensions)
