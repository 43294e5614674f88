from pathlib import Path
from types import SimpleNamespace

import pytest

from quality.inputs import parse_reports, read_snapshot

FILE = 'category,review_id,rating,purchase_id\n"a ""b"",\nc",1,5,7\n,2,,8\n'


@pytest.fixture
def read(spark, dataset, tmp_path: Path):
    def snapshot(**files):
        for name, text in files.items():
            (tmp_path / f"{name}.csv").write_text(text, encoding="utf-8")
        job = SimpleNamespace(spark=spark, raw=lambda _: str(tmp_path), of_run=lambda name: name)
        return read_snapshot(job, dataset("review"))

    return snapshot


def test_reads_columns_by_their_headings_as_text(read):
    rows = {row.review_id: row for row in read(one=FILE).collect()}
    assert (rows["1"].category, rows["1"].rating, rows["1"].purchase_id) == ('a "b",\nc', "5", "7")
    assert (rows["2"].category, rows["2"].rating) == (None, None)


def test_refuses_files_whose_headings_differ(read):
    other = "review_id,category,rating,purchase_id\n3,Knits,5,9\n"
    with pytest.raises(Exception, match="CSV header does not conform"):
        read(one=FILE, two=other).collect()


def test_takes_the_reports_of_quarters_that_could_be_read():
    reports = {"a.json": {"status": "parsed", "quarter": "2024Q1"}, "b.json": {"status": "refused", "reason": "…"}}
    storage = SimpleNamespace(
        keys=lambda _bucket, _prefix: iter(reports), read_json=lambda uri: reports[uri.rpartition("/")[2]]
    )
    job = SimpleNamespace(args={"raw_bucket": "raw"}, storage=storage)
    assert parse_reports(job) == [{"status": "parsed", "quarter": "2024Q1"}]
