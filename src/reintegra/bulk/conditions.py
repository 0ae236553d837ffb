"""One comparison of a rule, written for a frame."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

import narwhals.stable.v2 as nw

from reintegra.bulk.answers import answered
from reintegra.bulk.days import day_condition
from reintegra.bulk.joining import all_hold
from reintegra.bulk.numbers import number_condition
from reintegra.bulk.texts import plain_condition
from reintegra.rules.comparison import Operator
from reintegra.vocabulary.money import Money

if TYPE_CHECKING:
    from reintegra.bulk.layout import Layout
    from reintegra.bulk.steps import Steps
    from reintegra.rules.comparison import Comparison
    from reintegra.rules.question import Question


def condition(comparison: Comparison, layout: Layout, steps: Steps) -> nw.Expr:
    """Whether the comparison holds in a row: true, false, or null where that is unknown.

    Raises:
        WrongType: two whole numbers are compared whose columns have more than 64 bits.
        InvalidValue: a number is too large for such a column, or a sum counts too many facts.
    """
    if comparison.operator is Operator.IS_MISSING:
        return _is_missing(comparison.left.facts[0], layout)
    test = _test(comparison, layout, steps)
    checks = [check for fact in comparison.facts if (check := answered(fact, layout)) is not None]
    return nw.when(all_hold(checks)).then(test) if checks else test


def _test(comparison: Comparison, layout: Layout, steps: Steps) -> nw.Expr:
    kind = comparison.left.type
    if kind is date:
        return day_condition(comparison, layout, steps)
    if kind is int or kind is Money:
        return number_condition(comparison, layout)
    return plain_condition(comparison, layout)


def _is_missing(fact: Question[Any], layout: Layout) -> nw.Expr:
    column, check = nw.col(fact.name), answered(fact, layout)
    if check is not None:
        return ~check.fill_null(False)  # noqa: FBT003 - the name of the method says what it is
    if layout.backend.is_pandas_like():
        # There is_null answers with a type of numpy, which has no third value.
        return ~(column == column).fill_null(False)  # noqa: FBT003, PLR0124 - null where it is null
    return column.is_null()
