"""Values that were planted, and that nothing may show."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True)
class Canary:
    """A planted value. Each of its `marks` is in nothing else, so a cut or rewritten value is found too."""

    name: str
    value: str
    marks: tuple[str, ...]


SHORTEST_MARK = 6
"""Bytes in UTF-8. A shorter mark is found by chance in any megabyte."""


def read_canaries(file: Path) -> list[Canary]:
    """The canaries of a JSON list of `name`, `value` and `marks`. Throws `ValueError` where it is no such list."""
    canaries = [
        Canary(plain["name"], plain["value"], tuple(plain["marks"]))
        for plain in json.loads(file.read_text(encoding="utf-8"))
    ]
    if not canaries:
        raise ValueError(f"{file.name}: it must hold canaries, got none; plant some")
    for canary in canaries:
        if not canary.marks or min(len(mark.encode()) for mark in canary.marks) < SHORTEST_MARK:
            raise ValueError(
                f"{file.name}, {canary.name}: 'marks' must be texts of {SHORTEST_MARK} bytes and more, got "
                f"{list(canary.marks)}"
            )
    return canaries
