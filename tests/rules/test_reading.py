"""Rules from outside: read back whole, refused by place, and never run as code."""

from __future__ import annotations

import copy
import json
from datetime import date
from enum import StrEnum
from fractions import Fraction
from typing import TYPE_CHECKING, Any, TypeVar

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reintegra.errors import Conflict, InvalidValue, WrongType
from reintegra.rules import (
    Expression,
    Limits,
    Outcome,
    Provision,
    Rounding,
    Rule,
    Unless,
    all_of,
    amount_of,
    any_of,
    at_least,
    expression_from_data,
    from_json,
    provision_from_data,
    when,
)
from reintegra.rules.reading.place import STANDARD_LIMITS
from reintegra.vocabulary.money import IDR, XTS, Currency, Money, idr
from reintegra.vocabulary.sources import Source, Standing
from reintegra.vocabulary.texts import Text
from tests.profiles import at_most
from tests.rules.notation import fact, words
from tests.rules.refusals import (
    MARK,
    NO,
    REFUSED,
    REFUSED_PROVISIONS,
    RULE,
    SUM,
    YES,
    fact_data,
    is_data,
    then_data,
)
from tests.rules.test_amount import AMOUNT_TREES, amount_from
from tests.rules.test_question import Colour, Plain

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from reintegra.rules import Amount, Fact

T = TypeVar("T")

wage: Fact[Money] = fact("wage", Money)
extra: Fact[Money] = fact("extra", Money)
age: Fact[int] = fact("age", int)
limit: Fact[int] = fact("limit", int)
born: Fact[date] = fact("born", date)
due: Fact[date] = fact("due", date)
_DAY = date(2019, 10, 31)
_SOURCE = Source("Decree 1/2020 (made up)", "article 4", "https://example.org", Standing.DERIVED)

_LEAVES: list[Expression] = [
    fact("a").is_true,
    fact("a").is_false,
    fact("place", str).is_in("Praya", 'quote " and \\ and \n', "\N{SNOWMAN}", ""),
    fact("colour", Colour).equals(Colour.RED),
    fact("plain", Plain).is_in(Plain.RED),
    age >= 18,
    age.is_missing,
    age.equals(10**29),
    age < limit - 3,
    (age * 2 + limit - 7).is_in(1, -2),
    wage <= idr(960_000),
    wage + extra * 3 > idr(-5),
    wage - extra >= fact("rest", Money) + idr(1),
    born.years_later(18) - 1 <= _DAY,
    born.months_earlier(7).equals(due + 3),
    born.is_in(_DAY, date(1, 1, 1), date.max),
]


def _grown(parts: st.SearchStrategy[Expression]) -> st.SearchStrategy[Expression]:
    several = st.lists(parts, min_size=1, max_size=3)
    source = st.none() | st.just(_SOURCE)
    return st.one_of(
        several.map(lambda each: all_of(*each)),
        several.map(lambda each: any_of(*each)),
        several.flatmap(lambda each: st.integers(0, len(each)).map(lambda n: at_least(n, *each))),
        parts.map(lambda each: ~each),
        st.tuples(parts, several).map(lambda each: Unless(each[0], tuple(each[1]))),
        st.tuples(parts, source).map(
            lambda each: Rule(f"r-{each[0].digest[:12]}", each[0], words("x"), each[1])
        ),
    )


def _sound(expression: Expression) -> bool:
    """Whether no code stands for two different rules in it, as a random one may have."""
    sources: dict[str, Source | None] = {}
    return all(
        sources.setdefault(each["rule"], each.get("source")) == each.get("source")
        for each in _rules_in(expression.to_data())
    )


def _rules_in(data: Any) -> Iterator[Any]:
    if isinstance(data, dict):
        if "rule" in data:
            yield data
        for each in data.values():
            yield from _rules_in(each)
    elif isinstance(data, list):
        for each in data:
            yield from _rules_in(each)


