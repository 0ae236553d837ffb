"""Whole kits of given prices: the most people by priority, and nobody receives a part."""

from __future__ import annotations

import json
from itertools import combinations
from typing import Any, cast

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reintegra.allocation import (
    METHODS,
    Claim,
    Packages,
    Tie,
    TieRule,
    Waiting,
    WaitingReason,
    allocate,
    packages,
    verify,
)
from reintegra.errors import Conflict, InvalidValue, WrongType
from tests.allocation.inputs import deciding_rules, problems
from tests.allocation.oracle import first_by_rule
from tests.profiles import at_most

_PRICES = {"stall": 700, "seed": 200, "sewing": 500}
_CHOSEN = {"a": "stall", "b": "seed", "c": "sewing", "d": "seed", "e": "sewing"}
_FIVE = [Claim(name) for name in "abcde"]
_REASON = WaitingReason.PRICE_ABOVE_THE_REST

_Problem = tuple[int, list[Claim], Packages]


@st.composite
def _tight_problems(draw: st.DrawFn) -> _Problem:
    """Kits, claims in a few priorities, and a total that pays for some of them."""
    total, claims, drawn = draw(problems("packages", max_size=7))
    tie = draw(deciding_rules)
    given_prices = draw(st.lists(st.integers(1, 12), min_size=3, max_size=3))
    prices = dict(zip(("seed", "sewing", "stall"), given_prices, strict=True))
    small = packages(prices, cast("Packages", drawn).chosen, tie=tie)
    if draw(st.booleans()):
        return draw(st.integers(0, 60)), claims, small
    return total, claims, packages(cast("Packages", drawn).prices, small.chosen, tie=tie)


def _slow_shares(total: int, claims: list[Claim], method: Packages) -> list[int]:
    """One after the other: the first priority, in it the cheapest kit that can be paid."""
    prices, chosen = dict(method.prices), dict(method.chosen)
    shares = [0] * len(claims)
    waiting = {
        place: prices[chosen[claim.id]] for place, claim in enumerate(claims) if claim.weight
    }
    while payable := [place for place, price in waiting.items() if price <= total]:
        first = min((claims[place].priority, waiting[place]) for place in payable)
        alike = [place for place in payable if (claims[place].priority, waiting[place]) == first]
        served = first_by_rule(alike, claims, method.tie)
        shares[served] = waiting.pop(served)
        total -= shares[served]
    return shares


@settings(max_examples=at_most(100))  # about 3 ms each
@given(_tight_problems())
def test_packages_agree_with_the_slow_answer(problem: _Problem) -> None:
    """One kit at a time gives the same shares."""
    total, claims, method = problem
    allocation = allocate(total, claims, method)
    assert _slow_shares(total, claims, method) == list(allocation.shares.values())
    assert verify(allocation) == ()


def _best(prices: list[int], left: int) -> tuple[int, int]:
    """The most kits that can be paid, and the least that so many cost, over every choice."""
    payable = [
        (count, -sum(choice))
        for count in range(len(prices) + 1)
        for choice in combinations(prices, count)
        if sum(choice) <= left
    ]
    count, cost = max(payable)
    return count, -cost


@settings(max_examples=at_most(100))  # about 4 ms each
@given(_tight_problems())
def test_no_other_choice_serves_more_people_of_a_priority_or_costs_less(problem: _Problem) -> None:
    """Every choice is tried: most people, then least money, and only then the next priority."""
    total, claims, method = problem
    shares = allocate(total, claims, method).shares
    prices, chosen = dict(method.prices), dict(method.chosen)
    left = total
    for priority in sorted({claim.priority for claim in claims}):
        band = [claim for claim in claims if claim.priority == priority and claim.weight]
        paid = [shares[claim.id] for claim in band if shares[claim.id]]
        assert _best([prices[chosen[claim.id]] for claim in band], left) == (len(paid), sum(paid))
        left -= sum(paid)


@settings(max_examples=at_most(100))  # about 3 ms each
@given(problem=problems("packages"))
def test_everyone_has_the_whole_kit_or_waits_for_what_was_missing(problem: _Problem) -> None:
    """At any size: nobody receives a part, and what was missing is more than nothing."""
    total, claims, method = problem
    try:
        allocation = allocate(total, claims, method)
    except Conflict:
        assert method.tie is TieRule.REFUSE
        return
    prices, chosen = dict(method.prices), dict(method.chosen)
    short_by = {entry.id: entry.short_by for entry in allocation.waiting}
    for claim in claims:
        price = prices[chosen[claim.id]]
        if claim.weight and not allocation.shares[claim.id]:
            assert 0 < short_by[claim.id] <= price
            assert short_by[claim.id] <= price - allocation.left_over
        else:
            assert claim.id not in short_by
            assert allocation.shares[claim.id] == (price if claim.weight else 0)


