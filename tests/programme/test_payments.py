"""Each way that the money of one award can take, in the case and in the fund, both policies."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

import attrs
import pytest

from reintegra.chain.award import AidPaidBack, AwardReduced
from reintegra.chain.stimulus import AccountRegistered, NoAccountStated
from reintegra.errors import InvalidValue, TransitionRefused
from reintegra.programme import Account, Recorded
from reintegra.vocabulary.aid import Channel, ReductionReason
from reintegra.vocabulary.identifiers import (
    AccountReference,
    CaseId,
    PaymentId,
    RecordNumber,
)
from tests.programme.auditor import faults
from tests.programme.people import (
    KEMENSOS_ROUND,
    LATER,
    MAKER,
    MINISTRIES,
    SANDBOX_ROUND,
    Ministry,
    accounted,
    award_of,
    cancelled,
    case_of,
    confirmed,
    goods_ordered,
    handed_over,
    order_due,
    ordered,
    payment_due,
    record,
    remitted,
    returned,
    the_award,
)

if TYPE_CHECKING:
    from reintegra.chain import Case

under_both = pytest.mark.parametrize("ministry", MINISTRIES, ids=lambda each: each.policy.code)
_ACCOUNTS = (
    Account.AVAILABLE,
    Account.RESERVED,
    Account.IN_FLIGHT,
    Account.PAID,
    Account.RETURNED,
    Account.REMITTED,
)


def awarded(ministry: Ministry, channel: Channel = Channel.OWN_ACCOUNT) -> tuple[Recorded, Case]:
    """One award to one person, out of a fund that holds no more."""
    case = case_of(1, ministry)
    award = award_of(case, ministry, channel=channel)
    return record(ministry.programme(ministry.each), award, cases=[case]), case


def stands(recorded: Recorded) -> tuple[int, ...]:
    """What stands on the accounts, in the order of the table; the books balance."""
    fund = recorded.programme.fund
    assert [] == faults(fund)
    return tuple(fund.balances[account] for account in _ACCOUNTS)


@under_both
def test_a_payment_is_sent_and_confirmed_until_every_tranche_is_paid(ministry: Ministry) -> None:
    """The second tranche of the sandbox waits until the first is accounted for."""
    recorded, case = awarded(ministry)
    assert (0, ministry.each, 0, 0, 0, 0) == stands(recorded)
    paid = 0
    for attempt, part in enumerate(ministry.tranches, start=1):
        payment = payment_due(recorded, case)
        assert (part, f"award-1/p{attempt}") == (payment.amount.units, str(payment.payment))
        assert AccountReference("account-1") == payment.account
        recorded = record(recorded, *ordered(payment))
        assert (0, ministry.each - paid - part, part, paid, 0, 0) == stands(recorded)
        recorded = record(recorded, confirmed(payment))
        paid += part
        assert (0, ministry.each - paid, 0, paid, 0, 0) == stands(recorded)
        assert ministry.money(paid) == the_award(recorded, case).paid
        recorded = record(recorded, accounted(the_award(recorded, case)))
    assert "accounted" == str(the_award(recorded, case).status)
    with pytest.raises(InvalidValue, match="nothing-due"):
        payment_due(recorded, case)


def test_the_second_tranche_is_not_sent_before_the_first_is_accounted_for() -> None:
    """The rule of the fictional ministry; the case refuses, and the fund keeps the money."""
    recorded, case = awarded(SANDBOX_ROUND)
    first = payment_due(recorded, case)
    recorded = record(recorded, *ordered(first), confirmed(first))
    with pytest.raises(TransitionRefused) as refusal:
        record(recorded, *ordered(payment_due(recorded, case)))
    failed = [reason.code for reason in refusal.value.verdict.failed]
    assert ["first-tranche-accounted"] == failed
    assert (0, 6_172, 0, 6_173, 0, 0) == stands(recorded)


@under_both
def test_a_returned_payment_is_sent_again_under_a_new_number(ministry: Ministry) -> None:
    """To the account on record by then; it is the same money, and not more of it."""
    recorded, case = awarded(ministry)
    first, part = payment_due(recorded, case), ministry.tranches[0]
    recorded = record(recorded, *ordered(first), returned(first))
    assert (0, ministry.each - part, 0, 0, part, 0) == stands(recorded)
    account = AccountReference("account-1b")
    recorded = record(recorded, AccountRegistered(case=case.id, on=LATER, account=account))
    again = payment_due(recorded, case, LATER + timedelta(days=1))
    assert (PaymentId("award-1/p2"), first.amount, account) == (
        again.payment,
        again.amount,
        again.account,
    )
    recorded = record(recorded, *ordered(again, follows=first))
    assert (0, ministry.each - part, part, 0, 0, 0) == stands(recorded)
    recorded = record(recorded, confirmed(again, again.on))
    assert (0, ministry.each - part, 0, part, 0, 0) == stands(recorded)
    assert ministry.money(part) == the_award(recorded, case).paid


@under_both
@pytest.mark.parametrize("answer", ["confirm the first", "return the first", "send the first"])
def test_an_attempt_that_came_back_is_over(ministry: Ministry, answer: str) -> None:
    """Nothing leads from returned to paid without a new send."""
    recorded, case = awarded(ministry)
    first = payment_due(recorded, case)
    recorded = record(recorded, *ordered(first), returned(first))
    step = {
        "confirm the first": confirmed(first),
        "return the first": returned(first),
        "send the first": attrs.evolve(first, on=LATER),
    }[answer]
    held = stands(recorded)
    with pytest.raises(TransitionRefused):
        record(recorded, step)
    again = payment_due(recorded, case)
    if answer != "send the first":
        with pytest.raises(TransitionRefused):
            record(recorded, *ordered(again, follows=first), step)
    assert held == stands(recorded)


@under_both
def test_a_payment_can_come_back_after_it_was_confirmed(ministry: Ministry) -> None:
    """Then it is no longer paid, and can be sent again."""
    recorded, case = awarded(ministry)
    first, part = payment_due(recorded, case), ministry.tranches[0]
    recorded = record(recorded, *ordered(first), confirmed(first), returned(first))
    assert (0, ministry.each - part, 0, 0, part, 0) == stands(recorded)
    assert not the_award(recorded, case).paid
    again = payment_due(recorded, case)
    recorded = record(recorded, *ordered(again, follows=first), confirmed(again))
    assert (0, ministry.each - part, 0, part, 0, 0) == stands(recorded)


@under_both
def test_a_payment_is_neither_confirmed_nor_returned_twice(ministry: Ministry) -> None:
    """The bank may say it twice; the money moves once."""
    for answer in (confirmed, returned):
        recorded, case = awarded(ministry)
        first = payment_due(recorded, case)
        recorded = record(recorded, *ordered(first), answer(first))
        held = stands(recorded)
        with pytest.raises(TransitionRefused):
            record(recorded, attrs.evolve(answer(first), on=LATER + timedelta(days=1)))
        assert held == stands(recorded)


@under_both
def test_a_cancelled_award_releases_what_was_not_sent(ministry: Ministry) -> None:
    """What came back stays apart until it is remitted; then nothing can be sent again."""
    recorded, case = awarded(ministry)
    first, part = payment_due(recorded, case), ministry.tranches[0]
    award = the_award(recorded, case).terms
    recorded = record(recorded, *ordered(first), returned(first), cancelled(award))
    rest = ministry.each - part
    assert (rest, 0, 0, 0, part, 0) == stands(recorded)
    with pytest.raises(InvalidValue, match="nothing-due"):
        payment_due(recorded, case)
    ended = record(recorded, remitted(award, part))
    assert (rest, 0, 0, 0, 0, part) == stands(ended)
    with pytest.raises(TransitionRefused) as refusal:
        record(ended, remitted(award, part))
    expected = ["something-came-back", "return-is-not-due"]
    assert expected == [reason.code for reason in refusal.value.verdict.failed]


@under_both
def test_what_is_still_to_be_paid_is_not_remitted(ministry: Ministry) -> None:
    """Neither before the payment, nor under way, nor when it came back and is to be sent again."""
    recorded, case = awarded(ministry)
    first = payment_due(recorded, case)
    way = [recorded]
    way += [record(way[-1], *ordered(first))]
    way += [record(way[-1], returned(first))]
    by_the_desk = [{"something-came-back"}, {"no-order-under-way", "something-came-back"}, set()]
    for state, refused in zip(way, by_the_desk, strict=True):
        held = stands(state)
        with pytest.raises(TransitionRefused) as refusal:
            record(state, remitted(the_award(state, case).terms))
        failed = {reason.code for reason in refusal.value.verdict.failed}
        assert failed == {"return-is-not-due"} | refused
        assert held == stands(state)


def test_only_in_the_case_of_its_award_a_return_is_remitted() -> None:
    """A remittance is an event of one case, though no case records it."""
    cases = [case_of(1), case_of(2)]
    recorded = record(KEMENSOS_ROUND.programme(960_000), award_of(cases[0]), cases=cases)
    first, terms = payment_due(recorded, cases[0]), the_award(recorded, cases[0]).terms
    recorded = record(recorded, *ordered(first), returned(first), cancelled(terms))
    with pytest.raises(TransitionRefused) as refusal:
        record(recorded, attrs.evolve(remitted(terms), case=cases[1].id))
    expected = ["award-on-record", "award-is-known"]
    assert expected == [reason.code for reason in refusal.value.verdict.failed]
    with pytest.raises(InvalidValue, match="no-such-case"):
        record(recorded, attrs.evolve(remitted(terms), case=CaseId("case-3")))
    assert (0, 0, 0, 0, 0, 960_000) == stands(record(recorded, remitted(terms)))


def test_the_money_of_one_never_goes_into_the_account_of_another() -> None:
    """The award must be that of the case, and as it stands: not that of yesterday either."""
    cases = [case_of(1), case_of(2)]
    awards = [award_of(case, number=f"award-{case.id}") for case in cases]
    recorded = record(KEMENSOS_ROUND.programme(2 * 960_000), *awards, cases=cases)
    one, other = (the_award(recorded, case) for case in cases)
    with pytest.raises(InvalidValue, match="another-case"):
        recorded.programme.next_order(recorded.cases[cases[0].id], other, on=LATER, by=MAKER)
    later = record(recorded, *ordered(payment_due(recorded, cases[0])))
    with pytest.raises(InvalidValue, match="another-case"):
        later.programme.next_order(later.cases[cases[0].id], one, on=LATER, by=MAKER)
    assert cases[0].id == order_due(recorded, cases[0]).case


def test_one_payment_number_never_stands_for_the_awards_of_two_people() -> None:
    """Each case would take it; the desk knows both, and nothing is recorded."""
    cases = [case_of(1), case_of(2)]
    awards = [award_of(case, number=f"award-{case.id}") for case in cases]
    recorded = record(KEMENSOS_ROUND.programme(2 * 960_000), *awards, cases=cases)
    first, second = (payment_due(recorded, case) for case in cases)
    with pytest.raises(TransitionRefused) as refusal:
        record(recorded, *ordered(first), *ordered(attrs.evolve(second, payment=first.payment)))
    assert ["order-is-new"] == [reason.code for reason in refusal.value.verdict.failed]
    assert 2 * 960_000 == stands(recorded)[1]


@under_both
def test_an_award_that_was_never_sent_is_released_whole(ministry: Ministry) -> None:
    """The money can be awarded to somebody else."""
    recorded, case = awarded(ministry)
    recorded = record(recorded, cancelled(the_award(recorded, case).terms))
    assert (ministry.each, 0, 0, 0, 0, 0) == stands(recorded)


def test_a_cancelled_award_keeps_the_tranche_that_was_paid() -> None:
    """What was paid stays paid, the rest is released."""
    recorded, case = awarded(SANDBOX_ROUND)
    first = payment_due(recorded, case)
    award = the_award(recorded, case).terms
    recorded = record(recorded, *ordered(first), confirmed(first), cancelled(award))
    assert (6_172, 0, 0, 6_173, 0, 0) == stands(recorded)


@under_both
def test_what_came_back_of_a_cancelled_award_is_not_sent_again(ministry: Ministry) -> None:
    """Neither before it is remitted nor after: the fund holds it, but not to be paid."""
    recorded, case = awarded(ministry)
    first, terms = payment_due(recorded, case), the_award(recorded, case).terms
    fund = record(recorded, *ordered(first), returned(first), cancelled(terms)).programme.fund
    again = attrs.evolve(first, payment=PaymentId("payment-again"))
    for held in (fund, fund.record(remitted(terms, ministry.tranches[0]))):
        verdict = held.consider(again)
        assert ["award-holds-amount"] == [reason.code for reason in verdict.failed]


@under_both
def test_what_a_person_paid_back_is_remitted_while_the_rest_is_still_to_be_paid(
    ministry: Ministry,
) -> None:
    """It is not due again; of what came back by the bank nothing is remitted."""
    recorded, case = awarded(ministry)
    first, part = payment_due(recorded, case), ministry.tranches[0]
    terms = the_award(recorded, case).terms
    back = AidPaidBack(
        case=case.id,
        on=LATER,
        award=terms.award,
        payment=first.payment,
        amount=ministry.money(100),
        record=RecordNumber("repayment-1"),
    )
    recorded = record(recorded, *ordered(first), confirmed(first), back)
    rest = ministry.each - part
    assert (0, rest, 0, part - 100, 100, 0) == stands(recorded)
    assert (0, rest, 0, part - 100, 0, 100) == stands(record(recorded, remitted(terms, 100)))
    if rest:
        recorded = record(recorded, accounted(the_award(recorded, case)))
        second = payment_due(recorded, case)
        recorded = record(recorded, *ordered(second), returned(second))
        assert (0, 0, 0, part - 100, 100 + rest, 0) == stands(recorded)
        third = payment_due(recorded, case)
        recorded = record(recorded, remitted(terms, 100), *ordered(third, follows=second))
        assert (0, 0, rest, part - 100, 0, 100) == stands(recorded)


def test_what_is_left_after_a_reduction_is_sent_from_what_came_back_and_from_what_is_reserved() -> (
    None
):
    """6,173 came back and 6,172 were reserved: of 12,000 left, 173 less are reserved."""
    recorded, case = awarded(SANDBOX_ROUND)
    first, award = payment_due(recorded, case), the_award(recorded, case).terms
    money = SANDBOX_ROUND.money
    reduced = AwardReduced(
        case=case.id,
        on=LATER,
        award=award.award,
        tranches=(money(10_000), money(2_000)),
        reason=ReductionReason.FUND_SHORT,
    )
    recorded = record(recorded, *ordered(first), returned(first), reduced)
    assert (345, 5_827, 0, 0, 6_173, 0) == stands(recorded)
    again = payment_due(recorded, case)
    recorded = record(recorded, *ordered(again, follows=first))
    assert (345, 2_000, 10_000, 0, 0, 0) == stands(recorded)
    sent = [
        (str(posting.movement), posting.amount.units)
        for posting in recorded.programme.fund.postings[-2:]
    ]
    assert [("send-again", 6_173), ("send", 3_827)] == sent


def test_an_award_that_is_reduced_below_what_came_back_leaves_the_rest_to_be_remitted() -> None:
    """All that was reserved is released, and what came back is more than is to be paid."""
    recorded, case = awarded(SANDBOX_ROUND)
    first, award = payment_due(recorded, case), the_award(recorded, case).terms
    reduced = AwardReduced(
        case=case.id,
        on=LATER,
        award=award.award,
        tranches=(SANDBOX_ROUND.money(1_000),),
        reason=ReductionReason.NEED_SMALLER,
    )
    recorded = record(recorded, *ordered(first), returned(first), reduced)
    assert (6_172, 0, 0, 0, 6_173, 0) == stands(recorded)
    recorded = record(recorded, remitted(award, 5_173))
    assert (6_172, 0, 0, 0, 1_000, 5_173) == stands(recorded)
    last = payment_due(recorded, case)
    recorded = record(recorded, *ordered(last, follows=first), confirmed(last))
    assert (6_172, 0, 0, 1_000, 0, 5_173) == stands(recorded)


def test_goods_are_paid_for_when_they_are_handed_over() -> None:
    """By an order as a whole, approved as money is; afterwards nothing is due."""
    recorded, case = awarded(KEMENSOS_ROUND, Channel.IN_KIND)
    goods = handed_over(the_award(recorded, case).terms)
    recorded = record(recorded, *goods_ordered(recorded, case), goods)
    assert (0, 0, 0, 960_000, 0, 0) == stands(recorded)
    with pytest.raises(InvalidValue, match="nothing-due"):
        payment_due(recorded, case)
    assert 960_000 == the_award(recorded, case).paid.units


@under_both
def test_while_a_payment_is_under_way_no_other_is_due(ministry: Ministry) -> None:
    """Two payments of one tranche would be a payment too many."""
    recorded, case = awarded(ministry)
    recorded = record(recorded, *ordered(payment_due(recorded, case)))
    with pytest.raises(InvalidValue, match="nothing-due"):
        payment_due(recorded, case)


@under_both
def test_only_a_payment_into_an_own_account_names_the_account(ministry: Ministry) -> None:
    """E-money and an LKS bring it without."""
    recorded, case = awarded(ministry, Channel.E_MONEY)
    payment = payment_due(recorded, case)
    assert payment.account is None
    arrived = confirmed(payment, channel=Channel.E_MONEY)
    recorded = record(recorded, *ordered(payment), arrived)
    assert ministry.tranches[0] == recorded.programme.fund.balance(Account.PAID).units


def test_without_an_account_on_record_the_case_refuses_the_payment() -> None:
    """The person has closed the account after the award: the fund keeps the money."""
    recorded, case = awarded(KEMENSOS_ROUND)
    recorded = record(recorded, NoAccountStated(case=case.id, on=LATER))
    payment = payment_due(recorded, case)
    assert payment.account is None
    with pytest.raises(TransitionRefused) as refusal:
        record(recorded, *ordered(payment))
    assert "account-ready" in [reason.code for reason in refusal.value.verdict.failed]
    assert (0, 960_000, 0, 0, 0, 0) == stands(recorded)
