"""Periods include both ends, and deadlines their last day."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from typing import Any

import pendulum
import pytest
from hypothesis import given
from hypothesis import strategies as st

from reintegra.errors import InvalidValue, WrongType
from reintegra.vocabulary.calendar import Deadline, Period, first_period_with
from tests.vocabulary.given import cases

FIRST = date(2019, 10, 1)
LAST = FIRST + timedelta(days=11)
DAYS = st.dates(FIRST, LAST)
BEYOND = frozenset(FIRST + timedelta(days=shift) for shift in range(-2, 20))


@st.composite
def periods(draw: st.DrawFn) -> Period:
    """Short periods that often meet, some of them without an end."""
    start = draw(DAYS)
    return Period(start, draw(st.none() | st.dates(start, LAST)))


def days_of(period: Period) -> frozenset[date]:
    """The oracle: the days of a small calendar, one by one."""
    return frozenset(
        day for day in BEYOND if period.start <= day and (period.end is None or day <= period.end)
    )


def period_of(pair: list[str]) -> Period:
    """A period of a worked case."""
    return Period(*(date.fromisoformat(day) for day in pair))


def pair_of(period: Period | None) -> list[str | None] | None:
    """A period as the worked cases write it."""
    if period is None:
        return None
    return [period.start.isoformat(), None if period.end is None else period.end.isoformat()]


@given(periods(), DAYS)
def test_a_period_contains_its_days_and_no_others(period: Period, day: date) -> None:
    """Both ends included."""
    assert (day in days_of(period)) == period.contains(day)
    assert period.contains(period.start)
    assert not period.contains(period.start - timedelta(days=1))


@given(periods(), periods())
def test_two_periods_meet_as_their_days_do(one: Period, other: Period) -> None:
    """Sets of days agree with every answer, in either order."""
    common = days_of(one) & days_of(other)
    assert bool(common) == one.overlaps(other) == other.overlaps(one)
    assert (days_of(other) <= days_of(one)) == one.covers(other)
    both = one.intersection(other)
    assert common == (frozenset() if both is None else days_of(both))
    assert both == other.intersection(one)


@given(periods(), periods())
def test_two_periods_join_where_no_day_is_between(one: Period, other: Period) -> None:
    """The days of both make one run, or joining is refused."""
    together = days_of(one) | days_of(other)
    span = (max(together) - min(together)).days + 1
    adjacent = one.is_adjacent_to(other)
    assert adjacent == other.is_adjacent_to(one)
    if span == len(together):
        assert adjacent == (not one.overlaps(other))
        assert together == days_of(one.join(other))
        assert one.join(other) == other.join(one)
    else:
        assert not adjacent
        with pytest.raises(InvalidValue) as refused:
            one.join(other)
        assert "apart" == refused.value.code


def test_what_is_joined_with_a_period_without_an_end_has_none() -> None:
    """Whichever of the two it is; but a day between them that neither has keeps them apart."""
    closed, going_on = Period(FIRST, LAST), Period(LAST)
    assert Period(FIRST) == closed.join(going_on) == going_on.join(closed)
    with pytest.raises(InvalidValue, match="periods join where they overlap or are adjacent"):
        Period(FIRST, FIRST).join(going_on)


@given(periods())
def test_the_days_of_a_period_are_counted_with_both_ends(period: Period) -> None:
    """A period without an end has no number of days."""
    assert (None if period.end is None else len(days_of(period))) == period.days


def test_the_last_day_of_the_calendar_is_an_end_like_any_other() -> None:
    """A period up to it is not one without an end."""
    closed, going_on = Period(FIRST, date.max), Period(FIRST)
    assert going_on.covers(closed)
    assert not closed.covers(going_on)
    assert closed == closed.intersection(going_on)
    assert going_on == closed.join(going_on)
    assert not closed.is_adjacent_to(going_on)


@pytest.mark.parametrize("case", cases("dates.json", "two-periods"), ids=lambda case: case["id"])
def test_two_periods_of_the_worked_cases(case: dict[str, Any]) -> None:
    """Adjacent, overlapping, joined."""
    one, other = period_of(case["input"]["first"]), period_of(case["input"]["second"])
    answers = {
        "adjacent": one.is_adjacent_to(other),
        "overlaps": one.overlaps(other),
        "intersection": pair_of(one.intersection(other)),
        "first_covers_second": one.covers(other),
        "join": pair_of(one.join(other)),
    }
    assert case["expect"] == answers


@pytest.mark.parametrize("case", cases("dates.json", "period"), ids=lambda case: case["id"])
def test_periods_of_the_worked_cases(case: dict[str, Any]) -> None:
    """One day is a period; an end before the start is refused."""
    if case["expect"]["valid"]:
        assert case["expect"]["days"] == period_of(case["input"]["period"]).days
    else:
        with pytest.raises(InvalidValue) as refused:
            period_of(case["input"]["period"])
        assert ("end", "before-start") == (refused.value.field, refused.value.code)


@pytest.mark.parametrize("case", cases("dates.json", "find-period"), ids=lambda case: case["id"])
def test_the_first_period_with_a_day_of_the_worked_cases(case: dict[str, Any]) -> None:
    """Or none."""
    held = [period_of(pair) for pair in case["input"]["periods"]]
    day = date.fromisoformat(case["input"]["day"])
    assert case["expect"]["found"] == pair_of(first_period_with(held, day))


def test_the_first_of_two_periods_with_a_day_is_found() -> None:
    """The order of the list decides, not the start."""
    held = [Period(date(2019, 10, 5)), Period(date(2019, 10, 1))]
    assert held[0] == first_period_with(held, date(2019, 10, 31))


@pytest.mark.parametrize("case", cases("dates.json", "period-of"), ids=lambda case: case["id"])
def test_months_and_years_of_the_worked_cases(case: dict[str, Any]) -> None:
    """From their first day to their last."""
    asked = case["input"]
    made = Period.of_month(**asked) if "month" in asked else Period.of_year(**asked)
    assert case["expect"]["period"] == pair_of(made)


@given(st.integers(1, 9999))
def test_twelve_months_make_a_year(year: int) -> None:
    """Without a gap and without a day twice."""
    joined = Period.of_month(year, 1)
    for month in range(2, 13):
        assert joined.is_adjacent_to(Period.of_month(year, month))
        joined = joined.join(Period.of_month(year, month))
    assert Period.of_year(year) == joined
    assert joined.days in {365, 366}


@pytest.mark.parametrize("year", [0, 10_000, -1, 10**30])
def test_a_year_outside_the_calendar_is_refused(year: int) -> None:
    """As the library's own error."""
    for make in (Period.of_year, lambda given: Period.of_month(given, 1)):
        with pytest.raises(InvalidValue) as refused:
            make(year)
        assert "year" == refused.value.field


