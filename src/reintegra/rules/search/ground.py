"""What is known of the facts of a rule, and what follows once some of them are open to change."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cached_property
from typing import TYPE_CHECKING, Any

import attrs

from reintegra.rules.comparison import Comparison, Operator
from reintegra.rules.compiled.plan import Plan
from reintegra.rules.question import Missing, Question
from reintegra.rules.search.knot import Conditions, Knot
from reintegra.rules.search.leeway import Leeway, Masks, Obstacle
from reintegra.vocabulary.money import XTS, Currency

if TYPE_CHECKING:
    from collections.abc import Iterable


@attrs.frozen(eq=False)
class Ground:
    """A plan, and for each of its facts the value that is known, or why none is."""

    plan: Plan
    known: Mapping[str, Any]
    currency: Currency = XTS
    """That of amounts to try where no condition names one, and no amount is known."""

    @cached_property
    def leeway(self) -> Leeway:
        """The groups of the plan."""
        return Leeway(self.plan)

    @cached_property
    def tried(self) -> dict[tuple[object, ...], tuple[Any, ...]]:
        """The answers to a fact, by its name and the conditions that it decides; filled in use."""
        return {}

    @cached_property
    def masks(self) -> Masks:
        """The conditions as they stand."""
        return self.state(self.plan.conditions, self.known)

    @cached_property
    def asking(self) -> Mapping[str, Conditions]:
        """For each fact the conditions that ask it."""
        found: dict[str, Conditions] = {fact.name: () for fact in self.plan.facts}
        for slot, each in self.plan.conditions:
            for fact in each.facts:
                found[fact.name] = (*found[fact.name], (slot, each))
        return found

    def state(
        self, conditions: Iterable[tuple[int, Comparison]], known: Mapping[str, Any]
    ) -> Masks:
        """Which conditions are not met and which are met; neither, where a fact is missing."""
        found = [0, 0]
        for slot, each in conditions:
            missing = any(isinstance(known[fact.name], Missing) for fact in each.facts)
            if each.operator is Operator.IS_MISSING:
                found[missing] |= self.plan.bits[slot]
            elif not missing:
                found[each.holds(known)] |= self.plan.bits[slot]
        return found[0], found[1]

    def is_missing(self, fact: Question[Any]) -> bool:
        """Whether no answer to the fact is known."""
        return isinstance(self.known[fact.name], Missing)


@attrs.frozen(eq=False)
class Opened:
    """Some facts of a plan are open to change, in the order of the plan; the others stay."""

    ground: Ground
    facts: tuple[Question[Any], ...]

    @cached_property
    def names(self) -> frozenset[str]:
        """The names of the open facts."""
        return frozenset(fact.name for fact in self.facts)

    @cached_property
    def touched(self) -> Mapping[int, Comparison]:
        """The conditions that ask an open fact, by their slots."""
        return {slot: each for fact in self.facts for slot, each in self.ground.asking[fact.name]}

    @cached_property
    def fixed(self) -> Masks:
        """The other conditions as they stand."""
        touched = sum(self.ground.plan.bits[slot] for slot in self.touched)
        not_met, met = self.ground.masks
        return not_met & ~touched, met & ~touched

    @cached_property
    def partners(self) -> frozenset[str]:
        """Facts that stay, and are compared with open ones."""
        asked = {fact.name for each in self.touched.values() for fact in each.facts}
        return frozenset(asked - self.names)

    @cached_property
    def decided_by(self) -> Mapping[tuple[str, ...], Conditions]:
        """The conditions by the open facts that decide them, if no fact that stays is missing."""
        found: dict[tuple[str, ...], Conditions] = {}
        for slot, each in self.touched.items():
            stay = [fact for fact in each.facts if fact.name not in self.names]
            if not any(self.ground.is_missing(fact) for fact in stay):
                names = tuple(fact.name for fact in each.facts if fact.name in self.names)
                found[names] = (*found.get(names, ()), (slot, each))
        return found

    def own(self, fact: Question[Any]) -> Conditions:
        """The conditions that one open fact decides by itself."""
        return self.decided_by.get((fact.name,), ())

    @cached_property
    def joint(self) -> Conditions:
        """The conditions that several open facts decide together."""
        several = (each for names, each in self.decided_by.items() if len(names) > 1)
        return tuple(each for conditions in several for each in conditions)

    def obstacle(self, *, wanted: bool) -> Obstacle | None:
        """What keeps the root from turning out as wanted, whatever is answered to open facts."""
        ground = self.ground
        decided = (each for conditions in self.decided_by.values() for each in conditions)
        still_open = sum(ground.plan.bits[slot] for slot, _ in decided)
        masks = ground.leeway.complete((self.fixed[0] | still_open, self.fixed[1] | still_open))
        if masks[wanted] >> ground.plan.root & 1:
            return None
        return self.obstacle_to(masks, wanted=wanted)

    def obstacle_to(self, masks: Masks, *, wanted: bool) -> Obstacle:
        """The facts that stay, as far as they keep the root from turning out as wanted."""
        return self.ground.leeway.obstacle(masks, wanted=wanted, changeable=self._changeable)

    def _changeable(self, slot: int, wanted: bool) -> frozenset[str]:  # noqa: FBT001 - one of two
        """The facts that stay, of which one would have to change to turn a condition."""
        each = self.ground.plan.condition_at[slot]
        stay = [fact for fact in each.facts if fact.name not in self.names]
        if each.operator is Operator.IS_MISSING and wanted:
            return frozenset()
        # An answer is needed to all that are missing: it is enough to name one of them.
        missing = [fact.name for fact in stay if self.ground.is_missing(fact)][:1]
        return frozenset(missing or [fact.name for fact in stay])

    @cached_property
    def knots(self) -> tuple[Knot, ...]:
        """The open facts that are compared with each other, each with all that it hangs on."""
        tied: list[tuple[set[str], list[tuple[int, Comparison]]]] = []
        for slot, each in self.joint:
            names = {fact.name for fact in each.facts if fact.name in self.names}
            conditions = [(slot, each)]
            apart: list[tuple[set[str], list[tuple[int, Comparison]]]] = []
            for other in tied:
                if names & other[0]:
                    names |= other[0]
                    conditions = other[1] + conditions
                else:
                    apart.append(other)
            tied = [*apart, (names, conditions)]
        return tuple(
            Knot(tuple(fact for fact in self.facts if fact.name in names), tuple(conditions))
            for names, conditions in tied
        )
