"""A payment order: from being prepared to money that arrived, came back, or was never sent.

What goes in kind is ordered in the same way; its order ends when the goods are handed over.

>>> from reintegra.programme.paying.orders import ORDERS, OrderStatus
>>> [event.__name__ for event in ORDERS.possible_in(OrderStatus.APPROVED)]
['PaymentAmended', 'PaymentApproved', 'PaymentWithdrawn', 'AwardCancelled', 'PaymentSent', \
'GoodsHandedOver']
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from types import MappingProxyType
from typing import TYPE_CHECKING, Self

import attrs

from reintegra.chain.award import (
    AidPaidBack,
    AwardCancelled,
    GoodsHandedOver,
    PaymentConfirmed,
    PaymentReturned,
    PaymentSent,
    suits,
)
from reintegra.lifecycle import Row, Table
from reintegra.programme.paying.acts import (
    PaymentAmended,
    PaymentApproved,
    PaymentPrepared,
    PaymentWithdrawn,
    ReturnRemitted,
)
from reintegra.programme.paying.contradiction import ReturnContradicted, ReturnUpheld
from reintegra.programme.paying.findings import Found
from reintegra.programme.paying.signatory import OfficeSince, Signatory, meet
from reintegra.programme.paying.whereabouts import Whereabouts
from reintegra.vocabulary.aid import Channel
from reintegra.vocabulary.identifiers import (
    AccountReference,
    ActorId,
    AwardId,
    CaseId,
    PaymentId,
)
from reintegra.vocabulary.money import Money
from reintegra.vocabulary.texts import Text, Worded

if TYPE_CHECKING:
    from reintegra.chain.stage import Event
    from reintegra.programme.paying.office import Identity, Office


class OrderStatus(Worded):
    """How far one payment order has come."""

    PREPARED = "prepared", "Disusun", "Prepared"
    APPROVED = "approved", "Disetujui", "Approved"
    SENT = "sent", "Dikirim", "Sent"
    CONFIRMED = "confirmed", "Diterima", "Confirmed"
    RETURNED = "returned", "Retur", "Returned"
    FOLLOWED = "followed", "Digantikan perintah bayar lain", "Followed by another order"
    WITHDRAWN = "withdrawn", "Ditarik", "Withdrawn"
    REMITTED = "remitted", "Disetor ke kas negara", "Remitted to the treasury"
    HANDED_OVER = "handed-over", "Diserahkan", "Handed over"


_S = OrderStatus

CAME_BACK = (_S.RETURNED, _S.FOLLOWED, _S.REMITTED)
"""After the money of an order came back: nothing makes it paid again."""


@attrs.frozen
class OrderRow(Row[OrderStatus]):
    """A row of the orders; `apart` are statuses that its event leads elsewhere than the rest."""

    apart: Mapping[OrderStatus, OrderStatus] = MappingProxyType({})

    def leads_to(self, status: OrderStatus) -> tuple[OrderStatus, ...]:
        """Where the event can lead from a status: nowhere, if it is not possible there."""
        return (self.apart[status],) if status in self.apart else super().leads_to(status)


ORDERS: Table[OrderStatus] = Table(
    Text(id="Perintah bayar", en="Payment order"),
    OrderStatus,
    _S.PREPARED,
    (
        OrderRow(PaymentPrepared, (_S.RETURNED,), (_S.FOLLOWED,)),
        OrderRow(PaymentAmended, (_S.PREPARED, _S.APPROVED), (_S.PREPARED,)),
        OrderRow(
            PaymentApproved,
            (_S.PREPARED, _S.APPROVED),
            (_S.PREPARED, _S.APPROVED),
            apart=MappingProxyType({_S.APPROVED: _S.APPROVED}),
        ),
        OrderRow(
            PaymentWithdrawn,
            (_S.PREPARED, _S.APPROVED, _S.FOLLOWED),
            (_S.WITHDRAWN,),
            apart=MappingProxyType({_S.FOLLOWED: _S.RETURNED}),
        ),
        OrderRow(
            AwardCancelled,
            (_S.PREPARED, _S.APPROVED, _S.FOLLOWED),
            (_S.WITHDRAWN,),
            apart=MappingProxyType({_S.FOLLOWED: _S.RETURNED}),
        ),
        OrderRow(PaymentSent, (_S.APPROVED,), (_S.SENT,)),
        OrderRow(GoodsHandedOver, (_S.APPROVED,), (_S.HANDED_OVER,)),
        OrderRow(PaymentConfirmed, (_S.SENT,), (_S.CONFIRMED,)),
        OrderRow(PaymentReturned, (_S.SENT, _S.CONFIRMED), (_S.RETURNED,)),
        OrderRow(AidPaidBack, (_S.CONFIRMED,)),
        OrderRow(ReturnRemitted, (_S.RETURNED,), (_S.REMITTED,)),
        OrderRow(ReturnContradicted, CAME_BACK),
        OrderRow(ReturnUpheld, CAME_BACK),
    ),
)
"""What is possible with an order in which status.

