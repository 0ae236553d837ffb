"""Comparisons of days follow the calendar of one-case judging, on every backend.

Against a day that a rule names, the first day that reaches it is found beforehand. Two days of one
row are compared by their numbers, which are worked out from year, month and day with whole numbers:
what backends offer for adding months differs.
"""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

import narwhals.stable.v2 as nw

from reintegra.bulk.joining import any_holds, compared
from reintegra.rules.comparison import Operator
from reintegra.rules.measure import moved

if TYPE_CHECKING:
    from reintegra.bulk.layout import Layout
    from reintegra.bulk.steps import Steps
    from reintegra.rules.comparison import Comparison
    from reintegra.rules.measure import Measure
    from reintegra.rules.question import Question

_LAST = date.max.toordinal()
_CYCLE_MONTHS, _CYCLE_DAYS = 4_800, 146_097


def day_condition(comparison: Comparison, layout: Layout, steps: Steps) -> nw.Expr:
    """A comparison of days, moved by months and days or not."""
    if comparison.right is not None:
        return _two_days(comparison.left, comparison.operator, comparison.right, steps)
    tests = [
        _against(comparison.left, comparison.operator, value.toordinal(), layout)
        for value in comparison.values
    ]
    return any_holds(tests)


def in_calendar(fact: Question[Any], layout: Layout) -> nw.Expr:
    """Whether a day lies in the years 1 to 9999, which are those of one-case judging."""
    return nw.col(fact.name).is_between(_day(1, layout), _day(_LAST, layout))


def _against(side: Measure, sign: Operator, number: int, layout: Layout) -> nw.Expr:
    column = nw.col(side.parts[0].fact.name)
    first = side.first_day_reaching(number)
    after = side.first_day_reaching(number + 1)
    if sign is Operator.AT_LEAST:
        return _from(column, first, layout)
    if sign is Operator.ABOVE:
        return _from(column, after, layout)
    if sign is Operator.BELOW:
        return ~_from(column, first, layout)
    if sign is Operator.AT_MOST:
        return ~_from(column, after, layout)
    if after == first + 1:
        return column == _day(first, layout)
    return _from(column, first, layout) & ~_from(column, after, layout)


def _from(column: nw.Expr, number: int, layout: Layout) -> nw.Expr:
    """Whether a day is on or after a numbered one; the one after the last day is never reached."""
    if number > _LAST:
        return column > _day(_LAST, layout)
    return column >= _day(number, layout)


def _day(number: int, layout: Layout) -> nw.Expr:
    """A day as a constant; Spark reads one before the year 1000 only as a text."""
    day = date.fromordinal(number)
    if layout.backend.is_spark_like():  # pragma: no cover - Spark runs in the nightly run only
        return nw.lit(day.isoformat()).cast(nw.Date)
    return nw.lit(day)


def _two_days(left: Measure, sign: Operator, right: Measure, steps: Steps) -> nw.Expr:
    first, other = left.parts[0].fact.name, right.parts[0].fact.name
    own_cycles, own_months = divmod(left.months, _CYCLE_MONTHS)
    other_cycles, other_months = divmod(right.months, _CYCLE_MONTHS)
    shift = right.days - left.days + (other_cycles - own_cycles) * _CYCLE_DAYS
    if not (shift or own_months or other_months):
        return compared(nw.col(first), sign, nw.col(other))
    least = moved(date.min, own_months) - moved(date.max, other_months)
    most = moved(date.max, own_months) - moved(date.min, other_months)
    # Beyond the reach of two days of the calendar, every shift decides alike.
    shift = max(least - 1, min(most + 1, shift))
    between = _moved(first, own_months, steps) - _moved(other, other_months, steps)
    return compared(between, sign, nw.lit(shift, dtype=nw.Int64()))


def _moved(name: str, months: int, steps: Steps) -> nw.Expr:
    """The number of the day so many months on; where a month is too short, its last day."""
    days = nw.col(name).dt
    if not months:
        before = steps.keep(0, f"{name} years", lambda: days.year().cast(nw.Int64) - 1)
        return before * 365 + _leaps(before) + days.ordinal_day().cast(nw.Int64)
    first = _first_of_month(name, months, steps)
    last = _first_of_month(name, months + 1, steps) - 1
    number = first + days.day().cast(nw.Int64) - 1
    return nw.when(number > last).then(last).otherwise(number)


def _first_of_month(name: str, months: int, steps: Steps) -> nw.Expr:
    """The number of the first day of the month so many months on.

    Years are begun in March, so that the day that a leap year adds is the last.
    """
    what, days = f"{name} {months}", nw.col(name).dt
    index = steps.keep(
        0,
        f"{what} index",
        lambda: days.year().cast(nw.Int64) * 12 + days.month().cast(nw.Int64) + (months - 3),
    )
    year = steps.keep(1, f"{what} year", lambda: index // 12)
    return steps.keep(
        2,
        f"{what} first",
        lambda: year * 365 + _leaps(year) + ((index - year * 12) * 153 + 2) // 5 - 305,
    )


def _leaps(years: nw.Expr) -> nw.Expr:
    """How many leap years the calendar has had in so many years."""
    return years // 4 - years // 100 + years // 400
