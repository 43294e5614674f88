"""RDS: snapshots and their exports, which lend keys and hand a role on."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

from emulator.access.call import Call, Need
from emulator.access.services import kms


def _snapshot_of(call: Call) -> str:
    return call.arn(f"snapshot:{call.parameters.get('DBSnapshotIdentifier') or '*'}")


def _snapshot(call: Call) -> Iterator[Need]:
    yield Need(f"rds:{call.operation}", _snapshot_of(call))


def _create(call: Call) -> Iterator[Need]:
    instance = call.parameters["DBInstanceIdentifier"]
    for arn in (call.arn(f"db:{instance}"), _snapshot_of(call)):
        yield Need("rds:CreateDBSnapshot", arn)
    if any(name.startswith("Tags.") for name in call.parameters):
        yield Need("rds:AddTagsToResource", _snapshot_of(call))
    yield from _lend(call, _key(call.twin.backend("rds").databases.get(instance)))


def _describe(call: Call) -> Iterator[Need]:
    yield from _snapshot(call)
    if "DBSnapshotIdentifier" not in call.parameters and "DBInstanceIdentifier" in call.parameters:
        yield Need("rds:DescribeDBSnapshots", call.arn(f"db:{call.parameters['DBInstanceIdentifier']}"))


def _tag(call: Call) -> Iterator[Need]:
    yield Need(f"rds:{call.operation}", call.parameters["ResourceName"])


def _exports(call: Call) -> Iterator[Need]:
    yield Need("rds:DescribeExportTasks", call.parameters.get("SourceArn", "*"))


def _export(call: Call) -> Iterator[Need]:
    asked = call.parameters
    yield Need("rds:StartExportTask", asked["SourceArn"])
    yield Need("iam:PassRole", asked["IamRoleArn"], {"iam:PassedToService": "export.rds.amazonaws.com"})
    name = asked["SourceArn"].rsplit(":", 1)[-1]
    source = _key(call.twin.backend("rds").database_snapshots.get(name))
    for key in (asked["KmsKeyId"], source):
        yield from _lend(call, key)


def _lend(call: Call, key: str | None) -> Iterator[Need]:
    """https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/Overview.Encryption.Keys.html"""
    yield from kms.use(call, key, "DescribeKey")
    yield from kms.lend(call, key)


def _key(found: Any) -> str | None:
    """The key of an instance or snapshot, if it has one of ours."""
    return getattr(found, "kms_key_id", None) or None


OPERATIONS: dict[str, Callable[[Call], Iterator[Need]]] = {
    "CreateDBSnapshot": _create,
    "DeleteDBSnapshot": _snapshot,
    "DescribeDBSnapshots": _describe,
    "AddTagsToResource": _tag,
    "DescribeExportTasks": _exports,
    "StartExportTask": _export,
}
