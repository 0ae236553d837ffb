"""From a line of the roster to the events of a case, in the order in which an edition has them.

What the roster says is put into events; the library decides which of them can be recorded. A
refused step ends its part of the journey, and is kept with every reason.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date, timedelta

import attrs

from lombok.roster import Candidate
from reintegra.chain import Case, Edition, Event, Policy
from reintegra.chain import deportation as dep
from reintegra.chain import ending as end
from reintegra.chain import guidance as gui
from reintegra.chain import homecoming as home
from reintegra.chain import rehabilitation as reh
from reintegra.chain import reintegration as rei
from reintegra.chain import stimulus as sti
from reintegra.errors import TransitionRefused
from reintegra.rules import Verdict
from reintegra.vocabulary import (
    ActorId,
    CaseId,
    Code,
    CountryCode,
    ProgrammeId,
    RecordNumber,
    RegionCode,
    RequesterKind,
    SiteId,
)

ROUND_DAY = date(2019, 10, 31)
ATTESTED_ON = date(2019, 9, 16)
AFTER_THE_ROUND = date(2019, 11, 20)
PROGRAMME = ProgrammeId("stimulus-2019")
REGENCIES = {"lombok-tengah": RegionCode("52.02"), "lombok-barat": RegionCode("52.01")}
SHELTER = ActorId("shelter-at-arrival")
SOCIAL_WORKER = ActorId("social-worker-1")
COMPANION = ActorId("companion-1")
OFFICE = ActorId("social-office")


@attrs.frozen
class Refusal:
    """A step that was not recorded, and why; `after` counts the events on record before it."""

    event: Event
    verdict: Verdict
    after: int


@attrs.frozen
class Journey:
    """One candidate with the case so far and the steps that were refused on the way."""

    candidate: Candidate
    case: Case
    refusals: tuple[Refusal, ...] = ()

    def known(self, on: date) -> dict[str, object]:
        """What the register answers: whether the person is of age on that day."""
        adult = self.candidate.person.has_reached_age(18, on)
        return {} if adult is None else {"adult": adult}

    def take(self, events: list[Event], policy: Policy) -> Journey:
        """The journey after these steps; the first refused one ends them."""
        case = self.case
        for event in events:
            try:
                case = case.record(event, under=policy, knowing=self.known(event.on))
            except TransitionRefused as refused:
                refusal = Refusal(event, refused.verdict, case.version)
                met = attrs.evolve(self, case=case, refusals=(*self.refusals, refusal))
                again = _with_an_escort(event, refused.verdict)
                rest = events[events.index(event) + 1 :]
                return met.take([again, *rest], policy) if again else met
        return attrs.evolve(self, case=case)


def _with_an_escort(event: Event, verdict: Verdict) -> Event | None:
    """The same trip with an escort, where that was what it lacked."""
    unmet = {reason.code for reason in (*verdict.failed, *verdict.undetermined)}
    if isinstance(event, home.TravelStarted) and unmet == {"escorted-where-needed"}:
        return attrs.evolve(event, escort=ActorId("escort-1"))
    return None


def up_to_the_round(candidate: Candidate, policy: Policy) -> Journey:
    """The journey of a candidate until the round, as the edition of the round orders it."""
    edition = policy.at(ROUND_DAY)
    opening = _opening(candidate)
    journey = Journey(candidate, Case.open(opening))
    order = edition.order.value
    day = opening.on
    for part in order[: order.index("stimulus")]:
        events = PARTS[part](candidate, edition, day)
        journey = journey.take(events, policy)
        if part != "guidance":
            day = max([day, *(event.on for event in events)])
        if part == "homecoming":
            journey = journey.take(_ways_out(candidate, day), policy)
            day = journey.case.records.last_on
    return journey.take(_account_and_consent(candidate), policy)


def after_the_round(journey: Journey, policy: Policy) -> Journey:
    """The rest of the chain for somebody who was paid."""
    edition = policy.at(ROUND_DAY)
    order = edition.order.value
    for part in order[order.index("stimulus") + 1 :]:
        journey = journey.take(PARTS[part](journey.candidate, edition, AFTER_THE_ROUND), policy)
    return journey


def _case(candidate: Candidate) -> CaseId:
    return CaseId(f"case-{candidate.number}")


def _record(candidate: Candidate, kind: str) -> RecordNumber:
    return RecordNumber(f"{kind}-{candidate.number}")


def _opening(candidate: Candidate) -> dep.Deported | home.ReturnAttested:
    case, person = _case(candidate), candidate.person.id
    if candidate.deported_on is None:
        return home.ReturnAttested(
            case=case,
            on=ATTESTED_ON,
            person=person,
            by=OFFICE,
            returned_on=candidate.returned_on or ATTESTED_ON,
            regency=REGENCIES[candidate.site],
            label=candidate.label,
        )
    return dep.Deported(
        case=case,
        on=candidate.deported_on,
        person=person,
        country=candidate.country or CountryCode("MY"),
        reason=candidate.reason or dep.DeportationReason.NOT_STATED,
        document=candidate.document or dep.TravelDocument.NONE,
        label=candidate.label,
    )


def _deportation(candidate: Candidate, edition: Edition, day: date) -> list[Event]:
    if candidate.arrived_at is None or candidate.health is None:
        return []
    case, next_day = _case(candidate), day + timedelta(days=1)
    instrument = edition.instruments[0]
    indicated = tuple(item.code for item in instrument.items[: int(candidate.number) % 3])
    return [
        dep.ArrivalReceived(case=case, on=next_day, at=candidate.arrived_at),
        dep.HealthChecked(case=case, on=next_day, finding=candidate.health),
        dep.Screened(
            case=case,
            on=day + timedelta(days=2),
            instrument=instrument.code,
            indications=indicated,
            by=SOCIAL_WORKER,
        ),
    ]


def _homecoming(candidate: Candidate, _edition: Edition, day: date) -> list[Event]:
    case, regency = _case(candidate), REGENCIES[candidate.site]
    if candidate.deported_on is None:
        return []
    if candidate.returned_by == "unassisted":
        statement = _record(candidate, "statement")
        arrived = day + timedelta(days=10)
        return [
            home.ReturnedUnassisted(case=case, on=arrived, statement=statement, regency=regency)
        ]
    leaving = day + timedelta(days=6)
    sheltered: list[Event] = [home.ShelterAdmitted(case=case, on=day, shelter=SHELTER)]
    if candidate.returned_by == "not-yet":
        return sheltered
    receiver = home.Receiver(candidate.returned_by)
    substitute = receiver is home.Receiver.SUBSTITUTE_FAMILY
    return [
        *sheltered,
        home.ShelterLeft(case=case, on=leaving, reason=home.LeavingReason.ONWARD_TRAVEL),
        home.TravelStarted(case=case, on=leaving, leg=home.Leg.PROVINCE_CAPITAL, escort=None),
        home.TravelStarted(
            case=case, on=day + timedelta(days=9), leg=home.Leg.REGENCY, escort=OFFICE
        ),
        home.HandedOver(
            case=case,
            on=day + timedelta(days=10),
            to=receiver,
            substitute_reason=home.SubstituteReason.FAMILY_REFUSAL if substitute else None,
            record=_record(candidate, "bast"),
            witness=ActorId("village"),
            regency=regency,
        ),
    ]


def _ways_out(candidate: Candidate, day: date) -> list[Event]:
    case, later = _case(candidate), day + timedelta(days=3)
    closing = end.ClosingReason
    match candidate.ending:
        case "absconded":
            return [
                end.Absconded(case=case, on=later),
                end.Closed(case=case, on=later, reason=closing.ABSCONDED),
            ]
        case "left":
            return [
                end.LeftAgainstAdvice(
                    case=case,
                    on=later,
                    conference=_record(candidate, "conference"),
                    statement=_record(candidate, "pulang-paksa"),
                    legal_case_pending=False,
                ),
                end.Closed(case=case, on=later, reason=closing.LEFT_AGAINST_ADVICE),
            ]
        case "died":
            return [end.Died(case=case, on=later)]
        case "not-a-victim":
            status = dep.TraffickingStatus.NOT_A_VICTIM
            return [dep.StatusDetermined(case=case, on=later, status=status, by=OFFICE)]
        case "reopened":
            came_back = end.ReopeningReason.CAME_BACK
            return [
                end.ContactLost(case=case, on=later),
                end.Closed(case=case, on=later + timedelta(days=60), reason=closing.CONTACT_LOST),
                end.Reopened(case=case, on=later + timedelta(days=90), reason=came_back),
            ]
        case _:
            return []


def _rehabilitation(candidate: Candidate, edition: Edition, day: date) -> list[Event]:
    if candidate.deported_on is None or candidate.ending in {"absconded", "left", "died"}:
        return []
    case = _case(candidate)
    days = [day + timedelta(days=count) for count in (1, 2, 3, 4, 20)]
    if candidate.ending == "refused":
        statement = _record(candidate, "penolakan")
        return [
            reh.ServiceRefused(
                case=case, on=days[0], statement=statement, signed_by=reh.Signatory.PERSON
            ),
            end.Closed(case=case, on=days[4], reason=end.ClosingReason.SERVICE_REFUSED),
        ]
    need = edition.needs[int(candidate.number) % len(edition.needs)].code
    return [
        reh.ServiceRequested(
            case=case, on=days[0], by=RequesterKind.SOCIAL_WORKER, endangered=False
        ),
        reh.AgreementSigned(case=case, on=days[0], record=_record(candidate, "kesepakatan")),
        reh.NeedsAssessed(
            case=case, on=days[1], by=SOCIAL_WORKER, needs=(need,), exploitation_indicated=True
        ),
        reh.PlanAgreed(case=case, on=days[2], record=_record(candidate, "rencana")),
        reh.ServiceDelivered(case=case, on=days[3], service=edition.services[-1].code, by=OFFICE),
        reh.RehabilitationCompleted(case=case, on=days[4]),
    ]


def _guidance(candidate: Candidate, edition: Edition, _day: date) -> list[Event]:
    if candidate.guidance == "none":
        return []
    case, first = _case(candidate), ROUND_DAY - timedelta(days=1)
    enrolled = gui.Enrolled(case=case, on=first, programme=PROGRAMME, site=SiteId(candidate.site))
    modules = [term.code for term in edition.modules]
    if candidate.guidance == "missed":
        missed = (gui.SessionMissed(case=case, on=first, module=code) for code in modules)
        return [enrolled, *missed]
    half = (len(modules) + 1) // 2
    return [
        enrolled,
        *(gui.SessionAttended(case=case, on=first, module=m, hours=3) for m in modules[:half]),
        *(gui.SessionAttended(case=case, on=ROUND_DAY, module=m, hours=3) for m in modules[half:]),
        gui.GuidanceCompleted(case=case, on=ROUND_DAY),
    ]


def _account_and_consent(candidate: Candidate) -> list[Event]:
    case, events = _case(candidate), list[Event]()
    if candidate.account is not None:
        events.append(sti.AccountRegistered(case=case, on=ROUND_DAY, account=candidate.account))
    elif candidate.has_account is False:
        events.append(sti.NoAccountStated(case=case, on=ROUND_DAY))
    if candidate.consent:
        answer = sti.Consent(candidate.consent)
        events.append(sti.ConsentRecorded(case=case, on=ROUND_DAY, answer=answer))
    return events


def _reintegration(candidate: Candidate, _edition: Edition, day: date) -> list[Event]:
    case, started = _case(candidate), day + timedelta(days=20)
    reports = (
        rei.CompanionReported(
            case=case,
            on=started + timedelta(days=7 * week),
            companion=COMPANION,
            progress=rei.Progress.ON_THE_WAY,
        )
        for week in range(1, 9)
    )
    visited = started + timedelta(days=60)
    return [
        rei.BusinessStarted(case=case, on=started, kind=Code("small-shop")),
        *reports,
        rei.FollowUpVisited(case=case, on=visited, by=OFFICE, met=True),
        rei.ReintegrationConfirmed(case=case, on=visited, by=OFFICE),
        end.Closed(
            case=case, on=visited + timedelta(days=30), reason=end.ClosingReason.REINTEGRATED
        ),
    ]


PARTS: dict[str, Callable[[Candidate, Edition, date], list[Event]]] = {
    "deportation": _deportation,
    "homecoming": _homecoming,
    "rehabilitation": _rehabilitation,
    "guidance": _guidance,
    "reintegration": _reintegration,
}


def steps_of(journey: Journey) -> Iterator[tuple[Event, Verdict | None]]:
    """Recorded and refused steps of a journey, in the order in which they were tried."""
    for position, event in enumerate(journey.case.events):
        for refusal in journey.refusals:
            if refusal.after == position:
                yield refusal.event, refusal.verdict
        yield event, None
    for refusal in journey.refusals:
        if refusal.after == journey.case.version:
            yield refusal.event, refusal.verdict
