"""Snapshots of RDS: a dump of the instance's server at one moment, from which it is restored and exported.

https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/USER_CreateSnapshot.html
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from moto.rds.models import DBInstance, DBSnapshot, RDSBackend

from emulator.engines.mariadb import MariaDb
from emulator.operations import AwsError

if TYPE_CHECKING:
    from emulator.twin import Twin

CREATED, FAILED = "RDS-EVENT-0042", "RDS-EVENT-0159"
EXPORTED = "RDS-EVENT-0161"
_CATEGORIES = {CREATED: "creation", FAILED: "notification", EXPORTED: "notification"}


class Snapshots:
    """The dump of every manual snapshot, and the events that RDS tells of it."""

    def __init__(self, twin: Twin, server_of: Callable[[DBInstance], MariaDb | None], seeds: dict[str, Path]) -> None:
        self._twin = twin
        self._server_of = server_of
        self._seeds = seeds

    def file_of(self, snapshot: DBSnapshot) -> Path:
        """Where the snapshot's dump lies."""
        return self._twin.state / "snapshots" / f"{snapshot.db_snapshot_identifier}.sql"

    def tell(self, snapshot: DBSnapshot, event: str, message: str) -> None:
        """Put RDS's event of a snapshot on the bus."""
        detail = {
            "EventCategories": [_CATEGORIES[event]],
            "SourceType": "SNAPSHOT",
            "SourceArn": snapshot.db_snapshot_arn,
            "Date": datetime.now(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z"),
            "Message": message,
            "SourceIdentifier": snapshot.db_snapshot_identifier,
            "EventID": event,
        }
        self._twin.put_event("aws.rds", "RDS DB Snapshot Event", detail, [snapshot.db_snapshot_arn])

    def follow(self) -> None:
        """Give moto's snapshots their content."""
        create, delete = RDSBackend.create_db_snapshot, RDSBackend.delete_db_snapshot
        restore = RDSBackend.restore_db_instance_from_db_snapshot

        def create_db_snapshot(backend: RDSBackend, *arguments: Any, **options: Any) -> DBSnapshot:
            snapshot = create(backend, *arguments, **options)
            if snapshot.snapshot_type == "manual":
                self._take(backend, snapshot)
            return snapshot

        def delete_db_snapshot(backend: RDSBackend, identifier: str) -> DBSnapshot:
            snapshot = delete(backend, identifier)
            self.file_of(snapshot).unlink(missing_ok=True)
            return snapshot

        def restore_db_instance_from_db_snapshot(
            backend: RDSBackend, identifier: str, overrides: dict[str, Any]
        ) -> DBInstance:
            snapshot = backend.get_db_snapshot(identifier)
            self._seeds[overrides["db_instance_identifier"]] = self.file_of(snapshot)
            return restore(backend, identifier, overrides)

        RDSBackend.create_db_snapshot = create_db_snapshot
        RDSBackend.delete_db_snapshot = delete_db_snapshot
        RDSBackend.restore_db_instance_from_db_snapshot = restore_db_instance_from_db_snapshot

    def _take(self, backend: RDSBackend, snapshot: DBSnapshot) -> None:
        instance = backend.databases[snapshot.db_instance_identifier]
        server = self._server_of(instance)
        if instance.status != "available" or server is None:
            del backend.database_snapshots[snapshot.db_snapshot_identifier]
            name = instance.db_instance_identifier
            raise AwsError("InvalidDBInstanceState", f"Instance {name} is not currently available: {instance.status}.")
        # within the request: the snapshot is of this moment, and the instance may be deleted the next
        server.dump(self.file_of(snapshot))
        snapshot.status = "creating"
        self._twin.background.submit(self._finish, snapshot)

    def _finish(self, snapshot: DBSnapshot) -> None:
        snapshot.status = "available"
        self.tell(snapshot, CREATED, "Manual snapshot created")
