"""What reconciliation asks of a payment order, and where its money stands by its status."""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING, Protocol

from reintegra.programme.paying.orders import OrderStatus
from reintegra.programme.statements.answer import PaymentStanding

if TYPE_CHECKING:
    from collections.abc import Mapping

    from reintegra.programme.paying.whereabouts import Whereabouts
    from reintegra.vocabulary.aid import Channel
    from reintegra.vocabulary.identifiers import AccountReference, AwardId, CaseId, PaymentId
    from reintegra.vocabulary.money import Money


class OrderOnRecord(Protocol):
    """What reconciliation asks of an order for a payment; amounts are in whole units.

    `status` is the code of how far the order has come, and `account` is `None` where the payment
    goes into none.
    """

    @property
    def payment(self) -> PaymentId:
        """The number of the payment, by which a bank names it."""
        ...

    @property
    def award(self) -> AwardId:
        """The award of which it pays a part."""
        ...

    @property
    def case(self) -> CaseId:
        """The case of the award."""
        ...

    @property
    def amount(self) -> Money:
        """How much was ordered."""
        ...

    @property
    def outstanding(self) -> Money:
        """What of it the person has not paid back, so that a bank can still take it back."""
        ...

    @property
    def account(self) -> AccountReference | None:
        """The account into which it was ordered."""
        ...

    @property
    def channel(self) -> Channel:
        """How it reaches the person, and so which proof it needs."""
        ...

    @property
    def status(self) -> str:
        """The code of its status."""
        ...

    @property
    def whereabouts(self) -> Whereabouts:
        """What was said of its money, by the days that were named."""
        ...


STANDING_OF: Mapping[str, PaymentStanding] = MappingProxyType(
    {
        OrderStatus.PREPARED: PaymentStanding.NOT_SENT,
        OrderStatus.APPROVED: PaymentStanding.NOT_SENT,
        OrderStatus.WITHDRAWN: PaymentStanding.NOT_SENT,
        OrderStatus.HANDED_OVER: PaymentStanding.HANDED_OVER,
        OrderStatus.SENT: PaymentStanding.SENT,
        OrderStatus.CONFIRMED: PaymentStanding.PAID,
        OrderStatus.RETURNED: PaymentStanding.CAME_BACK,
        OrderStatus.FOLLOWED: PaymentStanding.CAME_BACK,
        OrderStatus.REMITTED: PaymentStanding.CAME_BACK,
    }
)
"""Where the money of a payment stands, by the status of its order, unless that is in doubt."""
