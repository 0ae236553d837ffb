"""What to ask next, against every way in which the unknown can turn out."""

from __future__ import annotations

from datetime import date
from fractions import Fraction
from itertools import count, product
from math import prod
from typing import TYPE_CHECKING, Any
from unittest.mock import patch

import pytest
from hypothesis import assume, settings
from hypothesis import given as for_all
from hypothesis import strategies as st

from reintegra.rules import (
    Expression,
    Missing,
    Outcome,
    all_of,
    any_of,
    asking,
    at_least,
    judge_together,
)
from reintegra.vocabulary.money import Money, idr
from tests.profiles import at_most
from tests.rules.leaves import (
    APART,
    DAYS,
    EVERY_WAY,
    GRIDS,
    NUMBERS,
    TEXTS,
    THREE_NUMBERS,
    Tree,
    missing,
    partly_known,
    total,
    tree_of,
    yes,
)
from tests.rules.notation import (
    BOOL_TREES,
    KNOWN_BOOLS,
    NEVER_KNOWN,
    UNKNOWN,
    Known,
    Notation,
    expression_of,
    fact,
    given,
    names_in,
    powers,
    slowly,
    trees,
    words,
)
from tests.rules.test_question import Colour

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

a, b, c = (fact(name).is_true for name in "abc")
age = fact("age", int)

_NUMBERS = tuple(range(-2, 6))
_NUMBER_TREES = trees(
    st.one_of(
        st.builds(
            lambda name, sign, value: [name, sign, value],
            st.sampled_from(["x", "y"]),
            st.sampled_from(["<", "<=", ">", ">=", "==", "!="]),
            st.integers(0, 3),
        ),
        st.booleans(),
    )
)
_READ_ONCE_NAMES = tuple("abcdefg")
_FEW = GRIDS | {name: tuple(range(-5, 6)) for name in "xyz"} | {"p": ("u", "v", "w1")}
_FEW |= {name: GRIDS[name][::6] for name in "se"}
_MOST_WAYS = 2_000


def _names(expression: Expression, known: Known) -> list[str]:
    return [each.fact.name for each in expression.judge(given(known)).missing]


def _deciding(tree: Tree, known: Known) -> set[str]:
    """The facts of which two answers differ in the outcome, by trying all answers to all facts.

    The others may also stay missing, where that is asked.
    """
    used = [tree.leaves[int(number)] for number in names_in(tree.notation)]
    asked = {name for leaf in used if leaf.only_missing for name in leaf.names}
    unknown = [name for name in tree.names if name not in known]
    choices = [(*_FEW[name], *([None] if name in asked else [])) for name in unknown]
    turned: dict[tuple[Any, ...], set[int]] = {}
    for values in product(*choices):
        outcome = tree.slowly({**known, **given(dict(zip(unknown, values, strict=True)))})
        for place, name in enumerate(unknown):
            if values[place] is not None:
                others = (*values[:place], *values[place + 1 :])
                turned.setdefault((name, *others), set()).add(outcome)
    return {key[0] for key, outcomes in turned.items() if len(outcomes) > 1}


def _by_power(found: dict[str, float], order: list[str]) -> list[str]:
    deciding = [name for name in order if found.get(name)]
    return sorted(deciding, key=lambda name: -found[name])


def _check(tree: Notation, known: Known, values: tuple[object, ...]) -> None:
    expression = expression_of(tree)
    order = [asked.name for asked in expression.facts]
    missing = _names(expression, known)
    if slowly(tree, known) != UNKNOWN:
        assert [] == missing
        return
    expected = _by_power(powers(tree, known, values), order)
    if expected:
        assert expected == missing
    else:
        assert missing
        assert {name for name in order if known.get(name) is None} >= set(missing)


@settings(max_examples=at_most(100))  # about 4 ms each
@for_all(BOOL_TREES, KNOWN_BOOLS)
def test_missing_is_what_can_still_turn_the_outcome(tree: Notation, known: Known) -> None:
    """Exactly those facts, and the one first that turns it in most of the ways."""
    _check(tree, known, (True, False))


