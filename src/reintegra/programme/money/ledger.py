"""The accounts of a fund and the movements between them: double entry in whole units.

Every movement takes an amount from one account and puts it into another, so the sum of all
accounts never changes. Only the treasury, from which a fund is appropriated, may fall below zero.
Every movement but the appropriation belongs to one award: what stands on the accounts of the
awards is what stands on those of the fund.

Every event makes a posting, and the balance of an award and mostly of a payment anew: they are
named tuples, which are made more than twice as fast as other values.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import TYPE_CHECKING, NamedTuple

from reintegra.vocabulary.mapping import FrozenMapping
from reintegra.vocabulary.texts import Worded

if TYPE_CHECKING:
    from datetime import date

    from reintegra.chain.award import Awarded
    from reintegra.vocabulary.identifiers import AwardId, PaymentId
    from reintegra.vocabulary.money import Money


class Account(Worded):
    """Where the money of a fund stands."""

    TREASURY = "treasury", "Kas negara", "Treasury"
    AVAILABLE = "available", "Tersedia", "Available"
    RESERVED = "reserved", "Dicadangkan", "Reserved for awards"
    IN_FLIGHT = "in-flight", "Dalam pengiriman", "In flight"
    PAID = "paid", "Dibayarkan", "Paid"
    RETURNED = "returned", "Sudah kembali", "Returned"
    REMITTED = "remitted", "Disetor ke kas negara", "Remitted to the treasury"


class Movement(Worded):
    """What moves money from one account to another."""

    APPROPRIATE = "appropriate", "Penganggaran", "Appropriation"
    RESERVE = "reserve", "Pencadangan", "Reservation"
    RELEASE = "release", "Pelepasan cadangan", "Release of a reservation"
    SEND = "send", "Pengiriman", "Sending"
    CONFIRM = "confirm", "Konfirmasi diterima", "Confirmation"
    RETURN = "return", "Retur", "Return"
    RETURN_OF_PAID = "return-of-paid", "Retur setelah diterima", "Return after confirmation"
    SEND_AGAIN = "send-again", "Pengiriman ulang", "Sending again"
    DELIVER = "deliver", "Penyerahan barang", "Delivery of goods"
    CLAW_BACK = "claw-back", "Pengembalian oleh penerima", "Repayment by the person"
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
        Movement.CLAW_BACK: (Account.PAID, Account.RETURNED),
        Movement.REMIT: (Account.RETURNED, Account.REMITTED),
    }
)
"""From which account to which each movement goes."""


class Posting(NamedTuple):
    """One movement of an amount above zero, on a day: an entry in the journal of a fund.

    A fund makes its postings itself, of what happened; `award` is `None` in an appropriation,
    `payment` where no payment moved.
    """

    movement: Movement
    amount: Money
    on: date
    award: AwardId | None = None
    payment: PaymentId | None = None


Balances = Mapping[Account, int]
"""What stands on each account, in the units of the fund's currency."""

EMPTY: Balances = FrozenMapping(dict.fromkeys(Account, 0))
"""A ledger before its first posting."""


class AwardBalance(NamedTuple):
    """Where the money of one award stands, in the units of the fund.

    `to_pay` is what is still to be sent of it: what is reserved, and what came back of it as far
    as it is due again. All else that came back is to be remitted.
    """

    terms: Awarded
    reserved: int = 0
    in_flight: int = 0
    paid: int = 0
    returned: int = 0
    remitted: int = 0
    to_pay: int = 0
    cancelled: bool = False

    def on(self, account: Account) -> int:
        """What stands on one account; on the treasury, and available, nothing of an award does."""
        field = _FIELDS.get(account)
        return 0 if field is None else int(getattr(self, field))

    @property
    def taken(self) -> int:
        """What the award took of the fund, and did not release."""
        return self.reserved + self.in_flight + self.paid + self.returned + self.remitted

    @property
    def stands(self) -> bool:
        """Whether it counts as given: it is not cancelled, or the person holds some of it."""
        return not self.cancelled or self.paid > 0

    @property
    def to_send_again(self) -> int:
        """What came back and is due again."""
        return self.to_pay - self.reserved

    @property
    def to_remit(self) -> int:
        """What came back and is not due again."""
        return self.returned - self.to_send_again


_FIELDS: Mapping[Account, str] = MappingProxyType(
    {
        Account.RESERVED: "reserved",
        Account.IN_FLIGHT: "in_flight",
        Account.PAID: "paid",
        Account.RETURNED: "returned",
        Account.REMITTED: "remitted",
    }
)


class PaymentBalance(NamedTuple):
    """One payment: for which award, how much of the fund's units, and where they stand.

    `paid_back` is what of it the person paid back; the rest stands on the account.
    """

    award: AwardId
    units: int
    account: Account
    paid_back: int = 0
