"""EC2: rules of security groups have their descriptions, launch templates hold what instances get and nothing else."""

from __future__ import annotations

import inspect
from typing import TYPE_CHECKING, Any

from moto.ec2.models.launch_templates import LaunchTemplateVersion
from moto.ec2.models.security_groups import SecurityGroupRule
from moto.ec2.utils import parse_user_data

if TYPE_CHECKING:
    from emulator.twin import Twin


def install(_twin: Twin) -> None:
    """Mend EC2."""
    _describe_rules()
    _hold_what_instances_get()


def _describe_rules() -> None:
    """Moto keeps the description of a rule for addresses, and loses that of groups and prefix lists."""
    create = SecurityGroupRule.__init__
    signature = inspect.signature(create)

    def __init__(self: SecurityGroupRule, *arguments: Any, **settings: Any) -> None:  # noqa: N807
        create(self, *arguments, **settings)
        listed = signature.bind(self, *arguments, **settings).arguments.get("prefix_list_id") or {}
        self.prefix_list_description = listed.get("Description")

    def description(rule: SecurityGroupRule) -> str | None:
        return rule.ip_range.get("Description") or rule.source_group.get("Description") or rule.prefix_list_description

    SecurityGroupRule.__init__ = __init__
    SecurityGroupRule.description = property(description)


def _hold_what_instances_get() -> None:
    """A template's own tags are no part of a version, and the user data of every version can be launched."""
    create = LaunchTemplateVersion.__init__

    def __init__(  # noqa: N807
        self: LaunchTemplateVersion, template: Any, number: int, data: dict[str, Any], description: str
    ) -> None:
        create(self, template, number, data, description)
        if isinstance(data.get("UserData"), str):
            data["UserData"] = parse_user_data(data["UserData"])
        specified = data.pop("TagSpecifications", [])
        if kept := [one for one in specified if one["ResourceType"] != "launch-template"]:
            data["TagSpecifications"] = kept

    LaunchTemplateVersion.__init__ = __init__