EXPRESSIONS = st.recursive(st.sampled_from(_LEAVES), _grown, max_leaves=7).filter(_sound)
_AMOUNTS: st.SearchStrategy[Amount] = st.one_of(
    AMOUNT_TREES.map(lambda tree: amount_from(tree).rounded(Rounding.UP, 3)),
    st.sampled_from(
        [True, "word", _DAY, Colour.BLUE, idr(5), Money(-5, XTS), wage, age * 2 - limit]
    ).map(amount_of),
)


def _provisions(exceptions: st.SearchStrategy[list[Provision]]) -> st.SearchStrategy[Provision]:
    clauses = st.lists(st.builds(lambda c, v: when(c).then(v), st.sampled_from(_LEAVES), _AMOUNTS))
    text, source = st.none() | st.just(words("text")), st.none() | st.just(_SOURCE)

    def made(*parts: Any) -> Provision:
        own, otherwise, words_, where, inner = parts
        given_ = Provision("p", tuple(own), words_, where, otherwise, tuple(inner))
        return Provision(
            f"p-{given_.digest[:12]}", tuple(own), words_, where, otherwise, tuple(inner)
        )

    return st.one_of(
        st.tuples(clauses.map(lambda c: c[:3]), _AMOUNTS, text, source, exceptions),
        st.tuples(clauses.filter(bool), st.none(), text, source, exceptions),
    ).map(lambda parts: made(*parts))


PROVISIONS = st.recursive(
    _provisions(st.just([])), lambda each: _provisions(st.lists(each, max_size=2)), max_leaves=3
)


def _expression(data: object, **more: Any) -> Expression:
    return expression_from_data(data, types=[Colour, Plain], currencies=[IDR, XTS], **more)


def _provision(data: object, **more: Any) -> Provision:
    return provision_from_data(data, types=[Colour, Plain], currencies=[IDR, XTS], **more)


@settings(max_examples=at_most(100))  # about 5 ms each
@given(EXPRESSIONS)
def test_an_expression_is_read_back_whole(expression: Expression) -> None:
    """Equal, with the same digest, also through the text of a JSON document."""
    data = expression.to_data()
    for given_ in (data, from_json(json.dumps(data)), from_json(json.dumps(data, indent=1))):
        read = _expression(given_)
        assert (expression, expression.digest) == (read, read.digest)
        assert data == read.to_data()


def test_a_rule_without_a_text_is_read_back_whole() -> None:
    """However many conditions word it, and however many such rules stand inside each other."""
    rule = all_of(*(age >= least for least in range(300)), code="wide")
    for level in range(18):
        rule = all_of(rule, code=f"level{level}")
    read = _expression(from_json(json.dumps(rule.to_data())))
    assert (rule, rule.digest, rule.sentence) == (read, read.digest, read.sentence)
    assert rule == _expression(rule.to_data() | {"text": None})


def test_the_source_of_a_rule_is_read_back() -> None:
    """With its article, its address and its standing, or without what it does not have."""
    rule = Rule("old", age >= 18, words("old"), _SOURCE)
    read = _expression(from_json(json.dumps(rule.to_data())))
    assert isinstance(read, Rule)
    assert _SOURCE == read.source


@settings(max_examples=at_most(50))  # about 20 ms each
@given(PROVISIONS)
def test_a_provision_is_read_back_whole(provision: Provision) -> None:
    """Equal, with the same digest; what conflicts in it is refused by its place."""
    data = provision.to_data()
    try:
        facts = provision.facts
    except RuntimeError:
        with pytest.raises(InvalidValue, match=r"^provision: two different .* have one"):
            _provision(data)
        return
    for given_ in (data, from_json(json.dumps(data))):
        read = _provision(given_)
        assert (provision, provision.digest, facts) == (read, read.digest, read.facts)
        assert data == read.to_data()


def test_rupiah_is_the_currency_where_none_is_named() -> None:
    """And the enumerations are those that are handed over."""
    assert (wage > idr(1)) == expression_from_data((wage > idr(1)).to_data())
    assert (
        amount_of(idr(1))
        == provision_from_data(Provision("p", (), otherwise=idr(1)).to_data()).otherwise
    )
    with pytest.raises(InvalidValue, match="money"):
        expression_from_data((wage > Money(1, XTS)).to_data())
    with pytest.raises(InvalidValue, match="unknown-type"):
        expression_from_data(fact("colour", Colour).equals(Colour.RED).to_data())


