"""Social rehabilitation: request, agreement, assessment, plan, services, completion or refusal.

Who acts: the person or one of six kinds of requesters; a social worker who assesses; provincial
and regency offices for basic, Kemensos for advanced rehabilitation; centres, shelters and LKS.
A request starts the two seven-day limits of UU 21/2007. Assessments repeat over time: the newest
stands, the earlier remain. Nobody can be held: a refusal is recorded with its statement.

Sources: UU 21/2007 articles 51 to 53; Permensos 8/2023 (agreement, assessment, planning,
implementation); Permen P2MI 32/2025 article 39 (signed refusal, by the family where the person is
not legally capable); the needs are those that ANTARA names on Lombok, 2019.
"""

from __future__ import annotations

from datetime import date
from typing import ClassVar

import attrs

from reintegra.chain.changing import changed
from reintegra.chain.fitting import only_known_needs, only_known_services
from reintegra.chain.stage import SPECIFIC, Event, Record, Row, Stage, each_once, later
from reintegra.lifecycle import Table
from reintegra.vocabulary.identifiers import ActorId, Code, RecordNumber
from reintegra.vocabulary.institutions import RequesterKind
from reintegra.vocabulary.texts import Text, Worded


class RehabilitationStatus(Worded):
    """How far rehabilitation has come."""

    NOT_STARTED = "not-started", "Belum dimulai", "Not started"
    REQUESTED = "requested", "Diminta", "Requested"
    AGREED = "agreed", "Disepakati", "Agreed"
    ASSESSED = "assessed", "Diasesmen", "Assessed"
    PLANNED = "planned", "Direncanakan", "Planned"
    SERVED = "served", "Dilayani", "Being served"
    COMPLETED = "completed", "Selesai", "Completed"
    REFUSED = "refused", "Ditolak yang bersangkutan", "Refused by the person"


class Signatory(Worded):
    """Who signed the refusal; the family only where the person is not legally capable."""

    PERSON = "person", "Yang bersangkutan", "The person"
    FAMILY = "family", "Keluarga", "The family"


@attrs.frozen(kw_only=True)
class ServiceRequested(Event):
    """Somebody entitled to it asked for services; the seven-day limits count from this day.

    `endangered`: trauma or illness endangers the person, so that first aid is due (article 53).
    """

    words: ClassVar[Text] = Text(id="Layanan diminta", en="Services requested")

    by: RequesterKind
    endangered: bool = attrs.field(metadata=SPECIFIC)


@attrs.frozen(kw_only=True)
class AgreementSigned(Event):
    """The person and the service agreed before it starts (kesepakatan bersama)."""

    words: ClassVar[Text] = Text(id="Kesepakatan ditandatangani", en="Agreement signed")

    record: RecordNumber


@attrs.frozen(kw_only=True)
class NeedsAssessed(Event):
    """A social worker assessed the needs on which the plan rests; this repeats over time.

    `exploitation_indicated`: the assessment indicates exploitation. It is no determination.

    Raises:
        InvalidValue: a need is named twice.
    """

    words: ClassVar[Text] = Text(id="Kebutuhan diasesmen", en="Needs assessed")

    by: ActorId
    needs: tuple[Code, ...] = attrs.field(metadata=SPECIFIC)
    exploitation_indicated: bool = attrs.field(metadata=SPECIFIC)

    def __attrs_post_init__(self) -> None:
        super().__attrs_post_init__()
        each_once("NeedsAssessed.needs", self.needs)


@attrs.frozen(kw_only=True)
class PlanAgreed(Event):
    """The service plan was agreed with the person, or revised."""

    words: ClassVar[Text] = Text(id="Rencana layanan disepakati", en="Service plan agreed")

    record: RecordNumber


@attrs.frozen(kw_only=True)
class ServiceDelivered(Event):
    """A service was given; first aid may come before any plan."""

    words: ClassVar[Text] = Text(id="Layanan diberikan", en="Service delivered")

    service: Code
    by: ActorId


@attrs.frozen(kw_only=True)
class ServiceReferred(Event):
    """The person was referred to another service; the case stays where it is."""

    words: ClassVar[Text] = Text(id="Dirujuk", en="Referred to a service")

    service: Code
    to: ActorId


@attrs.frozen(kw_only=True)
class ServiceRefused(Event):
    """The person refused rehabilitation, by a signed statement."""

    words: ClassVar[Text] = Text(id="Rehabilitasi ditolak", en="Service refused")

    statement: RecordNumber
    signed_by: Signatory


