"""How much a category sells, how it is rated, and how the two go together."""

from harness.analyses import sql
from harness.on_duckdb import Cells, answer
from harness.rows import purchase, review, tables


def rates(*rows: tuple) -> Cells:
    return answer(sql("sales_rate_and_reviews"), tables(*rows))


def compared(*categories: tuple[str, int, int]) -> tuple[str | None, str | None]:
    """Correlation and number of categories for `(category, units, rating)`."""
    sold = [purchase(f"p-{name}", name, quantity=units) for name, units, _rating in categories]
    rows = rates(*sold, *(review(name, rating) for name, _units, rating in categories))
    assert len({row[6:] for row in rows}) == 1
    return rows[0][6:]


def test_a_category_with_both_sides() -> None:
    rows = rates(
        purchase("p1", quantity=3), purchase("p2", "Tops"), review(rating=5), review(rating=3), review("Tops", 4)
    )
    assert rows == [
        ("Dresses", "3", "0.750000", "2", "4.000000", "0.500000", None, "2"),
        ("Tops", "1", "0.250000", "1", "4.000000", "1.000000", None, "2"),
    ]


def test_a_category_without_sales_has_no_units_and_one_without_reviews_no_means() -> None:
    assert rates(purchase("p1", "Sold"), review("Reviewed", 2)) == [
        ("Reviewed", "0", "0.000000", "1", "2.000000", "0.000000", None, "0"),
        ("Sold", "1", "1.000000", "0", None, None, None, "0"),
    ]


def test_a_category_whose_purchases_are_not_paid_has_no_sales_side() -> None:
    rows = rates(purchase("p1"), purchase("p2", "Tops", status="returned", quantity=-1), review("Tops"))
    assert [row[:4] for row in rows] == [("Dresses", "1", "1.000000", "0"), ("Tops", "0", "0.000000", "1")]
    assert rows[0][7] == "0"


def test_without_any_sale_there_is_no_rate() -> None:
    assert rates(review()) == [("Dresses", "0", None, "1", "5.000000", "1.000000", None, "0")]


def test_a_review_without_category_is_a_row_of_its_own_and_last() -> None:
    assert [row[0] for row in rates(purchase("p1", "Tops"), review(None), review("unknown"))] == [
        "Tops",
        "unknown",
        None,
    ]


def test_positive_begins_at_four() -> None:
    rows = rates(*(review(rating=rating) for rating in (1, 2, 3, 4, 5)))
    assert rows[0][3:6] == ("5", "3.000000", "0.400000")


def test_two_categories_have_no_correlation() -> None:
    assert compared(("a", 1, 1), ("b", 2, 2)) == (None, "2")


def test_three_categories_on_a_line_correlate_fully() -> None:
    assert compared(("a", 1, 1), ("b", 2, 2), ("c", 3, 3)) == ("1.000000", "3")
    assert compared(("a", 1, 3), ("b", 2, 2), ("c", 3, 1)) == ("-1.000000", "3")


def test_a_correlation_calculated_by_hand() -> None:
    # rates 1/6, 2/6, 3/6; ratings 1, 5, 3: covariance 1/3, variances 1/18 and 8, so (1/3) / (2/3)
    assert compared(("a", 1, 1), ("b", 2, 5), ("c", 3, 3)) == ("0.500000", "3")


def test_no_correlation_is_zero_without_a_sign() -> None:
    assert compared(("a", 1, 2), ("b", 2, 5), ("c", 3, 2)) == ("0.000000", "3")


def test_without_variance_on_either_side_there_is_none() -> None:
    assert compared(("a", 1, 4), ("b", 2, 4), ("c", 3, 4)) == (None, "3")
    assert compared(("a", 2, 1), ("b", 2, 2), ("c", 2, 3)) == (None, "3")


def test_means_that_are_equal_fractions_have_no_variance() -> None:
    sold = [purchase(f"p{units}", name, quantity=units) for name, units in (("a", 1), ("b", 2), ("c", 3))]
    thirds = [review(name, rating) for name in "abc" for rating in (1, 1, 2) * (ord(name) - 96)]
    assert {row[6:] for row in rates(*sold, *thirds)} == {(None, "3")}
