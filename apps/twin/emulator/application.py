"""The WSGI application: `/_twin/` to our control, everything else through `authorize` to moto."""

from __future__ import annotations

import json
import logging
from collections.abc import Iterable
from typing import Any

from moto.moto_server.werkzeug_app import DomainDispatcherApplication, create_backend_app

from emulator.authorize import DeniedError, authorize
from emulator.control import PREFIX
from emulator.twin import Twin

log = logging.getLogger("twin.requests")


class Application:
    """One callable for every request. What moto cannot do is a logged error with a sentence, not a web page."""

    def __init__(self, twin: Twin) -> None:
        self._twin = twin
        self._moto = DomainDispatcherApplication(create_backend_app)

    def __call__(self, environ: dict[str, Any], start_response: Any) -> Iterable[bytes]:
        """Answer one request."""
        if environ["PATH_INFO"].startswith(PREFIX):
            return self._twin.control.answer(environ, start_response)
        try:
            authorize(self._twin, environ)
            return self._moto(environ, start_response)
        except DeniedError as denied:
            return _error(start_response, "403 Forbidden", "AccessDeniedException", str(denied))
        except NotImplementedError as missing:
            log.exception("%s is not implemented", _name(environ))
            return _error(start_response, "501 Not Implemented", "NotImplemented", f"{_name(environ)}: {missing}")
        except Exception as error:
            log.exception("%s failed", _name(environ))
            return _error(start_response, "500 Internal Server Error", "InternalFailure", f"{_name(environ)}: {error}")


def _name(environ: dict[str, Any]) -> str:
    return environ.get("HTTP_X_AMZ_TARGET") or f"{environ['REQUEST_METHOD']} {environ['PATH_INFO']}"


def _error(start_response: Any, status: str, code: str, sentence: str) -> list[bytes]:
    body = json.dumps({"__type": code, "message": sentence}).encode()
    headers = [("Content-Type", "application/json"), ("Content-Length", str(len(body))), ("x-amzn-ErrorType", code)]
    start_response(status, headers)
    return [body]
