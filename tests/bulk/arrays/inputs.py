"""The same claims as objects and as arrays, and what each way answers, in words that compare."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import attrs
import numpy as np
from hypothesis import strategies as st

from reintegra.allocation import METHODS, Claim, Method, TieRule, allocate, per_head
from reintegra.bulk.arrays import NO_CAP, ArrayAllocation, allocate_array
from reintegra.errors import Conflict, InvalidValue

if TYPE_CHECKING:
    from collections.abc import Sequence

IN_ARRAYS = ("equal", "per_head", "proportional", "capped")

Answer = dict[str, Any]
"""What came out, with the positions of the claims in place of their ids."""


def whole(numbers: Sequence[int]) -> Any:
    """An array of 64 bits."""
    return np.array(list(numbers), dtype=np.int64)


def arrays_of(claims: Sequence[Claim], method: Method) -> dict[str, Any]:
    """The arguments that stand for these claims; limits only where the method honours them."""
    arrays: dict[str, Any] = {
        "weights": whole([claim.weight for claim in claims]),
        "ids": np.array([claim.id for claim in claims], dtype=object),
    }
    if "floor" in method.honours:
        arrays["floors"] = whole([claim.floor for claim in claims])
    if "cap" in method.honours:
        arrays["caps"] = whole([NO_CAP if claim.cap is None else claim.cap for claim in claims])
    return arrays


def by_claims(total: int, claims: Sequence[Claim], method: Method) -> Answer:
    """What `allocate` answers, or how it refuses."""
    try:
        found = allocate(total, claims, method)
    except (Conflict, InvalidValue) as refusal:
        return refusal_of(refusal)
    places = {claim.id: place for place, claim in enumerate(claims)}
    return {
        "shares": list(found.shares.values()),
        "left_over": found.left_over,
        "level": found.level,
        "ties": [(len(tie.competed), len(tie.served), tie.rule) for tie in found.ties],
        "remainder": sorted(places[name] for name in found.remainder),
        "waiting": [(places[each.id], each.reason, each.short_by) for each in found.waiting],
        "method": found.method,
    }


def by_arrays(total: int, claims: Sequence[Claim], method: Method) -> Answer:
    """What `allocate_array` answers to the same claims, or how it refuses."""
    try:
        found = allocate_array(total, method=method, **arrays_of(claims, method))
    except (Conflict, InvalidValue) as refusal:
        return refusal_of(refusal)
    assert {} == found.groups
    assert total == found.total
    return answer_of(found)


def answer_of(found: ArrayAllocation) -> Answer:
    """What stands in the arrays of an answer."""
    return {
        "shares": found.shares.tolist(),
        "left_over": found.left_over,
        "level": found.level,
        "ties": [(tie.competed, tie.served, tie.rule) for tie in found.ties],
        "remainder": found.remainder.tolist(),
        "waiting": [(place, found.reason, found.short_by) for place in found.waiting.tolist()],
        "method": found.method,
    }


def refusal_of(refusal: Conflict | InvalidValue) -> Answer:
    """What is refused, and where."""
    if isinstance(refusal, Conflict):
        return {"conflict": refusal.key}
    return {"refused": refusal.code, "place": "".join(filter(str.isdigit, refusal.field))}


_WIDE = st.one_of(
    st.sampled_from([0, 1, 1, 2, 3]),
    st.integers(0, 12),
    st.integers(0, 10**12),
    st.builds(
        lambda power, step: max(0, min(2**power + step, 2**63 - 2)),
        st.sampled_from([31, 32, 49, 50, 52, 53, 60, 61, 62, 63]),
        st.integers(-3, 3),
    ),
)
"""Numbers of all widths up to 63 bits, many of them near the widths at which something changes."""


@st.composite
def wide_problems(draw: st.DrawFn, name: str) -> tuple[int, list[Claim], Method]:
    """A total, claims and a method by name, with weights, limits and totals of any width."""
    unit, tie = draw(st.sampled_from([1, 1, 7, 1_000])), draw(st.sampled_from(TieRule))
    weights = draw(st.lists(_WIDE, min_size=1, max_size=7).filter(any))
    names = draw(st.permutations([f"claim-{number}" for number in range(len(weights))]))
    claims = [Claim(*each) for each in zip(names, weights, strict=True)]
    total = draw(st.one_of(_WIDE, st.integers(0, 2**66)))
    if name == "per_head":
        return total, claims, per_head(unit * (1 + draw(_WIDE)), unit=unit, tie=tie)
    if name == "capped":
        claims = [_limited(draw, claim) for claim in claims]
        total += (
            draw(st.sampled_from([0, 1])) * sum(-(-each.floor // unit) for each in claims) * unit
        )
    return total, claims, METHODS[name](unit=unit, tie=tie)


def _limited(draw: st.DrawFn, claim: Claim) -> Claim:
    scale = draw(st.sampled_from([1, 1, 10**16 + 61]))
    floor = draw(st.sampled_from([0, 0, 1, 2, 5])) * scale if claim.weight else 0
    cap = draw(st.one_of(st.none(), st.integers(0, 7).map(lambda more: floor + more * scale)))
    return attrs.evolve(claim, floor=floor, cap=cap)
