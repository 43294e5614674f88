"""What queries write, what is prepared and what is answered again, as clients of others see it."""

from __future__ import annotations

import io
from datetime import date
from decimal import Decimal
from typing import Any

import awswrangler
import boto3
import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from emulator.conftest import ADMINISTRATOR, REGION, Emulator, eventually
from emulator.engines.athena.test_athena import Lake

TYPES = {"id": "int", "name": "string", "price": "decimal(9,2)", "day": "date", "tags": "array<string>"}
ROWS = [
    {"id": 1, "name": "山田 花子", "price": Decimal("1280.50"), "day": date(2024, 2, 29), "tags": ["綿", "白"]},
    {"id": 2, "name": None, "price": None, "day": None, "tags": None},
]


@pytest.fixture(scope="module")
def lake(emulator: Emulator) -> Lake:
    lake = Lake(emulator)
    lake.table("item", TYPES)
    schema = pa.schema(
        {
            "id": pa.int32(),
            "name": pa.string(),
            "price": pa.decimal128(9, 2),
            "day": pa.date32(),
            "tags": pa.list_(pa.string()),
        }
    )
    columns = pa.Table.from_pylist(ROWS, schema=schema)
    lake.put("item/part-0.parquet", **{name: columns.column(name) for name in columns.column_names})
    results = {"OutputLocation": "s3://results/free/"}
    configuration = {"ResultConfiguration": results, "EnforceWorkGroupConfiguration": False}
    lake.athena.create_work_group(Name="free", Configuration=configuration)
    return lake


def lines(lake: Lake, location: str) -> list[str]:
    return lake.object(location).decode().splitlines()


def parquet(lake: Lake, location: str) -> list[dict[str, Any]]:
    return pq.read_table(io.BytesIO(lake.object(location))).to_pylist()


class TestArrays:
    def test_are_answered_as_athena_prints_them(self, lake: Lake) -> None:
        assert lake.rows("select tags from item order by id") == [["[綿, 白]"], [None]]


class TestCreateTableAsSelect:
    def test_makes_a_table_of_parquet_that_can_be_queried_and_a_manifest(self, lake: Lake) -> None:
        execution = lake.run("create table shop.copied with (format = 'PARQUET') as select * from item")
        assert execution["Status"]["State"] == "SUCCEEDED", execution["Status"]
        assert (execution["StatementType"], execution["SubstatementType"]) == ("DDL", "CREATE_TABLE_AS_SELECT")
        table = lake.glue.get_table(DatabaseName="shop", Name="copied")["Table"]
        assert {each["Name"]: each["Type"] for each in table["StorageDescriptor"]["Columns"]} == TYPES
        assert table["StorageDescriptor"]["Location"] == f"s3://results/athena/tables/{execution['QueryExecutionId']}/"
        (path,) = lines(lake, execution["Statistics"]["DataManifestLocation"])
        assert path.startswith(table["StorageDescriptor"]["Location"])
        assert parquet(lake, path) == ROWS
        assert lake.rows("select name, price from copied order by id")[0] == ["山田 花子", "1280.50"]

    def test_answers_how_many_rows_it_wrote(self, lake: Lake) -> None:
        execution = lake.run("create table counted as select id from item")
        answer = lake.athena.get_query_results(QueryExecutionId=execution["QueryExecutionId"])
        assert (answer["UpdateCount"], answer["ResultSet"]["Rows"]) == (2, [])

    @pytest.mark.parametrize(
        ("sql", "reason"),
        [
            ("create table item as select 1 as a", "TABLE_ALREADY_EXISTS: "),
            ("create table nameless as select count(*) from item", "Column name not specified at position 1"),
            ("create table twice as select id, id from item", "Column name 'id' specified more than once"),
            ("create table untyped as select null as a", "Column type is unknown: a"),
            ("create table nowhere.a as select 1 as a", "Schema 'nowhere' does not exist"),
            (
                "create table elsewhere with (external_location = 's3://results/x/') as select 1 as a",
                "to an Athena Workgroup that enforces a centralized output location",
            ),
            ("create table odd with (partitioned_by = array['a']) as select 1 as a", "partitioned_by"),
            ("create table csv with (format = 'TEXTFILE') as select 1 as a", "the format 'TEXTFILE'"),
        ],
    )
    def test_fails_with_athenas_reason(self, lake: Lake, sql: str, reason: str) -> None:
        assert reason in lake.reason(sql)

    def test_leaves_a_table_that_is_there_where_that_was_asked(self, lake: Lake) -> None:
        assert lake.run("create table if not exists item as select 1 as a")["Status"]["State"] == "SUCCEEDED"
        assert len(lake.rows("select id from item")) == 2

    def test_writes_where_it_is_told_in_a_work_group_that_lets_it_and_never_over_objects(self, lake: Lake) -> None:
        create = "create table shop.{} with (external_location = 's3://results/mine') as select 1 as a"
        for name, state in (("mine", "SUCCEEDED"), ("over", "FAILED")):
            started = lake.athena.start_query_execution(QueryString=create.format(name), WorkGroup="free")
            ended = eventually(lambda started=started: lake.ended(started["QueryExecutionId"]))
            assert ended["Status"]["State"] == state, ended["Status"]
        assert "HIVE_PATH_ALREADY_EXISTS" in ended["Status"]["StateChangeReason"]


