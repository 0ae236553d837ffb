"""Where a comparison turns as one of its facts moves: the values on both sides of each limit.

Numbers, amounts and days are all counted by whole numbers here: units of the currency, and days
of the calendar. Between two values that are found here nothing changes.
"""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

from reintegra.rules.comparison import Operator
from reintegra.rules.measure import moved
from reintegra.vocabulary.money import Currency, Money

if TYPE_CHECKING:
    from collections.abc import Mapping

    from reintegra.rules.comparison import Comparison
    from reintegra.rules.measure import Measure

LAST_DAY = date.max.toordinal()

_MIRRORED = {
    Operator.BELOW: Operator.ABOVE,
    Operator.AT_MOST: Operator.AT_LEAST,
    Operator.ABOVE: Operator.BELOW,
    Operator.AT_LEAST: Operator.AT_MOST,
}
_REACHES_THE_LIMIT = {Operator.BELOW, Operator.AT_LEAST}
_ONE_OF = {Operator.EQUALS, Operator.IS_IN}


def number_of(value: Any) -> int:  # noqa: ANN401 - a value of an ordered type
    """The whole number by which a number, an amount or a day is counted."""
    if isinstance(value, Money):
        return value.units
    return value.toordinal() if isinstance(value, date) else int(value)


def value_of(number: int, kind: type, currency: Currency) -> Any:  # noqa: ANN401 - of that type
    """The number, the amount or the day that a whole number counts."""
    if kind is Money:
        return Money(number, currency)
    return date.fromordinal(number) if kind is date else number


def is_in_calendar(number: int, kind: type) -> bool:
    """Whether the number counts a value: numbers and amounts have no end, days have two."""
    return kind is not date or 1 <= number <= LAST_DAY


def turning_numbers(
    comparison: Comparison, name: str, numbers: Mapping[str, int]
) -> tuple[int, ...]:
    """On both sides of each limit, the numbers of a fact; those of the other facts are given."""
    if comparison.operator is Operator.IS_MISSING:
        return ()
    if comparison.left.type is date:
        found = _days(comparison, name, numbers)
        return tuple(number for number in found if is_in_calendar(number, date))
    times, rest = _split(comparison.left, name, numbers)
    if comparison.right is None:
        rests = [rest - number_of(value) for value in comparison.values]
    else:
        other_times, other_rest = _split(comparison.right, name, numbers)
        times, rests = times - other_times, [rest - other_rest]
    return tuple(each for rest in rests for each in _crossing(comparison.operator, times, rest))


def _split(side: Measure, name: str, numbers: Mapping[str, int]) -> tuple[int, int]:
    """How often the fact counts in a sum, and what the rest adds up to."""
    times, rest = 0, number_of(side.plus or 0)
    for part in side.parts:
        if part.fact.name == name:
            times = part.times
        else:
            rest += part.times * numbers[part.fact.name]
    return times, rest


def _crossing(operator: Operator, times: int, rest: int) -> tuple[int, ...]:
    """Around which numbers `times * number + rest` comes to 0, or passes it."""
    if operator in _ONE_OF:
        whole, left_over = divmod(-rest, times)
        return () if left_over else (whole - 1, whole, whole + 1)
    rest -= operator not in _REACHES_THE_LIMIT
    edge = -(rest // times) if times > 0 else rest // -times + 1
    return edge - 1, edge


def _days(comparison: Comparison, name: str, numbers: Mapping[str, int]) -> tuple[int, ...]:
    left, right, operator = comparison.left, comparison.right, comparison.operator
    if right is None:
        limits = [value.toordinal() for value in comparison.values]
    elif right.facts[0].name == name:
        limits = [_day(left, numbers)]
        left, operator = right, _MIRRORED.get(operator, operator)
    else:
        limits = [_day(right, numbers)]
    return tuple(each for limit in limits for each in _reaching(left, operator, limit))


def _day(side: Measure, numbers: Mapping[str, int]) -> int:
    return moved(date.fromordinal(numbers[side.facts[0].name]), side.months) + side.days


def _reaching(side: Measure, operator: Operator, limit: int) -> tuple[int, ...]:
    first, beyond = side.first_day_reaching(limit), side.first_day_reaching(limit + 1)
    if operator in _ONE_OF:
        return (first - 1, first, beyond - 1, beyond) if first < beyond else ()
    edge = first if operator in _REACHES_THE_LIMIT else beyond
    return edge - 1, edge
