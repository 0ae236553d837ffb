"""Which of several payments that came back is tried next, how often, and by whose decision."""

from __future__ import annotations

import attrs
from hypothesis import given, settings
from hypothesis import strategies as st

from reintegra.programme.paying.attempts import first_attempts, to_be_tried
from reintegra.programme.paying.office import Office, Officer
from reintegra.vocabulary.identifiers import ActorId, PersonId
from tests.profiles import at_most
from tests.programme.desks import (
    ABOUT,
    AWARD,
    EDITOR,
    FIRST,
    MAKER,
    SECOND,
    THIRD,
    after,
    approved,
    attempt,
    confirmed,
    decided,
    in_office,
    pay,
    prepared,
    refusals,
    returned,
    sent,
    with_office,
    withdrawn,
)
from tests.programme.people import (
    SANDBOX_ROUND,
    accounted,
    award_of,
    case_of,
    paying,
    record,
    the_award,
)
from tests.programme.people import confirmed as the_payment_confirmed
from tests.programme.people import returned as the_payment_returned

TWICE = with_office(attempts=2)
BOTH_BACK = (*attempt(1), confirmed(1), *attempt(2), returned(2), returned(1))
"""The payments of two tranches, of which the bank returned the later one first."""


def test_of_two_payments_that_came_back_the_earlier_tranche_is_tried_first() -> None:
    """Whichever the bank returned first: what is due is the first tranche."""
    for desk in (after(*BOTH_BACK), after(*BOTH_BACK[:-2], returned(1), returned(2))):
        assert {"follows-the-return"} == refusals(desk, prepared(3, follows=2))
        assert {"follows-the-return"} == refusals(desk, prepared(3))
        assert set() == refusals(desk, prepared(3, follows=1))


def test_no_tranche_takes_the_attempts_of_another() -> None:
    """The first has been tried twice; the second has an attempt left, and is not due yet."""
    desk = after(*BOTH_BACK, *attempt(3, follows=1), returned(3), office=TWICE)
    assert (pay(3), pay(2)) == tuple(each.payment for each in to_be_tried(desk.orders_of(AWARD)))
    assert {"attempts-left"} == refusals(desk, prepared(4, follows=3))
    assert {"follows-the-return"} == refusals(desk, prepared(4, follows=2))
    assert set() == refusals(desk.record(decided(), ABOUT), prepared(4, follows=3))


def test_an_order_is_not_sent_once_an_earlier_tranche_has_come_back() -> None:
    """It follows the later tranche, and its money would be that of the earlier."""
    again = (prepared(3, follows=2), approved(FIRST, 3), approved(SECOND, 3))
    desk = after(*BOTH_BACK[:-1], *again[:2])
    back = desk.record(returned(1), ABOUT)
    assert {"follows-the-return"} == refusals(back, approved(SECOND, 3))
    ready = desk.record(again[2], ABOUT)
    assert set() == refusals(ready, sent(3))
    ready = ready.record(returned(1), ABOUT)
    assert {"follows-the-return"} == refusals(ready, sent(3))
    anew = ready.record(withdrawn(3), ABOUT)
    assert set() == refusals(anew, prepared(4, follows=1))


def test_a_decision_is_about_the_payment_that_is_tried_next() -> None:
    """Not about one that waits behind it, and it is not used up by another."""
    one = with_office(attempts=1)
    desk = after(*BOTH_BACK[:-1], decided(), office=one)
    assert {pay(2)} == desk.file(AWARD).further
    desk = desk.record(returned(1), ABOUT)
    assert {"attempts-left"} == refusals(desk, prepared(3, follows=1))
    desk = desk.record(decided(), ABOUT)
    assert {pay(1), pay(2)} == desk.file(AWARD).further
    assert {"attempts-used-up"} == refusals(desk, decided())
    for event in (*attempt(3, follows=1), confirmed(3)):
        desk = desk.record(event, ABOUT)
    assert {pay(2)} == desk.file(AWARD).further
    assert set() == refusals(desk, prepared(4, follows=2))
    waiting = after(*BOTH_BACK, office=TWICE)
    assert {"attempts-used-up"} == refusals(waiting, decided())
    assert {pay(1)} == after(*BOTH_BACK, decided(), office=one).file(AWARD).further


