from __future__ import annotations

from typing import Any

import pytest

from emulator.conftest import ACCOUNT, Emulator, eventually


@pytest.fixture(scope="module")
def network(emulator: Emulator) -> tuple[str, str]:
    """A VPC and its subnet."""
    ec2 = emulator.client("ec2")
    vpc = ec2.create_vpc(CidrBlock="10.8.0.0/16")["Vpc"]["VpcId"]
    return vpc, ec2.create_subnet(VpcId=vpc, CidrBlock="10.8.1.0/24")["Subnet"]["SubnetId"]


def plug_in(emulator: Emulator, subnet: str) -> str:
    made = emulator.client("ec2").create_network_interface(SubnetId=subnet)
    return made["NetworkInterface"]["NetworkInterfaceId"]


def watch(emulator: Emulator, vpc: str, group: str, role: str) -> None:
    logs = emulator.client("logs")
    logs.create_log_group(logGroupName=group)
    arn = logs.describe_log_groups(logGroupNamePrefix=group)["logGroups"][0]["arn"].removesuffix(":*")
    emulator.client("ec2").create_flow_logs(
        ResourceIds=[vpc],
        ResourceType="VPC",
        TrafficType="ALL",
        LogDestinationType="cloud-watch-logs",
        LogDestination=arn,
        DeliverLogsPermissionArn=role,
    )


def records(emulator: Emulator, group: str, interface: str) -> list[str]:
    logs: Any = emulator.client("logs")
    if not logs.describe_log_streams(logGroupName=group, logStreamNamePrefix=interface)["logStreams"]:
        return []
    events = logs.get_log_events(logGroupName=group, logStreamName=f"{interface}-all")["events"]
    return [event["message"] for event in events]


class TestFlowLogs:
    def test_tell_of_interfaces_that_are_there_and_that_come(
        self, emulator: Emulator, network: tuple[str, str]
    ) -> None:
        vpc, subnet = network
        earlier = plug_in(emulator, subnet)
        watch(emulator, vpc, "flows", emulator.role("flows", "vpc-flow-logs.amazonaws.com"))
        for interface in (earlier, plug_in(emulator, subnet)):
            (record,) = eventually(lambda interface=interface: records(emulator, "flows", interface))
            assert record.startswith(f"2 {ACCOUNT} {interface} - ")
            assert record.endswith(" - NODATA")

    def test_are_not_written_by_a_role_of_another_service(self, emulator: Emulator, network: tuple[str, str]) -> None:
        vpc, subnet = network
        watch(emulator, vpc, "unwritten", emulator.role("not-flows", "glue.amazonaws.com"))
        interface = plug_in(emulator, subnet)
        eventually(lambda: records(emulator, "flows", interface))
        emulator.wait_idle()
        assert records(emulator, "unwritten", interface) == []
