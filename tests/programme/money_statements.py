"""Bank statements in plain words, given to a programme between the commands of its history."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reintegra.programme import BankLine, BankStatement, LineKind
from reintegra.vocabulary.aid import ProofKind
from reintegra.vocabulary.identifiers import AccountReference, CaseId, RecordNumber
from reintegra.vocabulary.money import idr
from tests.programme.auditor_of_bank import NOT_SENT, Line, Statement
from tests.programme.money_world import cases_at_first, day

if TYPE_CHECKING:
    from collections.abc import Mapping
    from random import Random

    from reintegra import chain
    from reintegra.programme import Programme, Reconciled
    from tests.programme.auditor_of_bank import Answer
    from tests.programme.auditor_of_money import Auditor

KINDS = ("paid", "paid", "returned", "reversed")
PROOFS = ("bank-confirmation",) * 4 + ("lks-report", "signed-receipt")
EVERY = 10
"""Of so many commands, one is followed by a statement."""
FEW = 6
"""Most lines are about as many of the newest orders that were sent."""


def drawn(chance: Random, auditor: Auditor, today: int) -> Statement:
    """A statement about some orders, mostly those of late, with a slip here and there."""
    orders = auditor.desk.orders
    sent = [number for number, each in orders.items() if each.status not in NOT_SENT]
    until = today + chance.choice((0, 0, 2))
    lines: list[Line] = []
    for _ in range(chance.randint(1, 5)):
        out = [each for each in sent if orders[each].status in {"sent", "confirmed"}]
        flying = [each for each in out if orders[each].status == "sent"]
        newest = chance.choice((flying or out or sent, out or sent, sent))
        number = chance.choice(
            newest[-FEW:] if newest and chance.randrange(8) else [*orders, 9_999]
        )
        order = orders.get(number)
        amount = order.amount if order else 1
        if not chance.randrange(4):
            back = auditor.books.paid_back.get(number, 0)
            amount = chance.choice((amount - back, amount - 1, amount + 1, 0))
        account = order.account if order and chance.randrange(12) else "account-99"
        on = chance.choice((until, until, today, today, until - 1, until - 4, until + 30))
        kind, record = chance.choice(KINDS), chance.choice((1, 1, 1, 2))
        lines.append(Line(number, amount, account, kind, on, record))
    given = {number for number in auditor.cases if chance.randrange(8)}
    older = frozenset(number for number in given if not chance.randrange(12))
    return Statement(tuple(lines), until, chance.choice(PROOFS), frozenset(given), older)


def statement_of(asked: Statement) -> BankStatement:
    """The statement that says the same."""
    lines = tuple(
        BankLine(
            reference=f"payment-{line.payment}",
            amount=idr(line.amount),
            account=AccountReference(line.account) if line.account else None,
            kind=LineKind(line.kind),
            on=day(line.day),
            record=RecordNumber(f"record-{line.record}"),
        )
        for line in asked.lines
    )
    return BankStatement(
        RecordNumber("statement-1"),
        lines,
        on=day(asked.until),
        count=len(lines),
        total=idr(sum(line.amount for line in asked.lines)),
        proof=ProofKind(asked.proof),
    )


def reconciled(
    programme: Programme, cases: Mapping[CaseId, chain.Case], asked: Statement
) -> tuple[Reconciled, list[Answer]]:
    """What a programme makes of it, and its answers in the auditor's words."""
    given = {CaseId(f"case-{number}") for number in asked.given}
    older = {CaseId(f"case-{number}") for number in asked.older}
    first = cases_at_first()
    held = {
        number: first[number] if number in older else case
        for number, case in cases.items()
        if number in given
    }
    done = programme.reconcile(statement_of(asked), held)
    answers = [
        (
            str(each.outcome),
            frozenset({"awaits"} if each.awaits else each.refusal.codes if each.refusal else ()),
        )
        for each in done.reconciliation.answers
    ]
    return done, answers
