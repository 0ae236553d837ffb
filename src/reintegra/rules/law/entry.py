"""The entries of a dated value: from which day each holds, and from which day it was known."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Generic, TypeVar

import attrs

from reintegra.vocabulary.calendar import as_day, as_optional_day
from reintegra.vocabulary.sources import Source

if TYPE_CHECKING:
    from collections.abc import Iterable

T = TypeVar("T")
T_co = TypeVar("T_co", covariant=True)


def as_since(day: date) -> date:
    """The day from which something holds.

    Raises:
        WrongType: not a date.
    """
    return as_day(day, "since")


def as_known_from(day: date | None) -> date | None:
    """The day from which something was known; `None` means that it always was.

    Raises:
        WrongType: not a date.
    """
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
    since: date = attrs.field(converter=as_since)
    known_from: date | None = attrs.field(default=None, converter=as_known_from)
    source: Source | None = None


def learnt_number(known_from: date | None) -> int:
    """The number of the day from which something was known; what always was comes first."""
    return known_from.toordinal() if known_from else 0


def order_of(entry: DatedValue[object]) -> tuple[int, int]:
    """Of two entries the greater stands: the later `since`, then what was learnt later."""
    return entry.since.toordinal(), learnt_number(entry.known_from)


def latest(
    entries: Iterable[DatedValue[T]], on: date, known_at: date | None
) -> DatedValue[T] | None:
    """The entry that stands on a day, by all that is known, or by what was known on a day."""
    stands: DatedValue[T] | None = None
    for entry in entries:
        learnt = entry.known_from
        known = known_at is None or learnt is None or learnt <= known_at
        if entry.since <= on and known and (stands is None or order_of(entry) > order_of(stands)):
            stands = entry
    return stands
