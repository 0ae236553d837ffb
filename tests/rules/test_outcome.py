"""Kleene's three-valued connectives."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reintegra.errors import InvalidValue, WrongType
from reintegra.rules import Outcome, at_least_met, conjunction, disjunction, negation

if TYPE_CHECKING:
    from collections.abc import Callable

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


def test_two_of_three_are_open_while_two_can_still_be_met() -> None:
    """One met and one to be asked are enough for a question; one met and none to be asked, not."""
    one_more = [Outcome.MET, Outcome.UNDETERMINED, Outcome.NOT_MET]
    assert Outcome.UNDETERMINED is at_least_met(2, one_more)
    assert Outcome.NOT_MET is at_least_met(2, [Outcome.MET, Outcome.NOT_MET, Outcome.NOT_MET])


@pytest.mark.parametrize("outcome", Outcome)
def test_a_negation_mirrors_the_order(outcome: Outcome) -> None:
    """Undetermined stays undetermined."""
    assert 2 - _RANK[outcome] == _RANK[negation(outcome)]


@pytest.mark.parametrize("outcome", Outcome)
def test_an_outcome_has_no_truth(outcome: Outcome) -> None:
    """`if outcome:` is a misuse, because undetermined is neither."""
    with pytest.raises(WrongType, match="member of Outcome"):
        bool(outcome)


@pytest.mark.parametrize(
    ("given", "kind"),
    [(False, "bool"), (True, "bool"), (None, "NoneType"), ("met", "str"), (1, "int")],
)
@pytest.mark.parametrize(
    "connective",
    [
        negation,
        lambda each: conjunction([Outcome.NOT_MET, each]),
        lambda each: disjunction([Outcome.MET, each]),
        lambda each: at_least_met(0, [Outcome.MET, each]),
    ],
)
def test_what_is_no_outcome_is_never_met(
    connective: Callable[[Any], Outcome], given: object, kind: str
) -> None:
    """Nor is it not met: it is misuse, also where it could not matter."""
    with pytest.raises(WrongType) as caught:
        connective(given)
    assert f"outcome: expected Outcome, got {kind}" == str(caught.value)


@pytest.mark.parametrize(
    "connective", [conjunction, disjunction, lambda given: at_least_met(1, given)]
)
@pytest.mark.parametrize("outcome", Outcome)
def test_one_outcome_alone_is_not_several(
    connective: Callable[[Any], Outcome], outcome: Outcome
) -> None:
    """It is a text too, and its letters are no outcomes."""
    with pytest.raises(WrongType, match=r"^outcome: expected Outcome, got str$"):
        connective(outcome)


def test_a_number_of_outcomes_is_a_whole_one_of_at_least_0() -> None:
    """Fewer than none were always met."""
    half: Any = 0.5
    with pytest.raises(InvalidValue, match=r"^needed: a whole number of at least 0 .*negative\]$"):
        at_least_met(-1, [])
    with pytest.raises(WrongType, match=r"^needed: expected a whole number, got float$"):
        at_least_met(half, [Outcome.MET])


def test_outcomes_may_come_one_by_one() -> None:
    """From an iterator that can be read once."""
    outcomes = [Outcome.NOT_MET, Outcome.MET]
    assert Outcome.NOT_MET is conjunction(iter(outcomes))
    assert Outcome.MET is disjunction(iter(outcomes))
    assert Outcome.MET is at_least_met(1, iter(outcomes))
