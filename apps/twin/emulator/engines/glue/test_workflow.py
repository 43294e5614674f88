from __future__ import annotations

import json
import uuid
from itertools import pairwise
from typing import Any

import pytest

from emulator.conftest import eventually
from emulator.engines.glue.conftest import DATABASE, Glue

NOTE = """
import boto3, sys
words = dict(zip(sys.argv[1::2], sys.argv[2::2]))
boto3.client("s3").put_object(Bucket="{bucket}", Key="notes/" + words["--JOB_NAME"], Body=" ".join(sys.argv[1:]))
"""

WAIT = """
import boto3, time
while not boto3.client("s3").list_objects_v2(Bucket="{bucket}", Prefix="{key}")["KeyCount"]:
    time.sleep(0.1)
"""


class Flow:
    """A workflow whose order is told by triggers only, which are made last step first."""

    def __init__(self, glue: Glue, **definition: Any) -> None:
        self.glue, self.name = glue, f"flow-{uuid.uuid4().hex[:8]}"
        glue.api.create_workflow(Name=self.name, **definition)

    def trigger(self, actions: list[dict[str, Any]], after: dict[str, str] | None = None, **more: Any) -> str:
        name = f"trigger-{uuid.uuid4().hex[:8]}"
        if after:
            conditions = [
                {"LogicalOperator": "EQUALS", "CrawlerName": name, "CrawlState": state}
                if name.startswith("crawler-")
                else {"LogicalOperator": "EQUALS", "JobName": name, "State": state}
                for name, state in after.items()
            ]
            more = {"StartOnCreation": True, "Predicate": {"Logical": "AND", "Conditions": conditions}, **more}
        kind = {"Type": "CONDITIONAL"} if after else {"Type": "ON_DEMAND"}
        self.glue.api.create_trigger(Name=name, WorkflowName=self.name, Actions=actions, **{**kind, **more})
        return name

    def start(self, **properties: str) -> str:
        return self.glue.api.start_workflow_run(Name=self.name, RunProperties=properties)["RunId"]

    def told(self, run_id: str) -> dict[str, Any]:
        return self.glue.api.get_workflow_run(Name=self.name, RunId=run_id, IncludeGraph=True)["Run"]

    def finished(self, run_id: str) -> dict[str, Any]:
        return eventually(lambda: (run := self.told(run_id)).get("CompletedOn") and run)


def job(name: str) -> dict[str, Any]:
    return {"JobName": name}


def runs_of(run: dict[str, Any]) -> dict[str, list[dict[str, Any]]]:
    details = {node["Name"]: node.get("JobDetails", {}).get("JobRuns") for node in run["Graph"]["Nodes"]}
    crawls = {node["Name"]: node.get("CrawlerDetails", {}).get("Crawls") for node in run["Graph"]["Nodes"]}
    return {name: runs or crawls[name] or [] for name, runs in details.items()}


