"""How the desk answers what is asked of an event, from its orders and what is on file."""

from __future__ import annotations

from typing import TYPE_CHECKING

import attrs

from reintegra.chain.award import (
    AidPaidBack,
    GoodsHandedOver,
    PaymentConfirmed,
    PaymentReturned,
    PaymentSent,
)
from reintegra.programme.paying import separation
from reintegra.programme.paying.about import About
from reintegra.programme.paying.acts import (
    AwardHeld,
    AwardResumed,
    FurtherAttemptDecided,
    PaymentAmended,
    PaymentApproved,
    PaymentPrepared,
    PaymentWithdrawn,
    ReturnRemitted,
)
from reintegra.programme.paying.attempts import first_attempts, in_turn, to_be_tried
from reintegra.programme.paying.award_file import AwardFile
from reintegra.programme.paying.contradiction import ReturnContradicted, ReturnUpheld
from reintegra.programme.paying.findings import Found, findings_on
from reintegra.programme.paying.office import Office, People
from reintegra.programme.paying.orders import Order, OrderStatus, named_in
from reintegra.programme.paying.signatory import OfficeSince, Signatory
from reintegra.vocabulary.aid import Channel

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    from reintegra.programme.paying.separation import Answers
    from reintegra.vocabulary.identifiers import AccountReference, ActorId, PaymentId
    from reintegra.vocabulary.money import Money

_TAKEN_FOR_THE_PERSON = (Channel.VIA_LKS, Channel.DEBT_SETTLEMENT)
"""Channels by which an LKS or a creditor takes the money for the person."""

_PERHAPS_HERE = (OrderStatus.RETURNED, OrderStatus.FOLLOWED)
"""Of an order whose money came back, and was not remitted as a whole; the fund knows how much."""

_BY_NOBODY = {rule.code.replace("-", "_"): True for rule in separation.OF_A_DECIDER}
"""What is answered of who decides where nobody does: a line of a statement says it."""

OfAFile = AwardHeld | AwardResumed | FurtherAttemptDecided | ReturnRemitted | GoodsHandedOver
"""The events that name an award and none of its orders."""

OfAnOrder = (
    PaymentAmended
    | PaymentApproved
    | PaymentWithdrawn
    | PaymentSent
    | PaymentConfirmed
    | PaymentReturned
    | AidPaidBack
    | ReturnContradicted
    | ReturnUpheld
)
"""The events that name an order which is there."""

OF_AN_ORDER = (
    PaymentAmended,
    PaymentApproved,
    PaymentWithdrawn,
    PaymentSent,
    PaymentConfirmed,
    PaymentReturned,
    AidPaidBack,
    ReturnContradicted,
    ReturnUpheld,
)
"""The same as classes."""

DeskEvent = PaymentPrepared | OfAnOrder | OfAFile
"""The events that the desk is asked about."""


