"""Who acts along the chain: kinds of institutions are a closed set, their names are data.

One institution keeps its identifier while its name changes with the years.

>>> from datetime import date
>>> from reintegra.vocabulary.identifiers import ActorId
>>> from reintegra.vocabulary.institutions import Institution, InstitutionKind, NamedFrom
>>> agency = Institution(
...     ActorId("agency"),
...     InstitutionKind.MIGRANT_WORKER_AGENCY,
...     (NamedFrom("Nama Lama"), NamedFrom("Nama Baru", since=date(2030, 1, 1))),
... )
>>> agency.name_at(date(2029, 12, 31))
'Nama Lama'
"""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import attrs

from reintegra.errors import Conflict, InvalidValue, OutsideCoverage
from reintegra.vocabulary.calendar import as_day, as_optional_day
from reintegra.vocabulary.checks import instance_of, optional, plain_text
from reintegra.vocabulary.identifiers import ActorId
from reintegra.vocabulary.regions import RegionCode
from reintegra.vocabulary.texts import Worded

if TYPE_CHECKING:
    from collections.abc import Iterable


class InstitutionKind(Worded):
    """What kind of institution acts along the chain."""

    MINISTRY_OF_SOCIAL_AFFAIRS = (
        "ministry-of-social-affairs",
        "Kementerian Sosial (Kemensos)",
        "Ministry of Social Affairs",
    )
    PROVINCIAL_SOCIAL_OFFICE = (
        "provincial-social-office",
        "Dinas Sosial provinsi",
        "provincial social service office",
    )
    REGENCY_SOCIAL_OFFICE = (
        "regency-social-office",
        "Dinas Sosial kabupaten atau kota",
        "regency or city social service office",
    )
    SOCIAL_WELFARE_INSTITUTION = (
        "social-welfare-institution",
        "Lembaga Kesejahteraan Sosial (LKS)",
        "social welfare institution",
    )
    PROTECTION_HOUSE = (
        "protection-house",
        "Rumah Perlindungan dan Trauma Center (RPTC)",
        "protection house and trauma center",
    )
    LOCAL_SHELTER = (
        "local-shelter",
        "Rumah Perlindungan Sosial (RPS)",
        "local protection house",
    )
    REHABILITATION_CENTRE = (
        "rehabilitation-centre",
        "Sentra, Balai atau Loka Kemensos",
        "rehabilitation centre of the Ministry of Social Affairs",
    )
    INTEGRATED_SERVICE_CENTRE = (
        "integrated-service-centre",
        "pusat pelayanan terpadu (PPT)",
        "integrated service centre",
    )
    FOREIGN_MINISTRY = "foreign-ministry", "Kementerian Luar Negeri (Kemlu)", "foreign ministry"
    MISSION_ABROAD = (
        "mission-abroad",
        "perwakilan RI (KBRI, KJRI, Konsulat RI)",
        "Indonesian mission abroad",
    )
    IMMIGRATION_DEPOT_ABROAD = (
        "immigration-depot-abroad",
        "depot imigrasi di luar negeri",
        "immigration depot abroad",
    )
    IMMIGRATION = "immigration", "Imigrasi", "immigration office"
    CUSTOMS = "customs", "Bea Cukai", "customs"
    PORT_HEALTH_OFFICE = (
        "port-health-office",
        "Kantor Kesehatan Pelabuhan (KKP)",
        "port health office",
    )
    HEALTH_CENTRE = "health-centre", "Puskesmas", "community health centre"
    RETURN_TASK_FORCE = "return-task-force", "Satgas Pemulangan", "return task force"
    ANTI_TRAFFICKING_TASK_FORCE = (
        "anti-trafficking-task-force",
        "Gugus Tugas (GT-PPTPPO)",
        "anti-trafficking task force",
    )
    MIGRANT_WORKER_AGENCY = (
        "migrant-worker-agency",
        "badan pelindungan pekerja migran Indonesia",
        "migrant-worker protection agency",
    )
    MIGRANT_WORKER_FIELD_OFFICE = (
        "migrant-worker-field-office",
        "unit pelaksana badan pelindungan pekerja migran (BP3TKI, BP3MI, P4TKI)",
        "field office of the migrant-worker agency",
    )
    POLICE = "police", "Polri", "police"
    WITNESS_PROTECTION_AGENCY = (
        "witness-protection-agency",
        "Lembaga Perlindungan Saksi dan Korban (LPSK)",
        "witness and victim protection agency",
    )
    CIVIL_REGISTRY = (
        "civil-registry",
        "Dinas Kependudukan dan Pencatatan Sipil (Dukcapil)",
        "population and civil registry",
    )
    REGIONAL_GOVERNMENT = "regional-government", "pemerintah daerah", "regional government"
    VILLAGE = "village", "pemerintah desa atau kelurahan", "village administration"
    CARRIER = "carrier", "perusahaan angkutan", "carrier"
    CIVIL_SOCIETY_ORGANISATION = (
        "civil-society-organisation",
        "organisasi masyarakat sipil atau organisasi purna migran",
        "civil society or returnees' organisation",
    )


