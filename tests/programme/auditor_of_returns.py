"""An auditor of what a bank says of one payment, which knows only the days that were named."""

from __future__ import annotations

from typing import TYPE_CHECKING

import attrs

from tests.programme.money_words import failing

if TYPE_CHECKING:
    from tests.programme.money_words import Step

NEVER = -1_000
"""Before any day."""

SAID_OF_RETURNS = ("contradict", "uphold")
"""The bank says that what came back was paid; or that it did come back."""


@attrs.define
class Said:
    """What was said of a payment, in the order in which it was said: sent, paid, back, and when."""

    told: list[tuple[str, int]] = attrs.field(factory=list)

    @property
    def in_doubt(self) -> bool:
        """Whether it came back, and the last that was said is that it was paid."""
        return "back" in {what for what, _ in self.told} and self.told[-1][0] == "paid"

    def last(self, what: str) -> int | None:
        """The day on which this was said last."""
        return next((day for each, day in reversed(self.told) if each == what), None)

    @property
    def latest(self) -> int:
        """The latest of the days on which each was said last; of what was never sent, none."""
        days = (self.last(what) for what in ("sent", "paid", "back"))
        return max((day for day in days if day is not None), default=NEVER)

    def refuses(self, step: Step) -> set[str]:
        """Why the bank cannot have said so, by what it said before."""
        paid, back = self.last("paid"), self.last("back")
        if step.verb == "uphold":
            since = back if step.by else paid
            heard = self.in_doubt and since is not None and since <= step.day
            return failing({"return-is-contradicted": not heard})
        since = back is not None and (step.day > back or (step.day == back and paid is None))
        news = since and ("doubt", step.day) not in self.told
        return failing({"return-not-contradicted": self.in_doubt, "after-the-return": not news})

    def hear(self, step: Step) -> None:
        """What is said by a step that is not refused."""
        if step.verb == "send":
            self.told.append(("sent", step.day))
        if step.verb == "contradict":
            self.told.append(("doubt", step.day))
        if step.verb in {"confirm", "contradict"}:
            self.told.append(("paid", step.day))
        if step.verb == "uphold" and step.by:
            self.told.append(("settled", step.day))
        elif step.verb in {"return", "uphold"}:
            self.told.append(("back", step.day))
