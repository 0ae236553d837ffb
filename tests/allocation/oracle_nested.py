"""Bands and groups shared from the outside in, written from the definitions by recursion."""

from __future__ import annotations

from fractions import Fraction
from math import ceil, floor
from typing import TYPE_CHECKING

from reintegra.allocation import Claim, Group, TieRule
from tests.allocation.oracle_capped import capped_shares

if TYPE_CHECKING:
    from collections.abc import Sequence

Shares = dict[str, int]


def capped_by_id(total: int, claims: list[Claim], unit: int, rule: TieRule) -> Shares:
    """Capped sharing, or nothing for anybody where nobody has a weight."""
    if not any(claim.weight for claim in claims):
        return {claim.id: 0 for claim in claims}
    shares = capped_shares(total, claims, unit, rule)
    return {claim.id: share for claim, share in zip(claims, shares, strict=True)}


def banded_shares(total: int, claims: list[Claim], unit: int, rule: TieRule) -> Shares:
    """The first band shares all but the floors of the others; then the others share the rest."""
    if not claims:
        return {}
    first = min(claim.priority for claim in claims)
    band = [claim for claim in claims if claim.priority == first]
    later = [claim for claim in claims if claim.priority != first]
    guaranteed = sum(ceil(Fraction(claim.floor, unit)) for claim in later) * unit
    shares = capped_by_id(total - guaranteed, band, unit, rule)
    return shares | banded_shares(total - sum(shares.values()), later, unit, rule)


def stand_in(group: Group, claims: list[Claim], unit: int) -> Claim:
    """A group as a claim: who in it can be served, and no more than they may have together."""
    members = [member for member in _members(group.members, claims, unit) if member.weight]
    floors = [group.floor, sum(ceil(Fraction(each.floor, unit)) * unit for each in members)]
    caps = [] if group.cap is None else [group.cap]
    whole = [floor(Fraction(each.cap, unit)) * unit for each in members if each.cap is not None]
    if len(whole) == len(members):
        caps.append(sum(whole))
    weight = group.weight if members else 0
    return Claim(group.id, weight, floor=max(floors), cap=min(caps, default=None))


def _members(members: Sequence[str | Group], claims: list[Claim], unit: int) -> list[Claim]:
    people = [claim for claim in claims if claim.id in members]
    groups = [stand_in(each, claims, unit) for each in members if isinstance(each, Group)]
    return people + groups


def nested_shares(
    total: int, members: Sequence[str | Group], claims: list[Claim], unit: int, rule: TieRule
) -> Shares:
    """Members share by capped sharing, and the members of each group share what it received."""
    shares = capped_by_id(total, _members(members, claims, unit), unit, rule)
    for group in members:
        if isinstance(group, Group):
            shares |= nested_shares(shares[group.id], group.members, claims, unit, rule)
    return shares