class RequesterKind(Worded):
    """The six kinds of people who may ask for the rights of a victim.

    Source: UU 21/2007 article 51(2).
    """

    VICTIM = "victim", "korban", "victim"
    FAMILY = "family", "keluarga", "family"
    FRIEND = "friend", "teman", "friend"
    POLICE = "police", "kepolisian", "police"
    VOLUNTEER_COMPANION = "volunteer-companion", "relawan pendamping", "volunteer companion"
    SOCIAL_WORKER = "social-worker", "pekerja sosial", "social worker"


def _as_since(value: date | None) -> date | None:
    return as_optional_day(value, "since")


@attrs.frozen
class NamedFrom:
    """A name and the day from which it was borne; without a day, from the beginning.

    Raises:
        InvalidValue: the name is empty.
        WrongType: not a text, or not a day.
    """

    name: str
    since: date | None = attrs.field(default=None, converter=_as_since)

    def __attrs_post_init__(self) -> None:
        if not plain_text("NamedFrom.name", self.name).strip():
            raise InvalidValue("NamedFrom.name", "empty", "an institution has a name")


def _as_names(names: Iterable[NamedFrom]) -> tuple[NamedFrom, ...]:
    held = (instance_of(NamedFrom, "Institution.names", name) for name in names)
    return tuple(sorted(held, key=_beginning))


def _beginning(name: NamedFrom) -> date:
    return date.min if name.since is None else name.since


@attrs.frozen
class Institution:
    """Someone who acts in the chain by its own right, under the name of the day.

    Names are kept in the order in which they began.

    Raises:
        InvalidValue: there is no name at all.
        Conflict: two names begin on one day.
        WrongType: a field of another type.
    """

    id: ActorId
    kind: InstitutionKind
    names: tuple[NamedFrom, ...] = attrs.field(converter=_as_names)
    region: RegionCode | None = None

    def __attrs_post_init__(self) -> None:
        instance_of(ActorId, "Institution.id", self.id)
        instance_of(InstitutionKind, "Institution.kind", self.kind)
        optional(RegionCode, "Institution.region", self.region)
        if not self.names:
            raise InvalidValue("Institution.names", "empty", "an institution has a name")
        if len({_beginning(name) for name in self.names}) < len(self.names):
            raise Conflict("two-names", self.id, "two names begin on one day")

    def name_at(self, on: date) -> str:
        """The name that was borne on a day.

        Raises:
            OutsideCoverage: the day lies before the first name.
            WrongType: not a day.
        """
        day = as_day(on)
        borne = [held.name for held in self.names if _beginning(held) <= day]
        if not borne:
            raise OutsideCoverage("name of the institution", day)
        return borne[-1]
