"""The fund: what it explains, what it refuses, and what a misuse of it raises."""

from __future__ import annotations

import copy
import pickle
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any, cast

import attrs
import pytest

from reintegra.chain.award import AidPaidBack, AwardReduced, PaymentSent
from reintegra.errors import (
    CurrencyMismatch,
    InvalidValue,
    TransitionRefused,
    UnknownEvent,
    WrongType,
)
from reintegra.programme import Account, Ceilings, Fund, FundAppropriated, Movement, replay
from reintegra.vocabulary.aid import ReductionReason
from reintegra.vocabulary.identifiers import (
    AwardId,
    PaymentId,
    ProgrammeId,
    RecordNumber,
    SiteId,
)
from reintegra.vocabulary.money import IDR, XTS, Money, idr
from tests.programme.auditor import faults, state
from tests.programme.people import (
    APPROPRIATION,
    BARAT,
    MINISTRY,
    PROGRAMME,
    ROUND_DAY,
    TENGAH,
    award_of,
    cancelled,
    case_of,
    confirmed,
    handed_over,
    remitted,
    returned,
)

if TYPE_CHECKING:
    from collections.abc import Callable

    from reintegra.chain.award import Awarded, PaymentConfirmed, PaymentReturned
    from reintegra.programme.money.standing import MoneyEvent

EACH = 960_000
HALF = EACH // 2


def fund_of(units: int, **ceilings: int) -> Fund:
    """A fund of so many rupiah, with ceilings by the name of the site."""
    return opened(units, sites={SiteId(site): idr(limit) for site, limit in ceilings.items()})


def opened(units: int, **ceilings: Any) -> Fund:
    """A fund of so many rupiah, with ceilings of any kind."""
    limits = Ceilings(**ceilings)
    return Fund.appropriate(
        PROGRAMME,
        idr(units),
        on=date(2019, 10, 1),
        by=MINISTRY,
        record=APPROPRIATION,
        ceilings=limits,
    )


def later_money(units: int, on: date) -> FundAppropriated:
    """What is put into the fund besides."""
    record = RecordNumber("appropriation-2")
    return FundAppropriated(
        programme=PROGRAMME, on=on, by=MINISTRY, amount=idr(units), record=record
    )


def sent(award: Awarded, attempt: int = 1, units: int = EACH) -> PaymentSent:
    """One attempt to pay an award."""
    return PaymentSent(
        case=award.case,
        on=ROUND_DAY,
        award=award.award,
        payment=PaymentId(f"{award.award}/p{attempt}"),
        amount=idr(units),
        account=None,
    )


def codes(refusal: pytest.ExceptionInfo[TransitionRefused]) -> list[str]:
    """The codes of everything that failed."""
    return [reason.code for reason in refusal.value.verdict.failed]


AWARD = award_of(case_of(1))


def test_a_statement_explains_every_rupiah_in_both_languages() -> None:
    """Appropriated on top, then every account on which a part of it stands."""
    fund = fund_of(3 * EACH).record(AWARD, sent(AWARD), confirmed(sent(AWARD)))
    lines = fund.statement()
    assert [
        ("treasury", "Rp2.880.000"),
        ("available", "Rp1.920.000"),
        ("reserved", "Rp0"),
        ("in-flight", "Rp0"),
        ("paid", "Rp960.000"),
        ("returned", "Rp0"),
        ("remitted", "Rp0"),
    ] == [(str(line.account), str(line.amount)) for line in lines]
    assert ("Dianggarkan", "Appropriated") == (lines[0].text.id, lines[0].text.en)
    assert ("Dibayarkan", "Paid") == (lines[4].text.id, lines[4].text.en)
    assert lines[0].amount == Money.total((line.amount for line in lines[1:]), IDR)


def test_a_statement_says_of_each_account_which_awards_make_it_up() -> None:
    """The awards of a line sum to it; what is available, and the total, is nobody's yet."""
    numbers = [AwardId(f"award-{number}") for number in (1, 2, 3)]
    awards = [attrs.evolve(AWARD, award=number) for number in numbers]
    first, second, third = (sent(each, units=HALF) for each in awards)
    fund = fund_of(4 * EACH).record(
        *awards, first, second, third, confirmed(first), returned(second)
    )
    half = idr(HALF)
    assert {
        "treasury": {},
        "available": {},
        "reserved": dict.fromkeys(numbers, half),
        "in-flight": {numbers[2]: half},
        "paid": {numbers[0]: half},
        "returned": {numbers[1]: half},
        "remitted": {},
    } == {str(line.account): dict(line.awards) for line in fund.statement()}
    for line in fund.statement()[2:]:
        assert line.amount == Money.total(line.awards.values(), IDR)


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({"programme": ProgrammeId("another")}, ["own-programme"]),
        ({"amount": Money(1, XTS)}, ["own-currency"]),
    ],
)
def test_a_fund_takes_only_the_money_of_its_own_programme(
    changes: dict[str, Any], expected: list[str]
) -> None:
    """In its own currency; the refusal is a verdict like every other."""
    with pytest.raises(TransitionRefused) as refusal:
        fund_of(EACH).record(attrs.evolve(later_money(1, ROUND_DAY), **changes))
    assert expected == codes(refusal)


