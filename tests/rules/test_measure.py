"""One side of a comparison: a fact, a day moved from one, a sum of facts."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reintegra.errors import CurrencyMismatch, InvalidValue, WrongType
from reintegra.rules import Outcome
from reintegra.rules.measure import Measure, Part, moved
from reintegra.vocabulary.calendar import months_after
from reintegra.vocabulary.money import XTS, Money, idr
from tests.profiles import at_most
from tests.rules.notation import fact

if TYPE_CHECKING:
    from collections.abc import Callable

    from reintegra.rules import Fact, Term

born: Fact[date] = fact("born", date)
due: Fact[date] = fact("due", date)
wage: Fact[Money] = fact("wage", Money)
extra: Fact[Money] = fact("extra", Money)
rest: Fact[Money] = fact("rest", Money)
age: Fact[int] = fact("age", int)
limit: Fact[int] = fact("limit", int)
count: Fact[int] = fact("count", int)
_TIMES = "\N{MULTIPLICATION SIGN}"
_LAST_DAY = date.max.toordinal()
_MONTHS = st.integers(-1_300, 1_300)
_DAYS = st.dates(date(200, 1, 1), date(9800, 12, 31))


@given(_DAYS, _MONTHS)
def test_months_move_a_day_as_the_calendar_says(day: date, months: int) -> None:
    """Where the month has no such day, to its last one."""
    assert months_after(day, months).toordinal() == moved(day, months)


@pytest.mark.parametrize(
    ("day", "months", "expected"),
    [
        (date(2020, 2, 29), 12, date(2021, 2, 28)),
        (date(2020, 2, 29), -36, date(2017, 2, 28)),
        (date(2020, 2, 29), 48, date(2024, 2, 29)),
        (date(2019, 10, 31), 4, date(2020, 2, 29)),
        (date(2019, 12, 31), 1, date(2020, 1, 31)),
        (date(2020, 1, 1), -1, date(2019, 12, 1)),
        (date(1900, 2, 28), 0, date(1900, 2, 28)),
        (date(2096, 2, 29), 48, date(2100, 2, 28)),
        (date(1, 1, 1), 12 * 9_998, date(9999, 1, 1)),
        (date(400, 12, 31), 1, date(401, 1, 31)),
    ],
)
def test_leap_years_and_the_ends_of_months(day: date, months: int, expected: date) -> None:
    """Every fourth year, not every hundredth, but every four hundredth."""
    assert expected.toordinal() == moved(day, months)


@given(st.dates(), _MONTHS, st.integers(-30, 30))
def test_beyond_the_calendar_days_go_on_as_in_it(day: date, months: int, cycles: int) -> None:
    """The calendar repeats itself every 400 years, which are 146,097 days."""
    assert moved(day, months) + 146_097 * cycles == moved(day, months + 4_800 * cycles)


@given(st.dates(), st.dates(), _MONTHS)
def test_a_later_day_stays_the_later_when_both_are_moved(
    one: date, other: date, months: int
) -> None:
    """Or the two become the same day, at the end of a short month."""
    assert (one <= other) <= (moved(one, months) <= moved(other, months))


@given(st.integers(1, _LAST_DAY), _MONTHS, st.integers(-40, 40), st.integers(-40, 40))
def test_the_first_day_that_reaches_a_day_is_found(
    number: int, months: int, days: int, off: int
) -> None:
    """It reaches it, and the day before does not; beyond the calendar the answer says so."""
    measure = Measure((Part(born),), months, days)
    target = number + off
    first = measure.first_day_reaching(target)
    assert 1 <= first <= _LAST_DAY + 1
    if first <= _LAST_DAY:
        assert measure.value_of(date.fromordinal(first)) >= target
    if first > 1:
        assert measure.value_of(date.fromordinal(first - 1)) < target


def test_a_day_that_no_day_reaches_comes_after_the_last() -> None:
    """And one that every day reaches is reached on the first."""
    measure = Measure((Part(born),), days=-1)
    assert _LAST_DAY + 1 == measure.first_day_reaching(_LAST_DAY)
    assert _LAST_DAY == measure.first_day_reaching(_LAST_DAY - 1)
    assert 1 == measure.first_day_reaching(0)


@given(
    st.lists(
        st.tuples(st.integers(-5, 5).filter(bool), st.integers(-9, 9)), min_size=1, max_size=4
    ),
    st.none() | st.integers(-9, 9).filter(bool),
)
def test_a_sum_is_the_sum_of_its_parts(parts: list[tuple[int, int]], plus: int | None) -> None:
    """In numbers as in money."""
    expected = sum(times * value for times, value in parts) + (plus or 0)
    numbers = Measure(
        tuple(Part(fact(f"x{n}", int), times) for n, (times, _) in enumerate(parts)), plus=plus
    )
    assert expected == numbers.value({f"x{n}": value for n, (_, value) in enumerate(parts)})
    amounts = Measure(
        tuple(Part(fact(f"x{n}", Money), times) for n, (times, _) in enumerate(parts)),
        plus=None if plus is None else idr(plus),
    )
    known = {f"x{n}": idr(value) for n, (_, value) in enumerate(parts)}
    assert idr(expected) == amounts.value(known)


def test_a_sum_of_two_currencies_is_refused() -> None:
    """Between two facts, and between a fact and what is added."""
    for measure in ((wage + extra).measure, (wage + Money(5, XTS)).measure):
        with pytest.raises(CurrencyMismatch) as caught:
            measure.value({"wage": idr(1), "extra": Money(1, XTS)})
        assert ("IDR", "XTS") == caught.value.currencies


def test_a_moved_day_is_moved_by_months_first() -> None:
    """31 January and a month and a day is the first of March."""
    measure = born.months_later(1) + 1
    known = {"born": date(2019, 1, 31)}
    assert date(2019, 3, 1).toordinal() == measure.measure.value(known)
    assert date(2019, 1, 31).toordinal() == born.measure.value(known)


def test_a_fact_alone_has_its_own_value() -> None:
    """Whatever its type; only days are counted by number."""
    assert 5 == age.measure.value({"age": 5, "limit": 6})
    assert "x" == fact("place", str).measure.value_of("x")


@pytest.mark.parametrize(
    ("term", "plain", "is_moved", "is_summed"),
    [
        (born, True, False, False),
        (born + 1, False, True, False),
        (born.months_later(1), False, True, False),
        (born + 1 - 1, True, False, False),
        (age, True, False, False),
        (age + 1, False, False, True),
        (age * 2, False, False, True),
        (age * -1, False, False, True),
        (age + limit, False, False, True),
        (age + 0, True, False, False),
    ],
)
def test_a_fact_alone_is_told_from_what_is_made_of_it(
    term: Term[Any], plain: bool, is_moved: bool, is_summed: bool
) -> None:
    """A shift of no days and a sum with nothing are the fact itself."""
    measure = term.measure
    assert (plain, is_moved, is_summed) == (measure.is_plain, measure.is_moved, measure.is_summed)


@pytest.mark.parametrize(
    ("misuse", "error", "message"),
    [
        (lambda: Measure(()), InvalidValue, "measure: at least one fact that counts [empty]"),
        (
            lambda: Measure((Part(age), Part(limit, 0))),
            InvalidValue,
            "limit: it counts 0 times; leave it out [empty]",
        ),
        (
            lambda: Measure((Part(age), Part(limit), Part(limit, 2))),
            InvalidValue,
            "limit: name each fact of a sum once [same-fact]",
        ),
        (
            lambda: Measure((Part(age), Part(wage))),
            WrongType,
            "wage: expected a fact of type int, got Money",
        ),
        (lambda: Measure((Part(age),), 1), WrongType, "age: expected a fact of type date, got int"),
        (
            lambda: Measure((Part(wage),), days=1),
            WrongType,
            "wage: expected a fact of type date, got Money",
        ),
        (
            lambda: Measure((Part(born), Part(due))),
            WrongType,
            "born: expected a fact of type int or Money, got date",
        ),
        (
            lambda: Measure((Part(born, 2),)),
            WrongType,
            "born: expected a fact of type int or Money, got date",
        ),
        (
            lambda: Measure((Part(born),), plus=1),
            WrongType,
            "born: expected a fact of type int or Money, got date",
        ),
        (
            lambda: Measure((Part(fact("x")),), plus=1),
            WrongType,
            "x: expected a fact of type int or Money, got bool",
        ),
        (lambda: Measure((Part(age),), plus=idr(1)), WrongType, "age: expected int, got Money"),
        (lambda: Measure((Part(wage),), plus=1), WrongType, "wage: expected Money, got int"),
        (lambda: Measure((Part(age),), plus=True), WrongType, "age: expected int, got bool"),
    ],
)
def test_what_cannot_be_measured_is_refused(
    misuse: Callable[[], object], error: type[Exception], message: str
) -> None:
    """By the name of the fact that does not fit."""
    with pytest.raises(error) as caught:
        misuse()
    assert message == str(caught.value)


_BORN = {"name": "born", "type": "date"}
_AGE, _LIMIT = {"name": "age", "type": "int"}, {"name": "limit", "type": "int"}


@pytest.mark.parametrize(
    ("term", "data"),
    [
        (age, {"fact": _AGE}),
        (born.months_later(14) - 3, {"fact": _BORN, "months": 14, "days": -3}),
        (age * 2, {"sum": [{"fact": _AGE, "times": 2}]}),
        (
            age - limit - 4,
            {"sum": [{"fact": _AGE, "times": 1}, {"fact": _LIMIT, "times": -1}], "plus": -4},
        ),
        (
            wage + idr(5),
            {
                "sum": [{"fact": {"name": "wage", "type": "Money"}, "times": 1}],
                "plus": {"money": [5, "IDR", 0]},
            },
        ),
    ],
)
def test_a_measure_is_written_down_as_plain_data(term: Term[Any], data: dict[str, object]) -> None:
    """Only what it has stands in it."""
    assert data == term.measure.to_data(wording=False)


def test_the_words_of_facts_are_written_down_where_they_are_asked_for() -> None:
    """In a sum too."""
    words = {"text": {"id": "age", "en": "age"}}
    assert {"fact": _AGE | words} == age.measure.to_data()
    assert {"sum": [{"fact": _AGE | words, "times": 2}]} == (age * 2).measure.to_data()


_WAGE_TWICE_EXTRA = "wage + 2 {} extra + Rp5.000"


@pytest.mark.parametrize(
    ("term", "indonesian", "english"),
    [
        (born.years_later(18), "born +18 tahun", "born +18 years"),
        (born.years_earlier(1) - 2, "born -1 tahun -2 hari", "born -1 years -2 days"),
        (born.months_later(14) + 3, "born +14 bulan +3 hari", "born +14 months +3 days"),
        (born.months_earlier(14), "born -14 bulan", "born -14 months"),
        (age - limit * 3 + count, "age - 3 {} limit + count", "age - 3 {} limit + count"),
        (age * -1 + limit, "-age + limit", "-age + limit"),
        (age * -2, "-2 {} age", "-2 {} age"),
        (age - 4, "age - 4", "age - 4"),
        (wage - idr(1), "wage - Rp1", "wage - Rp1"),
        (wage + extra * 2 + idr(5_000), _WAGE_TWICE_EXTRA, _WAGE_TWICE_EXTRA),
    ],
)
def test_a_measure_is_said_in_both_languages(
    term: Term[Any], indonesian: str, english: str
) -> None:
    """Years where months fill them, and a sign for each part."""
    text = term.measure.text
    assert (indonesian.format(_TIMES), english.format(_TIMES)) == (text("id"), text("en"))


_NEAR = st.dates(date(1999, 12, 1), date(2001, 3, 31))
_SHIFT = st.tuples(st.integers(-30, 30), st.integers(-40, 40))


@settings(max_examples=at_most(100))  # about 4 ms each
@given(_NEAR, _NEAR, _SHIFT, _SHIFT)
def test_moved_days_compare_as_the_days_of_the_calendar_do(
    one: date, other: date, left: tuple[int, int], right: tuple[int, int]
) -> None:
    """Against a day and against another moved day, by every sign."""
    moved_left = months_after(one, left[0]) + timedelta(days=left[1])
    moved_right = months_after(other, right[0]) + timedelta(days=right[1])
    first = born.months_later(left[0]) + left[1]
    second = due.months_later(right[0]) + right[1]
    known = {"born": one, "due": other}
    for condition, met in (
        (first <= moved_right, moved_left <= moved_right),
        (first < second, moved_left < moved_right),
        (first <= second, moved_left <= moved_right),
        (first > second, moved_left > moved_right),
        (first >= second, moved_left >= moved_right),
        (first.equals(second), moved_left == moved_right),
        (first.is_in(moved_left, moved_right), True),
        (first.is_in(moved_right), moved_left == moved_right),
    ):
        assert met is condition.judge(known).met
        assert met is condition.comparison.holds(known)


_SIGNS = ["<", "<=", ">", ">=", "=="]


@settings(max_examples=at_most(100))  # about 4 ms each
@given(st.tuples(*[st.integers(-4, 4)] * 3), st.sampled_from(_SIGNS), st.integers(-6, 6))
def test_sums_compare_as_their_values_do(
    values: tuple[int, int, int], sign: str, against: int
) -> None:
    """On one side or on both, in numbers and in money."""
    a, b, c = values
    expected = _compared(sign, a + 2 * b - 3, c - against)
    numbers = _compared(sign, age + limit * 2 - 3, count - against)
    assert expected is numbers.judge({"age": a, "limit": b, "count": c}).met
    amounts = _compared(sign, wage + extra * 2 - idr(3), rest - idr(against))
    known = {"wage": idr(a), "extra": idr(b), "rest": idr(c)}
    assert expected is amounts.judge(known).met
    for one in ("wage", "extra", "rest"):
        partly = {name: value for name, value in known.items() if name != one}
        verdict = amounts.judge(partly)
        assert (Outcome.UNDETERMINED, [one]) == (
            verdict.outcome,
            [each.fact.name for each in verdict.missing],
        )


def _compared(sign: str, left: Any, right: Any) -> Any:
    match sign:
        case "<":
            return left < right
        case "<=":
            return left <= right
        case ">":
            return left > right
        case ">=":
            return left >= right
        case _:
            return left == right if isinstance(left, int) else left.equals(right)


@pytest.mark.parametrize("size", [50, 51, 203])
def test_a_long_sum_counts_each_of_its_parts_once(size: int) -> None:
    """However many they are."""
    total: Any = fact("x0", int)
    for place in range(1, size):
        total = total + fact(f"x{place}", int)
    known = {f"x{place}": 3**place for place in range(size)}
    expected = sum(known.values())
    assert total.equals(expected).judge(known).met
    assert not (total > expected).judge(known).met
    assert not (total < expected).judge(known).met


def test_a_sum_of_two_currencies_is_refused_when_it_is_judged() -> None:
    """Whatever the comparison would have been."""
    for condition in (
        wage + extra >= idr(5),
        (wage + extra).equals(idr(5)),
        (wage + extra).is_in(idr(5), idr(6)),
        wage + extra >= rest,
    ):
        with pytest.raises(CurrencyMismatch):
            condition.judge({"wage": idr(1), "extra": Money(1, XTS), "rest": idr(1)})