@attrs.frozen(eq=False)
class Setting:
    """What the desk knows as an event arrives.

    `known` is what was known of people, see `Desk.known`. `orders` are all those of the award,
    `others` those of the person's other awards.
    """

    office: Office
    known: tuple[People, ...]
    about: About
    file: AwardFile
    orders: tuple[Order, ...]
    others: tuple[Order, ...] = ()

    def since(self, orders: Iterable[Order]) -> OfficeSince:
        """The office, with all that was known of people since the first of these was made."""
        return OfficeSince(self.office, self.known[self.made_since(orders)])

    def made_since(self, orders: Iterable[Order]) -> int:
        """Since when what is known counts for these: since the first of them; for none, now."""
        return min((each.since for each in orders), default=len(self.known) - 1)

    def followed(self, follows: PaymentId | None) -> tuple[Order, ...]:
        """The order of the award of this payment, if there is one."""
        return tuple(each for each in self.orders if each.payment == follows)

    @property
    def returned(self) -> tuple[Order, ...]:
        """The orders of the award that came back, and in whose place no other stands, in turn."""
        return to_be_tried(self.orders)

    @property
    def is_under_way(self) -> bool:
        """Whether an order of the award is under way."""
        return any(each.is_under_way for each in self.orders)

    @property
    def approved(self) -> Order | None:
        """The order of the award that is approved, if one is."""
        return next((each for each in self.orders if each.is_approved), None)

    @property
    def waiting(self) -> tuple[Order, ...]:
        """The orders of which the money is under way, or came back."""
        return tuple(each for each in self.orders if each.is_under_way or each.has_come_back)

    @property
    def is_return_in_doubt(self) -> bool:
        """Whether a return is contradicted of which some money was neither sent on nor remitted.

        An order that follows can send on less than came back, where the award was reduced.
        """
        orders = (each for each in self.orders if each.status is not OrderStatus.WITHDRAWN)
        sent_on = {each.follows: each.amount for each in orders}
        return any(
            each.has_come_back
            or (each.status is OrderStatus.FOLLOWED and sent_on[each.payment] < each.outstanding)
            for each in self.orders
            if each.whereabouts.is_contradicted
        )

    @property
    def something_came_back(self) -> bool:
        """Whether money of the award ever came back, or was paid back, and was not all remitted.

        What came back and was followed is not all sent on where the award was reduced meanwhile.
        """
        is_here = any(each.status in _PERHAPS_HERE for each in self.orders)
        return is_here or any(isinstance(each, AidPaidBack) for each in self.file.history)

    def attempt(self, follows: PaymentId | None) -> int:
        """Which attempt an order is that follows this payment."""
        return sum(each.attempt for each in self.followed(follows)) + 1

    def takes_a_decision(self, follows: PaymentId | None) -> bool:
        """Whether an order that follows this payment is an attempt too many."""
        return self.attempt(follows) > self.office.attempts

    def is_decided(self, follows: PaymentId | None) -> bool:
        """Whether it was decided to try this payment again, and no order has used that."""
        first = first_attempts(self.orders)
        return follows is not None and first.get(follows) in self.file.further

    @property
    def used_up(self) -> tuple[Order, ...]:
        """All attempts at what is to be tried next, where it takes a decision; else none.

        An order that was withdrawn is no attempt.
        """
        first = first_attempts(self.orders)
        return tuple(
            each
            for last in self.returned[:1]
            if self.takes_a_decision(last.payment)
            for each in self.orders
            if first[each.payment] == first[last.payment]
            and each.status is not OrderStatus.WITHDRAWN
        )

    def findings(self, on: date) -> tuple[Found, ...]:
        """What there is to be seen on a day before anything more is paid."""
        return findings_on(
            self.about,
            on=on,
            recent_days=self.office.recent_days,
            doubts=(doubt for each in (*self.orders, *self.others) for doubt in each.doubts),
        )

    def is_seen(self, order: Order, on: date) -> bool:
        """Whether the approvals of an order name all that there is to be seen on a day."""
        return order.seen.issuperset(self.findings(on))

    def is_in_order(self, on: date) -> bool:
        """Whether a day is neither before the award nor before the latest on file."""
        last = self.file.last_on
        return self.about.awarded_on <= on and (last is None or last <= on)

    def signed(self, by: ActorId, on: date) -> Signatory:
        """An actor as the office knows them, acting in the own name on a day."""
        return Signatory.of(self.office, by, on=on)


def of_preparing(event: PaymentPrepared, at: Setting, *, is_new: bool) -> Answers:
    """The answers about an order that is to be made."""
    follows = next((each.payment for each in at.returned), None)
    return {
        "award_on_record": True,
        "order_is_new": is_new,
        "no_order_under_way": not at.is_under_way,
        "acts_in_order": at.is_in_order(event.on),
        **_of_the_money(event.amount, event.account, at.about),
        "payee_named": _is_named(event.payee, at.about),
        "follows_the_return": event.follows == follows,
        "attempts_left": at.is_decided(event.follows) or not at.takes_a_decision(event.follows),
        **separation.of_whoever_moves_money(
            at.since(at.followed(event.follows)),
            at.about,
            at.signed(event.by, event.on),
            (event.payee,),
        ),
    }


def of_an_order(event: OfAnOrder, order: Order | None, at: Setting) -> Answers:
    """The answers about an event of an order; of one that is not there, nothing else is asked."""
    if order is None:
        return {"order_is_known": False}
    answers = {
        "order_is_known": True,
        "order_status": order.status in named_in(type(event)),
    }
    if isinstance(event, ReturnContradicted | ReturnUpheld):
        return answers | _of_the_return(event, order, at)
    answers["acts_in_order"] = at.is_in_order(event.on)
    match event:
        case PaymentAmended():
            return answers | _of_amending(event, order, at)
        case PaymentApproved():
            return answers | _of_approving(event, order, at)
        case PaymentWithdrawn():
            return answers | {"officer_is_known": event.by in at.office.actors}
        case PaymentSent():
            return answers | _of_sending(event, order, at)
        case AidPaidBack():
            return answers | {
                "acts_in_order": order.last_on <= event.on,
                "order_holds_amount": order.can_pay_back(event.amount),
            }
        case PaymentConfirmed() | PaymentReturned():  # pragma: no branch - last
            return answers | {
                "acts_in_order": order.whereabouts.is_not_before(event.on),
                "as_ordered": order.outstanding == event.amount,
            }


