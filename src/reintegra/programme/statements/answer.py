"""What a line of a statement is answered: its outcome, what it found, what is to be recorded."""

from __future__ import annotations

from types import MappingProxyType

import attrs

from reintegra.chain.award import PaymentConfirmed, PaymentReturned
from reintegra.programme.paying.contradiction import ReturnContradicted, ReturnUpheld
from reintegra.programme.refusal import Refusal
from reintegra.programme.statements.bank_statement import BankLine
from reintegra.vocabulary.aid import ProofKind
from reintegra.vocabulary.identifiers import PaymentId
from reintegra.vocabulary.money import Money
from reintegra.vocabulary.texts import Text, Worded

BankEvent = PaymentConfirmed | PaymentReturned | ReturnContradicted | ReturnUpheld
"""What can be recorded of a line."""


class LineOutcome(Worded):
    """What a line of a statement is, beside the orders: a closed set."""

    MATCHED = "matched", "Cocok", "Matched"
    PARTIAL = "partial", "Kurang dari yang dikirim", "Less than was sent"
    EXCESS = "excess", "Lebih dari yang dikirim", "More than was sent"
    DUPLICATE = "duplicate", "Ganda", "Duplicate"
    UNKNOWN_PAYMENT = "unknown-payment", "Pembayaran tidak dikenal", "Unknown payment"
    WRONG_ACCOUNT = "wrong-account", "Rekening tidak sesuai", "Wrong account"
    RETURNED = "returned", "Retur", "Returned"
    REVERSED = "reversed", "Pembukuan dibatalkan bank", "Reversed by the bank"
    PAID_AFTER_RETURN = "paid-after-return", "Dibayarkan setelah retur", "Paid after it came back"


class PaymentStanding(Worded):
    """Where the money of a payment stands, as the orders and the lines before it have it."""

    NOT_SENT = "not-sent", "Belum dikirim", "Not sent"
    HANDED_OVER = "handed-over", "Barangnya diserahkan", "Goods handed over"
    SENT = "sent", "Dikirim", "Sent"
    PAID = "paid", "Dibayarkan", "Paid"
    CAME_BACK = "came-back", "Sudah kembali", "Came back"
    IN_DOUBT = (
        "in-doubt",
        "Sudah kembali, lalu dinyatakan dibayarkan",
        "Came back, then said to be paid",
    )


_ANSWER = Text(id="Baris {place}: {outcome}", en="Line {place}: {outcome}")
_FOUND = Text(
    id="{answer} (pembayaran {payment}, sebelum baris ini: {found})",
    en="{answer} (payment {payment}, before this line: {found})",
)
_NOT_RECORDED = Text(
    id="{answer}; tidak dicatat: {refusal}", en="{answer}; not recorded: {refusal}"
)
_AWAITS = Text(id="{answer}; masih diperlukan: {proof}", en="{answer}; still needed: {proof}")
_NOT_SENT = Text(
    id="{answer}; perintah bayar bernomor ini ada, tetapi belum atau tidak jadi dikirim",
    en="{answer}; there is an order of this number, but it has not been sent, or was withdrawn",
)
_GOODS = Text(
    id="{answer}; perintah bernomor ini atas barang, dan tidak ada uang yang dikirim",
    en="{answer}; the order of this number was for goods, and no money was sent",
)
_NO_AMOUNT = Text(
    id="{answer}; jumlah pada baris ini tidak lebih dari nol",
    en="{answer}; the amount of the line is not above zero",
)
_OTHER_CURRENCY = Text(
    id="{answer}; perintah bayar bernomor ini dalam mata uang lain",
    en="{answer}; the order of this number is in another currency",
)

_OF_WHAT_IS_LEFT = MappingProxyType(
    {
        LineOutcome.PARTIAL: Text(
            id="Kurang dari sisanya, {left}", en="Less than is left of it, {left}"
        ),
        LineOutcome.EXCESS: Text(
            id="Lebih dari sisanya, {left}", en="More than is left of it, {left}"
        ),
    }
)
"""The words of an outcome where the person had paid some back before it came back."""
_NOTHING_IS_LEFT = Text(
    id="Lebih dari sisanya: seluruhnya sudah dikembalikan penerima",
    en="More than is left of it: the person paid all of it back",
)


@attrs.frozen(kw_only=True)
class LineAnswer:
    """What one line of a statement is; `place` counts the lines of the statement from 1.

    `payment` is the payment that the line names, and `found` where its money stood just before
    the line; both are `None` where no order has this number. `event` is what is to be recorded,
    `None` where the line changes nothing. `awaits` is the proof without which a line that fits
    is not recorded. `refusal` is why the event is not recorded: the day of the line forbids it,
    or a programme was asked to record it, and could not. `left` is what the person had not paid
    back, where the amount of the line was held to that and differs; otherwise `None`.
    """

    place: int
    line: BankLine
    outcome: LineOutcome
    payment: PaymentId | None = None
    found: PaymentStanding | None = None
    event: BankEvent | None = None
    awaits: ProofKind | None = None
    refusal: Refusal | None = None
    left: Money | None = None

    @property
    def text(self) -> Text:
        """The answer in one sentence, without what the bank wrote."""
        outcome = self.outcome.text
        if self.left is not None:
            of_it = _OF_WHAT_IS_LEFT[self.outcome] if self.left else _NOTHING_IS_LEFT
            outcome = of_it.fill(left=self.left)
        answer = _ANSWER.fill(place=self.place, outcome=outcome)
        if self.found is not None:
            answer = _FOUND.fill(answer=answer, payment=self.payment, found=self.found)
            if self.outcome is LineOutcome.UNKNOWN_PAYMENT:
                answer = self._why_unknown.fill(answer=answer)
        if self.awaits is not None:
            answer = _AWAITS.fill(answer=answer, proof=self.awaits)
        if self.refusal is not None:
            answer = _NOT_RECORDED.fill(answer=answer, refusal=self.refusal.text)
        return answer

    @property
    def _why_unknown(self) -> Text:
        """Why a payment is unknown of which there is an order."""
        if self.found is PaymentStanding.NOT_SENT:
            return _NOT_SENT
        if self.found is PaymentStanding.HANDED_OVER:
            return _GOODS
        return _OTHER_CURRENCY if self.line.amount.units > 0 else _NO_AMOUNT
