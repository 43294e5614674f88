"""As whom Glue works."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from emulator.twin import Twin

GLUE = "glue.amazonaws.com"
"""The service principal that a job's or crawler's role must trust."""


def role_arn(twin: Twin, role: str) -> str:
    """The ARN of a role that may be given by its name or path, as Glue allows."""
    return role if role.startswith("arn:") else f"arn:aws:iam::{twin.account}:role/{role.removeprefix('/')}"