# ---- refusals ----------------------------------------------------------------------------------


def _shown(error: BaseException | None) -> str:
    if error is None:
        return ""
    below = _shown(error.__cause__) + _shown(error.__context__)
    return f"{error} {error!r} {error.args} {vars(error)} {below}"


def _refused(read: Callable[[], object]) -> InvalidValue:
    with pytest.raises(InvalidValue) as caught:
        read()
    pieces = {MARK[start : start + 6] for start in range(len(MARK) - 5)}
    assert set() == {piece for piece in pieces if piece in _shown(caught.value)}
    assert (None, None) == (caught.value.__cause__, caught.value.__context__)
    return caught.value


@pytest.mark.parametrize(("data", "message"), REFUSED)
def test_an_expression_is_refused_by_the_place_of_its_fault(data: object, message: str) -> None:
    """The message says where and what is due, and repeats no piece of what stood there."""
    error = _refused(lambda: _expression(data))
    assert message == str(error)
    assert message.split(":", maxsplit=1)[0] == error.field


@pytest.mark.parametrize(("data", "message"), REFUSED_PROVISIONS)
def test_a_provision_is_refused_by_the_place_of_its_fault(data: object, message: str) -> None:
    """In its clauses, its exceptions and its amounts too."""
    error = _refused(lambda: _provision(data))
    assert message == str(error)


@pytest.mark.parametrize(
    "name",
    [
        "__import__",
        "__class__",
        "_private",
        "os.system",
        "x y",
        "x;y",
        "x)",
        "x\n",
        "lambda",
        "class",
        "",
        "x" * 65,
        "\N{FULLWIDTH LATIN SMALL LETTER A}",
    ],
)
def test_a_name_is_a_word_and_never_code(name: str) -> None:
    """It is refused before anything is made of it."""
    error = _refused(lambda: _expression(is_data("int", values=[1]) | {"fact": fact_data(name)}))
    assert ("rule.fact", "name") == (error.field, error.code)


def test_texts_that_look_like_code_are_texts() -> None:
    """They are compared, and never evaluated."""
    for text in ("__import__('os').abort()", '"); raise SystemExit #', "{x}", "%s", "\\N{SNOWMAN}"):
        rule = _expression(is_data("text", values=[text]))
        assert rule.judge({"x": text}).met
        assert not rule.judge({"x": "other"}).met
    named = _provision(then_data({"value": "{x} __import__('os')"}))
    assert "{x} __import__('os')" == named.judge({}).value
    assert "otherwise {x} __import__('os')" == named.sentence("en")


# ---- limits ------------------------------------------------------------------------------------


def _deep(levels: int) -> dict[str, object]:
    data: dict[str, object] = dict(YES)
    for _ in range(levels):
        data = {"not": data}
    return data


def test_the_limits_are_stated() -> None:
    """These are the ones that hold where none are given."""
    assert Limits(depth=40, parts=5_000, text=2_000, digits=30, characters=2_000_000) == Limits()
    assert Limits() == STANDARD_LIMITS


def test_parts_stand_inside_each_other_up_to_a_limit() -> None:
    """The one that lies too deep is named; so it is in exceptions and in amounts."""
    assert Outcome.MET is _expression(_deep(40)).judge({"yes": True}).outcome
    error = _refused(lambda: _expression(_deep(41)))
    expected = "more parts inside parts than are allowed [too-deep]"
    assert f"rule{'.not' * 41}: {expected}" == str(error)
    limits = Limits(depth=2)
    _expression(_deep(2), limits=limits)
    assert "too-deep" == _refused(lambda: _expression(_deep(3), limits=limits)).code
    deep: object = {"value": 1}
    for _ in range(2):
        deep = {"times": [1, 1], "of": deep}
    at = "provision.otherwise.of.of"
    error = _refused(lambda: _provision(then_data(deep), limits=limits))
    assert f"{at}: {expected}" == str(error)
    _provision(then_data(deep), limits=Limits(depth=3))
    nested: object = {"all": [{"any": [{"at_least": 0, "of": [YES]}]}]}
    error = _refused(lambda: _expression(nested, limits=limits))
    assert f"rule.all.0.any.0.of.0: {expected}" == str(error)
    chain: object = NO | {"unless": [NO | {"provision": "q", "unless": [NO | {"provision": "r"}]}]}
    error = _refused(lambda: _provision(chain, limits=limits))
    assert f"provision.unless.0.unless.0.clauses.0.when: {expected}" == str(error)
    base: object = {
        "base": {"base": {"base": YES, "unless": [YES]}, "unless": [YES]},
        "unless": [YES],
    }
    error = _refused(lambda: _expression(base, limits=limits))
    assert f"rule.base.base.base: {expected}" == str(error)


