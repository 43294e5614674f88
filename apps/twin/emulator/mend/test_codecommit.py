from __future__ import annotations

import json
from datetime import datetime

import pytest

from emulator.conftest import Emulator


def test_a_repository_tells_its_times_and_tags(emulator: Emulator) -> None:
    commit = emulator.client("codecommit")
    commit.create_repository(repositoryName="told", repositoryDescription="first", tags={"tier": "delivery"})
    commit.update_repository_description(repositoryName="told", repositoryDescription="second")
    told = commit.get_repository(repositoryName="told")["repositoryMetadata"]
    assert isinstance(told["creationDate"], datetime)
    assert told["repositoryDescription"] == "second"
    commit.tag_resource(resourceArn=told["Arn"], tags={"owner": "platform"})
    commit.untag_resource(resourceArn=told["Arn"], tagKeys=["tier"])
    assert commit.list_tags_for_resource(resourceArn=told["Arn"])["tags"] == {"owner": "platform"}


def test_an_approval_rule_applies_to_repositories_and_stays_while_it_does(emulator: Emulator) -> None:
    commit = emulator.client("codecommit")
    commit.create_repository(repositoryName="reviewed")
    template = {"approvalRuleTemplateName": "review"}
    content = json.dumps({"Version": "2018-11-08", "Statements": [{"Type": "Approvers", "NumberOfApprovalsNeeded": 1}]})
    commit.create_approval_rule_template(**template, approvalRuleTemplateContent=content)
    commit.associate_approval_rule_template_with_repository(**template, repositoryName="reviewed")
    assert commit.list_repositories_for_approval_rule_template(**template)["repositoryNames"] == ["reviewed"]
    with pytest.raises(commit.exceptions.ApprovalRuleTemplateInUseException):
        commit.delete_approval_rule_template(**template)
    commit.disassociate_approval_rule_template_from_repository(**template, repositoryName="reviewed")
    commit.delete_approval_rule_template(**template)
    with pytest.raises(commit.exceptions.ApprovalRuleTemplateDoesNotExistException):
        commit.get_approval_rule_template(**template)
