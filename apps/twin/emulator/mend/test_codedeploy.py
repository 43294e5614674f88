from __future__ import annotations

import pytest

from emulator.conftest import ACCOUNT, Emulator


def test_a_group_tells_what_stops_it_and_can_be_changed_and_removed(emulator: Emulator) -> None:
    deploy = emulator.client("codedeploy")
    deploy.create_application(applicationName="shop", computePlatform="Server")
    deploy.create_deployment_group(
        applicationName="shop",
        deploymentGroupName="web",
        serviceRoleArn=f"arn:aws:iam::{ACCOUNT}:role/deploy",
        autoScalingGroups=["instances"],
        alarmConfiguration={"enabled": True, "alarms": [{"name": "errors"}]},
    )
    named = {"applicationName": "shop", "deploymentGroupName": "web"}
    deploy.update_deployment_group(
        applicationName="shop",
        currentDeploymentGroupName="web",
        deploymentConfigName="CodeDeployDefault.HalfAtATime",
    )
    told = deploy.get_deployment_group(**named)["deploymentGroupInfo"]
    assert told["alarmConfiguration"] == {"enabled": True, "alarms": [{"name": "errors"}]}
    assert told["autoScalingGroups"] == [{"name": "instances"}]
    assert told["deploymentConfigName"] == "CodeDeployDefault.HalfAtATime"
    assert "loadBalancerInfo" not in told

    deploy.delete_deployment_group(**named)
    with pytest.raises(deploy.exceptions.DeploymentGroupDoesNotExistException):
        deploy.get_deployment_group(**named)
    deploy.delete_application(applicationName="shop")
    with pytest.raises(deploy.exceptions.ApplicationDoesNotExistException):
        deploy.get_application(applicationName="shop")
