"""The worked cases of `tests/cases/allocation.json`, kind by kind."""

from __future__ import annotations

import ast
import json
from fractions import Fraction
from pathlib import Path
from typing import Any, cast

import pytest

from reintegra.allocation import (
    Allocation,
    Claim,
    DivisorRule,
    Group,
    MethodRecord,
    allocate,
    capped,
    divisor,
    equal,
    nested,
    per_head,
)
from reintegra.allocation.axioms import quota
from reintegra.allocation.certificate import verify
from reintegra.allocation.proportional import proportional
from reintegra.errors import Conflict, InvalidValue, WrongType

Case = dict[str, Any]

_FILE = Path(__file__).parents[1] / "cases" / "allocation.json"
_CASES: list[Case] = json.loads(_FILE.read_text(encoding="utf-8"))
_LEFT_OUT = {"fairness-metrics"}
"""Envy among bundles whose value differs from person to person: there is no common sum to share."""


def _of_kind(*kinds: str) -> pytest.MarkDecorator:
    cases = [pytest.param(case, id=case["id"]) for case in _CASES if case["kind"] in kinds]
    return pytest.mark.parametrize("case", cases)


def _value(given: int | dict[str, str]) -> int:
    """The number, or what the Python expression gives, whatever its type."""
    return cast("int", ast.literal_eval(given["py"])) if isinstance(given, dict) else given


def _claims(weights: list[Any], ids: list[str] | None = None) -> list[Claim]:
    names = ids or [str(place) for place in range(len(weights))]
    return [Claim(name, _value(weight)) for name, weight in zip(names, weights, strict=True)]


def _shares(allocation: Allocation) -> list[int]:
    assert verify(allocation) == ()
    return list(allocation.shares.values())


def test_every_kind_of_case_is_met_here_or_left_out_with_its_reason() -> None:
    """No case is passed over without a word."""
    here = {
        *("largest-remainder", "equal", "keyed", "order-free", "named-policy", "refused-input"),
        *("empty", "ties-refused", "quota", "alabama", "unit", "per-head"),
        *("capped", "cap-amount", "proportional-reduction", "divisor", "nested"),
    }
    assert here | _LEFT_OUT == {case["kind"] for case in _CASES}


@_of_kind("largest-remainder", "named-policy")
def test_largest_remainder_answers_as_worked_out(case: Case) -> None:
    """The shares, and whether a tie decided, are those of the case."""
    allocation = allocate(case["input"]["total"], _claims(case["input"]["weights"]), proportional())
    assert case["expect"]["shares"] == _shares(allocation)
    assert case["expect"]["tie_decided"] == bool(allocation.ties)


@_of_kind("equal")
def test_equal_answers_as_worked_out(case: Case) -> None:
    """Equal shares, the first units to the earlier claims; equal weights give the same."""
    claims = _claims(case["input"]["weights"])
    for method in (equal(), proportional()):
        assert case["expect"]["shares"] == _shares(allocate(case["input"]["total"], claims, method))


@_of_kind("keyed")
def test_shares_keep_the_ids_of_the_claims(case: Case) -> None:
    """A share is found under the id of its claim."""
    weights: dict[str, int] = case["input"]["weights"]
    claims = [Claim(name, weight) for name, weight in weights.items()]
    assert (
        case["expect"]["shares"] == allocate(case["input"]["total"], claims, proportional()).shares
    )


@_of_kind("order-free")
def test_without_a_tie_the_order_of_the_claims_does_not_matter(case: Case) -> None:
    """Reversed weights give reversed shares where no tie decided."""
    total, weights = case["input"]["total"], case["input"]["weights"]
    forward = allocate(total, _claims(weights), proportional())
    backward = allocate(total, _claims(weights[::-1]), proportional())
    assert case["expect"]["shares"] == _shares(forward)
    assert case["expect"]["of_reversed"] == _shares(backward)


_REFUSALS: dict[str, tuple[type[Exception], str]] = {
    "negative total": (InvalidValue, "total"),
    "negative weight": (InvalidValue, "Claim.weight"),
    "all weights are zero": (InvalidValue, "claims"),
    "duplicate id": (InvalidValue, "claims[2].id"),
}


@_of_kind("refused-input")
def test_a_misuse_is_refused_and_the_field_is_named(case: Case) -> None:
    """The error says which field is wrong, by the position of the claim where there is one."""
    given = case["input"]
    not_whole = (WrongType, "total" if isinstance(given["total"], dict) else "Claim.weight")
    kind, field = _REFUSALS.get(case["expect"]["error"], not_whole)
    with pytest.raises(kind) as refusal:
        allocate(
            _value(given["total"]), _claims(given["weights"], given.get("ids")), proportional()
        )
    assert field == getattr(refusal.value, "field", None)


@_of_kind("empty")
def test_without_claims_everything_is_left_over(case: Case) -> None:
    """An empty list is an allocation, under every method."""
    for method in (equal(), per_head(1), proportional()):
        allocation = allocate(case["input"]["total"], [], method)
        assert case["expect"]["shares"] == _shares(allocation)
        assert case["expect"]["left_over"] == allocation.left_over


@_of_kind("ties-refused")
def test_a_refused_tie_raises_only_where_it_would_decide(case: Case) -> None:
    """Equal remainders that are all served, or none, are no tie."""
    claims, method = _claims(case["input"]["weights"]), proportional(tie=case["input"]["tie"])
    if "error" in case["expect"]:
        with pytest.raises(Conflict):
            allocate(case["input"]["total"], claims, method)
    else:
        assert case["expect"]["shares"] == _shares(allocate(case["input"]["total"], claims, method))


