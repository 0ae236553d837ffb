"""Amounts that a provision gives: exact to the end, rounded by a rounding that has a name."""

from __future__ import annotations

import math
from datetime import date
from fractions import Fraction
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reintegra.errors import CurrencyMismatch, InvalidValue, WrongType
from reintegra.rules import Amount, Missing, Outcome, Rounding, amount_of
from reintegra.vocabulary.money import IDR, XTS, Money, idr
from tests.profiles import at_most
from tests.rules.notation import fact
from tests.rules.test_question import Colour, Plain

if TYPE_CHECKING:
    from collections.abc import Callable

wage = fact("wage", Money)
extra = fact("extra", Money)
count = fact("count", int)
_TIMES = "\N{MULTIPLICATION SIGN}"
_JOINED = ["plus", "minus", "capped_at", "raised_to", "in_excess_of", "short_of"]
_THIRD = Fraction(1, 3)
ANY: Any = None

_EXACT = st.fractions(-20, 20, max_denominator=12)


@settings(max_examples=at_most(100))  # about 3 ms each
@given(_EXACT, st.integers(1, 7))
def test_every_rounding_gives_the_multiple_that_its_name_says(exact: Fraction, unit: int) -> None:
    """The next below, above, towards zero, or the nearest, of which the greater where two are."""
    multiples = [Fraction(unit * n) for n in range(-30, 31)]
    below = max(each for each in multiples if each <= exact)
    above = min(each for each in multiples if each >= exact)
    nearest = max(multiples, key=lambda each: (-abs(each - exact), each))
    assert {
        Rounding.DOWN: below,
        Rounding.UP: above,
        Rounding.TOWARDS_ZERO: below if exact > 0 else above,
        Rounding.NEAREST: nearest,
    } == {rounding: rounding.of(exact, unit) for rounding in Rounding}


Tree = Any


def amount_from(tree: Tree) -> Amount:
    """The library's amount for `["fact", name]`, a number, or `[operation, part, with what]`."""
    if not isinstance(tree, list):
        return amount_of(tree)
    head, part, *more = tree
    if head == "fact":
        return amount_of(fact(part, int))
    method: Callable[..., Amount] = getattr(amount_from(part), head)
    return method(*(amount_from(each) if isinstance(each, list) else each for each in more))


def _slowly(tree: Tree, known: dict[str, int]) -> Fraction:
    """The exact size by the definition of each operation."""
    if not isinstance(tree, list):
        return Fraction(tree)
    head, part, *more = tree
    if head == "fact":
        return Fraction(known[part])
    left = _slowly(part, known)
    if head == "rounded":
        rounding, unit = more
        steps = left / unit
        ways: dict[Rounding, Callable[[Fraction], int]] = {
            Rounding.DOWN: math.floor,
            Rounding.UP: math.ceil,
            Rounding.TOWARDS_ZERO: math.trunc,
            Rounding.NEAREST: lambda each: math.floor(2 * each + 1) // 2,
        }
        return Fraction(ways[rounding](steps) * unit)
    right = _slowly(more[0], known)
    return {
        "times": lambda: left * right,
        "plus": lambda: left + right,
        "minus": lambda: left - right,
        "capped_at": lambda: min(right, left),
        "raised_to": lambda: max(right, left),
        "in_excess_of": lambda: left - right if left > right else Fraction(0),
        "short_of": lambda: right - left if right > left else Fraction(0),
    }[head]()


def _grown(parts: st.SearchStrategy[Tree]) -> st.SearchStrategy[Tree]:
    shares = _EXACT | st.integers(-3, 3)
    return st.one_of(
        st.tuples(st.sampled_from(_JOINED), parts, parts).map(list),
        st.tuples(st.just("times"), parts, shares).map(list),
        st.tuples(st.just("rounded"), parts, st.sampled_from(Rounding), st.integers(1, 5)).map(
            list
        ),
    )


AMOUNT_TREES = st.recursive(
    st.integers(-9, 9) | st.sampled_from("ab").map(lambda name: ["fact", name]),
    _grown,
    max_leaves=6,
)
"""Random amounts over two facts."""


@given(AMOUNT_TREES, st.fixed_dictionaries({"a": st.integers(-9, 9), "b": st.integers(-9, 9)}))
def test_amounts_are_exact_to_the_end(tree: Tree, known: dict[str, int]) -> None:
    """In whole numbers and in money, and the two alike; a fraction is never given."""
    amount = amount_from(tree)
    expected = _slowly(tree, known)
    assert (expected, None) == amount.exact(known)
    if amount.is_whole:
        assert 1 == expected.denominator
    if expected.denominator == 1:
        assert (int, expected) == (type(amount.value(known)), amount.value(known))
    else:
        with pytest.raises(InvalidValue, match="not-whole"):
            amount.value(known)
    assert amount_from(tree) == amount
    assert hash(amount_from(tree)) == hash(amount)


