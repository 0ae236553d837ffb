"""What every comparison is written with, alike on every backend."""

from __future__ import annotations

import operator
from functools import reduce
from typing import TYPE_CHECKING, Any

import narwhals.stable.v2 as nw

from reintegra.rules.comparison import ORDERS, Operator

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence


_WIDTH = 16


def all_hold(parts: Sequence[nw.Expr]) -> nw.Expr:
    """True where all are, false where one is, and null elsewhere."""
    return _joined(lambda few: nw.all_horizontal(*few, ignore_nulls=False), parts)


def any_holds(parts: Sequence[nw.Expr]) -> nw.Expr:
    """True where one is, false where all are, and null elsewhere."""
    return _joined(lambda few: nw.any_horizontal(*few, ignore_nulls=False), parts)


def total(parts: Sequence[nw.Expr]) -> nw.Expr:
    """The sum, and null where one is null."""
    return _joined(lambda few: reduce(nw.Expr.__add__, few), parts)


def _joined(join: Callable[[Sequence[nw.Expr]], nw.Expr], parts: Sequence[nw.Expr]) -> nw.Expr:
    """A few at a time: a long chain would be deeper than some backends can follow."""
    while len(parts) > 1:
        parts = [join(parts[at : at + _WIDTH]) for at in range(0, len(parts), _WIDTH)]
    return parts[0]


def compared(left: nw.Expr, sign: Operator, right: nw.Expr) -> nw.Expr:
    """Two sides under an operator that has two."""
    compare: Any = operator.eq if sign is Operator.EQUALS else ORDERS[sign]
    answer: nw.Expr = compare(left, right)
    return answer


def if_known(columns: Sequence[nw.Expr], *, value: bool) -> nw.Expr:
    """The value where every column has an answer, and unknown elsewhere."""
    same = all_hold([column == column for column in columns])  # noqa: PLR0124 - null where it is null
    return same if value else ~same
