"""An auditor of a fund that knows only what must hold, and keeps its books in plain numbers.

It shares nothing with the library but the public types that it reads: it predicts of each command
whether the fund carries it, and with which codes it is refused, and checks the fund afterwards.
"""

from __future__ import annotations

from collections.abc import Mapping

import attrs

from reintegra.programme import Account, Fund

OF_AWARDS = ("reserved", "in-flight", "paid", "returned", "remitted")


@attrs.frozen
class Command:
    """What is asked of the fund: a verb, an award by its number, and how much."""

    verb: str
    award: int = 0
    amount: int = 1
    site: str = "north"
    foreign: bool = False
    own_programme: bool = True
    payment: int = 1
    day: int = 0


@attrs.define
class Auditor:
    """Plain sums: what is available, and for each award where its money stands."""

    ceilings: Mapping[str, int]
    appropriated: int
    available: int
    awards: dict[int, dict[str, int]] = attrs.field(factory=dict)
    sites: dict[int, str] = attrs.field(factory=dict)
    payments: dict[int, tuple[int, int, str]] = attrs.field(factory=dict)
    given_on: list[tuple[int, int]] = attrs.field(factory=list)

    def __attrs_post_init__(self) -> None:
        self.given_on.append((0, self.appropriated))

    def taken_at(self, site: str) -> int:
        """All that stands on the awards of a site, wherever it stands."""
        return sum(
            sum(balances.values())
            for award, balances in self.awards.items()
            if self.sites[award] == site
        )

    def answer(self, command: Command) -> set[str]:
        """The codes with which the command is refused; none where it is carried, and then it is."""
        if command.verb == "appropriate":
            self.appropriated += command.amount
            self.available += command.amount
            self.given_on.append((command.day, command.amount))
            return set()
        if command.verb == "award":
            refused = self._refuses_award(command)
            if not refused:
                self.available -= command.amount
                self.awards[command.award] = dict.fromkeys(OF_AWARDS, 0)
                self.awards[command.award]["reserved"] = command.amount
                self.sites[command.award] = command.site
            return refused
        balances = self.awards.get(command.award)
        refused = self._refuses_amount(command)
        comparable = not refused
        if command.verb == "send" and command.payment in self.payments:
            refused.add("payment-is-new")
        if balances is None:
            return refused | {"award-is-known"}
        if comparable:
            refused |= self._refuses_answer(command)
            refused |= self._refuses_movement(command, balances)
        if not refused:
            self._move(command, balances)
        return refused

    def _refuses_amount(self, command: Command) -> set[str]:
        if command.verb not in {"send", "confirm", "return"}:
            return set()
        foreign = {"own-currency"} if command.foreign else set()
        return foreign if command.amount > 0 else foreign | {"amount-above-zero"}

    def _refuses_answer(self, command: Command) -> set[str]:
        open_in = {"confirm": {"in-flight"}, "return": {"in-flight", "paid"}}
        if command.verb not in open_in:
            return set()
        award, amount, place = self.payments.get(command.payment, (0, 0, ""))
        if not place or (award, amount) != (command.award, command.amount):
            return {"payment-was-sent"}
        return set() if place in open_in[command.verb] else {"answer-is-open"}

    def _refuses_award(self, command: Command) -> set[str]:
        failing = {
            "own-programme": not command.own_programme,
            "own-currency": command.foreign,
            "award-is-new": command.award in self.awards,
        }
        if not command.foreign:
            ceiling = self.ceilings.get(command.site)
            later = sum(amount for day, amount in self.given_on if day > command.day)
            failing["within-available"] = command.amount > self.available
            failing["funded-by-then"] = self.available - later < command.amount <= self.available
            failing["within-ceiling"] = (
                ceiling is not None and self.taken_at(command.site) + command.amount > ceiling
            )
        return {code for code, fails in failing.items() if fails}

    def _source(self, command: Command, balances: dict[str, int]) -> str | None:
        """From where the money would move; none where no place holds so much of the award."""
        paid = self.payments.get(command.payment, (0, 0, ""))[2] == "paid"
        amount = balances["reserved"] if command.verb == "goods" else command.amount
        sources = {
            "send": ("returned", "reserved"),
            "confirm": ("in-flight",),
            "return": ("paid",) if paid else ("in-flight",),
            "goods": ("reserved",),
        }[command.verb]
        return next((each for each in sources if balances[each] >= max(amount, 1)), None)

    def _refuses_movement(self, command: Command, balances: dict[str, int]) -> set[str]:
        if command.verb == "cancel" or self._source(command, balances):
            return set()
        return {"award-holds-amount"}

    def _move(self, command: Command, balances: dict[str, int]) -> None:
        if command.verb == "cancel":
            self.available += balances["reserved"]
            balances["reserved"] = 0
            return
        source = self._source(command, balances) or ""
        amount = balances["reserved"] if command.verb == "goods" else command.amount
        target = {"send": "in-flight", "confirm": "paid", "return": "returned", "goods": "paid"}
        balances[source] -= amount
        balances[target[command.verb]] += amount
        if command.verb != "goods":
            place = target[command.verb]
            self.payments[command.payment] = (command.award, amount, place)

    def remit(self, award: int) -> bool:
        """Whether anything has come back of an award; if so, it goes to the treasury."""
        balances = self.awards.get(award)
        if balances is None or not balances["returned"]:
            return False
        balances["remitted"] += balances["returned"]
        balances["returned"] = 0
        return True

    def disagreements(self, fund: Fund) -> list[str]:
        """Every account on which the fund and the auditor differ."""
        sums = {each: sum(award[each] for award in self.awards.values()) for each in OF_AWARDS} | {
            "available": self.available,
            "treasury": -self.appropriated,
        }
        found = [name for name, units in sums.items() if fund.balances[Account(name)] != units]
        awards = {
            str(award): {each: balance.on(Account(each)) for each in OF_AWARDS}
            for award, balance in fund.awards.items()
        }
        mine = {f"award-{number}": balances for number, balances in self.awards.items()}
        found += [] if awards == mine else ["awards"]
        payments = {
            str(number): (str(held.award), held.units, str(held.account))
            for number, held in fund.payments.items()
        }
        sent = {
            f"payment-{number}": (f"award-{award}", amount, place)
            for number, (award, amount, place) in self.payments.items()
        }
        return found if payments == sent else [*found, "payments"]


