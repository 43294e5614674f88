"""What the rules of a bucket do to one key as days go by: once a day at midnight UTC, on what is there then.

https://docs.aws.amazon.com/AmazonS3/latest/userguide/object-lifecycle-mgmt.html
https://docs.aws.amazon.com/AmazonS3/latest/userguide/lifecycle-conflicts.html
https://docs.aws.amazon.com/AmazonS3/latest/userguide/object-lock-managing.html
"""

from __future__ import annotations

import uuid
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from itertools import pairwise

from emulator.engines.lifecycle.history import Action, Step, Version
from emulator.engines.lifecycle.rules import CLASSES, DAY, End, Move, Rule, midnight_after


@dataclass(frozen=True)
class _Candidate:
    at: datetime
    rank: int
    """Of several actions on a version at one midnight the least is done: removed, the cheapest class, hidden."""
    index: int
    rule: str
    action: Action
    to: str = ""


def age(
    key: str, versions: list[Version], rules: list[Rule], *, is_versioned: bool, since: datetime, until: datetime
) -> list[Step]:
    """Change `versions`, the oldest first, as every midnight after `since` up to `until` does; what was done."""
    steps: list[Step] = []
    midnight = midnight_after(since)
    for version, following in pairwise(versions):
        version.noncurrent_since = version.noncurrent_since or following.created
    while candidates := list(_candidates(key, versions, rules, is_versioned, midnight)):
        midnight = min(each.at for each in candidates)
        if midnight > until:
            break
        chosen: dict[int, _Candidate] = {}
        for each in sorted(candidates, key=lambda each: each.rank, reverse=True):
            if each.at == midnight:
                chosen[each.index] = each
        steps += [_done(key, versions[index], each) for index, each in sorted(chosen.items())]
        _apply(versions, chosen)
        midnight += DAY
    return steps


def _candidates(
    key: str, versions: list[Version], rules: list[Rule], is_versioned: bool, first: datetime
) -> Iterator[_Candidate]:
    """What rules would do to each version and when, not before the midnight `first`."""
    last = len(versions) - 1
    for index, version in enumerate(versions):
        for rule in rules:
            if not rule.filter.takes(key, version):
                continue
            if index < last:
                since, newer = version.noncurrent_since or version.created, last - 1 - index
                yield from _moves(index, version, rule, rule.noncurrent_moves, since, newer, first)
                if rule.noncurrent_end and newer >= rule.noncurrent_end.newer:
                    yield from _removal(index, version, rule, rule.noncurrent_end, since, first)
            elif version.is_marker:
                if last == 0 and rule.ends_lone_markers:
                    yield _Candidate(max(first, midnight_after(version.created)), 0, index, rule.id, "remove")
                elif last == 0 and rule.end:
                    yield from _removal(index, version, rule, rule.end, version.created, first)
            else:
                yield from _moves(index, version, rule, rule.moves, version.created, 0, first)
                if rule.end and is_versioned:
                    at = max(first, rule.end.due.after(version.created))
                    yield _Candidate(at, len(CLASSES) + 1, index, rule.id, "hide", str(uuid.uuid4()))
                elif rule.end:
                    yield from _removal(index, version, rule, rule.end, version.created, first)


def _moves(
    index: int, version: Version, rule: Rule, moves: tuple[Move, ...], since: datetime, newer: int, first: datetime
) -> Iterator[_Candidate]:
    for move in () if version.is_marker else moves:
        rank = CLASSES.index(move.storage_class)
        is_large = version.size >= rule.smallest.get(move.storage_class, 0)
        if rank > CLASSES.index(version.storage_class) and is_large and newer >= move.newer:
            at = max(first, move.due.after(since))
            yield _Candidate(at, len(CLASSES) - rank, index, rule.id, "move", move.storage_class)


def _removal(
    index: int, version: Version, rule: Rule, end: End, since: datetime, first: datetime
) -> Iterator[_Candidate]:
    if version.is_held:
        return
    at = max(first, end.due.after(since))
    if version.locked_until is not None and version.locked_until > at:
        at = midnight_after(version.locked_until)
    yield _Candidate(at, 0, index, rule.id, "remove")


def _done(key: str, version: Version, each: _Candidate) -> Step:
    before = "" if version.is_marker else version.storage_class
    return Step(each.at, key, version, each.rule, each.action, before, each.to)


def _apply(versions: list[Version], chosen: dict[int, _Candidate]) -> None:
    for index, each in sorted(chosen.items(), reverse=True):
        if each.action == "remove":
            del versions[index]
        elif each.action == "hide":
            versions[index].noncurrent_since = each.at
            versions.append(Version(each.to, each.at, is_marker=True))
        else:
            versions[index].storage_class = each.to
