"""Provisions: default logic with values, judged by an interpreter written from its definition.

An exception that applies overrides the whole of what it is an exception to; what applies at once
must agree; where nothing applies, nothing is given.
"""

from __future__ import annotations

from fractions import Fraction
from itertools import product
from typing import TYPE_CHECKING, Any

import attrs
import pytest
from hypothesis import given as for_all
from hypothesis import settings
from hypothesis import strategies as st

from reintegra.errors import Conflict, CurrencyMismatch, InvalidValue, OutsideCoverage, WrongType
from reintegra.rules import (
    Clause,
    Fact,
    Missing,
    Outcome,
    Provided,
    Provision,
    Rounding,
    amount_of,
    when,
)
from reintegra.vocabulary.money import XTS, Money, idr
from reintegra.vocabulary.sources import Source
from reintegra.vocabulary.texts import Text
from tests.profiles import at_most
from tests.rules.notation import Notation, expression_of, fact, given, slowly, trees, words
from tests.rules.test_question import Colour

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from tests.rules.notation import Known

a, b, c = (fact(name).is_true for name in "abc")
wage: Fact[Money] = fact("wage", Money)
count: Fact[int] = fact("count", int)
_SOURCE = Source("Decree 1/2020 (made up)")
_TEXT = Text(id="Bantuan", en="Grant")

# ---- the interpreter ---------------------------------------------------------------------------

Value = int | str
"""What a clause gives: a number, or the number that a fact has."""


@attrs.frozen
class Law:
    """A provision in the notation: clauses, what holds otherwise, and exceptions."""

    clauses: list[tuple[Notation, Value]]
    otherwise: Value | None
    exceptions: list[Law]


def _standing(law: Law, label: str, known: Known) -> list[tuple[str, int]]:
    """Which labels give which number, every fact being known."""
    overriding = [
        each
        for place, exception in enumerate(law.exceptions)
        for each in _standing(exception, f"{label}-{place}", known)
    ]
    if overriding:
        return overriding
    own = [(label, value) for when_, value in law.clauses if slowly(when_, known) == 2]
    if not own and law.otherwise is not None:
        own = [(label, law.otherwise)]
    return [(code, known[value] if isinstance(value, str) else value) for code, value in own]


NOTHING, TORN = "nothing", "torn"


def _given_by(law: Law, known: Known) -> int | str:
    """The number, or that nothing applies, or that what applies contradicts itself."""
    values = {value for _, value in _standing(law, "p", known)}
    if len(values) > 1:
        return TORN
    return values.pop() if values else NOTHING


def _completions(known: Known) -> Iterator[Known]:
    """Every way in which the unknown facts can be."""
    unknown = [name for name, value in known.items() if value is None]
    for values in product(*(_RANGE[name] for name in unknown)):
        yield {**known, **dict(zip(unknown, values, strict=True))}


_RANGE: dict[str, tuple[Any, ...]] = {
    **dict.fromkeys("abc", (True, False)),
    "n": (-1, 0, 1, 2),
    "m": (0, 1, 7),
}

_CONDITIONS = trees(st.sampled_from(["a", "b", "c", True, ["n", ">=", 1], ["n", "==", 0]]))
_VALUES = st.sampled_from([0, 1, 1, 2, "n", "m"])
_CLAUSES = st.tuples(_CONDITIONS, _VALUES)


def _laws(exceptions: st.SearchStrategy[list[Law]]) -> st.SearchStrategy[Law]:
    return st.one_of(
        st.builds(Law, st.lists(_CLAUSES, min_size=1, max_size=2), st.none(), exceptions),
        st.builds(Law, st.lists(_CLAUSES, max_size=2), _VALUES, exceptions),
    )


_LAWS = st.recursive(
    _laws(st.just([])), lambda each: _laws(st.lists(each, max_size=2)), max_leaves=4
)
_KNOWN = st.fixed_dictionaries(
    {name: st.none() | st.sampled_from(values) for name, values in _RANGE.items()}
)


