"""Equal shares go by the head, not by the weight."""

from __future__ import annotations

from hypothesis import given, settings

from reintegra.allocation import Claim, Equal, Tie, TieRule, allocate, equal
from tests.allocation.inputs import claim_lists, deciding_rules, totals, units
from tests.allocation.oracle import equal_shares
from tests.profiles import at_most


@settings(max_examples=at_most(100))  # about 2 ms each
@given(totals, claim_lists(), units, deciding_rules)
def test_equal_agrees_with_the_slow_answer(
    total: int, claims: list[Claim], unit: int, rule: TieRule
) -> None:
    """The mean for each, worked out in fractions, gives the same shares."""
    allocation = allocate(total, claims, equal(unit=unit, tie=rule))
    assert equal_shares(total, claims, unit, rule) == list(allocation.shares.values())


def test_a_weight_changes_nothing_but_zero_means_no_claim() -> None:
    """Whoever has a weight gets the same; whoever has none gets nothing."""
    claims = [Claim("a", 340), Claim("b", 150), Claim("c", 0)]
    assert allocate(490, claims, equal()).shares == {"a": 245, "b": 245, "c": 0}


def test_a_unit_that_does_not_divide_is_a_tie_of_all() -> None:
    """The remainder goes by the tie rule, and the result says so."""
    claims = [Claim("b"), Claim("none", 0), Claim("a"), Claim("c")]
    allocation = allocate(5, claims, equal(tie="by-id"))
    assert allocation.shares == {"b": 2, "none": 0, "a": 2, "c": 1}
    assert allocation.ties == (Tie(("b", "a", "c"), ("a", "b"), TieRule.BY_ID),)
    assert allocation.remainder == ("a", "b")


def test_equal_is_a_value() -> None:
    """Two of the same options are the same method."""
    assert Equal(unit=5, tie=TieRule.BY_ID) == equal(unit=5, tie="by-id")
    assert equal() != equal(unit=2)
