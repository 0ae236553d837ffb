"""What the case answers to events that come late, early, twice, or from elsewhere."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Any

import attrs
import pytest

from reintegra.chain import CHAIN, Case, CaseStatus, Event, Openness
from reintegra.chain.deportation import ArrivalReceived, HealthChecked, Label
from reintegra.chain.ending import (
    Closed,
    ClosingReason,
    ContactLost,
    ContactRegained,
    Reopened,
    ReopeningReason,
)
from reintegra.chain.guidance import Enrolled, SessionAttended, SessionMissed
from reintegra.chain.homecoming import HandedOver, TravelStarted
from reintegra.chain.rehabilitation import AgreementSigned, NeedsAssessed, ServiceRequested
from reintegra.chain.reintegration import (
    CompanionReported,
    FollowUpVisited,
    MigratedAgain,
    Progress,
    RiskFlagged,
)
from reintegra.chain.stimulus import AccountRegistered, Consent, ConsentRecorded, NoAccountStated
from reintegra.chain.table import PLACES
from reintegra.errors import (
    InvalidValue,
    OutsideCoverage,
    TransitionRefused,
    UnknownEvent,
    WrongType,
)
from reintegra.policies.kemensos import KEMENSOS
from reintegra.policies.sandbox import SANDBOX
from reintegra.rules import Missing
from reintegra.vocabulary.identifiers import AccountReference, ActorId, CaseId, PersonId
from tests.chain.journeys import (
    CASE,
    ERAS,
    PERSON,
    Era,
    arrived_at,
    attested,
    candidates,
    deported,
    fitting_event,
    taken,
    whole_journey,
)

by_era = pytest.mark.parametrize("era", ERAS, ids=lambda era: era.code)


def failed(case: Case, event: Event, era: Era) -> set[str]:
    """The codes of what keeps the event from being recorded, undetermined or not."""
    verdict = case.consider(event, under=era.policy, knowing=era.knowing)
    return {reason.code for reason in (*verdict.failed, *verdict.undetermined)}


def visit(case: Case, on: date, by: str = "companion-1") -> FollowUpVisited:
    """A visit on a day: possible in every status of its stage."""
    return FollowUpVisited(case=case.id, on=on, by=ActorId(by), met=True)


@by_era
def test_a_case_begins_with_a_deportation_or_an_attested_return(era: Era) -> None:
    """Both open a case of the person that they name; guidance often has no upstream record."""
    for event, stage in ((deported(era), 0), (attested(era), 1)):
        case = Case.open(event)
        assert (CASE, PERSON, 1) == (case.id, case.person, case.version)
        assert (event,) == case.events
        assert event.on == case.opened_on
        assert CHAIN[stage] is case.stage
        assert case == Case.replay([event])


@by_era
def test_no_other_event_opens_a_case(era: Era) -> None:
    """What opens no case is a misuse, and so is a history that begins with it."""
    later: Any = visit(Case.open(deported(era)), era.day)
    misuses: list[Any] = [lambda: Case.open(later), lambda: Case.replay([later, deported(era)])]
    for misuse in misuses:
        with pytest.raises(InvalidValue) as refused:
            misuse()
        assert "not-opening" == refused.value.code


def test_a_history_without_events_is_no_case() -> None:
    """There is nothing to know of it."""
    with pytest.raises(InvalidValue) as refused:
        Case.replay([])
    assert "empty" == refused.value.code


@by_era
def test_a_history_is_that_of_one_case_and_one_person(era: Era) -> None:
    """An event of another case, or the opening of another person's, is refused."""
    first = deported(era)
    for other in (
        visit(Case.open(deported(era, case=CaseId("case-002"))), era.day),
        attested(era, person=PersonId("person-002")),
    ):
        with pytest.raises(InvalidValue) as refused:
            Case.replay([first, other])
        assert "another-case" == refused.value.code


@by_era
def test_the_stage_is_the_furthest_link_that_has_begun(era: Era) -> None:
    """Whatever the order of the edition; a case that is not open stands at its ending."""
    case = whole_journey(era)
    assert "reintegration" == case.stage.code
    lost = taken(case, era, ContactLost)
    assert "ending" == lost.stage.code
    assert case.version + 1 == lost.version


@by_era
def test_an_event_before_the_latest_of_its_stage_is_refused(era: Era) -> None:
    """Within a stage the days do not go back."""
    case = taken(arrived_at(era, "reintegration"), era, FollowUpVisited, days=5)
    late = MigratedAgain(case=case.id, on=case.records.last_on - timedelta(1), by_choice=True)
    assert {"in-order"} == failed(case, late, era)


