from __future__ import annotations

import base64

from emulator.conftest import Emulator


def test_tags_of_a_launch_template_are_no_part_of_what_instances_get(emulator: Emulator) -> None:
    ec2 = emulator.client("ec2")
    ours, theirs = [{"Key": "of", "Value": "template"}], [{"Key": "of", "Value": "volume"}]
    created = ec2.create_launch_template(
        LaunchTemplateName="tagged",
        TagSpecifications=[{"ResourceType": "launch-template", "Tags": ours}],
        LaunchTemplateData={"TagSpecifications": [{"ResourceType": "volume", "Tags": theirs}]},
    )
    assert created["LaunchTemplate"]["Tags"] == ours
    [version] = ec2.describe_launch_template_versions(LaunchTemplateName="tagged")["LaunchTemplateVersions"]
    assert version["LaunchTemplateData"]["TagSpecifications"] == [{"ResourceType": "volume", "Tags": theirs}]


def test_a_later_version_of_a_launch_template_can_be_launched_too(emulator: Emulator) -> None:
    ec2 = emulator.client("ec2")
    image = {"ImageId": "ami-0123456789abcdef0", "InstanceType": "t4g.small"}
    encoded = base64.b64encode(b"#!/bin/bash\n").decode()
    ec2.create_launch_template(LaunchTemplateName="versioned", LaunchTemplateData=image)
    ec2.create_launch_template_version(
        LaunchTemplateName="versioned", LaunchTemplateData={**image, "UserData": encoded}
    )
    template = {"LaunchTemplateName": "versioned", "Version": "2"}
    [zone] = [zone["ZoneName"] for zone in ec2.describe_availability_zones()["AvailabilityZones"]][:1]
    scaling = emulator.client("autoscaling")
    scaling.create_auto_scaling_group(
        AutoScalingGroupName="versioned", MinSize=1, MaxSize=1, AvailabilityZones=[zone], LaunchTemplate=template
    )
    [group] = scaling.describe_auto_scaling_groups(AutoScalingGroupNames=["versioned"])["AutoScalingGroups"]
    [instance] = [one["InstanceId"] for one in group["Instances"]]
    told = ec2.describe_instance_attribute(InstanceId=instance, Attribute="userData")
    assert told["UserData"]["Value"] == encoded
