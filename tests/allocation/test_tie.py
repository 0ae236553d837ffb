"""Ties are decided by a rule that has a name, and are on record."""

from __future__ import annotations

from typing import cast

import pytest

from reintegra.allocation import Claim, Tie, TieRule
from reintegra.allocation.tie import as_tie_rule, settle
from reintegra.errors import Conflict, InvalidValue, WrongType
from reintegra.vocabulary.sex import Sex

_CLAIMS = [Claim("c", 1), Claim("a", 3), Claim("b", 3), Claim("d", 2)]
_ALL = [0, 1, 2, 3]


def test_the_earlier_claim_is_served_first() -> None:
    """The order of the claims decides, and the tie says so."""
    tie = Tie(("c", "a", "b", "d"), ("c", "a"), TieRule.EARLIER)
    assert ([0, 1], (tie,)) == settle(_ALL, 2, _CLAIMS, TieRule.EARLIER)


def test_the_order_of_the_ids_decides_by_id() -> None:
    """The ids are compared character by character."""
    tie = Tie(("c", "a", "b", "d"), ("a", "b", "c"), TieRule.BY_ID)
    assert ([1, 2, 0], (tie,)) == settle(_ALL, 3, _CLAIMS, TieRule.BY_ID)


def test_the_larger_weight_is_served_first() -> None:
    """Where the border falls between two weights, the weight alone decided."""
    tie = Tie(("c", "a", "b", "d"), ("a", "b", "d"), TieRule.LARGER_WEIGHT)
    assert ([1, 2, 3], (tie,)) == settle(_ALL, 3, _CLAIMS, TieRule.LARGER_WEIGHT)


def test_equal_weights_fall_back_on_the_earlier_claim_and_say_so() -> None:
    """The weight decided among all, the order among those of equal weight."""
    outer = Tie(("c", "a", "b", "d"), ("a",), TieRule.LARGER_WEIGHT)
    inner = Tie(("a", "b"), ("a",), TieRule.EARLIER)
    assert ([1], (outer, inner)) == settle(_ALL, 1, _CLAIMS, TieRule.LARGER_WEIGHT)


def test_whoever_is_heavier_than_the_border_takes_a_place_first() -> None:
    """Only the places that are left are decided by the order."""
    claims = [Claim("a", 3), Claim("b", 5), Claim("c", 3), Claim("d", 3)]
    outer = Tie(("a", "b", "c", "d"), ("b", "a"), TieRule.LARGER_WEIGHT)
    inner = Tie(("a", "c", "d"), ("a",), TieRule.EARLIER)
    assert ([1, 0], (outer, inner)) == settle(_ALL, 2, claims, TieRule.LARGER_WEIGHT)


def test_a_weight_that_decides_nothing_is_not_named() -> None:
    """Where all weights are equal, only the order decided."""
    tie = Tie(("a", "b"), ("a",), TieRule.EARLIER)
    assert ([1], (tie,)) == settle([1, 2], 1, _CLAIMS, TieRule.LARGER_WEIGHT)


@pytest.mark.parametrize("rule", TieRule)
def test_nothing_is_decided_where_all_or_none_are_served(rule: TieRule) -> None:
    """No tie is recorded or refused where there is a place for everyone, or for nobody."""
    assert (_ALL, ()) == settle(_ALL, 4, _CLAIMS, rule)
    assert ([], ()) == settle(_ALL, 0, _CLAIMS, rule)


@pytest.mark.parametrize("places", [1, 3])
def test_a_refused_tie_names_the_positions(places: int) -> None:
    """The conflict carries the positions of the claims and no id."""
    with pytest.raises(Conflict) as conflict:
        settle([0, 1, 2, 3], places, _CLAIMS, TieRule.REFUSE)
    assert ("tie", (0, 1, 2, 3)) == (conflict.value.code, conflict.value.key)
    assert (
        str(conflict.value)
        == "a tie would decide among the claims at these positions; name a tie rule: "
        "(0, 1, 2, 3) [tie]"
    )


@pytest.mark.parametrize("rule", TieRule)
def test_a_tie_rule_is_known_by_its_code(rule: TieRule) -> None:
    """A policy may name the rule as data."""
    assert rule is as_tie_rule(str(rule))
    assert rule is as_tie_rule(rule)


def test_an_unknown_tie_rule_is_refused_without_being_repeated() -> None:
    """The message lists what there is, and not what was given."""
    with pytest.raises(InvalidValue) as refusal:
        as_tie_rule("by-favour")
    assert (
        str(refusal.value)
        == "tie: use one of earlier, larger-weight, by-id, refuse [unknown-tie-rule]"
    )


@pytest.mark.parametrize("value", [None, 1, True, Sex.MALE])
def test_a_tie_rule_is_a_text(value: object) -> None:
    """A number is no rule, nor is a member of another closed set."""
    with pytest.raises(WrongType, match=r"^tie: expected a text"):
        as_tie_rule(cast("str", value))
