"""EC2: every rule of a security group has its description, whatever it lets in."""

from __future__ import annotations

import inspect
from typing import TYPE_CHECKING, Any

from moto.ec2.models.security_groups import SecurityGroupRule

if TYPE_CHECKING:
    from emulator.twin import Twin


def install(_twin: Twin) -> None:
    """Mend EC2. Moto keeps the description of a rule for addresses, and loses that of groups and prefix lists."""
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
