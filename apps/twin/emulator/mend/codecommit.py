"""CodeCommit: times as AWS writes them, tags, and approval rule templates."""

from __future__ import annotations

import uuid
from datetime import datetime
from typing import TYPE_CHECKING, Any

from moto.codecommit.exceptions import RepositoryDoesNotExistException
from moto.codecommit.models import CodeCommitBackend
from moto.codecommit.responses import CodeCommitResponse
from moto.core.utils import utcnow

from emulator.operations import AwsError, operation

if TYPE_CHECKING:
    from emulator.twin import Twin

_TIMES = ("creationDate", "lastModifiedDate")


def install(_twin: Twin) -> None:
    """Mend CodeCommit. The operations below are added when this module is imported."""


@operation(CodeCommitResponse, "CreateRepository")
def create_repository(response: CodeCommitResponse, asked: dict[str, Any]) -> dict[str, Any]:
    """Make a repository; it has no branch before the first push."""
    backend = response.codecommit_backend
    made = backend.create_repository(asked["repositoryName"], asked.get("repositoryDescription"))
    _tags(backend)[made["Arn"]] = dict(asked.get("tags") or {})
    return {"repositoryMetadata": _told(made)}


@operation(CodeCommitResponse, "GetRepository")
def get_repository(response: CodeCommitResponse, asked: dict[str, Any]) -> dict[str, Any]:
    """What is known of a repository."""
    return {"repositoryMetadata": _told(_repository(response.codecommit_backend, asked["repositoryName"]))}


@operation(CodeCommitResponse, "UpdateRepositoryDescription")
def update_description(response: CodeCommitResponse, asked: dict[str, Any]) -> None:
    """Replace the description."""
    found = _repository(response.codecommit_backend, asked["repositoryName"])
    found["repositoryDescription"] = asked.get("repositoryDescription")


@operation(CodeCommitResponse, "ListTagsForResource")
def list_tags(response: CodeCommitResponse, asked: dict[str, Any]) -> dict[str, Any]:
    """Tags of a repository."""
    return {"tags": _tags(response.codecommit_backend).get(asked["resourceArn"], {})}


@operation(CodeCommitResponse, "TagResource")
def tag(response: CodeCommitResponse, asked: dict[str, Any]) -> None:
    """Add or replace tags."""
    _tags(response.codecommit_backend).setdefault(asked["resourceArn"], {}).update(asked["tags"])


@operation(CodeCommitResponse, "UntagResource")
def untag(response: CodeCommitResponse, asked: dict[str, Any]) -> None:
    """Take tags away."""
    for key in asked["tagKeys"]:
        _tags(response.codecommit_backend).get(asked["resourceArn"], {}).pop(key, None)


@operation(CodeCommitResponse, "CreateApprovalRuleTemplate")
def create_template(response: CodeCommitResponse, asked: dict[str, Any]) -> dict[str, Any]:
    """Keep a template; pull requests are not part of the twin."""
    templates, name = _templates(response.codecommit_backend), asked["approvalRuleTemplateName"]
    if name in templates:
        raise AwsError("ApprovalRuleTemplateNameAlreadyExistsException", f"{name} exists")
    now = utcnow()
    templates[name] = {
        "approvalRuleTemplateId": str(uuid.uuid4()),
        "approvalRuleTemplateName": name,
        "approvalRuleTemplateDescription": asked.get("approvalRuleTemplateDescription"),
        "approvalRuleTemplateContent": asked["approvalRuleTemplateContent"],
        "ruleContentSha256": uuid.uuid4().hex,
        "lastModifiedDate": now,
        "creationDate": now,
        "repositories": [],
    }
    return {"approvalRuleTemplate": templates[name]}


@operation(CodeCommitResponse, "GetApprovalRuleTemplate")
def get_template(response: CodeCommitResponse, asked: dict[str, Any]) -> dict[str, Any]:
    """One template."""
    return {"approvalRuleTemplate": _template(response.codecommit_backend, asked)}


@operation(CodeCommitResponse, "UpdateApprovalRuleTemplateContent")
def update_content(response: CodeCommitResponse, asked: dict[str, Any]) -> dict[str, Any]:
    """Replace what a template asks for."""
    template = _template(response.codecommit_backend, asked)
    template["approvalRuleTemplateContent"] = asked["newRuleContent"]
    return {"approvalRuleTemplate": template}


@operation(CodeCommitResponse, "UpdateApprovalRuleTemplateDescription")
def update_template_description(response: CodeCommitResponse, asked: dict[str, Any]) -> dict[str, Any]:
    """Replace a template's description."""
    template = _template(response.codecommit_backend, asked)
    template["approvalRuleTemplateDescription"] = asked["approvalRuleTemplateDescription"]
    return {"approvalRuleTemplate": template}


@operation(CodeCommitResponse, "DeleteApprovalRuleTemplate")
def delete_template(response: CodeCommitResponse, asked: dict[str, Any]) -> dict[str, Any]:
    """Forget a template that no repository uses."""
    template = _template(response.codecommit_backend, asked)
    if template["repositories"]:
        raise AwsError("ApprovalRuleTemplateInUseException", f"{asked['approvalRuleTemplateName']} is in use")
    del _templates(response.codecommit_backend)[asked["approvalRuleTemplateName"]]
    return {"approvalRuleTemplateId": template["approvalRuleTemplateId"]}


@operation(CodeCommitResponse, "AssociateApprovalRuleTemplateWithRepository")
def associate(response: CodeCommitResponse, asked: dict[str, Any]) -> None:
    """Let a template apply to a repository."""
    _repository(response.codecommit_backend, asked["repositoryName"])
    repositories = _template(response.codecommit_backend, asked)["repositories"]
    if asked["repositoryName"] not in repositories:
        repositories.append(asked["repositoryName"])


@operation(CodeCommitResponse, "DisassociateApprovalRuleTemplateFromRepository")
def disassociate(response: CodeCommitResponse, asked: dict[str, Any]) -> None:
    """Let a template apply no longer."""
    repositories = _template(response.codecommit_backend, asked)["repositories"]
    if asked["repositoryName"] in repositories:
        repositories.remove(asked["repositoryName"])


@operation(CodeCommitResponse, "ListRepositoriesForApprovalRuleTemplate")
def list_repositories(response: CodeCommitResponse, asked: dict[str, Any]) -> dict[str, Any]:
    """Names of the repositories that a template applies to."""
    return {"repositoryNames": _template(response.codecommit_backend, asked)["repositories"]}


def _repository(backend: CodeCommitBackend, name: str) -> dict[str, Any]:
    if name not in backend.repositories:
        raise RepositoryDoesNotExistException(name)
    return backend.repositories[name].repository_metadata


def _told(metadata: dict[str, Any]) -> dict[str, Any]:
    """Moto writes times as text, where the service's protocol has numbers."""
    return {**metadata, **{name: datetime.fromisoformat(metadata[name]) for name in _TIMES}}


def _tags(backend: CodeCommitBackend) -> dict[str, dict[str, str]]:
    return backend.__dict__.setdefault("tags_of_repositories", {})


def _templates(backend: CodeCommitBackend) -> dict[str, dict[str, Any]]:
    return backend.__dict__.setdefault("approval_rule_templates", {})


def _template(backend: CodeCommitBackend, asked: dict[str, Any]) -> dict[str, Any]:
    name = asked["approvalRuleTemplateName"]
    if name not in _templates(backend):
        raise AwsError("ApprovalRuleTemplateDoesNotExistException", f"{name} does not exist")
    return _templates(backend)[name]
