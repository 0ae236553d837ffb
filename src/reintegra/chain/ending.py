"""Endings: closure and reopening, loss of contact, transfer, the ways out, death.

Who acts: the case holder closes and reopens; a case conference decides on a return against
advice, which cannot be prevented by force; any shelter reports that somebody absconded. A case
that ended can be reopened; the latest closure and the latest reopening stand. A reason of closing
that says what happened needs it on record. Death closes everything, and leaves payments under way
to be settled; it is recorded with its own day, whatever was reported since, and is undone only
where it was recorded in error.

Sources: PPT procedure on return (unilateral return and its two forms, absconding); HTCDS 2.0
(transfer); facts of the field, section 6.
"""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, ClassVar

import attrs

from reintegra.chain.drafting import Draft
from reintegra.chain.fitting import only_for_a_closing_reason, only_for_a_reopening_reason
from reintegra.chain.stage import CaseStatus, Event, Record, Row, Stage
from reintegra.lifecycle import Table
from reintegra.vocabulary.identifiers import ActorId, RecordNumber
from reintegra.vocabulary.texts import Text, Worded

if TYPE_CHECKING:
    from collections.abc import Mapping


class ClosingReason(Worded):
    """Why a case was closed: what has happened to it, or a decision that needs no event."""

    REINTEGRATED = "reintegrated", "Reintegrasi tercapai", "Reintegrated"
    SERVICE_REFUSED = "service-refused", "Layanan ditolak", "Service refused"
    LEFT_AGAINST_ADVICE = "left-against-advice", "Pulang paksa", "Left against advice"
    ABSCONDED = "absconded", "Kabur", "Absconded"
    CONTACT_LOST = "contact-lost", "Hilang kontak", "Contact lost"
    TRANSFERRED = "transferred", "Dialihkan", "Transferred"
    NOT_A_VICTIM = "not-a-victim", "Bukan korban", "Not a victim"
    NOT_ELIGIBLE = "not-eligible", "Tidak memenuhi syarat", "Not eligible"
    IN_CARE_OF_SOCIAL_SERVICE = (
        "in-care-of-social-service",
        "Dalam asuhan dinas sosial",
        "In the care of the social service",
    )
    OWN_WISH = "own-wish", "Atas keinginan sendiri", "By own wish"


class ReopeningReason(Worded):
    """Why a case was reopened."""

    CAME_BACK = "came-back", "Yang bersangkutan kembali", "The person came back"
    NEW_NEED = "new-need", "Kebutuhan baru", "A new need"
    CLOSED_IN_ERROR = "closed-in-error", "Keliru ditutup", "Closed in error"


@attrs.frozen(kw_only=True, weakref_slot=False)
class Closed(Event):
    """The service to this case was ended (terminasi)."""

    words: ClassVar[Text] = Text(id="Kasus ditutup", en="Case closed")

    reason: ClosingReason


@attrs.frozen(kw_only=True, weakref_slot=False)
class Reopened(Event):
    """A case that had ended was taken up again."""

    words: ClassVar[Text] = Text(id="Kasus dibuka kembali", en="Case reopened")

    reason: ReopeningReason


@attrs.frozen(kw_only=True, weakref_slot=False)
class ContactLost(Event):
    """Nobody could reach the person any more."""

    words: ClassVar[Text] = Text(id="Hilang kontak", en="Contact lost")


@attrs.frozen(kw_only=True, weakref_slot=False)
class ContactRegained(Event):
    """The person was reached again."""

    words: ClassVar[Text] = Text(id="Kontak pulih", en="Contact regained")


@attrs.frozen(kw_only=True, weakref_slot=False)
class Transferred(Event):
    """Another institution took over the case."""

    words: ClassVar[Text] = Text(id="Kasus dialihkan", en="Case transferred")

    to: ActorId


@attrs.frozen(kw_only=True, weakref_slot=False)
class Absconded(Event):
    """The person left without notice (kabur)."""

    words: ClassVar[Text] = Text(id="Kabur", en="Absconded")


@attrs.frozen(kw_only=True, weakref_slot=False)
class LeftAgainstAdvice(Event):
    """The person insisted on leaving (pulang paksa), as a case conference decided.

    `statement` is the Pernyataan Pulang Paksa, `family_statement` the statement that the family
    has received the person (for children and adults unable to decide). `legal_case_pending` is
    what the conference found.
    """

    words: ClassVar[Text] = Text(id="Pulang paksa", en="Left against advice")

    conference: RecordNumber
    statement: RecordNumber
    family_statement: RecordNumber | None = None
    legal_case_pending: bool