@pytest.mark.parametrize(
    ("data", "parts"),
    [
        ({"all": [{"all": []}]}, 2),
        (YES, 3),
        ({"not": YES}, 4),
        (RULE, 4),
        (is_data("int", values=[1, 2, 3], **{"is": "in"}), 5),
        (is_data("int", than={"fact": fact_data()}), 3),
        (SUM | {"sum": [{"fact": fact_data(name), "times": 1} for name in "xyz"], "plus": 1}, 6),
    ],
)
def test_an_expression_has_as_many_parts_as_are_allowed(data: object, parts: int) -> None:
    """Facts and values are parts."""
    _expression(data, limits=Limits(parts=parts))
    error = _refused(lambda: _expression(data, limits=Limits(parts=parts - 1)))
    assert "more parts than are allowed [too-large]" == str(error).split(": ")[1]


def test_a_provision_has_as_many_parts_as_are_allowed() -> None:
    """Its amounts and its exceptions are parts."""
    data = NO | {"unless": [then_data({"times": [1, 1], "of": {"value": 1}}) | {"provision": "e"}]}
    _provision(data, limits=Limits(parts=10))
    error = _refused(lambda: _provision(data, limits=Limits(parts=9)))
    assert "provision.unless.0.otherwise.of.value" == error.field


def test_a_text_has_as_many_characters_as_are_allowed() -> None:
    """Values, codes, names and words."""
    limits = Limits(text=5)
    _expression(is_data("text", values=["x" * 5]), limits=limits)
    error = _refused(lambda: _expression(is_data("text", values=[MARK]), limits=limits))
    assert "rule.values.0: more characters than are allowed [too-long]" == str(error)
    error = _refused(lambda: _expression(RULE | {"rule": MARK}, limits=limits))
    assert "rule.rule" == error.field


def test_a_number_has_as_many_digits_as_are_allowed() -> None:
    """The sign does not count."""
    limits = Limits(digits=3)
    for number in (999, -999):
        _expression(is_data("int", values=[number]), limits=limits)
        assert number == from_json(str(number), limits)
    for number in (1_000, -1_000):
        error = _refused(lambda: _expression(is_data("int", values=[number]), limits=limits))  # noqa: B023 - called at once
        assert "rule.values.0: more digits than are allowed [too-many-digits]" == str(error)
        error = _refused(lambda: from_json(str(number), limits))  # noqa: B023 - called at once
        assert "document: a number has too many digits [too-many-digits]" == str(error)


def _inside(levels: int, start: object, around: Callable[[object, int], object]) -> Any:
    for level in range(levels):
        start = around(start, level)
    return start


