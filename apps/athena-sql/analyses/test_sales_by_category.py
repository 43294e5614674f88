"""What was sold in each category."""

import pytest
from harness.analyses import sql
from harness.on_duckdb import Cells, answer
from harness.rows import purchase, tables


def sales(*rows: tuple) -> Cells:
    return answer(sql("sales_by_category"), tables(*rows))


def test_sums_units_and_revenue_of_a_category() -> None:
    rows = [purchase("p1", quantity=2, price=150), purchase("p2", quantity=3, price=100), purchase("p3", "Tops")]
    assert sales(*rows) == [("Dresses", "2", "5", "600"), ("Tops", "1", "1", "100")]


def test_counts_a_purchase_id_once() -> None:
    assert sales(purchase("p1"), purchase("p1")) == [("Dresses", "1", "2", "200")]


@pytest.mark.parametrize("status", ["cancelled", "returned"])
def test_only_paid_purchases_count(status: str) -> None:
    assert sales(purchase("p1"), purchase("p2", status=status, quantity=-3)) == [("Dresses", "1", "1", "100")]


def test_revenue_beyond_32_bits_is_exact() -> None:
    dear = [purchase(f"p{number}", quantity=1000, price=10_000_000) for number in range(3)]
    assert sales(*dear) == [("Dresses", "3", "3000", "30000000000")]


def test_categories_are_ordered_by_code_point() -> None:
    names = ["unknown", "Ｔ", "Z", "a", "é", "😀", "トップス"]
    rows = sales(*(purchase(f"p{index}", name) for index, name in enumerate(names)))
    assert [row[0] for row in rows] == ["Z", "a", "unknown", "é", "トップス", "Ｔ", "😀"]


def test_nothing_sold_is_no_row() -> None:
    assert sales() == []