@by_era
def test_an_event_of_another_stage_may_be_reported_late(era: Era) -> None:
    """It is judged by the records as they stood on its day."""
    case = taken(arrived_at(era, "reintegration"), era, FollowUpVisited, days=30)
    on = case.records.last_on - timedelta(20)
    consent = ConsentRecorded(case=case.id, on=on, answer=Consent.GIVEN)
    recorded = case.record(consent, under=era.policy, knowing=era.knowing)
    assert case.records.last_on == recorded.records.last_on
    assert on == recorded.stimulus.last_on


@by_era
def test_a_late_report_is_judged_by_the_case_of_its_day_and_of_now(era: Era) -> None:
    """It is refused where the case was not open on that day, or is not open now."""

    def report(on: date) -> CompanionReported:
        companion, progress = ActorId("companion-1"), Progress.ON_THE_WAY
        return CompanionReported(case=case.id, on=on, companion=companion, progress=progress)

    case = arrived_at(era, "reintegration")
    lost = taken(case, era, ContactLost, days=5)
    since = lost.records.last_on
    assert {"case-status"} == failed(lost, report(since - timedelta(2)), era)
    found = taken(lost, era, ContactRegained, days=5)
    assert {"case-status"} == failed(found, report(since + timedelta(2)), era)
    assert set() == failed(found, report(since - timedelta(2)), era)
    assert set() == failed(found, report(since + timedelta(5)), era)


@pytest.mark.parametrize(
    ("era", "before", "causes", "code"),
    [
        (ERAS[0], "homecoming", (TravelStarted, HandedOver), "returned-to-origin"),
        (
            ERAS[1],
            "rehabilitation",
            (ServiceRequested, AgreementSigned, NeedsAssessed),
            "exploitation-indicated",
        ),
        (ERAS[2], "rehabilitation", (ServiceRequested, AgreementSigned), "agreed"),
    ],
    ids=[era.code for era in ERAS],
)
def test_an_event_dated_before_its_cause_is_refused(
    era: Era, before: str, causes: tuple[type[Event], ...], code: str
) -> None:
    """Enrolment has a cause in every edition, and one on record helps no day before its own."""
    case = taken(arrived_at(era, before), era, *causes, days=5)
    caused = case.records.last_on
    for days, codes in ((-1, {code}), (-9, {code}), (0, set())):
        enrolled = fitting_or_first(case, Enrolled, caused + timedelta(days), era)
        assert codes == failed(case, enrolled, era)


def fitting_or_first(case: Case, kind: type[Event], on: date, era: Era) -> Event:
    """An event that fits, or the first that is well formed."""
    return fitting_event(case, kind, on, era) or next(candidates(case, kind, on, era.edition))


@by_era
def test_two_events_of_one_day_stand_in_the_order_of_recording(era: Era) -> None:
    """The day does not say which came first; the record does."""
    case = arrived_at(era, "stimulus")
    on = case.records.last_on
    account = AccountRegistered(case=case.id, on=on, account=AccountReference("account-9"))
    none = NoAccountStated(case=case.id, on=on)
    for first, second, has_account in ((account, none, False), (none, account, True)):
        after = case
        for event in (first, second):
            after = after.record(event, under=era.policy, knowing=era.knowing)
        assert (first, second) == after.events[-2:]
        assert has_account is after.stimulus.has_account


@by_era
def test_the_same_event_is_not_recorded_twice(era: Era) -> None:
    """Not even where its row would permit it again."""
    case = arrived_at(era, "reintegration")
    event = visit(case, case.records.last_on)
    after = case.record(event, under=era.policy, knowing=era.knowing)
    assert {"new-event"} == failed(after, event, era)
    assert set() == failed(after, attrs.evolve(event, met=False), era)


@by_era
def test_no_step_is_open_whose_every_event_is_on_record(era: Era) -> None:
    """A statement without content happens once a day; each module is missed once a day."""
    case = taken(arrived_at(era, "guidance"), era, Enrolled, NoAccountStated)
    on = case.records.last_on
    for module in era.edition.modules:
        assert SessionMissed in case.possible(under=era.policy, on=on, knowing=era.knowing)
        missed = SessionMissed(case=case.id, on=on, module=module.code)
        case = case.record(missed, under=era.policy, knowing=era.knowing)
    open_now = case.possible(under=era.policy, on=on, knowing=era.knowing)
    assert not {SessionMissed, NoAccountStated} & set(open_now)
    assert SessionAttended in open_now
    tomorrow = case.possible(under=era.policy, on=on + timedelta(1), knowing=era.knowing)
    assert {SessionMissed, NoAccountStated} <= set(tomorrow)


