"""The WSGI application: `/_twin/` to our control, everything else through `authorize` to moto."""

from __future__ import annotations

import logging
from collections.abc import Iterable
from typing import Any

from moto.moto_server.werkzeug_app import DomainDispatcherApplication, create_backend_app

from emulator.access.call import Caller, caller_of
from emulator.access.gate import RefusedError
from emulator.access.refusal import answer_error, missing_token, refusal, unknown_key
from emulator.access.store import UnknownKeyError
from emulator.authorize import DeniedError, UnsignedError, authorize
from emulator.control import PREFIX
from emulator.twin import Twin

log = logging.getLogger("twin.requests")


class _Services(DomainDispatcherApplication):
    """Moto's services, and nothing else of it: neither its pages nor the metadata of an instance.

    A request that nobody signed goes to the service that it was decided on for, whatever its path says.
    """

    def get_backend_for_host(self, host: str | None) -> Any:
        return None if host in ("moto_api", "instance_metadata") else super().get_backend_for_host(host)

    def infer_service_region_host(self, environ: dict[str, Any], path: str) -> str | None:
        caller = caller_of(environ)
        if caller.has_signed and "HTTP_AUTHORIZATION" in environ:
            return super().infer_service_region_host(environ, path)
        if caller.has_signed and caller.service not in ("s3", "sts"):
            # by its path it would be S3's, and it was decided on as another's
            raise NotImplementedError("a presigned request is of S3 or STS here")
        return "sts.us-east-1.amazonaws.com" if caller.service == "sts" else None


class Application:
    """One callable for every request. What moto cannot do is a logged error with a sentence, not a web page."""

    def __init__(self, twin: Twin) -> None:
        self._twin = twin
        self._moto = _Services(create_backend_app)

    def __call__(self, environ: dict[str, Any], start_response: Any) -> Iterable[bytes]:
        """Answer one request."""
        if environ["PATH_INFO"].startswith(PREFIX):
            return self._twin.control.answer(environ, start_response)
        caller = caller_of(environ)

        def error(status: str, code: str, sentence: object) -> list[bytes]:
            return answer_error(environ, caller.service, start_response, status, code, str(sentence))

        try:
            authorize(self._twin, caller, environ)
            self._pass_faults(caller, environ)
            answer = self._moto(environ, start_response)
            if self._twin.snapshots:
                self._twin.snapshots.served()
            return answer
        except UnsignedError as unsigned:
            return error("403 Forbidden", missing_token(environ), unsigned)
        except UnknownKeyError:
            return error(*unknown_key(caller.service, environ))
        except DeniedError as denied:
            return error("403 Forbidden", "AccessDeniedException", denied)
        except RefusedError as refused:
            return error(*refusal(caller.service, environ), refused)
        except NotImplementedError as missing:
            log.exception("%s is not implemented", _name(caller, environ))
            return error("501 Not Implemented", "NotImplemented", f"{_name(caller, environ)}: {missing}")
        except Exception as failure:
            log.exception("%s failed", _name(caller, environ))
            sentence = f"{_name(caller, environ)}: {type(failure).__name__}: {failure}"
            return error("500 Internal Server Error", "InternalFailure", sentence)

    def _pass_faults(self, caller: Caller, environ: dict[str, Any]) -> None:
        if self._twin.faults.armed and caller.has_signed:
            role = self._twin.gate.store.principal(caller.access_key_id).role_arn or ""
            self._twin.faults.passing(role, caller.service, environ["REQUEST_METHOD"])


def _name(caller: Caller, environ: dict[str, Any]) -> str:
    request = environ.get("HTTP_X_AMZ_TARGET") or f"{environ['REQUEST_METHOD']} {environ['PATH_INFO']}"
    return f"{caller.service} {request}".lstrip()