class TestUnload:
    def test_writes_parquet_and_a_manifest_and_no_table(self, lake: Lake) -> None:
        sql = "unload (select id, day from item) to 's3://results/unloaded/' with (format = 'PARQUET')"
        execution = lake.run(sql)
        assert execution["Status"]["State"] == "SUCCEEDED", execution["Status"]
        (path,) = lines(lake, execution["Statistics"]["DataManifestLocation"])
        assert path.startswith("s3://results/unloaded/")
        assert parquet(lake, path) == [{"id": each["id"], "day": each["day"]} for each in ROWS]
        assert "HIVE_PATH_ALREADY_EXISTS" in lake.reason(sql)


class TestPreparedStatements:
    def test_run_with_the_values_they_are_given(self, lake: Lake) -> None:
        query = "select name from item where id = ? and day = ?"
        lake.athena.create_prepared_statement(StatementName="by_id", WorkGroup="shop", QueryStatement=query)
        assert lake.rows("execute by_id using 1, date '2024-02-29'") == [["山田 花子"]]
        assert lake.rows("EXECUTE by_id", ExecutionParameters=["1", "date '2024-02-29'"]) == [["山田 花子"]]

    def test_are_of_their_work_group(self, lake: Lake) -> None:
        with pytest.raises(
            lake.athena.exceptions.InvalidRequestException, match="other was not found in workGroup shop"
        ):
            lake.run("execute other")


class TestReuse:
    REUSE = {"ResultReuseByAgeConfiguration": {"Enabled": True, "MaxAgeInMinutes": 5}}  # noqa: RUF012

    def test_answers_the_earlier_result_without_reading_again(self, lake: Lake) -> None:
        sql = "select count(*) from item"
        first = lake.run(sql)
        again = lake.run(sql, ResultReuseConfiguration=self.REUSE)
        assert again["QueryExecutionId"] != first["QueryExecutionId"]
        assert again["Statistics"]["ResultReuseInformation"] == {"ReusedPreviousResult": True}
        assert again["Statistics"]["DataScannedInBytes"] == 0
        assert again["ResultConfiguration"]["OutputLocation"] == first["ResultConfiguration"]["OutputLocation"]
        assert lake.rows(sql, ResultReuseConfiguration=self.REUSE) == [["2"]]

    def test_does_not_take_another_query_or_one_without_leave(self, lake: Lake) -> None:
        lake.run("select max(id) from item")
        for execution in (
            lake.run("select max(id) from item"),
            lake.run("select min(id) from item", ResultReuseConfiguration=self.REUSE),
        ):
            assert execution["Statistics"]["ResultReuseInformation"] == {"ReusedPreviousResult": False}


class TestMetadata:
    def test_tells_of_databases_and_tables(self, lake: Lake) -> None:
        where = {"CatalogName": "AwsDataCatalog", "DatabaseName": "shop"}
        table = lake.athena.get_table_metadata(**where, TableName="item")["TableMetadata"]
        assert {each["Name"]: each["Type"] for each in table["Columns"]} == TYPES
        listed = lake.athena.list_table_metadata(**where, Expression="it.*")["TableMetadataList"]
        assert [each["Name"] for each in listed] == ["item"]
        databases = lake.athena.list_databases(CatalogName="AwsDataCatalog")["DatabaseList"]
        assert [each["Name"] for each in databases] == ["shop"]
        with pytest.raises(lake.athena.exceptions.MetadataException):
            lake.athena.get_table_metadata(**where, TableName="none")


@pytest.mark.parametrize("how", [{}, {"ctas_approach": False}, {"ctas_approach": False, "unload_approach": True}])
def test_awswrangler_reads_in_each_of_its_ways(
    lake: Lake, emulator: Emulator, monkeypatch: pytest.MonkeyPatch, how: dict[str, Any]
) -> None:
    monkeypatch.setenv("AWS_ENDPOINT_URL", emulator.endpoint)
    if "unload_approach" in how:
        how = {**how, "s3_output": "s3://results/wrangled/"}
    frame = awswrangler.athena.read_sql_query(
        "select id, name, price, day from item order by id",
        database="shop",
        workgroup="shop",
        boto3_session=boto3.Session(*ADMINISTRATOR.values(), region_name=REGION),
        **how,
    )
    assert frame.astype(object).where(frame.notna(), None).to_dict("records") == [
        {name: each[name] for name in ("id", "name", "price", "day")} for each in ROWS
    ]
    assert [each for each in lake.glue.get_tables(DatabaseName="shop")["TableList"] if "temp" in each["Name"]] == []
