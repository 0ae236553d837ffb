"""Comparing facts gives conditions."""

from __future__ import annotations

from datetime import date, timedelta
from itertools import permutations
from typing import TYPE_CHECKING, Any

import pendulum
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reintegra.errors import CurrencyMismatch, InvalidValue, WrongType
from reintegra.rules import Fact, Missing, Outcome, all_of
from reintegra.vocabulary.money import XTS, Money, idr
from tests.profiles import at_most
from tests.rules.notation import fact, words
from tests.rules.test_question import Colour

if TYPE_CHECKING:
    from collections.abc import Callable

    from reintegra.rules import Condition, Term

age: Fact[int] = fact("age", int)
limit: Fact[int] = fact("limit", int)
income: Fact[Money] = fact("income", Money)
arrived: Fact[date] = fact("arrived", date)
due: Fact[date] = fact("due", date)
consent: Fact[bool] = fact("consent", bool)
colour: Fact[Colour] = fact("colour", Colour)
place: Fact[str] = fact("place", str)

ORDERS: dict[str, Callable[[Any, Any], Any]] = {
    "<": lambda a, b: a < b,
    "<=": lambda a, b: a <= b,
    ">": lambda a, b: a > b,
    ">=": lambda a, b: a >= b,
}
ORDERED = "a fact with an order (int, date, Money)"
ASK, GIVE = "ask with is_missing instead", "where no answer is known, give a Missing"
SUMMED = "expected a fact of type int or Money"
AGE: Any = age
ARRIVED: Any = arrived
COLOUR: Any = colour
_DAYS = st.dates(date(2019, 1, 1), date(2019, 1, 9))
_ORDER = st.sampled_from(sorted(ORDERS))


def _outcome(*, met: bool) -> Outcome:
    return Outcome.MET if met else Outcome.NOT_MET


@given(_ORDER, st.integers(-2, 2), st.integers(-2, 2))
def test_numbers_compare_as_they_do_in_python(sign: str, value: int, against: int) -> None:
    """Against a number, against another fact, and with the number on the left."""
    expected = _outcome(met=ORDERS[sign](value, against))
    condition: Condition = ORDERS[sign](age, against)
    assert expected is condition.judge({"age": value}).outcome
    between: Condition = ORDERS[sign](age, limit)
    assert expected is between.judge({"age": value, "limit": against}).outcome
    reflected: Condition = ORDERS[sign](value, age)
    assert expected is reflected.judge({"age": against}).outcome


@settings(max_examples=at_most(100))  # about 4 ms each
@given(_ORDER, _DAYS, _DAYS, st.integers(-3, 3), st.integers(-3, 3))
def test_days_compare_with_days_between(
    sign: str, value: date, against: date, later: int, earlier: int
) -> None:
    """A date may be moved by days on either side."""
    moved = value + timedelta(days=later), against - timedelta(days=earlier)
    expected = _outcome(met=ORDERS[sign](*moved))
    between: Condition = ORDERS[sign](arrived + later, due - earlier)
    assert expected is between.judge({"arrived": value, "due": against}).outcome
    alone: Condition = ORDERS[sign](arrived + later, moved[1])
    assert expected is alone.judge({"arrived": value}).outcome
    same = _outcome(met=moved[0] == moved[1])
    assert same is (arrived + later).equals(moved[1]).judge({"arrived": value}).outcome


@given(_ORDER, st.integers(-2, 2), st.integers(-2, 2))
def test_amounts_compare_in_one_currency(sign: str, value: int, against: int) -> None:
    """Order, equality and membership, each by the units."""
    condition: Condition = ORDERS[sign](income, idr(against))
    facts = {"income": idr(value)}
    assert _outcome(met=ORDERS[sign](value, against)) is condition.judge(facts).outcome
    assert _outcome(met=value == against) is income.equals(idr(against)).judge(facts).outcome
    among = income.is_in(idr(against), idr(against + 1))
    assert _outcome(met=value in {against, against + 1}) is among.judge(facts).outcome


