"""What follows on what in a stream, so that it can be rebuilt: one person, one history."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reintegra.chain.fits import NAMES_THE_PERSON
from reintegra.errors import InvalidValue

if TYPE_CHECKING:
    from collections.abc import Sequence

    from reintegra.chain.stage import Event
    from reintegra.programme import Entry
    from reintegra.vocabulary.identifiers import PersonId


def person_named(events: Sequence[Event | Entry]) -> PersonId | None:
    """Whom events of a case name, where any of them names somebody.

    Raises:
        InvalidValue: they name two (`another-person`).
    """
    named = {event.person for event in events if isinstance(event, NAMES_THE_PERSON)}
    if len(named) > 1:
        raise another_person()
    return next(iter(named), None)


def refuse_gap(before: Entry, entry: Entry) -> None:
    """Refuse an entry of a programme that was not made upon the one before it.

    Raises:
        InvalidValue: it has another number, or is sealed upon another history (`not-next`).
    """
    if (entry.number, entry.before) != (before.number + 1, before.seal):
        raise not_next()


def not_next() -> InvalidValue:
    """The error about entries of a programme that do not follow each other."""
    hint = "the entries of a programme follow each other, as they were made"
    return InvalidValue("events", "not-next", hint)


def another_person() -> InvalidValue:
    """The error about events of one case that name two people."""
    hint = "the events of a case name the person whose case it is"
    return InvalidValue("events", "another-person", hint)
