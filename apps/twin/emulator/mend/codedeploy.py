"""CodeDeploy: applications and groups can be changed and removed, and a group says which alarms stop it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from moto.codedeploy import responses
from moto.codedeploy.models import CodeDeployBackend, DeploymentGroup
from moto.codedeploy.responses import CodeDeployResponse
from moto.core.utils import camelcase_to_underscores

from emulator.operations import operation

if TYPE_CHECKING:
    from emulator.twin import Twin

_GROUP = (
    "deploymentConfigName",
    "ec2TagFilters",
    "onPremisesInstanceTagFilters",
    "autoScalingGroups",
    "serviceRoleArn",
    "triggerConfigurations",
    "alarmConfiguration",
    "autoRollbackConfiguration",
    "outdatedInstancesStrategy",
    "deploymentStyle",
    "blueGreenDeploymentConfiguration",
    "loadBalancerInfo",
    "ec2TagSet",
    "ecsServices",
    "onPremisesTagSet",
    "terminationHookEnabled",
)


def install(_twin: Twin) -> None:
    """Mend CodeDeploy. The operations below are added when this module is imported."""
    told = responses._deployment_group_info

    def group_info(group: DeploymentGroup) -> dict[str, Any]:
        info = {**told(group), "alarmConfiguration": group.alarm_configuration or {}}
        # AWS names groups where moto gives names only.
        info["autoScalingGroups"] = [{"name": name} for name in group.auto_scaling_groups]
        # Structures and lists that were never given are left out.
        return {name: value for name, value in info.items() if value not in ({}, [], None)}

    responses._deployment_group_info = group_info


@operation(CodeDeployResponse, "UpdateDeploymentGroup")
def update_group(response: CodeDeployResponse, asked: dict[str, Any]) -> dict[str, Any]:
    """What the request does not name stays."""
    backend = response.codedeploy_backend
    group = backend.get_deployment_group(asked["applicationName"], asked["currentDeploymentGroupName"])
    for name in _GROUP:
        if name in asked:
            setattr(group, camelcase_to_underscores(name), asked[name])
    return {"hooksNotCleanedUp": []}


@operation(CodeDeployResponse, "DeleteDeploymentGroup")
def delete_group(response: CodeDeployResponse, asked: dict[str, Any]) -> dict[str, Any]:
    """Forget a group; AWS answers the same when there is none."""
    backend, name = response.codedeploy_backend, asked["deploymentGroupName"]
    backend.deployment_groups.get(asked["applicationName"], {}).pop(name, None)
    backend.tagger.delete_all_tags_for_resource(backend._deployment_group_arn(asked["applicationName"], name))
    return {"hooksNotCleanedUp": []}


@operation(CodeDeployResponse, "DeleteApplication")
def delete_application(response: CodeDeployResponse, asked: dict[str, Any]) -> None:
    """Forget an application and its groups."""
    backend: CodeDeployBackend = response.codedeploy_backend
    backend.applications.pop(asked["applicationName"], None)
    backend.deployment_groups.pop(asked["applicationName"], None)
    backend.tagger.delete_all_tags_for_resource(backend._application_arn(asked["applicationName"]))