@attrs.frozen(kw_only=True, weakref_slot=False)
class Died(Event):
    """The person died."""

    words: ClassVar[Text] = Text(id="Meninggal", en="Died")


@attrs.frozen(weakref_slot=False)
class Ending(Record):
    """How the case stands; the latest closure and the latest reopening stand.

    `closed_on` is the first day on which the case is closed, `None` while it is not.
    """

    status: CaseStatus = CaseStatus.OPEN
    last_on: date | None = None
    closed_on: date | None = None
    closing_reason: ClosingReason | None = None
    last_reopened_on: date | None = None
    reopenings: int = 0
    transferred_to: ActorId | None = None

    def particulars(self, event: Event) -> Mapping[str, bool]:
        """Of a return against advice: that no legal case is pending, that the family stated it."""
        if not isinstance(event, LeftAgainstAdvice):
            return {}
        return {
            "no_legal_case_pending": not event.legal_case_pending,
            "family_statement_given": event.family_statement is not None,
        }


_S = CaseStatus


class _Draft(Draft, Ending):
    __slots__ = ()

    if TYPE_CHECKING:
        status: CaseStatus
        closed_on: date | None
        closing_reason: ClosingReason | None
        last_reopened_on: date | None
        reopenings: int
        transferred_to: ActorId | None


def _closed(draft: _Draft, event: Closed) -> None:
    draft.status = _S.CLOSED
    draft.closed_on = event.on
    draft.closing_reason = event.reason


def _reopened(draft: _Draft, event: Reopened) -> None:
    draft.status = _S.OPEN
    draft.closed_on = draft.closing_reason = draft.transferred_to = None
    draft.last_reopened_on = event.on
    draft.reopenings += 1


def _lost(draft: _Draft, _event: ContactLost) -> None:
    draft.status = _S.CONTACT_LOST


def _regained(draft: _Draft, _event: ContactRegained) -> None:
    draft.status = _S.OPEN


def _transferred(draft: _Draft, event: Transferred) -> None:
    draft.status = _S.TRANSFERRED
    draft.transferred_to = event.to


def _absconded(draft: _Draft, _event: Absconded) -> None:
    draft.status = _S.ABSCONDED


def _left(draft: _Draft, _event: LeftAgainstAdvice) -> None:
    draft.status = _S.LEFT


def _died(draft: _Draft, event: Died) -> None:
    draft.status = _S.DIED
    draft.closed_on = min(draft.closed_on or event.on, event.on)


_EVER = tuple(CaseStatus)
_GONE = (_S.ABSCONDED, _S.LEFT, _S.TRANSFERRED)

STAGE = Stage(
    code="ending",
    name=Text(id="Akhir kasus", en="Ending"),
    table=Table(
        name=Text(id="Akhir kasus", en="Ending"),
        statuses=CaseStatus,
        initial=_S.OPEN,
        rows=(
            Row(
                Closed,
                when=(_S.OPEN, _S.CONTACT_LOST, *_GONE),
                to=(_S.CLOSED,),
                while_case=_EVER,
                fits=(only_for_a_closing_reason,),
            ),
            Row(
                Reopened,
                when=(_S.CLOSED, *_GONE, _S.DIED),
                to=(_S.OPEN,),
                while_case=_EVER,
                fits=(only_for_a_reopening_reason,),
            ),
            Row(ContactLost, when=(_S.OPEN,), to=(_S.CONTACT_LOST,), while_case=_EVER),
            Row(ContactRegained, when=(_S.CONTACT_LOST,), to=(_S.OPEN,), while_case=_EVER),
            Row(Transferred, when=(_S.OPEN,), to=(_S.TRANSFERRED,), while_case=_EVER),
            Row(Absconded, when=(_S.OPEN,), to=(_S.ABSCONDED,), while_case=_EVER),
            Row(LeftAgainstAdvice, when=(_S.OPEN,), to=(_S.LEFT,), while_case=_EVER),
            Row(
                Died,
                when=tuple(status for status in CaseStatus if status is not _S.DIED),
                to=(_S.DIED,),
                while_case=_EVER,
                any_day=True,
            ),
        ),
    ),
    start=Ending(),
    draft=_Draft,
    changes={
        Closed: _closed,
        Reopened: _reopened,
        ContactLost: _lost,
        ContactRegained: _regained,
        Transferred: _transferred,
        Absconded: _absconded,
        LeftAgainstAdvice: _left,
        Died: _died,
    },
)
"""What may end any link of the chain."""
