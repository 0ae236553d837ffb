"""Each law of the explorer, told of a case that breaks it; and no law of one that breaks none."""

from __future__ import annotations

from datetime import date, timedelta
from functools import cache
from types import SimpleNamespace
from typing import TYPE_CHECKING, Any

import attrs

from reintegra.chain.case import Case
from reintegra.chain.guidance import GuidanceCompleted
from reintegra.chain.policy import Policy
from reintegra.errors import TransitionRefused
from reintegra.rules import Dated, DatedValue, Not
from reintegra.testing import explore_policy
from reintegra.testing.laws import Law, of_recording, of_state, of_step
from reintegra.testing.refusing import innermost
from tests.testing.small import DAY, SETTLED, SOUND, policy_with, sound

if TYPE_CHECKING:
    import pytest

POLICY = policy_with(SOUND)


@cache
def taught() -> Case:
    """A case that was guided to the end."""
    case = sound().report.nearest(lambda each: each.guidance.completed_on is not None)
    assert case is not None
    return case


def test_a_case_as_it_is_breaks_no_law() -> None:
    """Neither by itself, nor by its last event, nor by what is recorded next."""
    case = taught()
    before = Case.replay(case.events[:-1])
    verdict = before.consider(case.events[-1], under=POLICY)
    assert [] == list(of_state(case))
    assert [] == list(of_step(before, case.events[-1], case))
    assert [] == list(of_recording(before, case.events[-1], verdict, POLICY, {}))


def test_what_a_case_says_of_its_history_is_what_the_history_says() -> None:
    """Other records, another version, another last day."""
    case = taught()
    odd: Any = SimpleNamespace(
        events=case.events, version=1, records=SimpleNamespace(last_on=date.min)
    )
    assert [Law.REPLAYED, Law.COUNTED, Law.DATED] == list(of_state(odd))


def test_a_step_adds_one_event_and_moves_as_its_row_says() -> None:
    """An event that takes away all others is none."""
    case = taught()
    first = Case.replay(case.events[:1])
    assert [Law.COUNTED, Law.DATED, Law.BY_ITS_ROW] == list(of_step(case, case.events[-1], first))


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


def test_steps_that_are_open_are_those_of_which_an_event_is_accepted(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """A case that calls nothing possible is told of, also where the register is asked nothing."""
    quiet = attrs.evolve(POLICY.at(DAY), register_facts=(), requirements={})
    policy = Policy("quiet", POLICY.name, Dated((DatedValue(quiet, DAY),)))
    monkeypatch.setattr(Case, "possible", lambda *_, **__: ())
    found = explore_policy(policy, on=DAY, limit=60)
    assert {Law.STEPS_AGREE} == {each.law for each in found.violations}


def test_the_innermost_rule_of_what_must_not_be_is_found() -> None:
    """What is denied is asked as well."""
    assert (SETTLED,) == tuple(innermost(Not(SETTLED)))


def test_what_was_explored_is_drawn_a_part_for_each_record() -> None:
    """With the words of the events, in both languages and both ways of drawing."""
    report = sound().report

    def naming(event: Any) -> Any:
        return event.words

    assert "state" in report.mermaid("id", naming)
    assert "subgraph" in report.dot("en", naming)
