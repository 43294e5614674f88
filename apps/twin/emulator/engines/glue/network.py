"""The network of a job with connections: Glue looks the subnet over and plugs its workers in, as the job's role.

https://docs.aws.amazon.com/glue/latest/dg/setup-vpc-for-glue-access.html
https://docs.aws.amazon.com/glue/latest/dg/create-service-policy.html
"""

from __future__ import annotations

import logging
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

from botocore.exceptions import ClientError
from moto.glue.models import FakeJob

from emulator.engines.glue.job_run import JobRun
from emulator.engines.glue.role import GLUE, role_arn

if TYPE_CHECKING:
    from emulator.twin import Twin

log = logging.getLogger("twin.glue.network")

_MARK = {"Key": "aws-glue-service-resource", "Value": "aws-glue"}
_WAYS_OUT = ("NatGatewayId", "GatewayId", "TransitGatewayId", "NetworkInterfaceId")


class CannotConnectError(Exception):
    """A connection that leads nowhere: one sentence, in Glue's words."""


@contextmanager
def plugged_in(twin: Twin, run: JobRun, job: FakeJob) -> Iterator[None]:
    """Give each worker of a run a network interface, if the job has connections, and take them away at the end.

    Throws `CannotConnectError`, and botocore's `ClientError` where the role may not.
    """
    names = (job.connections or {}).get("Connections", [])
    if not names:
        yield
        return
    role = role_arn(twin, job.role)
    glue, ec2 = twin.client("glue", role, GLUE), twin.client("ec2", role, GLUE)
    place = _place(glue, job, names)
    interfaces: list[str] = []
    try:
        if place:
            _look_over(ec2, place)
            interfaces += [_plug_in(ec2, place, role) for _ in range(run.settings["NumberOfWorkers"] or 1)]
        yield
    finally:
        for interface in interfaces:
            _unplug(ec2, interface)


def _place(glue: Any, job: FakeJob, names: list[str]) -> dict[str, Any]:
    """Subnet and security groups of the connections, which must agree; none if they say none."""
    places = []
    for name in names:
        try:
            found = glue.get_connection(Name=name)["Connection"]
        except glue.exceptions.EntityNotFoundException:
            sentence = f"Unable to resolve any valid connection: {name} of job {job.name} does not exist"
            raise CannotConnectError(sentence) from None
        places.append(found.get("PhysicalConnectionRequirements") or {})
    if len({place.get("SubnetId") for place in places}) > 1:
        raise CannotConnectError(f"the connections of job {job.name} lie in several subnets: {', '.join(names)}")
    return places[0] if places[0].get("SubnetId") else {}


def _look_over(ec2: Any, place: dict[str, Any]) -> None:
    """Refuse a subnet from which no worker would reach S3, and groups in which workers would not reach each other."""
    subnet = place["SubnetId"]
    vpc = ec2.describe_subnets(SubnetIds=[subnet])["Subnets"][0]["VpcId"]
    ec2.describe_vpc_attribute(VpcId=vpc, Attribute="enableDnsSupport")
    tables = ec2.describe_route_tables(Filters=[{"Name": "vpc-id", "Values": [vpc]}])["RouteTables"]
    table = _table_of(tables, subnet)
    services = ec2.describe_vpc_endpoints(Filters=[{"Name": "vpc-id", "Values": [vpc]}])["VpcEndpoints"]
    to_s3 = [
        each
        for each in services
        if each["ServiceName"].endswith(".s3") and table.get("RouteTableId") in each.get("RouteTableIds", [])
    ]
    ways_out = [route for route in table.get("Routes", []) if _leads_out(route)]
    if not to_s3 and not ways_out:
        raise CannotConnectError(
            f"VPC S3 endpoint validation failed for SubnetId: {subnet}. VPC: {vpc}. Reason: Could not find S3 endpoint "
            f"or NAT gateway for subnetId: {subnet} in Vpc {vpc}"
        )
    groups = ec2.describe_security_groups(GroupIds=place["SecurityGroupIdList"])["SecurityGroups"]
    if not any(_is_open_to_itself(group) for group in groups):
        raise CannotConnectError(
            "At least one security group must open all ingress ports. To limit traffic, the source security group in "
            "your inbound rule can be restricted to the same security group"
        )


def _table_of(tables: list[dict[str, Any]], subnet: str) -> dict[str, Any]:
    """The route table of a subnet, which is the main one unless it has another."""

    def has(table: dict[str, Any], name: str, value: Any) -> bool:
        return any(each.get(name) == value for each in table["Associations"])

    own = (table for table in tables if has(table, "SubnetId", subnet))
    return next(own, next((table for table in tables if has(table, "Main", True)), {}))


def _leads_out(route: dict[str, Any]) -> bool:
    target = next((route[name] for name in _WAYS_OUT if route.get(name)), "local")
    return route.get("DestinationCidrBlock") == "0.0.0.0/0" and target != "local"


def _is_open_to_itself(group: dict[str, Any]) -> bool:
    def covers(rule: dict[str, Any]) -> bool:
        all_ports = (rule.get("FromPort"), rule.get("ToPort")) == (0, 65535)
        return rule["IpProtocol"] == "-1" or (rule["IpProtocol"] == "tcp" and all_ports)

    def admits(rule: dict[str, Any]) -> bool:
        itself = any(pair["GroupId"] == group["GroupId"] for pair in rule.get("UserIdGroupPairs", []))
        return itself or any(each["CidrIp"] == "0.0.0.0/0" for each in rule.get("IpRanges", []))

    return any(covers(rule) and admits(rule) for rule in group["IpPermissions"])


def _plug_in(ec2: Any, place: dict[str, Any], role: str) -> str:
    interface = ec2.create_network_interface(
        SubnetId=place["SubnetId"],
        Groups=place["SecurityGroupIdList"],
        Description=f"Attached to Glue using role: {role}",
    )["NetworkInterface"]["NetworkInterfaceId"]
    try:
        ec2.create_tags(Resources=[interface], Tags=[_MARK])
        ec2.describe_network_interfaces(NetworkInterfaceIds=[interface])
    except ClientError:
        _unplug(ec2, interface)
        raise
    return interface


def _unplug(ec2: Any, interface: str) -> None:
    try:
        ec2.delete_network_interface(NetworkInterfaceId=interface)
    except ClientError as error:
        log.warning("%s stays: %s", interface, error)
