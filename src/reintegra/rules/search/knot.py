"""Open facts that are compared with each other, and whether trying values one by one is enough.

The values of one follow from those of the others, limit by limit. That finds a way whenever
there is one, as long as each comparison sets two facts side by side; where sums have to come out
together, or months lead around in a circle, a way may exist that it does not find.
"""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING, Any

import attrs

from reintegra.rules.question import Question

if TYPE_CHECKING:
    from reintegra.rules.comparison import Comparison

Conditions = tuple[tuple[int, "Comparison"], ...]
"""Conditions of a plan with their slots."""

_PAIR = 2


@attrs.frozen(eq=False)
class Knot:
    """Facts that are compared with each other, directly or by way of others, and how."""

    facts: tuple[Question[Any], ...]
    conditions: Conditions

    def open_in(self, comparison: Comparison) -> tuple[Question[Any], ...]:
        """The facts of one of its comparisons that belong to it."""
        return tuple(fact for fact in self.facts if fact in comparison.facts)

    @cached_property
    def is_searched_whole(self) -> bool:
        """Whether a way is found whenever there is one."""
        if not self.facts[0].is_ordered:
            return True
        times = [self._times(each) for _, each in self.conditions]
        if len({abs(count) for each in times for count in each.values()}) > 1:
            return False
        if len(times) == 1:
            return True
        if any(len(each) > _PAIR for each in times):
            return False
        in_a_circle = len(times) >= len(self.facts)
        return not (in_a_circle and self._moves_by_months) and self._is_balanced(times)

    @property
    def _moves_by_months(self) -> bool:
        sides = (side for _, each in self.conditions for side in (each.left, each.right))
        return any(side is not None and side.months for side in sides)

    def _times(self, comparison: Comparison) -> dict[str, int]:
        """How often each open fact counts, all being brought to the left."""
        sides = ((comparison.left, 1), (comparison.right, -1))
        counts = {
            part.fact.name: part.times * sign
            for side, sign in sides
            if side is not None
            for part in side.parts
        }
        return {fact.name: counts[fact.name] for fact in self.open_in(comparison)}

    def _is_balanced(self, times: list[dict[str, int]]) -> bool:
        """Whether turning some facts around makes every comparison one of a difference."""
        turned = {self.facts[0].name: 1}
        for _ in self.facts:
            for (one, count), (other, against) in (tuple(each.items()) for each in times):
                sign = -1 if count * against > 0 else 1
                for known, unknown in ((one, other), (other, one)):
                    if known in turned:
                        turned.setdefault(unknown, turned[known] * sign)
        return all(
            (turned[one] == turned[other]) is (count * against < 0)
            for (one, count), (other, against) in (tuple(each.items()) for each in times)
        )
