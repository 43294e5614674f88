"""Exports of RDS snapshots to S3: the snapshot is restored into a server of its own, whose tables become Parquet.

https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/USER_ExportSnapshot.html
"""

from __future__ import annotations

import json
import logging
import secrets
import uuid
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

from moto.rds.models import DBSnapshot, ExportTask, RDSBackend
from moto.rds.responses import RDSResponse

from emulator.credentials import CannotAssumeError
from emulator.engines.mariadb import MariaDb
from emulator.engines.rds_snapshots import EXPORTED, FAILED, Snapshots
from emulator.engines.rds_tables import Table, tables_of, write_parquet
from emulator.operations import AwsError, operation

if TYPE_CHECKING:
    from emulator.twin import Twin

log = logging.getLogger("twin.rds")

PRINCIPAL = "export.rds.amazonaws.com"
AT_ONCE = 5
"""Exports of an account. The code of the refusal is in no document."""
_UNDER_WAY = ("STARTING", "IN_PROGRESS")


class Exports:
    """Runs export tasks in the background, as the role that they are given."""

    def __init__(self, twin: Twin, snapshots: Snapshots) -> None:
        self._twin = twin
        self._snapshots = snapshots

    def follow(self) -> None:
        """Let moto's export tasks export."""
        start = RDSBackend.start_export_task

        def start_export_task(backend: RDSBackend, asked: dict[str, Any]) -> ExportTask:
            if sum(task.status in _UNDER_WAY for task in backend.export_tasks.values()) >= AT_ONCE:
                raise AwsError("ExportTaskLimitReached", f"You already have {AT_ONCE} export tasks in progress.")
            self._require(asked)
            task = start(backend, asked)
            task.status, task.task_start_time = "STARTING", datetime.now(UTC)
            task.percent_progress, task.total_extracted_data_in_gb = 0, 0
            self._twin.background.submit(self._run, task)
            return task

        RDSBackend.start_export_task = start_export_task

        @operation(RDSResponse, "DescribeExportTasks")
        def describe(response: RDSResponse, asked: dict[str, Any]) -> dict[str, Any]:
            found = response.backend.describe_export_tasks(asked.get("ExportTaskIdentifier"))
            source = asked.get("SourceArn")
            return {"ExportTasks": [task for task in found if source in (None, task.source_arn)]}

    def _require(self, asked: dict[str, Any]) -> None:
        """As RDS does before it takes a task on."""
        try:
            self._client(asked["iam_role_arn"]).head_bucket(Bucket=asked["s3_bucket_name"])
        except CannotAssumeError as error:
            raise AwsError("IamRoleNotFound", str(error)) from error
        except Exception as error:
            raise AwsError("InvalidS3BucketFault", f"{asked['s3_bucket_name']}: {error}") from error

    def _client(self, role_arn: str) -> Any:
        return self._twin.client("s3", role_arn, PRINCIPAL)

    def _run(self, task: ExportTask) -> None:
        snapshot: DBSnapshot = task.snapshot
        try:
            self._export(task, snapshot)
        except Exception as error:
            log.exception("export %s", task.export_task_identifier)
            task.failure_cause, task.status = str(error), "FAILED"
            self._snapshots.tell(snapshot, FAILED, f"DB snapshot export task failed: {error}")
        else:
            task.percent_progress, task.status = 100, "COMPLETE"
            self._snapshots.tell(snapshot, EXPORTED, "DB snapshot export task completed")
        finally:
            task.task_end_time = datetime.now(UTC)

    def _export(self, task: ExportTask, snapshot: DBSnapshot) -> None:
        server = MariaDb(self._twin, f"export-{task.export_task_identifier}")
        try:
            server.create("exporter", secrets.token_urlsafe(24), None, {})
            server.load(self._snapshots.file_of(snapshot))
            task.status = "IN_PROGRESS"
            chosen = [table for table in tables_of(server) if _wanted(table, task.export_only or [])]
            self._write(task, server, chosen)
        finally:
            server.remove()

    def _write(self, task: ExportTask, server: MariaDb, tables: list[Table]) -> None:
        s3, name = self._client(task.iam_role_arn), task.export_task_identifier
        folder = "/".join(part for part in (task.s3_prefix or "", name) if part)
        encrypted = {"Bucket": task.s3_bucket, "ServerSideEncryption": "aws:kms", "SSEKMSKeyId": task.kms_key_id}
        told = []
        for table in tables:
            base = f"{folder}/{table.database}/{table.database}.{table.name}/1"
            with write_parquet(server, table, self._twin.work) as (stream, rows):
                s3.put_object(Key=f"{base}/part-00000-{uuid.uuid4()}-c000.gz.parquet", Body=stream, **encrypted)
            s3.put_object(Key=f"{base}/_success", Body=b"", **encrypted)
            told.append({"tableName": f"{table.database}.{table.name}", "status": "COMPLETE", "rowCount": rows})
        about = {"exportTaskIdentifier": name, "sourceArn": task.source_arn, "status": "COMPLETE"}
        documents = {
            f"export_info_{name}.json": about,
            f"export_tables_info_{name}_from_1_to_{len(tables)}.json": {"perTableStatus": told},
        }
        for key, document in documents.items():
            s3.put_object(Key=f"{folder}/{key}", Body=json.dumps(document).encode(), **encrypted)


def _wanted(table: Table, export_only: list[str]) -> bool:
    return not export_only or table.database in export_only or f"{table.database}.{table.name}" in export_only
