"""One stage alone: every state of its record that can be told apart, and every move between two.

The record of a stage is changed by its own events only, and whether one is accepted hangs on that
record, on the status of the case, and on the answers to the facts that the edition asks before
it. So a stage is walked alone, by every value of every field of its events, where nothing is
required of the others; that nothing else matters is a law, which the walk of the whole checks.
"""

from __future__ import annotations

from collections.abc import Hashable, Mapping
from datetime import timedelta
from functools import cached_property
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

import attrs

from reintegra.chain.award import Awarded
from reintegra.chain.case import OPENING_EVENTS, Case
from reintegra.chain.deportation import Deportation
from reintegra.chain.fitting import only_for_a_closing_reason
from reintegra.chain.records import Records
from reintegra.chain.rehabilitation import Rehabilitation
from reintegra.chain.stage import Event, Record, Stage
from reintegra.chain.stimulus import Stimulus
from reintegra.chain.table import CHAIN, PLACES
from reintegra.testing import laws
from reintegra.testing.laws import Violation
from reintegra.testing.offers import Offer, offers, offers_of_a_day
from reintegra.testing.standing import of_award
from reintegra.testing.terms import CASE, PERSON, Answers, Content, Terms

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from datetime import date

BLANK = Records()
_BLANKS: Mapping[str, Record] = MappingProxyType(
    {stage.code: BLANK.of_stage(stage) for stage in CHAIN}
)


@attrs.frozen
class Move:
    """An event that stands for all that do the same in a state of a stage, and what it does.

    `offer` is its place among the events of its type that are tried. `to` is the place of the
    state that follows, `None` where the event is not followed; `refused` that the stage itself
    refuses it.
    """

    kind: type[Event]
    offer: int
    content: Content
    to: int | None
    refused: bool = False


@attrs.frozen(eq=False)
class Alone:
    """What was found of one stage alone; `cases` are examples, one for each state."""

    stage: Stage
    places: dict[Hashable, int]
    cases: tuple[Case, ...]
    answers: tuple[Answers, ...]
    moves: tuple[tuple[Move, ...], ...]
    beginnings: tuple[int, ...]
    violations: tuple[Violation, ...]

    @cached_property
    def records(self) -> tuple[Record, ...]:
        """The record of the stage in each state."""
        return tuple(case.records.of_stage(self.stage) for case in self.cases)


def opened(terms: Terms, on: date) -> Iterator[tuple[Case, bool]]:
    """Every way to begin a case; and whether it is a plain one."""
    for kind in OPENING_EVENTS:
        for offer in offers_of_a_day(kind, CASE, PERSON, on, terms.edition):
            yield Case.replay((offer.event,)), offer.is_plain


def only(stage: Stage, record: Record) -> Records:
    """The records of a case of which nothing but this stage has begun."""
    records: dict[str, Any] = {**_BLANKS, stage.code: record}
    return Records(**records)


def state_of(terms: Terms, stage: Stage, record: Record) -> Hashable:
    """What can still decide anything about the events of a stage; days and numbers do not.

    That somebody is no victim, or refused a service, decides about a reason of closing.
    """
    answers = terms.answers(only(stage, record))
    if isinstance(record, Stimulus):
        return record.status, answers, record.account is None, tuple(map(of_award, record.awards))
    if isinstance(record, Deportation):
        return record.status, answers, record.found_not_a_victim
    if isinstance(record, Rehabilitation):
        return record.status, answers, record.refusal is None
    return record.status, answers


def alone(terms: Terms, stage: Stage, on: date) -> Alone:
    """Walk one stage alone, from every beginning, to its last state."""
    walker = _Walker(terms, stage)
    for case, is_plain in opened(terms, on):
        if is_plain or PLACES[type(case.events[0])].stage is stage:
            walker.place(case)
    beginnings = tuple(range(len(walker.cases)))
    moves = [tuple(walker.moves(case)) for case in walker.cases]
    alone_of_its_case = (only(stage, case.records.of_stage(stage)) for case in walker.cases)
    return Alone(
        stage,
        walker.places,
        tuple(walker.cases),
        tuple(map(terms.answers, alone_of_its_case)),
        tuple(moves),
        beginnings,
        tuple(walker.violations),
    )


@attrs.define(eq=False)
class _Walker:
    terms: Terms
    stage: Stage
    places: dict[Hashable, int] = attrs.field(factory=dict)
    cases: list[Case] = attrs.field(factory=list)
    violations: list[Violation] = attrs.field(factory=list)

    def place(self, case: Case) -> int:
        """The place of the state of the stage; a new one is added."""
        state = state_of(self.terms, self.stage, case.records.of_stage(self.stage))
        if state not in self.places:
            self.places[state] = len(self.cases)
            self.cases.append(case)
        return self.places[state]

    def moves(self, case: Case) -> Iterator[Move]:
        """What can happen to the stage in this state: one event for all that do the same."""
        on = case.records.last_on + timedelta(1)
        found: dict[Hashable, Move] = {}
        for kind in self.stage.table.events:
            tried = offers(case, kind, on, self.terms.edition, self.terms.scope)
            for place, offer in enumerate(tried):
                for name, move in self._of_offer(case, place, offer):
                    found.setdefault(name, move)
        self._keep(case, laws.of_state(case))
        yield from found.values()

    def _of_offer(self, case: Case, place: int, offer: Offer) -> Iterator[tuple[Hashable, Move]]:
        event = offer.event
        kind = type(event)
        verdict = case.consider(event, under=self.terms.free)
        if not verdict.met:
            codes = tuple(reason.code for reason in verdict.failed)
            if only_for_a_closing_reason.code not in codes:  # which the other stages decide
                yield (kind, codes), Move(kind, place, (), None, refused=True)
            return
        content = self.terms.content(case, event)
        after = case.carry(event)
        self._keep(case, laws.of_step(case, event, after))
        many = kind is Awarded and len(after.stimulus.awards) > self.terms.scope.awards
        to = None if many else self.place(after)
        yield (kind, content, to), Move(kind, place, content, to)

    def _keep(self, case: Case, broken: Iterable[laws.Law]) -> None:
        self.violations.extend(Violation(law, case) for law in broken)
