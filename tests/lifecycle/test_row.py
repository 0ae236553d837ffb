"""Rows: where an event is possible, and where it leads."""

from __future__ import annotations

from typing import Any

import pytest

from reintegra.errors import InvalidValue, WrongType
from reintegra.lifecycle import Row
from tests.lifecycle.door import DOOR, Door, Opened, Painted, Slammed


def test_an_empty_to_leaves_the_status_as_it_is() -> None:
    """And from where an event is not possible it leads nowhere."""
    painted = DOOR.row_for(Painted)
    assert ((Door.SHUT,), (Door.OPEN,)) == (
        painted.leads_to(Door.SHUT),
        painted.leads_to(Door.OPEN),
    )
    assert () == painted.leads_to(Door.TAKEN_AWAY)
    assert (Door.SHUT, Door.OPEN) == DOOR.row_for(Slammed).leads_to(Door.OPEN)


@pytest.mark.parametrize(
    ("when", "to", "code"),
    [
        ((), (), "never"),
        ((Door.OPEN, Door.OPEN), (), "status-twice"),
        ((Door.OPEN,), (Door.SHUT, Door.SHUT), "status-twice"),
    ],
)
def test_a_row_names_each_status_once_and_at_least_one(
    when: tuple[Door, ...], to: tuple[Door, ...], code: str
) -> None:
    """An event that is never possible is not an event of the table."""
    with pytest.raises(InvalidValue) as caught:
        Row(Opened, when, to)
    assert code == caught.value.code


@pytest.mark.parametrize("statuses", ["open", [Door.OPEN], ("open",), Door.OPEN, None])
def test_statuses_are_a_tuple_of_statuses(statuses: Any) -> None:
    """A text is no tuple of its letters, and the code of a status is no status."""
    misuses: list[Any] = [
        lambda: Row(Opened, statuses),
        lambda: Row(Opened, (Door.SHUT,), statuses),
    ]
    for misuse in misuses:
        with pytest.raises(WrongType) as caught:
            misuse()
        assert caught.value.field in {"Row.when", "Row.to"}
