"""Days in a frame move as the calendar of the library moves them."""

from __future__ import annotations

import operator
from datetime import date, timedelta
from itertools import product
from typing import TYPE_CHECKING, Any

import narwhals.stable.v2 as nw
import pyarrow as pa
import pytest

from reintegra.bulk import explain_frame, judge_frame, unknown_codes
from reintegra.rules import Condition, Outcome, Rule, any_of
from reintegra.vocabulary.calendar import months_after
from tests.bulk.frames import Backend, answers, column, each, query, records
from tests.rules.notation import fact, words

if TYPE_CHECKING:
    from collections.abc import Callable

BORN, ARRIVED = fact("born", date), fact("arrived", date)
COLUMNS = {"born": date, "arrived": date}
SIGNS: dict[str, Callable[[Any, Any], bool]] = {
    "below": operator.lt,
    "at-most": operator.le,
    "above": operator.gt,
    "at-least": operator.ge,
    "equals": operator.eq,
}
CENTURIES = [date(1899, 12, 31), date(1900, 2, 28), date(1900, 3, 1), date(2000, 2, 29)]
MONTH_ENDS = [
    *(date(2023, 12, 31), date(2024, 1, 28), date(2024, 1, 29), date(2024, 1, 30)),
    *(date(2024, 1, 31), date(2024, 2, 28), date(2024, 2, 29), date(2024, 3, 1)),
    *(date(2024, 4, 30), date(2025, 2, 28), date(2025, 3, 31)),
]
DAYS = [*CENTURIES, *MONTH_ENDS]
MONTHS = (-25, -12, -1, 0, 1, 2, 11, 12, 13, 48)


def compared(term: Any, sign: str, other: Any) -> Condition:
    """A term under an operator by its name."""
    if sign == "equals":
        made: Condition = term.equals(other)
        return made
    ordered: Any = SIGNS[sign](term, other)
    return ordered  # type: ignore[no-any-return] # a term answers with a condition


def moved(day: date, months: int, days: int = 0) -> date:
    """The day as the vocabulary moves it: by months, then by days."""
    return months_after(day, months) + timedelta(days=days)


@each()
@pytest.mark.parametrize("days", [0, -3, 30])
def test_a_moved_day_is_compared_with_a_day(backend: Backend, days: int) -> None:
    """Every operator, months and days, from every month end to every other."""
    cases = {
        f"{sign}.{months + 100}.{day.isoformat()}": (sign, months, day)
        for sign, months, day in product(SIGNS, MONTHS, MONTH_ENDS[2:8])
    }
    conditions = {
        code: compared(BORN.months_later(months) + days if months else BORN + days, sign, day)
        for code, (sign, months, day) in cases.items()
    }
    frame = backend.frame(COLUMNS, [{"born": day} for day in [*DAYS, None]])
    found = answers(frame, conditions)
    for code, (sign, months, day) in cases.items():
        expected = [*(SIGNS[sign](moved(each, months, days), day) for each in DAYS), None]
        assert (code, expected) == (code, found[code])


@each()
@pytest.mark.parametrize("days", [0, 1, -29])
def test_two_days_of_a_row_are_compared(backend: Backend, days: int) -> None:
    """Both moved by months, one by days as well, for every pair of month ends."""
    pairs = [*product(DAYS, repeat=2), (None, DAYS[0]), (DAYS[0], None), (None, None)]
    cases = {
        f"{sign}.{own + 100}.{other + 100}": (sign, own, other)
        for sign, own, other in product(SIGNS, (-13, 0, 1), (0, 1, 12))
    }
    conditions = {
        code: compared(
            BORN.months_later(own) + days, sign, ARRIVED.months_later(other) if other else ARRIVED
        )
        for code, (sign, own, other) in cases.items()
    }
    rows = [{"born": one, "arrived": other} for one, other in pairs]
    found = answers(backend.frame(COLUMNS, rows), conditions)
    for code, (sign, own, other) in cases.items():
        expected = [
            None
            if born is None or arrived is None
            else SIGNS[sign](moved(born, own, days), moved(arrived, other))
            for born, arrived in pairs
        ]
        assert (code, expected) == (code, found[code])


@each()
def test_a_day_may_move_beyond_the_calendar(backend: Backend) -> None:
    """Before the year 1 and after 9999 the comparison goes on; a null stays unknown."""
    first, last = date.min, date.max
    near = [first, date(1, 1, 2), date(9999, 12, 30), last]
    conditions = {
        "after": BORN + 1 > last,
        "after-or-on": BORN.months_later(1) >= last,
        "never": BORN - 1 >= last,
        "always": BORN.years_later(20_000) > last,
        "before": BORN.months_earlier(1) < first,
        "not-before": BORN.months_earlier(1) >= first,
        "on-last": BORN.equals(last),
        "on-first": BORN.equals(first),
        "at-most-last": BORN <= last,
        "above-last": BORN > last,
        "below-first": BORN < first,
        "at-least-first": BORN >= first,
        "beyond": BORN.years_later(20_000).equals(last),
        "in": BORN.is_in(first, last),
        "far": BORN.years_later(4_000_000) > ARRIVED,
        "farther": BORN < ARRIVED.years_later(4_000_000) - 10**9,
        "as-far": BORN.years_later(10**15).equals(ARRIVED.years_later(10**15)),
        "a-day-off": BORN.years_later(10**15) + 1 > ARRIVED.years_later(10**15),
    }
    rows = [*({"born": day, "arrived": date(1, 1, 2)} for day in near), {"arrived": last}]
    expected = {
        "after": [False, False, False, True],
        "after-or-on": [False, False, True, True],
        "never": [False] * 4,
        "always": [True] * 4,
        "before": [True, True, False, False],
        "not-before": [False, False, True, True],
        "on-last": [False, False, False, True],
        "on-first": [True, False, False, False],
        "at-most-last": [True] * 4,
        "above-last": [False] * 4,
        "below-first": [False] * 4,
        "at-least-first": [True] * 4,
        "beyond": [False] * 4,
        "in": [True, False, False, True],
        "far": [True] * 4,
        "farther": [True] * 4,
        "as-far": [False, True, False, False],
        "a-day-off": [False, True, True, True],
    }
    found = answers(backend.frame(COLUMNS, rows), conditions)
    assert {code: [*known, None] for code, known in expected.items()} == found


