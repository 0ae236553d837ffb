"""The accounts of a fund and the movements between them: double entry in whole units.

Every movement takes an amount from one account and puts it into another, so the sum of all
accounts never changes. Only the treasury, from which a fund is appropriated, may fall below zero.
Every movement but the appropriation belongs to one award: what stands on the accounts of the
awards is what stands on those of the fund.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from types import MappingProxyType

import attrs

from reintegra.errors import InvalidValue
from reintegra.vocabulary.calendar import as_day
from reintegra.vocabulary.checks import instance_of, optional
from reintegra.vocabulary.identifiers import AwardId, PaymentId, SiteId
from reintegra.vocabulary.mapping import FrozenMapping
from reintegra.vocabulary.money import Money
from reintegra.vocabulary.texts import Worded


class Account(Worded):
    """Where the money of a fund stands."""

    TREASURY = "treasury", "Kas negara", "Treasury"
    AVAILABLE = "available", "Tersedia", "Available"
    RESERVED = "reserved", "Dicadangkan", "Reserved for awards"
    IN_FLIGHT = "in-flight", "Dalam pengiriman", "In flight"
    PAID = "paid", "Dibayarkan", "Paid"
    RETURNED = "returned", "Retur", "Returned"
    REMITTED = "remitted", "Disetor ke kas negara", "Remitted to the treasury"


class Movement(Worded):
    """What moves money from one account to another."""

    APPROPRIATE = "appropriate", "Penganggaran", "Appropriation"
    RESERVE = "reserve", "Pencadangan", "Reservation"
    RELEASE = "release", "Pelepasan cadangan", "Release of a reservation"
    SEND = "send", "Pengiriman", "Sending"
    CONFIRM = "confirm", "Penerimaan", "Confirmation"
    RETURN = "return", "Retur", "Return"
    RETURN_OF_PAID = "return-of-paid", "Retur setelah diterima", "Return after confirmation"
    SEND_AGAIN = "send-again", "Pengiriman ulang", "Sending again"
    DELIVER = "deliver", "Penyerahan barang", "Delivery of goods"
    REMIT = "remit", "Penyetoran ke kas negara", "Remittance"


ROUTES: Mapping[Movement, tuple[Account, Account]] = MappingProxyType(
    {
        Movement.APPROPRIATE: (Account.TREASURY, Account.AVAILABLE),
        Movement.RESERVE: (Account.AVAILABLE, Account.RESERVED),
        Movement.RELEASE: (Account.RESERVED, Account.AVAILABLE),
        Movement.SEND: (Account.RESERVED, Account.IN_FLIGHT),
        Movement.CONFIRM: (Account.IN_FLIGHT, Account.PAID),
        Movement.RETURN: (Account.IN_FLIGHT, Account.RETURNED),
        Movement.RETURN_OF_PAID: (Account.PAID, Account.RETURNED),
        Movement.SEND_AGAIN: (Account.RETURNED, Account.IN_FLIGHT),
        Movement.DELIVER: (Account.RESERVED, Account.PAID),
        Movement.REMIT: (Account.RETURNED, Account.REMITTED),
    }
)
"""From which account to which each movement goes."""


@attrs.frozen
class Posting:
    """One movement of an amount, on a day, with what it was for.

    `site` belongs to a reservation: the award keeps it. Who posts a payment by hand may leave its
    number out; then only its award is asked.

    Raises:
        InvalidValue: an amount that is not above zero, an appropriation for one award, another
            movement without its award, or a reservation without its site.
        WrongType: a field holds a value of another type than the one declared.
    """

    movement: Movement
    amount: Money
    on: date = attrs.field(converter=as_day)
    award: AwardId | None = None
    payment: PaymentId | None = None
    site: SiteId | None = None

    def __attrs_post_init__(self) -> None:
        instance_of(Movement, "Posting.movement", self.movement)
        instance_of(Money, "Posting.amount", self.amount)
        optional(AwardId, "Posting.award", self.award)
        optional(PaymentId, "Posting.payment", self.payment)
        optional(SiteId, "Posting.site", self.site)
        if self.amount.units <= 0:
            raise InvalidValue("Posting.amount", "not-positive", "an amount is above zero")
        if (self.award is None) != (self.movement is Movement.APPROPRIATE):
            hint = "every movement but the appropriation names its award"
            raise InvalidValue("Posting.award", "award", hint)
        if self.movement is Movement.RESERVE and self.site is None:
            raise InvalidValue("Posting.site", "site", "a reservation names its site")


Balances = Mapping[Account, int]
"""What stands on each account, in the units of the fund's currency."""

EMPTY: Balances = FrozenMapping(dict.fromkeys(Account, 0))
"""A ledger before its first posting."""


@attrs.frozen
class AwardBalance:
    """Where the money of one award stands, in the units of the fund."""

    site: SiteId
    balances: Balances

    def on(self, account: Account) -> int:
        """What stands on one account."""
        return self.balances[account]

    def holds(self, movement: Movement, units: int) -> bool:
        """Whether the account that the movement draws on holds so much of this award."""
        return self.on(ROUTES[movement][0]) >= units


@attrs.frozen
class PaymentBalance:
    """One payment: for which award, how much of the fund's units, and where they stand."""

    award: AwardId
    units: int
    account: Account


def posted(balances: Balances, movement: Movement, units: int) -> Balances:
    """The balances after one movement; the caller has checked that they suffice."""
    source, target = ROUTES[movement]
    moved = {source: balances[source] - units, target: balances[target] + units}
    return FrozenMapping({**balances, **moved})
