"""What an auditor keeps of one payment order and of one award at the desk, in plain words."""

from __future__ import annotations

from typing import TYPE_CHECKING

import attrs

from tests.programme.auditor_of_returns import NEVER, Said
from tests.programme.auditor_of_who_may import Signed
from tests.programme.money_words import Step

if TYPE_CHECKING:
    from collections.abc import Iterable


@attrs.define
class Order:
    """One payment order: what is ordered, who made it, what approves it as it stands.

    `since` is the office in which it was made; `first` the first attempt at the same.
    """

    by: Step
    amount: int
    account: str
    payee: str
    makers: list[Signed]
    attempt: int
    decided: bool
    since: int
    first: int
    status: str = "prepared"
    approvals: list[Signed] = attrs.field(factory=list)
    last: int = 0
    back: int = 0
    said: Said = attrs.field(factory=Said)

    @property
    def told(self) -> tuple[object, ...]:
        """How it stands, by whom it was made and approved, in the words of a desk."""
        return (
            *(f"award-{self.by.award}", self.amount, self.amount - self.back),
            *(self.status, self.attempt, self.said.in_doubt),
            {maker.by for maker in self.makers},
            [approval.pair for approval in self.approvals],
        )

    @property
    def seen(self) -> set[str]:
        """The findings that its approvals name."""
        return {finding for each in self.approvals for finding in each.despite}

    def after(self, step: Step) -> tuple[int, str, str]:
        """Amount, account and payee as an amendment leaves them; other steps leave them alone."""
        if step.verb != "amend":
            return self.amount, self.account, self.payee
        return step.amount or self.amount, step.account or self.account, step.payee or self.payee


@attrs.define
class File:
    """What is on file of one award beside its orders."""

    last: int = NEVER
    held: bool = False
    further: set[int] = attrs.field(factory=set)
    paid_back: bool = False


Orders = dict[int, Order]
"""All orders of an office by their payment, as they were prepared one after the other."""


def of_award(orders: Orders, award: int, *statuses: str) -> list[Order]:
    """The orders of an award, in these statuses."""
    mine = [each for each in orders.values() if each.by.award == award]
    return [each for each in mine if each.status in statuses]


def before(orders: Orders, step: Step) -> list[Order]:
    """The order that one follows which is prepared so, if it is of the same award."""
    named = orders.get(step.follows)
    return [named] if named and named.by.award == step.award else []


def attempt(orders: Orders, step: Step) -> int:
    """Which attempt an order is that is prepared so."""
    return 1 + sum(each.attempt for each in before(orders, step))


def first(orders: Orders, step: Step) -> int:
    """The first attempt at what an order pays that is prepared so."""
    return next((each.first for each in before(orders, step)), step.payment)


def due_again(orders: Orders, award: int) -> Order | None:
    """What came back and is to be tried next: what was first ordered before the others."""
    places = list(orders)
    back = of_award(orders, award, "returned")
    return min(back, key=lambda each: places.index(each.first), default=None)


def tried(orders: Orders, order: Order) -> list[Order]:
    """All attempts at what an order pays; one that was withdrawn was none."""
    mine = of_award(orders, order.by.award, "returned", "followed")
    return [each for each in mine if each.first == order.first]


def is_not_linked(orders: Orders, order: Order) -> bool:
    """Whether something came back that was first ordered before what this order pays."""
    due, places = due_again(orders, order.by.award), list(orders)
    return due is not None and places.index(due.first) < places.index(order.first)


def is_here_in_doubt(orders: Iterable[Order], award: int) -> bool:
    """Whether some money is here of a return of an award that is in doubt: not all was sent on."""
    mine = [each for each in orders if each.by.award == award]
    sent_on = {each.by.follows: each.amount for each in mine if each.status != "withdrawn"}
    return any(
        o.status == "returned"
        or (o.status == "followed" and sent_on[o.by.payment] < o.amount - o.back)
        for o in mine
        if o.said.in_doubt
    )
