"""What stands in single cells."""

from datetime import datetime

import openpyxl
from case import HEADER, ROWS, SECRET, STANDARD, Case, survey
from excel import book, calculated, saved
from openpyxl.styles import Font
from openpyxl.utils.datetime import CALENDAR_MAC_1904, to_excel
from package import changed, header_row, parts, zipped

AT = datetime(2024, 4, 1, 10, 0)
UTC = "2024-04-01 01:00:00"


def _mac() -> bytes:
    made = openpyxl.Workbook()
    made.epoch = CALENDAR_MAC_1904
    for row in (HEADER, *ROWS):
        made.active.append(row)
    return saved(made)


def _errors() -> bytes:
    rows = [HEADER, ("=A9", AT, 30, None, 5), ("=A9", AT, 31, None, 5), ("R3", "=A9", "=A9", "TikTok", "=A9")]
    content = calculated(book(rows), {"A2": "#REF!", "A3": "#REF!", "B4": "#N/A", "C4": "#DIV/0!", "E4": "#VALUE!"})

    def marked(part: bytes) -> bytes:
        for cell in (b"A2", b"A3", b"B4", b"C4", b"E4"):
            start = part.index(b'<c r="%s"' % cell)
            end = part.index(b">", start)
            part = part[:start] + b'<c r="%s" t="e"' % cell + part[end:]
        return part

    return changed(content, "xl/worksheets/sheet1.xml", marked)


def _formulas_as_text() -> bytes:
    rows = (
        header_row(f"{sign}1", "2024/04/01 10:00", f"{sign}cmd|' /C calc'!A1", f'{sign}HYPERLINK("http://x.example")')
        for sign in "=+-@"
    )
    return zipped(parts(f"<sheetData>{header_row(*HEADER)}{''.join(rows)}</sheetData>"))


