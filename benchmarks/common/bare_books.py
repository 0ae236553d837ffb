"""The books of a fund as bare dicts and ints, changed in place, to be timed beside the library."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from datetime import date


class Plain(NamedTuple):
    """The same awards, payments and lines as plain texts, numbers and days."""

    awards: list[tuple[str, str, str, str, int, date]]
    payments: list[tuple[str, str, int, str, date]]
    lines: list[tuple[str, int, str, str, date]]


class Bare:
    """Books of bare dicts and ints: accounts, awards, payments, who took what, and a journal."""

    def __init__(self, total: int) -> None:
        self.balances = {"available": total, "reserved": 0, "in-flight": 0, "paid": 0}
        self.held: dict[str, int] = {}
        self.awards: dict[str, dict[str, int]] = {}
        self.payments: dict[str, tuple[str, int, str, str]] = {}
        self.journal: list[tuple[str, str, int, date, str, str]] = []

    def post(
        self, source: str, target: str, units: int, on: date, award: str, payment: str
    ) -> None:
        """Move so much, of the fund and of the award, and write it down."""
        self.balances[source] -= units
        self.balances[target] += units
        self.journal.append((source, target, units, on, award, payment))

    def award(self, award: str, names: tuple[str, str, str], units: int, on: date) -> None:
        """Reserve, and count it for the person, the round and the site."""
        if award in self.awards or not 0 < units <= self.balances["available"]:
            raise ValueError
        self.awards[award] = {"reserved": units, "in-flight": 0, "paid": 0}
        for name in names:
            self.held[name] = self.held.get(name, 0) + units
        self.post("available", "reserved", units, on, award, "")

    def send(self, payment: str, award: str, units: int, account: str, on: date) -> None:
        """Send what is reserved, once."""
        stands = self.awards[award]
        if payment in self.payments or not 0 < units <= stands["reserved"]:
            raise ValueError
        stands["reserved"] -= units
        stands["in-flight"] += units
        self.payments[payment] = (award, units, account, "sent")
        self.post("reserved", "in-flight", units, on, award, payment)

    def confirm(self, payment: str, on: date) -> None:
        """What was sent has arrived."""
        award, units, account, status = self.payments[payment]
        if status != "sent":
            raise ValueError
        stands = self.awards[award]
        stands["in-flight"] -= units
        stands["paid"] += units
        self.payments[payment] = (award, units, account, "paid")
        self.post("in-flight", "paid", units, on, award, payment)

    def reconcile(
        self, lines: list[tuple[str, int, str, str, date]]
    ) -> list[tuple[int, str, str, date]]:
        """An answer to each line, by its day, compared with what was sent."""
        answers: list[tuple[int, str, str, date]] = []
        seen: set[str] = set()
        turns = sorted(enumerate(lines, 1), key=lambda each: (each[1][4], each[1][3] != "paid"))
        for place, (reference, units, account, kind, on) in turns:
            known = self.payments.get(reference)
            if known is None:
                outcome = "unknown-payment"
            elif known[2] != account:
                outcome = "wrong-account"
            elif known[1] != units:
                outcome = "partial" if units < known[1] else "excess"
            elif known[3] != "sent" or reference in seen:
                outcome = "duplicate"
            else:
                outcome = "matched" if kind == "paid" else kind
                seen.add(reference)
            answers.append((place, reference, outcome, on))
        return answers


def bare(of: Plain) -> Bare:
    """Award, send, reconcile, confirm: in place, and without a reason for anything."""
    books = Bare(sum(award[4] for award in of.awards))
    for award, person, code, site, units, on in of.awards:
        books.award(award, (code, site, person), units, on)
    for payment, award, units, account, on in of.payments:
        books.send(payment, award, units, account, on)
    for _, payment, outcome, on in books.reconcile(of.lines):
        if outcome == "matched":
            books.confirm(payment, on)
    return books
