"""Claims that stand in arrays, and the sums that they share."""

from __future__ import annotations

from typing import Any

import attrs
from numpy.typing import NDArray

from reintegra.bulk.arrays.grouping import Grouping, Whole


@attrs.frozen(eq=False)
class ArrayClaims:
    """What stands in the arrays, checked; `totals` are the sums of the groups, in their order."""

    totals: list[int]
    weights: Whole
    floors: Whole | None
    caps: Whole | None
    ids: NDArray[Any] | None
    grouping: Grouping
