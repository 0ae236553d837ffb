"""The books of a fund while events are recorded: the one place where its money moves.

A fund is a value. To record in it, its books are opened, every event is asked about and carried,
and the books are closed into a new fund; whoever stops halfway has changed nothing.
"""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING, Any

import attrs

from reintegra.chain.award import (
    AidPaidBack,
    AwardCancelled,
    Awarded,
    AwardReduced,
    GoodsHandedOver,
    PaymentConfirmed,
    PaymentReturned,
    PaymentSent,
)
from reintegra.errors import TransitionRefused
from reintegra.programme.money.appropriation import FundAppropriated
from reintegra.programme.money.ledger import (
    ROUTES,
    Account,
    AwardBalance,
    Movement,
    PaymentBalance,
    Posting,
)
from reintegra.programme.money.standing import MoneyEvent, Standing
from reintegra.programme.paying.acts import ReturnRemitted
from reintegra.rules import Verdict, judge_together
from reintegra.vocabulary.money import Money

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from reintegra.vocabulary.identifiers import AwardId, PaymentId

_IN_FLIGHT, _PAID, _RETURNED = Account.IN_FLIGHT, Account.PAID, Account.RETURNED
_SEND, _SEND_AGAIN, _CONFIRM = Movement.SEND, Movement.SEND_AGAIN, Movement.CONFIRM
_RETURN, _RETURN_OF_PAID = Movement.RETURN, Movement.RETURN_OF_PAID


@attrs.define(eq=False)
class Books(Standing):
    """The money of a fund, open for recording; `postings` are those that were made since."""

    postings: list[Posting] = attrs.field(factory=list[Posting])

    def consider(self, event: MoneyEvent) -> Verdict:
        """Whether the fund can carry the event, with every reason; nothing is changed.

        Raises:
            UnknownEvent: the event moves no money.
        """
        rules, answers, _, _ = self.asked_of(event)
        return judge_together("fund", event.words, rules, answers)

    def permits(self, event: MoneyEvent) -> bool:
        """Whether `consider` would be met, without its reasons.

        Raises:
            UnknownEvent: the event moves no money.
        """
        _, answers, _, _ = self.asked_of(event)
        return list(answers.values()).count(True) == len(answers)

    def record(self, event: MoneyEvent) -> None:
        """Ask about an event, and carry it.

        Raises:
            TransitionRefused: the fund cannot carry it; the verdict says why.
            UnknownEvent: the event moves no money.
        """
        rules, answers, award, payment = self.asked_of(event)
        if list(answers.values()).count(True) < len(answers):
            raise TransitionRefused(judge_together("fund", event.words, rules, answers), None)
        _CARRYING[type(event)](self, event, award, payment)

    def carry(self, event: MoneyEvent) -> None:
        """Move the money of an event that `consider` has met."""
        _, _, award, payment = self.asked_of(event)
        _CARRYING[type(event)](self, event, award, payment)

    def post(
        self,
        movement: Movement,
        amount: Money,
        event: MoneyEvent,
        award: AwardId | None = None,
        payment: PaymentId | None = None,
    ) -> None:
        """Move an amount from one account to another, and write it into the journal."""
        source, target = ROUTES[movement]
        self.balances[source] -= amount.units
        self.balances[target] += amount.units
        self.postings.append(Posting(movement, amount, event.on, award, payment))

    def hold(self, terms: Awarded, units: int) -> None:
        """Count so much for the round, the site and the person of an award, or less."""
        for name in (terms.round, terms.site, terms.person):
            self.held[name] = self.held_of(name) + units


def _appropriated(books: Books, event: FundAppropriated, *_: object) -> None:
    books.post(Movement.APPROPRIATE, event.amount, event)
    books.appropriations[event.record] = event
    latest = books.last_appropriated_on
    books.last_appropriated_on = event.on if latest is None else max(latest, event.on)


def _awarded(books: Books, event: Awarded, *_: object) -> None:
    units = event.amount.units
    books.post(Movement.RESERVE, event.amount, event, event.award)
    books.hold(event, units)
    books.of_person[event.person] = (*books.awards_of(event.person), event.award)
    books.awards[event.award] = AwardBalance(event, units, 0, 0, 0, 0, units)


