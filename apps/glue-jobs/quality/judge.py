"""Judges a dataset: gate rules part by part, then the rows of the parts that went through."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import reduce

from pyspark.sql import DataFrame
from pyspark.sql import functions as F

from common.contracts import Dataset, Rule
from common.corrections import Corrections
from common.run import ConfigurationError, Run
from quality.mending import MENDED, is_mended, mended
from quality.rules import RuleSets
from quality.transform import BROKEN, PART, READABLE, following, judged, rows_rules, typed, with_rule_columns
from quality.verdict import Verdict, left_out, of_gate, of_rows

_SKIPPED = "DataQualityRulesSkip"


@dataclass(frozen=True)
class Judgement:
    """A dataset's verdicts, one per part, and the judged rows, with PART and BROKEN, of the parts that met the gate."""

    verdicts: tuple[Verdict, ...]
    rows: DataFrame | None = None
    parts_judged: tuple[str, ...] = ()
    """The parts that met the gate: their rows are good or bad."""

    @property
    def parts_going_on(self) -> list[str]:
        """The parts that did not stop."""
        return [verdict.part for verdict in self.verdicts if not verdict.stopped]

    def rows_going_on(self) -> DataFrame | None:
        """The rows, good and bad, of the parts that did not stop; None where there is no such part."""
        parts = self.parts_going_on
        return self.rows.where(F.col(PART).isin(parts)) if self.rows is not None and parts else None


@dataclass
class Judge:
    """Judges the datasets of one run; parents and leaders must come before those that need them."""

    run: Run
    rule_sets: RuleSets
    parents: dict[str, DataFrame] = field(default_factory=dict)
    judgements: dict[str, Judgement] = field(default_factory=dict)

    def judge(
        self, dataset: Dataset, raw: Mapping[str, DataFrame], corrections: Corrections | None = None
    ) -> Judgement:
        """Judge the raw rows by part: a table has the one part `""`, a survey one for each quarter.

        `corrections` are those of a table: a row that breaks a rule without its correction is judged once more with it.
        """
        verdicts: dict[str, Verdict] = {}
        through: dict[str, DataFrame] = {}
        for part, raw_rows in raw.items():
            rows = typed(raw_rows, dataset).cache()
            stopped = self._gate(dataset, part, rows)
            if stopped:
                verdicts[part] = stopped
            else:
                through[part] = rows.withColumn(PART, F.lit(part))
        judged_rows = self._judge_rows(dataset, list(through.values())) if through else None
        if judged_rows is not None and corrections:
            judged_rows = self._judge_again(dataset, raw[""], judged_rows, corrections)
        if judged_rows is not None:
            verdicts |= self._verdicts(dataset, judged_rows, list(through))
        judgement = Judgement(tuple(verdicts[part] for part in raw), judged_rows, tuple(through))
        self.judgements[dataset.name] = judgement
        return judgement

    def _gate(self, dataset: Dataset, part: str, rows: DataFrame) -> Verdict | None:
        if dataset.follows and part not in self._leader_of(dataset).parts_going_on:
            return left_out(dataset, part, rows.count())
        broken = self.rule_sets.broken_gate_rules(rows.drop(READABLE), dataset.name, dataset.gate)
        return of_gate(dataset, part, rows.count(), broken) if broken else None

    def _leader_of(self, dataset: Dataset) -> Judgement:
        """What was judged of the dataset that this one follows: nothing, if no part of it lies there."""
        return self.judgements.get(dataset.follows["dataset"], Judgement(()))

    def _judge_rows(self, dataset: Dataset, parts: list[DataFrame]) -> DataFrame:
        rows = reduce(DataFrame.unionByName, parts)
        self.parents[dataset.name] = rows
        if dataset.follows:
            leaders = self._leader_of(dataset).rows_going_on()
            return following(rows, dataset, leaders.where(F.size(BROKEN) == 0)).cache()
        return self._outcomes(dataset, rows)

    def _outcomes(self, dataset: Dataset, rows: DataFrame) -> DataFrame:
        ready = with_rule_columns(rows, dataset, self.run, self.parents).cache()
        outcomes, texts = self.rule_sets.row_outcomes(ready, dataset.name, dataset.rows)
        return judged(outcomes, dataset, texts).cache()

    def _judge_again(self, dataset: Dataset, raw: DataFrame, before: DataFrame, corrections: Corrections) -> DataFrame:
        changed = typed(mended(raw, before, dataset, corrections), dataset).withColumn(PART, F.lit("")).cache()
        if changed.isEmpty():
            return before
        again = self._outcomes(dataset, changed)
        key = list(dataset.primary_key)
        untouched = before.join(again.select(*key), on=key, how="left_anti")
        return untouched.withColumn(MENDED, F.lit(None).cast("array<string>")).unionByName(again).cache()

    def _verdicts(self, dataset: Dataset, rows: DataFrame, parts: list[str]) -> dict[str, Verdict]:
        rules = [rule.name for rule in rows_rules(dataset) if self._is_evaluated(rule)]
        skipped = F.flatten(F.collect_set(_SKIPPED)) if _SKIPPED in rows.columns else F.array()
        counted = rows.groupBy(PART).agg(
            F.count(F.lit(1)).alias("rows"),
            F.count_if(F.size(BROKEN) > 0).alias("bad"),
            F.count_if(is_mended(rows)).alias("mended"),
            skipped.alias("skipped"),
            *(F.count_if(F.array_contains(BROKEN, rule)).alias(rule) for rule in rules),
        )
        counts = {row[PART]: row.asDict() for row in counted.collect()}
        for count in counts.values():
            if count["skipped"]:
                skipped_rules = "; ".join(sorted(count["skipped"]))
                raise ConfigurationError(f"{dataset.name}: every rule must judge every row, skipped: {skipped_rules}")
        none = dict.fromkeys(("rows", "bad", "mended", *rules), 0)
        by_part = {part: counts.get(part, none) for part in parts}
        return {
            part: of_rows(
                dataset, part, count["rows"], count["bad"], {rule: count[rule] for rule in rules}, count["mended"]
            )
            for part, count in by_part.items()
        }

    def _is_evaluated(self, rule: Rule) -> bool:
        return rule.parent is None or rule.parent in self.parents
