"""A Trino of our own for as long as a `with` block lasts: loopback only, a free port, the memory connector."""

from __future__ import annotations

import contextlib
import socket
import subprocess
import tempfile
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parents[3]
HOME = ROOT / ".cache" / "trino"
START_SECONDS = 300


class TrinoMissingError(Exception):
    """Trino is not set up, or did not start."""


@contextlib.contextmanager
def trino_server() -> Iterator[int]:
    """Start Trino 476 and yield its port; it and its folder are gone afterwards.

    Throws `TrinoMissingError` if it was not set up, or is not ready within five minutes.
    """
    if not (HOME / "server" / "lib").exists():
        raise TrinoMissingError(f"Trino is missing in {HOME}: run node tools/setup/setup.mjs --with trino")
    with tempfile.TemporaryDirectory(prefix="trino-") as folder, _held_port() as port:
        command = _command(Path(folder), port)
        with (Path(folder) / "log").open("w") as log:
            server = subprocess.Popen(command, cwd=folder, stdout=log, stderr=subprocess.STDOUT)
        try:
            _wait_until_ready(server, port, Path(folder) / "log")
            yield port
        finally:
            server.kill()
            server.wait()


def _command(folder: Path, port: int) -> list[str]:
    """The JVM's command line; writes the configuration into `folder`."""
    config = folder / "config.properties"
    config.write_text(
        "coordinator=true\n"
        "node-scheduler.include-coordinator=true\n"
        f"http-server.http.port={port}\n"
        f"discovery.uri=http://127.0.0.1:{port}\n"
        "query.max-memory=200MB\n"
        "catalog.management=static\n"
    )
    catalogs = folder / "catalogs"
    catalogs.mkdir()
    (catalogs / "memory.properties").write_text("connector.name=memory\nmemory.max-data-per-node=128MB\n")
    properties = {
        "config": config,
        "plugin.dir": HOME / "plugins",
        "catalog.config-dir": catalogs,
        "node.environment": "proof",
        "node.id": "proof",
        "node.data-dir": folder / "data",
        "node.internal-address": "127.0.0.1",
        "node.bind-ip": "127.0.0.1",
    }
    return [
        str(HOME / "java-runtime" / "bin" / "java"),
        "-Xmx768M",
        "-XX:+UseSerialGC",
        "-XX:TieredStopAtLevel=1",
        "-Djdk.attach.allowAttachSelf=true",
        "--enable-native-access=ALL-UNNAMED",
        "-Duser.timezone=UTC",
        *(f"-D{name}={value}" for name, value in properties.items()),
        "-cp",
        str(HOME / "server" / "lib" / "*"),
        "io.trino.server.TrinoServer",
    ]


def _wait_until_ready(server: subprocess.Popen[bytes], port: int, log: Path) -> None:
    deadline = time.monotonic() + START_SECONDS
    while time.monotonic() < deadline and server.poll() is None:
        with (
            contextlib.suppress(urllib.error.URLError, ConnectionError, TimeoutError),
            urllib.request.urlopen(f"http://127.0.0.1:{port}/v1/info", timeout=2) as answer,
        ):
            if b'"starting":false' in answer.read():
                return
        time.sleep(0.3)
    tail = "\n".join(log.read_text(errors="replace").splitlines()[-20:])
    reason = "ended while starting" if server.poll() is not None else f"did not start within {START_SECONDS} s"
    raise TrinoMissingError(f"Trino {reason}; the end of its log:\n{tail}")


@contextlib.contextmanager
def _held_port() -> Iterator[int]:
    """A port that nobody else is given while the JVM starts."""
    with socket.socket() as holder:
        # Trino's own socket reuses addresses: it is let in beside one that does too and never listens
        holder.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        holder.bind(("127.0.0.1", 0))
        yield int(holder.getsockname()[1])
