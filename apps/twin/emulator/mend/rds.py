"""RDS: what an instance or a parameter group is asked to be, it says it is."""

from __future__ import annotations

import uuid
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

from moto.rds.exceptions import DBParameterGroupNotFoundError
from moto.rds.models import DBInstance, OptionGroup, RDSBackend
from moto.rds.responses import RDSResponse

from emulator.operations import operation

if TYPE_CHECKING:
    from emulator.twin import Twin

NEW_MYSQL = "8.4"
"""A major version that moto has no option groups for."""
EXTENDED_SUPPORT = "open-source-rds-extended-support"
"""AWS's default: https://docs.aws.amazon.com/AmazonRDS/latest/APIReference/API_CreateDBInstance.html."""
DEFAULT_CA = "rds-ca-rsa2048-g1"
"""Of new instances: https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/UsingWithRDS.SSL.html."""


def install(_twin: Twin) -> None:
    """Mend RDS."""
    _instances_of_their_own()
    _replicas_of_their_own()
    _option_groups_of_new_versions()
    _tell_parameters()


def _instances_of_their_own() -> None:
    """Each instance has its own resource id, where moto gives all the same, and what it was asked to be."""
    create = DBInstance.__init__

    def __init__(self: DBInstance, backend: Any, *arguments: Any, **settings: Any) -> None:  # noqa: N807
        settings.setdefault("ca_certificate_identifier", DEFAULT_CA)
        create(self, backend, *arguments, **settings)
        self.dbi_resource_id = _resource_id()
        self.enable_performance_insights = bool(settings.get("enable_performance_insights"))
        self.performance_insights_kms_key_id = settings.get("performance_insights_kms_key_id")
        self.engine_lifecycle_support = settings.get("engine_lifecycle_support") or EXTENDED_SUPPORT
        kept_days = settings.get("performance_insights_retention_period") or 7
        self.performance_insights_retention_period = kept_days if self.enable_performance_insights else None

    DBInstance.__init__ = __init__
    DBInstance.performance_insights_enabled = property(lambda instance: instance.enable_performance_insights)


def _replicas_of_their_own() -> None:
    """A replica is an instance by itself: moto gives it the resource id of its source, and forgets its settings."""
    create = RDSBackend.create_db_instance_read_replica

    def create_db_instance_read_replica(backend: RDSBackend, settings: dict[str, Any]) -> DBInstance:
        replica = create(backend, settings)
        replica.dbi_resource_id = _resource_id()
        replica.created = datetime.now(UTC)
        replica.status = "available"
        replica.manage_master_user_password = False
        replica.multi_az = bool(settings.get("multi_az"))
        replica.backup_retention_period = settings.get("backup_retention_period") or 0
        replica.deletion_protection = bool(settings.get("deletion_protection"))
        replica.tags = settings.get("tags") or []
        replica.enabled_cloudwatch_logs_exports = settings.get("enable_cloudwatch_logs_exports") or []
        return replica

    RDSBackend.create_db_instance_read_replica = create_db_instance_read_replica


def _option_groups_of_new_versions() -> None:
    create = RDSBackend.create_option_group

    def create_option_group(backend: RDSBackend, settings: dict[str, Any]) -> OptionGroup:
        version = settings["major_engine_version"]
        known = {**settings, "major_engine_version": "8.0"} if version == NEW_MYSQL else settings
        group = create(backend, known)
        group.major_engine_version = version
        return group

    RDSBackend.create_option_group = create_option_group


def _resource_id() -> str:
    return f"db-{uuid.uuid4().hex[:26].upper()}"


def _tell_parameters() -> None:
    """AWS names the source of a changed parameter, and resets parameters one by one or all."""

    @operation(RDSResponse, "DescribeDBParameters")
    def describe(response: RDSResponse, asked: dict[str, Any]) -> dict[str, Any]:
        group = response.backend.db_parameter_groups.get(asked["DBParameterGroupName"].lower())
        if group is None:
            raise DBParameterGroupNotFoundError(asked["DBParameterGroupName"])
        if asked.get("Source") not in (None, "user"):
            return {"Parameters": []}
        return {"Parameters": [{**parameter, "Source": "user"} for parameter in group.parameters.values()]}

    @operation(RDSResponse, "ResetDBParameterGroup")
    def reset(response: RDSResponse, asked: dict[str, Any]) -> dict[str, Any]:
        group = response.backend.db_parameter_groups[asked["DBParameterGroupName"].lower()]
        for name in [parameter["ParameterName"] for parameter in asked.get("Parameters", [])] or list(group.parameters):
            group.parameters.pop(name, None)
        return {"DBParameterGroupName": group.name}
