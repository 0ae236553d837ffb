"""Generated input: rupiah-sized totals, many ties, many zeros."""

from __future__ import annotations

from hypothesis import strategies as st

from reintegra.allocation import Claim, Method, TieRule, equal, per_head, proportional

_WEIGHTS = st.one_of(
    st.sampled_from([0, 1, 1, 2, 3]),
    st.integers(min_value=0, max_value=12),
    st.integers(min_value=1, max_value=10**9),
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


@st.composite
def methods(draw: st.DrawFn, name: str) -> Method:
    """A method by name, with any unit, tie rule and amount."""
    unit, tie = draw(units), draw(rules)
    if name == "per_head":
        steps = draw(st.one_of(st.integers(1, 9), st.integers(1, 10**17)))
        return per_head(steps * unit, unit=unit, tie=tie)
    return {"equal": equal, "proportional": proportional}[name](unit=unit, tie=tie)
