"""Twelve bugs that are known from systems in use, planted one by one: the suite catches each.

Most are caught by the auditor of the money, over a few of the histories that it watches; the rest
by a test that has a name of its own. Each check passes on the library as it is.
"""

from __future__ import annotations

from collections.abc import Callable
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

import attrs
import pytest

from reintegra.chain.award import PaymentReturned
from reintegra.chain.award_record import Award
from reintegra.errors import InvalidValue
from reintegra.programme import (
    Entry,
    Office,
    Order,
    OrderStatus,
    Programme,
    programme,
)
from reintegra.programme.money import books, standing
from reintegra.programme.money.ledger import ROUTES
from reintegra.programme.paying import answering, attempts, orders, separation, signatory
from reintegra.programme.paying.desk import Desk
from reintegra.programme.paying.office import People
from reintegra.programme.paying.orders import named_in
from reintegra.vocabulary.identifiers import ActorId
from tests.programme import (
    test_attempts,
    test_money_exact,
    test_office,
    test_orders,
    test_separation,
    test_signatories,
)
from tests.programme.desks import (
    FIRST,
    MAKER,
    OTHER_ACCOUNT,
    after,
    approved,
    prepared,
    refusals,
    sent,
    with_office,
)
from tests.programme.money_runs import audited, quickly
from tests.programme.money_words import Step
from tests.programme.money_world import event_of, opened

if TYPE_CHECKING:
    from reintegra.programme import PaymentAmended
    from reintegra.programme.money.books import Books
    from reintegra.vocabulary.money import Money

Plant = Callable[[pytest.MonkeyPatch], None]
Check = Callable[[], Any]


def audit() -> None:
    """The auditor of the money watches twenty histories."""
    for seed in range(20):
        audited(125, seed)


