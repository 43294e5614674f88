"""EC2, Auto Scaling, CloudWatch and Systems Manager: what describes and measures is on no resource, but for alarms."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from emulator.access.call import Call, Need

Needs = Callable[[Call], Iterator[Need]]


def _on_nothing(prefix: str, *operations: str) -> dict[str, Needs]:
    def needs(call: Call) -> Iterator[Need]:
        yield Need(f"{prefix}:{call.operation}")

    return dict.fromkeys(operations, needs)


def _alarms(call: Call) -> Iterator[Need]:
    asked = call.parameters
    listed = [text for name, text in asked.items() if name.startswith("AlarmNames.member.")]
    for name in listed or asked.get("AlarmNames") or ["*"]:
        yield Need("cloudwatch:DescribeAlarms", call.arn(f"alarm:{name}", "cloudwatch"))


def _measure(call: Call) -> Iterator[Need]:
    yield Need("cloudwatch:PutMetricData", facts={"cloudwatch:namespace": call.parameters["Namespace"]})


EC2: dict[str, Needs] = _on_nothing(
    "ec2",
    *("DescribeNetworkInterfaces", "DescribeRouteTables", "DescribeSecurityGroups", "DescribeSubnets"),
    *("DescribeVpcAttribute", "DescribeVpcEndpoints"),
)
AUTOSCALING: dict[str, Needs] = _on_nothing("autoscaling", "DescribeAutoScalingGroups")
CLOUDWATCH: dict[str, Needs] = {
    **_on_nothing("cloudwatch", "GetMetricData"),
    "DescribeAlarms": _alarms,
    "PutMetricData": _measure,
}
SSM: dict[str, Needs] = _on_nothing("ssm", "UpdateInstanceInformation")
