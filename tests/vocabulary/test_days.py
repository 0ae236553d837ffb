"""Days and instants of any library end as plain ones."""

from __future__ import annotations

import json
from datetime import UTC, date, datetime, timedelta, timezone
from typing import Any

import pendulum
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reintegra.errors import InvalidValue, WrongType
from reintegra.vocabulary import calendar
from reintegra.vocabulary.calendar import (
    as_day,
    as_instant,
    as_optional_day,
    day_in_words,
    days_after,
    days_between,
    due_after,
    last_day_of_week,
)
from tests.profiles import at_most
from tests.vocabulary.given import assert_silent, cases

DAYS = st.dates()
NOON = datetime.fromisoformat("2019-10-31T12:00:00")
WEST = timezone(timedelta(hours=8))
NO_DAYS = ["2019-10-31", 20191031, 1.5, True, None, datetime(2019, 10, 31, 8, tzinfo=UTC)]


@pytest.mark.parametrize(
    "value",
    [
        date(2019, 10, 31),
        datetime(2019, 10, 31, tzinfo=UTC),
        datetime(2019, 10, 31, tzinfo=WEST),
        datetime.fromisoformat("2019-10-31"),
        pendulum.date(2019, 10, 31),
        pendulum.datetime(2019, 10, 31, tz="Asia/Makassar"),
    ],
)
def test_a_day_of_any_library_ends_as_a_plain_date(value: date) -> None:
    """Midnight names the day on which it stands, in whatever zone."""
    for day in (as_day(value), as_optional_day(value)):
        assert date(2019, 10, 31) == day
        assert date is type(day)


@pytest.mark.parametrize(
    "value",
    [*NO_DAYS, pendulum.datetime(2019, 10, 31, 8), datetime(2019, 10, 31, 0, 0, 0, 1, tzinfo=UTC)],
)
def test_what_is_no_day_is_refused_by_its_type(value: object) -> None:
    """A text is not parsed and a time of day is not dropped."""
    wrong: Any = value
    with pytest.raises(WrongType) as refused:
        as_day(wrong, "birth")
    assert "birth" == refused.value.field
    assert_silent(refused.value, str(value))


def test_an_unknown_day_stays_unknown() -> None:
    """Where a day is optional."""
    assert as_optional_day(None) is None
    wrong: Any = "2019-10-31"
    with pytest.raises(WrongType):
        as_optional_day(wrong)


@pytest.mark.parametrize(
    "value",
    [
        datetime(2019, 10, 31, 8, 30, 1, 2, tzinfo=WEST),
        datetime(2019, 10, 31, 0, 30, 1, 2, tzinfo=UTC),
        pendulum.datetime(2019, 10, 31, 8, 30, 1, 2, tz="Asia/Makassar"),
    ],
)
def test_an_instant_of_any_library_ends_as_plain_utc(value: datetime) -> None:
    """The same moment, by one clock."""
    instant = as_instant(value)
    assert datetime(2019, 10, 31, 0, 30, 1, 2, tzinfo=UTC) == instant
    assert (datetime, UTC) == (type(instant), instant.tzinfo)


@settings(max_examples=at_most(100))  # about 6 ms each
@given(
    st.datetimes(
        min_value=NOON.replace(year=2),
        max_value=NOON.replace(year=9998),
        timezones=st.timezones(),
    )
)
def test_an_instant_is_the_same_moment(value: datetime) -> None:
    """The standard library agrees, for every zone and every fold."""
    assert value.astimezone(UTC) == as_instant(value)


@pytest.mark.parametrize(
    "value",
    [NOON, pendulum.naive(2019, 10, 31), date(2019, 10, 31), "now", None, 0],
)
def test_a_time_without_its_offset_is_refused(value: object) -> None:
    """The zone is never guessed."""
    wrong: Any = value
    with pytest.raises(WrongType):
        as_instant(wrong)


def test_an_instant_before_the_first_year_is_refused() -> None:
    """Nothing wraps around."""
    with pytest.raises(InvalidValue) as refused:
        as_instant(datetime.min.replace(tzinfo=WEST))
    assert "out-of-range" == refused.value.code
    assert refused.value.__context__ is None


@given(DAYS, st.integers(-(10**7), 10**7))
def test_days_after_is_undone_by_days_before(day: date, count: int) -> None:
    """Or the calendar has no such day."""
    ordinal = day.toordinal() + count
    if date.min.toordinal() <= ordinal <= date.max.toordinal():
        later = days_after(day, count)
        assert ordinal == later.toordinal()
        assert count == days_between(day, later)
        assert day == days_after(later, -count)
    else:
        with pytest.raises(InvalidValue) as refused:
            days_after(day, count)
        assert "out-of-range" == refused.value.code


@pytest.mark.parametrize("count", [10**9, -(10**9), 10**10, 10**30])
def test_any_number_of_days_is_answered(count: int) -> None:
    """Numbers that no clock holds are refused as others are."""
    with pytest.raises(InvalidValue) as refused:
        days_after(date(2019, 10, 31), count)
    assert refused.value.__context__ is None
    with pytest.raises(InvalidValue):
        due_after(datetime(2019, 10, 31, tzinfo=UTC), count * 24)


