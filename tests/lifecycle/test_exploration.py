"""Walks over states: everything, in order of distance, within a bound."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reintegra.errors import InvalidValue, OutsideCoverage, WrongType
from reintegra.lifecycle import Transition, walk
from reintegra.lifecycle.exploration import all_before

_GRAPHS = st.dictionaries(
    st.integers(0, 6), st.lists(st.tuples(st.sampled_from("xy"), st.integers(0, 6)), max_size=4)
)


def _distances(graph: dict[int, list[tuple[str, int]]]) -> dict[int, int]:
    """By relaxing every edge as often as there are states."""
    found = {0: 0}
    for _ in range(7):
        for before, edges in graph.items():
            for _, after in edges:
                if before in found:
                    found[after] = min(found.get(after, 99), found[before] + 1)
    return found


@given(_GRAPHS)
def test_a_walk_finds_every_state_by_a_shortest_way(
    graph: dict[int, list[tuple[str, int]]],
) -> None:
    """The labels of the way lead there, and no way is shorter."""
    found = walk(0, lambda state: graph.get(state, []), key=lambda state: state)
    distances = _distances(graph)
    assert distances.keys() == found.states.keys()
    assert found.exhausted
    assert sorted(distances.values()) == [distances[state] for state in found.states]
    edges = {(before, *edge) for before in distances for edge in graph.get(before, [])}
    assert edges == {(t.before, t.label, t.after) for t in found.transitions}
    assert len(edges) == len(found.transitions)
    for state, distance in distances.items():
        way = found.shortest(state)
        assert distance == len(way)
        ends = {0}
        for label in way:
            ends = {t.after for t in found.transitions if t.before in ends and t.label == label}
        assert state in ends


@given(_GRAPHS, st.sets(st.integers(0, 6)))
def test_all_from_where_an_end_is_reached_are_found(
    graph: dict[int, list[tuple[str, int]]], ends: set[int]
) -> None:
    """A place is among them exactly if a walk from it comes to one of the ends."""
    into: list[list[int]] = [[] for _ in range(7)]
    for before, edges in graph.items():
        for _, after in edges:
            into[after].append(before)
    met = {
        place
        for place in range(7)
        if ends
        & walk(place, lambda state: graph.get(state, []), key=lambda state: state).states.keys()
    }
    assert met == all_before(ends, into)


def test_every_branch_that_leads_to_an_end_is_followed() -> None:
    """Two ways of three steps each, and one place that leads nowhere."""
    assert {0, 1, 2, 3, 4} == all_before([0], [[1, 2], [3], [4], [], [], []])


def test_what_is_met_behind_a_state_beyond_the_limit_is_a_step_all_the_same() -> None:
    """The third state is one too many, and the step back to the first is not."""
    found = walk(
        0, lambda state: [("on", state + 1), ("back", 0)], key=lambda state: state, limit=2
    )
    assert {("back", 0, 0), ("back", 1, 0), ("on", 0, 1)} == {
        (each.label, each.before, each.after) for each in found.transitions
    }


def test_the_shorter_of_two_ways_is_the_one_that_is_told() -> None:
    """Also where the longer one is listed last, and would be followed first by a deep search."""
    graph = {0: [1, 2], 1: [4], 2: [3], 3: [4]}
    found = walk(0, lambda state: [(n, n) for n in graph.get(state, [])], key=lambda state: state)
    assert (1, 4) == found.shortest(4)
    assert [0, 1, 2, 4, 3] == list(found.states)


@given(_GRAPHS, st.integers(1, 7))
def test_a_bound_is_kept_and_admitted(graph: dict[int, list[tuple[str, int]]], limit: int) -> None:
    """`exhausted` is true exactly when nothing was left out."""
    everything = walk(0, lambda state: graph.get(state, []), key=str)
    bounded = walk(0, lambda state: graph.get(state, []), key=str, limit=limit)
    assert min(limit, len(everything.states)) == len(bounded.states)
    assert (everything.states == bounded.states) == bounded.exhausted
    assert set(bounded.transitions) <= set(everything.transitions)
    assert all({t.before, t.after} <= bounded.states.keys() for t in bounded.transitions)


def test_what_lies_beyond_the_bound_is_left_out() -> None:
    """Of an endless count, three states and the two steps between them."""
    found = walk(0, lambda state: [("next", state + 1)], key=lambda state: state, limit=3)
    assert ([0, 1, 2], False) == (list(found.states), found.exhausted)
    assert [(0, 1), (1, 2)] == [(each.before, each.after) for each in found.transitions]


def test_states_with_one_key_are_one_state() -> None:
    """The first that is met stands for both, so an endless count ends."""
    found = walk(0, lambda state: [("next", state + 1)], key=lambda state: state % 3)
    assert ({0: 0, 1: 1, 2: 2}, True) == (found.states, found.exhausted)
    assert Transition(2, "next", 0) == found.transitions[-1]


def test_a_state_that_was_not_found_has_no_way() -> None:
    """The error does not show the key, which may be a whole state."""
    no_steps: list[tuple[str, int]] = []
    found = walk(0, lambda _: no_steps, key=lambda state: state)
    assert () == found.shortest(0)
    with pytest.raises(OutsideCoverage) as caught:
        found.shortest(4711)
    assert "4711" not in str(caught.value)


@pytest.mark.parametrize(
    ("limit", "error"), [(0, InvalidValue), (True, WrongType), (1.5, WrongType)]
)
def test_a_bound_is_a_whole_number_from_one(limit: Any, error: type[Exception]) -> None:
    """At least the initial state is known."""
    with pytest.raises(error, match="limit"):
        walk(0, lambda _: (), key=str, limit=limit)
