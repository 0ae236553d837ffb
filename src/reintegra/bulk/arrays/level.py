"""The water level of capped sharing in arrays: whoever a limit holds is taken out, and so on.

In each round everyone who is not held receives by weight what is left. Where that gives too much
in all, because floors are not reached, those floors hold; where it gives too little, because caps
are passed, those caps hold. Whoever is held stays so at the level that is found in the end, and
each round holds somebody.
"""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

import attrs
import numpy as np

from reintegra.bulk.arrays.division import divided
from reintegra.bulk.arrays.grouping import Grouping, Positions, Whole, listed
from reintegra.bulk.arrays.quotas import Quotas

if TYPE_CHECKING:
    from collections.abc import Sequence

_NEARLY = 2.0**-40
"""More than what a float loses of a quotient."""


@attrs.frozen(eq=False)
class Limits:
    """Weights with floors and caps in whole steps; no cap is any number above what there is.

    A claim without a weight has a floor and cap of zero.
    """

    weights: Whole
    floors: Whole
    caps: Whole
    grouping: Grouping

    def part(self, chosen: Positions) -> Limits:
        """Those of some of the claims."""
        weights, floors, caps = self.weights[chosen], self.floors[chosen], self.caps[chosen]
        return Limits(weights, floors, caps, self.grouping.part(chosen))


def capped_quotas(available: Sequence[int], limits: Limits) -> Quotas:
    """The whole steps of each claim at the water level of its group.

    The floors of a group add up to what is available at most.
    """
    search = _Search.begun(available, limits)
    while search.positions.size:
        search.turn()
    given = limits.grouping.sums(search.steps)
    rows = zip(search.levels, available, given, strict=True)
    places = [0 if level is None else all_of - taken for level, all_of, taken in rows]
    return Quotas(search.steps, search.remainders, places, search.levels)


@attrs.define(eq=False)
class _Search:
    """What is found so far; `positions` and `free` are of those whom no limit holds as yet."""

    limits: Limits
    steps: Whole
    remainders: Whole
    levels: list[Fraction | None]
    positions: Positions
    free: Limits
    left: list[int]

    @classmethod
    def begun(cls, available: Sequence[int], limits: Limits) -> _Search:
        """Everyone is at the cap where the caps allow it, and at the floor where no more is left.

        In other groups those whose cap is their floor are held.
        """
        grouping = limits.grouping
        fixed, most = grouping.sums(limits.floors), grouping.sums(limits.caps)
        full = [each <= all_of for each, all_of in zip(most, available, strict=True)]
        flat = [each == all_of for each, all_of in zip(fixed, available, strict=True)]
        levels = [
            Fraction(0) if each and not held else None
            for each, held in zip(flat, full, strict=True)
        ]
        steps = np.where(grouping.of_each(full) > 0, limits.caps, limits.floors)
        is_open = [not (held or each) for held, each in zip(full, flat, strict=True)]
        moving = (limits.floors < limits.caps) & (grouping.of_each(is_open) > 0)
        positions = np.flatnonzero(moving)
        free = limits if positions.size == moving.size else limits.part(positions)
        let_go = free.grouping.sums(free.floors)
        left = [
            all_of - each + again
            for all_of, each, again in zip(available, fixed, let_go, strict=True)
        ]
        return cls(limits, steps, np.zeros_like(steps), levels, positions, free, left)

    def turn(self) -> None:
        """One round: the level of a group is found, or some limits of it hold."""
        free = self.free
        sums = free.grouping.sums(free.weights)
        steps, remainders = divided(free.weights, self.left, sums, free.grouping)
        over, under = steps >= free.caps, steps < free.floors
        excess = self._excess(sums, np.flatnonzero(over), np.flatnonzero(under))
        sign = free.grouping.of_each([(each > 0) - (each < 0) for each in excess])
        found = np.broadcast_to(sign == 0, steps.shape)
        if found.any():
            self._settle(np.flatnonzero(found), steps, np.where(over | under, 0, remainders))
            rising = (found & ~over & ~under & ((steps > free.floors) | (remainders > 0))) | (
                found & over & (steps == free.caps) & (remainders == 0)
            )
            self._name_levels(sums, excess, free.grouping.sums(rising.astype(np.int64)))
        lowered, raised = over & (sign < 0), under & (sign > 0)
        self._hold(np.flatnonzero(lowered), free.caps)
        self._hold(np.flatnonzero(raised), free.floors)
        kept = np.flatnonzero(~(lowered | raised | found))
        self.positions, self.free = self.positions[kept], free.part(kept)

    def _excess(self, sums: Sequence[int], over: Positions, under: Positions) -> list[int]:
        """By how much the limits raise what all receive, times the sum of the weights."""
        excess = [0] * len(sums)
        for held, bounds in ((over, self.free.caps), (under, self.free.floors)):
            grouping = self.free.grouping.part(held)
            bound, weight = grouping.sums(bounds[held]), grouping.sums(self.free.weights[held])
            for code, whole in enumerate(sums):
                excess[code] += bound[code] * whole - self.left[code] * weight[code]
        return excess

    def _settle(self, found: Positions, steps: Whole, remainders: Whole) -> None:
        positions = self.positions[found]
        self.steps[positions] = np.clip(steps, self.free.floors, self.free.caps)[found]
        self.remainders[positions] = remainders[found]

    def _hold(self, held: Positions, bounds: Whole) -> None:
        amounts = bounds[held]
        self.steps[self.positions[held]] = amounts
        taken = self.free.grouping.part(held).sums(amounts)
        self.left = [before - each for before, each in zip(self.left, taken, strict=True)]

    def _name_levels(self, sums: Sequence[int], excess: Sequence[int], rising: list[int]) -> None:
        """The least level at which a group receives so much: where somebody's share still rises."""
        at_caps = np.zeros(len(sums), dtype=np.int64)
        for code, whole in enumerate(sums):
            if not whole or excess[code]:
                continue
            if rising[code]:
                self.levels[code] = Fraction(self.left[code], whole)
            else:
                at_caps[code] = 1
        if at_caps.any():
            self._name_last_caps(at_caps)

    def _name_last_caps(self, groups: Whole) -> None:
        """The level of each of these groups is its largest cap over a weight."""
        limits, grouping = self.limits, self.limits.grouping
        at_cap = (self.steps == limits.caps) & (limits.floors < limits.caps)
        places = np.flatnonzero(at_cap & (grouping.spread(groups) > 0))
        caps, weights, codes = (
            limits.caps[places],
            limits.weights[places],
            grouping.codes_of(places),
        )
        quotients, highest = caps / weights, np.zeros(grouping.count)
        np.maximum.at(highest, codes, quotients)
        near = np.flatnonzero(quotients >= highest[codes] * (1 - _NEARLY))
        rows = zip(listed(codes[near]), listed(caps[near]), listed(weights[near]), strict=True)
        last: dict[int, Fraction] = {}
        for code, cap, weight in dict.fromkeys(rows):
            last[code] = max(last.get(code, Fraction(0)), Fraction(cap, weight))
        for code, level in last.items():
            self.levels[code] = level
