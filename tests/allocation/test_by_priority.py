"""Priorities are served in order; a floor is set aside before anybody else is served."""

from __future__ import annotations

from typing import Any, cast

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reintegra.allocation import (
    METHODS,
    Axiom,
    ByPriority,
    Capped,
    Claim,
    Group,
    MethodRecord,
    Tie,
    TieRule,
    Waiting,
    WaitingReason,
    allocate,
    by_priority,
    capped,
    carried,
    divisor,
    equal,
    nested,
    packages,
    per_head,
    proportional,
    verify,
)
from reintegra.errors import Conflict, InvalidValue, WrongType
from tests.allocation.inputs import problems
from tests.allocation.oracle_nested import banded_shares
from tests.profiles import at_most

_PEOPLE = [
    Claim("late", priority=2),
    Claim("first", 3, priority=-1),
    Claim("second", priority=0),
    Claim("also first", 2, priority=-1),
    Claim("none", 0, priority=-1),
]


@settings(max_examples=at_most(100))  # about 4 ms each
@given(problems("capped", max_size=7), st.data())
def test_by_priority_agrees_with_the_slow_answer(
    problem: tuple[int, list[Claim], Capped], data: st.DataObject
) -> None:
    """One band after the other, floors of the later ones first, gives the same shares."""
    total, plain, method = problem
    rule = TieRule.EARLIER if method.tie is TieRule.REFUSE else method.tie
    claims = [
        Claim(each.id, each.weight, each.floor, each.cap, data.draw(st.integers(-1, 2)))
        for each in plain
    ]
    within = capped(unit=method.unit, tie=rule)
    allocation = allocate(total, claims, by_priority(within=within))
    assert banded_shares(total, claims, method.unit, rule) == allocation.shares
    assert verify(allocation) == ()


def test_the_lowest_number_is_served_first() -> None:
    """What a band leaves goes on to the next; without a cap it leaves nothing."""
    allocation = allocate(10, _PEOPLE, by_priority())
    assert {"late": 0, "first": 6, "second": 0, "also first": 4, "none": 0} == allocation.shares
    limited = [Claim("b", priority=1), Claim("a", cap=4), Claim("c", cap=3, priority=1)]
    assert allocate(10, limited, by_priority()).shares == {"b": 3, "a": 4, "c": 3}


def test_without_priorities_it_is_the_method_within() -> None:
    """One band shares the whole."""
    claims = [Claim("a", 3, floor=1), Claim("b", 2, cap=1), Claim("c", 2), Claim("d")]
    inner, outer = allocate(9, claims, capped()), allocate(9, claims, by_priority())
    assert (inner.shares, inner.ties, inner.remainder, inner.waiting) == (
        outer.shares,
        outer.ties,
        outer.remainder,
        outer.waiting,
    )
    assert outer.level is None


def test_a_floor_is_a_guarantee_in_every_band() -> None:
    """The floors of the later bands are set aside, in whole steps, before the first one shares."""
    claims = [Claim("a"), Claim("b", floor=11, priority=1), Claim("c", floor=5, priority=2)]
    shares = allocate(58, claims, by_priority(within=capped(unit=10))).shares
    assert shares == {"a": 20, "b": 20, "c": 10}


def test_floors_of_more_than_the_total_are_refused() -> None:
    """The first floor that no longer fits is named by its position."""
    claims = [Claim("a", floor=3, priority=2), Claim("b"), Claim("c", floor=2, priority=1)]
    assert allocate(5, claims, by_priority()).shares == {"a": 3, "b": 0, "c": 2}
    with pytest.raises(InvalidValue) as refusal:
        allocate(4, claims, by_priority())
    assert ("claims[2].floor", "above-total") == (refusal.value.field, refusal.value.code)


def test_a_floor_without_a_weight_is_refused_in_a_band_that_nobody_shares() -> None:
    """Whoever receives nothing whatever happens has no guarantee."""
    with pytest.raises(InvalidValue) as refusal:
        allocate(4, [Claim("a", 0, floor=1), Claim("b", priority=1)], by_priority())
    assert ("claims[0].floor", "no-weight") == (refusal.value.field, refusal.value.code)


def test_a_band_without_weights_is_passed_over() -> None:
    """Nobody in it waits, and the next band shares everything."""
    claims = [Claim("none", 0, priority=-5), Claim("a", priority=3)]
    allocation = allocate(4, claims, by_priority(within=equal()))
    assert ({"none": 0, "a": 4}, ()) == (allocation.shares, allocation.waiting)


