"""`verify` trusts nobody: each planted fault is found, and named."""

from __future__ import annotations

from fractions import Fraction
from typing import Any, cast

import attrs
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reintegra.allocation import (
    Allocation,
    Claim,
    Fault,
    FaultKind,
    MethodRecord,
    Tie,
    TieRule,
    Waiting,
    WaitingReason,
    allocate,
    capped,
    per_head,
    proportional,
    verify,
)
from reintegra.errors import WrongType
from tests.allocation.inputs import claim_lists, problems, totals
from tests.allocation.oracle_capped import at
from tests.profiles import at_most

_GOOD = allocate(
    25,
    [Claim("a", 3), Claim("b", 2), Claim("c", 2), Claim("d"), Claim("none", 0)],
    proportional(unit=5),
)
_REASON = WaitingReason.BELOW_ONE_STEP
_OF_D = Waiting("d", _REASON, 5)
_TIE = TieRule.EARLIER


def test_the_allocation_that_the_faults_are_planted_in_is_good() -> None:
    """Shares, a waiting claim, a claim without weight and a remainder, all in order."""
    assert _GOOD.shares == {"a": 10, "b": 5, "c": 5, "d": 5, "none": 0}
    assert verify(_GOOD) == ()


def _changed(**changes: object) -> tuple[Fault, ...]:
    return verify(attrs.evolve(_GOOD, **cast("Any", changes)))


def _with_shares(*shares: object, left_over: int = 0) -> tuple[Fault, ...]:
    by_id = dict(zip(_GOOD.shares, shares, strict=True))
    return _changed(shares=by_id, left_over=left_over, remainder=())


def test_a_share_too_many_is_found() -> None:
    """Money out of nothing."""
    assert _with_shares(10, 5, 5, 10, 0) == (Fault(FaultKind.SUM),)


def test_what_is_left_over_counts() -> None:
    """Shares and left over together are the total."""
    assert _changed(left_over=1) == (Fault(FaultKind.SUM),)
    assert _changed(total=24) == (Fault(FaultKind.SUM),)


def test_a_negative_share_is_found() -> None:
    """Nobody pays in, even if the sum is right."""
    assert _with_shares(20, 5, 5, -5, 0) == (Fault(FaultKind.NEGATIVE, ("d",)),)


def test_a_negative_total_or_left_over_is_found() -> None:
    """A fund cannot be overspent."""
    assert _with_shares(10, 5, 5, 10, 0, left_over=-5) == (Fault(FaultKind.NEGATIVE),)
    negative = Allocation(-1, (), _GOOD.method, {}, left_over=-1)
    assert verify(negative) == (Fault(FaultKind.NEGATIVE),)


def test_a_share_between_steps_is_found() -> None:
    """Every share is a multiple of the unit that the method names."""
    faults = (Fault(FaultKind.STEP, ("a",)), Fault(FaultKind.STEP, ("b",)))
    assert faults == _with_shares(9, 6, 5, 5, 0)
    by_hand = MethodRecord("by hand", {})
    assert _changed(shares={**_GOOD.shares, "a": 9, "b": 6}, method=by_hand) == ()


@pytest.mark.parametrize("unit", [0, -5, "x", "5", True, None, (5,)])
def test_a_step_on_record_that_is_none_is_found(unit: Any) -> None:
    """A forged record does not switch the check of the steps off, nor stop the others."""
    forged = MethodRecord("proportional", {"unit": unit})
    assert _changed(method=forged) == (Fault(FaultKind.STEP),)
    assert _changed(method=forged, left_over=1) == (Fault(FaultKind.SUM), Fault(FaultKind.STEP))


@pytest.mark.parametrize("share", [5.0, True, None, "5"])
def test_a_share_that_is_not_whole_is_found_and_nothing_is_calculated(share: object) -> None:
    """A float of the right value is still no amount."""
    assert _with_shares(10, 5, 5, share, 0) == (Fault(FaultKind.NOT_WHOLE, ("d",)),)


