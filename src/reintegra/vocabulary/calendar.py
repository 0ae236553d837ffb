"""Months and years round down, so an age is reached on the day that adding the years gives.

A month or a year that has no such day ends on its last one: 29 February and a year is
28 February, 31 January and a month is the last of February. This one rule holds everywhere.
Ages and waiting times are found by adding and comparing, never by subtracting two dates.

All names about days, periods and deadlines are here.

>>> from datetime import date
>>> from reintegra.vocabulary.calendar import has_reached_age
>>> has_reached_age(date(2008, 4, 2), 18, on=date(2026, 4, 1))
False
"""

from __future__ import annotations

from datetime import date
from typing import Final

import pendulum

from reintegra.errors import InvalidValue
from reintegra.vocabulary.checks import whole_number
from reintegra.vocabulary.days import (
    as_day,
    as_instant,
    as_optional_day,
    day_in_words,
    days_after,
    days_between,
    due_after,
    first_day_of_month,
    first_day_of_week,
    first_day_of_year,
    last_day_of_month,
    last_day_of_week,
    last_day_of_year,
    out_of_range,
)
from reintegra.vocabulary.periods import Deadline, Period, first_period_with

__all__ = [
    "Deadline",
    "Period",
    "as_day",
    "as_instant",
    "as_optional_day",
    "completed_years",
    "day_in_words",
    "days_after",
    "days_between",
    "due_after",
    "first_day_of_month",
    "first_day_of_week",
    "first_day_of_year",
    "first_period_with",
    "has_reached_age",
    "has_reached_months",
    "last_day_of_month",
    "last_day_of_week",
    "last_day_of_year",
    "months_after",
    "years_after",
]

_MONTHS_IN_YEAR: Final = 12


def years_after(day: date, years: int) -> date:
    """The same day so many years later (earlier if negative), rounded down.

    Raises:
        InvalidValue: outside the years 1 to 9999.
        WrongType: not a day, or not a whole number.
    """
    return months_after(day, whole_number("years", years) * _MONTHS_IN_YEAR)


def months_after(day: date, months: int) -> date:
    """The same day so many months later (earlier if negative), rounded down.

    Raises:
        InvalidValue: outside the years 1 to 9999.
        WrongType: not a day, or not a whole number.
    """
    start, count = as_day(day, "day"), whole_number("months", months)
    try:
        moved = pendulum.date(start.year, start.month, start.day).add(months=count)
        return date(moved.year, moved.month, moved.day)
    except (OverflowError, ValueError):
        pass
    raise out_of_range("months")


def has_reached_age(birth: date, years: int, on: date) -> bool:
    """Whether a person is so many years old on a day, the birthday included.

    Born on 29 February, the birthday in a common year is 28 February.

    Raises:
        InvalidValue: a negative age, or a birthday after the year 9999.
        WrongType: not days, or not a whole number.
    """
    if whole_number("years", years) < 0:
        raise InvalidValue("years", "negative", "an age is not negative")
    return years_after(as_day(birth, "birth"), years) <= as_day(on)


def has_reached_months(start: date, months: int, on: date) -> bool:
    """Whether so many months have passed since a day, the last day included.

    Raises:
        InvalidValue: fewer than no months, or an end after the year 9999.
        WrongType: not days, or not a whole number.
    """
    if whole_number("months", months) < 0:
        raise InvalidValue("months", "negative", "a waiting time is not negative")
    return months_after(as_day(start, "start"), months) <= as_day(on)


def completed_years(birth: date, on: date) -> int:
    """The age in completed years: the most years for which `has_reached_age` says yes.

    Raises:
        InvalidValue: the day lies before the birth.
        WrongType: not days.
    """
    born, today = as_day(birth, "birth"), as_day(on)
    if today < born:
        raise InvalidValue("on", "before-birth", "nobody has an age before birth")
    years = today.year - born.year
    return years if years_after(born, years) <= today else years - 1
