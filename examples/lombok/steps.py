"""From a line of the roster to the events of each part of the chain.

What the roster says is put into events; the library decides which of them can be recorded. The
days between those of the roster are made up.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta

from lombok.candidate import ATTESTED, NOT_YET, Candidate
from lombok.days import ATTESTED_ON, ROUND_DAY
from reintegra.chain import Edition, Event
from reintegra.chain import deportation as dep
from reintegra.chain import ending as end
from reintegra.chain import guidance as gui
from reintegra.chain import homecoming as home
from reintegra.chain import rehabilitation as reh
from reintegra.chain import reintegration as rei
from reintegra.chain import stimulus as sti
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

PROGRAMME = ProgrammeId("stimulus-2019")
REGENCIES = {"lombok-tengah": RegionCode("52.02"), "lombok-barat": RegionCode("52.01")}
SHELTER = ActorId("shelter-at-arrival")
SOCIAL_WORKER = ActorId("social-worker-1")
COMPANION = ActorId("companion-1")
OFFICE = ActorId("social-office")


def _case(candidate: Candidate) -> CaseId:
    return CaseId(f"case-{candidate.number}")


def _record(candidate: Candidate, kind: str) -> RecordNumber:
    return RecordNumber(f"{kind}-{candidate.number}")


def opening(candidate: Candidate) -> dep.Deported | home.ReturnAttested:
    """What the case begins with: the deportation, or the attestation of an earlier return."""
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
    if candidate.returned_by == ATTESTED or not (candidate.arrived_at and candidate.health):
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
    """The trip home, which ends on the day of the roster.

    An edition that has the trip after the round cannot follow the roster: it takes ten days then.
    """
    case, regency = _case(candidate), REGENCIES[candidate.site]
    if candidate.returned_by == ATTESTED:
        return []
    stated = candidate.returned_on
    arrived = stated if stated and stated >= day else day + timedelta(days=10)
    if candidate.returned_by == "unassisted":
        statement = _record(candidate, "statement")
        return [
            home.ReturnedUnassisted(case=case, on=arrived, statement=statement, regency=regency)
        ]
    sheltered = home.ShelterAdmitted(case=case, on=day, shelter=SHELTER)
    if candidate.returned_by == NOT_YET:
        return [sheltered]
    return [sheltered, *_trip(candidate, day, arrived)]


def _trip(candidate: Candidate, day: date, arrived: date) -> list[Event]:
    """From the shelter to the family: four days, or what is left of them.

    In the care of the social service nobody is home yet: from there the family is reached.
    """
    case, receiver = _case(candidate), home.Receiver(candidate.returned_by)
    leaving = max(day, arrived - timedelta(days=4))
    last_leg = max(day, arrived - timedelta(days=1))
    handovers = [_handover(candidate, receiver, arrived)]
    if receiver is home.Receiver.SOCIAL_SERVICE:
        into_care = _handover(candidate, receiver, last_leg)
        handovers = [into_care, _handover(candidate, home.Receiver.FAMILY, arrived)]
    return [
        home.ShelterLeft(case=case, on=leaving, reason=home.LeavingReason.ONWARD_TRAVEL),
        home.TravelStarted(case=case, on=leaving, leg=home.Leg.PROVINCE_CAPITAL, escort=None),
        home.TravelStarted(case=case, on=last_leg, leg=home.Leg.REGENCY, escort=OFFICE),
        *handovers,
    ]


def _handover(candidate: Candidate, receiver: home.Receiver, on: date) -> home.HandedOver:
    substitute = receiver is home.Receiver.SUBSTITUTE_FAMILY
    return home.HandedOver(
        case=_case(candidate),
        on=on,
        to=receiver,
        substitute_reason=home.SubstituteReason.FAMILY_REFUSAL if substitute else None,
        record=_record(candidate, f"bast-{receiver.value}"),
        witness=ActorId("village"),
        regency=REGENCIES[candidate.site],
    )


def ways_out(candidate: Candidate, day: date) -> list[Event]:
    """How somebody leaves the chain, by the roster; a refused service belongs to its own part."""
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
    if candidate.returned_by == ATTESTED or candidate.ending in {"absconded", "left", "died"}:
        return []
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


def account_and_consent(candidate: Candidate) -> list[Event]:
    """What was answered on the day of the round; a question without an answer is no event."""
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