def of_a_file(event: OfAFile, at: Setting) -> Answers:
    """The answers about an event of an award that names none of its orders."""
    answers = {"award_on_record": True, "acts_in_order": at.is_in_order(event.on)}
    if isinstance(event, GoodsHandedOver):
        return answers | _of_handing_over(event, at)
    about, by = at.about, event.by
    match event:
        case AwardHeld():
            held = at.file.held is not None
            return answers | {"not_held_yet": not held, "officer_is_known": by in at.office.actors}
        case AwardResumed():
            acting = at.signed(by, event.on)
            payees = (each.payee for each in at.waiting)
            office = at.since(at.waiting)
            who = separation.of_whoever_moves_money(office, about, acting, payees)
            return answers | {"award_is_held": at.file.held is not None, **who}
        case FurtherAttemptDecided():
            tried = at.used_up
            decided = any(at.is_decided(each.payment) for each in tried)
            return answers | {
                "attempts_used_up": bool(tried) and not decided,
                **separation.of_a_decider(at.since(tried), about, by, tried, event.on),
            }
        case ReturnRemitted():  # pragma: no branch - last
            return answers | {
                "no_order_under_way": not at.is_under_way,
                "something_came_back": at.something_came_back,
                "no_return_in_doubt": not at.is_return_in_doubt,
            }


def _of_amending(event: PaymentAmended, order: Order, at: Setting) -> Answers:
    after = order.amended(event, at.office)
    acting, office = at.signed(event.by, event.on), at.since((order,))
    return {
        "something_changes": not order.pays_the_same_as(after),
        "payee_named": _is_named(after.payee, at.about),
        **_of_the_money(after.amount, after.account, at.about),
        **separation.of_whoever_moves_money(office, at.about, acting, (after.payee,)),
        **separation.of_the_makers(office.people, at.about, order, after.payee),
    }


def _of_approving(event: PaymentApproved, order: Order, at: Setting) -> Answers:
    return {
        **_of_the_money(order.amount, order.account, at.about),
        "follows_the_return": _is_linked(order, at),
        "only_what_was_found": set(event.despite) <= set(at.findings(event.on)),
        **separation.of_an_approver(at.since((order,)), at.about, event, order),
    }


def _of_sending(event: PaymentSent, order: Order, at: Setting) -> Answers:
    return {
        "as_ordered": (event.amount, event.account) == (order.amount, order.account),
        **_of_the_money(order.amount, order.account, at.about),
        "follows_the_return": _is_linked(order, at),
        "award_not_held": at.file.held is None,
        "findings_seen": at.is_seen(order, event.on),
        **separation.of_the_signatories(at.since((order,)).people, at.about, order),
    }


def _of_handing_over(event: GoodsHandedOver, at: Setting) -> Answers:
    """Of goods nothing is found about an account; of no order, no more is asked."""
    order = at.approved
    answers = {"award_not_held": at.file.held is None, "goods_are_ordered": order is not None}
    if order is None:
        return answers
    return {
        **answers,
        **_of_the_money(order.amount, order.account, at.about),
        "findings_seen": at.is_seen(order, event.on),
        **separation.of_the_signatories(at.since((order,)).people, at.about, order),
    }


def _of_the_return(event: ReturnContradicted | ReturnUpheld, order: Order, at: Setting) -> Answers:
    """What a bank says late is compared with the days of the payment, not with those on file.

    Whoever ends a doubt by hand takes a finding from each order that is to be sent. An order that
    was withdrawn counts as well: whoever made it can make the next.
    """
    said = order.whereabouts
    if isinstance(event, ReturnUpheld):
        concerned = (*at.orders, *(each for each in at.others if each.is_to_be_sent))
        who = (
            _BY_NOBODY
            if event.by is None
            else separation.of_a_decider(
                at.since(concerned), at.about, event.by, concerned, event.on
            )
        )
        return {"return_is_contradicted": _can_be_upheld(event, order), **who}
    return {
        "contradiction_is_new": not said.has_heard(event.on, event.record),
        "after_the_return": said.is_paid_after_return(event.on),
    }


def _can_be_upheld(event: ReturnUpheld, order: Order) -> bool:
    """Whether there is the doubt that this is to answer; a letter is not before the return."""
    said = order.whereabouts
    if event.answers is None:
        return said.is_answered_on(event.on)
    back = said.back_on
    return back is not None and back <= event.on and event.answers in order.doubts


def _of_the_money(amount: Money, account: AccountReference | None, about: About) -> Answers:
    return {
        "amount_is_due": amount == about.due,
        "account_on_record": account == about.pays_into,
    }


def _is_named(payee: ActorId | None, about: About) -> bool:
    """Whether an order names who takes the money for the person, and otherwise nobody.

    Goods can be taken by the person or by another.
    """
    if about.channel is Channel.IN_KIND:
        return True
    return (payee is not None) == (about.channel in _TAKEN_FOR_THE_PERSON)


def _is_linked(order: Order, at: Setting) -> bool:
    """Whether nothing that came back is to be tried before what this order pays."""
    return in_turn((order, *at.returned), at.orders)[0] is order