@pytest.mark.parametrize(
    "condition",
    [income < idr(1), income >= idr(1), income.equals(idr(1)), income.is_in(idr(1), idr(2))],
)
def test_two_currencies_are_never_compared(condition: Condition) -> None:
    """Neither by order nor for equality: no rate is guessed."""
    with pytest.raises(CurrencyMismatch):
        condition.judge({"income": Money(1, XTS)})


def test_two_currencies_are_refused_when_the_rule_is_built() -> None:
    """In one condition when it is written, in one expression when it is laid out."""
    with pytest.raises(CurrencyMismatch):
        income.is_in(idr(1), Money(1, XTS))
    mixed = (income < idr(1)) & (income > Money(1, XTS))
    with pytest.raises(CurrencyMismatch):
        mixed.judge({})


def test_a_shift_never_leaves_the_calendar() -> None:
    """The first and the last day of the calendar can be moved and compared."""
    assert (arrived + 10**9 > date.max).judge({"arrived": date.max}).met
    assert (arrived - 10**9 < due).judge({"arrived": date.min, "due": date.min}).met
    assert ("arrived",) == tuple(m.fact.name for m in (arrived + 1 > date.max).judge({}).missing)


def test_shifts_add_up() -> None:
    """Adding and taking away days gives the same term as the sum."""
    assert arrived + 4 == arrived + 5 - 1
    assert arrived - 4 == arrived - 5 + 1
    assert (arrived + 3 <= due) == (arrived <= due - 3)


def test_membership_and_equality() -> None:
    """Codes and texts are members of what is named."""
    among = colour.is_in(Colour.RED, Colour.BLUE)
    assert among.judge({"colour": Colour.BLUE}).met
    assert Outcome.NOT_MET is colour.equals(Colour.RED).judge({"colour": Colour.BLUE}).outcome
    assert Outcome.NOT_MET is place.is_in("a", "b").judge({"place": "ab"}).outcome
    assert place.equals("ab").judge({"place": "ab"}).met
    assert Outcome.UNDETERMINED is among.judge({}).outcome


def test_yes_and_no_are_asked_in_words() -> None:
    """`is_true` and `is_false` are opposites where an answer is known, and unknown where not."""
    for value in (True, False):
        assert _outcome(met=value) is consent.is_true.judge({"consent": value}).outcome
        assert _outcome(met=not value) is consent.is_false.judge({"consent": value}).outcome
    assert Outcome.UNDETERMINED is consent.is_false.judge({}).outcome


@pytest.mark.parametrize("why", Missing)
def test_whether_an_answer_is_missing_is_always_decided(why: Missing) -> None:
    """Every kind of missing counts; an answer does not."""
    facts: dict[str, object] = {"age": why}
    assert age.is_missing.judge(facts).met
    assert Outcome.NOT_MET is age.is_missing.judge({"age": 0}).outcome
    assert age.is_missing.judge({}).met