@settings(max_examples=at_most(100))  # about 3 ms each
@for_all(
    _NUMBER_TREES,
    st.fixed_dictionaries({name: st.sampled_from([*_NUMBERS, None]) for name in ("x", "y")}),
)
def test_several_conditions_on_one_number_are_asked_as_one(tree: Notation, known: Known) -> None:
    """A number cannot be below 1 and above 2, so such ways are not counted."""
    expression = expression_of(tree)
    missing = set(_names(expression, known))
    if slowly(tree, known) != UNKNOWN:
        assert set() == missing
        return
    expected = {name for name, power in powers(tree, known, _NUMBERS).items() if power}
    assert expected == missing or (not expected and missing)


def _read_once(names: tuple[str, ...]) -> st.SearchStrategy[Notation]:
    """Trees in which each fact occurs once."""
    if len(names) == 1:
        return st.sampled_from([names[0], ["not", names[0]]])

    def split(at: int) -> st.SearchStrategy[Notation]:
        parts = st.tuples(_read_once(names[:at]), _read_once(names[at:]))
        heads = st.sampled_from([["and"], ["or"], ["at_least", 1], ["at_least", 2]])
        return st.builds(lambda head, both: [*head, *both], heads, parts)

    return st.integers(1, len(names) - 1).flatmap(split)


@settings(max_examples=at_most(100))  # about 6 ms each
@for_all(
    _read_once(_READ_ONCE_NAMES),
    st.fixed_dictionaries(
        {n: st.sampled_from([True, False, None, None]) for n in _READ_ONCE_NAMES}
    ),
)
def test_the_structure_gives_the_same_where_each_fact_occurs_once(
    tree: Notation, known: Known
) -> None:
    """The same facts as trying every way."""
    expression = expression_of(tree)
    with patch.object(asking, "EXHAUSTIVE_UP_TO", -1):
        by_structure = _names(expression, known)
    assert set(_names(expression, known)) == set(by_structure)


@for_all(BOOL_TREES, KNOWN_BOOLS)
def test_the_structure_never_leaves_a_deciding_fact_out(tree: Notation, known: Known) -> None:
    """It may keep a fact whose conditions depend on each other."""
    expression = expression_of(tree)
    with patch.object(asking, "EXHAUSTIVE_UP_TO", -1):
        by_structure = _names(expression, known)
    assert set(_names(expression, known)) <= set(by_structure)


def test_more_unknowns_than_can_be_tried_are_ranked_by_the_structure() -> None:
    """The fact on which most depends comes first, and a decided branch asks nothing."""
    many = [fact(f"f{n}").is_true for n in range(14)]
    ranked = _names(any_of(at_least(12, *many[:13]), many[13]), {})
    assert ("f13", 14) == (ranked[0], len(ranked))
    assert ["f13"] == _names(all_of(any_of(a, *many[:13]), many[13]), {"a": True})
    start, end = fact("start", date), fact("end", date)
    compared = all_of(start <= end, *many)
    assert "start" not in _names(compared, {"start": date(2019, 1, 1)})
    assert "end" in _names(compared, {"start": date(2019, 1, 1)})


@pytest.mark.parametrize("limit", [-1, 12])
def test_a_part_that_must_be_one_of_two_weighs_more_than_one_of_many(limit: int) -> None:
    """Two of three turn on each part in half of the ways, one of three in a quarter."""
    d, e, f = (fact(name).is_true for name in "def")
    expression = all_of(any_of(d, e, f), at_least(2, a, b, c))
    with patch.object(asking, "EXHAUSTIVE_UP_TO", limit):
        assert list("abcdef") == _names(expression, {})


@pytest.mark.parametrize(
    ("expression", "expected"),
    [
        (a & (b | c), ["a", "b", "c"]),
        (b | c | (a & b), ["b", "c"]),
        (at_least(2, a, b, c, a), ["a", "b", "c"]),
        (all_of(b, any_of(a, ~a)), ["b"]),
    ],
)
def test_the_most_decisive_fact_comes_first(expression: Expression, expected: list[str]) -> None:
    """Counted over all answers to the others; equal facts stand as they are written."""
    assert expected == _names(expression, {})


