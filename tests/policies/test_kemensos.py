"""The Ministry's editions, rule by rule: met, not met, and what to ask where it is open."""

from __future__ import annotations

import csv
from datetime import date, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any

import attrs
import pytest

from reintegra.chain import Case
from reintegra.chain.award import (
    AwardCancelled,
    Awarded,
    GoodsHandedOver,
    PaymentSent,
)
from reintegra.chain.deportation import (
    ArrivalReceived,
    HealthChecked,
    HealthFinding,
    Label,
    StatusDetermined,
    TraffickingStatus,
)
from reintegra.chain.ending import Closed, LeftAgainstAdvice
from reintegra.chain.guidance import Enrolled, SessionAttended
from reintegra.chain.homecoming import (
    HandedOver,
    Receiver,
    ShelterAdmitted,
    ShelterLeft,
    TravelStarted,
)
from reintegra.chain.policy import Basis
from reintegra.chain.rehabilitation import (
    AgreementSigned,
    NeedsAssessed,
    PlanAgreed,
    ServiceDelivered,
    ServiceRequested,
)
from reintegra.chain.reintegration import CompanionReported, ReintegrationConfirmed
from reintegra.errors import OutsideCoverage
from reintegra.policies.kemensos import KEMENSOS, rules
from reintegra.policies.kemensos import policy as kemensos_policy
from reintegra.rules import Missing, Outcome, Rule
from reintegra.vocabulary.aid import Channel, Purpose
from reintegra.vocabulary.identifiers import ActorId, Code
from reintegra.vocabulary.money import IDR, idr
from reintegra.vocabulary.regions import RegionCode, region
from tests.chain.journeys import (
    ADULT,
    ERAS,
    SCRIPTS,
    arrived_at,
    attested,
    candidates,
    deported,
    taken,
)

if TYPE_CHECKING:
    from collections.abc import Mapping

DATA = Path(__file__).parents[1] / "data" / "rounds_2018_2019.csv"
OLD, NEW = ERAS[0], ERAS[1]
ERA_2017, ERA_2023 = OLD.edition, NEW.edition
MET, NOT_MET, OPEN = Outcome.MET, Outcome.NOT_MET, Outcome.UNDETERMINED

ONE_FACT = (
    (rules.recorded_as_wni_mkpo, "recorded_as_wni_mkpo", True),
    (rules.returned_to_origin, "returned_to_origin", True),
    (rules.guidance_attended, "guidance_attended", True),
    (rules.consent_recorded, "consent", True),
    (rules.adult, "adult", True),
    (rules.case_open, "case_open", True),
    (rules.not_found_not_to_be_a_victim, "determined_not_a_victim", False),
    (rules.exploitation_indicated, "exploitation_indicated", True),
    (rules.no_legal_case_pending, "no_legal_case_pending", True),
    (rules.nothing_unsettled, "award_open", False),
    (rules.followed_up, "followed_up", True),
    (rules.agreed_first, "agreement_signed", True),
    (rules.handled_first, "service_given", True),
)
"""Each rule that asks one fact, and the answer that it needs."""


@pytest.mark.parametrize(
    ("rule", "fact", "needed"),
    ONE_FACT,
    ids=lambda each: each.code if isinstance(each, Rule) else "",
)
def test_a_rule_of_one_fact_is_met_not_met_or_asks(rule: Rule, fact: str, needed: bool) -> None:
    """The needed answer meets it, the other does not, and none leaves it open with a question."""
    assert MET is rule.judge({fact: needed}).outcome
    assert NOT_MET is rule.judge({fact: not needed}).outcome
    for why in Missing:
        verdict = rule.judge({fact: why})
        assert OPEN is verdict.outcome
        assert [(fact, why)] == [(each.fact.name, each.why) for each in verdict.missing]


