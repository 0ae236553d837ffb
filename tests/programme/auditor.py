"""An auditor of a fund that knows only what must hold, and keeps its books in plain numbers.

It shares public types with the library, no more: it predicts each answer, and checks what stands.
"""

from __future__ import annotations

from collections.abc import Mapping

import attrs

from reintegra.programme import Account, Fund
from tests.programme.auditor_of_journals import OF_AWARDS, ceilings_exceeded, journal_faults
from tests.programme.money_words import failing

PAYING = {"send", "confirm", "return", "back"}
OF_AN_AMOUNT = {*PAYING, "reduce", "remit"}
ANSWERING = {"confirm": {"in-flight"}, "return": {"in-flight", "paid"}}
Place = tuple[str, str]


@attrs.frozen
class Command:
    """What is asked of the fund: a verb, an award by its number, and how much."""

    verb: str
    award: int = 0
    amount: int = 1
    site: str = "north"
    round: str = "first"
    person: int = 0
    foreign: bool = False
    own: bool = True
    payment: int = 1
    day: int = 0
    record: int = 1

    @property
    def places(self) -> tuple[Place, ...]:
        """Where a ceiling may stand for it."""
        named = {"programme": "", "round": self.round, "site": self.site, "person": self.person}
        return tuple((kind, str(name)) for kind, name in named.items())


@attrs.define
class Held:
    """One award: its command, where its money stands, and how much of it is still to be sent."""

    by: Command
    to_pay: int
    on: dict[str, int]
    cancelled: bool = False

    def move(self, source: str, target: str, amount: int) -> None:
        """From one place to another."""
        self.on[source] -= amount
        self.on[target] += amount

    @property
    def to_remit(self) -> int:
        """What came back beyond what is to be sent again."""
        return self.on["returned"] - (self.to_pay - self.on["reserved"])


