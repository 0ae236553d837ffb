"""Comparisons of whole numbers are exact at any size: nothing wraps around, and nothing rounds.

A number that a rule names beyond what a column can hold decides by itself, wherever the answer is
known. `sums` adds several facts up.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import narwhals.stable.v2 as nw

from reintegra.bulk.joining import any_holds, compared, if_known
from reintegra.bulk.sums import sum_test, summand
from reintegra.bulk.widths import LEAST, MOST, bounds, decided
from reintegra.errors import InvalidValue
from reintegra.rules.comparison import Operator
from reintegra.vocabulary.money import Money

if TYPE_CHECKING:
    from reintegra.bulk.layout import Layout
    from reintegra.bulk.sums import Counted
    from reintegra.rules.comparison import Comparison
    from reintegra.rules.measure import Measure
    from reintegra.rules.question import Question


def number_condition(comparison: Comparison, layout: Layout) -> nw.Expr:
    """A comparison of whole numbers, or of amounts by their units.

    Raises:
        WrongType: a column of more than 64 bits is summed, or compared with another.
        InvalidValue: such a column is compared with a number of more than 64 bits, or a sum counts
            its facts too often.
    """
    left, right, sign = comparison.left, comparison.right, comparison.operator
    own, parts = _units(left.plus), _counted(left, 1)
    if right is None:
        sign = Operator.EQUALS if sign is Operator.IS_IN else sign
        limits = dict.fromkeys(_units(value) - own for value in comparison.values)
        return any_holds([_test(parts, sign, limit, layout) for limit in limits])
    limit = _units(right.plus) - own
    parts = (*parts, *_counted(right, -1))
    if not limit and [times for _, times in parts] == [1, -1]:
        ours, theirs = (summand(fact, layout) for fact, _ in parts)
        return compared(ours, sign, theirs)
    return _test(parts, sign, limit, layout)


def _units(value: int | Money | None) -> int:
    return value.units if isinstance(value, Money) else value or 0


def _counted(side: Measure, sign: int) -> Counted:
    return tuple((part.fact, sign * part.times) for part in side.parts)


def _test(parts: Counted, sign: Operator, limit: int, layout: Layout) -> nw.Expr:
    """With whole numbers, below a limit is at most the number before it."""
    if sign is Operator.BELOW:
        sign, limit = Operator.AT_MOST, limit - 1
    elif sign is Operator.ABOVE:
        sign, limit = Operator.AT_LEAST, limit + 1
    if len(parts) == 1:
        return _counted_test(*parts[0], sign, limit, layout)
    return sum_test(parts, sign, limit, layout)


def _counted_test(
    fact: Question[Any], times: int, sign: Operator, limit: int, layout: Layout
) -> nw.Expr:
    if times < 0:
        times, limit, sign = -times, -limit, _MIRRORED[sign]
    if sign is Operator.EQUALS and limit % times:
        return if_known([nw.col(fact.name)], value=False)
    reached = limit // times if sign is Operator.AT_MOST else -(-limit // times)
    return _one_test(fact, sign, reached, layout)


_MIRRORED = {
    Operator.AT_MOST: Operator.AT_LEAST,
    Operator.AT_LEAST: Operator.AT_MOST,
    Operator.EQUALS: Operator.EQUALS,
}


def _one_test(fact: Question[Any], sign: Operator, limit: int, layout: Layout) -> nw.Expr:
    column, dtype = nw.col(fact.name), layout.dtype(fact)
    always = decided(sign, limit, *bounds(dtype))
    if always is not None:
        return if_known([column], value=always)
    if not LEAST <= limit <= MOST:
        raise InvalidValue(fact.name, "too-wide", "compare it with a number of at most 64 bits")
    return compared(column, sign, nw.lit(limit, dtype=dtype))
