"""The shop's tables and which of their rows are good."""

from __future__ import annotations

import csv
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path

TOKYO = timezone(timedelta(hours=9))
Row = dict[str, str]


@dataclass
class Table:
    """Rows of one file, and those of them that break no rule."""

    rows: list[Row]
    good: list[Row]


def read(folder: Path, as_of: datetime) -> dict[str, Table]:
    """Read customer, purchase and review; without a file there are no rows, and rules that need it do not count."""
    files = {name: _rows(folder / f"{name}.csv") for name in ("customer", "purchase", "review")}
    customers, purchases, reviews = (files[name] or [] for name in ("customer", "purchase", "review"))
    customer_ids = {row["customer_id"] for row in customers}
    purchase_ids = {row["purchase_id"] for row in purchases}

    def good_customer(row: Row) -> bool:
        year = birth_year(row)
        return year is None or 1900 <= year <= as_of.astimezone(TOKYO).year

    def good_purchase(row: Row) -> bool:
        known = files["customer"] is None or (row["customer_id"] != "" and row["customer_id"] in customer_ids)
        quantity, price, at = whole(row["quantity"]), whole(row["unit_price_jpy"]), moment(row["purchased_at"])
        if not known or quantity is None or price is None or at is None:
            return False
        if row["status"] == "paid":
            fits = 1 <= quantity <= 1000
        elif row["status"] in ("cancelled", "returned"):
            fits = -1000 <= quantity <= 1000 and quantity != 0
        else:
            return False
        return fits and 1 <= price <= 10_000_000 and at.replace(minute=0, second=0, microsecond=0) <= as_of

    def good_review(row: Row) -> bool:
        rating = whole(row["rating"])
        known = files["purchase"] is None or (row["purchase_id"] != "" and row["purchase_id"] in purchase_ids)
        return known and rating is not None and 1 <= rating <= 5

    return {
        "customer": Table(customers, [row for row in customers if good_customer(row)]),
        "purchase": Table(purchases, [row for row in purchases if good_purchase(row)]),
        "review": Table(reviews, [row for row in reviews if good_review(row)]),
    }


def birth_year(row: Row) -> int | None:
    """The year in a birth date; none where there is no date."""
    try:
        return datetime.fromisoformat(row["birth_date"]).year
    except ValueError:
        return None


def whole(text: str) -> int | None:
    """A whole number, or none."""
    try:
        return int(text)
    except ValueError:
        return None


def moment(text: str) -> datetime | None:
    """A time; without an offset it is UTC."""
    try:
        at = datetime.fromisoformat(text)
    except ValueError:
        return None
    return at if at.tzinfo else at.replace(tzinfo=UTC)


def _rows(path: Path) -> list[Row] | None:
    if not path.exists():
        return None
    with path.open(encoding="utf-8-sig", newline="") as file:
        return [{name: (value or "").strip() for name, value in row.items()} for row in csv.DictReader(file)]