def test_a_band_that_found_nothing_says_so() -> None:
    """Whoever waits knows whether the turn came; the list is in the order of the claims."""
    used_up, one_step = WaitingReason.EARLIER_PRIORITIES, WaitingReason.BELOW_ONE_STEP
    claims = [
        Claim("a", priority=1),
        Claim("b", 9),
        Claim("c", 1),
        Claim("d", priority=1),
        Claim("e", floor=4, priority=2),
    ]
    allocation = allocate(23, claims, by_priority(within=capped(unit=5)))
    assert (
        Waiting("a", used_up, 5),
        Waiting("c", one_step, 5),
        Waiting("d", used_up, 5),
    ) == allocation.waiting
    assert used_up.text("en") == "Earlier priorities and floors used up the total"
    assert (
        used_up.text("id") == "Dana terpakai oleh prioritas yang lebih dahulu dan oleh batas bawah"
    )


def test_a_band_that_found_one_step_found_something() -> None:
    """Whoever waits there lost to somebody beside them, and not to an earlier band."""
    claims = [Claim("a", cap=5), Claim("b", priority=1), Claim("c", priority=1)]
    allocation = allocate(10, claims, by_priority(within=capped(unit=5)))
    assert allocation.shares == {"a": 5, "b": 5, "c": 0}
    assert allocation.waiting == (Waiting("c", WaitingReason.BELOW_ONE_STEP, 5),)


def test_a_total_without_one_step_was_used_up_by_nobody() -> None:
    """Nobody was served before, so the reason is the one of the method within."""
    for total, reason in ((4, WaitingReason.BELOW_ONE_STEP), (5, WaitingReason.EARLIER_PRIORITIES)):
        claims = [Claim("a"), Claim("b", priority=1)]
        waiting = allocate(total, claims, by_priority(within=equal(unit=5))).waiting
        assert Waiting("b", reason, 5) == waiting[-1]


def test_whoever_waits_for_a_whole_amount_is_short_of_it() -> None:
    """A band that found something, but not enough, keeps the reason of the method within."""
    claims = [Claim("a"), Claim("b", priority=1), Claim("c", priority=1)]
    method = by_priority(within=per_head(500, unit=100))
    reason = WaitingReason.TOTAL_USED_UP
    assert allocate(1_200, claims, method).waiting == (Waiting("c", reason, 500),)
    assert allocate(1_200, claims, method).ties == (Tie(("b", "c"), ("b",), TieRule.EARLIER),)
    short = allocate(700, claims, method)
    assert (Waiting("b", reason, 500), Waiting("c", reason, 500)) == short.waiting
    none_left = allocate(599, claims, method).waiting
    assert {(WaitingReason.EARLIER_PRIORITIES, 500)} == {(w.reason, w.short_by) for w in none_left}


def test_what_decided_in_each_band_stands_together() -> None:
    """Ties follow each other in the order of the bands; a remainder stands by its id."""
    claims = [Claim("a", priority=1), Claim("b"), Claim("c"), Claim("d", priority=1)]
    kit_of = {"a": "seed", "b": "stall", "c": "stall", "d": "seed"}
    method = by_priority(within=packages({"seed": 2, "stall": 5}, kit_of, tie="by-id"))
    first, second = Tie(("b", "c"), ("b",), TieRule.BY_ID), Tie(("a", "d"), ("a",), TieRule.BY_ID)
    allocation = allocate(8, claims, method)
    assert {"a": 2, "b": 5, "c": 0, "d": 0} == allocation.shares
    assert (first, second) == allocation.ties
    shared = allocate(5, claims, by_priority(within=proportional()))
    assert (("b",), (Tie(("b", "c"), ("b",), TieRule.EARLIER),)) == (shared.remainder, shared.ties)


def test_a_refused_tie_names_the_positions_in_the_whole() -> None:
    """The conflict speaks of the claims as they were given, not of the band."""
    claims = [Claim("z", cap=1), Claim("a", priority=1), Claim("b", cap=1), Claim("c", priority=1)]
    with pytest.raises(Conflict) as conflict:
        allocate(5, claims, by_priority(within=capped(tie="refuse")))
    assert ("tie", (1, 3)) == (conflict.value.code, conflict.value.key)
    assert (
        str(conflict.value) == "a tie would decide among the claims at these positions; "
        "name a tie rule: (1, 3) [tie]"
    )
    assert conflict.value.__suppress_context__


