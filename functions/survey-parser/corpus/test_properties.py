"""What holds for every table, and for any bytes at all."""

import csv
import io
import re
from collections import Counter
from datetime import datetime
from xml.sax.saxutils import quoteattr

import sentences
from case import HEADER, SECRET, Refused
from excel import book
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from package import changed, header_row, parts, zipped
from programs import LINES

from cells import Sheet
from parsed import Survey
from reader import read
from refusal import RefusedError
from survey import parse_survey

CHECKED = settings(
    max_examples=150, deadline=None, derandomize=True, database=None, suppress_health_check=list(HealthCheck)
)
HEADINGS = HEADER[:5]
TOTALS = {"合計", "小計", "総計", "計", "total"}
SENTENCES = {
    re.sub(r"\d[\d,]*", "#", refused.sentence) for refused in vars(sentences).values() if isinstance(refused, Refused)
}
"""All that may be said, with # for a number."""

words = st.text(st.characters(exclude_categories=["Cs", "Cc"], exclude_characters="\ufeff"), max_size=12)
ids = st.one_of(
    st.sampled_from(["R1", "Ｒ1", "r1", " R1 ", "R2", "#REF!"]), st.integers(0, 9), words, st.none(), st.booleans()
)
times = st.one_of(
    st.datetimes(datetime(1900, 3, 1), datetime(9999, 1, 1)),
    st.sampled_from(["2024/04/01 10:00", "2024年4月1日", "昨日", None, "9999-12-31T23:59:59-09:00"]),
    st.floats(allow_nan=False),
    words,
)
numbers = st.one_of(
    st.integers(), st.floats(allow_nan=False), st.sampled_from(["35歳", "３５", "30代", None, True]), words
)
routes = st.one_of(
    st.lists(st.sampled_from(["TikTok", "Twitter", "X（旧Twitter）", "ﾃﾚﾋﾞCM", "その他"])).map("、".join),
    words,
    st.none(),
)
rows = st.lists(st.tuples(ids, times, numbers, routes, numbers), max_size=12)


def _parsed(table) -> Survey:
    return parse_survey([Sheet([HEADINGS, *table])])


def _plain(table):
    """Rows that hold something and do not begin with the word for a total."""
    filled = [[str(cell).strip() for cell in row if cell is not None and str(cell).strip()] for row in table]
    return [
        row for row, cells in zip(table, filled, strict=True) if cells and not TOTALS & {c.casefold() for c in cells}
    ]


@CHECKED
@given(rows)
def test_counts_every_row_that_holds_an_answer_once(table):
    table = _plain(table)
    survey = _parsed(table)
    assert survey.rows_read == len(survey.responses) + survey.duplicates == len(table)
    repeated = [count - 1 for one, count in Counter(_ids(table)).items() if one is not None]
    assert survey.duplicates == sum(repeated)


@CHECKED
@given(rows)
def test_names_no_response_and_no_route_of_one_twice(table):
    survey = _parsed(table)
    named = [one.response_id for one in survey.responses if one.response_id is not None]
    assert len(named) == len(set(named))
    assert len(survey.routes) == len(set(survey.routes))
    assert {route.response_id for route in survey.routes} <= set(named)


@CHECKED
@given(rows, st.permutations(range(7)), words, words)
def test_reads_the_same_in_whatever_order_columns_stand(table, order, heading, cell):
    table = _plain(table)
    wide = [(*HEADINGS, f"ご意見{heading}", ""), *[(*row, f"意見{cell}", None) for row in table]]
    assert parse_survey([Sheet([[row[at] for at in order] for row in wide])]) == _parsed(table)


@CHECKED
@given(rows, st.integers(0, 12))
def test_reads_the_same_on_one_sheet_and_on_two(table, at):
    halves = [Sheet([HEADINGS, *half]) for half in (table[:at], table[at:])]
    assert parse_survey(halves) == _parsed(table)


