from __future__ import annotations

from emulator.conftest import Emulator


def test_a_load_balancer_faces_the_internet_unless_it_is_internal(emulator: Emulator) -> None:
    ec2, balancing = emulator.client("ec2"), emulator.client("elbv2")
    network = ec2.create_vpc(CidrBlock="10.0.0.0/16")["Vpc"]["VpcId"]
    subnets = [
        ec2.create_subnet(VpcId=network, CidrBlock=f"10.0.{index}.0/24", AvailabilityZone=f"ap-northeast-1{zone}")
        for index, zone in enumerate("ac")
    ]
    places = [subnet["Subnet"]["SubnetId"] for subnet in subnets]

    balancing.create_load_balancer(Name="public", Subnets=places)
    balancing.create_load_balancer(Name="inside", Subnets=places, Scheme="internal")

    told = {one["LoadBalancerName"]: one["Scheme"] for one in balancing.describe_load_balancers()["LoadBalancers"]}
    assert told == {"public": "internet-facing", "inside": "internal"}
