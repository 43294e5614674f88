"""From good rows to the rows of a curated table."""

from __future__ import annotations

from pyspark.sql import Column, DataFrame
from pyspark.sql import functions as F

from common.contracts import Column as ContractColumn
from common.contracts import Dataset


def curated(rows: DataFrame, dataset: Dataset) -> DataFrame:
    """One row per good row: exactly the contract's columns in its types, then its partition keys.

    A column that the contract does not leave empty is filled. Rows of a partition lie together, in one task, in the
    order of the primary key, so that equal rows make equal files.
    """
    filled = rows.withColumns({column.name: _value(column) for column in dataset.columns})
    keys = [_partition_key(key).alias(key.name) for key in dataset.partition_keys]
    selected = filled.select(*(column.name for column in dataset.columns), *keys)
    names = [key.name for key in dataset.partition_keys]
    gathered = selected.repartition(*names) if names else selected.coalesce(1)
    return gathered.sortWithinPartitions(*names, *dataset.primary_key)


def _value(column: ContractColumn) -> Column:
    value = F.col(column.name).cast(column.type)
    return value if column.empty_becomes is None else F.coalesce(value, F.lit(column.empty_becomes))


def _partition_key(key: ContractColumn) -> Column:
    return (F.expr(key.expression) if key.expression else F.col(key.name)).cast(key.type)
