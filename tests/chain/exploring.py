"""All states of each stage, found by walking the real case from where the stage begins."""

from __future__ import annotations

import itertools
from datetime import timedelta
from functools import cache
from types import MappingProxyType
from typing import TYPE_CHECKING

import attrs

from reintegra.chain import CHAIN, Case, CaseStatus, Event, Stage
from reintegra.chain.award import Awarded, PaymentSent
from reintegra.chain.ending import (
    Absconded,
    Closed,
    ClosingReason,
    ContactLost,
    Died,
    LeftAgainstAdvice,
    Transferred,
)
from reintegra.chain.policy import Policy
from reintegra.chain.table import PLACES, code_of
from reintegra.lifecycle import walk
from reintegra.policies.sandbox import SANDBOX
from reintegra.rules import Dated, DatedValue
from reintegra.vocabulary.aid import Channel
from reintegra.vocabulary.identifiers import ActorId, RecordNumber
from reintegra.vocabulary.texts import Worded
from tests.chain.journeys import ERAS, Era, arrived_at, attested, candidates, deported

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

MOST_CANDIDATES = 30


@attrs.frozen
class Step:
    """An event that was recorded: on which case, and from which status to which of its stage."""

    case: Case
    event: Event
    before: Worded
    after: Worded

    @property
    def arrow(self) -> tuple[type[Event], Worded, Worded]:
        """What the table says of it."""
        return type(self.event), self.before, self.after


def _lenient() -> Era:
    edition = SANDBOX.at(ERAS[-1].day)
    kept = {event: rule for event, rule in edition.requirements.items() if event is not PaymentSent}
    free = attrs.evolve(edition, code="lenient", requirements=MappingProxyType(kept))
    policy = Policy("lenient", SANDBOX.name, Dated((DatedValue(free, ERAS[-1].day),)))
    return Era("sandbox", policy, ERAS[-1].day)


LENIENT = _lenient()
"""The sandbox without its rule that the second tranche waits for the first to be accounted for."""

STAGES = {stage.code: stage for stage in CHAIN}


def starts(era: Era, stage: Stage) -> tuple[Case, ...]:
    """The cases from which a stage is explored."""
    if stage.code in {"deportation", "ending"}:
        return Case.open(deported(era)), Case.open(attested(era))
    return (arrived_at(era, stage.code),)


def _key(case: Case, stage: Stage) -> tuple[object, ...]:
    """What is told apart: the status, and what else decides whether an event is possible."""
    status = case.records.of_stage(stage).status
    asked, visits = case.rehabilitation, case.reintegration.visits
    if stage.code == "rehabilitation":
        endangered = asked.request is not None and asked.request.endangered
        return status, endangered, asked.agreement is None, asked.plan is None
    if stage.code == "reintegration":
        return status, any(visit.met for visit in visits)
    if stage.code != "stimulus":
        return (status,)
    stimulus = case.stimulus
    awards = tuple(
        (
            award.terms.channel is Channel.IN_KIND,
            award.terms.channel is Channel.OWN_ACCOUNT,
            award.status,
            tuple((receipt.amount, bool(receipt.kept)) for receipt in award.receipts),
            award.in_flight and award.in_flight.amount,
            bool(award.accounted),
            award.is_accounted,
        )
        for award in stimulus.awards
    )
    return status, stimulus.account is None, stimulus.consent is None, awards


def _steps(case: Case, era: Era, stage: Stage) -> Iterator[Step]:
    on = case.records.last_on + timedelta(1)
    for kind in stage.table.events:
        if kind is Awarded and case.stimulus.awards:
            continue
        for event in itertools.islice(candidates(case, kind, on, era.edition), MOST_CANDIDATES):
            if case.consider(event, under=era.policy, knowing=era.knowing).met:
                after = case.record(event, under=era.policy, knowing=era.knowing)
                status, later = (
                    each.records.of_stage(stage).status_for(event) for each in (case, after)
                )
                yield Step(case, event, status, later)


@cache
def explored(era: Era, code: str) -> tuple[tuple[Case, ...], tuple[Step, ...]]:
    """Every state of a stage that can be told apart, and every step between two of them."""
    stage = STAGES[code]
    seen: list[Step] = []
    cases: list[Case] = []

    def steps(case: Case) -> Iterator[tuple[str, Case]]:
        for step in _steps(case, era, stage):
            seen.append(step)
            yield (
                code_of(type(step.event)),
                case.record(step.event, under=era.policy, knowing=era.knowing),
            )

    for start in starts(era, stage):
        found = walk(start, steps, key=lambda case: _key(case, stage), limit=500)
        assert found.exhausted
        cases += found.states.values()
    return tuple(cases), tuple(seen)


@cache
def pool(era: Era) -> tuple[Case, ...]:
    """The states of all stages."""
    return tuple(case for code in STAGES for case in explored(era, code)[0])


@cache
def examples(era: Era) -> dict[type[Event], Step]:
    """One step of each event type that the edition lets happen at all."""
    steps = (step for code in STAGES for step in explored(era, code)[1])
    return {type(step.event): step for step in steps}


def never_under(era: Era) -> set[type[Event]]:
    """The event types that no case takes under this edition: a deportation only opens one."""
    return set(PLACES) - set(examples(era))


def ended(case: Case, status: CaseStatus, on: date) -> Case:
    """The same case with this status since that day, as trusted history."""
    record = RecordNumber("record-of-ending")
    endings: dict[CaseStatus, tuple[Event, ...]] = {
        CaseStatus.OPEN: (),
        CaseStatus.CONTACT_LOST: (ContactLost(case=case.id, on=on),),
        CaseStatus.ABSCONDED: (Absconded(case=case.id, on=on),),
        CaseStatus.LEFT: (
            LeftAgainstAdvice(
                case=case.id, on=on, conference=record, statement=record, legal_case_pending=False
            ),
        ),
        CaseStatus.TRANSFERRED: (Transferred(case=case.id, on=on, to=ActorId("office-2")),),
        CaseStatus.CLOSED: (Closed(case=case.id, on=on, reason=ClosingReason.OWN_WISH),),
        CaseStatus.DIED: (Died(case=case.id, on=on),),
    }
    return Case.replay((*case.events, *endings[status]))
