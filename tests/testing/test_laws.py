"""Each law of the explorer, told of a case that breaks it; and no law of one that breaks none."""

from __future__ import annotations

from datetime import date, timedelta
from functools import cache
from types import SimpleNamespace
from typing import Any

import attrs
import pytest

from reintegra.chain.case import Case
from reintegra.chain.ending import Closed, ContactLost
from reintegra.chain.guidance import Enrolled, GuidanceCompleted, GuidanceLeft, SessionAttended
from reintegra.chain.reintegration import ReintegrationStatus
from reintegra.chain.stimulus import SymbolicHandoverHeld
from reintegra.errors import TransitionRefused
from reintegra.rules import Missing, Not, Unless
from reintegra.testing import Law, Scope, Violation, walking
from reintegra.testing.alone import opened
from reintegra.testing.laws import of_recording, of_state, of_step, of_steps
from reintegra.testing.offers import offers
from reintegra.testing.refusing import innermost
from reintegra.testing.terms import Terms
from tests.testing.small import (
    ADULT,
    DAY,
    QUIET,
    SETTLED,
    SOUND,
    explored,
    policy_with,
    quiet,
    sound,
)

POLICY = policy_with(SOUND)
_ACCOMPANIED = ReintegrationStatus.ACCOMPANIED


@cache
def taught() -> Case:
    """A case that was guided to the end."""
    terms = Terms(POLICY.at(DAY), Scope(), 4)
    case, _ = next(opened(terms, DAY))
    for kind in (Enrolled, SessionAttended, GuidanceCompleted):
        on = case.records.last_on + timedelta(1)
        case = case.carry(offers(case, kind, on, terms.edition, terms.scope)[0].event)
    return case


def broken(found: Any) -> set[Law]:
    """The laws that were broken."""
    return {each.law for each in found.violations}


def test_a_case_as_it_is_breaks_no_law() -> None:
    """Neither by itself, nor by its last event, nor by what is recorded next."""
    case = taught()
    before = Case.replay(case.events[:-1])
    verdict = before.consider(case.events[-1], under=POLICY)
    on = case.records.last_on
    steps = set(case.possible(under=POLICY, on=on))
    assert [] == list(of_state(case))
    assert [] == list(of_step(before, case.events[-1], before.carry(case.events[-1])))
    assert [] == list(of_recording(before, case.events[-1], verdict, POLICY, {}))
    assert [] == list(of_steps(case, steps, POLICY, on, ({},)))


def test_what_a_case_says_of_its_history_is_what_the_history_says() -> None:
    """Other records, another version, another last day."""
    case = taught()
    odd: Any = SimpleNamespace(
        events=case.events, version=1, records=SimpleNamespace(last_on=date.min)
    )
    assert [Law.REPLAYED, Law.COUNTED, Law.DATED] == list(of_state(odd))


def test_a_step_adds_one_event_and_moves_as_its_row_says() -> None:
    """An event that takes away all others is none, and makes the records of all stages anew."""
    case = taught()
    first = Case.replay(case.events[:1])
    found = list(of_step(case, case.events[-1], first))
    assert [Law.COUNTED, Law.DATED, Law.BY_ITS_ROW, Law.OTHERS_APART] == found


def test_recording_says_what_considering_said() -> None:
    """Accepted though it was refused before, and refused though it was not."""
    case = taught()
    before, last = Case.replay(case.events[:-1]), case.events[-1]
    accepted = before.consider(last, under=POLICY)
    refused = case.consider(last, under=POLICY)
    assert (True, False) == (accepted.met, refused.met)
    assert [Law.RECORD_AGREES] == list(of_recording(before, last, refused, POLICY, {}))
    assert [Law.RECORD_AGREES] == list(of_recording(case, last, accepted, POLICY, {}))


def test_a_refused_event_changes_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    """A case that loses its last event by being asked is told of."""
    case = attrs.evolve(taught())
    event = attrs.evolve(case.events[-1], on=case.events[-1].on + timedelta(1))
    verdict = case.consider(event, under=POLICY)
    assert isinstance(event, GuidanceCompleted)

    def forgetful(self: Case, *_: object, **__: object) -> Case:
        object.__setattr__(self, "events", self.events[:-1])
        raise TransitionRefused(verdict, None)

    monkeypatch.setattr(Case, "record", forgetful)
    assert [Law.UNCHANGED] == list(of_recording(case, event, verdict, POLICY, {}))


