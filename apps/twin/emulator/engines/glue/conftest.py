"""What tests of Glue share: an emulator whose minutes are short, and builders of jobs, tables and workflows."""

from __future__ import annotations

import json
import uuid
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import pytest

from emulator.conftest import REGION, Emulator, eventually, start

DATABASE = "mall_test"


@dataclass
class Glue:
    """Builders on one emulator. Names are new each time, so tests do not meet."""

    emulator: Emulator
    bucket: str
    role: str

    @property
    def api(self) -> Any:
        return self.emulator.client("glue")

    @property
    def s3(self) -> Any:
        return self.emulator.client("s3")

    def job(self, script: str, command: str = "pythonshell", **definition: Any) -> str:
        """A job of that script; a `pythonshell` has no Spark, which saves seconds where Spark is not the point."""
        name = f"job-{uuid.uuid4().hex[:8]}"
        self.put(f"glue/{name}.py", script)
        location = f"s3://{self.bucket}/glue/{name}.py"
        defaults = {"Role": self.role, "GlueVersion": "5.0", "WorkerType": "G.1X", "NumberOfWorkers": 2}
        self.api.create_job(
            Name=name,
            Command={"Name": command, "ScriptLocation": location, "PythonVersion": "3"},
            **{**defaults, **definition},
        )
        return name

    def put(self, key: str, body: str | bytes) -> str:
        self.s3.put_object(Bucket=self.bucket, Key=key, Body=body)
        return f"s3://{self.bucket}/{key}"

    def read(self, key: str) -> str:
        return self.s3.get_object(Bucket=self.bucket, Key=key)["Body"].read().decode()

    def run(self, job: str, **request: Any) -> dict[str, Any]:
        """Start a run and wait for its end."""
        return self.finished(job, self.api.start_job_run(JobName=job, **request)["JobRunId"])

    def job_run(self, job: str, run_id: str) -> dict[str, Any]:
        return self.api.get_job_run(JobName=job, RunId=run_id)["JobRun"]

    def finished(self, job: str, run_id: str) -> dict[str, Any]:
        return eventually(lambda: (run := self.job_run(job, run_id)).get("CompletedOn") and run)

    def running(self, job: str, run_id: str) -> dict[str, Any]:
        return eventually(lambda: (run := self.job_run(job, run_id))["JobRunState"] == "RUNNING" and run)

    def log(self, kind: str, run: dict[str, Any]) -> str:
        """What CloudWatch has of a run: `output` or `error`."""
        logs = self.emulator.client("logs")
        events = logs.get_log_events(logGroupName=f"/aws-glue/jobs/{kind}", logStreamName=run["Id"])["events"]
        return "\n".join(event["message"] for event in events)

    def table(self, keys: dict[str, str]) -> str:
        name = f"table_{uuid.uuid4().hex[:8]}"
        self.api.create_table(
            DatabaseName=DATABASE,
            TableInput={
                "Name": name,
                "TableType": "EXTERNAL_TABLE",
                "Parameters": {"classification": "parquet"},
                "PartitionKeys": [{"Name": key, "Type": type_} for key, type_ in keys.items()],
                "StorageDescriptor": {
                    "Columns": [{"Name": "amount", "Type": "int"}],
                    "Location": f"s3://{self.bucket}/curated/{name}/",
                    "InputFormat": "org.apache.hadoop.hive.ql.io.parquet.MapredParquetInputFormat",
                    "OutputFormat": "org.apache.hadoop.hive.ql.io.parquet.MapredParquetOutputFormat",
                    "SerdeInfo": {
                        "SerializationLibrary": "org.apache.hadoop.hive.ql.io.parquet.serde.ParquetHiveSerDe"
                    },
                },
            },
        )
        return name

    def crawler(self, *tables: str) -> str:
        name = f"crawler-{uuid.uuid4().hex[:8]}"
        self.api.create_crawler(
            Name=name,
            Role=self.role,
            Targets={"CatalogTargets": [{"DatabaseName": DATABASE, "Tables": list(tables)}]},
            SchemaChangePolicy={"UpdateBehavior": "LOG", "DeleteBehavior": "LOG"},
            Configuration='{"Version":1.0,"CrawlerOutput":{"Partitions":{"AddOrUpdateBehavior":"InheritFromTable"}}}',
        )
        return name

    def crawl(self, name: str) -> dict[str, Any]:
        """Run a crawler to its end; answers its `LastCrawl`."""
        self.api.start_crawler(Name=name)
        crawler = eventually(lambda: (c := self.api.get_crawler(Name=name)["Crawler"])["State"] == "READY" and c)
        return crawler["LastCrawl"]

    def events(self, pattern: str) -> Any:
        """Have events of that pattern collected; answers a function that gives those that came since."""
        name = f"events-{uuid.uuid4().hex[:8]}"
        sqs, bus = self.emulator.client("sqs"), self.emulator.client("events")
        url = sqs.create_queue(QueueName=name)["QueueUrl"]
        arn = sqs.get_queue_attributes(QueueUrl=url, AttributeNames=["QueueArn"])["Attributes"]["QueueArn"]
        rule = bus.put_rule(Name=name, EventPattern=pattern)["RuleArn"]
        statement = {
            "Effect": "Allow",
            "Principal": {"Service": "events.amazonaws.com"},
            "Action": "sqs:SendMessage",
            "Resource": arn,
            "Condition": {"ArnEquals": {"aws:SourceArn": rule}},
        }
        policy = json.dumps({"Version": "2012-10-17", "Statement": [statement]})
        sqs.set_queue_attributes(QueueUrl=url, Attributes={"Policy": policy})
        bus.put_targets(Rule=name, Targets=[{"Id": "queue", "Arn": arn}])

        def received() -> list[dict[str, Any]]:
            messages = sqs.receive_message(QueueUrl=url, MaxNumberOfMessages=10).get("Messages", [])
            for message in messages:
                sqs.delete_message(QueueUrl=url, ReceiptHandle=message["ReceiptHandle"])
            return [json.loads(message["Body"]) for message in messages]

        return received


@pytest.fixture(scope="package")
def glue(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Glue]:
    with pytest.MonkeyPatch.context() as environment:
        environment.setenv("TWIN_GLUE_MINUTE_SECONDS", "2")
        environment.setenv("TWIN_GLUE_SPARES", "1")
        environment.setenv("DESK_SECRET", "of the person at the desk")
        emulator = start(tmp_path_factory.mktemp("state"))
    bucket = f"glue-{uuid.uuid4().hex[:8]}"
    emulator.client("s3").create_bucket(Bucket=bucket, CreateBucketConfiguration={"LocationConstraint": REGION})
    emulator.client("glue").create_database(DatabaseInput={"Name": DATABASE})
    yield Glue(emulator, bucket, emulator.role("glue-test", "glue.amazonaws.com"))
    emulator.stop()
