"""Floors and caps in whole steps: a floor counts up, a cap counts down."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reintegra.errors import InvalidValue

if TYPE_CHECKING:
    from collections.abc import Sequence

    from reintegra.allocation.claim import Claim
    from reintegra.allocation.method import Limit, Method

UNSET: tuple[tuple[Limit, int | None], ...] = (("floor", 0), ("cap", None), ("priority", 0))
"""What a claim or group may carry beside its weight, and how it says that it does not."""


def not_honoured(path: str, limit: Limit, method: Method) -> InvalidValue:
    """The refusal of a limit that the method does not know."""
    hint = f"the method {method.name} does not honour it, and never ignores it"
    return InvalidValue(f"{path}.{limit}", code="not-honoured", hint=hint)


def limits_in_steps(
    available: int, claims: Sequence[Claim], unit: int
) -> tuple[list[int], list[int]]:
    """The floor and the cap of each claim, in steps; a claim without weight has a cap of zero.

    No cap is one step more than there is, which nobody reaches.

    Raises:
        InvalidValue: a floor of a claim without weight, a floor and cap with no whole step between
            them, or floors of more than what is available.
    """
    floors = floors_in_steps(claims, unit)
    check_floors(floors, available, claims, unit)
    return floors, [_cap(claim, available, unit) for claim in claims]


def floors_in_steps(claims: Sequence[Claim], unit: int) -> list[int]:
    """The least whole number of steps that meets the floor of each claim."""
    return [-(-claim.floor // unit) for claim in claims]


def _cap(claim: Claim, available: int, unit: int) -> int:
    if not claim.weight:
        return 0
    # Nobody reaches more than there is, so one step above it is no cap.
    return available + 1 if claim.cap is None else min(claim.cap // unit, available + 1)


def check_floors(floors: Sequence[int], available: int, claims: Sequence[Claim], unit: int) -> None:
    """Floors in whole steps that nobody could meet are refused.

    Raises:
        InvalidValue: a floor of a claim without weight, a floor and cap with no whole step between
            them, or floors of more than what is available.
    """
    left = available
    for position, floor in enumerate(floors):
        if not floor:
            continue
        claim = claims[position]
        left -= floor
        if not claim.weight:
            code, hint = "no-weight", "a claim of weight zero receives nothing, whatever its floor"
        elif claim.cap is not None and floor > claim.cap // unit:
            code, hint = "between-steps", "no whole step lies between the floor and the cap"
        elif left < 0:
            code, hint = "above-total", "the floors up to here, in whole steps, pass the total"
        else:
            continue
        raise InvalidValue(f"claims[{position}].floor", code=code, hint=hint)
