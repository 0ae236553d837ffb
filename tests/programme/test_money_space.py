"""All that can become of a payment of three attempts, two approvers and a fund of two rupiah."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import attrs
import pytest

from reintegra import chain
from reintegra.chain.award import AidPaidBack
from reintegra.errors import TransitionRefused
from reintegra.lifecycle import Exploration, walk
from reintegra.policies.kemensos import KEMENSOS
from reintegra.programme import Account, Fund, FundAppropriated, Programme
from reintegra.vocabulary import AwardId
from reintegra.vocabulary.money import IDR, idr
from tests.programme.auditor import faults
from tests.programme.money_runs import quickly
from tests.programme.money_words import House, Step
from tests.programme.money_world import day, event_of, office_of
from tests.programme.people import APPROPRIATION, BARAT, MINISTRY, PROGRAMME, TENGAH, case_of

if TYPE_CHECKING:
    from collections.abc import Hashable, Iterator

    from reintegra.programme import Order, PaymentBalance

AWARD = AwardId("award-1")
CASE = case_of(1)
HOUSE = House(
    frozenset({"maker-1", "maker-2", "approver-1", "approver-2"}),
    frozenset({"approver-1", "approver-2"}),
    required=2,
    attempts=3,
    recent_days=14,
)
KNOWN = Step("", case=1, award=1)


@attrs.frozen
class State:
    """A programme with its one case."""

    programme: Programme
    case: chain.Case
    channel: str = "own-account"

    @property
    def award(self) -> Any:
        """The award, if it was given."""
        return self.case.stimulus.award(AWARD)

    @property
    def orders(self) -> tuple[Order, ...]:
        """All orders, in the order in which they were prepared."""
        return self.programme.desk.orders_of(AWARD)

    def after(self, step: Step) -> State | None:
        """The state after a step, or nothing where it is refused."""
        event = event_of(step)
        if isinstance(event, AidPaidBack):
            number = f"back-{len(self.award.paid_back)}"
            event = attrs.evolve(event, record=type(event.record)(number))
        knowing = {CASE.id: {"adult": True}}
        try:
            recorded = self.programme.record((event,), {CASE.id: self.case}, knowing=knowing)
        except TransitionRefused:
            return None
        return attrs.evolve(self, programme=recorded.programme, case=recorded.cases[CASE.id])

    def stands(self, account: Account) -> int:
        """What stands on an account of the fund."""
        return self.programme.fund.balances[account]


def opened(channel: str = "own-account") -> State:
    """Two rupiah are available, and nothing is awarded yet."""
    given = FundAppropriated(
        programme=PROGRAMME,
        on=day(-40),
        by=MINISTRY,
        amount=idr(2),
        record=APPROPRIATION,
    )
    fund = Fund(PROGRAMME, IDR).record(given)
    programme = Programme(PROGRAMME, KEMENSOS, fund, (TENGAH, BARAT), office_of(HOUSE))
    return State(programme, CASE, channel)


def commands(state: State) -> Iterator[Step]:
    """Everything that anybody could do: to each order that is there, to the award, to the fund.

    What a bank says late is said of the first order alone; of all of them the desk is walked.
    """
    if state.award is None:
        terms = Step("award", 1, 1, parts=(2,), person=1, round="round-a", site="tengah")
        yield attrs.evolve(terms, channel=state.channel)
        return
    account = "account-1" if state.channel == "own-account" else ""
    back = [number for number, each in enumerate(state.orders, 1) if each.has_come_back]
    due = state.award.tranche_due
    prepare = attrs.evolve(
        KNOWN, verb="prepare", payment=len(state.orders) + 1, account=account, by="maker-1"
    )
    for follows in {0, *back}:
        yield attrs.evolve(prepare, amount=due.units if due else 1, follows=follows)
    first = next((each for each in state.orders if str(each.status) != "withdrawn"), None)
    for number, order in enumerate(state.orders, 1):
        known = attrs.evolve(KNOWN, payment=number, amount=order.outstanding.units)
        of_the_first = ("contradict", "uphold") if order == first else ()
        for verb in ("confirm", "return", *of_the_first):
            by = "approver-1" if verb == "uphold" else ""
            about = f"paid-after-return {number} {known.day} {known.record}" if by else ""
            yield attrs.evolve(known, verb=verb, by=by, about=about)
        yield attrs.evolve(known, verb="send", account=account)
        yield attrs.evolve(known, verb="back", amount=1)
        act = attrs.evolve(known, amount=0)
        yield attrs.evolve(act, verb="withdraw", by="maker-1")
        amount = due.units if due else 1
        yield attrs.evolve(act, verb="amend", by="maker-2", amount=amount)
        yield attrs.evolve(act, verb="amend", by="maker-2", payee="lks-1")
        for by in ("maker-1", "approver-1", "approver-2"):
            yield attrs.evolve(act, verb="approve", by=by)
    for verb in ("hold", "resume"):
        yield attrs.evolve(KNOWN, verb=verb, by="maker-1")
    to_remit = state.programme.fund.to_remit(AWARD).units
    yield attrs.evolve(KNOWN, verb="remit", by="maker-1", amount=to_remit)
    yield attrs.evolve(KNOWN, verb="reduce", parts=(1,))
    yield attrs.evolve(KNOWN, verb="cancel")
    yield attrs.evolve(KNOWN, verb="goods")


def steps(state: State) -> Iterator[tuple[str, State]]:
    """Those of them that are recorded."""
    for step in commands(state):
        after = state.after(step)
        if after is not None:
            yield step.verb, after


def key(state: State) -> Hashable:
    """All that decides what can happen next; numbers, and what was withdrawn, do not."""
    if state.award is None:
        return None
    fund, file = state.programme.fund, state.programme.desk.file(AWARD)
    balance = fund.awards[AWARD]
    live = [each for each in state.orders if str(each.status) != "withdrawn"]
    return (
        *(tuple(fund.balances.values()), balance.to_pay, str(state.award.status)),
        *(state.award.tranches, file.held is not None),
        tuple(_of_an_order(each, fund.payments.get(each.payment)) for each in live),
        tuple(map(doubt_of, live[:1])),
    )


def _of_an_order(order: Order, payment: PaymentBalance | None) -> Hashable:
    open_still: Hashable = None
    if str(order.status) in {"prepared", "approved"}:
        made = tuple(each.actor for each in order.makers)
        open_still = order.amount, order.payee, made, approved_by(order)
    back = payment and payment.paid_back
    return str(order.status), order.attempt, open_still, back


def doubt_of(order: Order) -> Hashable:
    """What can still be said of the first payment, once it came back: all happens on one day."""
    said = order.whereabouts
    was_said = bool(said.contradictions) or said.paid_on is not None
    return said.back_on and (said.is_contradicted, was_said)


def approved_by(order: Order) -> frozenset[str]:
    """Under which numbers it was approved."""
    return frozenset(str(each.by.actor) for each in order.approvals)


@pytest.fixture(scope="module")
def space() -> Exploration[State, str, Any]:
    """Every state that can be reached."""
    with quickly():
        return walk(opened(), steps, key)


@pytest.fixture(scope="module")
def goods() -> Exploration[State, str, Any]:
    """Every state that can be reached where the aid goes in kind."""
    with quickly():
        return walk(opened("in-kind"), steps, key)


def test_the_space_is_explored_completely(space: Exploration[State, str, Any]) -> None:
    """So many states and steps, and nothing beyond them."""
    assert space.exhausted
    assert (1171, 4168) == (len(space.states), len(space.transitions))


def test_the_fund_balances_in_every_state(space: Exploration[State, str, Any]) -> None:
    """Nothing is below zero, and all accounts sum to zero; two rupiah are never more than two."""
    funds = [state.programme.fund for state in space.states.values()]
    assert [] == [fault for fund in funds for fault in faults(fund)]
    assert {0} == {sum(fund.balances.values()) for fund in funds}
    assert {-2} == {fund.balances[Account.TREASURY] for fund in funds}


def test_what_came_back_is_paid_only_by_a_new_sending(space: Exploration[State, str, Any]) -> None:
    """Without a step "send" none with money out is reached from one where all has come back."""
    onward: dict[Any, list[Any]] = {}
    for each in space.transitions:
        if each.label != "send":
            onward.setdefault(each.before, []).append(each.after)
    waiting = [
        k for k, state in space.states.items() if state.stands(Account.RETURNED) and not out(state)
    ]
    assert waiting
    reached = reached_by(onward, waiting)
    assert {0} == {out(space.states[k]) for k in reached}


def out(state: State) -> int:
    """What is under way or received."""
    return state.stands(Account.IN_FLIGHT) + state.stands(Account.PAID)


def reached_by(ways: dict[Any, list[Any]], start: list[Any]) -> set[Any]:
    """All that the ways lead to, the start included."""
    reached, waiting = set(start), list(start)
    while waiting:
        fresh = [after for after in ways.get(waiting.pop(), []) if after not in reached]
        reached.update(fresh)
        waiting += fresh
    return reached


def test_only_a_sending_moves_money_towards_the_person(space: Exploration[State, str, Any]) -> None:
    """What is under way or received grows by no other step, and then by all that is due."""
    grown = {
        (each.label, out(space.states[each.after]) - out(space.states[each.before]))
        for each in space.transitions
        if out(space.states[each.after]) > out(space.states[each.before])
    }
    assert {("send", 1), ("send", 2)} == grown


def test_the_payment_is_under_way_or_received_once_at_a_time(
    space: Exploration[State, str, Any],
) -> None:
    """Never two attempts of it together, and never a fourth."""
    counts = {
        sum(str(order.status) in {"sent", "confirmed"} for order in state.orders)
        for state in space.states.values()
    }
    assert {0, 1} == counts
    assert 3 == max(order.attempt for state in space.states.values() for order in state.orders)


def test_no_step_goes_out_that_both_approvers_did_not_approve(
    space: Exploration[State, str, Any],
) -> None:
    """By whichever step, from whichever state; and none while the award is held."""
    sent = [
        (space.states[each.before], order)
        for each in space.transitions
        if each.label == "send"
        for order in space.states[each.before].orders
        if str(order.status) == "approved"
    ]
    assert {frozenset({"approver-1", "approver-2"})} == {approved_by(order) for _, order in sent}
    assert {None} == {state.programme.desk.file(AWARD).held for state, _ in sent}


def test_from_every_state_the_money_comes_to_rest(space: Exploration[State, str, Any]) -> None:
    """Nobody is stuck: each leads to one with nothing reserved, under way, or come back.

    It does so though nothing more should come back, or be paid back.
    """
    back: dict[Any, list[Any]] = {}
    for each in space.transitions:
        if each.label not in {"return", "back"}:
            back.setdefault(each.after, []).append(each.before)
    restless = (Account.RESERVED, Account.IN_FLIGHT, Account.RETURNED)
    at_rest = [k for k, state in space.states.items() if not any(map(state.stands, restless))]
    assert reached_by(back, at_rest) == set(space.states)


def test_of_goods_the_space_is_explored_completely_too(
    goods: Exploration[State, str, Any],
) -> None:
    """Handed over once, by an order that both approved, and never while the award is held."""
    assert goods.exhausted
    assert (69, 292) == (len(goods.states), len(goods.transitions))
    given = [each for each in goods.transitions if each.label == "goods"]
    ready = [goods.states[each.before] for each in given]
    approved = {
        approved_by(order)
        for state in ready
        for order in state.orders
        if str(order.status) == "approved"
    }
    assert {frozenset({"approver-1", "approver-2"})} == approved
    assert {None} == {state.programme.desk.file(AWARD).held for state in ready}
    moved = {each.label for each in goods.transitions if _paid_by(goods, each)}
    assert {"goods"} == moved
    assert [] == [
        fault for state in goods.states.values() for fault in faults(state.programme.fund)
    ]


def _paid_by(space: Exploration[State, str, Any], step: Any) -> bool:
    """Whether what stands as paid is another sum after a step."""
    before, after = space.states[step.before], space.states[step.after]
    return out(before) != out(after)
