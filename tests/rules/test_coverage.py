"""What an analysis finds in a provision, against a slow reading of its clauses and exceptions."""

from __future__ import annotations

from itertools import combinations, product
from typing import Any

import attrs
import pytest
from hypothesis import given as for_all
from hypothesis import strategies as st

from reintegra.errors import Conflict, OutsideCoverage
from reintegra.rules import (
    Finding,
    FindingKind,
    Provision,
    Rounding,
    all_of,
    amount_of,
    analyse,
    any_of,
    when,
)
from reintegra.vocabulary.money import XTS, Money, idr
from reintegra.vocabulary.texts import Text
from tests.rules.leaves import EVERY_WAY, Leaf, Tree, total, tree_of, yes
from tests.rules.notation import YES, fact, trees, words

a, b = fact("a"), fact("b")
age, size = fact("age", int), fact("size", int)
income, limit = fact("income", Money), fact("limit", Money)

_GRIDS: dict[str, list[Any]] = {
    **{key: [True, False] for key in "ab"},
    **{key: list(range(-6, 7)) for key in "xy"},
}


@attrs.frozen
class _Law:
    """A provision by its clauses, what holds otherwise, and its exceptions, to be tried by hand."""

    code: str
    clauses: tuple[tuple[Tree, int], ...]
    otherwise: int | None
    exceptions: tuple[_Law, ...]

    def built(self, kind: type[Any]) -> Provision:
        unit: Any = idr if kind is Money else int
        return Provision(
            self.code,
            tuple(when(tree.expression).then(unit(value)) for tree, value in self.clauses),
            otherwise=None if self.otherwise is None else unit(self.otherwise),
            exceptions=tuple(each.built(kind) for each in self.exceptions),
        )

    def gives(self, known: dict[str, Any]) -> list[tuple[str, int]]:
        """Where the values stand that hold: those of exceptions where one applies."""
        inner = [given for each in self.exceptions for given in each.gives(known)]
        if inner:
            return inner
        own = [
            (f"{self.code}.clauses.{number}", value)
            for number, (tree, value) in enumerate(self.clauses)
            if tree.slowly(known) == YES
        ]
        if own or self.otherwise is None:
            return own
        return [(f"{self.code}.otherwise", self.otherwise)]

    @property
    def everything(self) -> list[_Law]:
        return [self, *(inner for each in self.exceptions for inner in each.everything)]

    @property
    def names(self) -> set[str]:
        trees = (tree for each in self.everything for tree, _ in each.clauses)
        return {name for tree in trees for name in tree.names}


_DIFFERENCES = st.builds(
    lambda sign, bound, apart: total({"x": 1, "y": -1}, sign, bound, apart=apart),
    st.sampled_from(["<", "<=", ">", ">=", "=="]),
    st.integers(-2, 2),
    st.booleans(),
)
_LEAVES = st.one_of(
    st.sampled_from(["a", "b"]).map(yes),
    st.builds(
        lambda sign, bound: total({"x": 1}, sign, bound),
        st.sampled_from(["<", "<=", ">", ">=", "=="]),
        st.integers(-3, 3),
    ),
)


@st.composite
def _laws(
    draw: st.DrawFn,
    leaves: st.SearchStrategy[Leaf] = _LEAVES,
    code: str = "p",
    depth: int = 2,
) -> _Law:
    given = st.tuples(tree_of(leaves, trees), st.integers(0, 4))
    clauses = draw(st.lists(given, min_size=1, max_size=2))
    count = draw(st.integers(0, depth))
    exceptions = tuple(
        draw(_laws(leaves, f"{code}-{number}", depth - 1)) for number in range(count)
    )
    return _Law(code, tuple(clauses), draw(st.none() | st.integers(0, 4)), exceptions)


def _cases(law: _Law) -> list[dict[str, Any]]:
    names = sorted(law.names)
    return [
        dict(zip(names, values, strict=True))
        for values in product(*(_GRIDS[name] for name in names))
    ]


def _places(law: _Law) -> list[str]:
    return [
        place
        for each in law.everything
        for place in (
            *(f"{each.code}.clauses.{number}" for number in range(len(each.clauses))),
            *((f"{each.code}.otherwise",) if each.otherwise is not None else ()),
        )
    ]


