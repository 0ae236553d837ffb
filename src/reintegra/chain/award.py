"""One award: what was decided, its payments or goods, how it was used, how it ended.

An award is paid in tranches, one after the other; each attempt to pay has its own number. Every
payment that was confirmed can come back, whatever has become of the award since; what is due next
is then the first tranche that has not reached the person. What goes in kind is proved by a
handover record instead of a payment.
"""

from __future__ import annotations

from datetime import date
from typing import ClassVar

import attrs

from reintegra.chain.stage import SPECIFIC, Event, later
from reintegra.errors import InvalidValue
from reintegra.vocabulary.aid import CancellationReason, Channel, Purpose, ReturnReason
from reintegra.vocabulary.calendar import Period
from reintegra.vocabulary.identifiers import (
    AccountReference,
    AwardId,
    PaymentId,
    ProgrammeId,
    RecordNumber,
    SiteId,
)
from reintegra.vocabulary.money import Currency, Money
from reintegra.vocabulary.texts import Text, Worded


class StimulusStatus(Worded):
    """How far one award has come; before the first award the stage itself is not awarded."""

    NOT_AWARDED = "not-awarded", "Belum diberi", "Not awarded"
    AWARDED = "awarded", "Ditetapkan", "Awarded"
    SENT = "sent", "Dikirim", "Sent"
    RETURNED = "returned", "Retur", "Payment returned"
    PART_PAID = "part-paid", "Diterima sebagian", "Received in part"
    RECEIVED = "received", "Diterima", "Received"
    ACCOUNTED = "accounted", "Dipertanggungjawabkan", "Accounted for"
    CANCELLED = "cancelled", "Dibatalkan", "Cancelled"


@attrs.frozen(kw_only=True)
class Awarded(Event):
    """A programme decided to give aid for a purpose and a period.

    `tranches` are the parts in which it is paid, in order; they sum to `amount`.

    Raises:
        InvalidValue: an amount or tranche that is not above zero, or tranches that do not sum.
        CurrencyMismatch: a tranche is in another currency than the amount.
    """

    words: ClassVar[Text] = Text(id="Bantuan ditetapkan", en="Awarded")

    award: AwardId
    programme: ProgrammeId
    site: SiteId
    purpose: Purpose
    period: Period
    amount: Money
    channel: Channel
    tranches: tuple[Money, ...]

    def __attrs_post_init__(self) -> None:
        super().__attrs_post_init__()
        if any(part.units <= 0 for part in self.tranches):
            raise InvalidValue("Awarded.tranches", "not-positive", "each tranche is above zero")
        if Money.total(self.tranches, self.amount.currency) != self.amount or not self.tranches:
            raise InvalidValue("Awarded.tranches", "tranches", "tranches sum to the amount")


@attrs.frozen(kw_only=True)
class PaymentSent(Event):
    """One attempt to pay the next tranche went out; `account` where it goes into an account."""

    words: ClassVar[Text] = Text(id="Pembayaran dikirim", en="Payment sent")

    award: AwardId
    payment: PaymentId
    amount: Money
    account: AccountReference | None = attrs.field(metadata=SPECIFIC)


@attrs.frozen(kw_only=True)
class PaymentConfirmed(Event):
    """The payment reached the beneficiary."""

    words: ClassVar[Text] = Text(id="Pembayaran diterima", en="Payment confirmed")

    award: AwardId
    payment: PaymentId
    amount: Money


@attrs.frozen(kw_only=True)
class PaymentReturned(Event):
    """The payment came back; a confirmed payment can come back too."""

    words: ClassVar[Text] = Text(id="Pembayaran retur", en="Payment returned")

    award: AwardId
    payment: PaymentId
    amount: Money
    reason: ReturnReason


@attrs.frozen(kw_only=True)
class GoodsHandedOver(Event):
    """Goods were handed over, and a record proves it."""

    words: ClassVar[Text] = Text(id="Barang diserahkan", en="Goods handed over")

    award: AwardId
    record: RecordNumber


@attrs.frozen(kw_only=True)
class UseAccounted(Event):
    """The use of what was received was accounted for."""

    words: ClassVar[Text] = Text(id="Penggunaan dipertanggungjawabkan", en="Use accounted for")

    award: AwardId
    amount: Money
    record: RecordNumber


@attrs.frozen(kw_only=True)
class AwardCancelled(Event):
    """An award was cancelled; what was paid stays paid."""

    words: ClassVar[Text] = Text(id="Bantuan dibatalkan", en="Award cancelled")

    award: AwardId
    reason: CancellationReason


OfAnAward = (
    PaymentSent
    | PaymentConfirmed
    | PaymentReturned
    | GoodsHandedOver
    | UseAccounted
    | AwardCancelled
)
OF_AN_AWARD = (
    PaymentSent,
    PaymentConfirmed,
    PaymentReturned,
    GoodsHandedOver,
    UseAccounted,
    AwardCancelled,
)
"""The events that name an award on record."""

_PAYMENTS = (PaymentSent, PaymentConfirmed, PaymentReturned)
_S = StimulusStatus