def test_a_total_or_left_over_that_is_not_whole_is_found() -> None:
    """The fund is whole numbers too."""
    assert _changed(total=25.0) == (Fault(FaultKind.NOT_WHOLE),)
    assert _changed(left_over=False) == (Fault(FaultKind.NOT_WHOLE),)


def test_shares_of_other_claims_are_found() -> None:
    """A share without a claim, a claim without a share, and another order."""
    shares = dict(_GOOD.shares)
    assert _changed(shares={**shares, "x": 0}) == (Fault(FaultKind.IDS),)
    assert _changed(shares=dict(sorted(shares.items(), reverse=True))) == (Fault(FaultKind.IDS),)
    del shares["none"]
    assert _changed(shares=shares) == (Fault(FaultKind.IDS),)
    del shares["d"]
    assert Fault(FaultKind.NOT_WAITING, ("d",)) in _changed(shares=shares)


def _limited(claim: Claim, share: int) -> tuple[Fault, ...]:
    record = MethodRecord("by hand", {"unit": 1})
    return verify(Allocation(share, (claim,), record, {claim.id: share}, left_over=0))


def test_a_share_beyond_its_limits_is_found() -> None:
    """Cap and floor are included."""
    claim = Claim("a", floor=2, cap=4)
    assert [
        (Fault(FaultKind.BELOW_FLOOR, ("a",)),),
        (),
        (),
        (Fault(FaultKind.ABOVE_CAP, ("a",)),),
    ] == [_limited(claim, share) for share in (1, 2, 4, 5)]
    assert Fault(FaultKind.BELOW_FLOOR, ("a",)) in _limited(claim, 0)


def test_a_claim_with_a_cap_of_zero_does_not_wait() -> None:
    """It receives nothing, as its cap says."""
    assert _limited(Claim("a", cap=0), 0) == ()
    assert _limited(Claim("a", cap=1), 0) == (Fault(FaultKind.NOT_WAITING, ("a",)),)


def test_whoever_is_missing_on_the_waiting_list_is_found() -> None:
    """Everyone with a weight who received nothing waits."""
    faults = (Fault(FaultKind.NOT_WAITING, ("d",)),)
    assert faults == _with_shares(15, 5, 5, 0, 0)
    assert _d_waits(_OF_D) == ()


def _d_waits(*entries: Waiting) -> tuple[Fault, ...]:
    """Whoever shared like this, one with a claim received nothing."""
    shares = {"a": 15, "b": 5, "c": 5, "d": 0, "none": 0}
    by_hand = MethodRecord("by hand", {"unit": 5})
    return _changed(shares=shares, waiting=entries, remainder=("a",), method=by_hand)


@pytest.mark.parametrize("name", ["none", "x", "a"])
def test_whoever_waits_without_a_claim_or_with_a_share_is_found(name: str) -> None:
    """A claim of weight zero, no claim at all, and one that received something do not wait."""
    entry = Waiting(name, _REASON, 5)
    assert _changed(waiting=(entry,)) == (Fault(FaultKind.WAITING, (name,)),)


def test_whoever_waits_twice_is_found() -> None:
    """One entry for each claim."""
    assert _d_waits(_OF_D, _OF_D) == (Fault(FaultKind.WAITING),)


@pytest.mark.parametrize("short_by", [0, -5, "5", 5.0, None])
def test_whoever_waits_for_nothing_is_found(short_by: Any) -> None:
    """Waiting means that something is missing."""
    assert _d_waits(Waiting("d", _REASON, short_by)) == (Fault(FaultKind.WAITING, ("d",)),)


def test_whoever_waits_without_a_reason_is_found() -> None:
    """A text that looks like one has no words in both languages."""
    bare: Any = "below-one-step"
    assert _d_waits(Waiting("d", bare, 5)) == (Fault(FaultKind.WAITING, ("d",)),)


