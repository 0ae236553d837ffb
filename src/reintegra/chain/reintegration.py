"""Social reintegration: a business, a companion, follow-up, instruments, confirmation, risks.

Who acts: companions (TKSK and others) who report, the LKS and the social office that visit and
evaluate. Reintegration is confirmed by a named actor, never computed. To migrate again is by
itself no failure: further migration can be a choice.

Sources: Cirebon 2019 (weekly report of the companion); Permensos 8/2023 (monitoring and
evaluation, after-care and termination); IOM on sustainable reintegration; IOM 2010 on the risk of
being trafficked again.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING, ClassVar

import attrs

from reintegra.chain.drafting import Draft
from reintegra.chain.fitting import only_known_instruments
from reintegra.chain.stage import (
    SPECIFIC,
    CaseStatus,
    Event,
    Record,
    Row,
    Stage,
    by_day,
    each_once,
)
from reintegra.errors import WrongType
from reintegra.lifecycle import Table
from reintegra.rules import Missing
from reintegra.vocabulary.checks import instance_of
from reintegra.vocabulary.identifiers import ActorId, Code
from reintegra.vocabulary.series import with_one_more
from reintegra.vocabulary.texts import Text, Worded


class ReintegrationStatus(Worded):
    """How far reintegration has come."""

    NOT_STARTED = "not-started", "Belum dimulai", "Not started"
    ACCOMPANIED = "accompanied", "Didampingi", "Accompanied"
    CONFIRMED = "confirmed", "Terkonfirmasi", "Confirmed"


class Progress(Worded):
    """How the companion sees the participant's way; a reading of ours, not a scale of the field."""

    ON_THE_WAY = "on-the-way", "Berjalan baik", "On the way"
    NEEDS_HELP = "needs-help", "Perlu bantuan", "Needs help"
    STOPPED = "stopped", "Terhenti", "Stopped"


class Risk(Worded):
    """A risk that the programme watches."""

    RE_TRAFFICKING = "re-trafficking", "Diperdagangkan kembali", "Being trafficked again"
    DEBT = "debt", "Jebakan utang", "Debt trap"
    VIOLENCE = "violence", "Kekerasan", "Violence"


@attrs.frozen
class Answer:
    """One answer to one item of an instrument, as codes; no free text.

    Raises:
        WrongType: a code is not a `Code`, or an option is neither a `Code` nor a `Missing`.
    """

    item: Code
    option: Code | Missing

    def __attrs_post_init__(self) -> None:
        instance_of(Code, "Answer.item", self.item)
        if not isinstance(self.option, Code | Missing):
            raise WrongType("Answer.option", "Code or Missing", type(self.option))


@attrs.frozen(kw_only=True, weakref_slot=False)
class BusinessStarted(Event):
    """The person started a business; its kind is not restricted."""

    words: ClassVar[Text] = Text(id="Usaha dirintis", en="Business started")

    kind: Code


@attrs.frozen(kw_only=True, weakref_slot=False)
class CompanionReported(Event):
    """The companion reported on the participant's progress."""

    words: ClassVar[Text] = Text(id="Pendamping melaporkan", en="Companion reported")

    companion: ActorId
    progress: Progress


@attrs.frozen(kw_only=True, weakref_slot=False)
class FollowUpVisited(Event):
    """A follow-up visit was made; `met` says whether the person was there."""

    words: ClassVar[Text] = Text(id="Kunjungan lanjutan", en="Follow-up visit")

    by: ActorId
    met: bool


@attrs.frozen(kw_only=True, weakref_slot=False)
class InstrumentAnswered(Event):
    """The person answered an instrument that the policy describes.

    Raises:
        InvalidValue: an item is answered twice.
    """

    words: ClassVar[Text] = Text(id="Instrumen dijawab", en="Instrument answered")

    instrument: Code
    answers: tuple[Answer, ...] = attrs.field(metadata=SPECIFIC)

    def __attrs_post_init__(self) -> None:
        super().__attrs_post_init__()
        each_once("InstrumentAnswered.answers", (answer.item for answer in self.answers))


@attrs.frozen(kw_only=True, weakref_slot=False)
class ReintegrationConfirmed(Event):
    """A named actor confirmed that the person is back in family and community."""

    words: ClassVar[Text] = Text(id="Reintegrasi terkonfirmasi", en="Reintegration confirmed")

    by: ActorId


@attrs.frozen(kw_only=True, weakref_slot=False)
class RiskFlagged(Event):
    """A risk was seen that follow-up has to watch, for as long as the policy says."""

    words: ClassVar[Text] = Text(id="Risiko ditandai", en="Risk flagged")

    risk: Risk = attrs.field(metadata=SPECIFIC)
    by: ActorId


