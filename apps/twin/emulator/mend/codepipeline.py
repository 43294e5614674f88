"""CodePipeline: times as AWS writes them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from moto.codepipeline.models import CodePipeline
from moto.codepipeline.responses import CodePipelineResponse

from emulator.operations import operation

if TYPE_CHECKING:
    from emulator.twin import Twin


def install(_twin: Twin) -> None:
    """Mend CodePipeline. The operations below are added when this module is imported."""


@operation(CodePipelineResponse, "GetPipeline")
def get(response: CodePipelineResponse, asked: dict[str, Any]) -> dict[str, Any]:
    """A pipeline, and when it was made and changed."""
    backend = response.codepipeline_backend
    pipeline, _ = backend.get_pipeline(asked["name"])
    kept: CodePipeline = backend.pipelines[asked["name"]]
    metadata = {"pipelineArn": kept._arn, "created": kept._created, "updated": kept._updated}
    return {"pipeline": pipeline, "metadata": metadata}


@operation(CodePipelineResponse, "ListPipelines")
def list_pipelines(response: CodePipelineResponse, _asked: dict[str, Any]) -> dict[str, Any]:
    """All pipelines, by name."""
    kept = response.codepipeline_backend.pipelines
    return {
        "pipelines": [
            {
                "name": name,
                "version": kept[name].pipeline["version"],
                "pipelineType": kept[name].pipeline.get("pipelineType", "V1"),
                "created": kept[name]._created,
                "updated": kept[name]._updated,
            }
            for name in sorted(kept)
        ]
    }
