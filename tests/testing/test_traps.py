"""Policies that set a trap for the explorer, and what the real case does with each of them."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any

import pytest

from reintegra.chain import Case, facts
from reintegra.chain.award import AwardCancelled, Awarded, PaymentConfirmed, PaymentSent
from reintegra.chain.award_status import StimulusStatus
from reintegra.chain.ending import Closed
from reintegra.chain.guidance import Enrolled, GuidanceStatus
from reintegra.chain.stage import CaseStatus
from reintegra.chain.table import STATUS_FACTS, case_status
from reintegra.rules import All, Missing, Not, Unless, all_of, any_of
from reintegra.testing import Scope
from reintegra.testing.alone import opened
from reintegra.testing.mattering import without
from reintegra.testing.offers import offers
from reintegra.testing.refusing import rules_of
from reintegra.testing.terms import Terms
from tests.testing.small import (
    ADULT,
    CONSENTS,
    DAY,
    NEVER,
    QUIET,
    VISITED,
    edition_with,
    explored,
    policy_with,
    rule,
)

if TYPE_CHECKING:
    from reintegra.chain.stage import Event

HARDLY = 60
"""So many states of the whole are enough where something else is asked."""
PAID_ONLY = {kind: rule for kind, rule in QUIET.items() if kind is not Awarded}
AIDED = rule("aided", facts.aid_received.is_true)


def naming(event: Any) -> Any:
    """The words of an event."""
    return event.words


def beginning() -> Case:
    """A case that has just begun."""
    return next(opened(Terms(edition_with({}), Scope(), 4), DAY))[0]


def recorded(case: Case, kinds: list[type[Event]], requirements: Any) -> Case:
    """The real case with an event of each type, the last that it takes of those that are tried."""
    policy = policy_with(requirements)
    for kind in kinds:
        on = case.records.last_on + timedelta(1)
        tried = [each.event for each in offers(case, kind, on, edition_with({}), Scope())]
        fits = [each for each in tried if case.consider(each, under=policy).met]
        case = case.record(fits[-1], under=policy)
    return case


@pytest.mark.long
def test_the_status_of_another_stage_can_be_required() -> None:
    """Closing needs guidance to be over: everybody can be guided, unless nobody is enrolled."""
    status = STATUS_FACTS["guidance"]
    over = rule("over", status.is_in(GuidanceStatus.COMPLETED, GuidanceStatus.LEFT))
    found = explored({Closed: over}, limit=HARDLY)
    assert ((), (), (), ("guidance", "ending")) == (
        found.dead_ends,
        found.not_known,
        found.violations,
        found.joined,
    )
    completed = rule("completed", status.is_in(GuidanceStatus.COMPLETED))
    assert 5 == len(explored({Closed: completed, Enrolled: NEVER}, limit=HARDLY).dead_ends)


@pytest.mark.long
def test_the_status_that_an_event_finds_can_be_required() -> None:
    """Of its own stage, and of its own award; and how the case stands."""
    unpaid = STATUS_FACTS["stimulus"].is_in(StimulusStatus.AWARDED)
    found = explored(
        {
            Enrolled: rule("new", STATUS_FACTS["guidance"].is_in(GuidanceStatus.NOT_STARTED)),
            PaymentSent: rule("unpaid", unpaid),
            Closed: rule("open", case_status.is_in(CaseStatus.OPEN)),
        },
        limit=HARDLY,
    )
    assert () == found.violations
    assert {Enrolled, PaymentSent, Closed}.isdisjoint(found.never.events)
    assert ((), ()) == (found.dead_ends, found.not_known)


def test_what_needs_the_silence_of_the_register_is_not_called_impossible() -> None:
    """Where a rule asks whether a fact is missing, the register is also heard to say nothing."""
    silent: dict[type[Event], Any] = {Enrolled: rule("unasked", facts.adult.is_missing)}
    found = explored(silent, limit=HARDLY)
    assert [True, False, Missing.NOT_ASKED] == [each["adult"] for each in found.registers]
    assert Enrolled not in found.never.events
    assert () == found.violations
    assert "  adult: not answered: 0\n" in found.text("en", naming)
    assert "  adult: tidak dijawab: 0\n" in found.text("id", naming)


@pytest.mark.long
def test_an_exception_that_never_holds_is_told() -> None:
    """An exception is a rule like any other: without it everything is judged as it is."""
    attended = facts.guidance_attended
    never = rule("never", attended.is_true & attended.is_false)
    visited = VISITED.unless(never)
    found = explored({**QUIET, Closed: visited}, limit=HARDLY)
    assert (Closed, "never", True) in {
        (each.event, each.code, each.surely) for each in found.without_effect
    }
    assert Unless(VISITED.condition, (ADULT,)) == without(
        Unless(VISITED.condition, (ADULT, NEVER)), NEVER
    )
    assert ADULT == without(Unless(ADULT, (NEVER,)), NEVER)
    assert Unless(All(()), (NEVER,)) == without(Unless(ADULT, (NEVER,)), ADULT)
    assert without(Unless(ADULT, (ADULT,)), ADULT) is None


@pytest.mark.parametrize(
    ("required", "codes"),
    [
        (rule("outer", Not(CONSENTS)), {"outer"}),
        (CONSENTS.unless(NEVER), {"consents"}),
        (rule("outer", Unless(CONSENTS, (NEVER,))), {"consents", "outer"}),
        (rule("outer", CONSENTS & facts.adult.is_true), {"consents", "outer"}),
        (all_of(CONSENTS, any_of(ADULT, VISITED), code="outer"), {"consents", "adult", "visited"}),
    ],
)
def test_a_refusal_is_looked_for_under_the_rule_that_the_verdict_names(
    required: Any, codes: set[str]
) -> None:
    """What is denied is met where it refuses, so that the rule around it is named."""
    edition, bare = edition_with({Closed: required}), edition_with({})
    assert codes == set(rules_of(edition)[Closed]) - set(rules_of(bare)[Closed])


@pytest.mark.long
def test_a_denied_rule_is_not_called_one_that_never_refuses() -> None:
    """The verdict names the rule around it, and so does the report."""
    denied = rule("outer", Not(rule("inner", facts.guidance_attended.is_false)))
    found = explored({**QUIET, Closed: denied}, limit=HARDLY)
    assert "outer" in found.report.refused_by(Closed)
    assert not {(Closed, "inner"), (Closed, "outer")} & set(found.report.never_refused)


@pytest.mark.parametrize("awards", [1, 2])
def test_an_award_more_than_is_followed_keeps_a_dead_end_from_being_told(awards: int) -> None:
    """Who lost an award can get another, and be closed: whether anybody is trapped is not known."""
    required: dict[type[Event], Any] = {Closed: AIDED}
    found = explored(required, limit=HARDLY, scope=Scope(awards=awards))
    assert ((), (0,), False) == (found.dead_ends, found.not_known, found.is_sound)
    assert "With 1 of 1 answers of the register it is NOT KNOWN" in found.text("en", naming)
    lost = recorded(beginning(), [Awarded, AwardCancelled], required)
    closed = recorded(lost, [Awarded, PaymentSent, PaymentConfirmed, Closed], required)
    assert closed.ending.status is CaseStatus.CLOSED


@pytest.mark.long
def test_what_only_a_second_award_makes_possible_is_not_called_impossible() -> None:
    """An award is cancelled only where another was paid, which takes two of them."""
    found = explored({**PAID_ONLY, AwardCancelled: AIDED}, limit=400)
    assert AwardCancelled in found.never.events
    assert AwardCancelled in found.never.perhaps
