"""Rule sets, evaluated by Glue Data Quality, and their outcomes by the names that operators read."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from pyspark.sql import DataFrame

from awsglue.context import GlueContext
from awsglue.dynamicframe import DynamicFrame
from awsgluedq.transforms import EvaluateDataQuality
from common.contracts import Rule
from common.run import ConfigurationError

# Published results would carry FailureReason, which prints cell values.
_PRIVATE = {"enableDataQualityCloudWatchMetrics": False, "enableDataQualityResultsPublishing": False}


@dataclass(frozen=True)
class RuleSets:
    """The applied rule sets, `<prefix><dataset>-gate` and `<prefix><dataset>-rows`."""

    glue: Any
    context: GlueContext
    prefix: str

    def broken_gate_rules(self, frame: DataFrame, dataset: str, rules: Sequence[Rule]) -> list[str]:
        """Names of the gate rules that the frame as a whole breaks."""
        name = self._name(dataset, "gate")
        outcomes = EvaluateDataQuality.apply(
            frame=self._frame(frame, name), ruleset=self._dqdl(name), publishing_options=_options(name)
        )
        outcome = {row.Rule: row.Outcome for row in outcomes.toDF().select("Rule", "Outcome").collect()}
        texts = texts_by_name(name, rules, outcome)
        return [rule.name for rule in rules if outcome[texts[rule.name]] != "Passed"]

    def row_outcomes(self, frame: DataFrame, dataset: str, rules: Sequence[Rule]) -> tuple[DataFrame, dict[str, str]]:
        """The frame with the row-level outcomes, and by each rule's name its text in them."""
        name = self._name(dataset, "rows")
        collection = EvaluateDataQuality().process_rows(
            frame=self._frame(frame, name), ruleset=self._dqdl(name), publishing_options=_options(name)
        )
        texts = [row.Rule for row in collection.select("ruleOutcomes").toDF().select("Rule").collect()]
        return collection.select("rowLevelOutcomes").toDF(), texts_by_name(name, rules, texts)

    def _name(self, dataset: str, kind: str) -> str:
        return f"{self.prefix}{dataset}-{kind}"

    def _dqdl(self, name: str) -> str:
        return self.glue.get_data_quality_ruleset(Name=name)["Ruleset"]

    def _frame(self, frame: DataFrame, name: str) -> DynamicFrame:
        return DynamicFrame.fromDF(frame, self.context, name)


def texts_by_name(ruleset: str, rules: Sequence[Rule], outcomes: Iterable[str]) -> dict[str, str]:
    """By each contract rule's name the text under which its outcome came back.

    The evaluator has its own order and its own spaces. Throws `ConfigurationError` where the applied rule set and the
    contracts are not the same rules.
    """
    texts = {_squeezed(text): text for text in outcomes}
    named = {rule.name: texts.pop(_squeezed(rule.dqdl), None) for rule in rules}
    differing = [name for name, text in named.items() if text is None] + list(texts.values())
    if differing:
        raise ConfigurationError(
            f"rule set {ruleset} must hold the rules of the contracts, each once, differs in: {'; '.join(differing)}; "
            "apply the pipeline stack"
        )
    return {name: text for name, text in named.items() if text is not None}


def _squeezed(text: str) -> str:
    return "".join(text.split())


def _options(name: str) -> dict[str, Any]:
    return {"dataQualityEvaluationContext": name, **_PRIVATE}
