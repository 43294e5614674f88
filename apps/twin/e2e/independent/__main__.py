"""Calculate the five analyses from the input files alone: `python -m independent INPUT OUTPUT --as-of ISO`.

Nothing of the pipeline is used: no SQL, no Spark, no contract, no parser of the platform. Plain Python over plain
files, exact fractions until the last rounding. It writes `<analysis>.csv` as the platform must, and `counts.json`.
"""

from __future__ import annotations

import argparse
import csv
import json
from datetime import datetime
from pathlib import Path

from independent import analyses, clicks, surveys, tables


def main() -> None:
    """Read, judge, calculate, write."""
    parser = argparse.ArgumentParser(prog="independent", description=__doc__)
    parser.add_argument("input", type=Path)
    parser.add_argument("output", type=Path)
    parser.add_argument("--as-of", type=datetime.fromisoformat, required=True, help="start of the run, with offset")
    options = parser.parse_args()

    shop = tables.read(options.input, options.as_of)
    answers = {path.stem: surveys.read(path) for path in sorted(options.input.glob("survey-*.xlsx"))}
    requests = clicks.read(options.input)

    results = {
        "inflow_by_age_band": analyses.inflow_by_age_band(answers),
        "sales_by_category": analyses.sales_by_category(shop),
        "sales_by_age_band_and_category": analyses.sales_by_age_band_and_category(shop),
        "sales_rate_and_reviews": analyses.sales_rate_and_reviews(shop),
        "clicks_by_hour": analyses.clicks_by_hour(requests),
    }
    options.output.mkdir(parents=True, exist_ok=True)
    for name, (columns, rows) in results.items():
        with (options.output / f"{name}.csv").open("w", encoding="utf-8", newline="") as file:
            writer = csv.writer(file, lineterminator="\n")
            writer.writerow(columns)
            writer.writerows(rows)
    counts = {name: {"read": len(part.rows), "good": len(part.good)} for name, part in shop.items()}
    counts |= {name: survey.counts for name, survey in answers.items()}
    counts["clicks"] = requests.counts
    (options.output / "counts.json").write_text(json.dumps(counts, indent=2), encoding="utf-8")


main()
