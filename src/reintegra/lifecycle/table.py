"""Which events are possible in which status, and where they lead: a table, checked when built.

>>> from reintegra.lifecycle import Row, Table
>>> from reintegra.vocabulary.texts import Text, Worded
>>> class Door(Worded):
...     SHUT = "shut", "Tertutup", "Shut"
...     OPEN = "open", "Terbuka", "Open"
>>> class Opened: ...
>>> class Closed: ...
>>> door = Table(
...     Text(id="Pintu", en="Door"),
...     Door,
...     Door.SHUT,
...     (Row(Opened, (Door.SHUT,), (Door.OPEN,)), Row(Closed, (Door.OPEN,), (Door.SHUT,))),
... )
>>> [event.__name__ for event in door.possible_in(Door.OPEN)]
['Closed']
"""

from __future__ import annotations

from enum import EnumType
from functools import cached_property
from typing import Generic, TypeVar

import attrs

from reintegra.errors import InvalidValue, UnknownEvent
from reintegra.lifecycle.row import Row, reached_from
from reintegra.vocabulary.checks import instance_of
from reintegra.vocabulary.texts import Text, Worded

S = TypeVar("S", bound=Worded)


@attrs.frozen
class Table(Generic[S]):
    """The rows of one stage: no event twice, no unknown status, none that cannot be reached.

    Raises:
        InvalidValue: one of those is not so; `code` says which.
        WrongType: the name is not a `Text`, or the statuses are not an enumeration of `Worded`.
    """

    name: Text
    statuses: type[S]
    initial: S
    rows: tuple[Row[S], ...]

    def __attrs_post_init__(self) -> None:
        instance_of(Text, "Table.name", self.name)
        instance_of(EnumType, "Table.statuses", self.statuses)
        named = [self.initial, *(each for row in self.rows for each in (*row.when, *row.to))]
        if not all(isinstance(status, self.statuses) for status in named):
            raise InvalidValue("Table.rows", "unknown-status", "use statuses of this table only")
        if len(self.events) != len(set(self.events)):
            raise InvalidValue("Table.rows", "event-twice", "one row for each event")
        if reached_from(self.initial, self.rows) != set(self.statuses):
            raise InvalidValue("Table.rows", "unreachable", "no row leads to one of the statuses")

    @cached_property
    def _row_by_event(self) -> dict[type, Row[S]]:
        return {row.event: row for row in self.rows}

    def status(self, given: S) -> S:
        """The status itself, if it is one of this table.

        Raises:
            InvalidValue: it is not.
        """
        if not isinstance(given, self.statuses):
            raise InvalidValue("status", "unknown-status", "use statuses of this table only")
        return given

    @property
    def events(self) -> tuple[type, ...]:
        """The events, in the order of the rows."""
        return tuple(row.event for row in self.rows)

    def row_for(self, event: type) -> Row[S]:
        """The row of an event.

        Raises:
            UnknownEvent: the table does not have the event.
        """
        row = self._row_by_event.get(event)
        if row is None:
            raise UnknownEvent(event)
        return row

    def possible_in(self, status: S) -> tuple[type, ...]:
        """The events that are possible in a status, in the order of the rows.

        Raises:
            InvalidValue: the table does not have the status.
        """
        found = self.status(status)
        return tuple(row.event for row in self.rows if found in row.when)
