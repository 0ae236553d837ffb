"""What a person received of an award, what is left of it, and how far its use is accounted for.

Evidence counts by receipt: what is accounted for is counted against what was received first, as far
as the person still holds it. What of a receipt is not with the person any more needs no evidence,
and what was accounted for of it counts for no other.
"""

from __future__ import annotations

import attrs

from reintegra.vocabulary.identifiers import PaymentId, RecordNumber
from reintegra.vocabulary.money import Money


@attrs.frozen
class Receipt:
    """One payment that arrived; or goods that were handed over, of which `payment` is `None`.

    `amount` is what was received, without what a bank took back. `paid_back` is what of it the
    person paid back, `accounted` that of which the use is accounted for, by which `documents`.
    """

    payment: PaymentId | None
    amount: Money
    paid_back: Money
    accounted: Money
    documents: frozenset[RecordNumber] = frozenset()

    @classmethod
    def of(cls, amount: Money, payment: PaymentId | None = None) -> Receipt:
        """What has just been received: nothing of it went back, and its use is not told yet."""
        nothing = Money.zero(amount.currency)
        return cls(payment, amount, nothing, nothing)

    @property
    def kept(self) -> Money:
        """What of it the person holds or has used."""
        return self.amount - self.paid_back

    @property
    def unaccounted(self) -> Money:
        """What of it the person holds or has used, and did not account for."""
        return self.kept - self.accounted

    def after_paying_back(self, amount: Money) -> Receipt:
        """What was not accounted for is paid back first."""
        return _as_far_as_kept(attrs.evolve(self, paid_back=self.paid_back + amount))

    def after_the_bank(self, amount: Money) -> Receipt:
        """A bank took back so much of it: what the person had paid back is left."""
        return _as_far_as_kept(attrs.evolve(self, amount=self.amount - amount))

    def after_use(self, amount: Money, document: RecordNumber) -> Receipt:
        """The use of so much more of it is accounted for, by a document; none needs none."""
        if not amount:
            return self
        documents = self.documents | {document}
        return attrs.evolve(self, accounted=self.accounted + amount, documents=documents)


def _as_far_as_kept(receipt: Receipt) -> Receipt:
    """Evidence counts for what is still held; once it counts for nothing, it can be told anew.

    Which of several documents was about what went back, nobody says: all of them stay.
    """
    told = min(receipt.accounted, receipt.kept)
    documents = receipt.documents if told else frozenset[RecordNumber]()
    return attrs.evolve(receipt, accounted=told, documents=documents)


def after_use(
    receipts: tuple[Receipt, ...], amount: Money, document: RecordNumber
) -> tuple[Receipt, ...]:
    """The receipts after the use of so much was accounted for: of the first first."""
    told: list[Receipt] = []
    for receipt in receipts:
        part = min(amount, receipt.unaccounted)
        told.append(receipt.after_use(part, document))
        amount -= part
    return tuple(told)


def after_paying_back(
    receipts: tuple[Receipt, ...], payment: PaymentId, amount: Money
) -> tuple[Receipt, ...]:
    """The receipts after the person paid back so much of one payment."""
    return tuple(
        each.after_paying_back(amount) if each.payment == payment else each for each in receipts
    )


def after_the_bank(
    receipts: tuple[Receipt, ...], tranches: tuple[Money, ...], payment: PaymentId, amount: Money
) -> tuple[tuple[Receipt, ...], tuple[Money, ...]]:
    """Receipts and tranches after a bank took back so much of one payment.

    A tranche of which it left some, as that is paid back, falls in two: that part, and the rest,
    which is due again.
    """
    left: list[Receipt] = []
    for place, receipt in enumerate(receipts):
        if receipt.payment != payment:
            left.append(receipt)
        elif amount < receipt.amount:
            left.append(receipt.after_the_bank(amount))
            tranches = _in_two(tranches, place, receipt.amount, amount)
    return tuple(left), tranches


def _in_two(
    tranches: tuple[Money, ...], place: int, whole: Money, back: Money
) -> tuple[Money, ...]:
    """A history that is trusted can hold a payment that is no tranche: its place then counts."""
    at = tranches.index(whole) if whole in tranches else min(place, len(tranches) - 1)
    return (*tranches[:at], whole - back, back, *tranches[at + 1 :])


def not_met(tranches: tuple[Money, ...], receipts: tuple[Receipt, ...]) -> tuple[Money, ...]:
    """The tranches that no payment has met, in order; goods take the place of none."""
    left = list(tranches)
    payments = [each for each in receipts if each.payment is not None]
    for received in payments[: len(left)]:
        left.remove(received.amount if received.amount in left else left[0])
    return tuple(left)
