"""Each place goes to the largest quotient of weight and divisor: for what cannot be divided.

```text
next place to the largest weight / divisor(places held)
```

The divisor after `k` places is `k` under Adams, `2k(k+1)/(2k+1)` under Dean, `√(k(k+1))` under
Huntington-Hill, `2k+1` under Sainte-Laguë and `k+1` under D'Hondt. A divisor of zero comes before
all others, the largest weight first. A floor is the least number of places, a cap the most.
"""

from __future__ import annotations

from fractions import Fraction
from heapq import heapify, heappop, heappush
from operator import ne
from typing import TYPE_CHECKING, ClassVar

import attrs

from reintegra.allocation.divisor_rule import DivisorRule, as_divisor_rule
from reintegra.allocation.level import water_level
from reintegra.allocation.limits import limits_in_steps
from reintegra.allocation.method import Axiom, InSteps, Limit
from reintegra.allocation.remainder import in_steps
from reintegra.allocation.tie import Tie, TieRule, settle
from reintegra.vocabulary.texts import Text

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from reintegra.allocation.claim import Claim
    from reintegra.allocation.result import Sharing

_ALWAYS = frozenset(Axiom) - {Axiom.ORDER_FREE, Axiom.QUOTA}


@attrs.frozen
class Divisor(InSteps):
    """Places to the largest quotients by a named rule, at least the floor and at most the cap.

    Raises:
        WrongType: the rule is not a text.
        InvalidValue: the rule is unknown.
    """

    name: ClassVar[str] = "divisor"
    text: ClassVar[Text] = Text(
        id="Tempat menurut hasil bagi terbesar", en="Places to the largest quotients"
    )

    rule: DivisorRule = attrs.field(converter=as_divisor_rule)

    @property
    def honours(self) -> frozenset[Limit]:
        """The least and the most places, in units of the sum, both included."""
        return frozenset({"floor", "cap"})

    @property
    def axioms(self) -> frozenset[Axiom]:
        """All but quota; free of the order where the tie rule is."""
        return _ALWAYS if self.tie.heeds_order else _ALWAYS | {Axiom.ORDER_FREE}

    def share(self, total: int, claims: Sequence[Claim]) -> Sharing:
        """The places at one level, then one more or one less until the sum fits.

        A floor counts up to whole steps, and a cap down. Where everybody is at the cap the rest is
        left over.

        Raises:
            InvalidValue: a floor of a claim without weight, a floor and cap with no whole step
                between them, or floors of more than the total.
            Conflict: the tie rule is `REFUSE` and the border falls between equal quotients.
        """
        available = total // self.unit
        floors, caps = limits_in_steps(available, claims, self.unit)
        weights = [claim.weight for claim in claims]
        level = water_level(available, weights, floors, caps)
        if level is None:
            return in_steps(caps, (), (), claims, self.unit)
        level *= _lift(available, sum(map(ne, floors, caps)), self.rule)
        counts = [
            max(floor, min(cap, _rounded(level, weight, self.rule)))
            for weight, floor, cap in zip(weights, floors, caps, strict=True)
        ]
        missing = available - sum(counts)
        quotient = _quotients(self.rule, weights, available)
        limits = caps if missing > 0 else floors
        ties = _until_it_fits(missing, counts, limits, quotient, claims, self.tie)
        return in_steps(counts, (), ties, claims, self.unit)


def divisor(
    rule: DivisorRule | str, *, unit: int = 1, tie: TieRule | str = TieRule.EARLIER
) -> Divisor:
    """Each place goes to the largest quotient of weight and divisor.

    Raises:
        WrongType: the unit is not an `int`, or the rule or the tie rule not a text.
        InvalidValue: the unit is below 1, or the rule or the tie rule unknown.
    """
    return Divisor(rule, unit=unit, tie=tie)


def _lift(available: int, free: int, rule: DivisorRule) -> Fraction:
    """By how much to raise the water level: any level is a start, a good one is near the end.

    At the water level itself a rule that rounds up gives each claim that is free about half a place
    too many, and one that rounds down half a place too few.
    """
    too_many = rule.leaning * min(free, available)
    return 1 - Fraction(too_many, 2 * max(1, available))


def _rounded(level: Fraction, weight: int, rule: DivisorRule) -> int:
    """How many divisors are at most `level * weight`: the places before a border that all share."""
    numerator, denominator = level.numerator * weight, level.denominator
    whole = numerator // denominator
    above, below = rule.divisor(whole)
    return whole + (above * rule.compared(denominator) <= rule.compared(numerator) * below)


def _quotients(rule: DivisorRule, weights: Sequence[int], most: int) -> Callable[[int, int], int]:
    """What a claim offers for its next place, as a whole number in the exact order.

    Two different quotients are at least `1 / divisor**2` apart: scaled by more than that they
    differ in their whole parts, and equal ones do not.
    """
    largest, _ = rule.divisor(most)
    shift = 2 * largest.bit_length()
    beyond = 2 * max(weights) ** 2 << shift

    def quotient(position: int, held: int) -> int:
        above, below = rule.divisor(held)
        if not above:
            return weights[position] * beyond
        return (rule.compared(weights[position]) * below << shift) // above

    return quotient


def _until_it_fits(
    missing: int,
    counts: list[int],
    limits: Sequence[int],
    quotient: Callable[[int, int], int],
    claims: Sequence[Claim],
    tie: TieRule,
) -> tuple[Tie, ...]:
    """One place more to the largest quotients, or one less from the smallest, within the limits.

    All places of one quotient are given or taken together; only the last of them can be a tie.
    """
    giving = missing > 0
    way, at_issue = (1, 0) if giving else (-1, -1)
    heap = [
        (-way * quotient(position, held + at_issue), position)
        for position, held in enumerate(counts)
        if held != limits[position]
    ]
    heapify(heap)
    ties: tuple[Tie, ...] = ()
    while missing:
        alike = _alike(heap)
        places = missing if giving else max(0, len(alike) + missing)
        served, ties = settle(alike, places, claims, tie)
        moved = served if giving else set(alike).difference(served)
        for position in moved:
            counts[position] += way
            if counts[position] != limits[position]:
                offer = quotient(position, counts[position] + at_issue)
                heappush(heap, (-way * offer, position))
        missing -= way * len(moved)
    return ties


def _alike(heap: list[tuple[int, int]]) -> list[int]:
    """The positions of the first quotient on the heap, ascending, taken off it."""
    first = heap[0][0]
    alike = [heappop(heap)[1]]
    while heap and heap[0][0] == first:
        alike.append(heappop(heap)[1])
    return alike
