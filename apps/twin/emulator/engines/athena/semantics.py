"""Makes a typed tree mean in DuckDB what it means in Athena, or refuses it.

Every kind of expression must be known here: what is not named is refused. Where both engines agree it passes; where
they differ (measured on Trino 476) it is rewritten; where no rewriting is known to be equal it is refused.
"""

from __future__ import annotations

from collections.abc import Callable

from sqlglot import exp

from emulator.engines.athena.casts import cast
from emulator.engines.athena.checks import check_result, check_types
from emulator.engines.athena.errors import not_supported
from emulator.engines.athena.kinds import Kind, kind_of
from emulator.engines.athena.zones import at_time_zone

_SAME = frozenset(
    {
        *(exp.Select, exp.From, exp.Join, exp.Where, exp.Having, exp.Order, exp.Ordered, exp.Limit, exp.Offset),
        *(exp.With, exp.CTE, exp.Subquery, exp.Table, exp.TableAlias, exp.Union, exp.Intersect, exp.Except, exp.Exists),
        *(exp.Values, exp.Tuple, exp.Distinct, exp.Star, exp.Identifier, exp.Column, exp.Alias, exp.Paren, exp.Literal),
        *(exp.Boolean, exp.Null, exp.Var, exp.DataType, exp.DataTypeParam, exp.Interval, exp.And, exp.Or, exp.Not),
        *(
            exp.EQ,
            exp.NEQ,
            exp.GT,
            exp.GTE,
            exp.LT,
            exp.LTE,
            exp.NullSafeEQ,
            exp.NullSafeNEQ,
            exp.Is,
            exp.In,
            exp.Between,
            exp.Unnest,
        ),
        *(exp.Like, exp.Escape, exp.Case, exp.If, exp.Coalesce, exp.Nullif, exp.Mul, exp.Neg, exp.DPipe, exp.IsNan),
        *(exp.Window, exp.WindowSpec, exp.Filter, exp.Count, exp.CountIf, exp.Sum, exp.Min, exp.Max, exp.RowNumber),
        *(exp.Rank, exp.DenseRank, exp.Lag, exp.Lead, exp.Lower, exp.Upper, exp.Length, exp.Replace, exp.StrPosition),
        *(exp.StartsWith, exp.RegexpLike, exp.Year, exp.Quarter, exp.Month, exp.Day, exp.Hour, exp.Minute, exp.Second),
    }
)


def apply_semantics(tree: exp.Query) -> None:
    """Rewrite an annotated tree in place; throws `QueryError` for what is refused."""
    check_result(tree)
    for node in reversed(list(tree.walk(bfs=False))):  # children before their parents
        check_types(node)
        if rule := _RULES.get(type(node)):
            rule(node)
        elif type(node) not in _SAME:
            raise not_supported(f"'{node.sql(dialect='athena', comments=False)[:80]}' ({type(node).__name__})")
    for node in [*tree.find_all(exp.Sum, exp.CountIf)]:
        _narrow(node)


def _replace(node: exp.Expression, new: exp.Expression, place: Callable[[exp.Expression], None]) -> None:
    """Put `new` where `node` is and `node` into `new` by `place`; `new` has the type that Athena gives `node`."""
    new.type = node.type
    node.replace(new)
    place(new)


def _wrap(node: exp.Expression, template: str) -> None:
    """Replace `node` by DuckDB's SQL `template`, in which `x` stands for it."""
    new = exp.maybe_parse(template, dialect="duckdb")
    new.type = node.type
    node.replace(new)
    for place in list(new.find_all(exp.Column)):
        if place.name == "x" and not place.table:
            place.replace(node.copy())


def _divide(node: exp.Div | exp.Mod) -> None:
    """Whole numbers divide to whole numbers, and by zero is an error; DuckDB answers a fraction, or NULL."""
    kinds = {kind_of(node.this), kind_of(node.expression)}
    if Kind.DOUBLE in kinds and isinstance(node, exp.Div):
        for side in (node.this, node.expression):
            if kind_of(side) is not Kind.DOUBLE:
                _replace(side, exp.cast(exp.null(), "double"), lambda new, side=side: new.set("this", side))
        node.set("typed", False)
        node.set("safe", False)
        return
    if not kinds <= {Kind.INTEGER, Kind.NULL}:
        raise not_supported(f"'{node.sql(dialect='athena')[:80]}': dividing decimals; cast one side to double")
    divisor = node.expression.copy()
    operator = exp.IntDiv if isinstance(node, exp.Div) else exp.Mod
    checked = exp.Case(
        ifs=[
            exp.If(
                this=exp.EQ(this=exp.paren(divisor), expression=exp.Literal.number(0)),
                true=exp.Anonymous(
                    this="error", expressions=[exp.Literal.string("DIVISION_BY_ZERO: Division by zero")]
                ),
            )
        ],
        default=operator(this=exp.paren(node.this.copy()), expression=exp.paren(divisor.copy())),
    )
    checked.type = node.type
    node.replace(exp.paren(checked))


