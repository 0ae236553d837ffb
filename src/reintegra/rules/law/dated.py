"""A value of the law holds from a day, and was known from a day; outside, nothing holds.

>>> from datetime import date
>>> from reintegra.rules import Dated, DatedValue
>>> limit = Dated((DatedValue(500, date(2024, 1, 1)), DatedValue(650, date(2025, 7, 1))))
>>> limit.at(date(2025, 6, 30))
500
"""

from __future__ import annotations

from bisect import bisect_right
from functools import cached_property
from typing import TYPE_CHECKING, Generic, TypeVar

import attrs

from reintegra.errors import Conflict, InvalidValue, OutsideCoverage
from reintegra.rules.law.amendment import amended
from reintegra.rules.law.entry import DatedValue, as_known_from, latest, order_of
from reintegra.rules.law.period_value import PeriodValue, entries_of_periods
from reintegra.vocabulary.calendar import as_day, as_optional_day
from reintegra.vocabulary.checks import instance_of, plain_text

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    from reintegra.vocabulary.sources import Source

T = TypeVar("T")
T_co = TypeVar("T_co", covariant=True)

_UNNAMED = "dated value"


def _what(what: str) -> str:
    return plain_text("what", what)


def _entries(entries: Iterable[DatedValue[T]]) -> tuple[DatedValue[T], ...]:
    given = tuple(entries)
    for entry in given:
        instance_of(DatedValue, "entries", entry)
    return given


@attrs.frozen
class Dated(Generic[T_co]):
    """Values one after the other in time; each holds until the next one, or the end, begins.

    What is dated may be anything: a number, a rule, a provision, a whole edition. `what` names
    it in errors.

    Raises:
        InvalidValue: there is no value.
        Conflict: two values from one day became known on one day.
        WrongType: an entry is not a `DatedValue`.
    """

    entries: tuple[DatedValue[T_co], ...] = attrs.field(converter=_entries)
    what: str = attrs.field(default=_UNNAMED, converter=_what)

    def __attrs_post_init__(self) -> None:
        if not self.entries:
            raise InvalidValue(self.what, "empty", "at least one value")
        days: set[tuple[date, date | None]] = set()
        for entry in self.entries:
            if (entry.since, entry.known_from) in days:
                raise Conflict("same-day", entry.since, f"{self.what}: two values from one day")
            days.add((entry.since, entry.known_from))

    @staticmethod
    def of_periods(
        periods: Iterable[PeriodValue[T]], what: str = _UNNAMED, *, known_from: date | None = None
    ) -> Dated[T]:
        """The values of periods that follow each other day by day, in any order given.

        Where nothing holds between two of them, a period with the value `None` says so.

        Raises:
            Conflict: a day has two values, or lies between two periods and has none.
            InvalidValue: there is no period.
            WrongType: one is not a `PeriodValue`, or a day is not a date.
        """
        given = tuple(periods)
        for each in given:
            instance_of(PeriodValue, "periods", each)
        return Dated(tuple(entries_of_periods(given, what, known_from)), what)

    def at(self, on: date, *, known_at: date | None = None) -> T_co:
        """The value that holds on a day, by all that is known, or by what was known on a day.

        Raises:
            OutsideCoverage: nothing holds on that day, or nothing was known yet.
            WrongType: a day is not a date.
        """
        entry = self._latest(on, known_at)
        value = None if entry is None else entry.value
        if value is None:
            raise OutsideCoverage(self.what, as_day(on))
        return value

    def entry_at(self, on: date, *, known_at: date | None = None) -> DatedValue[T_co]:
        """The entry that holds on a day, with its source.

        Of two entries the later `since` stands, and from one day the one that was learnt later.

        Raises:
            OutsideCoverage: nothing holds on that day, or nothing was known yet.
            WrongType: a day is not a date.
        """
        entry = self._latest(on, known_at)
        if entry is None or entry.value is None:
            raise OutsideCoverage(self.what, as_day(on))
        return entry

    def changed(
        self,
        value: T | None,
        since: date,
        until: date | None = None,
        *,
        known_from: date | None = None,
        source: Source | None = None,
    ) -> Dated[T_co | T]:
        """The same with another value from a day to a day, both included, or for good.

        Outside those days everything stays as it was. Within them, what became known later than
        the change stays too, whichever of the two is recorded first; what was known at a day
        before it became known is never rewritten.

        Raises:
            InvalidValue: it ends before it begins.
            WrongType: a day is not a date.
        """
        change = PeriodValue(value, since, until, source)
        return Dated(amended(self.entries, change, as_known_from(known_from)), self.what)

    def _latest(self, on: date, known_at: date | None) -> DatedValue[T_co] | None:
        day, known = as_day(on), as_optional_day(known_at, "known_at")
        if known is not None:
            return latest(self.entries, day, known)
        days, standing = self._by_day
        place = bisect_right(days, day)
        return standing[place - 1] if place else None

    @cached_property
    def _by_day(self) -> tuple[list[date], list[DatedValue[T_co]]]:
        """The days from which something else stands by all that is known, and what stands then."""
        standing = {entry.since: entry for entry in sorted(self.entries, key=order_of)}
        return list(standing), list(standing.values())
