"""Who bought what, by the age in the Tokyo year of the purchase."""

import pytest
from harness.analyses import sql
from harness.on_duckdb import Cells, answer
from harness.rows import customer, purchase, tables


def sales(*rows: tuple) -> Cells:
    return answer(sql("sales_by_age_band_and_category"), tables(*rows))


@pytest.mark.parametrize(
    ("age", "band"),
    [
        *((-1, "unknown"), (0, "unknown"), (9, "unknown"), (10, "10s"), (19, "10s"), (20, "20s"), (29, "20s")),
        *(
            (30, "30s"),
            (39, "30s"),
            (40, "40s"),
            (49, "40s"),
            (50, "50s"),
            (59, "50s"),
            (60, "60plus"),
            (100, "60plus"),
        ),
    ],
)
def test_an_age_falls_into_its_band(age: int, band: str) -> None:
    rows = sales(customer("c1", 2024 - age), purchase(at="2024-06-01 00:00:00"))
    assert rows == [(band, "Dresses", "1", "1", "100")]


@pytest.mark.parametrize(("at", "band"), [("2023-12-31 14:00:00", "20s"), ("2023-12-31 15:00:00", "30s")])
def test_the_year_turns_at_midnight_in_tokyo(at: str, band: str) -> None:
    assert sales(customer("c1", 1994), purchase(at=at)) == [(band, "Dresses", "1", "1", "100")]


def test_a_buyer_without_a_good_row_or_birth_year_is_unknown() -> None:
    rows = sales(customer("c1", None), purchase("p1"), purchase("p2", customer_key="gone"))
    assert rows == [("unknown", "Dresses", "2", "2", "200")]


def test_bands_of_a_category_sum_to_the_category() -> None:
    rows = sales(
        customer("c1", 1990),
        customer("c2", 2000),
        purchase("p1", quantity=2),
        purchase("p2", customer_key="c2", price=7),
    )
    assert rows == [("20s", "Dresses", "1", "1", "7"), ("30s", "Dresses", "1", "2", "200")]


def test_only_paid_purchases_count() -> None:
    assert sales(customer(), purchase(status="returned")) == []
