"""From a view of the shop's database to a snapshot without direct identifiers."""

from __future__ import annotations

import hashlib
import hmac
from collections.abc import Callable, Mapping

from pyspark.sql import Column, DataFrame
from pyspark.sql import functions as F

from common.contracts import Dataset, ExtractColumn
from common.frames import given
from extract.forms import fitted

KeyedHash = Callable[[Column], Column]

COUNTED = "rows_in_view"
"""How many rows the database counts in the view, on each of them."""


def counted_query(dataset: Dataset) -> str:
    """SQL for the contract's columns of the dataset's view, and COUNTED.

    The shop goes on selling meanwhile: only within one statement does the database count the very rows that it sends.
    """
    columns = ", ".join(column.source for column in dataset.extract)
    return f"SELECT {columns}, (SELECT COUNT(*) FROM {dataset.view}) AS {COUNTED} FROM {dataset.view}"


def snapshot(view: DataFrame, dataset: Dataset, hashes: Mapping[str, KeyedHash]) -> DataFrame:
    """One row per row of the view: the contract's columns, as text; white space only is NULL, and what does not look
    like its column's values is withheld.

    `hashes` gives the keyed hash of each domain that the contract names.
    """
    return view.select(*(value_of(column, hashes).alias(column.name) for column in dataset.extract))


def value_of(column: ExtractColumn, hashes: Mapping[str, KeyedHash]) -> Column:
    """What goes on of a column of the source, under whose name the frame has it."""
    text = given(F.col(column.source).cast("string"))
    if column.hmac:
        return hashes[column.hmac](text)
    return fitted(text, column.form, hashes["customer"]) if column.form else text


def keyed_hash(key: str) -> KeyedHash:
    """HMAC-SHA-256 in hexadecimal digits of a text, NULL of NULL; `key` is used as UTF-8 bytes.

    A Python function, because Spark's SQL would need the key as a literal, which plans and errors print.
    """
    secret = key.encode()

    def pseudonym(value: str | None) -> str | None:
        return None if value is None else hmac.new(secret, value.encode(), hashlib.sha256).hexdigest()

    return F.udf(pseudonym, "string")
