"""What a rule may ask of a case, and how it is answered."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import attrs
import pytest

from reintegra.chain import CHAIN, Case, CaseStatus
from reintegra.chain.answering import ANSWERED, PARTICULARS
from reintegra.chain.asking import CASE_ANSWERS
from reintegra.chain.award import PaymentReturned
from reintegra.chain.deportation import (
    ArrivalReceived,
    HealthChecked,
    HealthFinding,
    Screened,
    StatusDetermined,
    TraffickingStatus,
)
from reintegra.chain.ending import ContactLost
from reintegra.chain.facts import CASE_FACTS
from reintegra.chain.fits import FIT_ANSWERS
from reintegra.chain.fitting import in_order, new_event
from reintegra.chain.guidance import Enrolled
from reintegra.chain.homecoming import HomecomingStatus, ShelterAdmitted
from reintegra.chain.rehabilitation import NeedsAssessed, ServiceRequested
from reintegra.chain.reintegration import FollowUpVisited
from reintegra.chain.stimulus import AccountRegistered, Consent, ConsentRecorded, NoAccountStated
from reintegra.chain.table import STATUS_FACTS
from reintegra.rules import Dated, DatedValue, Missing, Rule
from reintegra.vocabulary.identifiers import ActorId
from reintegra.vocabulary.texts import Text
from tests.chain.journeys import (
    ERAS,
    Era,
    arrived_at,
    attested,
    deported,
    taken,
    whole_journey,
)

by_era = pytest.mark.parametrize("era", ERAS, ids=lambda era: era.code)
ACTOR = ActorId("office-1")
NOT_ASKED = Missing.NOT_ASKED


def asked(case: Case, era: Era) -> dict[str, object]:
    """All facts of a case on the day of its last event."""
    return dict(case.facts(on=case.records.last_on, edition=era.edition))


def with_events(case: Case, *events: Any) -> Case:
    """The same case with more events, as trusted history."""
    return Case.replay((*case.events, *events))


@by_era
def test_a_case_just_opened_knows_little_and_denies_nothing_it_cannot_know(era: Era) -> None:
    """What was never asked is not asked; what would be on record is not there."""
    known = asked(Case.open(deported(era)), era)
    unasked = {name for name in CASE_ANSWERS if known[name] is NOT_ASKED}
    assert {
        "returned_to_origin",
        "own_account",
        "consent",
        "exploitation_indicated",
        "health_problem",
        "endangered",
    } == unasked
    assert {"recorded_as_wni_mkpo", "case_open"} == {
        name for name in CASE_ANSWERS if known[name] is True
    }


@by_era
def test_a_whole_journey_answers_every_fact(era: Era) -> None:
    """After the plain way nothing about the case is left to ask."""
    known = asked(whole_journey(era), era)
    denied = {"determined_not_a_victim", "health_problem", "award_open"}
    assert denied == {name for name in CASE_ANSWERS if known[name] is False}
    assert {NOT_ASKED} & {known[name] for name in CASE_ANSWERS} == set()
    assert known["endangered"] is True


@by_era
def test_of_repeated_answers_the_newest_stands(era: Era) -> None:
    """Determinations, health checks, assessments, accounts and consent."""
    case = arrived_at(era, "reintegration")
    base: dict[str, Any] = {"case": case.id, "on": case.records.last_on}
    pairs = (
        (
            "determined_not_a_victim",
            [StatusDetermined(**base, status=TraffickingStatus.NOT_A_VICTIM, by=ACTOR)],
            True,
        ),
        (
            "determined_not_a_victim",
            [
                StatusDetermined(**base, status=TraffickingStatus.NOT_A_VICTIM, by=ACTOR),
                StatusDetermined(**base, status=TraffickingStatus.ACTUAL, by=ACTOR),
            ],
            False,
        ),
        ("health_problem", [HealthChecked(**base, finding=HealthFinding.BOTH)], True),
        (
            "exploitation_indicated",
            [NeedsAssessed(**base, by=ACTOR, needs=(), exploitation_indicated=False)],
            False,
        ),
        ("own_account", [NoAccountStated(**base)], False),
        ("consent", [ConsentRecorded(**base, answer=Consent.WITHDRAWN)], False),
    )
    for name, events, expected in pairs:
        assert expected is asked(with_events(case, *events), era)[name], name


@by_era
def test_on_the_way_home_nobody_is_back_yet(era: Era) -> None:
    """Not started is not known; on the way is no; attested is yes."""
    case = taken(Case.open(deported(era)), era, ShelterAdmitted)
    assert asked(case, era)["returned_to_origin"] is False
    assert asked(Case.open(attested(era)), era)["returned_to_origin"] is True


@by_era
def test_only_a_visit_that_met_the_person_is_a_follow_up(era: Era) -> None:
    """A closed door was visited too, but nobody was followed up."""
    case = arrived_at(era, "reintegration")
    on = case.records.last_on
    for met in (False, True):
        visit = FollowUpVisited(case=case.id, on=on, by=ACTOR, met=met)
        assert met is asked(with_events(case, visit), era)["followed_up"]


@by_era
def test_an_award_is_open_until_it_is_received_or_cancelled(era: Era) -> None:
    """A payment that came back opens it again."""
    case = arrived_at(era, "reintegration")
    assert asked(case, era)["award_open"] is False
    assert asked(taken(case, era, PaymentReturned), era)["award_open"] is True


@by_era
def test_facts_are_those_of_the_day_that_is_asked_about(era: Era) -> None:
    """Later events do not answer for an earlier day; what is open now is asked of now."""
    case = taken(arrived_at(era, "reintegration"), era, ContactLost, days=30)
    before = case.records.last_on - timedelta(1)
    then = case.facts(on=before, edition=era.edition)
    assert CaseStatus.OPEN is then["case_status"]
    assert CaseStatus.CONTACT_LOST is then["case_status_now"]
    assert then["case_open"] is False
    opening = case.facts(on=era.day, edition=era.edition)
    assert opening["guidance_attended"] is False
    assert opening["own_account"] is NOT_ASKED
    assert CHAIN[3].start.status is opening["guidance_status"]


@by_era
def test_a_new_request_starts_agreement_and_plan_anew(era: Era) -> None:
    """Assessments and services of the earlier round remain."""
    case = taken(
        arrived_at(era, "guidance" if era.code != "sandbox" else "homecoming"),
        era,
        ServiceRequested,
    )
    known = asked(case, era)
    assert (False, False) == (known["agreement_signed"], known["plan_agreed"])
    assert (True, True) == (known["needs_assessed"], known["service_given"])
    assert known["rehabilitation_completed"] is False


def test_every_named_case_fact_is_answered() -> None:
    """The facts that a policy may name are those that the chain answers, each once."""
    assert {fact.name for fact in CASE_FACTS} == set(CASE_ANSWERS)
    assert len(CASE_FACTS) == len(CASE_ANSWERS)
    assert not set(CASE_ANSWERS) & set(FIT_ANSWERS)
    assert not PARTICULARS & (set(CASE_ANSWERS) | set(FIT_ANSWERS))
    assert ANSWERED >= {fact.name for fact in STATUS_FACTS.values()}


@by_era
def test_facts_are_a_mapping_of_what_is_known(era: Era) -> None:
    """Iterating gives each name once; what only an event could answer is not there."""
    case = taken(Case.open(deported(era)), era, ArrivalReceived, Screened, AccountRegistered)
    facts = case.facts(on=era.day, edition=era.edition, knowing=era.knowing, given_before=True)
    names = list(facts)
    assert len(names) == len(set(names)) == len(facts)
    assert set(names) == (ANSWERED - PARTICULARS) | set(era.knowing)
    assert era.knowing == {name: facts[name] for name in era.knowing}
    assert facts["not_given_before"] is False
    assert (True, True) == (facts[in_order.name], facts[new_event.name])
    assert "escorted" not in facts
    with pytest.raises(KeyError):
        facts["nobody_asks_this"]


@by_era
def test_a_rule_may_ask_for_the_status_of_another_stage_on_the_day(era: Era) -> None:
    """Enrolment that waits for the return: before its day closed, from its day on open."""
    status = STATUS_FACTS["homecoming"].is_in(HomecomingStatus.RETURNED)
    home_first = Rule("home-first", status, Text(id="Sudah pulang", en="Is home"))
    edition = attrs.evolve(era.edition, requirements={Enrolled: home_first})
    policy = attrs.evolve(era.policy, editions=Dated((DatedValue(edition, date(2000, 1, 1)),)))
    opened, home = deported(era), attested(era)
    case = Case.replay((opened, attrs.evolve(home, on=opened.on + timedelta(5))))
    for days in (4, 5, 6):
        possible = case.possible(under=policy, on=opened.on + timedelta(days))
        assert (days >= 5) is (Enrolled in possible)