def faults(fund: Fund) -> list[str]:
    """Which of the invariants of a fund do not hold; they need no knowledge of its history."""
    balances = {str(account): units for account, units in fund.balances.items()}
    found = [name for name, units in balances.items() if units < 0 and name != "treasury"]
    if sum(balances.values()):
        found.append("the sum of all accounts is not zero")
    if fund.appropriated.units != sum(u for name, u in balances.items() if name != "treasury"):
        found.append("appropriated is not the sum of the others")
    found += [
        f"the awards do not add up to {name}"
        for name in OF_AWARDS
        if sum(award.on(Account(name)) for award in fund.awards.values()) != balances[name]
    ]
    for number, award in fund.awards.items():
        found += [f"{number}: {name}" for name in OF_AWARDS if award.on(Account(name)) < 0]
    for site, ceiling in fund.ceilings.items():
        taken = sum(
            award.on(Account(name))
            for award in fund.awards.values()
            if award.site == site
            for name in OF_AWARDS
        )
        if taken != fund.spent_at(site).units or taken > ceiling.units:
            found.append(f"the ceiling of {site}")
    again = Fund(fund.programme, fund.currency, fund.ceilings).post(*fund.postings)
    if state(again) != state(fund):
        found.append("the postings replay to something else")
    return found


def state(fund: Fund) -> tuple[object, ...]:
    """All that a recording may change but the journal."""
    return (fund.balances, fund.awards, fund.held_at, fund.payments)
