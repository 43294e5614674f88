"""EC2, Auto Scaling, CloudWatch and Systems Manager: what describes and measures is on no resource."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from emulator.access.call import Call, Need

Needs = Callable[[Call], Iterator[Need]]


def _on_nothing(prefix: str, *operations: str) -> dict[str, Needs]:
    def needs(call: Call) -> Iterator[Need]:
        yield Need(f"{prefix}:{call.operation}")

    return dict.fromkeys(operations, needs)


def _measure(call: Call) -> Iterator[Need]:
    yield Need("cloudwatch:PutMetricData", facts={"cloudwatch:namespace": call.parameters["Namespace"]})


EC2: dict[str, Needs] = _on_nothing(
    "ec2",
    *("DescribeNetworkInterfaces", "DescribeRouteTables", "DescribeSecurityGroups", "DescribeSubnets"),
    *("DescribeVpcAttribute", "DescribeVpcEndpoints"),
)
AUTOSCALING: dict[str, Needs] = _on_nothing("autoscaling", "DescribeAutoScalingGroups")
CLOUDWATCH: dict[str, Needs] = {
    **_on_nothing("cloudwatch", "DescribeAlarms", "GetMetricData"),
    "PutMetricData": _measure,
}
SSM: dict[str, Needs] = _on_nothing("ssm", "UpdateInstanceInformation")
