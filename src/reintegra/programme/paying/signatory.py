"""Whoever acted on a payment order, and how they are recognised whenever they are looked at.

A person can get another number, and move, and a delegation ends. An order therefore keeps for whom
its makers and approvers acted on that day, and every act on it is judged by all that any office has
known of people since the first attempt was made. What an office knew and the next one does not say
any more is not forgotten while the money is on its way.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Self

import attrs

from reintegra.programme.paying.office import HouseholdId, Identity, Office, People
from reintegra.vocabulary.identifiers import ActorId

if TYPE_CHECKING:
    from collections.abc import Set as AbstractSet
    from datetime import date


@attrs.frozen(eq=False)
class OfficeSince:
    """The office of `now`, and all that was known of `people` since a moment in the past."""

    now: Office
    people: People


@attrs.frozen
class Signatory:
    """Somebody who acted, and in whose name; for whom they acted, and who acted for those.

    `name` is the actor, unless it was done in the name of another. `acts_for` are both, and
    everybody whose delegate one of them was, at whatever remove; `bound` also has all who acted for
    one of those. All are numbers in the office of that day.
    """

    actor: ActorId
    name: ActorId
    acts_for: frozenset[ActorId]
    bound: frozenset[ActorId]

    @classmethod
    def of(cls, office: Office, actor: ActorId, *, on: date, name: ActorId | None = None) -> Self:
        """An actor as this office knows them, with the delegations that are in force on a day."""
        of_whom = actor if name is None else name
        actors = frozenset((actor, of_whom))
        acts_for, bound = office.behind(actors, on=on), office.bound_to(actors, on=on)
        return cls(actor=actor, name=of_whom, acts_for=acts_for, bound=bound)

    @property
    def pair(self) -> tuple[ActorId, ActorId]:
        """Who acted, and in whose name."""
        return self.actor, self.name

    def as_known(self, people: People) -> Recognised:
        """The same with all numbers and households by which these people are known."""
        acts_for = people.known_as(self.acts_for)
        return Recognised(
            pair=self.pair,
            own=people.known_as(self.pair),
            acts_for=acts_for,
            bound=people.known_as(self.bound),
            households=people.households_of(acts_for),
        )


@attrs.frozen
class Recognised:
    """Who a signatory is: the numbers and persons of all of these, and where they lived.

    `own` are those of the pair itself; `households` those of all for whom they acted.
    """

    pair: tuple[ActorId, ActorId]
    own: frozenset[Identity]
    acts_for: frozenset[Identity]
    bound: frozenset[Identity]
    households: frozenset[HouseholdId]

    def counts_as(self, other: Recognised) -> bool:
        """Whether one is the other, acts for the other, or both act for the same."""
        return meet(self.acts_for, other.bound) or meet(other.acts_for, self.bound)

    def lives_with(self, other: Recognised) -> bool:
        """Whether both live in one household, themselves or those for whom they act."""
        return meet(self.households, other.households)


def meet(some: AbstractSet[object], others: AbstractSet[object]) -> bool:
    """Whether the two have anybody in common."""
    return not some.isdisjoint(others)
