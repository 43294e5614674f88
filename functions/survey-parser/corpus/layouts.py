"""Sheets, rows and columns as people leave them."""

from case import HEADER, ROWS, STANDARD, THREE, Case, survey
from excel import book, books, calculated
from package import changed
from sentences import HEADING_TWICE, NO_HEADINGS, UNSAVED

SHEET = "xl/worksheets/sheet1.xml"
AT = ROWS[0][1]
ENGLISH = ("Response\u200bＩＤ [auto]", "submitted  AT", "Age (years)", "Inflow route", "Satisfaction", "note")
DECOMPOSED = tuple(
    name.replace("が", "か\u3099").replace("ご", "こ\u3099").replace("で", "て\u3099") for name in HEADER
)


def _reordered() -> bytes:
    return book([[row[column] for column in (5, 3, 0, 4, 1, 2)] for row in (HEADER, *ROWS)])


def _titled(sheet) -> None:
    sheet.insert_rows(1, 2)
    sheet["A1"] = "2024年 お客様アンケート"
    sheet.merge_cells("A1:F1")
    sheet.merge_cells("A2:F2")


def _filtered(sheet) -> None:
    sheet.row_dimensions[3].hidden = True
    sheet.column_dimensions["C"].hidden = True
    sheet.auto_filter.ref = "A1:F4"


def _stray(sheet) -> None:
    sheet["XFD1048576"] = "ここまで"


def _calculating(sheet) -> None:
    sheet["C2"] = "=30+5"
    sheet["E2"] = "=MAX(1,5)"


def _extent(ref: bytes) -> bytes:
    return changed(book(), SHEET, lambda part: part.replace(b'ref="A1:F4"', b'ref="%s"' % ref))


def _padded() -> bytes:
    return book([[f"{cell}　 \n" if isinstance(cell, str) else cell for cell in row] for row in (HEADER, *ROWS)])


LAYOUTS = (
    Case("the form tool's own export", book, STANDARD),
    Case("columns in another order", _reordered, STANDARD),
    Case("English headings with remarks and other spacing", lambda: book([ENGLISH, *ROWS]), STANDARD),
    Case("headings in decomposed characters, as a Mac writes them", lambda: book([DECOMPOSED, *ROWS]), STANDARD),
    Case("a title of merged cells above the header", lambda: book(change=_titled), STANDARD),
    Case("a header in row 50", lambda: book([*[("表紙",)] * 49, HEADER, *ROWS]), STANDARD),
    Case("a header in row 51", lambda: book([*[("表紙",)] * 50, HEADER, *ROWS]), NO_HEADINGS),
    Case(
        "merged cells in the answers: all but the first are empty",
        lambda: book(
            [HEADER, *ROWS, ("R4", AT, 40), (None, AT, 41)],
            lambda sheet: sheet.merge_cells("A5:A6"),
        ),
        survey(
            *THREE,
            ("R4", "2024-04-01 01:00:00", 40, "40s", None, ""),
            (None, "2024-04-01 01:00:00", 41, "40s", None, ""),
        ),
    ),
    Case("hidden rows and columns, as a filter leaves them: read", lambda: book(change=_filtered), STANDARD),
    Case(
        "hidden and very hidden sheets: not read",
        lambda: books(
            {"回答": (HEADER, *ROWS), "下書き": (HEADER, ("X1", AT, 1)), "内部": (HEADER, ("X2", AT, 2))},
            {"下書き": "hidden", "内部": "veryHidden"},
        ),
        STANDARD,
    ),
    Case(
        "several sheets with answers, one answer in both, and a summary without headings",
        lambda: books(
            {
                "集計": (("きっかけ", "件数"), ("TikTok", 1)),
                "前半": (HEADER, *ROWS[:2]),
                "後半": (HEADER, *ROWS[1:]),
            }
        ),
        survey(*THREE, duplicates=1),
    ),
    Case(
        "answers on a hidden sheet alone",
        lambda: books({"表紙": [], "回答": (HEADER, *ROWS)}, {"回答": "hidden"}),
        NO_HEADINGS,
    ),
    Case(
        "blank rows in the middle",
        lambda: book([HEADER, ROWS[0], (), (" ", "　", None), ROWS[1], (), ROWS[2]]),
        STANDARD,
    ),
    Case(
        "total rows at the end and in between",
        lambda: book([HEADER, ROWS[0], ("小計", None, 35), *ROWS[1:], (None, "合計", 115), (" Ｔｏｔａｌ ", 6)]),
        STANDARD,
    ),
    Case("trailing blanks in every cell", _padded, STANDARD),
    Case(
        "respondents twice: the first answer stays",
        lambda: book([HEADER, *ROWS, ("Ｒ1 ", AT, 99, "雑誌", 1), ("R3", None, None)]),
        survey(*THREE, duplicates=2),
    ),
    Case("a header and nothing else", lambda: book([HEADER]), survey()),
    Case("an empty sheet", lambda: book([]), NO_HEADINGS),
    Case("no column for the age", lambda: book([row[:2] for row in (HEADER, *ROWS)]), NO_HEADINGS),
    Case(
        "no columns for routes and satisfaction",
        lambda: book([row[:3] for row in (HEADER, *ROWS)]),
        survey(*[(*answer[:4], None, "") for answer in THREE]),
    ),
    Case("a heading twice", lambda: book([(*HEADER[:5], "年齢（再入力）"), *ROWS]), HEADING_TWICE),
    Case("a declared extent that is too small", lambda: _extent(b"A1"), STANDARD),
    Case("a declared extent of a whole sheet", lambda: _extent(b"A1:XFD1048576"), STANDARD),
    Case(
        "a stray cell in the last row and column: one answer without anything",
        lambda: book(change=_stray),
        survey(*THREE, (None, None, None, "unknown", None, "")),
    ),
    Case(
        "formulas with saved values",
        lambda: calculated(book(change=_calculating), {"C2": "35", "E2": "5"}),
        STANDARD,
    ),
    Case("formulas that were never calculated", lambda: book(change=_calculating), UNSAVED),
    Case(
        "answers that all refer to another sheet, never calculated",
        lambda: book([HEADER, *[[f"=原本!{column}{row}" for column in "ABCDE"] for row in (2, 3)]]),
        UNSAVED,
    ),
)
