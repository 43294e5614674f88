"""What Terraform needs of DMS, and moto lacks: authorities, subnet groups, tasks, changes, tags."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from emulator.conftest import Emulator

PEM = "-----BEGIN CERTIFICATE-----\nMIIB\n-----END CERTIFICATE-----\n"
TAGS = [{"Key": "tier", "Value": "migration"}]


def subnets(emulator: Emulator) -> tuple[str, list[str]]:
    ec2 = emulator.client("ec2")
    vpc = ec2.create_vpc(CidrBlock="10.9.0.0/16")["Vpc"]["VpcId"]
    made = [ec2.create_subnet(VpcId=vpc, CidrBlock=f"10.9.{part}.0/24")["Subnet"]["SubnetId"] for part in (1, 2)]
    return vpc, made


def raw(emulator: Emulator, operation: str) -> bytes:
    """An answer as other clients than boto get it, which take no text for a time."""
    return emulator.post("dms", f"AmazonDMSv20160101.{operation}", {})


def tags_of(dms: Any, arn: str) -> dict[str, str]:
    return {tag["Key"]: tag["Value"] for tag in dms.list_tags_for_resource(ResourceArn=arn)["TagList"]}


def test_keeps_authorities_of_certificates(emulator: Emulator) -> None:
    dms, named = emulator.client("dms"), [{"Name": "certificate-id", "Values": ["authority"]}]
    made = dms.import_certificate(CertificateIdentifier="authority", CertificatePem=PEM, Tags=TAGS)["Certificate"]
    assert dms.describe_certificates(Filters=named)["Certificates"] == [made]
    assert tags_of(dms, made["CertificateArn"]) == {"tier": "migration"}
    with pytest.raises(dms.exceptions.InvalidCertificateFault):
        dms.import_certificate(CertificateIdentifier="other", CertificatePem="no certificate")
    dms.delete_certificate(CertificateArn=made["CertificateArn"])
    with pytest.raises(dms.exceptions.ResourceNotFoundFault):
        dms.describe_certificates(Filters=named)


def test_tells_the_subnets_of_a_group_and_of_its_instance(emulator: Emulator) -> None:
    dms, (vpc, given) = emulator.client("dms"), subnets(emulator)
    name = {"ReplicationSubnetGroupIdentifier": "private"}
    dms.create_replication_subnet_group(**name, ReplicationSubnetGroupDescription="x", SubnetIds=given, Tags=TAGS)
    (group,) = dms.describe_replication_subnet_groups()["ReplicationSubnetGroups"]
    assert (group["VpcId"], [one["SubnetIdentifier"] for one in group["Subnets"]]) == (vpc, given)
    dms.modify_replication_subnet_group(**name, SubnetIds=given[:1])
    (group,) = dms.describe_replication_subnet_groups()["ReplicationSubnetGroups"]
    assert [one["SubnetIdentifier"] for one in group["Subnets"]] == given[:1]

    instance = {"ReplicationInstanceIdentifier": "copier", "ReplicationInstanceClass": "dms.t3.medium"}
    made = dms.create_replication_instance(**instance, **name, MultiAZ=False)["ReplicationInstance"]
    assert (made["EngineVersion"], made["AvailabilityZone"]) == ("3.6.1", "ap-northeast-1a")
    (told,) = json.loads(raw(emulator, "DescribeReplicationInstances"))["ReplicationInstances"]
    assert isinstance(told["InstanceCreateTime"], float)


def test_changes_endpoints_and_starts_tasks_that_are_ready(emulator: Emulator) -> None:
    dms = emulator.client("dms")
    secret = {"SecretsManagerSecretId": "arn:secret", "SecretsManagerAccessRoleArn": "arn:role"}
    ends = {
        kind: dms.create_endpoint(
            EndpointIdentifier=kind, EndpointType=kind, EngineName="mysql", MySQLSettings=secret, SslMode="verify-ca"
        )["Endpoint"]["EndpointArn"]
        for kind in ("source", "target")
    }
    dms.modify_endpoint(EndpointArn=ends["source"], SslMode="verify-full")
    (source,) = dms.describe_endpoints(Filters=[{"Name": "endpoint-id", "Values": ["source"]}])["Endpoints"]
    assert (source["SslMode"], source["Status"], source["MySQLSettings"]) == ("verify-full", "active", secret)

    task = dms.create_replication_task(
        ReplicationTaskIdentifier="forward",
        SourceEndpointArn=ends["source"],
        TargetEndpointArn=ends["target"],
        ReplicationInstanceArn="arn:instance",
        MigrationType="full-load-and-cdc",
        TableMappings="{}",
    )["ReplicationTask"]
    arn = {"ReplicationTaskArn": task["ReplicationTaskArn"]}
    assert task["Status"] == "ready"
    assert dms.modify_replication_task(**arn, TableMappings='{"rules":[]}')["ReplicationTask"]["TableMappings"] != "{}"
    started = dms.start_replication_task(**arn, StartReplicationTaskType="start-replication")["ReplicationTask"]
    assert started["Status"] == "running"
    told = json.loads(raw(emulator, "DescribeReplicationTasks"))["ReplicationTasks"][0]
    assert isinstance(told["ReplicationTaskCreationDate"], float)
    assert isinstance(told["ReplicationTaskStats"]["StartDate"], float)


def test_adds_and_removes_tags(emulator: Emulator) -> None:
    dms, arn = emulator.client("dms"), "arn:aws:dms:ap-northeast-1:123456789012:rep:tagged"
    dms.add_tags_to_resource(ResourceArn=arn, Tags=[*TAGS, {"Key": "owner", "Value": "platform"}])
    dms.remove_tags_from_resource(ResourceArn=arn, TagKeys=["tier"])
    assert tags_of(dms, arn) == {"owner": "platform"}
