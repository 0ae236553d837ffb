"""One award: what was decided, its payments or goods, how it was used, how it ended.

An award is paid in tranches, one after the other; each attempt to pay has its own number. Every
payment that was confirmed can come back, whatever has become of the award since; what is due next
is then the first tranche that has not reached the person. What goes in kind is proved by a
handover record instead of a payment. The tranches still to be paid can be made smaller. What a
person pays back of a payment is not due again; the rest of it, if a bank takes it back, is.
"""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING

import attrs

from reintegra.chain.award import (
    AidPaidBack,
    AwardCancelled,
    Awarded,
    AwardReduced,
    GoodsHandedOver,
    OfAnAward,
    PaymentConfirmed,
    PaymentReturned,
    PaymentSent,
    UseAccounted,
    suits,
)
from reintegra.chain.award_status import TO_BE_PAID, StimulusStatus
from reintegra.chain.drafting import Draft, copying, seal
from reintegra.chain.receipts import Receipt, after_paying_back, after_the_bank, after_use, not_met
from reintegra.vocabulary.money import Currency, Money

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    from reintegra.chain.stage import Change
    from reintegra.vocabulary.identifiers import PaymentId, RecordNumber

_S = StimulusStatus


@attrs.frozen(weakref_slot=False)
class Award:
    """One award and what has become of it; `receipts` are what the person received, in order.

    `tranches` are those of its terms, until it is reduced, or a bank takes back what a person did
    not pay back of one: that is then two. `answers`, `uses` and `paid_back` are all that was
    recorded: what was said of its payments, of their use, and what the person paid back.
    """

    terms: Awarded
    tranches: tuple[Money, ...] = attrs.field(
        default=attrs.Factory(lambda award: award.terms.tranches, takes_self=True)
    )
    status: StimulusStatus = StimulusStatus.AWARDED
    receipts: tuple[Receipt, ...] = ()
    in_flight: PaymentSent | None = None
    attempts: tuple[PaymentSent, ...] = ()
    answers: tuple[PaymentConfirmed | PaymentReturned, ...] = ()
    uses: tuple[UseAccounted, ...] = ()
    paid_back: tuple[AidPaidBack, ...] = ()

    @property
    def amount(self) -> Money:
        """What the award comes to, with what it was reduced by left out."""
        return Money.total(self.tranches, self.currency)

    @property
    def confirmed(self) -> tuple[PaymentSent, ...]:
        """The payments that arrived, but for those that a bank took back whole."""
        received = {each.payment for each in self.receipts}
        return tuple(sent for sent in self.attempts if sent.payment in received)

    @property
    def paid(self) -> Money:
        """What the person has received and not paid back; goods count with their amount."""
        return Money.total((receipt.kept for receipt in self.receipts), self.currency)

    @property
    def accounted(self) -> Money:
        """What has been accounted for, of what the person has received and not paid back."""
        return Money.total((receipt.accounted for receipt in self.receipts), self.currency)

    @property
    def currency(self) -> Currency:
        """The currency of the award."""
        return self.terms.amount.currency

    @property
    def tranches_left(self) -> tuple[Money, ...]:
        """The parts that have not been confirmed, in order."""
        return not_met(self.tranches, self.receipts)

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
        """Whether all that the person has received and not paid back is accounted for."""
        return not any(receipt.unaccounted for receipt in self.receipts)

    @property
    def can_cancel(self) -> bool:
        """Whether something of it is still to be paid, or the person holds nothing of it."""
        return self.is_open or not self.paid

    def can_account(self, amount: Money, record: RecordNumber) -> bool:
        """Whether so much was paid and not accounted for, and the document does not count yet."""
        left = (self.paid - self.accounted).units
        is_new = all(record not in each.documents for each in self.receipts)
        return amount.currency == self.currency and 0 < amount.units <= left and is_new

    @property
    def can_come_back(self) -> dict[PaymentId, Money]:
        """What a bank can still return of which payment: all of it that was not paid back."""
        held = {each.payment: each.kept for each in self.receipts if each.payment and each.kept}
        return held | {sent.payment: sent.amount for sent in self._flying}

    def can_reduce(self, tranches: tuple[Money, ...]) -> bool:
        """Whether these are less than is left to be paid, in no more parts, in its currency."""
        left = self.tranches_left
        return (
            {part.currency for part in tranches} == {self.currency}
            and len(tranches) <= len(left)
            and Money.total(tranches, self.currency) < Money.total(left, self.currency)
        )

    def can_pay_back(self, payment: PaymentId, amount: Money, record: RecordNumber) -> bool:
        """Whether the person holds so much of this payment, and the document is new for it."""
        left = self.kept_of(payment).units
        is_new = all((each.payment, each.record) != (payment, record) for each in self.paid_back)
        return amount.currency == self.currency and 0 < amount.units <= left and is_new

    def kept_of(self, payment: PaymentId) -> Money:
        """What the person holds of one confirmed payment, after what was paid back."""
        kept = (each.kept for each in self.receipts if each.payment == payment)
        return Money.total(kept, self.currency)

    def can_confirm(self, payment: PaymentId, amount: Money) -> bool:
        """Whether this payment is in flight, with this amount."""
        return any((sent.payment, sent.amount) == (payment, amount) for sent in self._flying)

    def can_return(self, payment: PaymentId, amount: Money) -> bool:
        """Whether this payment is in flight or was confirmed, and this is what is left of it."""
        return self.can_come_back.get(payment) == amount

    def last_of(self, payment: PaymentId) -> date | None:
        """The latest day on which this payment was sent, arrived or came back, if it was sent."""
        told = (each for each in (*self.attempts, *self.answers) if each.payment == payment)
        return max((each.on for each in told), default=None)

    @property
    def _flying(self) -> tuple[PaymentSent, ...]:
        return () if self.in_flight is None else (self.in_flight,)

    def after(self, event: OfAnAward) -> Award:
        """The award after one more event."""
        draft = _open(self)
        _CHANGES[type(event)](draft, event)
        seal(draft)
        return draft


