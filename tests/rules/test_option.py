"""Which answers are tried: some for each way in which the conditions of a fact turn out."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from reintegra.rules import Expression, Missing, all_of, analyse, any_of
from reintegra.rules.search.budget import Budget
from reintegra.rules.search.ground import Ground, Opened
from reintegra.rules.search.tied import options_of
from reintegra.vocabulary.money import IDR, XTS, Money, idr
from tests.rules.notation import fact
from tests.rules.test_question import Colour

a, b = fact("a"), fact("b")
x, y, z = (fact(name, int) for name in "xyz")
p, q = fact("p", str), fact("q", str)
wage, limit = fact("wage", Money), fact("limit", Money)
start, end = fact("start", date), fact("end", date)
colour, second = fact("colour", Colour), fact("second", Colour)

_DAY = date(2019, 10, 31)
_LATER = date(2019, 11, 1)
_BEFORE = date(2019, 10, 30)


def _opened(rule: Expression, known: dict[str, Any], *names: str) -> Opened:
    plan = rule.plan
    facts = {each.name: known.get(each.name, Missing.UNKNOWN) for each in plan.facts}
    return Opened(Ground(plan, facts), tuple(each for each in plan.facts if each.name in names))


def _options(
    rule: Expression, known: dict[str, Any], *names: str, limit: int = 1_000
) -> list[list[tuple[Any, ...]]]:
    found = options_of(_opened(rule, known, *names), Budget(limit))
    return [[each.values for each in options] for options in found]


@pytest.mark.parametrize(
    ("rule", "known", "expected"),
    [
        (a.is_true, {}, [(True,), (False,)]),
        (a.is_true, {"a": True}, [(False,)]),
        (a.is_missing, {}, [(True, False)]),
        (x >= 3, {}, [(2,), (3,)]),
        (x >= 3, {"x": 9}, [(2,)]),
        (x.equals(3), {"x": 3}, [(2, 4)]),
        (x.equals(3), {"x": 4}, [(3,)]),
        (all_of(x >= 3, x >= 9), {"x": 7}, [(9,), (2,)]),
        (all_of(x >= 3, x >= 9), {}, [(2,), (3, 8), (9,)]),
        (x.is_missing, {}, [(0,)]),
        (x.is_missing, {"x": 4}, []),
        (start.is_missing, {}, [(date(2000, 1, 1),)]),
        (start <= _DAY, {}, [(_DAY,), (_LATER,)]),
        (wage.is_missing, {}, [(Money(0, XTS),)]),
        (wage < idr(5), {}, [(idr(4),), (idr(5),)]),
        (wage < idr(5), {"wage": idr(2)}, [(idr(5),)]),
        (colour.is_in(Colour.RED), {}, [(Colour.RED,), (Colour.BLUE,)]),
        (colour.is_in(Colour.RED), {"colour": Colour.RED}, [(Colour.BLUE,)]),
        (p.is_in("u", "v"), {}, [("u", "v"), ("uv\N{HORIZONTAL ELLIPSIS}",)]),
        (p.is_in("u", "v"), {"p": "u"}, [("uv\N{HORIZONTAL ELLIPSIS}",)]),
        (p.is_in("u", "v"), {"p": "w"}, [("u", "v")]),
    ],
)
def test_answers_to_a_fact_alone(
    rule: Expression, known: dict[str, Any], expected: list[tuple[Any, ...]]
) -> None:
    """What is known is no answer, nor what decides the same; the nearest stand first."""
    (asked,) = rule.facts
    assert [expected] == _options(rule, known, asked.name)


def test_a_fact_that_stays_gives_the_limit_and_the_currency() -> None:
    """Values follow from what is known of the others."""
    assert [[(4,), (5,)]] == _options(x <= y, {"y": 4}, "x")
    assert [[(6,)]] == _options(x + y >= 9, {"y": 3, "x": 1}, "x")
    assert [[(Money(5, XTS),), (Money(6, XTS),)]] == _options(
        wage <= limit, {"limit": Money(5, XTS)}, "wage"
    )
    assert [[("w",), ("w\N{HORIZONTAL ELLIPSIS}",)]] == _options(p.equals(q), {"q": "w"}, "p")
    assert [[]] == _options(x <= y, {"x": 1}, "x")
    assert [[(0,)]] == _options(x <= y, {}, "x")


def test_a_text_that_no_rule_names_stands_for_every_other() -> None:
    """It says which it is not; the texts that are named say nothing of the kind."""
    (options,) = options_of(_opened(p.is_in("u", "v"), {}, "p"), Budget(5))
    assert [None, ("u", "v")] == [each.other_than for each in options]
    assert [0, 0] == [each.distance for each in options]
    (numbers,) = options_of(_opened(x >= 3, {"x": 9}, "x"), Budget(5))
    assert [(7, None, False)] == [(each.distance, each.other_than, each.loose) for each in numbers]


def test_amounts_that_name_no_currency_take_that_of_the_ground() -> None:
    """Any will do, as none is ever told apart from another."""
    plan = (wage <= limit).plan
    known = dict.fromkeys(("wage", "limit"), Missing.UNKNOWN)
    opened = Opened(Ground(plan, known, IDR), plan.facts)
    (wages, _) = options_of(opened, Budget(50))
    assert {IDR} == {value.currency for each in wages for value in each.values}


def test_answers_to_facts_that_are_compared_follow_from_each_other() -> None:
    """From a limit of one follow the limits of the others, one more for each of them."""
    assert [[(4,), (5,)], [(3,), (4,), (5,)]] == _options(all_of(x <= y, x >= 5), {}, "x", "y")
    assert [[(3,), (4,), (5,), (6,)], [(3,), (4,), (5,)], [(2,), (3,), (4,), (5,)]] == [
        sorted(each) for each in _options(all_of(x <= y, y <= z, x >= 5), {}, "x", "y", "z")
    ]
    known = {"x": 9, "y": 4}
    assert [[(4,), (5,)], [(8,), (9,)]] == [
        sorted(each) for each in _options(x <= y, known, "x", "y")
    ]
    assert [[(5,), (4,)], [(8,), (9,)]] == _options(x <= y, known, "x", "y")


def test_where_three_are_summed_two_are_begun_anywhere() -> None:
    """The third follows from both; one that has a limit of its own begins there."""
    options = options_of(_opened(all_of(x + y + z >= 9, x >= 5), {}, "x", "y", "z"), Budget(50))
    assert [
        [(4, False), (5, False), (8, True), (9, True)],
        [(0, True), (3, True), (4, True), (5, True)],
        [(0, True), (3, True), (4, True), (5, True)],
    ] == [[(each.values[0], each.loose) for each in found] for found in options]


def test_what_follows_from_what_is_known_is_not_loose() -> None:
    """Neither from an open fact that is known nor from one that stays."""
    known = options_of(_opened(x <= y, {"x": 9, "y": 4}, "x", "y"), Budget(50))
    assert {False} == {each.loose for options in known for each in options}
    stays = options_of(_opened(all_of(x + y <= z, x >= 5), {"z": 9}, "x", "y"), Budget(50))
    assert {False} == {each.loose for options in stays for each in options}


def test_a_limit_of_its_own_is_not_loose_where_it_follows_from_anything_too() -> None:
    """What is begun anywhere comes to 9 as well."""
    options, *_ = options_of(_opened(all_of(x + y + z >= 9, x >= 9), {}, "x", "y", "z"), Budget(50))
    assert [(8, False), (9, False)] == [(each.values[0], each.loose) for each in options]


def test_two_knots_are_followed_apart() -> None:
    """Of numbers and of words."""
    rule = all_of(x <= y, x >= 5, p.equals(q), p.is_in("u"), start <= end, start >= _DAY)
    found = _options(rule, {}, "x", "y", "p", "q", "start", "end")
    dots = "\N{HORIZONTAL ELLIPSIS}"
    texts = [("u",), (f"u{dots}",), (f"u{dots}{dots}",)]
    assert [[(4,), (5,)], [(3,), (4,), (5,)], texts, texts] == found[:4]
    assert [(_BEFORE,), (_DAY,)] == found[4][:2]
    assert [(date(2019, 10, 29),), (_BEFORE,), (_DAY,)] == found[5][:3]


def test_what_was_begun_anywhere_is_loose_and_comes_last() -> None:
    """So are the ends of the calendar and what follows; not what follows from a limit too."""
    opened = _opened(x <= y, {}, "x", "y")
    assert [[(-0, True), (1, True)], [(-1, True), (0, True)]] == [
        [(each.values[0], each.loose) for each in options]
        for options in options_of(opened, Budget(50))
    ]
    days = options_of(_opened(all_of(start <= end, start >= _DAY), {}, "start", "end"), Budget(50))
    first, last = date.min, date.max
    assert [
        [(_BEFORE, False), (_DAY, False), (first, True), (date(1, 1, 2), True), (last, True)],
        [(date(2019, 10, 29), False), (_BEFORE, False), (_DAY, False), (first, True),
         (date(9999, 12, 30), True), (last, True)],
    ] == [[(each.values[0], each.loose) for each in options] for options in days]  # fmt: skip


def test_words_that_are_compared_are_tried_one_by_one() -> None:
    """Of texts that no rule names there is one for each fact."""
    assert [[(True,), (False,)], [(False,)]] == _options(a.equals(b), {"b": True}, "a", "b")
    assert [[(Colour.RED,), (Colour.BLUE,)], [(Colour.RED,)]] == _options(
        colour.equals(second), {"second": Colour.BLUE}, "colour", "second"
    )
    dots = "\N{HORIZONTAL ELLIPSIS}"
    places = options_of(_opened(all_of(p.equals(q), p.is_in("u")), {"q": "w"}, "p", "q"), Budget(9))
    assert [
        [("u", None), ("w", None), (f"uw{dots}", ("u", "w")), (f"uw{dots}{dots}", ("u", "w"))],
        [("u", None), (f"uw{dots}", ("u", "w")), (f"uw{dots}{dots}", ("u", "w"))],
    ] == [[(each.values[0], each.other_than) for each in options] for options in places]


def test_to_follow_from_each_other_costs_judgings() -> None:
    """Each limit that is followed is one; with fewer the answers are fewer."""
    rule = all_of(x <= y, x >= 5)
    budget = Budget(2)
    options_of(_opened(rule, {}, "x", "y"), budget)
    assert not budget.is_spent
    budget = Budget(1)
    options_of(_opened(rule, {}, "x", "y"), budget)
    assert budget.is_spent


def test_a_fact_has_an_answer_where_no_number_brings_an_equality_about() -> None:
    """Twice a number is never twice another and one; the other conditions still want an answer."""
    rule = any_of((x * 2).equals(y * 2 + 1), x >= 3)
    found = options_of(_opened(rule, {}, "x", "y"), Budget(50))
    assert [[2, 3], [0]] == [sorted(o.values[0] for o in options) for options in found]
    (first,) = rule.what_would_change({"x": 1, "y": 1}).sets
    assert [3] == [change.values[0] for change in first]
    assert ["rule.any.0"] == [place for each in analyse(rule) for place in each.places]