def _provision(law: Law, label: str = "p") -> Provision:
    def amount(value: Value) -> object:
        return fact(value, int) if isinstance(value, str) else value

    return Provision(
        label,
        tuple(when(expression_of(cond)).then(amount(value)) for cond, value in law.clauses),
        otherwise=None if law.otherwise is None else amount(law.otherwise),
        exceptions=tuple(
            _provision(each, f"{label}-{place}") for place, each in enumerate(law.exceptions)
        ),
    )


def _judged(provision: Provision, known: Known) -> Provided | str:
    try:
        return provision.judge(given(known))
    except Conflict:
        return TORN
    except OutsideCoverage:
        return NOTHING


@settings(max_examples=at_most(50))  # about 7 ms each
@for_all(_LAWS, st.fixed_dictionaries({n: st.sampled_from(v) for n, v in _RANGE.items()}))
def test_what_is_known_is_given_as_default_logic_says(law: Law, known: Known) -> None:
    """The number, and the labels that give it; or a conflict; or nothing."""
    expected, found = _given_by(law, known), _judged(_provision(law), known)
    if isinstance(found, str):
        assert expected == found
        return
    assert (expected, Outcome.MET, ()) == (found.value, found.outcome, found.missing)
    assert tuple(dict.fromkeys(code for code, _ in _standing(law, "p", known))) == found.by


@settings(max_examples=at_most(50))  # about 7 ms each
@for_all(_LAWS, _KNOWN)
def test_what_is_determined_stays_so_whatever_is_learnt(law: Law, known: Known) -> None:
    """A value, a conflict, or that nothing is given: under every completion it is the same."""
    found = _judged(_provision(law), known)
    answers = {_given_by(law, each) for each in _completions(known)}
    if isinstance(found, str):
        assert {found} == answers
    elif found.outcome is Outcome.MET:
        assert ({found.value}, ()) == (answers, found.missing)
    else:
        assert (None, ()) == (found.value, found.by)


@settings(max_examples=at_most(50))  # about 6 ms each
@for_all(_LAWS, _KNOWN)
def test_while_it_is_undetermined_it_says_what_to_ask(law: Law, known: Known) -> None:
    """Never nothing, never what is known, and no fact is left out that alone can change it."""
    found = _judged(_provision(law), known)
    if isinstance(found, str) or found.outcome is Outcome.MET:
        return
    asked = [each.fact.name for each in found.missing]
    unknown = [name for name, value in known.items() if value is None]
    assert (True, len(asked)) == (bool(asked), len(set(asked)))
    assert set(asked) <= set(unknown)
    for name in unknown:
        others = [each for each in _completions(known) if each[name] == _RANGE[name][0]]
        turns = any(
            len({_given_by(law, {**each, name: value}) for value in _RANGE[name]}) > 1
            for each in others
        )
        assert turns <= (name in asked)


# ---- single statements -------------------------------------------------------------------------


def _torn(*values: object) -> Provision:
    exceptions = (
        Provision(f"e{place}", (when(each).then(value),))
        for place, (each, value) in enumerate(zip((b, c), values, strict=True))
    )
    return Provision("base", (when(a).then(idr(0)),)).unless(*exceptions)


def test_two_exceptions_that_disagree_are_a_conflict() -> None:
    """The law contradicts itself; nothing is chosen, and the two are named, without a value."""
    with pytest.raises(Conflict) as caught:
        _torn(idr(1), idr(2)).judge({"a": True, "b": True, "c": True})
    both = "e0 (clause 1) and e1 (clause 1)"
    expected = f"{both} apply and give different values: base [provisions-disagree]"
    assert (expected, "provisions-disagree", "base") == (
        str(caught.value),
        caught.value.code,
        caught.value.key,
    )
    agreed = _torn(idr(1), idr(1)).judge({"a": True, "b": True, "c": True})
    assert (idr(1), ("e0", "e1")) == (agreed.value, agreed.by)


