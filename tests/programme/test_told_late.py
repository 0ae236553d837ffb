"""What a bank tells of a payment after the award has gone on, and documents that tell twice."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any

import attrs
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reintegra.chain.award import (
    AidPaidBack,
    AwardCancelled,
    Awarded,
    PaymentConfirmed,
    PaymentReturned,
    PaymentSent,
    UseAccounted,
)
from reintegra.chain.award_status import StimulusStatus
from reintegra.errors import TransitionRefused
from reintegra.programme import Account
from reintegra.vocabulary.identifiers import AwardId, RecordNumber
from reintegra.vocabulary.money import XTS, Money
from tests.chain.journeys import ERAS, Era, arrived_at, candidates, taken
from tests.chain.test_less_money import (
    award_of,
    awarded_to,
    by_era,
    codes,
    paid_back,
    paid_to,
    recorded,
    use,
)
from tests.profiles import at_most
from tests.programme.people import (
    KEMENSOS_ROUND,
    LATER,
    cancelled,
    case_of,
    confirmed,
    paying,
    record,
    remitted,
)
from tests.programme.people import award_of as awarded_to_person

if TYPE_CHECKING:
    from datetime import date

    from reintegra.chain import Case, Event

SANDBOX_ERA = ERAS[2]
DAYS = st.integers(0, 9)


def back_on(case: Case, on: date) -> PaymentReturned:
    """The bank took back, on that day, what the person holds of the first payment."""
    award = award_of(case)
    ((payment, amount), *_) = award.can_come_back.items()
    first = next(candidates(paid_to(SANDBOX_ERA), PaymentReturned, on, SANDBOX_ERA.edition))
    assert isinstance(first, PaymentReturned)
    return attrs.evolve(
        first, case=case.id, on=on, award=award.terms.award, payment=payment, amount=amount
    )


@by_era
@settings(max_examples=at_most(100))  # about 6 ms each
@given(received=DAYS, later=DAYS, back=st.integers(-3, 15))
def test_a_bank_takes_back_a_payment_on_its_own_day_whatever_was_recorded_since(
    era: Era, received: int, later: int, back: int
) -> None:
    """Received, then accounted for, then told to be taken back: not before it was received."""
    sent = taken(awarded_to(era), era, PaymentSent)
    case = taken(sent, era, PaymentConfirmed, days=received)
    arrived = case.records.last_on
    told = recorded(case, attrs.evolve(use(case, 1), on=arrived + timedelta(later)), era)
    event = back_on(told, arrived + timedelta(back))
    early = {"in-order", *_not_sent(back + received)}
    assert (set() if back >= 0 else early) == codes(told, event, era)
    is_open = PaymentReturned in told.possible(under=era.policy, on=event.on, knowing=era.knowing)
    assert is_open is (back >= 0)


def _not_sent(days: int) -> set[str]:
    """Before the sending nothing of the award could come back."""
    return {"stimulus-status"} if days < 0 else set()


@given(later=DAYS, back=DAYS, units=st.integers(1, 47_999))
def test_what_a_bank_took_back_before_the_rest_was_paid_back_is_told_by_day(
    later: int, back: int, units: int
) -> None:
    """Between the two days the person holds what is paid back later; afterwards nothing."""
    era = SANDBOX_ERA
    case = paid_to(era)
    arrived = case.records.last_on
    paid_on, back_day = arrived + timedelta(later), arrived + timedelta(back)
    part = recorded(case, attrs.evolve(paid_back(case, units), on=paid_on), era)
    event = back_on(part, back_day)
    assert set() == codes(part, event, era)
    after = recorded(part, event, era)
    for day in sorted({back_day, paid_on, arrived}):
        award = after.as_of(day).stimulus.awards[0]
        went = (units if paid_on <= day else 0) + (event.amount.units if back_day <= day else 0)
        assert Money(48_000 - went, XTS) == award.paid
        assert award.amount == award.terms.amount
    due = Money(48_000 - units, XTS)
    assert (due, StimulusStatus.RETURNED) == (award_of(after).tranche_due, award_of(after).status)


@given(back=DAYS, confirmed=DAYS)
def test_of_two_tranches_each_is_told_on_its_own_day(back: int, confirmed: int) -> None:
    """The second is sent, some of the first paid back; then the bank tells of both."""
    era = SANDBOX_ERA
    case = taken(paid_to(era), era, UseAccounted, PaymentSent)
    sent_on = case.records.last_on
    first, second = (each.payment for each in award_of(case).attempts)
    late = recorded(case, attrs.evolve(paid_back(case, 1), on=sent_on + timedelta(9)), era)
    (tells,) = [
        each
        for each in candidates(late, PaymentConfirmed, sent_on + timedelta(confirmed), era.edition)
        if isinstance(each, PaymentConfirmed) and each.payment == second
    ]
    assert "in-order" in codes(late, attrs.evolve(tells, on=sent_on - timedelta(1)), era)
    both = recorded(late, tells, era)
    assert StimulusStatus.RECEIVED is award_of(both).status
    event = back_on(both, sent_on + timedelta(back))
    gone = recorded(both, event, era)
    assert (first, Money(47_999, XTS)) == (event.payment, award_of(gone).tranche_due)


def test_of_a_payment_nobody_knows_no_day_is_compared() -> None:
    """That it does not fit is said, and no more."""
    case = paid_to(SANDBOX_ERA)
    event = back_on(case, case.records.last_on)
    unknown = attrs.evolve(event, payment=type(event.payment)("payment-none"))
    assert {"payment-fits"} == codes(case, unknown, SANDBOX_ERA)


@by_era
def test_one_document_counts_once_for_an_award(era: Era) -> None:
    """Of the use as of what was paid back: told again on another day, it is refused."""
    case = paid_to(era)
    tells: list[tuple[UseAccounted | AidPaidBack, str]] = [
        (use(case, 1), "use-fits"),
        (paid_back(case, 1), "paying-back-fits"),
    ]
    for event, code in tells:
        after = recorded(case, event, era)
        again = attrs.evolve(event, on=event.on + timedelta(1))
        assert {code} == codes(after, again, era)
        other = attrs.evolve(again, record=RecordNumber("record-new"))
        assert set() == codes(after, other, era)


@by_era
@pytest.mark.parametrize("told", [0, 1], ids=["nothing told of its use", "some told"])
def test_an_award_that_was_paid_back_whole_can_be_cancelled(era: Era, told: int) -> None:
    """Given in error, received and paid back: it does not stand, and the right one can be made."""
    case = arrived_at(era, "reintegration")
    assert StimulusStatus.RECEIVED is award_of(case).status
    if told:
        case = recorded(case, use(case, told), era)
    cancel = _cancel(case, era)
    assert {"stimulus-status", "cancellation-fits"} == codes(case, cancel, era)
    for place, sent in enumerate(award_of(case).confirmed):
        assert AwardCancelled not in _possible(case, era)
        units = award_of(case).kept_of(sent.payment).units
        case = recorded(case, paid_back(case, units, place), era)
    assert StimulusStatus.ACCOUNTED is award_of(case).status
    assert AwardCancelled in _possible(case, era)
    again = _again(case)
    assert "not-given-before" in codes(case, again, era)
    gone = recorded(case, _cancel(case, era), era)
    assert (False, StimulusStatus.CANCELLED) == (award_of(gone).stands, gone.stimulus.status)
    assert not {"not-given-before", "stimulus-status"} & codes(gone, again, era)


@by_era
def test_an_award_that_the_person_still_holds_some_of_is_not_cancelled_once_received(
    era: Era,
) -> None:
    """Accounted for in full, and not paid back: it stands."""
    case = taken(arrived_at(era, "reintegration"), era, UseAccounted)
    assert StimulusStatus.ACCOUNTED is award_of(case).status
    assert {"cancellation-fits"} == codes(case, _cancel(case, era), era)
    assert AwardCancelled not in _possible(case, era)
    part = recorded(case, paid_back(case, award_of(case).kept_of(_last(case)).units - 1, -1), era)
    assert {"cancellation-fits"} == codes(part, _cancel(part, era), era)


def _last(case: Case) -> Any:
    return award_of(case).confirmed[-1].payment


def _cancel(case: Case, era: Era) -> AwardCancelled:
    event = next(candidates(case, AwardCancelled, case.records.last_on, era.edition))
    assert isinstance(event, AwardCancelled)
    return event


def _again(case: Case) -> Awarded:
    terms = award_of(case).terms
    return attrs.evolve(terms, award=AwardId("award-right"), on=case.records.last_on)


def _possible(case: Case, era: Era) -> tuple[type[Event], ...]:
    return case.possible(under=era.policy, on=case.records.last_on, knowing=era.knowing)


def test_after_an_award_in_error_was_paid_back_and_remitted_the_right_one_is_paid() -> None:
    """Case, fund and desk agree: the first holds nothing and counts no more, the second is sent."""
    case = case_of(1)
    wrong = awarded_to_person(case)
    recorded = record(KEMENSOS_ROUND.programme(2_000_000), wrong, cases=[case])
    *_, payment = events = paying(recorded, case)
    whole = payment.amount
    back = AidPaidBack(
        case=case.id,
        on=LATER,
        award=wrong.award,
        payment=payment.payment,
        amount=whole,
        record=RecordNumber("claw-back-1"),
    )
    recorded = record(recorded, *events, confirmed(payment), back, remitted(wrong))
    right = attrs.evolve(wrong, award=AwardId("award-right"), on=LATER)
    with pytest.raises(TransitionRefused, match="Aid is given once"):
        record(recorded, right)
    recorded = record(recorded, cancelled(wrong), right)
    assert not recorded.programme.fund.awards[wrong.award].stands
    recorded = record(recorded, *paying(recorded, case))
    sent = recorded.programme.fund.balance(Account.IN_FLIGHT)
    assert (whole, whole) == (sent, recorded.programme.fund.balance(Account.REMITTED))
