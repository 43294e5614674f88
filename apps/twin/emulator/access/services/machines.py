"""EC2, Auto Scaling, CloudWatch and Systems Manager: what describes and measures is on no resource, but for alarms.

Of EC2's changes those of network interfaces are known, which Glue makes as the role of a job.
"""

from __future__ import annotations

import re
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


def _plug_in(call: Call) -> Iterator[Need]:
    """https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/ExamplePolicies_EC2.html, network interfaces."""
    asked = call.parameters
    subnet = call.arn(f"subnet/{asked['SubnetId']}")
    groups = [value for name, value in asked.items() if name.startswith("SecurityGroupId.")]
    yield Need("ec2:CreateNetworkInterface", subnet)
    for group in groups:
        yield Need("ec2:CreateNetworkInterface", call.arn(f"security-group/{group}"))
    yield Need("ec2:CreateNetworkInterface", call.arn("network-interface/*"), {"ec2:Subnet": subnet})


def _unplug(call: Call) -> Iterator[Need]:
    name = call.parameters["NetworkInterfaceId"]
    found = call.twin.backend("ec2").enis.get(name)
    facts = {"ec2:Subnet": call.arn(f"subnet/{found.subnet.id}")} if found else {}
    yield Need("ec2:DeleteNetworkInterface", call.arn(f"network-interface/{name}"), facts)


def _tag(call: Call) -> Iterator[Need]:
    """Of network interfaces only."""
    asked = call.parameters
    keys = [value for name, value in asked.items() if re.fullmatch(r"Tag\.\d+\.Key", name)]
    for resource in (value for name, value in asked.items() if name.startswith("ResourceId.")):
        if not resource.startswith("eni-"):
            from emulator.access.services import unmapped

            raise unmapped(call)
        yield Need(f"ec2:{call.operation}", call.arn(f"network-interface/{resource}"), {"aws:TagKeys": keys})


EC2: dict[str, Needs] = {
    **_on_nothing(
        "ec2",
        *("DescribeNetworkInterfaces", "DescribeRouteTables", "DescribeSecurityGroups", "DescribeSubnets"),
        *("DescribeVpcAttribute", "DescribeVpcEndpoints"),
    ),
    "CreateNetworkInterface": _plug_in,
    "DeleteNetworkInterface": _unplug,
    "CreateTags": _tag,
    "DeleteTags": _tag,
}
AUTOSCALING: dict[str, Needs] = _on_nothing("autoscaling", "DescribeAutoScalingGroups")
CLOUDWATCH: dict[str, Needs] = {
    **_on_nothing("cloudwatch", "GetMetricData"),
    "DescribeAlarms": _alarms,
    "PutMetricData": _measure,
}
SSM: dict[str, Needs] = _on_nothing("ssm", "UpdateInstanceInformation")
