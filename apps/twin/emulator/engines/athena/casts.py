"""Casts. DuckDB rounds halves to even, reads more texts as numbers and prints numbers differently."""

from __future__ import annotations

from sqlglot import exp

from emulator.engines.athena.errors import not_supported
from emulator.engines.athena.kinds import Kind, kind_of, kind_of_type

_TEXTS = {
    Kind.INTEGER: r"[+-]?[0-9]+",
    Kind.DOUBLE: r"[+-]?([0-9]+[.]?[0-9]*|[.][0-9]+)([eE][+-]?[0-9]+)?",
    Kind.DECIMAL: r"[+-]?([0-9]+[.]?[0-9]*|[.][0-9]+)",
    Kind.DATE: r"[0-9]{4}-[0-9]{2}-[0-9]{2}",
    Kind.TIMESTAMP: r"[0-9]{4}-[0-9]{2}-[0-9]{2}( [0-9]{2}:[0-9]{2}(:[0-9]{2}([.][0-9]{1,3})?)?)?",
    Kind.BOOLEAN: r"[tT][rR][uU][eE]|[fF][aA][lL][sS][eE]|[tT]|[fF]|1|0",
}
"""What Athena reads as a value of the kind, and DuckDB reads as the same value."""

_EQUAL = frozenset(
    {
        *((kind, kind) for kind in Kind if kind not in {Kind.UNTYPED, Kind.INTERVAL, Kind.ZONED}),
        *((Kind.NULL, kind) for kind in Kind),
        *((Kind.INTEGER, kind) for kind in (Kind.DOUBLE, Kind.DECIMAL, Kind.VARCHAR)),
        *((Kind.DECIMAL, kind) for kind in (Kind.INTEGER, Kind.DOUBLE, Kind.VARCHAR)),
        *((Kind.DATE, Kind.TIMESTAMP), (Kind.DATE, Kind.VARCHAR), (Kind.TIMESTAMP, Kind.DATE)),
        *((Kind.ZONED, Kind.DATE), (Kind.ZONED, Kind.TIMESTAMP), (Kind.BOOLEAN, Kind.VARCHAR)),
        (Kind.DOUBLE, Kind.DECIMAL),
    }
)


def cast(node: exp.Cast) -> None:
    """Rewrite a `cast` or `try_cast`, or throw `QueryError` if DuckDB is not known to cast so."""
    source, target = kind_of(node.this), kind_of_type(node.to)
    is_narrow_text = target is Kind.VARCHAR and bool(node.to.expressions)
    is_tried = isinstance(node, exp.TryCast) and source is not Kind.VARCHAR
    if is_narrow_text or is_tried:
        raise not_supported(f"'{node.sql(dialect='athena')[:80]}'")
    if target is Kind.TIMESTAMP:
        node.set("to", exp.DataType.build("timestamp"))
    if (source, target) in _EQUAL:
        return
    if source is Kind.DOUBLE and target is Kind.INTEGER:
        node.set("this", exp.Round(this=node.this.copy()))
    elif source is Kind.VARCHAR and target in _TEXTS:
        _read_text(node, _TEXTS[target])
    else:
        raise not_supported(f"casting {source.value} to {target.value}")


def _read_text(node: exp.Cast, pattern: str) -> None:
    """A text of another form is an error in `cast`, NULL in `try_cast`."""
    text, is_tried = node.this, isinstance(node, exp.TryCast)
    matches = _call("regexp_full_match", _call("trim", text.copy()), exp.Literal.string(pattern))
    ifs = [exp.If(this=matches, true=type(node)(this=text.copy(), to=node.to.copy()))]
    if not is_tried:
        sentence = exp.DPipe(
            this=exp.DPipe(
                this=exp.Literal.string("INVALID_CAST_ARGUMENT: Cannot cast '"), expression=exp.paren(text.copy())
            ),
            expression=exp.Literal.string(f"' to {node.to.sql(dialect='athena')}"),
        )
        is_given = exp.Not(this=exp.Is(this=exp.paren(text.copy()), expression=exp.null()))
        ifs.append(exp.If(this=is_given, true=_call("error", sentence)))
    read = exp.Case(ifs=ifs)
    read.type = node.type
    node.replace(read)


def _call(name: str, *arguments: exp.Expression) -> exp.Anonymous:
    return exp.Anonymous(this=name, expressions=list(arguments))
