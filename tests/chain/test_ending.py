"""A case may end in many ways, be taken up again, and its latest dates stand."""

from __future__ import annotations

import json
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import attrs
import pytest

from reintegra.chain import Case, CaseStatus
from reintegra.chain.award import AwardCancelled, AwardReduced, PaymentConfirmed, PaymentReturned
from reintegra.chain.award_status import StimulusStatus
from reintegra.chain.ending import (
    Absconded,
    Closed,
    ClosingReason,
    ContactLost,
    ContactRegained,
    Died,
    LeftAgainstAdvice,
    Reopened,
    ReopeningReason,
    Transferred,
)
from reintegra.chain.rehabilitation import ServiceReferred, ServiceRequested
from reintegra.errors import TransitionRefused
from reintegra.lifecycle import Row, Table
from reintegra.vocabulary.identifiers import ActorId
from reintegra.vocabulary.texts import Text, Worded
from tests.chain.journeys import ERAS, SCRIPTS, Era, arrived_at, deported, taken

CASES = json.loads(
    (Path(__file__).parents[1] / "cases" / "workflow_and_funds.json").read_text(encoding="utf-8")
)
by_era = pytest.mark.parametrize("era", ERAS, ids=lambda era: era.code)


def worked(kind: str) -> list[Any]:
    """The worked cases of one kind."""
    chosen = [pytest.param(case, id=case["id"]) for case in CASES if case["kind"] == kind]
    assert chosen
    return chosen


def begun(era: Era) -> Case:
    """An open case that began with the era."""
    return Case.open(deported(era))


@pytest.mark.parametrize("worked_case", worked("closure-dates"))
@pytest.mark.parametrize("era", [ERAS[1], ERAS[2]], ids=lambda era: era.code)
def test_the_latest_closure_and_the_latest_reopening_stand(era: Era, worked_case: Any) -> None:
    """Close 2026-01-10, reopen 2026-02-01, close 2026-03-05: closed on 2026-03-05."""
    case = begun(attrs.evolve(era, day=date(2025, 1, 6)))
    for step in worked_case["input"]["events"]:
        on = date.fromisoformat(step["on"])
        event = (
            Closed(case=case.id, on=on, reason=ClosingReason.OWN_WISH)
            if step["event"] == "closed"
            else Reopened(case=case.id, on=on, reason=ReopeningReason.CAME_BACK)
        )
        case = case.record(event, under=era.policy)
    ending, expected = case.ending, worked_case["expect"]
    assert expected["state"] == ending.status
    assert date.fromisoformat(expected["closed_on"]) == ending.closed_on
    reopened = expected["last_reopened_on"]
    assert (date.fromisoformat(reopened) if reopened else None) == ending.last_reopened_on


@pytest.mark.parametrize("worked_case", worked("reopening"))
@by_era
def test_work_on_a_closed_case_reopens_it_first(era: Era, worked_case: Any) -> None:
    """A new need reopens a closed case once; an open case is not reopened."""
    case = begun(era)
    if worked_case["input"]["state"] == "closed":
        case = taken(case, era, Closed)
    if worked_case["input"]["change"] == "service added":
        on = case.records.last_on
        reopening = Reopened(case=case.id, on=on, reason=ReopeningReason.NEW_NEED)
        if case.consider(reopening, under=era.policy).met:
            case = case.record(reopening, under=era.policy)
        case = taken(case, era, ServiceRequested)
    assert worked_case["expect"]["state"] == case.ending.status
    assert worked_case["expect"]["reopenings_recorded"] == case.ending.reopenings


@by_era
def test_a_reopened_case_is_not_closed_any_more(era: Era) -> None:
    """Reason and day of the closure are gone, and so is the institution it was given to."""
    case = taken(begun(era), era, Transferred, Closed)
    ending = case.ending
    assert (CaseStatus.CLOSED, case.events[-1].on) == (ending.status, ending.closed_on)
    assert ending.transferred_to is not None
    again = taken(case, era, Reopened).ending
    assert (CaseStatus.OPEN, 1) == (again.status, again.reopenings)
    assert (None, None, None) == (again.closed_on, again.closing_reason, again.transferred_to)


@by_era
@pytest.mark.parametrize(
    ("way_out", "status"),
    [
        (Absconded, CaseStatus.ABSCONDED),
        (LeftAgainstAdvice, CaseStatus.LEFT),
        (Transferred, CaseStatus.TRANSFERRED),
        (Closed, CaseStatus.CLOSED),
    ],
)
def test_whoever_left_may_come_back(era: Era, way_out: Any, status: CaseStatus) -> None:
    """Every way out but death can be reopened, and can be closed where it is not."""
    gone = taken(begun(era), era, way_out)
    assert status is gone.ending.status
    possible = gone.possible(under=era.policy, on=gone.records.last_on, knowing=era.knowing)
    assert Reopened in possible
    assert (Closed in possible) is (way_out is not Closed)
    assert CaseStatus.OPEN is taken(gone, era, Reopened).ending.status


@by_era
def test_contact_that_was_lost_can_be_regained(era: Era) -> None:
    """Work waits meanwhile; afterwards it goes on without a reopening."""
    lost = taken(begun(era), era, ContactLost)
    assert CaseStatus.CONTACT_LOST is lost.ending.status
    found = taken(lost, era, ContactRegained, ServiceRequested)
    assert (CaseStatus.OPEN, 0) == (found.ending.status, found.ending.reopenings)


