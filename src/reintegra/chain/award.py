"""One award: what was decided, its payments or goods, how it was used, how it ended.

An award is paid in tranches, one after the other; each attempt to pay has its own number. Every
payment that was confirmed can come back, whatever has become of the award since; what is due next
is then the first tranche that has not reached the person. What goes in kind is proved by a
handover record instead of a payment. The tranches still to be paid can be made smaller; and who
received a payment can be made to pay some of it back, which is then not due again.
"""

from __future__ import annotations

from datetime import date
from typing import ClassVar

import attrs

from reintegra.chain.stage import SPECIFIC, Event, later
from reintegra.errors import InvalidValue
from reintegra.vocabulary.aid import (
    CancellationReason,
    Channel,
    Proof,
    Purpose,
    ReductionReason,
    ReturnReason,
)
from reintegra.vocabulary.calendar import Period
from reintegra.vocabulary.identifiers import (
    AccountReference,
    AwardId,
    Code,
    Digest,
    PaymentId,
    PersonId,
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
    """A programme decided to give a person aid for a purpose and a period.

    `round` is the code of the terms of the round, and `grounds` the digest of the facts by which
    the person was found eligible, as they stood when it was decided. `tranches` are the parts in
    which the aid is paid, in order; they sum to `amount`.

    Raises:
        InvalidValue: an amount or tranche that is not above zero, or tranches that do not sum.
        CurrencyMismatch: a tranche is in another currency than the amount.
    """

    words: ClassVar[Text] = Text(id="Bantuan ditetapkan", en="Awarded")

    award: AwardId
    person: PersonId
    programme: ProgrammeId
    round: Code
    site: SiteId
    purpose: Purpose
    period: Period
    amount: Money
    channel: Channel
    tranches: tuple[Money, ...]
    grounds: Digest

    def __attrs_post_init__(self) -> None:
        super().__attrs_post_init__()
        _all_above_zero("Awarded.tranches", self.tranches)
        if Money.total(self.tranches, self.amount.currency) != self.amount or not self.tranches:
            raise InvalidValue("Awarded.tranches", "tranches", "tranches sum to the amount")


def _all_above_zero(field: str, tranches: tuple[Money, ...]) -> None:
    if any(part.units <= 0 for part in tranches):
        raise InvalidValue(field, "not-positive", "each tranche is above zero")


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
    """The payment reached the beneficiary, and the proof that its channel needs shows it."""

    words: ClassVar[Text] = Text(id="Pembayaran diterima", en="Payment confirmed")

    award: AwardId
    payment: PaymentId
    amount: Money
    proof: Proof


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


@attrs.frozen(kw_only=True)
class AwardReduced(Event):
    """The parts of an award that are still to be paid became fewer or smaller.

    `tranches` are those parts from now on, in order; what was paid stays as it is.

    Raises:
        InvalidValue: no tranche, or one that is not above zero; who gets nothing more has the
            award cancelled.
    """

    words: ClassVar[Text] = Text(id="Bantuan dikurangi", en="Award reduced")

    award: AwardId
    tranches: tuple[Money, ...]
    reason: ReductionReason

    def __attrs_post_init__(self) -> None:
        super().__attrs_post_init__()
        _all_above_zero("AwardReduced.tranches", self.tranches)
        if not self.tranches:
            hint = "to give nothing more, cancel the award"
            raise InvalidValue("AwardReduced.tranches", "empty", hint)


@attrs.frozen(kw_only=True)
class AidPaidBack(Event):
    """The person paid back a confirmed payment, or some of it; it is not due again."""

    words: ClassVar[Text] = Text(id="Bantuan dikembalikan", en="Aid paid back")

    award: AwardId
    payment: PaymentId
    amount: Money
    record: RecordNumber


OfAnAward = (
    PaymentSent
    | PaymentConfirmed
    | PaymentReturned
    | GoodsHandedOver
    | UseAccounted
    | AwardReduced
    | AidPaidBack
    | AwardCancelled
)
OF_AN_AWARD = (
    PaymentSent,
    PaymentConfirmed,
    PaymentReturned,
    GoodsHandedOver,
    UseAccounted,
    AwardReduced,
    AidPaidBack,
    AwardCancelled,
)
"""The events that name an award on record."""

_PAYMENTS = (PaymentSent, PaymentConfirmed, PaymentReturned, AidPaidBack)
_S = StimulusStatus

TO_BE_PAID = (_S.AWARDED, _S.RETURNED, _S.PART_PAID)
"""While the next tranche can be sent, and while what is left can be reduced or cancelled."""


def suits(event: type[Event], channel: Channel) -> bool:
    """Whether an event of this type can concern an award of this channel."""
    in_kind = channel is Channel.IN_KIND
    return not in_kind if event in _PAYMENTS else in_kind or event is not GoodsHandedOver


@attrs.frozen
class Award:
    """One award and what has become of it; `confirmed` are the payments that did not come back.

    `tranches` are those of its terms, until the award is reduced.
    """

    terms: Awarded
    tranches: tuple[Money, ...] = attrs.field(
        default=attrs.Factory(lambda award: award.terms.tranches, takes_self=True)
    )
    status: StimulusStatus = StimulusStatus.AWARDED
    confirmed: tuple[PaymentSent, ...] = ()
    in_flight: PaymentSent | None = None
    attempts: tuple[PaymentSent, ...] = ()
    handover: GoodsHandedOver | None = None
    uses: tuple[UseAccounted, ...] = ()
    paid_back: tuple[AidPaidBack, ...] = ()
    last_on: date = attrs.field(
        default=attrs.Factory(lambda award: award.terms.on, takes_self=True)
    )

    @property
    def amount(self) -> Money:
        """What the award comes to, with what it was reduced by left out."""
        return Money.total(self.tranches, self.currency)

    @property
    def paid(self) -> Money:
        """What the person has received and not paid back; goods count with their amount."""
        if self.handover is not None:
            return self.amount
        received = Money.total((payment.amount for payment in self.confirmed), self.currency)
        return received - Money.total((back.amount for back in self.paid_back), self.currency)

    @property
    def accounted(self) -> Money:
        """What has been accounted for."""
        return Money.total((use.amount for use in self.uses), self.currency)

    @property
    def currency(self) -> Currency:
        """The currency of the award."""
        return self.terms.amount.currency

    @property
    def tranches_left(self) -> tuple[Money, ...]:
        """The parts that have not been confirmed, in order."""
        left = list(self.tranches)
        for payment in self.confirmed[: len(left)]:
            left.remove(payment.amount if payment.amount in left else left[0])
        return tuple(left)

    @property
    def tranche_due(self) -> Money | None:
        """The first part that has not been confirmed, `None` when all are."""
        return next(iter(self.tranches_left), None)

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
        return self.status in TO_BE_PAID and suits(PaymentSent, self.terms.channel)

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
        """What a bank can still return: what is in flight, or confirmed and not paid back."""
        back = {each.payment for each in self.paid_back}
        return (*(sent for sent in self.confirmed if sent.payment not in back), *self._flying)

    def can_reduce(self, tranches: tuple[Money, ...]) -> bool:
        """Whether these are less than is left to be paid, in no more parts, in its currency."""
        left = self.tranches_left
        return (
            {part.currency for part in tranches} == {self.currency}
            and len(tranches) <= len(left)
            and Money.total(tranches, self.currency) < Money.total(left, self.currency)
        )

    def can_pay_back(self, payment: PaymentId, amount: Money) -> bool:
        """Whether so much of this confirmed payment can be paid back: above zero, not above it."""
        held = self.kept_of(payment)
        return amount.currency == self.currency and 0 < amount.units <= held.units

    def kept_of(self, payment: PaymentId) -> Money:
        """What the person holds of one confirmed payment, after what was paid back."""
        sent = (each.amount for each in self.confirmed if each.payment == payment)
        back = (each.amount for each in self.paid_back if each.payment == payment)
        return Money.total(sent, self.currency) - Money.total(back, self.currency)

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
                confirmed = (*self.confirmed, *self._flying)
                whole = len(confirmed) == len(self.tranches)
                status = _S.RECEIVED if whole else _S.PART_PAID
                return attrs.evolve(self, status=status, in_flight=None, confirmed=confirmed)
            case PaymentReturned():
                return self._without(event.payment)
            case GoodsHandedOver():
                return attrs.evolve(self, status=_S.RECEIVED, handover=event)
            case UseAccounted():
                return _accounted_for(attrs.evolve(self, uses=(*self.uses, event)))
            case AwardReduced():
                done = len(self.tranches) - len(self.tranches_left)
                paid = tuple(sent.amount for sent in self.confirmed[:done])
                return attrs.evolve(self, tranches=(*paid, *event.tranches))
            case AidPaidBack():
                return _accounted_for(attrs.evolve(self, paid_back=(*self.paid_back, event)))
            case AwardCancelled():  # pragma: no branch - last
                return attrs.evolve(self, status=_S.CANCELLED)

    def _without(self, payment: PaymentId) -> Award:
        confirmed = tuple(sent for sent in self.confirmed if sent.payment != payment)
        flying = next((sent for sent in self._flying if sent.payment != payment), None)
        status = self.status
        if status is not _S.CANCELLED:
            status = _S.RETURNED if flying is None else _S.SENT
        return attrs.evolve(self, status=status, confirmed=confirmed, in_flight=flying)


def _accounted_for(award: Award) -> Award:
    whole = award.status is _S.RECEIVED and award.is_accounted
    return attrs.evolve(award, status=_S.ACCOUNTED if whole else award.status)


def _named(payment: PaymentId, amount: Money, among: tuple[PaymentSent, ...]) -> bool:
    return any((sent.payment, sent.amount) == (payment, amount) for sent in among)
