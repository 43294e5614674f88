"""Athena's SQL on DuckDB: equal where it answers, refused where it might not be."""

from __future__ import annotations

import pytest

from emulator.engines.athena.agreed import AGGREGATES, EXPRESSIONS, ROWS
from emulator.engines.athena.catalog import Column, Table
from emulator.engines.athena.errors import QueryError
from emulator.engines.athena.results import java_double
from emulator.engines.athena.run import open_connection, run
from emulator.engines.athena.translate import translate
from emulator.engines.athena.types import catalog_type

TYPES = {
    "i": "int",
    "d": "double",
    "m": "decimal(10,2)",
    "s": "string",
    "dt": "date",
    "ts": "timestamp",
    "f": "boolean",
}


def find_table(database: str, name: str) -> Table | None:
    columns = tuple(Column(column, catalog_type(type_)) for column, type_ in TYPES.items())
    return Table(database, name, columns, (), ()) if name == "t" else None


def rows(sql: str) -> list[tuple[str | None, ...]]:
    with open_connection() as connection:
        return list(run(connection, translate(sql, "shop", find_table), lambda _source: None).rows)


def refusal(sql: str) -> str:
    with pytest.raises(QueryError) as refused:
        translate(sql, "shop", find_table)
    return str(refused.value)


def test_expressions_answer_as_trino_does() -> None:
    answered = rows(f"select {', '.join(EXPRESSIONS)} from {ROWS} order by i, j")
    assert dict(zip(EXPRESSIONS, zip(*answered, strict=True), strict=True)) == EXPRESSIONS


@pytest.mark.parametrize(("where", "place"), [("true", 0), ("i > 100", 1)])
def test_aggregates_answer_as_trino_does(where: str, place: int) -> None:
    [answered] = rows(f"select {', '.join(AGGREGATES)} from {ROWS} where {where}")
    assert dict(zip(AGGREGATES, answered, strict=True)) == {sql: both[place] for sql, both in AGGREGATES.items()}


def test_windows_and_order_put_null_last() -> None:
    assert rows(
        f"select i, row_number() over (order by i, j), sum(j) over (partition by i) from {ROWS} order by 2"
    ) == [
        ("-7", "1", "3"),
        ("7", "2", "2"),
        ("7", "3", "2"),
        (None, "4", None),
    ]


def test_a_zoned_time_passes_through_a_step_as_its_clock() -> None:
    sql = f"with z as (select ts at time zone 'Asia/Tokyo' as z, j from {ROWS}) select hour(z) from z order by j"
    assert rows(sql) == [("23",), ("5",), ("9",), (None,)]


def test_columns_without_a_name_are_numbered_after_stars_are_expanded() -> None:
    translation = translate(
        "select 1, I as Renamed, t.*, cast(i as bigint), count(*) over () from t", "shop", find_table
    )
    assert translation.columns == ("_col0", "renamed", *TYPES, "_col9", "_col10")


def test_a_step_is_no_table_and_hides_one_of_its_name() -> None:
    translation = translate("with t as (select 1 as one) select one from t", "shop", find_table)
    assert translation.sources == ()


def test_only_the_columns_that_are_used_are_asked_for() -> None:
    [source] = translate("select x.i from t as x where x.f", "shop", find_table).sources
    assert (source.name, source.columns) == ("shop.t", {"i", "f"})


@pytest.mark.parametrize(
    ("sql", "reason"),
    [
        ("select nope from t", "COLUMN_NOT_FOUND: line 1:8: Column 'nope' cannot be resolved"),
        ("select t.nope from t", "COLUMN_NOT_FOUND: Column 'nope' cannot be resolved"),
        ("select i as a from t where a = 1", "COLUMN_NOT_FOUND: line 1:28: Column 'a' cannot be resolved"),
        ("select i as a from t group by a", "COLUMN_NOT_FOUND: line 1:31: Column 'a' cannot be resolved"),
        ("select i as a from t having a > 1", "COLUMN_NOT_FOUND: line 1:29: Column 'a' cannot be resolved"),
        ("select 1 from other.t2", "TABLE_NOT_FOUND: line 1:21: Table 'awsdatacatalog.other.t2' does not exist"),
        ("select 1 from hive.shop.t", "CATALOG_NOT_FOUND: line 1:15: Catalog 'hive' not found"),
        ("select i from t; select 1", "SYNTAX_ERROR: line 1:1: Only one sql statement is allowed. Got: 2"),
        ("select i::bigint from t", "SYNTAX_ERROR: line 1:9: mismatched input '::'"),
        ("select from t where", "SYNTAX_ERROR: line 1:"),
    ],
)
def test_names_and_syntax_fail_as_on_athena(sql: str, reason: str) -> None:
    assert refusal(sql).startswith(reason)


@pytest.mark.parametrize(
    "column",
    [
        "s = 1",
        "s in (1, 2)",
        "dt >= '2024-01-01'",
        "i between 1 and '2'",
        "coalesce(i, s)",
        "s + 1",
        "i || s",
        "year(s)",
        "lower(i)",
        "f > 1",
        "not i",
        "case when f then 1 else 'a' end",
        "sum(s)",
        "i like '1%'",
        "nullif(i, s)",
    ],
)
def test_types_do_not_mix(column: str) -> None:
    assert refusal(f"select {column} from t").startswith("TYPE_MISMATCH: ")


def test_a_union_of_other_types_does_not_mix() -> None:
    assert refusal("select i from t union all select s from t").startswith("TYPE_MISMATCH: ")
    assert refusal("select 1 from t where i").startswith("TYPE_MISMATCH: ")


@pytest.mark.parametrize(
    "column",
    [
        "m / 2",
        "1.0 * count(*) / 3",
        "round(m, 1)",
        "avg(m)",
        "floor(m)",
        "approx_distinct(i)",
        "ntile(2) over ()",
        "date_format(ts, '%Y')",
        "cast(d as varchar)",
        "cast(ts as varchar)",
        "now()",
        "current_date",
        "max_by(i, d)",
        "ts at time zone 'Asia/Tokyo'",
        "max(ts at time zone 'UTC')",
        "ts at time zone s",
        "array[1]",
        "trim(s)",
        "len(s)",
        "cast(f as integer)",
        "round(d, i)",
        "substr(s, -1)",
        "substr(s, i)",
        "greatest(i, 1)",
        "s ilike 'a'",
        "random()",
    ],
)
def test_what_might_differ_is_refused_by_name(column: str) -> None:
    assert refusal(f"select {column} from t").startswith(("NOT_SUPPORTED: ", "SYNTAX_ERROR: "))


@pytest.mark.parametrize(
    "sql",
    [
        "insert into t values (1)",
        "create table x as select 1 as a",
        "select i from t group by rollup (i)",
        "select i from t tablesample bernoulli (10)",
        "select i from t cross join unnest(array[1]) as u(x)",
    ],
)
def test_statements_that_are_not_known_are_refused(sql: str) -> None:
    assert refusal(sql).startswith("NOT_SUPPORTED: ")


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (0.001, "0.001"),
        (0.00099, "9.9E-4"),
        (9999999.0, "9999999.0"),
        (10000000.0, "1.0E7"),
        (-1.5e-10, "-1.5E-10"),
        (123456789.125, "1.23456789125E8"),
        (5e-324, "5.0E-324"),
        (0.0, "0.0"),
        (-0.0, "-0.0"),
        (1e22, "1.0E22"),
    ],
)
def test_doubles_are_printed_as_java_prints_them(value: float, text: str) -> None:
    assert java_double(value) == text
