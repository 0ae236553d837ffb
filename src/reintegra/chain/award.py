"""The events of an award: decided, paid or handed over, used, reduced, paid back, cancelled."""

from __future__ import annotations

from typing import ClassVar

import attrs

from reintegra.chain.award_status import StimulusStatus
from reintegra.chain.stage import SPECIFIC, Event
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
from reintegra.vocabulary.money import Money
from reintegra.vocabulary.texts import Text


@attrs.frozen(kw_only=True, weakref_slot=False)
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


@attrs.frozen(kw_only=True, weakref_slot=False)
class PaymentSent(Event):
    """One attempt to pay the next tranche went out; `account` where it goes into an account."""

    words: ClassVar[Text] = Text(id="Pembayaran dikirim", en="Payment sent")

    award: AwardId
    payment: PaymentId
    amount: Money
    account: AccountReference | None = attrs.field(metadata=SPECIFIC)


@attrs.frozen(kw_only=True, weakref_slot=False)
class PaymentConfirmed(Event):
    """The payment reached the beneficiary, and the proof that its channel needs shows it."""

    words: ClassVar[Text] = Text(id="Pembayaran diterima", en="Payment confirmed")

    award: AwardId
    payment: PaymentId
    amount: Money
    proof: Proof


@attrs.frozen(kw_only=True, weakref_slot=False)
class PaymentReturned(Event):
    """The payment came back, confirmed or not: all of it that the person did not pay back."""

    words: ClassVar[Text] = Text(id="Pembayaran retur", en="Payment returned")

    award: AwardId
    payment: PaymentId
    amount: Money
    reason: ReturnReason


@attrs.frozen(kw_only=True, weakref_slot=False)
class GoodsHandedOver(Event):
    """Goods were handed over, and a record proves it."""

    words: ClassVar[Text] = Text(id="Barang diserahkan", en="Goods handed over")

    award: AwardId
    record: RecordNumber


@attrs.frozen(kw_only=True, weakref_slot=False)
class UseAccounted(Event):
    """The use of what was received was accounted for."""

    words: ClassVar[Text] = Text(id="Penggunaan dipertanggungjawabkan", en="Use accounted for")

    award: AwardId
    amount: Money
    record: RecordNumber


@attrs.frozen(kw_only=True, weakref_slot=False)
class AwardCancelled(Event):
    """An award was cancelled; what was paid stays paid, and what all came back counts no more."""

    words: ClassVar[Text] = Text(id="Bantuan dibatalkan", en="Award cancelled")

    award: AwardId
    reason: CancellationReason


@attrs.frozen(kw_only=True, weakref_slot=False)
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


@attrs.frozen(kw_only=True, weakref_slot=False)
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


def suits(event: type[Event], channel: Channel) -> bool:
    """Whether an event of this type can concern an award of this channel."""
    in_kind = channel is Channel.IN_KIND
    return not in_kind if event in _PAYMENTS else in_kind or event is not GoodsHandedOver
