"""DMS: authorities of certificates, subnets as they are, tasks that can be started, tags, and changes of each."""

from __future__ import annotations

import re
from datetime import datetime
from typing import TYPE_CHECKING, Any

from moto.dms.models import (
    DatabaseMigrationServiceBackend,
    Endpoint,
    FakeReplicationInstance,
    FakeReplicationSubnetGroup,
    FakeReplicationTask,
)
from moto.dms.responses import DatabaseMigrationServiceResponse as Response
from moto.ec2 import ec2_backends

from emulator.operations import AwsError, operation

if TYPE_CHECKING:
    from emulator.twin import Twin

ENGINE_VERSION = "3.6.1"
"""Of a replication instance that asks for none: https://docs.aws.amazon.com/dms/latest/userguide/CHAP_ReleaseNotes.html."""


def install(_twin: Twin) -> None:
    """Mend DMS."""
    _certificates()
    _subnets_as_they_are()
    _tasks_that_are_ready()
    _endpoints_that_are_active()
    _changes()
    _tags()


def _certificates() -> None:
    """Moto has none. Each backend keeps its own, by ARN."""

    def kept(response: Response) -> dict[str, dict[str, Any]]:
        backend = response.dms_backend
        if not hasattr(backend, "certificates"):
            backend.certificates = {}
        return backend.certificates

    @operation(Response, "ImportCertificate")
    def import_certificate(response: Response, asked: dict[str, Any]) -> dict[str, Any]:
        arn = f"arn:aws:dms:{response.region}:{response.current_account}:cert:{asked['CertificateIdentifier']}"
        if arn in kept(response):
            raise AwsError(
                "ResourceAlreadyExistsFault", f"Certificate {asked['CertificateIdentifier']} already exists."
            )
        if not asked.get("CertificatePem", "").startswith("-----BEGIN CERTIFICATE-----"):
            raise AwsError("InvalidCertificateFault", "The certificate was not valid.")
        names = ("CertificateIdentifier", "CertificatePem")
        kept(response)[arn] = {name: asked[name] for name in names} | {"CertificateArn": arn}
        response.dms_backend.tagger.tag_resource(arn, asked.get("Tags") or [])
        return {"Certificate": kept(response)[arn]}

    @operation(Response, "DescribeCertificates")
    def describe(response: Response, asked: dict[str, Any]) -> dict[str, Any]:
        fields = {"certificate-id": "CertificateIdentifier", "certificate-arn": "CertificateArn"}
        found = list(kept(response).values())
        for wanted in asked.get("Filters", []):
            found = [one for one in found if one[fields[wanted["Name"]]] in wanted["Values"]]
        if asked.get("Filters") and not found:
            raise AwsError("ResourceNotFoundFault", "Certificate could not be found.")
        return {"Certificates": found}

    @operation(Response, "DeleteCertificate")
    def delete(response: Response, asked: dict[str, Any]) -> dict[str, Any]:
        certificate = kept(response).pop(asked["CertificateArn"], None)
        if certificate is None:
            raise AwsError("ResourceNotFoundFault", "Certificate could not be found.")
        return {"Certificate": certificate}


def _subnets_as_they_are() -> None:
    """A subnet group holds the subnets it was given, and an instance tells its group."""
    create = DatabaseMigrationServiceBackend.create_replication_subnet_group
    instance_dict = FakeReplicationInstance.to_dict

    def create_group(backend: DatabaseMigrationServiceBackend, *args: Any, **given: Any) -> FakeReplicationSubnetGroup:
        group = create(backend, *args, **given)
        group.subnetIds, group.place = given["subnet_ids"], (backend.account_id, backend.region_name)
        identifier = group.replication_subnet_group_identifier
        arn = f"arn:aws:dms:{backend.region_name}:{backend.account_id}:subgrp:{identifier}"
        backend.tagger.tag_resource(arn, given.get("tags") or [])
        return group

    def group_dict(group: FakeReplicationSubnetGroup) -> dict[str, Any]:
        account, region = group.place
        subnets = [ec2_backends[account][region].get_subnet(identifier) for identifier in group.subnetIds]
        return {
            "ReplicationSubnetGroupIdentifier": group.replication_subnet_group_identifier,
            "ReplicationSubnetGroupDescription": group.description,
            "VpcId": subnets[0].vpc_id,
            "SubnetGroupStatus": "Complete",
            "Subnets": [
                {
                    "SubnetIdentifier": subnet.id,
                    "SubnetAvailabilityZone": {"Name": subnet.availability_zone},
                    "SubnetStatus": "Active",
                }
                for subnet in subnets
            ],
            "SupportedNetworkTypes": ["IPV4"],
        }

    def told_instance(instance: FakeReplicationInstance) -> dict[str, Any]:
        instance.engine_version = instance.engine_version or ENGINE_VERSION
        instance.availability_zone = instance.availability_zone or f"{instance.region}a"
        told = instance_dict(instance)
        told["InstanceCreateTime"] = instance.creation_date.timestamp()
        told["SecondaryAvailabilityZone"] = f"{instance.region}c" if instance.multi_az else None
        return {name: value for name, value in told.items() if value is not None}

    DatabaseMigrationServiceBackend.create_replication_subnet_group = create_group
    FakeReplicationSubnetGroup.to_dict = group_dict
    FakeReplicationInstance.to_dict = told_instance


