"""States of a stage that no rule of an edition can tell apart, as one; so that few are multiplied.

Two states are alike if they have one status, answer alike whatever is asked of them, and can do the
same, after which they are alike again (the coarsest bisimulation).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import attrs

from reintegra.chain.stage import Event, Record, Stage
from reintegra.testing.terms import Content

if TYPE_CHECKING:
    from collections.abc import Hashable, Iterable

    from reintegra.testing.alone import Alone


@attrs.frozen
class Arrow:
    """What can happen to a stage: an event, what it answers itself, and the place it leads to."""

    kind: type[Event]
    content: Content
    to: int


@attrs.frozen(eq=False)
class Alike:
    """The places of a stage: `of` gives that of each state, `records` an example of each.

    `blank` is the place where it has not begun, `begun` those where a case begins with it. `beyond`
    are the events that are possible in some of its states and not followed: one award more than the
    scope has.
    """

    stage: Stage
    of: tuple[int, ...]
    records: tuple[Record, ...]
    arrows: tuple[tuple[Arrow, ...], ...]
    beyond: tuple[frozenset[Arrow], ...]
    blank: int
    begun: frozenset[int]

    @classmethod
    def in_(cls, found: Alone) -> Alike:
        """The states of one stage alone, as places."""
        records = found.records
        classes = _numbered(
            (record.status, answers) for record, answers in zip(records, found.answers, strict=True)
        )
        while True:
            finer = _numbered(
                (place, frozenset(_arrows(found, classes, state)))
                for state, place in enumerate(classes)
            )
            if max(finer) == max(classes):
                break
            classes = finer
        first = {place: state for state, place in reversed(tuple(enumerate(classes)))}
        blank = classes[records.index(found.stage.start)]
        beyond: list[set[Arrow]] = [set() for _ in first]
        for place, moves in zip(classes, found.moves, strict=True):
            beyond[place].update(
                Arrow(move.kind, move.content, place)
                for move in moves
                if move.to is None and not move.refused
            )
        return cls(
            found.stage,
            classes,
            tuple(records[first[place]] for place in range(len(first))),
            tuple(
                tuple(dict.fromkeys(_arrows(found, classes, first[place])))
                for place in range(len(first))
            ),
            tuple(map(frozenset, beyond)),
            blank,
            frozenset(classes[state] for state in found.beginnings) - {blank},
        )


def _numbered(names: Iterable[Hashable]) -> tuple[int, ...]:
    numbers: dict[Hashable, int] = {}
    return tuple(numbers.setdefault(name, len(numbers)) for name in names)


def _arrows(found: Alone, classes: tuple[int, ...], state: int) -> Iterable[Arrow]:
    return (
        Arrow(move.kind, move.content, classes[move.to])
        for move in found.moves[state]
        if move.to is not None
    )