def _expected_idle(law: _Law, given: set[str]) -> list[str]:
    """The outermost exceptions of which nothing is ever given, then clauses of the others."""
    found: list[str] = []

    def look(each: _Law, *, root: bool) -> None:
        if not root and not any(
            place.startswith((f"{each.code}.", f"{each.code}-")) for place in given
        ):
            found.append(each.code)
            return
        found.extend(
            place for place in _places(attrs.evolve(each, exceptions=())) if place not in given
        )
        for inner in each.exceptions:
            look(inner, root=False)

    look(law, root=True)
    return sorted(found)


@EVERY_WAY
@for_all(law=_laws() | _laws(_LEAVES | _DIFFERENCES), kind=st.sampled_from([int, Money]))
def test_what_a_provision_covers_is_found_as_it_is(law: _Law, kind: type[Any]) -> None:
    """What never applies, what applies together, and where nothing does: neither more nor less."""
    given = [law.gives(known) for known in _cases(law)]
    findings = analyse(law.built(kind))
    found: dict[FindingKind, list[Finding]] = {each: [] for each in FindingKind}
    for each in findings:
        found[each.kind].append(each)
    ever = {place for each in given for place, _ in each}
    assert _expected_idle(law, ever) == sorted(
        place for each in found[FindingKind.NEVER_APPLIES] for place in each.places
    )
    order = _places(law)
    together = {
        (one, other)
        for each in given
        for (one, first), (other, second) in combinations(
            sorted(each, key=lambda one: order.index(one[0])), 2
        )
        if first != second
    }
    assert together == {each.places for each in found[FindingKind.CONFLICT]}
    assert ([] in given) == bool(found[FindingKind.NOTHING_APPLIES])


@EVERY_WAY
@for_all(law=_laws(), kind=st.sampled_from([int, Money]))
def test_the_example_of_a_finding_shows_it(law: _Law, kind: type[Any]) -> None:
    """Judged, it is a conflict, is not covered, or is what stands before the threshold."""
    provision = law.built(kind)
    for finding in analyse(provision):
        example = dict(finding.example)
        if finding.kind is FindingKind.CONFLICT:
            with pytest.raises(Conflict):
                provision.judge(example)
        elif finding.kind is FindingKind.NOTHING_APPLIES:
            with pytest.raises(OutsideCoverage):
                provision.judge(example)
        elif finding.kind is FindingKind.CLIFF:
            before, after = finding.amounts
            assert before == provision.judge(example).value
            assert after == provision.judge({**example, "x": finding.threshold + 1}).value
            assert before > after
        else:
            assert not example


@EVERY_WAY
@for_all(law=_laws(), kind=st.sampled_from([int, Money]))
def test_every_cliff_is_found_and_no_other(law: _Law, kind: type[Any]) -> None:
    """Each number at which one more gives less, the other facts being what they are."""
    expected: set[tuple[int, int, int]] = set()
    for known in _cases(law):
        if "x" not in known or known["x"] == 6:
            continue
        before = {value for _, value in law.gives(known)}
        after = {value for _, value in law.gives({**known, "x": known["x"] + 1})}
        if (len(before) == len(after) == 1 and before > after) or (
            len(before) == len(after) == 1 and max(before) > max(after)
        ):
            expected.add((known["x"], *before, *after))
    found = [each for each in analyse(law.built(kind)) if each.kind is FindingKind.CLIFF]
    units = [
        tuple(
            each.units if isinstance(each, Money) else each
            for each in (one.threshold, *one.amounts)
        )
        for one in found
    ]
    assert sorted(expected) == sorted(units)


@EVERY_WAY
@for_all(law=_laws(_LEAVES | _DIFFERENCES, depth=1), kind=st.sampled_from([int, Money]))
def test_a_cliff_at_a_threshold_that_moves_is_found_at_one_of_its_places(
    law: _Law, kind: type[Any]
) -> None:
    """What one unit more of a fact takes away anywhere is told of it, and can be judged."""
    provision, expected = law.built(kind), set[tuple[Any, ...]]()
    for known, name in product(_cases(law), ("x", "y")):
        if name in known and known[name] < 6:
            before = {value for _, value in law.gives(known)}
            after = {value for _, value in law.gives({**known, name: known[name] + 1})}
            if len(before) == len(after) == 1 and max(before) > max(after):
                expected.add((name, *before, *after))
    found: set[tuple[Any, ...]] = set()
    for each in analyse(provision):
        assert FindingKind.NOT_EXHAUSTED is not each.kind
        if each.kind is FindingKind.CLIFF:
            name, example = each.facts[0], dict(each.example)
            more = {**example, name: example[name] + 1}
            assert each.amounts == tuple(provision.judge(facts).value for facts in (example, more))
            units = (one.units if isinstance(one, Money) else one for one in each.amounts)
            found.add((name, *units))
    assert expected <= found


