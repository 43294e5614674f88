"""Workbooks as other programs write them, and files that are no workbook at all."""

from case import HEADER, STANDARD, Case, survey
from excel import book
from package import changed, header_row, inline, parts, zipped
from sentences import DAMAGED, NO_CSV, NO_ENCODING, NO_HEADINGS, NO_WORKBOOK, OLD, PASSWORD, STRICT, WORKBOOK_AS_CSV

OLE = bytes.fromhex("d0cf11e0a1b11ae1") + bytes(504)
TEXTS = ("回答ID", "回答日時", "年齢", "きっかけ", "満足度", "R1", "TikTok、テレビCM", "R2", "Instagram", "R3")
DATES = (
    '<numFmts><numFmt numFmtId="164" formatCode="yyyy/mm/dd\\ hh:mm:ss"/></numFmts>'
    '<cellXfs><xf numFmtId="0"/><xf numFmtId="164" applyNumberFormat="1"/></cellXfs>'
)
LINES = (
    "回答ID,回答日時,年齢,きっかけ,満足度\r\n"
    'R1,2024/04/01 10:00:00,３５,"TikTok\nテレビCM",5\r\n'
    "R2,2024/04/01 23:59:59,20,Instagram,1\r\n"
    "R3,2024/04/02,60歳,,\r\n"
)
"""The standard answers as an earlier survey's CSV."""
EARLIER = "survey-2023Q1.csv"


def _shared(text: str) -> str:
    return f"<si><t>{text}</t></si>"


def _rows(string: str, attributes: str = "", row: str = "") -> str:
    """The standard answers by references to `TEXTS`; a cell is `string` with its position and its text's number."""

    def cell(at: str, value: object, style: int = 0) -> str:
        return f'<c r="{at}" s="{style}"{attributes}><v>{value}</v></c>'

    def text(at: str, number: int) -> str:
        return string.format(at=at, number=number)

    header = "".join(text(f"{column}1", number) for number, column in enumerate("ABCDE"))
    return (
        f'<sheetData><row r="1"{row}>{header}</row>'
        f'<row r="2"{row}>{text("A2", 5)}{cell("B2", 45383.4166666667, 1)}{cell("C2", 35)}{text("D2", 6)}'
        f"{cell('E2', 5)}</row>"
        f'<row r="3"{row}>{text("A3", 7)}{cell("B3", 45383.9999884259, 1)}{cell("C3", 20)}{text("D3", 8)}'
        f"{cell('E3', 1)}</row>"
        f'<row r="4"{row}>{text("A4", 9)}{cell("B4", 45384, 1)}{cell("C4", 60)}</row>'
        '<row r="1000"/></sheetData>'
    )


def libre_office() -> bytes:
    """The standard answers as LibreOffice writes them."""
    sheet = '<sheetPr filterMode="false"/><dimension ref="A1:E4"/>' + _rows(
        '<c r="{at}" s="0" t="s"><v>{number}</v></c>',
        ' t="n"',
        ' customFormat="false" ht="12.8" hidden="false" collapsed="false"',
    )
    return zipped(parts(sheet, "".join(map(_shared, TEXTS)), DATES))


def _google_sheets() -> bytes:
    rich = "".join(f"<si><r><t>{text[:1]}</t></r><r><rPr><b/></rPr><t>{text[1:]}</t></r></si>" for text in TEXTS)
    sheet = '<sheetPr><outlinePr summaryBelow="0"/></sheetPr>' + _rows(
        '<c r="{at}" s="0" t="s"><v>{number}</v></c>', "", ' ht="15.75" customHeight="1"'
    )
    return zipped(parts(sheet, rich, DATES))


def _without_positions() -> bytes:
    rows = "".join(
        f"<row>{''.join(inline(str(cell)) if isinstance(cell, str) else f'<c><v>{cell}</v></c>' for cell in row)}</row>"
        for row in (
            ("R1", 45383.4166666667, 35, "TikTok、テレビCM", 5),
            ("R2", 45383.9999884259, 20, "Instagram", 1),
            ("R3", 45384, 60),
        )
    )
    return zipped(parts(f"<sheetData>{header_row(*HEADER[:5])}{rows}</sheetData>"))


