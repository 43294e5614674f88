"""From a view of the shop's database to a snapshot without direct identifiers."""

from __future__ import annotations

import hashlib
import hmac
from collections.abc import Callable, Mapping

from pyspark.sql import Column, DataFrame
from pyspark.sql import functions as F

from common.contracts import Dataset
from common.frames import given

KeyedHash = Callable[[Column], Column]


def snapshot(view: DataFrame, dataset: Dataset, hashes: Mapping[str, KeyedHash]) -> DataFrame:
    """One row per row of the view: the contract's columns, as text; white space only is NULL.

    `hashes` gives the keyed hash of each domain that the contract names.
    """
    return view.select(
        *(
            (hashes[column.hmac](_text(column.source)) if column.hmac else _text(column.source)).alias(column.name)
            for column in dataset.extract
        )
    )


def keyed_hash(key: str) -> KeyedHash:
    """HMAC-SHA-256 in hexadecimal digits of a text, NULL of NULL; `key` is used as UTF-8 bytes.

    A Python function, because Spark's SQL would need the key as a literal, which plans and errors print.
    """
    secret = key.encode()

    def pseudonym(value: str | None) -> str | None:
        return None if value is None else hmac.new(secret, value.encode(), hashlib.sha256).hexdigest()

    return F.udf(pseudonym, "string")


def _text(column: str) -> Column:
    return given(F.col(column).cast("string"))
