"""A small shop, as each job finds it: a few flaws, under 5 % of each table."""

from __future__ import annotations

import csv
import hashlib
import io
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime, timedelta
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq

Rows = list[dict[str, Any]]
CUSTOMERS, PURCHASES, REVIEWS, RESPONSES = 30, 80, 60, 40
CATEGORIES = ("Dresses", "Knits", "Pants", None)


def tables() -> dict[str, Rows]:
    """The rows of the `analytics_*` views; purchases and reviews end with bad rows."""
    customers = [{"customer_id": str(number), "birth_year": 1960 + number} for number in range(CUSTOMERS)]
    customers[0]["birth_year"] = None
    purchases = [
        {
            "purchase_id": str(number),
            "customer_id": str(number % CUSTOMERS),
            "category": CATEGORIES[number % len(CATEGORIES)],
            "quantity": 1 + number % 3,
            "unit_price_jpy": 1000 + 10 * number,
            # the last hour of December in UTC is January in Tokyo
            "purchased_at": datetime(2023, 12, 31, 14, tzinfo=UTC) + timedelta(hours=number * 20),
            "status": ("paid", "returned")[number % 9 == 0],
        }
        for number in range(PURCHASES)
    ]
    purchases[-1]["quantity"] = 0
    purchases[-2]["customer_id"] = "nobody"
    reviews = [
        {"review_id": str(number), "purchase_id": str(number), "category": "Dresses", "rating": 1 + number % 5}
        for number in range(REVIEWS)
    ]
    reviews[-1]["rating"] = 6
    return {"customer": customers, "purchase": purchases, "review": reviews}


def surveys() -> dict[str, Rows]:
    """The staged rows of a quarter's survey; the last response is nine years old."""
    responses = [
        {
            "response_id": f"R{number}",
            "answered_at": datetime(2024, 2, 1, tzinfo=UTC) + timedelta(hours=number),
            "age": 20 + number,
            "age_band": f"{(20 + number) // 10}0s",
            "satisfaction": 1 + number % 5,
            "satisfaction_given": True,
        }
        for number in range(RESPONSES)
    ]
    responses[-1]["age"] = 9
    routes = [
        {"response_id": f"R{number}", "inflow_route": ("search", "instagram")[number % 2]}
        for number in range(RESPONSES)
    ]
    return {"survey_response": responses, "survey_route": routes}


def raw_objects(run_id: str) -> Iterator[tuple[str, bytes]]:
    """Keys and contents of the raw bucket, as extract and the survey parser leave them."""
    for name, rows in tables().items():
        yield f"{name}/run={run_id}/part-00000.csv", _csv([_pseudonymised(row) for row in rows])
    for name, rows in surveys().items():
        yield f"staged/{name}/quarter=2024Q1/rows.parquet", _parquet(rows)


def passed_objects(run_id: str) -> Iterator[tuple[str, bytes]]:
    """Keys and contents of the raw bucket, as quality leaves them: without the flawed rows at the end."""
    for name, rows in tables().items():
        good = [_pseudonymised(row) for row in rows[: -2 if name != "customer" else None]]
        yield f"passed/{name}/run={run_id}/part-00000.parquet", _parquet(good)
    for name, rows in surveys().items():
        good = [{key: value for key, value in row.items() if key != "satisfaction_given"} for row in rows[:-1]]
        yield f"passed/{name}/run={run_id}/quarter=2024Q1/part-00000.parquet", _parquet(good)


def _pseudonymised(row: dict[str, Any]) -> dict[str, Any]:
    names = {"customer_id": "customer_key"}
    return {
        names.get(name, name): hashlib.sha256(value.encode()).hexdigest() if name == "customer_id" else value
        for name, value in row.items()
    }


def _csv(rows: Sequence[dict[str, Any]]) -> bytes:
    text = io.StringIO()
    writer = csv.DictWriter(text, rows[0].keys(), lineterminator="\n")
    writer.writeheader()
    for row in rows:
        writer.writerow({name: _plain(value) for name, value in row.items()})
    return text.getvalue().encode()


def _plain(value: Any) -> Any:
    return value.strftime("%Y-%m-%d %H:%M:%S") if isinstance(value, datetime) else value


def _parquet(rows: Rows) -> bytes:
    table = pa.Table.from_pylist(rows)
    narrow = [field.with_type(pa.int32()) if pa.types.is_int64(field.type) else field for field in table.schema]
    sink = io.BytesIO()
    pq.write_table(table.cast(pa.schema(narrow)), sink)
    return sink.getvalue()