def test_where_no_fact_can_turn_the_outcome_the_open_ones_are_still_asked() -> None:
    """`a or not a` is undetermined to Kleene; whatever the answer, it decides."""
    assert ["a"] == _names(a | ~a, {})
    assert ["age"] == _names((age < 18) | (age >= 18), {})


@pytest.mark.parametrize("why", Missing)
def test_every_kind_of_missing_is_reported_as_it_is(why: Missing) -> None:
    """Unknown to the logic alike, told apart in the answer."""
    verdict = (a & b).judge({"a": True, "b": why})
    assert [("b", why)] == [(each.fact.name, each.why) for each in verdict.missing]


@pytest.mark.parametrize("outer", ["and", "or"])
def test_whether_a_fact_is_missing_stays_open_as_long_as_it_is(outer: str) -> None:
    """What hangs on it is asked, as if it were answered and as if it never will be."""
    leaves = (missing("x"), total({"x": 1}, ">=", 1), total({"x": 1}, "<", 3), yes("a"), yes("b"))
    notations: list[Notation] = ["0", ["not", "0"], "1", "2", "3", "4"]
    inner = "or" if outer == "and" else "and"
    for one, other, last in product(notations, repeat=3):
        tree = Tree([outer, one, [inner, other, last]], leaves)
        found = _names(tree.expression, {})
        if tree.slowly({}) != UNKNOWN:
            assert [] == found
            continue
        deciding = _deciding(tree, {})
        assert deciding == set(found) or (not deciding and found)


@EVERY_WAY
@for_all(
    st.sampled_from([NUMBERS, THREE_NUMBERS, TEXTS, DAYS]).flatmap(
        lambda leaves: tree_of(leaves | st.sampled_from(["a", "x", "s", "p"]).map(missing), trees)
    ),
    st.data(),
    st.sampled_from([-1, 12]),
)
def test_no_fact_that_can_decide_is_left_out_where_facts_are_compared(
    tree: Tree, data: st.DataObject, limit: int
) -> None:
    """Also by the structure, and where they are summed, or asked whether they are missing."""
    known = data.draw(st.composite(partly_known)(tree.names))
    assume(prod(len(_FEW[name]) for name in tree.names if name not in known) <= _MOST_WAYS)
    with patch.object(asking, "EXHAUSTIVE_UP_TO", limit):
        found = _names(tree.expression, known)
    assert (tree.slowly(known) == UNKNOWN) == bool(found)
    if found:
        assert _deciding(tree, known) <= set(found)


@EVERY_WAY
@for_all(tree_of(APART | NUMBERS, trees), st.data())
def test_what_is_missing_of_two_rules_is_ranked_like_in_one(
    tree: Tree, data: st.DataObject
) -> None:
    """The same facts in the same order, also what is asked whether it is missing."""
    known = data.draw(st.composite(partly_known)(tree.names))
    other = fact("other").is_true
    together = judge_together("both", words("both"), [other, tree.expression], known)
    expected = _names(all_of(other, tree.expression), known)
    assert expected == [each.fact.name for each in together.missing]


def test_a_rule_that_is_met_already_asks_nothing() -> None:
    """Not even first what the other asks anyway."""
    together = judge_together("both", words("both"), [b | c, a & b], {"c": True})
    assert ["a", "b"] == [each.fact.name for each in together.missing]


@pytest.mark.parametrize("limit", [-1, 12])
def test_what_hangs_on_an_answer_that_is_missing_still_is_asked(limit: int) -> None:
    """Once the age is known, it is no longer missing, and `b` decides."""
    expression = all_of(age >= 1, any_of(b, age.is_missing))
    with patch.object(asking, "EXHAUSTIVE_UP_TO", limit):
        assert ["age", "b"] == _names(expression, {})
        together = judge_together("both", words("both"), [age >= 1, b | age.is_missing], {})
        assert ["age", "b"] == [each.fact.name for each in together.missing]
    assert ["b"] == _names(expression, {"age": 2})
    assert ["b"] == _names(any_of(all_of(a, age.is_missing), b), {"age": 2})


