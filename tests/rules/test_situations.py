"""Situations in which a rule turns out in some way, and those in which it cannot."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from reintegra.errors import InvalidValue
from reintegra.rules import Expression, Missing, all_of, any_of
from reintegra.rules.analysis.situations import Situations
from reintegra.vocabulary.money import IDR, XTS, Money
from tests.rules.notation import fact

a, b = fact("a"), fact("b")
x, y, z = (fact(name, int) for name in "xyz")
start, end = fact("start", date), fact("end", date)
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
        (all_of(x * 2 <= y, y < x * 2), False, False),
        (all_of(x * 2 <= y, y < x), False, False),
        (all_of((x + y).equals(10), (x - y).equals(3)), False, False),
        (all_of(start.months_later(1) <= end, end < start), False, False),
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
    """Where facts are compared in a way in which one could be overlooked, nothing is claimed."""
    situations = Situations(500)
    assert (met, not_met) == (
        situations.is_impossible(rule, met=True),
        situations.is_impossible(rule, met=False),
    )
    assert not situations.was_cut


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
