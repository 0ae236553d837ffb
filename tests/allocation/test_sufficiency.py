"""The smallest total from which on nobody waits is found exactly, under every method."""

from __future__ import annotations

from fractions import Fraction
from importlib import import_module
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reintegra.allocation import (
    METHODS,
    Claim,
    Group,
    Method,
    Proportional,
    TieRule,
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
    sufficiency,
)
from reintegra.errors import InvalidValue, WrongType
from tests.allocation.inputs import claim_lists, deciding_rules
from tests.allocation.inputs_small import SMALL, small_problems
from tests.profiles import at_most

if TYPE_CHECKING:
    from collections.abc import Sequence


def _nobody_waits(total: int, claims: Sequence[Claim], method: Method) -> bool:
    """Whether all are served; what the floors exceed serves nobody."""
    try:
        return not allocate(total, claims, method).waiting
    except InvalidValue:
        return False


def test_every_registered_method_is_tried() -> None:
    """No method is left out of what is drawn here."""
    assert {*SMALL, "nested"} == set(METHODS)


@pytest.mark.parametrize("name", METHODS)
@settings(max_examples=at_most(100))  # about 4 ms each
@given(data=st.data())
def test_it_is_what_trying_every_total_finds(name: str, data: st.DataObject) -> None:
    """One step less leaves somebody waiting, and nothing more does; or something always does."""
    claims, method = data.draw(small_problems(name))
    unit = method.unit
    try:
        found = sufficiency(claims, method)
    except InvalidValue:
        with pytest.raises(InvalidValue):
            allocate(10**6, claims, method)
        return
    totals = range(0, 240 * unit, unit)
    if found is None:
        assert not all(_nobody_waits(total, claims, method) for total in totals[-20:])
    else:
        assert found in totals
        assert found == 0 or not _nobody_waits(found - 1, claims, method)
        after = totals[found // unit :][:80]
        assert all(_nobody_waits(total, claims, method) for total in after)


@settings(max_examples=at_most(100))  # about 2 ms each
@given(claim_lists(), st.integers(0, 10**18), st.integers(1, 10**18), deciding_rules)
def test_it_holds_at_rupiah_size(
    claims: list[Claim], more: int, amount: int, rule: TieRule
) -> None:
    """Weights to 10**9: one unit less leaves somebody waiting, and no larger total does."""
    for method in (equal(tie=rule), per_head(amount, tie=rule), divisor("dean", tie=rule)):
        found = sufficiency(claims, method)
        assert found is not None
        assert not _nobody_waits(found - 1, claims, method)
        assert _nobody_waits(found + more, claims, method)


@settings(max_examples=at_most(250))  # about 1 ms each
@given(
    st.lists(st.integers(1, 10**9), min_size=1, max_size=3),
    st.lists(st.integers(0, 10**9), max_size=8),
    deciding_rules,
)
def test_two_claims_of_any_weights_are_decided_at_once(
    weights: list[int], more: list[int], rule: TieRule
) -> None:
    """By largest remainder, of two as far apart as 1 and 10**9 the lesser is due half a unit."""
    claims = [Claim("a", weights[0]), Claim("b", weights[-1])]
    found = sufficiency(claims, proportional(tie=rule))
    assert found is not None
    assert not _nobody_waits(found - 1, claims, proportional(tie=rule))
    for each in (0, 1, 2, *more):
        assert _nobody_waits(found + each, claims, proportional(tie=rule))


_SITES = (Group("site-1", ("a", "b", "c"), weight=2), Group("site-2", ("d",), weight=1))
_PEOPLE = [Claim("a"), Claim("b"), Claim("c", 2), Claim("d")]


@pytest.mark.parametrize(
    ("method", "total"),
    [
        (equal(unit=5), 20),
        (per_head(500), 2_000),
        (proportional(), 4),
        (proportional(unit=10), 40),
        (capped(), 4),
        (divisor("adams"), 4),
        (divisor("dhondt"), 5),
        (
            packages(
                {"seed": 3, "stall": 7}, {"a": "seed", "b": "stall", "c": "seed", "d": "seed"}
            ),
            16,
        ),
        (by_priority(within=equal()), 4),
        (nested(_SITES), 4),
        (nested(_SITES, within=per_head(100)), 450),
        (carried(), 5),
        (carried(balances={"a": Fraction(-3), "gone": Fraction(3)}), 13),
    ],
    ids=lambda given: str(given.name if isinstance(given, Method) else given),
)
def test_four_people_need(method: Method, total: int) -> None:
    """What each method needs for weights of 1, 1, 2 and 1."""
    assert total == sufficiency(_PEOPLE, method)


def test_a_larger_total_can_leave_waiting_whom_a_smaller_one_served() -> None:
    """3, 3 and 1: three units serve all by the largest remainder, four do not, five and more do."""
    claims = [Claim("a", 3), Claim("b", 3), Claim("c", 1)]
    waits = [bool(allocate(total, claims, proportional()).waiting) for total in range(7)]
    assert [True, True, True, False, True, False, False] == waits
    assert 5 == sufficiency(claims, proportional())


@pytest.mark.parametrize(
    ("claims", "method"),
    [
        ([Claim("a"), Claim("b", cap=4)], capped(unit=5)),
        ([Claim("a"), Claim("b", priority=1)], by_priority(within=equal())),
        ([Claim("a"), Claim("b", priority=1)], by_priority()),
        ([Claim("a"), Claim("b")], nested([Group("g", ("a",)), Group("h", ("b",), weight=0)])),
        (
            [Claim("a"), Claim("b")],
            nested([Group("g", ("a", "b"))], among=per_head(5), within=per_head(3)),
        ),
        ([Claim("a"), Claim("b")], nested([Group("g", ("a", "b"), cap=1)], among=capped())),
    ],
    ids=[
        "cap-below-a-step",
        "later",
        "later-capped",
        "no-weight",
        "fixed-amount",
        "cap-of-a-group",
    ],
)
def test_some_wait_whatever_the_total(claims: list[Claim], method: Method) -> None:
    """A cap, an earlier priority or a group without weight leaves somebody waiting for good."""
    assert sufficiency(claims, method) is None
    assert allocate(10**18, claims, method).waiting


@pytest.mark.parametrize(
    ("claims", "total"),
    [
        ([Claim("a", cap=12), Claim("b", priority=1)], 15),
        ([Claim("a", cap=12), Claim("b", cap=9, priority=1), Claim("c", priority=2)], 20),
        ([Claim("a", cap=12), Claim("b", floor=3, priority=1)], 10),
        ([Claim("a", cap=12), Claim("b", priority=1), Claim("c", floor=3, priority=2)], 20),
        ([Claim("a"), Claim("b", floor=3, priority=1), Claim("none", 0, priority=2)], 10),
        ([Claim("a", floor=3), Claim("b", floor=8)], 15),
        ([Claim("a", floor=8), Claim("b")], 15),
        ([Claim("a", cap=12), Claim("b", floor=8, priority=1), Claim("c", priority=1)], 25),
        ([Claim("a", 0, priority=-1), Claim("b"), Claim("c", cap=0, priority=1)], 5),
    ],
)
def test_a_priority_needs_what_the_earlier_ones_can_take(claims: list[Claim], total: int) -> None:
    """In steps of five: caps of the earlier, one step each of its own, floors of the later."""
    assert total == sufficiency(claims, by_priority(within=capped(unit=5)))


def test_a_fixed_amount_for_groups_is_enough_or_never() -> None:
    """Five units a group serve two people of two units each, one of them after the other."""
    claims = [Claim("a"), Claim("b"), Claim("c")]
    groups = [Group("g", ("a", "b")), Group("h", ("c",))]
    assert 10 == sufficiency(claims, nested(groups, among=per_head(5), within=per_head(2)))
    assert 4 == sufficiency(claims, nested(groups, among=per_head(2), within=proportional()))


def test_the_groups_of_a_tree_are_enough_one_within_the_other() -> None:
    """The home needs three, a third of the north; the north the larger half of the whole."""
    home = Group("home", ("a", "b", "c"), weight=1, within=equal(unit=100))
    north = Group("north", (home, "d"), weight=1)
    tree = nested(
        (north, Group("south", ("e",), weight=1)),
        among=proportional(unit=100),
        within=capped(unit=100),
    )
    people = [Claim(name) for name in "abcd"]
    assert 1_100 == sufficiency([*people, Claim("e")], tree)
    assert 600 == sufficiency(people, tree)


@pytest.mark.parametrize(
    ("refusing", "settled"),
    [
        (equal(tie="refuse"), equal(tie="larger-weight")),
        (proportional(tie="refuse"), proportional(tie="larger-weight")),
        (per_head(5, tie="refuse"), per_head(5, tie="larger-weight")),
        (
            by_priority(within=capped(tie="refuse")),
            by_priority(within=capped(tie="larger-weight")),
        ),
        (
            carried(within=proportional(tie="refuse")),
            carried(within=proportional(tie="larger-weight")),
        ),
        (
            nested(
                [Group("g", (Group("h", ("a", "b"), within=capped(tie="refuse")),))],
                among=proportional(tie="refuse"),
                within=equal(tie="refuse"),
            ),
            nested(
                [Group("g", (Group("h", ("a", "b"), within=capped(tie="larger-weight")),))],
                among=proportional(tie="larger-weight"),
                within=equal(tie="larger-weight"),
            ),
        ),
    ],
    ids=lambda method: str(method.tie),
)
def test_a_tie_that_is_refused_is_taken_as_the_hardest(refusing: Method, settled: Method) -> None:
    """At any depth, and in the groups of a tree, the larger weight stands for the refusal."""
    claims = [Claim("a", 1), Claim("b", 3)]
    found = sufficiency(claims, refusing)
    assert found == sufficiency(claims, settled)
    assert found is not None


def test_a_refused_tie_counts_as_lost_by_the_lighter() -> None:
    """One and three share two units as a tie, which the earlier would have won."""
    claims = [Claim("a", 1), Claim("b", 3)]
    assert 3 == sufficiency(claims, proportional(tie="refuse"))
    assert 2 == sufficiency(claims, proportional())


def _by_larger_weight(method: Method) -> Method:
    return METHODS[method.name](unit=method.unit, tie=TieRule.LARGER_WEIGHT)


@settings(max_examples=at_most(100))  # about 3 ms each
@given(st.data())
def test_no_rule_needs_more_than_the_larger_weight(data: st.DataObject) -> None:
    """Of claims in one list, none waits under another rule who does not wait under this one."""
    claims, method = data.draw(
        small_problems(data.draw(st.sampled_from(["proportional", "capped"])))
    )
    try:
        hardest = sufficiency(claims, _by_larger_weight(method))
        other = sufficiency(claims, method)
    except InvalidValue:
        return
    assert (hardest is None) == (other is None)
    assert hardest is None or other is None or other <= hardest


def test_nobody_is_enough_with_nothing() -> None:
    """Without claims nobody waits."""
    assert 0 == sufficiency([], proportional())
    assert 0 == sufficiency([Claim("a", cap=0)], capped())


class _Mine(Proportional):
    """Shares in a way of its own."""


def test_the_misuse_is_refused() -> None:
    """As by allocate; and a method from elsewhere is not guessed about."""
    text: Any = "a"
    for claims, field in (([Claim("a", 0)], "claims"), ([Claim("a"), Claim("a")], "claims[1].id")):
        with pytest.raises(InvalidValue) as refusal:
            sufficiency(claims, equal())
        assert field == refusal.value.field
    with pytest.raises(InvalidValue, match=r"^claims\[0\].cap: the method equal does not honour"):
        sufficiency([Claim("a", cap=1)], equal())
    with pytest.raises(WrongType, match=r"^claims\[0\]: expected a Claim, got str"):
        sufficiency([text], equal())
    with pytest.raises(WrongType, match=r"^method: expected a Method"):
        sufficiency([Claim("a")], text)
    with pytest.raises(InvalidValue, match=r"\[not-known\]$"):
        sufficiency([Claim("a")], _Mine())


_SEARCH = import_module("reintegra.allocation.sufficiency")


@pytest.mark.parametrize(
    ("claims", "method", "work", "total", "enough"),
    [
        ([Claim("a", 1), Claim("b", 9), Claim("c", 9)], proportional(unit=5), 20 + 2, 65, 95),
        ([Claim("a", 1), Claim("b", 9), Claim("c", 9)], carried(), 3 * (20 + 3), 17, 19),
    ],
    ids=["by-slack", "one-by-one"],
)
def test_weights_too_far_apart_are_given_up(
    claims: list[Claim],
    method: Method,
    work: int,
    total: int,
    enough: int,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """A search has its bound, and says what is enough: a look costs twenty, and claims or kinds."""
    assert _SEARCH.MOST_WORK == 3_000_000
    monkeypatch.setattr(_SEARCH, "MOST_WORK", work)
    assert total == sufficiency(claims, method)
    monkeypatch.setattr(_SEARCH, "MOST_WORK", work - 1)
    with pytest.raises(InvalidValue) as refusal:
        sufficiency(claims, method)
    hint = "weights or balances lie too far apart to search for the smallest total"
    words = f"claims: {hint}; from {enough} on nobody waits [too-far-apart]"
    assert words == str(refusal.value)
    for more in range(9):
        assert _nobody_waits(enough + more * method.unit, claims, method)
    assert ("claims", "too-far-apart") == (refusal.value.field, refusal.value.code)


def test_halving_needs_no_bound(monkeypatch: pytest.MonkeyPatch) -> None:
    """A method that is monotone in the total is never given up."""
    monkeypatch.setattr(_SEARCH, "MOST_WORK", 0)
    claims = [Claim("a", 1), Claim("b", 10**9)]
    assert 500_000_001 == sufficiency(claims, divisor("sainte-lague"))
    owed = {"a": 500_000, "b": -500_000}
    assert 1_000_002 == sufficiency(claims, carried(within=equal(), balances=owed))


def test_a_band_is_searched_from_what_is_enough_for_it(monkeypatch: pytest.MonkeyPatch) -> None:
    """The earlier group may take a thousand and needs two: the search starts at three."""
    monkeypatch.setattr(_SEARCH, "MOST_WORK", 400)
    groups = [
        Group("g", ("a", "b"), cap=1_000, within=equal()),
        Group("h", ("c",), priority=1),
    ]
    claims = [Claim("a"), Claim("b"), Claim("c")]
    assert 1_001 == sufficiency(claims, nested(groups, among=by_priority(), within=capped()))


def test_priorities_are_searched_band_by_band(monkeypatch: pytest.MonkeyPatch) -> None:
    """10, 10 and 1 need 15 after a thousand that the first may take, and not down from 1024."""
    monkeypatch.setattr(_SEARCH, "MOST_WORK", 100)
    later = [Claim(name, weight, priority=1) for name, weight in (("b", 10), ("c", 10), ("d", 1))]
    assert 1_015 == sufficiency([Claim("a", cap=1_000), *later], by_priority())


def test_a_tree_is_searched_group_by_group(monkeypatch: pytest.MonkeyPatch) -> None:
    """Each of two groups needs 15 of the 21 that are surely enough, so 30, and not down from 42."""
    monkeypatch.setattr(_SEARCH, "MOST_WORK", 100)
    claims = [
        Claim("a", 10),
        Claim("b", 10),
        Claim("c"),
        Claim("d", 10),
        Claim("e", 10),
        Claim("f"),
    ]
    groups = [Group("g", ("a", "b", "c")), Group("h", ("d", "e", "f"))]
    assert 15 == sufficiency(claims[:3], proportional())
    assert 30 == sufficiency(claims, nested(groups))


_PARADOX = [Claim("a", 3), Claim("b", 3), Claim("c", 1), Claim("d")]
_THREE_AND_ONE = (Group("g", ("a", "b", "c")), Group("h", ("d",)))


@pytest.mark.parametrize(
    ("method", "total"),
    [
        (nested([Group("g", ("a", "b", "c"), cap=3), Group("h", ("d",))], among=capped()), 5),
        (nested(_THREE_AND_ONE, among=per_head(3)), 6),
        (nested(_THREE_AND_ONE, among=per_head(4)), None),
        (nested([Group("outer", _THREE_AND_ONE, within=per_head(3))]), 6),
    ],
    ids=["capped", "fixed", "fixed-and-one-more", "fixed-further-in"],
)
def test_a_group_that_never_receives_what_it_needs_can_still_serve_all(
    method: Method, total: int | None
) -> None:
    """3, 3 and 1 need five, but three serve all of them, and the group receives just three."""
    assert total == sufficiency(_PARADOX, method)


@pytest.mark.parametrize(("floors", "total"), [((1, 1), 2), ((2, 3), 5)])
def test_floors_that_serve_everybody_are_enough(floors: tuple[int, int], total: int) -> None:
    """One less than the floors serves nobody, whether they are what is needed or more."""
    claims = [Claim(name, floor=floor) for name, floor in zip("ab", floors, strict=True)]
    assert total == sufficiency(claims, capped())
    assert (False, True) == tuple(_nobody_waits(n, claims, capped()) for n in (total - 1, total))


def test_a_search_that_finds_nobody_to_serve_ends_at_nothing() -> None:
    """A fixed amount is for a group of one claim, and its cap is met by nothing."""
    tree = nested([Group("g", ("a",))], among=per_head(3), within=capped())
    assert 0 == sufficiency([Claim("a", cap=0)], tree)