def test_a_cliff_of_a_summed_income_is_found() -> None:
    """Where the threshold moves with other facts, the example holds them."""
    law = _law((income + limit <= idr(3_000_000), idr(600_000)), otherwise=idr(0))
    one, other = analyse(law)
    assert (("income", idr(3_000_000)), ("limit", idr(0))) == one.example
    assert (("limit", idr(3_000_000)), ("income", idr(0))) == other.example
    assert (FindingKind.CLIFF, idr(3_000_000), (idr(600_000), idr(0))) == (
        one.kind,
        one.threshold,
        one.amounts,
    )
    assert "income Rp3.000.000: Rp600.000; Rp3.000.001: Rp0" in one.text("en")


def test_what_computed_amounts_may_still_hide_is_said() -> None:
    """Where none of the values that were tried shows anything, others might."""
    last = Finding(FindingKind.NOT_EXHAUSTED, (), None)
    taper = amount_of(idr(1_000)).minus(amount_of(income)).minus(amount_of(limit))
    assert (last,) == analyse(_law((income + limit <= idr(1_000), taper), otherwise=idr(0)))
    same = _law((a.is_true, income), (b.is_true, amount_of(income).plus(idr(0))), otherwise=income)
    assert (last,) == analyse(same)
    shared = _law((a.is_true, income), (b.is_true, income), otherwise=income)
    assert () == analyse(shared)


def test_a_conflict_of_computed_amounts_is_shown_by_a_value() -> None:
    """The fact from which they are computed stands in the example."""
    law = _law((a.is_true, amount_of(age).capped_at(7)), (b.is_true, amount_of(age)), otherwise=0)
    (finding,) = (each for each in analyse(law) if each.kind is FindingKind.CONFLICT)
    assert (("a", True), ("b", True), ("age", 1_000_000_000)) == finding.example
    assert (7, 1_000_000_000) == finding.amounts
    with pytest.raises(Conflict):
        law.judge(dict(finding.example))


def _found(provision: Provision) -> list[tuple[str, tuple[str, ...], str, str]]:
    return [
        (each.kind.value, each.places, each.text("id"), each.text("en"))
        for each in analyse(provision)
    ]


def _law(*clauses: tuple[Any, Any], otherwise: Any = None) -> Provision:
    return Provision(
        "law", tuple(when(one).then(other) for one, other in clauses), otherwise=otherwise
    )


_BASE = Provision("base", (when(age >= 18).then(idr(600)),), otherwise=idr(0))


def test_a_clause_that_never_applies_is_named_once() -> None:
    """Because it contradicts itself, because another always goes before, or no case is left."""
    never = Provision(
        "law",
        (
            when((age < 3) & (age > 3)).then(idr(1)),
            when(age < 3).then(idr(2)),
            when(age >= 3).then(idr(2)),
        ),
        otherwise=idr(5),
    )
    assert [
        (
            "never-applies",
            ("law.clauses.0",),
            "Tidak pernah berlaku: (age kurang dari 3) dan (age lebih dari 3) (Rp1)",
            "Never applies: (age is less than 3) and (age is more than 3) (Rp1)",
        ),
        ("never-applies", ("law.otherwise",), "Tidak pernah berlaku: Rp5", "Never applies: Rp5"),
    ] == _found(never)
    (first, second) = analyse(never)
    assert (("age",), ("age",)) == (first.facts, second.facts)
    always = Provision("always", (when(all_of()).then(idr(7)),))
    assert [("never-applies", ("base.clauses.0",)), ("never-applies", ("base.otherwise",))] == [
        each[:2] for each in _found(_BASE.unless(always))
    ]


