"""A period includes both its ends, and a deadline is kept on its last day.

>>> from datetime import date
>>> from reintegra.vocabulary.periods import Deadline
>>> Deadline(date(2019, 10, 31), 7).is_kept(on=date(2019, 11, 7))
True
"""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Final

import attrs

from reintegra.errors import InvalidValue
from reintegra.vocabulary.checks import whole_number
from reintegra.vocabulary.days import (
    as_day,
    as_optional_day,
    days_after,
    last_day_of_month,
    last_day_of_year,
    out_of_range,
)

if TYPE_CHECKING:
    from collections.abc import Iterable

_LAST_MONTH: Final = 12


def _as_start(value: date) -> date:
    return as_day(value, "start")


def _as_end(value: date | None) -> date | None:
    return as_optional_day(value, "end")


@attrs.frozen
class Period:
    """The days from one to another, both included; without an end it goes on.

    Raises:
        InvalidValue: it ends before it starts.
        WrongType: not days.
    """

    start: date = attrs.field(converter=_as_start)
    end: date | None = attrs.field(default=None, converter=_as_end)

    def __attrs_post_init__(self) -> None:
        if not self._reaches(self.start):
            raise InvalidValue("end", "before-start", "a period does not end before it starts")

    @classmethod
    def of_year(cls, year: int) -> Period:
        """The first of January to the last of December.

        Raises:
            InvalidValue: not a year from 1 to 9999.
            WrongType: not a whole number.
        """
        first = _first_day(year, 1)
        return cls(first, last_day_of_year(first))

    @classmethod
    def of_month(cls, year: int, month: int) -> Period:
        """The first to the last day of a month.

        Raises:
            InvalidValue: not a month of the years 1 to 9999.
            WrongType: not whole numbers.
        """
        first = _first_day(year, month)
        return cls(first, last_day_of_month(first))

    @property
    def days(self) -> int | None:
        """How many days it has, both ends counted; nothing if it goes on."""
        return None if self.end is None else (self.end - self.start).days + 1

    def contains(self, day: date) -> bool:
        """Whether a day lies in it, both ends included.

        Raises:
            WrongType: not a day.
        """
        plain = as_day(day, "day")
        return self.start <= plain and self._reaches(plain)

    def covers(self, other: Period) -> bool:
        """Whether every day of the other lies in it."""
        if other.end is None:
            return self.end is None and self.start <= other.start
        return self.start <= other.start and self._reaches(other.end)

    def overlaps(self, other: Period) -> bool:
        """Whether they have a day in common."""
        return self._reaches(other.start) and other._reaches(self.start)

    def intersection(self, other: Period) -> Period | None:
        """The days that both have; nothing if they have none in common."""
        if not self.overlaps(other):
            return None
        ends = [end for end in (self.end, other.end) if end is not None]
        return Period(max(self.start, other.start), min(ends, default=None))

    def is_adjacent_to(self, other: Period) -> bool:
        """Whether one of them starts on the day after the other ends."""
        return self._is_followed_by(other) or other._is_followed_by(self)

    def join(self, other: Period) -> Period:
        """The one period that both make together.

        Raises:
            InvalidValue: a day lies between them that neither has.
        """
        if not (self.overlaps(other) or self.is_adjacent_to(other)):
            raise InvalidValue("other", "apart", "periods join where they overlap or are adjacent")
        start = min(self.start, other.start)
        if self.end is None or other.end is None:
            return Period(start)
        return Period(start, max(self.end, other.end))

    def _reaches(self, day: date) -> bool:
        return self.end is None or day <= self.end

    def _is_followed_by(self, other: Period) -> bool:
        return self.end is not None and (other.start - self.end).days == 1


def first_period_with(periods: Iterable[Period], day: date) -> Period | None:
    """The first of the periods in which a day lies; nothing if it lies in none.

    Raises:
        WrongType: not a day.
    """
    plain = as_day(day, "day")
    return next((period for period in periods if period.contains(plain)), None)


@attrs.frozen
class Deadline:
    """So many days from a start, at the latest: the last of them is still in time.

    Raises:
        InvalidValue: fewer than no days, or a last day after the year 9999.
        WrongType: not a day, or not a whole number.
    """

    start: date = attrs.field(converter=_as_start)
    days: int

    def __attrs_post_init__(self) -> None:
        if whole_number("days", self.days) < 0:
            raise InvalidValue("days", "negative", "a deadline does not end before it starts")
        days_after(self.start, self.days)

    @property
    def due(self) -> date:
        """The last day on which it is kept."""
        return days_after(self.start, self.days)

    def is_kept(self, on: date) -> bool:
        """Whether what is done on this day is in time.

        Raises:
            WrongType: not a day.
        """
        return as_day(on) <= self.due


def _first_day(year: int, month: int) -> date:
    if not date.min.year <= whole_number("year", year) <= date.max.year:
        raise out_of_range("year")
    if not 1 <= whole_number("month", month) <= _LAST_MONTH:
        raise InvalidValue("month", "range", "months are 1 to 12")
    return date(year, month, 1)
