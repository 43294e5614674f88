from __future__ import annotations

from datetime import datetime
from typing import Any

from emulator.conftest import Emulator


def action(name: str, category: str, provider: str) -> dict[str, Any]:
    kind = {"category": category, "owner": "AWS", "provider": provider, "version": "1"}
    return {"name": name, "actions": [{"name": name, "actionTypeId": kind}]}


def test_a_pipeline_tells_when_it_was_made_and_of_which_type_it_is(emulator: Emulator) -> None:
    pipelines = emulator.client("codepipeline")
    pipelines.create_pipeline(
        pipeline={
            "name": "web",
            "pipelineType": "V2",
            "roleArn": emulator.role("pipeline", "codepipeline.amazonaws.com"),
            "artifactStore": {"type": "S3", "location": "bucket"},
            "stages": [action("Source", "Source", "CodeCommit"), action("Deploy", "Deploy", "CodeDeploy")],
        }
    )
    assert isinstance(pipelines.get_pipeline(name="web")["metadata"]["created"], datetime)
    (listed,) = pipelines.list_pipelines()["pipelines"]
    assert (listed["name"], listed["pipelineType"], type(listed["updated"])) == ("web", "V2", datetime)
