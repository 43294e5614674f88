"""Puts a table that was written aside in the place of the table that Athena reads.

Spark cannot replace a table on S3 in one step, and a write that fails half-way would leave half a table. So the table
is written aside whole, then copied object by object under names that do not change from run to run, and only then is
what is left of the older table deleted. A partition is one object in all but the largest tables: its copy replaces
the older partition at once. Whenever the job dies, the next run ends in the same state.
"""

from __future__ import annotations

from collections.abc import Iterable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from itertools import groupby

from common.storage import Storage


@dataclass(frozen=True)
class Published:
    """Objects that the table has now, and objects of the older table that are gone."""

    files: int
    removed: int


def publish(storage: Storage, bucket: str, aside: str, table: str) -> Published:
    """Make the Parquet objects under the prefix `aside` all that is under the prefix `table`; empties `aside`."""
    written = list(storage.keys(bucket, aside))
    target_of = stable_keys((key for key in written if key.endswith(".parquet")), aside, table)
    with ThreadPoolExecutor(8) as pool:
        list(pool.map(lambda pair: storage.copy(bucket, *pair), target_of.items()))
    older = sorted(set(storage.keys(bucket, table)) - set(target_of.values()))
    storage.delete(bucket, [*older, *written])
    return Published(len(target_of), len(older))


def stable_keys(keys: Iterable[str], aside: str, table: str) -> dict[str, str]:
    """By each written key the key it is published under: `<table><partition>/rows-<number>.parquet`."""
    named = {}
    for folder, files in groupby(sorted(keys), key=lambda key: key.rpartition("/")[0]):
        for number, key in enumerate(files):
            partition = f"{folder}/".removeprefix(aside)
            named[key] = f"{table}{partition}rows-{number:05d}.parquet"
    return named
