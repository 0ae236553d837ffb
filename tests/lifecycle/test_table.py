"""Transition tables: what they answer, and which are refused."""

from __future__ import annotations

import copy
import pickle
from typing import Any

import pytest

from reintegra.errors import InvalidValue, UnknownEvent, WrongType
from reintegra.lifecycle import Row, Table
from reintegra.vocabulary.texts import Worded
from tests.lifecycle.door import (
    DOOR,
    NAME,
    ROWS,
    Closed,
    Door,
    Opened,
    Painted,
    Removed,
    Slammed,
)


class Window(Worded):
    """Statuses of another table."""

    OPEN = "open", "Terbuka", "Open"


def test_the_events_stand_in_the_order_of_the_rows() -> None:
    """All of them, and those that are possible in a status."""
    assert (Opened, Closed, Slammed, Painted, Removed) == DOOR.events
    assert (Opened, Painted) == DOOR.possible_in(Door.SHUT)
    assert (Closed, Slammed, Painted, Removed) == DOOR.possible_in(Door.OPEN)
    assert () == DOOR.possible_in(Door.TAKEN_AWAY)


def test_the_row_of_an_event_is_found() -> None:
    """By its very class."""
    assert ROWS == tuple(map(DOOR.row_for, DOOR.events))


def test_an_event_that_the_table_does_not_have_is_misuse() -> None:
    """A subclass of an event is another event."""
    later = type("OpenedAgain", (Opened,), {})
    with pytest.raises(UnknownEvent) as caught:
        DOOR.row_for(later)
    assert later is caught.value.event_type


@pytest.mark.parametrize(
    ("rows", "code"),
    [
        ((*ROWS, Row(Opened, (Door.OPEN,))), "event-twice"),
        (ROWS[:-1], "unreachable"),
        ((), "unreachable"),
        ((*ROWS, Row(Window, (Window.OPEN,))), "unknown-status"),
        ((*ROWS, Row(Window, (Door.OPEN,), (Window.OPEN,))), "unknown-status"),
        ((Row(Removed, (Door.TAKEN_AWAY,), (Door.OPEN,)),), "unreachable"),
    ],
)
def test_a_table_that_contradicts_itself_is_refused(rows: Any, code: str) -> None:
    """An event twice, a status of another table, a status to which nothing leads."""
    with pytest.raises(InvalidValue) as caught:
        Table(NAME, Door, Door.SHUT, rows)
    assert code == caught.value.code


def test_the_initial_status_belongs_to_the_table() -> None:
    """A status of another table is refused, even with the same code."""
    initial: Any = Window.OPEN
    with pytest.raises(InvalidValue, match="unknown-status"):
        Table(NAME, Door, initial, ROWS)


def test_what_is_no_class_no_text_or_no_enumeration_is_misuse() -> None:
    """Rows are made of classes, tables of a text and an enumeration."""
    wrong: Any = "Opened"
    for misuse in (
        lambda: Row(wrong, (Door.OPEN,)),
        lambda: Table(wrong, Door, Door.SHUT, ROWS),
        lambda: Table(NAME, wrong, Door.SHUT, ROWS),
    ):
        with pytest.raises(WrongType):
            misuse()


def test_a_table_is_a_value() -> None:
    """Equal by its rows, also after a copy or a pickle."""
    assert DOOR == Table(NAME, Door, Door.SHUT, ROWS)
    for twin in (copy.deepcopy(DOOR), pickle.loads(pickle.dumps(DOOR))):  # noqa: S301 - made here
        assert DOOR == twin
        assert ROWS[0] == twin.row_for(Opened)