@pytest.mark.parametrize("on", [date(2019, 10, 1), ROUND_DAY])
def test_one_document_puts_money_into_a_fund_once(on: date) -> None:
    """Recorded again without a key, on whichever day and with whichever amount, it is refused."""
    fund = fund_of(EACH).record(later_money(5, ROUND_DAY))
    again = later_money(7, on)
    for event in (again, attrs.evolve(again, record=APPROPRIATION)):
        with pytest.raises(TransitionRefused) as refusal:
            fund.record(event)
        assert ["appropriation-is-new"] == codes(refusal)
    other = attrs.evolve(again, record=RecordNumber("appropriation-3"))
    with pytest.raises(TransitionRefused) as refusal:
        fund.record(other, other)
    assert ["appropriation-is-new"] == codes(refusal)
    assert idr(EACH + 5 + 7) == fund.record(other).appropriated


def test_many_appropriations_are_not_copied_for_each_event() -> None:
    """Five hundred documents, one event at a time: few layers, and each is found again."""
    fund = fund_of(1)
    more = [
        attrs.evolve(later_money(1, ROUND_DAY), record=RecordNumber(f"document-{number}"))
        for number in range(500)
    ]
    for event in more:
        fund = fund.record(event)
    assert len(fund.appropriations.layers) <= 11
    assert (501, ROUND_DAY) == (fund.appropriated.units, fund.last_appropriated_on)
    for event in (more[0], more[-1]):
        assert ["appropriation-is-new"] == [each.code for each in fund.consider(event).failed]


def test_the_latest_day_of_an_appropriation_is_kept_whatever_the_order() -> None:
    """Money of an earlier day that is recorded later makes nothing of a later day available."""
    later = ROUND_DAY + timedelta(days=9)
    early = attrs.evolve(later_money(3, ROUND_DAY), record=RecordNumber("appropriation-3"))
    fund = fund_of(1).record(later_money(5, later), early)
    assert later == fund.last_appropriated_on
    assert [1, 4, 9] == [
        fund.left_at(TENGAH.id, on=on).units for on in (date(2019, 10, 1), ROUND_DAY, later)
    ]
    assert None is Fund(PROGRAMME, IDR).last_appropriated_on
    assert idr(0) == Fund(PROGRAMME, IDR).left_at(TENGAH.id, on=ROUND_DAY)


def test_what_is_remitted_is_exactly_what_came_back_and_is_not_due_again() -> None:
    """One rupiah less or more, nothing, or another currency is refused by its own rule."""
    fund = fund_of(EACH).record(AWARD, sent(AWARD), returned(sent(AWARD)))
    assert idr(0) == fund.to_remit(AWARD.award) == fund.to_remit(AwardId("nobodys"))
    cancelled_one = fund.record(cancelled(AWARD))
    assert idr(EACH) == cancelled_one.to_remit(AWARD.award)
    right = remitted(AWARD, EACH)
    for held, event, expected in (
        (fund, right, ["return-is-not-due"]),
        (cancelled_one, remitted(AWARD, EACH - 1), ["remits-what-came-back"]),
        (cancelled_one, remitted(AWARD, EACH + 1), ["remits-what-came-back"]),
        (cancelled_one, remitted(AWARD, 0), ["remits-what-came-back"]),
        (cancelled_one, remitted(AWARD, -EACH), ["remits-what-came-back"]),
        (cancelled_one, attrs.evolve(right, amount=Money(EACH, XTS)), ["own-currency"]),
        (cancelled_one, attrs.evolve(right, award=AwardId("nobodys")), ["award-is-known"]),
        (cancelled_one.record(right), right, ["return-is-not-due"]),
    ):
        assert expected == [reason.code for reason in held.consider(event).failed]
        with pytest.raises(TransitionRefused):
            held.record(event)
    assert idr(EACH) == cancelled_one.record(right).balance(Account.REMITTED)


