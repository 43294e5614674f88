"""What a bucket lived through, as `/_twin/lifecycle` tells it."""

from __future__ import annotations

from collections import Counter
from datetime import datetime
from typing import Any

from emulator.engines.lifecycle.history import Step, Version


def told(
    bucket: str, since: datetime, until: datetime, steps: list[Step], histories: list[list[Version]]
) -> dict[str, Any]:
    """The bucket's time, what its rules did, and what lies where at the end, in objects and bytes."""
    return {
        "bucket": bucket,
        "since": _text(since),
        "until": _text(until),
        "done": _done(steps),
        "left": _left(histories),
    }


def _done(steps: list[Step]) -> list[dict[str, Any]]:
    groups: dict[tuple[str, ...], list[Step]] = {}
    for step in sorted(steps, key=lambda step: step.at):
        to = step.to if step.action == "move" else ""
        groups.setdefault((step.rule, step.action, step.storage_class, to), []).append(step)
    return [
        {
            "rule": rule,
            "action": action,
            "from": before or "delete marker",
            "to": to,
            "objects": len(group),
            "bytes": sum(step.version.size for step in group),
            "first": _text(group[0].at),
            "last": _text(group[-1].at),
        }
        for (rule, action, before, to), group in groups.items()
    ]


def _left(histories: list[list[Version]]) -> list[dict[str, Any]]:
    """By class, what a reader finds (`current`) and what only lies there under its version (`noncurrent`)."""
    objects: Counter[tuple[str, str]] = Counter()
    size: Counter[tuple[str, str]] = Counter()
    for versions in histories:
        for index, version in enumerate(versions):
            if not version.is_marker:
                kind = ("current" if index == len(versions) - 1 else "noncurrent", version.storage_class)
                objects[kind] += 1
                size[kind] += version.size
    return [
        {"state": state, "class": name, "objects": objects[state, name], "bytes": size[state, name]}
        for state, name in sorted(objects)
    ]


def _text(moment: datetime) -> str:
    return moment.isoformat(timespec="seconds").replace("+00:00", "Z")