def _round(node: exp.Round) -> None:
    """Equal for doubles and whole numbers; a decimal keeps its scale in Athena and loses it in DuckDB."""
    _refuse_decimals(node, node.this)
    digits = node.args.get("decimals")
    if digits is not None and not (isinstance(digits, exp.Literal) and digits.is_int):
        raise not_supported("round to other than a literal number of digits")


def _double_only(node: exp.Expression) -> None:
    if kind_of(node.this) is not Kind.DOUBLE:
        raise not_supported(f"'{node.sql(dialect='athena')[:80]}' of other than a double")


def _refuse_decimals(node: exp.Expression, value: exp.Expression) -> None:
    if kind_of(value) is Kind.DECIMAL:
        raise not_supported(f"'{node.sql(dialect='athena')[:80]}' of a decimal; cast it to double")


def _corr(node: exp.Corr) -> None:
    """Without variance Athena answers NULL, DuckDB NaN."""
    outer = _outermost(node)
    _wrap(outer, "CASE WHEN isfinite(x) THEN x END")


def _concat(node: exp.Concat) -> None:
    """NULL makes all NULL; DuckDB's `concat` skips it."""
    first, *rest = node.expressions
    chain = first.copy()
    for part in rest:
        chain = exp.DPipe(this=chain, expression=part.copy())
    chain.type = node.type
    node.replace(exp.paren(chain, copy=False))


def _substring(node: exp.Substring) -> None:
    start = node.args.get("start")
    if not (isinstance(start, exp.Literal) and start.is_int and int(start.name) > 0):
        raise not_supported("substr from other than a literal position from 1")


def _add(node: exp.Add | exp.Sub) -> None:
    """A date and an interval are a date in Athena, a timestamp in DuckDB."""
    if kind_of(node.this) is Kind.DATE and kind_of(node.expression) is Kind.INTERVAL:
        unit = node.expression.text("unit").upper() if isinstance(node.expression, exp.Interval) else ""
        if unit not in {"DAY", "MONTH", "YEAR"}:
            raise not_supported("a date and an interval of other than days, months or years")
        _replace(node, exp.cast(exp.null(), "date"), lambda new: new.set("this", node))
        node.type = exp.DataType.build("timestamp")
    elif Kind.INTERVAL in {kind_of(node.this), kind_of(node.expression)} and kind_of(node.this) is not Kind.TIMESTAMP:
        raise not_supported(f"'{node.sql(dialect='athena')[:80]}'")


def _truncate(node: exp.TimestampTrunc | exp.DateTrunc) -> None:
    """A date stays a date."""
    if node.text("unit").upper() not in {"YEAR", "QUARTER", "MONTH", "WEEK", "DAY", "HOUR", "MINUTE", "SECOND"}:
        raise not_supported(f"date_trunc by '{node.text('unit')}'")
    kind = kind_of(node.this)
    new = exp.Anonymous(
        this="date_trunc", expressions=[exp.Literal.string(node.text("unit").lower()), node.this.copy()]
    )
    replaced = exp.cast(new, "date") if kind is Kind.DATE else new
    replaced.type = node.type
    node.replace(replaced)


def _extract(node: exp.Extract) -> None:
    if node.name.upper() not in {"YEAR", "QUARTER", "MONTH", "DAY", "HOUR", "MINUTE", "SECOND"}:
        raise not_supported(f"extract of '{node.name}'")


def _average(node: exp.Avg) -> None:
    _refuse_decimals(node, node.this)


def _narrow(node: exp.Sum | exp.CountIf) -> None:
    """Sums of whole numbers are `bigint`, an overflow an error, and nothing counts as 0; DuckDB is wider, and NULL."""
    outer = _outermost(node)
    if isinstance(node, exp.CountIf):
        count = exp.cast(exp.null(), "bigint")
        _replace(
            outer,
            exp.Coalesce(this=count, expressions=[exp.Literal.number(0)]),
            lambda _new: count.set("this", outer),
        )
    elif kind_of(node.this) is Kind.INTEGER:
        _replace(outer, exp.cast(exp.null(), "bigint"), lambda new: new.set("this", outer))


def _outermost(node: exp.Expression) -> exp.Expression:
    """An aggregate with its `filter` and `over`."""
    while isinstance(node.parent, exp.Filter | exp.Window) and node.arg_key == "this":
        node = node.parent
    return node


def _group(node: exp.Group) -> None:
    if any(node.args.get(key) for key in ("all", "rollup", "cube", "grouping_sets", "totals")):
        raise not_supported("group by all, rollup, cube or grouping sets")


_RULES: dict[type[exp.Expression], Callable] = {
    exp.Group: _group,
    exp.Div: _divide,
    exp.Mod: _divide,
    exp.Round: _round,
    exp.Abs: lambda node: None,
    exp.Floor: _double_only,
    exp.Ceil: _double_only,
    exp.Avg: _average,
    exp.Corr: _corr,
    exp.Concat: _concat,
    exp.Substring: _substring,
    exp.Add: _add,
    exp.Sub: _add,
    exp.TimestampTrunc: _truncate,
    exp.DateTrunc: _truncate,
    exp.Extract: _extract,
    exp.Cast: cast,
    exp.TryCast: cast,
    exp.AtTimeZone: at_time_zone,
}
