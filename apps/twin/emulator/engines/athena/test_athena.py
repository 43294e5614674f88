"""Athena through its API: what is visible, how results lie in S3, how queries fail."""

from __future__ import annotations

import io
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

import awswrangler
import boto3
import botocore.exceptions
import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from numpy import random

from emulator.conftest import ACCOUNT, ADMINISTRATOR, REGION, Emulator, eventually

PARQUET = "org.apache.hadoop.hive.ql.io.parquet.serde.ParquetHiveSerDe"


class Lake:
    """Tables over Parquet objects in the emulator, and queries on them."""

    def __init__(self, emulator: Emulator) -> None:
        self.s3, self.glue, self.athena = map(emulator.client, ("s3", "glue", "athena"))
        region = {"LocationConstraint": REGION}
        for bucket in ("curated", "results"):
            self.s3.create_bucket(Bucket=bucket, CreateBucketConfiguration=region)
        self.glue.create_database(DatabaseInput={"Name": "shop"})
        results = {"OutputLocation": "s3://results/athena/"}
        configuration = {"ResultConfiguration": results, "EnforceWorkGroupConfiguration": True}
        self.athena.create_work_group(Name="shop", Configuration=configuration)

    def table(self, name: str, columns: dict[str, str], keys: dict[str, str] | None = None) -> None:
        storage = _storage(f"s3://curated/{name}/", columns)
        table = {"Name": name, "TableType": "EXTERNAL_TABLE", "StorageDescriptor": storage}
        self.glue.create_table(DatabaseName="shop", TableInput={**table, "PartitionKeys": _columns(keys or {})})

    def put(self, key: str, **columns: Any) -> None:
        stream = io.BytesIO()
        pq.write_table(pa.table(columns), stream)
        self.s3.put_object(Bucket="curated", Key=key, Body=stream.getvalue())

    def register(self, table: str, values: list[str], folder: str, columns: dict[str, str]) -> None:
        partition = {"Values": values, "StorageDescriptor": _storage(f"s3://curated/{folder}/", columns)}
        self.glue.create_partition(DatabaseName="shop", TableName=table, PartitionInput=partition)

    def run(self, sql: str, **options: Any) -> dict[str, Any]:
        started = self.athena.start_query_execution(
            QueryString=sql, WorkGroup="shop", QueryExecutionContext={"Database": "shop"}, **options
        )
        return eventually(lambda: self.ended(started["QueryExecutionId"]))

    def ended(self, execution_id: str) -> dict[str, Any] | None:
        execution = self.athena.get_query_execution(QueryExecutionId=execution_id)["QueryExecution"]
        return execution if execution["Status"]["State"] in {"SUCCEEDED", "FAILED", "CANCELLED"} else None

    def rows(self, sql: str, **options: Any) -> list[list[str | None]]:
        execution = self.run(sql, **options)
        assert execution["Status"]["State"] == "SUCCEEDED", execution["Status"]
        results = self.athena.get_query_results(QueryExecutionId=execution["QueryExecutionId"])
        return [[cell.get("VarCharValue") for cell in row["Data"]] for row in results["ResultSet"]["Rows"]][1:]

    def reason(self, sql: str, **options: Any) -> str:
        status = self.run(sql, **options)["Status"]
        assert status["State"] == "FAILED"
        return status["StateChangeReason"]

    def object(self, location: str) -> bytes:
        bucket, _, key = location.removeprefix("s3://").partition("/")
        return self.s3.get_object(Bucket=bucket, Key=key)["Body"].read()


def _columns(columns: dict[str, str]) -> list[dict[str, str]]:
    return [{"Name": name, "Type": type_} for name, type_ in columns.items()]


def _storage(location: str, columns: dict[str, str]) -> dict[str, Any]:
    return {"Location": location, "Columns": _columns(columns), "SerdeInfo": {"SerializationLibrary": PARQUET}}


