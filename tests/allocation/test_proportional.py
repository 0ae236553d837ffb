"""Largest remainder, exact at any size."""

from __future__ import annotations

import decimal

import pytest
from hypothesis import given, settings

from reintegra.allocation import (
    Claim,
    Proportional,
    Tie,
    TieRule,
    Waiting,
    WaitingReason,
    allocate,
    proportional,
)
from reintegra.errors import Conflict
from tests.allocation.inputs import claim_lists, deciding_rules, totals, units
from tests.allocation.oracle import is_tie, proportional_shares
from tests.profiles import at_most


@settings(max_examples=at_most(100))  # about 2 ms each
@given(totals, claim_lists(), units, deciding_rules)
def test_proportional_agrees_with_the_slow_answer(
    total: int, claims: list[Claim], unit: int, rule: TieRule
) -> None:
    """Fractions, one step at a time, give the same shares."""
    allocation = allocate(total, claims, proportional(unit=unit, tie=rule))
    assert proportional_shares(total, claims, unit, rule) == list(allocation.shares.values())


@settings(max_examples=at_most(100))  # about 2 ms each
@given(totals, claim_lists(), units)
def test_a_tie_is_reported_exactly_where_it_decided(
    total: int, claims: list[Claim], unit: int
) -> None:
    """A rule that refuses ties raises in the same cases, and in no other."""
    tied = is_tie(total, claims, unit)
    assert tied == bool(allocate(total, claims, proportional(unit=unit)).ties)
    refusing = proportional(unit=unit, tie=TieRule.REFUSE)
    if tied:
        with pytest.raises(Conflict):
            allocate(total, claims, refusing)
    else:
        assert allocate(total, claims, refusing).ties == ()


def test_the_two_budgets_of_lombok_divide_exactly() -> None:
    """340 and 150 people share Rp470,400,000 without a remainder."""
    claims = [Claim("5202", weight=340), Claim("5201", weight=150)]
    allocation = allocate(470_400_000, claims, proportional())
    assert allocation.shares == {"5202": 326_400_000, "5201": 144_000_000}
    assert ((), (), ()) == (allocation.ties, allocation.remainder, allocation.waiting)


def test_a_number_far_beyond_a_machine_word_is_exact() -> None:
    """Nothing is rounded at a thousand digits."""
    claims = [Claim("a", 1), Claim("b", 2)]
    total = 3 * 10**1_000 + 2
    assert allocate(total, claims, proportional()).shares == {
        "a": 10**1_000 + 1,
        "b": 2 * 10**1_000 + 1,
    }


def test_the_decimal_context_of_the_host_changes_nothing() -> None:
    """Six digits and rounding up, as some hosts set it, do not reach the shares."""
    claims = [Claim("a", 445_455), Claim("b", 9_091), Claim("c", 545_455)]
    plain = allocate(10**18 + 7, claims, proportional())
    with decimal.localcontext() as context:
        context.prec, context.rounding = 6, decimal.ROUND_UP
        assert plain == allocate(10**18 + 7, claims, proportional())


def test_the_result_says_who_got_the_remainder_and_by_which_tie() -> None:
    """2/7 of 2 is less than a third: the largest remainder first, then the tie."""
    claims = [Claim("a", 2), Claim("b", 2), Claim("c", 3)]
    allocation = allocate(2, claims, proportional())
    assert allocation.remainder == ("c", "a")
    assert allocation.ties == (Tie(("a", "b"), ("a",), TieRule.EARLIER),)
    assert allocation.waiting == (Waiting("b", WaitingReason.BELOW_ONE_STEP, 1),)


def test_a_claim_may_lose_to_one_that_grew_less() -> None:
    """The population paradox: a weight that doubles loses a unit to one that grows by half."""
    before = allocate(5, [Claim("a", 1), Claim("b", 6), Claim("c", 6)], proportional())
    after = allocate(5, [Claim("a", 2), Claim("b", 9), Claim("c", 6)], proportional())
    assert before.shares == {"a": 1, "b": 2, "c": 2}
    assert after.shares == {"a": 0, "b": 3, "c": 2}


def test_proportional_is_a_value() -> None:
    """Two of the same options are the same method."""
    assert Proportional(unit=5, tie=TieRule.BY_ID) == proportional(unit=5, tie="by-id")
    assert proportional() != proportional(tie="refuse")
