import pytest

from quality.verdict import not_in_run, of_gate, of_rows, stop_sentence, too_many_bad


@pytest.mark.parametrize(
    ("bad", "rows", "too_many"),
    [(0, 0, False), (0, 1, False), (1, 20, False), (1, 19, True), (50, 1000, False), (51, 1000, True)],
)
def test_five_percent_is_the_most(bad, rows, too_many):
    assert too_many_bad(bad, rows) is too_many


def test_is_exact_where_floating_point_is_not():
    rows = 20 * 10**17
    assert not too_many_bad(10**17, rows)
    assert too_many_bad(10**17 + 1, rows)


def test_reports_a_dataset_that_is_not_in_the_run_as_not_evaluated(dataset):
    verdict = not_in_run(dataset("purchase")).as_json()
    assert {rule["outcome"] for rule in verdict["rules"]} == {"not_evaluated"}
    assert (verdict["rows"], verdict["good"], verdict["bad"], verdict["stopped"]) == (0, 0, 0, False)


def test_says_in_one_sentence_what_stopped_and_why(dataset):
    gate = of_gate(dataset("customer"), "", 1, ["customer.key_unique", "customer.key_complete"])
    rows = of_rows(dataset("purchase"), "", 1000, 60, {"purchase.customer_known": 60, "purchase.status_known": 0})
    fine = of_rows(dataset("review"), "", 1000, 50, {"review.rating_in_range": 50})
    assert stop_sentence([gate, rows, fine]) == (
        "stopped at the quality gate: customer with 1 row breaks customer.key_unique, customer.key_complete; "
        "purchase has 60 bad of 1,000 rows, more than 5 %: purchase.customer_known by 60 rows"
    )


def test_has_the_shape_of_the_report(dataset):
    verdict = of_rows(dataset("survey_response"), "2024Q1", 40, 1, {"survey_response.age_in_range": 1}).as_json()
    assert list(verdict) == ["name", "part", "rows", "good", "bad", "reason", "rules", "mended", "stopped"]
    assert {"name": "survey_response.age_in_range", "outcome": "failed", "bad_rows": 1} in verdict["rules"]
