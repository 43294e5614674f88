"""Firehose: streams into S3 that buffer, partition by jq and convert to Parquet as the applied configuration says.

What is accepted lies in a spool on disk until it is in S3, so it outlives the engine. `POST /_twin/firehose/flush`
delivers it at once.
"""

from __future__ import annotations

import threading
from collections import Counter
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

from moto.firehose.models import FirehoseBackend

from emulator.control import ControlError
from emulator.engines.firehose.destination import Destination, read_destination
from emulator.engines.firehose.errors import UnsupportedError
from emulator.engines.firehose.spool import Spool
from emulator.engines.firehose.stream import DeadStreamError, Stream
from emulator.engines.firehose.throttle import REFUSED, Throttle
from emulator.operations import AwsError

if TYPE_CHECKING:
    from emulator.twin import Twin

BATCH_RECORDS = 500
BATCH_BYTES = 4 * 1024 * 1024
RECORD_BYTES = 1000 * 1024
"""Quotas of `PutRecordBatch`: https://docs.aws.amazon.com/firehose/latest/dev/limits.html."""
_TICK_SECONDS = 1.0


def install(twin: Twin) -> None:
    """Let Firehose deliver."""
    streams = Streams(twin)
    streams.answer_puts()
    twin.faults.offer("firehose", streams.strike)
    twin.on_recover(streams.recover)
    twin.control.route("POST", "firehose/flush", lambda _query: streams.flush())
    twin.control.route("POST", "firehose/quota", streams.order_quota)
    twin.control.status("streams", streams.status)
    threading.Thread(target=streams.keep_delivering, name="firehose", daemon=True).start()


class Streams:
    """The streams at work, by name; a stream that was created again, or whose settings changed, is a new one."""

    def __init__(self, twin: Twin) -> None:
        self._twin = twin
        self._streams: dict[str, tuple[Any, str, Stream]] = {}
        self._retired: list[Stream] = []
        self._lock = threading.Lock()
        self._throttle = Throttle()

    def answer_puts(self) -> None:
        """Let moto's Firehose hand the records of S3 destinations to us; other destinations stay moto's."""
        put_elsewhere = FirehoseBackend.put_record_batch

        def put(backend: FirehoseBackend, delivery_stream_name: str, records: list[dict[str, bytes]]) -> dict[str, Any]:
            applied = backend.delivery_streams.get(delivery_stream_name)
            if applied is None or self._of(applied) is None:
                return put_elsewhere(backend, delivery_stream_name, records)
            batch = [record["Data"] for record in records]
            _require_quotas(batch)
            admitted = self._throttle.admit(delivery_stream_name, map(len, batch))
            taken = [data for data, is_admitted in zip(batch, admitted, strict=True) if is_admitted]
            ids = iter(self._take(applied, taken) if taken else [])
            answers = [{"RecordId": next(ids)} if is_admitted else REFUSED for is_admitted in admitted]
            return {"FailedPutCount": admitted.count(False), "Encrypted": False, "RequestResponses": answers}

        def put_one(backend: FirehoseBackend, delivery_stream_name: str, record: dict[str, bytes]) -> dict[str, Any]:
            [answer] = put(backend, delivery_stream_name, [record])["RequestResponses"]
            if answer is REFUSED:
                raise AwsError(REFUSED["ErrorCode"], REFUSED["ErrorMessage"])
            return {**answer, "Encrypted": False}

        FirehoseBackend.put_record_batch = put  # type: ignore[method-assign]
        FirehoseBackend.put_record = put_one  # type: ignore[method-assign]

    def order_quota(self, query: dict[str, str]) -> dict[str, int]:
        """Let every stream take `bytes` a second; 0 lets it take everything."""
        if not (text := query.get("bytes", "")).isdecimal():
            raise ControlError(400, f"bytes must be a whole number, bytes a second, or 0 for no quota, got '{text}'")
        self._throttle.limit(int(text))
        return {"bytes": int(text)}

    def flush(self) -> dict[str, dict[str, int]]:
        """Deliver every buffer now; by stream, how many records were delivered and failed."""
        delivered: dict[str, Counter[str]] = {}
        for stream in self._all():
            delivered.setdefault(stream.name, Counter()).update(stream.deliver())
        return {name: dict(counts) for name, counts in delivered.items()}

    def status(self) -> dict[str, Any]:
        """By stream: counts of its records, and what keeps it from delivering."""
        status: dict[str, dict[str, Any]] = {}
        for stream in self._all():
            before = status.setdefault(stream.name, {})
            before.update({key: before.get(key, 0) + count for key, count in stream.counts().items()})
            if stream.trouble:
                before["trouble"] = stream.trouble
        return status

    def keep_delivering(self) -> None:
        """Deliver what is full or old, until the emulator stops."""
        while not self._twin.background.stopping.wait(_TICK_SECONDS):
            now = datetime.now(UTC)
            for stream in self._all():
                if stream.is_due(now):
                    self._twin.background.submit(stream.deliver, now)

    def recover(self) -> None:
        """Take up what another process accepted and did not deliver."""
        for applied in self._twin.backend("firehose").delivery_streams.values():
            if stream := self._of(applied):
                stream.recover()

    def strike(self, _step: str) -> str:
        """Have every stream lose its memory; others take their place with what the spool has."""
        with self._lock:
            for stream in [*self._retired, *(each[2] for each in self._streams.values())]:
                stream.die()
            self._retired = []
            for name, (applied, version, stream) in self._streams.items():
                again = self._new(name, version, stream.destination)
                again.recover()
                self._streams[name] = (applied, version, again)
            waiting = sum(stream.counts()["waiting"] for _applied, _version, stream in self._streams.values())
        return f"the buffers of {', '.join(self._streams) or 'no stream'}, with {waiting} records that wait for S3"

    def _take(self, applied: Any, batch: list[bytes]) -> list[str]:
        while stream := self._of(applied):
            try:
                return stream.take(batch)
            except DeadStreamError:
                continue
        raise AwsError("ResourceNotFoundException", f"stream {applied.delivery_stream_name} is gone")

    def _of(self, applied: Any) -> Stream | None:
        name, version = applied.delivery_stream_name, applied.version_id
        with self._lock:
            known = self._streams.get(name)
            if known and known[0] is applied and known[1] == version:
                return known[2]
            try:
                destination = read_destination(applied)
                stream = self._new(name, version, destination) if destination else None
            except UnsupportedError as error:
                raise AwsError("InvalidArgumentException", f"stream {name}: {error}") from None
            if stream is None:
                return None
            if known:
                self._retired.append(known[2])
            self._streams[name] = (applied, version, stream)
            return stream

    def _new(self, name: str, version: str, destination: Destination) -> Stream:
        spool = Spool(self._twin.state / "firehose" / name)
        return Stream(name, version, destination, self._twin.client, spool)

    def _all(self) -> list[Stream]:
        with self._lock:
            return [*self._retired, *(stream for _applied, _version, stream in self._streams.values())]


def _require_quotas(batch: list[bytes]) -> None:
    if not 1 <= len(batch) <= BATCH_RECORDS:
        raise AwsError("InvalidArgumentException", f"Records must be 1 to {BATCH_RECORDS}, got {len(batch)}")
    if (total := sum(map(len, batch))) > BATCH_BYTES:
        raise AwsError("InvalidArgumentException", f"Records must have at most {BATCH_BYTES} bytes, got {total}")
    if (largest := max(map(len, batch))) > RECORD_BYTES:
        raise AwsError("InvalidArgumentException", f"A record must have at most {RECORD_BYTES} bytes, got {largest}")