@pytest.mark.parametrize("kind", ["programme", "person", "rounds", "sites"])
def test_a_fund_with_ceilings_in_another_currency_is_refused_when_it_is_made(kind: str) -> None:
    """Five units of it would count as five rupiah; however the fund is made, it is not."""
    names: dict[str, Any] = {"rounds": AWARD.round, "sites": TENGAH.id}
    foreign = Money(5, XTS)
    given: Any = {kind: {names[kind]: foreign} if kind in names else foreign}
    ceilings = Ceilings(**given)
    with pytest.raises(CurrencyMismatch) as refused:
        Fund(PROGRAMME, IDR, ceilings)
    assert ("IDR", "XTS") == refused.value.currencies
    with pytest.raises(CurrencyMismatch):
        attrs.evolve(fund_of(EACH), ceilings=ceilings)
    assert ceilings == Fund(PROGRAMME, XTS, ceilings).ceilings


def test_a_fund_knows_what_was_put_into_it_when_and_by_whom() -> None:
    """An appropriation is an event of the fund, and is replayed like the others."""
    more = later_money(5, ROUND_DAY)
    fund = fund_of(EACH).record(AWARD, more)
    assert [(idr(EACH), date(2019, 10, 1)), (idr(5), ROUND_DAY)] == [
        (each.amount, each.on) for each in fund.appropriations.values()
    ]
    assert {MINISTRY} == {each.by for each in fund.appropriations.values()}
    again = replay(Fund(PROGRAMME, IDR), [fund.appropriations[APPROPRIATION], AWARD, more])
    assert (fund.postings, *state(fund)) == (again.postings, *state(again))


def reduced() -> AwardReduced:
    """Of the award a half is still to be paid, and no more."""
    return AwardReduced(
        case=AWARD.case,
        on=ROUND_DAY,
        award=AWARD.award,
        tranches=(idr(HALF),),
        reason=ReductionReason.NEED_SMALLER,
    )


def test_a_refused_reduction_and_a_refused_repayment_say_why() -> None:
    """Not less than before; no such payment; more than the person holds of it."""
    fund = fund_of(EACH).record(AWARD, sent(AWARD, units=HALF), confirmed(sent(AWARD, units=HALF)))
    back = AidPaidBack(
        case=AWARD.case,
        on=ROUND_DAY,
        award=AWARD.award,
        payment=sent(AWARD).payment,
        amount=idr(HALF + 1),
        record=RecordNumber("repayment-1"),
    )
    for event, expected in (
        (reduced(), ["less-than-before"]),
        (back, ["payment-holds-amount"]),
        (attrs.evolve(back, payment=PaymentId("pay-999")), ["payment-was-received"]),
        (attrs.evolve(back, award=AwardId("nobodys")), ["award-is-known"]),
        (attrs.evolve(back, amount=idr(0)), ["amount-above-zero"]),
        (attrs.evolve(reduced(), award=AwardId("nobodys")), ["award-is-known"]),
        (attrs.evolve(reduced(), tranches=(Money(1, XTS),)), ["own-currency"]),
        (attrs.evolve(reduced(), tranches=(Money(EACH, XTS),)), ["own-currency"]),
    ):
        verdict = fund.consider(event)
        assert expected == [reason.code for reason in verdict.failed]


def test_money_of_a_later_day_is_not_awarded_before_it_though_told_together() -> None:
    """One rupiah is missing on the day of the round, and comes a month later."""
    later = ROUND_DAY + timedelta(days=30)
    fund = fund_of(EACH - 1)
    with pytest.raises(TransitionRefused) as refused:
        fund.record(later_money(1, later), AWARD)
    assert ["funded-by-then"] == [each.code for each in refused.value.verdict.failed]
    there = fund.record(later_money(1, ROUND_DAY), AWARD)
    assert idr(0) == there.balance(Account.AVAILABLE)


def test_the_ceilings_of_a_fund_are_ceilings() -> None:
    """The error names the field."""
    wrong: Any = "none"
    with pytest.raises(WrongType, match=r"^Fund\.ceilings: "):
        Fund(PROGRAMME, IDR, wrong)


def test_what_an_award_was_reduced_to_is_due_again_when_it_comes_back() -> None:
    """It is not cancelled: nothing of it is to be remitted, and it can be sent once more."""
    once = sent(AWARD, units=HALF)
    fund = fund_of(EACH).record(AWARD, reduced(), once, returned(once))
    assert idr(0) == fund.to_remit(AWARD.award)
    again = fund.record(sent(AWARD, 2, HALF))
    assert HALF == again.balances[Account.IN_FLIGHT]


