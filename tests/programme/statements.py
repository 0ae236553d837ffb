"""Made-up orders and statements, and an oracle of reconciliation written from the definitions."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from typing import TYPE_CHECKING

import attrs

from reintegra.chain.award import PaymentConfirmed, PaymentReturned
from reintegra.programme.statements.bank_statement import BankLine, BankStatement, LineKind
from reintegra.vocabulary.aid import Channel, ProofKind, ReturnReason
from reintegra.vocabulary.identifiers import (
    AccountReference,
    AwardId,
    CaseId,
    PaymentId,
    RecordNumber,
)
from reintegra.vocabulary.money import IDR, Currency, Money

if TYPE_CHECKING:
    from collections.abc import Iterable

DAY = date(2019, 11, 4)
NEVER_SENT = ("prepared", "approved", "withdrawn", "handed-over")
CAME_BACK = ("returned", "followed", "remitted")
STATUSES = (*NEVER_SENT, "sent", "confirmed", *CAME_BACK)


@attrs.frozen
class Ordered:
    """An order for a payment, with no more than reconciliation asks for."""

    payment: PaymentId
    award: AwardId
    case: CaseId
    amount: Money
    account: AccountReference | None
    channel: Channel
    status: str


def order_of(
    number: int | str,
    status: str = "sent",
    *,
    units: int = 960_000,
    currency: Currency = IDR,
    account: str | None = "",
    channel: Channel = Channel.OWN_ACCOUNT,
) -> Ordered:
    """The order for payment `pay-N`, into account `account-N` unless another or none is named."""
    named = f"account-{number}" if account == "" else account
    return Ordered(
        payment=PaymentId(f"pay-{number}"),
        award=AwardId(f"award-{number}"),
        case=CaseId(f"case-{number}"),
        amount=Money(units, currency),
        account=None if named is None else AccountReference(named),
        channel=channel,
        status=status,
    )


def line_about(
    order: Ordered,
    kind: LineKind = LineKind.PAID,
    *,
    day: int = 0,
    units: int | None = None,
    account: AccountReference | None = None,
    record: str = "entry-1",
    reason: ReturnReason = ReturnReason.NOT_STATED,
) -> BankLine:
    """A line that names the payment of an order, with its amount and account unless others."""
    return BankLine(
        reference=str(order.payment),
        amount=Money(order.amount.units if units is None else units, order.amount.currency),
        account=order.account if account is None else account,
        kind=kind,
        on=DAY + timedelta(days=day),
        record=RecordNumber(record),
        reason=reason,
    )


def statement_of(
    lines: Iterable[BankLine],
    *,
    currency: Currency = IDR,
    proof: ProofKind = ProofKind.BANK_CONFIRMATION,
) -> BankStatement:
    """A statement of these lines, with the control totals that they have."""
    held = tuple(lines)
    total = Money(sum(line.amount.units for line in held), currency)
    return BankStatement(
        RecordNumber("statement-1"), held, count=len(held), total=total, proof=proof
    )


def after(
    orders: Iterable[Ordered], events: Iterable[PaymentConfirmed | PaymentReturned]
) -> list[Ordered]:
    """The orders once the events are recorded."""
    became = {
        event.payment: "confirmed" if isinstance(event, PaymentConfirmed) else "returned"
        for event in events
    }
    return [attrs.evolve(each, status=became.get(each.payment, each.status)) for each in orders]


@attrs.frozen
class Oracle:
    """Answers by the definitions alone: of each line, what the lines taken before it have said.

    It keeps no state while it answers, and knows no event: it looks through all lines each time.
    """

    orders: Mapping[str, Ordered]
    lines: Sequence[BankLine]

    def outcomes(self) -> list[str]:
        """One code a line."""
        return [self._outcome(place) for place in range(len(self.lines))]

    def unmatched(self) -> list[str]:
        """The payments that were sent, and that every line leaves unsaid."""
        known = [
            line.reference
            for line, code in zip(self.lines, self.outcomes(), strict=True)
            if code != "unknown-payment"
        ]
        sent = [number for number, order in self.orders.items() if order.status == "sent"]
        return [number for number in sent if number not in known]

    def effects(self) -> dict[str, str]:
        """What becomes of the payments about which something is to be recorded."""
        said = list(zip((line.reference for line in self.lines), self.outcomes(), strict=True))
        paid = {number: "confirmed" for number, code in said if code == "matched"}
        back = {number: "returned" for number, code in said if code in {"returned", "reversed"}}
        return {**paid, **back}

    def _outcome(self, place: int) -> str:
        line = self.lines[place]
        order = self.orders.get(line.reference)
        if order is None or order.status in NEVER_SENT:
            return "unknown-payment"
        if line.amount.currency != order.amount.currency:
            return "unknown-payment"
        if line.account != order.account:
            return "wrong-account"
        if line.amount.units != order.amount.units:
            return "partial" if line.amount.units < order.amount.units else "excess"
        said = {each.kind for each in self._said_before(place, order)}
        has_come_back = order.status in CAME_BACK or bool(said - {LineKind.PAID})
        was_paid = order.status == "confirmed" or LineKind.PAID in said
        if has_come_back or (was_paid and line.kind is LineKind.PAID):
            return "duplicate"
        return "matched" if line.kind is LineKind.PAID else str(line.kind)

    def _said_before(self, place: int, order: Ordered) -> list[BankLine]:
        """The lines that count for the payment and are taken before this one."""
        return [
            line
            for number, line in enumerate(self.lines)
            if line.reference == str(order.payment)
            and (line.amount, line.account) == (order.amount, order.account)
            and _turn(number, line) < _turn(place, self.lines[place])
        ]


def _turn(place: int, line: BankLine) -> tuple[date, int, int]:
    return line.on, 0 if line.kind is LineKind.PAID else 1, place
