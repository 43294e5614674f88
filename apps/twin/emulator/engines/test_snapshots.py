from __future__ import annotations

import io
import json
from datetime import datetime
from typing import TYPE_CHECKING, Any

import pyarrow.parquet as pq
import pytest

from emulator.conftest import eventually
from emulator.engines.test_databases import available, connect, create, rows, secret
from emulator.engines.test_events import admit, rule
from emulator.engines.test_functions import bucket, message, queue

if TYPE_CHECKING:
    from emulator.conftest import Emulator

INSTANCE, SNAPSHOT = "kept-nightly", "night-20240705"
TABLES = (
    "create table sale (id int primary key, price decimal(10,2), day date, at datetime(6), note text, raw blob)",
    "insert into sale values (1, 12.50, '2024-07-05', '2024-07-05 01:02:03.000004', '東京', x'00ff')",
    "insert into sale (id) values (2)",
    "create table other (id int)",
    "create view dear as select * from sale where price > 10",
)


def ask(emulator: Emulator, instance: dict[str, Any], *statements: str) -> list[tuple[Any, ...]]:
    answers = [
        rows(connect(instance, secret(emulator, instance), database="shop", autocommit=True), statement)
        for statement in statements
    ]
    return answers[-1]


@pytest.fixture(scope="module")
def snapshot(emulator: Emulator) -> dict[str, Any]:
    """A snapshot, after which the database went on, and the event that told of it."""
    create(emulator, INSTANCE)
    instance = available(emulator, INSTANCE)
    ask(emulator, instance, *TABLES)
    url, arn = queue(emulator)
    named = {"detail": {"SourceIdentifier": [SNAPSHOT], "EventID": ["RDS-EVENT-0042"]}}
    admit(emulator, url, arn, rule(emulator, named, Arn=arn))
    rds = emulator.client("rds")
    taken = rds.create_db_snapshot(DBInstanceIdentifier=INSTANCE, DBSnapshotIdentifier=SNAPSHOT)["DBSnapshot"]
    ask(emulator, instance, "delete from sale")
    return {"arn": taken["DBSnapshotArn"], "event": json.loads(message(emulator, url)["Body"])}


def export(emulator: Emulator, snapshot: dict[str, Any], name: str, target: str, **more: Any) -> dict[str, Any]:
    rds, role = emulator.client("rds"), emulator.role(name, "export.rds.amazonaws.com")
    asked = {"ExportTaskIdentifier": name, "SourceArn": snapshot["arn"], "S3BucketName": target, "KmsKeyId": "key"}
    rds.start_export_task(**{"IamRoleArn": role, **asked, **more})

    def ended() -> dict[str, Any] | None:
        (task,) = rds.describe_export_tasks(ExportTaskIdentifier=name)["ExportTasks"]
        return task if task["Status"] in ("COMPLETE", "FAILED") else None

    return eventually(ended)


def test_a_snapshot_is_told_on_the_bus_as_rds_does(snapshot: dict[str, Any]) -> None:
    event = snapshot["event"]
    assert (event["source"], event["detail-type"]) == ("aws.rds", "RDS DB Snapshot Event")
    assert event["detail"]["SourceType"] == "SNAPSHOT"
    assert event["detail"]["SourceArn"] == snapshot["arn"]


def test_a_name_is_given_once_and_only_by_an_instance_that_is_available(
    emulator: Emulator, snapshot: dict[str, Any]
) -> None:
    rds = emulator.client("rds")
    with pytest.raises(rds.exceptions.DBSnapshotAlreadyExistsFault):
        rds.create_db_snapshot(DBInstanceIdentifier=INSTANCE, DBSnapshotIdentifier=SNAPSHOT)
    create(emulator, "busy")
    with pytest.raises(rds.exceptions.InvalidDBInstanceStateFault):
        rds.create_db_snapshot(DBInstanceIdentifier="busy", DBSnapshotIdentifier="too-early")
    with pytest.raises(rds.exceptions.DBSnapshotNotFoundFault):
        rds.describe_db_snapshots(DBSnapshotIdentifier="too-early")


def test_an_export_is_the_chosen_tables_as_they_were(emulator: Emulator, snapshot: dict[str, Any]) -> None:
    s3, target = emulator.client("s3"), bucket(emulator)
    folder = "year=2024/month=07/day=05"
    task = export(emulator, snapshot, "night", target, S3Prefix=folder, ExportOnly=["shop.sale"])
    assert (task["Status"], task["PercentProgress"]) == ("COMPLETE", 100)
    keys = [each["Key"] for each in s3.list_objects_v2(Bucket=target)["Contents"]]
    (part,) = [key for key in keys if key.endswith(".gz.parquet")]
    assert part.startswith(f"{folder}/night/shop/shop.sale/1/part-00000-")
    assert not [key for key in keys if "shop.other" in key]
    read = s3.get_object(Bucket=target, Key=part)
    assert (read["ServerSideEncryption"], read["SSEKMSKeyId"]) == ("aws:kms", "key")
    first, second = pq.read_table(io.BytesIO(read["Body"].read())).to_pylist()
    assert str(first.pop("price")) == "12.50"
    at = datetime(2024, 7, 5, 1, 2, 3, 4)
    assert first == {"id": 1, "day": "2024-07-05", "at": at, "note": "東京", "raw": b"\x00\xff"}
    assert second == {"id": 2, "price": None, "day": None, "at": None, "note": None, "raw": None}


def test_exports_are_found_by_their_snapshot(emulator: Emulator, snapshot: dict[str, Any]) -> None:
    rds = emulator.client("rds")
    assert rds.describe_export_tasks(SourceArn=f"{snapshot['arn']}-other")["ExportTasks"] == []
    assert rds.describe_export_tasks(SourceArn=snapshot["arn"])["ExportTasks"]


def test_an_export_needs_a_role_that_rds_may_take(emulator: Emulator, snapshot: dict[str, Any]) -> None:
    rds, target = emulator.client("rds"), bucket(emulator)
    with pytest.raises(rds.exceptions.IamRoleNotFoundFault, match=r"may not be assumed by export\.rds"):
        export(emulator, snapshot, "other", target, IamRoleArn=emulator.role("of-lambda", "lambda.amazonaws.com"))
    with pytest.raises(rds.exceptions.InvalidS3BucketFault):
        export(emulator, snapshot, "nowhere", "no-such-bucket")


def test_a_restored_instance_has_what_the_snapshot_had(emulator: Emulator, snapshot: dict[str, Any]) -> None:
    rds = emulator.client("rds")
    rds.restore_db_instance_from_db_snapshot(DBInstanceIdentifier="restored", DBSnapshotIdentifier=SNAPSHOT)
    restored = available(emulator, "restored")
    assert ask(emulator, restored, "select id, note from dear") == [(1, "東京")]
    assert ask(emulator, available(emulator, INSTANCE), "select count(*) from sale") == [(0,)]


def test_a_deleted_snapshot_leaves_nothing(emulator: Emulator, snapshot: dict[str, Any]) -> None:
    file = emulator.state / "snapshots" / f"{SNAPSHOT}.sql"
    assert file.stat().st_mode & 0o077 == 0
    emulator.client("rds").delete_db_snapshot(DBSnapshotIdentifier=SNAPSHOT)
    assert not file.exists()
