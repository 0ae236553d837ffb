"""Comparing facts gives conditions."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

import pendulum
import pytest
from hypothesis import given
from hypothesis import strategies as st

from reintegra.errors import CurrencyMismatch, InvalidValue, WrongType
from reintegra.rules import Fact, Missing, Outcome, Shifted
from reintegra.vocabulary.money import XTS, Money, idr
from tests.rules.notation import fact
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
    assert Shifted(arrived, 4) == arrived + 5 - 1
    assert Shifted(arrived, -4) == arrived - 5 + 1
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
    "misuse",
    [
        lambda: AGE >= "18",
        lambda: AGE >= True,
        lambda: AGE >= Missing.UNKNOWN,
        lambda: AGE.equals(None),
        lambda: AGE < arrived,
        lambda: consent < True,
        lambda: place >= "a",
        lambda: COLOUR > Colour.RED,
        lambda: AGE.is_true,
        lambda: place.is_false,
        lambda: AGE + 1,
        lambda: AGE - 1,
        lambda: ARRIVED + True,
        lambda: ARRIVED + 1.5,
        lambda: ARRIVED + 1 - "1",
        lambda: ARRIVED - 1 + None,
        lambda: COLOUR.is_in("red"),
    ],
)
def test_what_does_not_fit_the_type_is_misuse(misuse: Callable[[], object]) -> None:
    """A value of another type, an order where there is none, yes or no of a number."""
    with pytest.raises(WrongType):
        misuse()


def test_nothing_to_compare_with_is_refused() -> None:
    """No value at all, or the fact itself."""
    with pytest.raises(InvalidValue, match="empty"):
        age.is_in()
    with pytest.raises(InvalidValue, match="same-fact"):
        age.equals(age)
    itself: Term[date] = arrived + 1
    with pytest.raises(InvalidValue, match="same-fact"):
        arrived <= itself  # noqa: B015 - the comparison itself is refused


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
