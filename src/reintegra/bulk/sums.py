"""A sum of facts is exact: what may leave 64 bits is added up in two halves of 32 bits."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import narwhals.stable.v2 as nw

from reintegra.bulk.joining import compared, if_known, total
from reintegra.bulk.widths import LEAST, MOST, bounds, decided
from reintegra.errors import InvalidValue, WrongType
from reintegra.rules.comparison import Operator

if TYPE_CHECKING:
    from reintegra.bulk.layout import Layout
    from reintegra.rules.question import Question

    Counted = tuple[tuple[Question[Any], int], ...]

MOST_TIMES = 2**20
"""How often the facts of a sum may count in all: their halves then stay exact in a float."""

_HALF = 2**32
_LAST_HALF = _HALF // 2 - 1
_NARROW = "a column of Int64, or one that fits it, beside another fact"


def summand(fact: Question[Any], layout: Layout) -> nw.Expr:
    """The column of a fact, in the 64 bits in which sums are counted.

    Raises:
        WrongType: the column has more bits, or as many and no sign.
    """
    dtype, column = layout.dtype(fact), nw.col(fact.name)
    least, most = bounds(dtype)
    if least < LEAST or most > MOST:
        raise WrongType(fact.name, _NARROW, type(dtype))
    return column if isinstance(dtype, nw.Int64) else column.cast(nw.Int64)


def sum_test(parts: Counted, sign: Operator, limit: int, layout: Layout) -> nw.Expr:
    """Whether a sum of facts, each counted so often, is at most, at least or just the limit.

    Raises:
        WrongType: a column has more than 64 bits.
        InvalidValue: the facts are counted more than `MOST_TIMES` times in all.
    """
    columns = [summand(fact, layout) for fact, _ in parts]
    edges = [sorted(times * bound for bound in bounds(layout.dtype(fact))) for fact, times in parts]
    if sum(abs(times) for _, times in parts) > MOST_TIMES:
        raise InvalidValue(parts[0][0].name, "times", f"a sum counts at most {MOST_TIMES} facts")
    always = decided(sign, limit, sum(edge[0] for edge in edges), sum(edge[1] for edge in edges))
    if always is not None:
        return if_known(columns, value=always)
    counts = [times for _, times in parts]
    if sum(max(-least, most) for least, most in edges) <= MOST:
        return compared(_total(columns, counts), sign, nw.lit(limit, dtype=nw.Int64()))
    return _halves_test(columns, counts, sign, limit, exact=not layout.divides_by_float)


def _total(columns: list[nw.Expr], counts: list[int]) -> nw.Expr:
    counted = [
        column if times == 1 else column * times
        for column, times in zip(columns, counts, strict=True)
    ]
    return total(counted)


def _halves_test(
    columns: list[nw.Expr], counts: list[int], sign: Operator, limit: int, *, exact: bool
) -> nw.Expr:
    """The sum less the limit, as so many times 2 to the 32nd and a rest that is not negative."""
    if sign is Operator.AT_MOST:
        limit += 1
    high_limit, low_limit = divmod(limit, _HALF)
    highs = [_high(column, exact=exact) for column in columns]
    lows = [column - high * _HALF for column, high in zip(columns, highs, strict=True)]
    low = _total(lows, counts) - low_limit
    carried = low // _HALF
    high = _total(highs, counts) - high_limit + carried
    if sign is Operator.AT_MOST:
        return high < 0
    if sign is Operator.AT_LEAST:
        return high >= 0
    return (high == 0) & (low == carried * _HALF)


def _high(column: nw.Expr, *, exact: bool) -> nw.Expr:
    """The upper half; a division that passes through a float may round up beyond the last one."""
    high = column // _HALF
    return high if exact else nw.when(high > _LAST_HALF).then(_LAST_HALF).otherwise(high)
