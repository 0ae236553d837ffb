"""What an auditor keeps of one payment order and of one award at the desk, in plain words."""

from __future__ import annotations

import attrs

from tests.programme.auditor_of_returns import NEVER, Said
from tests.programme.auditor_of_who_may import Signed
from tests.programme.money_words import Step


@attrs.define
class Order:
    """One payment order: what is ordered, who made it, what approves it as it stands."""

    by: Step
    amount: int
    account: str
    payee: str
    makers: list[Signed]
    attempt: int
    decided: bool
    status: str = "prepared"
    approvals: list[Signed] = attrs.field(factory=list)
    last: int = 0
    back: int = 0
    said: Said = attrs.field(factory=Said)

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
    further: int = 0
    paid_back: bool = False
