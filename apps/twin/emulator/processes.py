"""Child processes that die with the emulator, however it dies."""

from __future__ import annotations

import contextlib
import ctypes
import logging
import os
import queue
import signal
import subprocess
import sys
import threading
from collections.abc import Mapping, Sequence
from concurrent.futures import Future
from pathlib import Path
from typing import Any

log = logging.getLogger("twin.processes")

_PR_SET_PDEATHSIG = 1


class Processes:
    """Starts and ends child processes.

    The kernel kills each child with SIGKILL when the *thread* that started it ends, so all are started by one thread
    that lives as long as the emulator. Each child leads its own process group: what it starts ends with it.
    """

    def __init__(self) -> None:
        self._orders: queue.SimpleQueue[tuple[Future[subprocess.Popen[bytes]], dict[str, Any]]] = queue.SimpleQueue()
        self._children: set[subprocess.Popen[bytes]] = set()
        self._lock = threading.Lock()
        threading.Thread(target=self._start_ordered, name="processes", daemon=True).start()

    def start(
        self, arguments: Sequence[str | Path], *, environment: Mapping[str, str], folder: Path, output: Path
    ) -> subprocess.Popen[bytes]:
        """Start a child with exactly `environment`, in `folder`; its output and errors are appended to `output`."""
        launcher = [sys.executable, "-I", "-S", __file__, str(os.getpid())]
        order: Future[subprocess.Popen[bytes]] = Future()
        output.parent.mkdir(parents=True, exist_ok=True)
        with output.open("ab") as stream:
            options = {
                "args": [*launcher, *map(str, arguments)],
                "env": dict(environment),
                "cwd": folder,
                "stdin": subprocess.DEVNULL,
                "stdout": stream,
                "stderr": subprocess.STDOUT,
                "start_new_session": True,
            }
            self._orders.put((order, options))
            return order.result()

    def stop(self, child: subprocess.Popen[bytes], grace_seconds: float = 0) -> None:
        """End a child and its group: SIGTERM first if it gets `grace_seconds`, then SIGKILL; a dead child is fine."""
        if grace_seconds and child.poll() is None:
            child.terminate()
            with contextlib.suppress(subprocess.TimeoutExpired):
                child.wait(grace_seconds)
        with contextlib.suppress(ProcessLookupError):
            os.killpg(child.pid, signal.SIGKILL)
        child.wait()
        with self._lock:
            self._children.discard(child)

    def stop_all(self) -> None:
        """End every child that is left."""
        with self._lock:
            left = list(self._children)
        for child in left:
            self.stop(child)

    def _start_ordered(self) -> None:
        while True:
            order, options = self._orders.get()
            try:
                child = subprocess.Popen(**options)
                with self._lock:
                    self._children.add(child)
                order.set_result(child)
            except Exception as error:
                order.set_exception(error)


def _launch(parent: int, arguments: list[str]) -> None:
    """Become `arguments`, a process that the kernel kills when its parent ends."""
    ctypes.CDLL(None).prctl(_PR_SET_PDEATHSIG, signal.SIGKILL)
    if os.getppid() != parent:
        sys.exit("the emulator ended before its child began")
    os.execvp(arguments[0], arguments)


if __name__ == "__main__":
    _launch(int(sys.argv[1]), sys.argv[2:])
