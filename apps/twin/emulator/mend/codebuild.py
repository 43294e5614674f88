"""CodeBuild: projects of a pipeline, which name no place for sources and artifacts; updates of projects."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from moto.codebuild.models import CodeBuildBackend
from moto.codebuild.responses import CodeBuildResponse
from moto.core.utils import unix_time

from emulator.operations import AwsError, operation

if TYPE_CHECKING:
    from emulator.twin import Twin

_DEFAULTS: dict[str, Any] = {
    "timeoutInMinutes": 60,
    "queuedTimeoutInMinutes": 480,
    "cache": {"type": "NO_CACHE"},
    "projectVisibility": "PRIVATE",
}
"""What AWS fills in: https://docs.aws.amazon.com/codebuild/latest/APIReference/API_CreateProject.html."""


def install(_twin: Twin) -> None:
    """Mend CodeBuild. The operations below are added when this module is imported."""


@operation(CodeBuildResponse, "CreateProject")
def create(response: CodeBuildResponse, asked: dict[str, Any]) -> dict[str, Any]:
    """Keep a project as it was asked for."""
    backend, name = response.codebuild_backend, asked["name"]
    if name in backend.codebuild_projects:
        raise AwsError("ResourceAlreadyExistsException", f"Project already exists: {name}")
    backend.create_project(
        project_name=name,
        description=asked.get("description"),
        project_source=asked["source"],
        artifacts=asked["artifacts"],
        environment=asked["environment"],
        service_role=asked["serviceRole"],
        tags=asked.get("tags"),
        cache=None,
        timeout=None,
        queued_timeout=None,
        source_version=None,
        logs_config=None,
        vpc_config=None,
    )
    return _keep(backend, {**_DEFAULTS, **asked})


@operation(CodeBuildResponse, "UpdateProject")
def update(response: CodeBuildResponse, asked: dict[str, Any]) -> dict[str, Any]:
    """What the request does not name stays."""
    if asked["name"] not in response.codebuild_backend.codebuild_projects:
        raise AwsError("ResourceNotFoundException", f"Project cannot be found: {asked['name']}")
    return _keep(response.codebuild_backend, asked)


def _keep(backend: CodeBuildBackend, asked: dict[str, Any]) -> dict[str, Any]:
    project = backend.codebuild_projects[asked["name"]]
    project.project_metadata.update({**asked, "lastModified": unix_time()})
    project.service_role = project.project_metadata["serviceRole"]
    return {"project": project.project_metadata}
