"""RDS: what an instance or a parameter group is asked to be, it says it is."""

from __future__ import annotations

import uuid
from typing import TYPE_CHECKING, Any

from moto.rds.exceptions import DBParameterGroupNotFoundError
from moto.rds.models import DBInstance
from moto.rds.responses import RDSResponse

from emulator.operations import operation

if TYPE_CHECKING:
    from emulator.twin import Twin

DEFAULT_CA = "rds-ca-rsa2048-g1"
"""Of new instances: https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/UsingWithRDS.SSL.html."""


def install(_twin: Twin) -> None:
    """Mend RDS."""
    _instances_of_their_own()
    _tell_parameters()


def _instances_of_their_own() -> None:
    """Each instance has its own resource id, where moto gives all the same, and what it was asked to be."""
    create = DBInstance.__init__

    def __init__(self: DBInstance, backend: Any, *arguments: Any, **settings: Any) -> None:  # noqa: N807
        settings.setdefault("ca_certificate_identifier", DEFAULT_CA)
        create(self, backend, *arguments, **settings)
        self.dbi_resource_id = f"db-{uuid.uuid4().hex[:26].upper()}"
        self.enable_performance_insights = bool(settings.get("enable_performance_insights"))
        self.performance_insights_kms_key_id = settings.get("performance_insights_kms_key_id")
        kept_days = settings.get("performance_insights_retention_period") or 7
        self.performance_insights_retention_period = kept_days if self.enable_performance_insights else None

    DBInstance.__init__ = __init__
    DBInstance.performance_insights_enabled = property(lambda instance: instance.enable_performance_insights)


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
