import csv
import hashlib
import hmac
from pathlib import Path

import pytest
from pyspark.sql import functions as F

from common.frames import CSV_FORMAT, write_counted
from extract.transform import counted_query, keyed_hash, snapshot

KEY = "鍵 of the customers"


@pytest.fixture(scope="module")
def hashes():
    return {"customer": keyed_hash(KEY)}


def purchases(spark, *rows):
    """The view's rows: (purchase_id, customer_id, category) of paid purchases of 1 June 2024, 10 o'clock UTC."""
    frame = spark.createDataFrame(rows, "purchase_id string, customer_id string, category string")
    at = "timestamp '2024-06-01T10:00:00Z' as purchased_at"
    return frame.selectExpr("*", "1 as quantity", "100 as unit_price_jpy", at, "'paid' as status")


def test_has_exactly_the_columns_of_the_contract_in_its_order(spark, dataset, hashes):
    rows = snapshot(purchases(spark, ("1", "7", "Dresses")), dataset("purchase"), hashes)
    assert rows.columns == [column.name for column in dataset("purchase").columns]


def test_has_the_database_count_the_rows_in_the_statement_that_reads_them(dataset):
    assert counted_query(dataset("customer")) == (
        "SELECT customer_id, birth_year, (SELECT COUNT(*) FROM analytics_customer) AS rows_in_view"
        " FROM analytics_customer"
    )


def test_replaces_the_customer_by_the_keyed_hash_of_its_number(spark, dataset, hashes):
    row = snapshot(purchases(spark, ("1", "7", "Dresses")), dataset("purchase"), hashes).collect()[0]
    assert row.customer_key == hmac.new(KEY.encode(), b"7", hashlib.sha256).hexdigest()


@pytest.mark.parametrize("blank", [None, "", " ", "\t\n", "\u3000\u00a0"])
def test_takes_empty_and_white_space_for_null(spark, dataset, hashes, blank):
    row = snapshot(purchases(spark, ("1", blank, blank)), dataset("purchase"), hashes).collect()[0]
    assert (row.customer_key, row.category) == (None, None)


def test_shows_the_key_in_no_plan(spark, dataset, hashes, capsys):
    snapshot(purchases(spark, ("1", "7", "Dresses")), dataset("purchase"), hashes).explain(extended=True)
    plan = capsys.readouterr().out
    assert "pseudonym" in plan
    assert KEY not in plan
    assert KEY.encode().hex() not in plan.lower()


@pytest.mark.zone
def test_writes_times_in_utc_whatever_the_zone_of_the_machine(spark, dataset, hashes):
    row = snapshot(purchases(spark, ("1", "7", "Dresses")), dataset("purchase"), hashes).collect()[0]
    assert row.purchased_at == "2024-06-01 10:00:00"


def test_writes_csv_that_any_reader_of_rfc_4180_understands(spark, dataset, hashes, tmp_path: Path):
    texts = ['say "hi"', "a,b", "one\ntwo", "  both ends  ", "吉野家 𠮷", "back\\slash", "#hash", '"', None]
    rows = purchases(spark, *((str(number), None, text) for number, text in enumerate(texts)))
    count = write_counted(snapshot(rows, dataset("purchase"), hashes).coalesce(1), "csv", str(tmp_path), **CSV_FORMAT)
    (file,) = tmp_path.glob("*.csv")
    with file.open(encoding="utf-8", newline="") as stream:
        read = list(csv.DictReader(stream))
    assert count == len(texts)
    assert [row["category"] for row in read] == [text or "" for text in texts]
    assert list(read[0]) == [column.name for column in dataset("purchase").columns]
    assert not file.read_bytes().startswith(b"\xef\xbb\xbf")
    assert b"\r" not in file.read_bytes()
    assert read[0]["customer_key"] == ""


def test_writes_a_header_also_when_there_is_no_row(spark, dataset, hashes, tmp_path: Path):
    empty = snapshot(purchases(spark, ("1", "7", "x")).limit(0), dataset("purchase"), hashes)
    assert write_counted(empty, "csv", str(tmp_path), **CSV_FORMAT) == 0
    assert [file.read_text() for file in tmp_path.glob("*.csv")] == [
        ",".join(column.name for column in dataset("purchase").columns) + "\n"
    ]


def test_lets_no_value_pass_that_belongs_to_another_column(spark, dataset, hashes):
    shifted = purchases(spark, ("taro@example.jp", "090-1234-5678", "東京都千代田区1-1-1"))
    row = snapshot(shifted.withColumn("status", F.lit("山田太郎")), dataset("purchase"), hashes).collect()[0]
    assert (row.category, row.status) == ("<withheld>", "<withheld>")
    assert not any(part in text for text in row for part in ("taro", "090-", "東京", "山田"))
