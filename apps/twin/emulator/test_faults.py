"""Orders of faults that make no sense are answered with what is allowed."""

from __future__ import annotations

import json
import urllib.error

import pytest

from emulator.conftest import Emulator


@pytest.mark.parametrize(
    ("order", "status", "sentence"),
    [
        ("kind=fire", 400, "kind must be one of database, firehose, lambda, redelivery, spark, twin, got 'fire'"),
        ("kind=spark&step=curate&write=0", 400, "write must be a whole number from 1, got '0'"),
        ("kind=spark", 409, "no job runs now: start one, or name the step to wait for"),
        ("kind=lambda", 409, "no function is invoked now: invoke one, or name the step to wait for"),
        ("kind=database", 409, "no database runs: apply the stack database first"),
        ("kind=redelivery", 409, "S3 has told nobody of anything yet: put an object first"),
    ],
)
def test_an_order_that_cannot_be_done_says_why(emulator: Emulator, order: str, status: int, sentence: str) -> None:
    with pytest.raises(urllib.error.HTTPError) as refused:
        emulator.control(f"fault?{order}", "POST")
    assert (refused.value.code, json.load(refused.value)["error"]) == (status, sentence)


def test_an_order_for_later_waits_for_its_step(emulator: Emulator) -> None:
    ordered = emulator.control("fault?kind=spark&step=curate&write=3", "POST")
    assert ordered == {"fault": "spark", "state": "waits", "what": "before write 3 from now of curate"}
    assert ordered in emulator.control("status")["faults"]
