"""The SQL files by their names."""

from __future__ import annotations

from pathlib import Path

_HOME = Path(__file__).resolve().parent.parent
FOLDER = _HOME / "analyses"
_FOLDERS = (FOLDER, _HOME / "counts", _HOME / "quarantine")


def names() -> list[str]:
    """The analyses, in order."""
    return sorted(path.stem for path in FOLDER.glob("*.sql"))


def all_names() -> list[str]:
    """The analyses, and after them every other query."""
    return [path.stem for folder in _FOLDERS for path in sorted(folder.glob("*.sql"))]


def sql(name: str) -> str:
    """The text of a query."""
    (path,) = (path for folder in _FOLDERS if (path := folder / f"{name}.sql").exists())
    return path.read_text(encoding="utf-8")
