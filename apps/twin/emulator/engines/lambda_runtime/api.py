"""The Lambda Runtime API, one server for each worker.

https://docs.aws.amazon.com/lambda/latest/dg/runtimes-api.html
"""

from __future__ import annotations

import json
import queue
import threading
from dataclasses import dataclass
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

_PREFIX = "/2018-06-01/runtime/"


@dataclass(frozen=True)
class Invocation:
    """What a worker is handed."""

    request_id: str
    payload: bytes
    """JSON."""
    deadline_ms: int
    """Unix time by which the function must have answered."""
    function_arn: str
    client_context: str | None = None
    """JSON."""


@dataclass(frozen=True)
class Answer:
    """What came of an invocation or of an initialisation."""

    payload: bytes
    """JSON: the function's result, or an object of `errorType` and `errorMessage`."""
    failed: bool


def failure(error_type: str, message: str) -> Answer:
    """An answer that the service itself gives."""
    return Answer(json.dumps({"errorType": error_type, "errorMessage": message}).encode(), True)


class RuntimeApi:
    """Hands one invocation at a time to the runtime client that asks for it, and takes its answer."""

    def __init__(self) -> None:
        self.ready = threading.Event()
        """Set when the client first asks for work, or reports that it cannot start."""
        self.initial_failure: Answer | None = None
        self._next: queue.SimpleQueue[Invocation | None] = queue.SimpleQueue()
        self._answers: queue.SimpleQueue[tuple[str, Answer]] = queue.SimpleQueue()
        self._server = ThreadingHTTPServer(("127.0.0.1", 0), _handler(self))
        self._server.daemon_threads = True
        threading.Thread(target=self._server.serve_forever, args=(0.05,), name="runtime-api", daemon=True).start()

    @property
    def address(self) -> str:
        """`host:port`, as `AWS_LAMBDA_RUNTIME_API` wants it."""
        return f"127.0.0.1:{self._server.server_port}"

    def hand(self, invocation: Invocation) -> None:
        """Give the client its next invocation."""
        self._next.put(invocation)

    def answer(self, request_id: str, wait_seconds: float) -> Answer | None:
        """The answer to an invocation, or `None` if there is none within `wait_seconds`."""
        try:
            answered, answer = self._answers.get(timeout=wait_seconds)
        except queue.Empty:
            return None
        return answer if answered == request_id else None

    def close(self) -> None:
        """End the server."""
        self._next.put(None)
        self._server.shutdown()
        self._server.server_close()

    def take(self) -> Invocation | None:
        """Block until there is an invocation; `None` when the server ends."""
        self.ready.set()
        return self._next.get()

    def report(self, path: list[str], answer: Answer) -> None:
        """Note what a client posted to `init/error`, `invocation/<id>/response` or `invocation/<id>/error`."""
        if path[0] == "init":
            self.initial_failure = answer
            self.ready.set()
        else:
            self._answers.put((path[1], answer))


def _handler(api: RuntimeApi) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_GET(self) -> None:
            invocation = api.take()
            if invocation is None:
                self.close_connection = True
                return
            headers = {
                "Lambda-Runtime-Aws-Request-Id": invocation.request_id,
                "Lambda-Runtime-Deadline-Ms": str(invocation.deadline_ms),
                "Lambda-Runtime-Invoked-Function-Arn": invocation.function_arn,
                "Lambda-Runtime-Trace-Id": "Root=1-00000000-000000000000000000000000;Sampled=0",
                "Content-Type": "application/json",
            }
            if invocation.client_context:
                headers["Lambda-Runtime-Client-Context"] = invocation.client_context
            self._reply(200, headers, invocation.payload)

        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers.get("Content-Length") or 0))
            path = self.path.removeprefix(_PREFIX).split("/")
            api.report(path, Answer(body, failed=path[-1] == "error"))
            self._reply(202, {}, b"")

        def _reply(self, status: int, headers: dict[str, str], body: bytes) -> None:
            self.send_response(status)
            for name, value in {**headers, "Content-Length": str(len(body))}.items():
                self.send_header(name, value)
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_arguments: object) -> None:
            """Say nothing: the function's log is its own."""

    return Handler