def test_of_a_payment_of_which_some_was_paid_back_the_rest_comes_back_and_no_more() -> None:
    """The award holds enough, of another payment; but this one is no longer whole.

    The rest is due again; what was paid back is not, and is remitted.
    """
    first, second = sent(AWARD, 1, HALF), sent(AWARD, 2, HALF)
    back = AidPaidBack(
        case=AWARD.case,
        on=ROUND_DAY,
        award=AWARD.award,
        payment=first.payment,
        amount=idr(1),
        record=RecordNumber("repayment-1"),
    )
    fund = fund_of(EACH).record(AWARD, first, second, confirmed(first), confirmed(second), back)
    verdict = fund.consider(returned(first))
    assert ["payment-was-sent"] == [reason.code for reason in verdict.failed]
    assert fund.consider(returned(second)).met
    rest = attrs.evolve(returned(first), amount=idr(HALF - 1))
    gone = fund.record(rest)
    balance = gone.awards[AWARD.award]
    assert (HALF - 1, 1, HALF) == (balance.to_pay, balance.to_remit, balance.paid)
    assert (AWARD.award, HALF, Account.RETURNED, 1) == tuple(gone.payments[first.payment])
    for again, expected in ((rest, "answer-is-open"), (returned(first), "payment-was-sent")):
        failed = [reason.code for reason in gone.consider(again).failed]
        assert [expected, "award-holds-amount"] == failed
    assert idr(1) == gone.record(remitted(AWARD, 1)).balance(Account.REMITTED)
    assert ["award-holds-amount"] == [
        reason.code for reason in gone.consider(sent(AWARD, 3, HALF)).failed
    ]
    assert gone.consider(sent(AWARD, 3, HALF - 1)).met
    more = attrs.evolve(back, amount=idr(2), record=RecordNumber("repayment-2"))
    fund = fund.record(more)
    assert (3, 3) == (fund.payments[first.payment].paid_back, fund.balance(Account.RETURNED).units)
    verdict = fund.consider(attrs.evolve(back, amount=idr(HALF - 2)))
    assert ["payment-holds-amount"] == [reason.code for reason in verdict.failed]


def test_recording_one_by_one_does_not_copy_what_was_recorded_before() -> None:
    """Five hundred awards and payments, one event at a time: few layers, and the same fund."""
    awards = [attrs.evolve(AWARD, award=AwardId(f"award-{number}")) for number in range(500)]
    events = [event for each in awards for event in (each, sent(each), confirmed(sent(each)))]
    fund = at_once = fund_of(500 * EACH)
    for event in events:
        fund = fund.record(event)
    for grown in (fund.postings, fund.awards, fund.payments, fund.held):
        assert len(grown.layers) <= 11
    at_once = at_once.record(*events)
    assert (at_once.postings, *state(at_once)) == (fund.postings, *state(fund))


def test_a_fund_is_a_value() -> None:
    """Recording gives another fund; the first one stays as it was."""
    fund = fund_of(EACH)
    after = fund.record(AWARD)
    assert {} == dict(fund.awards)
    assert 1 == len(fund.postings)
    assert idr(EACH) == fund.balance(Account.AVAILABLE)
    assert idr(EACH) == after.balance(Account.RESERVED)
    assert idr(EACH) == after.appropriated


def test_books_that_are_not_closed_change_nothing() -> None:
    """Whoever stops halfway has recorded nothing."""
    fund = fund_of(EACH, tengah=EACH)
    fund.books().record(AWARD)
    assert {} == dict(fund.awards)
    assert idr(EACH) == fund.left_at(TENGAH.id)


@pytest.mark.parametrize("units", [0, -1])
def test_nothing_cannot_be_appropriated(units: int) -> None:
    """A fund begins with an amount above zero."""
    with pytest.raises(InvalidValue, match="not-positive"):
        fund_of(units)


def test_ceilings_fit_into_the_fund() -> None:
    """Their sum is at most the total, and none is below zero: one could hide another."""
    assert idr(4) == fund_of(10, a=6, b=4).left_at(SiteId("b"))
    with pytest.raises(InvalidValue, match="above-total"):
        fund_of(10, a=6, b=5)
    with pytest.raises(InvalidValue, match="negative"):
        fund_of(10, a=15, b=-5)
    with pytest.raises(CurrencyMismatch):
        opened(10, sites={TENGAH.id: Money(1, XTS)})


def test_what_is_left_at_a_site_is_within_its_ceiling_and_within_the_fund() -> None:
    """A ceiling is no promise, and no ceiling is no limit but the fund."""
    fund = fund_of(3 * EACH, tengah=2 * EACH).record(AWARD)
    assert idr(EACH) == fund.left_at(TENGAH.id)
    assert idr(2 * EACH) == fund.left_at(BARAT.id)
    assert idr(EACH) == fund.spent_on(TENGAH.id)
    assert idr(0) == fund.spent_on(BARAT.id)
    others = [
        attrs.evolve(AWARD, site=BARAT.id, award=AwardId(f"award-{number}")) for number in (2, 3)
    ]
    assert idr(0) == fund.record(*others).left_at(TENGAH.id)