def _key_check_dropped(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(programme, "remembered", lambda *_: None)


def _ceiling_skipped(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(standing, "_within", lambda *_: True)


def _return_applied_twice(patch: pytest.MonkeyPatch) -> None:
    came_back = books._CARRYING[PaymentReturned]  # noqa: SLF001 - planted in its place

    def twice(held: Books, event: PaymentReturned, stood: Any, payment: Any) -> None:
        came_back(held, event, stood, payment)
        came_back(held, event, held.awards[event.award], payment)

    carrying = MappingProxyType({**books._CARRYING, PaymentReturned: twice})  # noqa: SLF001 - as above
    patch.setattr(books, "_CARRYING", carrying)


def _posting(counted: Callable[[Any, int], Any]) -> Plant:
    """What arrives on an account is counted in another way."""

    def plant(patch: pytest.MonkeyPatch) -> None:
        post = books.Books.post

        def miscounting(held: Books, movement: Any, amount: Money, *rest: Any) -> None:
            _, target = ROUTES[movement]
            before = held.balances[target]
            post(held, movement, amount, *rest)
            held.balances[target] = counted(before, amount.units)

        patch.setattr(books.Books, "post", miscounting)

    return plant


def _by_names(names: dict[ActorId, str], again: dict[ActorId, str]) -> Plant:
    """Actors are compared by what they are called, as it was written down twice."""

    def meet(some: Any, others: Any) -> bool:
        called = {names.get(each, str(each)) for each in some}
        return not called.isdisjoint({again.get(each, str(each)) for each in others})

    def plant(patch: pytest.MonkeyPatch) -> None:
        for module in (signatory, separation, orders):
            patch.setattr(module, "meet", meet)

    return plant


_NAMESAKES = dict.fromkeys((MAKER, FIRST, ActorId("approver-2")), "Peserta Contoh")


def _approve_then_edit(patch: pytest.MonkeyPatch) -> None:
    amended = Order.amended

    def keeping(order: Order, event: PaymentAmended, office: Office) -> Order:
        after = amended(order, event, office)
        return attrs.evolve(after, approvals=order.approvals, status=order.status)

    patch.setattr(Order, "amended", keeping)


def _edit_without_a_maker(patch: pytest.MonkeyPatch) -> None:
    amended = Order.amended

    def keeping(order: Order, event: PaymentAmended, office: Office) -> Order:
        return attrs.evolve(amended(order, event, office), makers=order.makers)

    patch.setattr(Order, "amended", keeping)


def _approvals_counted_twice(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(Order, "approved_by", lambda order, _: len(order.approvals))


def _persons_forgotten(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(People, "known_as", lambda _, some: frozenset(some))


def _forgotten(patch: pytest.MonkeyPatch) -> None:
    """What an office knew is forgotten as soon as the next one does not say it."""
    patch.setattr(People, "and_by", lambda _, other: other)


def _latest_first(patch: pytest.MonkeyPatch) -> None:
    """What came back is tried as it was ordered last."""
    patch.setattr(answering, "to_be_tried", lambda orders: attempts.to_be_tried(orders)[::-1])


def _last_attempt_only(patch: pytest.MonkeyPatch) -> None:
    """Who decides is compared with the makers of the attempt that came back last."""
    tried = answering.Setting.used_up
    last = property(lambda at: [each for each in tried.__get__(at) if each.has_come_back])
    patch.setattr(answering.Setting, "used_up", last)


def _bound_one_way(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(Office, "bound_to", Office.behind)


def _sent_unasked(patch: pytest.MonkeyPatch) -> None:
    asked = separation.of_the_signatories

    def unasked(*known: Any) -> dict[str, bool]:
        return dict.fromkeys(asked(*known), True)

    patch.setattr(separation, "of_the_signatories", unasked)


def _goods_unordered(patch: pytest.MonkeyPatch) -> None:
    setting = answering.Setting
    first = property(lambda at: next(iter(at.orders), None))
    patch.setattr(setting, "approved", first)


def _cancelled_and_left(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(Desk, "_cancelled", lambda desk, event, file: desk._with(event.award, file))  # noqa: SLF001 - planted in its place


def _empty_group(patch: pytest.MonkeyPatch) -> None:
    def all_of_nobody(office: Office, approvals: int) -> bool:
        needed = len(office.approvers) if office.required is None else office.required
        return approvals >= needed

    patch.setattr(Office, "is_enough", all_of_nobody)


def _return_before_send(patch: pytest.MonkeyPatch) -> None:
    def anywhere(event: type[Any]) -> tuple[OrderStatus, ...]:
        return tuple(OrderStatus) if event is PaymentReturned else named_in(event)

    patch.setattr(answering, "named_in", anywhere)


def _tranche_off_by_one(patch: pytest.MonkeyPatch) -> None:
    second = property(lambda award: next(iter(award.tranches_left[1:]), None))
    patch.setattr(Award, "tranche_due", second)


def _replay_twice(patch: pytest.MonkeyPatch) -> None:
    replay = Programme.replay

    def from_anywhere(start: Programme, history: Any) -> Programme:
        again: list[Entry] = []
        for number, entry in enumerate(history, len(start.history) + 1):
            before = again[-1].seal if again else start.seal
            again.append(Entry(start.id, number, entry.events, before=before))
        return replay(start, again)

    patch.setattr(Programme, "replay", from_anywhere)


def a_history_is_replayed_once() -> None:
    """Once more on the programme that has it already, it is refused, and nothing is there twice.

    No rule of the fund or the desk keeps what is recorded of consent from being there twice.
    """
    start, cases = opened()
    once = start.record((event_of(Step("consent", 1, answer="given")),), cases).programme
    assert start.replay(once.history).history == once.history
    try:
        twice = once.replay(once.history)
    except InvalidValue as refused:
        assert "another-history" == refused.code  # noqa: PT017 - a bug must fail by assertion
    else:
        assert once.history == twice.history


def _of_nobody() -> None:
    test_office.test_an_empty_group_never_approves(None)


def _of_an_amendment() -> None:
    test_orders.test_an_amendment_voids_every_approval({"account": OTHER_ACCOUNT})


def _of_what_was_not_sent() -> None:
    test_orders.test_what_was_not_sent_is_neither_received_nor_returned(test_orders.APPROVED)


PLANTED: dict[str, tuple[Plant, Check]] = {
    "key check dropped": (_key_check_dropped, audit),
    "ceiling skipped": (_ceiling_skipped, audit),
    "return applied twice": (_return_applied_twice, audit),
    "float amount": (_posting(lambda before, units: float(before + units)), audit),
    "order-dependent sum": (
        _posting(lambda before, units: int(float(before) + units)),
        test_money_exact.test_the_order_of_awards_changes_no_balance,
    ),
    "maker compared by display name": (_by_names(_NAMESAKES, _NAMESAKES), audit),
    "maker compared by display name: a namesake is refused": (
        _by_names(_NAMESAKES, _NAMESAKES),
        test_separation.test_one_s_own_name_needs_no_delegation,
    ),
    "maker compared by display name: a name written twice passes": (
        _by_names({FIRST: "Contoh, Peserta"}, {FIRST: "Peserta Contoh"}),
        test_separation.test_the_maker_does_not_approve_the_own_order,
    ),
    "approve, then edit": (_approve_then_edit, audit),
    "approve, then edit, at the desk": (_approve_then_edit, _of_an_amendment),
    "edit, then approve": (_edit_without_a_maker, audit),
    "edit, then approve, at the desk": (
        _edit_without_a_maker,
        test_orders.test_who_amends_an_order_is_a_maker_of_it,
    ),
    "one approver counted twice": (_approvals_counted_twice, audit),
    "one person under two numbers": (_persons_forgotten, audit),
    "one person under two numbers, at the desk": (
        _persons_forgotten,
        test_signatories.test_a_maker_does_not_approve_under_another_number,
    ),
    "what an office knew is forgotten by the next": (_forgotten, audit),
    "a later tranche is tried before an earlier": (
        _latest_first,
        test_attempts.test_of_two_payments_that_came_back_the_earlier_tranche_is_tried_first,
    ),
    "a maker of an earlier attempt decides": (
        _last_attempt_only,
        test_attempts.test_whoever_made_any_of_the_attempts_does_not_decide_on_another,
    ),
    "a principal approves for the delegate": (
        _bound_one_way,
        test_separation.test_nobody_approves_what_the_own_delegate_made,
    ),
    "who may is not asked at sending": (_sent_unasked, audit),
    "goods without an approved order": (_goods_unordered, audit),
    "the order of a cancelled award stays": (_cancelled_and_left, audit),
    "empty group": (_empty_group, _of_nobody),
    "return before send": (_return_before_send, audit),
    "return before send, at the desk": (_return_before_send, _of_what_was_not_sent),
    "tranche off by one": (_tranche_off_by_one, audit),
    "a lost rupiah": (_posting(lambda before, units: before + units - 1), audit),
    "replay twice": (_replay_twice, a_history_is_replayed_once),
}


# the audits go through random histories: of such, no error text is put on record
@pytest.mark.hypothesis
@pytest.mark.parametrize("check", dict.fromkeys(check for _, check in PLANTED.values()))
def test_every_check_passes_where_nothing_is_planted(check: Check) -> None:
    """The library as it is."""
    with quickly():
        check()


@pytest.mark.hypothesis
@pytest.mark.parametrize("bug", PLANTED)
def test_a_planted_bug_is_caught(bug: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """The check that passes on the library as it is fails on the bug."""
    plant, check = PLANTED[bug]
    plant(monkeypatch)
    with quickly(), pytest.raises(AssertionError):
        check()


def test_a_group_of_nobody_does_not_approve_by_an_outsider_either(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """With the count of an empty group planted, the group itself still has no member to act."""
    _empty_group(monkeypatch)
    office = with_office(approvers=frozenset(), required=None)
    desk = after(prepared(), office=office)
    assert {"approver-in-group"} == refusals(desk, approved(FIRST))
    assert {"order-status"} == refusals(desk, sent())
