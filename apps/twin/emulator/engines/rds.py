"""RDS: every instance of MySQL is a MariaDB server, whose address and port the instance answers.

`creating` becomes `available` when the server takes its master user's password, which only the secret holds.
"""

from __future__ import annotations

import json
import logging
import secrets
import string
import uuid
from pathlib import Path
from typing import TYPE_CHECKING, Any

from moto.rds.models import DBInstance, MasterUserSecret, RDSBackend

from emulator.engines.mariadb import MariaDb, quoted
from emulator.engines.rds_exports import Exports
from emulator.engines.rds_monitoring import report_machine
from emulator.engines.rds_snapshots import Snapshots
from emulator.faults import NothingToStrikeError
from emulator.operations import AwsError

if TYPE_CHECKING:
    from emulator.twin import Twin

log = logging.getLogger("twin.rds")

ENGINE = "mysql"
_ALPHABET = string.ascii_letters + string.digits + "!#$%&()*+,-.:;<=>?[]^_{|}~"
"""RDS puts none of / @ " ' and blank into a password."""
_SECRET_CHANGES = ("master_user_password", "manage_master_user_password", "rotate_master_user_password")


def install(twin: Twin) -> None:
    """Let RDS run databases."""
    servers = Servers(twin)
    twin.control.status("database", servers.status)
    twin.on_stop(servers.stop_all)
    twin.faults.offer("database", servers.strike)
    twin.on_recover(servers.recover)
    _tell_endpoint(servers)
    _follow_creation(servers)
    _follow_changes(servers)
    snapshots = Snapshots(twin, servers.server_of, servers.seeds)
    snapshots.follow()
    Exports(twin, snapshots).follow()


class Servers:
    """The server of every instance, by the instance's resource id."""

    def __init__(self, twin: Twin) -> None:
        self._twin = twin
        self._servers: dict[str, MariaDb] = {}
        self.seeds: dict[str, Path] = {}
        """Dumps that instances begin with, by the names of instances that are about to be made."""

    def status(self) -> list[dict[str, Any]]:
        """A row for each instance: its state, address and port."""
        return [
            {"name": name, "status": instance.status, "address": _address(self.endpoint(instance))}
            for name, instance in self._twin.backend("rds").databases.items()
        ]

    def endpoint(self, instance: DBInstance) -> dict[str, Any] | None:
        """Where the instance answers; `None` until it has been started. A replica answers where its source does."""
        if instance.is_replica:
            instance = self._twin.backend("rds").databases[instance.source_db_instance_identifier]
        server = self._servers.get(instance.dbi_resource_id)
        return {"Address": "127.0.0.1", "Port": server.port} if server and server.port else None

    def server_of(self, instance: DBInstance) -> MariaDb | None:
        """The instance's server; `None` until it has one."""
        return self._servers.get(instance.dbi_resource_id)

    def create(self, instance: DBInstance) -> None:
        """Start the instance's server in the background."""
        instance.status = "creating"
        server = self._servers[instance.dbi_resource_id] = MariaDb(self._twin, instance.db_instance_identifier)
        self._twin.background.submit(self._create, instance, server)

    def delete(self, instance: DBInstance) -> None:
        """Stop the instance's server and remove its data."""
        if server := self._servers.pop(instance.dbi_resource_id, None):
            server.remove()

    def stop(self, instance: DBInstance) -> None:
        """Stop the server and keep its data."""
        self._servers[instance.dbi_resource_id].stop()

    def start(self, instance: DBInstance) -> None:
        """Start a stopped server again."""
        self._servers[instance.dbi_resource_id].start(_settings(instance))

    def set_password(self, instance: DBInstance) -> None:
        """Give the master user the password that the instance has now."""
        if server := self._servers.get(instance.dbi_resource_id):
            user, password = _master(instance)
            server.execute(f"alter user {quoted(user)}@'%%' identified by %s", (password,))

    def set_parameters(self, group: str) -> None:
        """Apply a changed parameter group to the running servers that use it."""
        for instance in self._twin.backend("rds").databases.values():
            server = self._servers.get(instance.dbi_resource_id)
            if server and instance.status == "available" and instance.db_parameter_group_name == group:
                for name, value in _settings(instance).items():
                    log.info("%s: set global %s = %s", instance.db_instance_identifier, name, value)
                    server.execute(f"set global {name} = {value if value.isdigit() else quoted(value)}")

    def recover(self) -> None:
        """Start the servers that ran, on their data and where they were; those that were being made are made anew."""
        for instance in self._twin.backend("rds").databases.values():
            if instance.is_replica or instance.status == "failed":
                continue
            if instance.status == "creating":
                self.create(instance)
                continue
            server = self._servers[instance.dbi_resource_id] = MariaDb(self._twin, instance.db_instance_identifier)
            if instance.status != "stopped":
                server.start(_settings(instance))

    def strike(self, _step: str) -> str:
        """End every server at once."""
        struck = {key: server for key, server in self._servers.items() if server.port}
        if not struck:
            raise NothingToStrikeError("no database runs: apply the stack database first")
        for server in struck.values():
            server.kill()
        return f"the server of {len(struck)} database instances"

    def stop_all(self) -> None:
        """Stop every server in order."""
        for server in self._servers.values():
            server.stop()

    def _create(self, instance: DBInstance, server: MariaDb) -> None:
        user, password = _master(instance)
        seed = self.seeds.pop(instance.db_instance_identifier, None)
        try:
            server.create(user, password, instance.db_name, _settings(instance))
            if seed:
                server.load(seed)
        except Exception:
            instance.status = "failed"
            raise
        if instance.dbi_resource_id in self._servers:
            instance.status = "available"
            report_machine(self._twin, instance)
        else:
            server.remove()  # deleted meanwhile


