"""Whoever acted on a payment order, as the office knew them on the day on which they did.

A person can get another number, and move, and a delegation ends: an order therefore keeps who its
makers and approvers were, and never only under which number they acted.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Self

import attrs

from reintegra.programme.paying.office import HouseholdId, Identity, Office
from reintegra.vocabulary.identifiers import ActorId

if TYPE_CHECKING:
    from collections.abc import Set as AbstractSet
    from datetime import date


@attrs.frozen
class Signatory:
    """Somebody who acted, and in whose name: who they were, for whom they acted, where they lived.

    `name` is the actor, unless it was done in the name of another. `own` are the numbers and the
    persons of both. `acts_for` are these and everybody whose delegate one of them was, at whatever
    remove; `bound` also has all who acted for one of those. `households` are those in which any of
    `acts_for` lived.
    """

    actor: ActorId
    name: ActorId
    own: frozenset[Identity]
    acts_for: frozenset[Identity]
    bound: frozenset[Identity]
    households: frozenset[HouseholdId]

    @classmethod
    def of(cls, office: Office, actor: ActorId, *, on: date, name: ActorId | None = None) -> Self:
        """An actor as this office knows them, with the delegations that are in force on a day."""
        of_whom = actor if name is None else name
        actors = frozenset((actor, of_whom))
        acts_for = office.known_as(office.behind(actors, on=on))
        return cls(
            actor=actor,
            name=of_whom,
            own=office.known_as(actors),
            acts_for=acts_for,
            bound=office.known_as(office.bound_to(actors, on=on)),
            households=office.households_of(acts_for),
        )

    def as_known(self, office: Office) -> Self:
        """The same with all that this office knows of these people beside what was known then.

        `bound` stays: it is compared with others as they are known by now, which is enough.
        """
        if not office.knows_people:
            return self
        acts_for = office.known_as(self.acts_for)
        return attrs.evolve(
            self,
            own=office.known_as(self.own),
            acts_for=acts_for,
            households=self.households | office.households_of(acts_for),
        )

    @property
    def pair(self) -> tuple[ActorId, ActorId]:
        """Who acted, and in whose name."""
        return self.actor, self.name

    def counts_as(self, other: Signatory) -> bool:
        """Whether one is the other, acts for the other, or both act for the same."""
        return meet(self.acts_for, other.bound) or meet(other.acts_for, self.bound)

    def lives_with(self, other: Signatory) -> bool:
        """Whether both live in one household, themselves or those for whom they act."""
        return meet(self.households, other.households)


def meet(some: AbstractSet[object], others: AbstractSet[object]) -> bool:
    """Whether the two have anybody in common."""
    return not some.isdisjoint(others)
