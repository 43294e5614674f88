"""Takes mended rows over from the landing bucket, where people put them, into the corrections of the raw bucket."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from common.contracts import Dataset
from common.corrections import read_corrections, store_key
from common.job_run import JobRun
from extract.mended import RefusedError, corrections_of, merged
from extract.transform import KeyedHash


def take_corrections(job: JobRun, hashes: Mapping[str, KeyedHash]) -> list[dict[str, Any]]:
    """Take every file below `mended/<table dataset>/`, the oldest first, and say of each what became of it.

    A file is deleted once its corrections are kept; a refused one stays for its owner to replace. A job that dies in
    between takes the same file again, to the same end.
    """
    tables = job.contracts.of_source("table")
    return [outcome for dataset in tables for outcome in _of_dataset(job, dataset, hashes)]


def _of_dataset(job: JobRun, dataset: Dataset, hashes: Mapping[str, KeyedHash]) -> list[dict[str, Any]]:
    landing, raw = job.args["landing_bucket"], job.args["raw_bucket"]
    outcomes, kept, taken = [], None, []
    for key in job.storage.keys_by_age(landing, f"mended/{dataset.name}/"):
        outcome = {"dataset": dataset.name, "file": key.rpartition("/")[2], "rows": 0, "reason": ""}
        try:
            found = corrections_of(job.spark, job.storage.read(landing, key), dataset, hashes)
            kept = merged(read_corrections(job.storage, raw, dataset) if kept is None else kept, found)
            taken.append(key)
            outcome["rows"] = len(found)
        except RefusedError as refused:
            outcome["reason"] = f"{outcome['file']}: {refused}"
        outcomes.append(outcome)
    if kept is not None:
        job.storage.write_json(raw, store_key(dataset), kept)
        job.storage.delete(landing, taken)
    return outcomes