def test_a_share_without_a_weight_is_found() -> None:
    """Whatever the method, a weight of zero receives nothing."""
    by_hand = MethodRecord("by hand", {"unit": 5})
    shares = {**_GOOD.shares, "d": 0, "none": 5}
    found = _changed(shares=shares, waiting=(_OF_D,), remainder=(), method=by_hand)
    assert found == (Fault(FaultKind.NO_WEIGHT, ("none",)),)


@pytest.mark.parametrize(
    "tie",
    [
        Tie(("a", "b"), (), _TIE),
        Tie(("a", "b"), ("a", "b"), _TIE),
        Tie(("a", "b"), ("c",), _TIE),
        Tie(("a", "x"), ("a",), _TIE),
        Tie((), (), _TIE),
        Tie(("a", "a", "b"), ("a",), _TIE),
        Tie(("a", "b", "c"), ("a", "a"), _TIE),
        Tie(("a", "b"), ("b",), _TIE),
        Tie(("b", "a"), ("b",), _TIE),
        Tie(("a", "b"), ("b",), TieRule.BY_ID),
        Tie(("a", "b"), ("b",), TieRule.LARGER_WEIGHT),
        Tie(("a", "b"), ("a",), TieRule.REFUSE),
        Tie(("c", "none"), ("none",), cast("Any", "by-id")),
    ],
)
def test_a_tie_that_decided_nothing_is_found(tie: Tie) -> None:
    """Some but not all who competed were served, by the rule; all are claims, each once."""
    assert _changed(ties=(tie,)) == (Fault(FaultKind.TIE, tie.competed),)


def test_a_tie_that_served_nobody_is_found() -> None:
    """Whoever was served received something."""
    shares = {"a": 15, "b": 5, "c": 5, "d": 0, "none": 0}
    for rule in (TieRule.BY_ID, TieRule.LARGER_WEIGHT):
        kept = Tie(("d", "none"), ("d",), rule)
        assert verify(
            attrs.evolve(
                _GOOD,
                shares=shares,
                waiting=(_OF_D,),
                ties=(kept,),
                remainder=(),
                method=MethodRecord("by hand", {"unit": 5}),
            )
        ) == (Fault(FaultKind.TIE, ("d", "none")),)


@pytest.mark.parametrize("remainder", [("a", "a"), ("x",), ("none",)])
def test_a_remainder_that_reached_nobody_is_found(remainder: tuple[str, ...]) -> None:
    """Each who got a remainder got something, and got it once."""
    assert _changed(remainder=remainder) == (Fault(FaultKind.REMAINDER, remainder),)


def test_a_fault_reads_in_both_languages() -> None:
    """The words are those of its kind."""
    fault = Fault(FaultKind.SUM)
    assert fault.text("id") == "Jumlah tidak sama dengan dana"
    assert fault.text("en") == "The sum is not the total"


@settings(max_examples=at_most(100))  # about 3 ms each
@given(totals, claim_lists(), st.data())
def test_a_unit_moved_to_nobody_is_always_found(
    total: int, claims: list[Claim], data: st.DataObject
) -> None:
    """Any single share that is changed is found, whatever the method."""
    method = data.draw(st.sampled_from([proportional(), per_head(3)]))
    good = allocate(total, claims, method)
    changed = data.draw(st.sampled_from(claims)).id
    by = data.draw(st.integers(-3, 3).filter(bool))
    shares = {**good.shares, changed: good.shares[changed] + by}
    assert Fault(FaultKind.SUM) in verify(attrs.evolve(good, shares=shares))


_AT_LEVEL = allocate(
    109,
    [Claim("a", 5, cap=22), Claim("b", floor=31), Claim("c", 2), Claim("d"), Claim("none", 0)],
    capped(unit=5),
)


def _of_level(*ids: str) -> tuple[Fault, ...]:
    return (Fault(FaultKind.LEVEL, ids),)


def _moved(a: int, b: int, c: int, d: int, **changes: object) -> tuple[Fault, ...]:
    shares = {"a": a, "b": b, "c": c, "d": d, "none": 0}
    left_over = 109 - a - b - c - d
    changed = {"shares": shares, "left_over": left_over, "remainder": (), **changes}
    return verify(attrs.evolve(_AT_LEVEL, **cast("Any", changed)))