def test_an_amount_of_money_stays_in_its_currency() -> None:
    """Through every operation."""
    known = {"wage": Money(250, XTS), "extra": Money(50, XTS)}
    amount = amount_of(wage + extra).times(_THIRD).plus(extra).minus(Money(1, XTS))
    assert (Fraction(149), XTS) == amount.exact(known)
    assert Money(140, XTS) == amount.rounded(Rounding.DOWN, 20).value(known)
    assert Money(100, XTS) == amount.capped_at(Money(100, XTS)).value(known)
    assert Money(200, XTS) == amount.raised_to(Money(200, XTS)).value(known)
    assert Money(49, XTS) == amount.in_excess_of(Money(100, XTS)).value(known)
    assert Money(51, XTS) == amount.short_of(Money(200, XTS)).value(known)


@pytest.mark.parametrize("name", _JOINED)
def test_two_currencies_never_meet(name: str) -> None:
    """Which only the facts say is found when it is calculated; no rate is guessed."""
    with pytest.raises(CurrencyMismatch) as caught:
        getattr(amount_of(wage), name)(Money(1, XTS)).value({"wage": idr(1)})
    assert ("IDR", "XTS") == caught.value.currencies
    assert getattr(amount_of(wage), name)(extra).kind == (Money, None)


@pytest.mark.parametrize("name", _JOINED)
@pytest.mark.parametrize(
    ("one", "other"),
    [
        (amount_of(idr(5)), Money(1, XTS)),
        (amount_of(wage + idr(5)), Money(1, XTS)),
        (amount_of(wage).plus(idr(5)), Money(1, XTS)),
        (amount_of(idr(5)).plus(wage), Money(1, XTS)),
        (amount_of(idr(5)).times(2).rounded(Rounding.UP), amount_of(wage).plus(Money(1, XTS))),
    ],
)
def test_two_currencies_that_are_named_are_refused_when_they_are_written(
    name: str, one: Amount, other: object
) -> None:
    """However far down they stand; an amount is of the currency that is named in it."""
    assert (Money, IDR) == one.kind
    with pytest.raises(CurrencyMismatch) as caught:
        getattr(one, name)(other)
    assert ("IDR", "XTS") == caught.value.currencies


def test_one_part_that_names_a_currency_names_it_for_all() -> None:
    """Whether it stands first or last."""
    assert (Money, IDR) == amount_of(wage).plus(idr(5)).kind
    assert (Money, IDR) == amount_of(idr(5)).plus(wage).kind


@pytest.mark.parametrize("name", _JOINED)
@pytest.mark.parametrize("number", [3, count, amount_of(count).times(_THIRD)])
@pytest.mark.parametrize("money", [idr(3), wage, amount_of(wage).rounded(Rounding.UP)])
def test_money_never_meets_a_number(name: str, number: object, money: object) -> None:
    """Found when it is written, not when the one person comes whom it concerns."""
    for one, other, message in (
        (number, money, "amount: expected int, got Money"),
        (money, number, "amount: expected Money, got int"),
    ):
        with pytest.raises(WrongType) as caught:
            getattr(amount_of(one), name)(other)
        assert message == str(caught.value)


def test_a_share_is_rounded_before_it_is_given() -> None:
    """The error says what to do; what happens to be whole is given."""
    share = amount_of(wage).times(_THIRD)
    assert idr(2) == share.value({"wage": idr(6)})
    with pytest.raises(InvalidValue) as caught:
        share.value({"wage": idr(7)})
    assert "amount: round a share before it is given [not-whole]" == str(caught.value)
    assert (False, True) == (share.is_whole, share.rounded(Rounding.UP).is_whole)
    assert (True, False) == (amount_of(wage).times(3).is_whole, share.times(3).is_whole)
    for other in ("plus", "minus", "capped_at"):
        assert not getattr(share, other)(wage).is_whole
        assert not getattr(amount_of(wage), other)(share).is_whole
        assert getattr(amount_of(wage), other)(idr(5)).is_whole


