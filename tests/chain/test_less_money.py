"""Awards that are made smaller, aid that is paid back, and the proof that each channel needs."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any

import attrs
import pytest

from reintegra.chain import Case, Event
from reintegra.chain.award import (
    AidPaidBack,
    AwardCancelled,
    AwardReduced,
    PaymentConfirmed,
    PaymentReturned,
    PaymentSent,
    UseAccounted,
)
from reintegra.chain.award_status import StimulusStatus
from reintegra.errors import InvalidValue, WrongType
from reintegra.vocabulary.aid import (
    PROOF_OF,
    Channel,
    Proof,
    ProofKind,
    Purpose,
    ReductionReason,
)
from reintegra.vocabulary.identifiers import PaymentId, PersonId, RecordNumber
from reintegra.vocabulary.money import IDR, XTS, Money
from tests.chain.journeys import ERAS, SCRIPTS, Era, arrived_at, awarded, candidates, taken

if TYPE_CHECKING:
    from reintegra.chain.award_record import Award

by_era = pytest.mark.parametrize("era", ERAS, ids=lambda era: era.code)
SANDBOX_ERA = ERAS[2]
FIRST, SECOND = Money(48_000, XTS), Money(48_001, XTS)
NUMBER = RecordNumber("record-1")


def codes(case: Case, event: Event, era: Era) -> set[str]:
    """What keeps the event from being recorded."""
    verdict = case.consider(event, under=era.policy, knowing=era.knowing)
    return {reason.code for reason in (*verdict.failed, *verdict.undetermined)}


def award_of(case: Case) -> Award:
    """The one award of the case."""
    (award,) = case.stimulus.awards
    return award


def awarded_to(era: Era) -> Case:
    """A case with one award, of which nothing was sent."""
    return taken(arrived_at(era, "stimulus"), era, *SCRIPTS["stimulus"][:3])


def paid_to(era: Era) -> Case:
    """A case whose first payment was confirmed."""
    return taken(awarded_to(era), era, PaymentSent, PaymentConfirmed)


def reduced(case: Case, *units: int) -> AwardReduced:
    """What is left of the one award in parts of so many units, a day after the last event."""
    award = award_of(case)
    return AwardReduced(
        case=case.id,
        on=case.records.last_on + timedelta(1),
        award=award.terms.award,
        tranches=tuple(Money(each, award.currency) for each in units),
        reason=ReductionReason.FUND_SHORT,
    )


def paid_back(case: Case, units: int, which: int = 0) -> AidPaidBack:
    """So much of one confirmed payment, a day after the last event."""
    award = award_of(case)
    return AidPaidBack(
        case=case.id,
        on=case.records.last_on + timedelta(1),
        award=award.terms.award,
        payment=award.confirmed[which].payment,
        amount=Money(units, award.currency),
        record=RecordNumber(f"record-{case.version}"),
    )


def recorded(case: Case, event: Event, era: Era) -> Case:
    """The case with the event."""
    return case.record(event, under=era.policy, knowing=era.knowing)


def test_what_is_left_of_an_award_becomes_less_in_no_more_parts() -> None:
    """Two tranches become one or two that sum to less; neither as much, nor three of them."""
    case = awarded_to(SANDBOX_ERA)
    for units in ((48_000,), (1, 1), (96_000,), (48_001, 47_999)):
        less = award_of(recorded(case, reduced(case, *units), SANDBOX_ERA))
        assert (StimulusStatus.AWARDED, units) == (
            less.status,
            tuple(part.units for part in less.tranches_left),
        )
        assert sum(units) == less.amount.units
    for more in ((48_000, 48_001), (96_001,), (1, 1, 1)):
        assert {"reduction-fits"} == codes(case, reduced(case, *more), SANDBOX_ERA)
    other = attrs.evolve(reduced(case, 1), tranches=(Money(1, IDR),))
    mixed = attrs.evolve(reduced(case, 1), tranches=(Money(1, XTS), Money(1, IDR)))
    assert {"reduction-fits"} == codes(case, other, SANDBOX_ERA) == codes(case, mixed, SANDBOX_ERA)


def test_what_was_paid_is_never_reduced() -> None:
    """After the first tranche only the second becomes less; then it is the last to be paid."""
    era = SANDBOX_ERA
    case = paid_to(era)
    assert {"reduction-fits"} == codes(case, reduced(case, 48_001), era)
    less = recorded(case, reduced(case, 40_000), era)
    assert (FIRST, Money(40_000, XTS)) == award_of(less).tranches
    assert FIRST == award_of(less).paid
    whole = taken(less, era, UseAccounted, PaymentSent, PaymentConfirmed)
    assert (StimulusStatus.RECEIVED, 88_000) == (whole.stimulus.status, award_of(whole).paid.units)
    assert StimulusStatus.ACCOUNTED is taken(whole, era, UseAccounted).stimulus.status


def test_two_tranches_that_become_one_are_received_with_one_payment() -> None:
    """The award is whole with as many payments as it has tranches now."""
    era = SANDBOX_ERA
    case = recorded(awarded_to(era), reduced(awarded_to(era), 5), era)
    whole = taken(case, era, PaymentSent, PaymentConfirmed)
    assert (StimulusStatus.RECEIVED, None) == (whole.stimulus.status, award_of(whole).tranche_due)


def test_a_later_tranche_is_kept_as_paid_when_the_first_came_back_and_becomes_less() -> None:
    """Only the second was confirmed; what is left is the first, and it alone is reduced."""
    era = SANDBOX_ERA
    both = arrived_at(era, "reintegration")
    first = award_of(both).confirmed[0]
    back = next(each for each in returns(both, era) if each.payment == first.payment)
    returned = recorded(both, back, era)
    assert (FIRST,) == award_of(returned).tranches_left
    less = award_of(recorded(returned, reduced(returned, 7), era))
    assert ((SECOND, Money(7, XTS)), (Money(7, XTS),)) == (less.tranches, less.tranches_left)


def returns(case: Case, era: Era) -> Any:
    """Every return of a payment that fits the case."""
    return candidates(case, PaymentReturned, case.records.last_on, era.edition)


@by_era
def test_an_award_is_not_reduced_while_a_payment_of_it_is_in_flight(era: Era) -> None:
    """The bank answers first; what came back can be reduced, and what was cancelled cannot."""
    case = taken(awarded_to(era), era, PaymentSent)
    assert "stimulus-status" in codes(case, reduced(case, 1), era)
    returned = taken(case, era, PaymentReturned)
    assert set() == codes(returned, reduced(returned, 1), era)
    cancelled = taken(returned, era, AwardCancelled)
    assert "stimulus-status" in codes(cancelled, reduced(cancelled, 1), era)


@by_era
def test_an_award_of_one_unit_cannot_become_less(era: Era) -> None:
    """Then nothing would be left, and that is a cancellation."""
    one = recorded(awarded_to(era), reduced(awarded_to(era), 1), era)
    possible = one.possible(under=era.policy, on=one.records.last_on, knowing=era.knowing)
    assert (False, True) == (AwardReduced in possible, AwardCancelled in possible)


@pytest.mark.parametrize(
    ("tranches", "code"),
    [((), "empty"), ((Money(1, IDR), Money(0, IDR)), "not-positive")],
    ids=["none", "zero"],
)
def test_a_reduction_leaves_tranches_above_zero(tranches: tuple[Money, ...], code: str) -> None:
    """Nothing left to pay is said by cancelling the award."""
    event = reduced(awarded_to(ERAS[0]), 1)
    with pytest.raises(InvalidValue) as refused:
        attrs.evolve(event, tranches=tranches)
    assert ("AwardReduced.tranches", code) == (refused.value.field, refused.value.code)


def test_goods_of_an_award_that_was_reduced_count_with_the_lesser_amount() -> None:
    """What was handed over is what the award came to by then."""
    era = ERAS[0]
    case = taken(arrived_at(era, "stimulus"), era, *SCRIPTS["stimulus"][:2])
    goods = awarded(
        case, case.records.last_on, era.edition, Purpose.BUSINESS_TOOLS, Channel.IN_KIND
    )
    given = recorded(case, goods, era)
    less = recorded(given, reduced(given, 60_000), era)
    (handover,) = (
        event
        for kind in less.possible(under=era.policy, on=less.records.last_on, knowing=era.knowing)
        if kind.__name__ == "GoodsHandedOver"
        for event in candidates(less, kind, less.records.last_on, era.edition)
    )
    assert 60_000 == award_of(recorded(less, handover, era)).paid.units


@by_era
def test_what_a_person_paid_back_is_paid_no_more_and_not_due_again(era: Era) -> None:
    """In parts, and never more than the person holds of that payment."""
    case = paid_to(era)
    award = award_of(case)
    paid, due = award.paid.units, award.tranche_due
    for wrong in (0, -1, paid + 1):
        assert {"paying-back-fits"} == codes(case, paid_back(case, wrong), era)
    other = XTS if award.currency is IDR else IDR
    foreign = attrs.evolve(paid_back(case, 1), amount=Money(1, other))
    unknown = attrs.evolve(paid_back(case, 1), payment=PaymentId("payment-other"))
    assert {"paying-back-fits"} == codes(case, foreign, era) == codes(case, unknown, era)
    part = recorded(case, paid_back(case, 1), era)
    assert (paid - 1, due) == (award_of(part).paid.units, award_of(part).tranche_due)
    assert {"paying-back-fits"} == codes(part, paid_back(part, paid), era)
    none = recorded(part, paid_back(part, paid - 1), era)
    assert (0, due) == (award_of(none).paid.units, award_of(none).tranche_due)
    on = none.records.last_on
    assert AidPaidBack not in none.possible(under=era.policy, on=on, knowing=era.knowing)


@by_era
def test_of_a_payment_of_which_some_was_paid_back_the_rest_comes_back_and_no_more(era: Era) -> None:
    """The bank could not return what is not there any more: the same money would come twice."""
    case = paid_to(era)
    back = next(returns(case, era))
    assert set() == codes(case, back, era)
    after = recorded(case, paid_back(case, 1), era)
    again = attrs.evolve(back, on=after.records.last_on)
    assert {"payment-fits"} == codes(after, again, era)
    rest = attrs.evolve(again, amount=back.amount - Money(1, back.amount.currency))
    assert set() == codes(after, rest, era)
    gone = recorded(after, rest, era)
    due = award_of(gone).tranche_due
    assert (StimulusStatus.RETURNED, rest.amount) == (gone.stimulus.status, due)
    none = recorded(case, paid_back(case, award_of(case).paid.units), era)
    for each in (gone, none):
        on = each.records.last_on
        assert PaymentReturned not in each.possible(under=era.policy, on=on, knowing=era.knowing)


def test_the_other_payments_of_the_award_can_still_come_back() -> None:
    """Of the one that was paid back in part, the rest; the next is confirmed beside it, whole."""
    era = SANDBOX_ERA
    case = recorded(paid_to(era), paid_back(paid_to(era), 8_000), era)
    both = taken(case, era, UseAccounted, PaymentSent, PaymentConfirmed)
    award = award_of(both)
    assert (StimulusStatus.RECEIVED, 88_001) == (award.status, award.paid.units)
    first, second = (sent.payment for sent in award.confirmed)
    assert {first: Money(40_000, XTS), second: SECOND} == award.can_come_back


@by_era
def test_what_is_left_with_the_person_is_accounted_for(era: Era) -> None:
    """Who accounts for all but what was paid back has accounted for all."""
    case = arrived_at(era, "reintegration")
    award = award_of(case)
    assert StimulusStatus.RECEIVED is award.status
    left = award.paid.units - award.accounted.units
    used = recorded(case, use(case, left - 2), era)
    assert StimulusStatus.RECEIVED is used.stimulus.status
    part = recorded(used, paid_back(used, 1, -1), era)
    assert StimulusStatus.RECEIVED is part.stimulus.status
    whole = recorded(part, paid_back(part, 1, -1), era)
    assert (StimulusStatus.ACCOUNTED, True) == (whole.stimulus.status, award_of(whole).is_accounted)
    more = recorded(whole, paid_back(whole, 1, -1), era)
    assert StimulusStatus.ACCOUNTED is more.stimulus.status


def use(case: Case, units: int) -> UseAccounted:
    """An account of the use of so much."""
    award = award_of(case)
    return UseAccounted(
        case=case.id,
        on=case.records.last_on,
        award=award.terms.award,
        amount=Money(units, award.currency),
        record=RecordNumber(f"record-{case.version}"),
    )


def test_an_award_that_was_cancelled_and_paid_back_whole_does_not_stand() -> None:
    """Nothing of it is with the person any more; the same aid is free again."""
    era = SANDBOX_ERA
    cancelled = taken(paid_to(era), era, AwardCancelled)
    assert award_of(cancelled).stands
    part = recorded(cancelled, paid_back(cancelled, 1), era)
    whole = recorded(part, paid_back(part, FIRST.units - 1), era)
    assert [(True, StimulusStatus.CANCELLED), (False, StimulusStatus.CANCELLED)] == [
        (award_of(case).stands, award_of(case).status) for case in (part, whole)
    ]


def test_each_channel_has_its_own_proof() -> None:
    """Six channels, six kinds of proof."""
    assert set(Channel) == set(PROOF_OF)
    assert set(ProofKind) == set(PROOF_OF.values())


@pytest.mark.parametrize("channel", [each for each in Channel if each is not Channel.IN_KIND])
def test_a_payment_is_confirmed_only_with_the_proof_of_its_channel(channel: Channel) -> None:
    """The proof of any other channel is refused by name."""
    era = ERAS[0]
    case = taken(arrived_at(era, "stimulus"), era, *SCRIPTS["stimulus"][:2])
    terms = awarded(case, case.records.last_on, era.edition, Purpose.LIVING_COST, channel)
    sent = taken(recorded(case, terms, era), era, PaymentSent)
    confirmed: Any = next(candidates(sent, PaymentConfirmed, sent.records.last_on, era.edition))
    for kind in ProofKind:
        event = attrs.evolve(confirmed, proof=Proof(kind, NUMBER))
        expected = set() if kind is PROOF_OF[channel] else {"proof-fits"}
        assert expected == codes(sent, event, era)


@pytest.mark.parametrize(
    ("kind", "record", "field"),
    [
        ("bank-confirmation", NUMBER, "Proof.kind"),
        (ProofKind.LKS_REPORT, "record-1", "Proof.record"),
    ],
)
def test_a_proof_is_a_kind_and_the_number_of_a_document(kind: Any, record: Any, field: str) -> None:
    """A text in its place is refused."""
    with pytest.raises(WrongType) as refused:
        Proof(kind, record)
    assert field == refused.value.field


@by_era
def test_an_award_to_another_person_is_refused_in_this_case(era: Era) -> None:
    """Neither recorded, nor replayed as the history of the case."""
    case = taken(arrived_at(era, "stimulus"), era, *SCRIPTS["stimulus"][:2])
    on = case.records.last_on
    terms = awarded(case, on, era.edition, Purpose.LIVING_COST, Channel.OWN_ACCOUNT)
    another = attrs.evolve(terms, person=PersonId("person-other"))
    assert set() == codes(case, terms, era)
    assert {"same-case"} == codes(case, another, era)
    with pytest.raises(InvalidValue) as refused:
        Case.replay((*case.events, another))
    assert ("events", "another-case") == (refused.value.field, refused.value.code)
