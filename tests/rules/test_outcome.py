"""Kleene's three-valued connectives."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reintegra.errors import WrongType
from reintegra.rules import Outcome, at_least_met, conjunction, disjunction, negation

_RANK = {Outcome.NOT_MET: 0, Outcome.UNDETERMINED: 1, Outcome.MET: 2}
_OUTCOMES = st.lists(st.sampled_from(Outcome), max_size=6)


@given(_OUTCOMES)
def test_a_conjunction_is_the_least_and_a_disjunction_the_greatest(given: list[Outcome]) -> None:
    """In the order not met, undetermined, met; of nothing, met and not met."""
    ranks = [_RANK[outcome] for outcome in given]
    assert min(ranks, default=2) == _RANK[conjunction(given)]
    assert max(ranks, default=0) == _RANK[disjunction(given)]


@given(_OUTCOMES, st.integers(0, 8))
def test_at_least_n_is_the_nth_greatest(given: list[Outcome], needed: int) -> None:
    """At least none is met, and more than there are can never be met."""
    ranked = [2, *sorted((_RANK[outcome] for outcome in given), reverse=True), *[0] * 8]
    assert ranked[needed] == _RANK[at_least_met(needed, given)]


@pytest.mark.parametrize("outcome", Outcome)
def test_a_negation_mirrors_the_order(outcome: Outcome) -> None:
    """Undetermined stays undetermined."""
    assert 2 - _RANK[outcome] == _RANK[negation(outcome)]


@pytest.mark.parametrize("outcome", Outcome)
def test_an_outcome_has_no_truth(outcome: Outcome) -> None:
    """`if outcome:` is a misuse, because undetermined is neither."""
    with pytest.raises(WrongType, match="member of Outcome"):
        bool(outcome)
