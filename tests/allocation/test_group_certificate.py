"""`verify` checks the groups of an allocation against the tree on record, trusting nobody."""

from __future__ import annotations

from typing import Any, cast

import attrs
import pytest

from reintegra.allocation import (
    Claim,
    Fault,
    FaultKind,
    Group,
    MethodRecord,
    Tie,
    TieRule,
    Waiting,
    WaitingReason,
    allocate,
    capped,
    equal,
    nested,
    per_head,
    proportional,
    verify,
)
from reintegra.allocation.result import recorded_step

_TEN = capped(unit=10)
_HOME = Group("home", ("a", "b"), 2, floor=20, cap=60)
_GROUPS = (Group("hill", (_HOME, "c", "absent"), 3, cap=90), Group("shore", ("d",), floor=10))
_CLAIMS = [Claim("a"), Claim("b", cap=20), Claim("c"), Claim("d")]
_GOOD = allocate(125, _CLAIMS, nested(_GROUPS, among=_TEN, within=_TEN))
_WAITING = (Waiting("b", WaitingReason.BELOW_ONE_STEP, 10),)
_HEAVIER = TieRule.LARGER_WEIGHT
_FIELDS = ("hill", ("a", "b", "c"), 1, 0, None, 0, None)


def _changed(**changes: object) -> tuple[Fault, ...]:
    return verify(attrs.evolve(_GOOD, **cast("Any", changes)))


def _with_groups(**groups: object) -> tuple[Fault, ...]:
    return _changed(groups={**_GOOD.groups, **groups})


def test_the_allocation_that_the_faults_are_planted_in_is_good() -> None:
    """A cap, a floor, a member without a claim, and five that fill no step."""
    assert _GOOD.shares == {"a": 40, "b": 20, "c": 30, "d": 30}
    assert _GOOD.groups == {"hill": 90, "home": 60, "shore": 30}
    assert _GOOD.left_over == 5
    assert recorded_step(_GOOD.method) == 10
    assert verify(_GOOD) == ()


def test_members_that_received_more_than_their_group_are_found() -> None:
    """Of a group of people, of a group with a group in it, and of the whole."""
    assert _with_groups(home=50) == (Fault(FaultKind.GROUP_SUM, ("home",)),)
    assert _with_groups(hill=80) == (Fault(FaultKind.GROUP_SUM, ("hill",)),)
    assert _with_groups(shore=50) == (Fault(FaultKind.GROUP_SUM),)
    assert FaultKind.GROUP_SUM.text("en") == "The members received more than their group"
    assert FaultKind.GROUP_SUM.text("id") == "Anggota menerima lebih dari bagian kelompoknya"


def test_what_is_left_over_inside_a_group_is_no_fault() -> None:
    """The group keeps what its members could not use, and nothing that they could."""
    amounts = nested((Group("home", ("a",)),), within=per_head(7))
    kept = allocate(9, [Claim("a")], amounts)
    assert ({"home": 9}, {"a": 7}, 2) == (kept.groups, kept.shares, kept.left_over)
    assert verify(kept) == ()
    shares = {**_GOOD.shares, "d": 20}
    assert _changed(shares=shares, left_over=15) == (Fault(FaultKind.SHARE, ("d",)),)


def test_a_group_beyond_its_limits_is_found() -> None:
    """Its own cap and floor on record, both included."""
    shares = {"a": 40, "b": 20, "c": 20, "d": 30}
    above = {"hill": 90, "home": 70, "shore": 30}
    assert _changed(shares=shares, groups=above, left_over=15) == (
        Fault(FaultKind.ABOVE_CAP, ("home",)),
    )
    below = {"hill": 90, "home": 10, "shore": 30}
    fewer = {"a": 10, "b": 0, "c": 30, "d": 30}
    waiting = attrs.evolve(
        _GOOD, shares=fewer, groups=below, left_over=55, waiting=_WAITING, remainder=()
    )
    assert verify(waiting) == (Fault(FaultKind.BELOW_FLOOR, ("home",)),)
    nothing = attrs.evolve(waiting, groups={**below, "home": 0})
    assert Fault(FaultKind.BELOW_FLOOR, ("home",)) in verify(nothing)
    first = _with_groups(hill=100)
    assert Fault(FaultKind.ABOVE_CAP, ("hill",)) in first
    at_floor = attrs.evolve(waiting, groups={**below, "home": 20})
    assert FaultKind.BELOW_FLOOR not in {fault.kind for fault in verify(at_floor)}


def test_a_group_between_steps_or_below_zero_is_found() -> None:
    """As a share of a person would be."""
    assert _with_groups(shore=35) == (Fault(FaultKind.STEP, ("shore",)),)
    found = _with_groups(shore=-10)
    assert Fault(FaultKind.NEGATIVE, ("shore",)) in found
    assert Fault(FaultKind.BELOW_FLOOR, ("shore",)) not in found


@pytest.mark.parametrize("share", [30.0, True, None, "30"])
def test_a_group_that_is_not_whole_is_found_and_nothing_is_calculated(share: object) -> None:
    """A float of the right value is still no amount."""
    assert _with_groups(shore=share) == (Fault(FaultKind.NOT_WHOLE, ("shore",)),)


def test_groups_that_are_not_those_on_record_are_found() -> None:
    """One too many, one too few, none at all, and some where the method has none."""
    fault = (Fault(FaultKind.GROUPS),)
    assert _with_groups(other=0) == fault
    assert _changed(groups={"hill": 90, "home": 60}) == fault
    assert _changed(groups={}) == fault
    flat = allocate(9, [Claim("a")], equal())
    assert verify(attrs.evolve(flat, groups={"hill": 9})) == fault
    empty = allocate(9, [], nested(_GROUPS, among=_TEN, within=_TEN))
    assert verify(empty) == ()
    assert verify(attrs.evolve(empty, groups={"hill": 0, "home": 0, "shore": 0})) == fault
    assert FaultKind.GROUPS.text("en") == "The groups are not those of the method on record"
    assert FaultKind.GROUPS.text("id") == "Kelompok tidak sesuai dengan metode yang tercatat"