ANSWERS = (
    Case(
        "times as text: as forms, as people and as programs write them",
        lambda: book(
            [
                HEADER,
                *[
                    (f"R{n}", at, 30)
                    for n, at in enumerate(
                        (
                            "2024/04/01 10:00:00",
                            "2024年4月1日 10:00",
                            "2024-04-01T10:00:00+09:00",
                            "２０２４／４／１　１０：００",
                            "2024/04/01",
                        ),
                        1,
                    )
                ],
            ]
        ),
        survey(
            *[(f"R{n}", UTC, 30, "30s", None, "") for n in range(1, 5)],
            ("R5", "2024-03-31 15:00:00", 30, "30s", None, ""),
        ),
    ),
    Case(
        "times that nobody can read: left to the gate",
        lambda: book(
            [
                HEADER,
                ("R1", "昨日", 30),
                ("R2", "2024/02/30 10:00", 30),
                ("R3", None, 30),
                ("R4", True, 30),
                ("R5", "1899/12/31", 30),
            ]
        ),
        survey(*[(f"R{n}", None, 30, "30s", None, "") for n in range(1, 6)]),
    ),
    Case(
        "times as plain numbers",
        lambda: book([HEADER, *[(row[0], to_excel(row[1]), *row[2:]) for row in ROWS]]),
        STANDARD,
    ),
    Case("the calendar of 1904", _mac, STANDARD),
    Case(
        "a time beyond what Excel can show: left to the gate",
        lambda: changed(
            book(),
            "xl/worksheets/sheet1.xml",
            lambda part: part.replace(b"<v>45383.41666666666</v>", b"<v>99999999</v>"),
        ),
        survey(
            ("R1", None, 35, "30s", 5, "tiktok tv"),
            ("R2", "2024-04-01 14:59:59", 20, "20s", 1, "instagram"),
            ("R3", "2024-04-01 15:00:00", 60, "60plus", None, ""),
        ),
    ),
    Case(
        "numbers as text, full width",
        lambda: book([HEADER, ("Ｒ１", "2024/04/01 10:00:00", "３５歳", ROWS[0][3], "５"), *ROWS[1:]]),
        STANDARD,
    ),
    Case("half-width kana", lambda: book([HEADER, (*ROWS[0][:3], "TikTok､ﾃﾚﾋﾞCM", 5), *ROWS[1:]]), STANDARD),
    Case(
        "combining characters", lambda: book([HEADER, (*ROWS[0][:3], "TikTok、テレヒ\u3099CM", 5), *ROWS[1:]]), STANDARD
    ),
    Case(
        "emoji and characters outside the basic plane",
        lambda: book([HEADER, ("😊-1", AT, "🎂", "TikTok、𠮷野家で", "👍")]),
        survey(("😊-1", UTC, None, "unknown", "?", "tiktok other"), unknown_routes=1),
    ),
    Case(
        "cells that begin with = + - @, as text: an answer stays text, and only the known words of a route travel on",
        _formulas_as_text,
        survey(
            ("=1", UTC, None, "unknown", None, "other"),
            ("+1", UTC, None, "unknown", None, "other"),
            ("-1", UTC, None, "unknown", None, "other"),
            ("@1", UTC, None, "unknown", None, "other"),
            unknown_routes=4,
        ),
    ),
    Case(
        "error cells: an error is no number of a response, so the rows are not taken for repeated ones",
        _errors,
        survey(
            (None, UTC, 30, "30s", 5, ""),
            (None, UTC, 31, "30s", 5, ""),
            ("R3", None, None, "unknown", "?", "tiktok"),
        ),
    ),
    Case(
        "yes and no in place of answers",
        lambda: book([HEADER, (True, AT, True, None, False), (True, AT, 30, None, True)]),
        survey((None, UTC, None, "unknown", "?", ""), (None, UTC, 30, "30s", "?", "")),
    ),
    Case(
        "ages: bands, other words, out of range",
        lambda: book(
            [
                HEADER,
                *[(f"R{n}", AT, age) for n, age in enumerate(("30代", "回答しない", 9, 101, -3, "9" * 400, 35.5), 1)],
            ]
        ),
        survey(
            ("R1", UTC, None, "30s", None, ""),
            ("R2", UTC, None, "unknown", None, ""),
            ("R3", UTC, 9, "unknown", None, ""),
            ("R4", UTC, 101, "60plus", None, ""),
            ("R5", UTC, -1, "unknown", None, ""),
            ("R6", UTC, 999, "60plus", None, ""),
            ("R7", UTC, None, "unknown", None, ""),
        ),
    ),
    Case(
        "every known route, separated in every way, and unknown ones",
        lambda: book(
            [
                HEADER,
                ("R1", AT, 30, "Instagram、YouTube;TikTok,X（旧Twitter）\nTwitter；検索（Google），友人・家族の紹介"),
                ("R2", AT, 30, "メールマガジン\r\nテレビCM、店頭チラシ、その他"),
                ("R3", AT, 30, f"駅の看板、{SECRET}、駅の看板"),
            ]
        ),
        survey(
            ("R1", UTC, 30, "30s", None, "instagram youtube tiktok x search friend"),
            ("R2", UTC, 30, "30s", None, "newsletter tv flyer other"),
            ("R3", UTC, 30, "30s", None, "other"),
            unknown_routes=2,
        ),
    ),
    Case(
        "no number of the response: kept for the gate, without routes",
        lambda: book([HEADER, (None, AT, 30, "TikTok", 5), (" ", AT, 31, None, 5), (1001, AT, 32), (1001.0, AT, 33)]),
        survey(
            (None, UTC, 30, "30s", 5, ""),
            (None, UTC, 31, "30s", 5, ""),
            ("1001", UTC, 32, "30s", None, ""),
            duplicates=1,
        ),
    ),
    Case(
        "a bold header and coloured answers",
        lambda: book(change=lambda sheet: setattr(sheet["A1"], "font", Font(bold=True))),
        STANDARD,
    ),
)
