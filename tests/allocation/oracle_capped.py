"""Capped sharing in fractions, written from the definition and not from the method."""

from __future__ import annotations

from fractions import Fraction
from itertools import pairwise
from math import ceil, floor
from typing import TYPE_CHECKING

from tests.allocation.oracle import by_quota

if TYPE_CHECKING:
    from reintegra.allocation import Claim, TieRule


def at(level: Fraction, claim: Claim, unit: int) -> Fraction:
    """Level times weight, in steps, held by the floor and the cap in whole steps."""
    if not claim.weight:
        return Fraction(0)
    due = max(level * claim.weight, Fraction(ceil(Fraction(claim.floor, unit))))
    return due if claim.cap is None else min(due, Fraction(floor(Fraction(claim.cap, unit))))


def level_of(steps: int, claims: list[Claim], unit: int) -> Fraction | None:
    """The least level at which everyone together has all the steps, by trying every turn.

    Between two neighbouring turns the sum is a straight line; nobody turns after the last.
    """
    weighted = [claim for claim in claims if claim.weight]

    def together(level: Fraction) -> Fraction:
        return sum((at(level, claim, unit) for claim in weighted), Fraction(0))

    turns = {Fraction(0)}
    for claim in weighted:
        for bound in (claim.floor, claim.cap or 0):
            turns.add(Fraction(floor(Fraction(bound, unit)), claim.weight))
            turns.add(Fraction(ceil(Fraction(bound, unit)), claim.weight))
    if all(claim.cap is not None for claim in weighted) and together(max(turns)) <= steps:
        return None
    if together(Fraction(0)) == steps:
        return Fraction(0)
    for low, high in pairwise([*sorted(turns), max(turns) + 1 + steps]):
        before, after = together(low), together(high)
        if before < steps <= after:
            return low + (steps - before) * (high - low) / (after - before)
    raise AssertionError


def capped_shares(total: int, claims: list[Claim], unit: int, rule: TieRule) -> list[int]:
    """The exact share at the level, rounded one step at a time to the largest fraction."""
    steps = floor(Fraction(total, unit))
    level = level_of(steps, claims, unit)
    if level is None:
        return [
            unit * floor(Fraction(claim.cap or 0, unit)) if claim.weight else 0 for claim in claims
        ]
    exact = [at(level, claim, unit) for claim in claims]
    return [unit * share for share in by_quota(steps, exact, claims, rule)]


def is_tie_of_capped(total: int, claims: list[Claim], unit: int, rule: TieRule) -> bool:
    """Whether some fraction is rounded up for one claim and down for another."""
    level = level_of(total // unit, claims, unit)
    if level is None:
        return False
    up: set[Fraction] = set()
    down: set[Fraction] = set()
    for claim, share in zip(claims, capped_shares(total, claims, unit, rule), strict=True):
        exact = at(level, claim, unit)
        side = up if share > unit * exact else down
        side.add(exact - floor(exact))
    return bool(up & down)
