"""One case of the corpus: a file as it may be uploaded, and what must become of it."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime

from parsed import Response, Route, Survey


@dataclass(frozen=True)
class Refused:
    """The upload is refused whole with this sentence."""

    sentence: str


@dataclass(frozen=True)
class Parsed:
    """The upload is parsed to exactly this survey."""

    survey: Survey


@dataclass(frozen=True)
class Case:
    """A file by its name and its content, which is made when it is asked for, the same each time."""

    what: str
    content: Callable[[], bytes]
    outcome: Parsed | Refused
    name: str = "survey-2024Q1.xlsx"
    costly: bool = False
    """Reading it without limits may take all memory or time there is."""


def survey(*answers: tuple, duplicates: int = 0, unknown_routes: int = 0) -> Parsed:
    """Expected responses as `(id, UTC time, age, band, satisfaction, routes)`; `"?"` is an unreadable satisfaction."""
    responses, routes = [], []
    for response_id, at, age, band, satisfaction, named in answers:
        moment = at and datetime.strptime(at, "%Y-%m-%d %H:%M:%S").replace(tzinfo=UTC)
        score = None if satisfaction == "?" else satisfaction
        responses.append(Response(response_id, moment, age, band, score, satisfaction is not None))
        routes += [Route(response_id, route) for route in named.split()]
    return Parsed(Survey(tuple(responses), tuple(routes), duplicates, unknown_routes))


HEADER = ("回答ID", "回答日時", "年齢", "当店を知ったきっかけ（複数選択可）", "満足度（1〜5）", "ご意見・ご要望")
"""Headings as the form tool exports them."""

SECRET = "山田花子 090-1234-5678 hanako@example.jp"
"""What somebody typed freely: no sentence, no report and no log may hold any of it."""

ROWS = (
    ("R1", datetime(2024, 4, 1, 10, 0), 35, "TikTok、テレビCM", 5, SECRET),
    ("R2", datetime(2024, 4, 1, 23, 59, 59), 20, "Instagram", 1, None),
    ("R3", datetime(2024, 4, 2), 60, None, None, SECRET),
)
"""Three answers as the form tool exports them."""

THREE = (
    ("R1", "2024-04-01 01:00:00", 35, "30s", 5, "tiktok tv"),
    ("R2", "2024-04-01 14:59:59", 20, "20s", 1, "instagram"),
    ("R3", "2024-04-01 15:00:00", 60, "60plus", None, ""),
)
"""What those three answers say, as `survey` takes them."""

STANDARD = survey(*THREE)
"""What the three answers are parsed to, however the file is laid out."""
