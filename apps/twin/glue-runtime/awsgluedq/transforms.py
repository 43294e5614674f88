"""Evaluation of DQDL rule sets.

https://docs.aws.amazon.com/glue/latest/dg/data-quality-gs-studio.html and
https://docs.aws.amazon.com/glue/latest/dg/dqdl.html
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from awsglue.dynamicframe import DynamicFrame, DynamicFrameCollection
from pyspark.sql import DataFrame, SparkSession

_PUBLISHING = ("enableDataQualityCloudWatchMetrics", "enableDataQualityResultsPublishing")
_ADDITIONAL = {
    "observations.scope": ("ALL", "NONE"),
    "performanceTuning.caching": ("CACHE_NOTHING", "CACHE_INPUT"),
    "compositeRuleEvaluation.method": ("ROW",),
}


class EvaluateDataQuality:
    """Evaluates the rules of a DQDL rule set, `Rules = [ … ]`, over a frame, by Deequ."""

    @classmethod
    def apply(
        cls,
        frame: DynamicFrame,
        ruleset: str,
        publishing_options: Mapping[str, Any] | None = None,
        additional_options: Mapping[str, str] | None = None,
    ) -> DynamicFrame:
        """One row per rule, in the rule set's order: Rule, Outcome (Passed or Failed), FailureReason, EvaluatedMetrics.

        FailureReason may hold cell values.
        """
        _check(publishing_options, additional_options)
        context, spark = frame.glue_ctx, frame.glue_ctx.spark_session
        outcomes = _deequ(spark).EvaluateDataQuality.process(frame.toDF()._jdf, ruleset)
        return DynamicFrame(_in_order(spark, DataFrame(outcomes, spark), ruleset), context, "ruleOutcomes")

    def process_rows(
        self,
        frame: DynamicFrame,
        ruleset: str,
        publishing_options: Mapping[str, Any] | None = None,
        additional_options: Mapping[str, str] | None = None,
    ) -> DynamicFrameCollection:
        """Frames `ruleOutcomes` (as `apply`), `rowLevelOutcomes` and `originalData`.

        `rowLevelOutcomes` has the frame's rows with DataQualityRulesPass, DataQualityRulesFail, DataQualityRulesSkip
        (arrays of rules, written as Deequ normalises them) and DataQualityEvaluationResult (Passed or Failed).
        """
        _check(publishing_options, additional_options)
        context, spark = frame.glue_ctx, frame.glue_ctx.spark_session
        frames = _deequ(spark).EvaluateDataQuality.processRows(frame.toDF()._jdf, ruleset)
        outcomes = _in_order(spark, DataFrame(frames.apply("ruleOutcomes"), spark), ruleset)
        rows = DataFrame(frames.apply("rowLevelOutcomes"), spark)
        named = {"ruleOutcomes": outcomes, "rowLevelOutcomes": rows, "originalData": frame.toDF()}
        return DynamicFrameCollection({key: DynamicFrame(df, context, key) for key, df in named.items()}, context)


def _deequ(spark: SparkSession) -> Any:
    return spark._jvm.com.amazon.deequ.dqdl


def _in_order(spark: SparkSession, outcomes: DataFrame, ruleset: str) -> DataFrame:
    """Outcomes in the rule set's order: Deequ has an order of its own and adds the parts of composite rules."""
    parsed = _deequ(spark).util.DefaultDQDLParser.parse(ruleset).getRules()
    by_rule = {row.Rule: row for row in outcomes.collect()}
    rows = [by_rule[rule] for rule in (parsed.get(at).toString() for at in range(parsed.size())) if rule in by_rule]
    return spark.createDataFrame(rows, outcomes.schema)


def _check(publishing: Mapping[str, Any] | None, additional: Mapping[str, str] | None) -> None:
    """Refuse what Glue knows and this does not: a silent difference would show in AWS only."""
    for name, value in (publishing or {}).items():
        if name in _PUBLISHING and value:
            raise NotImplementedError(f"publishing_options: {name} must be False, results are not published here")
        if name not in (*_PUBLISHING, "dataQualityEvaluationContext"):
            raise NotImplementedError(f"publishing_options: {name} is not provided here")
    for name, value in (additional or {}).items():
        if value not in _ADDITIONAL.get(name, ()):
            raise NotImplementedError(f"additional_options: {name} = {value} is not provided here")
