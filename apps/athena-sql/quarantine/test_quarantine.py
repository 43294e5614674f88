"""What is in quarantine now, and why."""

from harness.analyses import sql
from harness.on_duckdb import Cells, answer
from harness.rows import Row, tables

FIRST, SECOND = "2024-07-01T00:00:00Z", "2024-07-02T00:00:00Z"


def record(state: str, key: str | None, as_of: str = FIRST, **fields: object) -> tuple[str, Row]:
    row = {"dataset": "purchase", "part": "", "run_id": as_of[:10], "as_of": as_of, "state": state, "key": key}
    broken = {"rules": ["purchase.status_known"], "masked_values": [("status", "lost")]}
    return "quarantine", {**row, **(broken if key else {"rules": [], "masked_values": []}), **fields}


def open_rows(*rows: tuple[str, Row]) -> Cells:
    return answer(sql("quarantine_open"), tables(*rows))


def test_says_which_row_is_bad_why_and_by_which_value() -> None:
    rules = ["purchase.status_known", "purchase.quantity_in_range"]
    shown = [("status", "lost"), ("quantity", None)]
    row = record("bad", "p1", rules=rules, masked_values=shown)
    assert open_rows(row, record("judged", None)) == [
        (
            "purchase",
            "",
            "p1",
            "[purchase.status_known, purchase.quantity_in_range]",
            "{status=lost, quantity=null}",
            "2024-07-01",
            FIRST,
        )
    ]


def test_a_row_is_open_no_more_once_a_later_run_finds_it_good() -> None:
    before = [record("bad", "p1"), record("bad", "p2"), record("judged", None)]
    after = [record("bad", "p2", SECOND), record("mended", "p1", SECOND), record("judged", None, SECOND)]
    assert [(row[2], row[6]) for row in open_rows(*before, *after)] == [("p2", SECOND)]


def test_nothing_is_open_after_a_run_without_bad_rows() -> None:
    assert open_rows(record("bad", "p1"), record("judged", None), record("judged", None, SECOND)) == []


def test_what_a_later_run_did_not_judge_stays_open() -> None:
    review = {"dataset": "review"}
    quarter = {"dataset": "survey_response", "part": "2024Q1"}
    other = {**quarter, "part": "2024Q2"}
    rows = [record("bad", "r1", **review), record("bad", "R1", **quarter), record("bad", "R2", **other)]
    later = [record("judged", None, SECOND, dataset="purchase"), record("judged", None, SECOND, **quarter)]
    assert [(row[0], row[1], row[2]) for row in open_rows(*rows, *later)] == [
        ("review", "", "r1"),
        ("survey_response", "2024Q2", "R2"),
    ]


def test_counts_bad_rows_by_every_rule_that_they_break() -> None:
    both = ["purchase.quantity_in_range", "purchase.status_known"]
    rows = [record("bad", "p1", rules=both), record("bad", None, rules=both[1:]), record("judged", None)]
    assert answer(sql("quarantine_by_rule"), tables(*rows)) == [
        ("purchase", "", "purchase.quantity_in_range", "1"),
        ("purchase", "", "purchase.status_known", "2"),
    ]
