"""Sets of rows on which both engines must agree to the last cell: the awkward ones by hand, the many by a seed."""

from __future__ import annotations

import random
from datetime import timedelta

from harness.rows import Tables, click, customer, purchase, response, review, route, tables, utc

_CATEGORIES = [
    "Dresses",
    "Tops",
    "ＴＯＰＳ",
    "トップス",
    "unknown",
    "é",
    "e\u0301",
    "Z",
    "a",
    "it's",
    'say "hi"',
    "😀",
    "line\nbreak",
]
_BANDS = ["10s", "20s", "30s", "40s", "50s", "60plus", "unknown"]
_ROUTES = ["instagram", "youtube", "tiktok", "x", "search", "friend", "newsletter", "tv", "flyer", "other"]
_PATHS = [
    "/",
    "",
    "/a.css",
    "/a.CSS",
    "/a.css/",
    "/x.js?v=1",
    "/p?f=a.png",
    "/#a.gif",
    "/a.css\n",
    "/g\u0130f.g\u0130f",
]
_PATHS += ["/a.ſvg", "/a.woff2", "/a.woff3", "/日本.jpg", "/日本", "/a.b.c", "/.ico", "/a.jpg#x", None]


def cases() -> dict[str, Tables]:
    """By name."""
    return {
        "empty": {},
        "no variance of ratings": _compared([(1, 4), (2, 4), (3, 4)]),
        "no variance of sales": _compared([(2, 1), (2, 3), (2, 5)]),
        "two categories": _compared([(1, 1), (2, 3)]),
        "a single category": _compared([(5, 3)]),
        "correlation of zero": _compared([(1, 2), (2, 5), (3, 2)]),
        "correlation of one": _compared([(1, 1), (2, 2), (3, 3), (4, 4), (5, 5)]),
        "reviews without sales": tables(review("Only", 3), review(None, 1)),
        "sides apart": tables(purchase("p1", "Sold"), review("Reviewed"), review(None), review("unknown", 1)),
        "halves of the sixth decimal": _halves(),
        "dear": tables(*(purchase(f"p{n}", quantity=1000, price=10_000_000) for n in range(300))),
        "year turns": _year_turns(),
        "paths": tables(*(click(f"e{n}", path=path) for n, path in enumerate(_PATHS))),
        "repeated events": _repeated_events(),
        "random 1": seeded(1, 300),
        "random 2": seeded(2, 1000),
    }


def seeded(seed: int, size: int) -> Tables:
    """Rows of every table, `size` in each of the larger ones, the same for the same seed."""
    pick = random.Random(seed)
    people = [customer(f"c{n}", pick.choice([None, *range(1930, 2020)])) for n in range(size // 4)]
    bought = [
        purchase(
            f"p{n}",
            pick.choice(_CATEGORIES),
            quantity=pick.randint(1, 1000),
            price=pick.randint(1, 10_000_000),
            status=pick.choice(["paid", "paid", "paid", "cancelled", "returned"]),
            customer_key=f"c{pick.randint(0, size // 3)}",
            at=str(utc("2022-12-31 12:00:00") + timedelta(hours=pick.randint(0, 9000))),
        )
        for n in range(size)
    ]
    reviewed = [review(pick.choice([None, *_CATEGORIES]), pick.randint(1, 5)) for _ in range(size)]
    quarters = ["2023Q4", "2024Q1"]
    answered = [response(f"r{n}", pick.choice(_BANDS), pick.choice(quarters)) for n in range(size // 2)]
    named = [
        route(f"r{pick.randint(0, size // 2 + 3)}", pick.choice(_ROUTES), pick.choice(quarters)) for _ in range(size)
    ]
    clicked = [
        click(
            f"e{pick.randint(0, size)}",
            str(utc("2024-03-30 00:00:00") + timedelta(milliseconds=pick.randint(0, 3 * 86_400_000))),
            visitor=pick.choice([None, *(f"v{n}" for n in range(40))]),
            method=pick.choice(["GET", "GET", "GET", "POST"]),
            path=pick.choice(_PATHS),
            status=pick.choice([200, 200, 204, 301, 304, 404, 500]),
        )
        for _ in range(size)
    ]
    return tables(*people, *bought, *reviewed, *answered, *named, *clicked)


def _compared(pairs: list[tuple[int, int]]) -> Tables:
    """One category for each `(units, rating)`."""
    sold = [purchase(f"p{n}", f"k{n}", quantity=units) for n, (units, _rating) in enumerate(pairs)]
    return tables(*sold, *(review(f"k{n}", rating) for n, (_units, rating) in enumerate(pairs)))


def _halves() -> Tables:
    """Bands of 128 and 640 responses: their shares end with a five on the seventh decimal."""
    rows = []
    for band, size in (("20s", 128), ("30s", 640)):
        rows += [response(f"{band}-{n}", band) for n in range(size)]
        rows += [route(f"{band}-{n}", name) for k, name in enumerate(_ROUTES) for n in range(2 * k + 1)]
    return tables(*rows)


def _year_turns() -> Tables:
    hours = ["2023-12-31 14:00:00", "2023-12-31 15:00:00", "2023-12-31 23:00:00", "2024-01-01 00:00:00"]
    people = [customer(f"c{age}", 2024 - age) for age in (9, 10, 11, 59, 60, 61)]
    bought = [
        purchase(f"p{row['customer_key']}-{hour}", customer_key=row["customer_key"], at=hour)
        for _table, row in people
        for hour in hours
    ]
    return tables(*people, *bought)


def _repeated_events() -> Tables:
    return tables(
        click("e1", "2024-04-01 02:00:00"),
        click("e1", "2024-04-01 02:00:00"),
        click("e1", "2024-04-01 01:59:59.999", visitor="v2"),
        click("e2", "2024-04-01 14:59:59.999"),
        click("e2", "2024-04-01 15:00:00.000"),
        click("e3", method="POST"),
        click("e3", "2024-04-01 05:00:00"),
    )