def test_the_refusal_names_what_is_short_and_nothing_else() -> None:
    """The fund or the ceiling, or both; a site without a ceiling never exceeds it."""
    for total, ceiling, expected in (
        (EACH - 1, None, ["within-available"]),
        (2 * EACH, EACH - 1, ["within-site-ceiling"]),
        (EACH - 1, EACH - 1, ["within-available", "within-site-ceiling"]),
    ):
        fund = fund_of(total) if ceiling is None else fund_of(total, tengah=ceiling)
        with pytest.raises(TransitionRefused) as refusal:
            fund.record(AWARD)
        assert expected == codes(refusal)
        assert refusal.value.text("id") != refusal.value.text("en")


def test_an_amount_in_another_currency_says_nothing_about_what_is_left() -> None:
    """One reason is given, not three: what cannot be compared has not failed."""
    much = Money(10**9, XTS)
    foreign = attrs.evolve(AWARD, amount=much, tranches=(much,))
    fund = fund_of(EACH, tengah=EACH)
    for verdict in (
        fund.consider(foreign),
        fund.record(AWARD).consider(attrs.evolve(sent(AWARD), amount=much)),
    ):
        assert ["own-currency"] == [reason.code for reason in verdict.failed]


def test_an_award_is_paid_from_the_fund_of_its_own_programme() -> None:
    """A fund does not pay for another programme."""
    foreign = attrs.evolve(AWARD, programme=ProgrammeId("another"))
    with pytest.raises(TransitionRefused) as refusal:
        fund_of(EACH).record(foreign)
    assert ["own-programme"] == codes(refusal)


def test_a_refused_last_event_changes_nothing() -> None:
    """All of them, or none: the first two are not recorded either."""
    fund = fund_of(EACH)
    with pytest.raises(TransitionRefused) as refusal:
        fund.record(AWARD, sent(AWARD), sent(AWARD, attempt=2))
    assert ["award-holds-amount"] == codes(refusal)
    assert [Movement.APPROPRIATE] == [posting.movement for posting in fund.postings]


def test_one_award_never_draws_on_another() -> None:
    """The fund holds enough, the award does not: refused."""
    other = attrs.evolve(AWARD, award=AwardId("award-2"))
    fund = fund_of(2 * EACH).record(AWARD, other)
    with pytest.raises(TransitionRefused) as refusal:
        fund.record(sent(AWARD, units=EACH + 1))
    assert ["award-holds-amount"] == codes(refusal)


@pytest.mark.parametrize(
    "step", ["send", "confirm", "return", "goods", "reduce", "back", "cancel", "remit"]
)
def test_what_is_reserved_for_one_case_moves_for_no_other(step: str) -> None:
    """Another programme may number an award of another case alike: it is not this award."""
    award = award_of(case_of(1))
    payment = sent(award)
    reduction = AwardReduced(
        case=award.case,
        on=payment.on,
        award=award.award,
        tranches=(idr(1),),
        reason=ReductionReason.NEED_SMALLER,
    )
    repayment = AidPaidBack(
        case=award.case,
        on=payment.on,
        award=award.award,
        payment=payment.payment,
        amount=idr(1),
        record=RecordNumber("record-1"),
    )
    histories: dict[str, tuple[tuple[Any, ...], Any]] = {
        "send": ((), payment),
        "confirm": ((payment,), confirmed(payment)),
        "return": ((payment,), returned(payment)),
        "goods": ((), handed_over(award)),
        "reduce": ((), reduction),
        "back": ((payment, confirmed(payment)), repayment),
        "cancel": ((), cancelled(award)),
        "remit": ((payment, returned(payment), cancelled(award)), remitted(award)),
    }
    before, event = histories[step]
    fund = opened(EACH).record(award, *before)
    assert fund.consider(event).met
    other = attrs.evolve(event, case=case_of(2).id)
    assert ["award-is-known"] == [each.code for each in fund.consider(other).failed]


def test_a_site_does_not_draw_on_the_part_of_another_through_a_remittance() -> None:
    """What came back and was remitted has left the fund by way of its site."""
    fund = fund_of(2 * EACH, tengah=EACH, barat=EACH)
    came_back = (sent(AWARD), returned(sent(AWARD)), cancelled(AWARD), remitted(AWARD))
    fund = fund.record(AWARD, *came_back)
    assert idr(EACH) == fund.balance(Account.REMITTED)
    assert idr(0) == fund.left_at(TENGAH.id)
    assert idr(EACH) == fund.left_at(BARAT.id)
    assert [] == faults(fund)


