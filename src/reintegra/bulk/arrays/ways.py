"""How each method shares among claims in arrays, as it shares among claims."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeAlias, assert_never

import numpy as np

from reintegra.allocation import Capped, Equal, PerHead, Proportional
from reintegra.bulk.arrays.division import MOST, divided
from reintegra.bulk.arrays.level import Limits, capped_quotas
from reintegra.bulk.arrays.limits import caps_in_steps, floors_in_steps
from reintegra.bulk.arrays.quotas import Quotas

if TYPE_CHECKING:
    from reintegra.bulk.arrays.claims import ArrayClaims
    from reintegra.bulk.arrays.grouping import Whole

InArrays: TypeAlias = Equal | PerHead | Proportional | Capped
"""The methods that share among claims in arrays."""


def quotas_of(method: InArrays, claims: ArrayClaims) -> Quotas | None:
    """What each claim receives in whole steps, or `None` where numbers are too large for this.

    Raises:
        InvalidValue: floors that nobody could meet.
    """
    match method:
        case Equal():
            return _equal(method, claims)
        case PerHead():
            return _per_head(method, claims)
        case Proportional():
            return _proportional(method, claims)
        case Capped():
            return _capped(method, claims)
        case _:
            assert_never(method)


def _equal(method: Equal, claims: ArrayClaims) -> Quotas | None:
    available = _available(claims, method.unit)
    if _is_large(available):
        return None
    entitled, counts = _entitled(claims)
    both = [divmod(all_of, max(count, 1)) for all_of, count in zip(available, counts, strict=True)]
    steps = entitled * claims.grouping.of_each([each for each, _ in both])
    return Quotas(steps, entitled, [places for _, places in both], [None] * len(both))


def _per_head(method: PerHead, claims: ArrayClaims) -> Quotas:
    entitled, counts = _entitled(claims)
    reached = _available(claims, method.amount)
    places = [min(each, count) for each, count in zip(reached, counts, strict=True)]
    return Quotas(np.zeros_like(entitled), entitled, places, [None] * len(places))


def _proportional(method: Proportional, claims: ArrayClaims) -> Quotas | None:
    available, grouping = _available(claims, method.unit), claims.grouping
    sums = grouping.sums(claims.weights)
    if _is_large(available, sums):
        return None
    steps, remainders = divided(claims.weights, available, sums, grouping)
    given = grouping.sums(steps)
    rows = zip(available, given, sums, strict=True)
    places = [all_of - taken if whole else 0 for all_of, taken, whole in rows]
    return Quotas(steps, remainders, places, [None] * len(places))


def _capped(method: Capped, claims: ArrayClaims) -> Quotas | None:
    floors = floors_in_steps(claims, method.unit)
    available = _available(claims, method.unit)
    if _is_large(available, claims.grouping.sums(claims.weights)):
        return None
    caps = caps_in_steps(claims, method.unit)
    return capped_quotas(available, Limits(claims.weights, floors, caps, claims.grouping))


def _is_large(*numbers: list[int]) -> bool:
    return any(max(some) >= MOST for some in numbers)


def _available(claims: ArrayClaims, step: int) -> list[int]:
    return [total // step for total in claims.totals]


def _entitled(claims: ArrayClaims) -> tuple[Whole, list[int]]:
    entitled = (claims.weights > 0).astype(np.int64)
    return entitled, claims.grouping.sums(entitled)