@_of_kind("quota")
def test_quota_is_judged_on_any_result(case: Case) -> None:
    """Whoever made the shares, they are within a unit of their quotas or not."""
    claims, shares = _claims(case["input"]["weights"]), case["input"]["shares"]
    by_id = {claim.id: share for claim, share in zip(claims, shares, strict=True)}
    record = MethodRecord("by hand", {})
    allocation = Allocation(sum(shares), tuple(claims), record, by_id, left_over=0)
    assert case["expect"]["within_quota"] == (quota(allocation) is None)


@_of_kind("alabama")
def test_largest_remainder_can_give_less_from_more(case: Case) -> None:
    """The Alabama paradox is a property of the method, not a fault of the code."""
    claims = _claims(case["input"]["weights"])
    both = [_shares(allocate(total, claims, proportional())) for total in case["input"]["totals"]]
    assert case["expect"]["shares"] == both
    assert both[1][case["expect"]["loses"]] < both[0][case["expect"]["loses"]]


@_of_kind("unit")
def test_what_does_not_fill_a_step_is_left_over(case: Case) -> None:
    """Shares are whole steps."""
    method = proportional(unit=case["input"]["unit"])
    allocation = allocate(case["input"]["total"], _claims(case["input"]["weights"]), method)
    assert case["expect"]["shares"] == _shares(allocation)
    assert case["expect"]["left_over"] == allocation.left_over


@_of_kind("per-head")
def test_a_fixed_amount_is_paid_while_the_money_lasts(case: Case) -> None:
    """Nobody receives a part, and the rest wait."""
    claims = _claims([1] * case["input"]["claims"])
    allocation = allocate(case["input"]["total"], claims, per_head(case["input"]["amount"]))
    assert case["expect"]["shares"] == _shares(allocation)
    assert case["expect"]["left_over"] == allocation.left_over
    assert case["expect"]["waiting"] == [int(entry.id) for entry in allocation.waiting]


def _limited_claims(weights: list[int], caps: list[int | None]) -> list[Claim]:
    pairs = enumerate(zip(weights, caps, strict=True))
    return [Claim(str(place), weight, cap=cap) for place, (weight, cap) in pairs]


@_of_kind("capped")
def test_a_cap_raises_the_level_of_the_others(case: Case) -> None:
    """Shares, level, what is left over and whether a tie decided are those of the case."""
    claims = _limited_claims(case["input"]["weights"], case["input"]["caps"])
    allocation = allocate(case["input"]["total"], claims, capped())
    assert case["expect"]["shares"] == _shares(allocation)
    level = case["expect"]["level"]
    assert (None if level is None else Fraction(level)) == allocation.level
    assert case["expect"]["left_over"] == allocation.left_over
    assert case["expect"]["tie_decided"] == bool(allocation.ties)


@_of_kind("proportional-reduction")
def test_entitlements_are_cut_in_proportion_where_they_pass_the_total(case: Case) -> None:
    """Weight and cap are the entitlement: nobody receives more, and what is too much is left."""
    entitlements = case["input"]["entitlements"]
    claims = _limited_claims(entitlements, entitlements)
    allocation = allocate(case["input"]["total"], claims, capped())
    assert case["expect"]["shares"] == _shares(allocation)
    assert case["expect"]["left_over"] == allocation.left_over


@_of_kind("cap-amount")
def test_a_cap_lowers_an_amount_and_never_raises_it(case: Case) -> None:
    """An amount is a total for one claim; a claim beside it changes nothing where both fit."""
    amount, cap = case["input"]["amount"], case["input"]["cap"]
    one = allocate(amount, [Claim("one", cap=cap)], capped())
    assert [case["expect"]["amount"]] == _shares(one)
    assert amount - case["expect"]["amount"] == one.left_over
    both = [Claim("one", weight=amount, cap=cap), Claim("other", weight=amount, cap=amount)]
    assert case["expect"]["amount"] == allocate(2 * amount, both, capped()).shares["one"]


@_of_kind("divisor")
def test_places_go_by_the_five_divisors_as_worked_out(case: Case) -> None:
    """Balinski and Young's first example among them; the rules are all those of the case."""
    claims, total = _claims(case["input"]["weights"]), case["input"]["total"]
    assert set(case["expect"]) == set(DivisorRule)
    assert case["expect"] == {
        str(rule): _shares(allocate(total, claims, divisor(rule))) for rule in DivisorRule
    }


def _leaves(tree: list[list[Any]]) -> list[Claim]:
    return [
        leaf
        for name, weight, *children in tree
        for leaf in (_leaves(children[0]) if children else [Claim(name, weight)])
    ]


def _members(tree: list[list[Any]]) -> tuple[str | Group, ...]:
    return tuple(
        Group(name, _members(children[0]), weight) if children else name
        for name, weight, *children in tree
    )


@_of_kind("nested")
def test_every_level_adds_up_to_the_one_above(case: Case) -> None:
    """The share of every node of the tree, which stands in one group that receives the total."""
    tree, total = case["input"]["tree"], case["input"]["total"]
    allocation = allocate(total, _leaves(tree), nested((Group("the whole", _members(tree)),)))
    assert verify(allocation) == ()
    assert {**case["expect"]["shares"], "the whole": total} == {
        **allocation.shares,
        **allocation.groups,
    }
