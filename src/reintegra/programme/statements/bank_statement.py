"""A bank statement (rekening koran) as data: what became of payments, with its control totals.

Reading one from a file is left to the embedding application. What a bank wrote stays as it wrote
it: a reference is free text, so that a line with an unknown or damaged one is answered like any
other, and an amount may be any, zero included.

>>> from datetime import date
>>> from reintegra.programme.statements.bank_statement import BankLine, BankStatement, LineKind
>>> from reintegra.vocabulary.identifiers import AccountReference, RecordNumber
>>> from reintegra.vocabulary.money import idr
>>> line = BankLine(
...     reference="award-1/p1",
...     amount=idr(960_000),
...     account=AccountReference("account-1"),
...     kind=LineKind.PAID,
...     on=date(2019, 11, 3),
...     record=RecordNumber("entry-1"),
... )
>>> on, total = date(2019, 11, 4), idr(960_000)
>>> BankStatement(RecordNumber("statement-1"), (line,), on=on, count=2, total=total)
Traceback (most recent call last):
    ...
reintegra.errors.InputRefused: 1 fault: statement-1: the lines are not as many as the control \
count says [control-count]
"""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import attrs

from reintegra.errors import InputRefused, InvalidValue
from reintegra.vocabulary.aid import ProofKind, ReturnReason
from reintegra.vocabulary.calendar import as_day
from reintegra.vocabulary.checks import instance_of, optional, plain_text, whole_number
from reintegra.vocabulary.identifiers import AccountReference, RecordNumber
from reintegra.vocabulary.money import Money
from reintegra.vocabulary.texts import Text, Worded

if TYPE_CHECKING:
    from collections.abc import Iterator


class LineKind(Worded):
    """What the bank says happened; the kind gives the direction, never the sign of the amount."""

    PAID = "paid", "Dibayarkan", "Paid"
    RETURNED = "returned", "Retur", "Returned"
    REVERSED = "reversed", "Pembukuan dibatalkan bank", "Reversed by the bank"


@attrs.frozen(kw_only=True)
class BankLine:
    """One line of a statement: one booking of the bank about one payment.

    `reference` is the number of the payment as the bank repeats it, character by character; it is
    never shown, because anything may stand in it. `account` is the account that the bank names,
    `None` where it names none. `record` is the bank's own number of the booking.

    Raises:
        InvalidValue: a line that says paid, with a reason for having come back.
        WrongType: a field holds a value of another type than the one declared.
    """

    reference: str = attrs.field(repr=False)
    amount: Money
    account: AccountReference | None
    kind: LineKind
    on: date = attrs.field(converter=as_day)
    record: RecordNumber
    reason: ReturnReason = ReturnReason.NOT_STATED

    def __attrs_post_init__(self) -> None:
        plain_text("BankLine.reference", self.reference)
        instance_of(Money, "BankLine.amount", self.amount)
        optional(AccountReference, "BankLine.account", self.account)
        instance_of(LineKind, "BankLine.kind", self.kind)
        instance_of(RecordNumber, "BankLine.record", self.record)
        instance_of(ReturnReason, "BankLine.reason", self.reason)
        if self.kind is LineKind.PAID and self.reason is not ReturnReason.NOT_STATED:
            hint = "only what came back has a reason for it"
            raise InvalidValue("BankLine.reason", "not-returned", hint)


class ControlCheck(Worded):
    """What the control totals of a statement are compared with."""

    COUNT = (
        "control-count",
        "banyaknya baris tidak sama dengan banyaknya menurut angka kendali",
        "the lines are not as many as the control count says",
    )
    CURRENCY = (
        "control-currency",
        "ada baris dalam mata uang lain daripada jumlah kendali",
        "a line is in another currency than the control total",
    )
    TOTAL = (
        "control-total",
        "jumlah semua baris tidak sama dengan jumlah kendali",
        "the amounts of all lines do not add up to the control total",
    )


_FAULT = Text(id="{statement}: {check}", en="{statement}: {check}")


@attrs.frozen
class ControlFault:
    """One control total of one statement that its lines do not match."""

    statement: RecordNumber
    check: ControlCheck

    @property
    def text(self) -> Text:
        """Which statement it is, and what does not match."""
        return _FAULT.fill(statement=self.statement, check=self.check)

    def __str__(self) -> str:
        return f"{self.text('en')} [{self.check}]"


@attrs.frozen
class BankStatement:
    """All lines of one statement, as many and as much as its control totals say.

    `on` is the last day that the statement covers: what a line says of a day after it is answered
    and not recorded. `count` is the number of lines, `total` the sum of their amounts whatever
    their kind, in whole units of its currency. `proof` is what a line of it proves where it says
    that a payment reached the person: a bank's statement is a bank's confirmation; the report of an
    LKS or of an issuer of e-money can be read as a statement with its own kind of proof.

    Raises:
        InputRefused: the lines do not match the control totals: the statement is refused whole,
            and `faults` holds a `ControlFault` for each total that differs.
        WrongType: a field holds a value of another type than the one declared.
    """

    id: RecordNumber
    lines: tuple[BankLine, ...]
    on: date = attrs.field(kw_only=True, converter=as_day)
    count: int = attrs.field(kw_only=True)
    total: Money = attrs.field(kw_only=True)
    proof: ProofKind = attrs.field(default=ProofKind.BANK_CONFIRMATION, kw_only=True)

    def __attrs_post_init__(self) -> None:
        instance_of(RecordNumber, "BankStatement.id", self.id)
        instance_of(tuple, "BankStatement.lines", self.lines)
        for line in self.lines:
            instance_of(BankLine, "BankStatement.lines", line)
        whole_number("BankStatement.count", self.count)
        instance_of(Money, "BankStatement.total", self.total)
        instance_of(ProofKind, "BankStatement.proof", self.proof)
        faults = [ControlFault(self.id, check) for check in self._differing()]
        if faults:
            raise InputRefused(faults)

    def _differing(self) -> Iterator[ControlCheck]:
        if len(self.lines) != self.count:
            yield ControlCheck.COUNT
        currency = self.total.currency
        if any(line.amount.currency != currency for line in self.lines):
            yield ControlCheck.CURRENCY
        elif Money.total((line.amount for line in self.lines), currency) != self.total:
            yield ControlCheck.TOTAL
