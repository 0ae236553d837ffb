"""What becomes of an order by what becomes of its award: it is cancelled, or was made that day."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import attrs
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reintegra.programme.paying.orders import OrderStatus, possible_with
from reintegra.vocabulary.aid import Channel
from tests.profiles import at_most
from tests.programme.auditor import faults
from tests.programme.desks import (
    ABOUT,
    AWARD,
    CREDITOR,
    DAY,
    FIRST,
    OFFICE,
    OUTSIDER,
    SECOND,
    after,
    amended,
    approved,
    at_the_end,
    attempt,
    cancelled,
    confirmed,
    decided,
    goods,
    held,
    later_by,
    pay,
    prepared,
    refusals,
    remitted,
    resumed,
    returned,
    sent,
    statuses,
    with_office,
    withdrawn,
)
from tests.programme.people import (
    KEMENSOS_ROUND,
    LATER,
    award_of,
    case_of,
    order_due,
    ordered,
    payment_due,
    record,
)
from tests.programme.people import cancelled as the_award_cancelled
from tests.programme.people import remitted as the_award_remitted
from tests.programme.people import returned as the_payment_returned

if TYPE_CHECKING:
    from reintegra.programme.paying.answering import DeskEvent

APPROVED = attempt()[:3]


# --- the award is cancelled ---------------------------------------------------------------------


@pytest.mark.parametrize("before", [APPROVED[:1], APPROVED[:2], APPROVED])
def test_with_an_award_its_order_that_was_not_sent_is_withdrawn(before: Any) -> None:
    """Whether it was approved or not: nobody has to withdraw it, and nothing is under way."""
    desk = after(*before).carry(cancelled(), ABOUT)
    assert {"payment-1": "withdrawn"} == statuses(desk)
    assert {"something-came-back"} == refusals(desk, remitted(), at_the_end(ABOUT))
    assert () == possible_with(desk.orders[pay(1)])
    assert (*before, cancelled()) == desk.file(AWARD).history


def test_what_was_sent_or_came_back_stays_as_it_is() -> None:
    """A cancellation withdraws no money that is out."""
    assert (cancelled(),) == after().carry(cancelled(), ABOUT).file(AWARD).history
    for before in ((*attempt(), returned()), (*attempt(), confirmed())):
        desk = after(*before)
        assert statuses(desk) == statuses(desk.carry(cancelled(), ABOUT))


def test_a_payment_that_was_to_be_tried_again_has_come_back_once_more() -> None:
    """It is remitted, though an order was approved in its place."""
    again = (prepared(2, follows=1), approved(FIRST, 2), approved(SECOND, 2))
    desk = after(*attempt(), returned(), *again).carry(cancelled(), ABOUT)
    assert {"payment-1": "returned", "payment-2": "withdrawn"} == statuses(desk)
    gone = desk.record(remitted(), at_the_end(ABOUT))
    assert {"payment-1": "remitted", "payment-2": "withdrawn"} == statuses(gone)


def test_a_decision_goes_back_with_the_order_that_the_cancellation_withdrew() -> None:
    """As it does where somebody withdraws the order; of another order none goes back."""
    office = with_office(attempts=1)
    before = (*attempt(), returned(), decided(), prepared(2, follows=1))
    used = after(*before, office=office)
    both = (used, used.carry(cancelled(), ABOUT))
    assert [set(), {pay(1)}] == [desk.file(AWARD).further for desk in both]
    assert set() == after(*APPROVED).carry(cancelled(), ABOUT).file(AWARD).further


def test_a_cancellation_does_not_turn_the_day_of_an_order_back() -> None:
    """The case does not know on which day an order was approved."""
    late = (*APPROVED[:2], approved(SECOND, on=later_by(5)))
    desk = after(*late).carry(cancelled(later_by(2)), ABOUT)
    assert later_by(5) == desk.orders[pay(1)].last_on == desk.file(AWARD).last_on


@settings(max_examples=at_most(100))  # about 4 ms each
@given(st.lists(st.sampled_from(range(6)), max_size=12))
def test_whatever_was_done_a_cancelled_award_has_no_order_to_be_sent(steps: list[int]) -> None:
    """Prepared, approved, withdrawn, returned in any order, and then cancelled."""
    desk = after()
    for step in steps:
        number = len(desk.orders)
        back = [n for n in range(1, number + 1) if desk.orders[pay(n)].has_come_back]
        event: DeskEvent = (
            prepared(number + 1, follows=back[0] if back else None),
            approved(FIRST, max(1, number)),
            approved(SECOND, max(1, number)),
            withdrawn(max(1, number)),
            sent(max(1, number)),
            returned(max(1, number)),
        )[step]
        desk = desk if refusals(desk, event) else desk.record(event, ABOUT)
    if any(each.status is OrderStatus.SENT for each in desk.orders.values()):
        return
    gone = desk.carry(cancelled(), ABOUT)
    open_ones = {OrderStatus.PREPARED, OrderStatus.APPROVED, OrderStatus.FOLLOWED}
    followed = {each.follows for each in gone.orders.values() if each.status.value != "withdrawn"}
    left = {n for n, each in gone.orders.items() if each.status in open_ones and n not in followed}
    assert set() == left
    assert set() == refusals(gone, prepared(99), ABOUT) - {"follows-the-return", "attempts-left"}


def test_an_award_with_an_approved_order_is_cancelled_and_remitted_at_once() -> None:
    """Fund and desk together, and a replay leads to the same."""
    case = case_of(1)
    award = award_of(case)
    start = KEMENSOS_ROUND.programme(960_000)
    recorded = record(start, award, cases=[case])
    first = payment_due(recorded, case)
    recorded = record(recorded, *ordered(first), the_payment_returned(first))
    again = order_due(recorded, case)
    recorded = record(recorded, again, the_award_cancelled(award), the_award_remitted(award))
    desk = recorded.programme.desk
    assert ["remitted", "withdrawn"] == [str(each.status) for each in desk.orders.values()]
    assert [] == faults(recorded.programme.fund)
    replayed = start.replay(recorded.programme.history).desk
    assert (desk.orders, desk.files) == (replayed.orders, replayed.files)
    assert LATER == desk.file(award.award).last_on


# --- the day of the award -----------------------------------------------------------------------

_TAKEN = attrs.evolve(ABOUT, channel=Channel.VIA_LKS)


@pytest.mark.parametrize("event", [prepared(), held(), remitted()])
def test_nothing_at_the_desk_is_dated_before_its_award(event: Any) -> None:
    """On the day of the award it is in time."""
    late = attrs.evolve(ABOUT, awarded_on=later_by(1))
    early = refusals(after(), event, late)
    assert {"acts-in-order"} == early - refusals(after(), event, ABOUT)
    on_the_day = attrs.evolve(event, on=later_by(1))
    assert refusals(after(), event, ABOUT) == refusals(after(), on_the_day, late)


def test_neither_a_decision_nor_goods_nor_the_end_of_a_hold_are_dated_before_the_award() -> None:
    """Not even where what came before is dated so too."""
    late = attrs.evolve(ABOUT, awarded_on=later_by(1))
    tried = after(*attempt(), returned(), office=with_office(attempts=1))
    assert {"acts-in-order"} == refusals(tried, decided(), late)
    assert {"acts-in-order"} == refusals(after(held()), resumed(), late)
    in_kind = attrs.evolve(ABOUT, channel=Channel.IN_KIND, account=None)
    desk = after(prepared(account=None), *APPROVED[1:], about=in_kind)
    assert {"acts-in-order"} == refusals(desk, goods(), attrs.evolve(late, channel=in_kind.channel,
                                                                     account=None))  # fmt: skip


def test_an_order_that_was_made_too_early_is_refused_by_the_programme() -> None:
    """The case says on which day the award was made, and so does what is on file."""
    case = case_of(1)
    recorded = record(KEMENSOS_ROUND.programme(960_000), award_of(case), cases=[case])
    order = order_due(recorded, case, on=award_of(case).on)
    assert recorded.programme.consider(order, recorded.cases).met
    early = attrs.evolve(order, on=later_by(-1))
    verdict = recorded.programme.consider(early, recorded.cases)
    assert ["acts-in-order"] == [each.code for each in verdict.failed]


# --- who takes the money for the person ---------------------------------------------------------


@pytest.mark.parametrize("channel", Channel)
def test_where_somebody_takes_the_money_for_the_person_the_order_names_them(
    channel: Channel,
) -> None:
    """An LKS and a creditor do, so that they are kept apart; where the person does, nobody.

    Goods can be taken by either. An amendment names nobody either where the person takes it.
    """
    about, wrong = attrs.evolve(ABOUT, channel=channel), {"payee-named"}
    without = prepared(account=about.pays_into)
    named = attrs.evolve(without, payee=CREDITOR)
    taken = channel in {Channel.VIA_LKS, Channel.DEBT_SETTLEMENT}
    own = not taken and channel is not Channel.IN_KIND
    assert (wrong if taken else set()) == refusals(after(), without, about)
    assert (wrong if own else set()) == refusals(after(), named, about)
    desk = after(named if taken else without, about=about)
    assert (wrong if own else set()) == refusals(desk, amended(payee=OUTSIDER), about)


def test_a_payee_is_changed_and_never_taken_away() -> None:
    """An amendment that names none leaves the one who was named."""
    desk = after(prepared(account=None, payee=CREDITOR), about=_TAKEN)
    less = attrs.evolve(_TAKEN, due=KEMENSOS_ROUND.money(480_000))
    edited = desk.record(amended(amount=less.due), less)
    assert CREDITOR == edited.orders[pay(1)].payee
    assert (DAY, OFFICE) == (edited.orders[pay(1)].last_on, edited.office)
