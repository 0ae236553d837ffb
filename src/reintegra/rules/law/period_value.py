"""Values of periods that follow each other, as the entries of a dated value."""

from __future__ import annotations

from datetime import date
from itertools import pairwise
from typing import TYPE_CHECKING, Generic, TypeVar

import attrs

from reintegra.errors import Conflict, InvalidValue
from reintegra.rules.law.entry import DatedValue, as_since
from reintegra.vocabulary.calendar import as_optional_day, days_after
from reintegra.vocabulary.sources import Source

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

T = TypeVar("T")
T_co = TypeVar("T_co", covariant=True)


def _until(day: date | None) -> date | None:
    return as_optional_day(day, "until")


@attrs.frozen
class PeriodValue(Generic[T_co]):
    """A value from the day `since` to the day `until`, both included; without an end it goes on.

    A value of `None` says that nothing holds on those days.

    Raises:
        InvalidValue: it ends before it begins.
        WrongType: a day is not a date.
    """

    value: T_co | None
    since: date = attrs.field(converter=as_since)
    until: date | None = attrs.field(default=None, converter=_until)
    source: Source | None = None

    def __attrs_post_init__(self) -> None:
        if self.until is not None and self.until < self.since:
            raise InvalidValue("until", "before-since", "a value does not end before it begins")


def entries_of_periods(
    periods: Iterable[PeriodValue[T]], what: str, known_from: date | None
) -> Sequence[DatedValue[T]]:
    """One entry for each period, and one for the end.

    Raises:
        Conflict: a day has two values, or lies between two periods and has none.
    """
    ordered = sorted(periods, key=lambda each: each.since)
    for earlier, later in pairwise(ordered):
        _check_next(earlier, later, what)
    entries = [DatedValue(each.value, each.since, known_from, each.source) for each in ordered]
    if ordered and (end := day_after(ordered[-1].until)) is not None:
        entries.append(DatedValue(None, end, known_from))
    return entries


def _check_next(earlier: PeriodValue[object], later: PeriodValue[object], what: str) -> None:
    free = day_after(earlier.until)
    if free is None or later.since < free:
        until = min((day for day in (earlier.until, later.until) if day), default=None)
        raise Conflict("overlap", _days_in_words(later.since, until), f"{what}: two values")
    if free < later.since:
        until = days_after(later.since, -1)
        raise Conflict("gap", _days_in_words(free, until), f"{what}: no value")


def day_after(day: date | None) -> date | None:
    """The next day; there is none after no end, and none after the last of the calendar."""
    return None if day is None or day == date.max else days_after(day, 1)


def _days_in_words(first: date, last: date | None) -> str:
    if last is None:
        return f"from {first} on"
    return f"{first}" if last == first else f"{first} to {last}"
