"""What the analyses leave out is what they do not count: both together are the table."""

import pytest
from harness.analyses import sql
from harness.cases import cases
from harness.on_duckdb import answer
from harness.rows import Tables, click, purchase, tables

CASES = cases()


def total(analysis: str, column: int, rows: Tables) -> int:
    return sum(int(row[column] or 0) for row in answer(sql(analysis), rows))


@pytest.mark.parametrize("rows", CASES.values(), ids=CASES.keys())
def test_clicks_repeated_events_and_other_requests_are_the_table(rows: Tables) -> None:
    ((dataset, in_catalog, repeated, no_page),) = answer(sql("click_counts"), rows)
    assert (dataset, in_catalog) == ("clicks", str(len(rows.get("clicks", []))))
    assert total("clicks_by_hour", 2, rows) + int(repeated or 0) + int(no_page or 0) == int(in_catalog or 0)


@pytest.mark.parametrize("rows", CASES.values(), ids=CASES.keys())
@pytest.mark.parametrize(("analysis", "orders"), [("sales_by_category", 1), ("sales_by_age_band_and_category", 2)])
def test_orders_and_purchases_not_paid_are_the_table(rows: Tables, analysis: str, orders: int) -> None:
    ((dataset, not_paid),) = answer(sql("purchase_counts"), rows)
    assert dataset == "purchase"
    assert total(analysis, orders, rows) + int(not_paid or 0) == len(rows.get("purchase", []))


def test_a_repeated_event_is_no_request_that_is_left_out() -> None:
    rows = tables(click("e1"), click("e1", method="POST", at="2024-04-02 00:00:00"), click("e2", path="/a.css"))
    assert answer(sql("click_counts"), rows) == [("clicks", "3", "1", "1")]


def test_returned_purchases_are_left_out() -> None:
    assert answer(sql("purchase_counts"), tables(purchase(), purchase("p2", status="returned"))) == [("purchase", "1")]
