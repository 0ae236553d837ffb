"""Floors and caps of arrays in whole steps: a floor counts up, a cap counts down."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from reintegra.bulk.arrays.checks import NO_CAP
from reintegra.bulk.arrays.grouping import LARGEST
from reintegra.errors import InvalidValue

if TYPE_CHECKING:
    from reintegra.bulk.arrays.claims import ArrayClaims
    from reintegra.bulk.arrays.grouping import Whole


def floors_in_steps(claims: ArrayClaims, unit: int) -> Whole:
    """The least whole number of steps that meets each floor.

    Raises:
        InvalidValue: a floor above its cap or of a claim without weight, a floor and cap with no
            whole step between them, or floors of more than the total of a group.
    """
    floors, caps, step = claims.floors, claims.caps, min(unit, LARGEST)
    if floors is None:
        return np.broadcast_to(np.int64(0), claims.weights.shape)
    in_steps: Whole = floors if unit == 1 else -(-floors // step)
    impossible = (in_steps > 0) & (claims.weights == 0)
    if caps is not None:
        below = (in_steps > caps // step) & (caps != NO_CAP)
        impossible |= (floors > caps) | below
    needed = claims.grouping.sums(in_steps)
    available = [total // unit for total in claims.totals]
    above = any(least > most for least, most in zip(needed, available, strict=True))
    if above or impossible.any():
        raise _first_fault(floors.tolist(), in_steps.tolist(), available, claims, step)
    return in_steps


def _first_fault(
    floors: list[int], in_steps: list[int], available: list[int], claims: ArrayClaims, step: int
) -> InvalidValue:
    codes, weights = claims.grouping.codes().tolist(), claims.weights.tolist()
    caps = [NO_CAP] * len(floors) if claims.caps is None else claims.caps.tolist()
    place, code, hint = 0, "", ""
    while not code:
        floor, cap, group = floors[place], caps[place], codes[place]
        available[group] -= in_steps[place]
        if floor > cap:
            code, hint = "above-cap", "the floor lies above the cap"
        elif floor and not weights[place]:
            code, hint = "no-weight", "a claim of weight zero receives nothing, whatever its floor"
        elif cap != NO_CAP and in_steps[place] > cap // step:
            code, hint = "between-steps", "no whole step lies between the floor and the cap"
        elif available[group] < 0:
            code, hint = "above-total", "the floors up to here, in whole steps, pass the total"
        else:
            place += 1
    return InvalidValue(f"floors[{place}]", code=code, hint=hint)


def caps_in_steps(claims: ArrayClaims, unit: int) -> Whole:
    """The largest whole number of steps within each cap; without a weight that is zero.

    No cap is one step more than there is, which nobody reaches.
    """
    beyond = claims.grouping.of_each([total // unit + 1 for total in claims.totals])
    caps = claims.caps
    if caps is None:
        in_steps = np.broadcast_to(beyond, claims.weights.shape).copy()
    elif unit == 1:
        in_steps = np.minimum(caps, beyond)
    else:
        in_steps = np.minimum(caps // min(unit, LARGEST), beyond)
        np.copyto(in_steps, beyond, where=caps == NO_CAP)
    in_steps[claims.weights == 0] = 0
    return in_steps
