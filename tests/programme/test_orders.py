"""Payment orders: prepared, approved, sent, and what becomes of them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import attrs
import pytest

from reintegra.chain.award import AwardCancelled
from reintegra.errors import (
    InvalidValue,
    OutsideCoverage,
    TransitionRefused,
    UnknownEvent,
    WrongType,
)
from reintegra.lifecycle import dead_ends, mermaid
from reintegra.programme.paying.acts import (
    ACTS,
    PaymentApproved,
    PaymentPrepared,
    ReturnRemitted,
)
from reintegra.programme.paying.contradiction import ReturnContradicted, ReturnUpheld
from reintegra.programme.paying.desk import AT_THE_DESK, Desk
from reintegra.programme.paying.findings import Found, PaymentFinding
from reintegra.programme.paying.ordering import RULES
from reintegra.programme.paying.orders import ORDERS, OrderStatus, possible_with
from reintegra.vocabulary.aid import CancellationReason, Channel
from reintegra.vocabulary.identifiers import AwardId, CaseId
from reintegra.vocabulary.money import XTS, Money, idr
from tests.programme import desks_via_lks as via_lks
from tests.programme.desks import (
    ABOUT,
    AWARD,
    CASE,
    CREDITOR,
    DAY,
    EDITOR,
    FIRST,
    MAKER,
    OFFICE,
    OTHER_ACCOUNT,
    OUTSIDER,
    SECOND,
    STRANGER,
    THIRD,
    after,
    amended,
    approved,
    attempt,
    confirmed,
    decided,
    held,
    later_by,
    makers,
    paid_back,
    pay,
    prepared,
    refusals,
    remitted,
    resumed,
    returned,
    sent,
    since,
    statuses,
    with_office,
    withdrawn,
)

if TYPE_CHECKING:
    from collections.abc import Iterable

    from reintegra.chain.stage import Event
    from reintegra.programme.paying.answering import DeskEvent
    from reintegra.programme.paying.orders import Order
    from reintegra.vocabulary.identifiers import ActorId

APPROVED: tuple[DeskEvent, ...] = attempt()[:3]
SENT = attempt()


def came_back(attempts: int) -> tuple[DeskEvent, ...]:
    """So many attempts, each of which came back."""
    made: list[DeskEvent] = []
    for number in range(1, attempts + 1):
        made += (*attempt(number, number - 1 or None), returned(number))
    return tuple(made)


def test_a_payment_is_prepared_approved_sent_and_received() -> None:
    """Each event leads the order one step further."""
    seen = [statuses(after(*(*SENT, confirmed())[:count]))["payment-1"] for count in range(1, 6)]
    assert ["prepared", "prepared", "approved", "sent", "confirmed"] == seen


def test_an_order_holds_what_was_prepared() -> None:
    """Whose it is, how much, into which account or for whom, by whom, on which day."""
    order = after(prepared()).orders[pay(1)]
    taken = via_lks.after(via_lks.prepared()).orders[pay(1)]
    for each, expected in (
        (order, (prepared().account, None, Channel.OWN_ACCOUNT)),
        (taken, (None, via_lks.LKS, Channel.VIA_LKS)),
    ):
        assert expected == (each.account, each.payee, each.channel)
        assert (CASE, AWARD, idr(960_000)) == (each.case, each.award, each.amount)
    assert (DAY, 1, None) == (order.last_on, order.attempt, order.follows)
    assert [MAKER] == makers(order)


def test_the_table_of_orders_can_be_drawn() -> None:
    """Every status is reached, and whoever came back leads on to another order or the treasury."""
    drawn = mermaid([ORDERS], "en", lambda event: event.words)
    arrows = [line.strip() for line in drawn.splitlines() if "-->" in line]
    assert [
        "[*] --> OrderStatus_prepared",
        "OrderStatus_returned --> OrderStatus_followed: Payment order prepared",
        (
            "OrderStatus_prepared --> OrderStatus_prepared: "
            "Payment order amended, Payment order approved"
        ),
        "OrderStatus_approved --> OrderStatus_prepared: Payment order amended",
        "OrderStatus_prepared --> OrderStatus_approved: Payment order approved",
        "OrderStatus_approved --> OrderStatus_approved: Payment order approved",
        (
            "OrderStatus_prepared --> OrderStatus_withdrawn: "
            "Payment order withdrawn, Award cancelled"
        ),
        (
            "OrderStatus_approved --> OrderStatus_withdrawn: "
            "Payment order withdrawn, Award cancelled"
        ),
        ("OrderStatus_followed --> OrderStatus_returned: Payment order withdrawn, Award cancelled"),
        "OrderStatus_approved --> OrderStatus_sent: Payment sent",
        "OrderStatus_approved --> OrderStatus_handed_over: Goods handed over",
        "OrderStatus_sent --> OrderStatus_confirmed: Payment confirmed",
        "OrderStatus_sent --> OrderStatus_returned: Payment returned",
        "OrderStatus_confirmed --> OrderStatus_returned: Payment returned",
        "OrderStatus_confirmed --> OrderStatus_confirmed: Aid paid back",
        (
            "OrderStatus_returned --> OrderStatus_remitted: "
            "Money that came back remitted to the treasury"
        ),
        *(
            f"OrderStatus_{each} --> OrderStatus_{each}: Return contradicted, Return upheld"
            for each in ("returned", "followed", "remitted")
        ),
    ] == arrows


def test_every_order_can_still_be_withdrawn_or_end_with_its_money() -> None:
    """With money or goods received, withdrawn, or with its money in the treasury."""
    endings = (
        OrderStatus.CONFIRMED,
        OrderStatus.WITHDRAWN,
        OrderStatus.REMITTED,
        OrderStatus.HANDED_OVER,
    )
    assert () == dead_ends(ORDERS, endings)


def test_the_desk_is_asked_about_what_it_does_and_about_payments() -> None:
    """Every act, and the events of the chain and the fund that concern an order.

    That an award was cancelled it is only told, and withdraws its order.
    """
    assert set(ACTS) < set(AT_THE_DESK)
    assert {AwardCancelled} == set(ORDERS.events) - set(AT_THE_DESK)
    assert len(AT_THE_DESK) == len(ACTS) + 6


def test_every_rule_of_the_desk_is_a_sentence_of_its_own() -> None:
    """No code stands for two sentences, but that which names the statuses of each event."""
    said: dict[str, set[str]] = {}
    for rule in (rule for rules in RULES.values() for rule in rules):
        said.setdefault(rule.code, set()).add(rule.text("en"))
    assert {"order-status"} == {code for code, texts in said.items() if len(texts) > 1}


# --- what is prepared ---------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("event", "codes"),
    [
        (prepared(amount=idr(959_999)), {"amount-is-due"}),
        (prepared(amount=Money(960_000, XTS)), {"amount-is-due"}),
        (prepared(account=OTHER_ACCOUNT), {"account-on-record"}),
        (prepared(account=None), {"account-on-record"}),
        (prepared(by=STRANGER), {"officer-is-known"}),
        (prepared(follows=7), {"follows-the-return"}),
        (prepared(amount=idr(1), account=None, by=STRANGER), {
            "amount-is-due",
            "account-on-record",
            "officer-is-known",
        }),
    ],
)  # fmt: skip
def test_an_order_is_for_what_is_due_into_the_account_on_record(
    event: DeskEvent, codes: set[str]
) -> None:
    """Whatever else is prepared is refused, with every reason."""
    assert codes == refusals(Desk(OFFICE), event)


def test_an_award_of_which_nothing_is_due_is_not_prepared() -> None:
    """Such as one that is paid, cancelled or given in kind."""
    about = attrs.evolve(ABOUT, due=None)
    assert {"amount-is-due"} == refusals(Desk(OFFICE), prepared(), about)


def test_where_the_channel_needs_no_account_an_order_names_none() -> None:
    """Even where an account is on record."""
    about = attrs.evolve(ABOUT, channel=Channel.VIA_LKS)
    order = prepared(account=None, payee=CREDITOR)
    assert set() == refusals(Desk(OFFICE), order, about)
    into_account = prepared(payee=CREDITOR)
    assert {"account-on-record"} == refusals(Desk(OFFICE), into_account, about)


def test_the_number_of_an_order_is_used_once() -> None:
    """Also where the first of that number was withdrawn."""
    assert {"order-is-new"} == refusals(after(prepared(), withdrawn()), prepared())


@pytest.mark.parametrize("before", [APPROVED[:1], APPROVED, SENT])
def test_one_order_of_an_award_is_under_way(before: tuple[DeskEvent, ...]) -> None:
    """While one is prepared, approved or sent, another is refused."""
    assert {"no-order-under-way"} == refusals(after(*before), prepared(2))


def test_after_a_tranche_was_received_the_next_is_an_order_of_its_own() -> None:
    """It follows none, and counts as a first attempt."""
    desk = after(*SENT, confirmed())
    assert {"follows-the-return"} == refusals(desk, prepared(2, follows=1))
    assert 1 == desk.record(prepared(2), ABOUT).orders[pay(2)].attempt


# --- approve, then edit -------------------------------------------------------------------------


@pytest.mark.parametrize(
    "change",
    [
        {"amount": idr(480_000)},
        {"account": OTHER_ACCOUNT},
        {"amount": idr(480_000), "account": OTHER_ACCOUNT},
    ],
)
def test_an_amendment_voids_every_approval(change: dict[str, Any]) -> None:
    """Amount or account: the order is prepared again, and two must approve it anew."""
    about = attrs.evolve(
        ABOUT,
        due=change.get("amount", ABOUT.due),
        account=change.get("account", ABOUT.account),
    )
    desk = after(*APPROVED).record(amended(**change), about)
    order = desk.orders[pay(1)]
    assert (OrderStatus.PREPARED, (), [MAKER, EDITOR]) == (
        order.status,
        order.approvals,
        makers(order),
    )
    go = sent(amount=order.amount, account=order.account)
    assert {"order-status"} == refusals(desk, go, about)
    once = desk.record(approved(FIRST), about)
    assert {"order-status"} == refusals(once, go, about)
    twice = once.record(approved(SECOND), about)
    assert set() == refusals(twice, go, about)


def test_another_payee_voids_every_approval() -> None:
    """As another amount does: an LKS or a creditor that the approvers did not see."""
    approvals = (approved(FIRST), approved(SECOND))
    desk = via_lks.after(via_lks.prepared(), *approvals, amended(payee=CREDITOR))
    order = desk.orders[pay(1)]
    assert (OrderStatus.PREPARED, (), CREDITOR) == (order.status, order.approvals, order.payee)
    assert {"order-status"} == via_lks.refusals(desk, via_lks.sent())
    for event in approvals:
        desk = desk.record(event, via_lks.ABOUT)
    assert set() == via_lks.refusals(desk, via_lks.sent())


def test_who_amends_an_order_is_a_maker_of_it() -> None:
    """An approver who amends cannot approve any more, and neither can the first maker."""
    desk = via_lks.after(via_lks.prepared(by=FIRST), amended(by=SECOND, payee=CREDITOR))
    for maker in (FIRST, SECOND):
        assert {"apart-from-maker"} == via_lks.refusals(desk, approved(maker))
    assert set() == via_lks.refusals(desk, approved(THIRD))


def test_a_maker_who_amends_again_is_named_once() -> None:
    """In the order in which they came."""
    first, again = amended(payee=CREDITOR), amended(by=MAKER, payee=OUTSIDER)
    desk = via_lks.after(via_lks.prepared(), first, again)
    assert [MAKER, EDITOR] == makers(desk.orders[pay(1)])


@pytest.mark.parametrize(
    ("event", "codes"),
    [
        (amended(amount=idr(960_000)), {"something-changes"}),
        (amended(payee=CREDITOR), {"something-changes"}),
        (amended(amount=idr(0)), {"amount-is-due"}),
        (amended(account=OTHER_ACCOUNT), {"account-on-record"}),
        (amended(by=STRANGER, payee=OUTSIDER), {"officer-is-known"}),
        (amended(2, payee=CREDITOR), {"order-is-known"}),
    ],
)
def test_an_amendment_changes_something_to_what_is_due(event: DeskEvent, codes: set[str]) -> None:
    """What is not due, or not on record, is not what an order becomes."""
    desk = via_lks.after(via_lks.prepared(payee=CREDITOR))
    assert codes == via_lks.refusals(desk, event)


def test_an_amendment_names_what_it_changes() -> None:
    """One that names nothing is a misuse."""
    with pytest.raises(InvalidValue) as refused:
        amended()
    assert "PaymentAmended: name the amount, the account or the payee [nothing-amended]" == str(
        refused.value
    )


@pytest.mark.parametrize("events", [SENT, (*SENT, confirmed()), (*SENT, returned())])
def test_what_was_sent_is_not_amended_approved_or_withdrawn(events: tuple[DeskEvent, ...]) -> None:
    """Only an order that has not left can change."""
    desk = after(*events)
    for act in (amended(payee=CREDITOR), approved(THIRD), withdrawn()):
        assert "order-status" in refusals(desk, act)
    assert {"order-status"} == refusals(desk, withdrawn())


# --- what is sent -------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("event", "codes"),
    [
        (sent(), set()),
        (sent(amount=idr(959_999)), {"as-ordered"}),
        (sent(account=None), {"as-ordered"}),
        (sent(account=OTHER_ACCOUNT), {"as-ordered"}),
        (sent(2), {"order-is-known"}),
    ],
)
def test_what_is_sent_is_what_was_approved(event: DeskEvent, codes: set[str]) -> None:
    """The same amount into the same account, by an order that is there."""
    assert codes == refusals(after(*APPROVED), event)


def test_an_order_is_not_sent_before_enough_have_approved_it() -> None:
    """One of two is not enough, and none is not."""
    assert {"order-status"} == refusals(after(*APPROVED[:1]), sent())
    assert {"order-status"} == refusals(after(*APPROVED[:2]), sent())


def test_an_order_is_sent_once() -> None:
    """A second sending is refused."""
    assert {"order-status"} == refusals(after(*SENT), sent())


def test_what_has_changed_since_the_approval_keeps_an_order_from_being_sent() -> None:
    """Another tranche due, or another account on record: the order has to be amended."""
    desk = after(*APPROVED)
    changed = attrs.evolve(ABOUT, due=idr(480_000), account=OTHER_ACCOUNT)
    expected = {"amount-is-due", "account-on-record"}
    assert expected == refusals(desk, sent(), changed)
    assert expected == refusals(after(prepared()), approved(), changed)


def test_an_event_of_another_case_or_award_names_no_order_of_this_one() -> None:
    """A number that is known elsewhere is not known here."""
    desk = after(*APPROVED)
    of_a_case = attrs.evolve(sent(), case=CaseId("case-2"))
    about = attrs.evolve(ABOUT, case=CaseId("case-2"))
    assert {"order-is-known"} == refusals(desk, of_a_case, about)
    assert {"order-is-known"} == refusals(
        desk, attrs.evolve(approved(THIRD), case=CaseId("case-2")), about
    )
    of_an_award = attrs.evolve(sent(), award=AwardId("award-2"))
    assert {"order-is-known"} == refusals(
        desk, of_an_award, attrs.evolve(ABOUT, award=AwardId("award-2"))
    )


# --- what a bank answers ------------------------------------------------------------------------


@pytest.mark.parametrize("events", [APPROVED[:1], APPROVED, (prepared(), withdrawn())])
def test_what_was_not_sent_is_neither_received_nor_returned(
    events: tuple[DeskEvent, ...],
) -> None:
    """A return before the sending is refused, and so is a receipt."""
    desk = after(*events)
    assert {"order-status"} == refusals(desk, returned())
    assert {"order-status"} == refusals(desk, confirmed())


def test_a_payment_is_received_once_and_comes_back_once() -> None:
    """Also after it was received, it can come back; after it came back, nothing is answered."""
    arrived = after(*SENT, confirmed())
    assert {"order-status"} == refusals(arrived, confirmed())
    back = arrived.record(returned(), ABOUT)
    assert OrderStatus.RETURNED is back.orders[pay(1)].status
    assert {"order-status"} == refusals(back, returned())
    assert {"order-status"} == refusals(back, confirmed())


def test_an_answer_is_to_the_amount_that_was_sent() -> None:
    """A smaller or larger amount is refused."""
    desk = after(*SENT)
    assert {"as-ordered"} == refusals(desk, confirmed(amount=idr(959_999)))
    assert {"as-ordered"} == refusals(desk, returned(amount=idr(960_001)))


def test_only_what_was_received_is_paid_back() -> None:
    """Some of it may be; the order stays received."""
    assert {"order-status"} == refusals(after(*SENT), paid_back())
    desk = after(*SENT, confirmed(), paid_back())
    assert {"payment-1": "confirmed"} == statuses(desk)


# --- what came back -----------------------------------------------------------------------------


def test_a_returned_payment_is_corrected_by_an_order_that_follows_it() -> None:
    """The first is followed, and the second is an attempt of its own, to be approved anew."""
    desk = after(*came_back(1), prepared(2, follows=1))
    assert {"payment-1": "followed", "payment-2": "prepared"} == statuses(desk)
    assert (2, pay(1)) == (desk.orders[pay(2)].attempt, desk.orders[pay(2)].follows)
    assert {"order-status"} == refusals(desk, sent(2))


def test_after_a_return_an_order_that_follows_nothing_is_refused() -> None:
    """The attempts at one payment stay linked."""
    assert {"follows-the-return"} == refusals(after(*came_back(1)), prepared(2))


def test_a_payment_that_is_followed_is_neither_received_nor_returned_again() -> None:
    """Its place is taken."""
    desk = after(*came_back(1), prepared(2, follows=1))
    for answer in (confirmed(), returned(), withdrawn(), sent()):
        assert "order-status" in refusals(desk, answer)
    assert (ReturnContradicted, ReturnUpheld) == possible_with(desk.orders[pay(1)])


def test_a_correction_that_is_withdrawn_gives_the_place_back() -> None:
    """The payment has come back again, and the next order follows it as the same attempt."""
    desk = after(*came_back(1), prepared(2, follows=1), withdrawn(2))
    assert {"payment-1": "returned", "payment-2": "withdrawn"} == statuses(desk)
    assert {"follows-the-return"} == refusals(desk, prepared(3, follows=2))
    again = desk.record(prepared(3, follows=1), ABOUT)
    assert (2, "followed") == (again.orders[pay(3)].attempt, again.orders[pay(1)].status)


def test_an_order_for_the_next_tranche_gives_way_to_one_that_came_back() -> None:
    """Whoever approves or sends sees that an earlier payment came back in the meantime."""
    desk = after(*SENT, confirmed(), prepared(2), approved(FIRST, 2))
    back = desk.record(returned(1), ABOUT)
    assert {"follows-the-return"} == refusals(back, approved(SECOND, 2))
    ready = desk.record(approved(SECOND, 2), ABOUT).record(returned(1), ABOUT)
    assert {"follows-the-return"} == refusals(ready, sent(2))
    assert set() == refusals(ready.record(withdrawn(2), ABOUT), prepared(3, follows=1))


def test_after_the_last_attempt_it_takes_a_decision_to_try_again() -> None:
    """Three attempts are made; a fourth is decided, and each decision is used once."""
    desk = after(*came_back(3))
    assert {"attempts-left"} == refusals(desk, prepared(4, follows=3))
    fourth = after(*came_back(3), decided(), *attempt(4, 3), returned(4))
    assert (4, True) == (fourth.orders[pay(4)].attempt, fourth.orders[pay(4)].by_decision)
    assert {"attempts-left"} == refusals(fourth, prepared(5, follows=4))


@pytest.mark.parametrize("attempts", [1, 2, 4])
def test_the_number_of_attempts_is_a_value_of_the_office(attempts: int) -> None:
    """So many attempts are made, and not one more."""
    office = with_office(attempts=attempts)
    desk = after(*came_back(attempts), office=office)
    assert {"attempts-left"} == refusals(desk, prepared(attempts + 1, follows=attempts))
    before = after(*came_back(attempts)[:-5], office=office)
    assert set() == refusals(before, prepared(attempts, follows=attempts - 1 or None))


def test_a_decision_is_taken_where_attempts_are_used_up_and_none_waits() -> None:
    """Not before, and not twice for the same attempt."""
    assert {"attempts-used-up"} == refusals(after(*came_back(2)), decided())
    assert {"attempts-used-up"} == refusals(after(*came_back(3), decided()), decided())


def test_a_decision_goes_back_with_the_order_that_used_it() -> None:
    """The order never went out, so the decision is still there."""
    desk = after(*came_back(3), decided(), prepared(4, follows=3), withdrawn(4))
    assert {pay(1)} == desk.file(AWARD).further
    assert set() == refusals(desk, prepared(5, follows=3))


def test_an_order_within_the_attempts_leaves_a_decision_alone() -> None:
    """It is kept for the payment that needs it, and a withdrawal makes none."""
    desk = after(*came_back(1), prepared(2, follows=1), withdrawn(2))
    assert set() == desk.file(AWARD).further


@pytest.mark.parametrize(
    ("by", "codes"),
    [
        (THIRD, set()),
        (OUTSIDER, {"approver-in-group"}),
        (MAKER, {"approver-in-group", "apart-from-maker"}),
        (STRANGER, {"approver-in-group", "officer-is-known"}),
    ],
)
def test_an_approver_decides_to_try_again_who_made_none_of_the_orders(
    by: ActorId, codes: set[str]
) -> None:
    """A decision is an approval of its own kind."""
    event = attrs.evolve(decided(), by=by)
    assert codes == refusals(after(*came_back(3)), event)


def test_what_came_back_is_remitted_as_a_whole() -> None:
    """Two tranches that came back leave together, and nothing is tried again."""
    two = (*SENT, confirmed(), *attempt(2), confirmed(2), returned(1), returned(2))
    desk = after(*two, remitted())
    assert {"payment-1": "remitted", "payment-2": "remitted"} == statuses(desk)
    assert {"something-came-back"} == refusals(desk, remitted())
    assert {"follows-the-return"} == refusals(desk, prepared(3, follows=1))


def test_what_came_back_and_is_due_again_stays_with_its_orders() -> None:
    """The person paid some back, and only that is remitted; what came back can be tried again."""
    two = after(*SENT, confirmed(), paid_back(), *attempt(2), returned(2))
    desk = two.record(remitted(), ABOUT)
    assert {"payment-1": "confirmed", "payment-2": "returned"} == statuses(desk)
    assert set() == refusals(desk, prepared(3, follows=2))


def test_what_a_bank_takes_back_is_what_was_not_paid_back() -> None:
    """Of 960,000 the person paid back 60,000: the bank can return the rest, and that whole."""
    desk = after(*SENT, confirmed(), paid_back())
    assert idr(900_000) == desk.order(pay(1)).outstanding
    for units in (960_000, 899_999, 60_000):
        assert {"as-ordered"} == refusals(desk, returned(amount=idr(units)))
    back = desk.record(returned(amount=idr(900_000)), ABOUT)
    assert {"payment-1": "returned"} == statuses(back)
    assert (idr(960_000), idr(900_000)) == (
        back.order(pay(1)).amount,
        back.order(pay(1)).outstanding,
    )
    assert set() == refusals(back, prepared(2, follows=1))


def test_no_more_is_paid_back_than_is_outstanding() -> None:
    """In parts, to the last rupiah; neither nothing, nor another currency."""
    desk = after(*SENT, confirmed(), paid_back(units=959_999))
    for units, expected in ((1, set()), (2, {"order-holds-amount"}), (0, {"order-holds-amount"})):
        assert expected == refusals(desk, paid_back(units=units))
    foreign = attrs.evolve(paid_back(), amount=Money(1, XTS))
    assert {"order-holds-amount"} == refusals(desk, foreign)
    none = desk.record(paid_back(units=1), ABOUT)
    assert idr(0) == none.order(pay(1)).outstanding
    assert {"as-ordered"} == refusals(none, returned(amount=idr(960_000)))


def test_what_the_person_paid_back_has_come_back_too() -> None:
    """No payment is retur, and there is money to remit."""
    assert set() == refusals(after(*SENT, confirmed(), paid_back()), remitted())


@pytest.mark.parametrize("event", [prepared(), held(), resumed(), decided(), remitted()])
def test_of_an_award_that_the_case_does_not_have_nothing_else_is_asked(event: DeskEvent) -> None:
    """Nobody is a maker or an approver of nothing."""
    verdict = Desk(OFFICE).consider(event, None)
    assert ["award-on-record"] == [reason.code for reason in verdict.failed]
    about_an_order = Desk(OFFICE).consider(approved(), None)
    assert ["order-is-known"] == [reason.code for reason in about_an_order.failed]


def test_an_order_is_looked_up_by_its_payment_and_says_what_is_sent() -> None:
    """Amount and account are those of the order as it stands."""
    assert sent() == after(*APPROVED).order(pay(1)).sending(DAY)
    with pytest.raises(OutsideCoverage, match="payment order"):
        after(*APPROVED).order(pay(2))


def test_what_did_not_come_back_is_not_remitted() -> None:
    """Only what came back leaves, and not while an order for it is under way."""
    assert {"something-came-back"} == refusals(after(*SENT, confirmed()), remitted())
    one = after(*SENT, confirmed(), *attempt(2), returned(2), remitted())
    assert {"payment-1": "confirmed", "payment-2": "remitted"} == statuses(one)
    waiting = after(*came_back(1), prepared(2, follows=1))
    assert {"no-order-under-way"} == refusals(waiting, remitted())
    first = after(prepared())
    assert {"no-order-under-way", "something-came-back"} == refusals(first, remitted())


# --- what is held -------------------------------------------------------------------------------


def test_what_is_held_is_not_sent_until_it_is_resumed() -> None:
    """It may be prepared and approved, and what was sent before is answered."""
    desk = after(held(), *APPROVED)
    assert {"award-not-held"} == refusals(desk, sent())
    assert set() == refusals(desk.record(resumed(), ABOUT), sent())
    assert set() == refusals(after(*SENT, held()), confirmed())
    assert set() == refusals(after(*SENT, held()), returned())


def test_an_award_is_held_once_and_resumed_once() -> None:
    """A hold on a hold is refused, and a resumption of what is not held."""
    assert {"not-held-yet"} == refusals(after(held()), held())
    assert {"award-is-held"} == refusals(Desk(OFFICE), resumed())
    assert set() == refusals(after(held(), resumed()), held())


@pytest.mark.parametrize("event", [held(STRANGER), resumed(STRANGER), withdrawn(1, STRANGER)])
def test_a_stranger_holds_resumes_and_withdraws_nothing(event: DeskEvent) -> None:
    """Only an officer of the office acts in it."""
    assert "officer-is-known" in refusals(after(prepared()), event)


def test_any_officer_may_stop_a_payment() -> None:
    """To hold or to withdraw moves no money, so nobody is kept from it."""
    about = attrs.evolve(ABOUT, person=ABOUT.person)
    for by in (MAKER, EDITOR, OUTSIDER, FIRST):
        assert set() == refusals(after(prepared()), held(by), about)
        assert set() == refusals(after(prepared()), withdrawn(1, by), about)


# --- days ---------------------------------------------------------------------------------------

_LATER = later_by(2)
_DATED: tuple[tuple[tuple[DeskEvent, ...], DeskEvent], ...] = (
    ((prepared(on=_LATER), withdrawn(on=_LATER)), prepared(2)),
    ((prepared(on=_LATER),), approved()),
    ((prepared(on=_LATER),), withdrawn()),
    ((*APPROVED[:2], approved(SECOND, on=_LATER)), sent()),
    ((held(on=_LATER),), resumed()),
    ((held(), resumed(on=_LATER)), held()),
    ((*APPROVED, held(), resumed(on=_LATER)), sent()),
    ((*APPROVED, sent(on=_LATER)), confirmed()),
    ((*APPROVED, sent(on=_LATER)), returned()),
    ((*SENT, confirmed(on=_LATER)), paid_back()),
    ((*SENT, returned(on=_LATER)), remitted()),
    ((*came_back(3), held(on=_LATER)), decided()),
)


@pytest.mark.parametrize(("events", "event"), _DATED)
def test_nothing_is_dated_before_what_it_comes_after(
    events: tuple[DeskEvent, ...], event: DeskEvent
) -> None:
    """The same day is in time, the day before is not."""
    desk = after(*events)
    assert {"acts-in-order"} == refusals(desk, event)
    assert {"acts-in-order"} == refusals(desk, attrs.evolve(event, on=later_by(1)))
    assert set() == refusals(desk, attrs.evolve(event, on=_LATER))


def test_an_amendment_is_not_dated_before_its_order() -> None:
    """The same day is in time, the day before is not."""
    desk = via_lks.after(via_lks.prepared(on=_LATER))
    early, late = (amended(payee=CREDITOR, on=later_by(days)) for days in (1, 2))
    assert {"acts-in-order"} == via_lks.refusals(desk, early)
    assert set() == via_lks.refusals(desk, late)


def test_a_bank_may_report_late_what_happened_before_a_hold() -> None:
    """Its answer is dated after the sending, whatever else was done since."""
    desk = after(*SENT, held(on=_LATER))
    assert set() == refusals(desk, confirmed())
    assert set() == refusals(desk, returned())


def test_what_was_paid_back_before_a_hold_may_be_told_after_it() -> None:
    """It is compared with the days of its own order."""
    desk = after(*SENT, confirmed(), held(on=_LATER))
    assert set() == refusals(desk, paid_back())


# --- the desk as a value ------------------------------------------------------------------------


def test_recording_leaves_the_desk_as_it_was() -> None:
    """A desk is a value: the one before still has one order, not approved."""
    before = after(prepared())
    before.record(approved(), ABOUT)
    assert (((), 1)) == (before.orders[pay(1)].approvals, len(before.file(AWARD).history))


def test_the_history_of_an_award_never_disappears() -> None:
    """Every event stands on file in the order of recording, the withdrawn order too."""
    events = (prepared(), approved(), withdrawn(), held(), resumed(), *attempt(2), returned(2))
    desk = after(*events)
    assert events == desk.file(AWARD).history
    assert (pay(1), pay(2)) == tuple(each.payment for each in desk.orders_of(AWARD))


def test_of_an_award_that_nobody_prepared_nothing_is_on_file() -> None:
    """No order, no hold, no day."""
    file = Desk(OFFICE).file(AWARD)
    assert ((), None, frozenset(), (), None) == (
        file.orders,
        file.held,
        file.further,
        file.history,
        file.last_on,
    )


def test_a_refusal_says_why_and_what_is_possible_with_the_order() -> None:
    """Both languages, every reason."""
    with pytest.raises(TransitionRefused) as refused:
        after(prepared()).record(sent(), ABOUT)
    assert ["order-status"] == [each.code for each in refused.value.verdict.failed]
    assert (
        'Not met: The payment order must be "Approved". Possible instead: Payment order amended, '
        "Payment order approved, Payment order withdrawn."
    ) == refused.value.text("en")
    assert (
        'Tidak terpenuhi: Perintah bayar harus berstatus "Disetujui". Yang mungkin sebagai '
        "gantinya: Perintah bayar diubah, Perintah bayar disetujui, Perintah bayar ditarik."
    ) == refused.value.text("id")


def test_what_was_refused_is_not_named_as_possible_instead() -> None:
    """It is still possible with the order, for another who may."""
    with pytest.raises(TransitionRefused) as refused:
        after(prepared()).record(approved(MAKER), ABOUT)
    assert refused.value.possible is not None
    assert refused.value.instead is not None
    assert {PaymentApproved} == {*refused.value.possible} - {*refused.value.instead}
    assert refused.value.text("en").endswith(
        ". Possible instead: Payment order amended, Payment order withdrawn."
    )


def test_a_refusal_of_what_names_no_order_knows_nothing_else_to_do() -> None:
    """What is possible instead is left open."""
    with pytest.raises(TransitionRefused) as refused:
        Desk(OFFICE).record(sent(), ABOUT)
    assert refused.value.possible is None
    with pytest.raises(TransitionRefused) as refused:
        Desk(OFFICE).record(resumed(), ABOUT)
    assert refused.value.possible is None


def test_the_desk_knows_of_a_returned_order_what_may_follow() -> None:
    """Another order, or the treasury; and what else the bank may say of it."""
    order = after(*came_back(1)).orders[pay(1)]
    assert (PaymentPrepared, ReturnRemitted, ReturnContradicted, ReturnUpheld) == (
        possible_with(order)
    )


@pytest.mark.parametrize("event", [prepared(), sent(), held(), approved()])
@pytest.mark.parametrize(
    "change", [{"case": CaseId("case-2")}, {"award": AwardId("award-2")}], ids=str
)
def test_what_is_known_is_that_of_the_event(event: DeskEvent, change: dict[str, Any]) -> None:
    """What is known of another case or award is a misuse, and answers nothing."""
    desk = after(*APPROVED[:2])
    with pytest.raises(InvalidValue) as refused:
        desk.consider(event, attrs.evolve(ABOUT, **change))
    assert (
        "about: what is known is that of the case and the award of the event [another-award]"
        == str(refused.value)
    )


def test_the_desk_is_not_asked_about_other_events() -> None:
    """A cancellation concerns the case and the fund."""
    event = AwardCancelled(case=CASE, on=DAY, award=AWARD, reason=CancellationReason.DIED)
    for ask in (Desk(OFFICE).consider, Desk(OFFICE).record):
        with pytest.raises(UnknownEvent) as refused:
            ask(event, ABOUT)  # type: ignore[arg-type] # as a type checker says
        assert AwardCancelled is refused.value.event_type


def test_a_desk_has_an_office() -> None:
    """Nothing else decides who may."""
    with pytest.raises(WrongType) as refused:
        Desk("office")  # type: ignore[arg-type] # as a type checker says
    assert "Desk.office: expected Office, got str" == str(refused.value)


def test_the_life_of_an_unknown_payment_is_not_told() -> None:
    """Nothing holds for its number."""
    with pytest.raises(OutsideCoverage) as refused:
        Desk(OFFICE).explain(pay(1))
    assert "payment order: nothing holds for payment-1" == str(refused.value)


def test_a_finding_named_twice_is_a_misuse() -> None:
    """Each is named once."""
    with pytest.raises(InvalidValue) as refused:
        approved(despite=(Found(kind=PaymentFinding.ACCOUNT_SHARED),) * 2)
    assert "PaymentApproved.despite: name each once [twice]" == str(refused.value)


def test_events_lead_where_the_table_says() -> None:
    """Each row, from each status: the order after the event has one of the statuses of the row."""
    for event, order in _all_moves():
        row = ORDERS.row_for(type(event))
        assert order.after(event, since(OFFICE)).status in row.leads_to(order.status)


def _all_moves() -> Iterable[tuple[Event, Order]]:
    order = after(prepared()).orders[pay(1)]
    for event in (amended(payee=CREDITOR), approved(), withdrawn(), *SENT[3:], confirmed(),
                  returned(), paid_back(), remitted(), prepared(2, follows=1)):  # fmt: skip
        for status in ORDERS.row_for(type(event)).when:
            yield event, attrs.evolve(order, status=status)
