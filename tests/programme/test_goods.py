"""Goods are ordered, approved by others than who made the order, and then handed over."""

from __future__ import annotations

from typing import Any

import attrs
import pytest

from reintegra.chain import Case
from reintegra.chain.award import AwardReduced, GoodsHandedOver
from reintegra.errors import InvalidValue, TransitionRefused
from reintegra.programme import Entry
from reintegra.programme.paying.about import About
from reintegra.programme.paying.desk import Desk
from reintegra.programme.paying.orders import OrderStatus, possible_with
from reintegra.vocabulary.aid import Channel, ReductionReason
from reintegra.vocabulary.identifiers import PersonId
from reintegra.vocabulary.money import idr
from tests.programme.desks import (
    ABOUT,
    ACCOUNT,
    CREDITOR,
    EDITOR,
    FIRST,
    MAKER,
    OFFICE,
    OUTSIDER,
    PERSON,
    SECOND,
    THIRD,
    after,
    amended,
    approved,
    confirmed,
    goods,
    held,
    in_office,
    later_by,
    pay,
    prepared,
    refusals,
    resumed,
    returned,
    statuses,
    with_office,
    withdrawn,
)
from tests.programme.people import (
    KEMENSOS_ROUND,
    LATER,
    SANDBOX_ROUND,
    award_of,
    case_of,
    goods_ordered,
    handed_over,
    record,
    the_award,
)
from tests.programme.test_separation import at_home

IN_KIND = attrs.evolve(ABOUT, channel=Channel.IN_KIND, account=None)
ORDERED = (prepared(account=None), approved(FIRST), approved(SECOND))


def desk_after(*events: Any, about: About = IN_KIND) -> Desk:
    """The desk after these events, of an award in kind."""
    return after(*events, about=about)


@pytest.mark.parametrize("count", range(3))
def test_goods_are_not_handed_over_before_their_order_is_approved(count: int) -> None:
    """Neither without an order, nor with one that nobody, or one of two, has approved."""
    assert {"goods-are-ordered"} == refusals(desk_after(*ORDERED[:count]), goods(), IN_KIND)
    assert set() == refusals(desk_after(*ORDERED), goods(), IN_KIND)


def test_handing_over_is_the_end_of_an_order() -> None:
    """Goods are handed over once, and nothing is done to the order any more."""
    desk = desk_after(*ORDERED, goods())
    assert {"payment-1": "handed-over"} == statuses(desk)
    assert () == possible_with(desk.orders[pay(1)])
    assert {"goods-are-ordered"} == refusals(desk, goods(), IN_KIND)
    for event in (approved(THIRD), withdrawn(), confirmed(), returned()):
        assert {"order-status"} == refusals(desk, event, IN_KIND)


def test_an_order_for_goods_that_was_withdrawn_or_amended_waits_for_approval_again() -> None:
    """What was approved is what is handed over."""
    assert {"goods-are-ordered"} == refusals(desk_after(*ORDERED, withdrawn()), goods(), IN_KIND)
    edited = desk_after(*ORDERED, amended(payee=CREDITOR))
    assert {"goods-are-ordered"} == refusals(edited, goods(), IN_KIND)
    again = edited.record(approved(FIRST), IN_KIND).record(approved(SECOND), IN_KIND)
    assert set() == refusals(again, goods(), IN_KIND)


def test_an_order_for_goods_names_no_account() -> None:
    """Nobody pays for them into one; somebody may take them for the person."""
    into_account = prepared(account=ACCOUNT)
    assert {"account-on-record"} == refusals(Desk(OFFICE), into_account, IN_KIND)
    assert set() == refusals(Desk(OFFICE), prepared(account=None, payee=CREDITOR), IN_KIND)


def test_an_order_for_goods_can_be_handed_over_and_not_sent() -> None:
    """An order for money the other way round."""
    ways = ["PaymentAmended", "PaymentApproved", "PaymentWithdrawn"]
    for about, account, way in (
        (IN_KIND, None, "GoodsHandedOver"),
        (ABOUT, ACCOUNT, "PaymentSent"),
    ):
        order = prepared(account=account), *ORDERED[1:]
        desk = desk_after(*order, about=about)
        possible = [each.__name__ for each in possible_with(desk.orders[pay(1)])]
        assert [*ways, way] == possible


def test_goods_are_handed_over_in_the_order_of_days_and_not_while_the_award_is_held() -> None:
    """As money is sent."""
    late = (*ORDERED[:2], approved(SECOND, on=later_by(2)))
    assert {"acts-in-order"} == refusals(desk_after(*late), goods(later_by(1)), IN_KIND)
    assert set() == refusals(desk_after(*late), goods(later_by(2)), IN_KIND)
    stopped = desk_after(*ORDERED, held())
    assert {"award-not-held"} == refusals(stopped, goods(), IN_KIND)
    assert set() == refusals(stopped.record(resumed(), IN_KIND), goods(), IN_KIND)
    verdict = Desk(OFFICE).consider(goods(), None)
    assert ["award-on-record"] == [each.code for each in verdict.failed]


