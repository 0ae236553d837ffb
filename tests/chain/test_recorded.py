"""Two axes of time: the day on which something happened, and when it was recorded."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta, timezone
from typing import Any

import attrs
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reintegra.chain import Case, Event
from reintegra.chain.deportation import ArrivalReceived
from reintegra.errors import InvalidValue, UnknownEvent, WrongType
from tests.chain.journeys import ERAS, whole_journey
from tests.profiles import at_most

WHOLE = whole_journey(ERAS[0]).events
FIRST = datetime(2019, 1, 7, 9, tzinfo=UTC)


@attrs.frozen
class Kept:
    """An event as a journal keeps it."""

    event: object
    recorded_at: datetime


def kept(minutes: list[int]) -> list[Kept]:
    """The whole journey, each event recorded so many minutes after the opening, which is first."""
    times = [0, *minutes]
    return [
        Kept(event, FIRST + timedelta(minutes=minute))
        for event, minute in zip(WHOLE, times, strict=True)
    ]


delays = st.lists(st.integers(0, 9), min_size=len(WHOLE) - 1, max_size=len(WHOLE) - 1)


@settings(max_examples=at_most(100))  # about 3 ms each
@given(delays, st.integers(0, 10))
def test_what_was_known_is_what_had_been_recorded(minutes: list[int], minute: int) -> None:
    """Whatever was recorded later is left out, and the moment itself is included."""
    at = FIRST + timedelta(minutes=minute)
    journal = kept(minutes)
    by_then: list[Any] = [each.event for each in journal if each.recorded_at <= at]
    assert Case.replay(by_then) == Case.replay(journal, known_at=at)


@given(delays)
def test_after_the_last_recording_all_is_known(minutes: list[int]) -> None:
    """Then the case is the plain replay, with a time or without."""
    journal = kept(minutes)
    at = max(each.recorded_at for each in journal)
    assert Case.replay(WHOLE) == Case.replay(journal, known_at=at) == Case.replay(journal)


@given(delays, st.integers(0, 10), st.integers(0, 10))
def test_nothing_that_was_known_is_forgotten(minutes: list[int], one: int, other: int) -> None:
    """What was known at a time is known at every later time."""
    journal = kept(minutes)
    early, late = (FIRST + timedelta(minutes=each) for each in sorted((one, other)))
    known = Case.replay(journal, known_at=early).events
    assert set(known) <= set(Case.replay(journal, known_at=late).events)


def test_a_late_report_of_an_early_day_was_not_known_before_it_came() -> None:
    """On its own day nobody knew of the arrival; the records of that day say it afterwards."""
    journal = kept([5, *(9 for _ in WHOLE[2:])])
    arrival = WHOLE[1]
    assert isinstance(arrival, ArrivalReceived)
    before = Case.replay(journal, known_at=FIRST + timedelta(minutes=4))
    after = Case.replay(journal, known_at=FIRST + timedelta(minutes=5))
    assert (None, arrival) == (before.deportation.arrival, after.deportation.arrival)
    assert arrival == after.as_of(arrival.on).deportation.arrival


def test_a_moment_is_the_same_in_every_offset() -> None:
    """16.00 in Jakarta is 9.00 UTC."""
    jakarta = FIRST.astimezone(timezone(timedelta(hours=7)))
    assert 16 == jakarta.hour
    assert 1 == Case.replay(kept([1] * (len(WHOLE) - 1)), known_at=jakarta).version


def test_before_the_first_recording_there_is_no_case() -> None:
    """A case of which nothing was known is refused as a case without events is."""
    with pytest.raises(InvalidValue, match="begins with an event"):
        Case.replay(kept([1] * (len(WHOLE) - 1)), known_at=FIRST - timedelta(microseconds=1))


@pytest.mark.parametrize(
    ("events", "known_at", "error"),
    [
        (WHOLE, FIRST, InvalidValue),
        ([Kept(WHOLE[0], FIRST), WHOLE[1]], FIRST, InvalidValue),
        ([Kept(WHOLE[0], FIRST)], FIRST.replace(tzinfo=None), WrongType),
        ([Kept(WHOLE[0], FIRST)], date(2019, 1, 7), WrongType),
        ([Kept(WHOLE[0], FIRST.replace(tzinfo=None))], FIRST, WrongType),
        ([Kept(WHOLE[0], FIRST.replace(tzinfo=None))], None, WrongType),
        ([Kept("no event", FIRST)], FIRST, UnknownEvent),
        ([Kept(WHOLE[0], FIRST), "no event"], None, UnknownEvent),
    ],
)
def test_a_time_needs_events_that_say_when(
    events: Any, known_at: Any, error: type[Exception]
) -> None:
    """A plain event, a time without offset and what is no event are misuse."""
    with pytest.raises(error):
        Case.replay(events, known_at=known_at)


def test_what_was_recorded_is_told_by_its_type_and_its_place() -> None:
    """The type that is no event, or the name of the time that says no offset."""
    with pytest.raises(UnknownEvent, match="str"):
        Case.replay([Kept("no event", FIRST)])
    with pytest.raises(WrongType, match="recorded_at"):
        Case.replay([Kept(WHOLE[0], FIRST.replace(tzinfo=None))])


def test_plain_and_recorded_events_can_stand_together_where_no_time_is_asked() -> None:
    """Both are the same history."""
    mixed: list[Event | Kept] = [WHOLE[0], *kept([1] * (len(WHOLE) - 1))[1:]]
    assert Case.replay(WHOLE) == Case.replay(mixed)


def test_a_case_whose_beginning_was_not_known_says_so() -> None:
    """Its first event was recorded last: what was known before is no case that began with it."""
    journal = [Kept(WHOLE[0], FIRST + timedelta(9)), *kept([1] * (len(WHOLE) - 1))[1:]]
    with pytest.raises(InvalidValue) as refused:
        Case.replay(journal, known_at=FIRST + timedelta(1))
    assert ("events", "beginning-not-known") == (refused.value.field, refused.value.code)
    with pytest.raises(InvalidValue) as empty:
        Case.replay(journal, known_at=FIRST)
    assert "empty" == empty.value.code