def test_an_exception_that_never_applies_is_named_by_its_code() -> None:
    """And neither its clauses nor what is an exception to it."""
    inner = Provision("inner", (when((age > 5) & (age < 4)).then(idr(2)),))
    never = Provision("never", (when((age < 3) & (age > 3)).then(idr(1)),)).unless(inner)
    fine = Provision("fine", (when(a.is_true).then(idr(600)),)).unless(inner)
    assert [
        (
            "never-applies",
            ("never",),
            (
                "Tidak pernah berlaku: (age kurang dari 3) dan (age lebih dari 3): maka Rp1; "
                "kecuali [(age lebih dari 5) dan (age kurang dari 4): maka Rp2]"
            ),
            (
                "Never applies: (age is less than 3) and (age is more than 3): then Rp1; "
                "unless [(age is more than 5) and (age is less than 4): then Rp2]"
            ),
        ),
        (
            "never-applies",
            ("inner",),
            "Tidak pernah berlaku: (age lebih dari 5) dan (age kurang dari 4): maka Rp2",
            "Never applies: (age is more than 5) and (age is less than 4): then Rp2",
        ),
    ] == _found(_BASE.unless(never, fine))
    assert ("age",) == analyse(_BASE.unless(never))[0].facts


def test_beside_an_exception_that_never_applies_the_others_are_looked_at() -> None:
    """Whatever their order."""
    never = Provision("never", (when((age < 3) & (age > 3)).then(idr(1)),))
    one = Provision("one", (when(a.is_true).then(idr(1)), when(any_of()).then(idr(5))))
    two = Provision("two", (when(b.is_true).then(idr(2)),))
    assert [
        ("never-applies", ("never",)),
        ("never-applies", ("one.clauses.1",)),
        ("conflict", ("one.clauses.0", "two.clauses.0")),
    ] == [each[:2] for each in _found(_BASE.unless(never, one, two))][:3]


def test_parts_of_clauses_are_looked_at_too() -> None:
    """They stand by the clause in which they are."""
    law = Provision(
        "law", (when(a.is_true | (a.is_true & b.is_true)).then(1),), otherwise=1
    ).unless(Provision("more", (when(any_of(b.is_true, ~b.is_true)).then(2),)))
    assert [
        ("never-applies", ("law.clauses.0",)),
        ("never-applies", ("law.otherwise",)),
        ("never-matters", ("law.clauses.0.when.any.1.all.1",)),
        ("always-met", ("more.clauses.0.when",)),
    ] == [each[:2] for each in _found(law)]


def test_an_example_holds_no_fact_that_is_not_needed() -> None:
    """Of three ways to be poor one is enough, and who has an account is not asked."""
    law = _law(
        (any_of(a.is_true, b.is_true, age < 3) & (size > 3), 1),
        (any_of(a.is_true, b.is_true), 2),
        otherwise=1,
    )
    first, *_ = analyse(law)
    assert (FindingKind.CONFLICT, 2) == (first.kind, len(first.example))
    assert ("size", 4) in first.example
    assert first.facts == tuple(name for name, _ in first.example)


def test_two_exceptions_that_can_apply_at_once_are_a_conflict() -> None:
    """With an example, as few facts as show it, and both amounts; the same amount is none."""
    law = Provision("law", (), otherwise=idr(0)).unless(
        Provision("disabled", (when(a.is_true).then(idr(900)),)),
        Provision("young", (when((age < 10) & b.is_true).then(idr(100)),)),
        Provision("poor", (when((age > 3) & (income < idr(5))).then(idr(900)),)),
    )
    first, second = (each for each in analyse(law) if each.kind is FindingKind.CONFLICT)
    assert ("disabled.clauses.0", "young.clauses.0") == first.places
    assert ("young.clauses.0", "poor.clauses.0") == second.places
    assert (("a", True), ("age", 9), ("b", True)) == first.example
    assert ("a", "age", "b") == first.facts
    assert (idr(900), idr(100)) == first.amounts
    assert None is first.threshold
    assert (
        "Dapat berlaku bersamaan dengan hasil yang berbeda: a: ya (Rp900); "
        "(age kurang dari 10) dan (b: ya) (Rp100)"
    ) == first.text("id")
    assert (
        "Can apply at once with different results: a: yes (Rp900); "
        "(age is less than 10) and (b: yes) (Rp100)"
    ) == first.text("en")


