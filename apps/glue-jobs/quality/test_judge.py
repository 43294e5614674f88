import pytest
from pyspark.sql import functions as F

from common.run import ConfigurationError
from quality.judge import Judge
from quality.quarantine import records
from quality.transform import BROKEN, passed, quarantined

CUSTOMER = {"customer_key": "a" * 64, "birth_year": "1990"}
PURCHASE = {
    "purchase_id": "1",
    "customer_key": "a" * 64,
    "category": "Dresses",
    "quantity": "1",
    "unit_price_jpy": "100",
    "purchased_at": "2024-06-01 10:00:00",
    "status": "paid",
}
REVIEW = {"review_id": "1", "purchase_id": "1", "category": "Dresses", "rating": "5"}
RESPONSE = {
    "response_id": "R1",
    "answered_at": "2024-04-01 01:00:00",
    "age": "35",
    "age_band": "30s",
    "satisfaction": "4",
    "satisfaction_given": "true",
}
ROUTE = {"response_id": "R1", "inflow_route": "search"}
GOOD_ROWS = 40


@pytest.fixture
def judge(run, rule_sets):
    return Judge(run, rule_sets)


@pytest.fixture
def frame(spark):
    def make(good, *rows, key=None, fill=GOOD_ROWS):
        """`fill` good rows numbered from 1000, and these rows, which say only how they differ."""
        filled = [{**good, **({key: str(1000 + number)} if key else {})} for number in range(fill)]
        numbered = [{**good, **({key: str(number)} if key else {}), **row} for number, row in enumerate(rows, 1)]
        return spark.createDataFrame(
            [tuple(row.values()) for row in (*filled, *numbered)], ", ".join(f"{name} string" for name in good)
        )

    return make


def with_customers(judge, frame):
    judge.parents["customer"] = frame(CUSTOMER, {}, fill=0)


def broken(judgement, key):
    rows = judgement.rows.where(F.size(BROKEN) > 0).select(key, BROKEN).collect()
    return {row[key]: row[BROKEN] for row in rows}


def test_customer_bounds(judge, dataset, frame):
    years = [None, "1899", "1900", "2024", "2025", "about 1990"]
    rows = frame(CUSTOMER, *({"birth_year": year} for year in years), key="customer_key", fill=100)
    judgement = judge.judge(dataset("customer"), {"": rows})
    assert broken(judgement, "customer_key") == {
        "2": ["customer.birth_year_in_range"],
        "5": ["customer.birth_year_in_range"],
        "6": ["customer.types_readable"],
    }


@pytest.mark.zone
def test_purchase_bounds(judge, dataset, frame):
    with_customers(judge, frame)
    range_rule, price_rule = "purchase.quantity_in_range", "purchase.unit_price_in_range"
    cases = [
        *(({"quantity": value}, []) for value in ("1", "1000")),
        *(({"quantity": value}, [range_rule]) for value in ("0", "1001", "-1", None)),
        *(({"quantity": value, "status": "returned"}, []) for value in ("-1000", "-1", "1", "1000")),
        *(({"quantity": value, "status": "cancelled"}, [range_rule]) for value in ("-1001", "0", "1001")),
        *(({"unit_price_jpy": value}, []) for value in ("1", "10000000")),
        *(({"unit_price_jpy": value}, [price_rule]) for value in ("0", "10000001", None)),
        *(({"status": value}, ["purchase.status_known"]) for value in ("Paid", "lost", None, " ")),
        ({"purchased_at": "2024-07-01 06:30:00"}, []),
        ({"purchased_at": "2024-07-01 06:30:01"}, ["purchase.purchased_before_run"]),
        ({"purchased_at": None}, ["purchase.purchased_before_run"]),
        ({"customer_key": "b" * 64}, ["purchase.customer_known"]),
        ({"customer_key": None}, ["purchase.customer_known"]),
        ({"category": None}, []),
        ({"quantity": "1.5"}, ["purchase.types_readable", range_rule]),
        (
            {"quantity": "0", "unit_price_jpy": "0", "customer_key": "b"},
            ["purchase.customer_known", range_rule, price_rule],
        ),
    ]
    rows = frame(PURCHASE, *(row for row, _ in cases), key="purchase_id", fill=0)
    judgement = judge.judge(dataset("purchase"), {"": rows})
    assert broken(judgement, "purchase_id") == {str(at): rules for at, (_, rules) in enumerate(cases, 1) if rules}


