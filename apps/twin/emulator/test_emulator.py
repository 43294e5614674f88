from __future__ import annotations

import contextlib
import os
import signal
from pathlib import Path

import boto3
import pytest

from emulator.conftest import ACCOUNT, ADMINISTRATOR, PATIENCE_SECONDS, REGION, Emulator, eventually, start
from emulator.engines.test_databases import available, create
from emulator.engines.test_functions import function, invoke


def descendants(process_id: int) -> set[int]:
    """Process ids of all that a process started, from /proc."""
    parents = {}
    for entry in Path("/proc").iterdir():
        if entry.name.isdigit():
            with contextlib.suppress(OSError):
                parents[int(entry.name)] = int((entry / "stat").read_text().rsplit(")", 1)[1].split()[1])
    found, fresh = set(), {process_id}
    while fresh:
        fresh = {child for child, parent in parents.items() if parent in fresh} - found
        found |= fresh
    return found


def alive(process_id: int) -> bool:
    try:
        return (Path("/proc") / str(process_id) / "stat").read_text().rsplit(")", 1)[1].split()[0] != "Z"
    except OSError:
        return False


class TestEmulator:
    def test_tells_what_it_is_and_refuses_what_it_does_not_know(self, emulator: Emulator) -> None:
        status = emulator.control("status")
        assert (status["account"], status["region"]) == (ACCOUNT, REGION)
        with pytest.raises(Exception, match="404"):
            emulator.control("unknown")
        assert emulator.client("sts").get_caller_identity()["Account"] == ACCOUNT

    def test_has_the_policies_that_aws_manages(self, emulator: Emulator) -> None:
        arn = "arn:aws:iam::aws:policy/service-role/AWSGlueServiceRole"
        assert emulator.client("iam").get_policy(PolicyArn=arn)["Policy"]["PolicyName"] == "AWSGlueServiceRole"

    def test_refuses_an_engine_in_a_region_where_none_runs(self, emulator: Emulator) -> None:
        elsewhere = boto3.client(
            "lambda",
            endpoint_url=emulator.endpoint,
            region_name="us-east-1",
            aws_access_key_id=ADMINISTRATOR["AccessKeyId"],
            aws_secret_access_key=ADMINISTRATOR["SecretAccessKey"],
        )
        with pytest.raises(Exception, match=f"runs lambda in {REGION} only"):
            elsewhere.list_functions()

    @pytest.mark.parametrize("way", [signal.SIGTERM, signal.SIGKILL], ids=["asked to end", "killed"])
    def test_leaves_no_child_behind(self, tmp_path: Path, way: signal.Signals) -> None:
        running = start(tmp_path)
        create(running, "kept")
        arn = function(running, {"main.py": "def handle(event, context):\n    return 1"})
        assert invoke(running, arn, {})[0] == 1
        available(running, "kept")
        # the database and the worker; a snapshot's fork ends by itself
        children = eventually(lambda: len(now := descendants(running.process.pid)) == 2 and now)
        os.kill(running.process.pid, way)
        running.process.wait(PATIENCE_SECONDS)
        eventually(lambda: not any(map(alive, children)))