def test_a_conflict_names_the_first_two_that_disagree() -> None:
    """By the number of the clause, or that it is given otherwise; what agrees is not named."""
    clauses = (when(a).then(1), when(b).then(1), when(c).then(2), when(a & c).then(1))
    known = dict.fromkeys("abc", True)
    with pytest.raises(Conflict, match=r"^p \(clause 1\) and p \(clause 3\) apply and give "):
        Provision("p", clauses).judge(known)
    base = Provision("base", (), otherwise=0)
    excepted = base.unless(
        Provision("e", clauses[1:2], otherwise=5), Provision("f", (), otherwise=1)
    )
    with pytest.raises(Conflict, match=r"^e \(otherwise\) and f \(otherwise\) apply and give "):
        excepted.judge({**known, "b": False})


@pytest.mark.parametrize(
    ("one", "other"),
    [(1, True), (0, False), (idr(1), Money(1, XTS)), (1, idr(1)), ("red", Colour.RED)],
)
def test_values_of_two_types_never_agree(one: object, other: object) -> None:
    """Yes is not 1, a text is no code, and two currencies are two amounts."""
    for values in ((one, other), (other, one)):
        with pytest.raises(Conflict, match="provisions-disagree"):
            _torn(*values).judge({"a": True, "b": True, "c": True})


def test_a_conflict_needs_two_that_surely_apply() -> None:
    """While one of them is unknown it is undetermined, and says what to ask."""
    found = _torn(idr(1), idr(2)).judge({"a": True, "b": True, "c": Missing.DECLINED})
    assert (None, Outcome.UNDETERMINED, ()) == (found.value, found.outcome, found.by)
    assert [("c", Missing.DECLINED)] == [(each.fact.name, each.why) for each in found.missing]


def test_where_nothing_applies_nothing_is_given() -> None:
    """Not even zero, unless the provision says so."""
    base = Provision("base", (when(a).then(idr(5)),))
    with pytest.raises(OutsideCoverage) as caught:
        base.judge({"a": False})
    assert "base: nothing holds for the facts given" == str(caught.value)
    assert ("base", "the facts given") == (caught.value.what, caught.value.key)
    assert idr(0) == attrs.evolve(base, otherwise=idr(0)).judge({"a": False}).value


def test_one_answer_may_suffice_where_all_that_is_left_agrees() -> None:
    """What gives it is not known yet, and does not matter."""
    found = _torn(idr(0), idr(0)).judge({"a": True})
    assert (idr(0), ("base", "e0", "e1"), ()) == (found.value, found.by, found.missing)
    surely = _torn(idr(0), idr(0)).judge({"a": True, "b": True})
    assert (idr(0), ("e0",)) == (surely.value, surely.by)


def test_an_amount_waits_for_the_facts_that_it_is_computed_from() -> None:
    """Each is asked with why it is missing; an amount that does not stand asks nothing."""
    share = amount_of(wage).times(2).plus(wage)
    provision = Provision("base", (when(a).then(share), when(b).then(count)))
    found = provision.judge({"a": True, "b": False, "wage": Missing.DECLINED})
    assert [("wage", Missing.DECLINED)] == [(each.fact.name, each.why) for each in found.missing]
    assert idr(6) == provision.judge({"a": True, "b": False, "wage": idr(2)}).value
    assert 7 == provision.judge({"a": False, "b": True, "count": 7}).value
    both = provision.judge({"wage": Missing.UNKNOWN})
    assert ["a", "wage", "b", "count"] == [each.fact.name for each in both.missing]


def test_each_fact_of_a_provision_is_read() -> None:
    """A wrong type is misuse also where it could not matter; an attrs instance will do."""
    provision = Provision("base", (when(a).then(wage),), otherwise=idr(0))
    with pytest.raises(WrongType, match=r"^wage: expected Money, got int$"):
        provision.judge({"a": False, "wage": 5})
    record = attrs.make_class("Record", ["a", "wage"])
    assert idr(5) == provision.judge(record(a=True, wage=idr(5))).value
    nothing: Any = 5
    with pytest.raises(WrongType, match=r"^facts: "):
        provision.judge(nothing)


def test_two_currencies_never_meet_in_an_amount() -> None:
    """The error of the amount is that of the judging."""
    provision = Provision("base", (when(a).then(amount_of(wage).plus(idr(1))),))
    with pytest.raises(CurrencyMismatch):
        provision.judge({"a": True, "wage": Money(1, XTS)})


