"""Shares in proportion, exact where a product of two numbers does not fit into 64 bits.

```text
total * weight = quotient * sum of weights + remainder
```

A float says the quotient to within one. The remainder then lies within twice the sum of the
weights, so that its last 64 bits are enough to know it, whatever the products lose; and it says
which way the quotient is off.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from reintegra.bulk.arrays.grouping import listed

if TYPE_CHECKING:
    from collections.abc import Sequence

    from reintegra.bulk.arrays.grouping import Grouping, Whole

MOST = 2**62
"""Totals and sums of weights below this leave room for a remainder that is off by one quotient."""

_NEARLY = 2**50
"""The roundings of a quotient below this are together less than one."""

_BLOCK = 2**16
"""So many claims at a time stay near the processor."""


def divided(
    weights: Whole, totals: Sequence[int], sums: Sequence[int], grouping: Grouping
) -> tuple[Whole, Whole]:
    """The whole part of each quota, and what is left of it over the sum of its group's weights.

    Totals and sums of weights are below `MOST`, and no weight is above the sum of its group.
    """
    quotients, remainders = np.empty_like(weights), np.empty_like(weights)
    wholes = np.array(totals, dtype=np.int64)
    divisors = np.maximum(np.array(sums, dtype=np.int64), 1)
    nearly = np.array([whole / max(of, 1) for whole, of in zip(totals, sums, strict=True)])
    for start in range(0, weights.size, _BLOCK):
        block = slice(start, start + _BLOCK)
        some, quotient, remainder = weights[block], quotients[block], remainders[block]
        divisor = grouping.spread(divisors, block)
        np.copyto(quotient, some * grouping.spread(nearly, block), casting="unsafe")
        np.multiply(some, grouping.spread(wholes, block), out=remainder)
        remainder -= quotient * divisor
        _correct(quotient, remainder, divisor)
    if max(totals) >= _NEARLY:
        large = np.flatnonzero(quotients >= _NEARLY - 1)
        for place, code in zip(listed(large), listed(grouping.codes_of(large)), strict=True):
            product = totals[code] * int(weights[place])
            quotients[place], remainders[place] = divmod(product, sums[code])
    return quotients, remainders


def _correct(quotients: Whole, remainders: Whole, divisors: Whole) -> None:
    """A quotient that is off by one is mended, and its remainder with it."""
    low = remainders < 0
    if low.any():
        np.subtract(quotients, 1, out=quotients, where=low)
        np.add(remainders, divisors, out=remainders, where=low)
    high = remainders >= divisors
    if high.any():
        np.add(quotients, 1, out=quotients, where=high)
        np.subtract(remainders, divisors, out=remainders, where=high)
