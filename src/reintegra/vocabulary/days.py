"""Days are plain calendar days, and instants are plain UTC times.

Values of any date library are accepted and end as values of the standard library, so that what
an entity holds can be stored and compared anywhere. `reintegra.vocabulary.calendar` has all of
these names, and the arithmetic of months and years.

>>> from datetime import date
>>> from reintegra.vocabulary.days import day_in_words
>>> day_in_words(date(2019, 10, 31), "id")
'31 Oktober 2019'
"""

from __future__ import annotations

from calendar import monthrange
from datetime import UTC, date, datetime, time, timedelta
from typing import TYPE_CHECKING, Final, overload

from reintegra.errors import InvalidValue, WrongType
from reintegra.vocabulary.checks import instance_of, whole_number
from reintegra.vocabulary.texts import LANGUAGES

if TYPE_CHECKING:
    from reintegra.vocabulary.texts import Language

_MIDNIGHT: Final = time()
_MONTHS: Final[dict[Language, tuple[str, ...]]] = {
    "id": (
        *("Januari", "Februari", "Maret", "April", "Mei", "Juni"),
        *("Juli", "Agustus", "September", "Oktober", "November", "Desember"),
    ),
    "en": (
        *("January", "February", "March", "April", "May", "June"),
        *("July", "August", "September", "October", "November", "December"),
    ),
}


def as_day(value: date, field: str = "on") -> date:
    """The plain calendar day that a date of any library names.

    A date with a time names a day only at exactly midnight.

    Raises:
        WrongType: not a date, or a date with another time of day.
    """
    if type(value) is date:
        return value
    day = instance_of(date, field, value)
    if isinstance(day, datetime) and day.time() != _MIDNIGHT:
        raise WrongType(field, "a day without a time", type(day))
    return date(day.year, day.month, day.day)


def as_optional_day(value: date | None, field: str = "on") -> date | None:
    """The same as `as_day` where a day may be unknown.

    Raises:
        WrongType: neither a day nor nothing.
    """
    return None if value is None else as_day(value, field)


def as_instant(value: datetime, field: str = "at") -> datetime:
    """The plain UTC time that an aware time of any library names.

    Raises:
        WrongType: not a time, or a time that does not say its offset.
        InvalidValue: outside the years 1 to 9999 in UTC.
    """
    given = instance_of(datetime, field, value)
    offset = given.utcoffset()
    if offset is None:
        raise WrongType(field, "a time with its offset", type(given))
    clock = (given.hour, given.minute, given.second, given.microsecond)
    local = datetime(given.year, given.month, given.day, *clock, tzinfo=UTC)
    try:
        return local - offset
    except OverflowError:
        pass
    raise out_of_range(field)


def days_after(day: date, days: int) -> date:
    """So many days later (earlier if negative).

    Raises:
        InvalidValue: outside the years 1 to 9999.
        WrongType: not a day, or not a whole number.
    """
    start, count = as_day(day, "day"), whole_number("days", days)
    try:
        return start + timedelta(days=count)
    except OverflowError:
        pass
    raise out_of_range("days")


@overload
def due_after(instant: datetime, hours: int) -> datetime: ...
@overload
def due_after(instant: datetime, hours: None) -> None: ...
def due_after(instant: datetime, hours: int | None) -> datetime | None:
    """So many hours later, in UTC; weekends count, and without a limit nothing is ever due.

    Raises:
        InvalidValue: outside the years 1 to 9999.
        WrongType: not a time with its offset, or not a whole number.
    """
    start = as_instant(instant, "instant")
    if hours is None:
        return None
    count = whole_number("hours", hours)
    try:
        return start + timedelta(hours=count)
    except OverflowError:
        pass
    raise out_of_range("hours")


def days_between(start: date, end: date) -> int:
    """The days from one day to another, the first not counted; negative if the end is earlier.

    Raises:
        WrongType: not days.
    """
    return (as_day(end, "end") - as_day(start, "start")).days


def first_day_of_week(day: date) -> date:
    """The Monday of the week.

    Raises:
        WrongType: not a day.
    """
    plain = as_day(day, "day")
    return plain - timedelta(days=plain.weekday())


def last_day_of_week(day: date) -> date:
    """The Sunday of the week.

    Raises:
        InvalidValue: it lies after the year 9999.
        WrongType: not a day.
    """
    return days_after(first_day_of_week(day), 6)


def first_day_of_month(day: date) -> date:
    """The first day of the month.

    Raises:
        WrongType: not a day.
    """
    return as_day(day, "day").replace(day=1)


def last_day_of_month(day: date) -> date:
    """The last day of the month.

    Raises:
        WrongType: not a day.
    """
    plain = as_day(day, "day")
    return plain.replace(day=monthrange(plain.year, plain.month)[1])


def first_day_of_year(day: date) -> date:
    """The first of January.

    Raises:
        WrongType: not a day.
    """
    return as_day(day, "day").replace(month=1, day=1)


def last_day_of_year(day: date) -> date:
    """The last of December.

    Raises:
        WrongType: not a day.
    """
    return as_day(day, "day").replace(month=12, day=31)


def day_in_words(day: date, language: Language) -> str:
    """The day as people write it: 31 Oktober 2019, or 31 October 2019.

    Raises:
        InvalidValue: the language is neither `id` nor `en`.
        WrongType: not a day.
    """
    plain = as_day(day, "day")
    if language not in LANGUAGES:
        raise InvalidValue("language", "unknown-language", "use 'id' or 'en'")
    return f"{plain.day} {_MONTHS[language][plain.month - 1]} {plain.year}"


def out_of_range(field: str) -> InvalidValue:
    """The error for a day that no calendar of the library holds."""
    return InvalidValue(field, "out-of-range", "days lie in the years 1 to 9999")
