"""Survey workbooks: what people answered."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import openpyxl

ROUTES = {
    "instagram": "instagram", "youtube": "youtube", "tiktok": "tiktok", "x(旧twitter)": "x", "twitter": "x",
    "検索(google)": "search", "友人・家族の紹介": "friend", "メールマガジン": "newsletter", "テレビcm": "tv",
    "店頭チラシ": "flyer", "その他": "other",
}  # fmt: skip
TOTALS = {"合計", "小計", "総計", "計", "total"}
HEADINGS = {
    "id": {"回答id", "response id"},
    "time": {"回答日時", "submitted at"},
    "age": {"年齢", "age"},
    "satisfaction": {"満足度", "satisfaction"},
}


@dataclass
class Response:
    """One good response."""

    band: str
    routes: set[str]


@dataclass
class Survey:
    """The good responses of one workbook and its counts."""

    quarter: str
    responses: list[Response]
    counts: dict[str, int]


def read(path: Path) -> Survey:
    """Read one workbook; one that is none has no response."""
    quarter = path.stem.removeprefix("survey-")
    try:
        sheets = openpyxl.load_workbook(path, data_only=True).worksheets
    except Exception:
        return Survey(quarter, [], {"refused": 1})
    seen: set[str] = set()
    responses: list[Response] = []
    read_rows = duplicates = bad = 0
    for sheet in sheets:
        if sheet.sheet_state != "visible":
            continue
        rows = [list(row) for row in sheet.iter_rows(values_only=True)]
        header = next((at for at, row in enumerate(rows[:50]) if {"id", "time", "age"} <= set(_columns(row))), None)
        if header is None:
            continue
        columns = _columns(rows[header])
        for row in rows[header + 1 :]:
            filled = [text(cell) for cell in row if text(cell)]
            if not filled or filled[0].lower() in TOTALS:
                continue
            read_rows += 1
            identity = text(row[columns["id"]])
            if identity and identity in seen:
                duplicates += 1
                continue
            seen.add(identity)
            age, band, age_fits = _age(text(row[columns["age"]]))
            satisfaction = text(row[columns["satisfaction"]]) if "satisfaction" in columns else ""
            if not identity or not _readable_time(row[columns["time"]]) or not age_fits or not _fits(satisfaction):
                bad += 1
                continue
            del age
            given = text(row[columns["route"]]) if "route" in columns else ""
            parts = [part.strip() for part in re.split(r"[、;,\n\r]", given) if part.strip()]
            responses.append(Response(band, {ROUTES.get(part.lower(), "other") for part in parts}))
    return Survey(quarter, responses, {"read": read_rows, "duplicate": duplicates, "bad": bad, "good": len(responses)})


def text(cell: Any) -> str:
    """A cell's value as normalised text."""
    if cell is None:
        return ""
    if isinstance(cell, float) and cell.is_integer():
        cell = int(cell)
    return unicodedata.normalize("NFKC", str(cell)).strip()


def _columns(row: list[Any]) -> dict[str, int]:
    found: dict[str, int] = {}
    for at, cell in enumerate(row):
        heading = text(cell).lower()
        bare = re.sub(r"\s*[(\[【〔<「].*$", "", heading).strip()
        for name, words in HEADINGS.items():
            if bare in words:
                found.setdefault(name, at)
        if "きっかけ" in heading or "経路" in heading or bare == "inflow route":
            found.setdefault("route", at)
    return found


def _age(given: str) -> tuple[int | None, str, bool]:
    """Age, band, and whether the answer may stand."""
    if match := re.fullmatch(r"([+-]?\d+)\s*歳?", given):
        age = int(match[1])
        return age, band_of(age), 10 <= age <= 100
    if match := re.fullmatch(r"(\d+)\s*代", given):
        decade = int(match[1])
        return None, band_of(decade) if decade % 10 == 0 and 10 <= decade <= 100 else "unknown", True
    return None, "unknown", True


def band_of(age: int) -> str:
    """The band of an age."""
    if 10 <= age < 60:
        return f"{age // 10 * 10}s"
    return "60plus" if age >= 60 else "unknown"


def _fits(satisfaction: str) -> bool:
    return satisfaction == "" or satisfaction in {"1", "2", "3", "4", "5"}


def _readable_time(cell: Any) -> bool:
    if isinstance(cell, datetime | timedelta):
        return isinstance(cell, datetime)
    given = text(cell)
    if isinstance(cell, int | float):
        return cell > 0
    for pattern in ("%Y/%m/%d %H:%M:%S", "%Y/%m/%d %H:%M", "%Y年%m月%d日 %H:%M", "%Y年%m月%d日 %H:%M:%S"):
        try:
            datetime.strptime(given, pattern)
            return True
        except ValueError:
            continue
    try:
        datetime.fromisoformat(given)
        return True
    except ValueError:
        return False
