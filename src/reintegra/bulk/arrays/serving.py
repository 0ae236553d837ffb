"""Who is served one step more: the largest remainders of each sum, and at its border a rule."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, TypeAlias

import attrs
import numpy as np
from numpy.typing import NDArray

from reintegra.allocation import TieRule
from reintegra.bulk.arrays.grouping import Apart, Grouping, Mask, Positions, Whole, listed
from reintegra.errors import Conflict

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

Decided: TypeAlias = tuple[int, int, int, TieRule]
"""A tie: the number of the group, how many competed, how many were served, and the rule."""

REFUSED = "a tie would decide among the claims at these positions; name a tie rule"
"""What is answered where ties are refused; the positions stand beside it."""

_FEW = 2**16
"""So many groups can be sorted by their digits."""


@attrs.frozen(eq=False)
class Order:
    """The tie rule, with what it may have to look at."""

    rule: TieRule
    weights: Whole
    ids: NDArray[Any] | None

    def ranked(self, alike: Positions) -> Positions:
        """Claims that are placed alike, whoever is served first standing first."""
        if self.rule is TieRule.LARGER_WEIGHT:
            return alike[np.argsort(-self.weights[alike], kind="stable")]
        if self.rule is TieRule.BY_ID and self.ids is not None:
            return alike[np.argsort(self.ids[alike], kind="stable")]
        return alike


def served(
    remainders: Whole, places: Sequence[int], grouping: Grouping, order: Order
) -> tuple[Mask, list[Decided]]:
    """Who receives one step more, as many in each group as it has places.

    Raises:
        Conflict: the rule is `REFUSE` and a tie would decide; `key` holds the positions.
    """
    if not any(places):
        return np.zeros(grouping.size, dtype=np.bool_), []
    if isinstance(grouping, Apart):
        chosen, alike = _of_several(remainders, np.array(places), grouping, order)
    else:
        chosen, alike = _of_one(remainders, places[0], order)
    codes = grouping.codes_of(alike)
    return chosen, list(_decided(alike, codes, chosen, grouping.count, order))


def _of_one(remainders: Whole, places: int, order: Order) -> tuple[Mask, Positions]:
    """Who is served, and who stands at the border."""
    last = remainders.size - places
    border = np.partition(remainders, last)[last]
    chosen = remainders > border
    alike = np.flatnonzero(remainders == border)
    free = places - int(np.count_nonzero(chosen))
    chosen[order.ranked(alike)[:free]] = True
    return chosen, alike


def _of_several(
    remainders: Whole, places: Whole, grouping: Apart, order: Order
) -> tuple[Mask, Positions]:
    """Who is served, and who stands at the border of a group that serves anybody."""
    digits = np.uint16 if grouping.count <= _FEW else np.int64
    ranked = order.ranked(np.arange(grouping.size))
    ranked = ranked[np.argsort(~remainders[ranked], kind="stable")]
    ranked = ranked[np.argsort(grouping.of[ranked].astype(digits), kind="stable")]
    codes = grouping.of[ranked]
    ends = np.cumsum(np.bincount(codes, minlength=grouping.count))
    starts = np.append(0, ends[:-1])
    chosen = np.zeros(grouping.size, dtype=np.bool_)
    chosen[ranked[np.arange(grouping.size) - starts[codes] < places[codes]]] = True
    serving = np.flatnonzero(places)
    borders = np.full(grouping.count, -1)
    borders[serving] = remainders[ranked[starts[serving] + places[serving] - 1]]
    return chosen, np.flatnonzero(remainders == borders[grouping.of])


def _decided(
    alike: Positions, codes: Positions, chosen: Mask, count: int, order: Order
) -> Iterator[Decided]:
    first = chosen[alike]

    def counted(some: Mask) -> list[int]:
        return listed(np.bincount(codes[some], minlength=count))

    competed, taken = listed(np.bincount(codes, minlength=count)), counted(first)
    tied = [code for code in range(count) if taken[code] < competed[code]]
    if order.rule is TieRule.REFUSE and tied:
        raise Conflict("tie", tuple(alike[codes == tied[0]].tolist()), REFUSED)
    if order.rule is not TieRule.LARGER_WEIGHT:
        for code in tied:
            yield code, competed[code], taken[code], order.rule
        return
    weights = order.weights[alike]
    least = np.full(count, np.iinfo(np.int64).max)
    np.minimum.at(least, codes[first], weights[first])
    even = weights == least[codes]
    evenly, evenly_taken = counted(even), counted(even & first)
    for code in tied:
        if evenly[code] < competed[code]:
            yield code, competed[code], taken[code], order.rule
        if evenly_taken[code] < evenly[code]:
            yield code, evenly[code], evenly_taken[code], TieRule.EARLIER
