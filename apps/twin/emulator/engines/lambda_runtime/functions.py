"""The functions of a twin: their warm workers, what they wrote and how often they ran."""

from __future__ import annotations

import json
import logging
import threading
import time
import uuid
from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from emulator.access.call import Need
from emulator.access.gate import RefusedError
from emulator.credentials import CannotAssumeError
from emulator.engines.lambda_runtime.api import Answer, Invocation, failure
from emulator.engines.lambda_runtime.layout import version_of
from emulator.engines.lambda_runtime.worker import CannotRunError, Worker
from emulator.faults import NothingToStrikeError
from emulator.iam.principals import role_session
from emulator.operations import AwsError

if TYPE_CHECKING:
    from emulator.twin import Twin

log = logging.getLogger("twin.lambda")

WORKERS = 4
"""Environments of one function at a time, if its reserved concurrency is not smaller; more invocations wait."""


@dataclass(frozen=True)
class Result:
    """What an invocation gave, and what it wrote."""

    request_id: str
    answer: Answer
    log: str


class Functions:
    """The warm workers of every function."""

    def __init__(self, twin: Twin) -> None:
        self._twin = twin
        self._lock = threading.Condition()
        self._idle: dict[str, list[tuple[str, Worker]]] = {}
        self._busy: Counter[str] = Counter()
        self._counts: dict[str, Counter[str]] = {}
        self._working: dict[Worker, str] = {}

    @property
    def under_way(self) -> int:
        """How many invocations run now."""
        with self._lock:
            return self._busy.total()

    def status(self) -> list[dict[str, Any]]:
        """A row for each function that ran: how often it was invoked and failed."""
        with self._lock:
            return [{"name": name, **count} for name, count in sorted(self._counts.items())]

    def strike(self, step: str) -> str:
        """End the processes that work on an invocation now, of the function of a step or of all."""
        with self._lock:
            struck = [
                (worker, name) for worker, name in self._working.items() if name.endswith(f"-{step}" if step else "")
            ]
        if not struck:
            which = f"function {step}" if step else "function"
            raise NothingToStrikeError(f"no {which} is invoked now: invoke one, or name the step to wait for")
        for worker, _ in struck:
            worker.kill()
        return f"the process of {', '.join(name for _, name in struck)}"

    def run(
        self, function: Any, payload: bytes, client_context: str | None = None, request_id: str | None = None
    ) -> Result:
        """Run a function once and wait for its answer. An attempt once more has the request id of the first."""
        name = function.function_name
        request_id = request_id or str(uuid.uuid4())
        invocation = Invocation(request_id, payload, 0, function.function_arn, client_context)
        begun = time.monotonic()
        try:
            key, worker = self._take(function)
        except (CannotRunError, CannotAssumeError) as error:
            self._count(name, failed=True)
            return Result(request_id, failure(type(error).__name__, str(error)), "")
        with self._lock:
            self._working[worker] = name
        try:
            answer = worker.invoke(invocation, function.timeout)
            text = _framed(function, request_id, worker.new_output(), time.monotonic() - begun)
            self._write_log(function, worker.stream, text)
        finally:
            with self._lock:
                del self._working[worker]
            self._give_back(name, key, worker)
        self._count(name, failed=answer.failed)
        return Result(request_id, answer, text)

    def stop(self, name: str | None = None) -> None:
        """End the idle workers of one function, or of all."""
        with self._lock:
            names = [name] if name else list(self._idle)
            workers = [worker for each in names for _, worker in self._idle.pop(each, [])]
        for worker in workers:
            worker.stop()

    def _take(self, function: Any) -> tuple[str, Worker]:
        name, key = function.function_name, _settings_key(function)
        reserved = function.reserved_concurrency
        limit = WORKERS if reserved is None else min(WORKERS, int(reserved))
        if limit == 0:
            raise AwsError("TooManyRequestsException", f"{name} has a reserved concurrency of 0: nothing may run it")
        with self._lock:
            while self._busy[name] >= limit:
                self._lock.wait()
            self._busy[name] += 1
            kept = self._idle.pop(name, [])
            fresh = [pair for pair in kept if pair[0] == key and pair[1].can_serve(function.timeout)]
            stale = [pair[1] for pair in kept if pair not in fresh]
            taken = fresh.pop() if fresh else None
            self._idle[name] = fresh
        for worker in stale:
            worker.stop()
        try:
            return taken or (key, Worker(self._twin, function))
        except BaseException:
            self._release(name)
            raise

    def _give_back(self, name: str, key: str, worker: Worker) -> None:
        if worker.broken:
            worker.stop()
        else:
            with self._lock:
                self._idle.setdefault(name, []).append((key, worker))
        self._release(name)

    def _release(self, name: str) -> None:
        with self._lock:
            self._busy[name] -= 1
            self._lock.notify_all()

    def _count(self, name: str, *, failed: bool) -> None:
        with self._lock:
            count = self._counts.setdefault(name, Counter(invocations=0, errors=0))
            count["invocations"] += 1
            count["errors"] += failed

    def _write_log(self, function: Any, stream: str, text: str) -> None:
        try:
            self._write_to_cloudwatch(function, stream, text)
        except RefusedError as error:
            log.warning("no log of %s: %s", function.function_name, error)
        file = self._twin.logs / "functions" / f"{function.function_name}.log"
        file.parent.mkdir(exist_ok=True)
        with file.open("a") as out:
            out.write(text)

    def _write_to_cloudwatch(self, function: Any, stream: str, text: str) -> None:
        logs, group = self._twin.backend("logs"), function.logs_group_name
        actions = (
            ["CreateLogStream", "PutLogEvents"]
            if group in logs.groups
            else ["CreateLogGroup", "CreateLogStream", "PutLogEvents"]
        )
        place = f"arn:aws:logs:{self._twin.region}:{self._twin.account}:log-group:{group}:log-stream:{stream}"
        holder = role_session(function.role, function.function_name)
        self._twin.gate.require(holder, *(Need(f"logs:{action}", place) for action in actions))
        logs.ensure_log_group(group)
        if stream not in logs.groups[group].streams:
            logs.create_log_stream(group, stream)
        now = int(time.time() * 1000)
        logs.put_log_events(group, stream, [{"timestamp": now, "message": line} for line in text.splitlines() if line])


def _settings_key(function: Any) -> str:
    settings = function.get_configuration()
    return json.dumps({name: value for name, value in settings.items() if name != "LastModified"}, default=str)


def _framed(function: Any, request_id: str, output: str, seconds: float) -> str:
    milliseconds = seconds * 1000
    report = f"Duration: {milliseconds:.2f} ms\tBilled Duration: {int(milliseconds) + 1} ms"
    body = output if not output or output.endswith("\n") else f"{output}\n"
    return (
        f"START RequestId: {request_id} Version: {version_of(function)}\n{body}END RequestId: {request_id}\n"
        f"REPORT RequestId: {request_id}\t{report}\tMemory Size: {function.memory_size} MB\n"
    )