def test_a_day_has_no_more_sessions_than_hours_and_modules() -> None:
    """Every module for every number of hours: then no session of that day is new."""
    era = ERAS[2]
    case = taken(arrived_at(era, "guidance"), era, Enrolled)
    on = case.records.last_on
    sessions = [
        SessionAttended(case=case.id, on=on, module=module.code, hours=hours)
        for module in era.edition.modules
        for hours in range(1, 25)
    ]
    almost = Case.replay((*case.events, *sessions[:-1]))
    assert SessionAttended in almost.possible(under=era.policy, on=on)
    assert SessionAttended not in Case.replay((*case.events, *sessions)).possible(
        under=era.policy, on=on
    )


@by_era
def test_an_event_of_another_case_or_person_is_refused(era: Era) -> None:
    """A case never takes over what belongs to another one, nor to another person."""
    case = taken(Case.open(deported(era)), era, ArrivalReceived)
    other = attrs.evolve(visit(case, case.records.last_on), case=CaseId("case-002"))
    assert {"same-case"} == failed(case, other, era)
    elsewhere = attrs.evolve(attested(era), on=case.records.last_on, person=PersonId("person-002"))
    assert "same-case" in failed(case, elsewhere, era)
    assert "same-case" not in failed(case, attrs.evolve(elsewhere, person=PERSON), era)


@by_era
def test_nothing_is_dated_before_the_opening(era: Era) -> None:
    """The case begins with its first event."""
    case = Case.open(deported(era))
    early = visit(case, era.day - timedelta(1))
    assert {"not-before-opening"} == failed(case, early, era)
    assert set() == failed(case, visit(case, era.day), era)
    steps = case.next_steps(under=era.policy, on=era.day - timedelta(1), knowing=era.knowing)
    assert {Openness.BLOCKED} == {step.openness for step in steps}


@by_era
def test_a_later_deportation_opens_another_case(era: Era) -> None:
    """It is never recorded in a case that has begun, however that one began."""
    for opening in (deported(era), attested(era)):
        case = Case.open(opening)
        again = attrs.evolve(deported(era), on=era.day + timedelta(300))
        assert "opens-a-case" in failed(case, again, era)


@pytest.mark.parametrize(
    ("policy", "day"),
    [(KEMENSOS, date(2017, 12, 31)), (SANDBOX, date(2017, 12, 31)), (SANDBOX, date(2030, 1, 1))],
)
def test_a_day_outside_every_edition_is_not_guessed(policy: Any, day: date) -> None:
    """Nothing is answered, and nothing is changed."""
    opening = attrs.evolve(deported(ERAS[0]), on=date(2017, 1, 1))
    case = Case.open(opening)
    kept = Case.replay(case.events)
    asked: list[Any] = [
        lambda: case.record(visit(case, day), under=policy),
        lambda: case.consider(visit(case, day), under=policy),
        lambda: case.next_steps(under=policy, on=day),
        lambda: case.possible(under=policy, on=day),
    ]
    for ask in asked:
        with pytest.raises(OutsideCoverage) as outside:
            ask()
        assert day == outside.value.key
        assert kept == case


@pytest.mark.parametrize("stranger", [None, "closed", 1, Event(case=CASE, on=date(2019, 1, 7))])
def test_what_is_no_event_of_the_chain_is_a_misuse(stranger: Any) -> None:
    """It is not refused with reasons: it raises."""
    case = Case.open(deported(ERAS[0]))
    asked: list[Any] = [
        lambda: case.record(stranger, under=KEMENSOS),
        lambda: case.consider(stranger, under=KEMENSOS),
        lambda: Case.replay([*case.events, stranger]),
    ]
    for ask in asked:
        with pytest.raises(UnknownEvent) as unknown:
            ask()
        assert type(stranger) is unknown.value.event_type


@by_era
def test_next_steps_name_every_event_in_the_order_of_the_table(era: Era) -> None:
    """Each with its openness and the verdict that explains it."""
    case = Case.open(attested(era, label=Missing.UNKNOWN))
    steps = case.next_steps(under=era.policy, on=era.day)
    assert tuple(PLACES) == tuple(step.event for step in steps)
    by_kind = {step.event: step for step in steps}
    assert Openness.OPEN is by_kind[RiskFlagged].openness
    assert Openness.BLOCKED is by_kind[HealthChecked].openness
    assert by_kind[HealthChecked].verdict.failed