@by_era
def test_a_transfer_names_who_took_over_and_a_referral_changes_nobody(era: Era) -> None:
    """Cases transfer-02 and referral-01: the owner changes by a transfer alone."""
    case = taken(begun(era), era, ServiceRequested, ServiceReferred)
    assert (CaseStatus.OPEN, None) == (case.ending.status, case.ending.transferred_to)
    assert 1 == len(case.rehabilitation.referrals)
    to = ActorId("office-2")
    moved = case.record(Transferred(case=case.id, on=case.records.last_on, to=to), under=era.policy)
    assert (CaseStatus.TRANSFERRED, to) == (moved.ending.status, moved.ending.transferred_to)


def test_a_return_against_advice_waits_for_a_pending_case() -> None:
    """The Ministry allows it only where the conference found that no legal case is pending."""
    for era in ERAS[:2]:
        left: Any = taken(begun(era), era, LeftAgainstAdvice).events[-1]
        pending = attrs.evolve(left, legal_case_pending=True)
        verdict = begun(era).consider(pending, under=era.policy)
        assert ["no-legal-case-pending"] == [reason.code for reason in verdict.failed]


@by_era
def test_death_leaves_only_what_is_under_way_to_be_settled(era: Era) -> None:
    """Payments are confirmed or returned, awards cancelled; else only the record is corrected."""
    case = taken(arrived_at(era, "stimulus"), era, *SCRIPTS["stimulus"][:4], Died)
    on = case.records.last_on
    assert (CaseStatus.DIED, on) == (case.ending.status, case.ending.closed_on)
    possible = case.possible(under=era.policy, on=on, knowing=era.knowing)
    assert (PaymentConfirmed, PaymentReturned, Reopened) == possible
    returned = taken(case, era, PaymentReturned)
    later = returned.records.last_on
    possible = returned.possible(under=era.policy, on=later, knowing=era.knowing)
    assert (AwardReduced, AwardCancelled, Reopened) == possible
    settled = taken(returned, era, AwardCancelled)
    assert StimulusStatus.CANCELLED is settled.stimulus.status
    with pytest.raises(TransitionRefused) as refused:
        settled.record(Died(case=case.id, on=settled.records.last_on), under=era.policy)
    assert (Reopened,) == refused.value.possible


@by_era
def test_death_keeps_the_day_on_which_the_case_was_closed(era: Era) -> None:
    """A closed case stays closed on its day; without one, death closes it."""
    closed = taken(begun(era), era, Closed, days=3)
    died = taken(closed, era, Died, days=30)
    assert closed.ending.closed_on == died.ending.closed_on
    event: Any = closed.events[-1]
    assert event.reason is closed.ending.closing_reason is died.ending.closing_reason


@by_era
def test_no_case_is_closed_while_an_award_is_open(era: Era) -> None:
    """What is reserved or under way is settled or cancelled first."""
    case = taken(arrived_at(era, "stimulus"), era, *SCRIPTS["stimulus"][:3])
    on = case.records.last_on + timedelta(1)
    assert Closed not in case.possible(under=era.policy, on=on, knowing=era.knowing)
    assert Closed in taken(case, era, AwardCancelled).possible(
        under=era.policy, on=on, knowing=era.knowing
    )


class Assessment(Worded):
    """The states of the worked cases."""

    DRAFT = "draft", "Rancangan", "Draft"
    SUBMITTED = "submitted", "Diajukan", "Submitted"
    APPROVED = "approved", "Disetujui", "Approved"
    REJECTED = "rejected", "Ditolak", "Rejected"


STEPS = {name: type(name, (), {}) for name in ("submit", "approve", "reject", "reset")}
_A = Assessment
ASSESSMENTS = Table(
    Text(id="Asesmen", en="Assessment"),
    Assessment,
    _A.DRAFT,
    (
        Row(STEPS["submit"], (_A.DRAFT,), (_A.SUBMITTED,)),
        Row(STEPS["approve"], (_A.SUBMITTED,), (_A.APPROVED,)),
        Row(STEPS["reject"], (_A.SUBMITTED,), (_A.REJECTED,)),
        Row(STEPS["reset"], (_A.SUBMITTED, _A.REJECTED), (_A.DRAFT,)),
    ),
)


@pytest.mark.parametrize("worked_case", worked("assessment-steps"))
def test_a_refused_step_leaves_the_state_and_says_what_is_possible(worked_case: Any) -> None:
    """The table of the worked cases, walked step by step as it is written there."""
    state, states, refused_at = Assessment.DRAFT, [], None
    for place, name in enumerate(worked_case["input"]["steps"]):
        to = ASSESSMENTS.row_for(STEPS[name]).leads_to(state)
        if not to:
            refused_at = place
            break
        (state,) = to
        states.append(state.value)
    expected = worked_case["expect"]
    assert (expected["states"], expected["refused_at"]) == (states, refused_at)
    assert expected["state"] == state
    possible = [step.__name__ for step in ASSESSMENTS.possible_in(state)]
    assert expected["possible"] == possible