An order begins with being prepared; where it follows a returned one, the same event takes that
one's place, and withdrawing it gives the place back. With an award that is cancelled, its order
that was not sent is withdrawn.
"""

UNDER_WAY = (_S.PREPARED, _S.APPROVED, _S.SENT)
"""While an order stands in the way of another for the same award."""


def named_in(event: type[Event]) -> tuple[OrderStatus, ...]:
    """The statuses in which an event can name an order, or be about one that came back.

    In whose place another order stands, that one is named by no event that would move it: it is
    moved by those of the other.
    """
    row = ORDERS.row_for(event)
    return tuple(
        each for each in row.when if each is not _S.FOLLOWED or row.leads_to(each) == (each,)
    )


def possible_with(order: Order) -> tuple[type[Event], ...]:
    """What is possible with an order as it stands, rules apart; its award can be cancelled too."""
    return tuple(
        each
        for each in ORDERS.events
        if order.status in named_in(each)
        and suits(each, order.channel)
        and each is not AwardCancelled
    )


@attrs.frozen
class Approval:
    """An approval of an order: by whom, for whom they acted on that day, and despite what."""

    by: Signatory
    despite: tuple[Found, ...] = ()


@attrs.frozen
class Order:
    """One attempt to pay: what is to be paid, who made and who approved it, how it stands.

    `makers` prepared or amended it as it stands; `approvals` are those that stand. Both are judged
    by what was known of people `since` the first attempt was made, see `Desk.known`. `attempt`
    counts from 1 along the orders that `follows` links; `by_decision` says that a decision to try
    again was used for it. `paid_back` is what of it the person paid back. `whereabouts` are the
    days on which its money was sent, paid, returned.
    """

    case: CaseId
    award: AwardId
    payment: PaymentId
    amount: Money
    account: AccountReference | None
    payee: ActorId | None
    channel: Channel
    makers: tuple[Signatory, ...]
    since: int
    last_on: date
    follows: PaymentId | None = None
    attempt: int = 1
    by_decision: bool = False
    status: OrderStatus = OrderStatus.PREPARED
    approvals: tuple[Approval, ...] = ()
    paid_back: Money = attrs.field(
        default=attrs.Factory(lambda order: Money.zero(order.amount.currency), takes_self=True)
    )
    whereabouts: Whereabouts = attrs.field(factory=Whereabouts)

    @classmethod
    def prepared(
        cls,
        event: PaymentPrepared,
        channel: Channel,
        office: Office,
        *,
        since: int,
        attempt: int,
        by_decision: bool,
    ) -> Self:
        """The order as it was prepared."""
        return cls(
            case=event.case,
            award=event.award,
            payment=event.payment,
            amount=event.amount,
            account=event.account,
            payee=event.payee,
            channel=channel,
            makers=(Signatory.of(office, event.by, on=event.on),),
            since=since,
            last_on=event.on,
            follows=event.follows,
            attempt=attempt,
            by_decision=by_decision,
        )

    def sending(self, on: date) -> PaymentSent:
        """What is recorded when the money of the order is sent on a day."""
        return PaymentSent(
            case=self.case,
            on=on,
            award=self.award,
            payment=self.payment,
            amount=self.amount,
            account=self.account,
        )

    @property
    def outstanding(self) -> Money:
        """What of its money was not paid back: what a bank can still return, or has returned."""
        return self.amount - self.paid_back

    def can_pay_back(self, amount: Money) -> bool:
        """Whether so much of it can be paid back: above zero, not above what is outstanding."""
        own = amount.currency == self.amount.currency
        return own and 0 < amount.units <= self.outstanding.units

    @property
    def seen(self) -> frozenset[Found]:
        """The findings that the approvals name."""
        return frozenset(finding for each in self.approvals for finding in each.despite)

    def approved_by(self, office: OfficeSince) -> int:
        """How many approvals count in this office.

        They are of those who approve in it, by its officers, and no two of one person: neither as
        who acts nor as in whose name.
        """
        counted: frozenset[Identity] = frozenset()
        count = 0
        for by in (each.by for each in self.approvals):
            own = office.people.known_as(by.pair)
            may = by.name in office.now.approvers and by.actor in office.now.actors
            if may and not meet(own, counted):
                counted, count = counted | own, count + 1
        return count

    @property
    def is_prepared(self) -> bool:
        """Whether it waits for approvals."""
        return self.status is _S.PREPARED

    @property
    def is_approved(self) -> bool:
        """Whether it can be sent, or its goods be handed over."""
        return self.status is _S.APPROVED

    @property
    def is_under_way(self) -> bool:
        """Whether it stands in the way of another order for its award."""
        return self.status in UNDER_WAY

    @property
    def is_to_be_sent(self) -> bool:
        """Whether it was neither sent nor withdrawn."""
        return self.status in {_S.PREPARED, _S.APPROVED}

    @property
    def has_come_back(self) -> bool:
        """Whether its money came back, and no other order stands in its place."""
        return self.status is _S.RETURNED

    @property
    def doubts(self) -> tuple[Found, ...]:
        """What gives pause about it while it came back, and is said to have been paid: by day."""
        said = sorted(self.whereabouts.doubts)
        return tuple(Found.paid_after_return(self.payment, on, record) for on, record in said)

    def pays_the_same_as(self, other: Order) -> bool:
        """Whether the other pays as much, into the same account, to the same payee."""
        mine = (self.amount, self.account, self.payee)
        return mine == (other.amount, other.account, other.payee)

    def after(self, event: Event, office: OfficeSince) -> Order:
        """The order after an event that names it, or its award, or the order that follows it."""
        said = self.whereabouts.after(event)
        order = attrs.evolve(self, last_on=max(self.last_on, event.on), whereabouts=said)
        match event:
            case PaymentAmended():
                return order.amended(event, office.now)
            case PaymentApproved():
                by = Signatory.of(office.now, event.by, on=event.on, name=event.name)
                approvals = (*self.approvals, Approval(by, event.despite))
                approved = attrs.evolve(order, approvals=approvals)
                enough = office.now.is_enough(approved.approved_by(office))
                return attrs.evolve(approved, status=_S.APPROVED if enough else self.status)
            case AidPaidBack():
                return attrs.evolve(order, paid_back=self.paid_back + event.amount)
            case _:
                (status,) = ORDERS.row_for(type(event)).leads_to(self.status)
                return attrs.evolve(order, status=status)

    def amended(self, event: PaymentAmended, office: Office) -> Order:
        """The order as the amendment leaves it: without an approval, and with one more maker."""
        by = Signatory.of(office, event.by, on=event.on)
        return attrs.evolve(
            self,
            amount=self.amount if event.amount is None else event.amount,
            account=event.account or self.account,
            payee=event.payee or self.payee,
            makers=tuple(dict.fromkeys((*self.makers, by))),
            approvals=(),
            status=_S.PREPARED,
        )
