"""Some stages together, the others left open: what surely can happen, and what perhaps can.

The stages that are left out may stand anywhere. A step is *sure* with those answers of the register
with which it is accepted wherever they stand, *possible* with those with which it is accepted
somewhere. Whatever the whole can do, the stages together can possibly do; and what they surely can
do, the whole can.
"""

from __future__ import annotations

import itertools
from collections.abc import Hashable, Iterator, Mapping
from functools import cached_property
from typing import TYPE_CHECKING, Any, NamedTuple

import attrs

from reintegra.chain.answering import ANSWERS
from reintegra.chain.stage import Event, Stage
from reintegra.chain.table import CHAIN, PLACES
from reintegra.testing.alike import Alike, Arrow
from reintegra.testing.alone import BLANK, only
from reintegra.testing.terms import Terms

if TYPE_CHECKING:
    from reintegra.chain.stage import Record
    from reintegra.vocabulary.texts import Worded

ENDING = CHAIN[-1]

Joint = tuple[int, ...]
"""The place of each of the stages that are joined, in the order of the chain."""


class Step(NamedTuple):
    """A step of joined stages, and with which answers of the register it can be made."""

    event: type[Event]
    to: Joint
    sure: frozenset[int]
    possible: frozenset[int]


@attrs.frozen(eq=False)
class Stages:
    """All stages of the chain under one edition, each as its places."""

    terms: Terms
    by_stage: Mapping[Stage, Alike]
    _guards: dict[Hashable, tuple[frozenset[int], frozenset[int]]] = attrs.field(
        factory=dict, init=False
    )

    @cached_property
    def asked(self) -> Mapping[type[Event], tuple[Stage, ...]]:
        """The stages that what is required before an event asks about."""
        return {
            kind: tuple(
                stage
                for stage in CHAIN
                if any(self._tells(stage, fact.name) for fact in rule.facts)
            )
            for kind, rule in self.terms.edition.requirements.items()
        }

    def _tells(self, stage: Stage, name: str) -> bool:
        """Whether the answer to a fact can hang on a stage."""
        if name not in ANSWERS:
            return False
        at = self.terms.names.index(name)
        blank = self.terms.answers(BLANK)[at]
        return any(answers[at] is not blank for answers in self._answers[stage])

    @cached_property
    def _answers(self) -> Mapping[Stage, tuple[tuple[object, ...], ...]]:
        """What the places of each stage answer, where no other has begun."""
        return {
            stage: tuple(self.terms.answers(only(stage, record)) for record in alike.records)
            for stage, alike in self.by_stage.items()
        }

    def guard(self, arrow: Arrow, at: Mapping[Stage, int]) -> tuple[frozenset[int], frozenset[int]]:
        """With which registers an arrow is surely, and with which it is possibly permitted."""
        asked = self.asked.get(arrow.kind)
        if asked is None:
            every = frozenset(range(len(self.terms.registers)))
            return every, every
        told = tuple(self._answers[stage][at[stage]] if stage in at else None for stage in asked)
        name = (arrow.kind, arrow.content, told)
        if name not in self._guards:
            met = [
                frozenset(self.terms.met(arrow.kind, answers, arrow.content))
                for answers in self.wherever(arrow.kind, at)
            ]
            sure: frozenset[int] = met[0].intersection(*met)
            self._guards[name] = sure, met[0].union(*met)
        return self._guards[name]

    def wherever(self, kind: type[Event], at: Mapping[Stage, int]) -> Iterator[tuple[object, ...]]:
        """All answers to what is asked before an event, with some stages at these places.

        The others may stand anywhere; of what is not asked before it no answer is looked for.
        """
        asked = {fact.name for fact in self.terms.edition.requirements[kind].facts}
        heard = [place for place, name in enumerate(self.terms.names) if name in asked]
        choices: list[list[tuple[str, Record]]] = []
        for stage in self.asked[kind]:
            answers = self._answers[stage]
            places = [at[stage]] if stage in at else range(len(answers))
            once = {
                tuple(answers[place][each] for each in heard): self.by_stage[stage].records[place]
                for place in places
            }
            choices.append([(stage.code, record) for record in once.values()])
        for chosen in itertools.product(*choices):
            begun: dict[str, Any] = dict(chosen)
            yield self.terms.answers(attrs.evolve(BLANK, **begun))


@attrs.frozen(eq=False)
class Joined:
    """Some stages of the chain together, the ending among them.

    Where it is `loose`, what a stage itself answers before its events may be what it answers
    anywhere, if more can happen to it than is followed.
    """

    stages: Stages
    chosen: tuple[Stage, ...]
    loose: bool = False

    @cached_property
    def open_ended(self) -> tuple[int, ...]:
        """Which of those chosen are stages to which more can happen than is followed."""
        every = (self.stages.by_stage[stage] for stage in self.chosen)
        return tuple(place for place, alike in enumerate(every) if any(alike.beyond))

    def beyond(self, joint: Joint) -> frozenset[int]:
        """With which registers something that is not followed is possible."""
        at = dict(zip(self.chosen, joint, strict=True))
        found = (
            self.stages.guard(arrow, at)[1]
            for place in self.open_ended
            for arrow in self.stages.by_stage[self.chosen[place]].beyond[joint[place]]
            if self._status(joint) in PLACES[arrow.kind].row.while_case
        )
        return frozenset[int]().union(*found)

    def _status(self, joint: Joint) -> Worded:
        return self.stages.by_stage[ENDING].records[joint[self.chosen.index(ENDING)]].status

    @cached_property
    def beginnings(self) -> tuple[Joint, ...]:
        """Where a case can begin: with one of the stages that can begin one, and no other."""
        every = [self.stages.by_stage[stage] for stage in self.chosen]
        blank = tuple(alike.blank for alike in every)
        found = [
            (*blank[:place], begun, *blank[place + 1 :])
            for place, alike in enumerate(every)
            for begun in sorted(alike.begun)
        ]
        elsewhere = set(self.stages.by_stage) - set(self.chosen)
        if any(self.stages.by_stage[stage].begun for stage in elsewhere):
            found.append(blank)
        return tuple(found)

    def steps(self, joint: Joint) -> Iterator[Step]:
        """What can happen to these stages, one event of one of them at a time."""
        status = self._status(joint)
        at = {
            stage: joint[place]
            for place, stage in enumerate(self.chosen)
            if not (self.loose and place in self.open_ended)
        }
        for place, stage in enumerate(self.chosen):
            for arrow in self.stages.by_stage[stage].arrows[joint[place]]:
                if status not in PLACES[arrow.kind].row.while_case:
                    continue
                sure, possible = self.stages.guard(arrow, at)
                if possible:
                    to = (*joint[:place], arrow.to, *joint[place + 1 :])
                    yield Step(arrow.kind, to, sure, possible)