@pytest.mark.parametrize(
    "data",
    [
        _inside(40, YES, lambda part, _: {"not": part}),
        _inside(40, YES, lambda part, _: {"at_least": 1, "of": [part]}),
        _inside(40, YES, lambda part, _: {"base": part, "unless": [{"any": []}]}),
        _inside(40, YES, lambda part, n: RULE | {"rule": f"r{n}", "when": part}),
        _inside(40, YES, lambda part, _: {"any": [{"all": []}, part]}),
        {
            "sum": [{"fact": fact_data(f"x{n}"), "times": 1} for n in range(4_000)],
            "is": ">",
            "values": [1],
        },
        {"at_least": 1, "of": [{"all": []}] * 4_900},
        {"at_least": 1_600, "of": [YES] * 1_600},
        {"all": [RULE] * 1_200},
        is_data("text", values=[f"x{n}" for n in range(4_900)], **{"is": "in"}),
    ],
)
def test_what_is_within_the_limits_is_judged_and_explained(data: object) -> None:
    """No size within them exhausts the interpreter, or takes time out of proportion."""
    read = _expression(data)
    verdict = read.judge({})
    assert verdict.outcome in Outcome
    assert bool(verdict.missing) is (verdict.outcome is Outcome.UNDETERMINED)
    assert verdict.failed == ()
    assert read.sentence("en")
    assert read.digest


@pytest.mark.parametrize(
    "amount",
    [
        _inside(36, {"value": 1}, lambda part, _: {"times": [1, 1], "of": part}),
        _inside(36, {"value": 1}, lambda part, _: {"round": "up", "unit": 1, "of": part}),
        _inside(36, {"value": 1}, lambda part, _: {"amount": "plus", "of": [part, {"value": 1}]}),
        _inside(36, {"value": 1}, lambda part, _: {"amount": "plus", "of": [{"value": 1}, part]}),
    ],
)
def test_a_provision_within_the_limits_is_judged_and_said(amount: object) -> None:
    """However deep its amounts, its conditions and its exceptions are."""
    deep = _inside(36, YES, lambda part, _: {"not": part})
    inner = NO | {"clauses": [{"when": deep, "then": amount}]}
    data = _inside(2, inner, lambda part, n: NO | {"provision": f"p{n}", "unless": [part]})
    chain = _inside(38, NO, lambda part, n: NO | {"provision": f"p{n}", "unless": [part]})
    assert _provision(chain).judge({"yes": True}).by == ("p",)
    assert _provision(chain).sentence("en")
    read = _provision(data)
    assert read.judge({"yes": True}).by
    assert read.sentence("en")
    assert read.digest


# ---- JSON --------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("document", "message"),
    [
        ('{"a": 1, "b": {"%s": 1, "%s": 2}}', "one key stands twice in one object [repeated-key]"),
        ('{"\u00e9": 1, "e\u0301": 2}', "one key stands twice in one object [repeated-key]"),
        ('{"\ufb01": 1, "fi": 2}', "one key stands twice in one object [repeated-key]"),
        ('{"%s": NaN}', "numbers in rules are whole [not-whole]"),
        ('{"%s": Infinity}', "numbers in rules are whole [not-whole]"),
        ('{"%s": -Infinity}', "numbers in rules are whole [not-whole]"),
        ('{"%s": 1.0}', "numbers in rules are whole [not-whole]"),
        ('{"%s": 1e5}', "numbers in rules are whole [not-whole]"),
        ('{"%s": 1} %s', "the document is no JSON [not-json]"),
        ("%s", "the document is no JSON [not-json]"),
        ("", "the document is no JSON [not-json]"),
        ("{'%s': 1}", "the document is no JSON [not-json]"),
        ('["%s\n"]', "the document is no JSON [not-json]"),
        ("\ufeff{}", "the document is no JSON [not-json]"),
        ('{"%s": ' + "9" * 31 + "}", "a number has too many digits [too-many-digits]"),
        ("[" * 241 + "]" * 241, "more parts inside parts than are allowed [too-deep]"),
        ('{"%s":' * 241, "more parts inside parts than are allowed [too-deep]"),
        ('"' + "x" * 2_000_000 + '"', "more characters than are allowed [too-large]"),
    ],
)
def test_a_document_that_is_no_rule_is_refused(document: str, message: str) -> None:
    """At once, without repeating a piece of it."""
    error = _refused(lambda: from_json(document.replace("%s", MARK)))
    assert f"document: {message}" == str(error)