def _strict() -> bytes:
    entries = parts(f"<sheetData>{header_row()}</sheetData>")
    return zipped(
        {
            name: text.replace(_TRANSITIONAL, _STRICT)
            if isinstance(text, str)
            else text.replace(_TRANSITIONAL.encode(), _STRICT.encode())
            for name, text in entries.items()
        }
    )


_TRANSITIONAL, _STRICT = (
    "http://schemas.openxmlformats.org/spreadsheetml/2006/main",
    "http://purl.oclc.org/ooxml/spreadsheetml/main",
)


def _with_macros() -> bytes:
    entries = parts(_rows('<c r="{at}" t="s"><v>{number}</v></c>'), "".join(map(_shared, TEXTS)), DATES)
    types = str(entries["[Content_Types].xml"]).replace(
        "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml",
        "application/vnd.ms-excel.sheet.macroEnabled.main+xml",
    )
    return zipped({**entries, "[Content_Types].xml": types, "xl/vbaProject.bin": OLE})


PROGRAMS = (
    Case("as LibreOffice writes it", libre_office, STANDARD),
    Case("as Google Sheets writes it: rich text, rows of a thousand, no extent", _google_sheets, STANDARD),
    Case("inline texts and cells without positions", _without_positions, STANDARD),
    Case(
        "rows out of order",
        lambda: changed(
            libre_office(), "xl/worksheets/sheet1.xml", lambda part: part.replace(b'<row r="2"', b'<row r="30"')
        ),
        STANDARD,
    ),
    Case("macros inside: never run", _with_macros, STANDARD),
    Case(
        "Strict Open XML",
        _strict,
        STRICT,
    ),
    Case(
        "an old .xls",
        lambda: OLE + "Workbook".encode("utf-16-le"),
        OLD,
    ),
    Case(
        "a password",
        lambda: OLE + "EncryptedPackage".encode("utf-16-le"),
        PASSWORD,
    ),
    Case("a CSV named .xlsx", lambda: LINES.encode(), NO_WORKBOOK),
    Case("zero bytes", lambda: b"", NO_WORKBOOK),
    Case("a zip that is no workbook", lambda: zipped({"読んでね.txt": "こんにちは"}), DAMAGED),
    Case("a workbook cut short", lambda: book()[:-2000], DAMAGED),
    Case("an earlier survey's CSV, UTF-8", lambda: LINES.encode(), STANDARD, EARLIER),
    Case("a CSV with a mark, as Excel saves UTF-8", lambda: LINES.encode("utf-8-sig"), STANDARD, EARLIER),
    Case(
        "a CSV in Shift_JIS (CP932), with characters of Windows",
        lambda: LINES.replace("R3,", "Ⅲ①,").encode("cp932"),
        survey(
            ("R1", "2024-04-01 01:00:00", 35, "30s", 5, "tiktok tv"),
            ("R2", "2024-04-01 14:59:59", 20, "20s", 1, "instagram"),
            ("III1", "2024-04-01 15:00:00", 60, "60plus", None, ""),
        ),
        EARLIER,
    ),
    Case(
        "a CSV in UTF-16",
        lambda: LINES.encode("utf-16"),
        NO_ENCODING,
        EARLIER,
    ),
    Case("a CSV with a quote that never ends", lambda: LINES.encode() + b'R4,"2024', NO_CSV, EARLIER),
    Case(
        "an empty CSV",
        lambda: b"",
        NO_HEADINGS,
        EARLIER,
    ),
    Case("a workbook named .csv", lambda: book(), WORKBOOK_AS_CSV, EARLIER),
    Case(
        "100,000 answers",
        lambda: many(100_000),
        survey(*[(str(n), "2024-04-01 03:00:00", 35, "30s", 5, "tiktok") for n in range(100_000)]),
    ),
)


def many(count: int, routes: str = "TikTok") -> bytes:
    """A workbook of so many answers, each with these routes."""
    answered = f'<c><v>45383.5</v></c><c><v>35</v></c><c t="str"><v>{routes}</v></c><c><v>5</v></c>'
    rows = "".join(f"<row><c><v>{n}</v></c>{answered}</row>" for n in range(count))
    return zipped(parts(f"<sheetData>{header_row(*HEADER[:5])}{rows}</sheetData>"))
