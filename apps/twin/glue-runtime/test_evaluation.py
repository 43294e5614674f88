import pytest
from awsglue.dynamicframe import DynamicFrame
from awsgluedq.transforms import EvaluateDataQuality


@pytest.fixture(scope="module")
def frame(glue, spark):
    rows = spark.sql("select id, if(id < 3, 'true', 'false') as known from range(4)")
    return DynamicFrame.fromDF(rows, glue, "rows")


def test_answers_one_outcome_a_rule_in_the_order_of_the_rule_set(frame):
    rules = 'Rules = [ RowCount >= 5, ColumnExists "known", IsComplete "id", ColumnCount = 2 ]'
    outcomes = EvaluateDataQuality.apply(frame=frame, ruleset=rules).toDF().collect()
    assert [(row.Rule, row.Outcome) for row in outcomes] == [
        ("RowCount >= 5", "Failed"),
        ('ColumnExists "known"', "Passed"),
        ('IsComplete "id"', "Passed"),
        ("ColumnCount = 2", "Passed"),
    ]


def test_lists_a_composite_rule_without_its_parts(frame):
    rules = 'Rules = [ (ColumnValues "known" in ["true"]) or (ColumnValues "known" in ["false"]), RowCount >= 1 ]'
    outcomes = EvaluateDataQuality.apply(frame=frame, ruleset=rules).toDF().collect()
    assert len(outcomes) == 2


def test_marks_each_row_with_the_rules_that_it_passes_fails_and_skips(frame):
    rule = 'ColumnValues "known" in ["true"]'
    collection = EvaluateDataQuality().process_rows(frame=frame, ruleset=f"Rules = [ {rule} ]")
    rows = {row.id: row for row in collection.select("rowLevelOutcomes").toDF().collect()}
    assert collection.keys() == ["ruleOutcomes", "rowLevelOutcomes", "originalData"]
    assert (rows[0].DataQualityRulesPass, rows[0].DataQualityEvaluationResult) == ([rule], "Passed")
    assert (rows[3].DataQualityRulesFail, rows[3].DataQualityEvaluationResult) == ([rule], "Failed")
    assert all(row.DataQualityRulesSkip == [] for row in rows.values())


def test_names_the_frames_there_are(frame):
    collection = EvaluateDataQuality().process_rows(frame=frame, ruleset="Rules = [ RowCount >= 1 ]")
    with pytest.raises(KeyError, match="has ruleOutcomes, rowLevelOutcomes, originalData"):
        collection.select("rowOutcomes")


@pytest.mark.parametrize(
    "options",
    [
        {"publishing_options": {"enableDataQualityResultsPublishing": True}},
        {"publishing_options": {"resultsS3Prefix": "s3://results/"}},
        {"additional_options": {"compositeRuleEvaluation.method": "COLUMN"}},
    ],
)
def test_refuses_what_it_does_not_do(frame, options):
    with pytest.raises(NotImplementedError):
        EvaluateDataQuality.apply(frame=frame, ruleset="Rules = [ RowCount >= 1 ]", **options)


def test_says_what_the_context_does_not_provide(glue):
    with pytest.raises(AttributeError, match=r"GlueContext\.purge_table is not provided here"):
        glue.purge_table("mall", "customer")