def _master(instance: DBInstance) -> tuple[str, str]:
    if not instance.manage_master_user_password:
        return instance.master_username, instance._master_user_password  # readable here only
    secret = instance.backend.secretsmanager.get_secret_value(instance.master_user_secret.secret_arn, None, None)
    held = json.loads(secret["SecretString"])
    return held["username"], held["password"]


def _settings(instance: DBInstance) -> dict[str, str]:
    """What the instance's parameter group sets, by the names of MySQL; what MariaDB does not know it warns of."""
    groups = instance.db_parameter_groups()
    return {
        name: str(value["ParameterValue"]).removeprefix("{").removesuffix("}")
        for name, value in groups[0].parameters.items()
        if value.get("ParameterValue") is not None
    }


def _tell_endpoint(servers: Servers) -> None:
    DBInstance.endpoint = property(servers.endpoint)
    DBInstance.address = property(lambda instance: (servers.endpoint(instance) or {}).get("Address", ""))

    def secret_string(secret: MasterUserSecret) -> str:
        password = "".join(secrets.choice(_ALPHABET) for _ in range(28))
        return json.dumps({"username": secret.resource.master_username, "password": password})

    def rotate_secret(secret: MasterUserSecret) -> None:
        secret.secretsmanager.put_secret_value(
            secret.secret_arn, secret_string(secret), None, str(uuid.uuid4()), ["AWSCURRENT"]
        )

    MasterUserSecret._generate_secret_string = secret_string
    MasterUserSecret.rotate_secret = rotate_secret


def _follow_creation(servers: Servers) -> None:
    create, delete = RDSBackend.create_db_instance, RDSBackend.delete_db_instance

    def create_db_instance(backend: RDSBackend, settings: dict[str, Any]) -> DBInstance:
        if settings.get("engine") != ENGINE:
            raise AwsError("InvalidParameterValue", f"the twin runs engine {ENGINE} only, got {settings.get('engine')}")
        instance = create(backend, settings)
        servers.create(instance)
        return instance

    def delete_db_instance(backend: RDSBackend, *arguments: Any, **options: Any) -> DBInstance:
        instance = delete(backend, *arguments, **options)
        servers.delete(instance)
        return instance

    RDSBackend.create_db_instance = create_db_instance
    RDSBackend.delete_db_instance = delete_db_instance


def _follow_changes(servers: Servers) -> None:
    modify, stop, start = RDSBackend.modify_db_instance, RDSBackend.stop_db_instance, RDSBackend.start_db_instance
    modify_group = RDSBackend.modify_db_parameter_group

    def modify_db_instance(backend: RDSBackend, identifier: str, changes: dict[str, Any]) -> DBInstance:
        instance = modify(backend, identifier, changes)
        if any(changes.get(name) for name in _SECRET_CHANGES):
            servers.set_password(instance)
        return instance

    def stop_db_instance(backend: RDSBackend, *arguments: Any, **options: Any) -> DBInstance:
        instance = stop(backend, *arguments, **options)
        servers.stop(instance)
        return instance

    def start_db_instance(backend: RDSBackend, *arguments: Any, **options: Any) -> DBInstance:
        instance = start(backend, *arguments, **options)
        servers.start(instance)
        return instance

    def modify_db_parameter_group(backend: RDSBackend, name: str, parameters: Any) -> Any:
        group = modify_group(backend, name, parameters)
        servers.set_parameters(name)
        return group

    RDSBackend.modify_db_instance = modify_db_instance
    RDSBackend.stop_db_instance = stop_db_instance
    RDSBackend.start_db_instance = start_db_instance
    RDSBackend.modify_db_parameter_group = modify_db_parameter_group


def _address(endpoint: dict[str, Any] | None) -> str:
    return f"{endpoint['Address']}:{endpoint['Port']}" if endpoint else ""