@pytest.fixture(scope="module")
def lake(emulator: Emulator) -> Lake:
    lake = Lake(emulator)
    columns = {"id": "string", "amount": "int"}
    lake.table("sale", columns, {"year": "string"})
    for year, amount in (("2023", 1), ("2024", 2), ("2025", 4)):
        lake.put(f"sale/year={year}/part-0.parquet", id=[f"s{year}"], amount=pa.array([amount], pa.int32()))
    lake.register("sale", ["2023"], "sale/year=2023", columns)
    lake.register("sale", ["2024"], "sale/year=2024", columns)
    lake.table(
        "person", {"name": "string", "born": "date", "seen": "timestamp", "score": "double", "missing": "bigint"}
    )
    lake.put(
        "person/a.parquet",
        Name=['say "hi"', None, "改行\nあり"],
        born=pa.array([0, None, 1], pa.date32()),
        seen=pa.array([datetime(2024, 1, 1, 20, tzinfo=UTC), None, None], pa.timestamp("us", "UTC")),
        score=[0.5, None, 1e-7],
        secret=["leaked"] * 3,
    )
    lake.table("empty", {"id": "string"})
    return lake


def test_only_registered_partitions_are_read(lake: Lake) -> None:
    assert lake.rows("select year, sum(amount) from sale group by year order by year") == [["2023", "1"], ["2024", "2"]]


def test_a_column_that_the_catalog_does_not_have_is_not_there(lake: Lake) -> None:
    assert lake.reason("select secret from person") == "COLUMN_NOT_FOUND: line 1:8: Column 'secret' cannot be resolved"
    assert len(lake.rows("select * from person")[0]) == 5


def test_a_column_that_the_files_do_not_have_is_null(lake: Lake) -> None:
    assert lake.rows("select count(*), count(missing) from person") == [["3", "0"]]


def test_a_table_without_objects_is_empty(lake: Lake) -> None:
    assert lake.rows("select count(*) from empty") == [["0"]]


def test_hidden_and_empty_objects_are_no_rows(lake: Lake) -> None:
    for key in ("_SUCCESS", ".part.crc"):
        lake.s3.put_object(Bucket="curated", Key=f"empty/{key}", Body=b"no parquet")
    lake.s3.put_object(Bucket="curated", Key="empty/folder/", Body=b"")
    assert lake.rows("select count(*) from empty") == [["0"]]


def test_a_null_partition_value_is_null(lake: Lake) -> None:
    lake.table("parted", {"id": "string"}, {"day": "int"})
    lake.put("parted/none/a.parquet", id=["x"])
    lake.register("parted", ["__HIVE_DEFAULT_PARTITION__"], "parted/none", {"id": "string"})
    assert lake.rows("select id, day from parted") == [["x", None]]


def test_a_file_of_another_type_is_bad_data(lake: Lake) -> None:
    lake.table("typed", {"n": "int"})
    lake.put("typed/a.parquet", n=["seven"])
    assert lake.reason("select n from typed").startswith("HIVE_BAD_DATA: Field n's type string in parquet file")


def test_a_file_that_is_no_parquet_cannot_be_opened(lake: Lake) -> None:
    lake.table("broken", {"n": "int"})
    lake.s3.put_object(Bucket="curated", Key="broken/a", Body=b"n\n1\n")
    assert lake.reason("select n from broken").startswith("HIVE_CANNOT_OPEN_SPLIT: Error opening Hive split s3://")


def test_values_have_the_texts_that_athena_gives_them(lake: Lake) -> None:
    assert lake.rows("select name, born, seen, score, seen is null from person order by born") == [
        ['say "hi"', "1970-01-01", "2024-01-01 20:00:00.000", "0.5", "false"],
        ["改行\nあり", "1970-01-02", None, "1.0E-7", "true"],
        [None, None, None, None, "true"],
    ]


