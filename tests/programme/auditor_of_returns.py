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
    """What was said of a payment, in the order in which it was said: sent, paid, back, and when.

    `heard` are all that said it was paid after it had come back, by day and document; `doubts` are
    those that nothing has answered.
    """

    told: list[tuple[str, int]] = attrs.field(factory=list)
    heard: set[tuple[int, int]] = attrs.field(factory=set)
    doubts: set[tuple[int, int]] = attrs.field(factory=set)

    @property
    def in_doubt(self) -> bool:
        """Whether it came back, and may have been paid all the same."""
        return bool(self.doubts)

    def last(self, what: str) -> int | None:
        """The day on which this was said last."""
        return next((day for each, day in reversed(self.told) if each == what), None)

    @property
    def latest(self) -> int:
        """The latest of the days on which each was said last; of what was never sent, none."""
        days = (self.last(what) for what in ("sent", "paid", "back"))
        return max((day for day in days if day is not None), default=NEVER)

    def is_after(self, day: int) -> bool:
        """Whether what is paid on a day is paid after the return: on its day, if it never was.

        What was confirmed before came back by the first return, and by no later one.
        """
        backs = [on for what, on in self.told if what == "back"]
        is_that_one = len(backs) == 1 and self.last("paid") is not None
        return bool(backs) and (day > backs[-1] or (day == backs[-1] and not is_that_one))

    def answers(self, step: Step) -> set[tuple[int, int]]:
        """The doubts that something answers: a line those up to its day, a letter the one named.

        A line of the day of the return is the one that told of it.
        """
        back = self.last("back")
        if back is None:
            return set()
        if not step.by:
            return {each for each in self.doubts if each[0] <= step.day and step.day != back}
        named = {each for each in self.doubts if step.about.split()[2:] == [str(e) for e in each]}
        return named if back <= step.day else set()

    def refuses(self, step: Step) -> set[str]:
        """Why it cannot have been said so, by what was said before."""
        if step.verb == "uphold":
            return failing({"return-is-contradicted": not self.answers(step)})
        again = (step.day, step.record) in self.heard
        since = self.is_after(step.day)
        return failing({"contradiction-is-new": again, "after-the-return": not since})

    def hear(self, step: Step) -> None:
        """What is said by a step that is not refused."""
        if step.verb == "send":
            self.told.append(("sent", step.day))
        if step.verb == "confirm":
            self.told.append(("paid", step.day))
        if step.verb == "contradict":
            self.heard.add((step.day, step.record))
            self.doubts.add((step.day, step.record))
        if step.verb == "uphold":
            self.doubts -= self.answers(step)
        if step.verb == "return" or (step.verb == "uphold" and not step.by):
            self.told.append(("back", step.day))
