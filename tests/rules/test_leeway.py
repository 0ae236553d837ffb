"""What a rule can still become, and which facts keep it from becoming what is wanted."""

from __future__ import annotations

from itertools import product
from typing import Any

import pytest
from hypothesis import given as for_all
from hypothesis import settings

from reintegra.errors import InvalidValue, WrongType
from reintegra.rules import Expression, Missing, Rule, all_of, any_of, at_least
from reintegra.rules.search.budget import Budget
from reintegra.rules.search.ground import Ground, Opened
from reintegra.rules.search.leeway import HOPELESS, Obstacle
from tests.profiles import at_most
from tests.rules.notation import BOOL_TREES, NO, YES, Notation, expression_of, fact, slowly, words

a, b, c, d, e = (fact(name) for name in "abcde")
x, y, z = (fact(name, int) for name in "xyz")


def _opened(rule: Expression, known: dict[str, Any], *names: str) -> Opened:
    plan = rule.plan
    facts = {each.name: known.get(each.name, Missing.DECLINED) for each in plan.facts}
    return Opened(Ground(plan, facts), tuple(each for each in plan.facts if each.name in names))


_ALL_NO = dict.fromkeys("abcde", False)
_ALL_YES = dict.fromkeys("abcd", True)


@pytest.mark.parametrize(
    ("rule", "known", "wanted", "facts", "least", "among"),
    [
        (all_of(a.is_true, b.is_true, c.is_true), _ALL_NO, True, "a", 3, "abc"),
        (all_of(a.is_true, b.is_true, c.is_true), {"b": True}, True, "a", 2, "ac"),
        (all_of(a.is_true, b.is_true), _ALL_YES, False, "ab", 1, "ab"),
        (any_of(a.is_true, b.is_true), _ALL_NO, True, "ab", 1, "ab"),
        (any_of(a.is_true, b.is_true, c.is_true), {**_ALL_YES, "c": False}, False, "a", 2, "ab"),
        (at_least(2, a.is_true, b.is_true, c.is_true), _ALL_NO, True, "ab", 2, "abc"),
        (at_least(2, a.is_true, b.is_true, c.is_true), {"a": True}, True, "bc", 1, "bc"),
        (at_least(2, a.is_true, b.is_true, c.is_true), _ALL_YES, False, "ab", 2, "abc"),
        (at_least(1, a.is_true, b.is_true, c.is_true), _ALL_YES, False, "a", 3, "abc"),
        (~all_of(a.is_true, b.is_true), _ALL_YES, True, "ab", 1, "ab"),
        (~all_of(a.is_true, b.is_true), _ALL_NO, False, "a", 2, "ab"),
        (~(a.is_true | b.is_true), _ALL_YES, True, "a", 2, "ab"),
        (Rule("named", a.is_true & b.is_true, words("named")), _ALL_NO, True, "a", 2, "ab"),
        (all_of(a.is_true & b.is_true, a.is_true & c.is_true), _ALL_NO, True, "a", 2, "abc"),
        (all_of(a.is_true | b.is_true, c.is_true), _ALL_NO, True, "c", 2, "abc"),
        (
            all_of(any_of(a.is_true & b.is_true, c.is_true), d.is_true),
            _ALL_NO,
            True,
            "d",
            2,
            "abcd",
        ),
        (any_of(a.is_true & b.is_true, c.is_true & d.is_true), _ALL_NO, True, "ac", 2, "abcd"),
        (
            all_of(a.is_true | b.is_true, b.is_true | c.is_true, c.is_true | d.is_true),
            _ALL_NO,
            True,
            "ab",
            2,
            "abcd",
        ),
        (
            at_least(2, a.is_true | b.is_true, b.is_true | c.is_true, c.is_true | d.is_true),
            _ALL_NO,
            True,
            "abc",
            1,
            "abcd",
        ),
        (all_of(a.is_true, all_of(a.is_true, b.is_true, c.is_true)), _ALL_NO, True, "a", 3, "abc"),
        (
            any_of(any_of(a.is_true, b.is_true, c.is_true), all_of(d.is_true, e.is_true)),
            _ALL_NO,
            True,
            "abcd",
            1,
            "abcde",
        ),
        (
            any_of(all_of(a.is_true, b.is_true), any_of(a.is_true, b.is_true, c.is_true)),
            _ALL_NO,
            True,
            "abc",
            1,
            "abc",
        ),
        (
            any_of(a.is_true, b.is_true, c.is_true, a.is_true & b.is_true, b.is_true & c.is_true),
            _ALL_NO,
            True,
            "abc",
            1,
            "abc",
        ),
        (any_of(), {}, True, "", HOPELESS, ""),
        (all_of(), {}, False, "", HOPELESS, ""),
        (a.is_missing, _ALL_NO, True, "", HOPELESS, ""),
        (~a.is_missing, {}, True, "a", 1, "a"),
        (all_of(a.is_missing, b.is_true), _ALL_NO, True, "", HOPELESS, "b"),
        (any_of(a.is_missing, b.is_true), _ALL_NO, True, "b", 1, "b"),
        (all_of(a.is_missing | b.is_true, c.is_true), _ALL_NO, True, "b", 2, "bc"),
        (x <= y, {"x": 5, "y": 3}, True, "xy", 1, "xy"),
        (x <= y, {"y": 3}, True, "x", 1, "x"),
        (x <= y, {}, True, "x", 1, "x"),
        (x + y <= z, {"x": 1}, True, "y", 1, "y"),
    ],
)
def test_what_stands_in_the_way_is_named_by_its_facts(
    rule: Expression, known: dict[str, Any], wanted: object, facts: str, least: int, among: str
) -> None:
    """One of them has to change; so many have to in all; and these are those that could."""
    expected = Obstacle(frozenset(facts), least, frozenset(among))
    assert expected == _opened(rule, known).obstacle(wanted=bool(wanted))


