"""Auto Scaling: a group is what it was asked to be, stands in every subnet, and can be refreshed."""

from __future__ import annotations

import uuid
from collections import Counter
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

from moto.autoscaling.models import FakeAutoScalingGroup, FakeScalingPolicy
from moto.autoscaling.responses import AutoScalingResponse

from emulator.operations import operation, parameters

if TYPE_CHECKING:
    from emulator.twin import Twin

_KEPT = {
    "DefaultInstanceWarmup": "default_instance_warmup",
    "InstanceMaintenancePolicy": "instance_maintenance_policy",
    "ServiceLinkedRoleARN": "service_linked_role_arn",
}
"""Parameters that moto drops, and the attributes under which it would answer them."""


def install(_twin: Twin) -> None:
    """Mend Auto Scaling."""
    _keep_what_was_asked("create_auto_scaling_group")
    _keep_what_was_asked("update_auto_scaling_group")
    _tell_policies()
    _stand_in_every_subnet()
    _refresh_instances()


def _keep_what_was_asked(name: str) -> None:
    work = getattr(AutoScalingResponse, name)

    def answer(response: AutoScalingResponse) -> Any:
        asked = parameters(response)
        result = work(response)
        group = response.autoscaling_backend.autoscaling_groups[asked["AutoScalingGroupName"]]
        for parameter, attribute in _KEPT.items():
            if parameter in asked:
                setattr(group, attribute, asked[parameter])
        return result

    answer.__name__ = name
    setattr(AutoScalingResponse, name, answer)


def _tell_policies() -> None:
    """A policy works unless it was switched off, and has no prediction unless it was given one."""
    create = FakeScalingPolicy.__init__

    def __init__(self: FakeScalingPolicy, *arguments: Any, **settings: Any) -> None:  # noqa: N807
        create(self, *arguments, **settings)
        self.enabled = True
        self.predictive_scaling_configuration = self.predictive_scaling_configuration or None

    FakeScalingPolicy.__init__ = __init__


def _stand_in_every_subnet() -> None:
    """A new instance goes to the subnet with the fewest, where moto puts all into the first."""
    launch = FakeAutoScalingGroup.replace_autoscaling_group_instances

    def replace(group: FakeAutoScalingGroup, count_needed: int, propagated_tags: dict[str, str]) -> None:
        subnets, zones = group.vpc_zone_identifier, group.availability_zones
        if not subnets:
            launch(group, count_needed, propagated_tags)
            return
        try:
            for _ in range(count_needed):
                there = Counter(state.instance.subnet_id for state in group.instance_states)
                group.vpc_zone_identifier = min(subnets.split(","), key=lambda subnet: there[subnet])
                [subnet] = group.ec2_backend.describe_subnets(subnet_ids=[group.vpc_zone_identifier])
                group.availability_zones = [subnet.availability_zone]
                launch(group, 1, dict(propagated_tags))
        finally:
            group.vpc_zone_identifier, group.availability_zones = subnets, zones

    FakeAutoScalingGroup.replace_autoscaling_group_instances = replace


def _refresh_instances() -> None:
    """A refresh replaces every instance at once, and is over when it is answered."""

    @operation(AutoScalingResponse, "StartInstanceRefresh")
    def start(response: AutoScalingResponse, asked: dict[str, Any]) -> dict[str, Any]:
        backend, name = response.autoscaling_backend, asked["AutoScalingGroupName"]
        group = backend.autoscaling_groups[name]
        wanted = group.desired_capacity
        backend.set_desired_capacity(name, 0)
        backend.set_desired_capacity(name, wanted)
        now = datetime.now(UTC)
        refresh = {
            "InstanceRefreshId": str(uuid.uuid4()),
            "AutoScalingGroupName": name,
            "Status": "Successful",
            "StartTime": now,
            "EndTime": now,
            "PercentageComplete": 100,
            "InstancesToUpdate": 0,
        }
        group.refreshes = [refresh, *getattr(group, "refreshes", [])]
        return {"InstanceRefreshId": refresh["InstanceRefreshId"]}

    @operation(AutoScalingResponse, "DescribeInstanceRefreshes")
    def describe(response: AutoScalingResponse, asked: dict[str, Any]) -> dict[str, Any]:
        group = response.autoscaling_backend.autoscaling_groups[asked["AutoScalingGroupName"]]
        wanted = asked.get("InstanceRefreshIds")
        refreshes = getattr(group, "refreshes", [])
        return {"InstanceRefreshes": [one for one in refreshes if not wanted or one["InstanceRefreshId"] in wanted]}