def test_what_hangs_on_an_answer_that_stays_missing_is_asked() -> None:
    """`a` decides as long as no age is known, and `b` once one is."""
    expression = any_of(all_of(a, age.is_missing), all_of(age >= 1, b))
    assert ["age", "b", "a"] == _names(expression, {})
    assert Outcome.MET is expression.judge({"a": True}).outcome
    either = any_of(all_of(b, age.is_missing), all_of(a, ~age.is_missing))
    assert ["b", "a"] == _names(either, {})
    start, end = fact("start", date), fact("end", date)
    compared = any_of(all_of(a, start.is_missing), all_of(start <= end, b))
    assert {"a", "b", "start", "end"} == set(_names(compared, {}))
    for each in (expression, compared):
        together = judge_together("both", words("both"), [c, each], {}).missing
        assert _names(c & each, {}) == [asked.fact.name for asked in together]


@pytest.mark.parametrize("limit", [-1, 12])
def test_a_fact_that_is_asked_only_for_being_missing_is_not_to_be_asked(limit: int) -> None:
    """Every answer to it does the same; what else hangs on it is asked."""
    expression = all_of(a, age.is_missing)
    with patch.object(asking, "EXHAUSTIVE_UP_TO", limit):
        assert ["a"] == _names(expression, {})
    assert [] == _names(expression, {"age": 3})


def test_a_fact_whose_answers_all_do_the_same_is_not_asked_first() -> None:
    """It is asked only once nothing else can decide."""
    expression = any_of(all_of(age.is_missing, age >= 3), a)
    assert ["a"] == _names(expression, {})
    assert ["age"] == _names(expression, {"a": False})


def test_two_facts_that_are_compared_are_both_asked_while_both_are_unknown() -> None:
    """With one of them known, only the other."""
    start, end = fact("start", date), fact("end", date)
    expression = all_of(start <= end, a)
    assert ["start", "end", "a"] == _names(expression, {})
    assert ["end", "a"] == _names(expression, {"start": date(2019, 1, 1)})
    assert ["start"] == _names(expression, {"end": date(2019, 1, 1), "a": True})


n, m, k = (fact(name, int) for name in "nmk")
here, there = fact("here", str), fact("there", str)
wage, limit = fact("wage", Money), fact("limit", Money)


@pytest.mark.parametrize(
    ("never", "known"),
    [
        ((n > m) & (m > n), {}),
        ((n > m) & (m > k) & (k >= n), {}),
        (all_of(n > m, n < 3, m >= 2), {}),
        (all_of(n > m, n < 3, m >= 2), {"m": 5}),
        (all_of(n > m, n < 3, m.is_in(2, 5)), {"m": 5}),
        (all_of(n > m, n < 3, any_of(m >= 2, k.is_missing)), {"m": 5, "k": 1}),
        (all_of(here.equals(there), here.equals("a"), there.equals("b")), {}),
        (n.is_missing & (n > m), {}),
        (all_of(wage > limit, wage < idr(3), limit >= idr(2)), {}),
        ((n * 2).equals(m * 2 + 1), {}),
        ((n * 2).equals(m * 2 + 1) & (n >= 3), {}),
        (all_of(n > m, any_of(m > n, m > n, code="again")), {}),
    ],
)
def test_facts_whose_comparisons_contradict_each_other_decide_nothing(
    never: Expression, known: Known
) -> None:
    """Beside them, only what can still turn the outcome is asked."""
    assert ["a"] == _names(never | a, known)
    found = judge_together("both", words("both"), [b, never | a], given(known)).missing
    assert {"a", "b"} == {each.fact.name for each in found}


def test_of_facts_that_are_compared_those_that_can_decide_are_asked() -> None:
    """What else is compared with one of them does not draw the other in."""
    assert ["n", "k", "a"] == _names(((n > m) & (m >= n)) | (n > k) | a, {})


@pytest.mark.parametrize(
    ("expression", "known", "expected"),
    [
        (((n > m) & (n < 3)) | a, {"m": 5}, ["a", "n"]),
        (((n + m).equals(10) & (n - m).equals(4)) | a, {}, ["a", "n", "m"]),
    ],
)
def test_facts_that_are_compared_may_be_asked_where_their_values_would_have_to_be_known(
    expression: Expression, known: Known, expected: list[str]
) -> None:
    """Nothing is left out where it is not sure that every way was found."""
    assert expected == _names(expression, known)


