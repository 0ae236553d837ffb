"""A fixed amount each: whole or not at all."""

from __future__ import annotations

from typing import cast

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reintegra.allocation import (
    Claim,
    PerHead,
    Tie,
    TieRule,
    Waiting,
    WaitingReason,
    allocate,
    per_head,
)
from reintegra.errors import Conflict, InvalidValue, WrongType
from tests.allocation.inputs import claim_lists, deciding_rules
from tests.allocation.oracle import per_head_shares
from tests.profiles import at_most

_FOUR = [Claim("a"), Claim("b", 2), Claim("c", 2), Claim("d")]


@settings(max_examples=at_most(250))  # about 2 ms each
@given(st.integers(0, 10**18), claim_lists(), st.integers(1, 10**18), deciding_rules)
def test_per_head_agrees_with_the_slow_answer(
    total: int, claims: list[Claim], amount: int, rule: TieRule
) -> None:
    """Paying one after the other gives the same shares."""
    shares = allocate(total, claims, per_head(amount, tie=rule)).shares
    assert per_head_shares(total, claims, amount, rule) == list(shares.values())


@settings(max_examples=at_most(250))  # about 2 ms each
@given(claim_lists(), st.integers(1, 50), st.integers(0, 300))
def test_everyone_entitled_is_paid_or_waits_for_the_whole_amount(
    claims: list[Claim], amount: int, total: int
) -> None:
    """Nobody receives a part, and nobody waits while the money lasts."""
    allocation = allocate(total, claims, per_head(amount))
    paid = {name for name, share in allocation.shares.items() if share == amount}
    waiting = {entry.id for entry in allocation.waiting if entry.short_by == amount}
    assert {claim.id for claim in claims if claim.weight} == paid | waiting
    assert not paid & waiting
    assert not waiting or allocation.left_over < amount


def test_those_who_wait_know_why_and_for_how_much() -> None:
    """The waiting list is in the order of the claims; what is left over pays nobody in part."""
    allocation = allocate(1_200, _FOUR, per_head(500))
    reason = WaitingReason.TOTAL_USED_UP
    assert (Waiting("c", reason, 500), Waiting("d", reason, 500)) == allocation.waiting
    assert allocation.left_over == 200
    assert reason.text == allocation.waiting[0].text
    assert allocation.ties == (Tie(("a", "b", "c", "d"), ("a", "b"), TieRule.EARLIER),)
    assert allocation.remainder == ()


def test_the_larger_weight_may_be_served_first() -> None:
    """The weight does not change the amount, only the turn."""
    allocation = allocate(1_200, _FOUR, per_head(500, tie=TieRule.LARGER_WEIGHT))
    assert allocation.shares == {"a": 0, "b": 500, "c": 500, "d": 0}


@pytest.mark.parametrize(("total", "paid"), [(2_000, 4), (499, 0), (0, 0), (9_999, 4)])
def test_a_refused_tie_is_none_where_all_or_none_are_paid(total: int, paid: int) -> None:
    """The order decides nothing where everyone is paid, or nobody."""
    allocation = allocate(total, _FOUR, per_head(500, tie="refuse"))
    assert paid * 500 == sum(allocation.shares.values())
    assert total - paid * 500 == allocation.left_over


def test_a_refused_tie_raises_where_some_are_paid() -> None:
    """Who waits is then for a person to decide."""
    with pytest.raises(Conflict):
        allocate(1_999, _FOUR, per_head(500, tie="refuse"))


@pytest.mark.parametrize("amount", [0, -1])
def test_an_amount_is_at_least_one(amount: int) -> None:
    """Giving nothing to everyone is not a method."""
    with pytest.raises(InvalidValue, match=r"^amount:"):
        per_head(amount)


@pytest.mark.parametrize("amount", [True, 1.0, "1", None])
def test_an_amount_is_a_whole_number(amount: object) -> None:
    """A bool or a float is refused by its type."""
    with pytest.raises(WrongType, match=r"^amount:"):
        per_head(cast("int", amount))


def test_an_amount_is_whole_steps() -> None:
    """An amount that cannot be handed out in steps is refused when the method is made."""
    assert per_head(2_000, unit=1_000).amount == 2_000
    with pytest.raises(InvalidValue) as refusal:
        per_head(1_500, unit=1_000)
    assert str(refusal.value) == "amount: the amount is not a multiple of the unit [not-in-steps]"


def test_a_step_is_at_least_one() -> None:
    """A unit of zero is refused before anything is divided by it."""
    with pytest.raises(InvalidValue, match=r"^unit:"):
        per_head(1, unit=0)


def test_per_head_is_a_value() -> None:
    """Two of the same options are the same method; an option is data."""
    assert PerHead(5) == per_head(5)
    assert per_head(5) != per_head(6)
    assert per_head(5).record().options == {"unit": 1, "tie": "earlier", "amount": 5}
