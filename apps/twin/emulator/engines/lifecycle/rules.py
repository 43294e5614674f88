"""A bucket's lifecycle rules as S3 was given them, in plain words.

https://docs.aws.amazon.com/AmazonS3/latest/userguide/intro-lifecycle-rules.html
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

from emulator.engines.lifecycle.history import Version

CLASSES = ("STANDARD", "STANDARD_IA", "GLACIER", "DEEP_ARCHIVE")
"""From the dearest to the cheapest: objects move down only. The others of S3 are refused by name."""
SMALL = 128 * 1024
"""Bytes below which S3 moves no object unless it is told otherwise.

https://docs.aws.amazon.com/AmazonS3/latest/userguide/lifecycle-transition-general-considerations.html
"""
DAY = timedelta(days=1)
_ELEMENTS = (
    *("ID", "Status", "Filter", "Prefix", "Expiration", "Transition", "AbortIncompleteMultipartUpload"),
    *("NoncurrentVersionExpiration", "NoncurrentVersionTransition"),
)


class UnknownRuleError(ValueError):
    """A rule that the twin cannot run: which element of which rule, and what is known."""


def midnight_after(moment: datetime) -> datetime:
    """The next midnight in UTC, to which S3 rounds every time."""
    return moment.astimezone(UTC).replace(hour=0, minute=0, second=0, microsecond=0) + DAY


@dataclass(frozen=True)
class Due:
    """When a rule acts: so many days after a moment, or from a date on."""

    days: int | None = None
    date: datetime | None = None

    def after(self, moment: datetime) -> datetime:
        """The midnight of the action for what began at `moment`."""
        if self.date is not None:
            return max(self.date, midnight_after(moment))
        return midnight_after(moment + timedelta(days=self.days or 0))


@dataclass(frozen=True)
class Move:
    """A transition, of versions that so many newer noncurrent ones stand before."""

    due: Due
    storage_class: str
    newer: int = 0


@dataclass(frozen=True)
class End:
    """An expiration, of versions that so many newer noncurrent ones stand before."""

    due: Due
    newer: int = 0


@dataclass(frozen=True)
class Filter:
    """Which objects a rule is for; all of them unless told."""

    prefix: str = ""
    tags: tuple[tuple[str, str], ...] = ()
    above: int | None = None
    below: int | None = None

    def takes(self, key: str, version: Version) -> bool:
        """Whether a version of a key is one of them."""
        return (
            key.startswith(self.prefix)
            and all(version.tags.get(name) == value for name, value in self.tags)
            and (self.above is None or version.size > self.above)
            and (self.below is None or version.size < self.below)
        )


@dataclass(frozen=True)
class Rule:
    """One enabled rule."""

    id: str
    filter: Filter
    smallest: dict[str, int]
    """Bytes that an object must have to move to a class; a filter by size takes the place of S3's own limit."""
    end: End | None
    moves: tuple[Move, ...]
    ends_lone_markers: bool
    noncurrent_end: End | None
    noncurrent_moves: tuple[Move, ...]
    abort: Due | None


def rules_of(given: list[dict[str, Any]], transition_size: str) -> list[Rule]:
    """The enabled rules of a configuration, as XML was read. Throws `UnknownRuleError`."""
    return [_rule(each, transition_size) for each in given if each["Status"] == "Enabled"]


def _rule(given: dict[str, Any], transition_size: str) -> Rule:
    name = given.get("ID") or "without a name"
    _require_known(
        name,
        given,
        _ELEMENTS,
    )
    filtered = _filter(name, given)
    end = _known(name, given.get("Expiration"), ("Days", "Date", "ExpiredObjectDeleteMarker"))
    later = _known(name, given.get("NoncurrentVersionExpiration"), ("NoncurrentDays", "NewerNoncurrentVersions"))
    abort = _known(name, given.get("AbortIncompleteMultipartUpload"), ("DaysAfterInitiation",))
    if abort and (filtered.tags or filtered.above is not None or filtered.below is not None):
        raise UnknownRuleError(
            f"rule {name}: an upload that was not completed has neither tags nor a size to filter by"
        )
    sized = filtered.above is not None or filtered.below is not None
    limited = () if sized else ("STANDARD_IA",) if transition_size == "varies_by_storage_class" else CLASSES
    return Rule(
        id=name,
        filter=filtered,
        smallest=dict.fromkeys(limited, SMALL),
        end=End(_due(end)) if end.keys() & {"Days", "Date"} else None,
        moves=_moves(name, given.get("Transition"), ("Days", "Date", "StorageClass")),
        ends_lone_markers=str(end.get("ExpiredObjectDeleteMarker")).lower() == "true",
        noncurrent_end=End(_due(later), int(later.get("NewerNoncurrentVersions") or 0)) if later else None,
        noncurrent_moves=_moves(
            name,
            given.get("NoncurrentVersionTransition"),
            ("NoncurrentDays", "NewerNoncurrentVersions", "StorageClass"),
        ),
        abort=Due(days=int(abort["DaysAfterInitiation"])) if abort else None,
    )


def _moves(name: str, given: Any, known: Collection[str]) -> tuple[Move, ...]:
    moves = []
    for each in (_known(name, one, known) for one in _listed(given)):
        storage_class = each["StorageClass"]
        if storage_class not in CLASSES:
            raise UnknownRuleError(
                f"rule {name}: the twin moves objects to {', '.join(CLASSES)}, not to {storage_class}"
            )
        moves.append(Move(_due(each), storage_class, int(each.get("NewerNoncurrentVersions") or 0)))
    return tuple(moves)


def _due(given: dict[str, Any]) -> Due:
    if given.get("Date"):
        date = datetime.fromisoformat(given["Date"])
        return Due(date=date.replace(tzinfo=date.tzinfo or UTC))
    return Due(days=int(given.get("Days") or given.get("NoncurrentDays") or 0))


def _filter(name: str, rule: dict[str, Any]) -> Filter:
    known = ("Prefix", "Tag", "ObjectSizeGreaterThan", "ObjectSizeLessThan")
    given = _known(name, rule.get("Filter"), (*known, "And"))
    parts = _known(name, given.get("And"), known) if given.get("And") else given
    size = {each: int(parts[each]) for each in known[2:] if parts.get(each) is not None}
    return Filter(
        prefix=parts.get("Prefix") or rule.get("Prefix") or "",
        tags=tuple((tag["Key"], tag.get("Value") or "") for tag in _listed(parts.get("Tag"))),
        above=size.get("ObjectSizeGreaterThan"),
        below=size.get("ObjectSizeLessThan"),
    )


def _known(name: str, given: dict[str, Any] | None, known: Collection[str]) -> dict[str, Any]:
    _require_known(name, given or {}, known)
    return given or {}


def _require_known(name: str, given: dict[str, Any], known: Collection[str]) -> None:
    if others := sorted(given.keys() - set(known)):
        raise UnknownRuleError(f"rule {name}: the twin does not know {', '.join(others)}; it knows {', '.join(known)}")


def _listed(given: Any) -> list[Any]:
    return given if isinstance(given, list) else [given] if given else []