def test_a_released_reservation_can_be_awarded_again() -> None:
    """The room under the ceiling comes back with the money."""
    fund = fund_of(EACH, tengah=EACH).record(AWARD, cancelled(AWARD))
    assert idr(EACH) == fund.left_at(TENGAH.id)
    assert idr(EACH) == fund.record(attrs.evolve(AWARD, award=AwardId("award-2"))).spent_on(
        TENGAH.id
    )


def test_an_award_that_holds_nothing_can_still_be_cancelled() -> None:
    """Its money is with the bank or with the person: nothing is released, nothing moves."""
    fund = fund_of(EACH).record(AWARD, sent(AWARD), returned(sent(AWARD)))
    after = fund.record(cancelled(AWARD))
    assert (fund.postings, fund.balances) == (after.postings, after.balances)


def test_goods_are_not_handed_over_twice() -> None:
    """Nothing is reserved any more."""
    fund = fund_of(EACH).record(AWARD, handed_over(AWARD))
    assert idr(EACH) == fund.balance(Account.PAID)
    with pytest.raises(TransitionRefused) as refusal:
        fund.record(handed_over(AWARD))
    assert ["award-holds-amount"] == codes(refusal)


def test_postings_say_for_which_award_and_payment_they_were() -> None:
    """The journal of the fund can be read without the events, whichever way its money goes."""
    one, other, award = sent(AWARD), sent(AWARD, 2, EACH - 10), AWARD.award
    some = AidPaidBack(
        case=AWARD.case,
        on=ROUND_DAY,
        award=award,
        payment=one.payment,
        amount=idr(10),
        record=RecordNumber("repayment-1"),
    )
    rest = attrs.evolve(returned(one), amount=idr(EACH - 10))
    money = fund_of(EACH).record(AWARD, one, confirmed(one), some, rest, other, returned(other))
    money = money.record(cancelled(AWARD), remitted(AWARD, EACH))
    assert [
        (Movement.RESERVE, award, None),
        (Movement.SEND, award, one.payment),
        (Movement.CONFIRM, award, one.payment),
        (Movement.CLAW_BACK, award, one.payment),
        (Movement.RETURN_OF_PAID, award, one.payment),
        (Movement.SEND_AGAIN, award, other.payment),
        (Movement.RETURN, award, other.payment),
        (Movement.REMIT, award, None),
    ] == [(each.movement, each.award, each.payment) for each in money.postings[1:]]
    assert (ROUND_DAY, idr(10)) == (money.postings[4].on, money.postings[4].amount)
    in_kind = fund_of(EACH).record(AWARD, handed_over(AWARD)).postings[-1]
    assert (Movement.DELIVER, award, None) == (in_kind.movement, in_kind.award, in_kind.payment)
    half = sent(AWARD, units=HALF)
    back = attrs.evolve(returned(half), amount=idr(HALF))
    whole = fund_of(EACH).record(AWARD, half, back, sent(AWARD, 2))
    assert [
        (Movement.SEND_AGAIN, award, other.payment, idr(HALF)),
        (Movement.SEND, award, other.payment, idr(EACH - HALF)),
    ] == [(each.movement, each.award, each.payment, each.amount) for each in whole.postings[-2:]]
    given_up = fund_of(EACH).record(AWARD, cancelled(AWARD)).postings[-1]
    assert (Movement.RELEASE, award, None) == (given_up.movement, given_up.award, given_up.payment)


def test_the_smallest_award_in_kind_is_handed_over() -> None:
    """One unit is reserved for it, and none afterwards."""
    smallest = attrs.evolve(AWARD, amount=idr(1), tranches=(idr(1),))
    given = fund_of(EACH).record(smallest, handed_over(smallest))
    assert idr(1) == given.balance(Account.PAID)


def test_an_event_that_moves_no_money_is_a_misuse() -> None:
    """It is unknown to the fund, and is not silently passed over."""
    fund, opening = fund_of(EACH), cast("Any", case_of(1).events[0])
    for misuse in (fund.consider, fund.record):
        with pytest.raises(UnknownEvent, match=type(opening).__name__):
            misuse(opening)
    with pytest.raises(UnknownEvent, match=type(opening).__name__):
        replay(fund, [opening])


