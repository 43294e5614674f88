from pathlib import Path

import duckdb
import pyarrow.parquet as pq
import pytest

from common.frames import write_counted
from curate.transform import curated


@pytest.fixture
def purchases(spark):
    def make(*rows):
        """(purchase_id, category, purchased_at in UTC) of good rows."""
        return spark.createDataFrame(rows, "purchase_id string, category string, at string").selectExpr(
            "purchase_id",
            "'k' as customer_key",
            "category",
            "1 as quantity",
            "100 as unit_price_jpy",
            "cast(at as timestamp) as purchased_at",
            "'paid' as status",
        )

    return make


def write(frame, folder: Path):
    spark_conf = frame.sparkSession.conf
    spark_conf.set("spark.sql.parquet.outputTimestampType", "TIMESTAMP_MICROS")
    return write_counted(frame, "parquet", str(folder), partition_by=["year", "month"])


def test_has_the_columns_of_the_contract_in_its_types_and_then_the_partition_keys(purchases, dataset):
    contract = dataset("purchase")
    frame = curated(purchases(("1", "Dresses", "2024-06-01 10:00:00")), contract)
    assert frame.dtypes == [(column.name, column.type) for column in (*contract.columns, *contract.partition_keys)]


def test_calls_an_empty_category_unknown(purchases, dataset):
    rows = curated(
        purchases(("1", None, "2024-06-01 10:00:00"), ("2", "Knits", "2024-06-01 10:00:00")), dataset("purchase")
    )
    assert [row.category for row in rows.collect()] == ["unknown", "Knits"]


def test_leaves_the_category_of_a_review_empty(spark, dataset):
    rows = spark.createDataFrame(
        [("1", "1", None, 5)], "review_id string, purchase_id string, category string, rating int"
    )
    assert curated(rows, dataset("review")).collect()[0].category is None


@pytest.mark.zone
@pytest.mark.parametrize(
    ("at", "partition"),
    [
        ("2024-12-31 14:59:59", ("2024", "12")),
        ("2024-12-31 15:00:00", ("2025", "01")),
        ("2024-02-29 15:00:00", ("2024", "03")),
    ],
)
def test_partitions_by_the_month_of_tokyo(purchases, dataset, at, partition):
    row = curated(purchases(("1", "Knits", at)), dataset("purchase")).collect()[0]
    assert (row.year, row.month) == partition


@pytest.mark.zone
def test_writes_times_that_other_readers_take_for_utc(purchases, dataset, tmp_path: Path):
    write(curated(purchases(("1", "Knits", "2024-12-31 15:00:00")), dataset("purchase")), tmp_path)
    (file,) = tmp_path.glob("year=2025/month=01/*.parquet")
    with duckdb.connect() as connection:
        connection.execute("set TimeZone = 'UTC'")
        query = "select cast(purchased_at as varchar) from read_parquet(?)"
        assert connection.execute(query, [str(file)]).fetchall() == [("2024-12-31 15:00:00+00",)]
    assert str(pq.read_schema(file).field("purchased_at").type) == "timestamp[us, tz=UTC]"


def test_writes_one_file_a_partition_and_equal_files_from_equal_rows(purchases, dataset, tmp_path: Path):
    rows = [(str(number), "Knits", f"2024-0{1 + number % 3}-01 10:00:00") for number in range(30)]
    counts = [
        write(curated(purchases(*order), dataset("purchase")), tmp_path / name)
        for name, order in (("a", rows), ("b", rows[::-1]))
    ]
    contents = [
        {
            file.parent.relative_to(tmp_path / name): file.read_bytes()
            for file in (tmp_path / name).glob("*/*/*.parquet")
        }
        for name in ("a", "b")
    ]
    assert counts == [30, 30]
    assert contents[0] == contents[1]
    assert len(contents[0]) == len(list((tmp_path / "a").glob("*/*/*.parquet"))) == 3


def test_takes_a_survey_s_quarter_from_the_path(spark, dataset):
    rows = spark.createDataFrame(
        [("R1", "search", "2024Q1")], "response_id string, inflow_route string, quarter string"
    )
    assert curated(rows, dataset("survey_route")).columns == ["response_id", "inflow_route", "quarter"]
