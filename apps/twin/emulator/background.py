"""Work that goes on after a request was answered, on a bounded number of threads."""

from __future__ import annotations

import logging
import threading
import time
from collections import deque
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from typing import Any

log = logging.getLogger("twin.background")

REMEMBERED = 100
"""Failures that are kept for whoever asks; the log has all."""


class Background:
    """A pool of threads that knows how much it has under way (what waits, runs or is due later), and what failed."""

    def __init__(self, threads: int = 8) -> None:
        self._pool = ThreadPoolExecutor(threads, thread_name_prefix="background")
        self._lock = threading.Lock()
        self._under_way = 0
        self._stopping = threading.Event()
        self._failures: deque[dict[str, Any]] = deque(maxlen=REMEMBERED)
        self._failures_so_far = 0

    @property
    def failures(self) -> list[dict[str, Any]]:
        """The last pieces of work that failed: each with its number, counted from the start, its name and its error."""
        with self._lock:
            return list(self._failures)

    @property
    def under_way(self) -> int:
        """How many pieces of work are not finished."""
        with self._lock:
            return self._under_way

    @property
    def stopping(self) -> threading.Event:
        """Set when the emulator goes down: long work waits on it instead of sleeping."""
        return self._stopping

    def submit(self, work: Callable[..., Any], *args: Any, after: float = 0) -> None:
        """Run `work(*args)` on the pool, `after` so many seconds. Its failure is logged and remembered."""
        with self._lock:
            self._under_way += 1
        if after <= 0:
            self._run(work, args)
            return
        timer = threading.Timer(after, self._run, (work, args))
        timer.daemon = True
        timer.start()

    def wait(self, seconds: float) -> None:
        """Sleep, but wake when the emulator goes down."""
        self._stopping.wait(seconds)

    def stop(self) -> None:
        """Take no more work, and let what runs end within two seconds."""
        self._stopping.set()
        self._pool.shutdown(wait=False, cancel_futures=True)
        deadline = time.monotonic() + 2
        while self.under_way and time.monotonic() < deadline:
            time.sleep(0.05)

    def _run(self, work: Callable[..., Any], args: tuple[Any, ...]) -> None:
        def finished(future: Future[Any]) -> None:
            if not future.cancelled() and (error := future.exception()):
                self._failed(getattr(work, "__qualname__", str(work)), error)
            with self._lock:
                self._under_way -= 1

        try:
            self._pool.submit(work, *args).add_done_callback(finished)
        except RuntimeError:  # the pool is shut down: the emulator is going
            with self._lock:
                self._under_way -= 1

    def _failed(self, name: str, error: BaseException) -> None:
        log.error("%s failed", name, exc_info=error)
        with self._lock:
            self._failures_so_far += 1
            failure = {"number": self._failures_so_far, "work": name, "error": str(error) or type(error).__name__}
            self._failures.append(failure)
