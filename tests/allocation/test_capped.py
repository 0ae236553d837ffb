"""Capped sharing: one exact water level, and nobody beyond a floor or cap."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

import attrs
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reintegra.allocation import (
    METHODS,
    Capped,
    Claim,
    Tie,
    TieRule,
    Waiting,
    WaitingReason,
    allocate,
    capped,
    proportional,
    verify,
)
from reintegra.errors import Conflict, InvalidValue
from tests.allocation.inputs import claim_lists, deciding_rules, problems, rules, totals, units
from tests.allocation.oracle_capped import capped_shares, is_tie_of_capped, level_of
from tests.profiles import at_most

_BELOW = WaitingReason.BELOW_ONE_STEP


@st.composite
def near_limits(draw: st.DrawFn) -> tuple[int, list[Claim], int]:
    """A total between the floors and the caps, so that the level lies among the turns."""
    unit, scale = draw(st.sampled_from([1, 1, 10])), draw(st.sampled_from([1, 1, 10**16 + 61]))
    claims: list[Claim] = []
    for place in range(draw(st.integers(1, 7))):
        weight = draw(st.one_of(st.integers(0, 4), st.integers(1, 10**9)))
        least, more = draw(st.integers(0, 6)) * scale, draw(st.integers(0, 6)) * scale
        floor = max(0, least * unit - draw(st.integers(0, unit - 1))) if weight else 0
        cap = (least + more) * unit + draw(st.integers(0, unit - 1))
        limit = draw(st.sampled_from([cap, cap, None]))
        claims.append(Claim(f"claim-{9 - place}", weight, floor, limit))
    if not any(claim.weight for claim in claims):
        claims[0] = attrs.evolve(claims[0], weight=1)
    floors = sum(-(-claim.floor // unit) for claim in claims) * unit
    most = sum(8 * scale * unit if claim.cap is None else claim.cap for claim in claims)
    total = draw(st.integers(floors, max(floors, most) + 3))
    return total, claims, unit


@settings(max_examples=at_most(100))  # about 5 ms each
@given(near_limits(), deciding_rules)
def test_capped_agrees_with_the_slow_answer(
    problem: tuple[int, list[Claim], int], rule: TieRule
) -> None:
    """Every turn tried in fractions gives the same level, and one step at a time the shares."""
    total, claims, unit = problem
    allocation = allocate(total, claims, capped(unit=unit, tie=rule))
    level = level_of(total // unit, claims, unit)
    assert (None if level is None else level * unit) == allocation.level
    assert capped_shares(total, claims, unit, rule) == list(allocation.shares.values())
    assert verify(allocation) == ()


@settings(max_examples=at_most(100))  # about 3 ms each
@given(near_limits(), rules)
def test_a_tie_is_reported_exactly_where_it_decided(
    problem: tuple[int, list[Claim], int], rule: TieRule
) -> None:
    """A rule that refuses ties raises in the same cases, and in no other."""
    total, claims, unit = problem
    try:
        tied = bool(allocate(total, claims, capped(unit=unit, tie=rule)).ties)
    except Conflict:
        tied = True
        assert rule is TieRule.REFUSE
    assert is_tie_of_capped(total, claims, unit, rule) == tied


@settings(max_examples=at_most(100))  # about 4 ms each
@given(problems("capped"))
def test_any_limits_at_rupiah_size_agree_with_the_slow_answer(problem: tuple[Any, ...]) -> None:
    """Totals, floors and caps of any size, far from each other or near."""
    total, claims, method = problem
    decided = attrs.evolve(method, tie=TieRule.EARLIER)
    shares = allocate(total, claims, decided).shares
    assert capped_shares(total, claims, method.unit, TieRule.EARLIER) == list(shares.values())


@settings(max_examples=at_most(250))  # about 2 ms each
@given(totals, claim_lists(), units, deciding_rules)
def test_without_limits_it_is_largest_remainder(
    total: int, claims: list[Claim], unit: int, rule: TieRule
) -> None:
    """The level is then the exact quota for a weight of one; nothing else differs."""
    plain = allocate(total, claims, proportional(unit=unit, tie=rule))
    by_level = allocate(total, claims, capped(unit=unit, tie=rule))
    assert Fraction(total // unit * unit, sum(claim.weight for claim in claims)) == by_level.level
    assert plain == attrs.evolve(by_level, level=None, method=plain.method)


@settings(max_examples=at_most(100))  # about 2 ms each
@given(near_limits())
def test_whoever_a_limit_holds_may_leave_with_their_share(
    problem: tuple[int, list[Claim], int],
) -> None:
    """A floor or cap that is exactly met is nobody else's business."""
    total, claims, unit = problem
    before = allocate(total, claims, capped(unit=unit))
    if before.level is None:
        return
    held: set[str] = set()
    for claim in claims:
        due = before.level * claim.weight / unit
        most = due + 1 if claim.cap is None else claim.cap // unit
        if not -(-claim.floor // unit) < due < most:
            held.add(claim.id)
    others = [claim for claim in claims if claim.id not in held]
    if any(claim.weight for claim in others):
        rest = total - sum(before.shares[name] for name in held)
        after = allocate(rest, others, capped(unit=unit))
        assert {name: before.shares[name] for name in after.shares} == after.shares


@settings(max_examples=at_most(100))  # about 4 ms each
@given(near_limits(), st.integers(0, 10**17))
def test_more_money_never_lowers_the_level(
    problem: tuple[int, list[Claim], int], more: int
) -> None:
    """Before rounding nobody loses by a larger total; only the rounding has the paradox."""
    total, claims, unit = problem
    before = allocate(total, claims, capped(unit=unit)).level
    after = allocate(total + more, claims, capped(unit=unit)).level
    assert after is None or (before is not None and before <= after)


def test_what_a_cap_holds_back_goes_to_the_others_by_weight() -> None:
    """One is full at 10; 40 and 50 are level 20 for weights of 2 and, held by its cap, 3."""
    claims = [Claim("a", 1, cap=10), Claim("b", 2, cap=50), Claim("c", 3, cap=50)]
    allocation = allocate(100, claims, capped())
    assert allocation.shares == {"a": 10, "b": 40, "c": 50}
    assert (Fraction(20), 0, ()) == (allocation.level, allocation.left_over, allocation.ties)


def test_what_a_floor_takes_comes_from_the_others_by_weight() -> None:
    """Sixty for one leaves forty for weights of one and three."""
    claims = [Claim("a", floor=60), Claim("b"), Claim("c", 3)]
    allocation = allocate(100, claims, capped())
    assert allocation.shares == {"a": 60, "b": 10, "c": 30}
    assert Fraction(10) == allocation.level


def test_where_everybody_is_at_the_cap_the_rest_is_left_over() -> None:
    """There is no level then, and nobody waits; also where nothing is left over."""
    claims = [
        Claim("a", cap=3),
        Claim("b", 5, cap=4),
        Claim("none", 0, cap=9),
        Claim("zero", cap=0),
    ]
    allocation = allocate(10, claims, capped())
    assert allocation.shares == {"a": 3, "b": 4, "none": 0, "zero": 0}
    assert (None, 3, ()) == (allocation.level, allocation.left_over, allocation.waiting)
    assert allocate(7, claims, capped()).level is None
    assert allocate(6, claims, capped()).level == Fraction(2)


@pytest.mark.parametrize(
    ("total", "level", "shares"),
    [(5, 0, (0, 5)), (6, 1, (1, 5)), (7, 2, (2, 5)), (8, 6, (2, 6))],
)
def test_the_least_level_is_the_one_on_record(
    total: int, level: int, shares: tuple[int, int]
) -> None:
    """Floors that use up the total leave it at zero; on a flat stretch it is where it begins."""
    allocation = allocate(total, [Claim("a", cap=2), Claim("b", floor=5)], capped())
    assert (Fraction(level), shares) == (allocation.level, tuple(allocation.shares.values()))
    assert type(allocation.level) is Fraction


def test_a_level_is_in_units_of_the_sum() -> None:
    """Steps of ten: five steps for two are two and a half each, so 25 for a weight of one."""
    allocation = allocate(59, [Claim("a"), Claim("b")], capped(unit=10))
    assert (Fraction(25), {"a": 30, "b": 20}) == (allocation.level, allocation.shares)
    assert 9 == allocation.left_over
    assert allocation.ties == (Tie(("a", "b"), ("a",), TieRule.EARLIER),)
    assert allocation.remainder == ("a",)


def test_a_floor_counts_up_to_whole_steps_and_a_cap_down() -> None:
    """A guarantee is kept and a limit never passed, whatever the step."""
    claims = [Claim("a", floor=11), Claim("b", cap=29), Claim("c")]
    assert allocate(20, [claims[0], claims[2]], capped(unit=10)).shares == {"a": 20, "c": 0}
    allocation = allocate(100, claims, capped(unit=10))
    assert allocation.shares == {"a": 40, "b": 20, "c": 40}


def test_rounding_passes_no_cap_and_undercuts_no_floor() -> None:
    """Whoever is held by a limit takes no part in the rounding, whatever the fractions."""
    claims = [Claim("a", 3, cap=4), Claim("b", 3, floor=5), Claim("c"), Claim("d")]
    allocation = allocate(12, claims, capped())
    assert allocation.shares == {"a": 4, "b": 5, "c": 2, "d": 1}
    assert allocation.level == Fraction(3, 2)
    assert allocation.ties == (Tie(("c", "d"), ("c",), TieRule.EARLIER),)


def test_a_claim_without_share_waits_unless_its_cap_is_zero() -> None:
    """A cap that is smaller than a step is a wait; a cap of nothing, or no weight, is none."""
    claims = [Claim("a"), Claim("b", cap=9), Claim("c", cap=0), Claim("d", 0), Claim("e", cap=10)]
    allocation = allocate(20, claims, capped(unit=10))
    assert allocation.shares == {"a": 10, "b": 0, "c": 0, "d": 0, "e": 10}
    assert allocation.waiting == (Waiting("b", _BELOW, 10),)
    at_the_caps = allocate(20, claims[1:], capped(unit=10))
    assert (None, (Waiting("b", _BELOW, 10),)) == (at_the_caps.level, at_the_caps.waiting)
    assert at_the_caps.left_over == 10


def test_a_floor_without_a_weight_is_refused() -> None:
    """A claim of weight zero receives nothing, so a floor of it cannot be kept."""
    with pytest.raises(InvalidValue) as refusal:
        allocate(9, [Claim("a", floor=1), Claim("b", 0), Claim("c", 0, floor=1)], capped())
    hint = "a claim of weight zero receives nothing, whatever its floor"
    assert f"claims[2].floor: {hint} [no-weight]" == str(refusal.value)


def test_a_floor_and_cap_between_two_steps_are_refused() -> None:
    """Between 11 and 19 there is no multiple of ten; between 11 and 20 there is."""
    assert allocate(20, [Claim("a", floor=11, cap=20)], capped(unit=10)).shares == {"a": 20}
    assert allocate(20, [Claim("a", floor=10, cap=19)], capped(unit=10)).shares == {"a": 10}
    with pytest.raises(InvalidValue) as refusal:
        allocate(90, [Claim("a", floor=1), Claim("b", floor=11, cap=19)], capped(unit=10))
    hint = "no whole step lies between the floor and the cap"
    assert f"claims[1].floor: {hint} [between-steps]" == str(refusal.value)


@pytest.mark.parametrize(("total", "unit"), [(8, 1), (89, 10)])
def test_floors_above_the_total_are_refused(total: int, unit: int) -> None:
    """The first whose floor no longer fits is named; in whole steps, floors rounded up."""
    floors = [4 * unit, 0, 5 * unit - unit + 1, unit]
    claims = [Claim(str(place), floor=floor) for place, floor in enumerate(floors)]
    with pytest.raises(InvalidValue) as refusal:
        allocate(total, claims, capped(unit=unit))
    hint = "the floors up to here, in whole steps, pass the total"
    assert f"claims[2].floor: {hint} [above-total]" == str(refusal.value)
    enough = allocate(10 * unit, claims, capped(unit=unit))
    assert (4 * unit, 0, 5 * unit, unit) == tuple(enough.shares.values())
    assert [entry.id for entry in enough.waiting] == ["1"]


def test_a_priority_is_refused_and_a_limit_is_not() -> None:
    """Floors and caps are what it knows."""
    assert frozenset({"floor", "cap"}) == capped().honours
    with pytest.raises(InvalidValue, match=r"^claims\[0\].priority: the method capped does not"):
        allocate(9, [Claim("a", priority=1)], capped())


def test_numbers_far_beyond_a_machine_word_are_exact() -> None:
    """Two caps that differ in the last of a thousand digits are told apart."""
    large = 10**1_000
    claims = [Claim("a", 3, cap=3 * large), Claim("b", 3, cap=3 * large + 1), Claim("c")]
    allocation = allocate(7 * large + 2, claims, capped())
    assert allocation.shares == {"a": 3 * large, "b": 3 * large + 1, "c": large + 1}
    assert Fraction(large + 1) == allocation.level
    assert verify(allocation) == ()


def test_capped_is_a_value() -> None:
    """Two of the same options are the same method, and the record builds it again."""
    assert Capped(unit=5, tie=TieRule.BY_ID) == capped(unit=5, tie="by-id")
    assert capped() != capped(unit=2)
    record = capped(unit=5, tie="refuse").record()
    assert {"unit": 5, "tie": "refuse"} == record.options
    assert capped(unit=5, tie="refuse") == METHODS[record.name](**record.options)
    assert "Menurut bobot, dengan batas bawah dan batas atas" == capped().text("id")
    assert "By weight, within floors and caps" == capped().text("en")
