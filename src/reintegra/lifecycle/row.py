"""One line of a transition table: an event, where it is possible, and where it leads."""

from __future__ import annotations

from typing import TYPE_CHECKING, Generic, TypeVar

import attrs

from reintegra.errors import InvalidValue
from reintegra.vocabulary.checks import instance_of
from reintegra.vocabulary.texts import Worded

if TYPE_CHECKING:
    from collections.abc import Sequence

S = TypeVar("S", bound=Worded)


@attrs.frozen
class Row(Generic[S]):
    """An event, the statuses in which it is possible, and those to which it can lead.

    Where `to` is empty the status stays as it is.

    Raises:
        InvalidValue: the event is possible in no status, or a status is named twice.
        WrongType: the event is not a class, or statuses are not a tuple of `Worded`.
    """

    event: type
    when: tuple[S, ...]
    to: tuple[S, ...] = ()

    def __attrs_post_init__(self) -> None:
        instance_of(type, "Row.event", self.event)
        _statuses("Row.when", self.when)
        _statuses("Row.to", self.to)
        if not self.when:
            raise InvalidValue(self.event.__name__, "never", "possible in no status")
        for statuses in (self.when, self.to):
            if len(set(statuses)) != len(statuses):
                raise InvalidValue(self.event.__name__, "status-twice", "name each status once")

    def leads_to(self, status: S) -> tuple[S, ...]:
        """Where the event can lead from a status: nowhere, if it is not possible there."""
        if status not in self.when:
            return ()
        return self.to or (status,)


def _statuses(name: str, given: tuple[Worded, ...]) -> None:
    instance_of(tuple, name, given)
    for status in given:
        instance_of(Worded, name, status)


def reached_from(start: S, rows: Sequence[Row[S]]) -> set[S]:
    """The statuses to which rows lead from a status, itself included."""
    found = {start}
    waiting = [start]
    while waiting:
        status = waiting.pop()
        for row in rows:
            fresh = [each for each in row.leads_to(status) if each not in found]
            found.update(fresh)
            waiting += fresh
    return found
