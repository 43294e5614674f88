"""Time zones. A timestamp without zone is UTC to Athena, a wall clock of nowhere to DuckDB.

A value with a zone is held in DuckDB as its wall clock, which is right for what reads the clock and wrong for what
compares instants; `check_types` lets it through to the former only.
"""

from __future__ import annotations

from sqlglot import exp

from emulator.engines.athena.errors import not_supported
from emulator.engines.athena.kinds import Kind, kind_of

_INSTANT = "instant"


def at_time_zone(node: exp.AtTimeZone) -> None:
    """Rewrite `x at time zone 'Z'` to the wall clock in Z of the instant that Athena takes `x` for."""
    zone = node.args["zone"]
    if not (isinstance(zone, exp.Literal) and zone.is_string):
        raise not_supported("a time zone that is not a literal")
    value = node.this.unnest()
    if kind_of(value) is Kind.TIMESTAMP:
        instant: exp.Expression = exp.AtTimeZone(this=exp.paren(value.copy()), zone=exp.Literal.string("UTC"))
    elif _INSTANT in value.meta:
        instant = value.meta[_INSTANT]
    else:
        raise not_supported(f"'{node.sql(dialect='athena')[:80]}': the zone of a zoned column")
    clock = exp.paren(exp.AtTimeZone(this=exp.paren(instant.copy()), zone=zone.copy()), copy=False)
    clock.type = clock.this.type = node.type
    clock.meta[_INSTANT] = clock.this.meta[_INSTANT] = instant
    node.replace(clock)
