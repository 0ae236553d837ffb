"""The water level of capped sharing, found exactly: integers only, sorted once.

Every claim receives `level * weight`, not below its floor and not above its cap. What all of them
receive together grows with the level, on a line that bends where a claim leaves its floor and
where it meets its cap: at `floor / weight` and `cap / weight`, the turns.
"""

from __future__ import annotations

from bisect import bisect_left
from fractions import Fraction
from itertools import accumulate
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence


def water_level(
    total: int, weights: Sequence[int], floors: Sequence[int], caps: Sequence[int]
) -> Fraction | None:
    """The least level at which the sum is the total; `None` where everybody is at the cap.

    All in whole steps, floors and caps included. The floors add up to the total at most, and a
    claim without a weight has a floor and cap of zero. No cap is any number above the total.
    """
    if sum(caps) <= total:
        return None
    fixed = sum(floors)
    if fixed == total:
        return Fraction(0)
    rising = 0
    turns: list[tuple[int, int]] = []
    for weight, floor, cap in zip(weights, floors, caps, strict=True):
        if floor == cap:
            continue
        if floor:
            turns.append((-floor, weight))
        else:
            rising += weight
        if cap <= total:
            turns.append((cap, -weight))
    return _level(total, fixed, rising, _in_order(turns, max(weights)))


def _in_order(turns: list[tuple[int, int]], heaviest: int) -> list[tuple[int, int]]:
    # Two different quotients of bounds by weights are at least 1 / heaviest**2 apart, so scaled
    # by more than that they differ in their whole parts, which are quicker to compare.
    shift = 2 * heaviest.bit_length()
    keys = [(abs(bound) << shift) // abs(weight) for bound, weight in turns]
    return [turns[place] for place in sorted(range(len(turns)), key=keys.__getitem__)]


def _level(total: int, fixed: int, rising: int, turns: Sequence[tuple[int, int]]) -> Fraction:
    """The level on the stretch where the total is met.

    Before the first turn the sum is `fixed + level * rising`; each turn adds to both.
    """
    fixed_before = list(accumulate((bound for bound, _ in turns), initial=fixed))
    rising_before = list(accumulate((weight for _, weight in turns), initial=rising))

    def is_met_by(place: int) -> bool:
        bound, weight = turns[place]
        missing = total - fixed_before[place]
        return abs(bound) * rising_before[place] >= missing * abs(weight)

    stretch = bisect_left(range(len(turns)), x=True, key=is_met_by)
    return Fraction(total - fixed_before[stretch], rising_before[stretch])


def at_level(
    level: Fraction, weights: Iterable[int], floors: Iterable[int], caps: Iterable[int]
) -> tuple[list[int], list[int]]:
    """The whole steps of each claim at a level, and what each lacks to nothing more.

    The remainders are over the denominator of the level; who is held by a floor or cap has none.
    """
    steps: list[int] = []
    remainders: list[int] = []
    for weight, floor, cap in zip(weights, floors, caps, strict=True):
        whole, remainder = divmod(level.numerator * weight, level.denominator)
        if floor <= whole < cap:
            steps.append(whole)
            remainders.append(remainder)
        else:
            steps.append(floor if whole < floor else cap)
            remainders.append(0)
    return steps, remainders
