"""What an analysis finds, against every case that there is on a small grid."""

from __future__ import annotations

from datetime import date
from itertools import product
from typing import TYPE_CHECKING, Any

import attrs
import pytest
from hypothesis import assume
from hypothesis import given as for_all
from hypothesis import strategies as st

from reintegra.errors import Conflict, InvalidValue, WrongType
from reintegra.policies.kemensos import rules as kemensos
from reintegra.policies.sandbox.policy import SANDBOX
from reintegra.rules import (
    Expression,
    Finding,
    FindingKind,
    Not,
    Provision,
    Rule,
    all_of,
    analyse,
    any_of,
    at_least,
    when,
)
from reintegra.vocabulary.money import Money, idr
from tests.rules.leaves import (
    ALONE,
    DAYS,
    EVERY_WAY,
    FAMILIES,
    GRIDS,
    NUMBERS,
    TEXTS,
    THREE_NUMBERS,
    Leaf,
    Tree,
    tree_of,
)
from tests.rules.notation import NO, UNKNOWN, YES, Notation, fact, slowly, trees, words

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

a, b, c = (fact(name) for name in "abc")
age, size = fact("age", int), fact("size", int)
income, limit = fact("income", Money), fact("limit", Money)
start, end = fact("start", date), fact("end", date)

_KEYS = {"and": "all", "or": "any", "at_least": "of"}
_CONSTANTS: tuple[Notation, ...] = (True, False, ["and"], ["or"])

_Truths = dict[str, bool | None]


def _situations(tree: Tree) -> list[_Truths]:
    """Each way in which the leaves can turn out, a fact being missing only where that is asked."""
    missing = {name for leaf in tree.leaves if leaf.only_missing for name in leaf.names}
    grids = [
        [(name, value) for value in GRIDS[name]] + ([(name, None)] if name in missing else [])
        for name in tree.names
    ]
    found: dict[tuple[Any, ...], _Truths] = {}
    for facts in product(*grids):
        known = {name: value for name, value in facts if value is not None}
        truths = {str(number): leaf.truth(known) for number, leaf in enumerate(tree.leaves)}
        found[tuple(truths.values())] = truths
    return list(found.values())


def _parts(notation: Notation) -> list[tuple[str, Notation]]:
    if not isinstance(notation, list):
        return []
    head, *rest = notation
    if head == "not":
        return [("not", rest[0])]
    parts = rest[1:] if head == "at_least" else rest
    return [(f"{_KEYS[head]}.{number}", part) for number, part in enumerate(parts)]


def _with_parts(notation: Notation, parts: Sequence[Notation]) -> Notation:
    if not isinstance(notation, list):
        return notation
    return [*notation[: len(notation) - len(parts)], *parts]


@attrs.frozen
class _Analysis:
    """What is so of each part of a tree, found by trying."""

    tree: Tree
    situations: list[_Truths]

    def values(self, notation: Notation) -> set[int]:
        return {slowly(notation, truths) for truths in self.situations}

    def constant(self, notation: Notation) -> bool | None:
        values = self.values(notation)
        return False if YES not in values else True if NO not in values else None

    def expected(self) -> set[tuple[FindingKind, str]]:
        root = self.tree.notation
        found = set(self._constants("rule", root, is_root=True))
        if self.constant(root) is None:
            found |= set(self._idle("rule", root, lambda part: part))
        return found

    def _constants(
        self, place: str, notation: Notation, *, is_root: bool = False
    ) -> Iterator[tuple[FindingKind, str]]:
        always, parts = self.constant(notation), _parts(notation)
        if always is not None and notation not in _CONSTANTS:
            inner = _with_parts(notation, [self.constant(part) for _, part in parts])
            if is_root or not parts or slowly(inner, {}) == UNKNOWN:
                yield (FindingKind.ALWAYS_MET if always else FindingKind.NEVER_MET), place
        for key, part in parts:
            yield from self._constants(f"{place}.{key}", part)

    def _idle(self, place: str, notation: Notation, put: Any) -> Iterator[tuple[FindingKind, str]]:
        parts = _parts(notation)
        for number, (key, part) in enumerate(parts):

            def put_here(other: Notation, number: int = number) -> Notation:
                rest = [each for _, each in parts]
                return put(_with_parts(notation, [*rest[:number], other, *rest[number + 1 :]]))

            if self.constant(part) is not None:
                continue
            if not self.matters(put_here):
                yield FindingKind.NEVER_MATTERS, f"{place}.{key}"
            else:
                yield from self._idle(f"{place}.{key}", part, put_here)

    def matters(self, put: Any) -> bool:
        always, never = put(["and"]), put(["or"])
        return any(slowly(always, truths) != slowly(never, truths) for truths in self.situations)


