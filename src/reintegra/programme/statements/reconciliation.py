"""Reconciliation: every line of a bank statement is compared with the payment that it names.

One answer a line, whatever is said of other payments, and in whatever order the lines stand: those
of one payment are taken by their days, and of one day what says paid first, since nothing comes
back before it went out; of two that are alike in this, the first counts. The first of these that
holds is the answer:

1. No payment of this number was sent in this currency: `unknown-payment`.
2. The bank names another account, or one where the order has none, or none: `wrong-account`.
3. The amount is below that of the order: `partial`; above it: `excess`.
4. Amount and account are those of the order, and where the payment stands decides:

| the payment | statuses of its order | paid | returned | reversed |
|---|---|---|---|---|
| not-sent | prepared, approved, withdrawn | unknown-payment | unknown-payment | unknown-payment |
| not-sent | handed-over | unknown-payment | unknown-payment | unknown-payment |
| sent | sent | matched | returned | reversed |
| paid | confirmed | duplicate | returned | reversed |
| came-back | returned, followed, remitted | duplicate | duplicate | duplicate |

Only `matched`, `returned` and `reversed` change anything; all else is reported and not applied.
What came back stays so: no line makes it paid again, only a new attempt does, with a number of its
own. A payment comes back once, whether it was returned, reversed, or both. Several partial lines
are never added up to a whole.

A line that says paid proves what its statement proves. Where the channel needs another proof, as
through an LKS, the line is matched and `awaits` names the proof; the payment is not confirmed.

Two things are left to people. Where a bank booked a payment twice and reversed one of the bookings,
its lines are matched, duplicate and reversed, and the payment stands as returned: read a reversal
beside a duplicate before paying again. And a case can refuse what an answer would record, such as a
line dated before the payment was sent. Whoever hands over how to record is asked line by line, and
a line that is refused counts for no other: the payment stands where it stood, and the next line of
it is answered as if that one were not there.
"""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING, Protocol

import attrs

from reintegra.chain.award import PaymentConfirmed, PaymentReturned
from reintegra.errors import InvalidValue
from reintegra.programme.paying.orders import OrderStatus
from reintegra.programme.refusal import Refusal
from reintegra.programme.statements.bank_statement import BankLine, BankStatement, LineKind
from reintegra.vocabulary.aid import PROOF_OF, Channel, Proof, ProofKind
from reintegra.vocabulary.checks import instance_of
from reintegra.vocabulary.identifiers import (
    AccountReference,
    AwardId,
    CaseId,
    PaymentId,
    RecordNumber,
)
from reintegra.vocabulary.texts import Text, Worded

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping
    from datetime import date

    from reintegra.vocabulary.money import Money


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


class PaymentStanding(Worded):
    """Where the money of a payment stands, as the orders and the lines before it have it."""

    NOT_SENT = "not-sent", "Tidak dikirim", "Not sent"
    SENT = "sent", "Dikirim", "Sent"
    PAID = "paid", "Dibayarkan", "Paid"
    CAME_BACK = "came-back", "Sudah kembali", "Came back"