def test_the_csv_quotes_every_value_and_leaves_null_empty(lake: Lake) -> None:
    execution = lake.run("select name, score from person order by born")
    location = execution["ResultConfiguration"]["OutputLocation"]
    assert location == f"s3://results/athena/{execution['QueryExecutionId']}.csv"
    expected = '"name","score"\n"say ""hi""","0.5"\n"改行\nあり","1.0E-7"\n,\n'
    assert lake.object(location).decode() == expected
    assert lake.object(f"{location}.metadata")


def test_results_come_in_pages_with_the_heading_first(lake: Lake) -> None:
    execution = lake.run("select id from sale order by id")
    pages = lake.athena.get_paginator("get_query_results").paginate(
        QueryExecutionId=execution["QueryExecutionId"], PaginationConfig={"PageSize": 2}
    )
    texts = [[row["Data"][0]["VarCharValue"] for row in page["ResultSet"]["Rows"]] for page in pages]
    assert texts == [["id", "s2023"], ["s2024"]]


def test_columns_are_described(lake: Lake) -> None:
    execution = lake.run("select 1, amount as Amount, cast(1.5 as decimal(9, 6)) as share from sale")
    results = lake.athena.get_query_results(QueryExecutionId=execution["QueryExecutionId"])
    columns = results["ResultSet"]["ResultSetMetadata"]["ColumnInfo"]
    described = [(each["Name"], each["Type"], each["Precision"], each["Scale"]) for each in columns]
    assert described == [("_col0", "integer", 10, 0), ("amount", "integer", 10, 0), ("share", "decimal", 9, 6)]


@pytest.mark.parametrize(
    ("sql", "reason"),
    [
        ("select 1 from nowhere", "TABLE_NOT_FOUND: line 1:15: Table 'awsdatacatalog.shop.nowhere' does not exist"),
        ("select 1 frm sale x y", "SYNTAX_ERROR: line 1:"),
        ("select amount / 0 from sale", "DIVISION_BY_ZERO: Division by zero"),
        ("select id = 1 from sale", "TYPE_MISMATCH: "),
        ("select approx_distinct(id) from sale", "NOT_SUPPORTED: line 1:8: the function 'approx_distinct'"),
        ("select id, count(*) from sale", "SYNTAX_ERROR: "),
        ("insert into sale select 1 as one", "NOT_SUPPORTED: the statement 'INSERT'"),
    ],
)
def test_a_failing_query_says_why(lake: Lake, sql: str, reason: str) -> None:
    assert lake.reason(sql).startswith(reason)


def test_the_workgroup_decides_where_results_lie(lake: Lake) -> None:
    execution = lake.run("select 1", ResultConfiguration={"OutputLocation": "s3://curated/elsewhere/"})
    assert execution["ResultConfiguration"]["OutputLocation"].startswith("s3://results/athena/")


def test_a_query_without_a_place_for_results_is_refused(lake: Lake) -> None:
    with pytest.raises(botocore.exceptions.ClientError, match="No output location provided"):
        lake.athena.start_query_execution(QueryString="select 1")


