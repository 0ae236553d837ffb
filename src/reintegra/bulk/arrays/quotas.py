"""What a method answers for arrays, before anybody receives one step more."""

from __future__ import annotations

from fractions import Fraction

import attrs

from reintegra.bulk.arrays.grouping import Whole


@attrs.frozen(eq=False)
class Quotas:
    """Whole steps for each claim, and who comes first where some are left.

    `remainders` say who comes first, the largest; `places` how many are served in each group;
    `levels` are the water levels, in steps. None of the arrays is that of a caller.
    """

    steps: Whole
    remainders: Whole
    places: list[int]
    levels: list[Fraction | None]
