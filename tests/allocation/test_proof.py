"""`verify` proves what a method gives: of all answers to a question only the right one passes."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

import attrs
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reintegra.allocation import (
    METHODS,
    Allocation,
    Carry,
    Claim,
    Fault,
    FaultKind,
    Group,
    Method,
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
from reintegra.errors import Conflict
from tests.allocation.inputs import problems
from tests.profiles import at_most


def _forged(draw: st.DrawFn, good: Allocation) -> dict[str, object]:
    """One lie, told as consistently as the record allows."""
    ids = list(good.shares)
    kind = draw(st.sampled_from(["moved", "kept", "tie", "ties", "way", "reason", "short"]))
    step = draw(st.sampled_from([1, 7, 1_000, *filter(None, good.shares.values())]))
    if kind == "moved":
        giver, taker = draw(st.lists(st.sampled_from(ids), min_size=2, max_size=2))
        shares = dict(good.shares)
        shares[giver] -= step
        shares[taker] += step
        return {"shares": shares, **_told(good, shares)}
    if kind == "kept":
        shares = {**good.shares}
        shares[draw(st.sampled_from(ids))] -= step
        return {
            "shares": shares,
            "left_over": good.total - sum(shares.values()),
            **_told(good, shares),
        }
    if kind == "way":
        way = tuple(draw(st.permutations(good.remainder)))
        return {"remainder": way[draw(st.integers(0, 1)) :]}
    if kind == "ties":
        return {"ties": good.ties[1:]}
    if kind == "tie" and good.ties:
        tie, *others = good.ties
        served = tuple(draw(st.permutations(tie.competed))[: len(tie.served)])
        rule = draw(st.sampled_from(TieRule))
        return {"ties": (Tie(tie.competed, served, rule), *others)}
    if kind in {"reason", "short"} and good.waiting:
        entry, *rest = good.waiting
        change: Any = (
            {"reason": draw(st.sampled_from(WaitingReason))}
            if kind == "reason"
            else {"short_by": draw(st.integers(1, 2_000))}
        )
        return {"waiting": (attrs.evolve(entry, **change), *rest)}
    return {}


def _told(good: Allocation, shares: dict[str, int]) -> dict[str, object]:
    """The waiting list that goes with the shares, with entries as they stand on it now."""
    known = {entry.id: entry for entry in good.waiting}
    like = next(iter(good.waiting), Waiting("", WaitingReason.BELOW_ONE_STEP, 1))
    return {
        "waiting": tuple(
            known.get(claim.id, attrs.evolve(like, id=claim.id))
            for claim in good.claims
            if claim.weight and claim.cap != 0 and not shares[claim.id]
        )
    }


@pytest.mark.parametrize("name", METHODS)
@settings(max_examples=at_most(50))  # each is judged against every bound
@given(data=st.data())
def test_whatever_is_changed_of_an_answer_is_found(name: str, data: st.DataObject) -> None:
    """Sums, steps, limits and the waiting list may fit all the same."""
    total, claims, method = data.draw(problems(name, max_size=6))
    try:
        good = allocate(total, claims, method)
    except Conflict:
        return
    changes: Any = data.draw(st.composite(_forged)(good))
    forged = attrs.evolve(good, **changes)
    assert (forged != good) == bool(verify(forged))


_THREE = [Claim("a", 2), Claim("b"), Claim("c")]
_KITS = packages({"seed": 3, "stall": 5}, {"a": "stall", "b": "seed", "c": "seed"})
_HOMES = nested((Group("hill", ("a", "b")), Group("shore", ("c",))))


@pytest.mark.parametrize(
    "method",
    [
        equal(),
        per_head(3),
        proportional(),
        divisor("adams"),
        divisor("dhondt"),
        _KITS,
        by_priority(),
        by_priority(within=per_head(3)),
        _HOMES,
        carried(),
    ],
    ids=lambda method: str(method.name),
)
def test_a_fund_that_is_kept_back_is_found(method: Method) -> None:
    """The sum is right, everybody waits, and nobody was given anything of a hundred."""
    kept = Allocation(
        100,
        tuple(_THREE),
        method.record(),
        {"a": 0, "b": 0, "c": 0},
        left_over=100,
        waiting=tuple(Waiting(name, WaitingReason.BELOW_ONE_STEP, 1) for name in "abc"),
        groups={"hill": 0, "shore": 0} if method == _HOMES else {},
    )
    assert FaultKind.SHARE in {fault.kind for fault in verify(kept)}


@pytest.mark.parametrize(
    ("method", "shares"),
    [
        (equal(), (6, 2, 2)),
        (proportional(), (4, 3, 3)),
        (divisor("sainte-lague"), (4, 3, 3)),
        (by_priority(), (4, 3, 3)),
        (_HOMES, (4, 1, 5)),
        (per_head(4), (4, 5, 0)),
        (per_head(4), (4, 4, 2)),
        (_KITS, (5, 5, 0)),
        (_KITS, (5, 0, 3)),
        (_KITS, (0, 4, 3)),
        (carried(), (4, 3, 3)),
    ],
    ids=str,
)
def test_shares_of_another_method_are_found(method: Method, shares: tuple[int, ...]) -> None:
    """What adds up is not yet what the method on record gives."""
    good = allocate(10, _THREE, method)
    by_id = dict(zip("abc", shares, strict=True))
    waiting = tuple(
        Waiting(name, WaitingReason.BELOW_ONE_STEP, 1) for name in "abc" if not by_id[name]
    )
    forged = attrs.evolve(
        good, shares=by_id, left_over=10 - sum(shares), waiting=waiting, ties=(), remainder=()
    )
    assert {FaultKind.SHARE} == {fault.kind for fault in verify(forged)}


def test_a_step_that_nobody_was_rounded_up_to_is_found() -> None:
    """Everyone is within a step of what is due, nobody ahead, and one step is missing."""
    good = allocate(2, _THREE, proportional())
    waiting = tuple(Waiting(name, WaitingReason.BELOW_ONE_STEP, 1) for name in "bc")
    kept = attrs.evolve(
        good,
        shares={"a": 1, "b": 0, "c": 0},
        left_over=1,
        waiting=waiting,
        ties=(),
        remainder=(),
    )
    assert verify(kept) == (Fault(FaultKind.SHARE),)


def test_the_way_of_the_remainder_and_a_tie_are_those_that_decided() -> None:
    """Neither may be left out, nor the remainder told in another order."""
    good = allocate(2, [Claim("a", 2), Claim("b", 2), Claim("c", 3)], proportional())
    assert (("c", "a"), ("a", "b")) == (good.remainder, good.ties[0].competed)
    assert verify(good) == ()
    assert verify(attrs.evolve(good, ties=())) == (Fault(FaultKind.TIE, ("a", "b")),)
    for way in (("a", "c"), ("c",), ()):
        assert verify(attrs.evolve(good, remainder=way)) == (Fault(FaultKind.REMAINDER, way),)


def test_under_carried_one_behind_and_one_ahead_are_found() -> None:
    """All are due five; the sum is right."""
    five = [Claim(name) for name in "abcde"]
    good = allocate(25, five, carried(within=equal()))
    assert verify(good) == ()
    for shares in ((2, 5, 5, 5, 8), (6, 5, 5, 5, 4)):
        by_id = dict(zip("abcde", shares, strict=True))
        assert verify(attrs.evolve(good, shares=by_id)) == (Fault(FaultKind.SHARE),)


@pytest.mark.parametrize(
    ("total", "claims", "method"),
    [
        (3, [Claim("a", cap=0), Claim("b")], capped()),
        (14, [Claim("a", cap=4), Claim("b", floor=10, cap=20)], capped()),
        (2, [Claim("a", 9), Claim("b")], divisor("adams")),
        (1, [Claim("b"), Claim("a")], equal(tie="by-id")),
        (2, [Claim("a"), Claim("b", 3)], proportional(tie="larger-weight")),
        (0, [Claim("a"), Claim("b", priority=1)], by_priority()),
        (1, [Claim("a"), Claim("b", priority=1)], by_priority()),
        (8, [Claim("a", floor=3, priority=2), Claim("b", floor=2)], by_priority()),
        (1, _THREE, nested(_HOMES.groups, within=by_priority())),
        (1, _THREE, nested(_HOMES.groups, among=by_priority())),
    ],
    ids=str,
)
def test_what_is_rare_and_right_is_no_fault(
    total: int, claims: list[Claim], method: Method
) -> None:
    """A cap that the level just reaches, an infinite quotient, a group or priority with nothing."""
    assert verify(allocate(total, claims, method)) == ()


def test_an_earlier_priority_is_not_passed_over() -> None:
    """What a later one received more is what the earlier one lacks."""
    claims = [Claim("a", priority=2), Claim("b", priority=1, cap=6)]
    good = allocate(8, claims, by_priority())
    assert {"a": 2, "b": 6} == good.shares
    forged = attrs.evolve(good, shares={"a": 3, "b": 5})
    assert verify(forged) == (Fault(FaultKind.SHARE, ("b",)),)


def test_a_limit_that_the_method_on_record_does_not_honour_is_found() -> None:
    """It would have been ignored."""
    good = allocate(9, [Claim("a"), Claim("b")], equal())
    carrying = (Claim("a", priority=1), Claim("b", cap=9))
    assert verify(attrs.evolve(good, claims=carrying)) == (Fault(FaultKind.METHOD, ("a", "b")),)
    tree = allocate(9, [Claim("a"), Claim("b"), Claim("c")], _HOMES)
    banded = (Claim("a", priority=1), Claim("b"), Claim("c"))
    assert verify(attrs.evolve(tree, claims=banded)) == (Fault(FaultKind.METHOD, ("a",)),)
    assert "Metode yang tercatat tidak dapat dipakai untuk klaim ini" == FaultKind.METHOD.text("id")


@pytest.mark.parametrize(
    ("name", "options"),
    [
        ("equal", {"tie": "random"}),
        ("equal", {"colour": 1}),
        ("per_head", {}),
        ("per_head", {"amount": "3"}),
        ("divisor", {"rule": "hare"}),
        ("by_priority", {"within": MethodRecord("by hand", {})}),
        ("carried", {"balances": (("a", 1, 1),)}),
    ],
)
def test_options_on_record_that_build_no_method_are_found(
    name: str, options: dict[str, Any]
) -> None:
    """Whoever reads the record later could not share again."""
    good = allocate(9, [Claim("a"), Claim("b")], equal())
    forged = attrs.evolve(good, method=MethodRecord(name, options))
    assert verify(forged) == (Fault(FaultKind.METHOD),)


def test_a_level_under_a_method_that_has_none_is_found() -> None:
    """Even if the shares would follow from it."""
    good = allocate(8, [Claim("a"), Claim("b")], equal())
    assert verify(attrs.evolve(good, level=Fraction(4))) == (Fault(FaultKind.LEVEL),)


def test_a_waiting_list_in_another_order_is_found() -> None:
    """It stands in the order of the claims."""
    good = allocate(2, _THREE, per_head(2))
    assert ("b", "c") == tuple(entry.id for entry in good.waiting)
    turned = attrs.evolve(good, waiting=good.waiting[::-1])
    assert verify(turned) == (Fault(FaultKind.WAITING),)


def test_a_wait_for_the_wrong_reason_under_carried_is_found() -> None:
    """Set off is whoever would have had a step of this round alone, and nobody else."""
    method = carried(balances={"a": Fraction(-5), "b": Fraction(5)})
    good = allocate(4, [Claim("a"), Claim("b"), Claim("c", 9)], method)
    (entry,) = (each for each in good.waiting if each.id == "a")
    assert verify(good) == ()
    other = attrs.evolve(entry, reason=WaitingReason.SET_OFF)
    forged = tuple(other if each == entry else each for each in good.waiting)
    assert verify(attrs.evolve(good, waiting=forged)) == (Fault(FaultKind.WAITING, ("a",)),)


def test_a_tie_that_the_record_refuses_is_found() -> None:
    """Where ties are refused nothing was decided."""
    good = allocate(9, [Claim("a"), Claim("b")], equal())
    refused = attrs.evolve(good, method=equal(tie="refuse").record())
    assert verify(refused) == (Fault(FaultKind.TIE, ("a", "b")),)


def test_limits_on_record_that_exclude_each_other_are_found() -> None:
    """A group whose cap lies below what its members are guaranteed."""
    inner = capped()
    tree = nested((Group("home", ("a",), cap=5),), among=inner, within=inner)
    good = allocate(5, [Claim("a", floor=5)], tree)
    assert verify(good) == ()
    small = nested((Group("home", ("a",)),), among=proportional(), within=inner)
    assert verify(attrs.evolve(good, method=small.record())) == (Fault(FaultKind.METHOD),)


def test_a_kit_that_the_record_does_not_know_is_found() -> None:
    """A share without a choice or a price."""
    good = allocate(10, _THREE, _KITS)
    assert verify(good) == ()
    unknown = packages({"seed": 3}, {"a": "stall", "b": "seed", "c": "seed"})
    waiting = (Waiting("a", WaitingReason.PRICE_ABOVE_THE_REST, 1),)
    forged = attrs.evolve(
        good,
        method=unknown.record(),
        shares={"a": 0, "b": 3, "c": 3},
        left_over=4,
        waiting=waiting,
        ties=(),
    )
    assert verify(forged) == (Fault(FaultKind.SHARE, ("a",)),)


def test_of_a_method_from_outside_nothing_is_proved() -> None:
    """What it promises is not known here."""
    by_hand = MethodRecord("by hand", {})
    good = allocate(9, [Claim("a"), Claim("b")], equal())
    assert verify(attrs.evolve(good, shares={"a": 9, "b": 0}, left_over=0)) != ()
    uneven = attrs.evolve(good, shares={"a": 8, "b": 1}, method=by_hand, ties=(), remainder=())
    assert verify(uneven) == ()


def test_a_round_of_any_size_is_proved_to_the_unit() -> None:
    """One unit of 10^30 in the wrong place is found, and the right place is not suspected."""
    claims = [Claim("a", 3), Claim("b", 5)]
    _, carry = Carry().allocate(10**30 + 7, claims, proportional())
    good, _ = carry.allocate(10**30 + 6, claims, proportional())
    assert verify(good) == ()
    shares = {"a": good.shares["a"] + 1, "b": good.shares["b"] - 1}
    assert FaultKind.SHARE in {fault.kind for fault in verify(attrs.evolve(good, shares=shares))}


def test_whoever_received_another_amount_or_kit_is_named() -> None:
    """A fixed amount is given whole or not at all, and of one price none is left out unpaid."""
    fixed = allocate(10, [Claim("a"), Claim("b")], per_head(4))
    moved = attrs.evolve(fixed, shares={"a": 3, "b": 4}, left_over=3)
    assert (Fault(FaultKind.SHARE, ("a",)),) == verify(moved)
    kits = packages({"stall": 4}, {"a": "stall", "b": "stall"})
    given = allocate(8, [Claim("a"), Claim("b")], kits)
    waits = (Waiting("b", WaitingReason.PRICE_ABOVE_THE_REST, 4),)
    kept = attrs.evolve(given, shares={"a": 4, "b": 0}, left_over=4, waiting=waits)
    assert (Fault(FaultKind.SHARE, ("a", "b")),) == verify(kept)