def test_the_cheapest_kits_serve_the_most_people() -> None:
    """1,500 pays for four of the five; whoever wants the dearest waits for what is missing."""
    allocation = allocate(1_500, _FIVE, packages(_PRICES, _CHOSEN, tie="refuse"))
    assert allocation.shares == {"a": 0, "b": 200, "c": 500, "d": 200, "e": 500}
    assert (100, ()) == (allocation.left_over, allocation.ties)
    assert allocation.waiting == (Waiting("a", _REASON, 600),)
    assert ((), None, {}) == (allocation.remainder, allocation.level, allocation.groups)


def test_a_lower_priority_number_is_served_first_and_what_it_leaves_goes_on() -> None:
    """The dear kit of the first priority comes before the cheap ones of the next."""
    claims = [
        Claim("c", priority=2),
        Claim("b", priority=1),
        Claim("a", priority=-1),
        Claim("e", priority=-1),
        Claim("d", priority=1),
    ]
    allocation = allocate(1_100, claims, packages(_PRICES, _CHOSEN))
    assert allocation.shares == {"c": 0, "b": 200, "a": 0, "e": 500, "d": 200}
    assert allocation.waiting == (Waiting("c", _REASON, 300), Waiting("a", _REASON, 100))
    assert allocation.left_over == 200


def test_what_was_left_at_the_turn_counts_and_not_what_is_left_in_the_end() -> None:
    """600 were left when the dear kit was due; the next priority took 500 of them."""
    claims = [Claim("a", priority=0), Claim("c", priority=1)]
    allocation = allocate(600, claims, packages(_PRICES, _CHOSEN))
    assert allocation.waiting == (Waiting("a", _REASON, 100),)
    assert allocation.left_over == 100


_SERVED = [
    (TieRule.EARLIER, ("z", "x")),
    (TieRule.BY_ID, ("w", "x")),
    (TieRule.LARGER_WEIGHT, ("w", "z")),
]


@pytest.mark.parametrize(("tie", "served"), _SERVED)
def test_among_kits_of_one_price_the_tie_rule_decides(
    tie: TieRule, served: tuple[str, str]
) -> None:
    """Two kits of different names and one price are alike; the dearer one was never in question."""
    claims = [Claim("z", 2), Claim("dear", 9), Claim("x"), Claim("y"), Claim("w", 3)]
    prices = {"hoe": 300, "rake": 300, "cow": 900}
    chosen = {"z": "hoe", "x": "rake", "y": "hoe", "w": "rake", "dear": "cow"}
    allocation = allocate(800, claims, packages(prices, chosen, tie=tie))
    assert {name for name, share in allocation.shares.items() if share == 300} == set(served)
    assert allocation.ties[0] == Tie(("z", "x", "y", "w"), served, tie)
    assert {"dear": 700} | dict.fromkeys(sorted({"z", "x", "y", "w"} - set(served)), 100) == {
        entry.id: entry.short_by for entry in allocation.waiting
    }


def test_each_priority_may_have_a_tie_of_its_own() -> None:
    """Both are on record, in the order of the priorities."""
    claims = [Claim("b", priority=2), Claim("d", priority=2), Claim("c"), Claim("e")]
    allocation = allocate(900, claims, packages(_PRICES, _CHOSEN))
    assert allocation.shares == {"b": 200, "d": 200, "c": 500, "e": 0}
    allocation = allocate(800, claims, packages(_PRICES, _CHOSEN))
    assert allocation.shares == {"b": 200, "d": 0, "c": 500, "e": 0}
    first = Tie(("c", "e"), ("c",), TieRule.EARLIER)
    assert (first, Tie(("b", "d"), ("b",), TieRule.EARLIER)) == allocation.ties


def test_a_refused_tie_raises_only_where_it_would_decide() -> None:
    """All or none of one price can be paid, or a person must decide."""
    method = packages(_PRICES, _CHOSEN, tie="refuse")
    assert allocate(399, [Claim("a"), Claim("b")], method).left_over == 199
    assert allocate(199, _FIVE, method).left_over == 199
    with pytest.raises(Conflict) as refusal:
        allocate(399, _FIVE, method)
    assert ("tie", (1, 3)) == (refusal.value.code, refusal.value.key)


def test_a_claim_without_weight_needs_no_kit() -> None:
    """It is no claim: it receives nothing and does not wait."""
    claims = [Claim("a"), Claim("nobody", 0)]
    allocation = allocate(700, claims, packages(_PRICES, _CHOSEN))
    assert allocation.shares == {"a": 700, "nobody": 0}
    assert allocation.waiting == ()


def test_a_claim_without_a_kit_is_refused() -> None:
    """It is named by its position; so is one whose kit has no price."""
    with pytest.raises(InvalidValue) as refusal:
        allocate(700, [Claim("a"), Claim("person-7")], packages(_PRICES, _CHOSEN))
    assert str(refusal.value) == "claims[1].id: no kit is chosen for this claim [no-kit]"
    with pytest.raises(InvalidValue) as refusal:
        allocate(700, [Claim("a")], packages({"seed": 200}, _CHOSEN))
    hint = "the kit that is chosen for this claim has no price"
    assert f"claims[0].id: {hint} [no-price]" == str(refusal.value)


