"""Rows, typed and judged. All functions are pure, from DataFrame to DataFrame."""

from __future__ import annotations

from collections.abc import Mapping

from pyspark.sql import Column, DataFrame
from pyspark.sql import functions as F

from common.contracts import Dataset, Rule
from common.frames import WITHHELD, given
from common.run import Run
from quality.masking import masked, shortened

READABLE = "types_readable"
"""Whether every value given can be read as its column's type: `true` or `false`."""
BROKEN = "broken_rules"
"""Names of the rules that a row breaks, in the contract's order; empty for a good row."""
PART = "part"
"""What is judged by itself: the quarter of a survey, or empty for a table."""

_MASKED_TYPES = ("string", "int", "bigint", "double")


def typed(raw: DataFrame, dataset: Dataset) -> DataFrame:
    """One row per raw row: the contract's columns in its types, any other column untouched, and READABLE.

    White space only is NULL. A value that is none of its type, or that the source withheld, is NULL too and not
    READABLE.
    """
    types = {column.name: column.type for column in (*dataset.columns, *dataset.staged_only)}
    texts = [name for name, kind in raw.dtypes if kind == "string"]
    blank_free = raw.select(*(given(F.col(name)).alias(name) if name in texts else name for name in raw.columns))
    values = {
        name: F.expr(f"try_cast({_not_withheld(name) if name in texts else f'`{name}`'} as {types[name]})")
        for name in raw.columns
        if name in types
    }
    readable = [F.col(name).isNull() | value.isNotNull() for name, value in values.items()]
    return blank_free.select(
        *(values[name].alias(name) if name in values else name for name in raw.columns),
        F.array_min(F.array(F.lit(True), *readable)).cast("string").alias(READABLE),
    )


def with_rule_columns(rows: DataFrame, dataset: Dataset, run: Run, parents: Mapping[str, DataFrame]) -> DataFrame:
    """One row per row, with the contract's rule columns, which are `true` or `false`.

    `parents` has the typed rows of the datasets that come before. A value whose parent is not there is known.
    """
    for column in dataset.rule_columns:
        if column.kind == "expression":
            rows = rows.withColumn(column.name, F.expr(run.render(column.expression)).cast("string"))
        elif column.parent["dataset"] not in parents:
            rows = rows.withColumn(column.name, F.lit("true"))
        else:
            key = f"{column.name}_key"
            keys = parents[column.parent["dataset"]].select(F.col(column.parent["column"]).alias(key)).distinct()
            rows = rows.join(keys, on=F.col(column.column) == F.col(key), how="left")
            rows = rows.withColumn(column.name, F.col(key).isNotNull().cast("string")).drop(key)
    return rows


def judged(outcomes: DataFrame, dataset: Dataset, texts: Mapping[str, str]) -> DataFrame:
    """One row per row of row-level outcomes, with BROKEN. `texts` has each rule's text in the outcomes by its name."""
    broken = [F.when(F.col(READABLE) == "false", readable_rule(dataset).name)]
    for rule in dataset.rows:
        broken.append(F.when(F.array_contains("DataQualityRulesFail", texts[rule.name]), rule.name))
    return outcomes.withColumn(BROKEN, F.array_compact(F.array(*broken)))


def following(rows: DataFrame, dataset: Dataset, leaders: DataFrame) -> DataFrame:
    """One row per row of a dataset that follows another, with BROKEN where no good row leads it in its part.

    `leaders` are the good rows of the other dataset, with their PART.
    """
    column = dataset.follows["column"]
    keys = leaders.select(PART, F.col(column)).distinct().withColumn("led", F.lit(True))
    broken = F.array_compact(
        F.array(
            F.when(F.col(READABLE) == "false", readable_rule(dataset).name),
            F.when(F.col("led").isNull(), following_rule(dataset).name),
        )
    )
    return rows.join(keys, on=[PART, column], how="left").withColumn(BROKEN, broken).drop("led")


def passed(rows: DataFrame, dataset: Dataset) -> DataFrame:
    """One row per good row: the contract's columns, and for a survey its quarter."""
    keys = [F.col(PART).alias(key.name) for key in dataset.partition_keys if key.expression is None]
    return rows.where(F.size(BROKEN) == 0).select(*(column.name for column in dataset.columns), *keys)


def quarantined(rows: DataFrame, dataset: Dataset, broken: str = BROKEN) -> DataFrame:
    """One row per row with rules in `broken`: its part, its key, their names, and the masked values they look at."""
    types = {column.name: column.type for column in (*dataset.columns, *dataset.staged_only)}
    rules = rows_rules(dataset)
    watched = [name for name in types if any(name in rule.columns for rule in rules)]
    values = [
        F.when(
            F.arrays_overlap(broken, F.array(*(F.lit(rule.name) for rule in rules if name in rule.columns))),
            F.struct(F.lit(name).alias("column"), _shown(name, types[name], dataset).alias("value")),
        )
        for name in watched
    ]
    entries = (
        F.array_compact(F.array(*values))
        if values
        else F.expr("cast(array() as array<struct<column:string,value:string>>)")
    )
    return rows.where(F.size(broken) > 0).select(
        PART,
        key_text(dataset).alias("key"),
        F.col(broken).alias("rules"),
        F.map_from_entries(entries).alias("masked_values"),
    )


def key_text(dataset: Dataset) -> Column:
    """A row's key as one text, its columns joined by `/`; NULL where a key of one column is NULL."""
    first, *others = (F.col(name).cast("string") for name in dataset.primary_key)
    return F.concat_ws("/", first, *others) if others else first


def rows_rules(dataset: Dataset) -> tuple[Rule, ...]:
    """Every rule that a row of the dataset can break: the contract's, and those that hold for all datasets."""
    follows = (following_rule(dataset),) if dataset.follows else ()
    return (readable_rule(dataset), *dataset.rows, *follows)


def readable_rule(dataset: Dataset) -> Rule:
    """The rule that every value given can be read as its column's type."""
    return Rule(f"{dataset.name}.{READABLE}", f'ColumnValues "{READABLE}" in ["true"]', (), None)


def following_rule(dataset: Dataset) -> Rule:
    """The rule that a row's leader is good."""
    return Rule(f"{dataset.name}.{dataset.follows['dataset']}_good", "", (), dataset.follows["dataset"])


def _shown(name: str, column_type: str, dataset: Dataset) -> Column:
    hides = column_type in _MASKED_TYPES and name not in dataset.pseudonyms
    return masked(F.col(name).cast("string")) if hides else shortened(F.col(name))


def _not_withheld(name: str) -> str:
    return f"nullif(`{name}`, '{WITHHELD}')"
