"""Lint of the queries for what is silently different between Athena and other engines: `python -m harness.traps`.

Each trap was measured on Trino 476. What DuckDB is not known to answer equally is a trap too.
"""

from __future__ import annotations

import sys

from emulator.engines.athena.errors import QueryError
from emulator.engines.athena.kinds import Kind, kind_of
from emulator.engines.athena.translate import translate, typed_tree
from sqlglot import exp

from harness.analyses import all_names, sql
from harness.on_duckdb import find_table


def traps(text: str) -> list[str]:
    """One sentence for each trap in a query; empty where there is none."""
    try:
        translate(text, "mall", find_table)
        tree, _tables = typed_tree(text, "mall", find_table)
    except QueryError as error:
        return [str(error)]
    return [*_shape(text, tree), *(sentence for node in tree.walk() if (sentence := _trap(node)))]


def _shape(text: str, tree: exp.Query) -> list[str]:
    found = []
    if not text.startswith("-- grain: one row per "):
        found.append("the first line must say the grain: '-- grain: one row per …'")
    if "mall." in text or 'mall".' in text:
        found.append("tables must be named without their database, which the query's context gives")
    steps = [step.alias for step in tree.ctes]
    last = tree.args.get("from_") or tree.args.get("from")
    if not steps or last is None or last.this.name != steps[-1] or tree.args.get("joins"):
        found.append("the end must be 'select … from' the last step of 'with'")
    if not tree.args.get("order"):
        found.append("the rows must be ordered by their dimensions")
    return found


def _trap(node: exp.Expression) -> str | None:
    text = node.sql(dialect="athena", comments=False)[:80]
    if isinstance(node, exp.Div) and Kind.DOUBLE not in {kind_of(node.this), kind_of(node.expression)}:
        return f"'{text}' divides whole numbers, to a whole number: cast one side to double"
    if isinstance(node, exp.AtTimeZone) and kind_of(node.this) is Kind.TIMESTAMP and node.args["zone"].name != "UTC":
        return f"'{text}' moves a time without zone: write (x at time zone 'UTC') at time zone 'Asia/Tokyo'"
    if isinstance(node, exp.Corr) and node.find_ancestor(exp.If, exp.Case, exp.Select).key == "select":
        return f"'{text}' is NaN, NULL or noise without variance: guard it with if(min(x) < max(x), …)"
    return None


def main() -> int:
    """Lint every query; 1 if there is a trap."""
    found = [f"{name}.sql: {sentence}" for name in all_names() for sentence in traps(sql(name))]
    for sentence in found:
        print(sentence, file=sys.stderr)
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
