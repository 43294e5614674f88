from datetime import UTC, datetime

import pytest

from cells import Sheet
from csv_table import read_csv
from refusal import RefusedError
from survey import parse_survey

AT = "2024/04/01 10:00:00"


@pytest.fixture
def parsed(header):
    """Parse rows below the usual header."""
    return lambda *rows: parse_survey([Sheet([header, *rows])])


def test_reads_a_response_and_its_routes(parsed):
    survey = parsed(("R1", AT, "３５歳", "TikTok、テレビCM", 5))
    (response,) = survey.responses
    assert (response.response_id, response.answered_at) == ("R1", datetime(2024, 4, 1, 1, 0, tzinfo=UTC))
    assert (response.age, response.age_band, response.satisfaction, response.satisfaction_given) == (35, "30s", 5, True)
    assert [(route.response_id, route.inflow_route) for route in survey.routes] == [("R1", "tiktok"), ("R1", "tv")]


@pytest.mark.parametrize(
    "headings",
    [
        ("Age", "Inflow route", "Response ID", "Satisfaction", "Submitted at"),
        ("年齢（歳）", "来店経路", "回答ID [自動]", "満足度【必須】", "回答日時(日本時間)"),
        ("ＡＧＥ", "inflow  route", "response\nid", "SATISFACTION", " Submitted At "),
    ],
)
def test_finds_columns_in_any_order_with_remarks_and_in_english(headings):
    survey = parse_survey([Sheet([("お客様アンケート",), (), headings, (35, "TikTok", "R1", 4, AT)])])
    (response,) = survey.responses
    assert (response.response_id, response.age, response.satisfaction) == ("R1", 35, 4)
    assert response.answered_at is not None
    assert [route.inflow_route for route in survey.routes] == ["tiktok"]


def test_reads_several_sheets_in_order_and_passes_over_those_without_a_header(header):
    summary = Sheet([("きっかけ", "件数"), ("TikTok", 3)])
    first = Sheet([header, ("R1", AT, 30, None, 5), ("R2", AT, 40, None, 5)])
    second = Sheet([header, ("R2", AT, 41, None, 1), ("R3", AT, 50, None, 5)])
    survey = parse_survey([first, summary, second])
    assert [(r.response_id, r.age) for r in survey.responses] == [("R1", 30), ("R2", 40), ("R3", 50)]
    assert (survey.rows_read, survey.duplicates) == (4, 1)


def test_looks_for_a_header_in_the_first_50_rows(header):
    assert parse_survey([Sheet([()] * 49 + [header, ("R1", AT, 30, None, 5)])]).rows_read == 1
    with pytest.raises(RefusedError, match="no visible sheet has the headings 回答ID"):
        parse_survey([Sheet([()] * 50 + [header, ("R1", AT, 30, None, 5)])])


@pytest.mark.parametrize("missing", ["回答ID", "回答日時", "年齢"])
def test_refuses_a_file_without_a_needed_heading(header, missing):
    with pytest.raises(RefusedError):
        parse_survey([Sheet([tuple(name for name in header if name != missing), ("R1", AT, 30)])])


def test_reads_a_sheet_without_routes_and_satisfaction():
    survey = parse_survey([Sheet([("回答ID", "回答日時", "年齢"), ("R1", AT, 30)])])
    assert (survey.responses[0].satisfaction_given, survey.routes) == (False, ())


def test_passes_over_blank_rows(parsed):
    survey = parsed((), (None,) * 5, (" ", "　", None, "", None), ("R1", AT, 30, None, 5))
    assert survey.rows_read == 1


@pytest.mark.parametrize("word", ["合計", "小計", "総計", "計", "Total", "　合計 "])
def test_passes_over_total_rows_wherever_the_word_stands_first(parsed, word):
    assert parsed((word, None, None, None, "1800件"), (None, None, word, 5)).rows_read == 0


def test_keeps_the_first_of_each_id_and_heeds_case(parsed):
    survey = parsed(("r1", AT, 30, "TikTok", 5), ("R1", AT, 40, None, 5), (" ｒ1", AT, 50, "テレビCM", 1))
    assert [(r.response_id, r.age) for r in survey.responses] == [("r1", 30), ("R1", 40)]
    assert [route.inflow_route for route in survey.routes] == ["tiktok"]
    assert survey.duplicates == 1


def test_takes_a_number_for_an_id(parsed):
    survey = parsed((1001, AT, 30, None, 5), (1001.0, AT, 30, None, 5))
    assert [r.response_id for r in survey.responses] == ["1001"]


def test_keeps_every_response_without_an_id_for_the_gate_and_none_of_its_routes(parsed):
    survey = parsed((None, AT, 30, "TikTok", 5), (" ", AT, 30, "TikTok", 5))
    assert [r.response_id for r in survey.responses] == [None, None]
    assert (survey.routes, survey.duplicates) == ((), 0)


def test_keeps_a_response_with_an_unreadable_time_for_the_gate(parsed):
    (response,) = parsed(("R1", "昨日", 30, None, 5)).responses
    assert (response.response_id, response.answered_at) == ("R1", None)


def test_counts_unknown_routes_of_the_responses_that_stay(parsed):
    survey = parsed(("R1", AT, 30, "駅の看板、雑誌", 5), ("R1", AT, 30, "駅の看板", 5), ("R2", AT, 30, "ラジオ", 5))
    assert survey.unknown_routes == 3
    assert [route.inflow_route for route in survey.routes] == ["other", "other"]


def test_reads_a_row_shorter_than_the_header(parsed):
    (response,) = parsed(("R1", AT)).responses
    assert (response.age, response.age_band, response.satisfaction_given) == (None, "unknown", False)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp932"])
def test_reads_an_earlier_surveys_csv(encoding):
    text = '回答ID,回答日時,年齢,きっかけ\r\nR1,2024/04/01 10:00,３５,"TikTok\nテレビCM"\r\n'
    survey = parse_survey(read_csv(text.encode(encoding)))
    assert [(r.response_id, r.age) for r in survey.responses] == [("R1", 35)]
    assert len(survey.routes) == 2


@pytest.mark.parametrize(
    "content",
    [b"\x81", b'"R1"x,2\n', b'"' + b"a" * 200_000 + b'"'],
    ids=["another encoding", "text after a quote", "a cell without end"],
)
def test_refuses_what_is_no_csv(content):
    with pytest.raises(RefusedError, match=r"export the survey as \.xlsx"):
        parse_survey(read_csv(content))
