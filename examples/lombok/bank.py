"""What the bank says of what was sent: a made-up statement, with a slip or two of its own."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

import attrs

from reintegra.programme import BankLine, BankStatement, LineKind, Order
from reintegra.vocabulary import CaseId, Currency, Money, RecordNumber
from reintegra.vocabulary.aid import ProofKind, ReturnReason

NAMES_NO_PAYMENT = "TRANSFER TANPA BERITA"
"""What this bank writes where it has lost the number of a payment."""


def lines_about(
    orders: Sequence[Order], *, on: date, returning: frozenset[CaseId] = frozenset()
) -> list[BankLine]:
    """A line for each order: it was paid, or came back because the account is dormant."""
    return [
        BankLine(
            reference=str(each.payment),
            amount=each.amount,
            account=each.account,
            kind=LineKind.RETURNED if each.case in returning else LineKind.PAID,
            on=on,
            record=RecordNumber(f"bank-{on}/{place}"),
            reason=_REASON[each.case in returning],
        )
        for place, each in enumerate(orders, 1)
    ]


_REASON = {True: ReturnReason.ACCOUNT_DORMANT, False: ReturnReason.NOT_STATED}


def slips(lines: Sequence[BankLine]) -> list[BankLine]:
    """The first payment that was paid, booked a second time, and once without its number."""
    first = next((line for line in lines if line.kind is LineKind.PAID), None)
    if first is None:
        return []
    twice, nameless = (RecordNumber(f"bank-{first.on}/slip-{place}") for place in (1, 2))
    return [
        attrs.evolve(first, record=twice),
        attrs.evolve(first, record=nameless, reference=NAMES_NO_PAYMENT),
    ]


def statement_of(
    lines: Sequence[BankLine], currency: Currency, *, on: date, proof: ProofKind
) -> BankStatement:
    """The statement of a day, with the control totals that its lines have."""
    total = Money.total((line.amount for line in lines), currency)
    number = RecordNumber(f"bank-{on}")
    return BankStatement(number, tuple(lines), on=on, count=len(lines), total=total, proof=proof)