def _at(root: Notation, place: str) -> tuple[Notation, Any]:
    """The part that stands at a place, and the root with another in its place."""
    notation, put = root, lambda part: part
    keys = place.split(".")[1:]
    while keys:
        key = keys.pop(0) if keys[0] == "not" else f"{keys.pop(0)}.{keys.pop(0)}"
        parts = _parts(notation)
        number = [each for each, _ in parts].index(key)

        def put_here(
            other: Notation, number: int = number, outer: Any = put, whole: Notation = notation
        ) -> Notation:
            rest = [each for _, each in _parts(whole)]
            return outer(_with_parts(whole, [*rest[:number], other, *rest[number + 1 :]]))

        notation, put = parts[number][1], put_here
    return notation, put


@FAMILIES
@EVERY_WAY
@for_all(data=st.data())
def test_nothing_is_found_that_is_not_so(
    leaves: st.SearchStrategy[Leaf], data: st.DataObject
) -> None:
    """Each part that is named is tried in every case on the grid."""
    tree = data.draw(tree_of(leaves, trees))
    tried = _Analysis(tree, _situations(tree))
    for finding in analyse(tree.expression):
        part, put = _at(tree.notation, *finding.places)
        match finding.kind:
            case FindingKind.NEVER_MET:
                assert YES not in tried.values(part)
            case FindingKind.ALWAYS_MET:
                assert NO not in tried.values(part)
            case _:
                assert FindingKind.NEVER_MATTERS is finding.kind
                assert not tried.matters(put)


@pytest.mark.parametrize(
    "leaves", [ALONE, THREE_NUMBERS, TEXTS, DAYS], ids=["alone", "three", "texts", "days"]
)
@EVERY_WAY
@for_all(data=st.data())
def test_everything_is_found_where_facts_are_compared_once_at_most(
    leaves: st.SearchStrategy[Leaf], data: st.DataObject
) -> None:
    """The parts that are constant for a reason of their own, and the outermost without effect."""
    tree = data.draw(tree_of(leaves, trees))
    joint = [leaf for leaf in tree.leaves if len(leaf.names) > 1]
    assume(len(joint) < 2 or leaves is TEXTS)
    found = analyse(tree.expression)
    assert _Analysis(tree, _situations(tree)).expected() == {
        (finding.kind, *finding.places) for finding in found
    }
    assert len(found) == len(set(found))


def _said(rule: Expression | Provision, **more: Any) -> list[tuple[str, tuple[str, ...], str, str]]:
    return [
        (each.kind.value, each.places, each.text("id"), each.text("en"))
        for each in analyse(rule, **more)
    ]


@pytest.mark.parametrize(
    "rule",
    [
        kemensos.eligible_2017,
        kemensos.eligible_2023,
        SANDBOX.editions.at(date(2019, 10, 31)).eligibility,
    ],
    ids=["kemensos-2017", "kemensos-2023", "sandbox"],
)
def test_the_rules_of_the_two_ministries_say_nothing_twice_and_nothing_in_vain(
    rule: Expression,
) -> None:
    """Every part can be met and not met, and matters."""
    assert () == analyse(rule)


def test_two_thresholds_that_contradict_each_other_are_named_without_the_rest() -> None:
    """What else stands beside them in the rule is not involved."""
    rule = all_of(
        Rule("grown", all_of(age >= 18, a.is_true, age < 10), words("Grown")),
        b.is_true,
        code="entry",
    )
    first, second = analyse(rule)
    assert (
        Finding(
            FindingKind.NEVER_MET,
            ("grown",),
            ((age >= 18) & (age < 10)).sentence,
            ("age",),
        )
        == second
    )
    assert (FindingKind.NEVER_MET, ("entry",)) == (first.kind, first.places)
    assert (
        "Tidak pernah dapat terpenuhi: (age sekurang-kurangnya 18) dan (age kurang dari 10)"
        == second.text("id")
    )
    assert "Can never be met: (age is at least 18) and (age is less than 10)" == second.text("en")
    assert ((), (), None) == (second.example, second.amounts, second.threshold)


