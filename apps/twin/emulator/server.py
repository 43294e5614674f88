"""The HTTP server: HTTP/1.1 on 127.0.0.1, connections kept open, one thread for each request under way."""

from __future__ import annotations

import io
import logging
import threading
from collections.abc import Callable, Iterable
from typing import Any
from urllib.parse import unquote, urlsplit

from cheroot.server import HTTPConnection, HTTPRequest
from cheroot.workers.threadpool import ThreadPool
from cheroot.wsgi import Gateway_10
from cheroot.wsgi import Server as WsgiServer
from moto.core.request import (
    PRESERVED_HEADER_NAMES_ENVIRON_KEY,
    environ_key_for_header,
    should_preserve_original_header_name,
)

Application = Callable[[dict[str, Any], Any], Iterable[bytes]]

log = logging.getLogger("twin.server")

_THREADS = 48
"""Threads to begin with; a request may wait for others that it makes itself, so there are always `_SPARE` more."""
_SPARE = 8
_IDLE_SECONDS = 3600
"""A connection is closed by its client: a server that closes an idle one crosses the client's next request."""
_BACKLOG = 1024
STOP_SECONDS = 5.0
"""For requests that are under way when the server stops."""


class Server:
    """A WSGI application that is served until `stop`."""

    def __init__(self, port: int, application: Application) -> None:
        """Bind; whoever connects waits until `start`. Throws `OSError` when the port is taken."""
        self._server = _Server(("127.0.0.1", port), application, server_name="127.0.0.1")
        self._server.prepare()

    def start(self) -> None:
        """Serve on threads of its own."""
        threading.Thread(target=self._server.serve, name="server", daemon=True).start()

    def stop(self) -> None:
        """Take no more requests, and let those under way end within `STOP_SECONDS`; the others are given up."""
        # cheroot waits for its threads for ever, and now and then one of them never hears that it is over
        stopping = threading.Thread(target=self._server.stop, daemon=True)
        stopping.start()
        stopping.join(STOP_SECONDS)


class _Threads(ThreadPool):
    """A pool that grows, where cheroot's own keeps its size, of threads that no process waits for at its end."""

    def start(self) -> None:
        # a thread is a daemon when the one that makes it is
        starter = threading.Thread(target=super().start, daemon=True)
        starter.start()
        starter.join()

    def put(self, obj: Any) -> None:
        super().put(obj)
        if self.qsize + _SPARE > self.idle:
            self.grow(_SPARE)


class _Request(HTTPRequest):
    """A request whose target may name its host, as a client of a proxy writes it."""

    def __init__(self, server: Any, conn: Any) -> None:
        super().__init__(server, conn, proxy_mode=True)


class _Connection(HTTPConnection):
    RequestHandlerClass = _Request


class _Gateway(Gateway_10):
    """The environment as moto wants it: what werkzeug's server gives beyond the standard."""

    def get_environ(self) -> dict[str, Any]:
        environ = super().get_environ()
        target = environ["RAW_URI"] = environ["REQUEST_URI"]
        path = target.partition("?")[0]
        if not target.startswith("/"):
            whole = urlsplit(target)
            path, environ["HTTP_HOST"] = whole.path, whole.netloc
        environ["PATH_INFO"] = unquote(path, "latin-1")
        names = [name.decode("latin-1").lower() for name in self.req.inheaders if b"_" in name]
        environ[PRESERVED_HEADER_NAMES_ENVIRON_KEY] = {
            environ_key_for_header(name): name for name in names if should_preserve_original_header_name(name)
        }
        if self.req.chunked_read:
            self._read_chunks(environ)
        return environ

    def _read_chunks(self, environ: dict[str, Any]) -> None:
        """Read to the end whatever the application will do: what is left would be taken for the next request."""
        body = self.req.rfile.read()
        for _line in self.req.rfile.read_trailer_lines():
            pass
        environ.pop("HTTP_TRANSFER_ENCODING")
        environ.update({"wsgi.input": io.BytesIO(body), "CONTENT_LENGTH": str(len(body))})


class _Server(WsgiServer):
    ConnectionClass = _Connection
    keep_alive_conn_limit = None

    def __init__(self, bind_addr: tuple[str, int], application: Application, server_name: str) -> None:
        super().__init__(
            bind_addr, application, server_name=server_name, request_queue_size=_BACKLOG, timeout=_IDLE_SECONDS
        )
        self.gateway = _Gateway
        self.requests = _Threads(self, min=_THREADS)

    def error_log(self, msg: str = "", level: int = logging.INFO, traceback: bool = False) -> None:
        log.log(level, "%s", msg, exc_info=traceback)
