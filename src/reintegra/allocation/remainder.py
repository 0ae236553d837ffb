"""What does not divide goes out one step each, to the largest remainders first."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from functools import partial
from operator import add
from typing import TYPE_CHECKING

from reintegra.allocation.result import Sharing, Waiting, WaitingReason
from reintegra.allocation.tie import Tie, TieRule, settle

if TYPE_CHECKING:
    from collections.abc import Sequence

    from reintegra.allocation.claim import Claim


def largest_remainders(
    remainders: Sequence[int], places: int, claims: Sequence[Claim], rule: TieRule
) -> tuple[list[int], tuple[Tie, ...]]:
    """The positions that receive one step more, in the order of service.

    A tie is where the smallest remainder that is served equals the largest that is not; only
    those claims compete, and the rule decides among them.

    Raises:
        Conflict: the rule is `REFUSE` and a tie would decide.
    """
    if places == 0:
        return [], ()
    ranked = sorted(range(len(remainders)), key=remainders.__getitem__, reverse=True)
    falling = partial(_falling, remainders)
    border = falling(ranked[places - 1])
    first = bisect_left(ranked, border, key=falling)
    beyond = bisect_right(ranked, border, key=falling)
    served, ties = settle(ranked[first:beyond], places - first, claims, rule)
    return ranked[:first] + served, ties


def _falling(remainders: Sequence[int], position: int) -> int:
    """The larger the remainder the smaller: what is searched by it must rise."""
    return -remainders[position]


def in_steps(
    steps: list[int],
    served: Sequence[int],
    ties: tuple[Tie, ...],
    claims: Sequence[Claim],
    unit: int,
) -> Sharing:
    """Whole steps for everyone, one more for those served; who has a weight and no step waits.

    A cap of zero is no wait: it is met.
    """
    more = bytearray(len(steps))
    for position in served:
        more[position] = 1
    steps = list(map(add, steps, more))
    without = [position for position, count in enumerate(steps) if not count] if 0 in steps else []
    waiting = tuple(
        Waiting(claims[position].id, WaitingReason.BELOW_ONE_STEP, unit)
        for position in without
        if claims[position].weight and claims[position].cap != 0
    )
    return Sharing(
        shares=tuple(steps) if unit == 1 else tuple(count * unit for count in steps),
        waiting=waiting,
        ties=ties,
        remainder=tuple(map([claim.id for claim in claims].__getitem__, served)),
    )
