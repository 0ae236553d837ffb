"""A total that is surely enough, method by method: larger than the smallest one, but soon found.

All in whole steps. `needs` are the least steps that each claim must receive. From the total given
here on, everyone who can ever receive what they need does; who does not then never will.
"""

from __future__ import annotations

from fractions import Fraction
from types import MappingProxyType
from typing import TYPE_CHECKING, cast

from reintegra.allocation.by_priority import ByPriority
from reintegra.allocation.capped import Capped
from reintegra.allocation.carried import Carried
from reintegra.allocation.divisor import Divisor
from reintegra.allocation.equal import Equal
from reintegra.allocation.group_parts import GroupPart, group_parts
from reintegra.allocation.inner import by_band
from reintegra.allocation.limits import floors_in_steps
from reintegra.allocation.nested import Nested
from reintegra.allocation.packages import Packages
from reintegra.allocation.per_head import PerHead
from reintegra.allocation.proportional import Proportional
from reintegra.errors import InvalidValue

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from reintegra.allocation.claim import Claim
    from reintegra.allocation.method import Method


def plenty(method: Method, claims: Sequence[Claim], needs: Sequence[int]) -> int:
    """A total, in steps, from which on everyone receives what they need, if they ever can.

    Raises:
        InvalidValue: the method is not one of those in the registry.
    """
    if type(method) not in _PLENTY:
        hint = "how far it must be looked at is known of the methods in the registry only"
        raise InvalidValue(field="method", code="not-known", hint=hint)
    weighted = [(claim, need) for claim, need in zip(claims, needs, strict=True) if claim.weight]
    if not weighted:
        return 0
    entitled, needed = [claim for claim, _ in weighted], [need for _, need in weighted]
    return _PLENTY[type(method)](method, entitled, needed)


def waits_without(claim: Claim) -> int:
    """The steps that a claim needs to be on no waiting list: one, or none where it has no claim."""
    return 1 if claim.weight and claim.cap != 0 else 0


def needs_in(part: GroupPart, by_group: Mapping[int, int]) -> list[int]:
    """What each member of a group needs; `by_group` holds it for the groups among them."""
    direct = part.members[: len(part.members) - len(part.inner)]
    return [*map(waits_without, direct), *(by_group[number] for number in part.inner)]


def capacity(method: Method, claims: Sequence[Claim]) -> int | None:
    """The most steps that claims can receive together by their caps; `None` is any number."""
    caps = [claim.cap for claim in claims if claim.weight]
    if None in caps:
        return None
    return sum(cap // method.unit for cap in cast("list[int]", caps))


def _of_equal(_method: Equal, claims: Sequence[Claim], needs: Sequence[int]) -> int:
    return len(claims) * max(needs)


def _of_per_head(method: PerHead, claims: Sequence[Claim], _needs: Sequence[int]) -> int:
    return len(claims) * (method.amount // method.unit)


def _of_packages(method: Packages, claims: Sequence[Claim], _needs: Sequence[int]) -> int:
    prices = method.prices_by_claim
    return sum(prices.get(claim.id, 0) for claim in claims)


def _of_proportional(_method: Proportional, claims: Sequence[Claim], needs: Sequence[int]) -> int:
    whole = sum(claim.weight for claim in claims)
    return max(-(-need * whole // claim.weight) for claim, need in zip(claims, needs, strict=True))


def _of_level(method: Capped | Divisor, claims: Sequence[Claim], needs: Sequence[int]) -> int:
    """At the level where everyone has what they need, nobody has more than one step beyond it."""
    level = max(Fraction(need, claim.weight) for claim, need in zip(claims, needs, strict=True))
    floors = floors_in_steps(claims, method.unit)
    reached = [level.numerator * claim.weight // level.denominator + 1 for claim in claims]
    return sum(
        max(floor, steps if claim.cap is None else min(steps, claim.cap // method.unit))
        for claim, floor, steps in zip(claims, floors, reached, strict=True)
    )


def _of_carried(method: Carried, claims: Sequence[Claim], needs: Sequence[int]) -> int:
    """Where everyone is due more than the mean of what is owed, nobody stays further behind."""
    rates, owed_before = method.rates(claims), {name: (a, b) for name, a, b in method.balances}
    owed = [Fraction(*owed_before.get(claim.id, (0, 1))) / method.unit for claim in claims]
    mean = max(Fraction(0), sum(owed, Fraction(0)) / len(owed))
    behind, whole = -(-mean.numerator // mean.denominator), sum(rates)
    dues = (need + behind - before for need, before in zip(needs, owed, strict=True))
    return max(0, *(-(-due * whole // rate) for due, rate in zip(dues, rates, strict=True)))


def _of_by_priority(method: ByPriority, claims: Sequence[Claim], needs: Sequence[int]) -> int:
    total = 0
    for band in by_band(claims):
        members = [claims[position] for position in band]
        inner = plenty(method.within, members, [needs[position] for position in band])
        total += max(inner, capacity(method, members) or 0)
    return total


def _of_nested(method: Nested, claims: Sequence[Claim], _needs: Sequence[int]) -> int:
    enough: dict[int, int] = {}
    for number, part in group_parts(method, claims):
        steps = plenty(part.method, part.members, needs_in(part, enough))
        enough[number] = steps if part.most is None else min(steps, part.most)
    return enough[0]


_PLENTY: Mapping[type[Method], Callable[..., int]] = MappingProxyType(
    {
        Equal: _of_equal,
        PerHead: _of_per_head,
        Proportional: _of_proportional,
        Capped: _of_level,
        Divisor: _of_level,
        Packages: _of_packages,
        ByPriority: _of_by_priority,
        Nested: _of_nested,
        Carried: _of_carried,
    }
)
"""What is surely enough under each method, of claims that all have a weight."""
