"""Every state that steps lead to, found in the order of distance, within a stated bound.

>>> from reintegra.lifecycle import walk
>>> found = walk(0, lambda n: [("one", (n + 1) % 6), ("two", (n + 2) % 6)], key=lambda n: n)
>>> len(found.states), found.exhausted, found.shortest(5)
(6, True, ('one', 'two', 'two'))
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Sequence
from functools import cached_property
from typing import Generic, TypeVar

import attrs

from reintegra.errors import InvalidValue, OutsideCoverage
from reintegra.vocabulary.checks import whole_number

State = TypeVar("State")
Label = TypeVar("Label", bound=Hashable)
Key = TypeVar("Key", bound=Hashable)


@attrs.frozen
class Transition(Generic[Key, Label]):
    """One step that was seen: from a state, by its label, to a state."""

    before: Key
    label: Label
    after: Key


@attrs.frozen
class Exploration(Generic[State, Label, Key]):
    """What a walk found; `exhausted` says whether that is everything there is.

    `cut` are the places of the states from which a step led past the limit. `states` holds one
    state for each key, nearest first. `steps` are those from each of them, in that order: a label,
    and the place of the state to which it leads; none is listed twice.
    """

    states: dict[Key, State]
    steps: tuple[tuple[tuple[Label, int], ...], ...]
    cut: frozenset[int]
    _arrivals: dict[int, tuple[int, Label]]
    _places: dict[Key, int]

    @property
    def exhausted(self) -> bool:
        """Whether no step led past the limit."""
        return not self.cut

    @cached_property
    def transitions(self) -> tuple[Transition[Key, Label], ...]:
        """Every step between two states that were found."""
        keys = tuple(self.states)
        return tuple(
            Transition(before, label, keys[after])
            for before, steps in zip(keys, self.steps, strict=True)
            for label, after in steps
        )

    def shortest(self, key: Key) -> tuple[Label, ...]:
        """The labels of a shortest way from an initial state to one that was found.

        Raises:
            OutsideCoverage: no state with that key was found.
        """
        if key not in self._places:
            raise OutsideCoverage("exploration", "this key")
        place = self._places[key]
        labels: list[Label] = []
        while place in self._arrivals:
            place, label = self._arrivals[place]
            labels.append(label)
        return tuple(reversed(labels))

    def leading_to(self, ends: Iterable[int], besides: frozenset[Label]) -> set[int]:
        """The places from which one of these is reached, by steps without one of these labels."""
        into: list[list[int]] = [[] for _ in self.steps]
        for before, steps in enumerate(self.steps):
            for label, after in steps:
                if label not in besides:
                    into[after].append(before)
        return all_before(ends, into)


def all_before(ends: Iterable[int], into: Sequence[Iterable[int]]) -> set[int]:
    """The places from which one of these is reached, themselves included.

    `into` are the places from which a step leads to each place.
    """
    found = set(ends)
    waiting = list(found)
    while waiting:
        fresh = set(into[waiting.pop()]) - found
        found |= fresh
        waiting += fresh
    return found


def walk(
    initial: State,
    steps: Callable[[State], Iterable[tuple[Label, State]]],
    key: Callable[[State], Key],
    limit: int = 100_000,
) -> Exploration[State, Label, Key]:
    """Follow all steps breadth first until nothing new is met, or `limit` states are known.

    Two states with one key count as one, and the first that is met stands for both.

    Raises:
        InvalidValue: the limit is below 1.
        WrongType: the limit is not an int.
    """
    return walk_from((initial,), steps, key, limit)


def walk_from(
    initials: Iterable[State],
    steps: Callable[[State], Iterable[tuple[Label, State]]],
    key: Callable[[State], Key],
    limit: int,
) -> Exploration[State, Label, Key]:
    """The same from several states at once.

    Raises:
        InvalidValue: the limit is below 1, or below the number of initial states.
        WrongType: the limit is not an int.
    """
    found: list[State] = []
    places: dict[Key, int] = {}
    for initial in initials:
        if places.setdefault(key(initial), len(found)) == len(found):
            found.append(initial)
    at_least_the_beginnings(limit, len(found))
    arrivals: dict[int, tuple[int, Label]] = {}
    edges: list[tuple[tuple[Label, int], ...]] = []
    cut: set[int] = set()
    while len(edges) < len(found):
        taken: dict[tuple[Label, int], None] = {}
        for label, state in steps(found[len(edges)]):
            name = key(state)
            after = places.get(name)
            if after is None:
                if len(found) == limit:
                    cut.add(len(edges))
                    continue
                after = places[name] = len(found)
                found.append(state)
                arrivals[after] = (len(edges), label)
            taken[label, after] = None
        edges.append(tuple(taken))
    states = dict(zip(places, found, strict=True))
    return Exploration(states, tuple(edges), frozenset(cut), arrivals, places)


def at_least_the_beginnings(limit: int, beginnings: int) -> None:
    """Refuse a limit that does not even hold what an exploration begins with.

    Raises:
        InvalidValue: the limit is below 1, or below the number of states to begin with.
        WrongType: the limit is not an int.
    """
    if whole_number("limit", limit) < 1:
        raise InvalidValue("limit", "range", "at least 1")
    if limit < beginnings:
        hint = f"at least {beginnings}, the number of initial states"
        raise InvalidValue("limit", "range", hint)
