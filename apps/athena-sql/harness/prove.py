"""Prove on Trino that the analyses mean there what they mean on the twin: `python -m harness.prove`.

Exits with 1 and the differing cells if an engine, or the calculation in Python, answers otherwise; with 2 if Trino is
not set up.
"""

from __future__ import annotations

import sys
import time

from harness import on_duckdb, on_trino
from harness.analyses import names, sql
from harness.cases import cases
from harness.independent import ANALYSES
from harness.on_duckdb import Cells
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
    started, cells, differences = time.monotonic(), 0, 0
    for case, tables in cases().items():
        cursor = trino.load(tables)
        for name in names():
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
    what = f"{len(cases())} cases of {len(names())} analyses, {cells} cells on Trino"
    print(f"{what}: {differences} differences, {seconds:.0f} s")
    return 1 if differences else 0


def _tell(what: str, expected: Cells, rows: Cells) -> None:
    print(what, file=sys.stderr)
    differing = [(a, b) for a, b in zip(expected, rows, strict=False) if a != b]
    for theirs, ours in differing[:_SHOWN]:
        print(f"  Trino {theirs}\n  other {ours}", file=sys.stderr)
    if len(expected) != len(rows):
        print(f"  {len(expected)} rows on Trino, {len(rows)} elsewhere", file=sys.stderr)


if __name__ == "__main__":
    sys.exit(main())
