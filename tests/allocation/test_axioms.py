"""Every method against every axiom: what it declares holds, the rest has a counter-example."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import attrs
import pytest
from hypothesis import given
from hypothesis import strategies as st

from reintegra.allocation import (
    METHODS,
    Allocation,
    Axiom,
    Claim,
    CounterExample,
    Method,
    MethodRecord,
    Proportional,
    Sharing,
    TieRule,
    allocate,
    axioms,
    counter_example,
    equal,
    per_head,
    proportional,
)
from reintegra.errors import InvalidValue
from tests.allocation.inputs import claim_lists, methods, totals

if TYPE_CHECKING:
    from collections.abc import Sequence

_ALIKE = [Claim("b"), Claim("a")]
_LOMBOK = [Claim("5202", 340), Claim("5201", 150)]

_FAILS: dict[tuple[str, Axiom], tuple[int, list[Claim]]] = {
    ("equal", Axiom.ORDER_FREE): (1, _ALIKE),
    ("equal", Axiom.QUOTA): (490, _LOMBOK),
    ("per_head", Axiom.ORDER_FREE): (500, _ALIKE),
    ("per_head", Axiom.EQUAL_TREATMENT): (500, _ALIKE),
    ("per_head", Axiom.QUOTA): (1_000, _LOMBOK),
    ("proportional", Axiom.ORDER_FREE): (1, _ALIKE),
    ("proportional", Axiom.MONOTONE_IN_TOTAL): (10, [Claim("a", 6), Claim("b", 6), Claim("c", 2)]),
}


def _made(name: str, tie: TieRule) -> Method:
    return per_head(500, tie=tie) if name == "per_head" else METHODS[name](tie=tie)


@pytest.mark.parametrize("axiom", Axiom)
@pytest.mark.parametrize("name", METHODS)
@given(data=st.data())
def test_what_a_method_declares_holds(name: str, axiom: Axiom, data: st.DataObject) -> None:
    """No input refutes a declared axiom, under any unit and tie rule."""
    method = data.draw(methods(name))
    if axiom in method.axioms:
        total, claims = data.draw(totals), data.draw(claim_lists(max_size=6))
        assert counter_example(axiom, total, claims, method) is None


@pytest.mark.parametrize("axiom", Axiom)
@pytest.mark.parametrize("tie", TieRule)
@pytest.mark.parametrize("name", METHODS)
def test_what_a_method_does_not_declare_fails_somewhere(
    name: str, tie: TieRule, axiom: Axiom
) -> None:
    """Declared, or refuted by an example that is pinned here: never merely left out."""
    method = _made(name, tie)
    pinned = _FAILS.get((name, axiom))
    refuted = pinned is not None and counter_example(axiom, *pinned, method) is not None
    assert (axiom in method.axioms) != refuted


@pytest.mark.parametrize("name", METHODS)
@given(data=st.data())
def test_a_far_larger_total_takes_nothing_away(name: str, data: st.DataObject) -> None:
    """Where monotone in the total is declared, it holds for any increase."""
    method, claims = data.draw(methods(name)), data.draw(claim_lists(max_size=6))
    total, more = data.draw(totals), data.draw(st.integers(0, 10**18))
    if Axiom.MONOTONE_IN_TOTAL in method.axioms:
        assert axioms.monotone_in_total(total, claims, method, more=more) is None


@pytest.mark.parametrize("name", METHODS)
@given(data=st.data())
def test_a_far_larger_weight_does_not_harm_its_claim(name: str, data: st.DataObject) -> None:
    """Monotone in the own weight holds for any increase."""
    method, claims = data.draw(methods(name)), data.draw(claim_lists(max_size=6))
    total, more = data.draw(totals), data.draw(st.integers(1, 10**6))
    assert axioms.monotone_in_weight(total, claims, method, more=more) is None


def _by_hand(total: int, claims: list[Claim], *shares: int, unit: int = 1) -> Allocation:
    by_id = {claim.id: share for claim, share in zip(claims, shares, strict=True)}
    record = MethodRecord("by hand", {"unit": unit})
    return Allocation(total, tuple(claims), record, by_id, left_over=total - sum(shares))


def _said(found: CounterExample | None) -> tuple[Any, ...]:
    assert found is not None
    assert found.text("id") != found.text("en")
    return (found.axiom, found.ids, found.text("en"))


def test_exact_finds_what_was_lost_or_made_up() -> None:
    """Overspent, lost, between steps, below zero."""
    good = _by_hand(3, _ALIKE, 2, 1)
    assert axioms.exact(good) is None
    lost = attrs.evolve(good, left_over=1)
    assert _said(axioms.exact(lost)) == (Axiom.EXACT, (), "Shares of 3 from 3")
    overspent = _by_hand(2, _ALIKE, 2, 1)
    assert _said(axioms.exact(overspent)) == (Axiom.EXACT, (), "Shares of 3 from 2")
    between = _by_hand(3, _ALIKE, 2, 1, unit=2)
    words = "A share is not in whole steps"
    assert _said(axioms.exact(between)) == (Axiom.EXACT, ("a",), words)
    below = _by_hand(3, _ALIKE, 4, -1)
    assert _said(axioms.exact(below)) == (Axiom.EXACT, ("a",), words)


@pytest.mark.parametrize("unit", [0, -5, "x", True, None])
def test_a_step_on_record_that_is_none_stops_no_question(unit: Any) -> None:
    """Whoever made the record is not trusted: what counts steps then counts in ones."""
    forged = _by_hand(4, _ALIKE, 3, 1, unit=unit)
    assert _said(axioms.exact(forged)) == (Axiom.EXACT, (), "The step on record is no step")
    assert _said(axioms.equal_treatment(forged))[0] is Axiom.EQUAL_TREATMENT
    assert _said(axioms.quota(forged))[0] is Axiom.QUOTA


def test_caps_and_floors_are_included() -> None:
    """A share may reach its cap or floor, and not pass it."""
    claims = [Claim("a", floor=2, cap=4)]
    assert axioms.within_caps(_by_hand(9, claims, 4)) is None
    assert axioms.floors_met(_by_hand(9, claims, 2)) is None
    above = axioms.within_caps(_by_hand(9, claims, 5))
    assert _said(above) == (Axiom.WITHIN_CAPS, ("a",), "5 is above 4")
    below = axioms.floors_met(_by_hand(9, claims, 1))
    assert _said(below) == (Axiom.FLOORS_MET, ("a",), "1 is below 2")


def test_equals_may_differ_by_one_step() -> None:
    """Alike means alike in everything but the id; the two extremes are shown."""
    claims = [Claim("a"), Claim("b"), Claim("c"), Claim("x", 2)]
    assert axioms.equal_treatment(_by_hand(99, claims, 5, 6, 5, 20)) is None
    assert axioms.equal_treatment(_by_hand(99, claims, 5, 10, 5, 20, unit=5)) is None
    found = axioms.equal_treatment(_by_hand(99, claims, 5, 4, 6, 20))
    assert _said(found) == (Axiom.EQUAL_TREATMENT, ("b", "c"), "4 and 6 for the same")
    first = axioms.equal_treatment(_by_hand(99, claims, 6, 6, 4, 20))
    assert _said(first) == (Axiom.EQUAL_TREATMENT, ("c", "a"), "4 and 6 for the same")
    apart = axioms.equal_treatment(_by_hand(99, claims, 9, 5, 5, 20, unit=2))
    assert _said(apart) == (Axiom.EQUAL_TREATMENT, ("b", "a"), "5 and 9 for the same")


@pytest.mark.parametrize(
    ("shares", "within"),
    [((3, 4), True), ((4, 3), True), ((2, 5), False), ((5, 2), False)],
)
def test_quota_is_less_than_one_step_away(shares: tuple[int, int], *, within: bool) -> None:
    """Of seven, each of two has a quota of three and a half."""
    assert within == (axioms.quota(_by_hand(7, _ALIKE, *shares)) is None)
    in_steps = (shares[0] * 5, shares[1] * 5)
    assert within == (axioms.quota(_by_hand(39, _ALIKE, *in_steps, unit=5)) is None)


def test_a_quota_that_is_whole_leaves_no_choice() -> None:
    """One unit more or less is then a whole unit away."""
    assert axioms.quota(_by_hand(6, _ALIKE, 3, 3)) is None
    found = axioms.quota(_by_hand(6, _ALIKE, 3, 4))
    assert _said(found) == (Axiom.QUOTA, ("a",), "4 is one step or more away from the quota")


def test_an_order_that_changes_shares_is_shown() -> None:
    """The ids stand in the order that made the difference."""
    found = axioms.order_free(1, _ALIKE, equal())
    assert _said(found) == (Axiom.ORDER_FREE, ("a", "b"), "This order changes shares")


@attrs.frozen(kw_only=True)
class _ToTheMiddle(Proportional):
    """Everything to whoever stands in the middle of the list."""

    def share(self, total: int, claims: Sequence[Claim]) -> Sharing:
        """Turned round, the same one stands there."""
        middle = len(claims) // 2
        return Sharing(tuple(total * (place == middle) for place in range(len(claims))))


def test_each_order_that_is_tried_shows_something() -> None:
    """Turning the list can hide a tie that reversing shows, and the other way round."""
    hidden = axioms.order_free(1, [Claim("a", 0), Claim("b"), Claim("c")], equal())
    assert _said(hidden)[1] == ("c", "b", "a")
    middle = axioms.order_free(1, [Claim("a"), Claim("b"), Claim("c")], _ToTheMiddle())
    assert _said(middle)[1] == ("b", "c", "a")


def test_less_from_more_is_shown() -> None:
    """The Alabama paradox in one sentence; a method without the paradox has none."""
    claims = [Claim("a", 6), Claim("b", 6), Claim("c", 2)]
    found = axioms.monotone_in_total(10, claims, proportional())
    assert _said(found) == (Axiom.MONOTONE_IN_TOTAL, ("c",), "2 from 10, only 1 from 11")
    assert axioms.monotone_in_total(10, claims, proportional(), more=0) is None
    in_steps = axioms.monotone_in_total(50, claims, proportional(unit=5))
    assert _said(in_steps) == (Axiom.MONOTONE_IN_TOTAL, ("c",), "10 from 50, only 5 from 55")


@attrs.frozen(kw_only=True)
class _ToTheLightest(Proportional):
    """Shares by the weights turned upside down."""

    def share(self, total: int, claims: Sequence[Claim]) -> Sharing:
        """A larger weight gets less."""
        heaviest = max(claim.weight for claim in claims)
        turned = [attrs.evolve(claim, weight=heaviest + 1 - claim.weight) for claim in claims]
        return super().share(total, turned)


def test_a_weight_that_harms_its_claim_is_shown() -> None:
    """A method that gives less for more weight is caught."""
    claims = [Claim("a", 1), Claim("b", 4)]
    found = axioms.monotone_in_weight(10, claims, _ToTheLightest(), more=2)
    assert _said(found) == (Axiom.MONOTONE_IN_WEIGHT, ("a",), "8 becomes 7")


def test_nothing_is_shown_where_a_tie_is_refused() -> None:
    """A refusal is not an allocation that an axiom could be asked of."""
    refusing = equal(tie="refuse")
    for axiom in Axiom:
        assert counter_example(axiom, 1, _ALIKE, refusing) is None
    assert axioms.monotone_in_total(2, _ALIKE, refusing) is None


def test_a_misuse_is_still_refused() -> None:
    """An axiom is asked of a right input only."""
    with pytest.raises(InvalidValue):
        counter_example(Axiom.EXACT, -1, _ALIKE, equal())


def test_every_axiom_has_its_check() -> None:
    """Those of one result and those of a method are all of them, each once."""
    assert set(Axiom) == {*axioms.OF_RESULT, *axioms.OF_METHOD}
    assert not set(axioms.OF_RESULT) & set(axioms.OF_METHOD)
    assert counter_example(Axiom.QUOTA, 490, _LOMBOK, equal()) == axioms.quota(
        allocate(490, _LOMBOK, equal())
    )
