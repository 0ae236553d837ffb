"""Months, years and ages: one rule, round down, everywhere."""

from __future__ import annotations

import calendar as oracle
from datetime import UTC, date, datetime, timedelta
from typing import TYPE_CHECKING, Any

import pendulum
import pytest
from hypothesis import given
from hypothesis import strategies as st

from reintegra.errors import InvalidValue, WrongType
from reintegra.vocabulary import calendar
from reintegra.vocabulary.calendar import (
    completed_years,
    days_after,
    has_reached_age,
    has_reached_months,
    months_after,
    years_after,
)
from tests.vocabulary.given import cases

if TYPE_CHECKING:
    from collections.abc import Callable

DAYS = st.dates(date(1900, 1, 1), date(2100, 12, 31))
NO_DAYS = ["2019-10-31", 20191031, None, datetime(2019, 10, 31, 8, tzinfo=UTC)]
NOT_WHOLE = [True, 1.0, "1", None]


def moved(day: date, months: int) -> date:
    """An independent rule: count months, then take the last day that the month has."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, min(day.day, oracle.monthrange(year, month + 1)[1]))


def answer(expected: dict[str, Any], key: str) -> Any:
    """The one answer, or the one of the rule that the project states: round down."""
    return expected.get(key, expected.get("round_down"))


@given(DAYS, st.integers(-1200, 1200))
def test_months_round_down(day: date, months: int) -> None:
    """A month that has no such day ends on its last one."""
    assert moved(day, months) == months_after(day, months)


@given(DAYS, st.integers(-500, 500))
def test_years_are_twelve_months(day: date, years: int) -> None:
    """So 29 February and a year is 28 February."""
    assert moved(day, years * 12) == years_after(day, years)


@given(DAYS, st.integers(0, 1200), st.integers(0, 1200))
def test_more_months_never_end_earlier(day: date, fewer: int, more: int) -> None:
    """Rounding keeps the order."""
    fewer, more = sorted((fewer, more))
    assert months_after(day, fewer) <= months_after(day, more)


UNITS: dict[str, Callable[[date, int], date]] = {
    "years": years_after,
    "months": months_after,
    "days": days_after,
    "weeks": lambda day, count: days_after(day, 7 * count),
}


@pytest.mark.parametrize("case", cases("dates.json", "add"), ids=lambda case: case["id"])
def test_sums_of_the_worked_cases(case: dict[str, Any]) -> None:
    """Years, months, weeks and days, forward and back."""
    asked = case["input"]
    result = UNITS[asked["unit"]](date.fromisoformat(asked["day"]), asked["n"])
    assert answer(case["expect"], "day") == result.isoformat()


@pytest.mark.parametrize("case", cases("dates.json", "age"), ids=lambda case: case["id"])
def test_ages_of_the_worked_cases(case: dict[str, Any]) -> None:
    """Completed years."""
    birth, on = (date.fromisoformat(case["input"][key]) for key in ("birth", "on"))
    assert answer(case["expect"], "years") == completed_years(birth, on)


@pytest.mark.parametrize(
    "case", cases("dates.json", "has-reached-age"), ids=lambda case: case["id"]
)
def test_reached_ages_of_the_worked_cases(case: dict[str, Any]) -> None:
    """The birthday included."""
    birth, on = (date.fromisoformat(case["input"][key]) for key in ("birth", "on"))
    assert answer(case["expect"], "reached") is has_reached_age(birth, case["input"]["age"], on)


@pytest.mark.parametrize(
    "case", cases("dates.json", "has-reached-months"), ids=lambda case: case["id"]
)
def test_reached_months_of_the_worked_cases(case: dict[str, Any]) -> None:
    """The last day included."""
    start, on = (date.fromisoformat(case["input"][key]) for key in ("from", "on"))
    months = case["input"]["months"]
    assert answer(case["expect"], "reached") is has_reached_months(start, months, on)


def test_the_rounding_rule_is_one_and_stated() -> None:
    """The worked case: the project answers by its one rule, and the module says which."""
    (case,) = cases("dates.json", "rounding-is-chosen")
    asked = case["input"]
    end = years_after(date.fromisoformat(asked["day"]), asked["add_years"])
    assert case["expect"]["round_down"] is (end <= date.fromisoformat(asked["not_after"]))
    assert "round down" in str(calendar.__doc__)


def test_a_leap_day_and_a_year_is_28_february() -> None:
    """And the text that is no date at all is refused by its type."""
    (case,) = cases("input.json", "date")
    text, moved_day = case["input"]["values"]
    refusal, expected = case["expect"]["answers"]
    assert "refuse" == refusal
    wrong: Any = text
    with pytest.raises(WrongType):
        years_after(wrong, 0)
    start = date.fromisoformat(moved_day["day"])
    assert expected == years_after(start, moved_day["add_years"]).isoformat()


@pytest.mark.parametrize("year", [2004, 2005])
def test_eighteen_is_reached_on_the_birthday_for_every_birth_date(year: int) -> None:
    """For every day of a leap and a common year: the day before, on it, and after."""
    birth = date(year, 1, 1)
    while birth.year == year:
        birthday = moved(birth, 18 * 12)
        around = [birthday + timedelta(days=shift) for shift in (-1, 0, 1)]
        assert [False, True, True] == [has_reached_age(birth, 18, on=day) for day in around]
        assert [17, 18, 18] == [completed_years(birth, on=day) for day in around]
        birth += timedelta(days=1)


def test_the_differences_of_pendulum_are_not_used() -> None:
    """Pendulum says 18 a day early here, and 3 months a day early there."""
    assert not has_reached_age(date(2008, 4, 2), 18, on=date(2026, 4, 1))
    assert 17 == completed_years(date(2008, 4, 2), on=date(2026, 4, 1))
    assert not has_reached_months(date(2025, 1, 15), 3, on=date(2025, 4, 14))


@given(DAYS, st.integers(0, 40_000), st.integers(0, 120))
def test_completed_years_are_the_most_that_are_reached(birth: date, days: int, years: int) -> None:
    """Both answers come from one rule."""
    on = birth + timedelta(days=days)
    assert (years <= completed_years(birth, on)) == has_reached_age(birth, years, on)


@given(DAYS, st.integers(0, 40_000), st.integers(0, 100))
def test_months_and_years_agree(start: date, days: int, years: int) -> None:
    """Twelve months are a year."""
    on = start + timedelta(days=days)
    assert has_reached_age(start, years, on) == has_reached_months(start, 12 * years, on)


def test_nobody_has_an_age_before_birth() -> None:
    """A day of birth in the future is a fault of the record."""
    birth = date(2019, 10, 31)
    assert 0 == completed_years(birth, birth)
    with pytest.raises(InvalidValue) as refused:
        completed_years(birth, birth - timedelta(days=1))
    assert "before-birth" == refused.value.code
    assert not has_reached_age(birth, 0, birth - timedelta(days=1))


def test_ages_and_waiting_times_are_not_negative() -> None:
    """A negative age is a fault, not an answer."""
    day = date(2019, 10, 31)
    for reached in (has_reached_age, has_reached_months):
        assert reached(day, 0, day)
        with pytest.raises(InvalidValue) as refused:
            reached(day, -1, day)
        assert "negative" == refused.value.code


@pytest.mark.parametrize("count", [8000, -3000, 10**9, 10**12, -(10**20), 10**30])
def test_a_day_outside_the_calendar_is_refused(count: int) -> None:
    """However large the number; nothing wraps around."""
    for after in (years_after, lambda day, years: months_after(day, 12 * years)):
        with pytest.raises(InvalidValue) as refused:
            after(date(2019, 10, 31), count)
        assert "out-of-range" == refused.value.code
        assert refused.value.__context__ is None


@pytest.mark.parametrize("wrong", NOT_WHOLE)
def test_years_and_months_are_counted_whole(wrong: Any) -> None:
    """Half a year is six months."""
    day = date(2019, 10, 31)
    for use in (
        lambda: years_after(day, wrong),
        lambda: months_after(day, wrong),
        lambda: has_reached_age(day, wrong, day),
        lambda: has_reached_months(day, wrong, day),
    ):
        with pytest.raises(WrongType):
            use()


@pytest.mark.parametrize("wrong", NO_DAYS)
def test_every_day_is_a_day(wrong: Any) -> None:
    """The argument that is wrong is named."""
    day = date(2019, 10, 31)
    for use, field in (
        (lambda: years_after(wrong, 1), "day"),
        (lambda: months_after(wrong, 1), "day"),
        (lambda: has_reached_age(wrong, 1, day), "birth"),
        (lambda: has_reached_age(day, 1, wrong), "on"),
        (lambda: has_reached_months(wrong, 1, day), "start"),
        (lambda: has_reached_months(day, 1, wrong), "on"),
        (lambda: completed_years(wrong, day), "birth"),
        (lambda: completed_years(day, wrong), "on"),
    ):
        with pytest.raises(WrongType) as refused:
            use()
        assert field == refused.value.field


def test_pendulum_days_are_taken_and_plain_ones_given() -> None:
    """In every place of a day."""
    day = pendulum.date(2004, 2, 29)
    assert date is type(years_after(day, 18)) is type(months_after(day, 1))
    assert date(2022, 2, 28) == years_after(day, 18)
    assert has_reached_age(day, 18, on=pendulum.date(2022, 2, 28))
    assert has_reached_months(day, 1, on=pendulum.datetime(2004, 3, 29))
    assert 18 == completed_years(day, pendulum.date(2022, 2, 28))


def test_all_names_about_days_are_in_one_place() -> None:
    """Sorted, and each of them there."""
    assert sorted(calendar.__all__) == calendar.__all__
    assert [] == [name for name in calendar.__all__ if not hasattr(calendar, name)]