@pytest.mark.parametrize(
    ("misuse", "message"),
    [
        (lambda: AGE >= "18", "age: expected int, got str"),
        (lambda: AGE >= True, "age: expected int, got bool"),
        (lambda: AGE >= Missing.UNKNOWN, f"age: expected int; {ASK}, got Missing"),
        (lambda: AGE.equals(None), f"age: expected int; {GIVE}, got NoneType"),
        (lambda: AGE < arrived, "arrived: expected a fact of type int, got date"),
        (lambda: consent < True, f"consent: expected {ORDERED}, got bool"),
        (lambda: place >= "a", f"place: expected {ORDERED}, got str"),
        (lambda: COLOUR > Colour.RED, f"colour: expected {ORDERED}, got Colour"),
        (lambda: AGE.is_true, "age: expected a fact of type bool, got int"),
        (lambda: place.is_false, "place: expected a fact of type bool, got str"),
        (lambda: AGE + "1", "age: expected int, got str"),
        (lambda: AGE - idr(1), "age: expected int, got Money"),
        (lambda: COLOUR + 1, "colour: expected a fact of type int or Money, got Colour"),
        (lambda: COLOUR * 2, "colour: expected a fact of type int or Money, got Colour"),
        (lambda: ARRIVED * 2, "arrived: expected a fact of type int or Money, got date"),
        (lambda: AGE * 1.5, "times: expected a whole number, got float"),
        (lambda: AGE.months_later(1), "age: expected a fact of type date, got int"),
        (lambda: ARRIVED.months_later(True), "months: expected a whole number, got bool"),  # noqa: FBT003 - what is tested
        (lambda: ARRIVED + True, "days: expected a whole number, got bool"),
        (lambda: ARRIVED + 1.5, "days: expected a whole number, got float"),
        (lambda: ARRIVED + 1 - "1", "days: expected a whole number, got str"),
        (lambda: ARRIVED - 1 + None, "days: expected a whole number, got NoneType"),
        (lambda: COLOUR.is_in("red"), "colour: expected Colour, got str"),
        (lambda: AGE * True, "times: expected a whole number, got bool"),
        (lambda: ARRIVED.months_earlier(1.5), "months: expected a whole number, got float"),
        (lambda: ARRIVED.years_later("1"), "years: expected a whole number, got str"),
        (lambda: ARRIVED.years_earlier(None), "years: expected a whole number, got NoneType"),
        (lambda: AGE + 1 + (income + idr(5)), "income: expected a fact of type int, got Money"),
        (lambda: AGE + income, "income: expected a fact of type int, got Money"),
        (lambda: 1.5 + AGE, "age: expected int, got float"),
        (lambda: "1" + ARRIVED, "days: expected a whole number, got str"),
        (lambda: 1 - ARRIVED, f"arrived: {SUMMED}, got date"),
        (lambda: -COLOUR, f"colour: {SUMMED}, got Colour"),
        (lambda: 2 * ARRIVED, f"arrived: {SUMMED}, got date"),
        (lambda: 1.5 * AGE, "times: expected a whole number, got float"),
        (lambda: AGE - ARRIVED, "arrived: expected a fact of type int or Money, got date"),
        (lambda: AGE + 1 < income + idr(5), "income: expected a fact of type int, got Money"),
        (lambda: income + idr(5) < AGE + 1, "age: expected a fact of type Money, got int"),
        (lambda: ARRIVED + 1 >= AGE + 1, "age: expected a fact of type date, got int"),
    ],
)
def test_what_does_not_fit_the_type_is_misuse(misuse: Callable[[], object], message: str) -> None:
    """A value of another type, an order where there is none, yes or no of a number."""
    with pytest.raises(WrongType) as caught:
        misuse()
    assert message == str(caught.value)


def test_nothing_to_compare_with_is_refused() -> None:
    """No value at all, or the fact itself."""
    with pytest.raises(InvalidValue, match=r"^age: name at least one value .* \[empty\]$"):
        age.is_in()
    with pytest.raises(InvalidValue, match=r"^age: compare it with something else \[same-fact\]$"):
        age.equals(age)
    itself: Term[date] = arrived + 1
    with pytest.raises(InvalidValue, match="same-fact"):
        arrived <= itself  # noqa: B015 - the comparison itself is refused


def test_a_sum_of_nothing_is_refused() -> None:
    """What is taken away from itself, and what counts no times."""
    nothing: tuple[Callable[[], object], ...] = (
        lambda: age - age,
        lambda: age * 0,
        lambda: (age + limit) * 0,
        lambda: age + limit - limit - age,
    )
    for each in nothing:
        with pytest.raises(InvalidValue) as caught:
            each()
        assert "age: it counts 0 times; leave it out [empty]" == str(caught.value)


def test_two_facts_under_one_name_are_never_summed() -> None:
    """Nor set against each other."""
    other: Fact[int] = Fact("age", int, words("another"))
    with pytest.raises(InvalidValue, match=r"^age: name each fact of a sum once \[same-fact\]$"):
        age + other
    with pytest.raises(InvalidValue, match="same-fact"):
        age.equals(other)


