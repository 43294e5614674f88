"""The WSGI application: `/_twin/` to our control, everything else through `authorize` to moto."""

from __future__ import annotations

import json
import logging
from collections.abc import Iterable
from typing import Any
from xml.sax.saxutils import escape

from moto.moto_server.werkzeug_app import DomainDispatcherApplication, create_backend_app

from emulator.access.call import caller_of
from emulator.access.gate import RefusedError
from emulator.access.refusal import refusal
from emulator.authorize import DeniedError, authorize
from emulator.control import PREFIX
from emulator.twin import Twin

_ENVELOPES = {"s3": (), "ec2": ("Errors", "Response")}
"""Elements around `<Error>`, inner first, of the services that answer in XML otherwise than most."""

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
            self._pass_faults(environ)
            answer = self._moto(environ, start_response)
            if self._twin.snapshots:
                self._twin.snapshots.served()
            return answer
        except DeniedError as denied:
            return _error(environ, start_response, "403 Forbidden", "AccessDeniedException", str(denied))
        except RefusedError as refused:
            caller = caller_of(environ)
            return _error(environ, start_response, *refusal(caller.service if caller else "", environ), str(refused))
        except NotImplementedError as missing:
            log.exception("%s is not implemented", _name(environ))
            sentence = f"{_name(environ)}: {missing}"
            return _error(environ, start_response, "501 Not Implemented", "NotImplemented", sentence)
        except Exception as error:
            log.exception("%s failed", _name(environ))
            sentence = f"{_name(environ)}: {type(error).__name__}: {error}"
            return _error(environ, start_response, "500 Internal Server Error", "InternalFailure", sentence)

    def _pass_faults(self, environ: dict[str, Any]) -> None:
        caller = caller_of(environ) if self._twin.faults.armed else None
        if caller:
            role = self._twin.gate.store.principal(caller.access_key_id).role_arn or ""
            self._twin.faults.passing(role, caller.service, environ["REQUEST_METHOD"])


def _name(environ: dict[str, Any]) -> str:
    caller = caller_of(environ)
    request = environ.get("HTTP_X_AMZ_TARGET") or f"{environ['REQUEST_METHOD']} {environ['PATH_INFO']}"
    return f"{caller.service} {request}" if caller else request


def _error(environ: dict[str, Any], start_response: Any, status: str, code: str, sentence: str) -> list[bytes]:
    caller = caller_of(environ)
    form = environ.get("CONTENT_TYPE", "").startswith("application/x-www-form-urlencoded")
    kind, body = "application/json", json.dumps({"__type": code, "message": sentence})
    if form or (caller and caller.service == "s3"):
        kind, body = "text/xml", f"<Code>{code}</Code><Message>{escape(sentence)}</Message>"
        outer = _ENVELOPES.get(caller.service if caller else "", ("ErrorResponse",))
        for wrapper in ("Error", *outer):
            body = f"<{wrapper}>{body}</{wrapper}>"
    content = b"" if environ["REQUEST_METHOD"] == "HEAD" else body.encode()
    headers = [("Content-Type", kind), ("Content-Length", str(len(content))), ("x-amzn-ErrorType", code)]
    start_response(status, headers)
    return [content]
