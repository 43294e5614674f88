from __future__ import annotations

import io
import json
import zipfile

import pytest

from emulator.conftest import ACCOUNT, eventually
from emulator.engines.glue.conftest import Glue

COUNT_BY_SHOP = """
import sys
from awsglue.context import GlueContext
from awsglue.job import Job
from awsglue.utils import getResolvedOptions
from pyspark.context import SparkContext
from pyspark.sql import functions as F

from shops import name_of

arguments = getResolvedOptions(sys.argv, ["JOB_NAME", "source", "target"])
context = GlueContext(SparkContext())
spark = context.spark_session
job = Job(context)
job.init(arguments["JOB_NAME"], arguments)
rows = spark.read.option("header", True).csv(arguments["source"])
named = rows.withColumn("shop", F.udf(name_of)("shop"))
named.groupBy("shop").count().coalesce(1).write.mode("overwrite").json(arguments["target"])
noon = spark.sql("select hour(timestamp '2024-01-01 12:00')").first()[0]
print("zone", spark.conf.get("spark.sql.session.timeZone"), noon)
job.commit()
"""

SAY_WHO = """
import boto3, os, sys
print("arguments", sys.argv[1:])
print("as", boto3.client("sts").get_caller_identity()["Arn"])
print("secrets", [name for name in os.environ if name.startswith("DESK_")])
"""

FAIL = "raise ValueError('no rows for 2024Q1')"
SLEEP = "import time\ntime.sleep(600)"


def library(text: str) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        archive.writestr("shops/__init__.py", text)
    return stream.getvalue()


class TestSparkJob:
    def test_reads_and_writes_s3_with_the_script_and_the_library_that_were_uploaded(self, glue: Glue) -> None:
        source = glue.put("in/visits.csv", "shop,amount\na,1\nb,2\na,3\n")
        packages = glue.put("glue/shops.zip", library("def name_of(code):\n    return f'shop {code}'\n"))
        job = glue.job(
            COUNT_BY_SHOP,
            "glueetl",
            DefaultArguments={"--extra-py-files": packages, "--source": source, "--target": "s3://nowhere/"},
        )
        run = glue.run(job, Arguments={"--target": f"s3://{glue.bucket}/out/visits"})
        assert run["JobRunState"] == "SUCCEEDED", run
        listed = glue.s3.list_objects_v2(Bucket=glue.bucket, Prefix="out/visits/part-")["Contents"]
        lines = "".join(glue.read(entry["Key"]) for entry in listed).splitlines()
        assert sorted(lines) == ['{"shop":"shop a","count":2}', '{"shop":"shop b","count":1}']
        assert "zone UTC 12" in glue.log("output", run)
        assert run["GlueVersion"] == "5.0"
        assert run["ExecutionTime"] > 0

    def test_that_fails_in_spark_says_why_without_a_stack(self, glue: Glue) -> None:
        script = (
            "from pyspark.sql import SparkSession\nSparkSession.builder.getOrCreate().read.parquet('s3://{}/none/')"
        )
        run = glue.run(glue.job(script.format(glue.bucket), "glueetl"))
        assert run["JobRunState"] == "FAILED"
        assert run["ErrorMessage"].startswith("AnalysisException: [PATH_NOT_FOUND] Path does not exist: s3://")
        assert "\n" not in run["ErrorMessage"]


