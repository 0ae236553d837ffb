"""Awards and their payments to try in a case: what fits, and what fits only in part."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import TYPE_CHECKING, Any

from reintegra.chain.award import (
    AidPaidBack,
    Award,
    AwardCancelled,
    Awarded,
    AwardReduced,
    GoodsHandedOver,
    PaymentConfirmed,
    PaymentReturned,
    PaymentSent,
    UseAccounted,
)
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
    Code,
    Digest,
    PaymentId,
    ProgrammeId,
    RecordNumber,
    SiteId,
)
from reintegra.vocabulary.money import Money

if TYPE_CHECKING:
    from reintegra.chain.case import Case
    from reintegra.chain.policy import Edition
    from reintegra.chain.stage import Event
    from reintegra.testing.scope import Scope

_GROUNDS = Digest("0f" * 32)


def channels_of(edition: Edition) -> tuple[Channel, ...]:
    """One channel of each kind that the chain can tell apart: own account, other money, goods."""
    permitted = sorted(edition.channels.value, key=list(Channel).index)
    kinds = {_kind_of(each): each for each in reversed(permitted)}
    return tuple(sorted(kinds.values(), key=permitted.index))


def _kind_of(channel: Channel) -> Channel:
    return channel if channel in {Channel.OWN_ACCOUNT, Channel.IN_KIND} else Channel.E_MONEY


def of_new_awards(case: Case, on: date, edition: Edition, scope: Scope) -> Iterator[Awarded]:
    """A new award by each kind of channel, for a year that no other award has; then by purpose."""
    for channel in channels_of(edition):
        yield new_award(case, on, edition, scope.units, channel)
    for purpose in tuple(Purpose)[1:]:
        yield new_award(case, on, edition, scope.units, channels_of(edition)[0], purpose)


def new_award(
    case: Case,
    on: date,
    edition: Edition,
    units: int,
    channel: Channel,
    purpose: Purpose = Purpose.BUSINESS_STIMULUS,
) -> Awarded:
    """An award as the edition permits them, for a year that no other award has."""
    number = len(case.stimulus.awards)
    tranche = Money(units, edition.currency)
    return Awarded(
        case=case.id,
        on=on,
        award=AwardId(f"award-{number}"),
        person=case.person,
        programme=ProgrammeId("programme-1"),
        round=Code("round-1"),
        site=SiteId("site-1"),
        purpose=purpose,
        period=Period.of_year(on.year + number),
        amount=tranche * edition.tranches.value,
        channel=channel,
        tranches=(tranche,) * edition.tranches.value,
        grounds=_GROUNDS,
    )


def of_awards(
    case: Case, kind: type[Event], on: date, edition: Edition
) -> Iterator[tuple[Event, bool]]:
    """The events of one type for each award; for one that nobody made, where there is none."""
    nobodys = (Award(new_award(case, on, edition, 1, channels_of(edition)[0])),)
    for award in case.stimulus.awards or nobodys:
        for place, event in enumerate(_of_award(case, kind, on, award)):
            yield event, place == 0


def _of_award(case: Case, kind: type[Event], on: date, award: Award) -> Iterator[Event]:
    base: dict[str, Any] = {"case": case.id, "on": on, "award": award.terms.award}
    record = RecordNumber(f"record-{on.toordinal()}")
    if kind is PaymentSent:
        yield _payment(base, case, award)
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


def _payment(base: dict[str, Any], case: Case, award: Award) -> PaymentSent:
    tried = sum(len(each.attempts) for each in case.stimulus.awards)
    into_account = award.terms.channel is Channel.OWN_ACCOUNT
    return PaymentSent(
        **base,
        payment=PaymentId(f"payment-{tried}"),
        amount=award.tranche_due or award.terms.amount,
        account=case.stimulus.account if into_account else None,
    )


def _nothing_sent(award: Award) -> tuple[PaymentId, Money]:
    return PaymentId("payment-never-sent"), award.terms.amount


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
    """All parts but the last; the first made smaller by one unit."""
    left = award.tranches_left or award.terms.tranches
    less = left[0] - Money(1, award.currency)
    fewer = (left[:-1], (less, *left[1:]))
    for tranches in fewer:
        if tranches and all(part.units for part in tranches):
            yield AwardReduced(**base, tranches=tranches, reason=ReductionReason.NEED_SMALLER)
    for reason in tuple(ReductionReason)[1:]:
        yield AwardReduced(**base, tranches=left, reason=reason)
