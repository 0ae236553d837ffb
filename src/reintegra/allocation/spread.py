"""How far apart shares lie, exactly, and how many of the entitled they reach."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

import attrs

if TYPE_CHECKING:
    from collections.abc import Sequence


@attrs.frozen
class Spread:
    """How far apart the shares lie of those who have a weight, and how many of them are reached.

    `least`, `most` and `mean` are in units of the sum, `given` is what they received together.
    `gini` is the mean of the differences between any two, a claim and itself included, as a part of
    twice the mean: zero where all have the same, also where that is nothing.
    """

    entitled: int
    served: int
    given: int
    least: int
    most: int
    mean: Fraction
    gini: Fraction

    @property
    def coverage(self) -> Fraction:
        """The part of the entitled that received something."""
        return Fraction(self.served, self.entitled)


def spread_of(shares: Sequence[int]) -> Spread:
    """The spread of the shares of those who have a weight, of whom there is one at least."""
    ranked, number, given = sorted(shares), len(shares), sum(shares)
    apart = sum(share * (2 * place - number + 1) for place, share in enumerate(ranked))
    return Spread(
        entitled=number,
        served=sum(share > 0 for share in ranked),
        given=given,
        least=ranked[0],
        most=ranked[-1],
        mean=Fraction(given, number),
        gini=Fraction(apart, number * given) if given else Fraction(0),
    )
