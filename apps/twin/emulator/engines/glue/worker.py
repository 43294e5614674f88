"""Processes that serve one job run each, and the spare ones that have Spark started already.

Starting a JVM and loading Spark's classes is most of a small job's time. Glue keeps warm machines for the same
reason. A worker learns what it works for, and as whom, only when it is handed its order; it serves no second one.
"""

from __future__ import annotations

import itertools
import json
import os
import shutil
import threading
import time
from pathlib import Path
from typing import TYPE_CHECKING, Any

from emulator.engines.glue import settings, spark

if TYPE_CHECKING:
    from emulator.twin import Twin


_MOMENT = 5.0
"""Seconds between two jobs of a workflow, generously."""


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

    @property
    def is_warm(self) -> bool:
        """Whether a spare has warmed up."""
        return (self.folder / "warm").exists()

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
        code = self.child.returncode
        return f"Command failed with exit code {code if code >= 0 else 128 - code}"

    def kill(self) -> None:
        """End the process and its JVM at once."""
        self._twin.processes.stop(self.child)

    def dispose(self) -> None:
        """End what is left of the process, and remove its folder. Called once, by whoever took the worker."""
        self.kill()
        os.close(self._pipe)
        shutil.rmtree(self.folder, ignore_errors=True)


class Workers:
    """Starts workers and keeps a few spare ones warm."""

    def __init__(self, twin: Twin) -> None:
        self._twin = twin
        self._numbers = itertools.count(1)
        self._lock = threading.Lock()
        self._spares: list[Worker] = []
        self._taken: list[Worker] = []
        self._filling = False
        self._busy_until = 0.0

    def keep_spares(self) -> None:
        """From now on, have spare workers: one warms up after the other, and only while no job wants the processor."""
        with self._lock:
            self._spares = [spare for spare in self._spares if spare.alive]
            if self._filling or len(self._spares) >= settings.SPARES:
                return
            self._filling = True
        threading.Thread(target=self._fill, name="glue spares", daemon=True).start()

    def take(self, memory: str | None) -> Worker:
        """A worker with a JVM of that heap, or without one for `None`; a spare if one fits, the warmest first."""
        with self._lock:
            fitting = [spare for spare in self._spares if spare.memory == memory and spare.alive]
            worker = fitting[0] if fitting else self._new(memory, warm=False)
            self._spares = [spare for spare in self._spares if spare is not worker]
            self._taken = [*(taken for taken in self._taken if taken.alive), worker]
            return worker

    def _fill(self) -> None:
        while True:
            while self._is_busy():
                time.sleep(0.5)
            with self._lock:
                if len(self._spares) >= settings.SPARES:
                    self._filling = False
                    return
                spare = self._new(settings.DEFAULT_MEMORY, warm=True)
                self._spares.append(spare)
            while spare.alive and not spare.is_warm:
                time.sleep(0.2)

    def _is_busy(self) -> bool:
        """Whether a job runs, or did a moment ago: the next one of its workflow may be about to start."""
        if any(taken.alive for taken in self._taken):
            self._busy_until = time.monotonic() + _MOMENT
        return time.monotonic() < self._busy_until

    def _new(self, memory: str | None, warm: bool) -> Worker:
        return Worker(self._twin, next(self._numbers), memory, warm)
