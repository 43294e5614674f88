"""What a client gets that asks again."""

from __future__ import annotations

from typing import Any

import pytest

from emulator.replies import Replies


class Counter:
    """An application that numbers its answers."""

    def __init__(self, status: str = "200 OK") -> None:
        self.answered = 0
        self._status = status

    def __call__(self, _environ: dict[str, Any], start_response: Any) -> list[bytes]:
        self.answered += 1
        start_response(self._status, [("Content-Type", "text/plain")])
        return [str(self.answered).encode()]


def ask(application: Replies, call: str = "a", number: int = 1, method: str = "POST") -> tuple[str, bytes]:
    status: list[str] = []
    environ = {"REQUEST_METHOD": method, "PATH_INFO": "/", "HTTP_AMZ_SDK_REQUEST": f"attempt={number}; max=3"}
    if call:
        environ["HTTP_AMZ_SDK_INVOCATION_ID"] = call
    body = b"".join(application(environ, lambda text, _headers, *_: status.append(text)))
    return status[0], body


def test_a_second_try_gets_the_answer_of_the_first() -> None:
    counter = Counter()
    replies = Replies(counter)
    assert ask(replies) == ask(replies, number=2) == ("200 OK", b"1")
    assert counter.answered == 1


@pytest.mark.parametrize(
    ("status", "second"),
    [
        ("200 OK", {"call": "b", "number": 2}),
        ("200 OK", {"call": ""}),
        ("200 OK", {"number": 1}),
        ("503 Busy", {"number": 2}),
        ("200 OK", {"number": 2, "method": "GET"}),
    ],
    ids=["another call", "no call", "a first try", "after a failure", "a read"],
)
def test_everything_else_is_done_anew(status: str, second: dict[str, Any]) -> None:
    counter = Counter(status)
    replies = Replies(counter)
    ask(replies, method=second.get("method", "POST"))
    assert ask(replies, **second) == (status, b"2")
