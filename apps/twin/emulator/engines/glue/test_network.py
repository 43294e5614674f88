from __future__ import annotations

import json
import uuid
from typing import Any

import pytest

from emulator.engines.glue.conftest import Glue

CONNECT = ["ec2:CreateNetworkInterface", "ec2:DeleteNetworkInterface", "ec2:CreateTags"]
TELL = """
import boto3
interfaces = boto3.client("ec2").describe_network_interfaces()["NetworkInterfaces"]
print("interfaces", [(each["SubnetId"], *(tag["Key"] for tag in each["TagSet"])) for each in interfaces])
"""


class Place:
    """A subnet and a security group, and a connection that leads there."""

    def __init__(self, glue: Glue, *, is_open_to_itself: bool = True, has_way_out: bool = True) -> None:
        ec2 = self.ec2 = glue.emulator.client("ec2")
        vpc = ec2.create_vpc(CidrBlock="10.9.0.0/16")["Vpc"]["VpcId"]
        self.subnet = ec2.create_subnet(VpcId=vpc, CidrBlock="10.9.1.0/24")["Subnet"]["SubnetId"]
        self.group = ec2.create_security_group(GroupName=f"g-{uuid.uuid4().hex[:8]}", Description="jobs", VpcId=vpc)[
            "GroupId"
        ]
        if is_open_to_itself:
            pairs = [{"GroupId": self.group}]
            rule = {"IpProtocol": "tcp", "FromPort": 0, "ToPort": 65535, "UserIdGroupPairs": pairs}
            ec2.authorize_security_group_ingress(GroupId=self.group, IpPermissions=[rule])
        if has_way_out:
            region = glue.emulator.client("s3").meta.region_name
            tables = ec2.describe_route_tables(Filters=[{"Name": "vpc-id", "Values": [vpc]}])["RouteTables"]
            ec2.create_vpc_endpoint(
                VpcId=vpc,
                ServiceName=f"com.amazonaws.{region}.s3",
                VpcEndpointType="Gateway",
                RouteTableIds=[tables[0]["RouteTableId"]],
            )
        self.connection = f"connection-{uuid.uuid4().hex[:8]}"
        glue.api.create_connection(
            ConnectionInput={
                "Name": self.connection,
                "ConnectionType": "NETWORK",
                "ConnectionProperties": {},
                "PhysicalConnectionRequirements": {"SubnetId": self.subnet, "SecurityGroupIdList": [self.group]},
            }
        )

    def interfaces(self) -> list[dict[str, Any]]:
        found = self.ec2.describe_network_interfaces(Filters=[{"Name": "subnet-id", "Values": [self.subnet]}])
        return [each for each in found["NetworkInterfaces"] if each["Description"].startswith("Attached to Glue")]


def run(glue: Glue, place: Place, script: str = "pass", **definition: Any) -> dict[str, Any]:
    return glue.run(glue.job(script, Connections={"Connections": [place.connection]}, **definition))


class TestConnections:
    def test_give_each_worker_a_marked_interface_in_the_subnet_while_the_job_runs(self, glue: Glue) -> None:
        place = Place(glue)
        ended = run(glue, place, TELL)
        assert ended["JobRunState"] == "SUCCEEDED", ended
        said = glue.log("output", ended)
        assert said.count(f"'{place.subnet}', 'aws-glue-service-resource'") == 2
        assert place.interfaces() == []

    @pytest.mark.parametrize(
        ("lacking", "sentence"),
        [
            ({"has_way_out": False}, "VPC S3 endpoint validation failed for SubnetId: subnet-"),
            ({"is_open_to_itself": False}, "At least one security group must open all ingress ports."),
        ],
    )
    def test_that_lead_nowhere_fail_the_job(self, glue: Glue, lacking: dict[str, bool], sentence: str) -> None:
        ended = run(glue, Place(glue, **lacking))
        assert ended["JobRunState"] == "FAILED"
        assert ended["ErrorMessage"].startswith(sentence)

    @pytest.mark.parametrize("action", CONNECT)
    def test_are_made_as_the_role_of_the_job(self, glue: Glue, action: str) -> None:
        place, name = Place(glue), f"unplugged-{uuid.uuid4().hex[:8]}"
        role = glue.emulator.role(name, "glue.amazonaws.com")
        deny = {"Version": "2012-10-17", "Statement": {"Effect": "Deny", "Action": action, "Resource": "*"}}
        glue.emulator.client("iam").put_role_policy(RoleName=name, PolicyName="deny", PolicyDocument=json.dumps(deny))
        ended = run(glue, place, Role=role)
        refused = glue.emulator.control("permissions")["refused"]
        assert action in [line["action"] for line in refused if line["principal"] == role]
        if action == "ec2:DeleteNetworkInterface":
            assert len(place.interfaces()) == 2
        else:
            assert ended["JobRunState"] == "FAILED"
            assert f"is not authorized to perform: {action}" in ended["ErrorMessage"]
