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

from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING, ClassVar

import attrs

from reintegra.chain.drafting import Draft
from reintegra.chain.fitting import only_known_needs, only_known_services
from reintegra.chain.stage import SPECIFIC, Event, Record, Row, Stage, each_once
from reintegra.lifecycle import Table
from reintegra.vocabulary.identifiers import ActorId, Code, RecordNumber
from reintegra.vocabulary.institutions import RequesterKind
from reintegra.vocabulary.series import with_one_more
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


@attrs.frozen(kw_only=True, weakref_slot=False)
class ServiceRequested(Event):
    """Somebody entitled to it asked for services; the seven-day limits count from this day.

    `endangered`: trauma or illness endangers the person, so that first aid is due (article 53).
    """

    words: ClassVar[Text] = Text(id="Layanan diminta", en="Services requested")

    by: RequesterKind
    endangered: bool = attrs.field(metadata=SPECIFIC)


@attrs.frozen(kw_only=True, weakref_slot=False)
class AgreementSigned(Event):
    """The person and the service agreed before it starts (kesepakatan bersama)."""

    words: ClassVar[Text] = Text(id="Kesepakatan ditandatangani", en="Agreement signed")

    record: RecordNumber


@attrs.frozen(kw_only=True, weakref_slot=False)
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


@attrs.frozen(kw_only=True, weakref_slot=False)
class PlanAgreed(Event):
    """The service plan was agreed with the person, or revised."""

    words: ClassVar[Text] = Text(id="Rencana layanan disepakati", en="Service plan agreed")

    record: RecordNumber


@attrs.frozen(kw_only=True, weakref_slot=False)
class ServiceDelivered(Event):
    """A service was given; first aid may come before any plan."""

    words: ClassVar[Text] = Text(id="Layanan diberikan", en="Service delivered")

    service: Code
    by: ActorId


@attrs.frozen(kw_only=True, weakref_slot=False)
class ServiceReferred(Event):
    """The person was referred to another service; the case stays where it is."""

    words: ClassVar[Text] = Text(id="Dirujuk", en="Referred to a service")

    service: Code
    to: ActorId


@attrs.frozen(kw_only=True, weakref_slot=False)
class ServiceRefused(Event):
    """The person refused rehabilitation, by a signed statement."""

    words: ClassVar[Text] = Text(id="Rehabilitasi ditolak", en="Service refused")

    statement: RecordNumber
    signed_by: Signatory


@attrs.frozen(kw_only=True, weakref_slot=False)
class RehabilitationCompleted(Event):
    """The plan was carried out."""

    words: ClassVar[Text] = Text(id="Rehabilitasi selesai", en="Rehabilitation completed")


@attrs.frozen(weakref_slot=False)
class Rehabilitation(Record):
    """What is on record of rehabilitation; of request and assessments the newest stands."""

    status: RehabilitationStatus = RehabilitationStatus.NOT_STARTED
    last_on: date | None = None
    request: ServiceRequested | None = None
    agreement: AgreementSigned | None = None
    assessments: Sequence[NeedsAssessed] = ()
    plan: PlanAgreed | None = None
    services: Sequence[ServiceDelivered] = ()
    referrals: Sequence[ServiceReferred] = ()
    refusal: ServiceRefused | None = None


_S = RehabilitationStatus


class _Draft(Draft, Rehabilitation):
    __slots__ = ()

    if TYPE_CHECKING:
        status: RehabilitationStatus
        request: ServiceRequested | None
        agreement: AgreementSigned | None
        assessments: Sequence[NeedsAssessed]
        plan: PlanAgreed | None
        services: Sequence[ServiceDelivered]
        referrals: Sequence[ServiceReferred]
        refusal: ServiceRefused | None


def _requested(draft: _Draft, event: ServiceRequested) -> None:
    """A new request begins a new round: its agreement, plan and refusal start empty.

    Assessments and services of earlier rounds remain.
    """
    draft.status = _S.REQUESTED
    draft.request = event
    draft.agreement = draft.plan = draft.refusal = None


def _agreed(draft: _Draft, event: AgreementSigned) -> None:
    if draft.status is _S.REQUESTED:
        draft.status = _S.AGREED
    draft.agreement = event


def _assessed(draft: _Draft, event: NeedsAssessed) -> None:
    if draft.status is _S.REQUESTED or draft.status is _S.AGREED:
        draft.status = _S.ASSESSED
    draft.assessments = with_one_more(draft.assessments, event)


def _planned(draft: _Draft, event: PlanAgreed) -> None:
    if draft.status is _S.ASSESSED:
        draft.status = _S.PLANNED
    draft.plan = event


def _served(draft: _Draft, event: ServiceDelivered) -> None:
    if draft.status is _S.PLANNED:
        draft.status = _S.SERVED
    draft.services = with_one_more(draft.services, event)


def _referred(draft: _Draft, event: ServiceReferred) -> None:
    draft.referrals = with_one_more(draft.referrals, event)


def _refused(draft: _Draft, event: ServiceRefused) -> None:
    draft.status = _S.REFUSED
    draft.refusal = event


def _completed(draft: _Draft, _event: RehabilitationCompleted) -> None:
    draft.status = _S.COMPLETED


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
    draft=_Draft,
    changes={
        ServiceRequested: _requested,
        AgreementSigned: _agreed,
        NeedsAssessed: _assessed,
        PlanAgreed: _planned,
        ServiceDelivered: _served,
        ServiceReferred: _referred,
        ServiceRefused: _refused,
        RehabilitationCompleted: _completed,
    },
)
"""The third link of the chain."""
