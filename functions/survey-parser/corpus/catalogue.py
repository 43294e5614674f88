"""The whole corpus, and its table as the project's README shows it."""

import re
from pathlib import Path

from answers_given import ANSWERS
from case import Case, Parsed
from hostile import HOSTILE
from layouts import LAYOUTS
from names import NAMES
from programs import PROGRAMS

CASES: dict[str, tuple[Case, ...]] = {
    "Sheets, rows and columns": LAYOUTS,
    "Single cells": ANSWERS,
    "Other programs and other files": PROGRAMS,
    "Hostile files": HOSTILE,
    "Names": NAMES,
}
"""Every case by its group."""


README = Path(__file__).parents[1] / "README.md"
"""Shows the table between two marks."""


def table() -> str:
    """The corpus as a Markdown table: each file and what becomes of it."""
    lines = ["| upload | outcome |", "| --- | --- |"]
    for group, cases in CASES.items():
        lines.append(f"| **{group}** | |")
        lines += [f"| {case.what} | {_outcome(case)} |" for case in cases]
    return "\n".join(lines)


def _outcome(case: Case) -> str:
    if not isinstance(case.outcome, Parsed):
        return f"refused: {case.outcome.sentence}"
    found = case.outcome.survey
    without_id = sum(one.response_id is None for one in found.responses)
    without_time = sum(one.answered_at is None for one in found.responses)
    counts = {
        "read": found.rows_read,
        "responses": len(found.responses),
        "repeated": found.duplicates,
        "routes": len(found.routes),
        "unknown routes": found.unknown_routes,
        "without a number": without_id,
        "without a time": without_time,
    }
    shown = ", ".join(f"{count:,} {name}" for name, count in counts.items() if count or name in ("read", "responses"))
    return f"parsed: {shown}"


def write() -> None:
    """Bring the table of the README up to date."""
    text = README.read_text()
    marked = re.compile(r"(?<=<!-- prettier-ignore-start -->\n).*?(?=<!-- prettier-ignore-end -->)", re.DOTALL)
    README.write_text(marked.sub(lambda _: f"{table()}\n", text, count=1))


if __name__ == "__main__":
    write()
