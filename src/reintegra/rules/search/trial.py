"""Tries answers to open facts one after the other, and gives up as soon as no way is left."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

import attrs

from reintegra.rules.search.ground import Opened
from reintegra.rules.search.option import Option

if TYPE_CHECKING:
    from collections.abc import Iterator

    from reintegra.rules.search.budget import Budget
    from reintegra.rules.search.knot import Conditions
    from reintegra.rules.search.leeway import Masks

Chosen = tuple["Chosen", "Option"] | None
"""The answers so far, the last one first."""


@attrs.frozen(eq=False)
class Trial:
    """Open facts with the answers to try, and how the root is to turn out.

    `wanted` is met (`True`) or not met. Conditions whose slots are in `undecided` stay open
    whatever is chosen.
    """

    opened: Opened
    options: tuple[tuple[Option, ...], ...]
    wanted: bool
    undecided: frozenset[int] = frozenset()

    def answers(
        self, budget: Budget, dead_ends: set[Masks] | None = None
    ) -> Iterator[tuple[Option, ...]]:
        """Every choice of options with which the root turns out as wanted.

        To `dead_ends` is added, for each way that leads nowhere, what could become of the slots.
        """
        leeway, root = self.opened.ground.leeway, 1 << self.opened.ground.plan.root
        waiting: list[tuple[int, Masks, Chosen]] = [(0, self.opened.fixed, None)]
        while waiting and budget.spend(leeway.judgings):
            depth, (not_met, met), chosen = waiting.pop()
            still_open = self._open[depth]
            masks = leeway.complete((not_met | still_open, met | still_open))
            if not masks[self.wanted] & root:
                if dead_ends is not None:
                    dead_ends.add(masks)
            elif depth == len(self.options):
                yield tuple(_unwound(chosen))
            else:
                for option in reversed(self.options[depth]):
                    decided = self._decided(depth, (not_met, met), chosen, option)
                    waiting.append((depth + 1, decided, (chosen, option)))

    @cached_property
    def _place(self) -> dict[str, int]:
        return {fact.name: place for place, fact in enumerate(self.opened.facts)}

    @cached_property
    def _joint_at(self) -> tuple[Conditions, ...]:
        """For each open fact the joint conditions of which it is the last to be answered."""
        found: list[Conditions] = [() for _ in self.options]
        for slot, each in self.opened.joint:
            if slot not in self.undecided:
                asked = (self._place.get(fact.name, 0) for fact in each.facts)
                last = max(asked)
                found[last] = (*found[last], (slot, each))
        return tuple(found)

    @cached_property
    def _open(self) -> tuple[int, ...]:
        """The conditions that are open still when so many facts are answered."""
        bits = self.opened.ground.plan.bits
        found = [sum(bits[slot] for slot in self.undecided)]
        for place in reversed(range(len(self.options))):
            own = (*self.opened.own(self.opened.facts[place]), *self._joint_at[place])
            found.append(found[-1] + sum(bits[slot] for slot, _ in own))
        return tuple(reversed(found))

    def _decided(self, depth: int, masks: Masks, chosen: Chosen, option: Option) -> Masks:
        not_met, met = masks[0] | option.masks[0], masks[1] | option.masks[1]
        joint = self._joint_at[depth]
        if joint:
            known = dict(self.opened.ground.known)
            for fact, each in zip(self.opened.facts, _unwound((chosen, option)), strict=False):
                known[fact.name] = each.values[0]
            more = self.opened.ground.state(joint, known)
            return not_met | more[0], met | more[1]
        return not_met, met


def _unwound(chosen: Chosen) -> list[Option]:
    found: list[Option] = []
    while chosen is not None:
        chosen, option = chosen
        found.append(option)
    return found[::-1]
