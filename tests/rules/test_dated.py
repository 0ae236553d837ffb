"""Dated values: what holds on a day, by what was known on a day."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from typing import Any

import pendulum
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reintegra.errors import Conflict, InvalidValue, OutsideCoverage, WrongType
from reintegra.rules import Dated, DatedValue, Enacted, PeriodValue, Provision, when
from reintegra.vocabulary.money import idr
from reintegra.vocabulary.sources import Source
from tests.profiles import at_most
from tests.rules.notation import fact

_START = date(2024, 1, 1)
_DAYS = st.integers(0, 6).map(lambda n: _START + timedelta(days=n))
_ENTRIES = st.lists(
    st.builds(DatedValue, st.sampled_from([1, 2, 3, None]), _DAYS, st.none() | _DAYS),
    min_size=1,
    max_size=6,
    unique_by=lambda entry: (entry.since, entry.known_from),
)


def _expected(entries: list[DatedValue[int]], on: date, known_at: date | None) -> int | None:
    """Day by day backwards: the last entry from that day that was known."""
    for day in (on - timedelta(days=n) for n in range(8)):
        known = [
            (entry.known_from or date.min, entry.value)
            for entry in entries
            if entry.since == day
            and (known_at is None or entry.known_from is None or entry.known_from <= known_at)
        ]
        if known:
            return max(known, key=lambda pair: pair[0])[1]
    return None


@given(_ENTRIES, _DAYS, st.none() | _DAYS, st.randoms())
def test_a_value_holds_until_the_next_that_was_known(
    entries: list[DatedValue[int]], on: date, known_at: date | None, chance: Any
) -> None:
    """The order in which the entries are given does not matter."""
    shuffled = entries.copy()
    chance.shuffle(shuffled)
    expected = _expected(entries, on, known_at)
    dated = Dated(tuple(shuffled))
    if expected is None:
        with pytest.raises(OutsideCoverage):
            dated.at(on, known_at=known_at)
        with pytest.raises(OutsideCoverage):
            dated.entry_at(on, known_at=known_at)
    else:
        assert expected == dated.at(on, known_at=known_at)
        assert expected == dated.entry_at(on, known_at=known_at).value


def test_an_entry_has_its_source() -> None:
    """`entry_at` answers with the whole entry."""
    entry = DatedValue("x", _START, source=Source("Decree 1/2020 (made up)"))
    assert entry is Dated((entry,)).entry_at(_START)


@pytest.mark.parametrize("known_from", [None, date(2023, 12, 1)])
def test_two_values_from_one_day_are_a_conflict(known_from: date | None) -> None:
    """Unless one became known later: then it corrects the other."""
    first = DatedValue(1, _START, known_from)
    with pytest.raises(Conflict) as caught:
        Dated((first, DatedValue(2, _START, known_from)), "limit")
    assert "limit: two values from one day: 2024-01-01 [same-day]" == str(caught.value)
    assert ("same-day", _START) == (caught.value.code, caught.value.key)
    assert 2 == Dated((DatedValue(2, _START, date(2024, 2, 1)), first)).at(_START)


def test_no_value_at_all_is_refused() -> None:
    """There must be something that can hold."""
    with pytest.raises(InvalidValue, match=r"^limit: at least one value \[empty\]$"):
        Dated((), "limit")
    with pytest.raises(InvalidValue, match=r"^dated value: at least one value \[empty\]$"):
        Dated(())
    with pytest.raises(InvalidValue, match=r"^dated value: at least one value \[empty\]$"):
        Dated.of_periods([])


def test_outside_says_what_was_looked_up_and_for_which_day() -> None:
    """The error names the value and the day."""
    limit = Dated((DatedValue(1, _START), DatedValue(None, date(2025, 1, 1))), "limit")
    for day in (date(2023, 12, 31), date(2025, 1, 1)):
        for ask in (limit.at, limit.entry_at):
            with pytest.raises(OutsideCoverage) as caught:
                ask(day)
            assert ("limit", day) == (caught.value.what, caught.value.key)


def test_what_was_learnt_corrects_what_always_was() -> None:
    """Even if it was learnt on the first day of the calendar."""
    always, learnt = DatedValue(1, _START), DatedValue(2, _START, date.min)
    assert 2 == Dated((always, learnt)).at(_START) == Dated((learnt, always)).at(_START)


def test_days_of_pendulum_are_taken_and_times_are_not() -> None:
    """In every place where a day is given."""
    day = pendulum.date(2024, 1, 1)
    dated = Dated((DatedValue(1, day, day),))
    assert (date, date) == (type(dated.entries[0].since), type(dated.entries[0].known_from))
    assert 1 == dated.at(day, known_at=day)
    noon: Any = datetime(2024, 1, 1, 12, tzinfo=UTC)
    for field, misuse in (
        ("since", lambda: DatedValue(1, noon)),
        ("known_from", lambda: DatedValue(1, _START, noon)),
        ("since", lambda: PeriodValue(1, noon)),
        ("until", lambda: PeriodValue(1, _START, noon)),
        ("known_from", lambda: Dated.of_periods([PeriodValue(1, _START)], known_from=noon)),
        ("since", lambda: dated.changed(1, noon)),
        ("until", lambda: dated.changed(1, _START, noon)),
        ("known_from", lambda: dated.changed(1, _START, known_from=noon)),
        ("on", lambda: dated.at(noon)),
        ("known_at", lambda: dated.at(_START, known_at=noon)),
        ("on", lambda: dated.entry_at(noon)),
        ("known_at", lambda: dated.entry_at(_START, known_at=noon)),
    ):
        with pytest.raises(WrongType, match=f"^{field}: expected a day without a time"):
            misuse()


def test_falsy_values_are_values() -> None:
    """Zero and an empty text hold; only None ends."""
    assert 0 == Dated((DatedValue(0, _START),)).at(_START)
    assert "" == Dated((DatedValue("", _START),)).at(_START)
    assert 0 == Dated((DatedValue(0, _START),)).entry_at(_START).value


def test_an_entry_is_a_dated_value_and_nothing_else() -> None:
    """A pair of value and day is none; the entries are kept as a tuple, and the name is a text."""
    pair: Any = (1, _START)
    text: Any = b"limit"
    with pytest.raises(WrongType, match=r"^entries: expected DatedValue, got tuple$"):
        Dated((DatedValue(1, _START), pair))
    with pytest.raises(WrongType, match=r"^periods: expected PeriodValue, got tuple$"):
        Dated.of_periods([PeriodValue(1, _START, _START), pair])
    with pytest.raises(WrongType, match=r"^what: expected a text, got bytes$"):
        Dated((DatedValue(1, _START),), text)
    listed: Any = [DatedValue(1, _START)]
    assert Dated(tuple(listed)) == Dated(listed)
    assert {Dated(listed)} == {Dated(tuple(listed))}


def _day(number: int) -> date:
    return _START + timedelta(days=number)


def _of_one(periods: list[tuple[int, int | None]]) -> list[PeriodValue[int]]:
    return [
        PeriodValue(1, _day(first), None if last is None else _day(last)) for first, last in periods
    ]


def test_values_of_periods_hold_from_their_first_to_their_last_day() -> None:
    """In any order given, and the last one may end; each entry keeps its source."""
    source = Source("Decree 1/2020 (made up)")
    dated = Dated.of_periods(
        [
            PeriodValue("second", _day(3), _day(4), source),
            PeriodValue("first", _day(0), _day(2)),
            PeriodValue(None, _day(5), _day(6)),
            PeriodValue("third", _day(7), _day(7)),
        ],
        "limit",
        known_from=_day(1),
    )
    assert (
        Dated(
            (
                DatedValue("first", _day(0), _day(1)),
                DatedValue("second", _day(3), _day(1), source),
                DatedValue(None, _day(5), _day(1)),
                DatedValue("third", _day(7), _day(1)),
                DatedValue(None, _day(8), _day(1)),
            ),
            "limit",
        )
        == dated
    )
    found = [_value_or_none(dated, _day(n), None) for n in range(-1, 10)]
    three_days, two_days = ["first"] * 3, ["second"] * 2
    assert [None, *three_days, *two_days, None, None, "third", None, None] == found
    assert Dated((DatedValue(1, _day(0)),)) == Dated.of_periods([PeriodValue(1, _day(0))])


@pytest.mark.parametrize("end", [None, date.max])
def test_a_value_without_an_end_holds_to_the_last_day_of_the_calendar(end: date | None) -> None:
    """No day after the last one is ever named."""
    dated = Dated.of_periods([PeriodValue(1, _day(0), end)])
    assert (1, 1) == (dated.at(date.max), len(dated.entries))


@pytest.mark.parametrize(
    ("periods", "days"),
    [
        ([(0, 3), (3, None)], "2024-01-04"),
        ([(0, None), (3, 5)], "2024-01-04 to 2024-01-06"),
        ([(0, 5), (3, None)], "2024-01-04 to 2024-01-06"),
        ([(0, 9), (3, 5)], "2024-01-04 to 2024-01-06"),
        ([(0, None), (3, None)], "from 2024-01-04 on"),
        ([(3, 4), (0, 2), (2, 2)], "2024-01-03"),
        ([(0, 0), (0, 0)], "2024-01-01"),
    ],
)
def test_two_values_on_one_day_are_found_when_the_value_is_built(
    periods: list[tuple[int, int | None]], days: str
) -> None:
    """The conflict names the days that both claim."""
    values = _of_one(periods)
    with pytest.raises(Conflict) as caught:
        Dated.of_periods(values, "limit")
    assert f"limit: two values: {days} [overlap]" == str(caught.value)
    assert ("overlap", days) == (caught.value.code, caught.value.key)


@pytest.mark.parametrize(
    ("periods", "days"),
    [
        ([(0, 3), (5, None)], "2024-01-05"),
        ([(6, 9), (0, 3)], "2024-01-05 to 2024-01-06"),
    ],
)
def test_a_day_without_a_value_is_found_when_the_value_is_built(
    periods: list[tuple[int, int | None]], days: str
) -> None:
    """The conflict names the days; a period with the value None closes the gap."""
    values = _of_one(periods)
    with pytest.raises(Conflict) as caught:
        Dated.of_periods(values, "limit")
    assert f"limit: no value: {days} [gap]" == str(caught.value)
    first, last = (date.fromisoformat(day) for day in (days[:10], days[-10:]))
    closed = Dated.of_periods([*values, PeriodValue(None, first, last)])
    assert (1, None) == (closed.at(_day(0)), _value_or_none(closed, first, None))


def test_a_period_does_not_end_before_it_begins() -> None:
    """One day is the shortest."""
    assert _day(0) == PeriodValue(1, _day(0), _day(0)).until
    expected = r"^until: a value does not end before it begins \[before-since\]$"
    with pytest.raises(InvalidValue, match=expected):
        PeriodValue(1, _day(1), _day(0))
    with pytest.raises(InvalidValue, match=expected):
        Dated((DatedValue(1, _START),)).changed(2, _day(1), _day(0))


def test_whole_rules_provisions_and_editions_are_dated() -> None:
    """What holds on a day is asked for, and judges."""
    age = fact("age", int)
    rules = Dated((DatedValue(age >= 18, _day(0)), DatedValue(age >= 21, _day(5))), "rule")
    assert [True, False] == [rules.at(_day(n)).judge({"age": 20}).met for n in (4, 5)]
    grant = Provision("grant", (when(age >= 18).then(idr(600)),), otherwise=idr(0))
    editions = Dated((DatedValue(Enacted("first", grant), _day(0)),), "edition")
    held = editions.at(_day(0))
    assert ("first", grant) == (held.edition, held.basis)
    with pytest.raises(OutsideCoverage, match=r"^edition: nothing holds for 2023-12-31$"):
        editions.at(_day(-1))


def _value_or_none(dated: Dated[Any], on: date, known_at: date | None) -> Any:
    try:
        return dated.at(on, known_at=known_at)
    except OutsideCoverage:
        return None


_PERIODS = st.tuples(_DAYS, st.none() | st.integers(0, 3)).map(
    lambda each: (each[0], None if each[1] is None else each[0] + timedelta(days=each[1]))
)


def test_a_value_may_be_ended_from_the_day_on_which_it_began() -> None:
    """Nothing holds then on any day, and that is a value of the law like any other."""
    began = date(2024, 1, 1)
    ended = Dated((DatedValue(1, began),)).changed(None, began)
    assert (DatedValue(None, began),) == ended.entries
    with pytest.raises(OutsideCoverage):
        ended.at(date(2024, 1, 5))


@settings(max_examples=at_most(100))  # about 4 ms each
@given(_ENTRIES, _PERIODS, st.sampled_from([7, None]), st.none() | _DAYS)
def test_a_change_holds_on_its_days_and_nowhere_else(
    entries: list[DatedValue[int]],
    days: tuple[date, date | None],
    value: int | None,
    known_from: date | None,
) -> None:
    """Whatever was known then; what was learnt later than the change stays as it is.

    And what stays is as well known as before: no day of it seems to have been learnt anew.
    """
    before = Dated(tuple(entries), "limit")
    after = before.changed(value, *days, known_from=known_from)
    assert "limit" == after.what
    for on in (_day(n) for n in range(-1, 12)):
        inside = days[0] <= on and (days[1] is None or on <= days[1])
        for known_at in (*(_day(n) for n in range(-1, 8)), None):
            then = _entry(before, on, known_at)
            unknown = known_at is not None and known_from is not None and known_at < known_from
            stays = not inside or unknown or _learnt_later(then, known_from)
            expected = then if stays else DatedValue(value, days[0], known_from)
            assert _said(expected) == _said(_entry(after, on, known_at))


def _entry(dated: Dated[int], on: date, known_at: date | None) -> DatedValue[int] | None:
    known = [
        each
        for each in dated.entries
        if each.since <= on
        and (known_at is None or each.known_from is None or each.known_from <= known_at)
    ]
    return max(known, key=lambda e: (e.since, e.known_from or date.min), default=None)


def _said(entry: DatedValue[int] | None) -> tuple[int | None, date | None] | None:
    """The value and since when it was known; an end that was always known is as good as nothing."""
    said = None if entry is None else (entry.value, entry.known_from)
    return None if said == (None, None) else said


def _learnt_later(entry: DatedValue[int] | None, known_from: date | None) -> bool:
    """Whether an entry corrects a day of the change with later knowledge."""
    if entry is None or entry.known_from is None:
        return False
    return known_from is None or entry.known_from > known_from


def test_a_change_keeps_every_source_and_says_no_more_than_it_must() -> None:
    """The old value resumes with its source, and once, even where knowledge has several days."""
    old, new = Source("Decree 1/2020 (made up)"), Source("Decree 2/2021 (made up)")
    dated = Dated(
        (
            DatedValue("w", _day(-9), _day(1)),
            DatedValue("x", _day(0), source=old),
            DatedValue("y", _day(9), _day(6)),
        )
    )
    changed = dated.changed("z", _day(2), _day(3), known_from=_day(5), source=new)
    assert (
        DatedValue("w", _day(-9), _day(1)),
        DatedValue("x", _day(0), source=old),
        DatedValue("z", _day(2), _day(5), new),
        DatedValue("x", _day(4), source=old),
        DatedValue("y", _day(9), _day(6)),
    ) == changed.entries


_LEARNT = st.lists(st.none() | _DAYS, min_size=2, max_size=2, unique=True)


@settings(max_examples=at_most(100))  # about 4 ms each
@given(_ENTRIES, st.tuples(_PERIODS, _PERIODS), _LEARNT)
def test_two_changes_are_the_same_in_whichever_order_they_are_recorded(
    entries: list[DatedValue[int]],
    periods: tuple[tuple[date, date | None], tuple[date, date | None]],
    learnt: list[date | None],
) -> None:
    """On a day that both claim, the one that was learnt later stands."""
    before = Dated(tuple(entries))
    first, second = (
        before.changed(one, *periods[one], known_from=learnt[one]).changed(
            other, *periods[other], known_from=learnt[other]
        )
        for one, other in ((0, 1), (1, 0))
    )
    for on in (_day(n) for n in range(-1, 12)):
        for known_at in (*(_day(n) for n in range(-1, 8)), None):
            assert _said(_entry(first, on, known_at)) == _said(_entry(second, on, known_at))


def test_a_change_that_is_recorded_late_does_not_hide_what_was_learnt_after_it() -> None:
    """From March by what February knew, from January by what June knew: in April June's stands."""
    base = Dated((DatedValue("old", date(2024, 1, 1)),))
    changes = (("march", 3, 2), ("january", 1, 6))
    for ordered in (changes, changes[::-1]):
        dated = base
        for value, since, known in ordered:
            dated = dated.changed(value, date(2024, since, 1), known_from=date(2024, known, 1))
        assert ["march", "january"] == [
            dated.at(date(2024, 4, 1), known_at=known) for known in (date(2024, 5, 31), None)
        ]


def test_a_change_is_told_from_what_held_by_value_source_and_knowledge() -> None:
    """The number 1 and a yes are equal, and are two values of the law."""
    old, new = Source("Decree 1/2020 (made up)"), Source("Decree 2/2021 (made up)")
    dated = Dated((DatedValue[object](1, _START, _day(1), old),))
    for value, source, known in ((True, old, _day(1)), (1, new, _day(1)), (1, old, _day(2))):
        after = dated.changed(value, _day(3), known_from=known, source=source)
        entry = after.entry_at(_day(3))
        assert (repr(value), source, known) == (repr(entry.value), entry.source, entry.known_from)
        assert 2 == len(after.entries)
    assert dated == dated.changed(1, _day(3), known_from=_day(1), source=old)


def test_a_change_on_the_last_days_of_the_calendar_ends_nothing() -> None:
    """There is no day on which the old value could resume."""
    changed = Dated((DatedValue(1, _START),)).changed(2, _day(1), date.max)
    assert (1, 2, 2) == (changed.at(_START), changed.at(date.max), len(changed.entries))
