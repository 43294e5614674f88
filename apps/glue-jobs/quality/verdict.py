"""What the gate says about a dataset or one quarter of it. Counts and rule names only, never a value."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import asdict, dataclass
from typing import Any

from common.contracts import Dataset, Rule
from common.run import SafeError
from quality.transform import rows_rules


class QualityStoppedError(SafeError):
    """A table dataset did not pass the gate: the workflow ends here."""


@dataclass(frozen=True)
class RuleOutcome:
    """`outcome` is passed, failed or not_evaluated; `bad_rows` is 0 for a rule on the dataset as a whole."""

    name: str
    outcome: str
    bad_rows: int = 0


@dataclass(frozen=True)
class Verdict:
    """One dataset, or one quarter (`part`) of it; `reason` is empty unless it stopped."""

    name: str
    part: str
    rows: int
    good: int
    bad: int
    reason: str
    rules: tuple[RuleOutcome, ...]
    mended: int = 0
    """Of the good rows those that are good only by a correction."""

    @property
    def stopped(self) -> bool:
        """Whether nothing of it goes on."""
        return bool(self.reason)

    def as_json(self) -> dict[str, Any]:
        """As `quality.json` has it."""
        return {**asdict(self), "stopped": self.stopped}


def too_many_bad(bad: int, rows: int) -> bool:
    """Whether more than 5 % of the rows are bad; exactly 5 % is not too many."""
    return bad * 20 > rows


def not_in_run(dataset: Dataset) -> Verdict:
    """A dataset that the run does not have: no rule is evaluated."""
    rules = (*_not_evaluated(dataset.gate), *_not_evaluated(rows_rules(dataset)))
    return Verdict(dataset.name, "", rows=0, good=0, bad=0, reason="", rules=rules)


def of_gate(dataset: Dataset, part: str, rows: int, broken: Collection[str]) -> Verdict:
    """A part that breaks gate rules: it stops, and its rows are neither good nor bad."""
    rules = (*_gate(dataset, broken), *_not_evaluated(rows_rules(dataset)))
    reason = f"{_called(dataset, part)} with {_count(rows, 'row')} breaks {', '.join(broken)}"
    return Verdict(dataset.name, part, rows, good=0, bad=0, reason=reason, rules=rules)


def left_out(dataset: Dataset, part: str, rows: int) -> Verdict:
    """A part of a following dataset whose leader does not go on."""
    rules = (*_not_evaluated(dataset.gate), *_not_evaluated(rows_rules(dataset)))
    reason = f"{_called(dataset, part)} is left out, because {dataset.follows['dataset']} {part} does not go on"
    return Verdict(dataset.name, part, rows, good=0, bad=0, reason=reason, rules=rules)


def of_rows(dataset: Dataset, part: str, rows: int, bad: int, bad_rows: Mapping[str, int], mended: int = 0) -> Verdict:
    """A part that passed its gate; `bad_rows` has the count of each evaluated rule, by name."""
    rules = (
        *_gate(dataset, ()),
        *(
            RuleOutcome(rule.name, "failed" if bad_rows[rule.name] else "passed", bad_rows[rule.name])
            if rule.name in bad_rows
            else RuleOutcome(rule.name, "not_evaluated")
            for rule in rows_rules(dataset)
        ),
    )
    reason = ""
    if too_many_bad(bad, rows) and not dataset.follows:
        broken = ", ".join(f"{name} by {_count(count, 'row')}" for name, count in bad_rows.items() if count)
        reason = f"{_called(dataset, part)} has {bad} bad of {_count(rows, 'row')}, more than 5 %: {broken}"
    return Verdict(dataset.name, part, rows, rows - bad, bad, reason, rules, mended)


def stop_sentence(verdicts: Iterable[Verdict]) -> str:
    """One sentence for those that stopped."""
    return f"stopped at the quality gate: {'; '.join(verdict.reason for verdict in verdicts if verdict.stopped)}"


def _gate(dataset: Dataset, broken: Collection[str]) -> tuple[RuleOutcome, ...]:
    return tuple(RuleOutcome(rule.name, "failed" if rule.name in broken else "passed") for rule in dataset.gate)


def _not_evaluated(rules: Iterable[Rule]) -> tuple[RuleOutcome, ...]:
    return tuple(RuleOutcome(rule.name, "not_evaluated") for rule in rules)


def _called(dataset: Dataset, part: str) -> str:
    return f"{dataset.name} {part}".strip()


def _count(number: int, noun: str) -> str:
    return f"{number:,} {noun}{'' if number == 1 else 's'}"
