"""Expressions: data that is joined, compared, written down, and judged by Kleene's logic."""

from __future__ import annotations

import copy
import json
import pickle
from typing import TYPE_CHECKING, Any

import attrs
import pytest
from hypothesis import given as for_all
from hypothesis import settings

from reintegra.errors import Conflict, InvalidValue, WrongType
from reintegra.rules import (
    All,
    AnyOf,
    AtLeast,
    Expression,
    Fact,
    Missing,
    Not,
    Outcome,
    Rule,
    Unless,
    Verdict,
    all_of,
    any_of,
    at_least,
    none_of,
)
from tests.profiles import at_most
from tests.rules.notation import (
    BOOL_TREES,
    KNOWN_BOOLS,
    Known,
    Notation,
    expression_of,
    fact,
    given,
    slowly,
    words,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

a, b, c = (fact(name).is_true for name in "abc")
_OUTCOMES = (Outcome.NOT_MET, Outcome.UNDETERMINED, Outcome.MET)
ANYTHING: Any = a
TRUE: Any = True
_Record = attrs.make_class("_Record", list("abcde"), frozen=True, slots=True)


@settings(max_examples=at_most(100))  # about 3 ms each
@for_all(BOOL_TREES, KNOWN_BOOLS)
def test_judging_is_kleenes_logic(tree: Notation, known: Known) -> None:
    """A mapping, an attrs instance and the slow judge agree on every tree."""
    expression = expression_of(tree)
    expected = _OUTCOMES[slowly(tree, known)]
    assert expected is expression.judge(given(known)).outcome
    record = _Record(**{n: Missing.UNKNOWN if v is None else v for n, v in known.items()})
    assert expected is expression.judge(record).outcome


@settings(max_examples=at_most(100))  # about 4 ms each
@for_all(BOOL_TREES, KNOWN_BOOLS)
def test_knowledge_never_takes_an_answer_back(tree: Notation, known: Known) -> None:
    """What is decided stays decided whatever else is learnt."""
    expression = expression_of(tree)
    before = expression.judge(given(known)).outcome
    for value in (True, False):
        learnt = {name: value if each is None else each for name, each in known.items()}
        after = expression.judge(learnt).outcome
        assert after is not Outcome.UNDETERMINED
        assert before is Outcome.UNDETERMINED or before is after


@for_all(BOOL_TREES)
def test_structure_decides_equality_hash_digest_and_data(tree: Notation) -> None:
    """An expression made twice is one value, and its data is plain JSON."""
    first, second = expression_of(tree), expression_of(tree)
    assert first == second
    assert hash(first) == hash(second)
    assert first.digest == second.digest
    assert first.to_data() == json.loads(json.dumps(first.to_data()))
    assert (first == ~first, first.digest == (~first).digest) == (False, False)


@for_all(BOOL_TREES)
def test_every_expression_is_a_sentence_in_both_languages(tree: Notation) -> None:
    """The sentence names every fact."""
    expression = expression_of(tree)
    for language in ("id", "en"):
        sentence = expression.sentence(language)
        assert all(f"{asked.name}: " in sentence for asked in expression.facts)


def test_operators_join_without_nesting_what_is_the_same() -> None:
    """`a & b & c` is one group of three, and so is `a | b | c`; the two do not mix."""
    assert All((a, b, c)) == (a & b) & c == a & (b & c)
    assert AnyOf((a, b, c)) == (a | b) | c == a | (b | c)
    assert All((a, AnyOf((b, c)))) == a & (b | c)
    assert AnyOf((a, All((b, c)))) == a | b & c
    assert Not(a) == ~a
    assert AtLeast(1, (a, b)) == at_least(1, a, b)
    assert ~any_of(a, b) == none_of(a, b)


def test_facts_stand_in_the_order_in_which_they_are_written() -> None:
    """Each fact once."""
    start, end = fact("start", int), fact("end", int)
    expression = any_of(c & a, start <= end, at_least(1, a, b))
    assert ["c", "a", "start", "end", "b"] == [asked.name for asked in expression.facts]


def test_a_part_that_is_named_twice_counts_twice() -> None:
    """`at_least` counts its parts as they are written, however often one occurs."""
    expression = at_least(3, a, a, b, a)
    assert expression.judge({"a": True, "b": False}).met
    assert Outcome.NOT_MET is expression.judge({"a": False, "b": True}).outcome
    assert Outcome.UNDETERMINED is expression.judge({"b": True}).outcome


@pytest.mark.parametrize("needed", [-1, 3])
def test_a_number_that_can_never_be_met_is_refused(needed: int) -> None:
    """From 0 to the number of parts."""
    with pytest.raises(InvalidValue, match="range"):
        at_least(needed, a, b)


@pytest.mark.parametrize(
    "misuse",
    [
        lambda: at_least(TRUE, a),
        lambda: at_least(1.0, a),  # type: ignore[call-overload]  # the misuse under test
        lambda: bool(a),
        lambda: ANYTHING and b,
        lambda: ANYTHING & True,
        lambda: ANYTHING | fact("d"),
        lambda: all_of(a, fact("d")),  # type: ignore[call-overload]  # the misuse under test
        lambda: Not(fact("d")),
        lambda: a.judge([("a", True)]),  # type: ignore[arg-type]  # the misuse under test
        lambda: a.judge(a.judge),  # type: ignore[arg-type]  # the misuse under test
    ],
)
def test_what_is_no_expression_or_no_facts_is_misuse(misuse: Callable[[], object]) -> None:
    """A fact alone says nothing, an expression has no truth, a list is no mapping."""
    with pytest.raises(WrongType):
        misuse()


@pytest.mark.parametrize(
    ("part", "hint"),
    [
        (fact("d") == fact("e"), "compare with equals(...), not with == or !=, got bool"),
        ([a, b], "hand the parts over one by one, got list"),
        ((a,), "hand the parts over one by one, got tuple"),
        ((each for each in (a, b)), "hand the parts over one by one, got generator"),
        (fact("d"), "a bool fact is asked with is_true, got Fact"),
        ("d", "a bool fact is asked with is_true, got str"),
        (None, "a bool fact is asked with is_true, got NoneType"),
    ],
    ids=["==", "list", "tuple", "generator", "fact", "text", "nothing"],
)
def test_what_is_no_expression_is_answered_with_what_was_likely_meant(part: Any, hint: str) -> None:
    """A comparison by ==, a list of parts, a fact alone."""
    for misuse in (lambda: Rule("x", part, words("x")), lambda: all_of(part), lambda: a & part):
        with pytest.raises(WrongType) as caught:
            misuse()
        assert f"expression: expected an expression; {hint}" == str(caught.value)


def test_two_facts_under_one_name_are_a_conflict() -> None:
    """Of two types, or of two wordings: which one is meant cannot be known."""
    other = Fact("a", bool, words("another a")).is_true
    number = fact("a", int) >= 1
    for mixed in (a & other, a | number):
        with pytest.raises(Conflict, match="fact-name"):
            mixed.judge({})
        with pytest.raises(Conflict, match="fact-name"):
            _ = mixed.facts


def test_a_wrong_type_raises_also_where_it_could_not_matter() -> None:
    """The outcome is decided by a, and b is still misuse."""
    with pytest.raises(WrongType, match=r"^b: expected bool"):
        (a & b).judge({"a": False, "b": "yes"})


def test_each_fact_is_looked_up_once() -> None:
    """A mapping may work its values out when they are asked for."""
    asked: list[str] = []

    class Lazy(dict[str, object]):
        """A mapping that counts."""

        def get(self, key: str, default: object = None) -> Any:
            """Remember what was asked."""
            asked.append(key)
            return default

    ((a & b) | (~a & c)).judge(Lazy())
    assert ["a", "b", "c"] == asked


def _copies(value: object) -> Iterator[object]:
    yield copy.copy(value)
    yield copy.deepcopy(value)
    yield pickle.loads(pickle.dumps(value))  # noqa: S301 - made here


def test_expressions_and_verdicts_can_be_copied_and_pickled() -> None:
    """Also after they were judged: what was compiled is made again."""
    expression = Rule("both", a & b, words("both"))
    verdict = expression.judge({"a": True})
    for twin in _copies(expression):
        assert isinstance(twin, Expression)
        assert expression == twin
        assert Outcome.NOT_MET is twin.judge({"a": False}).outcome
    for again in _copies(verdict):
        assert isinstance(again, Verdict)
        assert verdict == again
        assert verdict.missing == again.missing


def test_an_expression_is_laid_out_once() -> None:
    """Judging again uses the same plan and the same functions."""
    expression = a & b
    assert expression.plan is expression.plan
    assert expression.plan.of_mapping is expression.plan.of_mapping


def test_plain_data_holds_the_words_unless_only_what_decides_is_wanted() -> None:
    """Of every form of an expression, and of every part of it."""
    for each in (a, ~a, a & b, a | b, at_least(1, a, b), Unless(a, (b,)), Rule("a", a)):
        assert each.to_data(wording=True) == each.to_data()
        assert '"text"' in json.dumps(each.to_data())
        assert '"text"' not in json.dumps(each.to_data(wording=False))