def test_a_step_waits_for_facts_that_were_not_asked() -> None:
    """Since 2023 guidance needs an assessment: without one the step waits, and says for what."""
    era = ERAS[1]
    steps = Case.open(attested(era)).next_steps(under=era.policy, on=era.day)
    (enrol,) = (step for step in steps if step.event is Enrolled)
    assert Openness.WAITING is enrol.openness
    assert ["exploitation_indicated"] == [m.fact.name for m in enrol.verdict.missing]


@by_era
def test_what_the_register_knows_is_asked_under_its_own_names_only(era: Era) -> None:
    """Nobody overrules the records: a fact that the chain answers is not taken from outside."""
    case = Case.open(deported(era))
    event = visit(case, era.day)
    for name in ("own_account", "same_case", "escorted", "case_status", "stimulus_status"):
        with pytest.raises(InvalidValue) as refused:
            case.consider(event, under=era.policy, knowing={name: True})
        assert "answered-by-the-chain" == refused.value.code
        with pytest.raises(InvalidValue):
            case.facts(on=era.day, edition=era.edition, knowing={name: True})


@by_era
def test_a_refusal_changes_nothing(era: Era) -> None:
    """The case before and after is the same value."""
    case = Case.open(deported(era))
    kept = Case.replay(case.events)
    with pytest.raises(TransitionRefused):
        case.record(visit(case, era.day - timedelta(9)), under=era.policy)
    assert kept == case
    assert kept.records == case.records


def test_a_day_to_look_back_on_is_a_day() -> None:
    """A time of day is refused, a pendulum or datetime at midnight is a day."""
    case = whole_journey(ERAS[0])
    assert case.as_of(ERAS[0].day) == case.as_of(datetime.combine(ERAS[0].day, datetime.min.time()))
    wrong: Any = "2019-01-07"
    with pytest.raises(WrongType):
        case.as_of(wrong)


@by_era
def test_an_ending_is_not_before_anything(era: Era) -> None:
    """Whatever happened after that day contradicts that the case had ended on it."""
    case = taken(Case.open(deported(era)), era, ArrivalReceived, days=9)
    early = ContactLost(case=case.id, on=era.day + timedelta(1))
    assert {"in-order"} == failed(case, early, era)
    assert set() == failed(case, attrs.evolve(early, on=case.records.last_on), era)


@by_era
def test_closing_on_a_day_takes_what_happened_on_it(era: Era) -> None:
    """After closing, nothing of that day is added; after reopening it may be."""
    case = Case.open(deported(era))
    ending = Closed(case=case.id, on=era.day, reason=ClosingReason.OWN_WISH)
    closed = case.record(ending, under=era.policy)
    assert {"case-status"} == failed(closed, visit(case, era.day), era)
    reopened = closed.record(
        Reopened(case=case.id, on=era.day, reason=ReopeningReason.CLOSED_IN_ERROR),
        under=era.policy,
    )
    assert CaseStatus.OPEN is reopened.ending.status
    assert set() == failed(reopened, visit(case, era.day), era)


@by_era
def test_the_newest_known_label_stands(era: Era) -> None:
    """The label of an attestation, else that of the deportation, else why none is known."""
    home = attested(era, label=Label.NONE)
    away = deported(era)
    answers = (
        ([away], True),
        ([away, home], False),
        ([away, attrs.evolve(home, label=Missing.UNKNOWN)], True),
        (
            [deported(era, label=Missing.DECLINED), attested(era, Missing.NOT_ASKED)],
            Missing.DECLINED,
        ),
        ([deported(era, label=Missing.DECLINED), attested(era, Missing.UNKNOWN)], Missing.UNKNOWN),
        ([home], False),
    )
    for events, expected in answers:
        known = Case.replay(events).facts(on=era.day, edition=era.edition)
        assert expected is known["recorded_as_wni_mkpo"]


def test_records_are_read_by_the_name_of_their_stage() -> None:
    """Each stage has its record on the case, and the records give it by the stage."""
    case = whole_journey(ERAS[0])
    for stage in CHAIN:
        assert case.records.of_stage(stage) is getattr(case, stage.code)
        assert getattr(case, stage.code).last_on is None or stage is not CHAIN[-1]
