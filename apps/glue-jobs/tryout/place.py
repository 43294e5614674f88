"""An AWS on loopback with one job in it: the twin's emulator, for as long as the attempt lasts."""

from __future__ import annotations

import contextlib
import io
import json
import os
import secrets
import socket
import subprocess
import sys
import time
import urllib.request
import zipfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

import boto3

JOBS = Path(__file__).resolve().parents[1]
ROOT = JOBS.parents[1]
TWIN = ROOT / "apps" / "twin"
ACCOUNT, REGION = "123456789012", "ap-northeast-1"
BUCKETS = ("raw", "curated", "quarantine", "results", "artifacts")
PREFIX = "try-"
WORKFLOW = "try"
ROLE = f"arn:aws:iam::{ACCOUNT}:role/try"


@dataclass
class Place:
    """Clients of the emulator, and what every attempt needs in it."""

    endpoint: str

    def client(self, service: str) -> Any:
        """A client that no policy binds."""
        keys = {"aws_access_key_id": "twin-administrator", "aws_secret_access_key": "twin"}
        return boto3.client(service, endpoint_url=self.endpoint, region_name=REGION, **keys)

    def put(self, bucket: str, key: str, body: bytes) -> str:
        """Put an object and return its address."""
        self.client("s3").put_object(Bucket=bucket, Key=key, Body=body)
        return f"s3://{bucket}/{key}"

    def lay(self, job: str) -> None:
        """Make buckets, rule sets and the job."""
        for bucket in BUCKETS:
            self.client("s3").create_bucket(Bucket=bucket, CreateBucketConfiguration={"LocationConstraint": REGION})
        trust = {"Effect": "Allow", "Principal": {"Service": "glue.amazonaws.com"}, "Action": "sts:AssumeRole"}
        policy = json.dumps({"Version": "2012-10-17", "Statement": [trust]})
        self.client("iam").create_role(RoleName="try", AssumeRolePolicyDocument=policy)
        contracts = _contracts()
        glue = self.client("glue")
        for dataset in json.loads(contracts)["datasets"]:
            for kind in ("gate", "rows"):
                if dataset[kind]:
                    glue.create_data_quality_ruleset(
                        Name=f"{PREFIX}{dataset['name']}-{kind}", Ruleset=dataset[kind]["dqdl"]
                    )
        script = self.put("artifacts", f"{job}.py", (JOBS / job / "job.py").read_bytes())
        arguments = {
            **{f"--{bucket}_bucket": bucket for bucket in BUCKETS},
            "--contracts": self.put("artifacts", "contracts.json", contracts),
            "--extra-py-files": self.put("artifacts", "jobs.zip", _packages()),
            "--connection_name": WORKFLOW,
            "--customer_key_secret": WORKFLOW,
            "--ruleset_prefix": PREFIX,
        }
        glue.create_job(
            Name=job,
            Role=ROLE,
            Command={"Name": "glueetl", "ScriptLocation": script, "PythonVersion": "3"},
            DefaultArguments=arguments,
            GlueVersion="5.0",
            WorkerType="G.1X",
            NumberOfWorkers=2,
        )

    def start_workflow(self) -> str:
        """A workflow run for the job to belong to; its own step does nothing. Answers its id."""
        glue, script = self.client("glue"), self.put("artifacts", "nothing.py", b"")
        shell = {"Name": "pythonshell", "ScriptLocation": script, "PythonVersion": "3"}
        glue.create_job(Name="nothing", Role=ROLE, Command=shell)
        glue.create_workflow(Name=WORKFLOW)
        glue.create_trigger(Name="start", WorkflowName=WORKFLOW, Type="ON_DEMAND", Actions=[{"JobName": "nothing"}])
        return glue.start_workflow_run(Name=WORKFLOW)["RunId"]

    def run(self, job: str, workflow_run: str) -> dict[str, Any]:
        """Run the job to its end; answers what Glue says of the run."""
        glue, belonging = self.client("glue"), {"--WORKFLOW_NAME": WORKFLOW, "--WORKFLOW_RUN_ID": workflow_run}
        run_id = glue.start_job_run(JobName=job, Arguments=belonging)["JobRunId"]
        return eventually(lambda: _ended(glue.get_job_run(JobName=job, RunId=run_id)["JobRun"]))

    def lay_database(self, tables: dict[str, list[dict[str, Any]]]) -> None:
        """Make a database whose tables stand for the `analytics_*` views, and the connection and secrets to it."""
        import pymysql

        rds, kept = self.client("rds"), self.client("secretsmanager")
        rds.create_db_instance(
            DBInstanceIdentifier=WORKFLOW,
            DBInstanceClass="db.t4g.micro",
            Engine="mysql",
            AllocatedStorage=20,
            DBName="mall",
            MasterUsername="engineer",
            ManageMasterUserPassword=True,
        )
        instance = eventually(lambda: _available(rds.describe_db_instances()["DBInstances"][0]))
        host, port = instance["Endpoint"]["Address"], instance["Endpoint"]["Port"]
        secret = instance["MasterUserSecret"]["SecretArn"]
        login = json.loads(kept.get_secret_value(SecretId=secret)["SecretString"])
        user, password = login["username"], login["password"]
        with pymysql.connect(host=host, port=port, user=user, password=password, database="mall") as connection:
            for name, rows in tables.items():
                _fill(connection.cursor(), f"analytics_{name}", rows)
            connection.commit()
        kept.create_secret(Name=WORKFLOW, SecretString=secrets.token_urlsafe())
        properties = {"JDBC_CONNECTION_URL": f"jdbc:mysql://{host}:{port}/mall", "SECRET_ID": secret}
        self.client("glue").create_connection(
            ConnectionInput={"Name": WORKFLOW, "ConnectionType": "JDBC", "ConnectionProperties": properties}
        )


