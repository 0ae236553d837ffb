"""Money that comes back, whatever has become of its award, and aid without consent."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any

import attrs
import pytest

from reintegra.chain import Case, Event
from reintegra.chain.award import (
    AwardCancelled,
    GoodsHandedOver,
    PaymentConfirmed,
    PaymentReturned,
    PaymentSent,
    UseAccounted,
)
from reintegra.chain.award_status import StimulusStatus
from reintegra.chain.stimulus import Consent, ConsentRecorded
from reintegra.vocabulary.aid import Channel, Purpose, ReturnReason
from reintegra.vocabulary.identifiers import PaymentId
from reintegra.vocabulary.money import XTS, Money
from tests.chain.journeys import ERAS, SCRIPTS, Era, arrived_at, awarded, candidates, taken

if TYPE_CHECKING:
    from reintegra.chain.award_record import Award

by_era = pytest.mark.parametrize("era", ERAS, ids=lambda era: era.code)
SANDBOX_ERA = ERAS[2]
FIRST, SECOND = Money(48_000, XTS), Money(48_001, XTS)


def codes(case: Case, event: Event, era: Era) -> set[str]:
    """What keeps the event from being recorded."""
    verdict = case.consider(event, under=era.policy, knowing=era.knowing)
    return {reason.code for reason in (*verdict.failed, *verdict.undetermined)}


def award_of(case: Case) -> Award:
    """The one award of the case."""
    (award,) = case.stimulus.awards
    return award


def part_paid() -> Case:
    """An award of the sandbox whose first tranche was confirmed."""
    return taken(arrived_at(SANDBOX_ERA, "stimulus"), SANDBOX_ERA, *SCRIPTS["stimulus"])


def back(case: Case, payment: PaymentSent) -> PaymentReturned:
    """The return of one payment, a day after the last event."""
    return PaymentReturned(
        case=case.id,
        on=case.records.last_on + timedelta(1),
        award=payment.award,
        payment=payment.payment,
        amount=payment.amount,
        reason=ReturnReason.ACCOUNT_DORMANT,
    )


def test_the_first_tranche_comes_back_while_the_second_is_in_flight() -> None:
    """The second stays in flight and can be confirmed; then the first is due again."""
    era = SANDBOX_ERA
    case = taken(part_paid(), era, UseAccounted, PaymentSent)
    first, second = award_of(case).attempts
    returned = case.record(back(case, first), under=era.policy)
    award = award_of(returned)
    assert (StimulusStatus.SENT, second, ()) == (award.status, award.in_flight, award.confirmed)
    assert AwardCancelled not in returned.possible(under=era.policy, on=returned.records.last_on)
    paid = taken(returned, era, PaymentConfirmed)
    award = award_of(paid)
    assert (StimulusStatus.PART_PAID, SECOND, FIRST) == (
        award.status,
        award.paid,
        award.tranche_due,
    )
    whole = award_of(taken(paid, era, UseAccounted, PaymentSent, PaymentConfirmed))
    assert (StimulusStatus.RECEIVED, SECOND + FIRST) == (whole.status, whole.paid)


def test_the_first_tranche_comes_back_after_the_second_did() -> None:
    """Both are gone, and the first is due first."""
    era = SANDBOX_ERA
    case = taken(part_paid(), era, UseAccounted, PaymentSent, PaymentReturned)
    first = award_of(case).attempts[0]
    assert (StimulusStatus.RETURNED, (first,)) == (award_of(case).status, award_of(case).confirmed)
    award = award_of(case.record(back(case, first), under=era.policy))
    assert (StimulusStatus.RETURNED, (), FIRST) == (
        award.status,
        award.confirmed,
        award.tranche_due,
    )


def test_money_of_a_cancelled_award_comes_back_and_cancels_nothing_twice() -> None:
    """It stays cancelled, is given no more, and the same aid is free again."""
    era = SANDBOX_ERA
    case = taken(part_paid(), era, AwardCancelled)
    returned = case.record(back(case, award_of(case).attempts[0]), under=era.policy)
    award = award_of(returned)
    assert (StimulusStatus.CANCELLED, 0, False) == (award.status, award.paid.units, award.stands)
    on = returned.records.last_on
    assert PaymentReturned not in returned.possible(under=era.policy, on=on)
    assert returned.facts(on=on, edition=era.edition)["aid_received"] is False


@by_era
def test_money_comes_back_after_its_use_was_accounted_for(era: Era) -> None:
    """The award is open again, and the money can be sent again."""
    case = taken(arrived_at(era, "reintegration"), era, UseAccounted)
    assert StimulusStatus.ACCOUNTED is case.stimulus.status
    newest = award_of(case).confirmed[-1]
    returned = case.record(back(case, newest), under=era.policy, knowing=era.knowing)
    award = award_of(returned)
    assert (StimulusStatus.RETURNED, True) == (award.status, award.is_open)
    assert newest.amount == award.tranche_due
    assert StimulusStatus.RECEIVED is (
        taken(returned, era, PaymentSent, PaymentConfirmed).stimulus.status
    )


def test_every_confirmed_payment_can_come_back_and_no_other() -> None:
    """By its number and its amount; what was returned before does not come back twice."""
    era = SANDBOX_ERA
    case = arrived_at(era, "reintegration")
    first, second = award_of(case).confirmed
    assert (FIRST, SECOND) == (first.amount, second.amount)
    for payment in (first, second):
        event = back(case, payment)
        assert set() == codes(case, event, era)
        assert {"payment-fits"} == codes(case, attrs.evolve(event, amount=FIRST + SECOND), era)
        other = attrs.evolve(event, payment=PaymentId("payment-other"))
        assert {"payment-fits"} == codes(case, other, era)
        gone = case.record(event, under=era.policy)
        assert payment.amount == award_of(gone).tranche_due
        assert {"payment-fits"} == codes(gone, back(gone, payment), era)


def test_a_confirmed_payment_is_not_confirmed_again_while_another_flies() -> None:
    """Only what is in flight is confirmed."""
    era = SANDBOX_ERA
    case = taken(part_paid(), era, UseAccounted, PaymentSent)
    first, second = award_of(case).attempts
    for payment, fits in ((first, False), (second, True)):
        event: Any = next(candidates(case, PaymentConfirmed, case.records.last_on, era.edition))
        told = attrs.evolve(event, payment=payment.payment, amount=payment.amount)
        assert fits is (codes(case, told, era) == set())


def test_a_history_with_other_amounts_is_taken_as_it_is() -> None:
    """Trusted history may hold a payment that is no tranche: the tranches are then met in turn."""
    case = part_paid()
    odd = tuple(
        attrs.evolve(event, amount=Money(7, XTS))
        if isinstance(event, PaymentSent | PaymentConfirmed)
        else event
        for event in case.events
    )
    assert SECOND == award_of(Case.replay(odd)).tranche_due


def test_goods_are_not_handed_over_without_consent() -> None:
    """Consent that was withdrawn stops goods as it stops money, wherever there are goods."""
    for era in ERAS[:2]:
        case = taken(arrived_at(era, "stimulus"), era, *SCRIPTS["stimulus"][:2])
        on = case.records.last_on
        goods = awarded(case, on, era.edition, Purpose.BUSINESS_TOOLS, Channel.IN_KIND)
        given = case.record(goods, under=era.policy, knowing=era.knowing)
        handover = next(candidates(given, GoodsHandedOver, on, era.edition))
        assert set() == codes(given, handover, era)
        for answer in (Consent.WITHDRAWN, Consent.DECLINED):
            consent = ConsentRecorded(case=case.id, on=on, answer=answer)
            without = given.record(consent, under=era.policy, knowing=era.knowing)
            assert {"consent-recorded"} == codes(without, handover, era)


@by_era
def test_every_edition_asks_consent_before_money_and_before_goods(era: Era) -> None:
    """The edition says so for both, whatever its channels."""
    for kind in (PaymentSent, GoodsHandedOver):
        asked = {fact.name for fact in era.edition.requirements[kind].facts}
        assert "consent" in asked
