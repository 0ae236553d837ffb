"""Rounds are fair over time: nobody is far from what they are entitled to, and nothing is lost."""

from __future__ import annotations

import json
from fractions import Fraction
from itertools import pairwise
from random import Random
from typing import Any

import attrs
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reintegra.allocation import (
    METHODS,
    Allocation,
    Carry,
    Claim,
    MethodRecord,
    Proportional,
    Tie,
    TieRule,
    Waiting,
    WaitingReason,
    allocate,
    capped,
    carried,
    equal,
    per_head,
    proportional,
    verify,
)
from reintegra.errors import Conflict, InvalidValue, WrongType
from tests.allocation.inputs import balances, claim_lists, deciding_rules, totals, units
from tests.allocation.oracle_carry import carried_shares
from tests.profiles import at_most

_LOMBOK = [Claim("5202", 340), Claim("5201", 150)]
_NAMES = [f"claim-{number}" for number in range(6)]


def _rates(claims: list[Claim], *, by_head: bool) -> list[int]:
    return [min(claim.weight, 1) if by_head else claim.weight for claim in claims]


def _rounds(carry: Carry, totals_: list[int], claims: list[Claim], method: Any) -> list[Allocation]:
    """The allocations of one round after the other."""
    made: list[Allocation] = []
    for total in totals_:
        allocation, carry = carry.allocate(total, claims, method)
        made.append(allocation)
    return made


@settings(max_examples=at_most(100))  # about 4 ms each
@given(st.integers(0, 60), claim_lists(6), units, deciding_rules, balances(_NAMES), st.booleans())
def test_a_round_agrees_with_the_slow_answer(
    total: int,
    claims: list[Claim],
    unit: int,
    rule: TieRule,
    owed: dict[str, Fraction],
    by_head: bool,
) -> None:
    """One step at a time, worked out in fractions, gives the same shares, whatever was owed."""
    method = (equal if by_head else proportional)(unit=unit, tie=rule)
    allocation, _ = Carry(owed).allocate(total * unit, claims, method)
    rates = _rates(claims, by_head=by_head)
    expected = carried_shares(total * unit, claims, rates, unit, rule, owed)
    assert expected == list(allocation.shares.values())


@settings(max_examples=at_most(100))  # about 4 ms each
@given(st.lists(totals, min_size=1, max_size=30), claim_lists(), units, st.booleans())
def test_the_same_claims_are_never_a_whole_step_from_their_entitlement(
    amounts: list[int], claims: list[Claim], unit: int, by_head: bool
) -> None:
    """After every round each has the whole steps of all quotas so far, or one step more."""
    method = (equal if by_head else proportional)(unit=unit)
    rates = _rates(claims, by_head=by_head)
    carry, steps = Carry(), 0
    received = dict.fromkeys((claim.id for claim in claims), 0)
    for total in amounts:
        allocation, carry = carry.allocate(total, claims, method)
        steps += total // unit
        for claim, rate in zip(claims, rates, strict=True):
            received[claim.id] += allocation.shares[claim.id]
            entitled = Fraction(steps * rate, sum(rates))
            assert abs(entitled - Fraction(received[claim.id], unit)) < 1
            open_ = carry.balances.get(claim.id, Fraction(0))
            assert unit * entitled - received[claim.id] == open_


@pytest.mark.parametrize(
    ("weights", "measured"),
    [
        ((340, 150), "0.694"),
        ((24, 24, 5, 3), "0.946"),
        ((97, 1, 1, 1), "0.990"),
        ((1, 1, 1), "0.667"),
        ((7, 5, 3, 2, 1), "0.944"),
        ((6, 6, 2), "0.857"),
    ],
)
def test_thousands_of_rounds_keep_everyone_within_a_step(
    weights: tuple[int, ...], measured: str
) -> None:
    """Three thousand rounds of zero to eight units go as far as the page says: below one step."""
    claims = [Claim(str(place), weight) for place, weight in enumerate(weights)]
    carry, farthest = Carry(), Fraction(0)
    for number in range(3_000):
        _, carry = carry.allocate(number * number % 9, claims, proportional())
        farthest = max(farthest, _farthest(carry))
    assert measured == f"{float(farthest):.3f}"
    assert farthest < 1


