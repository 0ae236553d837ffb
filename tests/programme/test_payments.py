"""Each way that the money of one award can take, in the case and in the fund, both policies."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

import attrs
import pytest

from reintegra.chain.award import PaymentSent
from reintegra.chain.stimulus import AccountRegistered, NoAccountStated
from reintegra.errors import InvalidValue, TransitionRefused
from reintegra.programme import Account, Recorded, next_payment
from reintegra.vocabulary.aid import Channel
from reintegra.vocabulary.identifiers import AccountReference, PaymentId
from tests.programme.auditor import faults
from tests.programme.people import (
    KEMENSOS_ROUND,
    LATER,
    MINISTRIES,
    SANDBOX_ROUND,
    Ministry,
    accounted,
    award_of,
    cancelled,
    case_of,
    confirmed,
    handed_over,
    payment_due,
    record,
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
        recorded = record(recorded, payment)
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
    recorded = record(recorded, first, confirmed(first))
    with pytest.raises(TransitionRefused) as refusal:
        record(recorded, payment_due(recorded, case))
    failed = [reason.code for reason in refusal.value.verdict.failed]
    assert ["first-tranche-accounted"] == failed
    assert (0, 6_172, 0, 6_173, 0, 0) == stands(recorded)


@under_both
def test_a_returned_payment_is_sent_again_under_a_new_number(ministry: Ministry) -> None:
    """To the account on record by then; it is the same money, and not more of it."""
    recorded, case = awarded(ministry)
    first, part = payment_due(recorded, case), ministry.tranches[0]
    recorded = record(recorded, first, returned(first))
    assert (0, ministry.each - part, 0, 0, part, 0) == stands(recorded)
    account = AccountReference("account-1b")
    recorded = record(recorded, AccountRegistered(case=case.id, on=LATER, account=account))
    again = payment_due(recorded, case)
    assert (PaymentId("award-1/p2"), first.amount, account) == (
        again.payment,
        again.amount,
        again.account,
    )
    recorded = record(recorded, again)
    assert (0, ministry.each - part, part, 0, 0, 0) == stands(recorded)
    recorded = record(recorded, confirmed(again))
    assert (0, ministry.each - part, 0, part, 0, 0) == stands(recorded)
    assert ministry.money(part) == the_award(recorded, case).paid


@under_both
@pytest.mark.parametrize("answer", ["confirm the first", "return the first", "send the first"])
def test_an_attempt_that_came_back_is_over(ministry: Ministry, answer: str) -> None:
    """Nothing leads from returned to paid without a new send."""
    recorded, case = awarded(ministry)
    first = payment_due(recorded, case)
    recorded = record(recorded, first, returned(first))
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
            record(recorded, again, step)
    assert held == stands(recorded)


@under_both
def test_a_payment_can_come_back_after_it_was_confirmed(ministry: Ministry) -> None:
    """Then it is no longer paid, and can be sent again."""
    recorded, case = awarded(ministry)
    first, part = payment_due(recorded, case), ministry.tranches[0]
    recorded = record(recorded, first, confirmed(first), returned(first))
    assert (0, ministry.each - part, 0, 0, part, 0) == stands(recorded)
    assert not the_award(recorded, case).paid
    again = payment_due(recorded, case)
    recorded = record(recorded, again, confirmed(again))
    assert (0, ministry.each - part, 0, part, 0, 0) == stands(recorded)


@under_both
def test_a_payment_is_neither_confirmed_nor_returned_twice(ministry: Ministry) -> None:
    """The bank may say it twice; the money moves once."""
    for answer in (confirmed, returned):
        recorded, case = awarded(ministry)
        first = payment_due(recorded, case)
        recorded = record(recorded, first, answer(first))
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
    recorded = record(recorded, first, returned(first), cancelled(award))
    rest = ministry.each - part
    assert (rest, 0, 0, 0, part, 0) == stands(recorded)
    with pytest.raises(InvalidValue, match="nothing-due"):
        payment_due(recorded, case)
    ended = recorded.cases[case.id], the_award(recorded, case)
    programme = recorded.programme.remit(*ended, on=LATER)
    assert (rest, 0, 0, 0, 0, part) == stands(Recorded(programme, recorded.cases))
    assert programme.policy is recorded.programme.policy
    with pytest.raises(InvalidValue, match="nothing-returned"):
        programme.remit(*ended, on=LATER)


@under_both
def test_what_is_still_to_be_paid_is_not_remitted(ministry: Ministry) -> None:
    """Neither before the payment, nor under way, nor when it came back and is to be sent again."""
    recorded, case = awarded(ministry)
    first = payment_due(recorded, case)
    way = [recorded]
    way += [record(way[-1], first)]
    way += [record(way[-1], returned(first))]
    for state in way:
        held = stands(state)
        with pytest.raises(InvalidValue, match="still-open"):
            state.programme.remit(state.cases[case.id], the_award(state, case), on=LATER)
        assert held == stands(state)


def test_only_the_case_of_an_award_says_whether_it_is_remitted() -> None:
    """An older state of the award, or another case, would say what is not so."""
    recorded, case = awarded(KEMENSOS_ROUND)
    first, old = payment_due(recorded, case), the_award(recorded, case)
    recorded = record(recorded, first, returned(first), cancelled(old.terms))
    for wrong in ((recorded.cases[case.id], old), (case, the_award(recorded, case))):
        with pytest.raises(InvalidValue, match="another-case"):
            recorded.programme.remit(*wrong, on=LATER)


def test_the_money_of_one_never_goes_into_the_account_of_another() -> None:
    """The award must be that of the case, and as it stands: not that of yesterday either."""
    cases = [case_of(1), case_of(2)]
    awards = [award_of(case, number=f"award-{case.id}") for case in cases]
    recorded = record(KEMENSOS_ROUND.programme(2 * 960_000), *awards, cases=cases)
    one, other = (the_award(recorded, case) for case in cases)
    with pytest.raises(InvalidValue, match="another-case"):
        next_payment(recorded.cases[cases[0].id], other, on=LATER)
    later = record(recorded, payment_due(recorded, cases[0]))
    with pytest.raises(InvalidValue, match="another-case"):
        next_payment(later.cases[cases[0].id], one, on=LATER)
    assert cases[0].id == next_payment(recorded.cases[cases[0].id], one, on=LATER).case


def test_one_payment_number_never_stands_for_the_awards_of_two_people() -> None:
    """Each case would take it; the fund knows both, and nothing is recorded."""
    cases = [case_of(1), case_of(2)]
    awards = [award_of(case, number=f"award-{case.id}") for case in cases]
    recorded = record(KEMENSOS_ROUND.programme(2 * 960_000), *awards, cases=cases)
    first, second = (payment_due(recorded, case) for case in cases)
    with pytest.raises(TransitionRefused) as refusal:
        record(recorded, first, attrs.evolve(second, payment=first.payment))
    assert ["payment-is-new"] == [reason.code for reason in refusal.value.verdict.failed]
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
    recorded = record(recorded, first, confirmed(first), cancelled(award))
    assert (6_172, 0, 0, 6_173, 0, 0) == stands(recorded)


@under_both
def test_what_was_remitted_is_not_sent_again(ministry: Ministry) -> None:
    """The case would send it; the fund no longer holds it, and nothing is recorded."""
    recorded, case = awarded(ministry)
    first = payment_due(recorded, case)
    recorded = record(recorded, first, returned(first))
    award = the_award(recorded, case).terms.award
    fund = recorded.programme.fund.remit(award, on=LATER)
    settled = Recorded(attrs.evolve(recorded.programme, fund=fund), recorded.cases)
    held = stands(settled)
    with pytest.raises(TransitionRefused) as refusal:
        record(settled, payment_due(settled, case))
    assert ["award-holds-amount"] == [reason.code for reason in refusal.value.verdict.failed]
    assert PaymentSent in (refusal.value.possible or ())
    assert held == stands(settled)


def test_goods_are_paid_for_when_they_are_handed_over() -> None:
    """No payment is due for what goes in kind."""
    recorded, case = awarded(KEMENSOS_ROUND, Channel.IN_KIND)
    with pytest.raises(InvalidValue, match="nothing-due"):
        payment_due(recorded, case)
    recorded = record(recorded, handed_over(the_award(recorded, case).terms))
    assert (0, 0, 0, 960_000, 0, 0) == stands(recorded)
    assert 960_000 == the_award(recorded, case).paid.units


@under_both
def test_while_a_payment_is_under_way_no_other_is_due(ministry: Ministry) -> None:
    """Two payments of one tranche would be a payment too many."""
    recorded, case = awarded(ministry)
    recorded = record(recorded, payment_due(recorded, case))
    with pytest.raises(InvalidValue, match="nothing-due"):
        payment_due(recorded, case)


@under_both
def test_only_a_payment_into_an_own_account_names_the_account(ministry: Ministry) -> None:
    """E-money and an LKS bring it without."""
    recorded, case = awarded(ministry, Channel.E_MONEY)
    payment = payment_due(recorded, case)
    assert payment.account is None
    recorded = record(recorded, payment, confirmed(payment))
    assert ministry.tranches[0] == recorded.programme.fund.balance(Account.PAID).units


def test_without_an_account_on_record_the_case_refuses_the_payment() -> None:
    """The person has closed the account after the award: the fund keeps the money."""
    recorded, case = awarded(KEMENSOS_ROUND)
    recorded = record(recorded, NoAccountStated(case=case.id, on=LATER))
    award = the_award(recorded, case)
    payment = next_payment(recorded.cases[case.id], award, on=LATER)
    assert payment.account is None
    with pytest.raises(TransitionRefused) as refusal:
        record(recorded, payment)
    assert "account-ready" in [reason.code for reason in refusal.value.verdict.failed]
    assert (0, 960_000, 0, 0, 0, 0) == stands(recorded)
