"""What is due and by when, against plain arithmetic of days."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import attrs
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reintegra.chain import Case, Due, DueStatus, due, watched
from reintegra.chain.award import PaymentConfirmed
from reintegra.chain.ending import Closed, ClosingReason, Died
from reintegra.chain.rehabilitation import ServiceDelivered, ServiceRequested
from reintegra.chain.reintegration import (
    BusinessStarted,
    CompanionReported,
    FollowUpVisited,
    Progress,
    Risk,
    RiskFlagged,
)
from reintegra.errors import OutsideCoverage
from reintegra.vocabulary.identifiers import ActorId, Code
from reintegra.vocabulary.institutions import RequesterKind
from reintegra.vocabulary.texts import LANGUAGES
from tests.chain.journeys import ERAS, Era, arrived_at, deported, taken
from tests.profiles import at_most

MINISTRY = ERAS[:2]
by_ministry = pytest.mark.parametrize("era", MINISTRY, ids=lambda era: era.code)
ACTOR = ActorId("office-1")
SERVICES, FIRST_AID, REPORT = "services-in-seven-days", "first-aid-in-seven-days", "weekly-report"


def requested(era: Era, *, endangered: bool) -> Case:
    """A case with a request on the first day of the era."""
    case = Case.open(deported(era))
    request = ServiceRequested(
        case=case.id, on=era.day, by=RequesterKind.VICTIM, endangered=endangered
    )
    return case.record(request, under=era.policy)


def served(case: Case, on: date, service: str = "first-aid") -> Case:
    """The same case with a service given on a day, as trusted history."""
    given_service = ServiceDelivered(case=case.id, on=on, service=Code(service), by=ACTOR)
    return Case.replay((*case.events, given_service))


def by_code(case: Case, era: Era, on: date) -> dict[str, Due]:
    """The dues of a case by their code."""
    return {each.code: each for each in due(case, under=era.policy, on=on)}


@by_ministry
@pytest.mark.parametrize(
    ("days", "until", "status"),
    [
        (0, 0, DueStatus.KEPT),
        (7, 7, DueStatus.KEPT),
        (7, 30, DueStatus.KEPT),
        (8, 8, DueStatus.LATE),
        (None, 0, DueStatus.PENDING),
        (None, 7, DueStatus.PENDING),
        (None, 8, DueStatus.MISSED),
        (8, 7, DueStatus.PENDING),
    ],
)
def test_services_and_first_aid_are_due_within_seven_days(
    era: Era, days: int | None, until: int, status: DueStatus
) -> None:
    """UU 21/2007, articles 52 and 53: the seventh day is in time, the eighth is not."""
    case = requested(era, endangered=True)
    if days is not None:
        case = served(case, era.day + timedelta(days))
    found = by_code(case, era, era.day + timedelta(until))
    for code in (SERVICES, FIRST_AID):
        assert status is found[code].status
        assert (era.day, era.day + timedelta(7)) == (found[code].since, found[code].by)
        seen = days is not None and days <= until
        assert (era.day + timedelta(days or 0) if seen else None) == found[code].done_on


@by_ministry
def test_first_aid_is_due_only_to_the_endangered(era: Era) -> None:
    """Article 53 speaks of those whom trauma or illness endangers."""
    case = requested(era, endangered=False)
    assert {SERVICES} == set(by_code(case, era, era.day))
    assert {SERVICES, FIRST_AID} == set(by_code(requested(era, endangered=True), era, era.day))


@by_ministry
def test_only_first_aid_keeps_the_limit_of_first_aid(era: Era) -> None:
    """Another service keeps the limit of article 52 alone."""
    case = served(requested(era, endangered=True), era.day + timedelta(3), "clothing")
    found = by_code(case, era, era.day + timedelta(8))
    assert (DueStatus.KEPT, DueStatus.MISSED) == (found[SERVICES].status, found[FIRST_AID].status)


@by_ministry
def test_nothing_is_due_before_it_was_asked_for(era: Era) -> None:
    """Events after the day that is asked about are not known yet."""
    case = requested(attrs.evolve(era, day=era.day), endangered=True)
    assert () == due(case, under=era.policy, on=era.day - timedelta(1))
    assert () == due(Case.open(deported(era)), under=era.policy, on=era.day + timedelta(99))


@by_ministry
@settings(max_examples=at_most(100))  # about 2 ms each
@given(
    reports=st.sets(st.integers(0, 75), max_size=8),
    until=st.integers(0, 90),
)
def test_a_weekly_report_is_due_for_two_months(era: Era, reports: set[int], until: int) -> None:
    """An oracle in plain days: week after week, each report counts in its own week."""
    case = arrived_at(era, "reintegration")
    (paid,) = (event.on for event in case.events if isinstance(event, PaymentConfirmed))
    reported = [
        CompanionReported(
            case=case.id, on=paid + timedelta(days), companion=ACTOR, progress=Progress.ON_THE_WAY
        )
        for days in sorted(reports)
    ]
    case = Case.replay((*case.events, *reported))
    on = paid + timedelta(until)
    month, day = (paid.month + 2, paid.day)
    last = date(paid.year, month, day)
    expected = []
    for week in range(12):
        begins, by = paid + timedelta(7 * week), paid + timedelta(7 * week + 7)
        if by > last or begins >= on:
            break
        done = [paid + timedelta(d) for d in reports if 7 * week < d <= 7 * week + 7 and d <= until]
        status = DueStatus.KEPT if done else DueStatus.PENDING if on <= by else DueStatus.MISSED
        expected.append((begins, by, min(done, default=None), status))
    weekly = [each for each in due(case, under=era.policy, on=on) if each.code == REPORT]
    assert expected == [(each.since, each.by, each.done_on, each.status) for each in weekly]


def test_the_sandbox_has_limits_and_cadences_of_its_own() -> None:
    """An agreement in three days, and a visit every thirty days for six months."""
    era = ERAS[2]
    case = taken(Case.open(deported(era)), era, ServiceRequested, BusinessStarted)
    business = case.records.last_on
    visit = FollowUpVisited(case=case.id, on=business + timedelta(30), by=ACTOR, met=True)
    case = Case.replay((*case.events, visit))
    found = due(case, under=era.policy, on=business + timedelta(400))
    assert ["agreement-in-three-days"] + ["monthly-visit"] * 6 == [each.code for each in found]
    assert [DueStatus.MISSED, DueStatus.KEPT] + [DueStatus.MISSED] * 5 == [
        each.status for each in found
    ]
    assert sorted(each.by for each in found) == [each.by for each in found]


@by_ministry
@pytest.mark.parametrize(("ends_after", "standing"), [(3, False), (6, False), (7, True), (9, True)])
@pytest.mark.parametrize("kind", [Closed, Died], ids=lambda kind: str(kind.__name__))
def test_what_falls_due_after_the_end_is_due_no_more(
    era: Era, ends_after: int, standing: bool, kind: Any
) -> None:
    """Neither a closed case nor a dead person misses a limit of a later day."""
    case = requested(era, endangered=False)
    reason = {"reason": ClosingReason.OWN_WISH} if kind is Closed else {}
    ended = kind(case=case.id, on=era.day + timedelta(ends_after), **reason)
    case = Case.replay((*case.events, ended))
    assert standing is (SERVICES in by_code(case, era, era.day + timedelta(30)))
    assert SERVICES in by_code(case, era, era.day + timedelta(ends_after - 1))


@by_ministry
def test_what_was_done_before_the_end_stays_on_the_list(era: Era) -> None:
    """A limit that was kept is told also of a closed case."""
    case = served(requested(era, endangered=False), era.day + timedelta(1))
    closed = Closed(case=case.id, on=era.day + timedelta(2), reason=ClosingReason.OWN_WISH)
    case = Case.replay((*case.events, closed))
    on = era.day + timedelta(30)
    assert DueStatus.KEPT is by_code(case, era, on)[SERVICES].status


@by_ministry
@pytest.mark.parametrize("days", [0, 364, 700])
def test_a_risk_is_watched_for_twenty_four_months(era: Era, days: int) -> None:
    """Two years to the day, the last day included; 29 February rounds down."""
    flagged = era.day + timedelta(days)
    case = Case.open(deported(era))
    flag = RiskFlagged(case=case.id, on=flagged, risk=Risk.RE_TRAFFICKING, by=ACTOR)
    case = Case.replay((*case.events, flag))
    until = flagged.replace(year=flagged.year + 2)
    for on, count in ((flagged, 1), (until, 1), (until + timedelta(1), 0)):
        watches = watched(case, under=era.policy, on=on)
        assert count == len(watches)
        for watch in watches:
            assert (Risk.RE_TRAFFICKING, flagged, until) == (watch.risk, watch.since, watch.until)
    assert () == watched(case, under=era.policy, on=flagged - timedelta(1))


def test_a_risk_of_leap_day_is_watched_until_the_end_of_february() -> None:
    """29 February 2024 and two years are 28 February 2026."""
    era = ERAS[1]
    case = Case.open(deported(era))
    flag = RiskFlagged(case=case.id, on=date(2024, 2, 29), risk=Risk.DEBT, by=ACTOR)
    (watch,) = watched(Case.replay((*case.events, flag)), under=era.policy, on=flag.on)
    assert date(2026, 2, 28) == watch.until


def test_a_policy_without_a_horizon_watches_nothing() -> None:
    """The sandbox states none, and none is guessed."""
    era = ERAS[2]
    case = Case.open(deported(era))
    flag = RiskFlagged(case=case.id, on=era.day, risk=Risk.DEBT, by=ACTOR)
    assert () == watched(Case.replay((*case.events, flag)), under=era.policy, on=era.day)


def test_events_outside_every_edition_have_no_dues() -> None:
    """No limit is guessed for a day on which none held."""
    era = ERAS[0]
    early = attrs.evolve(deported(era), on=date(2017, 6, 1))
    case = Case.open(early)
    flag = RiskFlagged(case=case.id, on=early.on, risk=Risk.DEBT, by=ACTOR)
    request = ServiceRequested(case=case.id, on=early.on, by=RequesterKind.VICTIM, endangered=False)
    case = Case.replay((early, flag, request))
    for ask in (due, watched):
        with pytest.raises(OutsideCoverage):
            ask(case, under=era.policy, on=era.day)


@by_ministry
def test_a_due_says_in_both_languages_what_and_by_which_source(era: Era) -> None:
    """Each limit of the Ministry stands in the law that it cites."""
    for each in by_code(requested(era, endangered=True), era, era.day).values():
        assert all(each.text(language).strip() for language in LANGUAGES)
        assert each.source is not None
        assert "UU 21/2007" == each.source.instrument
