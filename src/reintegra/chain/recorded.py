"""Events as a journal keeps them: with the time at which each was recorded.

A case has two axes of time. An event is dated by the day on which it happened, and a journal adds
when it was recorded: what was known at some time is what had been recorded by then.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol, cast, runtime_checkable

from reintegra.chain.stage import Event
from reintegra.chain.table import PLACES
from reintegra.errors import InvalidValue, UnknownEvent
from reintegra.vocabulary.days import as_instant

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from datetime import datetime


_OF_THE_CHAIN = frozenset(PLACES)


@runtime_checkable
class Recorded(Protocol):
    """An event with the time of its recording, which says its offset; journals hand these out."""

    @property
    def event(self) -> object:
        """The event itself."""
        ...

    @property
    def recorded_at(self) -> datetime:
        """When it was recorded."""
        ...


def known_by(events: Iterable[Event | Recorded], known_at: datetime | None) -> tuple[Event, ...]:
    """The events that had been recorded by a time, that time included; without it all of them.

    Raises:
        WrongType: a time is none that says its offset.
        InvalidValue: a time is given, and an event does not say when it was recorded.
        UnknownEvent: what was recorded, or an element itself, is no event of a case.
    """
    until = None if known_at is None else as_instant(known_at, "known_at")
    held = tuple(events)
    if until is None and _OF_THE_CHAIN.issuperset(map(type, held)):
        return cast("tuple[Event, ...]", held)
    return tuple(_known(held, until))


def _known(events: Iterable[object], until: datetime | None) -> Iterator[Event]:
    for each in events:
        if isinstance(each, Event):
            if until is not None:
                hint = "an event alone does not say when it was recorded"
                raise InvalidValue("events", "not-recorded", hint)
            yield each
        elif not isinstance(each, Recorded):
            raise UnknownEvent(type(each))
        else:
            at = as_instant(each.recorded_at, "recorded_at")
            if not isinstance(each.event, Event):
                raise UnknownEvent(type(each.event))
            if until is None or at <= until:
                yield each.event
