"""Awards and their payments to try in a case: what fits, and what fits only in part."""

from __future__ import annotations

from functools import cache, lru_cache
from typing import TYPE_CHECKING, Any, NamedTuple

import attrs

from reintegra.chain.award import (
    AidPaidBack,
    AwardCancelled,
    Awarded,
    AwardReduced,
    GoodsHandedOver,
    PaymentConfirmed,
    PaymentReturned,
    PaymentSent,
    UseAccounted,
)
from reintegra.chain.award_record import Award
from reintegra.chain.stimulus import Stimulus
from reintegra.testing.scope import Scope
from reintegra.vocabulary.aid import (
    PROOF_OF,
    CancellationReason,
    Channel,
    Proof,
    Purpose,
    ReductionReason,
    ReturnReason,
)
from reintegra.vocabulary.calendar import Period
from reintegra.vocabulary.identifiers import (
    AwardId,
    CaseId,
    Code,
    Digest,
    PaymentId,
    PersonId,
    ProgrammeId,
    RecordNumber,
    SiteId,
)
from reintegra.vocabulary.money import Money

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from reintegra.chain.case import Case
    from reintegra.chain.policy import Edition
    from reintegra.chain.stage import Event

_GROUNDS = Digest("0f" * 32)


def channels_of(edition: Edition) -> tuple[Channel, ...]:
    """The channels that an edition permits; one to be refused, where it permits none."""
    permitted = sorted(edition.channels.value, key=list(Channel).index)
    return tuple(permitted) or (Channel.OWN_ACCOUNT,)


def of_new_awards(case: Case, on: date, edition: Edition, scope: Scope) -> tuple[Awarded, ...]:
    """A new award by each kind of channel, for a year that no other award has; then by purpose."""
    return _new_awards(case.id, case.person, len(case.stimulus.awards), on, edition, scope)


@lru_cache(maxsize=8192)
def _new_awards(
    case: CaseId, person: PersonId, number: int, on: date, edition: Edition, scope: Scope
) -> tuple[Awarded, ...]:
    tranche = Money(max(1, scope.units // edition.tranches.value), edition.currency)
    channels, purposes = channels_of(edition), tuple(Purpose)
    first = Awarded(
        case=case,
        on=on,
        award=AwardId(f"award-{number}"),
        person=person,
        programme=ProgrammeId("programme-1"),
        round=Code("round-1"),
        site=SiteId("site-1"),
        purpose=purposes[0],
        period=Period.of_year(on.year + number),
        amount=tranche * edition.tranches.value,
        channel=channels[0],
        tranches=(tranche,) * edition.tranches.value,
        grounds=_GROUNDS,
    )
    others = (attrs.evolve(first, channel=channel) for channel in channels[1:])
    return (first, *others, *(attrs.evolve(first, purpose=purpose) for purpose in purposes[1:]))


def of_awards(
    case: Case, kind: type[Event], on: date, edition: Edition
) -> tuple[tuple[Event, bool], ...]:
    """The events of one type for each award; for one that nobody made, where there is none."""
    if not case.stimulus.awards:
        return _of_nobodys(case.id, case.person, kind, on, edition)  # type: ignore[arg-type] # mypy takes the hash of its objects
    return tuple(
        (event, place == 0)
        for award in case.stimulus.awards
        for place, event in enumerate(_of_award(case.stimulus, kind, _Base(case.id, on), award))
    )


@lru_cache(maxsize=65_536)
def _of_nobodys(
    case: CaseId, person: PersonId, kind: type[Event], on: date, edition: Edition
) -> tuple[tuple[Event, bool], ...]:
    nobodys = Award(_new_awards(case, person, 0, on, edition, Scope())[0])
    made = _of_award(Stimulus(), kind, _Base(case, on), nobodys)
    return tuple((event, place == 0) for place, event in enumerate(made))


@cache
def _record(number: int) -> RecordNumber:
    return RecordNumber(f"record-{number}")


@cache
def _payment_id(number: int) -> PaymentId:
    return PaymentId(f"payment-{number}")


_NEVER_SENT = PaymentId("payment-never-sent")


class _Base(NamedTuple):
    case: CaseId
    on: date


def _of_award(stimulus: Stimulus, kind: type[Event], about: _Base, award: Award) -> Iterator[Event]:
    base: dict[str, Any] = {**about._asdict(), "award": award.terms.award}
    record = _record(about.on.toordinal())
    if kind is PaymentSent:
        yield _payment(base, stimulus, award)
    elif kind is PaymentConfirmed:
        yield _confirmed(base, award, record)
    elif kind is PaymentReturned:
        yield from _returned(base, award)
    elif kind is AidPaidBack:
        yield from _paid_back(base, award, record)
    elif kind is GoodsHandedOver:
        yield GoodsHandedOver(**base, record=record)
    elif kind is AwardReduced:
        yield from _reduced(base, award)
    elif kind is AwardCancelled:
        for reason in CancellationReason:
            yield AwardCancelled(**base, reason=reason)
    else:
        one = Money(1, award.currency)
        for used in dict.fromkeys((award.paid - award.accounted, one)):
            yield UseAccounted(**base, amount=used, record=record)


def _payment(base: dict[str, Any], stimulus: Stimulus, award: Award) -> PaymentSent:
    tried = sum(len(each.attempts) for each in stimulus.awards)
    into_account = award.terms.channel is Channel.OWN_ACCOUNT
    return PaymentSent(
        **base,
        payment=_payment_id(tried),
        amount=award.tranche_due or award.terms.amount,
        account=stimulus.account if into_account else None,
    )


def _nothing_sent(award: Award) -> tuple[PaymentId, Money]:
    return _NEVER_SENT, award.terms.amount


def _confirmed(base: dict[str, Any], award: Award, record: RecordNumber) -> PaymentConfirmed:
    flying = award.in_flight
    payment, amount = (flying.payment, flying.amount) if flying else _nothing_sent(award)
    proof = Proof(PROOF_OF[award.terms.channel], record)
    return PaymentConfirmed(**base, payment=payment, amount=amount, proof=proof)


def _returned(base: dict[str, Any], award: Award) -> Iterator[Event]:
    back = tuple(reversed(award.can_come_back.items())) or (_nothing_sent(award),)
    for payment, amount in back:
        yield PaymentReturned(
            **base, payment=payment, amount=amount, reason=ReturnReason.NOT_STATED
        )
    payment, amount = back[0]
    for reason in tuple(ReturnReason)[:-1]:
        yield PaymentReturned(**base, payment=payment, amount=amount, reason=reason)


def _paid_back(base: dict[str, Any], award: Award, record: RecordNumber) -> Iterator[Event]:
    held = tuple((sent.payment, award.kept_of(sent.payment)) for sent in award.confirmed)
    for payment, amount in held or (_nothing_sent(award),):
        for part in dict.fromkeys((amount, amount // 2)):
            yield AidPaidBack(**base, payment=payment, amount=part, record=record)


def _reduced(base: dict[str, Any], award: Award) -> Iterator[Event]:
    """The first part made smaller by one unit, for every reason; and all parts but the last."""
    left = award.tranches_left or award.terms.tranches
    less = left[0] - Money(1, award.currency)
    fewer = ((less, *left[1:]), left[:-1])
    possible = [parts for parts in fewer if parts and all(part.units for part in parts)] or [left]
    for parts in possible:
        for reason in ReductionReason:
            yield AwardReduced(**base, tranches=parts, reason=reason)
