"""Social guidance: enrolment at a site, sessions of the edition's modules, completion.

Who acts: an LKS recruits people in the regency and runs the event with the social offices of the
regency and the province; Kemensos funds it. It is an event of about two days near home, often
months or years after the return, so it may begin with no upstream record but an attestation.

Sources: ANTARA on Lombok, 31 October 2019 (modules, partners); Sambas and Majalengka 2019 (two
days).
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING, ClassVar

import attrs

from reintegra.chain.drafting import Draft
from reintegra.chain.fitting import only_known_modules
from reintegra.chain.stage import Event, Record, Row, Stage
from reintegra.errors import InvalidValue
from reintegra.lifecycle import Table
from reintegra.vocabulary.identifiers import Code, ProgrammeId, SiteId
from reintegra.vocabulary.series import with_one_more
from reintegra.vocabulary.texts import Text, Worded

MOST_HOURS_IN_A_DAY = 24
"""No session of one day is longer than the day."""


class GuidanceStatus(Worded):
    """How far guidance has come."""

    NOT_STARTED = "not-started", "Belum dimulai", "Not started"
    ENROLLED = "enrolled", "Terdaftar", "Enrolled"
    ATTENDING = "attending", "Mengikuti", "Attending"
    COMPLETED = "completed", "Selesai", "Completed"
    LEFT = "left", "Berhenti", "Left"


class GuidanceLeavingReason(Worded):
    """Why somebody left guidance before its end."""

    OWN_WISH = "own-wish", "Atas keinginan sendiri", "By own wish"
    ILLNESS = "illness", "Sakit", "Illness"
    WORK = "work", "Pekerjaan", "Work"
    MOVED_AWAY = "moved-away", "Pindah", "Moved away"
    NOT_STATED = "not-stated", "Tidak disebutkan", "Not stated"


@attrs.frozen(kw_only=True, weakref_slot=False)
class Enrolled(Event):
    """The person was enrolled in guidance at a site of a programme."""

    words: ClassVar[Text] = Text(id="Didaftarkan ke bimbingan", en="Enrolled in guidance")

    programme: ProgrammeId
    site: SiteId


@attrs.frozen(kw_only=True, weakref_slot=False)
class SessionAttended(Event):
    """The person attended a session; `hours` are whole hours of that day, at least one.

    Raises:
        InvalidValue: no hour, or more hours than a day has.
    """

    words: ClassVar[Text] = Text(id="Mengikuti sesi", en="Session attended")

    module: Code
    hours: int

    def __attrs_post_init__(self) -> None:
        super().__attrs_post_init__()
        if not 1 <= self.hours <= MOST_HOURS_IN_A_DAY:
            raise InvalidValue("SessionAttended.hours", "hours", "1 to 24 whole hours of one day")


@attrs.frozen(kw_only=True, weakref_slot=False)
class SessionMissed(Event):
    """The person missed a session that was held."""

    words: ClassVar[Text] = Text(id="Tidak mengikuti sesi", en="Session missed")

    module: Code


@attrs.frozen(kw_only=True, weakref_slot=False)
class GuidanceCompleted(Event):
    """The person completed the guidance event."""

    words: ClassVar[Text] = Text(id="Bimbingan selesai", en="Guidance completed")


@attrs.frozen(kw_only=True, weakref_slot=False)
class GuidanceLeft(Event):
    """The person left guidance before its end."""

    words: ClassVar[Text] = Text(id="Berhenti dari bimbingan", en="Left guidance")

    reason: GuidanceLeavingReason


@attrs.frozen(weakref_slot=False)
class Guidance(Record):
    """What is on record of guidance; sessions of earlier enrolments remain.

    `attended` and `completed_on` are of the newest enrolment: what was attended of an earlier one
    does not count for it.
    """

    status: GuidanceStatus = GuidanceStatus.NOT_STARTED
    last_on: date | None = None
    enrolment: Enrolled | None = None
    sessions: Sequence[SessionAttended] = ()
    missed: Sequence[SessionMissed] = ()
    earlier: int = 0
    completed_on: date | None = None

    @property
    def has_attended(self) -> bool:
        """Whether a session of the newest enrolment was attended."""
        return len(self.sessions) > self.earlier

    @property
    def attended(self) -> Sequence[SessionAttended]:
        """The sessions of the newest enrolment."""
        return self.sessions[self.earlier :]

    @property
    def hours(self) -> int:
        """All hours attended of all enrolments, in whole hours."""
        return sum(session.hours for session in self.sessions)


_S = GuidanceStatus


class _Draft(Draft, Guidance):
    __slots__ = ()

    if TYPE_CHECKING:
        status: GuidanceStatus
        enrolment: Enrolled | None
        sessions: Sequence[SessionAttended]
        missed: Sequence[SessionMissed]
        earlier: int
        completed_on: date | None


def _enrolled(draft: _Draft, event: Enrolled) -> None:
    draft.status = _S.ENROLLED
    draft.enrolment = event
    draft.earlier = len(draft.sessions)
    draft.completed_on = None


def _attended(draft: _Draft, event: SessionAttended) -> None:
    draft.status = _S.ATTENDING
    draft.sessions = with_one_more(draft.sessions, event)


def _missed(draft: _Draft, event: SessionMissed) -> None:
    draft.missed = with_one_more(draft.missed, event)


def _completed(draft: _Draft, event: GuidanceCompleted) -> None:
    draft.status = _S.COMPLETED
    draft.completed_on = event.on


def _left(draft: _Draft, _event: GuidanceLeft) -> None:
    draft.status = _S.LEFT


_TAKING_PART = (_S.ENROLLED, _S.ATTENDING)

STAGE = Stage(
    code="guidance",
    name=Text(id="Bimbingan sosial", en="Social guidance"),
    table=Table(
        name=Text(id="Bimbingan sosial", en="Social guidance"),
        statuses=GuidanceStatus,
        initial=_S.NOT_STARTED,
        rows=(
            Row(Enrolled, when=(_S.NOT_STARTED, _S.COMPLETED, _S.LEFT), to=(_S.ENROLLED,)),
            Row(
                SessionAttended,
                when=_TAKING_PART,
                to=(_S.ATTENDING,),
                fits=(only_known_modules,),
            ),
            Row(SessionMissed, when=_TAKING_PART, to=(), fits=(only_known_modules,)),
            Row(GuidanceCompleted, when=(_S.ATTENDING,), to=(_S.COMPLETED,)),
            Row(GuidanceLeft, when=_TAKING_PART, to=(_S.LEFT,)),
        ),
    ),
    start=Guidance(),
    draft=_Draft,
    changes={
        Enrolled: _enrolled,
        SessionAttended: _attended,
        SessionMissed: _missed,
        GuidanceCompleted: _completed,
        GuidanceLeft: _left,
    },
)
"""The fourth link of the chain."""
