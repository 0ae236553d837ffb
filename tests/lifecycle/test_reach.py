"""How far rows lead."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reintegra.errors import InvalidValue
from reintegra.lifecycle import Row, Table, dead_ends, reachable, walk
from reintegra.vocabulary.texts import Worded
from tests.lifecycle.door import DOOR, NAME, Door


class Letter(Worded):
    """Statuses for random tables."""

    A = "a", "A", "A"
    B = "b", "B", "B"
    C = "c", "C", "C"
    D = "d", "D", "D"


def test_reach_includes_the_status_itself() -> None:
    """And nothing leads out of a door that is gone."""
    assert set(Door) == reachable(DOOR, Door.SHUT)
    assert {Door.TAKEN_AWAY} == reachable(DOOR, Door.TAKEN_AWAY)


def test_a_dead_end_leads_to_no_ending() -> None:
    """An ending itself is none; without endings every status is one."""
    assert () == dead_ends(DOOR, [Door.TAKEN_AWAY])
    assert (Door.TAKEN_AWAY,) == dead_ends(DOOR, [Door.SHUT])
    assert tuple(Door) == dead_ends(DOOR, [])


@pytest.mark.parametrize("foreign", ["open", "nonsense", Letter.A, None])
def test_what_the_table_does_not_have_is_misuse(foreign: Any) -> None:
    """The code of a status, a misspelt one, one of another table: nothing is read into it."""
    for misuse in (
        lambda: reachable(DOOR, foreign),
        lambda: dead_ends(DOOR, [Door.SHUT, foreign]),
        lambda: DOOR.possible_in(foreign),
        lambda: DOOR.status(foreign),
    ):
        with pytest.raises(InvalidValue, match="unknown-status"):
            misuse()
    assert Door.OPEN is DOOR.status(Door.OPEN)


_LETTERS = st.lists(st.sampled_from(Letter), unique=True, max_size=4).map(tuple)
_STATUS = st.sampled_from(Letter)


def _table(pairs: list[tuple[Any, Any]]) -> Table[Letter]:
    rows = [Row(type(f"E{n}", (), {}), when, to) for n, (when, to) in enumerate(pairs) if when]
    everywhere = Row(Letter, (Letter.A,), tuple(Letter))
    return Table(NAME, Letter, Letter.A, (everywhere, *rows))


@given(st.lists(st.tuples(_LETTERS, _LETTERS), max_size=5), _STATUS, _STATUS)
def test_reach_and_dead_ends_agree_with_a_walk(
    pairs: list[tuple[Any, Any]], start: Letter, ending: Letter
) -> None:
    """A walk over the same rows meets the same statuses."""
    table = _table(pairs)

    def steps(status: Letter) -> list[tuple[str, Letter]]:
        return [("", after) for row in table.rows for after in row.leads_to(status)]

    met = set(walk(start, steps, key=str).states.values())
    assert met == reachable(table, start)
    assert (ending not in met) == (start in dead_ends(table, [ending]))