def test_a_refusal_of_the_method_within_names_the_position_in_the_whole() -> None:
    """The second claim of its band is the fourth of all."""
    claims = [Claim("a"), Claim("b", priority=1), Claim("c"), Claim("d", priority=1)]
    method = by_priority(within=packages({"kit": 1}, {"a": "kit", "b": "kit", "c": "kit"}))
    with pytest.raises(InvalidValue) as refusal:
        allocate(9, claims, method)
    assert str(refusal.value) == "claims[3].id: no kit is chosen for this claim [no-kit]"
    assert refusal.value.__suppress_context__


def test_step_tie_rule_and_limits_are_those_of_the_method_within() -> None:
    """It has none of its own, but for the priority."""
    method = by_priority(within=divisor("adams", unit=5, tie="by-id"))
    assert (5, TieRule.BY_ID) == (method.unit, method.tie)
    assert {"floor", "cap", "priority"} == method.honours
    assert {"priority"} == by_priority(within=equal()).honours
    with pytest.raises(InvalidValue, match=r"^claims\[0\].cap: the method by_priority does not"):
        allocate(5, [Claim("a", cap=1)], by_priority(within=equal()))


def test_capped_shares_within_a_band_unless_another_method_is_named() -> None:
    """The default knows floors and caps."""
    assert by_priority() == by_priority(within=capped()) == ByPriority()
    assert by_priority() != by_priority(within=equal())
    assert by_priority().text("en") == "By priority"
    assert by_priority().text("id") == "Menurut prioritas"


@pytest.mark.parametrize("within", [capped, "capped", None])
def test_the_method_within_is_a_method(within: object) -> None:
    """A maker, a name or nothing shares nothing."""
    with pytest.raises(WrongType) as refusal:
        by_priority(within=cast("Any", within))
    kind = type(within).__name__
    assert f"within: expected a Method, such as capped(), got {kind}" == str(refusal.value)


def test_groups_within_priorities_are_refused() -> None:
    """The cap of a group would hold anew in each band; inside the groups it holds once."""
    with pytest.raises(InvalidValue) as refusal:
        by_priority(within=nested((Group("g", ("a",)),)))
    assert (
        str(refusal.value) == "within: share by priority inside the groups: "
        "nested(..., within=by_priority()) [nested]"
    )


def test_a_carried_round_within_priorities_is_refused() -> None:
    """What everyone is owed after it is read off a whole round, and would be lost in a band."""
    with pytest.raises(InvalidValue) as refusal:
        by_priority(within=carried())
    assert (
        str(refusal.value) == "within: balances would be lost: "
        "share among the parts first, then carry each of them [carried]"
    )


def test_the_record_builds_the_method_again() -> None:
    """The method within stands as its record, however deep."""
    method = by_priority(within=by_priority(within=per_head(50, unit=10, tie="by-id")))
    record = method.record()
    inner = MethodRecord("per_head", {"unit": 10, "tie": "by-id", "amount": 50})
    expected = MethodRecord(
        "by_priority", {"within": MethodRecord("by_priority", {"within": inner})}
    )
    assert expected == record
    assert method == METHODS[record.name](**record.options)


def test_a_record_of_an_unknown_method_is_refused() -> None:
    """The names that there are stand in the message, and not the one given."""
    with pytest.raises(InvalidValue) as refusal:
        METHODS["by_priority"](within=MethodRecord("by_favour", {}))
    assert ("MethodRecord.name", "unknown-method") == (refusal.value.field, refusal.value.code)
    assert f"use one of {', '.join(METHODS)} " in str(refusal.value)


def test_what_holds_of_the_method_within_holds_but_for_quota() -> None:
    """A method from outside may leave what a later band can use, so two totals say nothing."""
    outside = by_priority(within=packages({"kit": 1}, {}))
    two_totals = {Axiom.MONOTONE_IN_TOTAL, Axiom.CONSISTENT}
    assert outside.within.axioms - two_totals - {Axiom.QUOTA} == outside.axioms
    for method in (capped(), divisor("dhondt"), equal(), per_head(5), proportional()):
        assert method.axioms - {Axiom.QUOTA} == by_priority(within=method).axioms


def test_a_floor_of_all_is_kept_at_any_size() -> None:
    """No total is too large to be told from the floors within it."""
    total = 2**53 + 1
    claims = [Claim("a", floor=total), Claim("b", priority=1)]
    assert {"a": total, "b": 0} == allocate(total, claims, by_priority(within=capped())).shares
