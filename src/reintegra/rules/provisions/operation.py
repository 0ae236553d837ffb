"""How amounts are made of others: by an operation, and by a rounding that has a name."""

from __future__ import annotations

from fractions import Fraction
from operator import add, sub
from typing import TYPE_CHECKING

from reintegra.vocabulary.texts import Worded

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping


class Rounding(Worded):
    """To which multiple of a unit an amount between two of them goes."""

    DOWN = "down", "ke bawah", "down"
    UP = "up", "ke atas", "up"
    TOWARDS_ZERO = "towards-zero", "ke arah nol", "towards zero"
    NEAREST = "nearest", "ke yang terdekat, setengah ke atas", "to the nearest, half up"

    def of(self, exact: Fraction, unit: int) -> Fraction:
        """The multiple of the unit."""
        steps = exact / unit
        match self:
            case Rounding.UP:
                whole = -(-steps // 1)
            case Rounding.NEAREST:
                whole = (steps + Fraction(1, 2)) // 1
            case Rounding.TOWARDS_ZERO if steps < 0:
                whole = -(-steps // 1)
            case _:
                whole = steps // 1
        return Fraction(whole * unit)


class Operation(Worded):
    """How an amount follows from others; the words have a place for each."""

    PLUS = "plus", "({}) ditambah ({})", "({}) plus ({})"
    MINUS = "minus", "({}) dikurangi ({})", "({}) less ({})"
    CAPPED = "capped", "({}), paling banyak ({})", "({}), at most ({})"
    RAISED = "raised", "({}), sekurang-kurangnya ({})", "({}), at least ({})"
    EXCESS = "excess", "kelebihan ({}) di atas ({})", "what ({}) exceeds ({}) by"
    SHORTFALL = "shortfall", "kekurangan ({}) dari ({})", "what ({}) falls short of ({}) by"

    def of(self, left: Fraction, right: Fraction) -> Fraction:
        """What it makes of the two."""
        return _MADE_OF_BOTH[self](left, right)


_NOTHING = Fraction(0)
_MADE_OF_BOTH: Mapping[Operation, Callable[[Fraction, Fraction], Fraction]] = {
    Operation.PLUS: add,
    Operation.MINUS: sub,
    Operation.CAPPED: min,
    Operation.RAISED: max,
    Operation.EXCESS: lambda left, right: max(left - right, _NOTHING),
    Operation.SHORTFALL: lambda left, right: max(right - left, _NOTHING),
}
