"""Shares of claims in arrays, by the fast way where the numbers leave room for it."""

from __future__ import annotations

from fractions import Fraction
from itertools import repeat
from typing import TYPE_CHECKING, cast

import attrs
import numpy as np

from reintegra.allocation import Claim, PerHead, allocate
from reintegra.bulk.arrays.checks import NO_CAP
from reintegra.bulk.arrays.grouping import LARGEST, Positions, Whole
from reintegra.bulk.arrays.serving import REFUSED, Decided, Order, served
from reintegra.bulk.arrays.ways import quotas_of
from reintegra.errors import Conflict, InvalidValue

if TYPE_CHECKING:
    from reintegra.allocation import Allocation
    from reintegra.bulk.arrays.claims import ArrayClaims
    from reintegra.bulk.arrays.ways import InArrays


@attrs.frozen(eq=False)
class Outcome:
    """The shares, who received one step more, the ties, and the water level of each group."""

    shares: Whole
    remainder: Positions
    decided: list[Decided]
    levels: list[Fraction | None]

    @classmethod
    def of_nobody(cls, count: int) -> Outcome:
        """Without claims everything is left over, in each of so many groups."""
        nothing = np.zeros(0, dtype=np.int64)
        return cls(nothing, np.zeros(0, dtype=np.intp), [], [None] * count)


def outcome_of(method: InArrays, claims: ArrayClaims) -> Outcome:
    """What `allocate` answers to the same claims, group by group.

    Raises:
        InvalidValue: floors that nobody could meet, or a share that does not fit into 64 bits.
        Conflict: the tie rule is `REFUSE` and a tie would decide.
    """
    quotas = quotas_of(method, claims)
    if quotas is None:
        return _one_by_one(method, claims)
    order = Order(method.tie, claims.weights, claims.ids)
    chosen, decided = served(quotas.remainders, quotas.places, claims.grouping, order)
    np.add(quotas.steps, chosen, out=quotas.steps)
    levels = [None if level is None else level * method.unit for level in quotas.levels]
    if isinstance(method, PerHead):
        nobody = np.zeros(0, dtype=np.intp)
        return Outcome(_in_units(quotas.steps, method.amount), nobody, decided, levels)
    shares = _in_units(quotas.steps, method.unit)
    return Outcome(shares, np.flatnonzero(chosen), decided, levels)


def _in_units(steps: Whole, step: int) -> Whole:
    if int(steps.max()) > LARGEST // step:
        raise _too_large(int(np.argmax(steps)))
    if step != 1:
        np.multiply(steps, min(step, LARGEST), out=steps)
    return steps


def _too_large(place: int) -> InvalidValue:
    hint = "this share does not fit into 64 bits; allocate shares numbers of any size"
    return InvalidValue(f"shares[{place}]", code="too-large", hint=hint)


def _one_by_one(method: InArrays, claims: ArrayClaims) -> Outcome:
    """The same by integers of any size, each claim for itself: exact, and slower."""
    shares = np.zeros_like(claims.weights)
    remainder: list[int] = []
    decided: list[Decided] = []
    levels: list[Fraction | None] = [None] * claims.grouping.count
    codes = claims.grouping.codes()
    ends = np.cumsum(np.bincount(codes, minlength=len(levels)))
    for code, positions in enumerate(np.split(np.argsort(codes, kind="stable"), ends[:-1])):
        if not claims.weights[positions].any():
            continue
        places = positions.tolist()
        answer = _allocated(method, claims, code, places)
        for place, share in zip(places, answer.shares.values(), strict=True):
            if share > LARGEST:
                raise _too_large(place)
        shares[positions] = list(answer.shares.values())
        number = dict(zip(answer.shares, places, strict=True))
        remainder.extend(number[name] for name in answer.remainder)
        decided.extend((code, len(tie.competed), len(tie.served), tie.rule) for tie in answer.ties)
        levels[code] = answer.level
    return Outcome(shares, np.array(sorted(remainder), dtype=np.intp), decided, levels)


def _allocated(method: InArrays, claims: ArrayClaims, code: int, places: list[int]) -> Allocation:
    ids = map(str, places) if claims.ids is None else claims.ids[places].tolist()
    weights = claims.weights[places].tolist()
    floors = repeat(0) if claims.floors is None else claims.floors[places].tolist()
    caps = repeat(NO_CAP) if claims.caps is None else claims.caps[places].tolist()
    rows = [
        Claim(name, weight, floor, None if cap == NO_CAP else cap)
        for name, weight, floor, cap in zip(ids, weights, floors, caps, strict=False)
    ]
    try:
        return allocate(claims.totals[code], rows, method)
    except Conflict as conflict:
        tied = cast("tuple[int, ...]", conflict.key)
    raise Conflict("tie", tuple(places[place] for place in tied), REFUSED)