class _Draft(Draft, Award):
    __slots__ = ()

    if TYPE_CHECKING:
        tranches: tuple[Money, ...]
        status: StimulusStatus
        receipts: tuple[Receipt, ...]
        in_flight: PaymentSent | None
        attempts: tuple[PaymentSent, ...]
        answers: tuple[PaymentConfirmed | PaymentReturned, ...]
        uses: tuple[UseAccounted, ...]
        paid_back: tuple[AidPaidBack, ...]


def _sent(draft: _Draft, event: PaymentSent) -> None:
    draft.status = _S.SENT
    draft.in_flight = event
    draft.attempts = (*draft.attempts, event)


def _confirmed(draft: _Draft, event: PaymentConfirmed) -> None:
    if draft.in_flight is not None:
        arrived = Receipt.of(draft.in_flight.amount, draft.in_flight.payment)
        draft.receipts = (*draft.receipts, arrived)
    draft.answers = (*draft.answers, event)
    draft.status = _S.RECEIVED if len(draft.receipts) == len(draft.tranches) else _S.PART_PAID
    draft.in_flight = None


def _returned(draft: _Draft, event: PaymentReturned) -> None:
    """What came back is due again; a tranche of which some was paid back falls in two."""
    draft.receipts, draft.tranches = after_the_bank(
        draft.receipts, draft.tranches, event.payment, event.amount
    )
    if draft.in_flight is not None and draft.in_flight.payment == event.payment:
        draft.in_flight = None
    if draft.status is not _S.CANCELLED:
        draft.status = _S.RETURNED if draft.in_flight is None else _S.SENT
    draft.answers = (*draft.answers, event)


def _handed_over(draft: _Draft, _event: GoodsHandedOver) -> None:
    draft.status = _S.RECEIVED
    draft.receipts = (Receipt.of(draft.amount),)


def _used(draft: _Draft, event: UseAccounted) -> None:
    draft.receipts = after_use(draft.receipts, event.amount, event.record)
    draft.uses = (*draft.uses, event)
    _see_whether_accounted(draft)


def _reduced(draft: _Draft, event: AwardReduced) -> None:
    done = len(draft.tranches) - len(draft.tranches_left)
    paid = tuple(receipt.amount for receipt in draft.receipts[:done])
    draft.tranches = (*paid, *event.tranches)


def _paid_back(draft: _Draft, event: AidPaidBack) -> None:
    draft.receipts = after_paying_back(draft.receipts, event.payment, event.amount)
    draft.paid_back = (*draft.paid_back, event)
    _see_whether_accounted(draft)


def _see_whether_accounted(draft: _Draft) -> None:
    if draft.status is _S.RECEIVED and draft.is_accounted:
        draft.status = _S.ACCOUNTED


def _cancelled(draft: _Draft, _event: AwardCancelled) -> None:
    draft.status = _S.CANCELLED


_CHANGES: Mapping[type[OfAnAward], Change] = MappingProxyType(
    {
        PaymentSent: _sent,
        PaymentConfirmed: _confirmed,
        PaymentReturned: _returned,
        GoodsHandedOver: _handed_over,
        UseAccounted: _used,
        AwardReduced: _reduced,
        AidPaidBack: _paid_back,
        AwardCancelled: _cancelled,
    }
)

_open = copying(_Draft)
