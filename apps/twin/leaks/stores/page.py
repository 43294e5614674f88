"""What a browser gets of the dashboard."""

from __future__ import annotations

import urllib.request
from collections.abc import Iterator

from leaks.stores.answers import Thing


def page(address: str) -> Iterator[Thing]:
    """The page, its script and its data."""
    for name in ("", "page.js", "data.json"):
        with urllib.request.urlopen(f"{address}{name}", timeout=30) as answer:
            yield f"page /{name}", answer.read()
