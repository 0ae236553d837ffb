"""The books of a fund while events are recorded: the one place where its money moves.

A fund is a value. To record in it, its books are opened, every event or posting is asked about and
carried, and the books are closed into a new fund; whoever stops halfway has changed nothing.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

import attrs

from reintegra.chain.award import (
    AwardCancelled,
    Awarded,
    GoodsHandedOver,
    PaymentConfirmed,
    PaymentReturned,
    PaymentSent,
)
from reintegra.errors import TransitionRefused, UnknownEvent
from reintegra.programme import funding
from reintegra.programme.ledger import (
    EMPTY,
    ROUTES,
    Account,
    AwardBalance,
    Balances,
    Movement,
    PaymentBalance,
    Posting,
    posted,
)
from reintegra.rules import Missing, Rule, Verdict, judge_together
from reintegra.vocabulary.checks import instance_of
from reintegra.vocabulary.identifiers import AwardId, PaymentId, ProgrammeId, SiteId
from reintegra.vocabulary.money import Currency, Money, currencies_apart

if TYPE_CHECKING:
    from datetime import date

    from reintegra.vocabulary.texts import Text

MoneyEvent = (
    Awarded | PaymentSent | PaymentConfirmed | PaymentReturned | GoodsHandedOver | AwardCancelled
)
"""The events of the chain that move money."""

MOVES_MONEY = (
    Awarded,
    PaymentSent,
    PaymentConfirmed,
    PaymentReturned,
    GoodsHandedOver,
    AwardCancelled,
)
"""The same as classes."""

_SENDINGS = (Movement.SEND, Movement.SEND_AGAIN)
_ANSWERS = (Movement.CONFIRM, Movement.RETURN, Movement.RETURN_OF_PAID)
_Answers = Mapping[str, bool | Missing]
_Questions = tuple[tuple[Rule, ...], _Answers]


@attrs.define(eq=False)
class Books:
    """The money of a fund, open for recording.

    `held_at` is what awards at a site took of the fund and did not release. `before` are the
    awards as the books were opened, `changed` those that moved since; of the payments the same are
    `payments_before` and `payments_changed`.
    """

    programme: ProgrammeId
    currency: Currency
    ceilings: Mapping[SiteId, Money]
    balances: Balances
    held_at: dict[SiteId, int]
    appropriations: list[Posting]
    before: Mapping[AwardId, AwardBalance]
    payments_before: Mapping[PaymentId, PaymentBalance]
    changed: dict[AwardId, AwardBalance] = attrs.field(factory=dict[AwardId, AwardBalance])
    payments_changed: dict[PaymentId, PaymentBalance] = attrs.field(
        factory=dict[PaymentId, PaymentBalance]
    )
    postings: list[Posting] = attrs.field(factory=list[Posting])

    def award(self, award: AwardId) -> AwardBalance | None:
        """Where the money of one award stands now."""
        return self.changed.get(award) or self.before.get(award)

    def payment(self, payment: PaymentId) -> PaymentBalance | None:
        """Where the money of one payment stands now."""
        return self.payments_changed.get(payment) or self.payments_before.get(payment)

    def room_at(self, site: SiteId | None) -> int | None:
        """How much the ceiling of a site still permits; `None` where it has no ceiling."""
        if site is None or site not in self.ceilings:
            return None
        return self.ceilings[site].units - self.held_at.get(site, 0)

    def available_on(self, on: date) -> int:
        """What is available, without what was appropriated after that day."""
        later = sum(each.amount.units for each in self.appropriations if each.on > on)
        return self.balances[Account.AVAILABLE] - later

    def consider(self, event: MoneyEvent) -> Verdict:
        """Whether the fund can carry the event, with every reason; nothing is changed.

        Raises:
            UnknownEvent: the event moves no money.
        """
        rules, answers = self._questions(event)
        return judge_together("fund", event.words, rules, answers)

    def record(self, event: MoneyEvent) -> None:
        """Ask about an event, and carry it.

        Raises:
            TransitionRefused: the fund cannot carry it; the verdict says why.
            UnknownEvent: the event moves no money.
        """
        _refuse_unless_met(event.words, *self._questions(event))
        self.carry(event)

    def carry(self, event: MoneyEvent) -> None:
        """Move the money of an event that `consider` has met."""
        for posting in self.postings_of(event):
            self._move(posting)

    def post(self, posting: Posting) -> None:
        """Carry a posting.

        Raises:
            CurrencyMismatch: its amount is in another currency.
            TransitionRefused: the money available, the ceiling or the award does not hold so much,
                or the payment is not the one that was sent.
        """
        if posting.amount.currency != self.currency:
            raise currencies_apart(posting.amount.currency, self.currency)
        _refuse_unless_met(posting.movement.text, *self._posting_questions(posting))
        self._move(posting)

    def postings_of(self, event: MoneyEvent) -> tuple[Posting, ...]:
        """The postings that an event makes in these books.

        Raises:
            UnknownEvent: the event moves no money.
            InvalidValue: an amount that is not above zero.
        """
        movement, amount = self._movement_of(event)
        match event:
            case Awarded():
                return (Posting(movement, amount, event.on, event.award, site=event.site),)
            case AwardCancelled() | GoodsHandedOver():
                return (Posting(movement, amount, event.on, event.award),) if amount else ()
            case _:
                return (Posting(movement, amount, event.on, event.award, event.payment),)

    def _movement_of(self, event: MoneyEvent) -> tuple[Movement, Money]:
        if not isinstance(event, MOVES_MONEY):
            raise UnknownEvent(type(event))
        award = self.award(event.award)
        reserved = award.on(Account.RESERVED) if award else 0
        match event:
            case Awarded():
                return Movement.RESERVE, event.amount
            case PaymentSent():
                again = award and award.holds(Movement.SEND_AGAIN, event.amount.units)
                return Movement.SEND_AGAIN if again else Movement.SEND, event.amount
            case PaymentConfirmed():
                return Movement.CONFIRM, event.amount
            case PaymentReturned():
                sent = self.payment(event.payment)
                was_paid = sent is not None and sent.account is Account.PAID
                return Movement.RETURN_OF_PAID if was_paid else Movement.RETURN, event.amount
            case GoodsHandedOver():
                return Movement.DELIVER, Money(reserved, self.currency)
            case _:
                return Movement.RELEASE, Money(reserved, self.currency)

    def _questions(self, event: MoneyEvent) -> _Questions:
        movement, amount = self._movement_of(event)
        own_currency = amount.currency == self.currency
        units = amount.units if own_currency and amount.units > 0 else None
        match event:
            case Awarded():
                return funding.OF_AN_AWARD, {
                    "own_programme": event.programme == self.programme,
                    "own_currency": own_currency,
                    **self._of_a_reservation(event.award, event.site, event.on, units),
                }
            case AwardCancelled():
                known = self.award(event.award) is not None
                return funding.OF_A_CANCELLATION, {"award_is_known": known}
            case GoodsHandedOver():
                return funding.OF_A_MOVEMENT, self._of_a_movement(event.award, movement, units or 1)
            case _:
                rules, answers = self._of_a_payment(event.award, movement, event.payment, units)
                return (*funding.OF_AN_AMOUNT, *rules, *funding.OF_A_MOVEMENT), {
                    "own_currency": own_currency,
                    "amount_above_zero": amount.units > 0,
                    **answers,
                    **self._of_a_movement(event.award, movement, units),
                }

    def _posting_questions(self, posting: Posting) -> _Questions:
        movement, award, units = posting.movement, posting.award, posting.amount.units
        if award is None:
            return (), {}
        if movement is Movement.RESERVE:
            answers = self._of_a_reservation(award, posting.site, posting.on, units)
            return funding.OF_A_RESERVATION, answers
        rules, answers = self._of_a_payment(award, movement, posting.payment, units)
        return (*rules, *funding.OF_A_MOVEMENT), {
            **answers,
            **self._of_a_movement(award, movement, units),
        }

    def _of_a_reservation(
        self, award: AwardId, site: SiteId | None, on: date, units: int | None
    ) -> _Answers:
        room, available = self.room_at(site), self.balances[Account.AVAILABLE]
        short = units is None or units > available
        return {
            "award_is_new": self.award(award) is None,
            "within_available": _reaches(units, available),
            "funded_by_then": _reaches(None if short else units, self.available_on(on)),
            "within_ceiling": room is None or _reaches(units, room),
        }

    def _of_a_payment(
        self, award: AwardId, movement: Movement, payment: PaymentId | None, units: int | None
    ) -> _Questions:
        sent = None if payment is None else self.payment(payment)
        if payment is not None and movement in _SENDINGS:
            return funding.OF_A_SENDING, {"payment_is_new": sent is None}
        if payment is None or movement not in _ANSWERS:
            return (), {}
        was_sent = sent is not None and (sent.award, sent.units) == (award, units)
        comparable = units is not None and self.award(award) is not None
        is_open = sent is not None and sent.account is ROUTES[movement][0]
        return funding.OF_AN_ANSWER, {
            "payment_was_sent": was_sent if comparable else Missing.UNKNOWN,
            "answer_is_open": is_open if comparable and was_sent else Missing.UNKNOWN,
        }

    def _of_a_movement(self, award: AwardId, movement: Movement, units: int | None) -> _Answers:
        known = self.award(award)
        left = None if known is None else known.on(ROUTES[movement][0])
        return {"award_is_known": known is not None, "award_holds_amount": _reaches(units, left)}

    def _move(self, posting: Posting) -> None:
        movement, units = posting.movement, posting.amount.units
        self.balances = posted(self.balances, movement, units)
        self.postings.append(posting)
        if posting.award is None:
            self.appropriations.append(posting)
            return
        if posting.payment is not None and movement in (*_SENDINGS, *_ANSWERS):
            stands = PaymentBalance(posting.award, units, ROUTES[movement][1])
            self.payments_changed[posting.payment] = stands
        known = self.award(posting.award)
        if known is None:
            known = AwardBalance(instance_of(SiteId, "Posting.site", posting.site), EMPTY)
        after = AwardBalance(known.site, posted(known.balances, movement, units))
        self.changed[posting.award] = after
        taken = known.on(Account.AVAILABLE) - after.on(Account.AVAILABLE)
        self.held_at[known.site] = self.held_at.get(known.site, 0) + taken


def _refuse_unless_met(text: Text, rules: tuple[Rule, ...], answers: _Answers) -> None:
    if not all(answer is True for answer in answers.values()):
        raise TransitionRefused(judge_together("fund", text, rules, answers), None)


def _reaches(units: int | None, left: int | None) -> bool | Missing:
    """What cannot be compared is no reason of its own: another reason stands beside it."""
    return Missing.UNKNOWN if units is None or left is None else units <= left
