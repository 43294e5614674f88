"""Builders of rows: each has a harmless value for every column that an analysis reads."""

from __future__ import annotations

from collections import defaultdict
from datetime import datetime
from typing import Any

Row = dict[str, Any]
Tables = dict[str, list[Row]]
"""Rows by table; a column that a row leaves out is NULL, a table that is left out is empty."""


def tables(*rows: tuple[str, Row]) -> Tables:
    """Rows of any tables, sorted into them."""
    sorted_: Tables = defaultdict(list)
    for table, row in rows:
        sorted_[table].append(row)
    return dict(sorted_)


def utc(text: str) -> datetime:
    """A time as the tables hold it: UTC, without zone."""
    return datetime.fromisoformat(text)


def customer(customer_key: str = "c1", birth_year: int | None = 1990) -> tuple[str, Row]:
    """A customer."""
    return "customer", {"customer_key": customer_key, "birth_year": birth_year}


def purchase(
    purchase_id: str = "p1",
    category: str = "Dresses",
    *,
    quantity: int = 1,
    price: int = 100,
    status: str = "paid",
    customer_key: str = "c1",
    at: str = "2024-04-01 00:00:00",
) -> tuple[str, Row]:
    """A purchase; `at` is UTC."""
    return "purchase", {
        "purchase_id": purchase_id,
        "customer_key": customer_key,
        "category": category,
        "quantity": quantity,
        "unit_price_jpy": price,
        "status": status,
        "purchased_at": utc(at),
    }


def review(category: str | None = "Dresses", rating: int = 5) -> tuple[str, Row]:
    """A review."""
    return "review", {"category": category, "rating": rating}


def response(response_id: str = "r1", age_band: str = "20s", quarter: str = "2024Q1") -> tuple[str, Row]:
    """A survey response."""
    return "survey_response", {"response_id": response_id, "age_band": age_band, "quarter": quarter}


def route(response_id: str = "r1", inflow_route: str = "search", quarter: str = "2024Q1") -> tuple[str, Row]:
    """A route that a response names."""
    return "survey_route", {"response_id": response_id, "inflow_route": inflow_route, "quarter": quarter}


def click(
    event_id: str = "e1",
    at: str = "2024-04-01 01:30:00",
    *,
    visitor: str | None = "v1",
    method: str | None = "GET",
    path: str | None = "/",
    status: int | None = 200,
) -> tuple[str, Row]:
    """A request of the shop's site; `at` is UTC."""
    return "clicks", {
        "event_id": event_id,
        "occurred_at": utc(at),
        "visitor_id": visitor,
        "method": method,
        "path": path,
        "status": status,
    }
