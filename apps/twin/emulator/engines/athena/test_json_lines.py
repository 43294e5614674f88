"""Tables of JSON lines: what the OpenX SerDe reads, and what may be asked of arrays and maps."""

from __future__ import annotations

import io

import pytest

from emulator.engines.athena.catalog import Column, Partition, Table
from emulator.engines.athena.errors import QueryError
from emulator.engines.athena.json_lines import json_arrays
from emulator.engines.athena.run import open_connection, run
from emulator.engines.athena.scan import scan
from emulator.engines.athena.translate import translate
from emulator.engines.athena.types import catalog_type

COLUMNS = {"key": "string", "rules": "array<string>", "shown": "map<string,string>"}
BODY = rb"""{"key": "p1", "rules": ["a", "b"], "shown": {"status": "lost", "note": null}, "other": 1}
{"Key": "\u5c71", "rules": []}
"""


def columns() -> list[Column]:
    return [Column(name, catalog_type(type_)) for name, type_ in COLUMNS.items()]


class OneObject:
    """An S3 with one object in a folder below the table's."""

    def get_paginator(self, _operation: str) -> OneObject:
        return self

    def paginate(self, **_options: str) -> list[dict]:
        return [{"Contents": [{"Key": "rows/dataset=purchase/run=1/part-0.json", "Size": len(BODY)}]}]

    def get_object(self, **_options: str) -> dict:
        return {"Body": io.BytesIO(BODY)}


def answer(sql: str) -> list[tuple[str | None, ...]]:
    table = Table("shop", "bad", tuple(columns()), (), (Partition("s3://quarantine/rows/", ()),), "json")
    translation = translate(sql, "shop", lambda _database, _name: table)
    with open_connection() as connection:
        result = run(connection, translation, lambda source: scan(OneObject(), source.table, {*source.columns}).table)
        return list(result.rows)


def test_prints_arrays_and_maps_as_athena_does() -> None:
    assert answer("select key, rules, shown from bad order by key") == [
        ("p1", "[a, b]", "{status=lost, note=null}"),
        ("山", "[]", None),
    ]


def test_unnests_an_array() -> None:
    sql = "select key, rule from bad cross join unnest(rules) as named (rule) order by rule"
    assert answer(sql) == [("p1", "a"), ("p1", "b")]


@pytest.mark.parametrize("clause", ["order by shown", "where rules = rules", "group by rules"])
def test_compares_no_arrays_and_no_maps(clause: str) -> None:
    with pytest.raises(QueryError, match="NOT_SUPPORTED"):
        answer(f"select count(*) from bad {clause}")


@pytest.mark.parametrize("line", [b"[1]", b"{", b'{"rules": {"a": "b"}}'])
def test_says_which_object_cannot_be_read(line: bytes) -> None:
    with pytest.raises(QueryError, match="s3://b/k") as raised:
        json_arrays(line, columns(), "s3://b/k")
    assert raised.value.code == "HIVE_CURSOR_ERROR"
