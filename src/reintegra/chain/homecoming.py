"""Return home: from the point of arrival, through a shelter, to the family and the area of origin.

Who acts: Kemensos, from the point of arrival to the provincial capital of origin; the social
office of the province, on to the regency or city; the social office of the regency or city, to
the family or a substitute family. Where there is no family, the person is handed over to the
social service, in whose care the way home is not at its end. People who came home long ago, or
by themselves, enter by an attestation.

Sources: training module 6 (who moves the person, escort, reasons for a substitute family);
Permen P2MI 32/2025 article 13 (signed handover record, witnessed by the regional government or
the village; handover to the social ministry where there is no family).
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING, ClassVar

import attrs

from reintegra.chain.deportation import Label
from reintegra.chain.drafting import Draft
from reintegra.chain.stage import Event, Record, Row, Stage, regency_level
from reintegra.errors import InvalidValue
from reintegra.lifecycle import Table
from reintegra.rules import Missing
from reintegra.vocabulary.calendar import as_day
from reintegra.vocabulary.identifiers import ActorId, PersonId, RecordNumber
from reintegra.vocabulary.regions import RegionCode
from reintegra.vocabulary.series import with_one_more
from reintegra.vocabulary.texts import Text, Worded

if TYPE_CHECKING:
    from collections.abc import Mapping


class HomecomingStatus(Worded):
    """Where the person is on the way home."""

    NOT_STARTED = "not-started", "Belum dimulai", "Not started"
    SHELTERED = "sheltered", "Di rumah perlindungan", "In a shelter"
    WAITING = "waiting", "Menunggu perjalanan", "Waiting to travel"
    TRAVELLING = "travelling", "Dalam perjalanan", "Travelling"
    IN_CARE = "in-care", "Dalam asuhan layanan sosial", "In the care of the social service"
    RETURNED = "returned", "Kembali ke daerah asal", "Back in the area of origin"


class LeavingReason(Worded):
    """Why somebody left a shelter."""

    ONWARD_TRAVEL = "onward-travel", "Melanjutkan perjalanan", "Onward travel"
    OTHER_SHELTER = "other-shelter", "Pindah tempat perlindungan", "Moved to another shelter"
    MEDICAL_CARE = "medical-care", "Dirawat di fasilitas kesehatan", "Taken into medical care"
    OWN_WISH = "own-wish", "Atas keinginan sendiri", "By own wish"


class Leg(Worded):
    """The part of the trip, by where it ends."""

    PROVINCE_CAPITAL = "province-capital", "Ke ibu kota provinsi", "To the provincial capital"
    REGENCY = "regency", "Ke kabupaten atau kota", "To the regency or city"


class Receiver(Worded):
    """Who took the person in."""

    FAMILY = "family", "Keluarga", "Family"
    SUBSTITUTE_FAMILY = "substitute-family", "Keluarga pengganti", "Substitute family"
    SOCIAL_SERVICE = "social-service", "Kementerian atau dinas sosial", "Social service"


class SubstituteReason(Worded):
    """Why the own family could not or must not take the person in (training module 6)."""

    DOMESTIC_VIOLENCE = (
        "domestic-violence",
        "Kekerasan dalam rumah tangga yang traumatis",
        "Traumatic domestic violence",
    )
    SHAME = "shame", "Rasa malu", "Shame"
    DEBT_BONDAGE = "debt-bondage", "Jeratan utang", "Debt bondage"
    FAMILY_REFUSAL = "family-refusal", "Penolakan keluarga", "Refusal by the family"


@attrs.frozen(kw_only=True, weakref_slot=False)
class ShelterAdmitted(Event):
    """A shelter took the person in."""

    words: ClassVar[Text] = Text(id="Masuk rumah perlindungan", en="Admitted to a shelter")

    shelter: ActorId


@attrs.frozen(kw_only=True, weakref_slot=False)
class ShelterLeft(Event):
    """The person left the shelter, with its knowledge."""

    words: ClassVar[Text] = Text(id="Keluar dari rumah perlindungan", en="Left the shelter")

    reason: LeavingReason


@attrs.frozen(kw_only=True, weakref_slot=False)
class TravelStarted(Event):
    """A leg of the trip home began; without `escort` the person travels alone."""

    words: ClassVar[Text] = Text(id="Perjalanan dimulai", en="Travel started")

    leg: Leg
    escort: ActorId | None


@attrs.frozen(kw_only=True, weakref_slot=False)
class HandedOver(Event):
    """The person was handed over, and a signed record says to whom.

    Raises:
        InvalidValue: a substitute family without its reason, a reason without one, or the code
            of a province where that of a regency or city is due.
    """

    words: ClassVar[Text] = Text(id="Diserahterimakan", en="Handed over")

    to: Receiver
    substitute_reason: SubstituteReason | None = None
    record: RecordNumber
    witness: ActorId
    regency: RegionCode

    def __attrs_post_init__(self) -> None:
        super().__attrs_post_init__()
        regency_level("HandedOver.regency", self.regency)
        if (self.to is Receiver.SUBSTITUTE_FAMILY) != (self.substitute_reason is not None):
            raise InvalidValue(
                "HandedOver.substitute_reason",
                "substitute-reason",
                "a reason is due for a substitute family, and only for one",
            )


@attrs.frozen(kw_only=True, weakref_slot=False)
class ReturnedUnassisted(Event):
    """The person came home unassisted, by own statement.

    Raises:
        InvalidValue: the code of a province where that of a regency or city is due.
    """

    words: ClassVar[Text] = Text(id="Pulang mandiri", en="Returned unassisted")

    statement: RecordNumber
    regency: RegionCode

    def __attrs_post_init__(self) -> None:
        super().__attrs_post_init__()
        regency_level("ReturnedUnassisted.regency", self.regency)


@attrs.frozen(kw_only=True, weakref_slot=False)
class ReturnAttested(Event):
    """An institution attests an earlier return; with this a case may begin.

    `returned_on` is the day of the return as attested; `on` is the day of the attestation.

    Raises:
        InvalidValue: the return is dated after its attestation, or the code of a province where
            that of a regency or city is due.
    """

    words: ClassVar[Text] = Text(id="Kepulangan diterangkan", en="Return attested")

    person: PersonId
    by: ActorId
    returned_on: date = attrs.field(converter=as_day)
    regency: RegionCode
    label: Label | Missing

    def __attrs_post_init__(self) -> None:
        super().__attrs_post_init__()
        regency_level("ReturnAttested.regency", self.regency)
        if self.returned_on > self.on:
            raise InvalidValue(
                "ReturnAttested.returned_on",
                "after-attestation",
                "a return cannot be attested before it happened",
            )


@attrs.frozen(weakref_slot=False)
class Homecoming(Record):
    """What is on record of the way home; of returns, attestations and care the newest stands.

    `arrival` is the return, to the family or by own means; `care` the handover to the social
    service, which is no return.
    """

    status: HomecomingStatus = HomecomingStatus.NOT_STARTED
    last_on: date | None = None
    stays: Sequence[ShelterAdmitted] = ()
    legs: Sequence[TravelStarted] = ()
    arrival: HandedOver | ReturnedUnassisted | ReturnAttested | None = None
    attestation: ReturnAttested | None = None
    care: HandedOver | None = None

    @property
    def returned_on(self) -> date | None:
        """The day of the newest return itself, as recorded or as attested."""
        if isinstance(self.arrival, ReturnAttested):
            return self.arrival.returned_on
        return self.arrival.on if self.arrival else None

    def particulars(self, event: Event) -> Mapping[str, bool]:
        """Whether the leg of the trip is escorted."""
        return {"escorted": event.escort is not None} if isinstance(event, TravelStarted) else {}


class _Draft(Draft, Homecoming):
    __slots__ = ()

    if TYPE_CHECKING:
        status: HomecomingStatus
        stays: Sequence[ShelterAdmitted]
        legs: Sequence[TravelStarted]
        arrival: HandedOver | ReturnedUnassisted | ReturnAttested | None
        attestation: ReturnAttested | None
        care: HandedOver | None


def _sheltered(draft: _Draft, event: ShelterAdmitted) -> None:
    draft.status = HomecomingStatus.SHELTERED
    draft.stays = with_one_more(draft.stays, event)


def _left(draft: _Draft, _event: ShelterLeft) -> None:
    draft.status = HomecomingStatus.WAITING


def _travelling(draft: _Draft, event: TravelStarted) -> None:
    draft.status = HomecomingStatus.TRAVELLING
    draft.legs = with_one_more(draft.legs, event)


def _handed_over(draft: _Draft, event: HandedOver) -> None:
    if event.to is Receiver.SOCIAL_SERVICE:
        draft.status = HomecomingStatus.IN_CARE
        draft.care = event
    else:
        _returned(draft, event)


def _returned(draft: _Draft, event: HandedOver | ReturnedUnassisted) -> None:
    draft.status = HomecomingStatus.RETURNED
    draft.arrival = event


def _attested(draft: _Draft, event: ReturnAttested) -> None:
    draft.status = HomecomingStatus.RETURNED
    draft.arrival = draft.attestation = event


_S = HomecomingStatus
_ON_THE_WAY = (_S.NOT_STARTED, _S.WAITING, _S.TRAVELLING, _S.IN_CARE)

STAGE = Stage(
    code="homecoming",
    name=Text(id="Pemulangan", en="Return home"),
    table=Table(
        name=Text(id="Pemulangan", en="Return home"),
        statuses=HomecomingStatus,
        initial=_S.NOT_STARTED,
        rows=(
            Row(ShelterAdmitted, when=(*_ON_THE_WAY, _S.RETURNED), to=(_S.SHELTERED,)),
            Row(ShelterLeft, when=(_S.SHELTERED,), to=(_S.WAITING,)),
            Row(TravelStarted, when=_ON_THE_WAY, to=(_S.TRAVELLING,)),
            Row(
                HandedOver,
                when=(_S.WAITING, _S.TRAVELLING, _S.IN_CARE),
                to=(_S.RETURNED, _S.IN_CARE),
            ),
            Row(ReturnedUnassisted, when=_ON_THE_WAY, to=(_S.RETURNED,)),
            Row(ReturnAttested, when=_ON_THE_WAY, to=(_S.RETURNED,)),
        ),
    ),
    start=Homecoming(),
    draft=_Draft,
    changes={
        ShelterAdmitted: _sheltered,
        ShelterLeft: _left,
        TravelStarted: _travelling,
        HandedOver: _handed_over,
        ReturnedUnassisted: _returned,
        ReturnAttested: _attested,
    },
)
"""The second link of the chain."""
