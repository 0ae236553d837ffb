"""Laws of the case, for random walks through the chain under every edition."""

from __future__ import annotations

import itertools
from datetime import timedelta
from typing import TYPE_CHECKING

import attrs
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reintegra.chain import Case, Openness
from reintegra.chain.table import PLACES, place_of
from reintegra.errors import TransitionRefused
from tests.chain.exploring import pool
from tests.chain.journeys import (
    ERAS,
    Era,
    attested,
    candidates,
    walked,
    whole_journey,
)
from tests.profiles import at_most

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date


by_era = pytest.mark.parametrize("era", ERAS, ids=lambda era: era.code)
steps = st.lists(
    st.tuples(st.integers(-3, 9), st.integers(0, 2_000), st.integers(0, 2_000)), max_size=14
)
MOST = 24


@st.composite
def beginnings(draw: st.DrawFn, era: Era) -> Case:
    """A case just opened, or the plain way through the chain up to some step."""
    whole = whole_journey(era).events
    length = draw(st.integers(0, len(whole)))
    return Case.replay(whole[:length]) if length else Case.open(attested(era))


def registers(era: Era) -> st.SearchStrategy[Mapping[str, object]]:
    """What the register says: of age, not asked, or a child."""
    return st.sampled_from(era.registers)


def answers(case: Case, era: Era, on: date, knowing: Mapping[str, object]) -> None:
    """What `next_steps` says of each event type is what `consider` says of the events."""
    for step in case.next_steps(under=era.policy, on=on, knowing=knowing):
        offered = itertools.islice(candidates(case, step.event, on, era.edition), MOST)
        verdicts = (case.consider(each, under=era.policy, knowing=knowing) for each in offered)
        accepted = any(verdict.met for verdict in verdicts)
        assert (step.openness is Openness.OPEN) is accepted, (step.event, on, step.openness)
        assert step.verdict.met is accepted


@by_era
@given(data=st.data())
@settings(max_examples=at_most(40))  # each is a walk, with every answer at each step
def test_what_was_recorded_is_what_is_replayed(era: Era, data: st.DataObject) -> None:
    """The events alone make the case; a refused event leaves it as it was."""
    case, knowing = data.draw(beginnings(era)), data.draw(registers(era))
    for event, before in walked(case, era, data.draw(steps), knowing):
        kept = Case.replay(before.events)
        verdict = before.consider(event, under=era.policy, knowing=knowing)
        assert kept == before
        if verdict.met:
            after = before.record(event, under=era.policy, knowing=knowing)
            assert Case.replay((*before.events, event)) == after
            assert (before.version + 1, before.id, before.person) == (
                after.version,
                after.id,
                after.person,
            )
            assert event == after.events[-1]
            own_stage = place_of(type(event)).stage
            own = [each for each in after.events if place_of(type(each)).stage is own_stage]
            assert max(each.on for each in own) == after.records.of_stage(own_stage).last_on
        else:
            with pytest.raises(TransitionRefused) as refused:
                before.record(event, under=era.policy, knowing=knowing)
            assert verdict == refused.value.verdict
            assert verdict.failed or verdict.undetermined
        assert kept == before


@by_era
@given(data=st.data())
@settings(max_examples=at_most(25))  # each is a walk, with every answer at each step
def test_an_accepted_event_was_open(era: Era, data: st.DataObject) -> None:
    """What `record` accepts, `next_steps` had called open on that day, and only that."""
    case, knowing = data.draw(beginnings(era)), data.draw(registers(era))
    for event, before in walked(case, era, data.draw(steps), knowing):
        if before.consider(event, under=era.policy, knowing=knowing).met:
            assert type(event) in before.possible(under=era.policy, on=event.on, knowing=knowing)


@by_era
@given(data=st.data())
@settings(max_examples=at_most(10))  # each is a walk, with every answer at each step
def test_open_means_that_some_event_is_accepted(era: Era, data: st.DataObject) -> None:
    """Blocked or waiting means that none is, on the day of the last event, before and after it."""
    case, knowing = data.draw(beginnings(era)), data.draw(registers(era))
    for event, before in walked(case, era, data.draw(steps), knowing):
        if before.consider(event, under=era.policy, knowing=knowing).met:
            case = before.record(event, under=era.policy, knowing=knowing)
    for days in (-1, 0, 1):
        on = case.records.last_on + timedelta(days)
        if era.day <= on:
            answers(case, era, on, knowing)


@pytest.mark.long
@by_era
def test_open_is_exact_in_every_state_that_was_found(era: Era) -> None:
    """The same for every explored state of every stage, on the day of its last event."""
    for case, knowing in itertools.product(pool(era), era.registers):
        answers(case, era, case.records.last_on, knowing)


@by_era
def test_a_case_and_its_records_cannot_be_changed(era: Era) -> None:
    """A case is a value: setting a field of it, or of a record in it, is an error."""
    case = whole_journey(era)
    for value in (case, case.records, case.stimulus, case.ending, case.events[0]):
        field = attrs.fields(type(value))[0].name
        with pytest.raises(attrs.exceptions.FrozenInstanceError):
            setattr(value, field, None)


@by_era
def test_the_records_of_a_day_are_those_of_the_events_until_then(era: Era) -> None:
    """Looking back is replaying the shorter history; looking ahead changes nothing."""
    case = whole_journey(era)
    for length in range(1, case.version):
        events = case.events[:length]
        if events[-1].on < case.events[length].on:
            assert Case.replay(events).records == case.as_of(events[-1].on)
    assert case.records == case.as_of(case.records.last_on + timedelta(1))
    assert len(PLACES) == len(case.next_steps(under=era.policy, on=case.records.last_on))
