"""One MariaDB server: made, started, asked and removed. It stands in for one RDS instance of MySQL."""

from __future__ import annotations

import json
import logging
import os
import secrets
import shutil
import socket
import subprocess
import threading
import time
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pymysql
import pymysql.cursors

from emulator.engines.certificate import write_certificate
from emulator.ports import hold_port

if TYPE_CHECKING:
    from emulator.twin import Twin

log = logging.getLogger("twin.mariadb")

START_SECONDS = 180
RESTART_SECONDS = 2.0
"""Before a server that ended by itself is started again. RDS takes a minute or two."""
BATCH_ROWS = 20_000
_USER_DATABASES = (
    "select schema_name from information_schema.schemata "
    "where schema_name not in ('information_schema', 'mysql', 'performance_schema', 'sys') order by 1"
)
MASTER_PRIVILEGES = (
    "select, insert, update, delete, create, drop, reload, process, references, index, alter, show databases, "
    "create temporary tables, lock tables, execute, replication slave, replication client, create view, show view, "
    "create routine, alter routine, create user, event, trigger"
)
"""Of the master user: neither `super` nor `file`, as on RDS.

https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/UsingWithRDS.MasterAccounts.html"""
MYSQL_84_DEFAULTS = {
    "sql_mode": "ONLY_FULL_GROUP_BY,STRICT_TRANS_TABLES,NO_ZERO_IN_DATE,NO_ZERO_DATE,ERROR_FOR_DIVISION_BY_ZERO,"
    "NO_ENGINE_SUBSTITUTION",
    "character_set_server": "utf8mb4",
    "collation_server": "utf8mb4_0900_ai_ci",
    "default_time_zone": "+00:00",
    "transaction_isolation": "REPEATABLE-READ",
    "max_allowed_packet": "67108864",
}
"""Where MariaDB's defaults differ from those of MySQL 8.4 on RDS."""


class ServerError(RuntimeError):
    """The server did not start, or a program of its: the sentence holds the last errors of its log."""


