"""What does not divide goes out one step each, to the largest remainders first."""

from __future__ import annotations

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
    border = remainders[ranked[places - 1]]
    larger = [position for position in ranked[:places] if remainders[position] > border]
    alike = [position for position, remainder in enumerate(remainders) if remainder == border]
    served, ties = settle(alike, places - len(larger), claims, rule)
    return larger + served, ties


def in_steps(
    steps: list[int],
    served: Sequence[int],
    ties: tuple[Tie, ...],
    claims: Sequence[Claim],
    unit: int,
) -> Sharing:
    """Whole steps for everyone, one more for those served; who has a weight and no step waits."""
    for position in served:
        steps[position] += 1
    waiting = tuple(
        Waiting(claims[position].id, WaitingReason.BELOW_ONE_STEP, unit)
        for position, count in enumerate(steps)
        if not count and claims[position].weight
    )
    return Sharing(
        shares=tuple(steps) if unit == 1 else tuple(count * unit for count in steps),
        waiting=waiting,
        ties=ties,
        remainder=tuple(claims[position].id for position in served),
    )