@pytest.mark.parametrize(
    ("rule", "known", "outcome", "missing"),
    [
        (rules.escorted_where_needed, {"escorted": True}, MET, []),
        (rules.escorted_where_needed, {"escorted": False, "adult": False}, NOT_MET, []),
        (rules.escorted_where_needed, {"escorted": False, "health_problem": True}, NOT_MET, []),
        (
            rules.escorted_where_needed,
            {"escorted": False, "adult": True, "health_problem": False},
            MET,
            [],
        ),
        (rules.escorted_where_needed, {"escorted": False, "adult": True}, OPEN, ["health_problem"]),
        (rules.own_account, {"own_account": True}, MET, []),
        (rules.own_account, {"own_account": False, "no_own_account_needed": True}, MET, []),
        (rules.own_account, {"own_account": False, "no_own_account_needed": False}, NOT_MET, []),
        (rules.own_account, {"no_own_account_needed": False}, OPEN, ["own_account"]),
        (rules.own_account, {"own_account": False}, OPEN, ["no_own_account_needed"]),
        (rules.handled_or_into_care, {"service_given": True, "into_care": False}, MET, []),
        (rules.handled_or_into_care, {"service_given": False, "into_care": True}, MET, []),
        (rules.handled_or_into_care, {"service_given": False, "into_care": False}, NOT_MET, []),
        (rules.aid_received, {"aid_received": True}, MET, []),
        (rules.aid_received, {"aid_received": False, "rehabilitation_completed": True}, MET, []),
        (
            rules.aid_received,
            {"aid_received": False, "rehabilitation_completed": False},
            NOT_MET,
            [],
        ),
        (rules.assessed_first, {"agreement_signed": True, "needs_assessed": True}, MET, []),
        (rules.assessed_first, {"agreement_signed": True, "needs_assessed": False}, NOT_MET, []),
        (rules.assessed_first, {"agreement_signed": False, "needs_assessed": True}, NOT_MET, []),
        (rules.planned_first, {"plan_agreed": True, "endangered": False}, MET, []),
        (rules.planned_first, {"plan_agreed": False, "endangered": True}, MET, []),
        (rules.planned_first, {"plan_agreed": False, "endangered": False}, NOT_MET, []),
    ],
)
def test_a_rule_of_several_facts(
    rule: Rule, known: Mapping[str, object], outcome: Outcome, missing: list[str]
) -> None:
    """Where one answer decides, the others are not asked."""
    verdict = rule.judge(known)
    assert outcome is verdict.outcome
    assert missing == [each.fact.name for each in verdict.missing]


def test_the_editions_change_with_the_regulation() -> None:
    """Permensos 8/2023 holds from 28 December 2023; nothing is known before 2018."""
    assert ERA_2017 is KEMENSOS.at(date(2018, 1, 1))
    assert ERA_2017 is KEMENSOS.at(date(2023, 12, 27))
    assert ERA_2023 is KEMENSOS.at(date(2023, 12, 28))
    assert ("permensos-30-2017", "permensos-8-2023") == (ERA_2017.code, ERA_2023.code)
    with pytest.raises(OutsideCoverage) as outside:
        KEMENSOS.at(date(2017, 12, 31))
    assert date(2017, 12, 31) == outside.value.key


def eligible(
    case: Case, knowing: Mapping[str, object] = ADULT, *, given_before: bool = False
) -> Any:
    """The verdict on the stimulus as the edition of the era before the last event judges it."""
    on = case.records.last_on
    edition = KEMENSOS.at(on)
    return edition.eligibility.judge(
        case.facts(on=on, edition=edition, knowing=knowing, given_before=given_before)
    )


def ready(era: Any) -> Case:
    """A case just before its award."""
    return taken(arrived_at(era, "stimulus"), era, *SCRIPTS["stimulus"][:2])


@pytest.mark.parametrize("era", [OLD, NEW], ids=lambda era: era.code)
def test_the_plain_way_makes_eligible_and_each_condition_counts(era: Any) -> None:
    """One condition at a time is not met, and the verdict names exactly that one."""
    case = ready(era)
    assert eligible(case).met
    on = case.records.last_on
    not_a_victim = StatusDetermined(
        case=case.id, on=on, status=TraffickingStatus.NOT_A_VICTIM, by=ActorId("police-1")
    )
    closed = taken(case, era, Closed, days=0)
    denied = Case.replay((*case.events, not_a_victim))
    assert ["not-given-before"] == failing(eligible(case, given_before=True))
    assert ["adult"] == failing(eligible(case, {"adult": False}))
    assert ["case-open"] == failing(eligible(closed))
    assert ["not-determined-otherwise"] == failing(eligible(denied))
    asked = eligible(case, {})
    assert OPEN is asked.outcome
    assert ["adult"] == [missing.fact.name for missing in asked.missing]


def failing(verdict: Any) -> list[str]:
    """The codes of the rules that are not met."""
    return [reason.code for reason in verdict.failed]


