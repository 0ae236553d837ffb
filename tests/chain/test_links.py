"""What each link of the chain accepts as an event, and what it keeps of it."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import attrs
import pytest
from hypothesis import given
from hypothesis import strategies as st

from reintegra.chain import Case, Event
from reintegra.chain.deportation import (
    DeportationStatus,
    HealthChecked,
    Screened,
    StatusDetermined,
    TraffickingStatus,
)
from reintegra.chain.guidance import (
    Enrolled,
    GuidanceCompleted,
    GuidanceLeft,
    GuidanceStatus,
    SessionAttended,
    SessionMissed,
)
from reintegra.chain.homecoming import (
    HandedOver,
    HomecomingStatus,
    Receiver,
    ReturnedUnassisted,
    SubstituteReason,
    TravelStarted,
)
from reintegra.chain.rehabilitation import (
    NeedsAssessed,
    PlanAgreed,
    RehabilitationStatus,
    ServiceRefused,
    ServiceRequested,
)
from reintegra.chain.reintegration import (
    BusinessStarted,
    InstrumentAnswered,
    MigratedAgain,
    ReintegrationConfirmed,
    ReintegrationStatus,
    RiskFlagged,
)
from reintegra.errors import InvalidValue
from reintegra.rules import Missing
from reintegra.vocabulary.identifiers import ActorId, Code
from tests.chain.journeys import (
    ERAS,
    SCRIPTS,
    Era,
    arrived_at,
    attested,
    candidates,
    deported,
    taken,
    whole_journey,
)

by_era = pytest.mark.parametrize("era", ERAS, ids=lambda era: era.code)


def one(case: Case, kind: Any, era: Era) -> Any:
    """Some well-formed event of a type."""
    return next(candidates(case, kind, case.records.last_on, era.edition))


@by_era
@given(to=st.sampled_from(Receiver), reason=st.none() | st.sampled_from(SubstituteReason))
def test_a_substitute_family_has_its_reason_and_nobody_else_has(
    era: Era, to: Receiver, reason: SubstituteReason | None
) -> None:
    """The reasons of the training module, and only for a substitute family."""
    event = one(Case.open(deported(era)), HandedOver, era)
    if (to is Receiver.SUBSTITUTE_FAMILY) is (reason is not None):
        assert to is attrs.evolve(event, to=to, substitute_reason=reason).to
    else:
        with pytest.raises(InvalidValue) as refused:
            attrs.evolve(event, to=to, substitute_reason=reason)
        assert "substitute-reason" == refused.value.code


@pytest.mark.parametrize("hours", [0, 25])
def test_no_session_takes_no_hour_or_more_than_a_day(hours: int) -> None:
    """The first and the last that a day has are taken."""
    event = one(Case.open(deported(ERAS[0])), SessionAttended, ERAS[0])
    assert [1, 24] == [attrs.evolve(event, hours=each).hours for each in (1, 24)]
    with pytest.raises(InvalidValue, match="hours"):
        attrs.evolve(event, hours=hours)


@given(hours=st.integers(-5, 40))
def test_a_session_has_the_hours_of_a_day(hours: int) -> None:
    """At least one whole hour, at most twenty-four."""
    event = one(Case.open(deported(ERAS[0])), SessionAttended, ERAS[0])
    if hours in range(1, 25):
        assert hours == attrs.evolve(event, hours=hours).hours
    else:
        with pytest.raises(InvalidValue) as refused:
            attrs.evolve(event, hours=hours)
        assert "hours" == refused.value.code


@by_era
def test_a_return_is_attested_after_it_happened(era: Era) -> None:
    """The day of the return is kept apart from the day of its attestation."""
    home = attested(era)
    case = Case.open(home)
    assert (home.returned_on, home.on) == (case.homecoming.returned_on, case.homecoming.last_on)
    assert home.on == attrs.evolve(home, returned_on=home.on).returned_on
    with pytest.raises(InvalidValue) as refused:
        attrs.evolve(home, returned_on=home.on + timedelta(1))
    assert "after-attestation" == refused.value.code


@by_era
def test_the_way_home_is_kept(era: Era) -> None:
    """Stays, legs and the arrival; the day of a handover is the day of the return."""
    homecoming = whole_journey(era).homecoming
    assert (1, 1) == (len(homecoming.stays), len(homecoming.legs))
    assert isinstance(homecoming.arrival, HandedOver)
    assert homecoming.arrival.on == homecoming.returned_on
    assert None is Case.open(deported(era)).homecoming.returned_on
    alone = taken(Case.open(deported(era)), era, ReturnedUnassisted).homecoming
    assert (HomecomingStatus.RETURNED, alone.last_on) == (alone.status, alone.returned_on)


@by_era
def test_the_trip_has_several_legs(era: Era) -> None:
    """To the provincial capital, then to the regency."""
    case = taken(arrived_at(era, "homecoming"), era, TravelStarted, TravelStarted)
    assert (HomecomingStatus.TRAVELLING, 2) == (case.homecoming.status, len(case.homecoming.legs))


@by_era
def test_screening_and_determination_change_no_status(era: Era) -> None:
    """Indications are no identification, and a label follows from neither."""
    case = taken(arrived_at(era, "rehabilitation"), era, StatusDetermined, Screened, HealthChecked)
    record = case.deportation
    assert DeportationStatus.RECEIVED is record.status
    assert (2, 2, 1) == (
        len(record.health_checks),
        len(record.screenings),
        len(record.determinations),
    )
    denied = StatusDetermined(
        case=case.id,
        on=case.records.last_on,
        status=TraffickingStatus.NOT_A_VICTIM,
        by=ActorId("court-1"),
    )
    told = case.record(denied, under=era.policy)
    facts = told.facts(on=told.records.last_on, edition=era.edition)
    assert facts["recorded_as_wni_mkpo"] is facts["determined_not_a_victim"] is True


@by_era
@pytest.mark.parametrize(
    ("kind", "change", "code"),
    [
        (Screened, {"instrument": Code("unknown-instrument")}, "instrument-known"),
        (Screened, {"indications": (Code("unknown-item"),)}, "instrument-known"),
        (Screened, {"indications": ()}, None),
        (InstrumentAnswered, {"instrument": Code("unknown-instrument")}, "instrument-known"),
        (InstrumentAnswered, {"answers": ()}, None),
        (NeedsAssessed, {"needs": (Code("unknown-need"),)}, "needs-known"),
        (NeedsAssessed, {"needs": ()}, None),
        (SessionAttended, {"module": Code("unknown-module")}, "module-known"),
        (SessionMissed, {"module": Code("unknown-module")}, "module-known"),
    ],
)
def test_words_are_those_of_the_edition(era: Era, kind: Any, change: Any, code: str | None) -> None:
    """Needs, modules, instruments and their items are known to the policy, or are refused."""
    stage = {
        NeedsAssessed: "rehabilitation",
        SessionAttended: "guidance",
        SessionMissed: "guidance",
    }
    case = arrived_at(era, stage.get(kind, "stimulus"))
    before: dict[Any, tuple[type[Event], ...]] = {
        NeedsAssessed: SCRIPTS["rehabilitation"][:2],
        SessionAttended: (Enrolled,),
        SessionMissed: (Enrolled,),
    }
    case = taken(case, era, *before.get(kind, ()))
    event = attrs.evolve(one(case, kind, era), **change)
    verdict = case.consider(event, under=era.policy, knowing=era.knowing)
    assert ([code] if code else []) == [reason.code for reason in verdict.failed]


@by_era
def test_an_item_belongs_to_its_own_instrument(era: Era) -> None:
    """An answer to an item that the instrument does not have is refused."""
    case = arrived_at(era, "stimulus")
    event = one(case, InstrumentAnswered, era)
    wrong = attrs.evolve(event.answers[0], item=Code("unknown-item"))
    verdict = case.consider(attrs.evolve(event, answers=(wrong,)), under=era.policy)
    assert ["instrument-known"] == [reason.code for reason in verdict.failed]


@by_era
def test_assessments_repeat_and_the_earlier_remain(era: Era) -> None:
    """After the plan and after completion too; the status does not go back."""
    case = taken(arrived_at(era, "stimulus"), era, NeedsAssessed, NeedsAssessed)
    record = case.rehabilitation
    assert (RehabilitationStatus.COMPLETED, 3) == (record.status, len(record.assessments))


@by_era
def test_a_plan_is_revised_while_services_go_on(era: Era) -> None:
    """The newest plan stands, and the services given remain."""
    case = taken(arrived_at(era, "rehabilitation"), era, *SCRIPTS["rehabilitation"][:5], PlanAgreed)
    record = case.rehabilitation
    assert RehabilitationStatus.SERVED is record.status
    assert case.events[-1] is record.plan
    assert 1 == len(record.services)


@by_era
def test_a_refusal_of_service_is_kept_and_a_new_request_takes_it_back(era: Era) -> None:
    """Nobody is held, and nobody is shut out."""
    refused = taken(arrived_at(era, "rehabilitation"), era, ServiceRefused)
    assert RehabilitationStatus.REFUSED is refused.rehabilitation.status
    assert refused.events[-1] is refused.rehabilitation.refusal
    again = taken(refused, era, ServiceRequested).rehabilitation
    assert (RehabilitationStatus.REQUESTED, None) == (again.status, again.refusal)


@by_era
def test_guidance_counts_hours_and_can_be_taken_up_again(era: Era) -> None:
    """Sessions of earlier enrolments remain; what was completed of them counts no more."""
    case = taken(arrived_at(era, "guidance"), era, Enrolled)
    on = case.records.last_on
    module = era.edition.modules[0].code
    for hours in (3, 5):
        session = SessionAttended(case=case.id, on=on, module=module, hours=hours)
        case = case.record(session, under=era.policy)
    case = taken(case, era, SessionMissed)
    assert (8, GuidanceStatus.ATTENDING) == (case.guidance.hours, case.guidance.status)
    done = taken(case, era, GuidanceCompleted)
    again = taken(done, era, Enrolled, GuidanceLeft)
    assert (GuidanceStatus.LEFT, 2, 1) == (
        again.guidance.status,
        len(again.guidance.sessions),
        len(again.guidance.missed),
    )
    assert (done.records.last_on, None) == (
        done.guidance.completed_on,
        again.guidance.completed_on,
    )


@by_era
@pytest.mark.parametrize("by_choice", [True, False, *Missing])
def test_migrating_again_is_no_failure(era: Era, by_choice: bool | Missing) -> None:
    """It is kept, and changes the status of no stage and of no case."""
    for case in (Case.open(deported(era)), whole_journey(era)):
        moved = MigratedAgain(case=case.id, on=case.records.last_on, by_choice=by_choice)
        after = case.record(moved, under=era.policy)
        assert (moved,) == after.reintegration.migrations
        kept = attrs.evolve(after.reintegration, migrations=(), last_on=case.reintegration.last_on)
        assert case.reintegration == kept
        assert case.ending == after.ending


@by_era
def test_reintegration_is_confirmed_by_a_named_actor(era: Era) -> None:
    """It is never computed; reports, visits, businesses and risks go on after it."""
    case = whole_journey(era)
    assert case.records.last_on == case.reintegration.confirmed_on
    assert ReintegrationStatus.CONFIRMED is case.reintegration.status
    after = taken(case, era, BusinessStarted, RiskFlagged, InstrumentAnswered)
    assert ReintegrationStatus.CONFIRMED is after.reintegration.status
    assert (1, 1, 1) == (
        len(after.reintegration.businesses),
        len(after.reintegration.risks),
        len(after.reintegration.answers),
    )
    started = taken(arrived_at(era, "reintegration"), era, BusinessStarted)
    assert ReintegrationStatus.ACCOMPANIED is started.reintegration.status
    begun = taken(arrived_at(era, "reintegration"), era, RiskFlagged)
    assert ReintegrationConfirmed not in begun.possible(
        under=era.policy, on=begun.records.last_on, knowing=era.knowing
    )
