"""What a scan of all stores found."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from leaks.allowed import allowed_at
from leaks.search import Found, Search
from leaks.stores.answers import Thing
from leaks.unpack import CannotOpenError


@dataclass(frozen=True)
class Report:
    """Things looked at by store, canaries where they may not be, those where they may, and what stayed closed."""

    looked_at: dict[str, int] = field(default_factory=dict)
    leaks: list[Found] = field(default_factory=list)
    allowed: list[Found] = field(default_factory=list)
    unopened: list[str] = field(default_factory=list)

    @property
    def clean(self) -> bool:
        """Whether nothing leaked and everything was opened."""
        return not self.leaks and not self.unopened


def look_everywhere(search: Search, stores: Mapping[str, Iterable[Thing]]) -> Report:
    """Look for the canaries in every thing of every store, also in the things' names."""
    report = Report()
    for store, things in stores.items():
        report.looked_at[store] = 0
        for place, content in things:
            report.looked_at[store] += 1
            try:
                for found in search.look(place, content):
                    (report.allowed if allowed_at(place) else report.leaks).append(found)
            except CannotOpenError as problem:
                report.unopened.append(f"{place}{problem}")
    return report
