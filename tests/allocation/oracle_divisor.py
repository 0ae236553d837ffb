"""Places one at a time, in fractions, written from the definition and not from the method."""

from __future__ import annotations

from fractions import Fraction
from math import ceil, floor

from reintegra.allocation import Claim, DivisorRule, TieRule
from tests.allocation.oracle import first_by_rule

Rank = tuple[bool, Fraction]
"""Whether the divisor is zero, then the weight or the quotient; squares under Huntington-Hill."""


def rank(rule: DivisorRule, weight: int, held: int) -> Rank:
    """How far in front a claim stands for its next place, by the five published divisors."""
    divisors = {
        DivisorRule.ADAMS: Fraction(held),
        DivisorRule.DEAN: Fraction(2 * held * (held + 1), 2 * held + 1),
        DivisorRule.HUNTINGTON_HILL: Fraction(held * (held + 1)),
        DivisorRule.SAINTE_LAGUE: Fraction(2 * held + 1),
        DivisorRule.DHONDT: Fraction(held + 1),
    }
    if divisors[rule] == 0:
        return True, Fraction(weight)
    power = 2 if rule is DivisorRule.HUNTINGTON_HILL else 1
    return False, Fraction(weight) ** power / divisors[rule]


def divisor_shares(
    total: int, claims: list[Claim], rule: DivisorRule, unit: int, tie: TieRule
) -> tuple[list[int], bool]:
    """Everyone gets the floor; then the next place goes to whoever stands furthest in front.

    Also whether the last place was one of several that stood alike and were not all given.
    """
    shares = [ceil(Fraction(claim.floor, unit)) for claim in claims]
    caps = [
        floor(Fraction(total if claim.cap is None else claim.cap, unit)) if claim.weight else 0
        for claim in claims
    ]
    tied = False
    for _ in range(total // unit - sum(shares)):
        free = [place for place, share in enumerate(shares) if share < caps[place]]
        if not free:
            break
        ranks = {place: rank(rule, claims[place].weight, shares[place]) for place in free}
        first = max(ranks.values())
        alike = [place for place in free if ranks[place] == first]
        tied = len(alike) > 1
        shares[first_by_rule(alike, claims, tie)] += 1
    return [unit * share for share in shares], tied
