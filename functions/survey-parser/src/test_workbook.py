import io
import zipfile
from datetime import datetime

import openpyxl
import pytest
from openpyxl.utils.datetime import CALENDAR_MAC_1904

from cells import Sheet
from refusal import RefusedError
from workbook import read_workbook

OLE = bytes.fromhex("d0cf11e0a1b11ae1") + bytes(512)


def read(content):
    """Every sheet with its rows read."""
    return [Sheet(list(sheet.rows), sheet.epoch) for sheet in read_workbook(content)]


def zipped(**entries):
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in entries.items():
            archive.writestr(name, text)
    return content.getvalue()


def repacked(content, name, change):
    """Change one part of a workbook."""
    old, new = zipfile.ZipFile(io.BytesIO(content)), io.BytesIO()
    with zipfile.ZipFile(new, "w", zipfile.ZIP_DEFLATED) as archive:
        for entry in old.namelist():
            part = old.read(entry)
            archive.writestr(entry, change(part) if entry == name else part)
    return new.getvalue()


def test_reads_visible_sheets_in_workbook_order(workbook):
    content = workbook({"二": [["b"]], "設定": [["x"]], "一": [["a"]]}, hidden={"設定": "hidden"})
    assert [sheet.rows for sheet in read(content)] == [[("b",)], [("a",)]]


def test_does_not_read_a_very_hidden_sheet(workbook):
    content = workbook({"回答": [["a"]], "内部": [["x"]]}, hidden={"内部": "veryHidden"})
    assert len(read_workbook(content)) == 1


def test_reads_all_rows_where_the_declared_extent_is_wrong(workbook):
    content = workbook({"回答": [["a", "b"], ["c", "d"]]})
    content = repacked(content, "xl/worksheets/sheet1.xml", lambda part: part.replace(b'ref="A1:B2"', b'ref="A1"'))
    assert read(content)[0].rows == [("a", "b"), ("c", "d")]


def test_reads_dates_of_the_1904_calendar(workbook):
    moment = datetime(2024, 4, 1, 10, 0)
    (sheet,) = read(workbook({"回答": [[moment, 5]]}, epoch=CALENDAR_MAC_1904))
    assert sheet.rows == [(moment, 5)]
    assert sheet.epoch == CALENDAR_MAC_1904


def test_takes_a_formula_for_the_value_that_excel_saved(workbook):
    content = workbook({"回答": [["=30+5"]]})
    content = repacked(
        content,
        "xl/worksheets/sheet1.xml",
        lambda part: part.replace(b"<v></v>", b"<v>35</v>").replace(b"<v />", b"<v>35</v>"),
    )
    assert read(content)[0].rows == [(35,)]


def test_reads_a_stray_cell_in_the_last_row():
    book = openpyxl.Workbook()
    book.active["A1"] = "first"
    book.active["XFD1048576"] = "last"
    content = io.BytesIO()
    book.save(content)
    rows = read(content.getvalue())[0].rows
    assert (rows[0][0], rows[-1][-1], len(rows)) == ("first", "last", 1_048_576)


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (OLE + "EncryptedPackage".encode("utf-16-le"), "protected by a password"),
        (OLE, "old .xls format"),
        (b"", "no Excel workbook"),
        ("回答ID,回答日時,年齢\n".encode(), "no Excel workbook"),
        (b"PK\x03\x04" + bytes(100), "damaged"),
        (zipped(**{"readme.txt": "hello"}), "no Excel workbook"),
    ],
)
def test_refuses_what_is_no_workbook_in_one_sentence(content, sentence):
    with pytest.raises(RefusedError, match=sentence):
        read(content)


def test_refuses_a_workbook_cut_short(workbook):
    content = workbook({"回答": [["a"] * 50] * 50})
    with pytest.raises(RefusedError, match="damaged"):
        read(content[: len(content) // 2])


def test_refuses_a_sheet_whose_xml_is_broken_without_quoting_it(workbook):
    content = workbook({"回答": [["山田太郎"]]})
    content = repacked(content, "xl/worksheets/sheet1.xml", lambda part: part[: len(part) // 2])
    with pytest.raises(RefusedError) as refused:
        read(content)
    assert "山田" not in str(refused.value)


def test_refuses_a_workbook_that_unpacks_beyond_the_limit(workbook):
    content = repacked(workbook({"回答": [["a"]]}), "docProps/app.xml", lambda part: part + b" " * 5_000_000)
    assert len(content) < 50_000
    with pytest.raises(RefusedError, match="more than 4,000,000 bytes"):
        read_workbook(content, unpacked_limit=4_000_000)


def test_refuses_entities_that_multiply(workbook):
    bomb = b'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "aaaaaaaaaa">' + b"".join(
        b'<!ENTITY %c "%s">' % (ord("b") + level, b"&%c;" % (ord("a") + level) * 10) for level in range(9)
    )
    content = repacked(
        workbook({"回答": [["a"]]}),
        "xl/worksheets/sheet1.xml",
        lambda part: bomb + b"]>" + part.replace(b"<sheetData>", b"<sheetData><row><c><v>&j;</v></c></row>"),
    )
    with pytest.raises(RefusedError, match="damaged"):
        read(content)