@pytest.mark.parametrize("month", [0, 13, -1])
def test_a_month_is_one_of_twelve(month: int) -> None:
    """There is no thirteenth."""
    with pytest.raises(InvalidValue) as refused:
        Period.of_month(2019, month)
    assert "month" == refused.value.field


@pytest.mark.parametrize("wrong", [True, "2019", 2019.0, None])
def test_years_and_months_are_whole_numbers(wrong: Any) -> None:
    """A text is not parsed."""
    with pytest.raises(WrongType):
        Period.of_year(wrong)
    with pytest.raises(WrongType):
        Period.of_month(2019, wrong)


def test_periods_and_deadlines_take_pendulum_days_and_hold_plain_ones() -> None:
    """A pendulum value never gets inside."""
    given = pendulum.date(2019, 10, 31)
    period, deadline = Period(given, given), Deadline(given, 7)
    assert {date} == {
        type(period.start),
        type(period.end),
        type(deadline.start),
        type(deadline.due),
    }
    assert period.contains(given)
    assert deadline.is_kept(given)


@pytest.mark.parametrize("wrong", ["2019-10-31", datetime(2019, 10, 31, 8, tzinfo=UTC), 1])
def test_periods_and_deadlines_take_days_only(wrong: Any) -> None:
    """The field that is wrong is named."""
    day = date(2019, 10, 31)
    for make, field in (
        (lambda: Period(wrong), "start"),
        (lambda: Period(day, wrong), "end"),
        (lambda: Deadline(wrong, 7), "start"),
        (lambda: Deadline(day, 7).is_kept(wrong), "on"),
        (lambda: Period(day).contains(wrong), "day"),
        (lambda: first_period_with([], wrong), "day"),
    ):
        with pytest.raises(WrongType) as refused:
            make()
        assert field == refused.value.field


@given(DAYS, st.integers(0, 30), st.integers(-40, 40))
def test_a_deadline_is_kept_up_to_its_last_day(start: date, days: int, shift: int) -> None:
    """At the latest so many days from the start: the last of them included."""
    deadline = Deadline(start, days)
    assert start + timedelta(days=days) == deadline.due
    assert (shift <= days) == deadline.is_kept(on=start + timedelta(days=shift))


def test_seven_days_from_a_request() -> None:
    """Asked on 31 October, in time on 7 November and late on the 8th."""
    deadline = Deadline(date(2019, 10, 31), 7)
    assert deadline.is_kept(on=date(2019, 11, 7))
    assert not deadline.is_kept(on=date(2019, 11, 8))


@pytest.mark.parametrize(("days", "code"), [(-1, "negative"), (10**7, "out-of-range")])
def test_a_deadline_that_no_day_is_is_refused_when_made(days: int, code: str) -> None:
    """Not only when it is asked."""
    with pytest.raises(InvalidValue) as refused:
        Deadline(date(2019, 10, 31), days)
    assert ("days", code) == (refused.value.field, refused.value.code)


@pytest.mark.parametrize("wrong", [True, 7.0, "7", None])
def test_a_deadline_is_counted_in_whole_days(wrong: Any) -> None:
    """Half a day is no day."""
    with pytest.raises(WrongType):
        Deadline(date(2019, 10, 31), wrong)
