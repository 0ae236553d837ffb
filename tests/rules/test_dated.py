"""Dated values: what holds on a day, by what was known on a day."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from typing import Any

import pendulum
import pytest
from hypothesis import given
from hypothesis import strategies as st

from reintegra.errors import Conflict, InvalidValue, OutsideCoverage, WrongType
from reintegra.rules import Dated, DatedValue
from reintegra.vocabulary.sources import Source

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
    with pytest.raises(Conflict, match="limit: two values") as caught:
        Dated((first, DatedValue(2, _START, known_from)), "limit")
    assert ("same-day", _START) == (caught.value.code, caught.value.key)
    assert 2 == Dated((DatedValue(2, _START, date(2024, 2, 1)), first)).at(_START)


def test_no_value_at_all_is_refused() -> None:
    """There must be something that can hold."""
    with pytest.raises(InvalidValue, match="empty"):
        Dated(())


def test_outside_says_what_was_looked_up_and_for_which_day() -> None:
    """The error names the value and the day."""
    with pytest.raises(OutsideCoverage) as caught:
        Dated((DatedValue(1, _START),), "limit").at(date(2023, 12, 31))
    assert ("limit", date(2023, 12, 31)) == (caught.value.what, caught.value.key)


def test_days_of_pendulum_are_taken_and_times_are_not() -> None:
    """In every place where a day is given."""
    day = pendulum.date(2024, 1, 1)
    dated = Dated((DatedValue(1, day, day),))
    assert (date, date) == (type(dated.entries[0].since), type(dated.entries[0].known_from))
    assert 1 == dated.at(day, known_at=day)
    noon: Any = datetime(2024, 1, 1, 12, tzinfo=UTC)
    for misuse in (
        lambda: DatedValue(1, noon),
        lambda: DatedValue(1, _START, noon),
        lambda: dated.at(noon),
        lambda: dated.at(_START, known_at=noon),
    ):
        with pytest.raises(WrongType):
            misuse()


def test_falsy_values_are_values() -> None:
    """Zero and an empty text hold; only None ends."""
    assert 0 == Dated((DatedValue(0, _START),)).at(_START)
    assert "" == Dated((DatedValue("", _START),)).at(_START)