class MariaDb:
    """A server of its own folder, port and certificate; clients may use TLS, and must if the settings say so."""

    def __init__(self, twin: Twin, name: str) -> None:
        self._twin = twin
        self._home = mariadb_home()
        self._folder = twin.state / "mariadb" / name
        # a server that starts removes the temporary tables of every other that has the same folder for them
        self._temporary = twin.state / "mariadb" / f"{name}.tmp"
        self._log = twin.logs / "mariadb" / f"{name}.log"
        self._password = secrets.token_urlsafe(24)
        # the server would make its own on every start: a key of 4,096 bits takes it half a minute
        self._certificate, self._key = self._folder / "server-cert.pem", self._folder / "server-key.pem"
        self._process: subprocess.Popen[bytes] | None = None
        self._own = self._folder / "server.json"
        self._holder: socket.socket | None = None
        self.port = 0
        """On 127.0.0.1, once it is started."""
        if self._own.exists():
            self.port, self._password = json.loads(self._own.read_text())

    def create(self, user: str, password: str, database: str | None, settings: Mapping[str, str]) -> None:
        """Make the data folder, start, and make the master user and the first database."""
        self._clear()
        for folder in (self._folder, self._temporary):
            folder.mkdir(parents=True, mode=0o700)
        self._install()
        self.port = self.port or self._held_port()
        self._own.touch(mode=0o600)
        self._own.write_text(json.dumps([self.port, self._password]))
        write_certificate(self._certificate, self._key)
        first = self._folder / "first.sql"
        first.touch(mode=0o600)
        first.write_text(_first_statements(user, password, self._password, database))
        try:
            self.start(settings, f"--init-file={first}")
        finally:
            first.unlink()

    def start(self, settings: Mapping[str, str], *more: str) -> None:
        """Start on the port it had, or on a free one, and wait until it answers."""
        self.port = self.port or self._held_port()
        options = {**MYSQL_84_DEFAULTS, **settings}
        command = [
            self._home / "bin" / "mariadbd",
            "--no-defaults",
            f"--basedir={self._home}",
            f"--datadir={self._folder}",
            f"--lc-messages-dir={self._home / 'share'}",
            "--bind-address=127.0.0.1",
            f"--port={self.port}",
            "--socket=server.sock",
            f"--ssl-cert={self._certificate}",
            f"--ssl-key={self._key}",
            "--skip-name-resolve",
            "--innodb-flush-log-at-trx-commit=2",
            *([] if os.geteuid() else ["--user=root"]),
            *(f"--loose-{name}={value}" for name, value in options.items()),
            *more,
        ]
        process = self._process = self._twin.processes.start(
            command, environment=self._environment(), folder=self._folder, output=self._log
        )
        limit = time.monotonic() + START_SECONDS
        while not self._answers():
            code = process.poll()
            if code is not None or time.monotonic() > limit:
                self.stop()
                what = f"did not answer within {START_SECONDS} s" if code is None else f"ended with {code}"
                raise ServerError(f"mariadbd {what}: {self._said()}")
            self._twin.background.wait(0.05)
        watch = threading.Thread(target=self._watch, args=(process, settings), name="mariadb", daemon=True)
        watch.start()

    def kill(self) -> None:
        """End the process at once, as a crash does. It is started again."""
        if self._process:
            self._twin.processes.stop(self._process)

    def execute(self, statement: str, values: tuple[Any, ...] = ()) -> None:
        """Run one statement as the administrator."""
        with self._connection() as connection, connection.cursor() as cursor:
            cursor.execute(statement, values)
            connection.commit()

    def query(self, statement: str, values: tuple[Any, ...] = ()) -> Iterator[list[tuple[Any, ...]]]:
        """Rows of one statement in batches, which are never all in memory."""
        with self._connection() as connection, connection.cursor(pymysql.cursors.SSCursor) as cursor:
            cursor.execute(statement, values)
            while rows := cursor.fetchmany(BATCH_ROWS):
                yield list(rows)

    def dump(self, file: Path) -> None:
        """Write every database as it is at one moment: tables, views, routines, triggers. Users are left out."""
        databases = [name for batch in self.query(_USER_DATABASES) for (name,) in batch]
        file.parent.mkdir(parents=True, exist_ok=True)
        file.touch(mode=0o600)
        if databases:
            options = ["--single-transaction", "--quick", "--routines", "--events", "--hex-blob"]
            self._client("mariadb-dump", *options, f"--result-file={file}", "--databases", *databases)

    def load(self, file: Path) -> None:
        """Run what `dump` wrote."""
        self._client("mariadb", f"--execute=source {file}")

    def stop(self) -> None:
        """Stop in order, so that the data is whole."""
        process, self._process = self._process, None
        if process:
            self._twin.processes.stop(process, grace_seconds=10)

    def remove(self) -> None:
        """Stop and remove the data."""
        self.stop()
        if self._holder:
            self._holder.close()
        self._clear()

    def _clear(self) -> None:
        for folder in (self._folder, self._temporary):
            shutil.rmtree(folder, ignore_errors=True)

    def _held_port(self) -> int:
        """A free port that nobody else is given while the server is made, stopped or started again."""
        self._holder = hold_port()
        return self._holder.getsockname()[1]

    def _watch(self, process: subprocess.Popen[bytes], settings: Mapping[str, str]) -> None:
        """RDS starts a server that ended by itself again; InnoDB brings back what was committed."""
        code = process.wait()
        if self._process is process and not self._twin.background.stopping.is_set():
            log.warning("%s ended with %d and is started again", self._folder.name, code)
            self._twin.background.wait(RESTART_SECONDS)
            if self._process is process:
                self.start(settings)

    def _install(self) -> None:
        arguments = ["--no-defaults", f"--basedir={self._home}", f"--datadir={self._folder}"]
        arguments += ["--skip-test-db", "--auth-root-authentication-method=normal"]
        installer = self._twin.processes.start(
            ["sh", self._home / "scripts" / "mariadb-install-db", *arguments],
            environment=self._environment(),
            folder=self._folder,
            output=self._log,
        )
        code = installer.wait()
        self._twin.processes.stop(installer)
        if code:
            raise ServerError(f"mariadb-install-db ended with {code}: {self._said()}")

    def _client(self, program: str, *arguments: str) -> None:
        address = ["--no-defaults", "--host=127.0.0.1", f"--port={self.port}", "--user=rdsadmin"]
        client = self._twin.processes.start(
            [self._home / "bin" / program, *address, f"--ssl-ca={self._certificate}", *arguments],
            environment={**self._environment(), "MYSQL_PWD": self._password},
            folder=self._folder,
            output=self._log,
        )
        code = client.wait()
        self._twin.processes.stop(client)
        if code:
            raise ServerError(f"{program} ended with {code}: {self._said()}")

    def _answers(self) -> bool:
        try:
            self.execute("select 1")
        except pymysql.Error:
            return False
        return True

    def _said(self) -> str:
        """The last errors that the log has, in one line."""
        lines = self._log.read_text(errors="replace").splitlines()
        errors = [line.strip() for line in lines if "ERROR" in line]
        return "; ".join(errors[-3:]) or f"no error in {self._log.name}"

    def _connection(self) -> pymysql.connections.Connection[Any]:
        return pymysql.connect(
            host="127.0.0.1",
            port=self.port,
            user="rdsadmin",
            password=self._password,
            ssl_ca=str(self._certificate),
            connect_timeout=60,
        )

    def _environment(self) -> dict[str, str]:
        return {
            "PATH": os.environ.get("PATH", os.defpath),
            "LD_LIBRARY_PATH": str(self._home / "libs"),
            "TMPDIR": str(self._temporary),
            "TZ": "UTC",
        }


def mariadb_home() -> Path:
    """The server's folder in the project's `.cache`, or throw with what to run."""
    project = next(folder for folder in Path(__file__).resolve().parents if (folder / "nx.json").exists())
    home = project / ".cache" / "java" / "mariadb"
    if not (home / "bin" / "mariadbd").exists():
        raise ServerError("no MariaDB in .cache/java/mariadb: run 'node tools/setup/setup.mjs'")
    return home.resolve()


def quoted(text: str) -> str:
    """A string literal of SQL."""
    return "'" + text.replace("\\", "\\\\").replace("'", "''") + "'"


def _first_statements(user: str, password: str, admin_password: str, database: str | None) -> str:
    # an init file takes one statement a line
    lines = [
        "drop user if exists root@localhost, root@127.0.0.1, root@'::1', ''@localhost",
        f"create user rdsadmin@'127.0.0.1' identified by {quoted(admin_password)}",
        "grant all privileges on *.* to rdsadmin@'127.0.0.1' with grant option",
        f"create user {quoted(user)}@'%' identified by {quoted(password)}",
        f"grant {MASTER_PRIVILEGES} on *.* to {quoted(user)}@'%' with grant option",
    ]
    if database:
        lines.append(f"create database `{database}`")
    return "".join(f"{line};\n" for line in lines)
