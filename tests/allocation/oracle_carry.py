"""One step at a time in fractions, written from the definition of what is due and when."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

from tests.allocation.oracle import first_by_rule

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from reintegra.allocation import Claim, TieRule


def carried_shares(
    total: int,
    claims: list[Claim],
    rates: Sequence[int],
    unit: int,
    rule: TieRule,
    balances: Mapping[str, Fraction],
) -> list[int]:
    """Each step goes to the largest due of a whole step or more; else to whose is whole soonest."""
    steps, whole = total // unit, sum(rates)
    due = {
        place: Fraction(steps * rate, whole) + balances.get(claims[place].id, Fraction(0)) / unit
        for place, rate in enumerate(rates)
        if rate
    }
    shares = [0] * len(claims)
    for _ in range(steps):
        served = first_by_rule(_next(due, rates), claims, rule)
        due[served] -= 1
        shares[served] += unit
    return shares


def _next(due: Mapping[int, Fraction], rates: Sequence[int]) -> list[int]:
    coming = {place: (1 - owed) / rates[place] for place, owed in due.items() if 0 < owed < 1}
    most = max(due.values())
    if most >= 1 or not coming:
        return [place for place, owed in due.items() if owed == most]
    soonest = min(coming.values())
    return [place for place, until in coming.items() if until == soonest]
