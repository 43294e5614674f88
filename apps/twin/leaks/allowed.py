"""The only places besides the landing bucket where personal data may lie, each with the reason."""

from __future__ import annotations

import re
from dataclasses import dataclass


@dataclass(frozen=True)
class Allowed:
    """A place by the beginning of its name, and why it may hold what it holds.

    `looked_at` says whether the scan opens it. Where it does, it must find canaries there: a place that needs its
    permission no more shall lose it.
    """

    place: str
    reason: str
    looked_at: bool

    def holds(self, place: str) -> bool:
        """Whether a place lies in it."""
        return re.match(self.place, place) is not None


ALLOWED: tuple[Allowed, ...] = (
    Allowed(
        r"s3://mall-\w+-landing-",
        "uploads as they came, workbooks refused whole: own key, read by the survey parser alone, 30 days",
        looked_at=False,
    ),
    Allowed(
        r"s3://mall-\w+-backup-",
        "the nightly copy of the shop's tables, which must be whole: own key, and a policy that shuts out everybody "
        "but the export's and the restore role, an administrator too",
        looked_at=False,
    ),
    Allowed(
        r"s3://mall-\w+-quarantine-[^/]*/errors/clicks/",
        "lines that are no click, none of which may be lost: as they came, own key, 14 days, in no table",
        looked_at=True,
    ),
)


def allowed_at(place: str) -> Allowed | None:
    """The permission that a place has, if it has one."""
    return next((allowed for allowed in ALLOWED if allowed.holds(place)), None)
