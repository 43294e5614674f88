from datetime import UTC, datetime, timedelta, timezone

import pytest

from common.run import ConfigurationError, Run, current_run

TABLES = ["customer", "purchase", "review"]


def run_with(properties, started=datetime(2024, 7, 1, tzinfo=UTC)):
    class Glue:
        def get_workflow_run(self, Name, RunId):  # noqa: N803
            return {"Run": {"StartedOn": started}}

        def get_workflow_run_properties(self, Name, RunId):  # noqa: N803
            return {"RunProperties": properties}

    return current_run(Glue(), "marketing", "wr_1", TABLES)


@pytest.mark.zone
def test_tells_its_start_in_utc_whatever_the_offset():
    tokyo = timezone(timedelta(hours=9))
    assert run_with({}, datetime(2024, 7, 1, 9, 30, 59, 999, tzinfo=tokyo)).as_of_text == "2024-07-01T00:30:59Z"


@pytest.mark.zone
@pytest.mark.parametrize(("hour", "year"), [(14, 2024), (15, 2025)])
def test_has_the_year_of_tokyo(hour, year):
    run = Run("wr_1", datetime(2024, 12, 31, hour, tzinfo=UTC), ())
    assert run.render("{{as_of_year}} {{as_of}}") == f"{year} 2024-12-31T{hour}:00:00Z"


@pytest.mark.parametrize(
    ("properties", "datasets"),
    [
        ({}, ("customer", "purchase", "review")),
        ({"datasets": "purchase"}, ("purchase",)),
        ({"datasets": " customer , review "}, ("customer", "review")),
        ({"datasets": ""}, ()),
    ],
)
def test_takes_its_datasets_from_the_run_property(properties, datasets):
    assert run_with(properties).datasets == datasets


def test_refuses_an_unknown_dataset():
    with pytest.raises(ConfigurationError, match="must name some of customer, purchase, review, got orders"):
        run_with({"datasets": "customer,orders"})
