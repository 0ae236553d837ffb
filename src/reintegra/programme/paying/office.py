"""The office that pays: who may act in it, who approves, who acts for whom, how often it tries.

An officer is known by a stable number. How many must approve, how often a payment is tried and
how long a changed account is looked at are values of each office: no source states them, so each
is an assumption of whoever sets it.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import cached_property
from typing import TYPE_CHECKING, TypeVar

import attrs

from reintegra.errors import InvalidValue
from reintegra.vocabulary.calendar import Period
from reintegra.vocabulary.checks import at_least, instance_of, optional
from reintegra.vocabulary.identifiers import ActorId, Identifier, PersonId
from reintegra.vocabulary.mapping import FrozenMapping

if TYPE_CHECKING:
    from collections.abc import Set as AbstractSet
    from datetime import date

T = TypeVar("T")
Identity = ActorId | PersonId
"""Under what somebody is known: a number in the office, or one in the register of persons."""


@attrs.frozen(order=True)
class HouseholdId(Identifier):
    """A household, in the register of the embedding application."""


@attrs.frozen
class Officer:
    """Somebody who acts in the office; `person` where that person is in the register too.

    Raises:
        WrongType: a field holds a value of another type than the one declared.
    """

    actor: ActorId
    person: PersonId | None = None
    household: HouseholdId | None = None

    def __attrs_post_init__(self) -> None:
        instance_of(ActorId, "Officer.actor", self.actor)
        optional(PersonId, "Officer.person", self.person)
        optional(HouseholdId, "Officer.household", self.household)


@attrs.frozen
class Delegation:
    """One officer may act in the name of another, on the days of a period.

    Raises:
        InvalidValue: an officer delegates to the same officer.
        WrongType: a field holds a value of another type than the one declared.
    """

    of: ActorId
    to: ActorId
    during: Period

    def __attrs_post_init__(self) -> None:
        instance_of(ActorId, "Delegation.of", self.of)
        instance_of(ActorId, "Delegation.to", self.to)
        instance_of(Period, "Delegation.during", self.during)
        if self.of == self.to:
            raise InvalidValue("Delegation.to", "self", "an officer delegates to another")


def _each(kind: type[T], field: str, given: Iterable[T]) -> None:
    for each in given:
        instance_of(kind, field, each)


def _as_households(
    given: Mapping[PersonId, HouseholdId],
) -> FrozenMapping[PersonId, HouseholdId]:
    return FrozenMapping(given)


@attrs.frozen
class People:
    """What is known of people: which officer is which person, and who lives where.

    `persons` are the numbers in the office and in the register that are of one human being. Of
    several offices together somebody can have several persons, or several homes.
    """

    persons: frozenset[tuple[ActorId, PersonId]]
    homes: Mapping[Identity, frozenset[HouseholdId]]

    def and_by(self, other: People) -> People:
        """What is known of people by either."""
        both = self.homes.keys() | other.homes.keys()
        lived = {
            each: self.homes.get(each, _NOWHERE) | other.homes.get(each, _NOWHERE) for each in both
        }
        return People(self.persons | other.persons, FrozenMapping(lived))

    def known_as(self, some: Iterable[Identity]) -> frozenset[Identity]:
        """These people under every number by which they are known, one leading to another."""
        found = frozenset(some)
        alike = [frozenset[Identity](both) for both in self.persons if not found.isdisjoint(both)]
        wider = found.union(*alike)
        return found if wider == found else self.known_as(wider)

    def households_of(self, some: AbstractSet[Identity]) -> frozenset[HouseholdId]:
        """The households in which these live or lived, as far as it is known."""
        return _NOWHERE.union(*(self.homes[each] for each in some if each in self.homes))


_NOWHERE: frozenset[HouseholdId] = frozenset()


@attrs.frozen
class Office:
    """Who may prepare, approve and hold payments, and the values by which the office works.

    `approvers` is the group that approves, and `required` how many of it must; `None` is all of
    them. A group of nobody approves nothing. `attempts` is how often one payment is tried before
    it takes a decision to try again, and `recent_days` for how many days after a change an
    account is looked at, the last included; 0 is the day of the change alone. `households` says
    of persons, officers or not, in which household they live.

    Raises:
        InvalidValue: an actor or a person is two officers, an approver or a delegate is none, or
            `required` or `attempts` is below 1, or `recent_days` below 0.
        WrongType: a field holds a value of another type than the one declared.
    """

    officers: tuple[Officer, ...]
    approvers: frozenset[ActorId]
    required: int | None = attrs.field(kw_only=True)
    attempts: int = attrs.field(kw_only=True)
    recent_days: int = attrs.field(kw_only=True)
    delegations: tuple[Delegation, ...] = attrs.field(default=(), kw_only=True)
    households: Mapping[PersonId, HouseholdId] = attrs.field(
        default=FrozenMapping[PersonId, HouseholdId]({}), converter=_as_households, kw_only=True
    )

    def __attrs_post_init__(self) -> None:
        instance_of(tuple, "Office.officers", self.officers)
        instance_of(frozenset, "Office.approvers", self.approvers)
        instance_of(tuple, "Office.delegations", self.delegations)
        _each(Officer, "Office.officers", self.officers)
        _each(ActorId, "Office.approvers", self.approvers)
        _each(Delegation, "Office.delegations", self.delegations)
        _each(PersonId, "Office.households", self.households)
        _each(HouseholdId, "Office.households", self.households.values())
        if self.required is not None:
            at_least(1, "Office.required", self.required)
        at_least(1, "Office.attempts", self.attempts)
        at_least(0, "Office.recent_days", self.recent_days)
        self._check_officers()

    def _check_officers(self) -> None:
        persons = [each.person for each in self.officers if each.person is not None]
        if len(self.actors) != len(self.officers) or len(set(persons)) != len(persons):
            raise InvalidValue("Office.officers", "officer-twice", "name each officer once")
        if not self.approvers <= self.actors:
            raise InvalidValue("Office.approvers", "no-such-officer", "an approver is an officer")
        acting = {actor for each in self.delegations for actor in (each.of, each.to)}
        if not acting <= self.actors:
            raise InvalidValue("Office.delegations", "no-such-officer", "a delegate is an officer")

    @cached_property
    def actors(self) -> frozenset[ActorId]:
        """The stable numbers of the officers."""
        return frozenset(each.actor for each in self.officers)

    def is_enough(self, approvals: int) -> bool:
        """Whether so many approvals suffice; in a group of nobody none do."""
        required = len(self.approvers) if self.required is None else self.required
        return bool(self.approvers) and approvals >= required

    def is_delegate(self, actor: ActorId, *, of: ActorId, on: date) -> bool:
        """Whether an actor may act in the name of another on a day, by the other's own word."""
        return any(
            (each.of, each.to) == (of, actor) and each.during.contains(on)
            for each in self.delegations
        )

    def behind(self, actors: Iterable[ActorId], *, on: date) -> frozenset[ActorId]:
        """These actors, and everybody whose delegate one of them is on a day, at any remove."""
        return _reached(actors, [(each.to, each.of) for each in self._in_force(on)])

    def bound_to(self, actors: Iterable[ActorId], *, on: date) -> frozenset[ActorId]:
        """Everybody behind these actors on a day, and everybody who acts for one of those."""
        ways = [(each.of, each.to) for each in self._in_force(on)]
        return _reached(self.behind(actors, on=on), ways)

    def _in_force(self, on: date) -> list[Delegation]:
        return [each for each in self.delegations if each.during.contains(on)]

    @cached_property
    def people(self) -> People:
        """What this office knows of people, by their numbers and by those of its officers."""
        homes: dict[Identity, frozenset[HouseholdId]] = {
            person: frozenset({home}) for person, home in self.households.items()
        }
        for each in self.officers:
            if each.household is not None:
                homes[each.actor] = frozenset({each.household})
        persons = ((each.actor, each.person) for each in self.officers if each.person is not None)
        return People(frozenset((actor, person) for actor, person in persons), FrozenMapping(homes))


def _reached(
    start: Iterable[ActorId], steps: Iterable[tuple[ActorId, ActorId]]
) -> frozenset[ActorId]:
    """All that steps from one to the next lead to, the start included."""
    ways = tuple(steps)
    if not ways:
        return frozenset(start)
    found = set(start)
    waiting = list(found)
    while waiting:
        acting = waiting.pop()
        fresh = {after for before, after in ways if before == acting} - found
        found |= fresh
        waiting += fresh
    return frozenset(found)
