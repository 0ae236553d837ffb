"""Places to the largest quotients: exact, monotone, by five named rules."""

from __future__ import annotations

import json
import sys
from fractions import Fraction
from itertools import product
from typing import Any, cast

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from reintegra.allocation import (
    METHODS,
    Claim,
    Divisor,
    DivisorRule,
    Tie,
    TieRule,
    Waiting,
    WaitingReason,
    allocate,
    divisor,
    verify,
)
from reintegra.allocation.tie import settle
from reintegra.errors import Conflict, InvalidValue, WrongType
from tests.allocation.inputs import claim_lists, deciding_rules, problems, units
from tests.allocation.oracle_divisor import Rank, divisor_shares, rank
from tests.profiles import at_most

_EVERY_RULE = pytest.mark.parametrize("rule", DivisorRule)


@st.composite
def _few_places(draw: st.DrawFn) -> tuple[int, list[Claim], int]:
    """A total, claims with floors and caps, and a unit; few enough places to give one by one."""
    unit = draw(units)
    claims: list[Claim] = []
    for claim in draw(claim_lists()):
        floor, cap = 0, None
        if claim.weight and draw(st.booleans()):
            floor = draw(st.integers(0, 6 * unit))
        if claim.weight and draw(st.booleans()):
            cap = -(-floor // unit) * unit + draw(st.integers(0, 9 * unit))
        claims.append(Claim(claim.id, claim.weight, floor, cap))
    floors = sum(-(-claim.floor // unit) for claim in claims)
    return floors * unit + draw(st.integers(0, 60 * unit)), claims, unit


@_EVERY_RULE
@settings(max_examples=at_most(100))  # about 5 ms each
@given(problem=_few_places(), tie=deciding_rules)
def test_a_divisor_method_agrees_with_the_slow_answer(
    rule: DivisorRule, problem: tuple[int, list[Claim], int], tie: TieRule
) -> None:
    """One place at a time in fractions gives the same shares, within floors and caps."""
    total, claims, unit = problem
    shares, _ = divisor_shares(total, claims, rule, unit, tie)
    allocation = allocate(total, claims, divisor(rule, unit=unit, tie=tie))
    assert shares == list(allocation.shares.values())
    assert verify(allocation) == ()


@_EVERY_RULE
@settings(max_examples=at_most(100))  # place by place, in fractions
@given(problem=_few_places())
def test_a_tie_is_reported_exactly_where_it_decided(
    rule: DivisorRule, problem: tuple[int, list[Claim], int]
) -> None:
    """A rule that refuses ties raises in the same cases, and in no other."""
    total, claims, unit = problem
    _, tied = divisor_shares(total, claims, rule, unit, TieRule.EARLIER)
    assert tied == bool(allocate(total, claims, divisor(rule, unit=unit)).ties)
    refusing = divisor(rule, unit=unit, tie=TieRule.REFUSE)
    if tied:
        with pytest.raises(Conflict):
            allocate(total, claims, refusing)
    else:
        assert allocate(total, claims, refusing).ties == ()


@settings(max_examples=at_most(100))  # about 3 ms each
@given(problem=problems("divisor"))
def test_no_place_would_be_better_given_to_another_claim(
    problem: tuple[int, list[Claim], Divisor],
) -> None:
    """The worst place given is not behind the best place that is not: at any size of the sum."""
    total, claims, method = problem
    try:
        allocation = allocate(total, claims, method)
    except Conflict:
        assert method.tie is TieRule.REFUSE
        return
    given_last: list[Rank] = []
    wanted_next: list[Rank] = []
    for claim in claims:
        held = allocation.shares[claim.id] // method.unit
        if held > -(-claim.floor // method.unit):
            given_last.append(rank(method.rule, claim.weight, held - 1))
        if claim.weight and (claim.cap is None or held < claim.cap // method.unit):
            wanted_next.append(rank(method.rule, claim.weight, held))
    if allocation.left_over >= method.unit:
        assert wanted_next == []
    if given_last and wanted_next:
        assert min(given_last) >= max(wanted_next)
        assert (min(given_last) == max(wanted_next)) == bool(allocation.ties)


_FIVE_ANSWERS = {
    "adams": [6, 2, 2, 1],
    "dean": [7, 2, 1, 1],
    "huntington-hill": [8, 1, 1, 1],
    "sainte-lague": [8, 2, 1, 0],
    "dhondt": [9, 1, 1, 0],
}


@_EVERY_RULE
def test_the_five_rules_give_five_answers(rule: DivisorRule) -> None:
    """One input on which no two of them agree, and no tie decides; the answers are the oracle's."""
    claims = [Claim("a", 264), Claim("b", 49), Claim("c", 47), Claim("d", 13)]
    assert (_FIVE_ANSWERS[rule], False) == divisor_shares(11, claims, rule, 1, TieRule.EARLIER)
    allocation = allocate(11, claims, divisor(rule, tie="refuse"))
    assert _FIVE_ANSWERS[rule] == list(allocation.shares.values())


_SECOND_EXAMPLE = {
    "adams": [9, 7, 5, 3, 2],
    "dean": [9, 7, 5, 4, 1],
    "huntington-hill": [9, 7, 6, 3, 1],
    "sainte-lague": [9, 8, 5, 3, 1],
    "dhondt": [10, 7, 5, 3, 1],
}
"""Balinski and Young 1975, second example: martinlackner/apportionment tests/test_methods.py."""


@_EVERY_RULE
@pytest.mark.parametrize("order", [1, -1])
def test_the_table_of_balinski_and_young_is_met(rule: DivisorRule, order: int) -> None:
    """Five states and 26 seats, on which no two of the rules agree; forwards and backwards."""
    states = [Claim("a", 9_061), Claim("b", 7_179), Claim("c", 5_259), Claim("d", 3_319)]
    claims = [*states, Claim("e", 1_182)][::order]
    allocation = allocate(26, claims, divisor(rule, tie="refuse"))
    assert _SECOND_EXAMPLE[rule][::order] == list(allocation.shares.values())


@pytest.fixture
def moved(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """The positions that competed to give or to receive a place after the first guess."""
    positions: list[int] = []

    def counted(alike: list[int], *rest: Any) -> Any:
        positions.extend(alike)
        return settle(alike, *rest)

    monkeypatch.setattr(sys.modules[Divisor.__module__], "settle", counted)
    return positions


@_EVERY_RULE
@pytest.mark.parametrize("total", [4_000, 40_000])
def test_few_places_are_moved_after_the_first_guess(
    rule: DivisorRule, total: int, moved: list[int]
) -> None:
    """A rule that only rounds up, or only down, starts from another level than the others."""
    claims = [Claim(str(number), 1_000 + 37 * number) for number in range(400)]
    allocate(total, claims, divisor(rule))
    assert len(moved) < len(claims) // 8


def test_where_there_are_few_places_the_first_guess_gives_few(moved: list[int]) -> None:
    """Half a place for each of 400 claims would be far more than the three that there are."""
    claims = [Claim("large", 10**6), *(Claim(str(number)) for number in range(399))]
    assert allocate(3, claims, divisor("dhondt")).shares["large"] == 3
    assert len(moved) < 3


@settings(max_examples=at_most(250))  # about 1 ms each
@given(st.integers(0, 10**18), st.integers(1, 10**9), st.integers(1, 10**9))
def test_of_two_claims_the_larger_never_loses_from_adams_to_dhondt(
    total: int, one: int, other: int
) -> None:
    """The rules are in the order from the friend of the small to the friend of the large."""
    claims = [Claim("larger", max(one, other)), Claim("smaller", min(one, other))]
    larger = [allocate(total, claims, divisor(rule)).shares["larger"] for rule in DivisorRule]
    assert sorted(larger) == larger


@_EVERY_RULE
@settings(max_examples=at_most(100))  # about 3 ms each
@given(claims=claim_lists(), total=st.integers(0, 40), tie=deciding_rules, data=st.data())
def test_no_claim_that_grew_loses_a_place_to_one_that_shrank(
    rule: DivisorRule, claims: list[Claim], total: int, tie: TieRule, data: st.DataObject
) -> None:
    """Whatever becomes of the weights: what no method within the quota can promise."""
    changes = [data.draw(st.integers(-claim.weight, 3), label=claim.id) for claim in claims]
    changed = [
        Claim(claim.id, claim.weight + change)
        for claim, change in zip(claims, changes, strict=True)
    ]
    assume(any(claim.weight for claim in changed))
    before = list(allocate(total, claims, divisor(rule, tie=tie)).shares.values())
    after = list(allocate(total, changed, divisor(rule, tie=tie)).shares.values())
    grew = [place for place, change in enumerate(changes) if change >= 0]
    shrank = [place for place, change in enumerate(changes) if change <= 0]
    for one, other in product(grew, shrank):
        assert after[one] >= before[one] or after[other] <= before[other]


def test_the_first_place_is_free_where_the_divisor_is_zero() -> None:
    """Under three of the rules everyone has a place before anyone has two."""
    claims = [Claim("large", 10**9), Claim("least"), Claim("none", 0), Claim("small", 2)]
    places = {
        str(rule): list(allocate(3, claims, divisor(rule)).shares.values()) for rule in DivisorRule
    }
    one_each, all_to_one = [1, 1, 0, 1], [3, 0, 0, 0]
    assert places == {
        "adams": one_each,
        "dean": one_each,
        "huntington-hill": one_each,
        "sainte-lague": all_to_one,
        "dhondt": all_to_one,
    }


@_EVERY_RULE
def test_places_that_do_not_reach_everyone_go_to_the_largest_weights(rule: DivisorRule) -> None:
    """Where the divisor is zero the weight alone decides, and whoever has no place waits."""
    claims = [Claim("least", 5), Claim("large", 7), Claim("middle", 6)]
    allocation = allocate(2_500, claims, divisor(rule, unit=1_000, tie="refuse"))
    assert allocation.shares == {"least": 0, "large": 1_000, "middle": 1_000}
    reason = WaitingReason.BELOW_ONE_STEP
    assert allocation.waiting == (Waiting("least", reason, 1_000),)
    assert (500, (), None) == (allocation.left_over, allocation.remainder, allocation.level)


_SERVED = [
    (TieRule.EARLIER, ("c", "b"), {"c": 1, "b": 2, "a": 0}),
    (TieRule.BY_ID, ("a", "b"), {"c": 0, "b": 2, "a": 1}),
    (TieRule.LARGER_WEIGHT, ("b", "c"), {"c": 1, "b": 2, "a": 0}),
]


@pytest.mark.parametrize(("tie", "served", "shares"), _SERVED)
def test_a_tie_at_the_border_is_settled_by_the_rule_and_on_record(
    tie: TieRule, served: tuple[str, ...], shares: dict[str, int]
) -> None:
    """8 / 2 is 4: the second place of one and the first of two others stand at one quotient."""
    claims = [Claim("c", 4), Claim("b", 8), Claim("a", 4)]
    allocation = allocate(3, claims, divisor("dhondt", tie=tie))
    assert shares == allocation.shares
    assert Tie(("c", "b", "a"), served, tie) == allocation.ties[0]
    with pytest.raises(Conflict) as refusal:
        allocate(3, claims, divisor("dhondt", tie="refuse"))
    assert ("tie", (0, 1, 2)) == (refusal.value.code, refusal.value.key)


def test_a_tie_is_the_same_whether_places_were_missing_or_too_many() -> None:
    """Adams starts with too many places here and D'Hondt with too few; the earlier claims win."""
    claims = [Claim(name, 5) for name in "dbca"]
    adams = allocate(6, claims, divisor("adams"))
    dhondt = allocate(6, claims, divisor("dhondt"))
    assert adams.shares == dhondt.shares == {"d": 2, "b": 2, "c": 1, "a": 1}
    tie = Tie(("d", "b", "c", "a"), ("d", "b"), TieRule.EARLIER)
    assert adams.ties == dhondt.ties == (tie,)


@_EVERY_RULE
def test_floors_and_caps_are_the_least_and_the_most_places(rule: DivisorRule) -> None:
    """What a cap holds back goes to the others, and what a floor takes comes from them."""
    claims = [Claim("capped", 90, cap=3), Claim("held", 1, floor=4), Claim("free", 9)]
    allocation = allocate(20, claims, divisor(rule))
    assert allocation.shares == {"capped": 3, "held": 4, "free": 13}


@_EVERY_RULE
def test_floors_count_up_to_whole_steps_and_caps_down(rule: DivisorRule) -> None:
    """A floor of 1,500 is two steps of 1,000, a cap of 2,500 is two; the rest is left over."""
    claims = [Claim("a", 1, floor=1_500, cap=2_500), Claim("b", 9, cap=3_999)]
    method = divisor(rule, unit=1_000)
    assert allocate(4_999, claims, method).shares == {"a": 2_000, "b": 2_000}
    full = allocate(9_000, claims, method)
    assert ({"a": 2_000, "b": 3_000}, 4_000) == (full.shares, full.left_over)


def test_whoever_may_not_hold_a_place_does_not_wait_for_one() -> None:
    """A cap of zero is met; one below a whole step is not, and waits."""
    claims = [Claim("a"), Claim("none", cap=0), Claim("part", cap=4)]
    allocation = allocate(10, claims, divisor("sainte-lague", unit=5))
    assert allocation.shares == {"a": 10, "none": 0, "part": 0}
    assert ["part"] == [entry.id for entry in allocation.waiting]


_BETWEEN = "no whole step lies between the floor and the cap"
_NO_WEIGHT = "a claim of weight zero receives nothing, whatever its floor"
_NOT_HONOURED = "the method divisor does not honour it, and never ignores it"
_ABOVE = "the floors up to here, in whole steps, pass the total"


@pytest.mark.parametrize(
    ("claim", "message"),
    [
        (Claim("b", floor=12, cap=19), f"claims[1].floor: {_BETWEEN} [between-steps]"),
        (Claim("b", 0, floor=1), f"claims[1].floor: {_NO_WEIGHT} [no-weight]"),
        (Claim("b", floor=91), f"claims[1].floor: {_ABOVE} [above-total]"),
        (
            Claim("b", priority=1),
            f"claims[1].priority: {_NOT_HONOURED} [not-honoured]",
        ),
    ],
    ids=["between steps", "no weight", "above the total", "priority"],
)
def test_a_limit_that_cannot_be_met_is_refused(claim: Claim, message: str) -> None:
    """The claim is named by its position, its id and figures are not repeated."""
    with pytest.raises(InvalidValue) as refusal:
        allocate(109, [Claim("a", floor=20), claim], divisor("dean", unit=10))
    assert message == str(refusal.value)


@_EVERY_RULE
def test_a_number_far_beyond_a_machine_word_is_exact(rule: DivisorRule) -> None:
    """Whole quotas at a thousand digits are met to the last place, and one more is a tie."""
    claims = [Claim("a", 10**900), Claim("b", 10**900)]
    half = 10**1_000
    assert allocate(2 * half, claims, divisor(rule)).shares == {"a": half, "b": half}
    odd = allocate(2 * half + 1, claims, divisor(rule))
    assert odd.shares == {"a": half + 1, "b": half}
    assert odd.ties == (Tie(("a", "b"), ("a",), TieRule.EARLIER),)


@_EVERY_RULE
def test_quotients_that_differ_in_the_last_digit_are_no_tie(rule: DivisorRule) -> None:
    """Weights that differ by one part in 10^18 still stand in their order."""
    claims = [Claim("a", 10**18), Claim("b", 10**18 + 1)]
    total = 2 * 10**17 + 1
    allocation = allocate(total, claims, divisor(rule, tie="refuse"))
    assert allocation.shares == {"a": 10**17, "b": 10**17 + 1}


def test_a_divisor_lies_between_the_places_held_and_one_more() -> None:
    """That is what the first guess stands on; the smallest rule first."""
    for held in (0, 1, 2, 3, 10**9):
        quotients = [(rule, Fraction(*rule.divisor(held))) for rule in DivisorRule]
        values = [
            quotient for rule, quotient in quotients if rule is not DivisorRule.HUNTINGTON_HILL
        ]
        assert sorted(values) == values
        assert held <= values[0]
        assert values[-1] <= held + 1
    squared = DivisorRule.HUNTINGTON_HILL
    assert ((3 * 4, 1), 49) == (squared.divisor(3), squared.compared(7))
    assert [7] * 4 == [rule.compared(7) for rule in DivisorRule if rule is not squared]


def test_the_rules_read_in_both_languages() -> None:
    """Each has the name of whom it is named after, and its divisor."""
    words = {str(rule): (rule.text("id"), rule.text("en")) for rule in DivisorRule}
    assert words == {
        "adams": ("Metode Adams: k", "Method of Adams: k"),
        "dean": ("Metode Dean: 2k(k+1)/(2k+1)", "Method of Dean: 2k(k+1)/(2k+1)"),
        "huntington-hill": (
            "Metode Huntington-Hill: √(k(k+1))",
            "Method of Huntington-Hill: √(k(k+1))",
        ),
        "sainte-lague": ("Metode Sainte-Laguë: 2k+1", "Method of Sainte-Laguë: 2k+1"),
        "dhondt": ("Metode D'Hondt: k+1", "Method of D'Hondt: k+1"),
    }
    assert Divisor.text("id") == "Tempat menurut hasil bagi terbesar"
    assert Divisor.text("en") == "Places to the largest quotients"


def test_a_rule_that_nobody_knows_is_refused() -> None:
    """The codes are named, what was given is not."""
    with pytest.raises(InvalidValue) as refusal:
        divisor("webster")
    assert str(refusal.value) == (
        "rule: use one of adams, dean, huntington-hill, sainte-lague, dhondt [unknown-divisor-rule]"
    )


@pytest.mark.parametrize("rule", [1, None, TieRule.EARLIER])
def test_a_rule_is_named_by_its_code(rule: object) -> None:
    """A number, or the member of another enumeration, is no rule."""
    with pytest.raises(WrongType, match=r"^rule: expected a text, got"):
        divisor(cast("str", rule))


def test_a_divisor_method_is_a_value_and_data() -> None:
    """Two of the same options are the same method, also after a round through JSON."""
    method = divisor("dean", unit=5, tie="by-id")
    assert Divisor(DivisorRule.DEAN, unit=5, tie=TieRule.BY_ID) == method
    assert divisor("adams") != divisor("dean")
    assert (1, TieRule.EARLIER) == (divisor("adams").unit, divisor("adams").tie)
    options = json.loads(json.dumps(dict(method.record().options)))
    assert {"unit": 5, "tie": "by-id", "rule": "dean"} == options
    assert method == METHODS[method.record().name](**options)
    assert frozenset({"floor", "cap"}) == method.honours


def test_a_step_is_at_least_one() -> None:
    """A unit of zero is refused before anything is divided by it."""
    with pytest.raises(InvalidValue, match=r"^unit:"):
        divisor("dean", unit=0)