def test_an_attested_return_opens_the_way_to_the_stimulus_of_2019() -> None:
    """No upstream record is needed: label, return, guidance, account, consent, age."""
    case = taken(Case.open(attested(OLD)), OLD, *SCRIPTS["guidance"], *SCRIPTS["stimulus"][:2])
    assert eligible(case).met
    unlabelled = Case.open(attested(OLD, label=Label.NONE))
    assert {"recorded-as-wni-mkpo", "guidance-attended"} == set(failing(eligible(unlabelled)))
    unknown = taken(
        Case.open(attested(OLD, label=Missing.UNKNOWN)),
        OLD,
        *SCRIPTS["guidance"],
        *SCRIPTS["stimulus"][:2],
    )
    (missing,) = eligible(unknown).missing
    assert ("recorded_as_wni_mkpo", Missing.UNKNOWN) == (missing.fact.name, missing.why)


def test_since_2023_entry_needs_an_assessment_that_indicates_exploitation() -> None:
    """Not asked waits for the assessment; an assessment without indication refuses."""
    case = Case.open(attested(NEW))
    enrol = next(candidates(case, Enrolled, NEW.day, NEW.edition))
    verdict = case.consider(enrol, under=KEMENSOS)
    assert ["exploitation-indicated"] == [reason.code for reason in verdict.undetermined]
    case = taken(case, NEW, ServiceRequested, AgreementSigned)
    on = case.records.last_on
    assessed = NeedsAssessed(
        case=case.id, on=on, by=ActorId("worker-1"), needs=(), exploitation_indicated=False
    )
    case = case.record(assessed, under=KEMENSOS)
    enrol = next(candidates(case, Enrolled, on, NEW.edition))
    assert ["exploitation-indicated"] == failing(case.consider(enrol, under=KEMENSOS))
    assert Enrolled in Case.open(attested(OLD)).possible(under=KEMENSOS, on=OLD.day)


def test_since_2023_agreement_assessment_plan_and_service_follow_each_other() -> None:
    """The seven stages in their order; an endangered person is served before the plan."""
    case = taken(Case.open(deported(NEW)), NEW, ArrivalReceived)
    request: Any = next(candidates(case, ServiceRequested, case.records.last_on, NEW.edition))
    calm = case.record(
        type(request)(case=case.id, on=request.on, by=request.by, endangered=False), under=KEMENSOS
    )
    on = calm.records.last_on
    possible = set(calm.possible(under=KEMENSOS, on=on))
    assert not {NeedsAssessed, PlanAgreed, ServiceDelivered, TravelStarted} & possible
    order = (AgreementSigned, NeedsAssessed, PlanAgreed, ServiceDelivered)
    for step in order:
        assert step in calm.possible(under=KEMENSOS, on=calm.records.last_on)
        calm = taken(calm, NEW, step)
    assert TravelStarted in calm.possible(under=KEMENSOS, on=calm.records.last_on)
    urgent = case.record(
        type(request)(case=case.id, on=request.on, by=request.by, endangered=True), under=KEMENSOS
    )
    assert ServiceDelivered in urgent.possible(under=KEMENSOS, on=urgent.records.last_on)


@pytest.mark.parametrize(
    ("finding", "known", "outcome"),
    [
        (HealthFinding.NO_PROBLEM, {"adult": True}, MET),
        (HealthFinding.NO_PROBLEM, {"adult": False}, NOT_MET),
        (HealthFinding.MEDICAL, {"adult": True}, NOT_MET),
        (HealthFinding.PSYCHOLOGICAL, {"adult": True}, NOT_MET),
        (HealthFinding.BOTH, {}, NOT_MET),
        (HealthFinding.NO_PROBLEM, {}, OPEN),
        (None, {"adult": True}, OPEN),
    ],
)
def test_children_and_the_sick_travel_with_an_escort(
    finding: HealthFinding | None, known: Mapping[str, object], outcome: Outcome
) -> None:
    """Module 6: alone only who is known to be adult and known to be well."""
    case = taken(Case.open(deported(OLD)), OLD, ArrivalReceived)
    on = case.records.last_on
    if finding is not None:
        case = case.record(HealthChecked(case=case.id, on=on, finding=finding), under=KEMENSOS)
    escorted: Any = next(candidates(case, TravelStarted, on, OLD.edition))
    alone = type(escorted)(case=case.id, on=on, leg=escorted.leg, escort=None)
    assert outcome is case.consider(alone, under=KEMENSOS, knowing=known).outcome
    assert case.consider(escorted, under=KEMENSOS, knowing=known).met


