"""Slow and obvious answers in fractions, written from the definitions and not from the methods."""

from __future__ import annotations

from fractions import Fraction
from math import floor

from reintegra.allocation import Claim, TieRule


def first_by_rule(candidates: list[int], claims: list[Claim], rule: TieRule) -> int:
    """The candidate that the rule serves first; the earlier where the rule says nothing."""
    if rule is TieRule.BY_ID:
        return min(candidates, key=lambda place: claims[place].id)
    if rule is TieRule.LARGER_WEIGHT:
        return min(candidates, key=lambda place: (-claims[place].weight, place))
    return min(candidates)


def by_quota(steps: int, quotas: list[Fraction], claims: list[Claim], rule: TieRule) -> list[int]:
    """Everyone gets the floor of the quota; then one step at a time to the largest fraction."""
    shares = [floor(quota) for quota in quotas]
    open_parts = {place: quota - floor(quota) for place, quota in enumerate(quotas)}
    while sum(shares) < steps:
        largest = max(open_parts.values())
        alike = [place for place, part in open_parts.items() if part == largest]
        served = first_by_rule(alike, claims, rule)
        shares[served] += 1
        del open_parts[served]
    return shares


def proportional_shares(total: int, claims: list[Claim], unit: int, rule: TieRule) -> list[int]:
    """Largest remainder over whole steps."""
    steps = floor(Fraction(total, unit))
    whole = sum(claim.weight for claim in claims)
    quotas = [Fraction(steps * claim.weight, whole) for claim in claims]
    return [unit * share for share in by_quota(steps, quotas, claims, rule)]


def equal_shares(total: int, claims: list[Claim], unit: int, rule: TieRule) -> list[int]:
    """The mean for everyone who has a weight, one step more for the first by the rule."""
    steps = floor(Fraction(total, unit))
    entitled = sum(claim.weight > 0 for claim in claims)
    quotas = [Fraction(steps, entitled) if claim.weight else Fraction(0) for claim in claims]
    if steps % entitled == 0:
        return [unit * int(quota) for quota in quotas]
    return [unit * share for share in by_quota(steps, quotas, claims, rule)]


def per_head_shares(total: int, claims: list[Claim], amount: int, rule: TieRule) -> list[int]:
    """One after the other is paid, while the money lasts."""
    shares = [0] * len(claims)
    waiting = [place for place, claim in enumerate(claims) if claim.weight]
    while waiting and total >= amount:
        served = first_by_rule(waiting, claims, rule)
        waiting.remove(served)
        shares[served] = amount
        total -= amount
    return shares


def is_tie(total: int, claims: list[Claim], unit: int) -> bool:
    """By largest remainder, whether some fractional part is served here and not served there."""
    shares = proportional_shares(total, claims, unit, TieRule.EARLIER)
    whole = sum(claim.weight for claim in claims)
    steps = total // unit
    served: set[Fraction] = set()
    unserved: set[Fraction] = set()
    for claim, share in zip(claims, shares, strict=True):
        quota = Fraction(steps * claim.weight, whole)
        side = served if share > unit * floor(quota) else unserved
        side.add(quota - floor(quota))
    return bool(served & unserved)