def test_review_bounds_and_orphans(judge, dataset, frame):
    with_customers(judge, frame)
    # the bad purchase 2 is known as well
    judge.judge(dataset("purchase"), {"": frame(PURCHASE, {}, {"quantity": "0"}, key="purchase_id")})
    cases = [{"rating": value} for value in ("0", "1", "5", "6", None)]
    cases += [{"purchase_id": "2"}, {"purchase_id": "3"}, {"purchase_id": None}, {"category": None}]
    judgement = judge.judge(dataset("review"), {"": frame(REVIEW, *cases, key="review_id", fill=0)})
    rating, known = ["review.rating_in_range"], ["review.purchase_known"]
    assert broken(judgement, "review_id") == {"1": rating, "4": rating, "5": rating, "7": known, "8": known}


@pytest.mark.parametrize(("bad", "stops"), [(4, False), (5, True)])
def test_exactly_five_percent_passes_and_more_stops(judge, dataset, frame, bad, stops):
    with_customers(judge, frame)
    orphans = [{"customer_key": "b" * 64}] * bad
    rows = frame(PURCHASE, *orphans, key="purchase_id", fill=80 - bad)
    (verdict,) = judge.judge(dataset("purchase"), {"": rows}).verdicts
    assert (verdict.rows, verdict.good, verdict.bad, verdict.stopped) == (80, 80 - bad, bad, stops)
    assert verdict.reason == ("purchase has 5 bad of 80 rows, more than 5 %: purchase.customer_known by 5 rows" * stops)


def test_a_row_that_breaks_two_rules_is_bad_once(judge, dataset, frame):
    with_customers(judge, frame)
    rows = frame(PURCHASE, {"quantity": "0", "unit_price_jpy": "0"}, key="purchase_id")
    (verdict,) = judge.judge(dataset("purchase"), {"": rows}).verdicts
    counted = {rule.name: rule.bad_rows for rule in verdict.rules if rule.bad_rows}
    assert verdict.bad == 1
    assert counted == {"purchase.quantity_in_range": 1, "purchase.unit_price_in_range": 1}


def outcomes(judgement):
    (verdict,) = judgement.verdicts
    return {rule.name: rule.outcome for rule in verdict.rules}


def test_without_its_parent_a_rule_is_not_evaluated(judge, dataset, frame):
    judgement = judge.judge(dataset("purchase"), {"": frame(PURCHASE, {}, key="purchase_id")})
    assert outcomes(judgement)["purchase.customer_known"] == "not_evaluated"
    assert outcomes(judgement)["purchase.status_known"] == "passed"
    assert judgement.verdicts[0].bad == 0


def changed(column, expression):
    return lambda rows: rows.withColumn(column, F.expr(expression))


GATES = {
    "a key twice": (lambda rows: rows.union(rows.limit(1)), "review.key_unique"),
    "no key": (changed("review_id", "nullif(review_id, '1000')"), "review.key_complete"),
    "a blank key": (changed("review_id", "if(review_id = '1000', ' ', review_id)"), "review.key_complete"),
    "another column": (changed("body", "'x'"), "review.has_no_other_column"),
    "no row": (lambda rows: rows.limit(0), "review.has_rows"),
}