@pytest.mark.parametrize(
    ("rule", "expected"),
    [
        (all_of(), []),
        (any_of(), []),
        (
            all_of(a.is_true, any_of(), code="never"),
            [
                (
                    "never-met",
                    ("never",),
                    "Tidak pernah dapat terpenuhi: tidak pernah",
                    "Can never be met: never",
                )
            ],
        ),
        (
            a.is_true | ~a.is_true,
            [
                (
                    "always-met",
                    ("rule",),
                    "Tidak pernah tidak terpenuhi: (a: ya) atau (tidak benar bahwa (a: ya))",
                    "Can never be not met: (a: yes) or (it is not so that (a: yes))",
                )
            ],
        ),
        (
            any_of(age < 18, a.is_true, age >= 18),
            [
                (
                    "always-met",
                    ("rule",),
                    (
                        "Tidak pernah tidak terpenuhi: (age kurang dari 18) atau "
                        "(age sekurang-kurangnya 18)"
                    ),
                    "Can never be not met: (age is less than 18) or (age is at least 18)",
                )
            ],
        ),
        (
            a.is_true | (a.is_true & b.is_true),
            [
                (
                    "never-matters",
                    ("rule.any.1.all.1",),
                    "Tidak pernah berpengaruh: b: ya",
                    "Never matters: b: yes",
                )
            ],
        ),
        (
            Rule(
                "outer",
                at_least(1, a.is_true, Rule("inner", a.is_true & ~b.is_true, words("Inner"))),
                words("Outer"),
            ),
            [
                (
                    "never-matters",
                    ("inner.when.all.1",),
                    "Tidak pernah berpengaruh: tidak benar bahwa (b: ya)",
                    "Never matters: it is not so that (b: yes)",
                )
            ],
        ),
        (
            Rule("base", a.is_true, words("Base")).unless(
                Rule("exception", ~a.is_true, words("Exception"))
            ),
            [],
        ),
        (
            Rule("base", a.is_true, words("Base")).unless(
                Rule("exception", a.is_true, words("Exception"))
            ),
            [
                (
                    "never-met",
                    ("base",),
                    "Tidak pernah dapat terpenuhi: a: ya, kecuali (Exception [a: ya])",
                    "Can never be met: a: yes, unless (Exception [a: yes])",
                )
            ],
        ),
    ],
)
def test_parts_are_found_by_code_or_by_their_place(
    rule: Expression, expected: list[tuple[str, tuple[str, ...], str, str]]
) -> None:
    """The innermost code, and the way from there as in plain data."""
    assert expected == _said(rule)


def test_what_is_constant_because_of_its_part_is_not_said_again() -> None:
    """That a negation is always met follows from what can never be met inside it."""
    rule = all_of(a.is_true, Not((age >= 18) & (age < 10)))
    never, *others = analyse(rule)
    assert (FindingKind.NEVER_MET, ("age",)) == (never.kind, never.facts)
    assert FindingKind.ALWAYS_MET not in {each.kind for each in others}


def test_after_a_constant_part_the_others_are_still_looked_at() -> None:
    """The facts of each finding are those of its part."""
    rule = any_of((age > 5) & (age < 4), a.is_true, a.is_true & (b.is_true | c.is_true))
    never, idle = analyse(rule)
    assert (FindingKind.NEVER_MET, ("rule.any.0",), ("age",)) == (
        never.kind,
        never.places,
        never.facts,
    )
    assert (FindingKind.NEVER_MATTERS, ("rule.any.2.all.1",), ("b", "c")) == (
        idle.kind,
        idle.places,
        idle.facts,
    )


def test_days_that_contradict_each_other_are_found() -> None:
    """Also where three are compared in a circle; one by months may hide a way, and is let be."""
    middle = fact("middle", date)
    never = all_of(start < middle, middle < end, end < start)
    assert [("never-met", ("rule",))] == [each[:2] for each in _said(never)]
    assert [] == _said(all_of(start < middle, middle < end, end < start + 3))
    hidden = analyse(all_of(start.months_later(1) < end, end < start))
    assert (Finding(FindingKind.NOT_EXHAUSTED, (), None),) == hidden


