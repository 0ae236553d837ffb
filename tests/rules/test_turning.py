"""Where a comparison turns, against every value on a small grid."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given as for_all
from hypothesis import strategies as st

from reintegra.rules import Condition, Expression
from reintegra.rules.search.turning import is_in_calendar, number_of, turning_numbers, value_of
from reintegra.vocabulary.money import IDR, XTS, Money, idr
from tests.rules.leaves import FIRST_DAY, Leaf, moved, one_of, total
from tests.rules.notation import fact

_SIGNS = st.sampled_from(["<", "<=", ">", ">=", "=="])
_TIMES = st.sampled_from([1, -1, 2, -2, 3])
_NAMES = ("x", "y", "z")


def _turning(condition: Expression, name: str, numbers: dict[str, int]) -> list[int]:
    assert isinstance(condition, Condition)
    return sorted(set(turning_numbers(condition.comparison, name, numbers)))


def _scanned(leaf: Leaf, name: str, others: dict[str, Any], grid: list[Any]) -> list[int]:
    """Both sides of each place on the grid where the leaf turns."""
    truths = [leaf.truth({**others, name: value}) for value in grid]
    turns = [place for place in range(1, len(grid)) if truths[place - 1] is not truths[place]]
    return sorted({number_of(grid[at]) for place in turns for at in (place - 1, place)})


@for_all(
    st.dictionaries(st.sampled_from(_NAMES), _TIMES, min_size=1),
    _SIGNS,
    st.integers(-9, 9),
    st.booleans(),
    st.fixed_dictionaries({name: st.integers(-5, 5) for name in _NAMES}),
    st.data(),
)
def test_a_sum_turns_where_scanning_finds_it(
    counts: dict[str, int],
    sign: str,
    limit: int,
    apart: bool,
    numbers: dict[str, int],
    data: st.DataObject,
) -> None:
    """Whichever fact of it moves, on whichever side it stands, and however often it counts."""
    leaf = total(counts, sign, limit, apart=apart)
    name = data.draw(st.sampled_from(sorted(counts)))
    expected = _scanned(leaf, name, numbers, list(range(-60, 61)))
    assert expected == _turning(leaf.condition, name, numbers)


@for_all(
    st.integers(-2, 2),
    st.integers(-3, 3),
    _SIGNS,
    st.integers(0, 40).map(lambda days: FIRST_DAY + timedelta(days=days)),
    st.booleans(),
    st.sampled_from(["s", "e"]),
)
def test_a_moved_day_turns_where_scanning_finds_it(
    months: int, days: int, sign: str, day: date, alone: bool, name: str
) -> None:
    """Months end on their last day, so several days may be the same day some months on."""
    leaf = moved("s", months, days, sign, day if alone else "e")
    moving = "s" if alone else name
    other = {"e": "s", "s": "e"}[moving]
    grid = [FIRST_DAY + timedelta(days=more) for more in range(-90, 140)]
    numbers = {other: day.toordinal()}
    assert _scanned(leaf, moving, {other: day}, grid) == _turning(leaf.condition, moving, numbers)


def test_each_of_several_values_turns() -> None:
    """And one beside the other only at their ends."""
    leaf = one_of("x", [3, 5, 9])
    assert [2, 3, 4, 5, 6, 8, 9, 10] == _turning(leaf.condition, "x", {})
    age = fact("age", int)
    assert [] == _turning((age * 2).equals(5), "age", {})
    assert [] == _turning(age.is_missing, "age", {})


def test_amounts_turn_like_numbers() -> None:
    """Counted in the units of their currency."""
    wage, limit = fact("wage", Money), fact("limit", Money)
    assert [99, 100] == _turning(wage < idr(100), "wage", {})
    assert [12, 13] == _turning(wage + idr(3) <= limit, "limit", {"wage": 10})
    assert [4, 5] == _turning(limit - wage <= idr(5), "wage", {"limit": 10})


def test_several_days_may_be_one_day_some_months_on() -> None:
    """The first and the last of them, and those beside them."""
    day = fact("day", date)
    found = _turning(day.months_later(1).equals(date(2019, 2, 28)), "day", {})
    expected = [date(2019, 1, 27), date(2019, 1, 28), date(2019, 1, 31), date(2019, 2, 1)]
    assert [each.toordinal() for each in expected] == found
    assert [] == _turning(day.months_later(1).equals(date(2019, 3, 30)), "day", {})


def test_the_calendar_has_two_ends() -> None:
    """Beyond them nothing turns."""
    day = fact("day", date)
    last = date.max.toordinal()
    assert [1] == _turning(day < date.min, "day", {})
    assert [1, 2] == _turning(day <= date.min, "day", {})
    assert [last] == _turning(day > date.max, "day", {})
    assert [last - 1, last] == _turning(day >= date.max, "day", {})
    assert [] == _turning((day + 9**7).equals(date.min), "day", {})
    assert [(False, True, True, False)] == [
        tuple(is_in_calendar(number, date) for number in (0, 1, last, last + 1))
    ]
    assert is_in_calendar(-5, int)
    assert is_in_calendar(-5, Money)


@pytest.mark.parametrize("value", [5, -3, idr(7), Money(-2, XTS), date(2019, 10, 31)], ids=str)
def test_what_is_counted_is_found_again(value: Any) -> None:
    """From the value to its number, and back."""
    currency = value.currency if isinstance(value, Money) else IDR
    assert value == value_of(number_of(value), type(value), currency)
