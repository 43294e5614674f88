import json
import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from apart import LIMITS, PATIENCE_SECONDS, Limits, ReaderError, read_apart
from reader import read
from refusal import RefusedError

SETTINGS = Path(__file__).parents[3] / "libs/ingestion/src/survey-parser-settings.json"
"""What the function is given."""

CSV = "回答ID,回答日時,年齢,きっかけ,満足度\nR1,2024/04/01 10:00,35,TikTok,5\n,昨日,30代,,満足\n".encode()


@pytest.fixture
def program(monkeypatch):
    """Let another program be the reader: what it is given, and what it does."""

    def replace(code):
        run = subprocess.run
        monkeypatch.setattr("subprocess.run", lambda _, **options: run([sys.executable, "-c", code], **options))

    return replace


def test_reads_what_reading_at_home_reads():
    assert read_apart(CSV, "csv") == read(CSV, "csv")


def test_refuses_by_the_readers_sentence():
    with pytest.raises(RefusedError, match=r"the file is no Excel workbook; export the survey as \.xlsx"):
        read_apart(CSV, "xlsx")


@pytest.mark.parametrize(
    ("limits", "more"),
    [
        (Limits(memory_mib=256), b'"' + b"\n" * 60_000_000),
        (Limits(seconds=1), b"R1,2024/04/01,35,TikTok,5\n" * 900_000),
    ],
    ids=["memory", "seconds"],
)
def test_refuses_what_takes_more_than_the_reader_may_use_and_says_how_much_that_is(limits, more):
    with pytest.raises(RefusedError) as refused:
        read_apart(CSV + more, "csv", limits)
    assert f"more than {limits.memory_mib:,} MiB of memory or {limits.seconds} seconds" in str(refused.value)


@pytest.mark.parametrize("code", ["raise SystemExit(1)", f"import os; os.kill(os.getpid(), {signal.SIGKILL:d})"])
def test_blames_nothing_on_an_upload_whose_reader_was_ended_by_something_else(program, code):
    program(code)
    with pytest.raises(ReaderError):
        read_apart(CSV, "csv")


def test_gives_up_waiting_for_a_reader_that_does_not_come_back(program, monkeypatch):
    monkeypatch.setattr("apart.PATIENCE_SECONDS", 0.2)
    program("import time; time.sleep(60)")
    with pytest.raises(ReaderError, match=r"took more than 0\.2 seconds"):
        read_apart(CSV, "csv")


def test_lends_the_reader_no_credentials_of_the_role(program):
    program("import json, os, sys; json.dump({'refused': ' '.join(sorted(os.environ))}, sys.stdout)")
    with pytest.raises(RefusedError) as refused:
        read_apart(CSV, "csv")
    assert any(name.startswith("AWS_") for name in os.environ)
    assert not [name for name in str(refused.value).split() if name.startswith("AWS_")]


def test_lets_the_reader_write_no_file(tmp_path):
    reader = [
        sys.executable,
        str(Path(__file__).with_name("reader.py")),
        "csv",
        "--memory-mib",
        "512",
        "--seconds",
        "9",
    ]
    with (tmp_path / "written").open("wb") as file:
        ended = subprocess.run(reader, input=CSV, stdout=file, stderr=subprocess.DEVNULL, check=False)
    assert ended.returncode != 0
    assert (tmp_path / "written").stat().st_size == 0


def test_leaves_room_for_the_rest_of_the_function():
    settings = json.loads(SETTINGS.read_text())
    assert LIMITS.memory_mib <= settings["memoryMib"] / 2
    assert LIMITS.seconds < PATIENCE_SECONDS < settings["timeoutSeconds"]
