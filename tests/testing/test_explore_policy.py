"""The public explorer of a policy: what it finds in a sound one, and the hole in another."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import attrs
import pytest

from reintegra.chain import Case, Event, facts
from reintegra.chain.award import Awarded
from reintegra.chain.award_status import StimulusStatus
from reintegra.chain.ending import Closed, ClosingReason
from reintegra.chain.fitting import use_fits
from reintegra.chain.guidance import Enrolled, GuidanceStatus
from reintegra.chain.policy import Policy
from reintegra.chain.stage import CaseStatus
from reintegra.chain.table import PLACES
from reintegra.errors import InvalidValue, OutsideCoverage, UnknownEvent, WrongType
from reintegra.policies.sandbox import SANDBOX
from reintegra.rules import All, AtLeast, Dated, DatedValue, Not, Unless, all_of, any_of
from reintegra.testing import Scope, explore_policy
from reintegra.testing.mattering import without
from tests.testing.small import (
    ADULT,
    AGAIN,
    CONSENTS,
    DAY,
    FEW,
    LOCKED,
    NEVER,
    PAPERS,
    SETTLED,
    SOUND,
    VISITED,
    WITH_PAPERS,
    edition_with,
    explored,
    minors,
    policy_with,
    quiet,
    rule,
    sound,
)


def naming(event: Any) -> Any:
    """The words of an event."""
    return event.words


def way(case: Case) -> list[str]:
    """The names of its events."""
    return [type(event).__name__ for event in case.events]


def idle(found: Any) -> dict[tuple[type, str], bool]:
    """The rules that never decided, and whether they surely never do."""
    return {(each.event, each.code): each.surely for each in found.without_effect}


def test_a_policy_of_which_all_is_met_says_so() -> None:
    """Every walk ends by itself, every law holds, and every state has a way to an ending."""
    found = quiet()
    assert (True, True, (), ()) == (
        found.is_sound,
        found.exhausted,
        found.dead_ends,
        found.violations,
    )
    assert found.report.states == len(set(found.report.walks[0].found.states))


def test_what_nobody_can_do_is_told_from_what_was_not_met() -> None:
    """Nobody enrols, for sure; whether anybody is served is not known, where few states are met."""
    never, cut = quiet().never, sound().never
    assert Enrolled in never.events
    assert set(GuidanceStatus) - {GuidanceStatus.NOT_STARTED} <= set(never.statuses)
    assert () == never.perhaps
    assert StimulusStatus.PART_PAID in cut.statuses
    assert StimulusStatus.PART_PAID not in cut.perhaps
    assert StimulusStatus.ACCOUNTED in cut.perhaps


def test_a_dead_end_that_needs_two_stages_is_found() -> None:
    """Nobody who is ill and endangered is ever closed; the way there is the shortest."""
    found = explored(LOCKED, limit=50)
    assert ("deportation", "homecoming", "rehabilitation", "stimulus", "ending") == found.joined
    assert (1640, ()) == (len(found.dead_ends), found.not_known)
    first = found.dead_ends[0].case
    assert ["Deported", "ArrivalReceived", "HealthChecked", "ServiceRequested"] == way(first)
    assert (CaseStatus.OPEN, ()) == (first.ending.status, found.violations)
    assert not any(surely for surely in idle(found).values())


@pytest.mark.long
def test_a_rule_that_a_later_visit_meets_is_no_dead_end() -> None:
    """Closing needs a visit, and everybody can be visited: the guide's own rule."""
    found = explored({Closed: VISITED})
    assert ((), (), ("reintegration", "ending")) == (
        found.dead_ends,
        found.not_known,
        found.joined,
    )


@pytest.mark.long
def test_a_register_that_stays_with_its_no_traps() -> None:
    """A minor can never be closed, wherever the case stands; an adult can."""
    found = minors()
    assert [{"adult": False}] * 5 == [each.register for each in found.dead_ends]
    assert ["Deported"] == way(found.dead_ends[0].case)
    assert {CaseStatus.CLOSED, CaseStatus.DIED} == set(CaseStatus) - {
        each.case.ending.status for each in found.dead_ends
    }
    assert not found.is_sound