def _sent(books: Books, event: PaymentSent, stood: AwardBalance, *_: object) -> None:
    """What came back is sent first; what is reserved makes up for the rest."""
    award, payment, units = event.award, event.payment, event.amount.units
    again = min(units, stood.to_send_again)
    if again == units:
        books.post(_SEND_AGAIN, event.amount, event, award, payment)
    elif not again:
        books.post(_SEND, event.amount, event, award, payment)
    else:
        books.post(_SEND_AGAIN, Money(again, books.currency), event, award, payment)
        books.post(_SEND, Money(units - again, books.currency), event, award, payment)
    books.payments[payment] = PaymentBalance(award, units, _IN_FLIGHT)
    books.awards[award] = AwardBalance(
        stood.terms,
        stood.reserved - units + again,
        stood.in_flight + units,
        stood.paid,
        stood.returned - again,
        stood.remitted,
        stood.to_pay - units,
        stood.cancelled,
    )


def _confirmed(books: Books, event: PaymentConfirmed, stood: AwardBalance, *_: object) -> None:
    award, payment, units = event.award, event.payment, event.amount.units
    books.post(_CONFIRM, event.amount, event, award, payment)
    books.payments[payment] = PaymentBalance(award, units, _PAID)
    books.awards[award] = AwardBalance(
        stood.terms,
        stood.reserved,
        stood.in_flight - units,
        stood.paid + units,
        stood.returned,
        stood.remitted,
        stood.to_pay,
        stood.cancelled,
    )


def _came_back(
    books: Books, event: PaymentReturned, stood: AwardBalance, sent: PaymentBalance
) -> None:
    """What came back is due again, unless the award was cancelled; what was paid back is not."""
    award, payment, units = event.award, event.payment, event.amount.units
    of_paid = sent.account is _PAID
    books.post(_RETURN_OF_PAID if of_paid else _RETURN, event.amount, event, award, payment)
    books.payments[payment] = sent._replace(account=_RETURNED)
    books.awards[award] = stood._replace(
        in_flight=stood.in_flight - (0 if of_paid else units),
        paid=stood.paid - (units if of_paid else 0),
        returned=stood.returned + units,
        to_pay=stood.to_pay + (0 if stood.cancelled else units),
    )


def _delivered(books: Books, event: GoodsHandedOver, stood: AwardBalance, *_: object) -> None:
    amount = Money(stood.reserved, books.currency)
    books.post(Movement.DELIVER, amount, event, event.award)
    books.awards[event.award] = stood._replace(
        reserved=0,
        paid=stood.paid + stood.reserved,
        to_pay=stood.to_pay - stood.reserved,
    )


def _reduced(books: Books, event: AwardReduced, stood: AwardBalance, *_: object) -> None:
    left = sum(part.units for part in event.tranches)
    _release(books, event, stood, left, cancelled=False)


def _cancelled(books: Books, event: AwardCancelled, stood: AwardBalance, *_: object) -> None:
    _release(books, event, stood, 0, cancelled=True)


def _release(
    books: Books,
    event: AwardReduced | AwardCancelled,
    stood: AwardBalance,
    to_pay: int,
    *,
    cancelled: bool,
) -> None:
    """What is reserved goes first; of what came back, the rest is then to be remitted."""
    units = min(stood.reserved, stood.to_pay - to_pay)
    if units:
        books.post(Movement.RELEASE, Money(units, books.currency), event, event.award)
        books.hold(stood.terms, -units)
    books.awards[event.award] = stood._replace(
        reserved=stood.reserved - units, to_pay=to_pay, cancelled=cancelled
    )


def _paid_back(books: Books, event: AidPaidBack, stood: AwardBalance, sent: PaymentBalance) -> None:
    """It stands as returned, and is not due again."""
    award, units = event.award, event.amount.units
    books.post(Movement.CLAW_BACK, event.amount, event, award, event.payment)
    books.payments[event.payment] = sent._replace(paid_back=sent.paid_back + units)
    books.awards[award] = stood._replace(paid=stood.paid - units, returned=stood.returned + units)


def _remitted(books: Books, event: ReturnRemitted, stood: AwardBalance, *_: object) -> None:
    units = event.amount.units
    books.post(Movement.REMIT, event.amount, event, event.award)
    books.awards[event.award] = stood._replace(
        returned=stood.returned - units, remitted=stood.remitted + units
    )


_CARRYING: Mapping[type, Callable[[Books, Any, Any, Any], None]] = MappingProxyType(
    {
        FundAppropriated: _appropriated,
        Awarded: _awarded,
        PaymentSent: _sent,
        PaymentConfirmed: _confirmed,
        PaymentReturned: _came_back,
        GoodsHandedOver: _delivered,
        AwardReduced: _reduced,
        AidPaidBack: _paid_back,
        AwardCancelled: _cancelled,
        ReturnRemitted: _remitted,
    }
)
