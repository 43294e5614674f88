"""The SQL files by the names of their analyses."""

from __future__ import annotations

from pathlib import Path

FOLDER = Path(__file__).resolve().parent.parent / "analyses"


def names() -> list[str]:
    """In order."""
    return sorted(path.stem for path in FOLDER.glob("*.sql"))


def sql(name: str) -> str:
    """The text of an analysis."""
    return (FOLDER / f"{name}.sql").read_text(encoding="utf-8")
