"""An event is put into a draft of a record; what anybody sees is frozen, and the old one stays."""

from __future__ import annotations

from typing import Any

import attrs
import pytest

from reintegra.chain import CHAIN, Case
from reintegra.chain.award_record import Award
from reintegra.chain.drafting import Draft, copying, seal
from reintegra.chain.ending import Closed, ContactLost, Reopened
from reintegra.chain.records import Records
from reintegra.chain.stage import Event
from reintegra.chain.table import PLACES
from tests.chain.journeys import ERAS, Era, candidates, taken, whole_journey

by_era = pytest.mark.parametrize("era", ERAS, ids=lambda era: era.code)
DRAFTS = [each for each in Draft.__subclasses__() if each.__module__.startswith("reintegra.chain.")]


@pytest.mark.parametrize("kind", DRAFTS, ids=lambda each: each.__sealed__.__name__)
def test_a_draft_is_copied_field_by_field_and_sealed_as_its_record(kind: Any) -> None:
    """A sealed draft equals the record that its class makes of the same values, and is frozen."""
    record: Any = object.__new__(kind.__sealed__)
    names = [field.name for field in attrs.fields(kind.__sealed__)]
    for name in names:
        object.__setattr__(record, name, f"the {name}")
    draft: Any = copying(kind)(record)
    setattr(draft, names[-1], "another")
    seal(draft)
    assert [*(f"the {name}" for name in names[:-1]), "another"] == [
        getattr(draft, name) for name in names
    ]
    assert f"the {names[-1]}" == getattr(record, names[-1])
    assert type(draft) is kind.__sealed__
    with pytest.raises(attrs.exceptions.FrozenInstanceError):
        setattr(draft, names[0], "changed")
    with pytest.raises(attrs.exceptions.FrozenInstanceError):
        delattr(draft, names[0])


def test_every_record_of_a_case_has_a_draft() -> None:
    """The seven of the stages, their frame, the case itself and an award."""
    kinds = {Records, Case, Award, *(type(stage.start) for stage in CHAIN)}
    assert kinds == {each.__sealed__ for each in DRAFTS}


def test_a_draft_adds_no_field() -> None:
    """Else it could not become the record that it is a draft of."""
    for kind in DRAFTS:
        assert kind.__dict__["__slots__"] == ()
        draft: Any = object.__new__(kind)
        with pytest.raises(AttributeError):
            draft.nobody = 1


def test_each_stage_says_what_each_event_of_its_table_changes() -> None:
    """No event of a stage is missing, and none of another stands there."""
    for stage in CHAIN:
        assert {row.event for row in stage.rows} == set(stage.changes)
        assert isinstance(stage.start, stage.draft.__sealed__)


@by_era
def test_one_by_one_or_all_at_once_the_records_are_the_same(era: Era) -> None:
    """Of every stretch of a whole journey; the earlier records are left as they were."""
    events = whole_journey(era).events
    records, seen = Records(), [Records()]
    for event in events:
        records = records.after(event)
        seen.append(records)
    assert [Records.of(events[:count]) for count in range(len(events) + 1)] == seen
    assert max(event.on for event in events) == records.last_on


@by_era
def test_what_is_recorded_leaves_no_draft_behind(era: Era) -> None:
    """After every event the case, its records and its awards are of their own classes."""
    case = whole_journey(era)
    for count in range(1, case.version + 1):
        held = Case.replay(case.events[:count])
        stages: list[Any] = [held.records.of_stage(stage) for stage in CHAIN]
        everything: list[Any] = [held, held.records, *stages, *held.stimulus.awards]
        for each in everything:
            assert not isinstance(each, Draft)
            assert hash(each) == hash(attrs.evolve(each))


def test_every_event_has_one_place_and_one_change() -> None:
    """The table of places and what the stages change speak of the same events."""
    assert set(PLACES) == {event for stage in CHAIN for event in stage.changes}


@pytest.mark.parametrize("kind", PLACES, ids=lambda each: each.__name__)
def test_where_a_record_keeps_several_it_keeps_the_event_itself(kind: type[Event]) -> None:
    """Of any field that grew with an event the last is that event, or the award that it made."""
    era = ERAS[0]
    case = whole_journey(era)
    event = next(candidates(case, kind, case.records.last_on, era.edition))
    stage = PLACES[kind].stage
    before = case.records.of_stage(stage)
    after = stage.after(before, event)
    for field in attrs.fields(type(before)):
        was, now = getattr(before, field.name), getattr(after, field.name)
        if isinstance(now, tuple) and len(now) > len(was):
            last = now[-1].terms if isinstance(now[-1], Award) else now[-1]
            assert last is event
        elif isinstance(now, Event) and now is not was:
            assert now is event


def test_how_often_a_case_was_reopened_is_counted() -> None:
    """Each time once."""
    case, era = whole_journey(ERAS[0]), ERAS[0]
    for count in range(3):
        assert count == case.ending.reopenings
        case = taken(case, era, ContactLost, Closed, Reopened)


def test_however_records_are_made_they_know_their_latest_day() -> None:
    """From the records of the stages, or with one of them taken from elsewhere."""
    case = whole_journey(ERAS[0])
    stages: dict[str, Any] = {stage.code: case.records.of_stage(stage) for stage in CHAIN}
    assert case.records.last_on == Records(**stages).last_on
    alone = attrs.evolve(Records(), guidance=case.guidance)
    assert case.guidance.last_on == alone.last_on
    assert Records().last_on < case.opened_on
    again = Case(case.id, case.person, case.events, Records(**stages))
    assert (case, case.opened_on) == (again, again.opened_on)


def test_nobody_changes_what_an_event_changes() -> None:
    """The table of a stage is fixed."""
    changes: Any = CHAIN[0].changes
    with pytest.raises(TypeError):
        changes[Closed] = None
