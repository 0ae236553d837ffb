"""Each sum of facts taken for one quantity by itself, which may be any number.

What cannot be so then cannot be so at all. What can, need not: nothing ties one quantity to
another, or to a fact that is asked alone.
"""

from __future__ import annotations

from collections import Counter
from math import gcd
from typing import TYPE_CHECKING, Any

from reintegra.rules.analysis.parts import renamed, unused_name
from reintegra.rules.comparison import Comparison
from reintegra.rules.facts import Fact
from reintegra.rules.measure import Measure, Part
from reintegra.rules.search.turning import number_of
from reintegra.vocabulary.texts import Text

if TYPE_CHECKING:
    from collections.abc import Container, Mapping

    from reintegra.rules.expression import Expression

_QUANTITY = Text(id="jumlah", en="quantity")

_Terms = tuple[tuple[tuple[str, int], int], ...]
"""Facts, each moved by some months, and how often each counts."""


def in_quantities(
    expression: Expression, sums: Container[Comparison], known: Mapping[str, Any]
) -> Expression:
    """The expression, some comparisons of it being of quantities; what is known is counted in.

    Comparisons of the same sum, or of multiples of it, are of the same quantity.
    """
    quantities: dict[_Terms, Fact[int]] = {}

    def of_quantity(comparison: Comparison) -> Comparison:
        if comparison not in sums:
            return comparison
        terms, times, rest = _counted(comparison, known)
        name = unused_name(f"quantity_{len(quantities)}", expression)
        quantity = quantities.setdefault(terms, Fact(name, int, _QUANTITY))
        values = tuple(number_of(value) for value in comparison.values) or (0,)
        side = Measure((Part(quantity, times),), plus=rest)
        return Comparison(side, comparison.operator, values)

    return renamed(expression, of_quantity)


def _counted(comparison: Comparison, known: Mapping[str, Any]) -> tuple[_Terms, int, int]:
    """All being brought to the left: the quantity, how often it counts, and what is added."""
    counts, rest = Counter[tuple[str, int]](), 0
    for side, sign in ((comparison.left, 1), (comparison.right, -1)):
        if side is None:
            continue
        rest += sign * (number_of(side.plus or 0) + side.days)
        for part in side.parts:
            # A day is compared with one other: where one is known, nothing is left to overlook.
            if part.fact.name in known:
                rest += sign * part.times * number_of(known[part.fact.name])
            else:
                counts[part.fact.name, side.months] += sign * part.times
    (_, first), *_ = terms = sorted(counts.items())
    times = gcd(*counts.values()) * (1 if first > 0 else -1)
    return tuple((term, count // times) for term, count in terms), times, rest
