"""Situations in which a rule turns out in some way, and those in which it cannot."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from reintegra.errors import InvalidValue
from reintegra.rules import Expression, Missing, all_of, amount_of, any_of
from reintegra.rules.analysis.situations import Situations
from reintegra.vocabulary.money import IDR, XTS, Money
from tests.rules.notation import fact

a, b = fact("a"), fact("b")
x, y, z = (fact(name, int) for name in "xyz")
age = fact("age", int)
start, end = fact("start", date), fact("end", date)
three_more: Any = x + y + 3
wage, limit = fact("wage", Money), fact("limit", Money)


@pytest.mark.parametrize(
    ("rule", "met", "not_met"),
    [
        (a.is_true, False, False),
        (all_of(), False, True),
        (any_of(), True, False),
        (all_of(x < 3, x > 3), True, False),
        (any_of(x < 3, x >= 3), False, True),
        (all_of(x <= y, y < x), True, False),
        (all_of(x * 2 <= y, y < x * 2), True, False),
        (all_of(x + y + z <= 100, x + y + z > 200), True, False),
        (any_of(x + y + z <= 100, x * -2 - y * 2 - z * 2 < -200), False, True),
        (all_of(x + y + z <= 100, x + y + z > 99), False, False),
        (any_of(x + y <= z, z < x + y, x - y > 3), False, True),
        (all_of(x + y <= 100, x + y > 200, x - y > 1), True, False),
        (all_of(three_more.is_in(5, 7), (y + x).is_in(3, 5)), True, False),
        (all_of(start.months_later(1) <= end, end < start.months_later(1), start < end),
         True, False),
        (all_of(start.months_later(1) <= end + 3, start >= end, end + 3 < start.months_later(1)),
         True, False),
        (all_of(start.months_later(1) <= end, end < start, start <= date(2019, 1, 1), a.is_true,
                start > date(2019, 1, 1)), True, False),
        (x.is_missing, False, False),
        (x.is_missing & (x >= 3), True, False),
        (x.is_missing | (x >= 3), False, False),
        (x.is_missing | (x >= 3) | (x < 3), False, True),
        (x.is_missing & (x <= y), True, False),
        (~x.is_missing & (x <= y), False, False),
    ],
)  # fmt: skip
def test_what_is_impossible_is_so_in_every_situation(
    rule: Expression, met: object, not_met: object
) -> None:
    """Of sums also where they are compared with each other: the same sum is one quantity."""
    situations = Situations(5_000)
    assert (met, not_met) == (
        situations.is_impossible(rule, met=True),
        situations.is_impossible(rule, met=False),
    )
    assert not situations.was_cut


@pytest.mark.parametrize(
    "rule",
    [
        all_of((x + y).equals(10), (x - y).equals(3)),
        all_of(start.months_later(1) <= end, end < start),
        all_of(x * 2 <= y, y < x),
    ],
)
def test_where_a_way_could_be_overlooked_nothing_is_claimed_and_it_is_said(
    rule: Expression,
) -> None:
    """Two sums that cannot come out as whole numbers, months in a circle, and a way not found."""
    situations, others = Situations(500), Situations(500)
    assert (False, False) == (situations.is_impossible(rule, met=False), situations.was_cut)
    assert (False, True) == (situations.is_impossible(rule, met=True), situations.was_cut)
    assert [] == list(others.with_outcome(rule, {}, met=True))
    assert others.was_cut


def test_what_is_known_is_counted_into_a_sum() -> None:
    """With it nothing is left open: no situation does, and none was overlooked."""
    for rule, known, can_be in (
        (all_of(x + y + z <= 3, x + y + z > 3, x - y > 0), {"x": 5}, False),
        (all_of(x + y + z <= 3, y + z >= 8, y - z > 0), {"x": -4}, False),
        (all_of(x * 2 + y + z <= 3, y + z >= 11, y - z > 0), {"x": -4}, True),
    ):
        situations = Situations(5_000)
        found = any(True for _ in situations.with_outcome(rule, known, met=True))
        assert (can_be, False) == (found, situations.was_cut)


@pytest.mark.parametrize(
    ("rule", "impossible"),
    [
        (all_of(a.is_true, a.is_false), True),
        (all_of(x < 3, x > 3), True),
        (x.is_missing & (x >= 3), False),
        (x.is_missing & (x < 3) & (x >= 3), False),
        (x.is_missing & ~x.is_missing, True),
        (x.is_missing & (x >= 3) & ~x.is_missing, True),
        (~x.is_missing & (x < 3) & (x >= 3), True),
        (x.is_missing & (x <= y), False),
        (y.is_missing & (x <= y), False),
        (x.is_missing & (x <= y) & (y < x), False),
        (x.is_missing & (y <= z) & (z < y), True),
        (~x.is_missing & (x <= y) & (y < x), False),
        (all_of(x.is_missing, x + y + z <= 3, x + y + z > 3), False),
        (all_of(x.is_missing, y + z + age <= 3, y + z + age > 3), True),
    ],
)
def test_where_a_fact_may_be_missing_what_else_it_is_asked_is_in_doubt(
    rule: Expression, impossible: object
) -> None:
    """What is impossible then is so beyond doubt."""
    situations = Situations(500)
    assert impossible is situations.is_impossible(rule, met=True, in_doubt=True)


def test_a_situation_has_every_fact_and_what_is_given() -> None:
    """What is known stays; of the rest the first that does comes first."""
    rule = all_of(x >= 3, a.is_true | b.is_true)
    found = list(Situations(500).with_outcome(rule, {"a": False}, met=True))
    assert [{"a": False, "x": 3, "b": True}] == found
    both = list(Situations(500).with_outcome(rule, {"x": 3}, met=False))
    assert [{"x": 3, "a": False, "b": False}] == both
    more = Situations(500).with_outcome(a.is_true | b.is_true, {}, met=True)
    assert [(True, True), (True, False), (False, True)] == [(each["a"], each["b"]) for each in more]
    missing = Situations(500).with_outcome(x.is_missing & a.is_true, {}, met=True)
    assert [{"x": Missing.NOT_ASKED, "a": True}] == list(missing)
    assert [] == list(Situations(500).with_outcome(any_of(), {}, met=True))
    in_doubt = Situations(500).with_outcome(x.is_missing & (x >= 3), {}, met=True)
    assert [] == list(in_doubt)


def test_cases_have_values_for_what_amounts_are_computed_from() -> None:
    """What it is, nothing, what is named, and much more; what is missing stays so."""
    situations = Situations(500)
    amounts = [amount_of(x).capped_at(-7), amount_of(three_more)]
    cases = situations.cases(x < 2, {"y": 4}, amounts)
    assert [1, -7, 0] == [case["x"] for case in cases]
    cases = situations.cases(a.is_true, {"y": 4}, amounts)
    assert [-7, 0, 3, 1_000_000_000] == [case["x"] for case in cases]
    (*_, most) = situations.cases(a.is_true, {}, [amount_of(x).capped_at(10**9)])
    assert 2 * 10**9 == most["x"]
    missing = [*situations.cases(x.is_missing & a.is_true, {}, [amount_of(x)])]
    assert [{"x": Missing.NOT_ASKED, "a": True}] == missing
    assert situations.was_cut


def test_where_cases_are_cut_no_more_are_made() -> None:
    """Each counts against the limit."""
    situations = Situations(2)
    amount = amount_of(wage).capped_at(Money(5, XTS))
    found = situations.cases(all_of(a.is_true), {}, [amount])
    assert [Money(0, XTS), Money(5, XTS)] == [case["wage"] for case in found]
    assert situations.was_cut


def test_amounts_of_a_situation_have_the_currency_that_is_given() -> None:
    """Or that of no country."""
    for situations, currency in ((Situations(500), XTS), (Situations(500, IDR), IDR)):
        (found, *_) = situations.with_outcome(wage <= limit, {}, met=True)
        assert {currency} == {value.currency for value in found.values()}


@pytest.mark.parametrize("bound", [1, 2, 3, 4, 5])
def test_a_question_that_was_cut_claims_nothing(bound: int) -> None:
    """Until the limit is enough: nothing chosen, then three values of a number, all to no avail."""
    situations = Situations(bound)
    rule = all_of(x < 3, x > 5, a.is_true)
    enough = bound > 3
    assert enough is situations.is_impossible(rule, met=True)
    assert enough is not situations.was_cut
    situations = Situations(bound)
    assert [] == list(situations.with_outcome(rule, {}, met=True))
    assert enough is not situations.was_cut


def test_once_cut_stays_cut() -> None:
    """Each question has the whole limit."""
    situations = Situations(3)
    assert not situations.is_impossible(all_of(x < 3, x > 5), met=True)
    assert situations.was_cut
    assert situations.is_impossible(all_of(a.is_true, a.is_false), met=True)
    assert situations.was_cut
    assert Situations(3).is_impossible(all_of(a.is_true, a.is_false), met=True)


def test_a_limit_of_nothing_is_refused_at_once() -> None:
    """Before any question."""
    bound: Any = 0
    with pytest.raises(InvalidValue):
        Situations(bound)
