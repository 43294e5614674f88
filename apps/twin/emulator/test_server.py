"""What clients of HTTP/1.1 may count on."""

from __future__ import annotations

import http.client
import json
import socket
import threading
from collections.abc import Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest

from emulator.conftest import PATIENCE_SECONDS, held_port
from emulator.server import Server

WAITING = 100
"""More requests that wait for another one than the server has threads when it starts."""


class Echo:
    """Answers what it was asked; `/nested/N` asks itself N times more before, `/unread` leaves the body alone."""

    port = 0

    def __call__(self, environ: dict[str, Any], start_response: Any) -> Iterable[bytes]:
        path = environ["PATH_INFO"]
        body = b"" if path == "/unread" else environ["wsgi.input"].read(int(environ.get("CONTENT_LENGTH") or 0))
        if path.startswith("/nested/") and (left := int(path.rpartition("/")[2])):
            ask(connected(self.port), "GET", f"/nested/{left - 1}")
        answer = {
            "path": path,
            "raw": environ["RAW_URI"],
            "host": environ.get("HTTP_HOST"),
            "names": environ["moto.preserved_header_names"],
            "body": body.decode(),
        }
        start_response("200 OK", [("Content-Type", "application/json")])
        return [json.dumps(answer).encode()]


def connected(port: int) -> http.client.HTTPConnection:
    return http.client.HTTPConnection("127.0.0.1", port, timeout=PATIENCE_SECONDS)


def ask(connection: http.client.HTTPConnection, method: str, target: str, **rest: Any) -> dict[str, Any]:
    connection.request(method, target, **rest)
    return json.loads(connection.getresponse().read())


@pytest.fixture(scope="module")
def port() -> Iterator[int]:
    number = held_port()
    echo = Echo()
    echo.port = number
    server = Server(number, echo)
    server.start()
    yield number
    server.stop()


@pytest.fixture
def connection(port: int) -> Iterator[http.client.HTTPConnection]:
    opened = connected(port)
    yield opened
    opened.close()


@pytest.mark.parametrize("path", ["/read", "/unread"])
@pytest.mark.parametrize("body", [b"x" * 300_000, iter([b"one", b"two"])], ids=["of known length", "in chunks"])
def test_a_connection_stays_open_whatever_became_of_a_body(
    connection: http.client.HTTPConnection, path: str, body: Any
) -> None:
    chunks = list(body) if not isinstance(body, bytes) else None
    answer = ask(connection, "PUT", path, body=iter(chunks) if chunks else body, encode_chunked=bool(chunks))
    assert answer["body"] == ("" if path == "/unread" else b"".join(chunks or [body]).decode())
    used = connection.sock
    assert ask(connection, "GET", "/next")["path"] == "/next"
    assert connection.sock is used


def test_a_client_that_asks_before_it_sends_is_told_to_go_on(port: int) -> None:
    with socket.create_connection(("127.0.0.1", port), timeout=PATIENCE_SECONDS) as client:
        client.sendall(b"PUT /a HTTP/1.1\r\nHost: h\r\nContent-Length: 3\r\nExpect: 100-continue\r\n\r\n")
        assert client.recv(1000).startswith(b"HTTP/1.1 100 ")
        client.sendall(b"abc")
        response = http.client.HTTPResponse(client)
        response.begin()
        assert json.loads(response.read())["body"] == "abc"


def test_a_target_may_name_its_host_as_for_a_proxy(connection: http.client.HTTPConnection) -> None:
    answer = ask(connection, "GET", "http://111122223333.example:80/v20180820/bucket?x=1")
    assert (answer["host"], answer["path"]) == ("111122223333.example:80", "/v20180820/bucket")


def test_a_path_comes_decoded_and_as_it_was(connection: http.client.HTTPConnection) -> None:
    answer = ask(connection, "GET", "//bucket/a%2Fb?c=%2F")
    assert (answer["path"], answer["raw"]) == ("//bucket/a/b", "//bucket/a%2Fb?c=%2F")


def test_metadata_keeps_its_underscores(connection: http.client.HTTPConnection) -> None:
    answer = ask(connection, "GET", "/", headers={"x-amz-meta-my_key": "1", "other_header": "2"})
    assert answer["names"] == {"HTTP_X_AMZ_META_MY_KEY": "x-amz-meta-my_key"}


def test_requests_may_wait_for_requests_however_many(connection: http.client.HTTPConnection) -> None:
    assert ask(connection, "GET", f"/nested/{WAITING}")["path"] == f"/nested/{WAITING}"


def test_a_request_without_end_does_not_keep_the_process(connection: http.client.HTTPConnection) -> None:
    ask(connection, "GET", "/")
    assert [each.name for each in threading.enumerate() if each.name.startswith("CP Server") and not each.daemon] == []
    assert any(each.name.startswith("CP Server") for each in threading.enumerate())


def test_a_stop_gives_up_a_request_without_end() -> None:
    asked, never = threading.Event(), threading.Event()

    def hang(_environ: dict[str, Any], _start_response: Any) -> Iterable[bytes]:
        asked.set()
        never.wait()
        return []

    number = held_port()
    server = Server(number, hang)
    server.start()
    client = connected(number)
    client.request("GET", "/")
    assert asked.wait(PATIENCE_SECONDS)
    stopping = threading.Thread(target=server.stop, daemon=True)
    stopping.start()
    stopping.join(PATIENCE_SECONDS)
    assert not stopping.is_alive()
    never.set()
    client.close()


def test_many_clients_at_once_get_every_answer(port: int) -> None:
    def client(number: int) -> int:
        own = connected(port)
        answers = [ask(own, "POST", f"/{number}", body=b"y" * (number * 1000))["path"] for _ in range(20)]
        own.close()
        return answers.count(f"/{number}")

    with ThreadPoolExecutor(64) as pool:
        assert list(pool.map(client, range(64))) == [20] * 64
