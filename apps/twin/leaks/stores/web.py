"""What a browser gets of the dashboard, and what the twin tells of itself."""

from __future__ import annotations

import urllib.request
from collections.abc import Iterator

from leaks.stores.answers import Thing


def page(address: str) -> Iterator[Thing]:
    """The page, its script and its data."""
    yield from _fetched(address, "page /", ("", "page.js", "data.json"))


def status(emulator: str) -> Iterator[Thing]:
    """The twin's own requests: what its engines did, and who used which permission."""
    yield from _fetched(f"{emulator}/_twin/", "twin /_twin/", ("status", "permissions"))


def _fetched(address: str, called: str, names: tuple[str, ...]) -> Iterator[Thing]:
    for name in names:
        with urllib.request.urlopen(f"{address}{name}", timeout=60) as answer:
            yield f"{called}{name}", answer.read()