@pytest.mark.parametrize(
    "groups",
    [
        None,
        "hill",
        (),
        ("hill",),
        ((),),
        (_FIELDS[:6],),
        ((7, *_FIELDS[1:]),),
        (("hill", "abc", *_FIELDS[2:]),),
        (("hill", ("a", "b", "c", ()), *_FIELDS[2:]),),
        (("hill", ("a", "b", "c", 7), *_FIELDS[2:]),),
        (("hill", ("a", "b", "c", (7, (), 1, 0, None, 0, None)), *_FIELDS[2:]),),
        ((*_FIELDS[:3], "0", *_FIELDS[4:]),),
        ((*_FIELDS[:4], "9", *_FIELDS[5:]),),
        (("hill", ("a", "b"), *_FIELDS[2:]),),
        (("hill", ("a", "b", "c", "a"), *_FIELDS[2:]),),
        (("hill", ("a", "b", "c", "hill"), *_FIELDS[2:]),),
        (_FIELDS, _FIELDS),
        (("hill", ("a", "b", "c", ("c", (), 1, 0, None, 0, None)), *_FIELDS[2:]),),
        (("other", *_FIELDS[1:]),),
    ],
)
def test_a_record_that_is_no_tree_of_these_claims_is_found(groups: Any) -> None:
    """Whatever was written there stops no check."""
    good = allocate(9, _CLAIMS[:3:2], nested((Group("hill", ("a", "b", "c")),)))
    assert verify(good) == ()
    three = allocate(9, [Claim("a"), Claim("b"), Claim("c")], equal())
    forged = MethodRecord("nested", {"groups": groups})
    assert verify(attrs.evolve(three, method=forged, groups={"hill": 9})) == (
        Fault(FaultKind.GROUPS),
    )


def test_a_claim_with_the_id_of_a_group_is_found() -> None:
    """One id would have two shares."""
    twice = allocate(9, [Claim("a"), Claim("hill")], equal())
    record = MethodRecord("nested", {"groups": (("hill", ("a",), 1, 0, None, 0, None),)})
    assert verify(attrs.evolve(twice, method=record, groups={"hill": 9})) == (
        Fault(FaultKind.GROUPS),
    )


def test_the_same_record_without_a_flaw_is_good() -> None:
    """What the flaws above were planted in; the names of a group and of a claim differ."""
    three = allocate(9, [Claim("a"), Claim("b"), Claim("c")], equal())
    inner = ("deep", (), 1, 0, None, 0, None)
    for fields in (_FIELDS, ("hill", ("a", "b", "c", inner), 1, 9, 9, 0, None)):
        record = MethodRecord("nested", {"groups": (fields,), "among": capped().record()})
        groups = {"hill": 9} if fields is _FIELDS else {"hill": 9, "deep": 0}
        assert verify(attrs.evolve(three, method=record, groups=groups)) == ()


def test_a_tie_and_a_remainder_may_be_of_groups() -> None:
    """Of groups that are there, and that received something."""
    three = [Group(name, (name.upper(),)) for name in ("hill", "shore", "sea")]
    good = allocate(2, [Claim(group.id.upper()) for group in three], nested(three))
    assert (Tie(("hill", "shore", "sea"), ("hill", "shore"), TieRule.EARLIER),) == good.ties
    assert ("hill", "shore") == good.remainder
    assert verify(good) == ()
    unknown = Tie(("hill", "sea"), ("hill",), TieRule.EARLIER)
    assert _changed(ties=(unknown,)) == (Fault(FaultKind.TIE, ("hill", "sea")),)
    assert _changed(remainder=("sea",)) == (Fault(FaultKind.REMAINDER, ("sea",)),)
    nothing = allocate(
        3, [Claim("a"), Claim("d")], nested((*_plain("x", "a"), *_plain("y", "d", 0)))
    )
    assert verify(attrs.evolve(nothing, remainder=("y",))) == (Fault(FaultKind.REMAINDER, ("y",)),)


def test_a_tie_of_groups_by_weight_is_asked_again() -> None:
    """Quotas of a half and of one and a half: the larger group is served, and no other."""
    groups = (*_plain("light", "a"), *_plain("heavy", "b", 3))
    good = allocate(2, [Claim("a"), Claim("b")], nested(groups, among=proportional(tie=_HEAVIER)))
    tie = Tie(("light", "heavy"), ("heavy",), _HEAVIER)
    assert ((tie,), {"light": 0, "heavy": 2}) == (good.ties, good.groups)
    assert verify(good) == ()
    turned = attrs.evolve(
        good,
        shares={"a": 1, "b": 1},
        groups={"light": 1, "heavy": 1},
        ties=(attrs.evolve(tie, served=("light",)),),
        remainder=("light",),
        waiting=(),
    )
    assert verify(turned) == (Fault(FaultKind.TIE, ("light", "heavy")),)


def _plain(name: str, member: str, weight: int = 1) -> tuple[Group, ...]:
    return (Group(name, (member,), weight),)


def test_a_step_on_record_that_is_none_is_found_once() -> None:
    """The groups are then checked in everything else."""
    forged = MethodRecord(
        "nested", {**_GOOD.method.options, "within": MethodRecord("x", {"unit": 0})}
    )
    assert _changed(method=forged, groups={**_GOOD.groups, "shore": 35}) == (Fault(FaultKind.STEP),)