@pytest.mark.parametrize(
    "value", [True, 0, "", "word", date(2019, 10, 31), idr(5), Colour.RED, Outcome.MET]
)
def test_any_value_of_a_fact_can_be_named(value: object) -> None:
    """It is given as it is, and asks nothing."""
    amount = amount_of(value)
    assert (value, (), True) == (amount.value({}), amount.facts, amount.is_whole)
    assert type(value) is type(amount.value({}))


@pytest.mark.parametrize("value", [None, 0.5, [1], Missing.UNKNOWN, Plain.RED, b"x", object()])
def test_what_no_fact_can_have_cannot_be_given(value: object) -> None:
    """Least of all an answer that nobody knows."""
    got = type(value).__name__
    with pytest.raises(WrongType) as caught:
        amount_of(value)
    assert f"amount: expected a value, a term or an amount, got {got}" == str(caught.value)
    with pytest.raises(WrongType):
        amount_of(wage).plus(value)


@pytest.mark.parametrize("value", [True, "word", date(2019, 10, 31), Colour.RED])
def test_only_numbers_and_money_have_a_size(value: object) -> None:
    """A word cannot be doubled, and yes is not one; found when it is written."""
    got = type(value).__name__
    builds: list[Callable[[], Amount]] = [
        lambda: amount_of(value).times(2),
        lambda: amount_of(value).rounded(Rounding.UP),
        lambda: amount_of(value).plus(value),
        lambda: amount_of(3).plus(value),
        lambda: amount_of(wage).capped_at(value),
    ]
    for build in builds:
        with pytest.raises(WrongType, match=f"^amount: expected a number or money, got {got}$"):
            build()
    with pytest.raises(WrongType, match=f"^amount: expected a whole number, got {got}$"):
        amount_of(value).exact({})


NO_AMOUNT = "a fact of type int or Money"


@pytest.mark.parametrize(
    ("misuse", "message"),
    [
        (lambda: amount_of(wage).times(ANY), "share: expected an int or a Fraction, got NoneType"),
        (lambda: amount_of(wage).times(True), "share: expected an int or a Fraction, got bool"),  # noqa: FBT003 - what is tested
        (lambda: amount_of(wage).rounded(ANY), "rounding: expected Rounding, got NoneType"),
        (
            lambda: amount_of(wage).rounded(Rounding.UP, ANY),
            "unit: expected a whole number, got NoneType",
        ),
        (lambda: amount_of(fact("day", date)), f"day: expected {NO_AMOUNT}, got date"),
        (lambda: amount_of(fact("x")), f"x: expected {NO_AMOUNT}, got bool"),
        (lambda: amount_of(fact("day", date) + 1), f"day: expected {NO_AMOUNT}, got date"),
    ],
)
def test_what_does_not_fit_an_amount_is_misuse(misuse: Callable[[], object], message: str) -> None:
    """The argument or the fact is named."""
    with pytest.raises(WrongType) as caught:
        misuse()
    assert message == str(caught.value)


def test_a_share_in_half_is_a_fraction_and_never_a_float() -> None:
    """A float is not exact."""
    half: Any = 0.5
    with pytest.raises(WrongType, match=r"^share: expected an int or a Fraction, got float$"):
        amount_of(wage).times(half)


def test_a_unit_is_at_least_one() -> None:
    """Of zero there is no multiple to go to."""
    assert 3 == amount_of(3).rounded(Rounding.DOWN, 1).value({})
    assert amount_of(3).rounded(Rounding.DOWN) == amount_of(3).rounded(Rounding.DOWN, 1)
    for unit in (0, -1):
        with pytest.raises(InvalidValue) as caught:
            amount_of(wage).rounded(Rounding.DOWN, unit)
        assert "unit: a unit of at least 1 [range]" == str(caught.value)


def test_an_amount_names_its_facts_once_and_in_order() -> None:
    """Those of its left part first."""
    joined = amount_of(wage + extra).plus(fact("more", Money)).capped_at(wage)
    amount = joined.times(2).rounded(Rounding.UP)
    assert ("wage", "extra", "more") == tuple(each.name for each in amount.facts)


