"""What an auditor keeps of one case, in plain numbers."""

from __future__ import annotations

import attrs

from tests.programme.money_words import Step


@attrs.define
class Case:
    """One case: whose it is, what was said of consent and of accounts, what is on record."""

    person: int
    accounts: list[tuple[int, str]]
    consents: list[tuple[int, str]]
    last: int
    reached: list[tuple[int, str]]
    seen: set[Step] = attrs.field(factory=set)

    def consents_on(self, day: int) -> bool:
        """Whether consent stood at the end of a day."""
        return [answer for at, answer in self.consents if at <= day][-1] == "given"

    def is_open_on(self, day: int) -> bool:
        """Whether the person could be reached at the end of a day, and can be now."""
        return {[how for at, how in self.reached if at <= day][-1], self.reached[-1][1]} == {"open"}

    def changed_within(self, days: int, day: int) -> list[int]:
        """The day on which the account last took the place of another, if so few days ago."""
        pairs = zip(self.accounts, self.accounts[1:], strict=False)
        changed = [a[0] for b, a in pairs if b[1] != a[1]][-1:]
        return [each for each in changed if day - each <= days]
