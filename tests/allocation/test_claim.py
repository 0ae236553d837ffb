"""Claims refuse what cannot be a claim when they are made."""

from __future__ import annotations

from decimal import Decimal
from enum import IntEnum
from fractions import Fraction
from typing import Any, cast

import pytest

from reintegra.allocation import Claim
from reintegra.errors import InvalidValue, WrongType
from reintegra.vocabulary.sex import Sex


class _Rank(IntEnum):
    FIRST = 1


_FIELDS = ("weight", "floor", "cap", "priority")


def test_a_claim_counts_once_and_has_no_limits_unless_it_says_so() -> None:
    """The plain claim has weight one, no floor, no cap and no priority."""
    claim = Claim("a")
    assert (1, 0, None, 0) == (claim.weight, claim.floor, claim.cap, claim.priority)


@pytest.mark.parametrize("field", _FIELDS)
@pytest.mark.parametrize(
    "value",
    [True, False, 1.0, float("nan"), float("inf"), Decimal(1), Fraction(1), "1", [1], _Rank.FIRST],
)
def test_only_an_int_is_a_whole_number(field: str, value: object) -> None:
    """A bool or a float is refused by its type, whatever its value, and is not repeated."""
    with pytest.raises(WrongType) as refusal:
        Claim("a", **cast("Any", {field: value}))
    assert f"Claim.{field}" == refusal.value.field
    assert f"Claim.{field}: expected a whole number, got {type(value).__name__}" == str(
        refusal.value
    )


def test_no_weight_is_a_wrong_type() -> None:
    """Only a cap may be absent."""
    with pytest.raises(WrongType):
        Claim("a", weight=None)  # type: ignore[arg-type] # what a type checker would catch


@pytest.mark.parametrize("field", ["weight", "floor", "cap"])
def test_a_negative_number_is_refused(field: str) -> None:
    """Weights, floors and caps start at zero."""
    limits: dict[str, Any] = {field: -1}
    with pytest.raises(InvalidValue) as refusal:
        Claim("a", **limits)
    assert (f"Claim.{field}", "negative") == (refusal.value.field, refusal.value.code)


def test_zero_is_accepted_everywhere() -> None:
    """A weight, a floor and a cap of zero each mean something."""
    claim = Claim("a", weight=0, floor=0, cap=0)
    assert (0, 0, 0) == (claim.weight, claim.floor, claim.cap)


def test_a_priority_may_be_below_zero() -> None:
    """Only the order of priorities counts."""
    assert Claim("a", priority=-1).priority == -1


@pytest.mark.parametrize("cap", [3, 4])
def test_a_floor_may_reach_the_cap(cap: int) -> None:
    """Floor and cap are both included."""
    assert cap == Claim("a", floor=3, cap=cap).cap


def test_a_floor_above_the_cap_is_refused() -> None:
    """Nobody can receive at least four and at most three."""
    with pytest.raises(InvalidValue) as refusal:
        Claim("a", floor=4, cap=3)
    assert ("Claim.floor", "above-cap") == (refusal.value.field, refusal.value.code)
    assert str(refusal.value) == "Claim.floor: the floor lies above the cap [above-cap]"


def test_an_id_is_a_text_that_is_not_blank() -> None:
    """A number, a member of a closed set or nothing cannot tell one claim from another."""
    with pytest.raises(WrongType, match=r"^Claim.id: expected a text, got int$"):
        Claim(7)  # type: ignore[arg-type] # what a type checker would catch
    with pytest.raises(WrongType, match=r"^Claim.id: expected a text, got Sex$"):
        Claim(Sex.MALE)
    for blank in ("", " "):
        with pytest.raises(InvalidValue, match=r"a text that is not blank is needed \[empty\]$"):
            Claim(blank)
