from __future__ import annotations

from typing import Any

import pytest

from emulator.conftest import ACCOUNT, REGION, Emulator

SCALING_ROLE = f"arn:aws:iam::{ACCOUNT}:role/aws-service-role/autoscaling.amazonaws.com/AWSServiceRole_own"
MAINTENANCE = {"MinHealthyPercentage": 100, "MaxHealthyPercentage": 150}


@pytest.fixture
def group(emulator: Emulator) -> dict[str, Any]:
    """A group of four over two zones; what tells it from others is its name."""
    ec2 = emulator.client("ec2")
    vpc = ec2.create_vpc(CidrBlock="10.9.0.0/16")["Vpc"]["VpcId"]
    subnets = [
        ec2.create_subnet(VpcId=vpc, CidrBlock=f"10.9.{number}.0/24", AvailabilityZone=f"{REGION}{zone}")["Subnet"][
            "SubnetId"
        ]
        for number, zone in enumerate("ac")
    ]
    name = f"servers-{vpc}"
    image = {"ImageId": "ami-0123456789abcdef0", "InstanceType": "t4g.small"}
    ec2.create_launch_template(LaunchTemplateName=name, LaunchTemplateData=image)
    emulator.client("autoscaling").create_auto_scaling_group(
        AutoScalingGroupName=name,
        MinSize=4,
        MaxSize=6,
        VPCZoneIdentifier=",".join(subnets),
        LaunchTemplate={"LaunchTemplateName": name, "Version": "1"},
        DefaultInstanceWarmup=300,
        InstanceMaintenancePolicy=MAINTENANCE,
        ServiceLinkedRoleARN=SCALING_ROLE,
    )
    return {"AutoScalingGroupName": name}


def told(emulator: Emulator, group: dict[str, Any]) -> dict[str, Any]:
    names = [group["AutoScalingGroupName"]]
    [found] = emulator.client("autoscaling").describe_auto_scaling_groups(AutoScalingGroupNames=names)[
        "AutoScalingGroups"
    ]
    return found


def test_a_group_says_what_it_was_asked_to_be(emulator: Emulator, group: dict[str, Any]) -> None:
    found = told(emulator, group)
    assert found["DefaultInstanceWarmup"] == 300
    assert found["InstanceMaintenancePolicy"] == MAINTENANCE
    assert found["ServiceLinkedRoleARN"] == SCALING_ROLE
    emulator.client("autoscaling").update_auto_scaling_group(**group, DefaultInstanceWarmup=60)
    assert told(emulator, group)["DefaultInstanceWarmup"] == 60
    assert told(emulator, group)["ServiceLinkedRoleARN"] == SCALING_ROLE


def test_instances_stand_in_both_zones(emulator: Emulator, group: dict[str, Any]) -> None:
    zones = sorted(instance["AvailabilityZone"] for instance in told(emulator, group)["Instances"])
    assert zones == [f"{REGION}a"] * 2 + [f"{REGION}c"] * 2


def test_a_refresh_replaces_every_instance(emulator: Emulator, group: dict[str, Any]) -> None:
    scaling = emulator.client("autoscaling")
    before = {instance["InstanceId"] for instance in told(emulator, group)["Instances"]}
    started = scaling.start_instance_refresh(**group)["InstanceRefreshId"]
    after = {instance["InstanceId"] for instance in told(emulator, group)["Instances"]}
    assert len(after) == 4
    assert not before & after
    [refresh] = scaling.describe_instance_refreshes(**group)["InstanceRefreshes"]
    assert (refresh["InstanceRefreshId"], refresh["Status"]) == (started, "Successful")


def test_a_policy_that_tracks_a_target_works_and_predicts_nothing(emulator: Emulator, group: dict[str, Any]) -> None:
    scaling = emulator.client("autoscaling")
    tracked = {
        "PredefinedMetricSpecification": {"PredefinedMetricType": "ASGAverageCPUUtilization"},
        "TargetValue": 55.0,
    }
    scaling.put_scaling_policy(
        **group, PolicyName="cpu", PolicyType="TargetTrackingScaling", TargetTrackingConfiguration=tracked
    )
    [policy] = scaling.describe_policies(**group)["ScalingPolicies"]
    assert policy["Enabled"] is True
    assert policy["TargetTrackingConfiguration"] == tracked
    assert "PredictiveScalingConfiguration" not in policy