def test_a_document_within_the_limits_is_read() -> None:
    """Whole numbers, texts, yes and no, nothing, lists and objects, to the last character."""
    document = ' {"a": [1, -2, true, false, null, "x\\u00e9\\n"], "b": {}} '
    expected = {"a": [1, -2, True, False, None, "x\u00e9\n"], "b": {}}
    assert expected == from_json(document, Limits(characters=len(document)))
    with pytest.raises(InvalidValue, match="too-large"):
        from_json(document, Limits(characters=len(document) - 1))
    assert [[[[[[]]]]]] == from_json("[[[[[[]]]]]]", Limits(depth=1))
    with pytest.raises(InvalidValue, match="too-deep"):
        from_json("[[[[[[[]]]]]]]", Limits(depth=1))
    assert "[" * 99 == from_json('"' + "[" * 99 + '"', Limits(depth=1))
    assert ['"' + "{" * 99] == from_json('["\\"' + "{" * 99 + '"]', Limits(depth=1))
    assert ["\\", []] == from_json('["\\\\", []]', Limits(depth=1))
    with pytest.raises(InvalidValue, match="too-deep"):
        from_json('["\\\\", [[[[[[]]]]]]]', Limits(depth=1))
    assert [[[], [[[[]]]]]] == from_json("[[[], [[[[]]]]]]", Limits(depth=1))
    with pytest.raises(InvalidValue, match="too-deep"):
        from_json("[[[], [[[[[]]]]]]]", Limits(depth=1))
    flat: list[object] = [[]] * 50
    assert flat == from_json(json.dumps(flat), Limits(depth=1))


def test_a_document_that_exhausts_the_interpreter_is_no_json() -> None:
    """Where somebody raised the limits that far."""
    depth = 200_000
    with pytest.raises(InvalidValue) as caught:
        from_json("[" * depth + "]" * depth, Limits(depth=depth))
    assert "document: the document is no JSON [not-json]" == str(caught.value)


def test_a_document_is_a_text() -> None:
    """Bytes are decoded by whoever knows how they were written."""
    raw: Any = b"{}"
    with pytest.raises(WrongType, match=r"^document: expected a text, got bytes$"):
        from_json(raw)


def test_a_text_that_cannot_be_written_is_refused() -> None:
    """JSON can name half of a pair of characters; nobody can print it."""
    document = json.dumps(is_data("text", values=["\ud800"]))
    error = _refused(lambda: _expression(from_json(document)))
    assert "rule.values.0: characters that can be written [not-text]" == str(error)
    for text in ("\N{PARTY POPPER}", "\ud7ff\ue000"):
        read = _expression(from_json(json.dumps(is_data("text", values=[text]))))
        assert read.judge({"x": text}).met


# ---- whatever comes in -------------------------------------------------------------------------