@pytest.mark.parametrize(("change", "rule"), GATES.values(), ids=GATES.keys())
def test_the_gate_stops(judge, dataset, frame, change, rule):
    judgement = judge.judge(dataset("review"), {"": change(frame(REVIEW, key="review_id"))})
    (verdict,) = judgement.verdicts
    assert verdict.stopped
    assert rule in verdict.reason
    assert outcomes(judgement)[rule] == "failed"
    assert outcomes(judgement)["review.rating_in_range"] == "not_evaluated"
    assert judgement.rows_going_on() is None


def test_the_gate_names_a_missing_column(judge, dataset, frame):
    judgement = judge.judge(dataset("review"), {"": frame(REVIEW, key="review_id").drop("category")})
    assert "review.has_category" in judgement.verdicts[0].reason


def test_columns_may_come_in_any_order(judge, dataset, frame):
    rows = frame(REVIEW, key="review_id").select("rating", "category", "review_id", "purchase_id")
    assert not judge.judge(dataset("review"), {"": rows}).verdicts[0].stopped


def test_survey_bounds(judge, dataset, frame):
    cases = [
        *(({"age": value}, []) for value in ("10", "100", None)),
        *(({"age": value}, ["survey_response.age_in_range"]) for value in ("9", "101", "-1")),
        *(({"satisfaction": value}, []) for value in ("1", "5")),
        *(({"satisfaction": value}, ["survey_response.satisfaction_in_range"]) for value in ("0", "6", None)),
        ({"satisfaction": None, "satisfaction_given": "false"}, []),
        ({"answered_at": None}, ["survey_response.time_readable"]),
        ({"response_id": None}, ["survey_response.response_id_given"]),
    ]
    rows = frame(RESPONSE, *(row for row, _ in cases), key="response_id", fill=0)
    judgement = judge.judge(dataset("survey_response"), {"2024Q1": rows})
    found = broken(judgement, "response_id")
    last = found.pop(None)
    assert found == {str(at): rules for at, (_, rules) in enumerate(cases[:-1], 1) if rules}
    assert last == cases[-1][1]


def test_a_survey_stops_by_itself_and_takes_its_routes_along(judge, dataset, frame):
    bad = frame(RESPONSE, {"age": "9"}, key="response_id", fill=10)
    good = frame(RESPONSE, {"age": "9"}, key="response_id", fill=30)
    responses = judge.judge(dataset("survey_response"), {"2024Q1": bad, "2024Q2": good})
    route = frame(ROUTE, {"response_id": "1000"}, {"response_id": "1"}, {"response_id": "unknown"}, fill=0)
    routes = judge.judge(dataset("survey_route"), {"2024Q1": route, "2024Q2": route, "2024Q3": route})
    assert [verdict.stopped for verdict in responses.verdicts] == [True, False]
    assert [(verdict.part, verdict.stopped, verdict.good, verdict.bad) for verdict in routes.verdicts] == [
        ("2024Q1", True, 0, 0),
        ("2024Q2", False, 1, 2),
        ("2024Q3", True, 0, 0),
    ]
    kept = [tuple(row) for row in passed(routes.rows_going_on(), dataset("survey_route")).collect()]
    assert kept == [("1000", "search", "2024Q2")]


def test_routes_whose_responses_are_not_there_are_left_out(judge, dataset, frame):
    (verdict,) = judge.judge(dataset("survey_route"), {"2024Q1": frame(ROUTE, {}, fill=0)}).verdicts
    assert (verdict.rows, verdict.good, verdict.bad) == (1, 0, 0)
    assert verdict.reason == "survey_route 2024Q1 is left out, because survey_response 2024Q1 does not go on"


def test_a_survey_without_routes_goes_on(judge, dataset, frame):
    judge.judge(dataset("survey_response"), {"2024Q1": frame(RESPONSE, key="response_id")})
    (verdict,) = judge.judge(dataset("survey_route"), {"2024Q1": frame(ROUTE, fill=0).limit(0)}).verdicts
    assert (verdict.rows, verdict.stopped) == (0, False)