def _tasks_that_are_ready() -> None:
    """Moto leaves a task in `creating` for ever, and writes times as text, where the protocol has seconds."""
    create, task_dict = FakeReplicationTask.__init__, FakeReplicationTask.to_dict

    def __init__(self: FakeReplicationTask, *arguments: Any, **given: Any) -> None:  # noqa: N807
        create(self, *arguments, **given)
        self.ready()

    FakeReplicationTask.__init__ = __init__
    FakeReplicationTask.to_dict = lambda task: _in_seconds(task_dict(task))


def _in_seconds(told: dict[str, Any]) -> dict[str, Any]:
    """The same answer with times as seconds, and without what is not known yet."""
    return {
        name: _in_seconds(value)
        if isinstance(value, dict)
        else datetime.fromisoformat(value).timestamp()
        if name.endswith("Date")
        else value
        for name, value in told.items()
        if value is not None
    }


def _endpoints_that_are_active() -> None:
    create = Endpoint.__init__

    def __init__(self: Endpoint, *arguments: Any, **given: Any) -> None:  # noqa: N807
        create(self, *arguments, **given)
        self.status = "active"

    Endpoint.__init__ = __init__


_ENDPOINT_FIELDS = ("ServerName", "Port", "DatabaseName", "ExtraConnectionAttributes", "CertificateArn", "SslMode")
_TASK_FIELDS = ("MigrationType", "TableMappings", "ReplicationTaskSettings")


def _changes() -> None:
    """What Terraform changes in place."""

    @operation(Response, "ModifyEndpoint")
    def endpoint(response: Response, asked: dict[str, Any]) -> dict[str, Any]:
        (found,) = [e for e in response.dms_backend.endpoints.values() if e.endpoint_arn == asked["EndpointArn"]]
        _set(found, asked, _ENDPOINT_FIELDS)
        found.my_sql_settings = asked.get("MySQLSettings", found.my_sql_settings)
        return {"Endpoint": {name: value for name, value in found.to_dict().items() if value is not None}}

    @operation(Response, "ModifyReplicationTask")
    def task(response: Response, asked: dict[str, Any]) -> dict[str, Any]:
        found = response.dms_backend.replication_tasks[asked["ReplicationTaskArn"]]
        _set(found, asked, _TASK_FIELDS)
        return {"ReplicationTask": found.to_dict()}

    @operation(Response, "ModifyReplicationSubnetGroup")
    def subnet_group(response: Response, asked: dict[str, Any]) -> dict[str, Any]:
        found = response.dms_backend.replication_subnet_groups[asked["ReplicationSubnetGroupIdentifier"]]
        found.subnetIds = asked["SubnetIds"]
        found.description = asked.get("ReplicationSubnetGroupDescription", found.description)
        return {"ReplicationSubnetGroup": found.to_dict()}


def _set(resource: Any, asked: dict[str, Any], names: tuple[str, ...]) -> None:
    for name in names:
        if name in asked:
            setattr(resource, re.sub(r"(?<!^)(?=[A-Z])", "_", name).lower(), asked[name])


def _tags() -> None:
    @operation(Response, "AddTagsToResource")
    def add(response: Response, asked: dict[str, Any]) -> None:
        response.dms_backend.tagger.tag_resource(asked["ResourceArn"], asked["Tags"])

    @operation(Response, "RemoveTagsFromResource")
    def remove(response: Response, asked: dict[str, Any]) -> None:
        response.dms_backend.tagger.untag_resource_using_names(asked["ResourceArn"], asked["TagKeys"])
