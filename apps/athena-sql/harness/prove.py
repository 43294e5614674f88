"""Prove on Trino that the analyses mean there what they mean on the twin: `python -m harness.prove`.

So it does for what the twin's engine claims to answer as Athena does (`emulator.engines.athena.agreed`). Exits with 1
and the differing cells if an engine, or the calculation in Python, answers otherwise; with 2 if Trino is not set up.
"""

from __future__ import annotations

import sys
import time

from emulator.engines.athena.agreed import AGGREGATES, EXPRESSIONS, ROWS

from harness import on_duckdb, on_trino
from harness.analyses import names, sql
from harness.cases import cases
from harness.independent import ANALYSES
from harness.on_duckdb import Cells, tables_of
from harness.trino_server import TrinoMissingError, trino_server

_SHOWN = 5


def main() -> int:
    """Run every case on both engines."""
    try:
        with trino_server() as port:
            return _prove(on_trino.Trino(port))
    except TrinoMissingError as error:
        print(error, file=sys.stderr)
        return 2


def _prove(trino: on_trino.Trino) -> int:
    started = time.monotonic()
    cells, differences = _prove_claims(trino)
    for case, tables in cases().items():
        told = [name for name in names() if not tables or tables_of(sql(name)) & tables.keys()]
        cursor = trino.load(tables, {table for name in told for table in tables_of(sql(name))})
        for name in told:
            expected = on_trino.answer(sql(name), cursor)
            cells += sum(map(len, expected))
            for who, rows in (
                ("the twin", on_duckdb.answer(sql(name), tables)),
                ("the calculation in Python", ANALYSES[name](tables)),
            ):
                if rows != expected:
                    differences += 1
                    _tell(f"{name}, case '{case}': Trino and {who} differ", expected, rows)
    seconds = time.monotonic() - started
    what = f"{len(cases())} cases of {len(names())} analyses and the engine's claims, {cells} cells on Trino"
    print(f"{what}: {differences} differences, {seconds:.0f} s")
    return 1 if differences else 0


def _prove_claims(trino: on_trino.Trino) -> tuple[int, int]:
    """How many cells were compared, and how many sets of them differ from what the twin's tests take for Trino's."""
    cursor, differences = trino.load({}, set()), 0
    claimed = (
        (f"select {', '.join(EXPRESSIONS)} from {ROWS} order by i, j", [*zip(*EXPRESSIONS.values(), strict=True)]),
        (f"select {', '.join(AGGREGATES)} from {ROWS}", [tuple(value for value, _none in AGGREGATES.values())]),
        (f"select {', '.join(AGGREGATES)} from {ROWS} where i > 100", [tuple(none for _, none in AGGREGATES.values())]),
    )
    for query, rows in claimed:
        expected = on_trino.answer(query, cursor)
        if rows != expected:
            differences += 1
            _tell("The engine's claims differ", expected, rows)
    return sum(len(row) for _query, rows in claimed for row in rows), differences


def _tell(what: str, expected: Cells, rows: Cells) -> None:
    print(what, file=sys.stderr)
    differing = [(a, b) for a, b in zip(expected, rows, strict=False) if a != b]
    for theirs, ours in differing[:_SHOWN]:
        print(f"  Trino {theirs}\n  other {ours}", file=sys.stderr)
    if len(expected) != len(rows):
        print(f"  {len(expected)} rows on Trino, {len(rows)} elsewhere", file=sys.stderr)


if __name__ == "__main__":
    sys.exit(main())