@attrs.define
class Auditor:
    """Plain sums, by award; a ceiling under no name, as that of a person, is that of each."""

    ceilings: Mapping[Place, int]
    appropriated: int
    available: int
    awards: dict[int, Held] = attrs.field(factory=dict)
    payments: dict[int, tuple[int, int, str]] = attrs.field(factory=dict)
    paid_back: dict[int, int] = attrs.field(factory=dict)
    records: set[int] = attrs.field(factory=lambda: {0})
    given_on: list[tuple[int, int]] = attrs.field(
        default=attrs.Factory(lambda own: [(0, own.appropriated)], takes_self=True)
    )

    def taken_at(self, place: Place) -> int:
        """All that stands on the awards of a place, wherever it stands."""
        held = [each for each in self.awards.values() if place in each.by.places]
        return sum(sum(each.on.values()) for each in held)

    def ceiling(self, place: Place) -> int | None:
        """How much the awards of a place may take."""
        return self.ceilings.get(place, self.ceilings.get((place[0], "")))

    def answer(self, command: Command) -> set[str]:
        """The codes with which the command is refused; none where it is carried, and then it is."""
        if not (refused := self.refuses(command)):
            self.carry(command)
        return refused

    def refuses(self, command: Command) -> set[str]:
        """The same codes; nothing is carried."""
        if command.verb == "award":
            return self._refuses_award(command)
        if command.verb != "appropriate":
            return self._refuses_other(command)
        fails = {"own-programme": not command.own, "own-currency": command.foreign}
        return failing({**fails, "appropriation-is-new": command.record in self.records})

    def carry(self, command: Command) -> None:
        """Move the money of a command."""
        if command.verb == "appropriate":
            self.appropriated += command.amount
            self.available += command.amount
            self.given_on.append((command.day, command.amount))
            self.records.add(command.record)
        elif command.verb == "award":
            self.available -= command.amount
            on = dict.fromkeys(OF_AWARDS, 0) | {"reserved": command.amount}
            self.awards[command.award] = Held(command, command.amount, on)
        else:
            self._carry_other(command, self.awards[command.award])

    def _refuses_award(self, command: Command) -> set[str]:
        fails = {"own-programme": not command.own, "own-currency": command.foreign}
        fails["award-is-new"] = command.award in self.awards
        if not command.foreign:
            later = sum(amount for day, amount in self.given_on if day > command.day)
            fails["within-available"] = command.amount > self.available
            fails["funded-by-then"] = self.available - later < command.amount <= self.available
            for place in command.places:
                ceiling = self.ceiling(place)
                fails[f"within-{place[0]}-ceiling"] = (
                    ceiling is not None and self.taken_at(place) + command.amount > ceiling
                )
        return failing(fails)

    def _refuses_other(self, command: Command) -> set[str]:
        held = self.awards.get(command.award)
        refused = self._refuses_amount(command)
        comparable = not refused
        if command.verb == "send" and command.payment in self.payments:
            refused.add("payment-is-new")
        if held is None or not command.own:
            return refused | {"award-is-known"}
        if command.verb == "back":
            return refused | self._refuses_repayment(command, comparable=comparable)
        if command.verb == "remit" and not held.to_remit:
            return refused | {"return-is-not-due"}
        if comparable:
            refused |= self._refuses_answer(command)
            refused |= self._refuses_movement(command, held)
        return refused

    def _refuses_amount(self, command: Command) -> set[str]:
        foreign = command.foreign and command.verb in OF_AN_AMOUNT
        low = command.verb in PAYING and command.amount < 1
        return failing({"own-currency": foreign, "amount-above-zero": low})

    def _refuses_answer(self, command: Command) -> set[str]:
        if command.verb not in ANSWERING:
            return set()
        award, amount, place = self.payments.get(command.payment, (0, 0, ""))
        left = amount - self.paid_back.get(command.payment, 0)
        if not place or (award, left) != (command.award, command.amount):
            return {"payment-was-sent"}
        return set() if place in ANSWERING[command.verb] else {"answer-is-open"}

    def _refuses_repayment(self, command: Command, *, comparable: bool) -> set[str]:
        award, amount, place = self.payments.get(command.payment, (0, 0, ""))
        if (award, place) != (command.award, "paid"):
            return {"payment-was-received"}
        left = amount - self.paid_back.get(command.payment, 0)
        return {"payment-holds-amount"} if comparable and command.amount > left else set()

    def _refuses_movement(self, command: Command, held: Held) -> set[str]:
        paid = self.payments.get(command.payment, (0, 0, ""))[2] == "paid"
        left = {"send": held.to_pay, "confirm": held.on["in-flight"]}
        left["return"] = held.on["paid" if paid else "in-flight"]
        match command.verb:
            case "goods":
                return set() if held.on["reserved"] else {"award-holds-amount"}
            case "reduce":
                return set() if command.amount < held.to_pay else {"less-than-before"}
            case "remit":
                exact = command.amount == held.to_remit
                return set() if exact else {"remits-what-came-back"}
            case verb:
                held_enough = verb == "cancel" or command.amount <= left[verb]
                return set() if held_enough else {"award-holds-amount"}

    def _carry_other(self, command: Command, held: Held) -> None:
        on, amount = held.on, command.amount
        match command.verb:
            case "send":
                again = min(amount, held.to_pay - on["reserved"])
                held.move("returned", "in-flight", again)
                held.move("reserved", "in-flight", amount - again)
                held.to_pay -= amount
            case "confirm":
                held.move("in-flight", "paid", amount)
            case "return":
                held.move(self.payments[command.payment][2], "returned", amount)
                held.to_pay += 0 if held.cancelled else amount
            case "goods":
                held.to_pay -= on["reserved"]
                held.move("reserved", "paid", on["reserved"])
            case "back":
                held.move("paid", "returned", amount)
                self.paid_back[command.payment] = self.paid_back.get(command.payment, 0) + amount
            case "remit":
                held.move("returned", "remitted", amount)
            case _:
                to_pay = amount if command.verb == "reduce" else 0
                released = min(on["reserved"], held.to_pay - to_pay)
                on["reserved"] -= released
                self.available += released
                held.to_pay, held.cancelled = to_pay, command.verb == "cancel"
        place = {"send": "in-flight", "confirm": "paid", "return": "returned"}.get(command.verb)
        if place:
            amount += self.paid_back.get(command.payment, 0)
            self.payments[command.payment] = command.award, amount, place

    def disagreements(self, fund: Fund) -> list[str]:
        """Every account on which the fund and the auditor differ."""
        sums = {each: sum(held.on[each] for held in self.awards.values()) for each in OF_AWARDS}
        sums |= {"available": self.available, "treasury": -self.appropriated}
        found = [name for name, units in sums.items() if fund.balances[Account(name)] != units]
        awards = {
            str(award): ({each: balance.on(Account(each)) for each in OF_AWARDS}, balance.to_pay)
            for award, balance in fund.awards.items()
        }
        mine = {f"award-{number}": (held.on, held.to_pay) for number, held in self.awards.items()}
        payments = {
            str(number): (str(held.award), held.units, str(held.account), held.paid_back)
            for number, held in fund.payments.items()
        }
        sent = {
            f"payment-{number}": (f"award-{award}", amount, place, self.paid_back.get(number, 0))
            for number, (award, amount, place) in self.payments.items()
        }
        return [*found, *failing({"awards": awards != mine, "payments": payments != sent})]


def faults(fund: Fund) -> list[str]:
    """Which of the invariants of a fund do not hold; they need no knowledge of its history."""
    balances = {str(account): units for account, units in fund.balances.items()}
    found = [name for name, units in balances.items() if units < 0 and name != "treasury"]
    if {*map(type, balances.values())} != {int}:
        return ["an account does not hold whole units"]
    lines, given = fund.statement(), fund.appropriations
    first, *rest = (line.amount.units for line in lines)
    checks = {
        "the sum of all accounts is not zero": sum(balances.values()) != 0,
        "appropriated is not the sum of the others": first != sum(rest),
        "or not that of the appropriations": first != sum(a.amount.units for a in given.values()),
        "the awards do not add up to their account": any(
            sum(each.units for each in line.awards.values()) != line.amount.units
            for line in lines[2:]
        ),
    }
    found += failing(checks)
    for number, award in fund.awards.items():
        found += [f"{number}: {name}" for name in OF_AWARDS if award.on(Account(name)) < 0]
        if not 0 <= award.reserved <= award.to_pay <= award.reserved + award.returned:
            found.append(f"{number}: to pay")
    return [*found, *ceilings_exceeded(fund), *journal_faults(fund, balances)]


def state(fund: Fund) -> tuple[object, ...]:
    """All that a recording may change but the journal."""
    return (fund.appropriations, fund.balances, fund.awards, fund.held, fund.payments)