@pytest.mark.parametrize(
    ("one", "other", "conflicts"),
    [
        (idr(1), idr(1), False),
        (idr(1), Money(1, XTS), True),
        (1, idr(1), True),
        (1, True, True),
        (words("x").id, "x", False),
        (amount_of(age), 5, True),
        (amount_of(age), amount_of(age), False),
        (amount_of(age), idr(5), True),
        (amount_of(income).capped_at(idr(7)), amount_of(income).capped_at(idr(8)), True),
        (amount_of(idr(2)).plus(idr(3)), idr(4), True),
        (amount_of(idr(2)).plus(idr(3)), idr(5), False),
        (amount_of(income), amount_of(income).plus(idr(0)), False),
        (amount_of(income).plus(idr(1)), amount_of(income).plus(Money(1, XTS)), False),
    ],
)
def test_only_values_that_differ_are_a_conflict(one: Any, other: Any, conflicts: bool) -> None:
    """What is computed from facts is compared for some values of these."""
    law = Provision("law", (when(a.is_true).then(one), when(b.is_true).then(other)), otherwise=one)
    assert conflicts == any(each.kind is FindingKind.CONFLICT for each in analyse(law))


def test_a_case_for_which_nothing_applies_is_shown() -> None:
    """By as few facts as leave nothing to apply."""
    law = Provision("law", (when(income <= idr(100)).then(idr(5)), when(a.is_true).then(idr(5))))
    (finding,) = analyse(law)
    assert (
        Finding(
            FindingKind.NOTHING_APPLIES,
            ("law",),
            Text(id="income: Rp101; a: tidak", en="income: Rp101; a: no"),
            ("income", "a"),
            (("income", idr(101)), ("a", False)),
        )
        == finding
    )
    assert "Ada keadaan yang tidak diatur: income: Rp101; a: tidak" == finding.text("id")
    assert "There are cases for which nothing applies: income: Rp101; a: no" == finding.text("en")
    needless = _law((any_of(a.is_true, age < 3) & (size > 3), 1), (size > 5, 1))
    (uncovered,) = analyse(needless)
    assert (("size", 3),) == uncovered.example
    never = Provision("never", (when(any_of()).then(1),))
    assert ("nothing-applies", ("never",)) == _found(never)[-1][:2]
    assert "There are cases for which nothing applies" == analyse(never)[-1].text("en")


def test_a_cliff_says_its_threshold_and_both_amounts() -> None:
    """One rupiah more of income takes away the whole amount, for who has no account."""
    law = Provision(
        "law",
        (when((income <= idr(1_000_000)) | a.is_true).then(idr(500_000)),),
        otherwise=idr(200_000),
    )
    (finding,) = analyse(law)
    assert (
        Finding(
            FindingKind.CLIFF,
            ("law",),
            Text(
                id="income Rp1.000.000: Rp500.000; Rp1.000.001: Rp200.000",
                en="income Rp1.000.000: Rp500.000; Rp1.000.001: Rp200.000",
            ),
            ("income", "a"),
            (("income", idr(1_000_000)), ("a", False)),
            (idr(500_000), idr(200_000)),
            idr(1_000_000),
        )
        == finding
    )
    assert finding.text("id").startswith("Satu satuan lebih mengurangi yang diberikan: income")
    assert finding.text("en").startswith("One unit more takes away from what is given: income")


def _thresholds(provision: Provision) -> list[tuple[Any, tuple[Any, ...]]]:
    return [
        (each.threshold, each.amounts)
        for each in analyse(provision)
        if each.kind is FindingKind.CLIFF
    ]


_TAPER = amount_of(idr(1_000)).minus(income)


