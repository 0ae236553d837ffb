"""One walk of the real case through all seven stages, with the laws that hold at every step.

A state is the status of each of the seven stages, and of all that the edition requires before an
event, with which answers of the register some event of that type meets it. Where it is not asked
closely, only what is required before events that are possible now counts; where contact is lost
only the statuses, and where the case has ended only those of the stages of which something can
still happen. The first case that is met with a state of one of the stages alone, open or not, is
a state as well. The first case that is met in a state stands for it; so all that is found is real,
and what was not found is asked of the stages as they can possibly go on
(`reintegra.testing.possible`).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Hashable, Mapping
from datetime import date, timedelta
from functools import cached_property
from types import MappingProxyType
from typing import TYPE_CHECKING

import attrs

from reintegra.chain.award import OF_AN_AWARD, Awarded
from reintegra.chain.case import Case
from reintegra.chain.ending import Died
from reintegra.chain.stage import CaseStatus, Event, Stage
from reintegra.chain.stimulus import Stimulus
from reintegra.chain.table import CHAIN, PLACES, code_of
from reintegra.lifecycle import Report, Tried, explore
from reintegra.testing import laws
from reintegra.testing.alone import Alone, Move, state_of
from reintegra.testing.laws import Violation
from reintegra.testing.misfits import misfits
from reintegra.testing.offers import Offer, offers
from reintegra.testing.refusing import rules_of
from reintegra.testing.standing import reasons_to_close, statuses
from reintegra.testing.terms import Answers, Content, Terms
from reintegra.testing.trapping import ENDED
from reintegra.vocabulary.texts import Worded

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from reintegra.chain.case import Known
    from reintegra.rules import Verdict

_GOING_ON: Mapping[CaseStatus, frozenset[Stage]] = MappingProxyType(
    {
        status: frozenset(
            place.stage for place in PLACES.values() if status in place.row.while_case
        )
        for status in CaseStatus
    }
)
"""The stages of which anything can happen in each status of the case."""

Said = tuple[type[Event], str, Worded]
"""A word that a field of an event of this type can say."""


@attrs.define(eq=False)
class Walker:
    """How a case is led through the chain under one edition.

    `said` are the words of events that were accepted; `judged` what was answered before the events
    of a type, where nothing but the rules of the edition could refuse them.
    """

    terms: Terms
    found: Mapping[Stage, Alone]
    limit: int
    closely: bool
    violations: list[Violation] = attrs.field(factory=list, init=False)
    said: Counter[Said] = attrs.field(factory=Counter, init=False)
    judged: set[tuple[type[Event], Answers, Content]] = attrs.field(factory=set, init=False)
    _seen: set[Hashable] = attrs.field(factory=set, init=False)
    _refused: dict[Hashable, tuple[str, ...]] = attrs.field(factory=dict, init=False)
    _at_hand: tuple[Case | None, Hashable] = attrs.field(default=(None, None), init=False)
    _new: tuple[Case | None, Hashable] = attrs.field(default=(None, None), init=False)
    _asked: tuple[Case | None, Answers] = attrs.field(default=(None, ()), init=False)
    _of_days: dict[date, dict[type[Event], tuple[Offer, ...]]] = attrs.field(
        factory=dict, init=False
    )

    def report(self, beginnings: Iterable[Case]) -> Report[Case]:
        """What these cases can become."""
        held = tuple(beginnings)
        for case in held:
            self._hear(case.events[0])
        return explore(
            held,
            self._steps,
            key=self._state,
            tables=[stage.table for stage in CHAIN],
            statuses=statuses,
            rules=rules_of(self.terms.edition),
            is_ending=lambda case: case.ending.status in ENDED,
            besides=(Died,),
            limit=self.limit,
        )

    def _state(self, case: Case) -> Hashable:
        """The state of a case; that of the case at hand is known, and so are answers just asked."""
        if case is self._at_hand[0]:
            return self._at_hand[1]
        if case is self._new[0]:
            return self._new[1]
        asked, answers = self._asked
        found = statuses(case)
        openings = self.terms.openings(
            answers if case is asked else self.terms.answers(case.records)
        )
        status = case.ending.status
        if status is CaseStatus.CONTACT_LOST:
            return found
        if status is not CaseStatus.OPEN:
            return tuple(
                own for own, stage in zip(found, CHAIN, strict=True) if stage in _GOING_ON[status]
            )
        if self.closely:
            return found, openings
        return found, tuple(
            [
                opening if found[at] in when else None
                for (at, when), opening in zip(self._required, openings, strict=True)
            ]
        )

    @cached_property
    def _required(self) -> tuple[tuple[int, frozenset[Worded]], ...]:
        """Of each requirement the place of the stage of its event, and when the event can be."""
        places = map(PLACES.__getitem__, self.terms.edition.requirements)
        return tuple((CHAIN.index(each.stage), frozenset(each.row.when)) for each in places)

    def _steps(self, case: Case) -> Iterator[Tried[Case]]:
        on = case.records.last_on + timedelta(1)
        answers = self.terms.answers(case.records)
        openings = self.terms.openings(answers)
        self._at_hand = (case, self._state(case))
        accepted: set[type[Event]] = set()
        is_fresh = False
        for stage in CHAIN:
            place = self._place(stage, case)
            if place is None:
                self._keep(case, (laws.Law.NOTHING_ELSE,))
                continue
            here = _Here(case, on, answers, stage, place)
            permitted = tuple(openings[at] for at in self._own[stage])
            reasons = reasons_to_close(case) if stage is CHAIN[-1] else ()
            if self._is_first((stage.code, place, case.ending.status, permitted, reasons)):
                is_fresh = True
                yield from self._everything(here)
            for tried in self._of_stage(here):
                if not tried.refused:
                    accepted.add(tried.event)
                yield tried
        self._keep(case, laws.of_state(case))
        if is_fresh:
            known = self.terms.registers
            self._keep(case, laws.of_steps(case, accepted, self.terms.policy, on, known))

    @cached_property
    def _own(self) -> Mapping[Stage, tuple[int, ...]]:
        """Which of the requirements are made before events of each stage."""
        kinds = tuple(self.terms.edition.requirements)
        return {
            stage: tuple(at for at, kind in enumerate(kinds) if PLACES[kind].stage is stage)
            for stage in CHAIN
        }

    def _place(self, stage: Stage, case: Case) -> int | None:
        state = state_of(self.terms, stage, case.records.of_stage(stage))
        return self.found[stage].places.get(state)

    def _of_stage(self, here: _Here) -> Iterator[Tried[Case]]:
        made: dict[type[Event], tuple[Offer, ...]] = {}
        for move in self.found[here.stage].moves[here.place]:
            if move.kind not in made:
                made[move.kind] = self._offers(here, move.kind)
            yield self._moved(here, move, made[move.kind][move.offer].event)

    def _moved(self, here: _Here, move: Move, event: Event) -> Tried[Case]:
        """The event that a move stands for, and whether the case does with it what was foreseen."""
        case = here.case
        registers: tuple[int, ...] = ()
        if not move.refused and case.ending.status in PLACES[move.kind].row.while_case:
            if move.kind in self.terms.edition.requirements:
                self.judged.add((move.kind, here.answers, move.content))
            registers = self.terms.met(move.kind, here.answers, move.content)
        known = self.terms.registers[registers[0] if registers else 0]
        verdict = case.consider(event, under=self.terms.policy, knowing=known)
        if verdict.met is not bool(registers):
            self._keep(case, (laws.Law.NOTHING_ELSE,))
        if not verdict.met:
            return self._refusal(here, event, verdict, known)
        after = case.carry(event)
        self._keep(case, laws.of_step(case, event, after))
        if move.to is None:
            return Tried(move.kind, None)
        if not self._is_foreseen(here, move.to, after):
            self._keep(case, (laws.Law.NOTHING_ELSE,))
            return Tried(move.kind, after)
        if move.to == here.place:
            return Tried(move.kind, case)
        self._hear_answers(after)
        met = (here.stage.code, move.to, case.ending.status is CaseStatus.OPEN)
        if self._is_first(met):
            self._new = (after, met)
        return Tried(move.kind, after)

    def _hear_answers(self, case: Case) -> None:
        """What is required is judged by all answers that are met, also where no state is new."""
        found, answers = statuses(case), self._asked[1]
        if case.ending.status is CaseStatus.OPEN and self._is_first((found, answers)):
            kinds = self.terms.edition.requirements
            for kind, (at, when) in zip(kinds, self._required, strict=True):
                if found[at] in when:
                    self.judged.add((kind, answers, self.terms.all_of(kind)))

    def _is_foreseen(self, here: _Here, to: int, after: Case) -> bool:
        """Whether a case stands and answers as its stage alone did after the same move."""
        found = self.found[here.stage]
        answers = self.terms.answers(after.records)
        self._asked = (after, answers)
        told = zip(answers, here.answers, found.answers[to], self._tells[here.stage], strict=True)
        if any(
            now is not (alone if tells else before)
            for now, before, alone, tells in told
            if tells is not None
        ):
            return False
        record, like = after.records.of_stage(here.stage), found.records[to]
        if isinstance(record, Stimulus):
            return self._place(here.stage, after) == to
        return record.status is like.status

    @cached_property
    def _tells(self) -> Mapping[Stage, tuple[bool | None, ...]]:
        """Whether a stage tells the answer to each fact; `None` where it is not the only one."""
        tells = {
            stage: [len(set(answers)) > 1 for answers in zip(*found.answers, strict=True)]
            for stage, found in self.found.items()
        }
        shared = [sum(each) > 1 for each in zip(*tells.values(), strict=True)]
        return {
            stage: tuple(
                None if both and own else own for own, both in zip(each, shared, strict=True)
            )
            for stage, each in tells.items()
        }

    def _everything(self, here: _Here) -> Iterator[Tried[Case]]:
        """Every value of every field, and all that must be refused, of the events of a stage."""
        case = here.case
        for kind in here.stage.table.events:
            for place, offer in enumerate(self._offers(here, kind)):
                registers = self._every_register(kind)
                tried = [self._judged(here, offer.event, known) for known in registers]
                if not place:
                    tried += [
                        self._judged(here, misfit, registers[0])
                        for misfit in misfits(case, offer.event)
                    ]
                if not tried[0].refused:
                    tried.append(self._again(case.carry(offer.event), offer.event))
                yield from (each for each in tried if each.refused)

    def _every_register(self, kind: type[Event]) -> tuple[Known, ...]:
        """What the register can say before an event: all with yes and no, and nothing at all."""
        asked = kind in self.terms.edition.requirements and self.terms.of_register
        return (*self.terms.registers, {}) if asked else self.terms.registers[:1]

    def _judged(self, here: _Here, event: Event, known: Known) -> Tried[Case]:
        verdict = here.case.consider(event, under=self.terms.policy, knowing=known)
        if not verdict.met:
            return self._refusal(here, event, verdict, known)
        self._hear(event)
        return Tried(type(event), None)

    def _again(self, case: Case, event: Event) -> Tried[Case]:
        verdict = case.consider(event, under=self.terms.policy, knowing=self.terms.registers[0])
        return Tried(type(event), None, self._codes(verdict, type(event)))

    def _refusal(self, here: _Here, event: Event, verdict: Verdict, known: Known) -> Tried[Case]:
        kind, case = type(event), here.case
        status = case.ending.status
        own = case.records.of_stage(here.stage).status
        if self._is_first((kind, own, status, verdict.judged[0][1:])):
            policy = self.terms.policy
            self._keep(case, laws.of_recording(case, event, verdict, policy, known))
        return Tried(kind, None, self._codes(verdict, kind))

    def _codes(self, verdict: Verdict, kind: type[Event]) -> tuple[str, ...]:
        """The rules that stand against an event, the innermost ones."""
        name = (kind, verdict.judged[0][1:])
        if name not in self._refused:
            blamed = (*verdict.failed, *verdict.undetermined)
            codes = dict.fromkeys(each.code for each in blamed if each.code != code_of(kind))
            self._refused[name] = tuple(codes)
        return self._refused[name]

    def _offers(self, here: _Here, kind: type[Event]) -> tuple[Offer, ...]:
        """The events of one type to try; those that name no award are kept for the day."""
        if here.on not in self._of_days:
            self._of_days[here.on] = {}
        of_the_day = self._of_days[here.on]
        if kind in of_the_day:
            return of_the_day[kind]
        made = offers(here.case, kind, here.on, self.terms.edition, self.terms.scope)
        if kind is not Awarded and kind not in OF_AN_AWARD:
            of_the_day[kind] = made
        return made

    def _hear(self, event: Event) -> None:
        for field in attrs.fields(type(event)):
            word = getattr(event, field.name)
            if isinstance(word, Worded):
                self.said[type(event), field.name, word] += 1

    def _is_first(self, name: Hashable) -> bool:
        if name in self._seen:
            return False
        self._seen.add(name)
        return True

    def _keep(self, case: Case, broken: Iterable[laws.Law]) -> None:
        self.violations.extend(Violation(law, case) for law in broken)


@attrs.frozen(eq=False)
class _Here:
    """A case on a day, what it answers, and one of its stages with the place of its state."""

    case: Case
    on: date
    answers: Answers
    stage: Stage
    place: int
