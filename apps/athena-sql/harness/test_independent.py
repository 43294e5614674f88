"""The SQL against the definitions in Python, over rows that nobody chose."""

from datetime import timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from harness.analyses import sql
from harness.cases import cases
from harness.independent import ANALYSES
from harness.on_duckdb import answer
from harness.rows import Tables, click, customer, purchase, response, review, route, tables, utc

KEYS = st.sampled_from(["c1", "c2", "c3"])
CATEGORIES = st.sampled_from(["a", "b", "C", "ア", "unknown"])
HOURS = st.integers(0, 24 * 400).map(lambda hours: str(utc("2023-06-01 00:00:00") + timedelta(hours=hours)))
PATHS = st.text("/.?#%acsjpg3 ", max_size=12)
IDS = st.sampled_from(["r1", "R1", "r2", "r3"])


@st.composite
def rows(draw: st.DrawFn) -> Tables:
    """Rows of all tables, with their keys unique as the gate leaves them."""

    def some(strategy: st.SearchStrategy, most: int = 12) -> list:
        return draw(st.lists(strategy, max_size=most))

    people = {key: customer(key, year) for key, year in some(st.tuples(KEYS, st.none() | st.integers(1920, 2020)))}
    bought = [
        purchase(f"p{n}", category, quantity=quantity, price=price, status=status, customer_key=key, at=at)
        for n, (category, quantity, price, status, key, at) in enumerate(
            some(
                st.tuples(
                    CATEGORIES,
                    st.integers(1, 1000),
                    st.integers(1, 10_000_000),
                    st.sampled_from(["paid", "paid", "returned"]),
                    KEYS,
                    HOURS,
                )
            )
        )
    ]
    reviewed = [review(*pair) for pair in some(st.tuples(st.none() | CATEGORIES, st.integers(1, 5)))]
    answered = {pair[:2]: response(pair[0], pair[2], pair[1]) for pair in some(st.tuples(IDS, QUARTERS, BANDS))}
    named = [route(*triple) for triple in some(st.tuples(IDS, st.sampled_from(["x", "tv"]), QUARTERS))]
    clicked = [
        click(f"e{event}", f"2024-04-01 14:59:{second:02d}", visitor=visitor, path=path, status=status, method=method)
        for second, (event, visitor, path, status, method) in enumerate(
            some(
                st.tuples(
                    st.integers(0, 9),
                    st.none() | st.sampled_from(["v1", "v2"]),
                    PATHS,
                    st.sampled_from([200, 304, 404]),
                    st.sampled_from(["GET", "GET", "POST"]),
                )
            )
        )
    ]
    return tables(*people.values(), *bought, *reviewed, *answered.values(), *named, *clicked)


QUARTERS = st.sampled_from(["2023Q4", "2024Q1"])
BANDS = st.sampled_from(["20s", "60plus", "unknown"])


@pytest.mark.parametrize("name", ANALYSES)
@settings(max_examples=20, deadline=None, derandomize=True, database=None)
@given(rows())
def test_sql_and_definition_agree(name: str, drawn: Tables) -> None:
    assert answer(sql(name), drawn) == ANALYSES[name](drawn)


@pytest.mark.parametrize("name", ANALYSES)
def test_they_agree_on_every_case_of_the_proof(name: str) -> None:
    for case, rows_of_case in cases().items():
        assert (case, answer(sql(name), rows_of_case)) == (case, ANALYSES[name](rows_of_case))
