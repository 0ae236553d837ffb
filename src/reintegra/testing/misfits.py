"""Events that must be refused, whatever is on record: of another case, unknown, too much."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

import attrs

from reintegra.chain.award import (
    AidPaidBack,
    Awarded,
    AwardReduced,
    PaymentConfirmed,
    PaymentReturned,
    PaymentSent,
    UseAccounted,
)
from reintegra.chain.fits import NAMES_THE_PERSON
from reintegra.chain.homecoming import ReturnAttested
from reintegra.chain.stage import declared_types
from reintegra.chain.table import place_of
from reintegra.vocabulary.aid import Proof, ProofKind
from reintegra.vocabulary.identifiers import CaseId, Code, PaymentId, PersonId

if TYPE_CHECKING:
    from collections.abc import Iterator

    from reintegra.chain.case import Case
    from reintegra.chain.stage import Event

_UNKNOWN = Code("unknown-to-every-policy")
_OTHER_PAYMENT = PaymentId("payment-of-nobody")
_MONEY_EVENTS = PaymentSent | PaymentConfirmed | PaymentReturned | UseAccounted | AidPaidBack


def misfits(case: Case, event: Event) -> Iterator[Event]:
    """The same event as it must not be recorded, one reason at a time."""
    change: Any = attrs.evolve
    yield change(event, case=CaseId("case-of-another"))
    if isinstance(event, NAMES_THE_PERSON):
        yield change(event, person=PersonId("person-of-another"))
    names = {name for name, _, _ in declared_types(type(event))}  # type: ignore[arg-type] # mypy takes the hash of its objects
    for name in ("instrument", "service", "module"):
        if name in names:
            yield change(event, **{name: _UNKNOWN})
    for name in ("indications", "needs"):
        if name in names:
            yield change(event, **{name: (_UNKNOWN,)})
    yield from _wrong_money(event)
    yield from _known_awards(case, event)
    yield from _wrong_days(case, event)


def _wrong_money(event: Event) -> Iterator[Event]:
    change: Any = attrs.evolve
    if isinstance(event, _MONEY_EVENTS):
        yield change(event, amount=event.amount + event.amount * 1_000 + event.amount)
    if isinstance(event, PaymentConfirmed | PaymentReturned | AidPaidBack):
        yield change(event, payment=_OTHER_PAYMENT)
    if isinstance(event, PaymentConfirmed):
        other = next(kind for kind in ProofKind if kind is not event.proof.kind)
        yield change(event, proof=Proof(other, event.proof.record))
    if isinstance(event, AwardReduced):
        yield change(event, tranches=(*event.tranches, *event.tranches, *event.tranches))


def _known_awards(case: Case, event: Event) -> Iterator[Event]:
    change: Any = attrs.evolve
    if not isinstance(event, Awarded):
        return
    yield change(event, tranches=(*event.tranches, event.amount), amount=event.amount * 2)
    for award in case.stimulus.awards:
        yield change(event, award=award.terms.award)
        yield change(event, purpose=award.terms.purpose, period=award.terms.period)


def _wrong_days(case: Case, event: Event) -> Iterator[Event]:
    """Before the case began, before the latest of its stage, and what is on record already."""
    opened = case.events[0].on
    days = [opened - timedelta(1)]
    last = case.records.of_stage(place_of(type(event)).stage).last_on
    if last is not None and last > opened:
        days.append(last - timedelta(1))
    for day in days:
        yield _on(event, day)
    yield from [each for each in case.events if type(each) is type(event)][-1:]


def _on(event: Event, day: date) -> Event:
    change: Any = attrs.evolve
    days = {"on": day, "returned_on": day} if isinstance(event, ReturnAttested) else {"on": day}
    moved: Event = change(event, **days)
    return moved