def test_what_is_given_is_not_shown() -> None:
    """It may be computed from facts of somebody."""
    provision = Provision("base", (when(a).then(amount_of(wage).times(3)),))
    known = provision.judge({"a": True, "wage": idr(123_456)})
    unknown = provision.judge({"wage": idr(123_456)})
    shown = repr(known) + repr(unknown) + repr(known.verdict)
    assert (False, False) == ("370" in shown, "123" in shown)
    assert "Provided(by=('base',), verdict=<Verdict met>)" == repr(known)


def test_the_verdict_of_a_provision_says_which_of_it_applies() -> None:
    """One reason for each provision, under its code, with its words and its source."""
    exception = Provision("e", (when(b).then(2),), _TEXT, _SOURCE)
    provision = Provision("base", (when(a).then(1),), otherwise=0, exceptions=(exception,))
    found = provision.judge({"a": True, "b": False})
    assert [("base", Outcome.MET), ("e", Outcome.NOT_MET)] == [
        (reason.code, reason.outcome) for reason in found.verdict.reasons
    ]
    assert (_TEXT, _SOURCE, ("b",)) == (
        found.verdict.reasons[1].text,
        found.verdict.reasons[1].source,
        found.verdict.reasons[1].facts,
    )
    assert "a: yes: then 1; otherwise 0" == found.verdict.reasons[0].text("en")
    assert "a: ya: maka 1; selain itu 0" == found.verdict.reasons[0].text("id")


def test_a_provision_is_said_in_both_languages() -> None:
    """Its clauses, what holds otherwise, then its exceptions and theirs."""
    inner = Provision("inner", (), otherwise=idr(3))
    outer = Provision("e", (when(c).then(Colour.RED),), exceptions=(inner,))
    base = Provision("base", (when(a).then(1), when(b).then(2)), _TEXT, otherwise=0)
    provision = base.unless(outer, Provision("f", (), otherwise=4))
    assert (
        "a: yes: then 1; b: yes: then 2; otherwise 0; "
        "unless [c: yes: then Red; unless [otherwise Rp3]]; unless [otherwise 4]"
    ) == provision.sentence("en")
    assert (
        "a: ya: maka 1; b: ya: maka 2; selain itu 0; "
        "kecuali [c: ya: maka Merah; kecuali [selain itu Rp3]]; kecuali [selain itu 4]"
    ) == provision.sentence("id")


def test_a_provision_is_written_down_as_plain_data() -> None:
    """Without wording only what decides; with it, words and source where it has them."""
    exception = Provision("e", (), otherwise=amount_of(wage).rounded(Rounding.UP, 5))
    provision = Provision("base", (when(a).then(1),), _TEXT, _SOURCE, exceptions=(exception,))
    asked = {"fact": {"name": "a", "type": "bool"}, "is": "==", "values": [True]}
    rounded = {"round": "up", "unit": 5, "of": {"fact": {"name": "wage", "type": "Money"}}}
    assert {
        "provision": "base",
        "clauses": [{"when": asked, "then": {"value": 1}}],
        "unless": [{"provision": "e", "clauses": [], "otherwise": rounded}],
    } == provision.to_data(wording=False)
    worded = provision.to_data()
    assert ({"id": "Bantuan", "en": "Grant"}, _SOURCE.instrument) == (
        worded["text"],
        dict(worded["source"])["instrument"],  # type: ignore[call-overload] # is an object there
    )
    assert {"provision", "clauses", "otherwise"} == exception.to_data().keys()


def test_the_digest_covers_what_decides_and_nothing_else() -> None:
    """Codes, conditions, values and exceptions; neither wording nor source."""
    base = Provision("base", (when(a).then(1),))
    assert base.digest == Provision("base", (when(a).then(1),), _TEXT, _SOURCE).digest
    reworded = Fact("a", bool, words("another wording")).is_true
    assert base.digest == Provision("base", (when(reworded).then(1),)).digest
    others = [
        Provision("other", (when(a).then(1),)),
        Provision("base", (when(b).then(1),)),
        Provision("base", (when(a).then(2),)),
        Provision("base", (when(a).then(True),)),  # noqa: FBT003 - a value
        Provision("base", (when(a).then(1), when(a).then(1))),
        Provision("base", (when(a).then(1),), otherwise=1),
        base.unless(Provision("e", (), otherwise=1)),
    ]
    digests = {each.digest for each in others}
    assert (len(others), False) == (len(digests), base.digest in digests)


