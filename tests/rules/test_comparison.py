"""Conditions as data."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reintegra.errors import CurrencyMismatch, InvalidValue, WrongType
from reintegra.rules import Expression, Fact, Missing
from reintegra.rules.comparison import Comparison, Operator, constant
from reintegra.rules.measure import Measure, Part
from reintegra.vocabulary.money import XTS, Money, idr
from tests.profiles import at_most
from tests.rules.notation import fact
from tests.rules.test_question import Colour

if TYPE_CHECKING:
    from collections.abc import Callable

age: Fact[int] = fact("age", int)
limit: Fact[int] = fact("limit", int)
wage: Fact[Money] = fact("wage", Money)
extra: Fact[Money] = fact("extra", Money)
arrived: Fact[date] = fact("arrived", date)
due: Fact[date] = fact("due", date)
_AGE = {"name": "age", "type": "int"}
_DAY = {"name": "day", "type": "date"}


@pytest.mark.parametrize(
    ("condition", "data"),
    [
        (fact("age", int) >= 18, {"fact": _AGE, "is": ">=", "values": [18]}),
        (fact("age", int).is_missing, {"fact": _AGE, "is": "missing"}),
        (
            fact("age", int) < fact("limit", int),
            {"fact": _AGE, "is": "<", "than": {"fact": {"name": "limit", "type": "int"}}},
        ),
        (
            fact("day", date) + 3 <= date(2019, 10, 31),
            {"fact": _DAY, "is": "<=", "values": [{"date": "2019-10-31"}], "days": 3},
        ),
        (
            fact("sum", Money).equals(idr(5)),
            {
                "fact": {"name": "sum", "type": "Money"},
                "is": "==",
                "values": [{"money": [5, "IDR", 0]}],
            },
        ),
        (
            fact("colour", Colour).is_in(Colour.RED, Colour.BLUE),
            {
                "fact": {"name": "colour", "type": "Colour"},
                "is": "in",
                "values": [{"code": "red"}, {"code": "blue"}],
            },
        ),
        (
            fact("yes").is_true,
            {"fact": {"name": "yes", "type": "bool"}, "is": "==", "values": [True]},
        ),
    ],
)
def test_a_condition_is_written_down_as_plain_data(
    condition: Expression, data: dict[str, object]
) -> None:
    """What is asked, how, and against what, each value with its type."""
    assert data == condition.to_data(wording=False)


def test_what_a_rule_names_is_a_known_value() -> None:
    """A kind of missing is asked for with `is_missing`."""
    assert 18 == constant(age, 18)
    with pytest.raises(WrongType) as caught:
        constant(age, Missing.UNKNOWN)
    assert "age: expected int; ask with is_missing instead, got Missing" == str(caught.value)


def test_what_is_added_stands_on_one_side() -> None:
    """Two ways to write one condition are one condition, with one digest."""
    pairs: list[tuple[Expression, Expression]] = [
        (age + 3 >= 18, age >= 15),
        (age - 3 >= 18, age >= 21),
        ((age + 3).equals(18), age.equals(15)),
        (age + 3 < limit + 5, age < limit + 2),
        (age + 3 < limit, age < limit - 3),
        (age + limit - age < 5, limit < 5),
        ((age + limit) * 2 < 5, age * 2 + limit * 2 < 5),
        (wage + idr(5) <= idr(9), wage <= idr(4)),
        (wage - idr(5) <= extra - idr(5), wage <= extra),
        (arrived <= due + 3, arrived - 3 <= due),
        (arrived + 1 <= due - 2, arrived + 3 <= due),
    ]
    for one, other in pairs:
        assert other == one
        assert other.digest == one.digest


def test_a_sum_is_written_down_on_both_sides() -> None:
    """What is added stands on the right, with its type."""
    condition = wage * 2 + idr(5) >= extra - idr(1)
    assert {
        "sum": [{"fact": {"name": "wage", "type": "Money"}, "times": 2}],
        "is": ">=",
        "than": {
            "sum": [{"fact": {"name": "extra", "type": "Money"}, "times": 1}],
            "plus": {"money": [-6, "IDR", 0]},
        },
    } == condition.to_data(wording=False)
    assert ("wage", "extra") == tuple(each.name for each in condition.comparison.facts)
    assert (idr(-6),) == condition.comparison.amounts
    assert (True, False) == (condition.comparison.is_joint, (age > 1).comparison.is_joint)
    assert "2 \N{MULTIPLICATION SIGN} wage is at least extra - Rp6" == condition.sentence("en")


def _one(fact_asked: Fact[Any], times: int = 1) -> Measure:
    return Measure((Part(fact_asked, times),))


@pytest.mark.parametrize(
    ("misuse", "error", "message"),
    [
        (
            lambda: Comparison(_one(fact("x")), Operator.BELOW, (True,)),
            WrongType,
            "x: expected a fact with an order (int, date, Money), got bool",
        ),
        (
            lambda: Comparison(_one(age), Operator.EQUALS),
            InvalidValue,
            "age: name at least one value to compare with [empty]",
        ),
        (
            lambda: Comparison(_one(age, 2), Operator.IS_MISSING),
            InvalidValue,
            "age: only a fact itself can be missing [not-a-fact]",
        ),
        (
            lambda: Comparison(_one(age), Operator.EQUALS, (), _one(wage)),
            WrongType,
            "wage: expected a fact of type int, got Money",
        ),
        (
            lambda: Comparison(_one(age), Operator.EQUALS, (), (limit + age).measure),
            InvalidValue,
            "age: compare it with something else [same-fact]",
        ),
        (
            lambda: wage.is_in(idr(1), Money(1, XTS)),
            CurrencyMismatch,
            "XTS and IDR cannot be calculated together",
        ),
    ],
)
def test_what_cannot_be_compared_is_refused(
    misuse: Callable[[], object], error: type[Exception], message: str
) -> None:
    """By the name of the fact that does not fit."""
    with pytest.raises(error) as caught:
        misuse()
    assert message == str(caught.value)


def test_what_is_not_known_holds_in_no_comparison_of_values() -> None:
    """Whether a fact is missing is asked of no value."""
    assert not age.is_missing.comparison.holds_for(5)
    assert () == age.is_missing.comparison.samples()


_OPERATORS = [Operator.BELOW, Operator.AT_MOST, Operator.ABOVE, Operator.AT_LEAST, Operator.EQUALS]
_NUMBERS = st.builds(
    lambda times, plus, sign, value: Comparison(
        Measure((Part(age, times),), plus=plus), sign, (value,)
    ),
    st.integers(-4, 4).filter(bool),
    st.none() | st.integers(-9, 9).filter(bool),
    st.sampled_from(_OPERATORS),
    st.integers(-9, 9),
)
_FEBRUARY = date(2020, 2, 10)
_DATES = st.builds(
    lambda months, days, sign, off: Comparison(
        Measure((Part(arrived),), months, days), sign, (_FEBRUARY + timedelta(days=off),)
    ),
    st.integers(-3, 3),
    st.integers(-9, 9),
    st.sampled_from(_OPERATORS),
    st.integers(-40, 40),
)


def _answers(comparisons: list[Comparison], values: Any) -> set[tuple[bool, ...]]:
    return {tuple(each.holds_for(value) for each in comparisons) for value in values}


@given(st.lists(_NUMBERS, min_size=1, max_size=3))
def test_the_samples_of_numbers_get_every_answer_there_is(comparisons: list[Comparison]) -> None:
    """Alone and together with other conditions on the same fact; in money as in numbers."""
    samples = [value for each in comparisons for value in each.samples()]
    assert _answers(comparisons, range(-40, 41)) == _answers(comparisons, samples)
    amounts = [
        Comparison(
            Measure(
                (Part(wage, each.left.parts[0].times),),
                plus=None if each.left.plus is None else idr(int(str(each.left.plus))),
            ),
            each.operator,
            (idr(each.values[0]),),
        )
        for each in comparisons
    ]
    money = [value for each in amounts for value in each.samples()]
    assert list(map(idr, samples)) == money
    assert _answers(comparisons, samples) == _answers(amounts, money)


@settings(max_examples=at_most(100))  # about 4 ms each
@given(st.lists(_DATES, min_size=1, max_size=3))
def test_the_samples_of_days_get_every_answer_there_is(comparisons: list[Comparison]) -> None:
    """Where months are short, a day may be reached by several, or by none."""
    samples = [value for each in comparisons for value in each.samples()]
    days = [_FEBRUARY + timedelta(days=n) for n in range(-200, 201)]
    assert _answers(comparisons, days) == _answers(comparisons, samples)


def test_the_samples_stand_next_to_what_a_condition_names() -> None:
    """Below it, at it, above it; of days, where the moved one begins to reach and to pass it."""
    for condition, samples in (
        (age >= 18, (17, 18, 19)),
        (age * 2 < 5, (1, 2, 3)),
        (age * -2 < 5, (-4, -3, -2)),
        ((age + 3).is_in(5, 9), (1, 2, 3, 5, 6, 7)),
        (wage <= idr(5), (idr(4), idr(5), idr(6))),
    ):
        assert samples == condition.comparison.samples()
    for moved, days in (
        (arrived <= date(2020, 2, 10), (9, 10, 11)),
        (arrived - 3 <= date(2020, 2, 10), (12, 13, 14)),
        (arrived.months_later(12) <= date(2021, 2, 28), (27, 28, 30)),
    ):
        first = date(2020, 1, 31)
        assert tuple(first + timedelta(days=day) for day in days) == moved.comparison.samples()


def test_the_samples_never_leave_the_calendar() -> None:
    """Where no day, or every day, answers yes, none is made up."""
    first, last = date.min, date.max
    for condition, answers in (
        (arrived <= first, {True, False}),
        (arrived < first, {False}),
        (arrived >= first, {True}),
        (arrived > last, {False}),
        (arrived >= last, {True, False}),
        (arrived + 5 > last, {True, False}),
        (arrived - 5 >= last, {False}),
        (arrived + 10**9 > last, {True}),
    ):
        comparison = condition.comparison
        assert answers == {comparison.holds_for(day) for day in comparison.samples()}


def test_the_samples_of_words_are_those_named_and_one_more() -> None:
    """Every member of an enumeration, yes and no, and a text that no rule names."""
    assert (True, False) == fact("x").is_true.comparison.samples()
    colour = fact("colour", Colour)
    assert (Colour.RED, Colour.BLUE) == colour.equals(Colour.RED).comparison.samples()
    *named, other = fact("place", str).is_in("a", "b").comparison.samples()
    assert (["a", "b"], False) == (named, other in {"a", "b"})
    assert not fact("place", str).equals("").comparison.holds_for(other)


@pytest.mark.parametrize("compare", [wage.equals, lambda other: wage >= other])
def test_amounts_of_two_currencies_are_never_compared(compare: Any) -> None:
    """Neither by order nor for being the same."""
    comparison = compare(fact("other", Money)).comparison
    with pytest.raises(CurrencyMismatch):
        comparison.holds({"wage": idr(1), "other": Money(1, XTS)})
    assert comparison.holds({"wage": idr(1), "other": idr(1)})
    assert comparison.holds({"wage": idr(1), "other": idr(2)}) is False


def test_a_number_in_a_rule_has_at_most_four_thousand_digits() -> None:
    """One of more could be judged, and neither written nor shown."""
    age = fact("age", int)
    assert (age >= 10**4_000 - 1).sentence("en")
    for number in (10**4_001, -(10**4_001)):
        with pytest.raises(InvalidValue, match=r"^age: a whole number of at most 4,000 digits"):
            age.equals(number)