@each()
def test_no_two_days_are_farther_apart_than_the_calendar_is_long(backend: Backend) -> None:
    """The first and the last day, compared at their very distance and a day beyond it."""
    longest = (date.max - date.min).days
    conditions = {
        "at-least": BORN + longest >= ARRIVED,
        "beyond": BORN + (longest - 1) >= ARRIVED,
        "at-most": BORN - longest <= ARRIVED,
        "short": BORN - (longest - 1) <= ARRIVED,
        "equal": (BORN + longest).equals(ARRIVED),
        "too-far": (BORN + (longest + 1)).equals(ARRIVED),
        "too-near": (BORN - (longest + 1)).equals(ARRIVED),
        "by-far": BORN + 10**9 <= ARRIVED,
        "by-far-less": BORN - 10**9 >= ARRIVED,
    }
    rows = [
        {"born": date.min, "arrived": date.max},
        {"born": date.max, "arrived": date.min},
    ]
    expected = {
        "at-least": [True, True],
        "beyond": [False, True],
        "at-most": [True, True],
        "short": [True, False],
        "equal": [True, False],
        "too-far": [False, False],
        "too-near": [False, False],
        "by-far": [False, False],
        "by-far-less": [False, False],
    }
    assert expected == answers(backend.frame(COLUMNS, rows), conditions)


@each()
def test_a_leap_day_and_a_year_is_the_last_of_february(backend: Backend) -> None:
    """Who was born on 29 February is of age on 28 February of a common year."""
    of_age = {f"on.{day}": BORN.years_later(18) <= date(2022, 2, day) for day in (27, 28)}
    frame = backend.frame(COLUMNS, [{"born": date(2004, 2, 29)}, {"born": date(2004, 3, 1)}])
    assert {"on.27": [False, False], "on.28": [True, False]} == answers(frame, of_age)


AS_BOOL = {Outcome.MET: True, Outcome.NOT_MET: False, Outcome.UNDETERMINED: None}
FIRST_NUMBER, LAST_NUMBER = -719_162, 2_932_896
"""The first and the last day of the calendar, counted from 1970-01-01."""


def without_born(frame: Any) -> Any:
    """The frame without the days, of which Python itself has not all."""
    return nw.to_native(nw.from_native(frame).drop("born"))


@each(spark=False)
def test_a_day_outside_the_calendar_is_no_answer(backend: Backend) -> None:
    """Before the year 1 and after 9999, and beside another day: unknown, missing, and counted."""
    numbers = [FIRST_NUMBER - 1, -(2**31), LAST_NUMBER + 1, 2**31 - 1]
    numbers += [FIRST_NUMBER, LAST_NUMBER]
    born = pa.array(numbers, pa.int32()).cast(pa.date32())
    arrived = pa.array([date(2026, 1, 31)] * len(numbers))
    ids = range(len(numbers))
    frame = backend.made(pa.table({"row_id": ids, "born": born, "arrived": arrived}))
    conditions = {
        "later": BORN > date(2026, 1, 31),
        "not-later": BORN.years_later(10**6) <= date(2026, 1, 31),
        "in": BORN.is_in(date.min, date.max),
        "beside": BORN > ARRIVED,
        "beside.moved": ARRIVED.months_later(1) < BORN.months_later(1) + 1,
        "missing": BORN.is_missing,
    }
    expected: dict[str, list[bool | None]] = {
        "later": [False, True],
        "not-later": [False, False],
        "in": [True, True],
        "beside": [False, True],
        "beside.moved": [False, True],
    }
    unknown: dict[str, list[bool | None]] = {
        code: [*[None] * 4, *known] for code, known in expected.items()
    }
    unknown["missing"] = [True, True, True, True, False, False]
    rule = any_of(*(Rule(code, made, words(code)) for code, made in conditions.items()))
    found = records(without_born(judge_frame(rule, frame)))
    assert unknown == {code: [row[code] for row in found] for code in conditions}
    assert {"born": 4, "arrived": 0} == unknown_codes(rule, frame)
    for number, verdict in explain_frame(rule, frame, ids, key="row_id").items():
        reasons = {reason.code: AS_BOOL[reason.outcome] for reason in verdict.reasons}
        assert {code: unknown[code][number] for code in conditions} == reasons


@pytest.mark.parametrize("day", ["infinity", "-infinity"])
def test_a_day_that_never_comes_is_no_day_of_the_calendar(day: str) -> None:
    """The infinities of DuckDB are unknown to the frame and to the verdict alike."""
    frame = query(f"select 0 as row_id, date '{day}' as born")
    for rule in (BORN > date.max, BORN < date.min):
        assert [None] == column(without_born(judge_frame(rule, frame)))
        assert Outcome.UNDETERMINED is explain_frame(rule, frame, [0], key="row_id")[0].outcome
    assert {"born": 1} == unknown_codes(BORN > date.max, frame)