def test_a_provision_names_each_fact_once() -> None:
    """Those of the conditions first, then those of the amounts."""
    provision = Provision("base", (when(b).then(wage), when(a).then(count)), otherwise=wage)
    excepted = provision.unless(Provision("e", (when(c).then(fact("z", int)),)))
    assert ["b", "a", "wage", "count"] == [each.name for each in provision.facts]
    assert ["b", "a", "c", "wage", "count", "z"] == [each.name for each in excepted.facts]


def test_every_outcome_of_a_provision_is_listed_with_when_it_stands() -> None:
    """By its code, its condition with all that overrides it, and its amount."""
    exception = Provision("e", (when(b).then(2),))
    provision = Provision("base", (when(a).then(1),), otherwise=0, exceptions=(exception,))
    known = {"a": False, "b": False}
    assert [("base", False, 1), ("base", True, 0), ("e", False, 2)] == [
        (code, stands.judge(known).met, amount.value({}))
        for code, stands, amount in provision.outcomes
    ]


def _p(code: str, *exceptions: Provision) -> Provision:
    return Provision(code, (when(a).then(1),), exceptions=exceptions)


@pytest.mark.parametrize(
    "build",
    [
        lambda: _p("a").unless(_p("b").unless(_p("a"))),
        lambda: _p("a").unless(_p("a")),
        lambda: _p("a", _p("b"), _p("c", _p("d", _p("a")))),
    ],
)
def test_a_provision_is_no_exception_to_itself(build: Callable[[], object]) -> None:
    """Found when it is built, however far down."""
    with pytest.raises(Conflict) as caught:
        build()
    expected = "a provision is an exception to itself: a [cycle]"
    assert (expected, "cycle", "a") == (str(caught.value), caught.value.code, caught.value.key)


def test_two_different_provisions_never_have_one_code() -> None:
    """Found when it is judged or written down; the same one may stand in two places."""
    one, other = (Provision("e", (when(b).then(n),), _TEXT) for n in (1, 2))
    torn = _p("base", _p("f", one), _p("g", other))
    for act in (lambda: torn.judge({}), lambda: torn.facts):
        with pytest.raises(Conflict) as caught:
            act()
        expected = "two different provisions have one code: e [provision-code]"
        assert (expected, "provision-code", "e") == (
            str(caught.value),
            caught.value.code,
            caught.value.key,
        )
    twice = _p("base", _p("f", one), _p("g", one))
    assert ("e",) == twice.judge({"a": False, "b": True}).by


@pytest.mark.parametrize(
    "build",
    [
        lambda: Provision("p", (when(a).then(1), when(fact("a", int) > 1).then(1))),
        lambda: Provision("p", (when(a).then(fact("a", int)),)),
        lambda: Provision("p", (when(a).then(fact("x", int)), when(b).then(fact("x", Money)))),
    ],
)
def test_two_facts_under_one_name_are_a_conflict(build: Callable[[], Provision]) -> None:
    """In conditions, in amounts, and between the two."""
    with pytest.raises(Conflict) as caught:
        build().judge({})
    assert "two different facts have one name" == str(caught.value).split(":")[0]
    assert "fact-name" == caught.value.code


_ANY: Any = "x"
_NUMBER: Any = 5