@pytest.mark.long
def test_register_facts_are_answered_one_by_one() -> None:
    """With one fact yes and another no, who enrols goes on to the end of guidance."""
    only = all_of(ADULT, rule("no-papers", PAPERS.is_false), code="only")
    found = explored({Enrolled: only}, limit=1_000)
    assert 4 == len(found.registers)
    assert not {kind for kind in found.never.events if PLACES[kind].stage.code == "guidance"}
    assert {} == idle(found)


@pytest.mark.long
def test_two_rules_of_which_each_refuses_alone_both_matter() -> None:
    """Each where the register says no to it and yes to the other; also where one is enough."""
    assert {} == idle(explored({Enrolled: all_of(ADULT, WITH_PAPERS, code="both")}))
    either = rule("either", any_of(ADULT, WITH_PAPERS))
    assert {} == idle(explored({Enrolled: either}))


@pytest.mark.long
def test_a_rule_that_says_the_same_twice_never_decides() -> None:
    """Each of two rules with one condition hides behind the other, for sure."""
    found = explored({Enrolled: all_of(CONSENTS, AGAIN, code="twice"), Closed: NEVER})
    assert {(Enrolled, "consents"): True, (Enrolled, "again"): True} == idle(found)
    assert len(found.dead_ends) == 5


def test_a_rule_is_taken_out_wherever_it_stands() -> None:
    """Of all, of any, of some, of a denial, of exceptions, of another rule; nothing may be left."""
    inner = rule("outer", CONSENTS)
    assert without(inner, CONSENTS) is None
    assert without(Not(CONSENTS), CONSENTS) is None
    assert Not(ADULT) == without(Not(ADULT), CONSENTS)
    assert AtLeast(1, (ADULT,)) == without(AtLeast(2, (ADULT, CONSENTS)), CONSENTS)
    assert any_of(ADULT) == without(any_of(ADULT, CONSENTS), CONSENTS)
    excepted = Unless(CONSENTS, (ADULT,))
    assert CONSENTS == without(excepted, ADULT)
    assert Unless(All(()), (ADULT,)) == without(excepted, CONSENTS)


def test_a_cut_walk_tells_no_dead_end() -> None:
    """What was not met is not known, and the stages that decide are asked all the same."""
    found = sound()
    assert (FEW, False, False) == (found.report.states, found.exhausted, found.is_sound)
    assert ((), ()) == (found.dead_ends, found.not_known)


def test_stages_with_too_many_states_leave_it_open() -> None:
    """The text says for which answers of the register it is not known."""
    found = explored(LOCKED, joined=50, limit=50)
    assert ((0,), (), 50, False) == (
        found.not_known,
        found.dead_ends,
        found.joined_states,
        found.exhausted,
    )
    assert "the register is not asked: 0, not known\n" in found.text("en", naming)
    assert "With 1 of 1 answers of the register it is NOT KNOWN" in found.text("en", naming)
    assert "Untuk 1 dari 1 jawaban register BELUM DIKETAHUI" in found.text("id", naming)
    assert "NOT KNOWN" not in minors().text("en", naming)


@pytest.mark.long
def test_the_next_edition_is_another_exploration() -> None:
    """It holds six days later and forbids to close: this one is sound all the same."""
    editions = DatedValue(edition_with(QUIET_CLOSED), DAY + timedelta(6))
    both = Policy("two", SANDBOX.name, Dated((DatedValue(edition_with(SOUND), DAY), editions)))
    found = explore_policy(both, on=DAY, scope=Scope(), limit=FEW)
    assert ((), ()) == (found.dead_ends, found.violations)
    assert 5 == len(explore_policy(both, on=DAY + timedelta(6), scope=Scope(), limit=FEW).dead_ends)


QUIET_CLOSED: dict[type[Event], Any] = {Closed: NEVER}


@pytest.mark.long
def test_each_word_that_was_accepted_is_counted(monkeypatch: pytest.MonkeyPatch) -> None:
    """A reason of closing that agrees with no record is named; one that does is not."""
    wanted = (Closed, "reason", ClosingReason.OWN_WISH)
    assert wanted not in sound().never_said
    considered = Case.consider

    def disagrees(self: Case, event: Any, **rest: Any) -> Any:
        if isinstance(event, Closed) and event.reason is ClosingReason.OWN_WISH:
            event = attrs.evolve(event, on=DAY - timedelta(9))
        return considered(self, event, **rest)

    monkeypatch.setattr(Case, "consider", disagrees)
    assert wanted in explored(SOUND).never_said


