"""Files made to take the reader down, or to make it say what it should not."""

import io
import zipfile

from case import HEADER, SECRET, STANDARD, Case
from excel import book, books
from package import changed, header_row, inline, parts, unzipped, without, zipped
from programs import LINES, libre_office
from sentences import ANSWERS, CELLS, COSTLY, DAMAGED, NO_HEADINGS, ROW_NUMBER, TABLE, UNPACKED

SHEET = "xl/worksheets/sheet1.xml"
MIB = 1024 * 1024


def _laughs() -> bytes:
    levels = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 10))
    bomb = f'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY l0 "ha">{levels}]>'.encode()
    return changed(
        book(), SHEET, lambda part: bomb + part.replace(b"<sheetData>", b"<sheetData><row><c><v>&l9;</v></c></row>")
    )


def _entity(declared: bytes) -> bytes:
    bomb = b'<?xml version="1.0"?><!DOCTYPE x [%s]>' % declared
    return changed(
        book(), SHEET, lambda part: bomb + part.replace(b"<sheetData>", b"<sheetData><row><c><v>&e;</v></c></row>")
    )


def _zip_bomb() -> bytes:
    return changed(book(), "docProps/app.xml", lambda part: part + b" " * (200 * MIB))


def _lying_size() -> bytes:
    """An entry that declares one byte and unpacks to 200 MiB."""
    content = io.BytesIO(zipped({**parts(b""), SHEET: b"<" * (200 * MIB)}))
    with zipfile.ZipFile(content) as archive:
        entry = archive.getinfo(SHEET)
    declared = entry.file_size.to_bytes(4, "little")
    return content.getvalue().replace(declared, (1).to_bytes(4, "little"))


def _deep() -> bytes:
    return zipped(parts(f"<sheetData>{'<row>' * 200_000}</sheetData>"))


def _sheet(rows: str, **others: str) -> bytes:
    return zipped(parts(f"<sheetData>{header_row()}{rows}</sheetData>", **others))


def _climbing() -> bytes:
    return zipped({**unzipped(book()), "../../../../tmp/evil": SECRET, "/etc/passwd": SECRET, "..\\..\\evil": SECRET})


HOSTILE = (
    Case(
        "a zip bomb: 200 MiB in 200 KiB",
        _zip_bomb,
        UNPACKED,
    ),
    Case("a zip bomb inside a zip: never unpacked", lambda: zipped({"survey.xlsx": _zip_bomb()}), DAMAGED),
    Case(
        "a bomb beside the sheets of a good workbook, unpacked by nobody",
        lambda: changed(book(), "docProps/app.xml", lambda part: zipped({"x": b" " * MIB})),
        STANDARD,
    ),
    Case("an entry that is larger than it says", _lying_size, DAMAGED),
    Case("a billion laughs", _laughs, DAMAGED),
    Case("an external entity that names a file", lambda: _entity(b'<!ENTITY e SYSTEM "file:///etc/passwd">'), DAMAGED),
    Case(
        "an external entity that names an address",
        lambda: _entity(b'<!ENTITY e SYSTEM "http://169.254.169.254/">'),
        DAMAGED,
    ),
    Case(
        "a document type from elsewhere: never fetched",
        lambda: changed(book(), SHEET, lambda part: b'<!DOCTYPE x SYSTEM "http://x.example/x.dtd">' + part),
        STANDARD,
    ),
    Case("elements nested 200,000 deep", _deep, DAMAGED, costly=True),
    Case(
        "a cell in the last column of every row",
        lambda: _sheet('<row><c r="XFD1"><v>1</v></c></row>' * 200_000),
        CELLS,
    ),
    Case(
        "a row beyond Excel's last",
        lambda: _sheet('<row r="99999999999"><c><v>1</v></c></row>'),
        ROW_NUMBER,
    ),
    Case(
        "more rows than a sheet has",
        lambda: LINES.encode() + b"\n" * 1_048_577,
        TABLE,
        "survey-2023Q1.csv",
    ),
    Case(
        "more answers than a quarter has",
        lambda: LINES.encode() + b"R1\n" * 300_000,
        ANSWERS,
        "survey-2023Q1.csv",
    ),
    Case(
        "more columns than a sheet has",
        lambda: b"," * 16_384,
        TABLE,
        "survey-2023Q1.csv",
    ),
    Case(
        "four million formats",
        lambda: _sheet("", styles=f"<cellXfs>{'<xf/>' * 4_000_000}</cellXfs>"),
        COSTLY,
        costly=True,
    ),
    Case("four million shared texts", lambda: _sheet("", strings="<si><t/></si>" * 4_000_000), COSTLY, costly=True),
    Case("one cell of 120 MiB", lambda: _sheet(f"<row>{inline('、' * (40 * MIB))}</row>"), COSTLY, costly=True),
    Case(
        "shared texts cut off",
        lambda: changed(libre_office(), "xl/sharedStrings.xml", lambda part: part[: len(part) // 2]),
        DAMAGED,
    ),
    Case("shared texts that are missing", lambda: without(libre_office(), "xl/sharedStrings.xml"), DAMAGED),
    Case(
        "a text that refers beyond the shared ones",
        lambda: _sheet('<row><c t="s"><v>999</v></c></row>', strings=""),
        DAMAGED,
    ),
    Case(
        "a sheet cut off in the middle of somebody's words",
        lambda: changed(_sheet(f"<row>{inline(SECRET)}</row>"), SHEET, lambda part: part[:-40]),
        DAMAGED,
    ),
    Case("a position that is somebody's words", lambda: _sheet(f'<row><c r="{SECRET}"><v>1</v></c></row>'), DAMAGED),
    Case("a number that is somebody's words", lambda: _sheet(f"<row><c><v>{SECRET}</v></c></row>"), DAMAGED),
    Case("a number of 5,000 digits", lambda: _sheet(f"<row><c><v>{'9' * 5000}</v></c></row>"), DAMAGED),
    Case("entries that climb out of the folder: nothing is unpacked to disk", _climbing, STANDARD),
    Case(
        "a sheet's part that lies outside",
        lambda: changed(
            book(),
            "xl/_rels/workbook.xml.rels",
            lambda part: part.replace(b"/xl/worksheets/sheet1.xml", b"../../../etc/passwd"),
        ),
        NO_HEADINGS,
    ),
    Case(
        "sheet titles and headings that are somebody's words",
        lambda: books({SECRET[:15]: [(SECRET, "年齢"), (SECRET, 35)]}),
        NO_HEADINGS,
    ),
    Case(
        "compressed in a way that asks for 4 GiB",
        lambda: zipped(parts(f"<sheetData>{header_row(*HEADER)}</sheetData>"), zipfile.ZIP_LZMA).replace(
            b"\x09\x04\x05\x00\x5d\x00\x00\x80\x00", b"\x09\x04\x05\x00\x5d\xff\xff\xff\xff"
        ),
        COSTLY,
        costly=True,
    ),
)
