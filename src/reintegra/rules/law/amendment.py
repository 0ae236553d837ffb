"""A change of a dated value on some days: what held before resumes after them."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, TypeVar

from reintegra.rules.law.entry import DatedValue, latest, learnt_number, order_of
from reintegra.rules.law.period_value import day_after
from reintegra.vocabulary.calendar import Period

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from reintegra.rules.law.period_value import PeriodValue

T = TypeVar("T")
U = TypeVar("U")


def amended(
    entries: Sequence[DatedValue[T]], change: PeriodValue[U], learnt: date | None
) -> tuple[DatedValue[T | U], ...]:
    """The entries with a change that was learnt on a day, or was always known.

    What was learnt later than the change stays, and so does all that was known before it.
    """
    days, number = Period(change.since, change.until), learnt_number(learnt)
    inside = [each for each in entries if days.contains(each.since)]
    kept: list[DatedValue[T | U]] = [
        each for each in entries if not (days.contains(each.since) and each.known_from == learnt)
    ]
    # What was learnt later, from an earlier day, must not surface where it was overridden.
    hides_its_own = any(learnt_number(each.known_from) > number for each in inside)
    hidden = {
        each.since for each in inside if learnt_number(each.known_from) < number + hides_its_own
    }
    kept += [
        DatedValue(change.value, day, learnt, change.source) for day in hidden | {change.since}
    ]
    kept += _resumed(entries, day_after(change.until), learnt)
    return tuple(sorted(kept, key=order_of))


def _resumed(
    entries: Sequence[DatedValue[T]], day: date | None, learnt: date | None
) -> Iterator[DatedValue[T]]:
    """What holds again from a day on, by what is known on each day from that of the change."""
    if day is None:
        return
    nothing = before = DatedValue[T](None, date.min)
    number = learnt_number(learnt)
    later = {each.known_from for each in entries if learnt_number(each.known_from) > number}
    for known in sorted(later | {learnt}, key=learnt_number):
        then = latest(entries, day, known or date.min) or nothing
        if then.since < day and (known == learnt or then is not before):
            yield DatedValue(then.value, day, known, then.source)
        before = then
