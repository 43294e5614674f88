"""When the site is looked at."""

import pytest
from harness.analyses import sql
from harness.on_duckdb import Cells, answer
from harness.rows import click, tables


def hours(*rows: tuple) -> Cells:
    return answer(sql("clicks_by_hour"), tables(*rows))


def test_hours_and_dates_are_tokyos() -> None:
    rows = hours(click("e1", "2024-04-01 14:59:59.999"), click("e2", "2024-04-01 15:00:00"))
    assert rows == [("2024-04-01", "23", "1", "1"), ("2024-04-02", "0", "1", "1")]


def test_counts_visitors_once_an_hour() -> None:
    rows = hours(click("e1"), click("e2"), click("e3", visitor="v2"), click("e4", visitor=None))
    assert rows == [("2024-04-01", "10", "4", "2")]


def test_hours_are_ordered_as_numbers() -> None:
    rows = hours(*(click(f"e{hour}", f"2024-04-01 {hour:02d}:00:00") for hour in (2, 0, 1)))
    assert [row[1] for row in rows] == ["9", "10", "11"]


@pytest.mark.parametrize(("status", "counts"), [(199, 0), (200, 1), (399, 1), (400, 0), (500, 0), (None, 0)])
def test_an_answer_is_2xx_or_3xx(status: int | None, counts: int) -> None:
    assert len(hours(click(status=status))) == counts


@pytest.mark.parametrize("method", ["POST", "HEAD", "get", None])
def test_only_get_is_a_click(method: str | None) -> None:
    assert hours(click(method=method)) == []


@pytest.mark.parametrize(
    "path",
    ["/a.css", "/a.JS", "/x/logo.PnG", "/a.min.map", "/a.woff2", "/.ico", "/a.jpg?x=1", "/a.gif#top", "/a.css?b=/c"],
)
def test_a_file_that_belongs_to_a_page_is_no_click(path: str) -> None:
    assert hours(click(path=path)) == []


@pytest.mark.parametrize(
    "path",
    [
        *("/", "", None, "/css", "/acss", "/a.cs", "/a.css/", "/a.css/page", "/a.css.html", "/a.css.", "/a.css%20"),
        *("/?f=a.css", "/#a.css", "/a.css\n"),
    ],
)
def test_a_page_is_a_click_whatever_else_is_in_its_path(path: str | None) -> None:
    assert len(hours(click(path=path))) == 1


def test_of_equal_event_ids_the_earliest_counts() -> None:
    rows = hours(
        click("e1", "2024-04-01 03:00:00", visitor="late"),
        click("e1", "2024-04-01 02:00:00"),
        click("e1", "2024-04-01 02:00:00"),
    )
    assert rows == [("2024-04-01", "11", "1", "1")]


def test_an_earlier_event_that_is_no_click_is_the_one_that_counts() -> None:
    assert hours(click("e1", method="POST"), click("e1", "2024-04-01 05:00:00")) == []