def test_reintegration_is_confirmed_after_aid_or_after_a_visit() -> None:
    """In the old era aid or rehabilitation comes first, since 2023 a follow-up visit."""
    case = taken(Case.open(attested(OLD)), OLD, CompanionReported)
    on = case.records.last_on
    confirm = next(candidates(case, ReintegrationConfirmed, on, OLD.edition))
    assert ["aid-received"] == failing(case.consider(confirm, under=KEMENSOS))
    later = taken(arrived_at(NEW, "reintegration"), NEW, CompanionReported)
    confirm = next(candidates(later, ReintegrationConfirmed, later.records.last_on, NEW.edition))
    assert ["followed-up"] == failing(later.consider(confirm, under=KEMENSOS))


@pytest.mark.parametrize("era", [OLD, NEW], ids=lambda era: era.code)
def test_each_edition_requires_what_it_says_of_which_events(era: Any) -> None:
    """The events that an edition restricts, one by one."""
    common = {Awarded, PaymentSent, Closed, LeftAgainstAdvice, TravelStarted, Enrolled}
    common |= {ReintegrationConfirmed, GoodsHandedOver}
    stages = {NeedsAssessed, PlanAgreed, ServiceDelivered, HandedOver} if era is NEW else set()
    assert common | stages == set(era.edition.requirements)
    assert (IDR, 1, 24) == (
        era.edition.currency,
        era.edition.tranches.value,
        era.edition.risk_horizon_months.value,
    )
    assert set(Channel) == era.edition.channels.value
    settled = taken(ready(era), era, Awarded, AwardCancelled)
    assert Closed in settled.possible(under=KEMENSOS, on=settled.records.last_on)


def test_the_modules_of_2019_stand_and_later_ones_came_since() -> None:
    """The modules of 2019 are in both editions."""
    old = {term.code.value for term in ERA_2017.modules}
    assert old < {term.code.value for term in ERA_2023.modules}
    assert {"entrepreneurship-practice", "marketing", "start-up-strategy"} < old


def rows() -> list[dict[str, str]]:
    """The rounds of 2018 and 2019 as the facts list them."""
    with DATA.open(encoding="utf-8", newline="") as table:
        return list(csv.DictReader(table))


CHANNELS = {
    "own_account": Channel.OWN_ACCOUNT,
    "via_lks": Channel.VIA_LKS,
    "not_stated": None,
}


@pytest.mark.parametrize("row", rows(), ids=lambda row: f"{row['date'][:7]} {row['place']}")
def test_a_round_gives_what_its_source_states(row: dict[str, str]) -> None:
    """Place, days, participants, amounts and how they are known, channel, partner, source."""
    first, last = (row["date"].split("/") * 2)[:2]
    start, end = date.fromisoformat(first), date.fromisoformat(last)
    for code in row["regency_code"].split(";"):
        for day in (start, end):
            terms = KEMENSOS.round_terms(RegionCode(code), day)
            assert (start, end) == (terms.held.start, terms.held.end)
        assert region(code).code in terms.regencies
        with pytest.raises(OutsideCoverage):
            KEMENSOS.round_terms(RegionCode(code), end + timedelta(1))
    assert (row["place"], int(row["participants"])) == (terms.place, terms.participants)
    assert (idr(int(row["total_idr"])) if row["total_idr"] else None) == terms.total
    assert idr(int(row["per_person_idr"])) == terms.amount
    assert Basis(row["per_person_basis"]) is terms.basis
    assert CHANNELS[row["channel"]] is terms.channel
    assert row["partner"].startswith(terms.partner)
    living = "living_cost" in row["kind"] and "stimulus" not in row["kind"]
    assert (Purpose.LIVING_COST if living else Purpose.BUSINESS_STIMULUS) is terms.purpose
    assert terms.source is not None
    assert terms.source.address in row["source_url"]


def test_there_is_no_other_round_and_no_constant_amount() -> None:
    """As many rounds as rows, and four different amounts among them."""
    assert len(rows()) == len(KEMENSOS.rounds)
    amounts = {terms.amount for terms in KEMENSOS.rounds}
    assert {idr(250_000), idr(900_000), idr(960_000), idr(1_400_000)} == amounts


