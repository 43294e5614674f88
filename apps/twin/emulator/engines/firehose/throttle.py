"""How many bytes a second a stream takes: more is refused record by record, for its producer to send again.

In AWS every stream has a quota, which is raised on request: 1 MiB a second in most regions, Tokyo among them
(https://docs.aws.amazon.com/firehose/latest/dev/limits.html). Here one holds when it is ordered.
"""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterable

REFUSED = {"ErrorCode": "ServiceUnavailableException", "ErrorMessage": "Slow down."}
"""What `PutRecordBatch` answers for a record it did not take:
https://docs.aws.amazon.com/firehose/latest/APIReference/API_PutRecordBatchResponseEntry.html."""


class Throttle:
    """Token buckets, one a stream, as deep as a second."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._bytes_a_second = 0.0
        self._left: dict[str, tuple[float, float]] = {}
        self._lock = threading.Lock()

    def limit(self, bytes_a_second: float) -> None:
        """Let every stream take so much from now on; 0 lets it take everything."""
        with self._lock:
            self._bytes_a_second = bytes_a_second
            self._left.clear()

    def admit(self, stream: str, sizes: Iterable[int]) -> list[bool]:
        """Which records of a batch the stream takes, in their order."""
        with self._lock:
            limit = self._bytes_a_second
            if not limit:
                return [True for _size in sizes]
            now = self._clock()
            left, since = self._left.get(stream, (limit, now))
            left = min(limit, left + (now - since) * limit)
            admitted = []
            for size in sizes:
                admitted.append(size <= left)
                left -= size if admitted[-1] else 0
            self._left[stream] = (left, now)
            return admitted
