"""A table that is small enough to be read at a glance: a door that can be taken away for good."""

from __future__ import annotations

from reintegra.lifecycle import Row, Table
from reintegra.vocabulary.texts import Text, Worded


class Door(Worded):
    """The statuses of the table."""

    SHUT = "shut", "Tertutup", "Shut"
    OPEN = "open", "Terbuka", "Open"
    TAKEN_AWAY = "taken-away", 'Dilepas "selamanya"', "Taken away"


class Opened:
    """An event."""


class Closed:
    """An event."""


class Slammed:
    """An event that leads where another leads."""


class Painted:
    """An event that changes no status."""


class Removed:
    """An event without a way back."""


WORDS: dict[type, Text] = {
    Opened: Text(id="dibuka", en="opened"),
    Closed: Text(id="ditutup", en="closed"),
    Slammed: Text(id="dibanting", en="slammed"),
    Painted: Text(id="dicat", en="painted"),
    Removed: Text(id="dilepas", en="removed"),
}

ROWS: tuple[Row[Door], ...] = (
    Row(Opened, (Door.SHUT,), (Door.OPEN,)),
    Row(Closed, (Door.OPEN,), (Door.SHUT,)),
    Row(Slammed, (Door.OPEN,), (Door.SHUT, Door.OPEN)),
    Row(Painted, (Door.SHUT, Door.OPEN)),
    Row(Removed, (Door.OPEN,), (Door.TAKEN_AWAY,)),
)
NAME = Text(id="Pintu", en="Door")
DOOR: Table[Door] = Table(NAME, Door, Door.SHUT, ROWS)


def naming(event: type) -> Text:
    """The words of an event of the door."""
    return WORDS[event]
