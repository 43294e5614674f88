"""The data contracts, as `libs/datasets` writes them to `contracts.json`."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True)
class Column:
    """A column of a curated table, a staged survey or a path; `type` is a Spark SQL type."""

    name: str
    type: str
    empty_becomes: str | None = None
    expression: str | None = None
    """Spark SQL of a partition key; None where the path has it already."""


@dataclass(frozen=True)
class ExtractColumn:
    """A column of an `analytics_*` view (`source`) and its name in the CSV; `hmac` is the domain of its keyed hash.

    `form` says what its values look like; None where the view has made them.
    """

    source: str
    name: str
    type: str
    hmac: str | None = None
    form: Mapping[str, Any] | None = None


@dataclass(frozen=True)
class RuleColumn:
    """A column of `true` and `false` that the row rules look at: an expression, or whether a parent has the value."""

    name: str
    kind: str
    expression: str | None
    column: str | None
    parent: Mapping[str, str] | None


@dataclass(frozen=True)
class Rule:
    """One DQDL rule and the name that operators read; `parent` is a dataset that it needs in the run."""

    name: str
    dqdl: str
    columns: tuple[str, ...]
    parent: str | None


@dataclass(frozen=True)
class Dataset:
    """One dataset's contract; see `DatasetContract` in libs/datasets for the meaning of each member."""

    name: str
    source: str
    view: str | None
    extract: tuple[ExtractColumn, ...]
    columns: tuple[Column, ...]
    staged_only: tuple[Column, ...]
    partition_keys: tuple[Column, ...]
    primary_key: tuple[str, ...]
    rule_columns: tuple[RuleColumn, ...]
    gate: tuple[Rule, ...]
    rows: tuple[Rule, ...]
    follows: Mapping[str, str] | None

    @property
    def pseudonyms(self) -> frozenset[str]:
        """Columns that hold a keyed hash."""
        return frozenset(column.name for column in self.extract if column.hmac)


@dataclass(frozen=True)
class Contracts:
    """Every dataset, parents before those that refer to them."""

    datasets: tuple[Dataset, ...]

    def __iter__(self) -> Iterator[Dataset]:
        return iter(self.datasets)

    def of_source(self, source: str) -> tuple[Dataset, ...]:
        """The datasets of a source: `table`, `survey` or `clicks`."""
        return tuple(dataset for dataset in self if dataset.source == source)

    @classmethod
    def parse(cls, document: Mapping[str, Any]) -> Contracts:
        """The contracts of a parsed `contracts.json`. Throws `KeyError` or `TypeError` if it has another shape."""
        return cls(tuple(_dataset(plain) for plain in document["datasets"]))


def _dataset(plain: Mapping[str, Any]) -> Dataset:
    return Dataset(
        name=plain["name"],
        source=plain["source"],
        view=plain["view"],
        extract=tuple(ExtractColumn(**column) for column in plain["extract"]),
        columns=tuple(Column(**column) for column in plain["columns"]),
        staged_only=tuple(Column(**column) for column in plain["staged_only"]),
        partition_keys=tuple(Column(**column) for column in plain["partition_keys"]),
        primary_key=tuple(plain["primary_key"]),
        rule_columns=tuple(
            RuleColumn(**{key: column[key] for key in ("name", "kind", "expression", "column", "parent")})
            for column in plain["rule_columns"]
        ),
        gate=_rules(plain["gate"]),
        rows=_rules(plain["rows"]),
        follows=plain["follows"],
    )


def _rules(plain: Mapping[str, Any] | None) -> tuple[Rule, ...]:
    return tuple(
        Rule(rule["name"], rule["dqdl"], tuple(rule["columns"]), rule["parent"])
        for rule in (plain["rules"] if plain else ())
    )
