"""An auditor of bank statements, which knows the orders only as the auditor of the money does."""

from __future__ import annotations

from typing import TYPE_CHECKING

import attrs

from tests.programme.money_words import Command, Step

if TYPE_CHECKING:
    from tests.programme.auditor_of_money import Auditor
    from tests.programme.auditor_of_orders import Order

NOT_SENT = {"prepared", "approved", "withdrawn", "handed-over"}
CHANGES = {"matched", "returned", "reversed", "paid-after-return"}
PROOFS = {
    "own-account": "bank-confirmation",
    "via-lks": "lks-report",
    "in-kind": "handover-record",
}
Answer = tuple[str, frozenset[str]]
"""What a line is, and the codes with which it is not recorded; `awaits` where a proof is needed."""


@attrs.frozen
class Line:
    """What is said of a payment: it was paid, returned or reversed, and on which day."""

    payment: int
    amount: int
    account: str
    kind: str
    day: int
    record: int = 1


@attrs.frozen
class Statement:
    """Lines up to a day, what they prove, and the cases that are given with them.

    Some of the cases are given as they stood before anything was recorded in them.
    """

    lines: tuple[Line, ...]
    until: int
    proof: str
    given: frozenset[int]
    older: frozenset[int] = frozenset()


def answers(auditor: Auditor, statement: Statement) -> list[Answer]:
    """What becomes of each line; what can be recorded is, in the order of the days."""
    told: dict[int, Answer] = {}
    waiting = set[int]()
    lines = statement.lines
    for place in sorted(
        range(len(lines)), key=lambda at: (lines[at].day, lines[at].kind != "paid")
    ):
        line = lines[place]
        order = auditor.desk.orders.get(line.payment)
        if order is None:
            told[place] = "unknown-payment", frozenset()
            continue
        proves = PROOFS[auditor.awards[order.by.award].by.channel] == statement.proof
        outcome = _outcome(auditor, line, order, proves=proves, waits=line.payment in waiting)
        refused = set[str]()
        by_bank = statement.proof == "bank-confirmation" and outcome != "matched"
        if outcome in CHANGES and not (proves or by_bank):
            refused = {"awaits"}
            waiting |= {line.payment} if outcome == "matched" else set()
        elif outcome in CHANGES:
            refused = _out_of_time(line, order, statement.until)
            if not refused and order.by.case not in statement.given:
                refused = {"case-not-given"}
            elif not refused and order.by.case in statement.older:
                refused = {"older-case"} if auditor.cases[order.by.case].seen else set()
            if not refused:
                _, refused = auditor.answer(Command((_step(auditor, line, order, outcome),)))
        told[place] = outcome, frozenset(refused)
    return [told[place] for place in range(len(lines))]


def _outcome(auditor: Auditor, line: Line, order: Order, *, proves: bool, waits: bool) -> str:
    """What a line is, by what was ordered and what was said before."""
    left = order.amount - auditor.books.paid_back.get(line.payment, 0)
    whole = order.amount if line.kind == "paid" else left
    said = order.said
    paid, back = said.last("paid"), said.last("back")
    if order.status in NOT_SENT or line.amount <= 0:
        return "unknown-payment"
    if line.account != order.account:
        return "wrong-account"
    is_the_rest = back is not None and line.amount == left
    if line.amount != whole and not is_the_rest:
        return "partial" if line.amount < whole else "excess"
    if line.kind == "paid":
        if back is None:
            return "duplicate" if paid is not None or waits else "matched"
        is_news = (line.day, line.record) not in said.heard and (proves or line.day != back)
        return "paid-after-return" if said.is_after(line.day) and is_news else "duplicate"
    if back is None:
        return line.kind
    settles = any(day <= line.day for day, _ in said.doubts) and line.day > back
    return line.kind if settles else "duplicate"


def _out_of_time(line: Line, order: Order, until: int) -> set[str]:
    """Why nothing is recorded of such a day."""
    sent, paid = order.said.last("sent"), order.said.last("paid")
    if line.day > until:
        return {"after-the-statement"}
    if sent is not None and line.day < sent:
        return {"before-the-sending"}
    is_early = order.status == "confirmed" and paid is not None and line.day < paid
    return {"before-the-receipt"} if is_early else set()


def _step(auditor: Auditor, line: Line, order: Order, outcome: str) -> Step:
    """What is recorded of a line that changes something."""
    came_back = order.said.last("back") is not None
    verbs = {"matched": "confirm", "paid-after-return": "contradict"}
    verb = verbs.get(outcome, "uphold" if came_back else "return")
    of = order.by
    step = Step(verb, of.case, of.award, line.payment, day=line.day)
    if verb in {"contradict", "uphold"}:
        return attrs.evolve(step, odd="line", record=line.record)
    channel = auditor.awards[of.award].by.channel if verb == "confirm" else step.channel
    odd = "reversed" if outcome == "reversed" else ""
    return attrs.evolve(step, amount=line.amount, channel=channel, odd=odd)
