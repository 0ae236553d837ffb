"""What is due no more: stopped, owed by nobody, or begun before every edition."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import attrs
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reintegra.chain import Case, CaseStatus, Due, DueStatus, Event, due, watched
from reintegra.chain.award import PaymentConfirmed, PaymentReturned, PaymentSent
from reintegra.chain.ending import (
    STAGE,
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
from reintegra.chain.rehabilitation import (
    AgreementSigned,
    ServiceDelivered,
    ServiceRefused,
    ServiceRequested,
    Signatory,
)
from reintegra.chain.reintegration import CompanionReported, Progress, Risk, RiskFlagged
from reintegra.errors import InvalidValue, WrongType
from reintegra.policies.kemensos import KEMENSOS
from reintegra.vocabulary.aid import ReturnReason
from reintegra.vocabulary.identifiers import ActorId, AwardId, Code, PaymentId, RecordNumber
from reintegra.vocabulary.institutions import RequesterKind
from tests.chain.journeys import ADULT, ERAS, Era, arrived_at, deported
from tests.profiles import at_most

MINISTRY = ERAS[:2]
by_ministry = pytest.mark.parametrize("era", MINISTRY, ids=lambda era: era.code)
ACTOR = ActorId("office-1")
RECORD = RecordNumber("record-1")
MISSED, KEPT, PENDING = DueStatus.MISSED, DueStatus.KEPT, DueStatus.PENDING


def with_events(case: Case, *events: Event) -> Case:
    """The same case with more events, as trusted history."""
    return Case.replay((*case.events, *events))


def requested(era: Era, *, endangered: bool = True) -> Case:
    """A case with a request on the first day of the era."""
    case = Case.open(deported(era))
    return with_events(
        case,
        ServiceRequested(case=case.id, on=era.day, by=RequesterKind.VICTIM, endangered=endangered),
    )


def refused(case: Case, on: date) -> ServiceRefused:
    """A refusal of services."""
    return ServiceRefused(case=case.id, on=on, statement=RECORD, signed_by=Signatory.PERSON)


def weeks(case: Case, era: Era, on: date) -> list[Due]:
    """The weekly reports that are or were due."""
    return [each for each in due(case, under=era.policy, on=on) if each.code == "weekly-report"]


def paid(era: Era) -> tuple[Case, PaymentConfirmed]:
    """A case whose award was paid, and the event that says so."""
    case = arrived_at(era, "reintegration")
    (confirmed,) = (event for event in case.events if isinstance(event, PaymentConfirmed))
    return case, confirmed


GONE: tuple[Any, ...] = (
    lambda base: Transferred(**base, to=ACTOR),
    lambda base: Absconded(**base),
    lambda base: LeftAgainstAdvice(
        **base, conference=RECORD, statement=RECORD, legal_case_pending=False
    ),
    lambda base: ContactLost(**base),
    lambda base: Closed(**base, reason=ClosingReason.OWN_WISH),
    lambda base: Died(**base),
)


@by_ministry
@pytest.mark.parametrize("gone", GONE, ids=lambda gone: str(gone.__code__.co_names[0]))
def test_no_week_is_missed_while_the_case_is_not_open(era: Era, gone: Any) -> None:
    """Nobody owes a report on who is gone; the week that ended on the day itself was owed."""
    case, confirmed = paid(era)
    end = confirmed.on + timedelta(14)
    case = with_events(case, gone({"case": case.id, "on": end}))
    found = weeks(case, era, confirmed.on + timedelta(80))
    assert [(7, MISSED), (14, MISSED)] == [
        ((each.by - confirmed.on).days, each.status) for each in found
    ]


@by_ministry
@settings(max_examples=at_most(250))  # about 2 ms each
@given(spans=st.lists(st.integers(1, 25), min_size=1, max_size=6), until=st.integers(0, 80))
def test_weeks_that_ended_while_the_case_was_not_open_are_not_owed(
    era: Era, spans: list[int], until: int
) -> None:
    """An oracle in plain days: lost and regained in turn; only ends within a loss fall away."""
    case, confirmed = paid(era)
    day, days, events = 0, list[int](), list[Event]()
    for place, span in enumerate(spans):
        day += span
        days.append(day)
        kind = ContactLost if place % 2 == 0 else ContactRegained
        events.append(kind(case=case.id, on=confirmed.on + timedelta(day)))
    losses = [
        (days[place], days[place + 1] if place + 1 < len(days) else 10**6)
        for place in range(0, len(days), 2)
    ]
    known = [(start, end if end <= until else 10**6) for start, end in losses if start <= until]
    expected = [
        by
        for by in range(7, 62, 7)
        if by - 7 < until
        and confirmed.on + timedelta(by) <= two_months_after(confirmed.on)
        and not any(start < by < end for start, end in known)
    ]
    found = weeks(with_events(case, *events), era, confirmed.on + timedelta(until))
    assert expected == [(each.by - confirmed.on).days for each in found]


def two_months_after(day: date) -> date:
    """The same day two months later; no test begins late in a month or a year."""
    return day.replace(month=day.month + 2)


@by_ministry
def test_what_was_reported_meanwhile_is_told(era: Era) -> None:
    """A report on record keeps its week, also where none was owed."""
    case, confirmed = paid(era)
    base: dict[str, Any] = {"case": case.id}
    report = CompanionReported(
        **base, on=confirmed.on + timedelta(10), companion=ACTOR, progress=Progress.STOPPED
    )
    lost = ContactLost(**base, on=confirmed.on + timedelta(1))
    found = weeks(with_events(case, report, lost), era, confirmed.on + timedelta(80))
    assert [(14, KEPT)] == [((each.by - confirmed.on).days, each.status) for each in found]


@by_ministry
def test_weeks_between_a_closure_and_a_reopening_are_not_owed(era: Era) -> None:
    """Closed for thirty days: the weeks that ended then are not missed, the later ones are."""
    case, confirmed = paid(era)
    base: dict[str, Any] = {"case": case.id}
    closed = Closed(**base, on=confirmed.on + timedelta(8), reason=ClosingReason.CONTACT_LOST)
    again = Reopened(**base, on=confirmed.on + timedelta(38), reason=ReopeningReason.CAME_BACK)
    found = weeks(with_events(case, closed, again), era, confirmed.on + timedelta(80))
    assert [7, 42, 49, 56] == [(each.by - confirmed.on).days for each in found]


@by_ministry
def test_one_absence_lasts_until_the_case_is_open_again(era: Era) -> None:
    """Contact lost, then closed, then reopened: nothing between the first and the last is owed."""
    case, confirmed = paid(era)
    base: dict[str, Any] = {"case": case.id}
    lost = ContactLost(**base, on=confirmed.on + timedelta(8))
    closed = Closed(**base, on=confirmed.on + timedelta(21), reason=ClosingReason.CONTACT_LOST)
    again = Reopened(**base, on=confirmed.on + timedelta(38), reason=ReopeningReason.CAME_BACK)
    found = weeks(with_events(case, lost, closed, again), era, confirmed.on + timedelta(80))
    assert [7, 42, 49, 56] == [(each.by - confirmed.on).days for each in found]


@by_ministry
def test_a_payment_that_came_back_ends_the_reports_on_it(era: Era) -> None:
    """Only its own: the reports on the payment that was sent again begin with that one."""
    case, confirmed = paid(era)
    (sent,) = (event for event in case.events if isinstance(event, PaymentSent))
    base: dict[str, Any] = {"case": case.id, "award": confirmed.award, "amount": confirmed.amount}
    back = PaymentReturned(
        **base,
        on=confirmed.on + timedelta(10),
        payment=confirmed.payment,
        reason=next(iter(ReturnReason)),
    )
    returned = with_events(case, back)
    on = confirmed.on + timedelta(80)
    assert [7] == [(each.by - confirmed.on).days for each in weeks(returned, era, on)]
    before = weeks(returned, era, confirmed.on + timedelta(9))
    assert [7, 14] == [(each.by - confirmed.on).days for each in before]
    again = attrs.evolve(sent, on=back.on, payment=PaymentId("payment-again"))
    arrived = attrs.evolve(confirmed, on=back.on, payment=again.payment)
    found = weeks(with_events(returned, again, arrived), era, on)
    assert [(confirmed.on, 1), (arrived.on, 8)] == [
        (since, sum(1 for each in found if (each.since - since).days % 7 == 0))
        for since in (confirmed.on, arrived.on)
    ]


@by_ministry
def test_another_payment_that_came_back_ends_no_reports_on_this_one(era: Era) -> None:
    """Neither another payment of the award, nor a payment of that number of another award."""
    case, confirmed = paid(era)
    base: dict[str, Any] = {"case": case.id, "amount": confirmed.amount}
    others = (
        (confirmed.award, PaymentId("payment-other")),
        (AwardId("award-other"), confirmed.payment),
    )
    back = [
        PaymentReturned(
            **base,
            on=confirmed.on + timedelta(3),
            award=award,
            payment=payment,
            reason=next(iter(ReturnReason)),
        )
        for award, payment in others
    ]
    on = confirmed.on + timedelta(80)
    assert 8 == len(weeks(case, era, on)) == len(weeks(with_events(case, *back), era, on))


@by_ministry
@pytest.mark.parametrize(("days", "standing"), [(0, False), (7, False), (8, True)])
def test_a_refusal_ends_the_limits_of_the_request(era: Era, days: int, standing: bool) -> None:
    """Who refuses is owed nothing more; what was missed before stays missed."""
    case = requested(era)
    case = with_events(case, refused(case, era.day + timedelta(days)))
    found = due(case, under=era.policy, on=era.day + timedelta(30))
    assert ([MISSED] * 2 if standing else []) == [each.status for each in found]


@by_ministry
def test_a_new_request_after_a_refusal_owes_anew(era: Era) -> None:
    """On one day the order of recording decides which request the refusal ended."""
    case = requested(era)
    request = case.events[-1]
    again = attrs.evolve(request)
    case = Case.replay((*case.events, refused(case, era.day), again))
    found = due(case, under=era.policy, on=era.day)
    assert [PENDING] * 2 == [each.status for each in found]


@by_ministry
def test_what_was_done_before_a_refusal_stays_kept(era: Era) -> None:
    """First aid was given, and then the person refused more."""
    case = requested(era)
    aid = ServiceDelivered(case=case.id, on=era.day, service=Code("first-aid"), by=ACTOR)
    case = with_events(case, aid, refused(case, era.day + timedelta(1)))
    found = due(case, under=era.policy, on=era.day + timedelta(30))
    assert [KEPT] * 2 == [each.status for each in found]


def test_a_refusal_ends_the_limit_of_the_sandbox_too() -> None:
    """No agreement is owed to who refuses; a signed one is."""
    era = ERAS[2]
    case = requested(era)
    on = era.day + timedelta(9)
    assert [MISSED] == [each.status for each in due(case, under=era.policy, on=on)]
    assert () == due(with_events(case, refused(case, era.day)), under=era.policy, on=on)
    signed = AgreementSigned(case=case.id, on=era.day, record=RECORD)
    assert [KEPT] == [
        each.status for each in due(with_events(case, signed), under=era.policy, on=on)
    ]


@by_ministry
@pytest.mark.parametrize(
    ("served", "until", "status"),
    [
        (None, 29, None),
        (None, 30, PENDING),
        (None, 37, PENDING),
        (None, 38, MISSED),
        (37, 60, KEPT),
        (38, 60, DueStatus.LATE),
    ],
)
def test_a_limit_that_ran_out_while_the_case_was_closed_runs_again_from_its_reopening(
    era: Era, served: int | None, until: int, status: DueStatus | None
) -> None:
    """Closed on day 2, reopened on day 30: nobody owed it on day 7, and nobody may forget it."""
    case = requested(era, endangered=False)
    base: dict[str, Any] = {"case": case.id}
    closed = Closed(**base, on=era.day + timedelta(2), reason=ClosingReason.CONTACT_LOST)
    again = Reopened(**base, on=era.day + timedelta(30), reason=ReopeningReason.CAME_BACK)
    case = with_events(case, closed, again)
    if served is not None:
        on = era.day + timedelta(served)
        case = with_events(case, ServiceDelivered(**base, on=on, service=Code("skills"), by=ACTOR))
    found = due(case, under=era.policy, on=era.day + timedelta(until))
    assert ([] if status is None else [status]) == [each.status for each in found]
    for each in found:
        assert (30, 37) == ((each.since - era.day).days, (each.by - era.day).days)


@by_ministry
def test_a_service_given_late_to_a_closed_case_is_told_as_late(era: Era) -> None:
    """What is on record is never left out."""
    case = requested(era, endangered=False)
    base: dict[str, Any] = {"case": case.id}
    closed = Closed(**base, on=era.day + timedelta(2), reason=ClosingReason.OWN_WISH)
    aid = ServiceDelivered(**base, on=era.day + timedelta(9), service=Code("first-aid"), by=ACTOR)
    (found,) = due(with_events(case, closed, aid), under=era.policy, on=era.day + timedelta(30))
    assert (DueStatus.LATE, 7) == (found.status, (found.by - era.day).days)
    assert era.day == found.since


@by_ministry
def test_a_service_given_on_the_last_day_keeps_the_limit_though_the_case_was_closed(
    era: Era,
) -> None:
    """Closed on day 2 and reopened on day 30: the limit is the first one, and nothing runs anew."""
    case = requested(era, endangered=False)
    base: dict[str, Any] = {"case": case.id}
    closed = Closed(**base, on=era.day + timedelta(2), reason=ClosingReason.OWN_WISH)
    aid = ServiceDelivered(**base, on=era.day + timedelta(7), service=Code("first-aid"), by=ACTOR)
    again = Reopened(**base, on=era.day + timedelta(30), reason=ReopeningReason.CAME_BACK)
    case = with_events(case, closed, aid, again)
    (found,) = due(case, under=era.policy, on=era.day + timedelta(60))
    assert (era.day, era.day + timedelta(7), KEPT) == (found.since, found.by, found.status)


@by_ministry
def test_a_risk_is_not_watched_after_death(era: Era) -> None:
    """From the day of the death on; before it, it was."""
    case = Case.open(deported(era))
    base: dict[str, Any] = {"case": case.id}
    flag = RiskFlagged(**base, on=era.day, risk=Risk.DEBT, by=ACTOR)
    died = Died(**base, on=era.day + timedelta(5))
    case = with_events(case, flag, died)
    assert CaseStatus.DIED is case.ending.status
    assert 1 == len(watched(case, under=era.policy, on=era.day + timedelta(4)))
    assert () == watched(case, under=era.policy, on=era.day + timedelta(5))


def test_a_deportation_before_every_edition_does_not_hide_what_is_due() -> None:
    """Most came home before 2018: only events that start something ask for an edition."""
    era = ERAS[0]
    early = attrs.evolve(deported(era), on=date(2016, 5, 1))
    request = ServiceRequested(
        case=early.case, on=era.day, by=RequesterKind.FAMILY, endangered=False
    )
    case = Case.replay((early, request))
    found = due(case, under=KEMENSOS, on=era.day)
    assert ["services-in-seven-days"] == [each.code for each in found]


def test_dues_ask_the_register_only_what_each_edition_asks() -> None:
    """What no edition asks is refused; what only some ask is kept from the others."""
    era = ERAS[2]
    case = requested(era)
    assert due(case, under=era.policy, on=era.day, knowing={})
    with pytest.raises(InvalidValue) as never:
        due(case, under=era.policy, on=era.day, knowing=ADULT)
    assert ("knowing", "never-asked") == (never.value.field, never.value.code)
    ministry = MINISTRY[0]
    assert due(requested(ministry), under=KEMENSOS, on=ministry.day, knowing=ADULT)


def test_dues_are_asked_under_a_policy() -> None:
    """Nothing and an edition are refused as what they are."""
    era = ERAS[0]
    case = requested(era)
    wrong: Any
    for wrong in (None, era.edition):
        for ask in (due, watched):
            with pytest.raises(WrongType, match="under: expected Policy"):
                ask(case, under=wrong, on=era.day)


def test_every_ending_of_an_open_case_ends_its_being_open() -> None:
    """The times in which a case is not open begin with any ending that is recorded while it is."""
    kept_open = [
        row.event.__name__
        for row in STAGE.table.rows
        if CaseStatus.OPEN in row.when and (not row.to or CaseStatus.OPEN in row.to)
    ]
    assert [] == kept_open
