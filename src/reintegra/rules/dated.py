"""A value of the law holds from a day, and was known from a day; outside, nothing holds.

>>> from datetime import date
>>> from reintegra.rules import Dated, DatedValue
>>> limit = Dated((DatedValue(500, date(2024, 1, 1)), DatedValue(650, date(2025, 7, 1))))
>>> limit.at(date(2025, 6, 30))
500
"""

from __future__ import annotations

from datetime import date
from typing import Generic, TypeVar

import attrs

from reintegra.errors import Conflict, InvalidValue, OutsideCoverage
from reintegra.vocabulary.calendar import as_day, as_optional_day
from reintegra.vocabulary.sources import Source

T_co = TypeVar("T_co", covariant=True)


def _since(day: date) -> date:
    return as_day(day, "since")


def _known_from(day: date | None) -> date | None:
    return as_optional_day(day, "known_from")


@attrs.frozen
class DatedValue(Generic[T_co]):
    """A value from the day `since`, which is included; a value of `None` ends what held before.

    `known_from` is the day from which it was known; `None` means that it always was.
    A value without a source is an assumption.

    Raises:
        WrongType: a day is not a date.
    """

    value: T_co | None
    since: date = attrs.field(converter=_since)
    known_from: date | None = attrs.field(default=None, converter=_known_from)
    source: Source | None = None


@attrs.frozen
class Dated(Generic[T_co]):
    """Values one after the other in time; each holds until the next one, or the end, begins.

    `what` names them in errors.

    Raises:
        InvalidValue: there is no value.
        Conflict: two values from one day became known on one day.
    """

    entries: tuple[DatedValue[T_co], ...]
    what: str = "dated value"

    def __attrs_post_init__(self) -> None:
        if not self.entries:
            raise InvalidValue(self.what, "empty", "at least one value")
        days: set[tuple[date, date | None]] = set()
        for entry in self.entries:
            if (entry.since, entry.known_from) in days:
                raise Conflict("same-day", entry.since, f"{self.what}: two values from one day")
            days.add((entry.since, entry.known_from))

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

    def _latest(self, on: date, known_at: date | None) -> DatedValue[T_co] | None:
        day, known = as_day(on), as_optional_day(known_at, "known_at")
        latest: DatedValue[T_co] | None = None
        for entry in self.entries:
            learnt = entry.known_from
            known_then = known is None or learnt is None or learnt <= known
            if (
                entry.since <= day
                and known_then
                and (latest is None or _order(entry) > _order(latest))
            ):
                latest = entry
        return latest


def _order(entry: DatedValue[object]) -> tuple[int, int]:
    return entry.since.toordinal(), entry.known_from.toordinal() if entry.known_from else 0
