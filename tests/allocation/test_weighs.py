"""A method says whether the weight of a claim makes a difference, so that none is ignored."""

from __future__ import annotations

import attrs
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reintegra.allocation import (
    METHODS,
    Claim,
    Group,
    Method,
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
)
from reintegra.errors import Conflict
from tests.allocation.inputs import problems
from tests.profiles import at_most

_KITS = {"a": "stall", "b": "stall"}
_HEAVIER = TieRule.LARGER_WEIGHT
_BOTH = (Group("alike", ("a",), within=equal()), Group("by-weight", ("b",)))


@pytest.mark.parametrize("name", METHODS)
@settings(max_examples=at_most(100))  # about 4 ms each
@given(data=st.data())
def test_a_weight_that_is_not_weighed_changes_nothing(name: str, data: st.DataObject) -> None:
    """Neither a share nor a tie, the waiting list or what is left over."""
    total, claims, method = data.draw(problems(name, max_size=6))
    other = data.draw(st.integers(1, 10**9))
    changed = [
        attrs.evolve(claim, weight=other) if claim.weight and not method.weighs(claim.id) else claim
        for claim in claims
    ]
    try:
        before = allocate(total, claims, method)
    except Conflict:
        with pytest.raises(Conflict):
            allocate(total, changed, method)
        return
    assert attrs.evolve(before, claims=tuple(changed)) == allocate(total, changed, method)


@pytest.mark.parametrize(
    "method",
    [
        proportional(),
        capped(),
        divisor("adams"),
        equal(tie=_HEAVIER),
        per_head(1, tie=_HEAVIER),
        packages({"stall": 1}, _KITS, tie=_HEAVIER),
        by_priority(),
        nested((Group("all", ("a", "b")),)),
        carried(),
    ],
    ids=lambda method: str(method.name),
)
def test_a_weight_that_is_weighed_can_change_the_shares(method: Method) -> None:
    """Of one unit, the second of two receives it once it weighs more."""
    assert method.weighs("a")
    assert method.weighs("b")
    light, heavy = ([Claim("a"), Claim("b", weight)] for weight in (1, 9))
    assert {"a": 1, "b": 0} == allocate(1, light, method).shares
    assert {"a": 0, "b": 1} == allocate(1, heavy, method).shares


@pytest.mark.parametrize("tie", [rule for rule in TieRule if rule is not _HEAVIER])
def test_what_goes_by_the_head_does_not_weigh(tie: TieRule) -> None:
    """Unless ties go by the weight."""
    for method in (equal(tie=tie), per_head(1, tie=tie), packages({"stall": 1}, _KITS, tie=tie)):
        assert not method.weighs("a")
        assert not by_priority(within=method).weighs("a")
    assert not carried(within=equal(tie=tie)).weighs("a")


def test_in_a_tree_the_group_of_the_claim_says_it() -> None:
    """Each claim by the method of its own group; whoever is in no group is refused elsewhere."""
    tree = nested(_BOTH)
    assert [False, True, True] == [tree.weighs(name) for name in ("a", "b", "nobody")]
