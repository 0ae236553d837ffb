"""The public explorer of a policy: what it finds in a sound one, and the hole in another."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from reintegra.chain import CHAIN, facts
from reintegra.chain.award import Awarded, GoodsHandedOver
from reintegra.chain.award_status import StimulusStatus
from reintegra.chain.deportation import Deported
from reintegra.chain.ending import Closed
from reintegra.chain.guidance import Enrolled, GuidanceStatus
from reintegra.errors import InvalidValue, OutsideCoverage, WrongType
from reintegra.testing import Scope, explore_policy
from tests.testing.small import DAY, SOUND, explored, holed, policy_with, rule, sound


def test_a_sound_policy_has_no_hole() -> None:
    """Every walk ends by itself, every law holds, and every state has a way to an ending."""
    found = sound()
    assert (True, (), ()) == (found.report.exhausted, found.report.dead_ends, found.violations)


def test_all_that_can_happen_happens() -> None:
    """But for a second deportation, goods where none are given, and parts of one payment."""
    report = sound().report
    assert {Deported, GoodsHandedOver} == set(report.never_taken)
    assert (StimulusStatus.PART_PAID,) == report.never_reached


def test_each_rule_of_the_policy_matters() -> None:
    """Each of them is at some time the only reason of a refusal."""
    report = sound().report
    never = set(report.never_alone)
    assert not never & {(Awarded, "consents"), (Awarded, "adult"), (Closed, "settled")}


def test_the_shortest_way_to_a_status_is_its_history() -> None:
    """Nobody completes guidance with fewer events."""
    case = sound().report.nearest(lambda each: each.guidance.completed_on is not None)
    assert case is not None
    assert ["Deported", "Enrolled", "SessionAttended", "GuidanceCompleted"] == [
        type(event).__name__ for event in case.events
    ]


def test_the_whole_is_one_walk_through_all_records() -> None:
    """It is cut where the bound is below all states, and then says so."""
    found = explored(SOUND, whole=True, limit=400)
    assert (400, False) == (len(found.report.walks[0].found.states), found.report.exhausted)
    assert 1 + len(CHAIN) == len(found.report.walks)


def test_a_requirement_that_nobody_meets_makes_dead_ends() -> None:
    """Nobody can close a case: all that is left is death, which counts as no way to end."""
    report = holed().report
    assert Closed in report.never_taken
    assert report.dead_ends


def test_a_stage_that_nobody_enters_is_named() -> None:
    """Nobody enrols, so guidance has one status."""
    report = holed().report
    never = {status for status in report.never_reached if isinstance(status, GuidanceStatus)}
    assert set(GuidanceStatus) - {GuidanceStatus.NOT_STARTED} == never


def test_a_beginning_that_permits_less_is_tried_as_far_as_it_goes() -> None:
    """Who was not recorded as a victim does not enrol, and is met outside guidance all the same."""
    labelled = rule("labelled", facts.recorded_as_wni_mkpo.is_true)
    guided = rule("guided", facts.guidance_completed.is_true)
    found = explored({Enrolled: labelled, Awarded: guided}, limit=400)
    assert (Enrolled, "labelled") not in found.report.never_alone
    assert () == found.violations


def test_a_rule_that_says_the_same_twice_never_matters() -> None:
    """Each of two rules with one condition hides behind the other."""
    never = holed().report.never_alone
    assert {(Awarded, "consents"), (Awarded, "again")} <= set(never)


@pytest.mark.parametrize(
    ("changes", "error"),
    [
        ({"on": date(2018, 1, 1)}, OutsideCoverage),
        ({"on": "today"}, WrongType),
        ({"policy": "small"}, WrongType),
        ({"limit": 0}, InvalidValue),
    ],
)
def test_misuse_is_refused(changes: dict[str, Any], error: type[Exception]) -> None:
    """A day without an edition, what is no policy or day, and a bound below one."""
    given: dict[str, Any] = {"policy": policy_with(SOUND), "on": DAY, **changes}
    with pytest.raises(error):
        explore_policy(given.pop("policy"), **given)


@pytest.mark.parametrize(
    ("bounds", "error"), [({"awards": 0}, InvalidValue), ({"units": True}, WrongType)]
)
def test_a_scope_is_of_whole_numbers_from_one(bounds: Any, error: type[Exception]) -> None:
    """Without an award or a unit there is nothing to explore."""
    with pytest.raises(error):
        Scope(**bounds)