@pytest.mark.parametrize("count", [True, 1.0, "1", None])
def test_days_and_hours_are_counted_whole(count: object) -> None:
    """Half a day is no day; no limit is said by leaving it out of the hours."""
    wrong: Any = count
    with pytest.raises(WrongType):
        days_after(date(2019, 10, 31), wrong)
    if count is not None:
        with pytest.raises(WrongType):
            due_after(datetime(2019, 10, 31, tzinfo=UTC), wrong)


@pytest.mark.parametrize("case", cases("dates.json", "days-between"), ids=lambda case: case["id"])
def test_days_between_of_the_worked_cases(case: dict[str, Any]) -> None:
    """The first day is not counted, the last one is."""
    start, end = (date.fromisoformat(case["input"][key]) for key in ("from", "to"))
    assert case["expect"]["days"] == days_between(start, end) == -days_between(end, start)


@pytest.mark.parametrize("case", cases("dates.json", "boundary"), ids=lambda case: case["id"])
def test_boundaries_of_the_worked_cases(case: dict[str, Any]) -> None:
    """First and last days of week, month and year."""
    asked = case["input"]
    boundary = getattr(calendar, f"{asked['which']}_day_of_{asked['unit']}")
    assert case["expect"]["day"] == boundary(date.fromisoformat(asked["day"])).isoformat()


@given(st.dates(max_value=date(9999, 12, 25)), st.sampled_from(["week", "month", "year"]))
def test_a_day_lies_within_its_week_month_and_year(day: date, unit: str) -> None:
    """The day before the first and the day after the last belong to others."""
    first = getattr(calendar, f"first_day_of_{unit}")
    last = getattr(calendar, f"last_day_of_{unit}")
    start, end = first(day), last(day)
    assert start <= day <= end
    assert (start, end) == (first(end), last(start))
    assert start == date.min or last(start - timedelta(days=1)) == start - timedelta(days=1)
    lengths = {"week": {7}, "month": {28, 29, 30, 31}, "year": {365, 366}}
    assert (end - start).days + 1 in lengths[unit]


def test_weeks_start_on_monday() -> None:
    """And the last week of the calendar has no Sunday."""
    assert date(2019, 10, 28) == calendar.first_day_of_week(date(2019, 10, 31))
    with pytest.raises(InvalidValue):
        last_day_of_week(date.max)


@pytest.mark.parametrize(
    "function",
    [
        *(
            getattr(calendar, name)
            for name in calendar.__all__
            if name.endswith(("_week", "_month", "_year"))
        ),
        lambda day: day_in_words(day, "id"),
        lambda day: days_between(day, date(2019, 10, 31)),
        lambda day: days_between(date(2019, 10, 31), day),
        lambda day: days_after(day, 1),
    ],
)
def test_every_function_takes_days_only(function: Any) -> None:
    """And takes those of pendulum."""
    for wrong in NO_DAYS:
        with pytest.raises(WrongType):
            function(wrong)
    given, plain = function(pendulum.date(2019, 10, 31)), function(date(2019, 10, 31))
    assert (type(plain), plain) == (type(given), given)


def test_a_day_is_written_in_both_languages() -> None:
    """As people write it."""
    assert "31 Oktober 2019" == day_in_words(date(2019, 10, 31), "id")
    assert "1 March 2020" == day_in_words(date(2020, 3, 1), "en")
    wrong: Any = "ms"
    with pytest.raises(InvalidValue):
        day_in_words(date(2019, 10, 31), wrong)


@pytest.mark.parametrize("month", range(1, 13))
def test_months_are_named_as_pendulum_names_them(month: int) -> None:
    """An independent table, in both languages."""
    day = pendulum.datetime(2019, month, 1)
    for language in ("id", "en"):
        assert day.format("D MMMM YYYY", locale=language) == day_in_words(day, language)


def within(text: str | None) -> int | None:
    """The hours of a worked case, such as `3_days`."""
    if text is None:
        return None
    count, unit = text.split("_")
    return int(count) * (24 if unit.startswith("day") else 1)


@pytest.mark.parametrize("case", cases("dates.json", "service-due"), ids=lambda case: case["id"])
def test_due_times_of_the_worked_cases(case: dict[str, Any]) -> None:
    """Hours are hours, and no limit is no due time."""
    due = due_after(
        datetime.fromisoformat(case["input"]["created"]), within(case["input"]["within"])
    )
    expected = case["expect"]["due"]
    assert (None if expected is None else datetime.fromisoformat(expected)) == due
    assert due is None or due.tzinfo is UTC


def test_distinct_due_times_come_earliest_first() -> None:
    """The worked case: due times are values that can be sorted and counted once."""
    (case,) = cases("dates.json", "due-times")
    due = {
        due_after(datetime.fromisoformat(created), within(limit) or 0)
        for created, limit in case["input"]["services"]
    }
    assert case["expect"]["due"] == [instant.isoformat() for instant in sorted(due)]


def test_no_limit_still_needs_a_time() -> None:
    """What is not an instant is refused before the limit is looked at."""
    wrong: Any = "2019-10-31"
    with pytest.raises(WrongType):
        due_after(wrong, None)


def test_a_plain_day_goes_through_json() -> None:
    """What an entity holds can be stored."""
    day = as_day(pendulum.date(2019, 10, 31))
    assert '"2019-10-31"' == json.dumps(day, default=date.isoformat)