@attrs.frozen(kw_only=True, weakref_slot=False)
class MigratedAgain(Event):
    """The person migrated again; by itself this is no failure and changes no status."""

    words: ClassVar[Text] = Text(id="Bermigrasi kembali", en="Migrated again")

    by_choice: bool | Missing


@attrs.frozen(weakref_slot=False)
class Reintegration(Record):
    """What is on record of reintegration; of repeated reports all remain, the newest stands.

    Reports, visits, answers and risks stand by their days, however late they were reported.
    """

    status: ReintegrationStatus = ReintegrationStatus.NOT_STARTED
    last_on: date | None = None
    businesses: Sequence[BusinessStarted] = ()
    reports: Sequence[CompanionReported] = ()
    visits: Sequence[FollowUpVisited] = ()
    answers: Sequence[InstrumentAnswered] = ()
    risks: Sequence[RiskFlagged] = ()
    migrations: Sequence[MigratedAgain] = ()
    confirmed_on: date | None = None


_S = ReintegrationStatus


class _Draft(Draft, Reintegration):
    __slots__ = ()

    if TYPE_CHECKING:
        status: ReintegrationStatus
        businesses: Sequence[BusinessStarted]
        reports: Sequence[CompanionReported]
        visits: Sequence[FollowUpVisited]
        answers: Sequence[InstrumentAnswered]
        risks: Sequence[RiskFlagged]
        migrations: Sequence[MigratedAgain]
        confirmed_on: date | None


def _begun(draft: _Draft) -> None:
    if draft.status is _S.NOT_STARTED:
        draft.status = _S.ACCOMPANIED


def _started(draft: _Draft, event: BusinessStarted) -> None:
    _begun(draft)
    draft.businesses = with_one_more(draft.businesses, event)


def _reported(draft: _Draft, event: CompanionReported) -> None:
    _begun(draft)
    draft.reports = by_day(draft.reports, event)


def _visited(draft: _Draft, event: FollowUpVisited) -> None:
    _begun(draft)
    draft.visits = by_day(draft.visits, event)


def _answered(draft: _Draft, event: InstrumentAnswered) -> None:
    draft.answers = by_day(draft.answers, event)


def _confirmed(draft: _Draft, event: ReintegrationConfirmed) -> None:
    draft.status = _S.CONFIRMED
    draft.confirmed_on = event.on


def _flagged(draft: _Draft, event: RiskFlagged) -> None:
    draft.risks = by_day(draft.risks, event)


def _migrated(draft: _Draft, event: MigratedAgain) -> None:
    draft.migrations = with_one_more(draft.migrations, event)


_SOUGHT = (CaseStatus.OPEN, CaseStatus.CONTACT_LOST)

STAGE = Stage(
    code="reintegration",
    name=Text(id="Reintegrasi sosial", en="Social reintegration"),
    table=Table(
        name=Text(id="Reintegrasi sosial", en="Social reintegration"),
        statuses=ReintegrationStatus,
        initial=_S.NOT_STARTED,
        rows=(
            Row(BusinessStarted, when=tuple(_S), to=(_S.ACCOMPANIED,), keeps=(_S.CONFIRMED,)),
            Row(
                CompanionReported,
                when=tuple(_S),
                to=(_S.ACCOMPANIED,),
                keeps=(_S.CONFIRMED,),
                any_day=True,
            ),
            Row(
                FollowUpVisited,
                when=tuple(_S),
                to=(_S.ACCOMPANIED,),
                keeps=(_S.CONFIRMED,),
                while_case=_SOUGHT,
                any_day=True,
            ),
            Row(
                InstrumentAnswered,
                when=tuple(_S),
                to=(),
                fits=(only_known_instruments,),
                any_day=True,
            ),
            Row(ReintegrationConfirmed, when=(_S.ACCOMPANIED, _S.CONFIRMED), to=(_S.CONFIRMED,)),
            Row(RiskFlagged, when=tuple(_S), to=(), while_case=_SOUGHT, any_day=True),
            Row(MigratedAgain, when=tuple(_S), to=()),
        ),
    ),
    start=Reintegration(),
    draft=_Draft,
    changes={
        BusinessStarted: _started,
        CompanionReported: _reported,
        FollowUpVisited: _visited,
        InstrumentAnswered: _answered,
        ReintegrationConfirmed: _confirmed,
        RiskFlagged: _flagged,
        MigratedAgain: _migrated,
    },
)
"""The sixth link of the chain."""
