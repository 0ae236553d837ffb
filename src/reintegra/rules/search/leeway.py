"""What a rule can still become while some of its conditions are open.

A condition can be met, can be not met, both while it is open, or neither where a fact that stays
unknown would be needed. What follows for the groups never leaves out a way that there is.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import cached_property
from typing import TYPE_CHECKING

import attrs

from reintegra.rules.compiled.group import Joint
from reintegra.rules.compiled.plan import Plan

if TYPE_CHECKING:
    from collections.abc import Sequence

    from reintegra.rules.compiled.group import Group

Masks = tuple[int, int]
"""What can be not met, and what can be met: read as `masks[wanted]`, one bit a slot."""

Changeable = Callable[[int, bool], frozenset[str]]
"""Of a condition that cannot turn out as wanted: the facts of which one would have to change."""

HOPELESS = 10**9
"""More changes than there are facts."""

_NEGATED = -1
_SLOTS_OF_ONE_JUDGING = 64


@attrs.frozen(eq=False)
class Leeway:
    """The groups of a plan, ready to be followed through many times."""

    plan: Plan

    @cached_property
    def judgings(self) -> int:
        """For how many judgings it counts to follow the plan through: the more, the larger it is.

        So a limit of judgings is one of time, however large the rule.
        """
        return -(-len(self.plan.bits) // _SLOTS_OF_ONE_JUDGING)

    @cached_property
    def _rows(self) -> tuple[tuple[int, int, int, int], ...]:
        """For each group its bits, those of its parts, how many it needs, how many it can spare."""
        bits = self.plan.bits
        return tuple(
            (bits[group.slot], sum(1 << part for part in group.parts), *_needed(group))
            for group in self.plan.groups
            if not group.is_alias
        )

    def complete(self, masks: Masks) -> Masks:
        """What can become of all slots, from what can become of the conditions."""
        not_met, met = masks
        for own, parts, needed, spare in self._rows:
            if needed == _NEGATED:
                can, cannot = not_met & parts, met & parts
            else:
                can = (met & parts).bit_count() >= needed
                cannot = (not_met & parts).bit_count() > spare
            if can:
                met |= own
            if cannot:
                not_met |= own
        return not_met, met

    def obstacle(self, masks: Masks, *, wanted: bool, changeable: Changeable) -> Obstacle:
        """What keeps the root from turning out as wanted, when nothing that is open helps."""
        return self._obstacle(self.plan.root, wanted, masks, changeable, {})

    def _obstacle(
        self,
        slot: int,
        wanted: bool,  # noqa: FBT001 - handed on from part to part
        masks: Masks,
        changeable: Changeable,
        seen: dict[tuple[int, bool], Obstacle],
    ) -> Obstacle:
        if (slot, wanted) in seen:
            return seen[slot, wanted]
        group = self.plan.group_at.get(slot)
        if group is None:
            facts = changeable(slot, wanted)
            found = Obstacle(facts, 1 if facts else HOPELESS, facts)
        else:
            turned = wanted is not (group.joint is Joint.NOT)
            blocked = [part for part in group.parts if not masks[turned] >> part & 1]
            needed, spare = _of_parts(group)
            lacking = (needed if wanted else spare + 1) - (len(group.parts) - len(blocked))
            each = [self._obstacle(part, turned, masks, changeable, seen) for part in blocked]
            found = _together(each, lacking)
        seen[slot, wanted] = found
        return found


@attrs.frozen
class Obstacle:
    """Facts of which at least one has to change; how many have to in all, and from among which."""

    facts: frozenset[str]
    least: int
    among: frozenset[str]


def _together(each: Sequence[Obstacle], lacking: int) -> Obstacle:
    """The obstacle of a group in which so many of the blocked parts have to turn."""
    # So many of the parts have to turn that at least one of any of these is among them.
    some = sorted((one.facts for one in each), key=len)[: len(each) - lacking + 1]
    among = frozenset[str]().union(*(one.among for one in each))
    return Obstacle(frozenset[str]().union(*some), _least(each, lacking), among)


def _least(each: Sequence[Obstacle], lacking: int) -> int:
    """No fewer changes than the last part takes that turns, nor than parts without common facts."""
    fewest = sorted(one.least for one in each)
    if len(fewest) < lacking:
        return HOPELESS
    counted, apart = set[str](), list[int]()
    for one in sorted(each, key=lambda one: len(one.among)):
        if counted.isdisjoint(one.among):
            counted |= one.among
            apart.append(one.least)
    surely = max(0, lacking - (len(each) - len(apart)))
    return min(HOPELESS, max(fewest[lacking - 1], sum(sorted(apart)[:surely])))


def _needed(group: Group) -> tuple[int, int]:
    return (_NEGATED, 0) if group.joint is Joint.NOT else _of_parts(group)


def _of_parts(group: Group) -> tuple[int, int]:
    """How many parts have to be met, and how many may fail."""
    count = len(group.parts)
    if group.joint is Joint.AT_LEAST:
        return group.needed, count - group.needed
    return (1, count - 1) if group.joint is Joint.ANY else (count, 0)
