"""One payment while the lines of a statement about it are answered one after the other."""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING, Self

import attrs

from reintegra.chain.award import PaymentConfirmed, PaymentReturned
from reintegra.programme.paying.contradiction import ReturnContradicted, ReturnUpheld
from reintegra.programme.paying.whereabouts import Whereabouts
from reintegra.programme.refusal import Refusal
from reintegra.programme.statements.answer import (
    BankEvent,
    LineAnswer,
    LineOutcome,
    PaymentStanding,
)
from reintegra.programme.statements.bank_statement import BankLine, BankStatement, LineKind
from reintegra.programme.statements.on_record import STANDING_OF, OrderOnRecord
from reintegra.vocabulary.aid import PROOF_OF, Proof, ProofKind, ReturnReason
from reintegra.vocabulary.texts import Text

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from reintegra.vocabulary.money import Money

_O = LineOutcome
_AS_THE_BANK_SAYS: Mapping[LineKind, LineOutcome] = MappingProxyType(
    {
        LineKind.PAID: _O.MATCHED,
        LineKind.RETURNED: _O.RETURNED,
        LineKind.REVERSED: _O.REVERSED,
    }
)
_AFTERWARDS: Mapping[LineOutcome, PaymentStanding] = MappingProxyType(
    {
        _O.MATCHED: PaymentStanding.PAID,
        _O.RETURNED: PaymentStanding.CAME_BACK,
        _O.REVERSED: PaymentStanding.CAME_BACK,
        _O.PAID_AFTER_RETURN: PaymentStanding.IN_DOUBT,
    }
)
"""Where the money stands once the answer is recorded."""
_NEVER_SENT = (PaymentStanding.NOT_SENT, PaymentStanding.HANDED_OVER)

AFTER_THE_STATEMENT = Refusal.plain(
    "after-the-statement",
    Text(
        id="Tanggal baris ini setelah hari terakhir rekening koran.",
        en="The line is dated after the last day of the statement.",
    ),
)
BEFORE_THE_SENDING = Refusal.plain(
    "before-the-sending",
    Text(
        id="Tanggal baris ini sebelum hari pembayaran itu dikirim.",
        en="The line is dated before the day on which the payment was sent.",
    ),
)
BEFORE_THE_RECEIPT = Refusal.plain(
    "before-the-receipt",
    Text(
        id="Tanggal baris ini sebelum hari pembayaran itu diterima.",
        en="The line is dated before the day on which the payment was received.",
    ),
)


def is_out(order: OrderOnRecord, statement: BankStatement) -> bool:
    """Whether the money of an order was sent by the last day of a statement, and is not back."""
    sent_on, stands = order.whereabouts.sent_on, STANDING_OF[order.status]
    is_later = sent_on is not None and sent_on > statement.on
    return stands is PaymentStanding.SENT and not is_later


