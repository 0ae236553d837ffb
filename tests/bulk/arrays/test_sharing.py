"""A sum is shared among arrays as among claims: bit for bit, or refused where it does not fit."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reintegra.allocation import (
    Method,
    TieRule,
    WaitingReason,
    by_priority,
    capped,
    divisor,
    equal,
    per_head,
    proportional,
)
from reintegra.bulk.arrays import NO_CAP, ArrayTie, allocate_array
from reintegra.errors import InvalidValue, WrongType
from tests.allocation.inputs import problems
from tests.bulk.arrays.inputs import (
    IN_ARRAYS,
    answer_of,
    by_arrays,
    by_claims,
    whole,
    wide_problems,
)
from tests.profiles import at_most

METHODS: list[Method] = [equal(), per_head(3), proportional(), capped()]

every_method = pytest.mark.parametrize("method", METHODS, ids=lambda method: method.name)


@pytest.mark.parametrize("name", IN_ARRAYS)
@settings(max_examples=at_most(100))  # about 4 ms each
@given(data=st.data())
def test_arrays_answer_as_claims_do(name: str, data: st.DataObject) -> None:
    """Shares, rest, level, ties, who waits and who received one more, of every method."""
    total, claims, method = data.draw(problems(name))
    assert by_claims(total, claims, method) == by_arrays(total, claims, method)


@pytest.mark.parametrize("name", IN_ARRAYS)
@settings(max_examples=at_most(100))  # about 4 ms each
@given(data=st.data())
def test_numbers_of_any_width_are_exact_or_refused(name: str, data: st.DataObject) -> None:
    """Only a share that 64 bits do not hold is refused, and only then."""
    total, claims, method = data.draw(wide_problems(name))
    expected, found = by_claims(total, claims, method), by_arrays(total, claims, method)
    if found.get("refused") == "too-large":
        assert 2**63 - 1 < expected["shares"][int(found["place"])]
        return
    assert expected == found
    assert 2**63 - 1 >= max(expected.get("shares", [0]))


def test_everything_that_is_decided_is_said() -> None:
    """Two of three that stand alike were served; two received nothing, one of whom may not."""
    weights, caps = whole([10, 5, 5, 5, 1, 0, 3]), whole([9, NO_CAP, 99, 99, 0, 9, 1])
    found = allocate_array(36, weights, capped(tie="larger-weight"), caps=caps)
    expected = [9, 9, 9, 8, 0, 0, 1]
    assert expected == found.shares.tolist()
    assert (ArrayTie(3, 2, TieRule.EARLIER),) == found.ties
    assert (36, 0, Fraction(26, 15)) == (found.total, found.left_over, found.level)
    assert [1, 2] == found.remainder.tolist()
    assert [] == found.waiting.tolist()
    assert capped(tie="larger-weight").record() == found.method
    assert {} == found.groups


def test_whoever_waits_is_named_with_the_reason() -> None:
    """By position, and with what each is short of."""
    found = allocate_array(7, whole([1, 0, 1, 1]), per_head(3))
    assert [3] == found.waiting.tolist()
    assert (WaitingReason.TOTAL_USED_UP, 3) == (found.reason, found.short_by)
    assert [] == found.remainder.tolist()
    found = allocate_array(5, whole([1, 9]), proportional(unit=5))
    assert [0] == found.waiting.tolist()
    assert (WaitingReason.BELOW_ONE_STEP, 5) == (found.reason, found.short_by)
    assert [1] == found.remainder.tolist()


@every_method
def test_no_claims_leave_everything_over(method: Method) -> None:
    """That is an allocation, not an error."""
    found = allocate_array(7, whole([]), method)
    assert (7, 7, [], None) == (found.total, found.left_over, found.shares.tolist(), found.level)
    assert ([], [], ()) == (found.waiting.tolist(), found.remainder.tolist(), found.ties)


@every_method
def test_a_million_alike_are_shared_among(method: Method) -> None:
    """As large as it is, nothing is lost."""
    found = allocate_array(2_500_001, np.full(1_000_000, 7), method)
    assert 2_500_001 == int(found.shares.sum()) + found.left_over
    competed = {tie.competed for tie in found.ties}
    assert {1_000_000} == competed


@every_method
def test_what_is_given_is_left_as_it_was(method: Method) -> None:
    """Nor does the answer hold on to it."""
    weights = whole([3, 1, 1])
    limits: dict[str, Any] = {}
    if method.name == "capped":
        limits = {"floors": whole([1, 1, 0]), "caps": whole([1, 1, 0])}
    found = allocate_array(5, weights, method, **limits)
    before = found.shares.tolist()
    assert [3, 1, 1] == weights.tolist()
    for array in (weights, *limits.values()):
        array[:] = 77
    assert before == found.shares.tolist()


def test_the_answer_cannot_be_changed() -> None:
    """Neither its arrays nor its sums."""
    found = allocate_array(5, whole([3, 1, 1]), proportional())
    for array in (found.shares, found.waiting, found.remainder):
        with pytest.raises(ValueError, match="read-only"):
            array[:] = 0
    with pytest.raises(AttributeError):
        found.left_over = 1  # type: ignore[misc] # what a type checker would catch


@pytest.mark.parametrize("method", [by_priority(), divisor("dhondt")], ids=lambda each: each.name)
def test_other_methods_have_no_way_with_arrays(method: Method) -> None:
    """They are refused by name."""
    with pytest.raises(InvalidValue) as refusal:
        allocate_array(5, whole([1]), method)
    hint = f"the method {method.name} has no way with arrays; use allocate"
    assert f"method: {hint} [not-in-arrays]" == str(refusal.value)


@pytest.mark.parametrize("method", ["equal", equal, None])
def test_a_method_is_a_value(method: Any) -> None:
    """Neither its name nor its maker."""
    with pytest.raises(WrongType, match=r"^method: expected a Method, such as proportional\(\)"):
        allocate_array(5, whole([1]), method)


@pytest.mark.parametrize("method", METHODS[:3], ids=lambda method: method.name)
@pytest.mark.parametrize("limit", ["floors", "caps"])
def test_limits_are_honoured_or_refused(method: Method, limit: str) -> None:
    """Even those that hold nobody."""
    limits: Any = {limit: whole([0])}
    with pytest.raises(InvalidValue) as refusal:
        allocate_array(5, whole([1]), method, **limits)
    hint = f"the method {method.name} does not honour it, and never ignores it"
    assert f"{limit}: {hint} [not-honoured]" == str(refusal.value)


@every_method
@pytest.mark.parametrize("total", [0, 9])
def test_weights_that_are_all_zero_are_refused(method: Method, total: int) -> None:
    """Also while there is nothing to share."""
    with pytest.raises(InvalidValue) as refusal:
        allocate_array(total, whole([0, 0]), method)
    assert "weights: all weights are zero [no-weight]" == str(refusal.value)


@pytest.mark.parametrize(("total", "code"), [(-1, "negative"), (True, None), (1.0, None)])
def test_a_total_is_a_whole_number(total: Any, code: str | None) -> None:
    """Not negative, no bool and no float; an array of one total has groups of its own."""
    with pytest.raises((InvalidValue, WrongType), match=r"^total: ") as refusal:
        allocate_array(total, whole([1]), equal())
    assert code == getattr(refusal.value, "code", None)


def test_the_order_of_the_ids_needs_ids() -> None:
    """Other rules do without; whoever gives some anyway may."""
    with pytest.raises(InvalidValue) as refusal:
        allocate_array(1, whole([1, 1]), equal(tie="by-id"))
    assert "ids: the tie rule by-id goes by them [missing]" == str(refusal.value)
    found = allocate_array(1, whole([1, 1]), equal(tie="by-id"), ids=np.array(["b", "a"]))
    assert [0, 1] == found.shares.tolist()
    assert [1, 0] == allocate_array(
        1, whole([1, 1]), equal(), ids=np.array(["b", "a"])
    ).shares.tolist()


@pytest.mark.parametrize(
    ("total", "weights", "method"),
    [
        (2**66, [1, 3], equal(unit=1_000)),
        (2**66, [1, 3], proportional(unit=1_000)),
        (2**65, [1, 3], per_head(2**63)),
        (2**80, [1, 3], capped(unit=2**70)),
        (2**63, [0, 1], proportional()),
    ],
    ids=str,
)
def test_a_share_that_64_bits_do_not_hold_is_refused(
    total: int, weights: list[int], method: Method
) -> None:
    """By its position; nothing wraps around."""
    with pytest.raises(InvalidValue) as refusal:
        allocate_array(total, whole(weights), method)
    hint = "this share does not fit into 64 bits; allocate shares numbers of any size"
    place = 0 if weights[0] and method.name in {"equal", "per_head"} else 1
    assert f"shares[{place}]: {hint} [too-large]" == str(refusal.value)


@pytest.mark.parametrize("method", [per_head(2**70), equal(unit=2**70), capped(unit=2**70)])
def test_a_step_that_64_bits_do_not_hold_is_nobodys(method: Method) -> None:
    """Where the total does not reach it, everybody waits for it."""
    found = allocate_array(2**69, whole([1, 3]), method)
    assert ([0, 0], 2**69) == (found.shares.tolist(), found.left_over)
    assert ([0, 1], 2**70) == (found.waiting.tolist(), found.short_by)


def test_the_largest_totals_are_shared_as_exactly() -> None:
    """What leaves no room for the fast way goes one by one, with the same answers."""
    weights = whole([2**62, 2**62, 1])
    found = allocate_array(2**63, weights, proportional())
    assert [2**62, 2**62 - 1, 1] == found.shares.tolist()
    assert ([], [0, 2]) == (found.waiting.tolist(), found.remainder.tolist())
    found = allocate_array(3 * 2**62, whole([1, 1, 1]), equal())
    assert answer_of(found)["shares"] == [2**62] * 3
