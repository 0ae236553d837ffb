"""Deportation: from the decision abroad to reception at the point of arrival.

Who acts: the state that deports; the Indonesian mission, which verifies citizenship and issues
the travel document (SPLP); Kemensos, the migrant-worker agency and the health and border offices
at the point of arrival. Screening gives indications; that a person is a victim is a determination
by a named authority, and never follows from the label "WNI M-KPO".

Sources: UU 21/2007 article 54 (duty of the missions); reception as reported by transkepri;
indications by the five questions of the IOM DTM survey; status and decider as in HTCDS 2.0.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING, ClassVar

import attrs

from reintegra.chain.drafting import Draft
from reintegra.chain.fitting import only_as_the_first, only_known_instruments
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
from reintegra.lifecycle import Table
from reintegra.rules import Missing
from reintegra.vocabulary.identifiers import ActorId, Code, CountryCode, PersonId, RecordNumber
from reintegra.vocabulary.places import PointOfEntry, read_point_of_entry
from reintegra.vocabulary.series import with_one_more
from reintegra.vocabulary.texts import Text, Worded

if TYPE_CHECKING:
    from collections.abc import Mapping


class DeportationStatus(Worded):
    """How far the way from abroad to the point of arrival has come."""

    NOT_STARTED = "not-started", "Belum dimulai", "Not started"
    DEPORTED = "deported", "Dideportasi", "Deported"
    RECEIVED = "received", "Diterima di debarkasi", "Received at the point of arrival"


class DeportationReason(Worded):
    """Why the state abroad deported the person."""

    IMMIGRATION_OFFENCE = "immigration-offence", "Pelanggaran keimigrasian", "Immigration offence"
    OVERSTAY = "overstay", "Melebihi izin tinggal", "Overstay"
    DRUG_OFFENCE = "drug-offence", "Perkara narkotika", "Drug offence"
    OTHER_OFFENCE = "other-offence", "Perkara pidana lain", "Other criminal offence"
    NOT_STATED = "not-stated", "Tidak disebutkan", "Not stated"


class TravelDocument(Worded):
    """The document on which the person crossed the border."""

    PASSPORT = "passport", "Paspor", "Passport"
    SPLP = "splp", "Surat Perjalanan Laksana Paspor (SPLP)", "Travel document in lieu of passport"
    NONE = "none", "Tanpa dokumen perjalanan", "No travel document"


class Label(Worded):
    """The administrative label of the Ministry; it determines nothing about the person."""

    WNI_MKPO = (
        "wni-mkpo",
        "WNI Migran Korban Perdagangan Orang",
        "Indonesian migrant recorded as a victim of trafficking",
    )
    NONE = "none", "Tidak tercatat sebagai WNI M-KPO", "Not so recorded"


class HealthFinding(Worded):
    """What a health check found, as far as the trip home depends on it."""

    NO_PROBLEM = "no-problem", "Tidak ada masalah", "No problem"
    MEDICAL = "medical", "Masalah medis", "Medical problem"
    PSYCHOLOGICAL = "psychological", "Masalah psikologis", "Psychological problem"
    BOTH = "both", "Masalah medis dan psikologis", "Medical and psychological problem"


class TraffickingStatus(Worded):
    """The outcome of a determination by a named authority."""

    POSSIBLE = "possible", "Diduga korban", "Possible victim"
    ACTUAL = "actual", "Korban", "Actual victim"
    NOT_A_VICTIM = "not-a-victim", "Bukan korban", "Not a victim"


@attrs.frozen(kw_only=True, weakref_slot=False)
class Deported(Event):
    """A state sent a person back to Indonesia; it only ever opens a case.

    A later deportation of the same person opens another case.
    """

    words: ClassVar[Text] = Text(id="Dideportasi", en="Deported")

    person: PersonId
    country: CountryCode
    reason: DeportationReason = attrs.field(metadata=SPECIFIC)
    document: TravelDocument
    label: Label | Missing


def _point_code(value: Code | PointOfEntry | str) -> Code:
    if isinstance(value, PointOfEntry):
        return value.code
    return read_point_of_entry(str(value) if isinstance(value, Code) else value).code


@attrs.frozen(kw_only=True, weakref_slot=False)
class ArrivalReceived(Event):
    """The person was received at the point of arrival.

    `at` is the code of the point of arrival; a name is accepted too, with or without the words
    "embarkasi" or "debarkasi". A point of your own is handed in as a `PointOfEntry`.

    Raises:
        OutsideCoverage: the code or name is not that of a known point of arrival.
    """

    words: ClassVar[Text] = Text(id="Diterima di debarkasi", en="Received at the point of arrival")

    at: Code = attrs.field(converter=_point_code)


@attrs.frozen(kw_only=True, weakref_slot=False)
class HealthChecked(Event):
    """A health check was made; a fit-to-travel certificate is needed where the person is sick."""

    words: ClassVar[Text] = Text(id="Diperiksa kesehatannya", en="Health checked")

    finding: HealthFinding = attrs.field(metadata=SPECIFIC)
    fit_to_travel: RecordNumber | None = None


@attrs.frozen(kw_only=True, weakref_slot=False)
class Screened(Event):
    """A short check gave indications, or none; it is not an identification.

    `indications` are items of the instrument that were answered with yes; empty means none was.

    Raises:
        InvalidValue: an item is named twice.
    """

    words: ClassVar[Text] = Text(id="Diskrining", en="Screened")

    instrument: Code
    indications: tuple[Code, ...] = attrs.field(metadata=SPECIFIC)
    by: ActorId

    def __attrs_post_init__(self) -> None:
        super().__attrs_post_init__()
        each_once("Screened.indications", self.indications)


@attrs.frozen(kw_only=True, weakref_slot=False)
class StatusDetermined(Event):
    """A named authority determined whether the person is a victim of trafficking."""

    words: ClassVar[Text] = Text(id="Status korban ditetapkan", en="Status determined")

    status: TraffickingStatus = attrs.field(metadata=SPECIFIC)
    by: ActorId


@attrs.frozen(weakref_slot=False)
class Deportation(Record):
    """What is on record of the way from abroad; of checks and determinations the newest stands.

    Screenings and determinations stand by their days, however late they were reported.
    """

    status: DeportationStatus = DeportationStatus.NOT_STARTED
    last_on: date | None = None
    departure: Deported | None = None
    arrival: ArrivalReceived | None = None
    health_checks: Sequence[HealthChecked] = ()
    screenings: Sequence[Screened] = ()
    determinations: Sequence[StatusDetermined] = ()

    @property
    def found_not_a_victim(self) -> bool:
        """Whether the newest determination says that the person is not a victim."""
        newest = self.determinations[-1].status if self.determinations else None
        return newest is TraffickingStatus.NOT_A_VICTIM

    def particulars(self, event: Event) -> Mapping[str, bool]:
        """A deportation never happens to a case that has begun."""
        return self.possible_particulars(type(event))

    def possible_particulars(self, event: type[Event]) -> Mapping[str, bool]:
        """A deportation never happens to a case that has begun."""
        return {"opens_a_case": False} if event is Deported else {}


class _Draft(Draft, Deportation):
    __slots__ = ()

    if TYPE_CHECKING:
        status: DeportationStatus
        departure: Deported | None
        arrival: ArrivalReceived | None
        health_checks: Sequence[HealthChecked]
        screenings: Sequence[Screened]
        determinations: Sequence[StatusDetermined]


def _deported(draft: _Draft, event: Deported) -> None:
    draft.status = DeportationStatus.DEPORTED
    draft.departure = event


def _received(draft: _Draft, event: ArrivalReceived) -> None:
    draft.status = DeportationStatus.RECEIVED
    draft.arrival = event


def _checked(draft: _Draft, event: HealthChecked) -> None:
    draft.health_checks = with_one_more(draft.health_checks, event)


def _screened(draft: _Draft, event: Screened) -> None:
    draft.screenings = by_day(draft.screenings, event)


def _determined(draft: _Draft, event: StatusDetermined) -> None:
    draft.determinations = by_day(draft.determinations, event)


_S = DeportationStatus

STAGE = Stage(
    code="deportation",
    name=Text(id="Deportasi", en="Deportation"),
    table=Table(
        name=Text(id="Deportasi", en="Deportation"),
        statuses=DeportationStatus,
        initial=_S.NOT_STARTED,
        rows=(
            Row(Deported, when=(_S.NOT_STARTED,), to=(_S.DEPORTED,), fits=(only_as_the_first,)),
            Row(ArrivalReceived, when=(_S.DEPORTED,), to=(_S.RECEIVED,)),
            Row(HealthChecked, when=(_S.RECEIVED,), to=()),
            Row(Screened, when=tuple(_S), to=(), fits=(only_known_instruments,), any_day=True),
            Row(
                StatusDetermined,
                when=tuple(_S),
                to=(),
                while_case=(CaseStatus.OPEN, CaseStatus.CONTACT_LOST),
                any_day=True,
            ),
        ),
    ),
    start=Deportation(),
    draft=_Draft,
    changes={
        Deported: _deported,
        ArrivalReceived: _received,
        HealthChecked: _checked,
        Screened: _screened,
        StatusDetermined: _determined,
    },
)
"""The first link of the chain."""
