"""The frame refuses what has no right answer, and completes what a method answers."""

from __future__ import annotations

from decimal import Decimal
from enum import IntEnum
from typing import Any, cast

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reintegra.allocation import (
    METHODS,
    Axiom,
    Claim,
    Method,
    TieRule,
    allocate,
    capped,
    compare,
    counter_example,
    equal,
    per_head,
    proportional,
    sufficiency,
    verify,
)
from reintegra.errors import Conflict, InvalidValue, WrongType
from tests.allocation.inputs import problems
from tests.profiles import at_most


class TenUnits(IntEnum):
    """A closed set of numbers, none of which is an amount."""

    TEN = 10


_ALL: list[Method] = [equal(), per_head(3), proportional(), capped()]

_every_method = pytest.mark.parametrize("method", _ALL, ids=lambda method: method.name)


@pytest.mark.parametrize("name", METHODS)
@settings(max_examples=at_most(100))  # about 4 ms each
@given(data=st.data())
def test_every_allocation_is_its_own_certificate(name: str, data: st.DataObject) -> None:
    """Whatever the method, options, claims and total, nothing is lost or made up."""
    total, claims, method = data.draw(problems(name))
    try:
        allocation = allocate(total, claims, method)
    except Conflict:
        assert repr(TieRule.REFUSE) in repr(method.record())
        return
    assert verify(allocation) == ()
    assert total == allocation.left_over + sum(allocation.shares.values())
    assert (total, tuple(claims)) == (allocation.total, allocation.claims)
    assert method == METHODS[allocation.method.name](**allocation.method.options)


def test_claims_may_come_from_anywhere() -> None:
    """An iterator is read once, in its order."""
    allocation = allocate(3, (Claim(name) for name in "ba"), equal())
    assert list(allocation.shares.items()) == [("b", 2), ("a", 1)]


@_every_method
def test_no_claims_leave_everything_over(method: Method) -> None:
    """That is an allocation, not an error; also where ties are refused."""
    allocation = allocate(7, [], method)
    assert (7, {}, ()) == (allocation.left_over, allocation.shares, allocation.waiting)


@_every_method
def test_a_total_of_zero_is_shared(method: Method) -> None:
    """Nobody gets anything, whoever has a weight waits, and no tie decided."""
    allocation = allocate(0, [Claim("a"), Claim("b", 0), Claim("c", 4)], method)
    assert allocation.shares == {"a": 0, "b": 0, "c": 0}
    assert [entry.id for entry in allocation.waiting] == ["a", "c"]
    assert allocation.ties == ()


@_every_method
@pytest.mark.parametrize("total", [True, 1.0, float("nan"), Decimal(1), "1", None, TenUnits.TEN])
def test_a_total_is_a_whole_number(total: object, method: Method) -> None:
    """Neither a bool nor a float is ever an amount, even without claims."""
    for claims in ([Claim("a")], []):
        with pytest.raises(WrongType) as refusal:
            allocate(cast("int", total), claims, method)
        assert refusal.value.field == "total"


@_every_method
def test_a_negative_total_is_refused(method: Method) -> None:
    """A debt is not shared, and the amount is not repeated."""
    with pytest.raises(InvalidValue) as refusal:
        allocate(-987_654, [Claim("a")], method)
    assert ("total", "negative") == (refusal.value.field, refusal.value.code)
    assert "987" not in str(refusal.value)


@_every_method
def test_two_claims_of_one_id_are_refused(method: Method) -> None:
    """The later one is named by its position, and the id is not repeated."""
    claims = [Claim(name) for name in ("first", "second", "third", "second", "first")]
    with pytest.raises(InvalidValue) as refusal:
        allocate(9, claims, method)
    assert str(refusal.value) == "claims[3].id: an earlier claim has the same id [duplicate]"


@_every_method
@pytest.mark.parametrize("total", [0, 9])
def test_weights_that_are_all_zero_are_refused(method: Method, total: int) -> None:
    """Nobody claims anything: that is a misuse, also while there is nothing to share."""
    with pytest.raises(InvalidValue) as refusal:
        allocate(total, [Claim("a", 0), Claim("b", 0)], method)
    assert str(refusal.value) == "claims: all weights are zero [no-weight]"


@_every_method
@pytest.mark.parametrize(
    ("claim", "limit"),
    [
        (Claim("b", floor=1), "floor"),
        (Claim("b", cap=0), "cap"),
        (Claim("b", cap=10**9), "cap"),
        (Claim("b", priority=1), "priority"),
        (Claim("b", priority=-1), "priority"),
    ],
    ids=str,
)
def test_a_limit_is_honoured_or_refused_and_never_ignored(
    method: Method, claim: Claim, limit: str
) -> None:
    """Whatever a method does not know it says so; what it knows changes or keeps the shares."""
    if limit in method.honours:
        assert verify(allocate(9, [Claim("a"), claim], method)) == ()
        return
    with pytest.raises(InvalidValue) as refusal:
        allocate(9, [Claim("a"), claim], method)
    hint = f"the method {method.name} does not honour it, and never ignores it"
    assert f"claims[1].{limit}: {hint} [not-honoured]" == str(refusal.value)


def test_only_claims_are_shared_among() -> None:
    """An id alone is no claim; the position is named."""
    given: Any = [Claim("a"), "b"]
    with pytest.raises(WrongType, match=r"^claims\[1\]: expected a Claim, got str$"):
        allocate(9, given, equal())


@pytest.mark.parametrize("given", [None, 5, Claim("a")])
def test_one_claim_or_none_is_not_a_list_of_claims(given: Any) -> None:
    """What cannot be gone through is refused under its name."""
    for asked in (
        lambda: allocate(9, given, equal()),
        lambda: sufficiency(given, equal()),
        lambda: compare(9, given, [equal()]),
        lambda: counter_example(Axiom.EXACT, 9, given, equal()),
    ):
        with pytest.raises(WrongType) as refusal:
            asked()
        got = type(given).__name__
        assert f"claims: expected a list of claims, got {got}" == str(refusal.value)


def test_a_claim_may_be_of_a_kind_of_its_own() -> None:
    """An application may keep more with a claim than is asked here."""

    class Household(Claim):
        """A claim with a name of its own."""

    assert allocate(9, [Claim("a"), Household("b")], equal()).shares == {"a": 5, "b": 4}


@pytest.mark.parametrize("method", [equal, "equal", None])
def test_a_method_is_a_value_and_not_its_maker(method: object) -> None:
    """Without the brackets nothing is shared."""
    with pytest.raises(WrongType) as refusal:
        allocate(9, [Claim("a")], cast("Method", method))
    got = type(method).__name__
    assert f"method: expected a Method, such as proportional(), got {got}" == str(refusal.value)


def test_the_result_cannot_be_changed() -> None:
    """Neither the allocation nor its shares."""
    allocation = allocate(9, [Claim("a")], equal())
    with pytest.raises(AttributeError):
        allocation.left_over = 1  # type: ignore[misc] # what a type checker would catch
    with pytest.raises(TypeError):
        allocation.shares["a"] = 1  # type: ignore[index] # what a type checker would catch


def test_the_same_input_gives_an_equal_result() -> None:
    """Allocations are values: equal, and of one hash."""
    one = allocate(9, [Claim("a"), Claim("b")], equal())
    other = allocate(9, (Claim("a"), Claim("b")), equal())
    assert one == other
    assert hash(one) == hash(other)
