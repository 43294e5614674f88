"""The lint sees each trap, and none in the queries."""

import pytest

from harness.analyses import all_names, sql
from harness.traps import traps

GOOD = """-- grain: one row per status

with counted as (
    select status, count(*) as purchases from purchase group by status
)

select status, purchases from counted order by status
"""


def test_the_queries_have_none() -> None:
    assert {name: traps(sql(name)) for name in all_names()} == {name: [] for name in all_names()}


def test_a_sound_query_has_none() -> None:
    assert traps(GOOD) == []


@pytest.mark.parametrize(
    ("column", "sentence"),
    [
        ("count(*) / sum(quantity)", "divides whole numbers"),
        ("hour(max(purchased_at) at time zone 'Asia/Tokyo')", "moves a time without zone"),
        ("corr(quantity, unit_price_jpy)", "without variance"),
        ("round(1.0 * count(*), 2)", "'ROUND(1.0 * COUNT(*), 2)' of a decimal"),
        ("1.0 * count(*) / 3", "dividing decimals"),
        ("avg(cast(quantity as decimal(9, 2)))", "of a decimal"),
        ("approx_distinct(quantity)", "the function 'approx_distinct'"),
        ("date_format(max(purchased_at), '%Y')", "the function 'date_format'"),
        ("max(purchased_at) >= '2024-01-01'", "TYPE_MISMATCH"),
    ],
)
def test_a_trap_is_named(column: str, sentence: str) -> None:
    found = traps(GOOD.replace("count(*)", column, 1))
    assert len(found) == 1
    assert sentence in found[0]


@pytest.mark.parametrize(
    ("before", "after", "sentence"),
    [
        ("-- grain: one row per status", "-- purchases", "must say the grain"),
        ("from purchase", "from mall.purchase", "without their database"),
        (" order by status", "", "must be ordered"),
        ("from counted", "from (select * from counted) as counted_again", "the last step"),
    ],
)
def test_the_house_shape_is_kept(before: str, after: str, sentence: str) -> None:
    assert [sentence in found for found in traps(GOOD.replace(before, after))] == [True]


def test_a_guarded_correlation_is_none() -> None:
    guarded = "if(min(quantity) < max(quantity), corr(quantity, unit_price_jpy))"
    assert traps(GOOD.replace("count(*)", guarded)) == []
