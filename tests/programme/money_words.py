"""What is asked of a programme in plain words: steps, commands, and the office of the tests."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

import attrs

EARLY = -30
"""A day between the first events of a case and the day of the round, which is 0."""


Person = str | int
"""Somebody by the number of an officer, or by that of a person."""


@attrs.frozen(hash=True)
class Step:
    """One event: what its verb does not need stays as it is here.

    `house` is the office that a programme gets, by its number; `about` what a letter answers.
    `odd` is what is wrong with it from the start: `foreign` money, another `programme`, the `proof`
    of another channel; or where it comes from: a `line` of a statement. A finding is its kind, and
    what it was found in.
    """

    verb: str
    case: int = 0
    award: int = 0
    payment: int = 0
    amount: int = 0
    day: int = 0
    by: str = ""
    name: str = ""
    account: str = ""
    payee: str = ""
    follows: int = 0
    despite: tuple[str, ...] = ()
    parts: tuple[int, ...] = ()
    person: int = 0
    round: str = ""
    site: str = ""
    year: int = 2019
    channel: str = "own-account"
    answer: str = ""
    odd: str = ""
    record: int = 0
    house: int = 0
    about: str = ""

    def __deepcopy__(self, _: object) -> Step:
        """Itself: it never changes."""
        return self


@attrs.frozen
class Command:
    """What is asked at once, under a key or none; `adult` is what the register says."""

    steps: tuple[Step, ...]
    key: str = ""
    adult: bool | None = True


@attrs.frozen
class House:
    """Who works in the office, who lives with whom, and the values by which it works.

    A delegation is from one actor to another, from a day to a day. `persons` are the people that
    officers are; `homes` are those of officers and of people.
    """

    officers: frozenset[str]
    approvers: frozenset[str]
    required: int
    attempts: int
    recent_days: int
    delegations: tuple[tuple[str, str, int, int], ...] = ()
    persons: Mapping[str, int] = {}
    homes: Mapping[Person, str] = {}

    def __deepcopy__(self, _: object) -> House:
        """Itself: it never changes."""
        return self

    def behind(self, actors: Iterable[str], day: int) -> set[str]:
        """The actors and everybody for whom one of them acts on that day, at whatever remove."""
        found = set(actors)
        for _ in self.delegations:
            found |= {of for of, to, a, z in self.delegations if to in found and a <= day <= z}
        return found

    def known(self, some: Iterable[Person]) -> set[Person]:
        """These under every number by which this office knows them."""
        found = set(some)
        for actor, person in self.persons.items():
            if actor in found or person in found:
                found |= {actor, person}
        return found

    def homes_of(self, some: Iterable[Person]) -> set[str]:
        """Where these live."""
        return {self.homes[each] for each in some if each in self.homes}

    def is_delegate(self, actor: str, of: str, day: int) -> bool:
        """Whether an actor may act in the name of another on a day."""
        return any((of, actor) == (o, t) and a <= day <= z for o, t, a, z in self.delegations)


def failing(checks: Mapping[str, bool]) -> set[str]:
    """The codes of what fails."""
    return {code for code, fails in checks.items() if fails}
