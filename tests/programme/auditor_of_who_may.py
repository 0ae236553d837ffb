"""An auditor that knows only who may act on a payment, in plain words and plain sets.

People are numbers of officers and numbers of persons; who is who, who acts for whom and who lives
with whom, each office says of its own days.
"""

from __future__ import annotations

from itertools import combinations
from typing import TYPE_CHECKING

import attrs

from tests.programme.money_words import House, Person, Step

if TYPE_CHECKING:
    from collections.abc import Iterable

Answers = dict[str, bool]


@attrs.frozen
class Seen:
    """The offices since an order was made, that of now last: what one of them knew stays known."""

    houses: tuple[House, ...]

    @property
    def now(self) -> House:
        """The office of now."""
        return self.houses[-1]

    def known(self, some: Iterable[Person]) -> set[Person]:
        """These under every number by which one of the offices knew them, or those numbers."""
        found, before = set(some), set[Person]()
        while before != found:
            before = set(found)
            for house in self.houses:
                found |= house.known(found)
        return found

    def homes_of(self, some: Iterable[Person]) -> set[str]:
        """Where these live or lived by one of the offices."""
        people = set(some)
        return {home for house in self.houses for home in house.homes_of(people)}


@attrs.frozen
class Known:
    """What the case says of an award: whose it is, what is due, into which account, what is found.

    Nothing is due where 0 is. `made` is its day; `taken` says whether an LKS or a creditor
    takes the money for the person; of goods, `None`: whoever takes them. `theirs` are all awards
    of that person, this one included.
    """

    person: int
    due: int
    account: str
    found: frozenset[str]
    made: int
    taken: bool | None
    theirs: frozenset[int] | set[int] = frozenset()

    def fits(self, payee: str) -> bool:
        """Whether an order names who is to take the money; of goods, it may name somebody."""
        return self.taken is None or self.taken == bool(payee)


@attrs.frozen
class Signed:
    """Who acted, in whose name, on which day, in the office as it was; and despite what."""

    by: str
    name: str
    day: int
    house: House
    despite: tuple[str, ...] = ()

    @classmethod
    def of(cls, step: Step, house: House) -> Signed:
        """By whom a step is taken."""
        return cls(step.by, step.name or step.by, step.day, house, step.despite)

    @property
    def pair(self) -> tuple[str, str]:
        """Who acted, and in whose name."""
        return self.by, self.name

    def own(self, seen: Seen) -> set[Person]:
        """The two, under every number by which they were known since."""
        return seen.known(self.pair)

    def acts_for(self, seen: Seen) -> set[Person]:
        """These, and all for whom they acted that day."""
        return seen.known(self.house.behind(self.pair, self.day))

    def bound(self, seen: Seen) -> set[Person]:
        """All who acted that day for somebody for whom these acted too; they themselves as well."""
        behind = self.house.behind(self.pair, self.day)
        officers = {each for pair in self.house.delegations for each in pair[:2]}
        alike = {each for each in officers if behind & self.house.behind([each], self.day)}
        return seen.known(behind | alike)

    def homes(self, seen: Seen) -> set[str]:
        """Where they lived since, or those for whom they acted."""
        return seen.homes_of(self.acts_for(seen))


def moving(seen: Seen, by: Signed, known: Known, payees: Iterable[str]) -> Answers:
    """What is wrong with whoever brings money nearer to its payees."""
    gains, lives = _gains(seen, [by], known, payees)
    return {
        "officer-is-known": not seen.now.officers.issuperset(by.pair),
        "apart-from-beneficiary": gains,
        "apart-from-household": lives,
    }


def approving(seen: Seen, by: Signed, makers: Iterable[Signed]) -> Answers:
    """What is wrong with whoever approves what these made, or decides to try it again."""
    makers = list(makers)
    return {
        "approver-in-group": by.name not in seen.now.approvers,
        "apart-from-maker": any(one(seen, by, each) for each in makers),
        "apart-from-makers-household": any(by.homes(seen) & each.homes(seen) for each in makers),
    }


def made_for(seen: Seen, signed: list[Signed], known: Known, payee: str) -> Answers:
    """What is wrong with those who have signed an order, as it is to be paid."""
    gains, lives = _gains(seen, signed, known, [payee])
    return {"signed-apart-from-beneficiary": gains, "signed-apart-from-household": lives}


def sending(
    seen: Seen, makers: list[Signed], approvals: list[Signed], known: Known, payee: str
) -> Answers:
    """What is wrong with those by whom an order was made and approved, as it goes out."""
    pairs = [(a, b) for a in approvals for b in makers]
    others = [(a, b) for a, b in combinations(approvals, 2) if a.pair != b.pair]
    return {
        **made_for(seen, makers + approvals, known, payee),
        "signed-by-different-people": any(one(seen, a, b) for a, b in pairs)
        or any(a.own(seen) & b.own(seen) for a, b in others),
        "signed-by-different-households": any(a.homes(seen) & b.homes(seen) for a, b in pairs),
    }


def again(seen: Seen, by: Signed, approvals: list[Signed], *, is_enough: bool) -> bool:
    """Whether somebody approves twice, though neither to name a finding nor to finish."""
    same = [each for each in approvals if each.own(seen) & by.own(seen)]
    adds = set(by.despite) - {finding for each in approvals for finding in each.despite}
    same_pair = all(each.pair == by.pair for each in same)
    return bool(same) and not (same_pair and (adds or is_enough))


def counted(seen: Seen, approvals: Iterable[Signed]) -> int:
    """How many approvals count in an office: no person of them in two, and each may approve."""
    people, count = set[Person](), 0
    for each in approvals:
        may = each.name in seen.now.approvers and each.by in seen.now.officers
        if may and not each.own(seen) & people:
            people, count = people | each.own(seen), count + 1
    return count


def one(seen: Seen, some: Signed, other: Signed) -> bool:
    """Whether one of two acts for the other, or both for the same; or both are one."""
    return bool(some.acts_for(seen) & other.bound(seen) or other.acts_for(seen) & some.bound(seen))


def _gains(
    seen: Seen, signed: list[Signed], known: Known, payees: Iterable[str]
) -> tuple[bool, bool]:
    """Whether one of them receives the money, and whether one lives with whoever does."""
    receiving = seen.known([known.person, *(each for each in payees if each)])
    homes = seen.homes_of(receiving)
    return (
        any(each.bound(seen) & receiving for each in signed),
        any(each.homes(seen) & homes for each in signed),
    )