_CHANGING = st.lists(
    st.tuples(
        st.one_of(st.integers(0, 12), totals),
        st.lists(
            st.tuples(st.sampled_from(_NAMES), st.one_of(st.integers(0, 3), st.integers(0, 10**9))),
            min_size=1,
            unique_by=lambda pair: pair[0],
        ),
        units,
        st.booleans(),
    ),
    max_size=25,
)


@settings(max_examples=at_most(50))  # about 10 ms each
@given(_CHANGING)
def test_whoever_comes_goes_or_changes_stays_within_half_the_number_of_claims(
    changes: list[tuple[int, list[tuple[str, int]], int, bool]],
) -> None:
    """Rounds are exact, balances add up to zero, nobody is forgotten, and the bound holds.

    The bound is half of all who ever had a claim, rounded down, in the largest of the steps.
    """
    carry, largest = Carry(), 1
    for total, weights, unit, by_head in changes:
        claims = [Claim(name, weight) for name, weight in weights]
        if not any(claim.weight for claim in claims):
            continue
        before, largest = carry.balances, max(largest, unit)
        method = (equal if by_head else proportional)(unit=unit)
        allocation, carry = carry.allocate(total, claims, method)
        assert verify(allocation) == ()
        assert total - total % unit == sum(allocation.shares.values())
        assert sum(carry.balances.values()) == 0
        here = {claim.id for claim in claims if claim.weight}
        assert set(before) | here == set(carry.balances)
        assert {name: before[name] for name in set(before) - here}.items() <= (
            dict(carry.balances).items()
        )
        assert max(map(abs, carry.balances.values())) <= largest * (len(carry.balances) // 2)


def _pairs_of_equals(people: int) -> tuple[Fraction, list[int]]:
    """One unit goes to two who are owed the same, again and again, until no two are.

    Answers with the largest balance seen, and the order in which the balances ended up.
    """
    carry = Carry(dict.fromkeys(map(str, range(people)), 0))
    farthest = Fraction(0)
    while True:
        ranked = sorted(carry.balances, key=carry.balances.__getitem__)
        alike = [pair for pair in pairwise(ranked) if len({carry.balances[i] for i in pair}) == 1]
        if not alike:
            return farthest, [int(2 * carry.balances[name]) for name in ranked]
        _, carry = carry.allocate(1, [Claim(name) for name in alike[0]], equal())
        farthest = max(farthest, _farthest(carry))


@pytest.mark.parametrize("people", [2, 3, 4, 8, 12])
def test_whoever_chooses_the_claims_drives_any_rule_a_quarter_of_their_number_away(
    people: int,
) -> None:
    """The balances end up all different, which no rule can avoid; the proven bound still holds."""
    farthest, ends = _pairs_of_equals(people)
    assert people == len(set(ends))
    assert Fraction(people - 1, 4) <= farthest <= people // 2


def _farthest(carry: Carry) -> Fraction:
    return max(map(abs, carry.balances.values()))


@pytest.mark.parametrize(("people", "measured"), [(3, "0.998"), (10, "1.062"), (30, "1.000")])
def test_rounds_by_lot_stay_as_near_as_the_page_says(people: int, measured: str) -> None:
    """Three thousand rounds, half of the people in each, weights to 12 and totals to 15."""
    lot = Random(1)  # noqa: S311 - the same lot in every run, and no secret
    carry, seen = Carry(), Fraction(0)
    for _ in range(3_000):
        here = [person for person in range(people) if lot.random() < 0.5] or [0]
        claims = [Claim(str(person), lot.randint(1, 12)) for person in here]
        _, carry = carry.allocate(lot.randint(0, 15), claims, proportional())
        seen = max(seen, _farthest(carry))
    assert measured == f"{float(seen):.3f}"
    assert seen <= people // 2


@pytest.mark.parametrize(("people", "measured"), [(4, "1.447"), (6, "1.725"), (8, "1.507")])
def test_rounds_that_are_meant_to_do_harm_go_as_far_as_the_page_says(
    people: int, measured: str
) -> None:
    """Two hundred rounds, each the one of twelve by lot that makes the squares largest."""
    lot = Random(5)  # noqa: S311 - the same lot in every run, and no secret
    carry, seen = Carry(), Fraction(0)

    def tried() -> Carry:
        here = lot.sample(range(people), lot.randint(2, people))
        claims = [Claim(str(person), lot.choice([1, 1, 2, 3, 9])) for person in here]
        return carry.allocate(lot.randint(1, len(here) - 1), claims, proportional())[1]

    for _ in range(200):
        carry = max((tried() for _ in range(12)), key=_squares)
        seen = max(seen, _farthest(carry))
    assert measured == f"{float(seen):.3f}"
    assert seen <= people // 2


def _squares(carry: Carry) -> Fraction:
    return sum((owed * owed for owed in carry.balances.values()), Fraction(0))


def test_a_round_takes_up_where_the_last_one_ended() -> None:
    """Of 340 to 150, three rounds of one unit go to the first, the first and the second."""
    made = _rounds(Carry(), [1, 1, 1], _LOMBOK, proportional())
    assert [{"5202": 1, "5201": 0}, {"5202": 1, "5201": 0}, {"5202": 0, "5201": 1}] == [
        allocation.shares for allocation in made
    ]


def test_without_a_carry_a_hundred_rounds_favour_the_first_and_with_it_nobody() -> None:
    """A hundred rounds of one unit among three: all to the first, or 34, 33 and 33."""
    three = [Claim("a"), Claim("b"), Claim("c")]
    assert 100 == sum(allocate(1, three, equal()).shares["a"] for _ in range(100))
    made = _rounds(Carry(), [1] * 100, three, equal())
    assert [34, 33, 33] == [sum(each.shares[name] for each in made) for name in "abc"]


def test_the_first_round_looks_ahead_and_not_at_the_largest_remainder() -> None:
    """4, 2 and 1 share four: quotas 16/7, 8/7 and 4/7, so the largest remainder is the third's.

    The next whole step is due to the first after 5/28 of a round of seven, to the others after 3/7.
    """
    claims = [Claim("a", 4), Claim("b", 2), Claim("c", 1)]
    assert allocate(4, claims, proportional()).shares == {"a": 2, "b": 1, "c": 1}
    allocation, carry = Carry().allocate(4, claims, proportional())
    assert allocation.shares == {"a": 3, "b": 1, "c": 0}
    assert allocation.remainder == ("a",)
    assert allocation.ties == ()
    assert carry.balances == {"a": Fraction(-5, 7), "b": Fraction(1, 7), "c": Fraction(4, 7)}


def test_balances_are_in_units_of_the_sum_and_of_whole_steps() -> None:
    """What does not fill a step entitles nobody; half a step of 1,000 is 500 owed."""
    allocation, carry = Carry().allocate(1_999, [Claim("a"), Claim("b")], equal(unit=1_000))
    assert allocation.shares == {"a": 1_000, "b": 0}
    assert allocation.left_over == 999
    assert carry.balances == {"a": -500, "b": 500}
    allocation, carry = carry.allocate(3, [Claim("b"), Claim("a")], proportional())
    assert allocation.shares == {"b": 3, "a": 0}
    assert carry.balances == {"a": Fraction(-997, 2), "b": Fraction(997, 2)}
    assert {"a", "b"} == set(carry.balances)


def test_a_claim_without_weight_is_nobody() -> None:
    """It is due nothing, keeps what it was owed, and is not remembered without a balance."""
    carry = Carry({"a": 2, "b": -2})
    claims = [Claim("a", 0), Claim("b"), Claim("new", 0)]
    allocation, carry = carry.allocate(3, claims, proportional())
    assert allocation.shares == {"a": 0, "b": 3, "new": 0}
    assert allocation.waiting == ()
    assert carry.balances == {"a": 2, "b": -2}


_THREE = [Claim("a"), Claim("b"), Claim("c")]


def _waits(allocation: Allocation) -> list[tuple[str, WaitingReason, int]]:
    return [(entry.id, entry.reason, entry.short_by) for entry in allocation.waiting]


def test_more_due_than_there_is_goes_to_whoever_is_owed_most() -> None:
    """Due 8, 17/4 and 3/4 of five units: all stay four short, but for the larger fraction."""
    owed: dict[str, Fraction | int] = {
        "a": Fraction(19, 3),
        "b": Fraction(31, 12),
        "c": Fraction(-11, 12),
        "gone": -8,
    }
    allocation, carry = Carry(owed).allocate(5, _THREE, equal())
    assert allocation.shares == {"a": 4, "b": 1, "c": 0}
    assert (allocation.ties, allocation.remainder) == ((), ("b",))
    assert carry.balances == {
        "a": 4,
        "b": Fraction(13, 4),
        "c": Fraction(3, 4),
        "gone": -8,
    }
    assert [("c", WaitingReason.SET_OFF, 1)] == _waits(allocation)
    assert verify(allocation) == ()


def test_equals_are_tied_where_more_is_due_than_there_is() -> None:
    """Due 5, 5 and -7 of three units: two are equal, and the rule says which has one more."""
    carry = Carry({"a": 4, "b": 4, "c": -8})
    allocation, after = carry.allocate(3, _THREE, equal(tie="by-id"))
    assert allocation.shares == {"a": 2, "b": 1, "c": 0}
    assert allocation.ties == (Tie(("a", "b"), ("a",), TieRule.BY_ID),)
    assert after.balances == {"a": 3, "b": 4, "c": -7}
    assert [("c", WaitingReason.SET_OFF, 1)] == _waits(allocation)
    with pytest.raises(Conflict) as conflict:
        carry.allocate(3, _THREE, equal(tie="refuse"))
    assert ("tie", (0, 1)) == (conflict.value.code, conflict.value.key)


def test_less_due_than_there_is_goes_to_whoever_received_least_ahead() -> None:
    """Due -2, -2 and -1 of six units: all go ahead to -4, but for the one who was not so far."""
    carry = Carry({"a": -4, "b": -4, "c": -3, "gone": 11})
    allocation, after = carry.allocate(6, _THREE, equal())
    assert allocation.shares == {"a": 2, "b": 2, "c": 2}
    assert allocation.ties == (Tie(("a", "b", "c"), ("a", "b"), TieRule.EARLIER),)
    assert after.balances == {"a": -4, "b": -4, "c": -3, "gone": 11}


def test_nobody_goes_ahead_of_a_whole_due_while_another_waits_for_its_next_step() -> None:
    """Due 1, 3/4 and 1/4: the first has what is due, so the second receives the other unit."""
    owed = {"a": Fraction(1, 3), "b": Fraction(1, 12), "c": Fraction(-5, 12)}
    allocation, after = Carry(owed).allocate(2, _THREE, equal())
    assert allocation.shares == {"a": 1, "b": 1, "c": 0}
    assert after.balances == {"a": 0, "b": Fraction(-1, 4), "c": Fraction(1, 4)}
    assert [("c", WaitingReason.BELOW_ONE_STEP, 1)] == _waits(allocation)


def test_a_whole_due_goes_ahead_only_after_everyone_with_a_fraction() -> None:
    """Due 0, 2/3 and 1/3 of two units, the first with the largest rate: the others are served."""
    claims = [Claim("a", 8), Claim("b"), Claim("c")]
    owed = {
        "a": Fraction(-8, 5),
        "b": Fraction(2, 3) - Fraction(1, 5),
        "c": Fraction(1, 3) - Fraction(1, 5),
        "gone": Fraction(1),
    }
    owed["gone"] = -sum(owed.values()) + owed["gone"]
    allocation, _ = Carry(owed).allocate(2, claims, proportional())
    assert allocation.shares == {"a": 0, "b": 1, "c": 1}


def test_next_steps_that_are_nearly_at_the_same_time_are_told_apart() -> None:
    """Each lacks one part of a step: at rates of 10**9 and one less, 10**-18 lies between."""
    rate = 10**9
    whole = 2 * rate - 1
    claims = [Claim("slower", rate - 1), Claim("faster", rate)]
    owed = {"slower": Fraction(rate - 1, whole), "faster": Fraction(rate - 2, whole)}
    allocation, _ = Carry({**owed, "gone": -sum(owed.values())}).allocate(
        1, claims, proportional(tie="refuse")
    )
    assert allocation.shares == {"slower": 0, "faster": 1}


@pytest.mark.parametrize(("total", "reason"), [(2, "below-one-step"), (3, "set-off")])
def test_the_reason_says_whether_the_round_alone_would_have_given_a_step(
    total: int, reason: str
) -> None:
    """A third of three units is one, so whoever receives none pays for what came before."""
    carry = Carry({"a": -5, "b": 5})
    allocation, _ = carry.allocate(total, _THREE, equal())
    assert allocation.shares["a"] == 0
    assert Waiting("a", WaitingReason(reason), 1) in allocation.waiting


def test_the_reason_is_worded_in_both_languages() -> None:
    """Who never received anything ahead is not told so: it may be that others are owed more."""
    carry = Carry({"a": 6, "gone": -6})
    allocation, _ = carry.allocate(3, _THREE, equal())
    assert [("b", WaitingReason.SET_OFF, 1), ("c", WaitingReason.SET_OFF, 1)] == _waits(allocation)
    text = allocation.waiting[0].text
    assert text("en") == (
        "Earlier rounds are set off: this claim received ahead, or others are owed more"
    )
    assert text("id") == (
        "Putaran lalu diperhitungkan: klaim ini menerima di muka, atau klaim lain lebih berhak"
    )


def test_ties_go_by_the_rule_of_the_method() -> None:
    """One unit among equals: by the order, the id, the weight, or not at all."""
    claims = [Claim("b"), Claim("a"), Claim("c", 2)]

    def first(tie: TieRule) -> str:
        shares = Carry().allocate(1, claims, equal(tie=tie))[0].shares
        return max(shares, key=shares.__getitem__)

    rules = (TieRule.EARLIER, TieRule.BY_ID, TieRule.LARGER_WEIGHT)
    assert ["b", "a", "c"] == [first(rule) for rule in rules]
    with pytest.raises(Conflict):
        Carry().allocate(1, claims, equal(tie="refuse"))


def test_a_round_is_on_record_and_can_be_made_again() -> None:
    """The record holds the method within and every balance before the round, as whole numbers."""
    carry = Carry({"x": Fraction(-1, 3), "a": Fraction(1, 3)})
    allocation, _ = carry.allocate(7, _LOMBOK, proportional(unit=2, tie="by-id"))
    record = allocation.method
    inner = MethodRecord("proportional", {"unit": 2, "tie": "by-id"})
    balances_ = (("a", 1, 3), ("x", -1, 3))
    assert MethodRecord("carried", {"within": inner, "balances": balances_}) == record
    again = METHODS[record.name](**record.options)
    assert again == carried(within=proportional(unit=2, tie="by-id"), balances=carry.balances)
    assert allocation == allocate(7, _LOMBOK, again)
    assert (again.unit, again.tie, again.honours) == (2, TieRule.BY_ID, frozenset())
    assert again.text("id") == "Dengan memperhitungkan putaran sebelumnya"
    assert again.text("en") == "Set off against earlier rounds"
    assert hash(again) == hash(METHODS[record.name](**record.options))


def test_what_is_owed_after_a_round_follows_from_its_record() -> None:
    """A round that was made elsewhere, by the method alone, leaves the same balances."""
    carry = Carry({"x": Fraction(-1, 3), "5201": Fraction(1, 3)})
    claims = [*_LOMBOK, Claim("none", 0)]
    allocation, after = carry.allocate(7, claims, proportional(unit=2))
    method = carried(within=proportional(unit=2), balances=carry.balances)
    assert Carry.after(allocate(7, claims, method)) == after
    assert Carry.after(allocation) == after
    assert Carry.after(allocate(7, [], method)) == carry


def test_without_balances_on_record_nothing_follows() -> None:
    """Who shared by another method has no carry after it."""
    with pytest.raises(InvalidValue) as refusal:
        Carry.after(allocate(7, _LOMBOK, proportional()))
    in_money: Any = None
    with pytest.raises(WrongType, match=r"^allocation: expected Allocation, got NoneType"):
        Carry.after(in_money)
    hint = "its method is not carried, so no balances are on record"
    assert f"allocation: {hint} [not-carried]" == str(refusal.value)
    assert ("allocation", "not-carried") == (refusal.value.field, refusal.value.code)


def test_shares_that_were_changed_leave_no_balance() -> None:
    """What some are owed is what others received, so a share too many is found out."""
    allocation, _ = Carry().allocate(7, _LOMBOK, proportional())
    forged = attrs.evolve(allocation, shares={"5202": 6, "5201": 2})
    with pytest.raises(InvalidValue, match=r"\[not-balanced\]$"):
        Carry.after(forged)


def test_a_carried_round_is_by_weight_from_nothing_where_nothing_else_is_said() -> None:
    """The defaults: proportional, and nobody is owed anything."""
    assert carried() == carried(within=proportional(), balances={})
    assert Carry() == Carry({})
    read: Any = [["b", -1, 2], ("a", 2, 4)]
    assert carried(balances=read).balances == (("a", 1, 2), ("b", -1, 2))


def test_balances_can_be_kept_as_whole_numbers() -> None:
    """What stands on record, also as JSON, makes the same carry again, in the order of the ids."""
    carry = Carry({"x": Fraction(-1, 3), "a": Fraction(1, 3)})
    assert ["a", "x"] == list(carry.balances)
    assert Carry(carried(balances=carry.balances).balances) == carry
    _, after = carry.allocate(7, [Claim("c", 3), Claim("b")], proportional())
    assert ["a", "b", "c", "x"] == list(after.balances)
    assert Carry(json.loads(json.dumps(carried(balances=after.balances).balances))) == after


def test_denominators_grow_with_every_new_sum_of_weights_as_the_page_says() -> None:
    """Two hundred rounds of ten people, weights to 10**6: 917 digits, and read back it is exact."""
    lot, carry = Random(1), Carry()  # noqa: S311 - the same lot in every run, and no secret
    for _ in range(200):
        claims = [Claim(str(person), lot.randint(1, 10**6)) for person in range(10)]
        _, carry = carry.allocate(lot.randint(0, 15), claims, proportional())
    assert 917 == max(len(str(owed.denominator)) for owed in carry.balances.values())
    assert Carry(carried(balances=carry.balances).balances) == carry
    assert _farthest(carry) <= 5


@pytest.mark.parametrize("within", [equal(), equal(tie="larger-weight"), proportional()])
def test_a_weight_counts_as_under_the_method_within(within: Any) -> None:
    """Equal shares look at it only where ties go by it."""
    assert within.weighs("a") == carried(within=within).weighs("a")


def test_without_claims_nothing_is_owed_to_anybody_new() -> None:
    """Everything is left over, and the balances stay."""
    carry = Carry({"a": 1, "b": -1})
    allocation, after = carry.allocate(5, [], proportional())
    assert (allocation.shares, allocation.left_over, after) == ({}, 5, carry)


def test_a_carry_is_a_value() -> None:
    """A round changes nothing in the carry that made it, nor can anybody else."""
    carry = Carry({"a": 1, "b": -1})
    carry.allocate(1, _THREE, equal())
    assert carry == Carry({"b": -1, "a": 1})
    assert hash(carry) == hash(Carry({"b": -1, "a": 1}))
    with pytest.raises(TypeError):
        carry.balances["a"] = Fraction(9)  # type: ignore[index] # what a type checker would catch
    assert all(type(owed) is Fraction for owed in carry.balances.values())


class _Mine(Proportional):
    """Shares in a way of its own."""


@pytest.mark.parametrize("method", [per_head(5), capped(), carried(), _Mine()])
def test_only_exact_entitlements_can_be_carried(method: Any) -> None:
    """A fixed amount or a cap leaves no entitlement open, and what is not known is not guessed."""
    with pytest.raises(InvalidValue) as refusal:
        Carry().allocate(5, _THREE, method)
    assert ("within", "not-exact") == (refusal.value.field, refusal.value.code)
    hint = "it entitles nobody to an exact part of the total: use equal or proportional"
    assert f"within: {hint} [not-exact]" == str(refusal.value)
    with pytest.raises(InvalidValue):
        carried(within=method)


def test_what_is_no_method_carries_nothing() -> None:
    """A name is not a method."""
    name: Any = "equal"
    with pytest.raises(WrongType) as refusal:
        Carry().allocate(5, _THREE, name)
    assert "method: expected a Method, such as capped(), got str" == str(refusal.value)
    with pytest.raises(WrongType, match=r"^within: "):
        carried(within=name)


def test_the_misuse_of_a_round_is_refused_as_by_allocate() -> None:
    """Limits, weights and the total are looked at before anything is due."""
    for total, claims in ((-1, _THREE), (5, [Claim("a", 0)]), (5, [Claim("a", cap=3)])):
        with pytest.raises(InvalidValue):
            Carry().allocate(total, claims, equal())


_REFUSED: list[tuple[Any, str]] = [
    (5, ": expected a mapping, or triples, got int"),
    ("ab", ": expected a mapping, or triples, got str"),
    ({"a": 0.5}, "[0]: expected a Fraction, got float"),
    ({"a": True, "b": -1}, "[0]: expected a Fraction, got bool"),
    ({"b": 0, 1: 0}, "[1]: expected a text, got int"),
    ({"b": 0, " ": 0}, "[1]: a text that is not blank is needed [empty]"),
    ({"a": 1}, ": what some are owed is what others received, so the sum is zero [not-balanced]"),
    ([("a", 0)], "[0]: expected a triple of id, numerator and denominator, got tuple"),
    ([("a", 0, 1), "abc"], "[1]: expected a triple of id, numerator and denominator, got str"),
    ([("a", 0, 0)], "[0]: a whole number of at least 1 is needed [too-small]"),
    ([("a", 0.5, 1)], "[0]: expected a whole number, got float"),
    ([("a", 0, 1), ("a", 0, 1)], "[1]: an earlier balance has the same id [duplicate]"),
]


@pytest.mark.parametrize(("given_", "words"), _REFUSED)
def test_balances_that_cannot_be_are_refused(given_: Any, words: str) -> None:
    """The place in the mapping is named, and never the id or the balance."""
    with pytest.raises((InvalidValue, WrongType)) as refusal:
        carried(balances=given_)
    assert f"balances{words}" == str(refusal.value)


def test_the_balances_of_a_carry_are_named_as_such() -> None:
    """The field is the one of the value that was made."""
    with pytest.raises(InvalidValue) as refusal:
        Carry({"a": 1})
    assert ("Carry.balances", "not-balanced") == (refusal.value.field, refusal.value.code)
