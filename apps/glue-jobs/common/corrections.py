"""Corrections of rows whose source cannot be mended: by key, the columns that another value takes the place of."""

from __future__ import annotations

from common.contracts import Dataset
from common.storage import Storage

Corrections = dict[str, dict[str, str | None]]
"""By a row's key, pseudonymous where the contract says so: the text of each corrected column, NULL where it is none."""


def store_key(dataset: Dataset) -> str:
    """Where the raw bucket keeps a dataset's corrections."""
    return f"mended/{dataset.name}.json"


def read_corrections(storage: Storage, bucket: str, dataset: Dataset) -> Corrections:
    """All corrections of a dataset; none where nobody handed in any."""
    key = store_key(dataset)
    return storage.read_json(f"s3://{bucket}/{key}") if key in storage.keys(bucket, key) else {}