def test_the_shortest_way_to_a_status_is_its_history() -> None:
    """Nobody is enrolled with fewer events."""
    case = sound().report.nearest(lambda each: each.guidance.enrolment is not None)
    assert case is not None
    assert ["Deported", "Enrolled"] == way(case)


@pytest.mark.long
def test_a_beginning_that_permits_less_is_tried_as_far_as_it_goes() -> None:
    """Who was not recorded as a victim does not enrol, and the rule decides that."""
    found = explored({Enrolled: rule("labelled", facts.recorded_as_wni_mkpo.is_true)})
    assert {} == idle(found)
    assert () == found.violations


def test_more_states_are_told_apart_where_it_is_asked_closely() -> None:
    """By what is required before events that cannot be yet."""
    found = explored({**QUIET_CLOSED, Enrolled: NEVER}, limit=50, closely=True)
    assert (50, ()) == (found.report.states, found.violations)


def test_the_report_is_read_in_both_languages() -> None:
    """The policy's own parts stand first, each dead end with its way."""
    english, indonesian = (minors().text(language, naming) for language in ("en", "id"))
    assert "  adult: yes: 0\n  adult: no: 5\nLaws broken, with a way there:\n  none\n" in english
    assert "Dead ends, with a way there:\n  Deported\n  Deported → Contact lost\n" in english
    assert "Not found, and not known whether it can be:\n  Rehabilitation completed\n" in english
    assert "Reasons and words never accepted:\n  Awarded: channel Own account\n" in english
    assert "  Social rehabilitation: Completed\n" in english
    assert "  adult: tidak: 5\n" in indonesian
    twice = explored({Enrolled: all_of(CONSENTS, AGAIN, code="twice")})
    assert "  Enrolled in guidance: again (surely)\n" in twice.text("en", naming)


def test_the_drawings_mark_where_a_case_is_stuck() -> None:
    """And what was never reached."""
    drawn = minors().report.mermaid("id", naming)
    assert "    class CaseStatus_open dead\n" in drawn
    assert "    class StimulusStatus_part_paid never\n" in drawn
    assert "color=red" in minors().report.dot("en", naming)


@pytest.mark.parametrize(
    ("changes", "error"),
    [
        ({"on": date(2018, 1, 1)}, OutsideCoverage),
        ({"on": "today"}, WrongType),
        ({"on": date.min}, InvalidValue),
        ({"on": date.max}, InvalidValue),
        ({"closely": "no"}, WrongType),
        ({"policy": "small"}, WrongType),
        ({"limit": 0}, InvalidValue),
        ({"limit": 1}, InvalidValue),
        ({"joined": "many"}, WrongType),
        ({"joined": 0}, InvalidValue),
        ({"registers": "many"}, WrongType),
        ({"policy": policy_with({int: SETTLED})}, UnknownEvent),  # type: ignore[dict-item] # refused
        ({"policy": policy_with({Closed: rule("use", use_fits.is_true)})}, InvalidValue),
        ({"scope": 3}, WrongType),
        ({"registers": 1}, InvalidValue),
        ({"policy": policy_with({Closed: "settled"})}, WrongType),
    ],
)
def test_misuse_is_refused(changes: dict[str, Any], error: type[Exception]) -> None:
    """No edition, policy, day or scope, bounds that hold nothing, no rule, and no event of it."""
    given: dict[str, Any] = {"policy": policy_with(SOUND), "on": DAY, "scope": Scope(), **changes}
    with pytest.raises(error):
        explore_policy(given.pop("policy"), **given)


def test_an_edition_without_a_channel_awards_nothing() -> None:
    """An award is tried, and the edition refuses it."""
    edition = edition_with({Closed: SETTLED})
    none = attrs.evolve(edition, channels=attrs.evolve(edition.channels, value=frozenset()))
    found = explore_policy(
        Policy("none", SANDBOX.name, Dated((DatedValue(none, DAY),))), on=DAY, limit=FEW
    )
    assert Awarded in found.never.events
    assert Awarded not in found.never.perhaps


@pytest.mark.parametrize(
    ("bounds", "error"), [({"awards": 0}, InvalidValue), ({"units": True}, WrongType)]
)
def test_a_scope_is_of_whole_numbers_from_one(bounds: Any, error: type[Exception]) -> None:
    """Without an award or a unit there is nothing to explore."""
    with pytest.raises(error):
        Scope(**bounds)
