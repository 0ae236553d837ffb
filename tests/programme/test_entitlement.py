"""Eligible, enrolled, compliant, entitled: four answers, and none follows from another."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import attrs
import pytest

from reintegra.chain.guidance import Enrolled, GuidanceLeavingReason, GuidanceLeft
from reintegra.chain.stimulus import ConsentRecorded
from reintegra.errors import InvalidValue
from reintegra.programme import RoundAllocation, standings
from reintegra.rules import Outcome
from reintegra.vocabulary.identifiers import CaseId, ProgrammeId
from tests.programme.people import (
    BARAT,
    KEMENSOS_ROUND,
    LATER,
    MINISTRIES,
    PROGRAMME,
    ROUND_DAY,
    SANDBOX_ROUND,
    TENGAH,
    Ministry,
    accounted,
    by_id,
    case_of,
    confirmed,
    knowing,
    paying,
    record,
    the_award,
)

if TYPE_CHECKING:
    from reintegra.chain import Case
    from reintegra.programme import Programme, Round, Standings

under_both = pytest.mark.parametrize("ministry", MINISTRIES, ids=lambda each: each.policy.code)
MET, NOT_MET, OPEN = Outcome.MET, Outcome.NOT_MET, Outcome.UNDETERMINED


def held(
    *cases: Case, ministry: Ministry = KEMENSOS_ROUND, budget: int | None = None
) -> tuple[Programme, Round, RoundAllocation]:
    """A round in Lombok Tengah, decided and allocated."""
    programme = ministry.programme(budget or ministry.each * len(cases))
    each = programme.round(TENGAH.id, ROUND_DAY)
    asked = knowing(cases, ministry.policy.register_facts)
    return programme, each, each.allocate(each.decide(cases, knowing=asked))


def four(told: Standings) -> tuple[Outcome, ...]:
    """The four outcomes in their order."""
    return (
        told.eligible.outcome,
        told.enrolled.outcome,
        told.compliant.outcome,
        told.entitled.outcome,
    )


def replaced(case: Case, *events: Enrolled | GuidanceLeft) -> Case:
    """The case with more history."""
    return type(case).replay((*case.events, *events))


@under_both
def test_whoever_has_a_share_is_all_four(ministry: Ministry) -> None:
    """Eligible, enrolled here, with nothing to account for yet, and with a share."""
    case = case_of(1, ministry)
    _, each, allocation = held(case, ministry=ministry)
    told = standings(each, [case], allocation)
    assert {case.id} == set(told)
    assert (MET, MET, MET, MET) == four(told[case.id])
    decisions = attrs.astuple(told[case.id], recurse=False)[1:]
    assert {(ROUND_DAY, each.edition.code)} == {(one.on, one.edition) for one in decisions}


def test_what_is_decided_as_eligible_is_the_very_decision_of_the_round() -> None:
    """Its digest of the facts is the grounds of the award."""
    case = case_of(1)
    _, each, allocation = held(case)
    told = standings(each, [case], allocation)[case.id]
    (award,) = each.award(allocation)
    assert allocation.decided[case.id].decision is told.eligible
    assert str(award.grounds) == told.eligible.facts_digest


def test_whoever_is_eligible_and_gets_nothing_is_not_entitled() -> None:
    """The money sufficed for one."""
    cases = [case_of(1), case_of(2)]
    _, each, allocation = held(*cases, budget=KEMENSOS_ROUND.each)
    told = standings(each, cases, allocation)
    assert (MET, MET, MET, MET) == four(told[cases[0].id])
    assert (MET, MET, MET, NOT_MET) == four(told[cases[1].id])


def test_the_smallest_share_is_one_and_none_is_none() -> None:
    """One unit is a share; and each standing names its case."""
    case = case_of(1)
    _, each, allocation = held(case)
    smallest = attrs.evolve(allocation, shares={case.id: KEMENSOS_ROUND.money(1)})
    none = attrs.evolve(allocation, shares={})
    entitled, not_entitled = (standings(each, [case], by)[case.id] for by in (smallest, none))
    assert (case.id, case.id) == (entitled.case, not_entitled.case)
    assert (MET, NOT_MET) == (entitled.entitled.outcome, not_entitled.entitled.outcome)


def test_what_is_to_ask_leaves_the_share_open_too() -> None:
    """Unknown is not "no"."""
    case = case_of(1, without=(ConsentRecorded,))
    _, each, allocation = held(case)
    assert (OPEN, MET, MET, OPEN) == four(standings(each, [case], allocation)[case.id])


def test_enrolled_is_whoever_is_in_the_guidance_of_this_programme_and_has_not_left() -> None:
    """By the newest enrolment, as the case stood on the day."""
    case, day = case_of(1), date(2019, 10, 30)
    left = GuidanceLeft(case=case.id, on=day, reason=GuidanceLeavingReason.WORK)
    elsewhere = Enrolled(case=case.id, on=day, programme=ProgrammeId("another"), site=TENGAH.id)
    again = attrs.evolve(elsewhere, programme=PROGRAMME)
    never = case_of(1, without=(Enrolled,))
    for each_case, enrolled in (
        (case, MET),
        (replaced(case, left), NOT_MET),
        (replaced(case, elsewhere), NOT_MET),
        (replaced(case, left, again), MET),
        (never, NOT_MET),
    ):
        _, each, allocation = held(each_case)
        told = standings(each, [each_case], allocation)[case.id]
        assert enrolled is told.enrolled.outcome
        before = standings(each, [each_case], allocation, on=date(2019, 10, 29))[case.id]
        assert (MET if each_case is not never else NOT_MET) is before.enrolled.outcome
        assert date(2019, 10, 29) == before.enrolled.on


@under_both
def test_compliant_is_whoever_has_accounted_where_the_edition_asks_for_it(
    ministry: Ministry,
) -> None:
    """The fictional ministry asks before the second tranche; the Ministry does not."""
    case = case_of(1, ministry)
    programme, each, allocation = held(case, ministry=ministry)
    recorded = record(programme, *each.award(allocation), cases=[case])
    *_, payment = events = paying(recorded, case)
    channel = the_award(recorded, case).terms.channel
    recorded = record(recorded, *events, confirmed(payment, channel=channel))
    now = recorded.cases[case.id]
    told = standings(each, [now], allocation, on=LATER)[case.id]
    assert (NOT_MET if ministry is SANDBOX_ROUND else MET) is told.compliant.outcome
    before = standings(each, [now], allocation)[case.id]
    assert MET is before.compliant.outcome
    recorded = record(recorded, accounted(the_award(recorded, case)))
    after = standings(each, [recorded.cases[case.id]], allocation, on=LATER)[case.id]
    assert MET is after.compliant.outcome
    assert after.compliant.facts_digest != told.compliant.facts_digest


def test_each_answer_has_a_digest_of_facts_of_its_own() -> None:
    """Another share is another fact, and leaves the other three as they are."""
    case = case_of(1)
    _, each, allocation = held(case)
    more = attrs.evolve(allocation, shares={case.id: KEMENSOS_ROUND.money(5)})
    one, other = (standings(each, [case], by)[case.id] for by in (allocation, more))
    assert 4 == len({d.facts_digest for d in attrs.astuple(one, recurse=False)[1:]})
    assert one.entitled.facts_digest != other.entitled.facts_digest
    assert attrs.evolve(one, entitled=other.entitled) == other


def test_standing_is_told_of_what_the_round_decided_itself() -> None:
    """Neither of another round's allocation, nor of a case that was not decided."""
    case = case_of(1)
    programme, each, allocation = held(case)
    with pytest.raises(InvalidValue) as refused:
        standings(programme.round(BARAT.id, ROUND_DAY), [case], allocation)
    expected = "allocation: a round tells of what it has allocated itself [another-round]"
    assert expected == str(refused.value)
    with pytest.raises(InvalidValue) as refused:
        standings(each, [case, case_of(2)], allocation)
    expected = "cases[1]: the standing of a case is told where it was decided [no-such-case]"
    assert expected == str(refused.value)
    assert {} == standings(each, [], allocation)
    assert CaseId("case-1") in by_id(case)
