"""The requests under `/_twin/`: what AWS has no API for.

`GET /_twin/health`, `/_twin/status` and `/_twin/idle` are here; engines add parts and routes by `Twin.control`.
"""

from __future__ import annotations

import json
import logging
from collections.abc import Callable, Iterable
from typing import Any
from urllib.parse import parse_qsl

log = logging.getLogger("twin.control")

PREFIX = "/_twin/"
Handler = Callable[[dict[str, str]], Any]
"""Takes the parameters of the query and of a JSON body, answers what becomes JSON.

A `ControlError` becomes its status and sentence.
"""


class ControlError(Exception):
    """A request under `/_twin/` that cannot be done: an HTTP status and a sentence for the caller."""

    def __init__(self, status: int, sentence: str) -> None:
        super().__init__(sentence)
        self.status = status


class Control:
    """A registry of routes, parts of the status and counters of what is under way; and the WSGI answer to `/_twin/`."""

    def __init__(self) -> None:
        self._routes: dict[tuple[str, str], Handler] = {}
        self._status: dict[str, Callable[[], Any]] = {}
        self._busy: dict[str, Callable[[], int]] = {}
        self.route("GET", "health", lambda _query: {"healthy": True})
        self.route("GET", "status", lambda _query: {name: part() for name, part in self._status.items()})
        self.route("GET", "idle", lambda _query: self._idle())

    def route(self, method: str, path: str, handler: Handler) -> None:
        """Answer `METHOD /_twin/<path>` with what `handler` returns, as JSON."""
        _add(self._routes, (method, path), handler)

    def status(self, name: str, part: Callable[[], Any]) -> None:
        """Add the member `name` to the answer of `/_twin/status`; of an engine it is a list of flat rows."""
        _add(self._status, name, part)

    def busy(self, name: str, count: Callable[[], int]) -> None:
        """Have `/_twin/idle` ask `count` how many things of that kind are under way."""
        _add(self._busy, name, count)

    def answer(self, environ: dict[str, Any], start_response: Any) -> Iterable[bytes]:
        """The WSGI application of `/_twin/`."""
        status, document = self._dispatch(environ)
        body = json.dumps(document, default=str).encode()
        reason = {200: "OK", 404: "Not Found"}.get(status, "Error")
        start_response(f"{status} {reason}", [("Content-Type", "application/json"), ("Content-Length", str(len(body)))])
        return [body]

    def _dispatch(self, environ: dict[str, Any]) -> tuple[int, Any]:
        method, path = environ["REQUEST_METHOD"], environ["PATH_INFO"].removeprefix(PREFIX)
        handler = self._routes.get((method, path))
        if handler is None:
            known = ", ".join(f"{verb} {PREFIX}{name}" for verb, name in sorted(self._routes))
            return 404, {"error": f"{method} {PREFIX}{path} is unknown; known are {known}"}
        try:
            return 200, handler({**dict(parse_qsl(environ.get("QUERY_STRING", ""))), **_body(environ)})
        except ControlError as error:
            return error.status, {"error": str(error)}
        except Exception as error:
            log.exception("%s %s%s", method, PREFIX, path)
            return 500, {"error": f"{type(error).__name__}: {error}"}

    def _idle(self) -> dict[str, Any]:
        under_way = {name: number for name, count in self._busy.items() if (number := count())}
        return {"idle": not under_way, "under_way": under_way}


def _body(environ: dict[str, Any]) -> dict[str, str]:
    length = int(environ.get("CONTENT_LENGTH") or 0)
    if not length:
        return {}
    try:
        return {name: str(value) for name, value in json.loads(environ["wsgi.input"].read(length)).items()}
    except (ValueError, AttributeError):
        raise ControlError(400, "the body must be a JSON object of parameters") from None


def _add(registry: dict[Any, Any], key: Any, value: Any) -> None:
    if key in registry:
        raise ValueError(f"{key!r} is registered twice")
    registry[key] = value
