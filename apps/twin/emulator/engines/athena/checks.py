"""Athena's type rules, which DuckDB would bend: `'5' = 5` fails there and is true here."""

from __future__ import annotations

from sqlglot import exp

from emulator.engines.athena.errors import QueryError, not_supported
from emulator.engines.athena.kinds import CLOCK_PARTS, NUMBERS, Kind, kind_of, mix

_COMPARISONS = (exp.EQ, exp.NEQ, exp.GT, exp.GTE, exp.LT, exp.LTE, exp.NullSafeEQ, exp.NullSafeNEQ, exp.Nullif)
_NUMERIC = (exp.Mul, exp.Div, exp.Mod, exp.Neg, exp.Sum, exp.Avg, exp.Corr, exp.Round, exp.Abs, exp.IsNan)
_TEXTUAL = (exp.DPipe, exp.Concat, exp.Lower, exp.Upper, exp.Length, exp.Like, exp.RegexpLike, exp.Substring)
_MORE_TEXTUAL = (exp.Replace, exp.StrPosition, exp.StartsWith)
_LOGICAL = (exp.And, exp.Or, exp.Not, exp.Where, exp.Having, exp.CountIf)
_READ_CLOCK = (
    *CLOCK_PARTS,
    exp.Extract,
    exp.TimestampTrunc,
    exp.DateTrunc,
    exp.AtTimeZone,
    exp.Cast,
    exp.Alias,
    exp.Paren,
)
_NESTED = frozenset({Kind.ARRAY, Kind.MAP})
_READ_NESTED = (exp.Select, exp.Alias, exp.Unnest, exp.Is)
"""Where an array or a map may stand: both engines compare and order them, but not equally."""
_TIMES = frozenset({Kind.DATE, Kind.TIMESTAMP, Kind.ZONED, Kind.NULL})
_UNTYPED_OK = (exp.Star, exp.Distinct, exp.Interval, exp.Var, exp.Literal)


def check_types(node: exp.Expression) -> None:
    """Throw `QueryError` (`TYPE_MISMATCH`) if Athena would not take these types, or if a type is not known here."""
    kinds = _mixed_in(node)
    if kinds is not None and not mix(kinds):
        raise _mismatch(node, kinds)
    for types, allowed in _DEMANDS:
        if isinstance(node, types) and not (found := _operands(node)) <= allowed:
            raise _mismatch(node, found)
    if kind_of(node) in _NESTED and isinstance(node, exp.Column) and not isinstance(node.parent, _READ_NESTED):
        raise not_supported(f"an {kind_of(node).value} in '{node.parent.sql(dialect='athena')[:80]}'")
    if kind_of(node) is Kind.ZONED and isinstance(node, exp.Condition) and not isinstance(node.parent, _READ_CLOCK):
        raise not_supported(f"a timestamp with time zone in '{node.parent.sql(dialect='athena')[:80]}'")


def check_result(tree: exp.Query) -> None:
    """Throw `QueryError` if the branches of a union differ in kind, or the result holds what cannot be printed."""
    for union in tree.find_all(exp.SetOperation):
        for left, right in zip(union.left.selects, union.right.selects, strict=False):
            if not mix({kind_of(left), kind_of(right)}):
                raise _mismatch(union, {kind_of(left), kind_of(right)})
    for column in tree.selects:
        if kind_of(column) in {Kind.ZONED, Kind.INTERVAL}:
            raise not_supported(f"a result column of type {kind_of(column).value}")


def _mixed_in(node: exp.Expression) -> set[Kind] | None:
    """The kinds that must have a common type."""
    if isinstance(node, _COMPARISONS):
        return {kind_of(node.this), kind_of(node.expression)}
    if isinstance(node, exp.In):
        query = node.args.get("query")
        others = query.unnest().selects if query else node.expressions
        return {kind_of(node.this), *map(kind_of, others)}
    if isinstance(node, exp.Between):
        return {kind_of(node.this), kind_of(node.args["low"]), kind_of(node.args["high"])}
    if isinstance(node, exp.Coalesce):
        return {kind_of(node.this), *map(kind_of, node.expressions)}
    if isinstance(node, exp.Case):
        branches = [branch.args["true"] for branch in node.args["ifs"]]
        return {kind_of(branch) for branch in (*branches, node.args.get("default")) if branch is not None}
    if isinstance(node, exp.If) and not isinstance(node.parent, exp.Case):
        return {kind_of(branch) for branch in (node.args["true"], node.args.get("false")) if branch is not None}
    return None


def _operands(node: exp.Expression) -> set[Kind]:
    operands = (
        child
        for key, child in node.args.items()
        for child in (child if isinstance(child, list) else [child])
        if isinstance(child, exp.Condition) and key not in {"decimals", "start", "length", "unit", "format"}
    )
    inner = (
        each
        for operand in operands
        for each in (operand.expressions if isinstance(operand, exp.Distinct) else [operand])
    )
    return {kind_of(operand) for operand in inner}


def _mismatch(node: exp.Expression, kinds: set[Kind]) -> QueryError:
    text = node.sql(dialect="athena", comments=False)[:120]
    if Kind.UNTYPED in kinds:
        return not_supported(f"'{text}', a part of which has a type that is not known")
    names = ", ".join(sorted(kind.value for kind in kinds))
    return QueryError("TYPE_MISMATCH", f"Cannot apply these types to each other in '{text}': {names}")


_DEMANDS = (
    (_NUMERIC, NUMBERS | {Kind.NULL}),
    ((*_TEXTUAL, *_MORE_TEXTUAL), frozenset({Kind.VARCHAR, Kind.NULL})),
    (_LOGICAL, frozenset({Kind.BOOLEAN, Kind.NULL})),
    ((*CLOCK_PARTS, exp.Extract, exp.TimestampTrunc, exp.DateTrunc), _TIMES),
    ((exp.Add, exp.Sub), NUMBERS | {Kind.NULL, Kind.DATE, Kind.TIMESTAMP, Kind.INTERVAL}),
)
