"""What may be dated before what: late reports keep their own days, and stages their order."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any

import attrs
import pytest

from reintegra.chain import CHAIN, Case, CaseStatus, due
from reintegra.chain.award import (
    Awarded,
    PaymentConfirmed,
    PaymentReturned,
    PaymentSent,
    UseAccounted,
)
from reintegra.chain.deportation import Screened, StatusDetermined, TraffickingStatus
from reintegra.chain.ending import Closed, ClosingReason, ContactLost, Died
from reintegra.chain.reintegration import (
    CompanionReported,
    FollowUpVisited,
    InstrumentAnswered,
    MigratedAgain,
    Progress,
    RiskFlagged,
)
from reintegra.chain.stimulus import Consent, ConsentRecorded
from reintegra.chain.table import PLACES, code_of
from reintegra.vocabulary.aid import Channel, Purpose
from reintegra.vocabulary.identifiers import ActorId, AwardId, PaymentId
from tests.chain.journeys import (
    ERAS,
    SCRIPTS,
    Era,
    arrived_at,
    awarded,
    candidates,
    fitting_event,
    taken,
)

if TYPE_CHECKING:
    from datetime import date

    from reintegra.chain import Event

by_era = pytest.mark.parametrize("era", ERAS, ids=lambda era: era.code)


def codes(case: Case, event: Event, era: Era) -> set[str]:
    """What keeps the event from being recorded."""
    verdict = case.consider(event, under=era.policy, knowing=era.knowing)
    return {reason.code for reason in (*verdict.failed, *verdict.undetermined)}


def reported(case: Case, era: Era, days: int) -> Case:
    """The case with a report of the companion so many days later."""
    on = case.records.last_on + timedelta(days)
    companion, progress = ActorId("companion-1"), Progress.ON_THE_WAY
    report = CompanionReported(case=case.id, on=on, companion=companion, progress=progress)
    return case.record(report, under=era.policy, knowing=era.knowing)


@by_era
@pytest.mark.parametrize(
    "kind",
    [
        Screened,
        StatusDetermined,
        CompanionReported,
        FollowUpVisited,
        InstrumentAnswered,
        RiskFlagged,
    ],
    ids=code_of,
)
def test_what_was_seen_earlier_is_recorded_with_its_own_day(era: Era, kind: type[Event]) -> None:
    """A visit of the third day, told after a report of the seventh, needs no false date."""
    case = taken(arrived_at(era, "reintegration"), era, kind)
    first, early = case.records.last_on, case.records.last_on + timedelta(3)
    late = taken(case, era, kind, days=7)
    event: Any = fitting_event(late, kind, early, era)
    assert event is not None
    assert kind in late.possible(under=era.policy, on=early, knowing=era.knowing)
    after = late.record(event, under=era.policy, knowing=era.knowing)
    stage = PLACES[kind].stage
    record = after.records.of_stage(stage)
    assert late.records.of_stage(stage).last_on == record.last_on
    lists = [value for value in vars_of(record) if isinstance(value, tuple) and event in value]
    assert [[first, early, late.records.last_on]] == [
        [each.on for each in held if type(each) is kind][-3:] for held in lists
    ]


def vars_of(record: Any) -> list[Any]:
    """The values of the fields of a record."""
    return [getattr(record, field.name) for field in attrs.fields(type(record))]


@by_era
def test_a_late_determination_does_not_overrule_a_newer_one(era: Era) -> None:
    """The newest stands by its day, not by when it was recorded."""
    case = arrived_at(era, "reintegration")
    on = case.records.last_on
    base: dict[str, Any] = {"case": case.id, "by": ActorId("police-1")}
    newer = StatusDetermined(**base, on=on + timedelta(7), status=TraffickingStatus.ACTUAL)
    older = StatusDetermined(**base, on=on + timedelta(3), status=TraffickingStatus.NOT_A_VICTIM)
    for event in (newer, older):
        case = case.record(event, under=era.policy, knowing=era.knowing)
    answers = {
        days: case.facts(on=on + timedelta(days), edition=era.edition)["determined_not_a_victim"]
        for days in (2, 3, 6, 7)
    }
    assert {2: False, 3: True, 6: True, 7: False} == answers


@by_era
def test_what_changes_a_status_stays_in_order_within_its_stage(era: Era) -> None:
    """Of every stage; only what depends on no order is exempt."""
    case = reported(arrived_at(era, "reintegration"), era, 7)
    moved = MigratedAgain(case=case.id, on=case.records.last_on - timedelta(1), by_choice=True)
    assert {"in-order"} == codes(case, moved, era)
    assert set() == codes(case, attrs.evolve(moved, on=case.records.last_on), era)


@by_era
@pytest.mark.parametrize("kind", [PaymentConfirmed, PaymentReturned], ids=code_of)
def test_what_a_bank_reports_is_compared_with_its_own_payment_alone(
    era: Era, kind: type[Event]
) -> None:
    """Confirmed on the second day, told after a consent of the fifth: the second day stands."""
    sent = taken(arrived_at(era, "stimulus"), era, *SCRIPTS["stimulus"][:4])
    paid_on = sent.records.last_on
    on = paid_on + timedelta(5)
    consent = ConsentRecorded(case=sent.id, on=on, answer=Consent.GIVEN)
    case = sent.record(consent, under=era.policy, knowing=era.knowing)
    early: Any = fitting_event(case, kind, paid_on + timedelta(2), era)
    assert early is not None
    assert kind in case.possible(under=era.policy, on=early.on, knowing=era.knowing)
    after = case.record(early, under=era.policy, knowing=era.knowing)
    told = after.stimulus.awards[0].last_of(early.payment)
    assert (on, early.on) == (after.stimulus.last_on, told)
    before = attrs.evolve(early, on=paid_on - timedelta(1))
    assert "in-order" in codes(case, before, era)
    assert kind not in case.possible(under=era.policy, on=before.on, knowing=era.knowing)


@by_era
def test_a_payment_that_was_settled_is_not_settled_again_on_an_earlier_day(era: Era) -> None:
    """On the day of its sending it was in flight; now it is not, and nothing of it is open."""
    sent = taken(arrived_at(era, "stimulus"), era, *SCRIPTS["stimulus"][:4])
    on = sent.records.last_on
    for kind in (PaymentConfirmed, PaymentReturned):
        case = taken(sent, era, kind)
        assert PaymentConfirmed in sent.possible(under=era.policy, on=on, knowing=era.knowing)
        assert PaymentConfirmed not in case.possible(under=era.policy, on=on, knowing=era.knowing)


@by_era
def test_a_payment_is_not_late_because_of_another_award(era: Era) -> None:
    """A second award of later days leaves the days of the first as they are."""
    sent = taken(arrived_at(era, "stimulus"), era, *SCRIPTS["stimulus"][:4])
    on = sent.records.last_on
    second = awarded(sent, on + timedelta(9), era.edition, Purpose.LIVING_COST, Channel.OWN_ACCOUNT)
    both = Case.replay((*sent.events, second))
    early: Any = next(candidates(both, PaymentConfirmed, on + timedelta(2), era.edition))
    assert set() == codes(both, early, era)
    unknown = attrs.evolve(early, award=AwardId("award-other"))
    assert {"stimulus-status", "payment-fits", "proof-fits"} == codes(both, unknown, era)
    late = both.record(early, under=era.policy, knowing=era.knowing)
    for kind in (Awarded, PaymentSent, UseAccounted):
        assert kind not in late.possible(under=era.policy, on=early.on, knowing=era.knowing)


@by_era
def test_death_is_recorded_with_its_own_day_whatever_was_reported_since(era: Era) -> None:
    """Died on the third day, with a report of the seventh: since the third nothing is open."""
    case = reported(arrived_at(era, "reintegration"), era, 7)
    day = case.records.last_on - timedelta(4)
    died = case.record(Died(case=case.id, on=day), under=era.policy, knowing=era.knowing)
    assert (CaseStatus.DIED, day, day) == (
        died.ending.status,
        died.ending.last_on,
        died.ending.closed_on,
    )
    statuses = {days: died.as_of(day + timedelta(days)).ending.status for days in (-1, 0, 1, 4, 9)}
    assert {-1: CaseStatus.OPEN} | dict.fromkeys((0, 1, 4, 9), CaseStatus.DIED) == statuses
    again = Died(case=case.id, on=day - timedelta(1))
    assert {"ending-status"} == codes(died, again, era)
    assert Died not in died.possible(under=era.policy, on=again.on, knowing=era.knowing)


@by_era
def test_death_before_the_closure_closes_the_case_on_its_day(era: Era) -> None:
    """The first day on which the case is closed is that of the death."""
    case = taken(arrived_at(era, "reintegration"), era, Closed, days=9)
    closed_on = case.records.last_on
    for days in (-3, 0, 3):
        died = Died(case=case.id, on=closed_on + timedelta(days))
        after = case.record(died, under=era.policy, knowing=era.knowing)
        assert min(died.on, closed_on) == after.ending.closed_on
        assert max(died.on, closed_on) == after.ending.last_on


def test_nothing_is_due_between_a_death_and_an_ending_that_was_recorded_before_it() -> None:
    """Contact was lost on the tenth day, the death was on the third: no week since is missed."""
    era = ERAS[0]
    paid = arrived_at(era, "reintegration")
    on = paid.records.last_on
    lost = taken(paid, era, ContactLost, days=10)
    died = lost.record(Died(case=paid.id, on=on + timedelta(3)), under=era.policy)
    later = on + timedelta(40)
    weeks = {
        case.version: [
            each.by
            for each in due(case, under=era.policy, on=later)
            if each.code == "weekly-report"
        ]
        for case in (lost, died)
    }
    assert {lost.version: [on + timedelta(7)], died.version: []} == weeks


@by_era
def test_every_other_ending_is_not_before_anything(era: Era) -> None:
    """Whatever happened after that day contradicts that the case had ended on it."""
    case = reported(arrived_at(era, "reintegration"), era, 7)
    on: date = case.records.last_on - timedelta(1)
    for event in (
        ContactLost(case=case.id, on=on),
        Closed(case=case.id, on=on, reason=ClosingReason.OWN_WISH),
    ):
        assert {"in-order"} == codes(case, event, era)
    exempt = {row.event for row in CHAIN[-1].rows if row.any_day}
    assert {Died} == exempt


@by_era
def test_an_award_knows_the_latest_day_of_each_payment(era: Era) -> None:
    """That of its sending at first, then that of each answer; of one that it never had, none."""
    case = taken(arrived_at(era, "stimulus"), era, *SCRIPTS["stimulus"][:3])
    on = case.records.last_on
    days: list[date | None] = []
    for kind in (PaymentSent, PaymentConfirmed, PaymentReturned):
        case = taken(case, era, kind, days=4)
        award = case.stimulus.awards[0]
        days.append(award.last_of(award.attempts[0].payment))
    assert [on + timedelta(each) for each in (4, 8, 12)] == days
    assert case.stimulus.awards[0].last_of(PaymentId("payment-none")) is None