def test_of_goods_that_became_less_the_order_has_to_be_amended() -> None:
    """The approvals were for more."""
    less = attrs.evolve(IN_KIND, due=idr(480_000))
    desk = desk_after(*ORDERED)
    assert {"amount-is-due"} == refusals(desk, goods(), less)
    edited = desk.record(amended(amount=idr(480_000)), less)
    ready = edited.record(approved(FIRST), less).record(approved(SECOND), less)
    assert set() == refusals(ready, goods(), less)


def test_maker_approver_and_whoever_receives_goods_are_three() -> None:
    """By person, by household and by delegation, when it is approved and when it is handed over."""
    desk = desk_after(*ORDERED[:1])
    assert {"approver-in-group", "apart-from-maker"} == refusals(desk, approved(MAKER), IN_KIND)
    alike = in_office(desk, at_home(MAKER, FIRST))
    assert {"apart-from-makers-household"} == refusals(alike, approved(FIRST), IN_KIND)
    ready, found = desk_after(*ORDERED), attrs.evolve(OFFICE.officers[0], person=PERSON)
    known = in_office(ready, with_office(officers=(found, *OFFICE.officers[1:])))
    assert {"signed-apart-from-beneficiary"} == refusals(known, goods(), IN_KIND)
    at = {"signed-by-different-households"}
    assert at == refusals(in_office(ready, at_home(MAKER, FIRST)), goods(), IN_KIND)
    taken = prepared(by=EDITOR, account=None, payee=OUTSIDER), *ORDERED[1:]
    lives = in_office(desk_after(*taken), at_home(EDITOR, OUTSIDER))
    assert {"signed-apart-from-household"} == refusals(lives, goods(), IN_KIND)


# --- of a whole programme -----------------------------------------------------------------------


def test_what_is_due_in_kind_is_the_whole_award_until_it_is_handed_over() -> None:
    """In however many tranches it was awarded: goods are handed over at once."""
    case = case_of(1, SANDBOX_ROUND)
    award = award_of(case, SANDBOX_ROUND, channel=Channel.IN_KIND)
    held_case = Case.replay((*case.events, award))
    (given,) = held_case.stimulus.awards
    assert SANDBOX_ROUND.money(12_345) == About.of(held_case, given).due
    over = Case.replay((*held_case.events, handed_over(award)))
    assert About.of(over, over.stimulus.awards[0]).due is None


def test_goods_without_an_order_are_refused_by_the_programme() -> None:
    """The fund would have paid for them."""
    case = case_of(1)
    award = award_of(case, channel=Channel.IN_KIND)
    recorded = record(KEMENSOS_ROUND.programme(960_000), award, cases=[case])
    with pytest.raises(TransitionRefused) as refused:
        record(recorded, handed_over(award))
    assert ["goods-are-ordered"] == [each.code for each in refused.value.verdict.failed]


def test_a_history_with_goods_replays_to_the_same_desk_at_every_prefix() -> None:
    """And one in which goods were handed over without an order is none of this programme."""
    case = case_of(1)
    award = award_of(case, channel=Channel.IN_KIND)
    start = KEMENSOS_ROUND.programme(960_000)
    seen = [record(start, award, cases=[case])]
    for event in (*goods_ordered(seen[0], case), handed_over(award)):
        seen.append(record(seen[-1], event))
    for each in seen:
        again = start.replay(each.programme.history)
        assert (each.programme.desk.orders, each.programme.desk.files) == (
            again.desk.orders,
            again.desk.files,
        )
    (order,) = seen[-1].programme.desk.orders.values()
    assert (OrderStatus.HANDED_OVER, Channel.IN_KIND) == (order.status, order.channel)
    first, *_, last = seen[-1].programme.history
    made_up = Entry(start.id, 2, last.events, before=first.seal)
    assert isinstance(made_up.events[0], GoodsHandedOver)
    with pytest.raises(InvalidValue) as refused:
        start.replay([first, made_up])
    assert "another-history" == refused.value.code


def test_money_is_not_sent_for_goods_and_goods_are_not_given_for_money() -> None:
    """The case knows which channel an award has."""
    case = case_of(1)
    for channel, code in ((Channel.IN_KIND, "payment-fits"), (Channel.E_MONEY, "payment-fits")):
        award = award_of(case, channel=channel)
        recorded = record(KEMENSOS_ROUND.programme(960_000), award, cases=[case])
        ready = record(recorded, *goods_ordered(recorded, case))
        (order,) = ready.programme.desk.orders.values()
        wrong = order.sending(LATER) if channel is Channel.IN_KIND else handed_over(award)
        with pytest.raises(TransitionRefused) as refused:
            record(ready, wrong)
        assert code in {each.code for each in refused.value.verdict.failed}


def test_goods_that_were_made_less_are_handed_over_by_an_order_that_follows_suit() -> None:
    """The fund pays for no more than is left."""
    case = case_of(1)
    award = award_of(case, channel=Channel.IN_KIND)
    recorded = record(KEMENSOS_ROUND.programme(960_000), award, cases=[case])
    less = AwardReduced(
        case=case.id,
        on=LATER,
        award=award.award,
        tranches=(idr(500_000),),
        reason=ReductionReason.NEED_SMALLER,
    )
    recorded = record(recorded, less)
    order, *approvals = goods_ordered(recorded, case)
    assert idr(500_000) == order.amount
    done = record(recorded, order, *approvals, handed_over(award))
    assert 500_000 == the_award(done, case).paid.units
    assert (PersonId("person-1"), None) == (case.person, order.account)