@contextlib.contextmanager
def place(state: Path) -> Iterator[Place]:
    """The emulator, with its state in a folder; it ends with the block."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command = [sys.executable, "-m", "emulator", "--port", str(port), "--state", str(state)]
    environment = {**os.environ, "PYTHONPATH": str(TWIN), "TWIN_GLUE_SPARES": "0"}
    emulator = subprocess.Popen([*command, "--account", ACCOUNT, "--region", REGION], cwd=TWIN, env=environment)
    try:
        found = Place(f"http://127.0.0.1:{port}")
        eventually(lambda: _healthy(emulator, found.endpoint))
        yield found
    finally:
        emulator.terminate()
        emulator.wait(20)


def eventually(condition: Callable[[], Any], seconds: float = 300) -> Any:
    """The first true value of `condition`. Throws `TimeoutError` when there is none in time."""
    limit = time.monotonic() + seconds
    while time.monotonic() < limit:
        if value := condition():
            return value
        time.sleep(0.1)
    raise TimeoutError(f"nothing came of it in {seconds} seconds")


def _healthy(emulator: subprocess.Popen[bytes], endpoint: str) -> bool:
    if emulator.poll() is not None:
        raise RuntimeError(f"the emulator ended with exit code {emulator.returncode}")
    try:
        with urllib.request.urlopen(f"{endpoint}/_twin/health", timeout=10) as answer:
            return answer.status == 200
    except OSError:
        return False


def _available(instance: dict[str, Any]) -> dict[str, Any] | None:
    if instance["DBInstanceStatus"] == "failed":
        raise RuntimeError("the sample's database did not start")
    return instance if instance["DBInstanceStatus"] == "available" else None


def _ended(run: dict[str, Any]) -> dict[str, Any] | None:
    return run if run["JobRunState"] in ("SUCCEEDED", "FAILED", "ERROR", "TIMEOUT", "STOPPED") else None


def _fill(cursor: Any, table: str, rows: list[dict[str, Any]]) -> None:
    names = list(rows[0])
    types = {int: "INT", datetime: "DATETIME", str: "VARCHAR(64)"}
    kinds = [types[next(type(row[name]) for row in rows if row[name] is not None)] for name in names]
    columns = ", ".join(f"{name} {kind}" for name, kind in zip(names, kinds, strict=True))
    cursor.execute(f"CREATE TABLE {table} ({columns})")
    marks = ", ".join(["%s"] * len(names))
    cursor.executemany(f"INSERT INTO {table} VALUES ({marks})", [tuple(row.values()) for row in rows])


def _contracts() -> bytes:
    source = "import { contractsJson, datasets } from './libs/datasets/src'; console.log(contractsJson(datasets))"
    command = [str(ROOT / "node_modules" / ".bin" / "tsx"), "-e", source]
    return subprocess.run(command, cwd=ROOT, check=True, capture_output=True).stdout


def _packages() -> bytes:
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w") as target:
        for folder in ("common", "extract", "quality", "curate"):
            for file in sorted((JOBS / folder).glob("*.py")):
                target.write(file, file.relative_to(JOBS))
    return content.getvalue()