@attrs.define(eq=False)
class OnePayment:
    """One payment while the lines of a statement are answered one after the other."""

    order: OrderOnRecord
    statement: BankStatement
    stands: PaymentStanding
    said: Whereabouts
    is_unmatched: bool

    @classmethod
    def of(cls, order: OrderOnRecord, statement: BankStatement) -> Self:
        """The payment of an order before the first line."""
        said = order.whereabouts
        stands = PaymentStanding.IN_DOUBT if said.is_contradicted else STANDING_OF[order.status]
        return cls(order, statement, stands, said, is_out(order, statement))

    def answer(
        self,
        place: int,
        line: BankLine,
        recording: Callable[[BankEvent], Refusal | None] | None,
    ) -> LineAnswer:
        """What the line is; afterwards the money stands where the line has left it.

        A line that could not be recorded leaves it where it was.
        """
        outcome, found = self._outcome(line), self.stands
        awaits = self._awaits(outcome)
        event = None if awaits else self._event(outcome, line)
        refusal = None if event is None else self._out_of_time(line)
        if event is not None and refusal is None and recording is not None:
            refusal = recording(event)
        if refusal is None:
            self._count(outcome, event)
        return LineAnswer(
            place=place,
            line=line,
            outcome=outcome,
            payment=self.order.payment,
            found=found,
            event=event,
            awaits=awaits,
            refusal=refusal,
            left=self._left(outcome, line),
        )

    def _count(self, outcome: LineOutcome, event: BankEvent | None) -> None:
        self.is_unmatched &= outcome is _O.UNKNOWN_PAYMENT
        if event is not None:
            self.said = self.said.after(event)
        if event is not None or outcome is _O.MATCHED:
            is_doubted = self.said.is_contradicted
            self.stands = PaymentStanding.IN_DOUBT if is_doubted else _AFTERWARDS[outcome]

    def _left(self, outcome: LineOutcome, line: BankLine) -> Money | None:
        """What is left of the payment, where that is what the amount of the line was held to."""
        sent, differs = self.order, outcome in {_O.PARTIAL, _O.EXCESS}
        is_less = sent.outstanding != sent.amount
        return sent.outstanding if differs and is_less and line.kind is not LineKind.PAID else None

    def _outcome(self, line: BankLine) -> LineOutcome:
        sent, amount, is_paid = self.order, line.amount, line.kind is LineKind.PAID
        not_of_this = amount.currency != sent.amount.currency or amount.units <= 0
        if self.stands in _NEVER_SENT or not_of_this:
            return _O.UNKNOWN_PAYMENT
        if line.account != sent.account:
            return _O.WRONG_ACCOUNT
        whole = sent.amount if is_paid else sent.outstanding
        if amount != whole and not (is_paid and self._is_the_rest(amount)):
            return _O.PARTIAL if amount < whole else _O.EXCESS
        if self._has_come_back:
            return self._after_the_return(line)
        if is_paid and self.stands is PaymentStanding.PAID:
            return _O.DUPLICATE
        return _AS_THE_BANK_SAYS[line.kind]

    def _after_the_return(self, line: BankLine) -> LineOutcome:
        """What a line that fits is, once the payment came back."""
        if line.kind is LineKind.PAID:
            return _O.PAID_AFTER_RETURN if self._is_paid_after(line) else _O.DUPLICATE
        answers = self.said.is_answered_on(line.on)
        return _AS_THE_BANK_SAYS[line.kind] if answers else _O.DUPLICATE

    @property
    def _has_come_back(self) -> bool:
        return self.stands in {PaymentStanding.CAME_BACK, PaymentStanding.IN_DOUBT}

    def _is_the_rest(self, amount: Money) -> bool:
        """Whether it is what came back, where the person had paid back some before that."""
        return self._has_come_back and amount == self.order.outstanding

    def _is_paid_after(self, line: BankLine) -> bool:
        """Whether the line says that what came back was paid after that, and did not say it yet."""
        said = self.said
        if said.has_heard(line.on, line.record) or not said.is_paid_after_return(line.on):
            return False
        proves = self.statement.proof is PROOF_OF[self.order.channel]
        return proves or line.on != said.back_on

    def _awaits(self, outcome: LineOutcome) -> ProofKind | None:
        """The proof that is still needed, where the answer would change anything."""
        proof, needed = self.statement.proof, PROOF_OF[self.order.channel]
        by_bank = proof is ProofKind.BANK_CONFIRMATION and outcome is not _O.MATCHED
        if outcome not in _AFTERWARDS or proof is needed or by_bank:
            return None
        return needed

    def _out_of_time(self, line: BankLine) -> Refusal | None:
        """Why nothing dated so is recorded; of the award itself, its case is asked."""
        on, sent_on, paid_on = line.on, self.said.sent_on, self.said.paid_on
        if on > self.statement.on:
            return AFTER_THE_STATEMENT
        if sent_on is not None and on < sent_on:
            return BEFORE_THE_SENDING
        comes_back = self.stands is PaymentStanding.PAID
        if comes_back and paid_on is not None and on < paid_on:
            return BEFORE_THE_RECEIPT
        return None

    def _event(self, outcome: LineOutcome, line: BankLine) -> BankEvent | None:
        match outcome:
            case _O.MATCHED:
                return self._confirmed(line)
            case _O.PAID_AFTER_RETURN:
                return self._contradicted(line)
            case _O.RETURNED | _O.REVERSED if self.stands is PaymentStanding.IN_DOUBT:
                return self._upheld(line)
            case _O.RETURNED | _O.REVERSED:
                return self._returned(line)
            case _:
                return None

    def _confirmed(self, line: BankLine) -> PaymentConfirmed:
        return PaymentConfirmed(
            case=self.order.case,
            on=line.on,
            award=self.order.award,
            payment=self.order.payment,
            amount=line.amount,
            proof=Proof(self.statement.proof, line.record),
        )

    def _returned(self, line: BankLine) -> PaymentReturned:
        """With the reason that the bank gives, or else what it did."""
        is_stated = line.reason is not ReturnReason.NOT_STATED
        reversed_it = line.kind is LineKind.REVERSED and not is_stated
        return PaymentReturned(
            case=self.order.case,
            on=line.on,
            award=self.order.award,
            payment=self.order.payment,
            amount=line.amount,
            reason=ReturnReason.REVERSED_BY_BANK if reversed_it else line.reason,
        )

    def _contradicted(self, line: BankLine) -> ReturnContradicted:
        return ReturnContradicted(
            case=self.order.case,
            on=line.on,
            award=self.order.award,
            payment=self.order.payment,
            record=line.record,
        )

    def _upheld(self, line: BankLine) -> ReturnUpheld:
        return ReturnUpheld(
            case=self.order.case,
            on=line.on,
            award=self.order.award,
            payment=self.order.payment,
            record=line.record,
        )
