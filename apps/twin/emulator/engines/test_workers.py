"""Which of a function's workers takes the next invocation."""

from __future__ import annotations

from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from emulator.engines.lambda_runtime import functions
from emulator.engines.lambda_runtime.api import Answer
from emulator.engines.lambda_runtime.functions import Functions

TIMEOUT_SECONDS = 60


class Session:
    """A worker that says for how long it can serve, and notes what became of it."""

    made: list[Session]

    def __init__(self, *_args: Any) -> None:
        self.stream, self.broken, self.stopped = "stream", False, False
        self.holds_seconds, self.invocations = 3600.0, 0
        self.made.append(self)

    def can_serve(self, seconds: float) -> bool:
        return seconds < self.holds_seconds

    def invoke(self, *_args: Any) -> Answer:
        self.invocations += 1
        return Answer(b"1", failed=False)

    def new_output(self) -> str:
        return ""

    def stop(self) -> None:
        self.stopped = True


@pytest.fixture
def made(monkeypatch: pytest.MonkeyPatch) -> list[Session]:
    Session.made = []
    monkeypatch.setattr(functions, "Worker", Session)
    return Session.made


def test_a_worker_ends_before_what_it_signs_with(made: list[Session], tmp_path: Path) -> None:
    twin = SimpleNamespace(logs=tmp_path, account="", region="")
    (tmp_path / "functions").mkdir()
    pool = Functions(twin)  # type: ignore[arg-type]
    pool._write_to_cloudwatch = lambda *_args: None  # type: ignore[method-assign]
    function: Any = SimpleNamespace(
        function_name="parser",
        function_arn="arn",
        reserved_concurrency=None,
        timeout=TIMEOUT_SECONDS,
        memory_size=128,
        version="1",
        get_configuration=dict,
    )
    pool.run(function, b"{}")
    pool.run(function, b"{}")
    assert [worker.invocations for worker in made] == [2]
    made[0].holds_seconds = TIMEOUT_SECONDS - 1
    pool.run(function, b"{}")
    assert [(worker.invocations, worker.stopped) for worker in made] == [(2, True), (1, False)]