def _places(data: Any, place: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    yield place
    inside = (
        data.items()
        if isinstance(data, dict)
        else enumerate(data)
        if isinstance(data, list)
        else ()
    )
    for key, each in inside:
        yield from _places(each, (*place, key))


_JUNK = st.recursive(
    st.none()
    | st.booleans()
    | st.integers(-3, 10**31)
    | st.sampled_from(
        ["x", MARK, "2019-10-31", "red", "missing", "==", "IDR", "int", "date", "Money"]
    )
    | st.floats(),
    lambda each: (
        st.lists(each, max_size=3)
        | st.dictionaries(
            st.sampled_from(
                ["all", "not", "fact", "is", "values", "than", "sum", "plus", "days", "value"]
            ),
            each,
            max_size=3,
        )
    ),
    max_leaves=4,
)


def _spoilt(data: Any, choose: Any, junk: object) -> Any:
    """The same with one part replaced, left out, or put beside."""
    spoilt = copy.deepcopy(data)
    places = list(_places(spoilt))
    *way, last = choose.choice(places[1:] or [("all",)])
    inside = spoilt
    for key in way:
        inside = inside[key]
    if isinstance(inside, dict) and choose.random() < 0.3:
        del inside[last]
    else:
        inside[last] = junk
    return spoilt


def _read_or_refused(read: Callable[[], T], root: str) -> T | None:
    refused: InvalidValue
    try:
        return read()
    except InvalidValue as error:
        refused = error
    assert root == refused.field.split(".")[0]
    assert MARK not in _shown(refused)
    return None


@given(EXPRESSIONS, st.randoms(use_true_random=False), _JUNK)
def test_whatever_comes_in_is_a_rule_or_is_refused(
    expression: Expression, choose: Any, junk: object
) -> None:
    """Never another error; and what is read can be judged, said, and written down."""
    data = _spoilt(expression.to_data(), choose, junk)
    read = _read_or_refused(lambda: _expression(data), "rule")
    if read is None:
        return
    assert read.judge({}).outcome in Outcome
    assert Text(id=read.sentence("id"), en=read.sentence("en")) == read.sentence
    assert read == _expression(read.to_data())


@settings(max_examples=at_most(50))  # about 20 ms each
@given(PROVISIONS, st.randoms(use_true_random=False), _JUNK)
def test_whatever_comes_in_is_a_provision_or_is_refused(
    provision: Provision, choose: Any, junk: object
) -> None:
    """As an expression is."""
    data = _spoilt(provision.to_data(), choose, junk)
    read = _read_or_refused(lambda: _provision(data), "provision")
    if read is None:
        return
    assert read == _provision(read.to_data())
    assert read.sentence("en")


def test_a_share_is_read_in_its_lowest_terms() -> None:
    """So two ways to write a fraction have one digest."""
    data = then_data({"round": "up", "unit": 1, "of": {"times": [2, 4], "of": {"value": 1}}})
    share = amount_of(1).times(Fraction(1, 2)).rounded(Rounding.UP)
    assert share == _provision(data).otherwise
    assert Provision("p", (), otherwise=share).digest == _provision(data).digest


@pytest.mark.parametrize("name", ["depth", "parts", "text", "digits", "characters"])
def test_a_limit_is_a_whole_number_above_nought(name: str) -> None:
    """A limit that limits nothing is refused when it is made."""
    number, text = {name: 0}, {name: "a"}
    with pytest.raises(InvalidValue, match=f"^{name}: a whole number of at least 1 is needed"):
        Limits(**number)
    with pytest.raises(WrongType, match=f"^{name}: expected a whole number, got str$"):
        Limits(**text)  # type: ignore[arg-type] # what a type checker would catch
    assert 1 == getattr(Limits(**{name: 1}), name)


class SecondColour(StrEnum):
    """Another enumeration of the same name."""

    GREEN = "green"


SecondColour.__name__ = "Colour"


def test_types_and_currencies_are_told_apart_by_their_names() -> None:
    """Two of one name, or what is none, is a misuse, and no later one replaces an earlier."""
    data: Any = YES
    assert YES == expression_from_data(data, types=[Colour, Colour]).to_data()
    with pytest.raises(Conflict, match=r"^two types have one name: Colour \[type-name\]$"):
        expression_from_data(data, types=[Colour, SecondColour])
    wrong: Any = [5, int, "IDR"]
    with pytest.raises(WrongType, match=r"^types: expected type, got int$"):
        expression_from_data(data, types=wrong[:1])
    enumerations = r"^types: expected enumerations of texts \(StrEnum\), got int$"
    with pytest.raises(WrongType, match=enumerations):
        expression_from_data(data, types=wrong[1:2])
    cents = Currency("IDR", 2, "Rp")
    with pytest.raises(Conflict, match=r"^two currencies have one code: IDR \[currency\]$"):
        expression_from_data(data, currencies=[IDR, cents])
    alike = [IDR, Currency("IDR", 0, "IDR ")]
    assert YES == expression_from_data(data, currencies=alike).to_data()
    with pytest.raises(WrongType, match=r"^currencies: expected Currency, got str$"):
        expression_from_data(data, currencies=wrong[2:])


def test_without_limits_nothing_is_read() -> None:
    """None is no limit."""
    none: Any = None
    readers: list[Callable[[], object]] = [
        lambda: from_json("{}", none),
        lambda: expression_from_data(YES, limits=none),
        lambda: provision_from_data(YES, limits=none),
    ]
    for read in readers:
        with pytest.raises(WrongType, match=r"^limits: expected Limits, got NoneType$"):
            read()
