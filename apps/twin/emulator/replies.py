"""Answers that were lost on their way: a client that asks again gets the answer of the first time.

An SDK gives every try of one call the same `Amz-Sdk-Invocation-Id`. Terraform's AWS provider closes about one
connection in 5,000 calls while the answer is on its way, whatever the server (docs/decisions/0015-http-server.md), and
asks again: it would find that what it makes is there already.
"""

from __future__ import annotations

import logging
import re
import threading
from collections import OrderedDict
from collections.abc import Callable, Iterable
from typing import Any

log = logging.getLogger("twin.requests")

_KEPT = 2000
"""Calls whose answers are kept; tries of one call follow each other within seconds."""
_LARGEST = 256 * 1024
"""Bytes of an answer that is kept. What changes something has a small one."""

Application = Callable[[dict[str, Any], Any], Iterable[bytes]]


class Replies:
    """A WSGI application around another one, which does the work of a call once."""

    def __init__(self, application: Application) -> None:
        self._application = application
        self._answers: OrderedDict[str, tuple[str, list[tuple[str, str]], bytes]] = OrderedDict()
        self._lock = threading.Lock()

    def __call__(self, environ: dict[str, Any], start_response: Any) -> Iterable[bytes]:
        """Answer one request; a second try of an answered call with the answer of the first."""
        call = environ.get("HTTP_AMZ_SDK_INVOCATION_ID", "")
        if not call or environ["REQUEST_METHOD"] in ("GET", "HEAD"):
            return self._application(environ, start_response)
        if _try_of(environ) > 1:
            with self._lock:
                answer = self._answers.get(call)
            if answer is not None:
                request = environ.get("HTTP_X_AMZ_TARGET") or environ["PATH_INFO"]
                log.warning(
                    "the answer to %s (%s) was lost, it is given again", request, environ["HTTP_AMZ_SDK_REQUEST"]
                )
                status, headers, body = answer
                start_response(status, headers)
                return [body]
        return self._answer(call, environ, start_response)

    def _answer(self, call: str, environ: dict[str, Any], start_response: Any) -> Iterable[bytes]:
        begun: list[Any] = []

        def note(status: str, headers: list[tuple[str, str]], *rest: Any) -> Any:
            begun[:] = [status, list(headers)]
            return start_response(status, headers, *rest)

        parts = self._application(environ, note)
        body = b"".join(parts)
        if hasattr(parts, "close"):
            parts.close()
        # what failed may be tried again for another end
        if begun and begun[0].startswith("2") and len(body) <= _LARGEST:
            with self._lock:
                self._answers[call] = (begun[0], begun[1], body)
                while len(self._answers) > _KEPT:
                    self._answers.popitem(last=False)
        return [body]


def _try_of(environ: dict[str, Any]) -> int:
    match = re.search(r"attempt=(\d+)", environ.get("HTTP_AMZ_SDK_REQUEST", ""))
    return int(match[1]) if match else 1
