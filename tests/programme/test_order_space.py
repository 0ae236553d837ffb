"""The whole state space of three attempts and two approvers, and what is never in it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import attrs
import pytest

from reintegra.lifecycle import Exploration, walk
from reintegra.programme.paying.desk import Desk
from reintegra.programme.paying.orders import ORDERS, OrderStatus
from tests.programme.desks import (
    AWARD,
    CREDITOR,
    EDITOR,
    FIRST,
    MAKER,
    OFFICE,
    SECOND,
    amended,
    approved,
    approvers,
    at_the_end,
    confirmed,
    contradicted,
    decided,
    held,
    makers,
    remitted,
    resumed,
    returned,
    upheld,
    withdrawn,
)
from tests.programme.desks_via_lks import ABOUT, prepared, refusals, sent
from tests.programme.money_runs import quickly

if TYPE_CHECKING:
    from collections.abc import Hashable, Iterator

    from reintegra.programme.paying.about import About
    from reintegra.programme.paying.orders import Order

_S = OrderStatus
PAID = {_S.CONFIRMED}
Taken = list[tuple[Desk, str, Desk]]
"""Every step that was taken: from a desk, by its label, to a desk."""
TWO = attrs.evolve(OFFICE, approvers=frozenset({FIRST, SECOND}))


def about_of(desk: Desk) -> About:
    """The chain in small: one tranche, due until it is sent; what is remitted is not due again."""
    settled = {_S.SENT, _S.CONFIRMED, _S.REMITTED}
    gone = any(each.status in settled for each in desk.orders.values())
    return attrs.evolve(ABOUT, due=None if gone else ABOUT.due)


def live(desk: Desk) -> list[Order]:
    """The orders in the order of preparing, without those that were withdrawn."""
    return [each for each in desk.orders_of(AWARD) if each.status is not _S.WITHDRAWN]


def commands(desk: Desk, *, decisions: int) -> Iterator[tuple[str, Any]]:
    """Everything that anybody could do to the newest order, and to the award."""
    newest = len(desk.orders)
    came_back = [each for each in desk.orders.values() if each.has_come_back]
    follows = int(str(came_back[0].payment).removeprefix("payment-")) if came_back else None
    yield "prepare", prepared(newest + 1, follows=follows)
    yield "prepare without a link", prepared(newest + 1)
    for number in range(1, newest + 1):
        yield "amend", amended(number, EDITOR, payee=CREDITOR)
        yield "withdraw", withdrawn(number)
        yield "send", sent(number)
        yield "confirm", confirmed(number)
        yield "return", returned(number)
        yield "contradict", contradicted(number)
        yield "uphold", attrs.evolve(upheld(number), by=SECOND)
        for by in (MAKER, FIRST, SECOND):
            yield f"approve by {by}", approved(by, number)
    yield "hold", held()
    yield "resume", resumed()
    yield "remit", remitted()
    taken = sum(type(each).__name__ == "FurtherAttemptDecided" for each in history(desk))
    if taken < decisions:
        yield "decide", decided(SECOND)


def history(desk: Desk) -> tuple[Any, ...]:
    """All that is on file of the award."""
    return desk.file(AWARD).history


def steps(desk: Desk, *, decisions: int) -> Iterator[tuple[str, Desk]]:
    """What the desk records of it."""
    about = about_of(desk)
    for label, event in commands(desk, decisions=decisions):
        if not refusals(desk, event, about):
            yield label, desk.record(event, at_the_end(about) if label == "remit" else about)


def key(desk: Desk) -> Hashable:
    """All that decides what can happen next; numbers, days and what is settled do not."""
    file = desk.file(AWARD)
    return tuple(map(_of_an_order, live(desk))), file.held is not None, len(file.further)


def _of_an_order(order: Order) -> Hashable:
    open_still: Hashable = None
    if order.status in {_S.PREPARED, _S.APPROVED}:
        open_still = (order.payee, tuple(makers(order)), frozenset(approvers(order)))
    return order.status, order.attempt, order.by_decision, open_still, doubt_of(order)


def doubt_of(order: Order) -> Hashable:
    """What can still be said of a payment that came back: all happens on one day."""
    said = order.whereabouts
    was_said = bool(said.contradictions) or said.paid_on is not None
    return said.back_on and (said.is_contradicted, was_said)


def explore(attempts: int, decisions: int) -> tuple[Exploration[Desk, str, Any], Taken]:
    """Every state that can be reached, and every step from each."""
    office = attrs.evolve(TWO, attempts=attempts)
    taken: Taken = []

    def noted(desk: Desk) -> Iterator[tuple[str, Desk]]:
        for label, after in steps(desk, decisions=decisions):
            taken.append((desk, label, after))
            yield label, after

    with quickly():
        return walk(Desk(office), noted, key), taken


@pytest.fixture(scope="module")
def explored() -> tuple[Exploration[Desk, str, Any], Taken]:
    """Three attempts, two approvers, no decision to try again."""
    return explore(3, 0)


@pytest.fixture(scope="module")
def space(explored: tuple[Exploration[Desk, str, Any], Taken]) -> Exploration[Desk, str, Any]:
    """The states, and the steps between them."""
    return explored[0]


@pytest.fixture(scope="module")
def taken(explored: tuple[Exploration[Desk, str, Any], Taken]) -> Taken:
    """Every step from each of the states, with the desk before and after it."""
    return explored[1]


def newest(desk: Desk) -> OrderStatus | None:
    """How the order stands that was prepared last and not withdrawn."""
    return live(desk)[-1].status if live(desk) else None


def test_the_space_is_explored_completely(space: Exploration[Desk, str, Any]) -> None:
    """So many states and steps, and nothing beyond them.

    What came back stands as the bank left it, is in doubt, or was said again to have come back.
    What came back and was followed can be remitted as far as the desk knows: how much of it is
    still here, the fund knows.
    """
    assert space.exhausted
    assert (418, 1758) == (len(space.states), len(space.transitions))


def test_what_came_back_is_paid_only_by_a_new_sending(space: Exploration[Desk, str, Any]) -> None:
    """Without the step "send", no state in which money was received is reached from a return."""
    onward: dict[Any, list[Any]] = {}
    for each in space.transitions:
        if each.label != "send":
            onward.setdefault(each.before, []).append(each.after)
    waiting = [k for k, desk in space.states.items() if newest(desk) is _S.RETURNED]
    assert waiting
    reached = set(waiting)
    while waiting:
        fresh = [after for after in onward.get(waiting.pop(), []) if after not in reached]
        reached.update(fresh)
        waiting += fresh
    assert set() == {newest(space.states[k]) for k in reached} & {_S.SENT, *PAID}


def test_no_payment_is_sent_that_two_others_than_its_makers_did_not_approve(taken: Taken) -> None:
    """By whichever step it goes out, from whichever state."""
    approvals = {
        frozenset(approvers(each))
        for _, label, after in taken
        if label == "send"
        for each in after.orders.values()
        if each.status is _S.SENT
    }
    assert {frozenset({FIRST, SECOND})} == approvals


def test_money_is_under_way_or_received_once_at_a_time(space: Exploration[Desk, str, Any]) -> None:
    """Never two payments of the one tranche, and never more attempts than three."""
    counts = {
        sum(each.status in {_S.SENT, _S.CONFIRMED} for each in desk.orders.values())
        for desk in space.states.values()
    }
    assert {0, 1} == counts
    assert 3 == max(each.attempt for desk in space.states.values() for each in live(desk))


def test_nothing_is_sent_while_the_award_is_held(space: Exploration[Desk, str, Any]) -> None:
    """No step "send" leaves a state in which it is held."""
    held_ones = {k for k, desk in space.states.items() if desk.file(AWARD).held}
    assert [] == [t for t in space.transitions if t.label == "send" and t.before in held_ones]


def test_every_step_is_one_of_the_table(taken: Taken) -> None:
    """And all that is drawn is taken, but for paying back, goods, and an approval more."""
    drawn = {
        (before, after)
        for row in ORDERS.rows
        for before in row.when
        for after in row.leads_to(before)
    }
    seen: set[tuple[OrderStatus, OrderStatus]] = set()
    for before, _, after in taken:
        seen |= {
            (order.status, after.orders[payment].status)
            for payment, order in before.orders.items()
            if order is not after.orders[payment]
        }
    apart = {(_S.CONFIRMED, _S.CONFIRMED), (_S.APPROVED, _S.APPROVED)}
    assert drawn - apart - {(_S.APPROVED, _S.HANDED_OVER)} == seen


def test_from_every_state_the_money_can_still_arrive_or_go_back(
    space: Exploration[Desk, str, Any],
) -> None:
    """Nobody is stuck: each state leads to one in which the money was received or remitted."""
    back: dict[Any, list[Any]] = {}
    for each in space.transitions:
        back.setdefault(each.after, []).append(each.before)
    waiting = [k for k, d in space.states.items() if newest(d) in {_S.CONFIRMED, _S.REMITTED}]
    ended = set(waiting)
    while waiting:
        fresh = [before for before in back.get(waiting.pop(), []) if before not in ended]
        ended.update(fresh)
        waiting += fresh
    assert ended == set(space.states)


@pytest.mark.long
def test_two_attempts_and_a_decision_are_three_attempts() -> None:
    """The decision is a step of its own, taken once the second has come back."""
    found, _ = explore(2, 1)
    assert found.exhausted
    assert (454, 1890) == (len(found.states), len(found.transitions))
    decided_in = {
        (newest(found.states[each.before]), live(found.states[each.before])[-1].attempt)
        for each in found.transitions
        if each.label == "decide"
    }
    assert {(_S.RETURNED, 2)} == decided_in
    third = {
        each.by_decision for desk in found.states.values() for each in live(desk)
        if each.attempt == 3
    }  # fmt: skip
    assert {True} == third
