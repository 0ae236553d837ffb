"""The fund: what it explains, what it refuses, and what a misuse of it raises."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any, cast

import attrs
import pytest

from reintegra.chain.award import PaymentSent
from reintegra.errors import CurrencyMismatch, InvalidValue, TransitionRefused, UnknownEvent
from reintegra.programme import Account, Fund, Movement, Posting, replay
from reintegra.vocabulary.identifiers import AwardId, PaymentId, ProgrammeId, SiteId
from reintegra.vocabulary.money import IDR, XTS, Money, idr
from tests.programme.auditor import faults
from tests.programme.people import (
    BARAT,
    PROGRAMME,
    ROUND_DAY,
    TENGAH,
    award_of,
    cancelled,
    case_of,
    confirmed,
    handed_over,
    returned,
)

if TYPE_CHECKING:
    from reintegra.chain.award import Awarded

EACH = 960_000


def fund_of(units: int, **ceilings: int) -> Fund:
    """A fund of so many rupiah, with ceilings by the name of the site."""
    limits = {SiteId(site): idr(ceiling) for site, ceiling in ceilings.items()}
    return Fund.appropriate(PROGRAMME, idr(units), on=date(2019, 10, 1), ceilings=limits)


def sent(award: Awarded, attempt: int = 1, units: int = EACH) -> PaymentSent:
    """One attempt to pay an award."""
    return PaymentSent(
        case=award.case,
        on=ROUND_DAY,
        award=award.award,
        payment=PaymentId(f"{award.award}/{attempt}"),
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
        Fund.appropriate(PROGRAMME, idr(10), on=ROUND_DAY, ceilings={TENGAH.id: Money(1, XTS)})


def test_what_is_left_at_a_site_is_within_its_ceiling_and_within_the_fund() -> None:
    """A ceiling is no promise, and no ceiling is no limit but the fund."""
    fund = fund_of(3 * EACH, tengah=2 * EACH).record(AWARD)
    assert idr(EACH) == fund.left_at(TENGAH.id)
    assert idr(2 * EACH) == fund.left_at(BARAT.id)
    assert idr(EACH) == fund.spent_at(TENGAH.id)
    assert idr(0) == fund.spent_at(BARAT.id)
    others = [
        attrs.evolve(AWARD, site=BARAT.id, award=AwardId(f"award-{number}")) for number in (2, 3)
    ]
    assert idr(0) == fund.record(*others).left_at(TENGAH.id)


def test_the_refusal_names_what_is_short_and_nothing_else() -> None:
    """The fund or the ceiling, or both; a site without a ceiling never exceeds it."""
    for total, ceiling, expected in (
        (EACH - 1, None, ["within-available"]),
        (2 * EACH, EACH - 1, ["within-ceiling"]),
        (EACH - 1, EACH - 1, ["within-available", "within-ceiling"]),
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


def test_a_refused_last_posting_changes_nothing() -> None:
    """The same for postings, with the words of the movement."""
    fund = fund_of(5)
    reserve = Posting(Movement.RESERVE, idr(5), ROUND_DAY, AWARD.award)
    with pytest.raises(TransitionRefused) as refusal:
        fund.post(reserve, attrs.evolve(reserve, award=AwardId("award-2")))
    assert ["within-available"] == codes(refusal)
    assert idr(5) == fund.balance(Account.AVAILABLE)
    with pytest.raises(TransitionRefused) as refusal:
        fund.post(attrs.evolve(reserve, movement=Movement.SEND))
    assert ["award-is-known"] == codes(refusal)
    with pytest.raises(CurrencyMismatch):
        fund.post(attrs.evolve(reserve, amount=Money(5, XTS)))


def test_one_award_never_draws_on_another() -> None:
    """The fund holds enough, the award does not: refused, by posting as by event."""
    other = attrs.evolve(AWARD, award=AwardId("award-2"))
    fund = fund_of(2 * EACH).record(AWARD, other)
    with pytest.raises(TransitionRefused) as refusal:
        fund.post(Posting(Movement.SEND, idr(EACH + 1), ROUND_DAY, AWARD.award))
    assert ["award-holds-amount"] == codes(refusal)


def test_a_posting_meets_the_ceiling_as_an_event_does() -> None:
    """Nobody passes the ceiling by posting a reservation by hand."""
    fund = fund_of(10, tengah=4)
    posting = Posting(Movement.RESERVE, idr(5), ROUND_DAY, AWARD.award, site=TENGAH.id)
    with pytest.raises(TransitionRefused) as refusal:
        fund.post(posting)
    assert ["within-ceiling"] == codes(refusal)
    assert idr(4) == fund.post(attrs.evolve(posting, amount=idr(4))).spent_at(TENGAH.id)


def test_a_site_does_not_draw_on_the_part_of_another_through_a_remittance() -> None:
    """What came back and was remitted has left the fund by way of its site."""
    fund = fund_of(2 * EACH, tengah=EACH, barat=EACH)
    fund = fund.record(AWARD, sent(AWARD), returned(sent(AWARD))).remit(AWARD.award, on=ROUND_DAY)
    assert idr(EACH) == fund.balance(Account.REMITTED)
    assert idr(0) == fund.left_at(TENGAH.id)
    assert idr(EACH) == fund.left_at(BARAT.id)
    assert [] == faults(fund)


def test_a_released_reservation_can_be_awarded_again() -> None:
    """The room under the ceiling comes back with the money."""
    fund = fund_of(EACH, tengah=EACH).record(AWARD, cancelled(AWARD))
    assert idr(EACH) == fund.left_at(TENGAH.id)
    assert idr(EACH) == fund.record(attrs.evolve(AWARD, award=AwardId("award-2"))).spent_at(
        TENGAH.id
    )


def test_an_award_that_holds_nothing_can_still_be_cancelled() -> None:
    """Its money is with the bank or with the person: nothing is released, nothing moves."""
    fund = fund_of(EACH).record(AWARD, sent(AWARD), returned(sent(AWARD)))
    assert () == fund.postings_of(cancelled(AWARD))
    after = fund.record(cancelled(AWARD))
    assert (fund.postings, fund.balances) == (after.postings, after.balances)


def test_goods_are_not_handed_over_twice() -> None:
    """Nothing is reserved any more."""
    fund = fund_of(EACH).record(AWARD, handed_over(AWARD))
    assert idr(EACH) == fund.balance(Account.PAID)
    assert () == fund.postings_of(handed_over(AWARD))
    with pytest.raises(TransitionRefused) as refusal:
        fund.record(handed_over(AWARD))
    assert ["award-holds-amount"] == codes(refusal)


def test_postings_say_for_which_award_payment_and_site_they_were() -> None:
    """The journal of the fund can be read without the events."""
    fund = fund_of(EACH).record(AWARD, sent(AWARD))
    reserved, went = fund.postings[1:]
    assert (Movement.RESERVE, AWARD.award, None, TENGAH.id) == (
        reserved.movement,
        reserved.award,
        reserved.payment,
        reserved.site,
    )
    assert (Movement.SEND, AWARD.award, sent(AWARD).payment, None) == (
        went.movement,
        went.award,
        went.payment,
        went.site,
    )
    assert (ROUND_DAY, idr(EACH)) == (went.on, went.amount)


def test_an_event_that_moves_no_money_is_a_misuse() -> None:
    """It is unknown to the fund, and is not silently passed over."""
    fund, opening = fund_of(EACH), cast("Any", case_of(1).events[0])
    for misuse in (fund.consider, fund.record, fund.postings_of):
        with pytest.raises(UnknownEvent):
            misuse(opening)
    with pytest.raises(UnknownEvent):
        replay(fund, [opening])


def test_a_history_of_another_fund_does_not_replay() -> None:
    """Trusted history is not asked about, but the books must still balance."""
    with pytest.raises(TransitionRefused) as refusal:
        replay(fund_of(EACH - 1), [AWARD])
    assert ["within-available"] == codes(refusal)
    with pytest.raises(InvalidValue, match="not-positive"):
        replay(fund_of(EACH), [AWARD, sent(AWARD, units=0)])


def test_money_is_exact_at_any_size() -> None:
    """Amounts beyond what a float can count lose nothing."""
    huge = 10**18 + 1
    award = attrs.evolve(AWARD, amount=idr(huge), tranches=(idr(huge),))
    fund = fund_of(huge + 1).record(
        award, sent(award, units=huge), confirmed(sent(award, units=huge))
    )
    assert idr(huge) == fund.balance(Account.PAID)
    assert idr(1) == fund.balance(Account.AVAILABLE)