def test_the_two_rounds_of_lombok_sum_to_what_was_reported() -> None:
    """340 and 150 people, Rp326.400.000 and Rp144.000.000, Rp960.000 each."""
    on = date(2019, 10, 31)
    middle, west = (KEMENSOS.round_terms(RegionCode(code), on) for code in ("52.02", "52.01"))
    assert (340, idr(326_400_000)) == (middle.participants, middle.total)
    assert (150, idr(144_000_000)) == (west.participants, west.total)
    assert idr(960_000) == middle.amount == west.amount
    assert idr(470_400_000) == idr(960_000) * (middle.participants + west.participants)


def test_since_2023_no_door_leads_home_before_somebody_was_helped() -> None:
    """Into a shelter and out again is no way around: a family is not handed an unserved person."""
    case = taken(Case.open(deported(NEW)), NEW, ArrivalReceived, ShelterAdmitted, ShelterLeft)
    on = case.records.last_on
    handover: Any = next(candidates(case, HandedOver, on, NEW.edition))
    home = attrs.evolve(handover, to=Receiver.FAMILY, substitute_reason=None)
    into_care = attrs.evolve(home, to=Receiver.SOCIAL_SERVICE)
    assert ["handled-or-into-care"] == failing(case.consider(home, under=KEMENSOS))
    assert case.consider(into_care, under=KEMENSOS).met
    served = taken(case, NEW, *SCRIPTS["rehabilitation"][:5], days=0)
    assert served.consider(home, under=KEMENSOS).met
    old = taken(Case.open(deported(OLD)), OLD, ArrivalReceived, ShelterAdmitted, ShelterLeft)
    assert old.consider(attrs.evolve(home, case=old.id, on=old.records.last_on), under=KEMENSOS).met


def test_since_2023_a_plan_may_be_agreed_before_exploitation_is_indicated() -> None:
    """Where exactly the indication is required is an assumption, and the rule says so."""
    case = taken(Case.open(deported(NEW)), NEW, ServiceRequested, AgreementSigned)
    on = case.records.last_on
    assessed = NeedsAssessed(
        case=case.id, on=on, by=ActorId("worker-1"), needs=(), exploitation_indicated=False
    )
    case = case.record(assessed, under=KEMENSOS)
    assert PlanAgreed in case.possible(under=KEMENSOS, on=on)
    for text in (rules.exploitation_indicated.text, rules.own_account.text):
        assert "asumsi" in text("id")
        assert "assumption" in text("en")


@pytest.mark.parametrize("rule", [rules.agreed_first, rules.assessed_first, rules.planned_first])
def test_that_the_order_of_the_stages_binds_is_named_an_assumption(rule: Rule) -> None:
    """Permensos 8/2023 lists seven stages; that none may come early is our reading."""
    assert "bahwa urutan ini mengikat" in rule.text("id")
    assert "adalah asumsi" in rule.text("id")
    assert "that the order binds" in rule.text("en")
    assert "assumption" in rule.text("en")


@pytest.mark.parametrize(
    ("era", "modules"),
    [
        (OLD, {"cakes", "food-processing", "beauty-and-skin-care", "safe-migration"}),
        (OLD, {"heavy-equipment", "weaving", "groceries-kiosk"}),
        (NEW, {"cakes", "weaving", "sewing", "computer", "cooking", "workshop", "farming"}),
    ],
)
def test_a_session_of_every_module_that_was_seen_can_be_recorded(
    era: Any, modules: set[str]
) -> None:
    """Majalengka and Kupang 2019, Kupang in July 2023, PENA in 2024."""
    assert modules <= {term.code.value for term in era.edition.modules}
    for module in sorted(modules):
        case = taken(arrived_at(era, "guidance"), era, Enrolled)
        on = case.records.last_on
        session = SessionAttended(case=case.id, on=on, module=Code(module), hours=2)
        assert case.consider(session, under=KEMENSOS).met


@pytest.mark.parametrize("era", [OLD, NEW], ids=lambda era: era.code)
def test_counselling_is_a_service_that_can_be_recorded(era: Any) -> None:
    """Shelters and rehabilitation give it."""
    case = taken(Case.open(deported(era)), era, *SCRIPTS["rehabilitation"][:4])
    given = ServiceDelivered(
        case=case.id,
        on=case.records.last_on,
        service=Code("counselling"),
        by=ActorId("shelter-1"),
    )
    assert case.consider(given, under=KEMENSOS).met


def test_no_day_is_claimed_on_which_a_value_was_learnt() -> None:
    """The facts hold none, so that every edition counts as known all the time."""
    assert [None, None] == [entry.known_from for entry in KEMENSOS.editions.entries]
    assert "not known" in str(kemensos_policy.__doc__)