@pytest.mark.long
def test_a_record_that_a_refusal_changes_in_place_is_seen(monkeypatch: pytest.MonkeyPatch) -> None:
    """The consent is forgotten where all cases that share the record lose it: nothing differs."""
    record = Case.record

    def forgets(self: Case, event: Any, **rest: Any) -> Case:
        try:
            return record(self, event, **rest)
        except TransitionRefused:
            object.__setattr__(self.stimulus, "consent", None)
            raise

    monkeypatch.setattr(Case, "record", forgets)
    assert Law.UNCHANGED in broken(explored(SOUND))


def test_a_guard_that_another_stage_unlocks_is_seen(monkeypatch: pytest.MonkeyPatch) -> None:
    """Whoever is accompanied can leave guidance, enrolled or not: no rule and no row says so."""
    considered = Case.consider

    def unguarded(self: Case, event: Any, **rest: Any) -> Any:
        if isinstance(event, GuidanceLeft) and self.reintegration.status is _ACCOMPANIED:
            event = SymbolicHandoverHeld(case=event.case, on=event.on)
        return considered(self, event, **rest)

    monkeypatch.setattr(Case, "consider", unguarded)
    assert {Law.NOTHING_ELSE, Law.BY_ITS_ROW} <= broken(explored(QUIET))


def test_a_way_that_the_case_does_not_go_is_seen(monkeypatch: pytest.MonkeyPatch) -> None:
    """Contact is never lost where the edition requires anything: that dead end is not told."""
    considered = Case.consider

    def never_lost(self: Case, event: Any, **rest: Any) -> Any:
        if isinstance(event, ContactLost) and rest["under"].at(event.on).requirements:
            event = attrs.evolve(event, on=DAY - timedelta(9))
        return considered(self, event, **rest)

    monkeypatch.setattr(Case, "consider", never_lost)
    found = explored({Closed: ADULT})
    assert Law.NOTHING_ELSE in broken(found)
    assert 4 == len(found.dead_ends)


def test_a_state_that_the_stage_alone_never_had_is_seen(monkeypatch: pytest.MonkeyPatch) -> None:
    """Every record is then another than those that were met alone."""
    monkeypatch.setattr(walking, "state_of", lambda *_: "never met")
    found = explored(QUIET)
    assert {Law.NOTHING_ELSE} == broken(found)


def test_answers_that_a_stage_alone_does_not_give_are_seen(monkeypatch: pytest.MonkeyPatch) -> None:
    """The whole answers the first of its facts with neither yes nor no, where two have begun."""
    answers = Terms.answers

    def odd(self: Any, records: Any) -> Any:
        found = answers(self, records)
        begun = records.guidance.status is not records.guidance.status.NOT_STARTED
        both = begun and records.reintegration.status is _ACCOMPANIED
        return (Missing.DECLINED, *found[1:]) if both else found

    monkeypatch.setattr(Terms, "answers", odd)
    assert Law.NOTHING_ELSE in broken(explored(SOUND))


def test_steps_that_are_open_are_those_of_which_an_event_is_accepted(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """A case that calls nothing possible is told of."""
    monkeypatch.setattr(Case, "possible", lambda *_, **__: ())
    assert {Law.STEPS_AGREE} == broken(explored(QUIET))


def test_the_innermost_rule_of_what_must_not_be_is_found() -> None:
    """What is denied is asked as well, and so are exceptions."""
    assert (SETTLED,) == tuple(innermost(Not(SETTLED)))
    assert (SETTLED, ADULT) == tuple(innermost(Unless(SETTLED, (ADULT,))))


def test_laws_that_are_broken_stand_in_the_report() -> None:
    """With a way there, in both languages."""

    def naming(event: Any) -> Any:
        return event.words

    told = attrs.evolve(quiet(), violations=(Violation(Law.UNCHANGED, taught()),))
    assert "A refused event changes nothing: Deported → Enrolled in guidance →" in told.text(
        "en", naming
    )
    assert "Peristiwa yang ditolak tidak mengubah apa pun: Dideportasi →" in told.text("id", naming)
    assert not told.is_sound
    assert () == sound().violations
