"""The versions of one key, and what a lifecycle does to them, free of where they are kept."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from typing import Literal

Action = Literal["move", "hide", "remove", "abort"]
"""To a cheaper class; by a delete marker; for good; of an upload that was never completed."""


@dataclass
class Version:
    """A version of a key, or a delete marker."""

    id: str
    created: datetime
    size: int = 0
    storage_class: str = "STANDARD"
    tags: dict[str, str] = field(default_factory=dict)
    is_marker: bool = False
    locked_until: datetime | None = None
    """Until then nobody removes it, whether governance or compliance says so: a lifecycle bypasses neither."""
    is_held: bool = False
    """A legal hold: it is not removed at all."""
    noncurrent_since: datetime | None = None
    """When the next version came, though that may be gone by now."""


@dataclass(frozen=True)
class Step:
    """One action of a rule, at a midnight."""

    at: datetime
    key: str
    version: Version
    rule: str
    action: Action
    storage_class: str
    """In which class the version lay before; `''` of a delete marker."""
    to: str = ""
    """To which class it moved, or the identifier of the delete marker that hides it."""