def test_two_currencies_are_never_summed_by_a_rule() -> None:
    """They are refused when the sum is written."""
    with pytest.raises(CurrencyMismatch):
        income + idr(1) + Money(1, XTS)
    with pytest.raises(CurrencyMismatch):
        (income + idr(1)).equals(Money(1, XTS))
    with pytest.raises(CurrencyMismatch):
        income + idr(1) < fact("other", Money) + Money(1, XTS)  # noqa: B015 - is refused itself


def test_facts_that_are_compared_with_each_other_have_one_currency() -> None:
    """Two that are named are refused when the rule is first judged, however many facts between."""
    names = ("one", "two", "three", "four")
    chain = [income, *(fact(name, Money) for name in names), fact("apart", Money)]
    rupiah, other = chain[0] >= idr(1), chain[4] <= Money(5, XTS)
    links = [chain[1] > chain[2], chain[3] > chain[4], chain[3] + chain[2] < chain[0]]
    for tied in permutations([*links, rupiah, other]):
        with pytest.raises(CurrencyMismatch) as caught:
            all_of(*tied).judge({})
        assert {"IDR", "XTS"} == set(caught.value.currencies)
    for fits in ([*links, rupiah, chain[5] > Money(1, XTS)], [*links[:2], rupiah, other]):
        assert Outcome.UNDETERMINED is all_of(*fits).judge({}).outcome


def test_a_day_moves_by_months_first_and_by_days_then() -> None:
    """Months twice, or months after days, would depend on the order."""
    moved: tuple[Callable[[], object], ...] = (
        lambda: (arrived + 1).months_later(1),
        lambda: arrived.months_later(1).years_later(1),
        lambda: (arrived - 1).years_earlier(1),
    )
    for each in moved:
        with pytest.raises(InvalidValue) as caught:
            each()
        assert "arrived: move a day once by months, and then by days [order]" == str(caught.value)
    assert arrived.months_later(24) - 3 == arrived.years_later(2) + 1 - 4
    assert arrived.months_earlier(12) == arrived.years_earlier(1)
    assert arrived.months_later(-12) == arrived.years_earlier(1)
    assert arrived + 0 == arrived.months_later(0)


def test_sums_are_the_same_however_they_are_written() -> None:
    """In whatever order the constants come, and with what adds up to nothing left out."""
    assert age + limit + 3 == age + 1 + (limit + 2)
    assert age * 2 + limit * -1 == age - limit + age
    assert (age + limit - 1) * 2 == age * 2 + limit * 2 - 2
    assert (income - idr(5)) * 2 == income * 2 - idr(10)
    assert age + 3 - 3 == age + 0
    assert hash(age + limit) == hash(age + limit)
    assert age + limit != limit + age + 1


def test_a_number_may_stand_in_front() -> None:
    """As it does in a formula; a sum of many numbers begins with 0."""
    assert age + 5 == 5 + age
    assert arrived + 5 == 5 + arrived
    assert age * 2 == 2 * age
    assert income * 2 == 2 * income
    assert (age * -1, income * -1) == (-age, -income)
    assert age * -1 + 5 == 5 - age
    assert (5 - (age + limit)).is_in(2).judge({"age": 1, "limit": 2}).met
    total: object = sum((age, limit))
    assert age + limit == total


@pytest.mark.parametrize(("values", "met"), [((3, 4), True), ((5,), False)])
def test_a_sum_is_one_of_several(values: tuple[int, ...], met: bool) -> None:
    """As a fact is."""
    assert met is (age + limit - 1).is_in(*values).judge({"age": 2, "limit": 3}).met
    assert met is (age + 1).is_in(*values).judge({"age": 3}).met
    amounts = [idr(value) for value in values]
    assert met is (income * 2 + idr(2)).is_in(*amounts).judge({"income": idr(1)}).met


def test_equality_of_facts_is_structural() -> None:
    """`==` compares facts, and gives no condition."""
    assert fact("age", int) == age
    assert age != limit
    assert hash(fact("age", int)) == hash(age)


def test_a_rule_may_name_a_pendulum_day() -> None:
    """The day is held as a plain date."""
    condition = arrived >= pendulum.date(2019, 1, 1)
    assert (arrived >= date(2019, 1, 1)) == condition
    assert date is type(condition.comparison.values[0])