class OrderOnRecord(Protocol):
    """What reconciliation asks of an order for a payment; the amount is in whole units.

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


STANDING_OF: Mapping[str, PaymentStanding] = MappingProxyType(
    {
        OrderStatus.PREPARED: PaymentStanding.NOT_SENT,
        OrderStatus.APPROVED: PaymentStanding.NOT_SENT,
        OrderStatus.WITHDRAWN: PaymentStanding.NOT_SENT,
        OrderStatus.HANDED_OVER: PaymentStanding.NOT_SENT,
        OrderStatus.SENT: PaymentStanding.SENT,
        OrderStatus.CONFIRMED: PaymentStanding.PAID,
        OrderStatus.RETURNED: PaymentStanding.CAME_BACK,
        OrderStatus.FOLLOWED: PaymentStanding.CAME_BACK,
        OrderStatus.REMITTED: PaymentStanding.CAME_BACK,
    }
)
"""Where the money of a payment stands, by the status of its order."""

_AS_THE_BANK_SAYS: Mapping[LineKind, LineOutcome] = MappingProxyType(
    {
        LineKind.PAID: LineOutcome.MATCHED,
        LineKind.RETURNED: LineOutcome.RETURNED,
        LineKind.REVERSED: LineOutcome.REVERSED,
    }
)
_AFTERWARDS: Mapping[LineOutcome, PaymentStanding] = MappingProxyType(
    {
        LineOutcome.MATCHED: PaymentStanding.PAID,
        LineOutcome.RETURNED: PaymentStanding.CAME_BACK,
        LineOutcome.REVERSED: PaymentStanding.CAME_BACK,
    }
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


@attrs.frozen(kw_only=True)
class LineAnswer:
    """What one line of a statement is; `place` counts the lines of the statement from 1.

    `payment` is the payment that the line names, and `found` where its money stood just before
    the line; both are `None` where no order has this number. `event` is what is to be recorded,
    `None` where the line changes nothing. `awaits` is the proof that a matched payment needs
    beside this line before it can be confirmed. `refusal` is why the event was not recorded, where
    a programme was asked to, and could not.
    """

    place: int
    line: BankLine
    outcome: LineOutcome
    payment: PaymentId | None = None
    found: PaymentStanding | None = None
    event: PaymentConfirmed | PaymentReturned | None = None
    awaits: ProofKind | None = None
    refusal: Refusal | None = None

    @property
    def text(self) -> Text:
        """The answer in one sentence, without what the bank wrote."""
        answer = _ANSWER.fill(place=self.place, outcome=self.outcome)
        if self.found is not None:
            answer = _FOUND.fill(answer=answer, payment=self.payment, found=self.found)
        if self.awaits is not None:
            answer = _AWAITS.fill(answer=answer, proof=self.awaits)
        if self.refusal is not None:
            answer = _NOT_RECORDED.fill(answer=answer, refusal=self.refusal.text)
        return answer


@attrs.frozen(kw_only=True)
class Reconciliation:
    """One statement beside the orders: an answer to every line, in the order of the statement.

    `unmatched` are the payments that were sent and about which no line of this statement says
    anything that could be recorded, in the order of the orders. A payment with a partial line is
    not among them: its answer reports it.
    """

    statement: RecordNumber
    answers: tuple[LineAnswer, ...]
    unmatched: tuple[PaymentId, ...]

    @property
    def in_turn(self) -> tuple[LineAnswer, ...]:
        """The answers by day: so an award is told of its payments in order."""
        return tuple(sorted(self.answers, key=lambda answer: _turn(answer.line)))

    @property
    def events(self) -> tuple[PaymentConfirmed | PaymentReturned, ...]:
        """What is to be recorded, in turn: of what was refused, nothing."""
        told = (answer for answer in self.in_turn if answer.refusal is None)
        return tuple(answer.event for answer in told if answer.event is not None)


def reconcile(
    statement: BankStatement,
    orders: Iterable[OrderOnRecord],
    *,
    recording: Callable[[PaymentConfirmed | PaymentReturned], Refusal | None] | None = None,
) -> Reconciliation:
    """Every line of a statement answered, and the payments that were sent and not seen on it.

    Once the events are recorded, the same statement answers without any event. `recording`
    records one event and says why it could not be, before the next line is answered; without it
    nothing is recorded, and every event counts as if it were.

    Raises:
        InvalidValue: two orders have one number, or an order has a status that is none.
        WrongType: the statement is no `BankStatement`.
    """
    instance_of(BankStatement, "statement", statement)
    payments = _by_number(orders)
    answers: dict[int, LineAnswer] = {}
    for place, line in sorted(enumerate(statement.lines, 1), key=lambda each: _turn(each[1])):
        payment = payments.get(line.reference)
        if payment is None:
            outcome = LineOutcome.UNKNOWN_PAYMENT
            answers[place] = LineAnswer(place=place, line=line, outcome=outcome)
        else:
            answers[place] = payment.answer(place, line, statement.proof, recording)
    return Reconciliation(
        statement=statement.id,
        answers=tuple(answers[place] for place in range(1, statement.count + 1)),
        unmatched=tuple(each.order.payment for each in payments.values() if each.is_unmatched),
    )


@attrs.define(eq=False)
class _Payment:
    """One payment while the lines of a statement are answered one after the other."""

    order: OrderOnRecord
    stands: PaymentStanding
    is_unmatched: bool

    def answer(
        self,
        place: int,
        line: BankLine,
        proof: ProofKind,
        recording: Callable[[PaymentConfirmed | PaymentReturned], Refusal | None] | None,
    ) -> LineAnswer:
        """What the line is; afterwards the money stands where the line has left it.

        A line that could not be recorded leaves it where it was.
        """
        outcome, found = self._outcome(line), self.stands
        needed = PROOF_OF[self.order.channel] if outcome is LineOutcome.MATCHED else proof
        event = self._event(outcome, line, proof) if needed is proof else None
        refusal = None if event is None or recording is None else recording(event)
        if refusal is None:
            self.is_unmatched &= outcome is LineOutcome.UNKNOWN_PAYMENT
            self.stands = _AFTERWARDS.get(outcome, found)
        return LineAnswer(
            place=place,
            line=line,
            outcome=outcome,
            payment=self.order.payment,
            found=found,
            event=event,
            awaits=None if needed is proof else needed,
            refusal=refusal,
        )

    def _outcome(self, line: BankLine) -> LineOutcome:
        sent = self.order
        if self.stands is PaymentStanding.NOT_SENT or line.amount.currency != sent.amount.currency:
            return LineOutcome.UNKNOWN_PAYMENT
        if line.account != sent.account:
            return LineOutcome.WRONG_ACCOUNT
        if line.amount != sent.amount:
            return LineOutcome.PARTIAL if line.amount < sent.amount else LineOutcome.EXCESS
        said_before = self.stands is PaymentStanding.PAID and line.kind is LineKind.PAID
        if said_before or self.stands is PaymentStanding.CAME_BACK:
            return LineOutcome.DUPLICATE
        return _AS_THE_BANK_SAYS[line.kind]

    def _event(
        self, outcome: LineOutcome, line: BankLine, proof: ProofKind
    ) -> PaymentConfirmed | PaymentReturned | None:
        sent = self.order
        match outcome:
            case LineOutcome.MATCHED:
                return PaymentConfirmed(
                    case=sent.case,
                    on=line.on,
                    award=sent.award,
                    payment=sent.payment,
                    amount=sent.amount,
                    proof=Proof(proof, line.record),
                )
            case LineOutcome.RETURNED | LineOutcome.REVERSED:
                return PaymentReturned(
                    case=sent.case,
                    on=line.on,
                    award=sent.award,
                    payment=sent.payment,
                    amount=sent.amount,
                    reason=line.reason,
                )
            case _:
                return None


def _by_number(orders: Iterable[OrderOnRecord]) -> dict[str, _Payment]:
    payments: dict[str, _Payment] = {}
    for order in orders:
        number, stands = str(order.payment), STANDING_OF.get(order.status)
        if stands is None:
            hint = f"an order is one of {', '.join(STANDING_OF)}"
            raise InvalidValue("orders", "unknown-status", hint)
        if number in payments:
            raise InvalidValue("orders", "payment-twice", "name each payment once")
        payments[number] = _Payment(order, stands, is_unmatched=stands is PaymentStanding.SENT)
    return payments


def _turn(line: BankLine) -> tuple[date, bool]:
    """When a line is taken: by its day, and of one day what says paid before what came back."""
    return line.on, line.kind is not LineKind.PAID
