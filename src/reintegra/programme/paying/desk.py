"""The desk of a programme: its payment orders, and all that has happened to each.

A desk is a value. Recording an event gives a new desk, or is refused with every reason. Nothing
is ever taken off it: what is withdrawn, amended or returned stays on file.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import attrs

from reintegra.chain.award import AwardCancelled, AwardReduced, GoodsHandedOver
from reintegra.errors import InvalidValue, OutsideCoverage, UnknownEvent
from reintegra.programme.paying import life
from reintegra.programme.paying.acts import (
    AwardHeld,
    AwardResumed,
    FurtherAttemptDecided,
    PaymentPrepared,
    PaymentWithdrawn,
    ReturnRemitted,
)
from reintegra.programme.paying.answering import (
    OF_AN_ORDER,
    Setting,
    of_a_file,
    of_an_order,
    of_preparing,
)
from reintegra.programme.paying.attempts import first_attempts, to_be_tried
from reintegra.programme.paying.award_file import NOTHING_ON_FILE, AwardFile
from reintegra.programme.paying.instead import refused_with
from reintegra.programme.paying.office import Office, People
from reintegra.programme.paying.ordering import RULES
from reintegra.programme.paying.orders import Order
from reintegra.programme.paying.signatory import OfficeSince
from reintegra.rules import Rule, judge_together
from reintegra.vocabulary.checks import instance_of
from reintegra.vocabulary.identifiers import AwardId, PaymentId
from reintegra.vocabulary.layers import LayeredMapping

if TYPE_CHECKING:
    from datetime import date

    from reintegra.chain.stage import Event
    from reintegra.programme.paying.about import About
    from reintegra.programme.paying.answering import DeskEvent
    from reintegra.programme.paying.findings import Found
    from reintegra.programme.paying.separation import Answers
    from reintegra.rules import Verdict
    from reintegra.vocabulary.money import Money
    from reintegra.vocabulary.texts import Text

AT_THE_DESK = tuple(RULES)
"""The events that the desk is asked about, of the chain and its own."""

ON_FILE = (*AT_THE_DESK, AwardReduced, AwardCancelled)
"""The events that are on file at the desk: it is told of those that it is not asked about."""


OfficeAct = AwardHeld | AwardResumed | FurtherAttemptDecided | ReturnRemitted
"""The acts that name an award and none of its orders."""


@attrs.frozen(eq=False)
class Desk:
    """The payment orders of a programme, under the rules of its office.

    `orders` are all orders by their payment, `files` what is on file by award. `known` is what was
    known of people, by this office and by those before it: the first of it since the first of them,
    the last by this one alone. An order remembers since which it was made, or the first attempt at
    what it pays.

    Raises:
        WrongType: the office is no `Office`.
        InvalidValue: the last that is known is not what the office knows; take `under`.
    """

    office: Office
    orders: LayeredMapping[PaymentId, Order] = attrs.field(factory=LayeredMapping[PaymentId, Order])
    files: LayeredMapping[AwardId, AwardFile] = attrs.field(
        factory=LayeredMapping[AwardId, AwardFile]
    )
    known: tuple[People, ...] = attrs.field(
        default=attrs.Factory(lambda desk: _of_its_own(desk.office), takes_self=True)
    )

    def __attrs_post_init__(self) -> None:
        instance_of(Office, "Desk.office", self.office)
        if instance_of(tuple, "Desk.known", self.known)[-1:] != (self.office.people,):
            raise InvalidValue("Desk.known", "another-office", "an office knows what it says")

    def under(self, office: Office) -> Desk:
        """The desk under another office; nothing that was known before is forgotten."""
        if office.people == self.office.people:
            return attrs.evolve(self, office=office)
        known = (*(each.and_by(office.people) for each in self.known), office.people)
        return attrs.evolve(self, office=office, known=known)

    def file(self, award: AwardId) -> AwardFile:
        """What is on file of an award: nothing, of one of which the desk has not heard."""
        return self.files.get(award, NOTHING_ON_FILE)

    def orders_of(self, award: AwardId) -> tuple[Order, ...]:
        """The orders of an award, in the order in which they were prepared."""
        return tuple(self.orders[payment] for payment in self.file(award).orders)

    def order(self, payment: PaymentId) -> Order:
        """The order of a payment.

        Raises:
            OutsideCoverage: the desk has no order of this payment.
            WrongType: the payment is not named by its `PaymentId`.
        """
        order = self.orders.get(instance_of(PaymentId, "payment", payment))
        if order is None:
            raise OutsideCoverage("payment order", payment)
        return order

    def consider(self, event: DeskEvent, about: About | None) -> Verdict:
        """Whether the event can be recorded, with every reason; nothing is changed.

        `about` is `None` where the case has no such award: then nothing else is asked.

        Raises:
            UnknownEvent: the desk is not asked about events of this type.
            InvalidValue: what is known is of another case or award than that of the event.
        """
        return judge_together("desk", event.words, _rules_of(event), self._answers(event, about))

    def permits(self, event: DeskEvent, about: About | None) -> bool:
        """Whether `consider` would be met, without its reasons.

        Raises:
            UnknownEvent: the desk is not asked about events of this type.
            InvalidValue: what is known is of another case or award than that of the event.
        """
        return all(self._answers(event, about).values())

    def record(self, event: DeskEvent, about: About) -> Desk:
        """The desk after the event.

        Whether an officer answers for a `ReturnUpheld` is asked by the programme alone: here one
        without `by` counts as the line of a statement.

        Raises:
            TransitionRefused: the event cannot be recorded; the verdict says why, and the error
                what is possible with the order that the event names.
            UnknownEvent: the desk is not asked about events of this type.
            InvalidValue: what is known is of another case or award than that of the event.
        """
        rules, answers = _rules_of(event), self._answers(event, about)
        if not all(answers.values()):
            verdict = judge_together("desk", event.words, rules, answers)
            raise refused_with(self._named(event), event, verdict)
        return self.carry(event, about)

    def carry(self, event: DeskEvent | AwardReduced | AwardCancelled, about: About) -> Desk:
        """The desk after an event that `consider` has met, or of which it is only told."""
        award = about.award
        file = self.file(award)
        file = attrs.evolve(file, history=(*file.history, event))
        match event:
            case PaymentPrepared():
                return self._prepared(event, about, file)
            case PaymentWithdrawn():
                return self._withdrawn(event, self.orders[event.payment], file)
            case AwardReduced():
                return self._with(award, file)
            case AwardCancelled():
                return self._cancelled(event, file)
            case GoodsHandedOver():
                handed = [each for each in self.orders_of(award) if each.is_approved]
                return self._with(award, file, *(self._after(each, event) for each in handed))
            case AwardHeld() | AwardResumed() | FurtherAttemptDecided() | ReturnRemitted():
                return self._filed(event, award, file, about.due)
            case _:
                return self._with(award, file, self._after(self.orders[event.payment], event))

    def findings(self, about: About, on: date) -> tuple[Found, ...]:
        """What there is to be seen on a day before anything more of an award is paid."""
        return self._setting(about).findings(on)

    def orders_to_be_sent(self, about: About) -> tuple[Order, ...]:
        """The orders of an award, and of the other awards to its person, that are to be sent."""
        at = self._setting(about)
        return tuple(each for each in (*at.orders, *at.others) if each.is_to_be_sent)

    def explain(self, payment: PaymentId) -> Text:
        """The life of a payment, with every attempt before and after it, told from its events.

        A line an event, in the order of recording; then how each attempt stands.

        Raises:
            OutsideCoverage: the desk has no order of this payment.
            WrongType: the payment is not named by its `PaymentId`.
        """
        order = self.order(payment)
        return life.explain(self.file(order.award).history, self.orders_of(order.award), payment)

    def _answers(self, event: DeskEvent, about: About | None) -> Answers:
        order = self._named(event)
        if about is None:
            known = isinstance(event, OF_AN_ORDER)
            return {"order_is_known" if known else "award_on_record": False}
        award = about.award if isinstance(event, OF_AN_ORDER) else event.award
        named = award if order is None else order.award
        if (about.case, about.award) != (event.case, named):
            hint = "what is known is that of the case and the award of the event"
            raise InvalidValue("about", "another-award", hint)
        at = self._setting(about)
        if isinstance(event, PaymentPrepared):
            return of_preparing(event, at, is_new=event.payment not in self.orders)
        if isinstance(event, OF_AN_ORDER):
            return of_an_order(event, order, at)
        return of_a_file(event, at)

    def _setting(self, about: About) -> Setting:
        others = (order for award in sorted(about.others) for order in self.orders_of(award))
        file, orders = self.file(about.award), self.orders_of(about.award)
        return Setting(self.office, self.known, about, file, orders, tuple(others))

    def _after(self, order: Order, event: Event) -> Order:
        """The order after an event, as this office counts, by all known since the first attempt."""
        return order.after(event, OfficeSince(self.office, self.known[order.since]))

    def _named(self, event: DeskEvent) -> Order | None:
        """The order that the event names, where it is one of the case and award of the event."""
        if not isinstance(event, OF_AN_ORDER):
            return None
        order = self.orders.get(event.payment)
        if order is None or order.case != event.case:
            return None
        award: AwardId = getattr(event, "award", order.award)
        return order if award == order.award else None

    def _prepared(self, event: PaymentPrepared, about: About, file: AwardFile) -> Desk:
        at = self._setting(about)
        by_decision = at.takes_a_decision(event.follows)
        order = Order.prepared(
            event,
            about.channel,
            self.office,
            since=at.made_since(at.followed(event.follows)),
            attempt=at.attempt(event.follows),
            by_decision=by_decision,
        )
        first = first_attempts((*at.orders, order))[event.payment]
        further = file.further - {first} if by_decision else file.further
        after = attrs.evolve(file, orders=(*file.orders, event.payment), further=further)
        return self._with(event.award, after, order, *self._followed(event, order))

    def _withdrawn(
        self, event: PaymentWithdrawn | AwardCancelled, order: Order, file: AwardFile
    ) -> Desk:
        """The decision that an order used goes back with it."""
        gone = self._after(order, event)
        first = first_attempts(self.orders_of(order.award))[order.payment]
        further = file.further | {first} if order.by_decision else file.further
        after = attrs.evolve(file, further=further)
        return self._with(order.award, after, gone, *self._followed(event, gone))

    def _cancelled(self, event: AwardCancelled, file: AwardFile) -> Desk:
        """With its award an order is withdrawn that was not sent; there is one at the most."""
        for order in self.orders_of(event.award):
            if order.is_prepared or order.is_approved:
                return self._withdrawn(event, order, file)
        return self._with(event.award, file)

    def _followed(
        self, event: PaymentPrepared | PaymentWithdrawn | AwardCancelled, order: Order
    ) -> tuple[Order, ...]:
        """The order that this one follows, which the event moves as well."""
        if order.follows is None:
            return ()
        return (self._after(self.orders[order.follows], event),)

    def _filed(self, event: OfficeAct, award: AwardId, file: AwardFile, due: Money | None) -> Desk:
        """What came back stays returned, while it is due again and only other money is remitted."""
        match event:
            case AwardHeld():
                return self._with(award, attrs.evolve(file, held=event))
            case AwardResumed():
                return self._with(award, attrs.evolve(file, held=None))
            case FurtherAttemptDecided():
                orders = self.orders_of(award)
                first = first_attempts(orders)
                decided = {first[each.payment] for each in to_be_tried(orders)[:1]}
                return self._with(award, attrs.evolve(file, further=file.further | decided))
            case ReturnRemitted():  # pragma: no branch - last
                returned = [each for each in self.orders_of(award) if each.has_come_back]
                kept = () if due else returned
                return self._with(award, file, *(self._after(each, event) for each in kept))

    def _with(self, award: AwardId, file: AwardFile, *orders: Order) -> Desk:
        changed = {each.payment: each for each in orders}
        return attrs.evolve(
            self,
            orders=self.orders.over(changed),
            files=self.files.over({award: file}),
        )


def _of_its_own(office: object) -> tuple[People, ...]:
    """What an office knows by itself."""
    return (instance_of(Office, "Desk.office", office).people,)


def _rules_of(event: DeskEvent) -> tuple[Rule, ...]:
    rules = RULES.get(type(event))
    if rules is None:
        raise UnknownEvent(type(event))
    return rules