@pytest.mark.parametrize(
    ("amount", "data", "indonesian", "english"),
    [
        (amount_of(5), {"value": 5}, "5", "5"),
        (amount_of("x"), {"value": "x"}, "x", "x"),
        (amount_of(True), {"value": True}, "ya", "yes"),  # noqa: FBT003 - a value
        (amount_of(idr(5_000)), {"value": {"money": [5_000, "IDR", 0]}}, "Rp5.000", "Rp5.000"),
        (
            amount_of(date(2019, 10, 31)),
            {"value": {"date": "2019-10-31"}},
            "31 Oktober 2019",
            "31 October 2019",
        ),
        (amount_of(Colour.RED), {"value": {"code": "red"}, "type": "Colour"}, "Merah", "Red"),
        (amount_of(wage), {"fact": {"name": "wage", "type": "Money"}}, "wage", "wage"),
        (
            amount_of(count * 2 + 3),
            {"sum": [{"fact": {"name": "count", "type": "int"}, "times": 2}], "plus": 3},
            f"2 {_TIMES} count + 3",
            f"2 {_TIMES} count + 3",
        ),
        (
            amount_of(6).times(Fraction(2, 4)),
            {"times": [1, 2], "of": {"value": 6}},
            f"1/2 {_TIMES} (6)",
            f"1/2 {_TIMES} (6)",
        ),
        (
            amount_of(6).plus(5),
            {"amount": "plus", "of": [{"value": 6}, {"value": 5}]},
            "(6) ditambah (5)",
            "(6) plus (5)",
        ),
        (
            amount_of(6).minus(5),
            {"amount": "minus", "of": [{"value": 6}, {"value": 5}]},
            "(6) dikurangi (5)",
            "(6) less (5)",
        ),
        (
            amount_of(6).capped_at(5),
            {"amount": "capped", "of": [{"value": 6}, {"value": 5}]},
            "(6), paling banyak (5)",
            "(6), at most (5)",
        ),
        (
            amount_of(6).raised_to(5),
            {"amount": "raised", "of": [{"value": 6}, {"value": 5}]},
            "(6), sekurang-kurangnya (5)",
            "(6), at least (5)",
        ),
        (
            amount_of(6).in_excess_of(5),
            {"amount": "excess", "of": [{"value": 6}, {"value": 5}]},
            "kelebihan (6) di atas (5)",
            "what (6) exceeds (5) by",
        ),
        (
            amount_of(6).short_of(5),
            {"amount": "shortfall", "of": [{"value": 6}, {"value": 5}]},
            "kekurangan (6) dari (5)",
            "what (6) falls short of (5) by",
        ),
        (
            amount_of(6).rounded(Rounding.DOWN, 1_000),
            {"round": "down", "unit": 1_000, "of": {"value": 6}},
            "(6), dibulatkan per 1000 ke bawah",
            "(6), rounded to multiples of 1000 down",
        ),
    ],
)
def test_an_amount_is_written_down_and_said(
    amount: Amount, data: dict[str, object], indonesian: str, english: str
) -> None:
    """As plain data, and in both languages."""
    assert data == amount.to_data(wording=False)
    assert (indonesian, english) == (amount.text("id"), amount.text("en"))


def test_an_amount_carries_the_words_of_its_facts_where_they_are_asked_for() -> None:
    """At every depth."""
    worded = {"fact": {"name": "wage", "type": "Money", "text": {"id": "wage", "en": "wage"}}}
    assert worded == amount_of(wage).to_data()
    assert {"times": [2, 1], "of": worded} == amount_of(wage).times(2).to_data()
    rounded = {"round": "up", "unit": 1, "of": worded}
    assert rounded == amount_of(wage).rounded(Rounding.UP).to_data()
    deep = amount_of(wage).times(2).rounded(Rounding.UP).plus(idr(1))
    assert {
        "amount": "plus",
        "of": [
            {"round": "up", "unit": 1, "of": {"times": [2, 1], "of": worded}},
            {"value": {"money": [1, "IDR", 0]}},
        ],
    } == deep.to_data()


def test_every_rounding_is_said_in_both_languages() -> None:
    """By its code and its words."""
    assert {
        "down": ("ke bawah", "down"),
        "up": ("ke atas", "up"),
        "towards-zero": ("ke arah nol", "towards zero"),
        "nearest": ("ke yang terdekat, setengah ke atas", "to the nearest, half up"),
    } == {each.value: (each.text("id"), each.text("en")) for each in Rounding}


@pytest.mark.parametrize(
    ("rounding", "owed", "due"),
    [
        (Rounding.UP, -3, 4),
        (Rounding.NEAREST, -3, 4),
        (Rounding.TOWARDS_ZERO, -3, 3),
        (Rounding.DOWN, -4, 3),
    ],
)
def test_three_and_a_half_become_whole_by_the_name_of_the_rounding(
    rounding: Rounding, owed: int, due: int
) -> None:
    """Where they are owed as where they are due; a half that is nearest to two goes up."""
    half = Fraction(7, 2)
    assert [owed, due] == [rounding.of(each, 1) for each in (-half, half)]
