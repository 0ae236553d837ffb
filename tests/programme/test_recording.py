"""What case, desk and fund say of an event together, and what is asked again at a sending."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any, cast

import attrs
import pytest

from reintegra.chain.award import AwardReduced, GoodsHandedOver, PaymentSent
from reintegra.chain.deportation import StatusDetermined, TraffickingStatus
from reintegra.chain.ending import Closed, ClosingReason
from reintegra.chain.stimulus import AccountRegistered, Consent, ConsentRecorded
from reintegra.errors import InvalidValue, TransitionRefused, UnknownEvent
from reintegra.programme import (
    Account,
    AwardHeld,
    FundAppropriated,
    Gift,
    Given,
    HoldReason,
    OrderStatus,
    PaymentAmended,
    PaymentApproved,
    PaymentPrepared,
    PaymentWithdrawn,
    Programme,
    Recorded,
    WithdrawalReason,
)
from reintegra.vocabulary.aid import Channel, Purpose, ReductionReason
from reintegra.vocabulary.calendar import Period
from reintegra.vocabulary.identifiers import (
    AccountReference,
    AwardId,
    CaseId,
    PaymentId,
    ProgrammeId,
    RecordNumber,
)
from reintegra.vocabulary.money import idr
from tests.programme.people import (
    ELSEWHERE,
    FIRST,
    KEMENSOS_ROUND,
    LATER,
    MAKER,
    MINISTRIES,
    MINISTRY,
    PROGRAMME,
    ROUND_DAY,
    SANDBOX_ROUND,
    SECOND,
    YEAR,
    Ministry,
    accounted,
    award_of,
    by_id,
    cancelled,
    case_of,
    confirmed,
    goods_ordered,
    handed_over,
    knowing,
    order_due,
    paying,
    payment_due,
    record,
    remitted,
    returned,
    the_award,
)

if TYPE_CHECKING:
    from collections.abc import Iterable

    from reintegra.chain import Case, Event

under_both = pytest.mark.parametrize("ministry", MINISTRIES, ids=lambda each: each.policy.code)
AFTER = LATER + timedelta(days=1)


def awarded(ministry: Ministry = KEMENSOS_ROUND, *others: Case) -> tuple[Recorded, Case]:
    """One award to one person, out of a fund that holds no more."""
    case = case_of(1, ministry)
    cases = [case, *others]
    return record(ministry.programme(ministry.each), award_of(case, ministry), cases=cases), case


def refused(recorded: Recorded, *events: Event | FundAppropriated, **how: Any) -> set[str]:
    """The codes with which the last of these events is refused, after the others."""
    before = record(recorded, *events[:-1])
    asked = knowing(before.cases.values(), before.programme.policy.register_facts)
    with pytest.raises(TransitionRefused) as refusal:
        before.programme.record(events[-1:], before.cases, **cast("Any", {"knowing": asked, **how}))
    verdict = before.programme.consider(
        events[-1], before.cases, **cast("Any", {"knowing": asked, **how})
    )
    assert [each.code for each in verdict.failed] == [
        each.code for each in refusal.value.verdict.failed
    ]
    return {each.code for each in refusal.value.verdict.failed}


def accepted(recorded: Recorded, *events: Event) -> bool:
    """Whether these events are on file after they were recorded together."""
    return record(recorded, *events).programme.history[-1].events == events


# --- one refusal of all three ---------------------------------------------------------------------


@under_both
def test_one_refusal_holds_the_reasons_of_case_desk_and_fund(ministry: Ministry) -> None:
    """Nothing was prepared, the amount is not the one due, and the fund does not hold so much."""
    recorded, case = awarded(ministry)
    payment = payment_due(recorded, case)
    wrong = attrs.evolve(payment, amount=payment.amount + ministry.money(ministry.each))
    expected = {"payment-fits", "order-is-known", "award-holds-amount"}
    assert expected == refused(recorded, wrong)


def test_an_award_is_refused_with_the_reasons_of_case_register_and_fund() -> None:
    """No consent, given before through another case, and the fund is short."""
    first, second = case_of(1), case_of(2, person=1, consent=Consent.DECLINED)
    recorded = record(KEMENSOS_ROUND.programme(960_000), award_of(first), cases=[first, second])
    expected = {"consent-recorded", "not-given-before", "within-available"}
    assert expected == refused(recorded, award_of(second, number="award-2"))


def test_what_two_of_them_say_in_the_same_words_is_said_once() -> None:
    """The case and the rule of eligibility both ask for consent."""
    recorded, case = awarded()
    withdrawn = ConsentRecorded(case=case.id, on=LATER, answer=Consent.WITHDRAWN)
    *before, sending = paying(recorded, case)
    held = record(recorded, *before, withdrawn)
    with pytest.raises(TransitionRefused) as refusal:
        record(held, sending)
    assert ["consent-recorded"] == [each.code for each in refusal.value.verdict.failed]


def test_a_fund_that_refuses_money_says_so_by_itself() -> None:
    """No case and no order is concerned."""
    recorded, _ = awarded()
    foreign = FundAppropriated(
        programme=ProgrammeId("another"),
        on=LATER,
        by=MINISTRY,
        amount=SANDBOX_ROUND.money(1),
        record=RecordNumber("appropriation-2"),
    )
    assert {"own-programme", "own-currency"} == refused(recorded, foreign)


def test_what_is_possible_instead_is_said_of_the_order_or_of_the_case() -> None:
    """Of an order that is not approved: what can be done with it; of an act: the same."""
    recorded, case = awarded()
    order, *_, sending = paying(recorded, case)
    held = record(recorded, order)
    with pytest.raises(TransitionRefused, match="Possible instead: Payment order amended") as by:
        record(held, sending)
    assert (PaymentAmended, PaymentApproved, PaymentWithdrawn) == by.value.instead
    own = PaymentApproved(case=case.id, on=LATER, by=MAKER, payment=sending.payment)
    with pytest.raises(TransitionRefused) as by:
        record(held, own)
    assert (PaymentAmended, PaymentApproved, PaymentWithdrawn) == by.value.possible
    with pytest.raises(TransitionRefused) as by:
        record(recorded, own)
    assert by.value.possible is None


def test_what_was_refused_is_not_offered_instead() -> None:
    """Of an approved order whose person is not eligible any more; the rest of the order is."""
    recorded, case = awarded()
    *before, sending = paying(recorded, case)
    held = record(recorded, *before)
    with pytest.raises(TransitionRefused) as by:
        held.programme.record([sending], held.cases)
    assert (PaymentAmended, PaymentApproved, PaymentWithdrawn) == by.value.instead


def test_where_the_case_refuses_what_lies_nearest_in_the_chain_is_offered() -> None:
    """Not what could be done with the order."""
    recorded, case = awarded()
    *_, payment = events = paying(recorded, case)
    back = record(recorded, *events, returned(payment))
    with pytest.raises(TransitionRefused) as by:
        record(back, returned(payment, AFTER))
    assert by.value.instead is not None
    assert PaymentSent in by.value.instead
    assert PaymentPrepared not in by.value.instead


# --- who gets which event -------------------------------------------------------------------------


@under_both
def test_the_acts_of_the_desk_leave_case_and_fund_alone(ministry: Ministry) -> None:
    """They are on file at the desk, and in the history, and nowhere else."""
    recorded, case = awarded(ministry)
    order, *approvals, _ = paying(recorded, case)
    after = record(recorded, order, *approvals)
    assert recorded.cases[case.id] == after.cases[case.id]
    assert recorded.programme.fund.postings == after.programme.fund.postings
    number = the_award(recorded, case).terms.award
    assert (order, *approvals) == after.programme.desk.file(number).history
    assert (order, *approvals) == after.programme.history[-1].events


@under_both
def test_a_payment_is_in_the_case_at_the_desk_and_in_the_fund(ministry: Ministry) -> None:
    """Sent, confirmed and returned: the three never differ."""
    recorded, case = awarded(ministry)
    *_, payment = events = paying(recorded, case)
    for event, status, account in (
        (events, OrderStatus.SENT, Account.IN_FLIGHT),
        ([confirmed(payment)], OrderStatus.CONFIRMED, Account.PAID),
        ([returned(payment)], OrderStatus.RETURNED, Account.RETURNED),
    ):
        recorded = record(recorded, *event)
        assert status is recorded.programme.desk.order(payment.payment).status
        assert ministry.tranches[0] == recorded.programme.fund.balance(account).units
        assert event[-1] == recorded.cases[case.id].events[-1]


def test_a_remittance_is_in_the_fund_and_at_the_desk_and_not_in_the_case() -> None:
    """It is no step of a person."""
    recorded, case = awarded()
    *_, payment = events = paying(recorded, case)
    terms = the_award(recorded, case).terms
    back = record(recorded, *events, returned(payment), cancelled(terms))
    after = record(back, remitted(terms))
    assert back.cases[case.id] == after.cases[case.id]
    assert OrderStatus.REMITTED is after.programme.desk.order(payment.payment).status
    assert 960_000 == after.programme.fund.balance(Account.REMITTED).units


def test_where_the_desk_refuses_the_last_event_nothing_is_recorded_anywhere() -> None:
    """The order that was prepared in the same recording is not there either."""
    recorded, case = awarded()
    order, *_, sending = paying(recorded, case)
    with pytest.raises(TransitionRefused):
        record(recorded, order, sending)
    assert 0 == len(recorded.programme.desk.orders)
    assert recorded.programme.history[-1].events == (the_award(recorded, case).terms,)


# --- sending --------------------------------------------------------------------------------------


@under_both
def test_without_an_approved_order_nothing_is_sent(ministry: Ministry) -> None:
    """Neither without an order, nor with one that one of two has approved."""
    recorded, case = awarded(ministry)
    order, first, second, sending = paying(recorded, case)
    assert {"order-is-known"} == refused(recorded, sending)
    assert {"order-status"} == refused(recorded, order, sending)
    assert {"order-status"} == refused(recorded, order, first, sending)
    assert accepted(recorded, order, first, second, sending)


@under_both
def test_an_order_that_was_edited_after_its_approval_is_not_sent(ministry: Ministry) -> None:
    """The approvals are void: the account is another one."""
    recorded, case = awarded(ministry)
    order, first, second, sending = paying(recorded, case)
    other = AccountReference("account-9")
    changed = AccountRegistered(case=case.id, on=LATER, account=other)
    edited = PaymentAmended(
        case=case.id, on=LATER, by=MAKER, payment=sending.payment, account=other
    )
    before = (order, first, second, changed, edited)
    late = attrs.evolve(sending, on=AFTER, account=other)
    assert {"order-status"} == refused(recorded, *before, late)
    again = [attrs.evolve(each, on=AFTER) for each in (first, second)]
    assert accepted(recorded, *before, *again, late)


@under_both
def test_consent_that_was_withdrawn_after_the_approval_stops_the_payment(
    ministry: Ministry,
) -> None:
    """It is asked on the day of sending, whatever was approved before."""
    recorded, case = awarded(ministry)
    *before, sending = paying(recorded, case)
    withdrawn = ConsentRecorded(case=case.id, on=LATER, answer=Consent.WITHDRAWN)
    (code,) = refused(recorded, *before, withdrawn, sending)
    assert code.startswith("consent")
    given = ConsentRecorded(case=case.id, on=AFTER, answer=Consent.GIVEN)
    assert accepted(recorded, *before, withdrawn, given, attrs.evolve(sending, on=AFTER))


def test_eligibility_that_was_lost_after_the_approval_stops_the_payment() -> None:
    """The person was determined not to be a victim: no row of the chain asks it of a payment."""
    recorded, case = awarded()
    *before, sending = paying(recorded, case)
    no_victim = TraffickingStatus.NOT_A_VICTIM
    found = StatusDetermined(case=case.id, on=LATER, status=no_victim, by=MINISTRY)
    assert {"not-determined-otherwise"} == refused(recorded, *before, found, sending)
    assert accepted(recorded, *before, sending, attrs.evolve(found, on=AFTER))


def test_what_the_register_says_of_the_day_of_sending_decides() -> None:
    """Not asked is refused with what to ask, and "no" with the rule."""
    recorded, case = awarded()
    *before, sending = paying(recorded, case)
    held = record(recorded, *before)
    with pytest.raises(TransitionRefused) as refusal:
        held.programme.record([sending], held.cases)
    verdict = refusal.value.verdict
    assert ([], ["adult"]) == (
        [each.code for each in verdict.failed],
        [each.fact.name for each in verdict.missing],
    )
    assert {"adult"} == refused(held, sending, knowing={case.id: {"adult": False}})


def test_what_another_programme_gave_meanwhile_stops_the_payment() -> None:
    """Once per purpose and period: the award itself is not counted, any other is."""
    recorded, case = awarded()
    *before, sending = paying(recorded, case)
    gift = Gift(ELSEWHERE, AwardId("elsewhere-1"), Purpose.BUSINESS_STIMULUS, YEAR)
    given = Given().also(case.person, gift)
    assert {"not-given-before"} == refused(recorded, *before, sending, given=given)
    own = Given.of(recorded.cases.values())
    sent = recorded.programme.record(
        [*before, sending], recorded.cases, knowing=knowing([case]), given=own
    )
    assert (*before, sending) == sent.programme.history[-1].events


def test_the_second_tranche_is_not_in_the_way_of_itself() -> None:
    """Nobody with an unsettled award is eligible under this policy; the award itself is none."""
    recorded, case = awarded(SANDBOX_ROUND)
    *_, first = events = paying(recorded, case)
    recorded = record(recorded, *events, confirmed(first))
    recorded = record(recorded, accounted(the_award(recorded, case)))
    assert accepted(recorded, *paying(recorded, case))


def test_another_award_that_is_not_settled_is_in_the_way() -> None:
    """Of the same person in the same case, for another purpose: made before the first is paid."""
    case = case_of(1, SANDBOX_ROUND)
    one = award_of(case, SANDBOX_ROUND)
    two = attrs.evolve(one, award=AwardId("award-2"), purpose=Purpose.LIVING_COST)
    programme = SANDBOX_ROUND.programme(2 * SANDBOX_ROUND.each)
    recorded = record(programme, one, cases=[case])
    *before, sending = paying(recorded, case)
    fund = recorded.programme.fund.record(two)
    held = attrs.evolve(
        recorded,
        programme=attrs.evolve(recorded.programme, fund=fund),
        cases={case.id: recorded.cases[case.id].carry(two)},
    )
    assert {"no-unsettled-award"} == refused(held, *before, sending)


def test_goods_are_handed_over_only_to_whoever_is_eligible_and_not_held() -> None:
    """As a payment is sent: it is the day on which aid goes out."""
    case = case_of(1)
    award = award_of(case, channel=Channel.IN_KIND)
    recorded = record(KEMENSOS_ROUND.programme(960_000), award, cases=[case])
    order = goods_ordered(recorded, case)
    recorded, goods = record(recorded, *order), handed_over(award)
    no_victim = TraffickingStatus.NOT_A_VICTIM
    found = StatusDetermined(case=case.id, on=LATER, status=no_victim, by=MINISTRY)
    assert {"not-determined-otherwise"} == refused(recorded, found, goods)
    held = AwardHeld(
        case=case.id, on=LATER, by=FIRST, award=award.award, reason=HoldReason.COMPLAINT
    )
    assert {"award-not-held"} == refused(recorded, held, goods)
    after = record(recorded, goods)
    assert (*order, goods) == after.programme.desk.file(award.award).history
    assert isinstance(after.cases[case.id].events[-1], GoodsHandedOver)


def test_somebody_without_an_account_is_paid_through_an_lks() -> None:
    """The rule of eligibility goes by the channel of the award."""
    case = case_of(1, without=(AccountRegistered,))
    award = award_of(case, channel=Channel.VIA_LKS)
    recorded = record(KEMENSOS_ROUND.programme(960_000), award, cases=[case])
    assert accepted(recorded, *paying(recorded, case))


def test_an_award_that_is_held_is_not_sent() -> None:
    """The desk alone knows of it."""
    recorded, case = awarded()
    *before, sending = paying(recorded, case)
    held = AwardHeld(
        case=case.id, on=LATER, by=FIRST, award=sending.award, reason=HoldReason.COMPLAINT
    )
    assert {"award-not-held"} == refused(recorded, *before, held, sending)


def test_an_award_that_was_reduced_after_the_approval_is_not_sent_as_it_was() -> None:
    """Case, desk and fund all say so."""
    recorded, case = awarded()
    *before, sending = paying(recorded, case)
    less = AwardReduced(
        case=case.id,
        on=LATER,
        award=sending.award,
        tranches=(idr(1),),
        reason=ReductionReason.FUND_SHORT,
    )
    expected = {"payment-fits", "amount-is-due", "award-holds-amount"}
    assert expected == refused(recorded, *before, less, sending)


def test_a_return_is_applied_once_everywhere() -> None:
    """Case, desk and fund refuse the second one, whatever day it says."""
    recorded, case = awarded()
    *_, payment = events = paying(recorded, case)
    back = record(recorded, *events, returned(payment))
    again = refused(back, returned(payment, AFTER))
    assert {"payment-fits", "order-status", "answer-is-open"} <= again
    assert 960_000 == back.programme.fund.balance(Account.RETURNED).units


# --- what is not there ----------------------------------------------------------------------------


def _acts(case: CaseId) -> Iterable[Event]:
    award, payment = AwardId("award-9"), PaymentId("payment-9")
    yield PaymentPrepared(
        case=case, on=LATER, by=MAKER, award=award, payment=payment, amount=idr(1), account=None
    )
    yield AwardHeld(case=case, on=LATER, by=MAKER, award=award, reason=HoldReason.COMPLAINT)


def test_an_act_on_an_award_that_the_case_does_not_have_is_refused() -> None:
    """Also where another case has it."""
    recorded, _ = awarded(KEMENSOS_ROUND, case_of(2))
    for act in _acts(CaseId("case-1")):
        assert {"award-on-record"} == refused(recorded, act)
        of_another = attrs.evolve(cast("Any", act), case=CaseId("case-2"), award=AwardId("award-1"))
        assert {"award-on-record"} == refused(recorded, of_another)


def test_an_act_on_an_order_of_another_case_is_refused() -> None:
    """The number is known, and not in this case."""
    recorded, case = awarded(KEMENSOS_ROUND, case_of(2))
    order = order_due(recorded, case)
    theirs = PaymentApproved(case=CaseId("case-2"), on=LATER, by=FIRST, payment=order.payment)
    assert {"order-is-known"} == refused(recorded, order, theirs)
    with pytest.raises(TransitionRefused) as by:
        record(recorded, order, theirs)
    assert by.value.possible is None
    unknown = attrs.evolve(theirs, case=case.id, payment=PaymentId("payment-9"))
    assert {"order-is-known"} == refused(recorded, order, unknown)


def test_what_is_no_event_is_not_asked_about() -> None:
    """Neither recorded nor considered."""
    recorded, _ = awarded()
    nothing: Any = object()
    with pytest.raises(UnknownEvent):
        recorded.programme.consider(nothing, recorded.cases)
    with pytest.raises(InvalidValue, match="another-case"):
        recorded.programme.record([], {CaseId("case-9"): case_of(1)})


def test_nothing_recorded_changes_nothing() -> None:
    """And makes no entry."""
    recorded, _ = awarded()
    assert recorded.programme is record(recorded).programme


# --- orders ---------------------------------------------------------------------------------------


def test_an_order_that_was_withdrawn_keeps_its_number() -> None:
    """The next one has another, though nothing was sent."""
    recorded, case = awarded()
    order = order_due(recorded, case)
    gone = PaymentWithdrawn(
        case=case.id,
        on=LATER,
        by=SECOND,
        payment=order.payment,
        reason=WithdrawalReason.PREPARED_IN_ERROR,
    )
    after = record(recorded, order, gone)
    assert ("award-1/p1", "award-1/p2") == (
        str(order.payment),
        str(order_due(after, case).payment),
    )
    assert accepted(after, *paying(after, case))


def test_an_order_can_be_handed_to_a_payee_and_names_the_one_it_follows() -> None:
    """As the desk asks of it."""
    recorded, case = awarded()
    *_, payment = events = paying(recorded, case)
    after = record(recorded, *events, returned(payment))
    award = the_award(after, case)
    order = after.programme.next_order(
        after.cases[case.id], award, on=AFTER, by=MAKER, payee=MINISTRY
    )
    assert (payment.payment, MINISTRY) == (order.follows, order.payee)


def test_a_payment_is_explained_by_its_programme() -> None:
    """In both languages, a line an event."""
    recorded, case = awarded()
    *_, payment = events = paying(recorded, case)
    told = record(recorded, *events).programme.explain(payment.payment)
    assert 5 == len(told.en.splitlines()) == len(told.id.splitlines())
    assert told.en.splitlines()[-1] == "award-1/p1 is now: Sent."


def test_a_closed_case_is_not_paid() -> None:
    """The chain says so, and the rule of eligibility too."""
    recorded, case = awarded()
    *before, sending = paying(recorded, case)
    held = record(recorded, *before)
    gone = Closed(case=case.id, on=LATER, reason=ClosingReason.NOT_ELIGIBLE)
    closed = attrs.evolve(held, cases=by_id(held.cases[case.id].carry(gone)))
    assert {"case-status", "case-open"} <= refused(closed, sending)


def test_the_programme_knows_its_own_number() -> None:
    """What it recorded is in its history under it."""
    recorded, _ = awarded()
    assert [(PROGRAMME, 1)] == [(e.programme, e.number) for e in recorded.programme.history]
    assert ROUND_DAY == recorded.programme.history[0].events[0].on


# --- two programmes -------------------------------------------------------------------------------


@pytest.mark.parametrize("alike", [False, True], ids=["unknown", "numbered alike"])
def test_the_desk_takes_only_awards_of_its_own_programme(alike: bool) -> None:
    """An act on the award of another would not replay, and would pay with the money of another."""
    recorded, case = awarded()
    fund = attrs.evolve(KEMENSOS_ROUND.programme(960_000).fund, programme=ELSEWHERE)
    other = attrs.evolve(
        recorded,
        programme=Programme(
            ELSEWHERE,
            KEMENSOS_ROUND.policy,
            fund,
            recorded.programme.sites,
            recorded.programme.office,
        ),
    )
    if alike:
        second = case_of(2)
        cases = {**recorded.cases, second.id: second}
        award = award_of(second, programme=ELSEWHERE)
        other = other.programme.record([award], cases, knowing=knowing(cases.values()))
    order, *_ = paying(recorded, case)
    number = the_award(recorded, case).terms.award
    hold = AwardHeld(case=case.id, on=LATER, by=FIRST, award=number, reason=HoldReason.COMPLAINT)
    assert {"award-on-record"} == refused(other, order)
    assert {"award-on-record"} == refused(other, hold)
    assert accepted(recorded, order)


# --- cases given one at a time --------------------------------------------------------------------


def test_a_person_is_given_once_also_where_each_case_is_recorded_by_itself() -> None:
    """The fund knows whose its awards are; purpose, period and person decide, as among cases."""
    first, second, third = case_of(1), case_of(2, person=1), case_of(3)
    one, two = award_of(first), award_of(second, number="award-2")
    begun = record(KEMENSOS_ROUND.programme(4 * 960_000), one, cases=[first])
    alone = attrs.evolve(begun, cases=by_id(second))
    assert {"not-given-before"} == refused(alone, two)
    assert accepted(alone, attrs.evolve(two, purpose=Purpose.LIVING_COST))
    assert accepted(alone, attrs.evolve(two, period=Period.of_year(2020)))
    other = attrs.evolve(begun, cases=by_id(third))
    assert accepted(other, award_of(third, number="award-3"))
    gone = record(begun, cancelled(one))
    assert accepted(attrs.evolve(gone, cases=by_id(second)), two)


def test_what_was_paid_before_it_was_cancelled_counts_as_given() -> None:
    """The person holds it, in a case that is not at hand."""
    first, second = case_of(1, SANDBOX_ROUND), case_of(2, SANDBOX_ROUND, person=1)
    one = award_of(first, SANDBOX_ROUND)
    begun = record(SANDBOX_ROUND.programme(4 * SANDBOX_ROUND.each), one, cases=[first])
    *_, payment = events = paying(begun, first)
    paid = record(begun, *events, confirmed(payment), cancelled(one))
    alone = attrs.evolve(paid, cases=by_id(second))
    codes = refused(alone, award_of(second, SANDBOX_ROUND, number="award-2"))
    assert "not-given-before" in codes