@pytest.mark.parametrize(
    ("history", "expected"),
    [
        ([attrs.evolve(AWARD, programme=ProgrammeId("another"))], ["own-programme"]),
        ([cancelled(AWARD)], ["award-is-known"]),
        ([handed_over(AWARD)], ["award-is-known"]),
        ([sent(AWARD)], ["award-is-known"]),
        ([AWARD, sent(AWARD, units=0)], ["amount-above-zero"]),
        ([AWARD, confirmed(sent(AWARD))], ["payment-was-sent", "award-holds-amount"]),
        ([AWARD, attrs.evolve(AWARD, award=AwardId("award-2"))], ["within-available"]),
    ],
)
def test_a_history_of_another_fund_does_not_replay(
    history: list[MoneyEvent], expected: list[str]
) -> None:
    """It is refused as it would be recorded: a foreign award, or one that nobody reserved."""
    with pytest.raises(TransitionRefused) as refusal:
        replay(fund_of(EACH), history)
    assert expected == codes(refusal)
    with pytest.raises(TransitionRefused) as recorded:
        fund_of(EACH).record(*history)
    assert expected == codes(recorded)


def test_a_history_of_this_fund_replays() -> None:
    """From any iterable, to the same fund."""
    history = (AWARD, sent(AWARD), returned(sent(AWARD)), sent(AWARD, attempt=2))
    events: list[MoneyEvent] = [*history]
    fund, again = fund_of(EACH).record(*events), replay(fund_of(EACH), iter(events))
    assert (fund.postings, *state(fund)) == (again.postings, *state(again))


def test_one_number_is_one_payment() -> None:
    """Neither twice for one award, nor for the awards of two people."""
    other = attrs.evolve(AWARD, award=AwardId("award-2"))
    fund = fund_of(2 * EACH).record(AWARD, other, sent(AWARD, units=HALF))
    for again in (
        sent(AWARD, units=HALF),
        attrs.evolve(sent(other, units=HALF), payment=sent(AWARD).payment),
    ):
        with pytest.raises(TransitionRefused) as refusal:
            fund.record(again)
        assert ["payment-is-new"] == codes(refusal)
    assert idr(HALF) == fund.balance(Account.IN_FLIGHT)


@pytest.mark.parametrize("answer", [confirmed, returned])
def test_only_a_payment_that_was_sent_is_answered(
    answer: Callable[[PaymentSent], PaymentConfirmed | PaymentReturned],
) -> None:
    """Another number, another amount and another award are another payment."""
    other = attrs.evolve(AWARD, award=AwardId("award-2"))
    fund = fund_of(2 * EACH).record(
        AWARD, other, sent(AWARD, units=HALF), sent(AWARD, 2, units=HALF), sent(other)
    )
    right = answer(sent(AWARD, units=HALF))
    for wrong in (
        attrs.evolve(right, payment=PaymentId("pay-999")),
        attrs.evolve(right, amount=idr(HALF - 1)),
        attrs.evolve(right, award=other.award),
    ):
        with pytest.raises(TransitionRefused) as refusal:
            fund.record(wrong)
        assert ["payment-was-sent"] == codes(refusal)
    assert [] == faults(fund.record(right))


def test_a_payment_is_not_answered_with_the_money_of_another() -> None:
    """Two are under way; the one that was confirmed or came back is over, the other is not."""
    first, second = sent(AWARD, 1, HALF), sent(AWARD, 2, HALF)
    flying = fund_of(EACH).record(AWARD, first, second)
    for answer in (confirmed, returned):
        fund = flying.record(answer(first))
        with pytest.raises(TransitionRefused) as refusal:
            fund.record(answer(first))
        assert ["answer-is-open"] == codes(refusal)
        assert idr(0) == fund.record(answer(second)).balance(Account.IN_FLIGHT)


def test_a_confirmed_payment_comes_back_from_what_was_paid() -> None:
    """Although as much of the same award is still under way."""
    first, second = sent(AWARD, 1, HALF), sent(AWARD, 2, HALF)
    fund = fund_of(EACH).record(AWARD, first, second, confirmed(first), returned(first))
    assert Movement.RETURN_OF_PAID is fund.postings[-1].movement
    assert (HALF, 0, HALF) == tuple(
        fund.balance(each).units for each in (Account.IN_FLIGHT, Account.PAID, Account.RETURNED)
    )


def test_nothing_is_reserved_before_it_was_appropriated() -> None:
    """By day: what comes into the fund later is not there yet."""
    day, later = date(2019, 10, 1), ROUND_DAY + timedelta(days=1)
    fund = fund_of(HALF).record(later_money(EACH, later))
    with pytest.raises(TransitionRefused) as refusal:
        fund.record(AWARD)
    assert ["funded-by-then"] == codes(refusal)
    assert idr(EACH) == fund.record(attrs.evolve(AWARD, on=later)).balance(Account.RESERVED)
    half = attrs.evolve(AWARD, on=day, amount=idr(HALF), tranches=(idr(HALF),))
    assert idr(HALF) == fund.record(half).balance(Account.RESERVED)