@attrs.frozen(kw_only=True)
class RehabilitationCompleted(Event):
    """The plan was carried out."""

    words: ClassVar[Text] = Text(id="Rehabilitasi selesai", en="Rehabilitation completed")


RehabilitationEvent = (
    ServiceRequested
    | AgreementSigned
    | NeedsAssessed
    | PlanAgreed
    | ServiceDelivered
    | ServiceReferred
    | ServiceRefused
    | RehabilitationCompleted
)


@attrs.frozen
class Rehabilitation(Record):
    """What is on record of rehabilitation; of request and assessments the newest stands."""

    status: RehabilitationStatus = RehabilitationStatus.NOT_STARTED
    last_on: date | None = None
    request: ServiceRequested | None = None
    agreement: AgreementSigned | None = None
    assessments: tuple[NeedsAssessed, ...] = ()
    plan: PlanAgreed | None = None
    services: tuple[ServiceDelivered, ...] = ()
    referrals: tuple[ServiceReferred, ...] = ()
    refusal: ServiceRefused | None = None


_S = RehabilitationStatus


def evolve(record: Rehabilitation, event: RehabilitationEvent) -> Rehabilitation:
    """The record after one more event of this stage.

    A new request begins a new round of rehabilitation: its agreement, plan and refusal start
    empty, while assessments and services of earlier rounds remain.
    """
    record = changed(record, last_on=later(record.last_on, event))
    status = before = record.status
    match event:
        case ServiceRequested():
            return changed(
                record, status=_S.REQUESTED, request=event, agreement=None, plan=None, refusal=None
            )
        case AgreementSigned():
            status = _S.AGREED if before is _S.REQUESTED else before
            return changed(record, status=status, agreement=event)
        case NeedsAssessed():
            status = _S.ASSESSED if before in {_S.REQUESTED, _S.AGREED} else before
            return changed(record, status=status, assessments=(*record.assessments, event))
        case PlanAgreed():
            status = _S.PLANNED if before is _S.ASSESSED else before
            return changed(record, status=status, plan=event)
        case ServiceDelivered():
            status = _S.SERVED if before is _S.PLANNED else before
            return changed(record, status=status, services=(*record.services, event))
        case ServiceReferred():
            return changed(record, referrals=(*record.referrals, event))
        case ServiceRefused():
            return changed(record, status=_S.REFUSED, refusal=event)
        case RehabilitationCompleted():  # pragma: no branch - last
            return changed(record, status=_S.COMPLETED)


_IN_WORK = (_S.REQUESTED, _S.AGREED, _S.ASSESSED, _S.PLANNED, _S.SERVED)

STAGE = Stage(
    code="rehabilitation",
    name=Text(id="Rehabilitasi sosial", en="Social rehabilitation"),
    table=Table(
        name=Text(id="Rehabilitasi sosial", en="Social rehabilitation"),
        statuses=RehabilitationStatus,
        initial=_S.NOT_STARTED,
        rows=(
            Row(
                ServiceRequested,
                when=(_S.NOT_STARTED, _S.COMPLETED, _S.REFUSED),
                to=(_S.REQUESTED,),
            ),
            Row(
                AgreementSigned,
                when=(_S.REQUESTED, _S.ASSESSED),
                to=(_S.AGREED,),
                keeps=(_S.ASSESSED,),
            ),
            Row(
                NeedsAssessed,
                when=(*_IN_WORK, _S.COMPLETED),
                to=(_S.ASSESSED,),
                keeps=(_S.ASSESSED, _S.PLANNED, _S.SERVED, _S.COMPLETED),
                fits=(only_known_needs,),
            ),
            Row(
                PlanAgreed,
                when=(_S.ASSESSED, _S.PLANNED, _S.SERVED),
                to=(_S.PLANNED,),
                keeps=(_S.PLANNED, _S.SERVED),
            ),
            Row(
                ServiceDelivered,
                when=_IN_WORK,
                to=(_S.SERVED,),
                keeps=(_S.REQUESTED, _S.AGREED, _S.ASSESSED, _S.SERVED),
                fits=(only_known_services,),
            ),
            Row(ServiceReferred, when=_IN_WORK, to=(), fits=(only_known_services,)),
            Row(ServiceRefused, when=(_S.NOT_STARTED, *_IN_WORK), to=(_S.REFUSED,)),
            Row(RehabilitationCompleted, when=(_S.SERVED,), to=(_S.COMPLETED,)),
        ),
    ),
    start=Rehabilitation(),
    evolve=evolve,
)
"""The third link of the chain."""
