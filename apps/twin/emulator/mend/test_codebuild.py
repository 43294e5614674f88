from __future__ import annotations

import pytest

from emulator.conftest import ACCOUNT, Emulator


def test_a_project_of_a_pipeline_names_no_places_and_can_be_changed(emulator: Emulator) -> None:
    build = emulator.client("codebuild")
    project = {
        "name": "web-build",
        "source": {"type": "CODEPIPELINE", "buildspec": "buildspec.yml"},
        "artifacts": {"type": "CODEPIPELINE"},
        "environment": {"type": "LINUX_CONTAINER", "computeType": "BUILD_GENERAL1_SMALL", "image": "image"},
        "serviceRole": f"arn:aws:iam::{ACCOUNT}:role/build",
        "vpcConfig": {"vpcId": "vpc", "subnets": ["subnet"], "securityGroupIds": ["group"]},
    }
    build.create_project(**project)
    with pytest.raises(build.exceptions.ResourceAlreadyExistsException):
        build.create_project(**project)
    build.update_project(name="web-build", timeoutInMinutes=30)
    told = build.batch_get_projects(names=["web-build"])["projects"][0]
    assert {name: told[name] for name in project} == project
    assert (told["timeoutInMinutes"], told["queuedTimeoutInMinutes"]) == (30, 480)
    with pytest.raises(build.exceptions.ResourceNotFoundException):
        build.update_project(name="other", timeoutInMinutes=30)
