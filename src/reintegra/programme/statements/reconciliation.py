"""Reconciliation: every line of a bank statement is compared with the payment that it names.

One answer a line, whatever is said of other payments, and in whatever order the lines stand: those
of one payment are taken by their days, and of one day what says paid first, since nothing comes
back before it went out; of two that are alike in this, the first counts. The first of these that
holds is the answer:

1. No payment of this number was sent in this currency, or the amount is not above zero, which is
   that of no payment: `unknown-payment`.
2. The bank names another account, or one where the order has none, or none: `wrong-account`.
3. The amount is below that of the order: `partial`; above it: `excess`. What comes back is
   compared with what the person has not paid back already, and once it came back, what is said to
   be paid may be either.
4. Amount and account fit, and where the payment stands decides:

| the payment | statuses of its order | paid | returned | reversed |
|---|---|---|---|---|
| not-sent | prepared, approved, withdrawn | unknown-payment | unknown-payment | unknown-payment |
| handed-over | handed-over | unknown-payment | unknown-payment | unknown-payment |
| sent | sent | matched | returned | reversed |
| paid | confirmed | duplicate | returned | reversed |

A payment that came back (its order is returned, followed or remitted) is told by the day as well.
It is in doubt from when the bank said that it was paid after all, until it says again that it came
back, of that day or a later one, or an officer answers what it said. The same document of the same
day says nothing new:

| the payment | the day of the line | paid | returned | reversed |
|---|---|---|---|---|
| came-back | before the return | duplicate | duplicate | duplicate |
| came-back | of the return, confirmed before | duplicate | duplicate | duplicate |
| came-back | of the return, never confirmed | paid-after-return | duplicate | duplicate |
| came-back | after the return | paid-after-return | duplicate | duplicate |
| came-back | after the return, said before | duplicate | duplicate | duplicate |
| in-doubt | before the return | duplicate | duplicate | duplicate |
| in-doubt | of the return, confirmed before | duplicate | duplicate | duplicate |
| in-doubt | of the return, never confirmed | paid-after-return | duplicate | duplicate |
| in-doubt | after the return, before every doubt | paid-after-return | duplicate | duplicate |
| in-doubt | after the return, of a doubt or later | paid-after-return | returned | reversed |
| in-doubt | after the return, said before | duplicate | returned | reversed |

Only `matched`, `returned`, `reversed` and `paid-after-return` change anything; all else is reported
and not applied. What came back stays so: no line makes it paid again, only a new attempt does, with
a number of its own. `paid-after-return` moves no money: it is kept on file, and stops whatever is
to be sent to that person until an approval names it. A payment comes back once, whether it was
returned, reversed, or both. Several partial lines are never added up to a whole.

A line that says paid proves what its statement proves. Where the channel needs another proof, as
through an LKS, the line is matched and `awaits` names the proof; the payment is not confirmed. That
it came back, or was paid after that, is taken from the bank and from whoever gives the proof of the
channel; from anybody else the line counts for nothing, and `awaits` names the proof (assumption: no
rule is cited). On the day of the return it takes that proof itself to say that it was paid.

An event is not recorded that is dated after the last day of the statement, before the payment was
sent, or before it was received, where it came back after that. And whoever hands over how to record
can refuse what an answer would record. Either way the answer has the `refusal`, and the line counts
for no other: the payment stands where it stood, and the next line of it is answered as if that one
were not there.

One thing is left to people. Where a bank booked a payment twice and reversed one of the bookings,
its lines are matched, duplicate and reversed, and the payment stands as returned: read a reversal
beside a duplicate before paying again.

Every order is looked at once for each statement, also for one of a single line, since what no line
speaks of is to be named: the work grows with lines and orders together.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import attrs

from reintegra.chain.award import PaymentConfirmed, PaymentReturned
from reintegra.errors import InvalidValue
from reintegra.programme.statements.answer import LineAnswer, LineOutcome
from reintegra.programme.statements.bank_statement import BankStatement, LineKind
from reintegra.programme.statements.on_record import STANDING_OF
from reintegra.programme.statements.one_payment import OnePayment, is_out
from reintegra.vocabulary.checks import instance_of
from reintegra.vocabulary.identifiers import PaymentId, RecordNumber

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from datetime import date

    from reintegra.programme.refusal import Refusal
    from reintegra.programme.statements.answer import BankEvent
    from reintegra.programme.statements.bank_statement import BankLine
    from reintegra.programme.statements.on_record import OrderOnRecord


@attrs.frozen(kw_only=True)
class Reconciliation:
    """One statement beside the orders: an answer to every line, in the order of the statement.

    `unmatched` are the payments that were sent by the last day of the statement, and of which no
    line speaks, or only lines that were refused, in the order of the orders. A payment of which a
    line says another amount or account, or something that awaits a proof, is not among them: the
    answer to that line reports it.
    """

    statement: RecordNumber
    answers: tuple[LineAnswer, ...]
    unmatched: tuple[PaymentId, ...]

    @property
    def in_turn(self) -> tuple[LineAnswer, ...]:
        """The answers by day: so an award is told of its payments in order."""
        return tuple(sorted(self.answers, key=lambda answer: _turn(answer.line)))

    @property
    def events(self) -> tuple[BankEvent, ...]:
        """What is to be recorded, in turn: of what was refused, nothing."""
        told = (answer for answer in self.in_turn if answer.refusal is None)
        return tuple(answer.event for answer in told if answer.event is not None)

    @property
    def of_the_fund(self) -> tuple[PaymentConfirmed | PaymentReturned, ...]:
        """Those of the events that move money."""
        return tuple(
            event for event in self.events if isinstance(event, PaymentConfirmed | PaymentReturned)
        )

    @property
    def to_be_kept(self) -> Reconciliation:
        """What a history keeps: without what the bank wrote where it names no payment.

        Anything may stand there, the number of a person too, and a history forgets nothing.
        """
        return attrs.evolve(self, answers=tuple(map(_without_free_text, self.answers)))

    def beside(self, statement: BankStatement) -> Reconciliation:
        """The same answers, each with the line of the statement that it answers."""
        both = zip(self.answers, statement.lines, strict=True)
        return attrs.evolve(
            self, answers=tuple(attrs.evolve(answer, line=line) for answer, line in both)
        )


def _without_free_text(answer: LineAnswer) -> LineAnswer:
    if answer.payment is not None:
        return answer
    return attrs.evolve(answer, line=attrs.evolve(answer.line, reference=""))


def reconcile(
    statement: BankStatement,
    orders: Iterable[OrderOnRecord],
    *,
    recording: Callable[[BankEvent], Refusal | None] | None = None,
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
    on_record = _by_number(orders)
    named = on_record.keys() & {line.reference for line in statement.lines}
    payments = {number: OnePayment.of(on_record[number], statement) for number in named}
    answers: dict[int, LineAnswer] = {}
    for place, line in sorted(enumerate(statement.lines, 1), key=lambda each: _turn(each[1])):
        payment = payments.get(line.reference)
        if payment is None:
            outcome = LineOutcome.UNKNOWN_PAYMENT
            answers[place] = LineAnswer(place=place, line=line, outcome=outcome)
        else:
            answers[place] = payment.answer(place, line, recording)
    return Reconciliation(
        statement=statement.id,
        answers=tuple(answers[place] for place in range(1, statement.count + 1)),
        unmatched=tuple(
            order.payment
            for number, order in on_record.items()
            if (payments[number].is_unmatched if number in payments else is_out(order, statement))
        ),
    )


def _by_number(orders: Iterable[OrderOnRecord]) -> dict[str, OrderOnRecord]:
    on_record: dict[str, OrderOnRecord] = {}
    for order in orders:
        number = str(order.payment)
        if order.status not in STANDING_OF:
            hint = f"an order is one of {', '.join(STANDING_OF)}"
            raise InvalidValue("orders", "unknown-status", hint)
        if number in on_record:
            raise InvalidValue("orders", "payment-twice", "name each payment once")
        on_record[number] = order
    return on_record


def _turn(line: BankLine) -> tuple[date, bool]:
    """When a line is taken: by its day, and of one day what says paid before what came back."""
    return line.on, line.kind is not LineKind.PAID