_SAID_AGAIN = [m < n, n >= m + 1, m + 1 <= n]


@pytest.mark.parametrize(
    ("most", "more", "expected"),
    [
        (9, [], ["a"]),
        (8, [], ["a", "n", "m"]),
        (10, _SAID_AGAIN, ["a"]),
        (9, _SAID_AGAIN, ["a", "n", "m"]),
        (1_000, _SAID_AGAIN, ["a"]),
    ],
)
def test_answers_to_facts_that_are_compared_are_tried_up_to_a_limit(
    most: int, more: list[Expression], expected: list[str]
) -> None:
    """Three numbers of each make nine ways; two conclusions follow from each comparison."""
    expression = all_of(n > m, m > n, *more) | a
    with patch.object(asking, "MOST_TOGETHER", most):
        assert expected == _names(expression, {})
    assert 1_000 == asking.MOST_TOGETHER


@pytest.mark.parametrize(
    ("expression", "name"),
    [
        (fact("sum", Money) >= idr(5), "sum"),
        (fact("sum", Money) < idr(5), "sum"),
        (fact("sum", Money) > idr(5), "sum"),
        (fact("sum", Money).is_in(idr(5)), "sum"),
        (fact("day", date) > date.min, "day"),
        (fact("day", date) < date.max, "day"),
        (fact("colour", Colour).is_in(Colour.RED), "colour"),
        (fact("place", str).equals("a") | fact("place", str).equals("a."), "place"),
        (~fact("place", str).is_in("b", "a"), "place"),
        (~fact("place", str).equals("."), "place"),
        (age < 5, "age"),
        (age > 5, "age"),
        ((age > 3) & (age < 5), "age"),
    ],
)
def test_one_value_among_others_can_decide(expression: Expression, name: str) -> None:
    """Values of every type are tried around what the rule names."""
    with patch.object(asking, "_by_structure", side_effect=AssertionError):
        assert [name] == _names(expression, {})


@pytest.mark.parametrize(
    "never", [(age > 5) & (age < 5), (age >= 3) & (age < 3), age.is_in(1, 2) & (age > 2)]
)
def test_a_fact_that_can_only_contradict_itself_decides_nothing(never: Expression) -> None:
    """Beside it, only what can still turn the outcome is asked."""
    assert ["a"] == _names(never | a, {})


def test_a_limit_beyond_the_calendar_asks_nothing_else() -> None:
    """No day satisfies it; the fact is asked only because nothing else is open."""
    beyond = fact("day", date) + 10**9 <= date(2019, 1, 1)
    assert ["a"] == _names(a | beyond, {})
    assert ["day"] == _names(beyond, {})


@settings(max_examples=at_most(100))  # about 4 ms each
@for_all(st.tuples(BOOL_TREES, BOOL_TREES), KNOWN_BOOLS)
def test_rules_judged_together_are_asked_together(
    pair: tuple[Notation, Notation], known: Known
) -> None:
    """What is missing of the two is what is missing of both in one rule."""
    first, second = map(expression_of, pair)
    together = judge_together("both", words("both"), [first, second], given(known))
    assert slowly(["and", *pair], known) == [
        Outcome.NOT_MET,
        Outcome.UNDETERMINED,
        Outcome.MET,
    ].index(together.outcome)
    expected = powers(["and", *pair], known, (True, False))
    found = {each.fact.name for each in together.missing}
    if together.outcome is Outcome.UNDETERMINED and any(expected.values()):
        assert {name for name, power in expected.items() if power} == found


def test_a_condition_named_twice_under_a_not_cuts_off_the_other() -> None:
    """Two of a, a and b are met with a alone, so b decides nothing, also where it is negated."""
    twice = at_least(2, a, a, b)
    assert ["a"] == _names(twice, {})
    assert ["a"] == _names(~twice, {})