@pytest.mark.parametrize(
    ("misuse", "error", "message"),
    [
        (lambda: Provision("p", ()), InvalidValue, "clauses: a provision gives something [empty]"),
        (
            lambda: Provision("P", (), otherwise=1),
            InvalidValue,
            "code: lower-case words joined by hyphens, such as own-account [code]",
        ),
        (lambda: Provision(5, (), otherwise=1), WrongType, "code: expected a text, got int"),  # type: ignore[arg-type] # what is tested
        (
            lambda: Provision("p", (_ANY,)),
            WrongType,
            "clauses: expected Clause, got str",
        ),
        (
            lambda: Provision("p", when(a).then(1)),  # type: ignore[arg-type] # what is tested
            WrongType,
            "clauses: expected a tuple of clauses, got Clause",
        ),
        (
            lambda: Provision("p", (), otherwise=1, exceptions=_p("e")),  # type: ignore[arg-type] # what is tested
            WrongType,
            "exceptions: expected a tuple of exceptions, got Provision",
        ),
        (
            lambda: _p("p").unless(),
            InvalidValue,
            "exceptions: name at least one exception [empty]",
        ),
        (
            lambda: Provision("p", (), otherwise=1, exceptions=(_ANY,)),
            WrongType,
            "exceptions: expected Provision, got str",
        ),
        (
            lambda: Provision("p", (), otherwise=1).unless(_ANY),
            WrongType,
            "exceptions: expected Provision, got str",
        ),
        (
            lambda: Provision("p", (), _ANY, otherwise=1),
            WrongType,
            "p.text: expected Text, got str",
        ),
        (
            lambda: Provision("p", (), None, _ANY, otherwise=1),
            WrongType,
            "p.source: expected Source, got str",
        ),
        (
            lambda: Provision(_NUMBER, (), otherwise=1),
            WrongType,
            "code: expected a text, got int",
        ),
        (
            lambda: Provision("p", (), otherwise=0.5),
            WrongType,
            "amount: expected a value, a term or an amount, got float",
        ),
        (
            lambda: Provision("p", (), otherwise=amount_of(wage).times(2).times(attrs.NOTHING)),  # type: ignore[arg-type] # what is tested
            WrongType,
            "share: expected an int or a Fraction, got _Nothing",
        ),
        (
            lambda: when(_ANY),
            WrongType,
            "expression: expected an expression; a bool fact is asked with is_true, got str",
        ),
        (
            lambda: Clause(_ANY, 1),
            WrongType,
            "expression: expected an expression; a bool fact is asked with is_true, got str",
        ),
        (
            lambda: when(a).then(None),
            WrongType,
            "amount: expected a value, a term or an amount, got NoneType",
        ),
    ],
)
def test_what_is_no_provision_is_refused(
    misuse: Callable[[], object], error: type[Exception], message: str
) -> None:
    """The part is named, and what stood there is not."""
    with pytest.raises(error) as caught:
        misuse()
    assert message == str(caught.value)


def test_a_share_is_rounded_before_it_is_given() -> None:
    """In a clause and otherwise; found when it is written."""
    share = amount_of(wage).times(Fraction(1, 3))
    for build in (lambda: when(a).then(share), lambda: Provision("p", (), otherwise=share)):
        with pytest.raises(InvalidValue) as caught:
            build()
        assert "then: round a share before it is given [not-whole]" == str(caught.value)
    given_whole = Provision("p", (), otherwise=share.rounded(Rounding.DOWN))
    assert idr(3) == given_whole.judge({"wage": idr(10)}).value


def test_exceptions_are_added_and_nothing_is_changed() -> None:
    """The provision that they are added to stays as it was."""
    base, one, two = (Provision(code, (when(a).then(1),)) for code in ("base", "one", "two"))
    excepted = base.unless(one).unless(two)
    assert ((), (one, two)) == (base.exceptions, excepted.exceptions)
    assert [base.code, "one", "two"] == [each.code for each in excepted.everything]
    assert hash(base.unless(one)) == hash(base.unless(one))


@pytest.mark.parametrize("size", [400])
def test_a_provision_of_any_size_is_judged_in_time_that_grows_with_it(size: int) -> None:
    """So many clauses and so many exceptions are laid out side by side, not each with each."""
    clauses = tuple(when(fact(f"a{n}").is_true).then(1) for n in range(size))
    exceptions = (Provision(f"e{n}", (when(fact(f"b{n}").is_true).then(1),)) for n in range(size))
    provision = Provision("base", clauses).unless(*exceptions)
    plan, slots = provision._laid_out  # noqa: SLF001 - the size of what is judged
    assert 2 * size == len(plan.facts)
    assert sum(len(group.parts) for group in plan.groups) < 10 * size
    assert 2 * size == len(slots)
    assert 1 == provision.judge({"a0": True}).value