@pytest.mark.parametrize(
    ("claim", "limit"),
    [(Claim("b", floor=1), "floor"), (Claim("b", cap=1_000), "cap")],
    ids=["floor", "cap"],
)
def test_a_floor_or_cap_is_refused(claim: Claim, limit: str) -> None:
    """A kit costs what it costs."""
    assert frozenset({"priority"}) == packages(_PRICES, _CHOSEN).honours
    with pytest.raises(InvalidValue) as refusal:
        allocate(700, [Claim("a"), claim], packages(_PRICES, _CHOSEN))
    assert (f"claims[1].{limit}", "not-honoured") == (refusal.value.field, refusal.value.code)


_MAPPING_NEEDED = "expected a mapping, or pairs, got"


@pytest.mark.parametrize(
    ("prices", "chosen", "message"),
    [
        (5, {}, f"prices: {_MAPPING_NEEDED} int"),
        ("ab", {}, f"prices: {_MAPPING_NEEDED} str"),
        ({}, None, f"chosen: {_MAPPING_NEEDED} NoneType"),
        (["ab"], {}, "prices[0]: expected a pair, got str"),
        ([("a", 1), ("b", 1, 2)], {}, "prices[1]: expected a pair, got tuple"),
        ([{"a", "b"}], {}, "prices[0]: expected a pair, got set"),
        ({}, [("a",)], "chosen[0]: expected a pair, got tuple"),
        ({1: 1}, {}, "prices[0]: expected a text, got int"),
        ({"a": 1, "b": 1.0}, {}, "prices[1]: expected a whole number, got float"),
        ({"a": True}, {}, "prices[0]: expected a whole number, got bool"),
        ({}, {"a": "x", "b": 1}, "chosen[1]: expected a text, got int"),
        ({}, {None: "x"}, "chosen[0]: expected a text, got NoneType"),
    ],
)
def test_what_is_no_table_of_kits_is_refused_by_its_type(
    prices: Any, chosen: Any, message: str
) -> None:
    """The place in the order that was given is named."""
    with pytest.raises(WrongType) as refusal:
        packages(prices, chosen)
    assert message == str(refusal.value)


_AGAIN = "an earlier pair has the same key [duplicate]"
_BLANK = "a text that is not blank is needed [empty]"


@pytest.mark.parametrize(
    ("prices", "chosen", "message"),
    [
        ({"z": 1, "a": 0}, {}, "prices[1]: a whole number of at least 1 is needed [too-small]"),
        ({"a": -1}, {}, "prices[0]: a whole number of at least 1 is needed [negative]"),
        ({"a": 1, " ": 1}, {}, f"prices[1]: {_BLANK}"),
        ([("b", 1), ("a", 1), ("a", 1)], {}, f"prices[2]: {_AGAIN}"),
        ({}, {"": "x"}, f"chosen[0]: {_BLANK}"),
        ({}, {"z": "x", "a": ""}, f"chosen[1]: {_BLANK}"),
        ({}, [["a", "x"], ["a", "y"]], f"chosen[1]: {_AGAIN}"),
    ],
)
def test_a_price_is_above_zero_and_a_name_says_something(
    prices: Any, chosen: Any, message: str
) -> None:
    """A kit for nothing could serve anybody; a name that stands twice has two answers."""
    with pytest.raises(InvalidValue) as refusal:
        packages(prices, chosen)
    assert message == str(refusal.value)


def test_packages_are_a_value_and_data() -> None:
    """The order of the tables does not matter; a round through JSON changes nothing."""
    method = packages(_PRICES, _CHOSEN, tie="by-id")
    prices = (("seed", 200), ("sewing", 500), ("stall", 700))
    assert prices == method.prices
    assert tuple(sorted(_CHOSEN.items())) == method.chosen
    assert Packages(prices, _CHOSEN, tie=TieRule.BY_ID) == method
    assert hash(packages(reversed(prices), _CHOSEN, tie="by-id")) == hash(method)
    assert packages(_PRICES, _CHOSEN) != method
    options = json.loads(json.dumps(dict(method.record().options)))
    assert method == METHODS[method.record().name](**options)
    assert {"prices", "chosen", "tie"} == set(method.record().options)


def test_a_step_is_one_and_the_earlier_claim_wins_unless_said_otherwise() -> None:
    """A kit costs what it costs, so there is no step to choose."""
    method = packages(_PRICES, _CHOSEN)
    assert (1, TieRule.EARLIER) == (method.unit, method.tie)
    with pytest.raises(InvalidValue, match=r"^tie:"):
        packages(_PRICES, _CHOSEN, tie="first")


def test_the_words_stand_in_both_languages() -> None:
    """The name of the method, and why somebody waits."""
    assert (Packages.text("id"), Packages.text("en")) == (
        "Paket utuh menurut prioritas",
        "Whole kits by priority",
    )
    assert _REASON.value == "price-above-the-rest"
    assert _REASON.text("id") == (
        "Sisa dana pada gilirannya tidak cukup untuk harga paketnya; paket tidak dibagi"
    )
    assert _REASON.text("en") == (
        "What was left at its turn is less than the price of its kit; no kit is divided"
    )
