"""Where customers of an age band came from."""

from harness.analyses import sql
from harness.on_duckdb import Cells, answer
from harness.rows import response, route, tables


def inflow(*rows: tuple) -> Cells:
    return answer(sql("inflow_by_age_band"), tables(*rows))


def test_counts_responses_not_rows_and_shares_them_over_the_band() -> None:
    rows = [response("r1"), response("r2"), response("r3"), route("r1", "x"), route("r2", "x"), route("r1", "x")]
    assert inflow(*rows) == [("2024Q1", "20s", "x", "2", "0.666667")]


def test_a_response_without_a_route_counts_in_the_band() -> None:
    assert inflow(response("r1"), response("r2"), route("r1", "x")) == [("2024Q1", "20s", "x", "1", "0.500000")]


def test_shares_of_a_band_may_sum_above_one() -> None:
    rows = inflow(response("r1"), route("r1", "tv"), route("r1", "x"))
    assert [row[4] for row in rows] == ["1.000000", "1.000000"]


def test_quarters_are_apart_even_with_equal_response_ids() -> None:
    rows = [response("r1", quarter="2024Q1"), response("r1", "30s", "2024Q2"), route("r1", "x", "2024Q2")]
    assert inflow(*rows) == [("2024Q2", "30s", "x", "1", "1.000000")]


def test_a_route_of_a_response_that_is_not_good_is_left_out() -> None:
    assert inflow(response("r1"), route("bad", "x")) == []


def test_a_response_id_differs_by_case() -> None:
    assert inflow(response("a"), response("A"), route("a", "x"), route("A", "x")) == [
        ("2024Q1", "20s", "x", "2", "1.000000")
    ]


def test_rows_are_ordered_by_code_point() -> None:
    bands = ["unknown", "60plus", "10s"]
    rows = inflow(*(response(band, band) for band in bands), *(route(band, "x") for band in bands))
    assert [row[1] for row in rows] == ["10s", "60plus", "unknown"]


def test_a_half_of_the_sixth_decimal_is_rounded_away_from_zero() -> None:
    rows = inflow(*(response(f"r{number}") for number in range(128)), route("r0", "x"))
    assert rows == [("2024Q1", "20s", "x", "1", "0.007813")]  # 1 / 128 = 0.0078125