def test_what_the_fund_never_had_is_one_reason_and_not_two() -> None:
    """Money that is nowhere is not late."""
    later = ROUND_DAY + timedelta(days=1)
    fund = fund_of(HALF).record(later_money(HALF - 1, later))
    with pytest.raises(TransitionRefused) as refusal:
        fund.record(AWARD)
    assert ["within-available"] == codes(refusal)


def test_what_is_left_on_a_day_does_not_count_what_comes_later() -> None:
    """Nor is it below nothing where later money was promised already."""
    day, later = ROUND_DAY, ROUND_DAY + timedelta(days=1)
    fund = fund_of(HALF, tengah=HALF).record(later_money(EACH, later))
    assert (HALF, HALF + EACH) == (
        fund.left_at(BARAT.id, on=day).units,
        fund.left_at(BARAT.id).units,
    )
    assert idr(HALF + EACH) == fund.left_at(BARAT.id, on=later)
    assert idr(HALF) == fund.left_at(TENGAH.id, on=later)
    promised = fund.record(attrs.evolve(AWARD, on=later, site=BARAT.id))
    assert idr(0) == promised.left_at(BARAT.id, on=day)


def test_a_fund_by_itself_knows_no_sites() -> None:
    """Where no ceiling is named all of it is open; whoever asks names a site all the same."""
    fund = fund_of(EACH, tengah=1)
    assert idr(EACH) == fund.left_at(SiteId("tengahh"))
    wrong: Any = "tengah"
    with pytest.raises(WrongType, match=r"^site: "):
        fund.left_at(wrong)


def test_a_fund_does_not_say_what_is_possible_instead() -> None:
    """It does not know: only a case does."""
    with pytest.raises(TransitionRefused) as refusal:
        fund_of(EACH - 1).record(AWARD)
    assert refusal.value.possible is None
    assert "Not met: The money available suffices." == str(refusal.value)
    assert "Tidak terpenuhi: Dana yang tersedia mencukupi." == refusal.value.text("id")


def test_a_fund_is_made_of_what_it_says() -> None:
    """A float is no money, and a text is neither a programme nor a site."""
    wrong: Any
    for wrong, field in (
        ({"total": 5.0}, "FundAppropriated.amount"),
        ({"programme": "programme-2019"}, "FundAppropriated.programme"),
        ({"by": "kemensos"}, "FundAppropriated.by"),
        ({"record": "appropriation-1"}, "FundAppropriated.record"),
        ({"ceilings": {TENGAH.id: idr(1)}}, "Fund.ceilings"),
    ):
        known = {
            "programme": PROGRAMME,
            "total": idr(5),
            "on": ROUND_DAY,
            "by": MINISTRY,
            "record": APPROPRIATION,
        }
        given: Any = {**known, **wrong}
        with pytest.raises(WrongType, match=rf"^{field}: "):
            Fund.appropriate(**given)
    wrong = "IDR"
    with pytest.raises(WrongType, match=r"^Fund\.currency: "):
        Fund(PROGRAMME, wrong)
    wrong = "programme-2019"
    with pytest.raises(WrongType, match=r"^Fund\.programme: "):
        Fund(wrong, IDR)


def test_a_fund_crosses_to_another_process_whole() -> None:
    """It can be pickled and copied, and goes on being recorded in."""
    fund = fund_of(2 * EACH, tengah=EACH).record(AWARD, sent(AWARD))
    for again in (
        pickle.loads(pickle.dumps(fund)),  # noqa: S301 - the bytes were made on this line
        copy.deepcopy(fund),
    ):
        assert (fund.postings, *state(fund)) == (again.postings, *state(again))
        after = again.record(confirmed(sent(AWARD)))
        assert (idr(EACH), idr(0)) == (after.balance(Account.PAID), after.left_at(TENGAH.id))


def test_money_is_exact_at_any_size() -> None:
    """Amounts beyond what a float can count lose nothing."""
    huge = 10**18 + 1
    award = attrs.evolve(AWARD, amount=idr(huge), tranches=(idr(huge),))
    fund = fund_of(huge + 1).record(
        award, sent(award, units=huge), confirmed(sent(award, units=huge))
    )
    assert idr(huge) == fund.balance(Account.PAID)
    assert idr(1) == fund.balance(Account.AVAILABLE)