def suits(event: type[Event], channel: Channel) -> bool:
    """Whether an event of this type can concern an award of this channel."""
    in_kind = channel is Channel.IN_KIND
    return not in_kind if event in _PAYMENTS else in_kind or event is not GoodsHandedOver


@attrs.frozen
class Award:
    """One award and what has become of it; `confirmed` are the payments that did not come back."""

    terms: Awarded
    status: StimulusStatus = StimulusStatus.AWARDED
    confirmed: tuple[PaymentSent, ...] = ()
    in_flight: PaymentSent | None = None
    attempts: tuple[PaymentSent, ...] = ()
    handover: GoodsHandedOver | None = None
    uses: tuple[UseAccounted, ...] = ()
    last_on: date = attrs.field(
        default=attrs.Factory(lambda award: award.terms.on, takes_self=True)
    )

    @property
    def paid(self) -> Money:
        """What the person has received; goods count with the amount of their award."""
        if self.handover is not None:
            return self.terms.amount
        return Money.total((payment.amount for payment in self.confirmed), self.currency)

    @property
    def accounted(self) -> Money:
        """What has been accounted for."""
        return Money.total((use.amount for use in self.uses), self.currency)

    @property
    def currency(self) -> Currency:
        """The currency of the award."""
        return self.terms.amount.currency

    @property
    def tranche_due(self) -> Money | None:
        """The first part that has not been confirmed, `None` when all are."""
        left = list(self.terms.tranches)
        for payment in self.confirmed[: len(left)]:
            left.remove(payment.amount if payment.amount in left else left[0])
        return left[0] if left else None

    @property
    def is_open(self) -> bool:
        """Whether money of this award is still reserved or under way."""
        return self.status in {_S.AWARDED, _S.SENT, _S.RETURNED, _S.PART_PAID}

    @property
    def stands(self) -> bool:
        """Whether it counts as given: it is not cancelled, or part of it was paid before."""
        return self.status is not _S.CANCELLED or bool(self.paid)

    @property
    def is_payable(self) -> bool:
        """Whether the next tranche could be sent now, account and consent apart."""
        payable = self.status in {_S.AWARDED, _S.RETURNED, _S.PART_PAID}
        return payable and suits(PaymentSent, self.terms.channel)

    @property
    def is_accounted(self) -> bool:
        """Whether all that was paid so far is accounted for; of what came back, more may be."""
        return self.accounted >= self.paid

    def can_account(self, amount: Money) -> bool:
        """Whether so much can still be accounted for: above zero, not above what was paid."""
        same = amount.currency == self.currency
        return same and amount.units > 0 and self.accounted + amount <= self.paid

    @property
    def can_come_back(self) -> tuple[PaymentSent, ...]:
        """What a bank can still return: the payment in flight, and all that were confirmed."""
        return (*self.confirmed, *self._flying)

    def can_confirm(self, payment: PaymentId, amount: Money) -> bool:
        """Whether this payment is in flight, with this amount."""
        return _named(payment, amount, self._flying)

    def can_return(self, payment: PaymentId, amount: Money) -> bool:
        """Whether this payment is in flight or was confirmed, with this amount."""
        return _named(payment, amount, self.can_come_back)

    @property
    def _flying(self) -> tuple[PaymentSent, ...]:
        return () if self.in_flight is None else (self.in_flight,)

    def after(self, event: OfAnAward) -> Award:
        """The award after one more event."""
        return attrs.evolve(self._after(event), last_on=later(self.last_on, event))

    def _after(self, event: OfAnAward) -> Award:
        match event:
            case PaymentSent():
                attempts = (*self.attempts, event)
                return attrs.evolve(self, status=_S.SENT, in_flight=event, attempts=attempts)
            case PaymentConfirmed():
                confirmed = self.can_come_back
                whole = len(confirmed) == len(self.terms.tranches)
                status = _S.RECEIVED if whole else _S.PART_PAID
                return attrs.evolve(self, status=status, in_flight=None, confirmed=confirmed)
            case PaymentReturned():
                return self._without(event.payment)
            case GoodsHandedOver():
                return attrs.evolve(self, status=_S.RECEIVED, handover=event)
            case UseAccounted():
                used = attrs.evolve(self, uses=(*self.uses, event))
                whole = self.status is _S.RECEIVED and used.is_accounted
                return attrs.evolve(used, status=_S.ACCOUNTED if whole else self.status)
            case AwardCancelled():  # pragma: no branch - last
                return attrs.evolve(self, status=_S.CANCELLED)

    def _without(self, payment: PaymentId) -> Award:
        confirmed = tuple(sent for sent in self.confirmed if sent.payment != payment)
        flying = next((sent for sent in self._flying if sent.payment != payment), None)
        status = self.status
        if status is not _S.CANCELLED:
            status = _S.RETURNED if flying is None else _S.SENT
        return attrs.evolve(self, status=status, confirmed=confirmed, in_flight=flying)


def _named(payment: PaymentId, amount: Money, among: tuple[PaymentSent, ...]) -> bool:
    return any((sent.payment, sent.amount) == (payment, amount) for sent in among)
