"""Made-up orders and statements, and an oracle of reconciliation written from the definitions."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from typing import TYPE_CHECKING

import attrs

from reintegra.chain.award import PaymentConfirmed, PaymentReturned
from reintegra.programme import ReturnContradicted, Whereabouts
from reintegra.programme.statements.bank_statement import BankLine, BankStatement, LineKind
from reintegra.programme.statements.reconciliation import reconcile
from reintegra.vocabulary.aid import PROOF_OF, Channel, ProofKind, ReturnReason
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

    from reintegra.programme.statements.answer import BankEvent, LineAnswer
    from reintegra.programme.statements.on_record import OrderOnRecord

DAY = date(2019, 11, 4)
NEVER_SENT = ("prepared", "approved", "withdrawn", "handed-over")
CAME_BACK = ("returned", "followed", "remitted")
STATUSES = (*NEVER_SENT, "sent", "confirmed", *CAME_BACK)
HEARD = RecordNumber("entry-0")
"""The document of what was said before."""
FAR = 30
"""A statement covers so many days after the first of the tests."""


def later_by(days: int) -> date:
    """A day after the first."""
    return DAY + timedelta(days=days)


@attrs.frozen
class Ordered:
    """An order for a payment, with no more than reconciliation asks for."""

    payment: PaymentId
    award: AwardId
    case: CaseId
    amount: Money
    outstanding: Money
    account: AccountReference | None
    channel: Channel
    status: str
    whereabouts: Whereabouts


def order_of(
    number: int | str,
    status: str = "sent",
    *,
    units: int = 960_000,
    paid_back: int = 0,
    currency: Currency = IDR,
    account: str | None = "",
    channel: Channel = Channel.OWN_ACCOUNT,
    paid: int | None = None,
    back: int | None = None,
    doubts: Iterable[int] = (),
    heard: Iterable[int] = (),
) -> Ordered:
    """The order for payment `pay-N`, into account `account-N` unless another or none is named.

    It was sent five days before the first day. `paid` and `back` are the days on which it was
    confirmed and said to have come back, counted from the first; unless they are named, what was
    confirmed was so two days before, and what came back does so after all else. `doubts` are days
    of which it was said after that to be paid, and `heard` those of which that was answered; the
    document of each is `HEARD`.
    """
    named = f"account-{number}" if account == "" else account
    if status == "confirmed" and paid is None:
        paid = -2
    if status in CAME_BACK and back is None:
        back = 9
    return Ordered(
        payment=PaymentId(f"pay-{number}"),
        award=AwardId(f"award-{number}"),
        case=CaseId(f"case-{number}"),
        amount=Money(units, currency),
        outstanding=Money(units - paid_back, currency),
        account=None if named is None else AccountReference(named),
        channel=channel,
        status=status,
        whereabouts=Whereabouts(
            None if status in NEVER_SENT else later_by(-5),
            None if paid is None else later_by(paid),
            None if back is None else later_by(back),
            frozenset((later_by(day), HEARD) for day in (*doubts, *heard)),
            frozenset((later_by(day), HEARD) for day in doubts),
        ),
    )


def line_about(
    order: OrderOnRecord,
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
        on=later_by(day),
        record=RecordNumber(record),
        reason=reason,
    )


def statement_of(
    lines: Iterable[BankLine],
    *,
    currency: Currency = IDR,
    proof: ProofKind = ProofKind.BANK_CONFIRMATION,
    until: int = FAR,
) -> BankStatement:
    """A statement of these lines, with the control totals that they have."""
    held = tuple(lines)
    total = Money(sum(line.amount.units for line in held), currency)
    return BankStatement(
        RecordNumber("statement-1"),
        held,
        on=later_by(until),
        count=len(held),
        total=total,
        proof=proof,
    )


def codes(answer: LineAnswer) -> tuple[str, ...]:
    """Why an answer is not recorded."""
    return () if answer.refusal is None else answer.refusal.codes


def the_answer(line: BankLine, *orders: Ordered) -> LineAnswer:
    """The answer to a statement of one line."""
    (answer,) = reconcile(statement_of([line]), orders).answers
    return answer


def after(orders: Iterable[Ordered], events: Iterable[BankEvent]) -> list[Ordered]:
    """The orders once the events are recorded."""
    stand = {order.payment: order for order in orders}
    for event in events:
        order = stand[event.payment]
        said, status = order.whereabouts, order.status
        match event:
            case PaymentConfirmed():
                said, status = attrs.evolve(said, paid_on=event.on), "confirmed"
            case PaymentReturned():
                said, status = attrs.evolve(said, back_on=event.on), "returned"
            case ReturnContradicted():
                anew = {(event.on, event.record)}
                heard, doubts = said.contradictions | anew, said.doubts | anew
                said = attrs.evolve(said, contradictions=heard, doubts=doubts)
            case _:
                left = frozenset(each for each in said.doubts if each[0] > event.on)
                said = attrs.evolve(said, back_on=event.on, paid_on=None, doubts=left)
        stand[event.payment] = attrs.evolve(order, whereabouts=said, status=status)
    return list(stand.values())


@attrs.define
class Told:
    """What was said of one payment: confirmed, come back, and paid after that, by which documents.

    `doubts` are the days of which nothing was said since.
    """

    paid: date | None
    back: date | None
    doubts: set[date]
    heard: set[tuple[date, RecordNumber]]

    @classmethod
    def of(cls, order: Ordered) -> Told:
        """What was said before the statement."""
        said = order.whereabouts
        doubts = {day for day, _ in said.doubts}
        return cls(said.paid_on, said.back_on, doubts, {*said.contradictions})

    def hear(self, line: BankLine, effect: str) -> None:
        """One more line."""
        if effect == "contradicted":
            self.doubts.add(line.on)
            self.heard.add((line.on, line.record))
        elif line.kind is LineKind.PAID:
            self.paid = line.on
        else:
            self.paid = self.paid if self.back is None else None
            self.back = line.on
            self.doubts = {day for day in self.doubts if day > line.on}


@attrs.frozen
class Oracle:
    """Answers by the definitions alone: of each line, what was said of its payment before it.

    It knows no event and no standing: only what was said, and of which day.
    """

    orders: Mapping[str, Ordered]
    lines: Sequence[BankLine]
    proof: ProofKind = ProofKind.BANK_CONFIRMATION
    until: int = FAR

    def outcomes(self) -> list[str]:
        """One code a line."""
        return [code for code, _, _ in self._answers()]

    def refusals(self) -> list[str]:
        """Why each line is not recorded that would be on another day; nothing of the others."""
        return [refused for _, refused, _ in self._answers()]

    def unmatched(self) -> list[str]:
        """The payments that were sent by the last day, and that every line leaves unsaid."""
        known = [
            line.reference
            for line, (code, refused, _) in zip(self.lines, self._answers(), strict=True)
            if code != "unknown-payment" and not refused
        ]
        sent = [number for number, each in self.orders.items() if self._is_sent(each)]
        return [number for number in sent if number not in known]

    def _is_sent(self, order: Ordered) -> bool:
        sent_on = order.whereabouts.sent_on
        return order.status == "sent" and not (sent_on and sent_on > later_by(self.until))

    def effects(self) -> list[tuple[str, str, str]]:
        """What is recorded, in turn: the payment, the day and what becomes of it."""
        told = [(line, *answer) for line, answer in zip(self.lines, self._answers(), strict=True)]
        told.sort(key=lambda each: (each[0].on, each[0].kind is not LineKind.PAID))
        return [
            (line.reference, str(line.on), effect)
            for line, _, refused, effect in told
            if effect and not refused
        ]

    def _answers(self) -> list[tuple[str, str, str]]:
        said = {number: Told.of(order) for number, order in self.orders.items()}
        places = range(len(self.lines))
        answers = dict.fromkeys(places, ("", "", ""))
        for place in sorted(places, key=lambda place: _turn(place, self.lines[place])):
            line = self.lines[place]
            order, told = self.orders.get(line.reference), said.get(line.reference)
            if order is None or told is None:
                answers[place] = "unknown-payment", "", ""
                continue
            code = self._outcome(line, order, told)
            effect = self._effect(code, order, told)
            refused = self._refused(line, order, told) if effect else ""
            answers[place] = code, refused, effect
            if not refused and (effect or code == "matched"):
                told.hear(line, effect)
        return list(answers.values())

    def _outcome(self, line: BankLine, order: Ordered, told: Told) -> str:
        if order.status in NEVER_SENT or line.amount.units <= 0:
            return "unknown-payment"
        if line.amount.currency != order.amount.currency:
            return "unknown-payment"
        if line.account != order.account:
            return "wrong-account"
        is_paid = line.kind is LineKind.PAID
        whole = (order.amount if is_paid else order.outstanding).units
        is_the_rest = told.back is not None and line.amount == order.outstanding
        if line.amount.units != whole and not is_the_rest:
            return "partial" if line.amount.units < whole else "excess"
        if told.back is None:
            known = "duplicate" if told.paid else "matched"
            return known if is_paid else str(line.kind)
        if is_paid:
            same_day = line.on == told.back and not told.paid
            same_day = same_day and PROOF_OF[order.channel] is self.proof
            is_news = (line.on, line.record) not in told.heard
            after = line.on > told.back or same_day
            return "paid-after-return" if after and is_news else "duplicate"
        settles = line.on > told.back and any(day <= line.on for day in told.doubts)
        return str(line.kind) if settles else "duplicate"

    def _effect(self, code: str, order: Ordered, told: Told) -> str:
        needed = PROOF_OF[order.channel]
        if code == "matched":
            return "confirmed" if self.proof is needed else ""
        if self.proof not in {needed, ProofKind.BANK_CONFIRMATION}:
            return ""
        back = "upheld" if told.back else "returned"
        effects = {"returned": back, "reversed": back, "paid-after-return": "contradicted"}
        return effects.get(code, "")

    def _refused(self, line: BankLine, order: Ordered, told: Told) -> str:
        if line.on > later_by(self.until):
            return "after-the-statement"
        sent = order.whereabouts.sent_on
        if sent and line.on < sent:
            return "before-the-sending"
        if told.paid is None or told.back is not None or not self._confirms(order):
            return ""
        return "before-the-receipt" if line.on < told.paid else ""

    def _confirms(self, order: Ordered) -> bool:
        return order.status == "confirmed" or self.proof is PROOF_OF[order.channel]


def _turn(place: int, line: BankLine) -> tuple[date, int, int]:
    return line.on, 0 if line.kind is LineKind.PAID else 1, place
