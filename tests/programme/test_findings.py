"""Findings about an account, which an approval has to name before anything is sent."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING

import attrs
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reintegra.errors import WrongType
from reintegra.programme.paying.findings import Found, PaymentFinding, findings_on
from reintegra.vocabulary.aid import Channel
from reintegra.vocabulary.identifiers import CaseId
from tests.profiles import at_most
from tests.programme.desks import (
    ABOUT,
    DAY,
    FIRST,
    OFFICE,
    SECOND,
    THIRD,
    after,
    approved,
    attempt,
    confirmed,
    contradicted,
    later_by,
    pay,
    prepared,
    refusals,
    returned,
    sent,
    upheld,
)

if TYPE_CHECKING:
    from reintegra.programme import About

OTHERS = frozenset({CaseId("case-2")})
SHARED = Found(kind=PaymentFinding.ACCOUNT_SHARED, case=CaseId("case-2"))
CHANGED = Found(kind=PaymentFinding.ACCOUNT_CHANGED, on=DAY)
PAID_AFTER = Found.paid_after_return(pay(1), DAY, contradicted().record)
ALL = (SHARED, CHANGED, PAID_AFTER)
IS_SHARED = attrs.evolve(ABOUT, shared_with=OTHERS)
IS_CHANGED = attrs.evolve(ABOUT, changed_on=DAY)
IS_BOTH = attrs.evolve(IS_SHARED, changed_on=DAY)


def found(about: About, on: date = DAY, *doubts: Found) -> tuple[Found, ...]:
    """What the office finds on a day."""
    return findings_on(about, on=on, recent_days=OFFICE.recent_days, doubts=doubts)


def test_the_findings_are_a_closed_set() -> None:
    """Two about the account, and one about a payment that came back."""
    assert ["account-shared", "account-changed", "paid-after-return"] == list(PaymentFinding)


@pytest.mark.parametrize(
    ("about", "expected"),
    [(ABOUT, ()), (IS_SHARED, (SHARED,)), (IS_CHANGED, (CHANGED,)), (IS_BOTH, (SHARED, CHANGED))],
)
def test_each_finding_is_made_by_itself(about: About, expected: tuple[Found, ...]) -> None:
    """In the order of the set."""
    assert expected == found(about)
    assert (*expected, PAID_AFTER) == found(about, DAY, PAID_AFTER)


def test_of_an_account_into_which_nothing_is_paid_nothing_is_found() -> None:
    """Where the channel needs none, or none is on record."""
    assert () == found(attrs.evolve(IS_BOTH, channel=Channel.VIA_LKS))
    assert () == found(attrs.evolve(IS_BOTH, account=None))


def test_what_may_have_been_paid_already_is_found_whatever_the_channel_and_the_day() -> None:
    """It is no finding about an account, and no number of days ends it."""
    via = attrs.evolve(IS_BOTH, channel=Channel.VIA_LKS)
    for day in (-900, 0, 900):
        assert (PAID_AFTER,) == found(via, later_by(day), PAID_AFTER)


@given(st.integers(0, 60), st.integers(-30, 90))
def test_an_account_is_recently_changed_until_the_last_of_so_many_days(
    recent_days: int, since: int
) -> None:
    """That day included; a change that is dated later than the payment is one as well."""
    on = DAY + timedelta(days=since)
    found_then = findings_on(IS_CHANGED, on=on, recent_days=recent_days)
    is_found = CHANGED in found_then
    assert (since <= recent_days) == is_found


def test_without_a_finding_nothing_has_to_be_named() -> None:
    """And nothing can be: nobody approves beforehand despite whatever may come."""
    desk = after(prepared(), approved(FIRST))
    assert {"only-what-was-found"} == refusals(desk, approved(SECOND, despite=(SHARED,)))
    assert {"only-what-was-found"} == refusals(
        desk, approved(SECOND, despite=(SHARED, CHANGED)), IS_SHARED
    )


def test_what_no_approval_names_is_not_sent() -> None:
    """The approvals stand; somebody else than the maker has yet to see the finding."""
    desk = after(prepared(), approved(FIRST), approved(SECOND), about=IS_BOTH)
    assert {"findings-seen"} == refusals(desk, sent(), IS_BOTH)
    one = desk.record(approved(THIRD, despite=(SHARED,)), IS_BOTH)
    assert {"findings-seen"} == refusals(one, sent(), IS_BOTH)
    assert set() == refusals(one, sent(), IS_SHARED)
    both = one.record(approved(FIRST, despite=(CHANGED,)), IS_BOTH)
    assert set() == refusals(both, sent(), IS_BOTH)


def test_a_finding_made_after_the_approval_has_to_be_seen_as_well() -> None:
    """Another case turns out to have the account: an approver names it, and it is sent."""
    desk = after(prepared(), approved(FIRST), approved(SECOND))
    assert set() == refusals(desk, sent())
    assert {"findings-seen"} == refusals(desk, sent(), IS_SHARED)
    seen = desk.record(approved(SECOND, despite=(SHARED,)), IS_SHARED)
    assert set() == refusals(seen, sent(), IS_SHARED)


def test_a_change_of_account_is_looked_at_until_its_days_are_over() -> None:
    """On the fourteenth day after it the payment waits for an approver, on the fifteenth not."""
    desk = after(prepared(), approved(FIRST), approved(SECOND))
    assert {"findings-seen"} == refusals(desk, sent(on=later_by(14)), IS_CHANGED)
    assert set() == refusals(desk, sent(on=later_by(15)), IS_CHANGED)


def test_an_order_of_an_award_that_may_be_paid_already_is_sent_only_by_who_saw_it() -> None:
    """What the bank said is found about the second attempt, and about that of a later tranche."""
    desk = after(*attempt(), returned(), contradicted(), prepared(2, follows=1))
    desk = desk.record(approved(FIRST, 2), ABOUT).record(approved(SECOND, 2), ABOUT)
    assert (PAID_AFTER,) == desk.findings(ABOUT, DAY)
    assert {"findings-seen"} == refusals(desk, sent(2))
    seen = desk.record(approved(THIRD, 2, despite=(PAID_AFTER,)), ABOUT)
    later = seen.record(sent(2), ABOUT).record(confirmed(2), ABOUT)
    assert (PAID_AFTER,) == later.findings(ABOUT, DAY)
    settled = desk.record(upheld(), ABOUT)
    assert () == settled.findings(ABOUT, DAY)
    assert set() == refusals(settled, sent(2))


def test_what_was_found_is_told_with_what_it_is_about() -> None:
    """The other case, the day, the payment; of a kind alone nothing more."""
    assert [
        "Account shared with another case (case-2)",
        "Account changed shortly before (31 October 2019)",
        (
            "A payment to this person that came back is said to have been paid after all "
            "(payment-1, 31 October 2019, document contradicted-1)"
        ),
        "Account changed shortly before",
    ] == [each.text.en for each in (*ALL, Found(kind=PaymentFinding.ACCOUNT_CHANGED))]
    assert [
        "Rekening dipakai juga oleh kasus lain (case-2)",
        "Rekening baru saja diganti (31 Oktober 2019)",
        (
            "Pembayaran kepada orang ini yang retur dinyatakan sudah dibayarkan "
            "(payment-1, 31 Oktober 2019, bukti contradicted-1)"
        ),
    ] == [each.text.id for each in ALL]


def test_a_finding_has_the_types_that_it_declares() -> None:
    """A kind, and numbers and days as they are."""
    for wrong in (
        {"kind": "account-shared"},
        {"kind": PaymentFinding.ACCOUNT_SHARED, "case": "case-2"},
        {"kind": PaymentFinding.PAID_AFTER_RETURN, "payment": "payment-1"},
        {"kind": PaymentFinding.ACCOUNT_CHANGED, "on": "31 October"},
    ):
        with pytest.raises(WrongType, match=r"^Found\.|^on:"):
            Found(**wrong)  # type: ignore[arg-type] # the mistake under test


@settings(max_examples=at_most(100))  # about 4 ms each
@given(st.frozensets(st.integers(2, 9)), st.frozensets(st.integers(2, 9)))
def test_each_case_that_shares_the_account_has_to_be_seen(
    seen: frozenset[int], sharing: frozenset[int]
) -> None:
    """One that joins after the approval was not seen by it; one that leaves changes nothing."""
    then, now = (
        attrs.evolve(ABOUT, shared_with=frozenset(CaseId(f"case-{each}") for each in numbers))
        for numbers in (seen, sharing)
    )
    desk = after(prepared(), approved(FIRST), about=then)
    desk = desk.record(approved(SECOND, despite=found(then)), then)
    assert (set() if sharing <= seen else {"findings-seen"}) == refusals(desk, sent(), now)


def test_an_account_that_changes_again_has_to_be_seen_again() -> None:
    """It is the same account, and it took the place of another on another day."""
    desk = after(prepared(), approved(FIRST), about=IS_CHANGED)
    desk = desk.record(approved(SECOND, despite=(CHANGED,)), IS_CHANGED)
    assert set() == refusals(desk, sent(), IS_CHANGED)
    again = attrs.evolve(ABOUT, changed_on=later_by(1))
    assert {"findings-seen"} == refusals(desk, sent(on=later_by(1)), again)