def test_a_rule_that_skips_rows_is_an_error_of_configuration(run, rule_sets, dataset, frame, monkeypatch):
    skipping = 'Rules = [ ReferentialIntegrity "rating" "reference.rating" = 1.0 ]'
    monkeypatch.setattr(type(rule_sets), "_dqdl", lambda *_: skipping)
    monkeypatch.setattr(type(rule_sets), "broken_gate_rules", lambda *_: [])
    with pytest.raises(ConfigurationError, match=r"differs in: review\.rating_in_range"):
        Judge(run, rule_sets).judge(dataset("review"), {"": frame(REVIEW, key="review_id")})


def test_quarantine_keeps_key_rules_and_the_values_they_look_at(judge, dataset, frame):
    with_customers(judge, frame)
    bad = {"status": "taro@example.jp", "unit_price_jpy": "0"}
    judgement = judge.judge(dataset("purchase"), {"": frame(PURCHASE, bad, key="purchase_id")})
    (row,) = quarantined(judgement.rows, dataset("purchase")).collect()
    assert row.asDict(recursive=True) == {
        "part": "",
        "key": "1",
        "rules": ["purchase.unit_price_in_range", "purchase.status_known"],
        "masked_values": {"unit_price_jpy": "0", "status": "<e-mail>"},
    }


def test_a_correction_mends_a_bad_row_and_passes_the_same_rules(judge, dataset, frame):
    with_customers(judge, frame)
    bad = [{"quantity": "0"}, {"quantity": "0", "status": "lost"}, {"quantity": "x"}, {}]
    changes = {"1": {"quantity": "2"}, "2": {"quantity": "3"}, "3": {"quantity": "4"}, "9": {"quantity": "5"}}
    rows = frame(PURCHASE, *bad, key="purchase_id")
    judgement = judge.judge(dataset("purchase"), {"": rows}, changes)
    (verdict,) = judgement.verdicts
    assert (verdict.rows, verdict.good, verdict.mended, verdict.bad) == (44, 43, 2, 1)
    assert broken(judgement, "purchase_id") == {"2": ["purchase.status_known"]}
    going_on = passed(judgement.rows_going_on(), dataset("purchase")).where("purchase_id < 1000").collect()
    assert {row.purchase_id: row.quantity for row in going_on} == {"1": 2, "3": 4, "4": 1}


def test_a_correction_leaves_a_row_alone_that_is_good_without_it(judge, dataset, frame):
    with_customers(judge, frame)
    rows = frame(PURCHASE, {"quantity": "7"}, key="purchase_id")
    judgement = judge.judge(dataset("purchase"), {"": rows}, {"1": {"quantity": "2"}})
    assert judgement.verdicts[0].mended == 0
    (row,) = passed(judgement.rows_going_on(), dataset("purchase")).where("purchase_id = '1'").collect()
    assert row.quantity == 7


def test_mended_rows_are_kept_in_the_quarantine_with_the_rules_that_they_broke(judge, dataset, frame, run):
    with_customers(judge, frame)
    rows = frame(PURCHASE, {"quantity": "0"}, {"status": "lost"}, key="purchase_id")
    judgement = judge.judge(dataset("purchase"), {"": rows}, {"1": {"quantity": "2"}, "2": {"status": "gone"}})
    kept = records(judgement.rows, dataset("purchase"), run, judgement.parts_judged).collect()
    assert {(row.state, row.key, *row.rules) for row in kept} == {
        ("mended", "1", "purchase.quantity_in_range"),
        ("bad", "2", "purchase.status_known"),
        ("judged", None),
    }


def test_rows_that_corrections_mend_do_not_stop_a_run(judge, dataset, frame):
    with_customers(judge, frame)
    rows = frame(PURCHASE, *[{"quantity": "0"}] * 5, key="purchase_id", fill=75)
    assert judge.judge(dataset("purchase"), {"": rows}).verdicts[0].stopped
    assert not judge.judge(dataset("purchase"), {"": rows}, {"1": {"quantity": "1"}}).verdicts[0].stopped