class TestJobRun:
    def test_has_the_arguments_glue_adds_and_the_role_of_the_job_and_nothing_of_the_desk(self, glue: Glue) -> None:
        job = glue.job(SAY_WHO, DefaultArguments={"--kept": "default", "--given": "default"})
        run = glue.run(job, Arguments={"--given": "run"})
        said = glue.log("output", run)
        for pair in ("'--kept', 'default'", "'--given', 'run'", f"'--JOB_NAME', '{job}'", f"'{run['Id']}'"):
            assert pair in said
        assert f"arn:aws:sts::{ACCOUNT}:assumed-role/glue-test/jr_" in said
        assert "secrets []" in said
        assert run["Arguments"] == {"--given": "run"}

    def test_that_throws_is_failed_with_class_and_message_and_tells_so(self, glue: Glue) -> None:
        job = glue.job(FAIL)
        received = glue.events(json.dumps({"source": ["aws.glue"], "detail": {"jobName": [job]}}))
        run = glue.run(job)
        assert (run["JobRunState"], run["ErrorMessage"]) == ("FAILED", "ValueError: no rows for 2024Q1")
        assert "Traceback" in glue.log("error", run)
        assert "runner.py" not in glue.log("error", run)
        event = eventually(received)[0]
        assert event["detail-type"] == "Glue Job State Change"
        assert event["detail"] == {
            "jobName": job,
            "jobRunId": run["Id"],
            "severity": "ERROR",
            "state": "FAILED",
            "message": f"JobName:{job} and JobRunId:{run['Id']} failed to execute with exception {run['ErrorMessage']}",
        }

    @pytest.mark.parametrize(
        ("script", "state", "message"),
        [
            ("import sys\nsys.exit(0)", "SUCCEEDED", None),
            ("import sys\nsys.exit('stopped at the gate')", "FAILED", "SystemExit: stopped at the gate"),
            ("import os\nos._exit(7)", "FAILED", "Command failed with exit code 7"),
        ],
    )
    def test_ends_as_its_script_does(self, glue: Glue, script: str, state: str, message: str | None) -> None:
        run = glue.run(glue.job(script))
        assert (run["JobRunState"], run.get("ErrorMessage")) == (state, message)

    def test_that_takes_too_long_is_announced_then_timed_out(self, glue: Glue) -> None:
        job = glue.job(SLEEP, Timeout=2, NotificationProperty={"NotifyDelayAfter": 1}, MaxRetries=1)
        received = glue.events(json.dumps({"source": ["aws.glue"], "detail": {"jobName": [job]}}))
        run = glue.run(job)
        assert run["JobRunState"] == "TIMEOUT"
        assert "ErrorMessage" not in run
        seen: list[dict] = []
        eventually(lambda: seen.extend(received()) or len(seen) == 2)
        late, over = sorted(seen, key=lambda event: event["detail-type"])
        assert late["detail-type"] == "Glue Job Run Status"
        assert late["detail"]["notificationCondition"] == {"NotifyDelayAfter": 1.0}
        assert late["detail"]["state"] == "RUNNING"
        assert (over["detail"]["state"], over["detail"]["severity"]) == ("TIMEOUT", "WARN")
        assert len(glue.api.get_job_runs(JobName=job)["JobRuns"]) == 1, "a run that timed out is not tried again"

    def test_is_stopped_on_request(self, glue: Glue) -> None:
        job = glue.job(SLEEP)
        run_id = glue.api.start_job_run(JobName=job)["JobRunId"]
        glue.running(job, run_id)
        answer = glue.api.batch_stop_job_run(JobName=job, JobRunIds=[run_id, "jr_none"])
        assert answer["SuccessfulSubmissions"] == [{"JobName": job, "JobRunId": run_id}]
        assert answer["Errors"][0]["ErrorDetail"]["ErrorCode"] == "EntityNotFoundException"
        assert glue.finished(job, run_id)["JobRunState"] == "STOPPED"

    def test_is_refused_while_as_many_run_as_may(self, glue: Glue) -> None:
        job = glue.job(SLEEP, ExecutionProperty={"MaxConcurrentRuns": 1})
        first = glue.api.start_job_run(JobName=job)["JobRunId"]
        with pytest.raises(glue.api.exceptions.ConcurrentRunsExceededException):
            glue.api.start_job_run(JobName=job)
        glue.api.batch_stop_job_run(JobName=job, JobRunIds=[first])
        glue.finished(job, first)
        second = glue.api.start_job_run(JobName=job)["JobRunId"]
        glue.api.batch_stop_job_run(JobName=job, JobRunIds=[second])

    def test_that_loses_its_machine_has_failed_and_is_tried_again_if_it_may(self, glue: Glue) -> None:
        job = glue.job(SLEEP, MaxRetries=1)
        run_id = glue.api.start_job_run(JobName=job)["JobRunId"]
        glue.running(job, run_id)
        glue.emulator.control("fault?kind=spark", "POST")
        run = glue.finished(job, run_id)
        assert (run["JobRunState"], run["ErrorMessage"]) == ("FAILED", "Command failed with exit code 137")
        again = glue.running(job, f"{run_id}_attempt_1")["Id"]
        glue.api.batch_stop_job_run(JobName=job, JobRunIds=[again])
        glue.finished(job, again)

    def test_is_tried_again_as_often_as_the_job_says(self, glue: Glue) -> None:
        job = glue.job(FAIL, MaxRetries=2)
        first = glue.run(job)
        glue.emulator.wait_idle()
        runs = glue.api.get_job_runs(JobName=job)["JobRuns"]
        assert [run["Attempt"] for run in runs] == [2, 1, 0]
        assert [run["Id"] for run in runs] == [f"{first['Id']}_attempt_2", f"{first['Id']}_attempt_1", first["Id"]]

    @pytest.mark.parametrize(
        ("definition", "message"),
        [
            ({"Role": "nobody"}, f"role arn:aws:iam::{ACCOUNT}:role/nobody does not exist: apply it first"),
            ({"Connections": {"Connections": ["none"]}}, "Unable to resolve any valid connection: none of job"),
            ({"DefaultArguments": {"--extra-jars": "s3://a/b.jar"}}, "the twin does not support --extra-jars of job"),
        ],
    )
    def test_that_cannot_start_says_why(self, glue: Glue, definition: dict, message: str) -> None:
        run = glue.run(glue.job("pass", **definition))
        assert run["JobRunState"] == "FAILED"
        assert run["ErrorMessage"].startswith(message)
