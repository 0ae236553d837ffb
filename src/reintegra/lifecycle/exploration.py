"""Every state that steps lead to, found in the order of distance, within a stated bound.

>>> from reintegra.lifecycle import walk
>>> found = walk(0, lambda n: [("one", (n + 1) % 6), ("two", (n + 2) % 6)], key=lambda n: n)
>>> len(found.states), found.exhausted, found.shortest(5)
(6, True, ('one', 'two', 'two'))
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Hashable, Iterable
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

    `states` holds one state for each key, nearest first; `transitions` only steps between them.
    """

    states: dict[Key, State]
    transitions: tuple[Transition[Key, Label], ...]
    exhausted: bool
    _arrivals: dict[Key, Transition[Key, Label]]

    def shortest(self, key: Key) -> tuple[Label, ...]:
        """The labels of a shortest way from the initial state to one that was found.

        Raises:
            OutsideCoverage: no state with that key was found.
        """
        if key not in self.states:
            raise OutsideCoverage("exploration", "this key")
        labels: list[Label] = []
        while key in self._arrivals:
            arrival = self._arrivals[key]
            labels.append(arrival.label)
            key = arrival.before
        return tuple(reversed(labels))


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
    if whole_number("limit", limit) < 1:
        raise InvalidValue("limit", "range", "at least 1")
    states: dict[Key, State] = {key(initial): initial}
    arrivals: dict[Key, Transition[Key, Label]] = {}
    transitions: dict[Transition[Key, Label], None] = {}
    waiting = deque([key(initial)])
    exhausted = True
    while waiting:
        before = waiting.popleft()
        for label, state in steps(states[before]):
            transition = Transition(before, label, key(state))
            if transition.after not in states:
                if len(states) == limit:
                    exhausted = False
                    continue
                states[transition.after] = state
                arrivals[transition.after] = transition
                waiting.append(transition.after)
            transitions[transition] = None
    return Exploration(states, tuple(transitions), exhausted, arrivals)
