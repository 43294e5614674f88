"""The five analyses over good rows, in exact fractions."""

from __future__ import annotations

import math
import re
from collections import defaultdict
from collections.abc import Iterable
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction

from independent.clicks import Requests
from independent.surveys import Survey, band_of
from independent.tables import TOKYO, Row, Table, birth_year, moment, whole

Result = tuple[list[str], list[list[object]]]
STATIC = {"css", "js", "map", "png", "jpg", "jpeg", "gif", "svg", "ico", "webp", "woff", "woff2", "ttf", "eot"}


def inflow_by_age_band(surveys: dict[str, Survey]) -> Result:
    """Respondents of each band who named a route, and their share of the band."""
    rows = []
    for survey in surveys.values():
        bands: dict[str, int] = defaultdict(int)
        named: dict[tuple[str, str], int] = defaultdict(int)
        for response in survey.responses:
            bands[response.band] += 1
            for route in response.routes:
                named[response.band, route] += 1
        rows += [
            [survey.quarter, band, route, count, six(Fraction(count, bands[band]))]
            for (band, route), count in named.items()
        ]
    return ["quarter", "age_band", "inflow_route", "respondents", "share_of_band"], ordered(rows, 3)


def sales_by_category(shop: dict[str, Table]) -> Result:
    """Paid orders, units and revenue of each category."""
    return ["category", "orders", "units", "revenue_jpy"], _sales(((category(row),), row) for row in _paid(shop))


def sales_by_age_band_and_category(shop: dict[str, Table]) -> Result:
    """The same, apart by the buyer's band in the year of purchase."""
    born = {row["customer_id"]: birth_year(row) for row in shop["customer"].good}

    def band(row: Row) -> str:
        year, at = born.get(row["customer_id"]), moment(row["purchased_at"])
        return "unknown" if year is None or at is None else band_of(at.astimezone(TOKYO).year - year)

    return ["age_band", "category", "orders", "units", "revenue_jpy"], _sales(
        ((band(row), category(row)), row) for row in _paid(shop)
    )


def sales_rate_and_reviews(shop: dict[str, Table]) -> Result:
    """Each category's part of all units beside its reviews, and how the two go together."""
    units: dict[str | None, int] = defaultdict(int)
    ratings: dict[str | None, list[int]] = defaultdict(list)
    for row in _paid(shop):
        units[category(row)] += whole(row["quantity"]) or 0
    for row in shop["review"].good:
        ratings[row["category"] or None].append(whole(row["rating"]) or 0)
    total = sum(units.values())
    rate = {name: Fraction(count, total) for name, count in units.items()}
    mean = {name: Fraction(sum(given), len(given)) for name, given in ratings.items()}
    compared = sorted(set(rate) & set(mean), key=str)
    correlation = _pearson([rate[name] for name in compared], [mean[name] for name in compared])
    rows: list[list[object]] = []
    for name in set(units) | set(ratings):
        given = ratings.get(name, [])
        positive = Fraction(sum(rating >= 4 for rating in given), len(given)) if given else None
        sold = rate.get(name, Fraction(0)) if total else None
        of_reviews = [len(given), six(mean.get(name)), six(positive)]
        rows.append([name, units.get(name, 0), six(sold), *of_reviews, correlation, len(compared)])
    columns = ["category", "units", "sales_rate", "review_count", "mean_rating", "positive_share"]
    return [*columns, "rate_rating_correlation", "categories_compared"], ordered(rows, 1)


def clicks_by_hour(requests: Requests) -> Result:
    """Page requests and visitors of each Tokyo hour."""
    earliest: dict[str, object] = {}
    for request in sorted(requests.requests, key=lambda each: each.at):
        earliest.setdefault(request.event_id, request)
    clicks: dict[tuple[str, int], int] = defaultdict(int)
    visitors: dict[tuple[str, int], set[str]] = defaultdict(set)
    for request in earliest.values():
        if request.method != "GET" or not 200 <= request.status < 400 or _is_static(request.path):
            continue
        local = request.at.astimezone(TOKYO)
        clicks[local.date().isoformat(), local.hour] += 1
        visitors[local.date().isoformat(), local.hour].add(request.ip)
    rows = [[day, hour, count, len(visitors[day, hour])] for (day, hour), count in clicks.items()]
    return ["clicked_on", "hour", "clicks", "visitors"], ordered(rows, 2)


def category(row: Row) -> str:
    """The category of a purchase."""
    return row["category"] or "unknown"


def six(value: Fraction | None) -> str | None:
    """Six decimals of the double nearest to a fraction, half away from zero."""
    if value is None:
        return None
    return str(Decimal(float(value)).quantize(Decimal("0.000001"), ROUND_HALF_UP))


def ordered(rows: list[list[object]], dimensions: int) -> list[list[object]]:
    """Ascending by the first columns, text by code point, nothing last."""
    return sorted(rows, key=lambda row: [(cell is None, cell if cell is not None else "") for cell in row[:dimensions]])


def _paid(shop: dict[str, Table]) -> list[Row]:
    return [row for row in shop["purchase"].good if row["status"] == "paid"]


def _sales(keyed: Iterable[tuple[tuple[str, ...], Row]]) -> list[list[object]]:
    groups: dict[tuple[str, ...], list[Row]] = defaultdict(list)
    for key, row in keyed:
        groups[key].append(row)
    rows: list[list[object]] = []
    for key, members in groups.items():
        units = [whole(row["quantity"]) or 0 for row in members]
        revenue = sum(count * (whole(row["unit_price_jpy"]) or 0) for count, row in zip(units, members, strict=True))
        rows.append([*key, len({row["purchase_id"] for row in members}), sum(units), revenue])
    return ordered(rows, len(next(iter(groups), ())))


def _pearson(xs: list[Fraction], ys: list[Fraction]) -> str | None:
    if len(xs) < 3:
        return None
    mean_x, mean_y = sum(xs, Fraction()) / len(xs), sum(ys, Fraction()) / len(ys)
    square_x = sum((x - mean_x) ** 2 for x in xs)
    square_y = sum((y - mean_y) ** 2 for y in ys)
    if square_x == 0 or square_y == 0:
        return None
    together = sum((x - mean_x) * (y - mean_y) for x, y in zip(xs, ys, strict=True))
    return six(Fraction(math.copysign(math.sqrt(together**2 / (square_x * square_y)), together)))


def _is_static(path: str) -> bool:
    last = re.split(r"[?#]", path, maxsplit=1)[0].rsplit("/", 1)[-1]
    return "." in last and last.rsplit(".", 1)[-1].lower() in STATIC