def test_thresholds_of_one_sum_that_contradict_each_other_are_found() -> None:
    """However many facts are summed; of sums that cannot come out together it is left open."""
    x, y, z = (fact(name, int) for name in "xyz")
    assert [
        (
            "never-met",
            ("r",),
            (
                "Tidak pernah dapat terpenuhi: (x + y + z paling banyak 100) dan "
                "(x + y + z lebih dari 200)"
            ),
            "Can never be met: (x + y + z is at most 100) and (x + y + z is more than 200)",
        )
    ] == _said(all_of(x + y + z <= 100, x + y + z > 200, code="r"))
    assert [("always-met", ("rule",))] == [
        each[:2] for each in _said(any_of(x + y + z <= age, x + y + z > age))
    ]
    assert [("never-met", ("rule",))] == [
        each[:2] for each in _said(all_of(x + y <= 100, x + y > 200, x - y > 1))
    ]
    assert ["not-exhausted"] == [each[0] for each in _said(x.equals(y) & (x + y).equals(3))]


def test_a_part_that_matters_only_while_a_fact_is_missing_is_let_be() -> None:
    """What is asked for being missing may be so; the rest of it is then open."""
    assert [] == _said((age.is_missing & a.is_true) | (age >= 3))
    assert [("never-met", ("rule",))] == [each[:2] for each in _said(age.is_missing & (age >= 3))]


def test_a_fact_that_is_declared_and_never_asked_is_named() -> None:
    """Those of the amounts of a provision are asked too."""
    assert [("unused-fact", ("c",), "Tidak pernah ditanyakan: c", "Is never asked: c")] == _said(
        all_of(a.is_true, b.is_true), declared=(a, c, b)
    )
    given = Provision("given", (when(a.is_true).then(income),), otherwise=idr(0))
    assert [("unused-fact", ("limit",))] == [
        each[:2] for each in _said(given, declared=[a, income, limit])
    ]
    (finding,) = analyse(all_of(a.is_true), declared=[a, c])
    assert Finding(FindingKind.UNUSED_FACT, ("c",), c.text, ("c",)) == finding


def test_a_fact_is_declared_as_it_is_asked() -> None:
    """Two facts of one name are a conflict."""
    with pytest.raises(Conflict) as raised:
        analyse(age >= 18, declared=[fact("age")])
    assert "two different facts have one name: age [fact-name]" == str(raised.value)
    with pytest.raises(Conflict):
        analyse(age >= 18, declared=[c, fact("c", int)])


@pytest.mark.parametrize(
    ("declared", "said"),
    [
        (age, "declared: expected facts one after the other, got Fact"),
        (["age"], "declared: expected Question, got str"),
        ("age", "declared: expected Question, got str"),
    ],
)
def test_only_facts_are_declared(declared: Any, said: str) -> None:
    """One fact alone is not a row of facts, and a name is no fact."""
    with pytest.raises(WrongType) as raised:
        analyse(age >= 18, declared=declared)
    assert said == str(raised.value)


def test_only_rules_and_provisions_are_analysed() -> None:
    """A fact says nothing by itself."""
    wrong: Any = a
    with pytest.raises(WrongType, match=r"^rule: expected an expression or a provision, got Fact$"):
        analyse(wrong)


@pytest.mark.parametrize("rule", [age >= 18, Provision("p", (when(a.is_true).then(1),))])
def test_a_limit_of_trials_is_at_least_one(rule: Expression | Provision) -> None:
    """It holds for each question."""
    with pytest.raises(InvalidValue) as raised:
        analyse(rule, limit=0)
    assert "limit: at least one judging [range]" == str(raised.value)


def test_an_analysis_that_was_cut_says_so_and_claims_nothing_else() -> None:
    """With three trials a question neither part of the contradiction is known to be one."""
    rule = (age >= 18) & (age < 10)
    last = Finding(FindingKind.NOT_EXHAUSTED, (), None)
    assert (last,) == analyse(rule, limit=1)
    assert "Not every case was tried; there may be more to find" == last.text("en")
    assert "Tidak semua keadaan diperiksa; mungkin ada temuan lain" == last.text("id")
    enough = [analyse(rule, limit=bound) for bound in range(1, 30)]
    whole = analyse(rule)
    assert FindingKind.NEVER_MET is whole[0].kind
    assert whole == enough[-1]
    assert {True, False} == {last in found for found in enough}
    for found in enough:
        assert found == whole or last == found[-1]


@EVERY_WAY
@for_all(tree=tree_of(NUMBERS, trees), bound=st.integers(1, 30))
def test_with_a_lower_limit_no_more_is_found(tree: Tree, bound: int) -> None:
    """And what is not known to be whole is marked."""
    cut, whole = analyse(tree.expression, limit=bound), analyse(tree.expression)
    if not any(each.kind is FindingKind.NOT_EXHAUSTED for each in cut):
        assert whole == cut