def test_more_bytes_than_the_workgroup_allows_end_the_query(lake: Lake) -> None:
    ten_megabytes = 10_000_000  # the least that AWS takes
    results = {"OutputLocation": "s3://results/small/"}
    configuration = {"ResultConfiguration": results, "BytesScannedCutoffPerQuery": ten_megabytes}
    lake.athena.create_work_group(Name="small", Configuration=configuration)
    lake.table("large", {"n": "bigint"})
    lake.put("large/a.parquet", n=random.default_rng(0).integers(0, 2**62, ten_megabytes // 8 + 1))
    started = lake.athena.start_query_execution(QueryString="select max(n) from shop.large", WorkGroup="small")
    status = eventually(lambda: lake.ended(started["QueryExecutionId"]))["Status"]
    assert "Bytes scanned limit was exceeded" in status["StateChangeReason"]


def test_only_the_columns_of_the_query_are_counted_as_scanned(lake: Lake) -> None:
    one, two = (
        lake.run(f"select {what} from sale")["Statistics"]["DataScannedInBytes"] for what in ("id", "id, amount")
    )
    assert 0 < one < two
    assert lake.run("select year from sale")["Statistics"]["DataScannedInBytes"] == 0


def test_parameters_fill_the_question_marks(lake: Lake) -> None:
    assert lake.rows("select id from sale where year = ?", ExecutionParameters=["'2024'"]) == [["s2024"]]
    assert lake.reason("select id from sale where year = ?").startswith("INVALID_PARAMETER_USAGE: ")


def test_a_stopped_query_stays_cancelled(lake: Lake) -> None:
    started = lake.athena.start_query_execution(
        QueryString="select count(*) from sale a, sale b, sale c",
        WorkGroup="shop",
        QueryExecutionContext={"Database": "shop"},
    )["QueryExecutionId"]
    lake.athena.stop_query_execution(QueryExecutionId=started)
    final = eventually(lambda: lake.ended(started))["Status"]["State"]
    assert final in {"CANCELLED", "SUCCEEDED"}
    lake.athena.stop_query_execution(QueryExecutionId=started)
    assert lake.ended(started)["Status"]["State"] == final


def test_executions_are_listed_newest_first(lake: Lake) -> None:
    first, second = (lake.run("select 1")["QueryExecutionId"] for _ in range(2))
    assert lake.athena.list_query_executions(WorkGroup="shop")["QueryExecutionIds"][:2] == [second, first]
    answer = lake.athena.batch_get_query_execution(QueryExecutionIds=[first, "unknown"])
    assert [each["QueryExecutionId"] for each in answer["QueryExecutions"]] == [first]
    assert [each["QueryExecutionId"] for each in answer["UnprocessedQueryExecutionIds"]] == ["unknown"]


def test_the_catalog_can_be_asked(lake: Lake) -> None:
    execution = lake.run("show partitions sale")
    assert lake.object(execution["ResultConfiguration"]["OutputLocation"]) == b"year=2023\nyear=2024\n"
    assert "sale" in lake.object(lake.run("SHOW TABLES")["ResultConfiguration"]["OutputLocation"]).decode().split()


def test_awswrangler_reads_a_query_unchanged(lake: Lake, emulator: Emulator, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("AWS_ENDPOINT_URL", emulator.endpoint)
    session = boto3.Session(*ADMINISTRATOR.values(), region_name=REGION)
    frame = awswrangler.athena.read_sql_query(
        "select id, amount, cast(amount as decimal(9, 6)) as exact, date '2024-02-29' as day from sale order by id",
        database="shop",
        workgroup="shop",
        ctas_approach=False,
        boto3_session=session,
    )
    assert frame.to_dict("list") == {
        "id": ["s2023", "s2024"],
        "amount": [1, 2],
        "exact": [Decimal("1.000000"), Decimal("2.000000")],
        "day": [date(2024, 2, 29)] * 2,
    }


def test_a_role_reads_with_its_own_credentials(lake: Lake, emulator: Emulator) -> None:
    role = emulator.role("reader", ACCOUNT, kind="AWS")
    assert role == f"arn:aws:iam::{ACCOUNT}:role/reader"
    session = emulator.client("sts").assume_role(RoleArn=role, RoleSessionName="query")["Credentials"]
    athena = boto3.client(
        "athena",
        endpoint_url=emulator.endpoint,
        region_name=REGION,
        aws_access_key_id=session["AccessKeyId"],
        aws_secret_access_key=session["SecretAccessKey"],
        aws_session_token=session["SessionToken"],
    )
    started = athena.start_query_execution(QueryString="select count(*) from shop.sale", WorkGroup="shop")
    assert eventually(lambda: lake.ended(started["QueryExecutionId"]))["Status"]["State"] == "SUCCEEDED"
