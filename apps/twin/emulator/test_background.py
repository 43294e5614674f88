from __future__ import annotations

from emulator.background import Background
from emulator.conftest import eventually


def fails(reason: str) -> None:
    raise RuntimeError(reason)


def test_work_that_fails_is_remembered_with_its_reason_in_the_order_of_failing() -> None:
    background = Background(threads=1)
    background.submit(fails, "no space left")
    background.submit(len, "")
    background.submit(fails, "")
    eventually(lambda: background.under_way == 0)
    assert background.failures == [
        {"number": 1, "work": "fails", "error": "no space left"},
        {"number": 2, "work": "fails", "error": "RuntimeError"},
    ]
    background.stop()
