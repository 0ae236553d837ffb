"""Where the money of a fund stands while events are recorded, and what is asked of each event.

What cannot be compared is no reason of its own: where the currency is another, or the award is
unknown, that reason stands, and none about what is left.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from itertools import chain
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
from reintegra.errors import UnknownEvent
from reintegra.programme.money import funding
from reintegra.programme.money.appropriation import FundAppropriated
from reintegra.programme.money.ceilings import Ceilings
from reintegra.programme.money.ledger import Account, AwardBalance, PaymentBalance
from reintegra.programme.paying.acts import ReturnRemitted
from reintegra.rules import Missing, Rule
from reintegra.vocabulary.identifiers import (
    AwardId,
    Identifier,
    PaymentId,
    PersonId,
    ProgrammeId,
    RecordNumber,
)
from reintegra.vocabulary.money import Currency

if TYPE_CHECKING:
    from reintegra.vocabulary.money import Money

OfAnAward = (
    PaymentSent
    | PaymentConfirmed
    | PaymentReturned
    | GoodsHandedOver
    | AwardReduced
    | AidPaidBack
    | AwardCancelled
    | ReturnRemitted
)
"""The events that move the money of an award that is there."""

CaseMoneyEvent = Awarded | OfAnAward
"""The events of cases that move the money of a fund."""

MoneyEvent = FundAppropriated | CaseMoneyEvent
"""All that moves the money of a fund."""

MOVES_MONEY = (
    Awarded,
    PaymentSent,
    PaymentConfirmed,
    PaymentReturned,
    GoodsHandedOver,
    AwardReduced,
    AidPaidBack,
    AwardCancelled,
    ReturnRemitted,
)
"""The classes of the events of cases that move money."""

Answers = Mapping[str, bool | Missing]
Asked = tuple[tuple[Rule, ...], Answers, AwardBalance | None, PaymentBalance | None]
"""The rules, the answers to them, and where the award and the payment of the event stand."""

_UNKNOWN = Missing.UNKNOWN
_AVAILABLE, _IN_FLIGHT, _PAID = Account.AVAILABLE, Account.IN_FLIGHT, Account.PAID
_NOBODYS = PaymentBalance(AwardId("none"), 0, Account.RETURNED)


@attrs.define(eq=False)
class Standing:
    """The money of a fund as it stands now; `..._before` is how it stood when it was opened.

    `held` is what the awards of a round, of a site and of a person took of the fund and did not
    release. `last_appropriated_on` is the latest day on which money was put into it.
    """

    programme: ProgrammeId
    currency: Currency
    ceilings: Ceilings
    balances: dict[Account, int]
    last_appropriated_on: date | None
    appropriations_before: Mapping[RecordNumber, FundAppropriated]
    awards_before: Mapping[AwardId, AwardBalance]
    payments_before: Mapping[PaymentId, PaymentBalance]
    held_before: Mapping[Identifier, int]
    of_person_before: Mapping[PersonId, tuple[AwardId, ...]]
    appropriations: dict[RecordNumber, FundAppropriated] = attrs.field(
        factory=dict[RecordNumber, FundAppropriated]
    )
    awards: dict[AwardId, AwardBalance] = attrs.field(factory=dict[AwardId, AwardBalance])
    payments: dict[PaymentId, PaymentBalance] = attrs.field(factory=dict[PaymentId, PaymentBalance])
    held: dict[Identifier, int] = attrs.field(factory=dict[Identifier, int])
    of_person: dict[PersonId, tuple[AwardId, ...]] = attrs.field(
        factory=dict[PersonId, tuple[AwardId, ...]]
    )

    def award(self, award: AwardId) -> AwardBalance | None:
        """Where the money of one award stands now."""
        return self.awards.get(award) or self.awards_before.get(award)

    def awards_of(self, person: PersonId) -> tuple[AwardId, ...]:
        """The awards of one person, in whichever case, in the order in which they were made."""
        return self.of_person.get(person) or self.of_person_before.get(person, ())

    def award_of(self, event: OfAnAward) -> AwardBalance | None:
        """Where the award of an event stands, if it is one of the same case."""
        known = self.award(event.award)
        return known if known is not None and known.terms.case == event.case else None

    def payment(self, payment: PaymentId) -> PaymentBalance | None:
        """Where the money of one payment stands now."""
        return self.payments.get(payment) or self.payments_before.get(payment)

    def held_of(self, name: Identifier) -> int:
        """What the awards of this round, site or person hold now."""
        held = self.held.get(name)
        return self.held_before.get(name, 0) if held is None else held

    def available_on(self, on: date) -> int:
        """What is available, without what was appropriated after that day."""
        available, latest = self.balances[_AVAILABLE], self.last_appropriated_on
        if latest is None or latest <= on:
            return available
        for each in chain(self.appropriations_before.values(), self.appropriations.values()):
            if each.on > on:
                available -= each.amount.units
        return available

    def is_appropriated(self, record: RecordNumber) -> bool:
        """Whether the document of this number has put money into the fund."""
        return record in self.appropriations or record in self.appropriations_before

    def room(self, ceiling: Money | None, name: Identifier | None = None) -> int | None:
        """What a ceiling still permits: of a round, a site or a person, or else of all awards."""
        if ceiling is None:
            return None
        if name is None:
            held = -self.balances[Account.TREASURY] - self.balances[_AVAILABLE]
            return ceiling.units - held
        return ceiling.units - self.held_of(name)

    def asked_of(self, event: MoneyEvent) -> Asked:
        """The rules that the event must meet, the answers to them, and what they were read from.

        Raises:
            UnknownEvent: the event moves no money.
        """
        asking = _ASKING.get(type(event))
        if asking is None:
            raise UnknownEvent(type(event))
        return asking(self, event)


def _units(standing: Standing, amount: Money) -> tuple[bool, int | None]:
    """Whether it is in the currency of the fund, and how much, if it can be compared."""
    currency, units = amount.currency, amount.units
    own = currency is standing.currency or currency == standing.currency
    return own, units if own and units > 0 else None


def _of_an_appropriation(standing: Standing, event: FundAppropriated) -> Asked:
    return (
        funding.OF_AN_APPROPRIATION,
        {
            "own_programme": event.programme == standing.programme,
            "own_currency": event.amount.currency == standing.currency,
            "appropriation_is_new": not standing.is_appropriated(event.record),
        },
        None,
        None,
    )


def _of_an_award(standing: Standing, event: Awarded) -> Asked:
    own_currency, units = _units(standing, event.amount)
    available, ceilings = standing.balances[_AVAILABLE], standing.ceilings
    short = units is None or units > available
    known = standing.award(event.award)
    rounds, sites = ceilings.rounds.get(event.round), ceilings.sites.get(event.site)
    return (
        funding.OF_AN_AWARD,
        {
            "own_programme": event.programme == standing.programme,
            "own_currency": own_currency,
            "award_is_new": known is None,
            "within_available": _reaches(units, available),
            "funded_by_then": _UNKNOWN
            if short
            else _reaches(units, standing.available_on(event.on)),
            "within_programme_ceiling": _within(units, standing.room(ceilings.programme)),
            "within_round_ceiling": _within(units, standing.room(rounds, event.round)),
            "within_site_ceiling": _within(units, standing.room(sites, event.site)),
            "within_person_ceiling": _within(units, standing.room(ceilings.person, event.person)),
        },
        known,
        None,
    )


def _of_a_sending(standing: Standing, event: PaymentSent) -> Asked:
    own_currency, units = _units(standing, event.amount)
    known = standing.award_of(event)
    return (
        funding.OF_A_SENDING,
        {
            "own_currency": own_currency,
            "amount_above_zero": event.amount.units > 0,
            "payment_is_new": standing.payment(event.payment) is None,
            "award_is_known": known is not None,
            "award_holds_amount": _reaches(units, None if known is None else known.to_pay),
        },
        known,
        None,
    )


def _of_an_answer(standing: Standing, event: PaymentConfirmed | PaymentReturned) -> Asked:
    own_currency, units = _units(standing, event.amount)
    known, sent = standing.award_of(event), standing.payment(event.payment) or _NOBODYS
    was_sent = sent.units - sent.paid_back == units and sent.award == event.award
    comparable = units is not None and known is not None
    of_paid = sent.account is _PAID and type(event) is PaymentReturned
    is_open = of_paid or sent.account is _IN_FLIGHT
    left = None
    if known is not None:
        left = known.paid if of_paid else known.in_flight
    return (
        funding.OF_AN_ANSWER,
        {
            "own_currency": own_currency,
            "amount_above_zero": event.amount.units > 0,
            "payment_was_sent": was_sent if comparable else _UNKNOWN,
            "answer_is_open": is_open if comparable and was_sent else _UNKNOWN,
            "award_is_known": known is not None,
            "award_holds_amount": _reaches(units, left),
        },
        known,
        sent,
    )


def _of_a_delivery(standing: Standing, event: GoodsHandedOver) -> Asked:
    known = standing.award_of(event)
    return (
        funding.OF_A_DELIVERY,
        {
            "award_is_known": known is not None,
            "award_holds_amount": _UNKNOWN if known is None else known.reserved > 0,
        },
        known,
        None,
    )


def _of_a_reduction(standing: Standing, event: AwardReduced) -> Asked:
    known = standing.award_of(event)
    own_currency = all(part.currency == standing.currency for part in event.tranches)
    comparable = own_currency and known is not None
    left = sum(part.units for part in event.tranches)
    return (
        funding.OF_A_REDUCTION,
        {
            "own_currency": own_currency,
            "award_is_known": known is not None,
            "less_than_before": left < known.to_pay if comparable and known else _UNKNOWN,
        },
        known,
        None,
    )


def _of_a_repayment(standing: Standing, event: AidPaidBack) -> Asked:
    own_currency, units = _units(standing, event.amount)
    known, sent = standing.award_of(event), standing.payment(event.payment)
    received = sent is not None and sent.award == event.award and sent.account is _PAID
    left = sent.units - sent.paid_back if sent and received and known else None
    return (
        funding.OF_A_REPAYMENT,
        {
            "own_currency": own_currency,
            "amount_above_zero": event.amount.units > 0,
            "award_is_known": known is not None,
            "payment_was_received": _UNKNOWN if known is None else received,
            "payment_holds_amount": _reaches(units, left),
        },
        known,
        sent,
    )


def _of_a_cancellation(standing: Standing, event: AwardCancelled) -> Asked:
    known = standing.award_of(event)
    return funding.OF_A_CANCELLATION, {"award_is_known": known is not None}, known, None


def _of_a_remittance(standing: Standing, event: ReturnRemitted) -> Asked:
    known = standing.award_of(event)
    own_currency = event.amount.currency == standing.currency
    back = 0 if known is None else known.to_remit
    exactly = event.amount.units == back if own_currency and back else _UNKNOWN
    return (
        funding.OF_A_REMITTANCE,
        {
            "own_currency": own_currency,
            "award_is_known": known is not None,
            "return_is_not_due": _UNKNOWN if known is None else back > 0,
            "remits_what_came_back": exactly,
        },
        known,
        None,
    )


_ASKING: Mapping[type, Callable[[Standing, Any], Asked]] = MappingProxyType(
    {
        FundAppropriated: _of_an_appropriation,
        Awarded: _of_an_award,
        PaymentSent: _of_a_sending,
        PaymentConfirmed: _of_an_answer,
        PaymentReturned: _of_an_answer,
        GoodsHandedOver: _of_a_delivery,
        AwardReduced: _of_a_reduction,
        AidPaidBack: _of_a_repayment,
        AwardCancelled: _of_a_cancellation,
        ReturnRemitted: _of_a_remittance,
    }
)


def _reaches(units: int | None, left: int | None) -> bool | Missing:
    return _UNKNOWN if units is None or left is None else units <= left


def _within(units: int | None, room: int | None) -> bool | Missing:
    return True if room is None else _reaches(units, room)
