"""The books of a fund while events are recorded: the one place where its money moves.

A fund is a value. To record in it, its books are opened, every event or posting is asked about and
carried, and the books are closed into a new fund; whoever stops halfway has changed nothing.
"""

from __future__ import annotations

from collections.abc import Mapping

import attrs

from reintegra.chain.award import (
    AwardCancelled,
    Awarded,
    GoodsHandedOver,
    PaymentConfirmed,
    PaymentReturned,
    PaymentSent,
)
from reintegra.errors import CurrencyMismatch, TransitionRefused, UnknownEvent
from reintegra.programme import funding
from reintegra.programme.ledger import (
    EMPTY,
    NO_AWARD,
    ROUTES,
    Account,
    AwardBalance,
    Balances,
    Movement,
    Posting,
    posted,
)
from reintegra.rules import Missing, Rule, Verdict, judge_together
from reintegra.vocabulary.identifiers import AwardId, ProgrammeId, SiteId
from reintegra.vocabulary.money import Currency, Money

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

_Answers = Mapping[str, bool | Missing]


@attrs.define(eq=False)
class Books:
    """The money of a fund, open for recording.

    `held_at` is what awards at a site took of the fund and did not release. `before` are the
    awards as the books were opened, `changed` those that moved since.
    """

    programme: ProgrammeId
    currency: Currency
    ceilings: Mapping[SiteId, Money]
    balances: Balances
    held_at: dict[SiteId, int]
    before: Mapping[AwardId, AwardBalance]
    changed: dict[AwardId, AwardBalance] = attrs.field(factory=dict[AwardId, AwardBalance])
    postings: list[Posting] = attrs.field(factory=list[Posting])

    def award(self, award: AwardId) -> AwardBalance | None:
        """Where the money of one award stands now."""
        return self.changed.get(award) or self.before.get(award)

    def room_at(self, site: SiteId | None) -> int | None:
        """How much the ceiling of a site still permits; `None` where it has no ceiling."""
        if site is None or site not in self.ceilings:
            return None
        return self.ceilings[site].units - self.held_at.get(site, 0)

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
        verdict = self.consider(event)
        if not verdict.met:
            raise TransitionRefused(verdict, ())
        self.carry(event)

    def carry(self, event: MoneyEvent) -> None:
        """Move the money of an event that `consider` has met."""
        for posting in self.postings_of(event):
            self._move(posting)

    def post(self, posting: Posting) -> None:
        """Carry a posting.

        Raises:
            CurrencyMismatch: its amount is in another currency.
            TransitionRefused: the money available, the ceiling or the award does not hold so much.
        """
        if posting.amount.currency != self.currency:
            raise CurrencyMismatch(posting.amount.currency.code, self.currency.code)
        rules, answers = self._posting_questions(posting)
        if not all(answer is True for answer in answers.values()):
            verdict = judge_together("fund", posting.movement.text, rules, answers)
            raise TransitionRefused(verdict, ())
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
        award = self.award(event.award) or NO_AWARD
        match event:
            case Awarded():
                return Movement.RESERVE, event.amount
            case PaymentSent():
                again = award.holds(Movement.SEND_AGAIN, event.amount.units)
                return Movement.SEND_AGAIN if again else Movement.SEND, event.amount
            case PaymentConfirmed():
                return Movement.CONFIRM, event.amount
            case PaymentReturned():
                flying = award.holds(Movement.RETURN, event.amount.units)
                return Movement.RETURN if flying else Movement.RETURN_OF_PAID, event.amount
            case GoodsHandedOver():
                return Movement.DELIVER, Money(award.on(Account.RESERVED), self.currency)
            case _:
                return Movement.RELEASE, Money(award.on(Account.RESERVED), self.currency)

    def _questions(self, event: MoneyEvent) -> tuple[tuple[Rule, ...], _Answers]:
        movement, amount = self._movement_of(event)
        own_currency = amount.currency == self.currency
        units = amount.units if own_currency and amount.units > 0 else None
        match event:
            case Awarded():
                return funding.OF_AN_AWARD, {
                    "own_programme": event.programme == self.programme,
                    "own_currency": own_currency,
                    **self._of_a_reservation(event.award, event.site, units),
                }
            case AwardCancelled():
                known = self.award(event.award) is not None
                return funding.OF_A_CANCELLATION, {"award_is_known": known}
            case GoodsHandedOver():
                return funding.OF_A_MOVEMENT, self._of_a_movement(event.award, movement, units or 1)
            case _:
                return funding.OF_A_PAYMENT, {
                    "own_currency": own_currency,
                    "amount_above_zero": amount.units > 0,
                    **self._of_a_movement(event.award, movement, units),
                }

    def _posting_questions(self, posting: Posting) -> tuple[tuple[Rule, ...], _Answers]:
        movement, award, units = posting.movement, posting.award, posting.amount.units
        if award is None:
            return (), {}
        if movement is Movement.RESERVE:
            answers = self._of_a_reservation(award, posting.site, units)
            return funding.OF_A_RESERVATION, answers
        return funding.OF_A_MOVEMENT, self._of_a_movement(award, movement, units)

    def _of_a_reservation(self, award: AwardId, site: SiteId | None, units: int | None) -> _Answers:
        room = self.room_at(site)
        return {
            "award_is_new": self.award(award) is None,
            "within_available": _reaches(units, self.balances[Account.AVAILABLE]),
            "within_ceiling": room is None or _reaches(units, room),
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
            return
        known = self.award(posting.award) or AwardBalance(posting.site, EMPTY)
        after = AwardBalance(known.site, posted(known.balances, movement, units))
        self.changed[posting.award] = after
        if known.site is not None:
            taken = known.on(Account.AVAILABLE) - after.on(Account.AVAILABLE)
            self.held_at[known.site] = self.held_at.get(known.site, 0) + taken


def _reaches(units: int | None, left: int | None) -> bool | Missing:
    """What cannot be compared is no reason of its own: another reason stands beside it."""
    return Missing.UNKNOWN if units is None or left is None else units <= left