def test_the_level_that_the_faults_are_planted_in_is_good() -> None:
    """One at the cap, one on the floor, and ten steps by weights of two and one."""
    assert {"a": 20, "b": 35, "c": 35, "d": 15, "none": 0} == _AT_LEVEL.shares
    assert Fraction(50, 3) == _AT_LEVEL.level
    assert verify(_AT_LEVEL) == ()


def test_whoever_is_away_from_the_level_is_named() -> None:
    """A whole step away from a floor, from a cap or from the exact share is too far."""
    assert _of_level("a") == _moved(15, 35, 35, 20)
    assert _of_level("b") == _moved(20, 40, 30, 15)
    assert _of_level("c", "d") == _moved(20, 35, 25, 25)


def test_a_smaller_fraction_that_was_rounded_up_first_is_found() -> None:
    """Two thirds go before one third; each is less than a step away all the same."""
    assert _of_level() == _moved(20, 35, 30, 20)


def test_of_two_equal_fractions_the_tie_rule_rounds_one_up() -> None:
    """The level allows either of the two, and the rule on record only its own."""
    claims = [Claim("a"), Claim("b")]
    good = allocate(3, claims, capped())
    assert {"a": 2, "b": 1} == good.shares
    turned = attrs.evolve(good, shares={"a": 1, "b": 2}, remainder=("b",), ties=())
    assert verify(turned) == (Fault(FaultKind.TIE, ("a", "b")),)
    by_hand = MethodRecord("by hand", {})
    assert verify(attrs.evolve(turned, method=by_hand)) == ()


def test_a_step_that_nobody_received_is_found() -> None:
    """What is left over is less than a step, unless everybody is at the cap."""
    assert _of_level() == _moved(20, 35, 30, 15)
    more = attrs.evolve(_AT_LEVEL, total=114, left_over=9)
    assert _of_level() == verify(more)


@pytest.mark.parametrize(
    ("level", "ids"),
    [
        (Fraction(17), ()),
        (Fraction(15), ("c",)),
        (Fraction(-1), ()),
        (16, ()),
        (50 / 3, ()),
        ("50/3", ()),
        (None, ("b", "c", "d")),
    ],
)
def test_a_level_that_is_not_that_of_the_shares_is_found(level: object, ids: Any) -> None:
    """Near is not exact, a float is no level, and a record without one claims that all are full."""
    assert _of_level(*ids) == _moved(20, 35, 35, 15, level=level)


def test_a_level_is_asked_of_capped_only_and_proved_of_any() -> None:
    """Another method has none; one that records a level has to keep it."""
    by_hand = MethodRecord("by hand", {"unit": 5})
    assert _moved(20, 35, 35, 15, level=None, method=by_hand) == ()
    assert _of_level() == _moved(20, 35, 30, 20, method=by_hand)
    no_step = MethodRecord("capped", {"unit": 0})
    for level in (Fraction(1), None):
        assert _moved(20, 35, 35, 15, level=level, method=no_step) == (Fault(FaultKind.STEP),)


@pytest.mark.parametrize(("cap", "faults"), [(24, ()), (25, _of_level("a"))])
def test_without_a_level_everybody_is_within_a_step_of_the_cap(
    cap: int, faults: tuple[Fault, ...]
) -> None:
    """A step that still fits under the cap is missing."""
    claims = (Claim("a", cap=cap), Claim("zero", 0))
    record = capped(unit=5).record()
    assert faults == verify(Allocation(40, claims, record, {"a": 20, "zero": 0}, left_over=20))
    missing = Allocation(40, claims, record, {}, left_over=40)
    assert Fault(FaultKind.LEVEL, ("a",)) in verify(missing)


