"""Processes that serve one job run each, and the spare one that has Spark started already.

Starting a JVM and loading Spark's classes is most of a small job's time. Glue keeps warm machines for the same
reason. A worker learns what it works for, and as whom, only when it is handed its order; it serves no second one.
"""

from __future__ import annotations

import itertools
import json
import os
import shutil
import threading
from pathlib import Path
from typing import TYPE_CHECKING, Any

from emulator.engines.glue import settings, spark

if TYPE_CHECKING:
    from emulator.twin import Twin


class Worker:
    """One runner process, its folder and its log."""

    def __init__(self, twin: Twin, number: int, memory: str | None, warm: bool) -> None:
        self._twin = twin
        self.memory = memory
        self.folder = twin.work / "glue" / f"worker-{number}"
        shutil.rmtree(self.folder, ignore_errors=True)
        self.folder.mkdir(parents=True)
        self.log = twin.logs / "glue" / f"worker-{number}.log"
        os.mkfifo(self.folder / "order", 0o600)
        # open for reading too: a pipe without a reader would block until the runner is ready
        self._pipe = os.open(self.folder / "order", os.O_RDWR | os.O_CLOEXEC)
        self.child = twin.processes.start(
            [settings.PYTHON, "-P", settings.RUNNER, "spark" if memory else "plain", *(["--warm"] if warm else [])],
            environment=spark.environment(self.folder, twin.endpoint, twin.region, memory or settings.DEFAULT_MEMORY),
            folder=self.folder,
            output=self.log,
        )

    @property
    def alive(self) -> bool:
        """Whether the process runs."""
        return self.child.poll() is None

    def hand_over(self, order: dict[str, Any], log: Path) -> None:
        """Give the worker its order, through the pipe only; from now on its errors lie in `log`."""
        log.parent.mkdir(parents=True, exist_ok=True)
        self.log.rename(log)
        self.log = log
        os.write(self._pipe, json.dumps(order).encode() + b"\n")

    def error(self) -> str | None:
        """After its end: why the script failed, or `None`."""
        result = self.folder / "result.json"
        if result.exists():
            return json.loads(result.read_text())["error"]
        return f"Command failed with exit code {self.child.returncode}"

    def kill(self) -> None:
        """End the process and its JVM at once."""
        self._twin.processes.stop(self.child)

    def dispose(self) -> None:
        """End what is left of the process, and remove its folder. Called once, by whoever took the worker."""
        self.kill()
        os.close(self._pipe)
        shutil.rmtree(self.folder, ignore_errors=True)


class Workers:
    """Starts workers and keeps one spare."""

    def __init__(self, twin: Twin) -> None:
        self._twin = twin
        self._numbers = itertools.count(1)
        self._lock = threading.Lock()
        self._spare: Worker | None = None

    def keep_spare(self) -> None:
        """From now on, have a spare worker. Called when the first Spark job is known."""
        with self._lock:
            if settings.KEEP_SPARE and not (self._spare and self._spare.alive):
                self._spare = Worker(self._twin, next(self._numbers), settings.DEFAULT_MEMORY, warm=True)

    def take(self, memory: str | None) -> Worker:
        """A worker with a JVM of that heap, or without one for `None`; the spare if it fits."""
        with self._lock:
            spare = self._spare
            if spare and spare.memory == memory and spare.alive:
                self._spare = None
                return spare
        return Worker(self._twin, next(self._numbers), memory, warm=False)