@CHECKED
@given(st.lists(st.tuples(words, words, words, words, words), max_size=8))
def test_reads_the_same_texts_from_a_workbook_and_from_a_csv(table):
    text = io.StringIO()
    csv.writer(text).writerows([HEADINGS, *table])
    workbook = _answer(_workbook(table), "xlsx")
    assert workbook == _answer(text.getvalue().encode(), "csv")
    assert workbook == _answer(_workbook(table), "xlsx")


@CHECKED
@given(st.one_of(st.binary(max_size=200), st.text().map(str.encode)), st.sampled_from(["xlsx", "csv"]))
@example(b"PK\x03\x04", "xlsx")
@example(b"PK\x05\x06" + bytes(18), "xlsx")
@example(b"\x00" * 100, "csv")
def test_parses_or_refuses_any_bytes(content, form):
    _answer(content, form)


@CHECKED
@given(st.data())
def test_parses_or_refuses_whatever_becomes_of_a_good_file_on_its_way(data):
    content = bytearray(data.draw(st.sampled_from(GOOD), label="file"))
    for _ in range(data.draw(st.integers(1, 4))):
        at = data.draw(st.integers(0, len(content) - 1))
        content[at : at + data.draw(st.integers(0, 40))] = data.draw(st.binary(max_size=40))
    _answer(bytes(content), data.draw(st.sampled_from(["xlsx", "csv"])))


@CHECKED
@given(st.data())
def test_parses_or_refuses_whatever_becomes_of_a_part_of_a_workbook(data):
    part = data.draw(
        st.sampled_from(["xl/worksheets/sheet1.xml", "xl/styles.xml", "xl/workbook.xml", "[Content_Types].xml"])
    )
    at, cut, put = data.draw(st.integers(0, 3000)), data.draw(st.integers(0, 60)), data.draw(words)
    mended = changed(GOOD[0], part, lambda text: text[:at] + f"{put}{SECRET}".encode() + text[at + cut :])
    _answer(mended, "xlsx")


positions = st.one_of(st.sampled_from(["A2", "E2", "B2", "XFD2", "A0", "2A", "AAAA1", "A-1"]), words)
values = st.one_of(
    words, st.integers().map(str), st.floats().map(str), st.sampled_from(["1e999", "-0", "1E5", "#REF!"])
)
kinds = st.one_of(st.sampled_from(["n", "s", "b", "e", "str", "inlineStr", "d"]), words)
cells = st.builds(
    lambda r, t, s, v, f: f"<c{r}{t}{s}>{f}<v>{v}</v></c>",
    st.one_of(st.just(""), positions.map(lambda one: f" r={quoteattr(one)}")),
    st.one_of(st.just(""), kinds.map(lambda one: f" t={quoteattr(one)}")),
    st.sampled_from(["", ' s="0"', ' s="1"', ' s="99"', ' s="x"']),
    values.map(lambda one: quoteattr(one)[1:-1]),
    st.sampled_from(["", "<f/>", "<f>A1</f>"]),
)


@CHECKED
@given(st.lists(st.lists(cells, max_size=6), max_size=5))
def test_parses_or_refuses_whatever_cells_a_program_writes(table):
    body = "".join(f"<row>{''.join(row)}</row>" for row in table)
    styles = '<cellXfs><xf numFmtId="0"/><xf numFmtId="14"/></cellXfs>'
    _answer(zipped(parts(f"<sheetData>{header_row()}{body}</sheetData>", styles=styles)), "xlsx")


def _answer(content: bytes, form: str) -> Survey | str:
    """The survey, or the sentence: one of those that there are, which can repeat nothing."""
    try:
        survey = read(content, form)
    except RefusedError as refused:
        assert re.sub(r"\d[\d,]*", "#", str(refused)) in SENTENCES
        return str(refused)
    assert survey.rows_read == len(survey.responses) + survey.duplicates
    return survey


def _workbook(table) -> bytes:
    inline = "".join(header_row(*row) for row in (HEADINGS, *table))
    return zipped(parts(f"<sheetData>{inline}</sheetData>"))


def _ids(table):
    return [one.response_id for row in table for one in _parsed([row]).responses]


GOOD = (book(), zipped(parts(f"<sheetData>{header_row(*HEADER)}</sheetData>")), LINES.encode())
