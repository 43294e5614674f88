"""What a stream's spool tells of buffers whose delivery was cut off."""

from __future__ import annotations

from collections import Counter
from datetime import UTC, datetime
from pathlib import Path

from emulator.engines.firehose.records import Record
from emulator.engines.firehose.spool import Spool

RECORDS = [(Record("1", b"one", datetime(2024, 4, 1, tzinfo=UTC)), None)]
DELIVERED = Counter(delivered=1, objects=1)


def test_a_buffer_whose_file_outlived_its_count_is_not_delivered_again(tmp_path: Path) -> None:
    spool = Spool(tmp_path)
    spool.append("a", RECORDS)
    spool.forget("a", DELIVERED)
    spool.append("a", RECORDS)  # as if the process had ended before the file went
    spool.append("b", RECORDS)
    assert spool.counted() == DELIVERED
    assert list(spool.kept()) == [("b", RECORDS)]


def test_a_count_that_was_cut_off_is_none_and_spoils_no_other(tmp_path: Path) -> None:
    spool = Spool(tmp_path)
    spool.append("a", RECORDS)
    with (tmp_path / "ledger").open("w") as ledger:
        ledger.write('\n["a", {"deliv')
    spool.forget("b", DELIVERED)
    assert spool.counted() == DELIVERED
    assert [name for name, _records in spool.kept()] == ["a"]