def test_a_reason_asks_only_for_its_own_rule() -> None:
    """Also where the whole is decided."""
    whole = all_of(all_of(a, b, code="inner"), c, code="outer")
    outer, inner = whole.judge({"c": False, "a": True}).reasons
    assert () == outer.missing
    assert ["b"] == [each.fact.name for each in inner.missing]


def test_every_combination_of_three_unknowns_agrees_with_the_notation() -> None:
    """The fact that is never known stands for null in the cases."""
    for values in product([True, False, None], repeat=2):
        known = dict(zip("ab", values, strict=True))
        tree = ["or", ["and", "a", None], "b"]
        missing = set(_names(expression_of(tree), known))
        assert missing <= {"a", "b", NEVER_KNOWN}
        assert (slowly(tree, known) == UNKNOWN) == bool(missing)


_Group = tuple[str, int, tuple[Any, ...]]
_GROUPS = st.recursive(
    st.sampled_from("abcdefg"),
    lambda inner: st.tuples(
        st.sampled_from(["all", "any", "at-least", "not"]),
        st.integers(1, 4),
        st.lists(inner, min_size=1, max_size=4).map(tuple),
    ),
    max_leaves=16,
)


def _numbered(group: _Group | str, count: Iterator[int]) -> tuple[Expression, _Group | str]:
    """The expression, in which no condition stands twice, and the tree with its thresholds."""
    if isinstance(group, str):
        return fact(group, int) >= next(count), group
    kind, needed, inner = group
    built = [_numbered(each, count) for each in (inner[:1] if kind == "not" else inner)]
    parts, shape = [part for part, _ in built], tuple(each for _, each in built)
    needed = min(needed, len(parts))
    if kind == "not":
        return ~parts[0], (kind, needed, shape)
    if kind == "at-least":
        return at_least(needed, *parts), (kind, needed, shape)
    return (all_of(*parts) if kind == "all" else any_of(*parts)), (kind, needed, shape)


def _outcome(group: _Group | str, known: Mapping[str, bool]) -> bool | None:
    if isinstance(group, str):
        return known.get(group)
    kind, needed, inner = group
    found = [_outcome(each, known) for each in inner]
    if kind == "not":
        return None if found[0] is None else not found[0]
    wanted = {"all": len(found), "any": 1}.get(kind, needed)
    if found.count(True) >= wanted:
        return True
    return None if found.count(True) + found.count(None) >= wanted else False


def _weigh(
    group: _Group | str, known: Mapping[str, bool], chance: Fraction, weights: dict[str, Fraction]
) -> None:
    """Each open part by how many of all ways of its open siblings leave it to decide."""
    if isinstance(group, str):
        weights[group] = weights.get(group, Fraction(0)) + chance
        return
    kind, needed, inner = group
    found = [_outcome(each, known) for each in inner]
    wanted = {"all": len(found), "any": 1, "not": 1}.get(kind, needed)
    for part, own in zip(inner, found, strict=True):
        if own is None:
            ways = list(product((0, 1), repeat=found.count(None) - 1))
            deciding = [way for way in ways if found.count(True) + sum(way) == wanted - 1]
            _weigh(part, known, chance * Fraction(len(deciding), len(ways)), weights)


@settings(max_examples=at_most(100))  # about 5 ms each
@for_all(_GROUPS, st.dictionaries(st.sampled_from("abcdefg"), st.booleans(), max_size=3))
def test_by_structure_a_fact_comes_first_that_decides_in_more_ways(
    group: _Group | str, known: dict[str, bool]
) -> None:
    """In each group, with every way of the other open parts as likely as any other."""
    expression, shape = _numbered(group, count(1))
    answers = {name: 99 if answer else 0 for name, answer in known.items()}
    weights: dict[str, Fraction] = {}
    if _outcome(shape, known) is None:
        _weigh(shape, known, Fraction(1), weights)
    order = [asked.name for asked in expression.facts if weights.get(asked.name) is not None]
    with patch.object(asking, "EXHAUSTIVE_UP_TO", -1):
        found = [each.fact.name for each in expression.judge(answers).missing]
    assert sorted(order, key=lambda name: -weights[name]) == found
