"""Generated input that is small enough to try every total: few claims, small weights and limits."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING, Any

from hypothesis import strategies as st

from reintegra.allocation import (
    Claim,
    DivisorRule,
    Group,
    Method,
    by_priority,
    capped,
    carried,
    divisor,
    equal,
    nested,
    packages,
    per_head,
    proportional,
)
from tests.allocation.inputs import deciding_rules

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

Draw = st.DrawFn

_WEIGHTS = st.sampled_from([0, 1, 1, 1, 2, 3, 5])
_IDS = [f"claim-{number}" for number in range(5)]


def _of_packages(draw: Draw, _unit: int, ids: Sequence[str]) -> Method:
    prices = {kit: draw(st.integers(1, 5)) for kit in ("seed", "sewing", "stall")}
    chosen = {name: draw(st.sampled_from(list(prices))) for name in ids}
    return packages(prices, chosen, tie=draw(deciding_rules))


def _of_carried(draw: Draw, unit: int, ids: Sequence[str]) -> Method:
    within = draw(st.sampled_from([equal, proportional]))(unit=unit, tie=draw(deciding_rules))
    owed = {name: Fraction(draw(st.integers(-5, 5)), draw(st.integers(1, 3))) for name in ids}
    return carried(within=within, balances={**owed, "absent": -sum(owed.values())})


def _of_by_priority(draw: Draw, unit: int, ids: Sequence[str]) -> Method:
    name = draw(st.sampled_from(sorted(set(SMALL) - {"by_priority", "carried"})))
    return by_priority(within=SMALL[name](draw, unit, ids))


SMALL: dict[str, Callable[[Draw, int, Sequence[str]], Method]] = {
    "equal": lambda draw, unit, _: equal(unit=unit, tie=draw(deciding_rules)),
    "per_head": lambda draw, unit, _: per_head(draw(st.integers(1, 4)) * unit, unit=unit),
    "proportional": lambda draw, unit, _: proportional(unit=unit, tie=draw(deciding_rules)),
    "capped": lambda draw, unit, _: capped(unit=unit, tie=draw(deciding_rules)),
    "divisor": lambda draw, unit, _: divisor(draw(st.sampled_from(DivisorRule)), unit=unit),
    "packages": _of_packages,
    "by_priority": _of_by_priority,
    "carried": _of_carried,
}
"""How to draw each method but `nested` with small options, for a unit and the ids of the claims."""


@st.composite
def small_problems(draw: Draw, name: str) -> tuple[list[Claim], Method]:
    """Claims and a method by name that may accept them; claims carry the limits that it honours."""
    unit = draw(st.sampled_from([1, 1, 3]))
    if name == "nested":
        return _small_nested(draw, unit)
    ids = draw(st.permutations(_IDS))[: draw(st.integers(1, len(_IDS)))]
    method = SMALL[name](draw, unit, ids)
    return [_claim(draw, each, method, unit) for each in ids], method


def _claim(draw: Draw, name: str, above: Method, unit: int) -> Claim:
    weight = draw(_WEIGHTS)
    return Claim(
        name, weight, **(_limits(draw, above, unit * draw(st.integers(0, 6))) if weight else {})
    )


def _limits(draw: Draw, above: Method, cap: int) -> dict[str, Any]:
    """Now and then a floor and a cap, and a priority, where the method above honours them."""
    limits: dict[str, Any] = {}
    if "cap" in above.honours and draw(st.booleans()):
        limits["cap"] = cap
    if "floor" in above.honours and draw(st.integers(0, 3)) == 0:
        limits["floor"] = min(draw(st.integers(0, 3)), limits.get("cap", 9))
    if "priority" in above.honours:
        limits["priority"] = draw(st.integers(0, 1))
    return limits


def _small_nested(draw: Draw, unit: int) -> tuple[list[Claim], Method]:
    """One to three groups, some with groups in them, each by a method of its own or not."""
    names = ["equal", "per_head", "proportional", "capped", "capped", "divisor"]

    def any_method() -> Method:
        method = SMALL[draw(st.sampled_from(names))](draw, unit, _IDS)
        return by_priority(within=method) if draw(st.integers(0, 5)) == 0 else method

    claims: list[Claim] = []

    def group(path: str, depth: int, above: Method) -> Group:
        method = any_method() if draw(st.booleans()) else within
        members: list[str | Group] = []
        for place in range(draw(st.integers(1, 3))):
            if depth and draw(st.integers(0, 2)) == 0:
                members.append(group(f"{path}-{place}", depth - 1, method))
            else:
                claims.append(_claim(draw, f"claim-{len(claims)}", method, unit))
                members.append(claims[-1].id)
        weight = draw(_WEIGHTS if draw(st.integers(0, 4)) == 0 else _WEIGHTS.filter(bool))
        limits = _limits(draw, above, unit * draw(st.integers(1, 12)))
        return Group(path, tuple(members), weight, within=method, **limits)

    within, among = any_method(), any_method()
    groups = [group(f"group-{place}", 1, among) for place in range(draw(st.integers(1, 3)))]
    return claims, nested(groups, among=among, within=within)
