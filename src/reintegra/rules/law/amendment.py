"""A change of a dated value on some days: what held before resumes after them."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, TypeVar

import attrs

from reintegra.rules.law.entry import DatedValue, latest, learnt_number, order_of
from reintegra.rules.law.period_value import day_after
from reintegra.vocabulary.calendar import Period

if TYPE_CHECKING:
    from collections.abc import Sequence

    from reintegra.rules.law.period_value import PeriodValue

T = TypeVar("T")
U = TypeVar("U")


def amended(
    entries: Sequence[DatedValue[T]], change: PeriodValue[U], learnt: date | None
) -> tuple[DatedValue[T | U], ...]:
    """The entries with a change that was learnt on a day, or was always known.

    What was learnt later than the change stays, and so does all that was known before it. What
    stays is no news: it keeps the day from which it was known, and changes may come in any order.
    """
    nothing = DatedValue[T | U](None, date.min)
    days, end = Period(change.since, change.until), day_after(change.until)
    inside = {each.since for each in entries if days.contains(each.since)}
    later = {each.known_from for each in entries if _is_later(each.known_from, learnt)}
    changed = DatedValue[T | U](change.value, change.since, learnt, change.source)
    made: list[DatedValue[T | U]] = [
        each for each in entries if not (days.contains(each.since) and each.known_from == learnt)
    ]
    for day in sorted(inside | {change.since} | ({end} if end else set())):
        for known in (learnt, *sorted(later, key=learnt_number)):
            then = latest(entries, day, known or date.min) or nothing
            stays = not days.contains(day) or _is_later(then.known_from, learnt)
            wanted = attrs.evolve(then if stays else changed, since=day)
            if not _same(wanted, latest(made, day, known or date.min) or nothing):
                made.append(wanted)
    return tuple(sorted(made or [changed], key=order_of))


def _is_later(known_from: date | None, learnt: date | None) -> bool:
    return learnt_number(known_from) > learnt_number(learnt)


def _same(one: DatedValue[object], other: DatedValue[object]) -> bool:
    """Whether two entries say the same of a day: True and 1 are equal, but not the same."""
    return (
        one.value is other.value
        and one.source is other.source
        and one.known_from == other.known_from
    )