@pytest.mark.parametrize(
    ("law", "expected"),
    [
        (_law((income <= idr(10), idr(2)), otherwise=idr(1)), []),
        (_law((income <= idr(10), idr(3)), otherwise=idr(1)), [(idr(10), (idr(3), idr(1)))]),
        (_law((income <= idr(10), idr(1)), otherwise=idr(3)), []),
        (_law((income < idr(10), Money(9, XTS)), otherwise=Money(8, XTS)),
         [(idr(9), (Money(9, XTS), Money(8, XTS)))]),
        (_law((income < idr(10), Money(9, XTS)), otherwise=idr(8)), []),
        (_law((income < idr(10), 9), otherwise=8), [(idr(9), (9, 8))]),
        (_law((income < idr(10), 9), otherwise=idr(8)), []),
        (_law((income < idr(10), True), otherwise=False), []),
        (_law((age < 3, idr(2)), otherwise=idr(1)), [(2, (idr(2), idr(1)))]),
        (_law((age < 3, 5), (age >= 6, 1), otherwise=4), [(2, (5, 4)), (5, (4, 1))]),
        (_law((age.equals(3), 5), otherwise=4), [(3, (5, 4))]),
        (_law((income <= idr(1_000), _TAPER), otherwise=idr(0)), []),
        (_law((income <= idr(600), _TAPER), otherwise=idr(0)), [(idr(600), (idr(400), idr(0)))]),
        (_law((income <= idr(600), limit), otherwise=idr(0)),
         [(idr(600), (idr(1_000_000_000), idr(0)))]),
        (_law((income <= idr(600), amount_of(limit).raised_to(idr(600))), otherwise=idr(0)),
         [(idr(600), (idr(600), idr(0)))]),
        (_law((income <= idr(600), amount_of(limit).capped_at(idr(600))), otherwise=idr(0)),
         [(idr(600), (idr(600), idr(0)))]),
        (_law((income <= limit, idr(5)), otherwise=idr(0)), [(idr(0), (idr(5), idr(0)))]),
        (_law((income + limit <= idr(300), idr(5)), otherwise=idr(0)),
         [(idr(300), (idr(5), idr(0))), (idr(300), (idr(5), idr(0)))]),
        (_law((income + limit <= idr(300), idr(1)), otherwise=idr(0)), []),
        (_law((income + limit <= idr(300), idr(5)), (income + limit <= idr(900), idr(2)),
              otherwise=idr(0)),
         [(idr(300), (idr(2), idr(0)))] * 2),
        (_law((income + limit <= idr(300), idr(5)),
              ((income + limit > idr(300)) & (income + limit <= idr(900)), idr(2)),
              otherwise=idr(0)),
         [(idr(300), (idr(5), idr(2))), (idr(300), (idr(2), idr(0)))] * 2),
        (_law((income <= idr(5), idr(9))), []),
        (_law((age < 3, 5), (age < 4, 2), otherwise=0), [(3, (2, 0))]),
        (_law((age < 3, 5), (a.is_true, 5), (b.is_true, 1), otherwise=0),
         [(2, (5, 0))]),
        (_law((a.is_true, 5), (b.is_true, 1), otherwise=0), []),
        (_law(((age < 3) & a.is_true, 5), ((age < 3) & b.is_true, 5), otherwise=4),
         [(2, (5, 4))]),
        (_law((income <= idr(1_000), amount_of(idr(5_000)).minus(amount_of(income).times(2))),
              otherwise=idr(0)).unless(
            Provision("poor", (when((income > idr(600)) & a.is_true).then(idr(0)),))),
         [(idr(1_000), (idr(3_000), idr(0))), (idr(600), (idr(3_800), idr(0)))]),
        (_law(((age <= size) & (age <= 3), 5), otherwise=4), [(3, (5, 4)), (2, (5, 4))]),
        (_law(((size >= age) & (age <= 3), 5), otherwise=4), [(3, (5, 4)), (2, (5, 4))]),
        (_law(((age + size <= 9) & (age <= 3), 5), (age > 3, 4), otherwise=6),
         [(3, (5, 4)), (3, (6, 4))]),
    ],
)  # fmt: skip
def test_what_counts_as_a_cliff(law: Provision, expected: list[Any]) -> None:
    """More than the unit gained is lost at a named threshold, and both amounts are determined."""
    assert expected == _thresholds(law)


def test_a_cliff_is_found_under_exceptions_and_beside_a_fact_of_any_name() -> None:
    """The next value is that of a fact without a name of its own."""
    one_more = fact("one_more", int)
    law = _law((age < 3, 5), otherwise=4).unless(
        Provision("other", (when((one_more < 7) & a.is_true).then(9),))
    )
    assert [(2, (5, 4)), (6, (9, 5)), (6, (9, 4))] == _thresholds(law)
    (one, _, _) = (each for each in analyse(law) if each.kind is FindingKind.CLIFF)
    assert {"age": 2, "a": False} == dict(one.example)


def test_amounts_to_try_have_the_currency_of_what_is_given() -> None:
    """Where the conditions name no amount."""
    law = _law(
        (income.is_missing, 5),
        (income < limit, amount_of(limit).plus(idr(1)).times(2).rounded(Rounding.DOWN, 1)),
    )
    (finding,) = (each for each in analyse(law) if each.kind is FindingKind.NOTHING_APPLIES)
    assert {idr(0).currency} == {
        value.currency for _, value in finding.example if isinstance(value, Money)
    }
