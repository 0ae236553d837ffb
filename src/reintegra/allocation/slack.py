"""How many steps are to spare before somebody waits, under largest remainders with limits.

Of those who could wait, the ones of least weight are served last. With the steps at level `l` the
others receive theirs before the last of these does where their remainder is larger, or equal and
the tie rule serves them first:

```text
before = ceil(l * (weight - least weight)), at least the floor and at most the cap
slack = steps - number of those of least weight - what all others receive before
```

No level gives less of `before` at a higher level, so one step less takes one from the slack at
most.
"""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, TypeAlias

import attrs

from reintegra.allocation.level import water_level
from reintegra.allocation.limits import floors_in_steps
from reintegra.allocation.tie import TieRule

if TYPE_CHECKING:
    from collections.abc import Sequence
    from fractions import Fraction

    from reintegra.allocation.claim import Claim
    from reintegra.allocation.method import Method

Kind: TypeAlias = "tuple[int, int, int | None, bool]"
"""Claims that are alike: weight, floor and cap in steps, and whether a tie serves them first."""


@attrs.frozen
class Slack:
    """The claims, counted by kind, beside those of the least weight that could wait.

    `least` is that weight, `number` how many have it, and `fewest` the steps that floors take.
    Where floors leave nobody to wait, both are zero.
    """

    kinds: tuple[tuple[Kind, int], ...]
    least: int
    number: int
    fewest: int

    @classmethod
    def of(cls, method: Method, claims: Sequence[Claim], needs: Sequence[int]) -> Slack:
        """Counted from the claims, of which each needs one step or none, and may receive it."""
        floors = floors_in_steps(claims, method.unit)
        open_ = [position for position, need in enumerate(needs) if need and not floors[position]]
        least = min((claims[position].weight for position in open_), default=0)
        last = [position for position in open_ if claims[position].weight == least]
        kinds: Counter[Kind] = Counter()
        for position, claim in enumerate(claims):
            if claim.weight:
                first = _is_first(position, last, claims, method.tie)
                cap = None if claim.cap is None else claim.cap // method.unit
                kinds[claim.weight, floors[position], cap, first] += 1
        return cls(tuple(kinds.items()), least, len(last), sum(floors))

    @property
    def size(self) -> int:
        """How many kinds of claims there are."""
        return len(self.kinds)

    @property
    def surely(self) -> int:
        """Steps that are enough: of `n` claims, those of the least weight are due over 1 - 1/n.

        The `n` remainders add up to the places, so they are more than the others before the last.
        """
        number = sum(count for _, count in self.kinds)
        parts = number * self.least
        due = 0
        for (weight, floor, cap, _), count in self.kinds:
            reached = max(weight * (number - 1), floor * parts)
            due += count * (reached if cap is None else min(reached, cap * parts))
        return due // parts + 1

    def at(self, steps: int) -> int:
        """How many steps fewer surely leave nobody waiting; below zero somebody waits now."""
        level = self._level(steps)
        if level is None or level * self.least >= 1:
            return 0
        before = sum(self._before(kind, level) * count for kind, count in self.kinds)
        return steps - self.number - before

    def _level(self, steps: int) -> Fraction | None:
        """All of one kind together have the level of one of them."""
        kinds = [(*kind[:3], count) for kind, count in self.kinds]
        weights = [weight * count for weight, _, _, count in kinds]
        floors = [floor * count for _, floor, _, count in kinds]
        caps = [(steps + 1 if cap is None else cap) * count for _, _, cap, count in kinds]
        return water_level(steps, weights, floors, caps)

    def _before(self, kind: Kind, level: Fraction) -> int:
        """Those of the least weight themselves have none before."""
        weight, floor, cap, first = kind
        whole = level.numerator * weight // level.denominator
        if whole < floor:
            return floor
        if cap is not None and whole >= cap:
            return cap
        further = level.numerator * (weight - self.least)
        return further // level.denominator + 1 if first else -(-further // level.denominator)


def _is_first(position: int, last: Sequence[int], claims: Sequence[Claim], tie: TieRule) -> bool:
    """Whether an equal remainder is served before the last one of the least weight."""
    if not last or claims[position].weight <= claims[last[0]].weight:
        return False
    if tie is TieRule.BY_ID:
        return claims[position].id < max(claims[each].id for each in last)
    return tie is TieRule.LARGER_WEIGHT or position < last[-1]
