"""Generated input: rupiah-sized totals, many ties, many zeros."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

import attrs
from hypothesis import strategies as st

from reintegra.allocation import (
    METHODS,
    Claim,
    DivisorRule,
    Group,
    Method,
    TieRule,
    by_priority,
    carried,
    divisor,
    nested,
    packages,
    per_head,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

_WEIGHTS = st.one_of(
    st.sampled_from([0, 1, 1, 2, 3]),
    st.integers(min_value=0, max_value=12),
    st.integers(min_value=1, max_value=10**9),
)

_AMOUNTS = st.one_of(
    st.sampled_from([0, 1, 2, 3]),
    st.integers(min_value=0, max_value=9_000),
    st.integers(min_value=0, max_value=10**18),
)

totals = st.one_of(
    st.integers(min_value=0, max_value=60),
    st.integers(min_value=0, max_value=10**18),
)

units = st.sampled_from([1, 1, 7, 1_000])

rules = st.sampled_from(list(TieRule))

deciding_rules = st.sampled_from([rule for rule in TieRule if rule is not TieRule.REFUSE])


@st.composite
def claim_lists(draw: st.DrawFn, max_size: int = 9) -> list[Claim]:
    """Claims of which at least one has a weight; ids are not in the order of the list."""
    weights = draw(st.lists(_WEIGHTS, min_size=1, max_size=max_size))
    if not any(weights):
        weights[0] = draw(st.integers(min_value=1, max_value=5))
    names = draw(st.permutations([f"claim-{number}" for number in range(len(weights))]))
    return [Claim(name, weight) for name, weight in zip(names, weights, strict=True)]


def _of_per_head(draw: st.DrawFn, _claims: Sequence[Claim]) -> Method:
    unit = draw(units)
    steps = draw(st.one_of(st.integers(1, 9), st.integers(1, 10**17)))
    return per_head(steps * unit, unit=unit, tie=draw(rules))


def _of_divisor(draw: st.DrawFn, _claims: Sequence[Claim]) -> Method:
    rule = draw(st.sampled_from(DivisorRule))
    return divisor(rule, unit=draw(units), tie=draw(rules))


def _of_packages(draw: st.DrawFn, claims: Sequence[Claim]) -> Method:
    price = st.one_of(st.integers(1, 4), st.integers(1, 10**17))
    prices = {kit: draw(price) for kit in ("seed", "sewing", "stall")}
    chosen = {claim.id: draw(st.sampled_from(list(prices))) for claim in claims}
    return packages(prices, chosen, tie=draw(rules))


@st.composite
def balances(draw: st.DrawFn, names: Sequence[str]) -> dict[str, Fraction]:
    """What each of the names is owed: as much as others received ahead, and nothing in sum."""
    amount = st.builds(Fraction, st.one_of(st.integers(-9, 9), _AMOUNTS), st.integers(1, 12))
    owed = {name: draw(amount) for name in names}
    return {**owed, names[0]: owed[names[0]] - sum(owed.values())} if names else {}


def _of_carried(draw: st.DrawFn, claims: Sequence[Claim]) -> Method:
    within = METHODS[draw(st.sampled_from(["equal", "proportional"]))]
    known = draw(
        st.lists(st.sampled_from([*(claim.id for claim in claims), "absent"]), unique=True)
    )
    return carried(within=within(unit=draw(units), tie=draw(rules)), balances=draw(balances(known)))


def _of_by_priority(draw: st.DrawFn, claims: Sequence[Claim]) -> Method:
    return by_priority(within=draw(methods(draw(st.sampled_from(_WITHIN)), claims)))


def _of_nested(draw: st.DrawFn, claims: Sequence[Claim]) -> Method:
    """Methods of one kind with different tie rules: what one group honours, all do."""
    plain = draw(methods(draw(st.sampled_from(_AMONG)), claims))
    banded = draw(st.booleans())

    def again() -> Method:
        method = METHODS[plain.name](**{**plain.record().options, "tie": draw(rules)})
        return by_priority(within=method) if banded else method

    among, groups = again(), draw(trees([claim.id for claim in claims]))
    own = [attrs.evolve(group, within=draw(st.sampled_from([None, again()]))) for group in groups]
    return nested(tuple(own), among=among, within=again())


@st.composite
def trees(draw: st.DrawFn, names: Sequence[str], path: str = "group") -> tuple[Group, ...]:
    """Groups that hold all of the names, some of them groups of groups, some mixed."""
    parts: dict[int, list[str]] = {}
    for name in names:
        parts.setdefault(draw(st.integers(0, 2)), []).append(name)
    groups: list[Group] = []
    for number, part in parts.items():
        here = f"{path}-{number}"
        direct = draw(st.integers(0, len(part))) if here.count("-") < _DEEPEST else len(part)
        deeper = draw(trees(part[direct:], here)) if part[direct:] else ()
        nobody = draw(st.sampled_from([(), (f"nobody in {here}",)]))
        weight = draw(_WEIGHTS.filter(bool))
        groups.append(Group(here, (*part[:direct], *nobody, *deeper), weight))
    return tuple(groups)


_DEEPEST = 3
"""How many groups stand in each other."""

_WITHIN = sorted(set(METHODS) - {"by_priority", "carried", "nested"})
"""What may share within another method."""

_AMONG = sorted(set(_WITHIN) - {"packages"})
"""What may share among groups too, for whom nobody chose a kit."""

_WITH_OPTIONS: dict[str, Callable[[st.DrawFn, Sequence[Claim]], Method]] = {
    "per_head": _of_per_head,
    "divisor": _of_divisor,
    "packages": _of_packages,
    "carried": _of_carried,
    "by_priority": _of_by_priority,
    "nested": _of_nested,
}
"""How to draw a method that takes more than a unit and a tie rule; some name the claims."""


@st.composite
def methods(draw: st.DrawFn, name: str, claims: Sequence[Claim] = ()) -> Method:
    """A method by name, with any options that fit these claims."""
    if name in _WITH_OPTIONS:
        return _WITH_OPTIONS[name](draw, claims)
    return METHODS[name](unit=draw(units), tie=draw(rules))


@st.composite
def problems(draw: st.DrawFn, name: str, max_size: int = 9) -> tuple[int, list[Claim], Method]:
    """A total, claims and a method by name that accepts them, with the limits that it honours.

    The total covers the floors, in whole steps; only claims with a weight carry limits.
    """
    plain = draw(claim_lists(max_size))
    method = draw(methods(name, plain))
    claims = [_limited(draw, claim, method) if claim.weight else claim for claim in plain]
    floors = sum(-(-claim.floor // method.unit) * method.unit for claim in claims)
    total = draw(totals)
    return draw(st.sampled_from([max(total, floors), total + floors])), claims, method


def _limited(draw: st.DrawFn, claim: Claim, method: Method) -> Claim:
    floor, cap, priority = 0, None, 0
    if "floor" in method.honours:
        floor = draw(st.sampled_from([0, 0, 1])) * draw(_AMOUNTS)
    if "cap" in method.honours and draw(st.booleans()):
        in_steps = -(-floor // method.unit) * method.unit
        cap = in_steps + draw(_AMOUNTS)
    if "priority" in method.honours:
        priority = draw(st.integers(-1, 2))
    return attrs.evolve(claim, floor=floor, cap=cap, priority=priority)
