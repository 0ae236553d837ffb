"""An auditor of one award, which knows what happened to it, and tells how it stood on any day."""

from __future__ import annotations

from typing import TYPE_CHECKING, Self

import attrs

from tests.programme.auditor_of_use import Holding
from tests.programme.money_words import Step

if TYPE_CHECKING:
    from collections.abc import Iterable


@attrs.define
class Stand:
    """How an award stands: its parts, what is under way, what arrived and what is held of it.

    `got` is what arrived by which payment, as far as no bank took it back.
    """

    parts: list[int]
    status: str = "awarded"
    flying: int = 0
    got: dict[int, int] = attrs.field(factory=dict)
    holding: Holding = attrs.field(factory=Holding)

    @classmethod
    def after(cls, by: Step, steps: Iterable[Step]) -> Self:
        """After its award, and these steps."""
        stand = cls(list(by.parts))
        for step in steps:
            stand.take(step)
        return stand

    @property
    def left(self) -> list[int]:
        """The parts that have not arrived, in order."""
        left = list(self.parts)
        for amount in self.got.values():
            left.remove(amount)
        return left

    def take(self, step: Step) -> None:
        """What one step that is not refused makes of it."""
        match step.verb:
            case "send":
                self.flying, self.status = step.payment, "sent"
            case "confirm":
                self.flying, self.got[step.payment] = 0, step.amount
                self.holding.receive(step.payment, step.amount)
                self.status = "part-paid" if self.left else "received"
            case "goods":
                self.holding.receive(0, sum(self.parts))
                self.status = "received"
            case "return":
                self._take_back(step)
            case "reduce":
                self.parts = [*self.got.values(), *step.parts]
            case "account":
                self.holding.tell(step.amount, step.record)
                self._settle()
            case "back":
                self.holding.lose(step.payment, step.amount)
                self._settle()
            case _:
                self.status = "cancelled"

    def _take_back(self, step: Step) -> None:
        """A bank takes back what it can; a part of which some is left to be paid back is two."""
        self.holding.lose(step.payment, step.amount)
        whole = self.got.pop(step.payment, 0)
        if whole > step.amount:
            self.got[step.payment] = rest = whole - step.amount
            place = self.parts.index(whole)
            self.parts[place : place + 1] = [rest, step.amount]
        self.flying = 0 if self.flying == step.payment else self.flying
        if self.status != "cancelled":
            self.status = "sent" if self.flying else "returned"

    def _settle(self) -> None:
        if self.status == "received" and not self.holding.untold:
            self.status = "accounted"


@attrs.define
class Held:
    """One award and the steps that it took, in the order in which they were told."""

    by: Step
    steps: list[Step] = attrs.field(factory=list)
    now: Stand = attrs.field(
        default=attrs.Factory(lambda own: Stand.after(own.by, ()), takes_self=True)
    )

    def note(self, step: Step) -> None:
        """One more step."""
        self.steps.append(step)
        self.now.take(step)

    def stood(self, day: int) -> str:
        """How it stood at the end of a day, by what is known now: nothing, before the award."""
        if day < self.by.day:
            return ""
        return Stand.after(self.by, (each for each in self.steps if each.day <= day)).status

    def last_of(self, payment: int) -> int | None:
        """The latest day on which a payment was sent, arrived or came back."""
        told = [each for each in self.steps if each.verb in {"send", "confirm", "return"}]
        return max((each.day for each in told if each.payment == payment), default=None)

    def has_told(self, step: Step) -> bool:
        """Whether the document of a step counts already: of use, or as paying back a payment."""
        if step.verb == "account":
            return self.holding.counts(step.record)
        backs = {(e.payment, e.record) for e in self.steps if e.verb == "back"}
        return step.verb == "back" and (step.payment, step.record) in backs

    @property
    def status(self) -> str:
        """How it stands."""
        return self.now.status

    @property
    def is_paid_back(self) -> bool:
        """Whether it was received in full, and nothing of it is held."""
        return self.status == "accounted" and not self.holding.units

    @property
    def parts(self) -> list[int]:
        """Its parts, which sum to what it comes to."""
        return self.now.parts

    @property
    def holding(self) -> Holding:
        """What the person holds of it."""
        return self.now.holding
