"""The five definitions once more, in plain Python, without SQL: what the SQL is compared with."""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Callable, Iterable
from datetime import timedelta
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

from harness.on_duckdb import Cells
from harness.rows import Row, Tables

_TOKYO = timedelta(hours=9)
_STATIC = frozenset("css js map png jpg jpeg gif svg ico webp woff woff2 ttf eot".split())  # noqa: SIM905


def inflow_by_age_band(tables: Tables) -> Cells:
    """Respondents by quarter, band and route, and their share of the band's responses."""
    responses = {(row["quarter"], row["response_id"]): row["age_band"] for row in tables.get("survey_response", [])}
    of_band, of_route = defaultdict(set), defaultdict(set)
    for (quarter, response_id), band in responses.items():
        of_band[quarter, band].add(response_id)
    for row in tables.get("survey_route", []):
        if (key := (row["quarter"], row["response_id"])) in responses:
            of_route[row["quarter"], responses[key], row["inflow_route"]].add(row["response_id"])
    return _ordered(
        (quarter, band, route, len(ids), _six(len(ids) / len(of_band[quarter, band])))
        for (quarter, band, route), ids in of_route.items()
    )


def sales_by_category(tables: Tables) -> Cells:
    """Orders, units and revenue of paid purchases by category."""
    return _sales(tables, lambda row: (row["category"],))


def sales_by_age_band_and_category(tables: Tables) -> Cells:
    """The same by the buyer's band too, by the age in the Tokyo year of the purchase."""
    born = {row["customer_key"]: row["birth_year"] for row in tables.get("customer", [])}

    def band_of(row: Row) -> str:
        birth_year = born.get(row["customer_key"])
        age = (row["purchased_at"] + _TOKYO).year - birth_year if birth_year is not None else -1
        if age < 10:
            return "unknown"
        return "60plus" if age >= 60 else f"{age // 10}0s"

    return _sales(tables, lambda row: (band_of(row), row["category"]))


def sales_rate_and_reviews(tables: Tables) -> Cells:
    """Share of all units and ratings by category, and how the two go together over categories that have both."""
    units, ratings = defaultdict(int), defaultdict(list)
    for row in _paid(tables):
        units[row["category"]] += row["quantity"]
    for row in tables.get("review", []):
        ratings[row["category"]].append(row["rating"])
    total = sum(units.values())
    rate = {category: units.get(category, 0) / total if total else None for category in {*units, *ratings}}
    mean = {category: sum(values) / len(values) for category, values in ratings.items()}
    both = sorted(units.keys() & ratings.keys())
    correlation = _pearson([rate[each] for each in both], [mean[each] for each in both])
    return _ordered(
        (
            category,
            units.get(category, 0),
            _six(rate[category]),
            len(ratings.get(category, [])),
            _six(mean.get(category)),
            _six(sum(r >= 4 for r in values) / len(values) if (values := ratings.get(category)) else None),
            _six(correlation),
            len(both),
        )
        for category in rate
    )


def clicks_by_hour(tables: Tables) -> Cells:
    """Clicks and visitors by Tokyo date and hour; of equal event ids the earliest counts."""
    earliest: dict[str, Row] = {}
    for row in sorted(tables.get("clicks", []), key=lambda row: row["occurred_at"]):
        earliest.setdefault(row["event_id"], row)
    clicks = defaultdict(list)
    for row in earliest.values():
        moment = row["occurred_at"] + _TOKYO
        if _is_click(row):
            clicks[moment.date(), moment.hour].append(row["visitor_id"])
    return _ordered(
        (str(day), hour, len(visitors), len({v for v in visitors if v is not None}))
        for (day, hour), visitors in clicks.items()
    )


ANALYSES: dict[str, Callable[[Tables], Cells]] = {
    each.__name__: each
    for each in (
        inflow_by_age_band,
        sales_by_category,
        sales_by_age_band_and_category,
        sales_rate_and_reviews,
        clicks_by_hour,
    )
}


def _paid(tables: Tables) -> Iterable[Row]:
    return (row for row in tables.get("purchase", []) if row["status"] == "paid")


def _sales(tables: Tables, group: Callable[[Row], tuple[str, ...]]) -> Cells:
    groups = defaultdict(list)
    for row in _paid(tables):
        groups[group(row)].append(row)
    return _ordered(
        (
            *key,
            len({row["purchase_id"] for row in rows}),
            sum(row["quantity"] for row in rows),
            sum(row["quantity"] * row["unit_price_jpy"] for row in rows),
        )
        for key, rows in groups.items()
    )


def _is_click(row: Row) -> bool:
    path = (row["path"] or "").split("?")[0].split("#")[0]
    name = path.rsplit("/", 1)[-1]
    extension = _lower(name.rsplit(".", 1)[1]) if "." in name else ""
    return (
        row["method"] == "GET" and row["status"] is not None and 200 <= row["status"] < 400 and extension not in _STATIC
    )


def _lower(text: str) -> str:
    """Unicode's simple mapping, one character to one, which is SQL's."""
    return "".join(character.lower()[0] for character in text)


def _pearson(xs: list[Any], ys: list[float]) -> float | None:
    if len(xs) < 3 or len(set(xs)) == 1 or len(set(ys)) == 1:
        return None
    mean_x, mean_y = math.fsum(xs) / len(xs), math.fsum(ys) / len(ys)
    covariance = math.fsum((x - mean_x) * (y - mean_y) for x, y in zip(xs, ys, strict=True))
    spread = math.sqrt(math.fsum((x - mean_x) ** 2 for x in xs) * math.fsum((y - mean_y) ** 2 for y in ys))
    return covariance / spread


def _six(value: float | None) -> str | None:
    """Six decimals, halves away from zero, of the double."""
    if value is None:
        return None
    scaled = math.copysign(math.floor(abs(value) * 1e6 + 0.5), value) / 1e6
    text = str(Decimal(repr(scaled)).quantize(Decimal("0.000001"), ROUND_HALF_UP))
    return text.removeprefix("-") if set(text) <= set("-0.") else text


def _ordered(rows: Iterable[tuple[Any, ...]]) -> Cells:
    """By every dimension, which stand first; texts by code point, NULL last."""
    ordered = sorted(rows, key=lambda row: [(value is None, value if value is not None else "") for value in row])
    return [tuple(None if value is None else str(value) for value in row) for row in ordered]
