"""Run one job on a small sample: `npx nx run glue-jobs:try --job=curate`."""

from __future__ import annotations

import argparse
import json
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from place import Place, place
from samples import passed_objects, raw_objects, tables

INPUTS: dict[str, Callable[[str], Iterator[tuple[str, bytes]]]] = {
    "extract": lambda _: iter(()),
    "quality": raw_objects,
    "curate": passed_objects,
}


def main() -> int:
    """Exit code 0 when the job succeeded, 1 when it failed."""
    parser = argparse.ArgumentParser(prog="try", description="Run one Glue job on a small sample.")
    parser.add_argument("--job", choices=INPUTS, required=True, help="the job to run")
    job = parser.parse_args().job
    with tempfile.TemporaryDirectory() as state, place(Path(state)) as here:
        print(f"{job}: the sample is laid out", flush=True)
        here.lay(job)
        if job == "extract":
            here.lay_database(tables())
        run_id = here.start_workflow()
        for key, body in INPUTS[job](run_id):
            here.put("raw", key, body)
        before = set(listed(here))
        began = time.monotonic()
        run = here.run(job, run_id)
        print(f"{job}: {run['JobRunState'].lower()} after {time.monotonic() - began:.1f} s\n")
        show(here, job, run_id, before)
        if run["JobRunState"] != "SUCCEEDED":
            print(f"\n{run.get('ErrorMessage', 'no reason was given')}", file=sys.stderr)
            return 1
    return 0


def show(here: Place, job: str, run_id: str, before: set[tuple[str, str, int]]) -> None:
    """Print the figures of the run and what the job wrote."""
    report = next((key for bucket, key, _ in listed(here) if bucket == "results"), None)
    if report:
        body = here.client("s3").get_object(Bucket="results", Key=report)["Body"].read()
        figures = json.loads(body)
        rows = figures.get("datasets") or figures.get("tables")
        shown = [{name: value for name, value in row.items() if name != "rules"} for row in rows]
        print_table(shown)
        broken = [rule for row in rows for rule in row.get("rules", []) if rule["outcome"] == "failed"]
        if broken:
            print()
            print_table(broken)
    written = [
        {"bucket": bucket, "object": key.replace(run_id, "<run id>"), "bytes": size}
        for bucket, key, size in listed(here)
        if (bucket, key, size) not in before
    ]
    print()
    print_table(written)


def listed(here: Place) -> list[tuple[str, str, int]]:
    """Bucket, key and bytes of every object that jobs may write."""
    s3 = here.client("s3")
    return [
        (bucket, item["Key"], item["Size"])
        for bucket in ("raw", "quarantine", "curated", "results")
        for item in s3.list_objects_v2(Bucket=bucket).get("Contents", [])
    ]


def print_table(rows: list[dict[str, Any]]) -> None:
    """Print rows of equal keys in columns."""
    lines = [list(rows[0]), *([str(value) for value in row.values()] for row in rows)] if rows else []
    widths = [max(map(len, column)) for column in zip(*lines, strict=True)]
    for line in lines:
        print("  ".join(cell.ljust(width) for cell, width in zip(line, widths, strict=True)).rstrip())


if __name__ == "__main__":
    sys.exit(main())