class TestWorkflow:
    def test_runs_three_jobs_and_a_crawler_in_the_order_of_the_triggers_alone(self, glue: Glue) -> None:
        flow = Flow(glue, DefaultRunProperties={"datasets": "customer,purchase", "kept": "yes"})
        script = NOTE.format(bucket=glue.bucket)
        third, first, second = glue.job(script), glue.job(script), glue.job(script)
        crawler = glue.crawler(glue.table({"year": "int"}))
        flow.trigger([{"CrawlerName": crawler}], after={third: "SUCCEEDED"})
        flow.trigger([job(third)], after={second: "SUCCEEDED"})
        flow.trigger([{"JobName": second, "Arguments": {"--from": "trigger"}}], after={first: "SUCCEEDED"})
        flow.trigger([job(first)])

        run = flow.finished(flow.start(datasets="customer"))

        assert run["Status"] == "COMPLETED"
        assert (run["Statistics"]["TotalActions"], run["Statistics"]["SucceededActions"]) == (4, 4)
        steps = [runs_of(run)[name][0] for name in (first, second, third, crawler)]
        for earlier, later in pairwise(steps):
            assert earlier["CompletedOn"] <= later["StartedOn"]
        said = glue.read(f"notes/{second}")
        assert f"--WORKFLOW_NAME {flow.name} --WORKFLOW_RUN_ID {run['WorkflowRunId']}" in said
        assert "--from trigger" in said
        assert run["WorkflowRunProperties"] == {"datasets": "customer", "kept": "yes"}
        assert len(run["Graph"]["Edges"]) == 7

    def test_whose_first_job_fails_starts_nothing_more_and_is_completed_with_a_failure(self, glue: Glue) -> None:
        flow = Flow(glue)
        first, second = glue.job("raise RuntimeError('stopped')"), glue.job("pass")
        flow.trigger([job(second)], after={first: "SUCCEEDED"})
        flow.trigger([job(first)])
        run = flow.finished(flow.start())
        assert run["Status"] == "COMPLETED"
        counts = {name: count for name, count in run["Statistics"].items() if count}
        assert counts == {"TotalActions": 2, "FailedActions": 1}
        assert runs_of(run)[first][0]["ErrorMessage"] == "RuntimeError: stopped"
        assert runs_of(run)[second] == []

    def test_fires_a_trigger_that_waits_for_all_after_the_last_and_for_any_after_the_first(self, glue: Glue) -> None:
        flow = Flow(glue)
        both, either = glue.job("pass"), glue.job(NOTE.format(bucket=glue.bucket))
        quick, slow = glue.job("pass"), glue.job(WAIT.format(bucket=glue.bucket, key=f"notes/{either}"))
        ended = {quick: "SUCCEEDED", slow: "SUCCEEDED"}
        conditions = [{"LogicalOperator": "EQUALS", "JobName": name, "State": state} for name, state in ended.items()]
        flow.trigger([job(both)], after=ended)
        flow.trigger([job(either)], after=ended, Predicate={"Logical": "ANY", "Conditions": conditions})
        flow.trigger([job(quick), job(slow)])
        runs = runs_of(flow.finished(flow.start()))
        assert runs[both][0]["StartedOn"] >= runs[slow][0]["CompletedOn"] > runs[either][0]["StartedOn"]
        assert len(runs[either]) == 1

    def test_leaves_a_trigger_that_is_not_activated(self, glue: Glue) -> None:
        flow = Flow(glue)
        first, second = glue.job("pass"), glue.job("pass")
        sleeping = flow.trigger([job(second)], after={first: "SUCCEEDED"}, StartOnCreation=False)
        flow.trigger([job(first)])
        assert runs_of(flow.finished(flow.start()))[second] == []
        glue.api.start_trigger(Name=sleeping)
        assert runs_of(flow.finished(flow.start()))[second][0]["JobRunState"] == "SUCCEEDED"

    def test_goes_on_after_a_failed_job_that_succeeds_when_tried_again(self, glue: Glue) -> None:
        flow = Flow(glue)
        once = "import boto3, sys\nif '_attempt_1' not in ' '.join(sys.argv): raise ValueError('not yet')"
        first, second = glue.job(once, MaxRetries=1), glue.job("pass")
        flow.trigger([job(second)], after={first: "SUCCEEDED"})
        flow.trigger([job(first)])
        runs = runs_of(flow.finished(flow.start()))
        assert [run["JobRunState"] for run in runs[first]] == ["FAILED", "SUCCEEDED"]
        assert runs[second][0]["JobRunState"] == "SUCCEEDED"

    def test_has_no_more_runs_at_once_than_allowed_and_stops_on_request(self, glue: Glue) -> None:
        flow = Flow(glue, MaxConcurrentRuns=1)
        first, second = glue.job("import time\ntime.sleep(600)"), glue.job("pass")
        flow.trigger([job(second)], after={first: "STOPPED"})
        start = flow.trigger([job(first)])
        run_id = flow.start()
        for again in (flow.start, lambda: glue.api.start_trigger(Name=start)):
            with pytest.raises(glue.api.exceptions.ConcurrentRunsExceededException):
                again()
        glue.api.stop_workflow_run(Name=flow.name, RunId=run_id)
        run = flow.finished(run_id)
        assert (run["Status"], run["Statistics"]["StoppedActions"]) == ("STOPPED", 1)
        assert runs_of(run)[second] == []
        glue.emulator.wait_idle()

    def test_whose_job_is_busy_elsewhere_has_a_step_in_error(self, glue: Glue) -> None:
        flow = Flow(glue)
        busy = glue.job("import time\ntime.sleep(600)")
        flow.trigger([job(busy)])
        elsewhere = glue.api.start_job_run(JobName=busy)["JobRunId"]
        run = flow.finished(flow.start())
        assert run["Statistics"]["ErroredActions"] == 1
        assert runs_of(run)[busy][0]["ErrorMessage"] == f"Concurrent runs exceeded for {busy}"
        glue.api.batch_stop_job_run(JobName=busy, JobRunIds=[elsewhere])

    def test_shares_properties_between_its_steps(self, glue: Glue) -> None:
        flow = Flow(glue)
        flow.trigger([job(glue.job("pass"))])
        run_id = flow.start(a="1")
        glue.api.put_workflow_run_properties(Name=flow.name, RunId=run_id, RunProperties={"b": "2"})
        told = glue.api.get_workflow_run_properties(Name=flow.name, RunId=run_id)["RunProperties"]
        assert told == {"a": "1", "b": "2"}


