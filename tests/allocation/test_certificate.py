"""`verify` trusts nobody: each planted fault is found, and named."""

from __future__ import annotations

from typing import Any, cast

import attrs
import pytest
from hypothesis import given
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
    per_head,
    proportional,
    verify,
)
from tests.allocation.inputs import claim_lists, totals

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


def test_a_claim_with_a_cap_of_zero_does_not_wait() -> None:
    """It receives nothing, as its cap says."""
    assert _limited(Claim("a", cap=0), 0) == ()
    assert _limited(Claim("a", cap=1), 0) == (Fault(FaultKind.NOT_WAITING, ("a",)),)


def test_whoever_is_missing_on_the_waiting_list_is_found() -> None:
    """Everyone with a weight who received nothing waits."""
    faults = (Fault(FaultKind.NOT_WAITING, ("d",)),)
    assert faults == _with_shares(15, 5, 5, 0, 0)
    shares = {"a": 15, "b": 5, "c": 5, "d": 0, "none": 0}
    assert _changed(shares=shares, waiting=(_OF_D,), remainder=("a",)) == ()


@pytest.mark.parametrize("entry", [Waiting("none", _REASON, 5), Waiting("x", _REASON, 5)])
def test_whoever_waits_without_a_claim_is_found(entry: Waiting) -> None:
    """A claim of weight zero, or no claim at all, does not wait."""
    assert _changed(waiting=(entry,)) == (Fault(FaultKind.WAITING),)


def test_whoever_waits_twice_is_found() -> None:
    """One entry for each claim."""
    assert _changed(waiting=(_OF_D, _OF_D)) == (Fault(FaultKind.WAITING),)


@pytest.mark.parametrize("short_by", [0, -5, "5", 5.0, None])
def test_whoever_waits_for_nothing_is_found(short_by: Any) -> None:
    """Waiting means that something is missing."""
    entries = (Waiting("a", _REASON, 5), Waiting("d", _REASON, short_by))
    assert _changed(waiting=entries) == (Fault(FaultKind.WAITING, ("d",)),)


@pytest.mark.parametrize(
    "tie",
    [
        Tie(("a", "b"), (), _TIE),
        Tie(("a", "b"), ("a", "b"), _TIE),
        Tie(("a", "b"), ("c",), _TIE),
        Tie(("a", "x"), ("a",), _TIE),
    ],
)
def test_a_tie_that_decided_nothing_is_found(tie: Tie) -> None:
    """Some but not all of those who competed were served, and all of them are claims."""
    assert _changed(ties=(tie,)) == (Fault(FaultKind.TIE, tie.competed),)


@pytest.mark.parametrize("remainder", [("a", "a"), ("x",), ("none",)])
def test_a_remainder_that_reached_nobody_is_found(remainder: tuple[str, ...]) -> None:
    """Each who got a remainder got something, and got it once."""
    assert _changed(remainder=remainder) == (Fault(FaultKind.REMAINDER, remainder),)


def test_a_fault_reads_in_both_languages() -> None:
    """The words are those of its kind."""
    fault = Fault(FaultKind.SUM)
    assert fault.text("id") == "Jumlah tidak sama dengan dana"
    assert fault.text("en") == "The sum is not the total"


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
