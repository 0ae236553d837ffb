"""Every method against every axiom: what it declares holds, the rest has a counter-example."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import attrs
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reintegra.allocation import (
    METHODS,
    Allocation,
    Axiom,
    Claim,
    CounterExample,
    DivisorRule,
    Group,
    Method,
    MethodRecord,
    Proportional,
    Sharing,
    Tie,
    TieRule,
    Waiting,
    WaitingReason,
    allocate,
    axioms,
    by_priority,
    capped,
    carried,
    counter_example,
    divisor,
    equal,
    nested,
    packages,
    per_head,
    proportional,
)
from reintegra.errors import InvalidValue, WrongType
from tests.allocation.inputs import problems
from tests.profiles import at_most

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

_ALIKE = [Claim("b"), Claim("a")]
_LOMBOK = [Claim("5202", 340), Claim("5201", 150)]
_ALABAMA = [Claim("a", 6), Claim("b", 6), Claim("c", 2)]
_LONELY = [Claim("a", 2), Claim("b", 7), Claim("c", 7)]
_ONE_LARGE = [Claim("a", 4), Claim("b"), Claim("c"), Claim("d")]

_KITS = {"seed": 500, "stall": 700}
_KIT_OF = {"a": "seed", "b": "seed", "c": "stall"}
_TREE = (Group("north", ("a", "b", "c")), Group("south", ("d",)))


def _by_divisor(rule: DivisorRule) -> Callable[[TieRule], Method]:
    return lambda tie: divisor(rule, tie=tie)


_MADE: dict[str, Callable[[TieRule], Method]] = {
    "equal": lambda tie: equal(tie=tie),
    "per_head": lambda tie: per_head(500, tie=tie),
    "proportional": lambda tie: proportional(tie=tie),
    "capped": lambda tie: capped(tie=tie),
    **{f"divisor, {rule}": _by_divisor(rule) for rule in DivisorRule},
    "packages": lambda tie: packages(_KITS, _KIT_OF, tie=tie),
    "by_priority": lambda tie: by_priority(within=capped(tie=tie)),
    "by_priority, equal": lambda tie: by_priority(within=equal(tie=tie)),
    "nested": lambda tie: nested(_TREE, among=proportional(tie=tie), within=proportional(tie=tie)),
    "nested, equal": lambda tie: nested(_TREE, among=equal(tie=tie), within=equal(tie=tie)),
    "carried": lambda tie: carried(within=proportional(tie=tie), balances={"a": 1, "b": -1}),
    "carried, equal": lambda tie: carried(within=equal(tie=tie), balances={"a": 1, "b": -1}),
}
"""Each method for a tie rule, by its name or, with options that matter, by a label."""

_OWED = [Claim("a"), Claim("b")]

_FAILS: dict[tuple[str, Axiom], tuple[int, list[Claim]]] = {
    **{
        (label, axiom): pinned
        for label in ("carried", "carried, equal")
        for axiom, pinned in (
            (Axiom.ORDER_FREE, (1, [Claim("c"), Claim("d")])),
            (Axiom.EQUAL_TREATMENT, (2, _OWED)),
            (Axiom.QUOTA, (2, _OWED)),
            (Axiom.ENVY_FREE_AMONG_EQUALS, (2, _OWED)),
        )
    },
    ("carried", Axiom.CONSISTENT): (2, [Claim("a"), Claim("b", 3), Claim("c")]),
    ("carried", Axiom.MONOTONE_IN_TOTAL): (
        7,
        [Claim("c", 24), Claim("d", 24), Claim("e", 5), Claim("f", 3)],
    ),
    ("equal", Axiom.ORDER_FREE): (1, _ALIKE),
    ("equal", Axiom.QUOTA): (490, _LOMBOK),
    ("per_head", Axiom.ORDER_FREE): (500, _ALIKE),
    ("per_head", Axiom.EQUAL_TREATMENT): (500, _ALIKE),
    ("per_head", Axiom.QUOTA): (1_000, _LOMBOK),
    ("proportional", Axiom.ORDER_FREE): (1, _ALIKE),
    ("proportional", Axiom.MONOTONE_IN_TOTAL): (10, _ALABAMA),
    ("proportional", Axiom.CONSISTENT): (3, _LONELY),
    ("capped", Axiom.ORDER_FREE): (1, _ALIKE),
    ("capped", Axiom.MONOTONE_IN_TOTAL): (10, _ALABAMA),
    ("capped", Axiom.QUOTA): (10, [Claim("a", cap=2), Claim("b")]),
    ("capped", Axiom.CONSISTENT): (3, _LONELY),
    **{(f"divisor, {rule}", Axiom.ORDER_FREE): (1, _ALIKE) for rule in DivisorRule},
    ("divisor, adams", Axiom.QUOTA): (3, _ONE_LARGE[:3]),
    ("divisor, dean", Axiom.QUOTA): (3, _ONE_LARGE[:3]),
    ("divisor, huntington-hill", Axiom.QUOTA): (3, _ONE_LARGE[:3]),
    ("divisor, dhondt", Axiom.QUOTA): (3, _ONE_LARGE[:3]),
    ("divisor, sainte-lague", Axiom.QUOTA): (3, [Claim("e", 6), *_ONE_LARGE[1:]]),
    ("packages", Axiom.ORDER_FREE): (500, _ALIKE),
    ("packages", Axiom.EQUAL_TREATMENT): (1_200, [Claim("a"), Claim("c")]),
    ("packages", Axiom.ENVY_FREE_AMONG_EQUALS): (1_200, [Claim("a"), Claim("c")]),
    ("packages", Axiom.QUOTA): (1_200, [Claim("a"), Claim("c")]),
    ("packages", Axiom.MONOTONE_IN_TOTAL): (
        1_199,
        [Claim("a"), Claim("c"), Claim("b", priority=1)],
    ),
    ("by_priority", Axiom.ORDER_FREE): (1, _ALIKE),
    ("by_priority", Axiom.MONOTONE_IN_TOTAL): (10, _ALABAMA),
    ("by_priority", Axiom.QUOTA): (10, [Claim("a"), Claim("b", priority=1)]),
    ("by_priority", Axiom.CONSISTENT): (3, _LONELY),
    ("by_priority, equal", Axiom.ORDER_FREE): (1, _ALIKE),
    ("by_priority, equal", Axiom.QUOTA): (10, [Claim("a"), Claim("b", priority=1)]),
    ("nested", Axiom.ORDER_FREE): (1, _ALIKE),
    ("nested", Axiom.MONOTONE_IN_TOTAL): (10, _ALABAMA),
    ("nested, equal", Axiom.ORDER_FREE): (1, _ALIKE),
    **{
        (label, axiom): (8, [Claim("a"), Claim("b"), Claim("d")])
        for label in ("nested", "nested, equal")
        for axiom in (
            Axiom.EQUAL_TREATMENT,
            Axiom.QUOTA,
            Axiom.CONSISTENT,
            Axiom.ENVY_FREE_AMONG_EQUALS,
        )
    },
}


@pytest.mark.parametrize("name", METHODS)
@settings(max_examples=at_most(100))  # about 4 ms each
@given(data=st.data())
def test_what_a_method_declares_holds(name: str, data: st.DataObject) -> None:
    """No input refutes a declared axiom, under any unit and tie rule."""
    total, claims, method = data.draw(problems(name, max_size=6))
    refuted = {
        axiom: counter_example(axiom, total, claims, method)
        for axiom in Axiom
        if axiom in method.axioms
    }
    assert dict.fromkeys(refuted) == refuted


@pytest.mark.parametrize("axiom", Axiom)
@pytest.mark.parametrize("tie", TieRule)
@pytest.mark.parametrize("label", _MADE)
def test_what_a_method_does_not_declare_fails_somewhere(
    label: str, tie: TieRule, axiom: Axiom
) -> None:
    """Declared, or refuted by an example that is pinned here: never merely left out."""
    method = _MADE[label](tie)
    pinned = _FAILS.get((label, axiom))
    refuted = pinned is not None and counter_example(axiom, *pinned, method) is not None
    assert (axiom in method.axioms) != refuted


def test_every_registered_method_is_asked_for_what_it_does_not_declare() -> None:
    """No method is left out of the table, and every pinned example belongs to an entry of it."""
    assert set(METHODS) == {make(TieRule.EARLIER).name for make in _MADE.values()}
    assert {label for label, _ in _FAILS} <= set(_MADE)


@pytest.mark.parametrize("name", METHODS)
@settings(max_examples=at_most(100))  # one sharing for each claim
@given(data=st.data())
def test_a_far_larger_total_or_weight_takes_nothing_away(name: str, data: st.DataObject) -> None:
    """Where monotone in the total, or in the own weight, is declared it holds for any increase."""
    total, claims, method = data.draw(problems(name, max_size=6))
    added, heavier = data.draw(st.integers(0, 10**18)), data.draw(st.integers(1, 10**6))
    if Axiom.MONOTONE_IN_TOTAL in method.axioms:
        assert axioms.monotone_in_total(total, claims, method, more=added) is None
    if Axiom.MONOTONE_IN_WEIGHT in method.axioms:
        assert axioms.monotone_in_weight(total, claims, method, more=heavier) is None


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


_CAPPED_AND_FLOORED = [Claim("a", floor=2, cap=4)]


@pytest.mark.parametrize(
    ("found", "indonesian"),
    [
        (axioms.exact(_by_hand(4, _ALIKE, 3, 1, unit=0)), "Satuan yang tercatat tidak sah"),
        (axioms.exact(_by_hand(3, _ALIKE, 2, 1, unit=2)), "Bagian bukan kelipatan satuan"),
        (axioms.exact(_by_hand(2, _ALIKE, 2, 1)), "Bagian 3 dari dana 2"),
        (axioms.within_caps(_by_hand(9, _CAPPED_AND_FLOORED, 5)), "5 melampaui 4"),
        (axioms.floors_met(_by_hand(9, _CAPPED_AND_FLOORED, 1)), "1 di bawah 2"),
        (axioms.equal_treatment(_by_hand(9, _ALIKE, 4, 6)), "4 dan 6 bagi klaim serupa"),
        (axioms.quota(_by_hand(6, _ALIKE, 3, 4)), "4 berjarak satu satuan atau lebih dari kuota"),
        (axioms.order_free(1, _ALIKE, equal(tie="earlier")), "Urutan ini mengubah bagian"),
    ],
)
def test_a_counter_example_is_told_in_indonesian(
    found: CounterExample | None, indonesian: str
) -> None:
    """What does not hold is read by those who share, and not by programmers only."""
    assert found is not None
    assert indonesian == found.text("id")


def test_a_quota_is_exact_at_any_size() -> None:
    """Half of 10^40 + 1 is half a unit from the next whole numbers, and further from the others."""
    half = 10**40 // 2
    assert axioms.quota(_by_hand(10**40 + 1, _ALIKE, half, half + 1)) is None
    found = axioms.quota(_by_hand(10**40 + 1, _ALIKE, half - 1, half + 2))
    assert _said(found)[:2] == (Axiom.QUOTA, ("b",))


def test_a_weight_is_raised_by_one_unless_more_is_named() -> None:
    """A method that takes all away at a weight of three is found out by two more, not by one."""

    class Odd(Proportional):
        """Gives all to a claim of weight two, and nothing to one of three."""

        def share(self, total: int, claims: Sequence[Claim]) -> Sharing:
            """The first claim has the total while its weight is two or below."""
            first = total if claims[0].weight <= 2 else 0
            return Sharing((first, *[total - first] * (len(claims) - 1)))

    claims = [Claim("a", 1), Claim("b", 9)]
    assert axioms.monotone_in_weight(1, claims, Odd()) is None
    assert axioms.monotone_in_weight(1, claims, Odd(), more=2) is not None


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


@pytest.mark.parametrize(
    "ties",
    [
        (),
        (Tie(("b", "a"), ("b",), TieRule.BY_ID),),
        (Tie(("c", "a"), ("a",), TieRule.EARLIER),),
        (Tie(("b", "a", "c"), ("b", "a"), TieRule.EARLIER),),
        (Tie(("b", "c"), ("c",), TieRule.EARLIER), Tie(("c", "a"), ("a",), TieRule.EARLIER)),
    ],
    ids=["no-tie", "the-other-way", "without-the-one", "both-served", "with-others-only"],
)
def test_more_for_one_of_two_that_are_alike_needs_a_tie(ties: tuple[Tie, ...]) -> None:
    """Who was served is on record, and it is the one who has more, before the one who has less."""
    claims = [*_ALIKE, Claim("c", 2)]
    allocation = attrs.evolve(_by_hand(9, claims, 2, 3, 4), ties=ties)
    found = axioms.envy_free_among_equals(allocation)
    words = "2 and 3, and no tie"
    assert _said(found) == (Axiom.ENVY_FREE_AMONG_EQUALS, ("b", "a"), words)
    assert found is not None
    assert found.text("id") == "2 dan 3 tanpa seri"


def test_a_tie_on_record_explains_who_has_more_however_much() -> None:
    """Served before at one tie or another is enough; what differs otherwise is not compared."""
    tie = Tie(("b", "a"), ("a",), TieRule.BY_ID)
    claims = [*_ALIKE, Claim("c", 2), Claim("d", priority=1)]
    alike = attrs.evolve(_by_hand(30, claims, 2, 9, 4, 5), ties=(tie,))
    assert axioms.envy_free_among_equals(alike) is None
    three = [Claim("a"), Claim("b"), Claim("c")]
    first = Tie(("a", "b", "c"), ("a",), TieRule.EARLIER)
    second = Tie(("b", "c"), ("b",), TieRule.EARLIER)
    steps = attrs.evolve(_by_hand(6, three, 3, 2, 1), ties=(first, second))
    assert axioms.envy_free_among_equals(steps) is None
    turned = attrs.evolve(_by_hand(6, three, 3, 3, 1), ties=(second, first))
    assert axioms.envy_free_among_equals(turned) is None
    assert _said(axioms.envy_free_among_equals(attrs.evolve(turned, ties=(first,))))[1] == (
        *("c", "b"),
    )


def test_thousands_that_are_alike_are_compared_at_once() -> None:
    """One tie among all of them, and not one comparison for every two of them."""
    claims = [Claim(str(number)) for number in range(20_000)]
    half = allocate(10_000, claims, equal())
    assert axioms.envy_free_among_equals(half) is None
    assert _said(axioms.envy_free_among_equals(attrs.evolve(half, ties=())))[1] == ("10000", "0")


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


def test_a_claim_that_is_missed_by_the_others_is_shown() -> None:
    """2, 7 and 7 share three as 1, 1, 1; without one of the sevens, two are shared as 0, 2."""
    found = axioms.consistent(3, _LONELY, proportional())
    assert _said(found) == (Axiom.CONSISTENT, ("b",), "Without this claim shares change")
    assert found is not None
    assert found.text("id") == "Tanpa klaim ini bagian berubah"
    assert allocate(2, [_LONELY[0], _LONELY[2]], proportional()).shares == {"a": 0, "c": 2}


def test_whoever_carries_a_cap_is_satisfied_by_all_of_it_only() -> None:
    """Below the cap something is wanting; less than one more step is not."""
    claims = [Claim("a", 3, cap=9), Claim("b", 8, cap=2), Claim("c", 8, cap=9)]
    assert allocate(4, claims, capped()).shares == {"a": 0, "b": 2, "c": 2}
    assert _said(axioms.consistent(4, claims, capped()))[1] == ("b",)
    in_tens = [attrs.evolve(claim, cap=10 * (claim.cap or 0) + 5) for claim in claims]
    assert _said(axioms.consistent(40, in_tens, capped(unit=10)))[1] == ("b",)
    wanting = [attrs.evolve(claim, cap=9) for claim in claims]
    assert axioms.consistent(4, wanting, capped()) is None


@attrs.frozen(kw_only=True)
class _InPart(Proportional):
    """By weight, and everybody waits for more."""

    def share(self, total: int, claims: Sequence[Claim]) -> Sharing:
        """Nobody is satisfied."""
        waiting = (Waiting(claim.id, WaitingReason.BELOW_ONE_STEP, 1) for claim in claims)
        return attrs.evolve(super().share(total, claims), waiting=tuple(waiting))


def test_only_whoever_received_something_and_waits_for_nothing_is_left_out() -> None:
    """A claim that received nothing, or waits for more, is not satisfied."""
    assert axioms.consistent(3, _LONELY, _InPart()) is None
    assert axioms.consistent(5, [Claim("a"), Claim("b"), Claim("c")], _ToTheMiddle()) is None


def test_nobody_is_left_out_where_no_other_has_a_weight() -> None:
    """What is left would be no input; the claims before and after are all looked at."""
    assert axioms.consistent(5, [Claim("a", 0), Claim("b"), Claim("c", 0)], equal()) is None
    assert axioms.consistent(5, [Claim("a")], equal()) is None


def test_a_tie_that_is_refused_without_the_claim_shows_nothing() -> None:
    """1, 1, 2, 4 share three without a tie; without the third, two are tied for the second."""
    claims = [Claim("a"), Claim("b"), Claim("c", 2), Claim("d", 4)]
    refusing = proportional(tie="refuse")
    assert allocate(3, claims, refusing).shares == {"a": 0, "b": 0, "c": 1, "d": 2}
    assert axioms.consistent(3, claims, refusing) is None


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


@pytest.mark.parametrize("axiom", [axioms.monotone_in_total, axioms.monotone_in_weight])
def test_more_is_never_less(axiom: Callable[..., CounterExample | None]) -> None:
    """Taken away, it would show as a counter-example what is none."""
    claims = [Claim("a", 5), Claim("b", 5)]
    assert axiom(10, claims, proportional(), more=0) is None
    with pytest.raises(InvalidValue, match=r"^more: a whole number of at least 0 is needed"):
        axiom(10, claims, proportional(), more=-2)
    with pytest.raises(WrongType, match=r"^more: expected a whole number, got float"):
        axiom(10, claims, proportional(), more=1.0)


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