class TestTrigger:
    def test_that_stands_alone_starts_its_job_and_what_waits_for_it(self, glue: Glue) -> None:
        first, second = glue.job("pass"), glue.job("pass")
        condition = {"LogicalOperator": "EQUALS", "JobName": first, "State": "SUCCEEDED"}
        glue.api.create_trigger(
            Name=f"after-{first}",
            Type="CONDITIONAL",
            StartOnCreation=True,
            Predicate={"Logical": "AND", "Conditions": [condition]},
            Actions=[job(second)],
        )
        glue.api.create_trigger(Name=f"start-{first}", Type="ON_DEMAND", Actions=[job(first)])
        glue.api.start_trigger(Name=f"start-{first}")
        run = eventually(lambda: glue.api.get_job_runs(JobName=second)["JobRuns"])[0]
        assert run["TriggerName"] == f"after-{first}"
        assert "--WORKFLOW_NAME" not in run["Arguments"]

    def test_of_a_schedule_is_activated_and_runs_nothing_yet(self, glue: Glue) -> None:
        flow = Flow(glue)
        start = flow.trigger([job(glue.job("pass"))], Type="SCHEDULED", Schedule="cron(0 18 * * ? *)")
        glue.api.start_trigger(Name=start)
        assert glue.api.get_trigger(Name=start)["Trigger"]["State"] == "ACTIVATED"
        assert glue.api.get_workflow_runs(Name=flow.name)["Runs"] == []
        assert flow.finished(flow.start())["Status"] == "COMPLETED"


class TestCrawler:
    def put(self, glue: Glue, table: str, *keys: str) -> None:
        for key in keys:
            glue.put(f"curated/{table}/{key}", "x")

    def partitions(self, glue: Glue, table: str) -> dict[tuple[str, ...], str]:
        listed = glue.api.get_partitions(DatabaseName=DATABASE, TableName=table)["Partitions"]
        return {tuple(each["Values"]): each["StorageDescriptor"]["Location"] for each in listed}

    def test_adds_exactly_the_missing_partitions_and_leaves_the_table_alone(self, glue: Glue) -> None:
        table = glue.table({"year": "int", "month": "int"})
        crawler = glue.crawler(table)
        self.put(glue, table, "year=2024/month=01/a.parquet")
        assert glue.crawl(crawler)["Status"] == "SUCCEEDED"
        before = glue.api.get_table(DatabaseName=DATABASE, Name=table)["Table"]
        first = glue.api.get_partition(DatabaseName=DATABASE, TableName=table, PartitionValues=["2024", "01"])
        self.put(
            glue,
            table,
            "year=2024/month=02/a.parquet",
            "year=2024/month=02/b.parquet",
            "year=2024/month=1/other-spelling.parquet",
            "year=2024/month=03/_temporary/0/part.parquet",
            "year=2024/month=04/_SUCCESS",
            "year=2024/month=05/.hidden.parquet",
            "year=2024/month=summer/a.parquet",
            "year=2024/stray.parquet",
            "errors/2024/a.parquet",
            "_SUCCESS",
        )
        received = glue.events(json.dumps({"source": ["aws.glue"], "detail": {"crawlerName": [crawler]}}))
        assert glue.crawl(crawler)["Status"] == "SUCCEEDED"

        place = f"s3://{glue.bucket}/curated/{table}/year=2024"
        assert self.partitions(glue, table) == {
            ("2024", "01"): f"{place}/month=01/",
            ("2024", "02"): f"{place}/month=02/",
        }
        assert glue.api.get_table(DatabaseName=DATABASE, Name=table)["Table"] == before
        again = glue.api.get_partition(DatabaseName=DATABASE, TableName=table, PartitionValues=["2024", "01"])
        assert again["Partition"] == first["Partition"]
        new = glue.api.get_partition(DatabaseName=DATABASE, TableName=table, PartitionValues=["2024", "02"])
        descriptor = before["StorageDescriptor"]
        assert new["Partition"]["StorageDescriptor"] == {**descriptor, "Location": f"{place}/month=02/"}

        seen: list[dict] = []
        eventually(lambda: seen.extend(received()) or len(seen) == 2)
        details = {event["detail"]["state"]: event["detail"] for event in seen}
        assert details["Started"]["message"] == "Crawler Started"
        assert details["Succeeded"]["partitionsCreated"] == "1"
        lines = glue.emulator.client("logs").filter_log_events(
            logGroupName="/aws-glue/crawlers", logStreamNames=[crawler], filterPattern="WARN"
        )["events"]
        assert sum("'month=summer' must hold a value of type int" in line["message"] for line in lines) == 1

    def test_keeps_a_partition_whose_objects_are_gone(self, glue: Glue) -> None:
        table = glue.table({"quarter": "string"})
        crawler = glue.crawler(table)
        self.put(glue, table, "quarter=2024Q1/a.parquet")
        glue.crawl(crawler)
        glue.s3.delete_object(Bucket=glue.bucket, Key=f"curated/{table}/quarter=2024Q1/a.parquet")
        glue.crawl(crawler)
        assert list(self.partitions(glue, table)) == [("2024Q1",)]

    def test_that_cannot_crawl_fails_and_says_why(self, glue: Glue) -> None:
        crawler = glue.crawler(f"gone_{uuid.uuid4().hex[:8]}")
        received = glue.events(json.dumps({"detail": {"crawlerName": [crawler], "state": ["Failed"]}}))
        last = glue.crawl(crawler)
        assert last["Status"] == "FAILED"
        assert "not found" in last["ErrorMessage"]
        assert "not found" in eventually(received)[0]["detail"]["errorMessage"]