def test_whoever_made_any_of_the_attempts_does_not_decide_on_another() -> None:
    """The maker of the first, of the second, and whoever amended one; of one withdrawn it does."""
    about = attrs.evolve(ABOUT, due=None)
    office = with_office(approvers=frozenset({FIRST, SECOND, THIRD, MAKER, EDITOR}), attempts=2)
    desk = after(prepared(1, THIRD), *attempt(1)[1:], returned(1), office=office)
    again = (prepared(2, EDITOR, follows=1), withdrawn(2), prepared(3, MAKER, follows=1))
    for event in (*again, *attempt(3)[1:], returned(3)):
        desk = desk.record(event, ABOUT)
    for maker in (THIRD, MAKER):
        assert {"apart-from-maker"} == refusals(desk, decided(maker), about)
    for other in (FIRST, EDITOR):
        assert set() == refusals(desk, decided(other), about)


def test_who_decides_is_known_since_the_first_of_several_attempts() -> None:
    """What an office said between the first and the second, and no office says any more."""
    somebody = PersonId("person-99")

    def known(actor: ActorId) -> Office:
        officers = (Officer(e.actor, somebody) if e.actor == actor else e for e in TWICE.officers)
        return attrs.evolve(TWICE, officers=tuple(officers))

    desk = after(*attempt(1), returned(1), office=TWICE)
    desk = in_office(in_office(desk, known(MAKER)), TWICE)
    for event in (prepared(2, EDITOR, follows=1), *attempt(2)[1:], returned(2)):
        desk = desk.record(event, ABOUT)
    assert {"apart-from-maker"} == refusals(in_office(desk, known(THIRD)), decided())
    assert set() == refusals(desk, decided())


def test_an_order_that_needs_no_decision_leaves_the_one_that_was_taken() -> None:
    """The office allows more attempts since: the decision stays for the one beyond them."""
    desk = after(*attempt(1), returned(1), decided(), office=with_office(attempts=1))
    desk = in_office(desk, TWICE)
    for event in (*attempt(2, follows=1), returned(2)):
        desk = desk.record(event, ABOUT)
    assert {pay(1)} == desk.file(AWARD).further
    assert set() == refusals(desk, prepared(3, follows=2))


def test_a_maker_of_another_tranche_decides() -> None:
    """That one is no attempt at what came back."""
    one = with_office(attempts=1)
    first = (prepared(1, THIRD), *attempt(1)[1:], confirmed(1))
    assert set() == refusals(after(*first, *attempt(2), returned(2), office=one), decided(THIRD))


@settings(max_examples=at_most(100))  # about 5 ms each
@given(st.permutations(range(1, 5)), st.integers(1, 4))
def test_what_came_back_is_tried_in_the_order_of_the_tranches(back: list[int], count: int) -> None:
    """However many of four came back, in whichever order; each as a further attempt at itself."""
    paid = tuple(each for number in range(1, 5) for each in (*attempt(number), confirmed(number)))
    desk = after(*paid, *map(returned, back[:count]))
    for place, number in enumerate(sorted(back[:count]), 5):
        others = set(back[:count]) - {number}
        for other in others:
            assert "follows-the-return" in refusals(desk, prepared(place, follows=other))
        for event in (*attempt(place, follows=number), confirmed(place)):
            desk = desk.record(event, ABOUT)
        assert first_attempts(desk.orders_of(AWARD))[pay(place)] == pay(number)
    assert () == to_be_tried(desk.orders_of(AWARD))


def test_the_next_order_follows_the_earlier_tranche() -> None:
    """As the desk asks of it, as often as it comes back; each life tells its own attempts."""
    case = case_of(1, SANDBOX_ROUND)
    start = SANDBOX_ROUND.programme(SANDBOX_ROUND.each)
    recorded = record(start, award_of(case, SANDBOX_ROUND), cases=[case])
    *before, first = paying(recorded, case)
    recorded = record(recorded, *before, first, the_payment_confirmed(first))
    recorded = record(recorded, accounted(the_award(recorded, case)))
    *before, second = paying(recorded, case)
    recorded = record(recorded, *before, second)
    recorded = record(recorded, *map(the_payment_returned, (first, second)))
    follows = first.payment
    for _ in range(3):
        order, *approvals, payment = paying(recorded, case)
        assert follows == order.follows
        recorded = record(recorded, order, *approvals, payment, the_payment_returned(payment))
        follows = payment.payment
    told = recorded.programme.explain(first.payment)("en")
    assert str(follows) in told
    assert str(second.payment) not in told
