"""Reads single answers: age, satisfaction, routes."""

import re
import unicodedata
from typing import NamedTuple

from cells import ERRORS, Cell, text_of
from identifiers import is_response_id

_WHOLE_NUMBER = re.compile(r"[-−]?[0-9]+")
_AGE = re.compile(r"(?P<number>[-−]?[0-9]+)\s*歳?")
_DECADE = re.compile(r"(?P<tens>[1-9])0\s*代")
_ROUTE_SEPARATORS = re.compile(r"[、;,\r\n]|_x000D_")

ROUTES = {
    "Instagram": "instagram",
    "YouTube": "youtube",
    "TikTok": "tiktok",
    "X（旧Twitter）": "x",
    "Twitter": "x",
    "検索（Google）": "search",
    "友人・家族の紹介": "friend",
    "メールマガジン": "newsletter",
    "テレビCM": "tv",
    "店頭チラシ": "flyer",
    "その他": "other",
}
"""Names of routes as forms offer them, and what they are staged as."""

_ROUTE_OF_TEXT = {unicodedata.normalize("NFKC", name): route for name, route in ROUTES.items()}


class Age(NamedTuple):
    """Age in years, None where none is given or only a band is, and its band."""

    years: int | None
    band: str


class Satisfaction(NamedTuple):
    """Satisfaction as a whole number, None where it is none, and whether the cell holds anything."""

    score: int | None
    given: bool


class Routes(NamedTuple):
    """Distinct routes in the order given, and how many of the texts are unknown."""

    routes: tuple[str, ...]
    unknown: int


def response_id_of(cell: Cell) -> str | None:
    """Read a response's number; an error or a yes is none: many rows show the same one, and none would be repeated.

    Neither is an address or a name in its place, which must not be staged.
    """
    text = text_of(cell)
    if text is None or isinstance(cell, bool) or text in ERRORS:
        return None
    return text if is_response_id(text) else None


def age_of(cell: Cell) -> Age:
    """Read `35`, `３５`, `35歳` as years and `30代` as a band; any other text is unknown.

    A whole number out of range is kept, within -1 to 999, for the gate to judge.
    """
    text = text_of(cell) or ""
    if match := _AGE.fullmatch(text):
        years = _held(match["number"])
        return Age(years, band_of(years))
    if match := _DECADE.fullmatch(text):
        return Age(None, band_of(int(match["tens"]) * 10))
    return Age(None, "unknown")


def band_of(years: int) -> str:
    """Age band: 10s to 50s, 60plus from 60, else unknown."""
    if years < 10:
        return "unknown"
    return "60plus" if years >= 60 else f"{years // 10}0s"


def satisfaction_of(cell: Cell) -> Satisfaction:
    """Read a whole number; one out of range is kept, within -1 to 999, for the gate to judge."""
    text = text_of(cell)
    if text is None:
        return Satisfaction(None, given=False)
    return Satisfaction(_held(text) if _WHOLE_NUMBER.fullmatch(text) else None, given=True)


def routes_of(cell: Cell) -> Routes:
    """Split on 、 ; , and line breaks; unknown text is `other`, each distinct unknown text counted once."""
    parts = (part.strip() for part in _ROUTE_SEPARATORS.split(text_of(cell) or ""))
    given = dict.fromkeys(part for part in parts if part)
    routes = dict.fromkeys(_ROUTE_OF_TEXT.get(part, "other") for part in given)
    return Routes(tuple(routes), sum(part not in _ROUTE_OF_TEXT for part in given))


def _held(number: str) -> int:
    """Hold a whole number of any length within -1 to 999: what is out of range stays out of range."""
    digits = number.lstrip("-−").lstrip("0") or "0"
    if number[0] in "-−" and digits != "0":
        return -1
    return int(digits) if len(digits) <= 3 else 999
