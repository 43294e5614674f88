"""Judges the run's raw rows: good ones go on, bad ones into quarantine, too many bad ones stop the run.

Arguments: `--quarantine_bucket`, `--ruleset_prefix`, and those of every job.
"""

from __future__ import annotations

import sys

import boto3

from common.contracts import Dataset
from common.corrections import read_corrections
from common.frames import write_counted
from common.job_run import JobRun, job_run
from quality.inputs import parse_reports, raw_parts
from quality.judge import Judge, Judgement
from quality.quarantine import records
from quality.rules import RuleSets
from quality.transform import passed
from quality.verdict import QualityStoppedError, not_in_run, stop_sentence


def main(argv: list[str]) -> None:
    """Run the job. Throws `QualityStoppedError` if a table dataset does not pass."""
    with job_run(argv, "quarantine_bucket", "ruleset_prefix") as job:
        judge = Judge(job.run, RuleSets(boto3.client("glue"), job.context, job.args["ruleset_prefix"]))
        datasets = (*job.contracts.of_source("table"), *job.contracts.of_source("survey"))
        parses = parse_reports(job)
        judgements = [(dataset, judge_dataset(job, judge, dataset)) for dataset in datasets]
        quarantined = {dataset.name: write_quarantine(job, dataset, judged) for dataset, judged in judgements}
        tables = [judgement for dataset, judgement in judgements if dataset.source == "table"]
        stopped = [verdict for judgement in tables for verdict in judgement.verdicts if verdict.stopped]
        passed = {} if stopped else {dataset.name: write_passed(job, dataset, each) for dataset, each in judgements}
        verdicts = [verdict.as_json() for _, judgement in judgements for verdict in judgement.verdicts]
        written = [
            {"name": name, "quarantined": rows, "passed": passed.get(name, 0)} for name, rows in quarantined.items()
        ]
        job.report("quality", stopped=bool(stopped), datasets=verdicts, written=written, surveys=parses)
        if stopped:
            raise QualityStoppedError(stop_sentence(stopped))


def judge_dataset(job: JobRun, judge: Judge, dataset: Dataset) -> Judgement:
    """The judgement of a dataset; of one that the run does not have, that nothing was evaluated."""
    in_run = dataset.source == "survey" or dataset in job.tables
    parts = raw_parts(job, dataset) if in_run else {}
    corrections = read_corrections(job.storage, job.args["raw_bucket"], dataset) if dataset in job.tables else {}
    return judge.judge(dataset, parts, corrections) if parts else Judgement((not_in_run(dataset),))


def write_quarantine(job: JobRun, dataset: Dataset, judgement: Judgement) -> int:
    """Write the records of what was judged as JSON lines and return how many bad rows they keep."""
    if judgement.rows is None:
        return 0
    path = f"s3://{job.args['quarantine_bucket']}/rows/dataset={dataset.name}/run={job.run.run_id}/"
    rows = records(judgement.rows, dataset, job.run, judgement.parts_judged)
    mended = sum(verdict.mended for verdict in judgement.verdicts)
    return write_counted(rows, "json", path, ignoreNullFields=False) - mended - len(judgement.parts_judged)


def write_passed(job: JobRun, dataset: Dataset, judgement: Judgement) -> int:
    """Write the good rows of the parts that go on and return how many they are."""
    rows = judgement.rows_going_on()
    if rows is None:
        return 0
    keys = [key.name for key in dataset.partition_keys if key.expression is None]
    path = job.raw(f"passed/{job.of_run(dataset.name)}")
    return write_counted(passed(rows, dataset), "parquet", path, partition_by=keys)


if __name__ == "__main__":
    main(sys.argv)