def test_without_claims_there_is_no_level() -> None:
    """Nobody is below a cap, so that nothing could rise to it."""
    nobody = Allocation(4, (), capped(unit=5).record(), {}, left_over=4)
    assert verify(nobody) == ()
    assert _of_level() == verify(attrs.evolve(nobody, level=Fraction(1)))


@pytest.mark.parametrize(
    ("claims", "total", "levels"),
    [
        ([Claim("a", floor=60), Claim("b", floor=40)], 100, [Fraction(40), Fraction(-1)]),
        ([Claim("a"), Claim("b")], 0, [Fraction(-1), None]),
        ([Claim("a", cap=3), Claim("b", cap=4)], 7, [Fraction(4), Fraction(9)]),
        ([Claim("a", cap=3), Claim("b", 0)], 5, [Fraction(3)]),
    ],
)
def test_a_level_that_is_not_the_least_is_found(
    claims: list[Claim], total: int, levels: list[Fraction | None]
) -> None:
    """The same shares follow from it; none is on record where everybody is at the cap."""
    good = allocate(total, claims, capped())
    assert verify(good) == ()
    for level in levels:
        assert FaultKind.LEVEL in {fault.kind for fault in verify(attrs.evolve(good, level=level))}


def test_a_level_above_every_claim_that_could_lower_it_is_found() -> None:
    """In steps of five a floor of 13 takes 15 and a cap of 7 gives 5: from 2.5 on nothing moves."""
    claims = [Claim("a", floor=13), Claim("b", 2, cap=7)]
    good = allocate(20, claims, capped(unit=5))
    assert ({"a": 15, "b": 5}, Fraction(5, 2)) == (good.shares, good.level)
    for level in (Fraction(6), Fraction(14)):
        assert _of_level() == verify(attrs.evolve(good, level=level))


def test_a_tie_among_all_is_settled_by_its_rule_as_well() -> None:
    """A half and one and a half are tied for the second unit: it is the heavier claim's."""
    method = proportional(tie="larger-weight")
    good = allocate(2, [Claim("a", 1), Claim("b", 3)], method)
    assert ({"a": 0, "b": 2}, (Tie(("a", "b"), ("b",), method.tie),)) == (good.shares, good.ties)
    lie = Tie(("a", "b"), ("a",), method.tie)
    forged = attrs.evolve(good, shares={"a": 1, "b": 1}, waiting=(), ties=(lie,), remainder=("a",))
    for record in (good.method, MethodRecord("by hand", {"unit": 1})):
        assert FaultKind.TIE in {
            fault.kind for fault in verify(attrs.evolve(forged, method=record))
        }


@settings(max_examples=at_most(100))  # about 4 ms each
@given(problems("capped"), st.data())
def test_a_step_moved_from_one_claim_to_another_passes_no_level_unless_a_tie_allows_it(
    problem: tuple[Any, ...], data: st.DataObject
) -> None:
    """The sum is right either way; only of two equal fractions either may be rounded up."""
    total, claims, method = problem
    good = allocate(total, claims, attrs.evolve(method, tie=TieRule.EARLIER))
    if len(claims) == 1:
        return
    giver, taker = data.draw(st.permutations(claims))[:2]
    shares = dict(good.shares)
    shares[giver.id] -= method.unit
    shares[taker.id] += method.unit
    found = {fault.kind for fault in verify(attrs.evolve(good, shares=shares, remainder=()))}
    if good.level is not None:
        level = good.level / method.unit
        up = good.shares[giver.id] - method.unit * at(level, giver, method.unit)
        down = method.unit * at(level, taker, method.unit) - good.shares[taker.id]
        assert (not (up > 0 and down > 0 and up + down == method.unit)) == (
            FaultKind.LEVEL in found
        )
    else:
        assert found


@pytest.mark.parametrize("forged", [None, {"a": 5}])
def test_what_is_no_allocation_has_no_certificate(forged: Any) -> None:
    """Nothing is found to be good that was not looked at."""
    with pytest.raises(WrongType, match=r"^allocation: expected Allocation, got "):
        verify(forged)
