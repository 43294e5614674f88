from datetime import UTC, date, datetime, time, timedelta

import pytest

from times import utc_of

MORNING = datetime(2024, 4, 1, 1, 0, tzinfo=UTC)


@pytest.mark.parametrize(
    "cell",
    [
        datetime(2024, 4, 1, 10, 0),
        45383.41666666666,
        "2024/04/01 10:00:00",
        "2024/4/1 10:00",
        "２０２４／０４／０１　１０：００：００",
        "2024年04月01日 10:00",
        "2024年4月1日 10:00:00",
        "2024-04-01T10:00:00",
        "2024-04-01 10:00:00",
    ],
)
def test_takes_a_time_without_an_offset_as_tokyo(cell):
    assert utc_of(cell) == MORNING


@pytest.mark.parametrize("cell", ["2024-04-01T10:00:00+09:00", "2024-04-01T01:00:00Z", "2024-03-31T20:00:00-05:00"])
def test_heeds_an_offset(cell):
    assert utc_of(cell) == MORNING


def test_counts_a_plain_number_from_the_workbooks_own_calendar():
    assert utc_of(43921.416666666664, datetime(1904, 1, 1)) == MORNING


@pytest.mark.parametrize("cell", [date(2024, 4, 1), "2024/04/01", "2024年4月1日", "2024-04-01"])
def test_takes_a_day_as_its_midnight_in_tokyo(cell):
    assert utc_of(cell) == datetime(2024, 3, 31, 15, 0, tzinfo=UTC)


@pytest.mark.parametrize(
    "cell",
    [
        None,
        "",
        "昨日",
        "2024/02/30 10:00",
        "2024/04/01 25:00",
        "04/01/2024 10:00",
        "10:00",
        time(10, 0),
        timedelta(hours=30),
        True,
        0.5,
        1e300,
        -1e9,
        "0001-01-01T00:00:00",
        "1899/12/31 10:00",
        "9999-12-31T23:59:59-09:00",
    ],
)
def test_leaves_an_unreadable_time_to_the_gate(cell):
    assert utc_of(cell) is None
