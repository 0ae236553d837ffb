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
class Known:
    """What the case says of an award: whose it is, what is due, into which account, what is found.

    Nothing is due where 0 is. `made` is its day; `taken` where an LKS or a creditor takes the
    money for the person. `theirs` are all awards of that person, this one included.
    """

    person: int
    due: int
    account: str
    found: frozenset[str]
    made: int
    taken: bool
    theirs: frozenset[int] | set[int] = frozenset()


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

    def own(self, now: House) -> set[Person]:
        """The two, under every number by which they were known then or are known now."""
        return now.known(self.house.known(self.pair))

    def acts_for(self, now: House) -> set[Person]:
        """These, and all for whom they acted that day."""
        behind = self.house.behind(self.pair, self.day)
        return now.known(self.house.known(behind))

    def bound(self, now: House) -> set[Person]:
        """All who acted that day for somebody for whom these acted too; they themselves as well."""
        behind = self.house.behind(self.pair, self.day)
        officers = {each for pair in self.house.delegations for each in pair[:2]}
        alike = {each for each in officers if behind & self.house.behind([each], self.day)}
        return now.known(self.house.known(behind | alike))

    def homes(self, now: House) -> set[str]:
        """Where they lived or live, or those for whom they acted."""
        then = self.house.known(self.house.behind(self.pair, self.day))
        return self.house.homes_of(then) | now.homes_of(self.acts_for(now))


def moving(house: House, by: Signed, known: Known, payees: Iterable[str]) -> Answers:
    """What is wrong with whoever brings money nearer to its payees."""
    gains, lives = _gains(house, [by], known, payees)
    return {
        "officer-is-known": not house.officers.issuperset(by.pair),
        "apart-from-beneficiary": gains,
        "apart-from-household": lives,
    }


def approving(house: House, by: Signed, makers: Iterable[Signed]) -> Answers:
    """What is wrong with whoever approves what these made, or decides to try it again."""
    makers = list(makers)
    return {
        "approver-in-group": by.name not in house.approvers,
        "apart-from-maker": any(one(house, by, each) for each in makers),
        "apart-from-makers-household": any(by.homes(house) & each.homes(house) for each in makers),
    }


def made_for(house: House, signed: list[Signed], known: Known, payee: str) -> Answers:
    """What is wrong with those who have signed an order, as it is to be paid."""
    gains, lives = _gains(house, signed, known, [payee])
    return {"signed-apart-from-beneficiary": gains, "signed-apart-from-household": lives}


def sending(
    house: House, makers: list[Signed], approvals: list[Signed], known: Known, payee: str
) -> Answers:
    """What is wrong with those by whom an order was made and approved, as it goes out."""
    pairs = [(a, b) for a in approvals for b in makers]
    others = [(a, b) for a, b in combinations(approvals, 2) if a.pair != b.pair]
    return {
        **made_for(house, makers + approvals, known, payee),
        "signed-by-different-people": any(one(house, a, b) for a, b in pairs)
        or any(a.own(house) & b.own(house) for a, b in others),
        "signed-by-different-households": any(a.homes(house) & b.homes(house) for a, b in pairs),
    }


def again(house: House, by: Signed, approvals: list[Signed], *, is_enough: bool) -> bool:
    """Whether somebody approves twice, though neither to name a finding nor to finish."""
    same = [each for each in approvals if each.own(house) & by.own(house)]
    adds = set(by.despite) - {finding for each in approvals for finding in each.despite}
    same_pair = all(each.pair == by.pair for each in same)
    return bool(same) and not (same_pair and (adds or is_enough))


def counted(house: House, approvals: Iterable[Signed]) -> int:
    """How many approvals count in an office: no person of them in two, and each may approve."""
    seen, count = set[Person](), 0
    for each in approvals:
        may = each.name in house.approvers and each.by in house.officers
        if may and not each.own(house) & seen:
            seen, count = seen | each.own(house), count + 1
    return count


def one(house: House, some: Signed, other: Signed) -> bool:
    """Whether one of two acts for the other, or both for the same; or both are one."""
    return bool(
        some.acts_for(house) & other.bound(house) or other.acts_for(house) & some.bound(house)
    )


def _gains(
    house: House, signed: list[Signed], known: Known, payees: Iterable[str]
) -> tuple[bool, bool]:
    """Whether one of them receives the money, and whether one lives with whoever does."""
    receiving = house.known([known.person, *(each for each in payees if each)])
    homes = house.homes_of(receiving)
    return (
        any(each.bound(house) & receiving for each in signed),
        any(each.homes(house) & homes for each in signed),
    )