def test_what_is_open_stands_in_no_way() -> None:
    """Nothing does, once enough is open; what is open is not named."""
    rule = all_of(a.is_true, b.is_true, x <= y)
    known = {"a": False, "b": False, "x": 5, "y": 3}
    assert None is _opened(rule, known, "a", "b", "x").obstacle(wanted=True)
    assert None is _opened(rule, known).obstacle(wanted=False)
    in_the_way = _opened(rule, known, "a", "x").obstacle(wanted=True)
    assert Obstacle(frozenset("b"), 1, frozenset("b")) == in_the_way
    missing = _opened(rule, {"a": True, "b": True}, "x").obstacle(wanted=True)
    assert Obstacle(frozenset("y"), 1, frozenset("y")) == missing
    asked = _opened(all_of(a.is_missing, b.is_true), {}, "a").obstacle(wanted=True)
    assert Obstacle(frozenset("b"), 1, frozenset("b")) == asked


@settings(max_examples=at_most(100))  # about 5 ms each
@for_all(BOOL_TREES)
def test_every_way_leads_over_what_is_in_the_way(tree: Notation) -> None:
    """No change without one of those facts turns the outcome, and none with fewer than so many."""
    rule = expression_of(tree)
    names = [each.name for each in rule.facts]
    for values in product([True, False, None], repeat=min(len(names), 3)):
        known = {n: v for n, v in zip(names, values, strict=False) if v is not None}
        for wanted in (True, False):
            obstacle = _opened(rule, known).obstacle(wanted=wanted)
            if obstacle is None:
                continue
            for changed in product([None, True, False], repeat=len(names)):
                changes = {n: v for n, v in zip(names, changed, strict=True) if v is not None}
                if slowly(tree, {**known, **changes}) == (YES if wanted else NO):
                    turned = {n for n in changes if changes[n] != known.get(n)}
                    assert turned & obstacle.facts
                    assert len(turned & obstacle.among) >= obstacle.least


def test_a_budget_counts_down_and_knows_when_it_was_too_small() -> None:
    """To use all of it is not too much."""
    budget = Budget(2)
    assert (True, True) == (budget.spend(), budget.spend())
    assert not budget.is_spent
    assert not budget.spend()
    assert budget.is_spent


def test_what_counts_for_several_judgings_is_taken_from_a_budget_at_once() -> None:
    """It is within the limit as a whole, or not at all."""
    budget = Budget(4)
    assert (True, False) == (budget.spend(3), budget.spend(2))
    assert budget.is_spent


@pytest.mark.parametrize(("facts", "expected"), [(1, 1), (63, 1), (64, 2), (127, 2), (128, 3)])
def test_a_large_rule_counts_for_several_judgings(facts: int, expected: int) -> None:
    """One for each 64 of its conditions and groups, of which the group of all is one."""
    rule = all_of(*(fact(f"fact_{number}").is_true for number in range(facts)))
    assert expected == _opened(rule, {}).ground.leeway.judgings


@pytest.mark.parametrize(
    ("bound", "error"), [(0, InvalidValue), (-1, InvalidValue), (True, WrongType), ("5", WrongType)]
)
def test_a_budget_is_at_least_one(bound: Any, error: type[Exception]) -> None:
    """And a whole number."""
    with pytest.raises(error, match=r"^limit: "):
        Budget(bound)
