import json
from pathlib import Path

import pytest
from pyspark.sql import functions as F

from common.frames import write_counted
from quality.quarantine import records
from quality.transform import BROKEN, PART, READABLE

JUDGED = {
    "dataset": "survey_response",
    "run_id": "wr_1",
    "as_of": "2024-07-01T06:30:00Z",
    "part": "2024Q1",
    "state": "judged",
    "key": None,
    "rules": [],
    "masked_values": {},
}


@pytest.fixture
def written(spark, dataset, run, tmp_path: Path):
    """The records of a quarter whose rows have these numbers, ages and broken rules."""

    def write(*rows):
        frame = (
            spark.createDataFrame(list(rows), f"response_id string, age int, {BROKEN} array<string>")
            .withColumn(PART, F.lit("2024Q1"))
            .withColumn(READABLE, F.lit("true"))
            .withColumns({name: F.lit("x") for name in ("answered_at", "satisfaction")})
        )
        kept = records(frame, dataset("survey_response"), run, ["2024Q1"])
        write_counted(kept, "json", str(tmp_path), ignoreNullFields=False)
        (file,) = tmp_path.glob("*.json")
        return [json.loads(line) for line in file.read_text(encoding="utf-8").splitlines()]

    return write


def test_keeps_a_bad_row_with_its_run_its_rules_and_the_values_they_look_at(written):
    bad = written(("R1", 9, ["survey_response.age_in_range"]), ("R2", 35, []))
    assert bad == [
        {
            **JUDGED,
            "state": "bad",
            "key": "R1",
            "rules": ["survey_response.age_in_range"],
            "masked_values": {"age": "9"},
        },
        JUDGED,
    ]


def test_keeps_a_bad_row_that_has_no_key(written):
    bad, _ = written((None, 35, ["survey_response.response_id_given"]))
    assert (bad["key"], bad["masked_values"]) == (None, {"response_id": None})


def test_says_that_a_part_was_judged_also_where_no_row_is_bad(written):
    assert written(("R2", 35, [])) == [JUDGED]


def test_keeps_a_key_of_two_columns_as_one_text(spark, dataset, run):
    rows = spark.createDataFrame(
        [("R1", "search", ["survey_route.survey_response_good"], "2024Q1", "true")],
        f"response_id string, inflow_route string, {BROKEN} array<string>, {PART} string, {READABLE} string",
    )
    kept = records(rows, dataset("survey_route"), run, ["2024Q1"]).collect()
    assert [(row.state, row.key) for row in kept] == [("bad", "R1/search"), ("judged", None)]
