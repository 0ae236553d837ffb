"""Reading one line: what is wrong with it is collected, not raised, and never repeated."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from datetime import date
from typing import Final, TypeVar

from lombok.candidate import (
    ATTESTED,
    ENDINGS,
    FIELDS,
    NOT_YET,
    RETURNS,
    SITES,
    Candidate,
    Fault,
)
from lombok.countries import COUNTRIES
from lombok.days import ATTESTED_ON, ROUND_DAY
from reintegra.chain.deportation import DeportationReason, HealthFinding, Label, TravelDocument
from reintegra.errors import ReintegraError
from reintegra.rules import Missing
from reintegra.vocabulary import (
    AccountReference,
    AwardId,
    CountryCode,
    Nik,
    Person,
    PersonId,
    Sex,
    Text,
    day_in_words,
    read_point_of_entry,
)

_UPSTREAM: Final = ("country", "reason", "document", "deported_on", "arrived_at", "health")
_NUMBER: Final = re.compile(r"[0-9]{1,6}")
_DAY: Final = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")

T = TypeVar("T")


class Line:
    """One line being read, with the faults found so far."""

    def __init__(self, number: int, row: Mapping[str | None, object]) -> None:
        self.number = number
        self.faults: list[Fault] = []
        self.row = {str(field): str(value or "").strip() for field, value in row.items()}
        self.is_torn = None in row or any(row[field] is None for field in FIELDS)
        if self.is_torn:
            self.fault("line", "jumlah kolom tidak sesuai", "the number of columns is wrong")

    def candidate(self) -> Candidate | None:
        """The candidate, or nothing where the line has faults."""
        if self.is_torn:
            return None
        number = self._number()
        account = self._one_of("account", ("yes", "no", ""))
        candidate = Candidate(
            line=self.number,
            number=number,
            person=self._person(number),
            site=self._one_of("site", SITES),
            label=self._read("label", Label) or Missing.NOT_ASKED,
            country=self._country(),
            reason=self._read("reason", DeportationReason),
            document=self._read("document", TravelDocument),
            deported_on=self._day("deported_on"),
            arrived_at=self._read("arrived_at", lambda text: read_point_of_entry(text).code),
            health=self._read("health", HealthFinding),
            returned_by=self._one_of("returned_by", RETURNS),
            returned_on=self._day("returned_on"),
            guidance=self._one_of("guidance", ("completed", "missed", "none")),
            account=AccountReference(f"account-{number}") if account == "yes" else None,
            has_account={"yes": True, "no": False, "": None}.get(account),
            consent=self._one_of("consent", ("given", "declined", "")),
            given_elsewhere=self._read("given_elsewhere", AwardId),
            payment_returns=self._one_of("payment", ("", "returned-once")) == "returned-once",
            ending=self._one_of("ending", ("", *ENDINGS)),
        )
        self._check_what_is_needed(candidate)
        self._check_the_order_of_days(candidate)
        return None if self.faults else candidate

    def _number(self) -> str:
        number = self.row["number"]
        if _NUMBER.fullmatch(number):
            return number
        self.fault("number", "harus satu sampai enam angka", "must be one to six digits")
        return "0"

    def _person(self, number: str) -> Person:
        return Person(
            PersonId(f"person-{number}"),
            name=self.row["name"] or None,
            birth=self._day("birth_date"),
            sex=self._read("sex", Sex),
            nik=self._read("nik", Nik.parse),
        )

    def _country(self) -> CountryCode | None:
        country = self._read("country", CountryCode)
        if country is None or str(country) in COUNTRIES:
            return country
        self.fault(
            "country",
            "harus kode negara lain menurut ISO 3166-1",
            "must be the ISO 3166-1 code of another country",
        )
        return None

    def _day(self, field: str) -> date | None:
        if self.row[field] and not _DAY.fullmatch(self.row[field]):
            self.fault(field, "tulis tanggal sebagai 2019-10-31", "write the day as 2019-10-31")
            return None
        day = self._read(field, date.fromisoformat)
        if day is not None and day > ROUND_DAY:
            self._is_after(field, ROUND_DAY, "putaran", "the round")
            return None
        return day

    def _check_what_is_needed(self, candidate: Candidate) -> None:
        if candidate.returned_by != ATTESTED:
            for field in _UPSTREAM:
                if not self.row[field]:
                    self.fault(field, "wajib diisi", "is needed unless the return is attested")
        elif self.row["deported_on"]:
            self.fault(
                "deported_on",
                "kosongkan bila kepulangan diterangkan: kasusnya bermula dari keterangan itu",
                "leave it empty where the return is attested: the case begins with that",
            )
        if candidate.returned_by == NOT_YET and self.row["returned_on"]:
            self.fault(
                "returned_on", "kosongkan bila belum pulang", "leave it empty before the return"
            )
        if candidate.returned_by != NOT_YET and not self.row["returned_on"]:
            self.fault("returned_on", "wajib diisi", "is needed for somebody who has returned")

    def _check_the_order_of_days(self, candidate: Candidate) -> None:
        birth, deported, returned = (
            candidate.person.birth,
            candidate.deported_on,
            candidate.returned_on,
        )
        if candidate.returned_by == ATTESTED:
            if returned and returned > ATTESTED_ON:
                self._is_after("returned_on", ATTESTED_ON, "keterangan", "the attestation")
        elif deported and returned and returned < deported:
            self.fault("returned_on", "mendahului deportasi", "lies before the deportation")
        first = min((day for day in (deported, returned) if day), default=None)
        if birth and first and birth > first:
            self.fault(
                "birth_date",
                "sesudah deportasi atau kepulangan",
                "lies after the deportation or the return",
            )

    def _is_after(self, field: str, day: date, indonesian: str, english: str) -> None:
        self.fault(
            field,
            f"sesudah {indonesian}, {day_in_words(day, 'id')}",
            f"lies after {english}, {day_in_words(day, 'en')}",
        )

    def _read(self, field: str, reader: Callable[[str], T]) -> T | None:
        """The value of a field that may be empty."""
        if not self.row[field]:
            return None
        try:
            return reader(self.row[field])
        except (ReintegraError, ValueError):
            self.fault(field, "tidak dapat dibaca", "cannot be read")
            return None

    def _one_of(self, field: str, accepted: tuple[str, ...]) -> str:
        value = self.row[field]
        if value not in accepted:
            named = ", ".join(word for word in accepted if word)
            self.fault(field, f"pilih salah satu: {named}", f"choose one of: {named}")
        return value

    def fault(self, field: str, indonesian: str, english: str) -> None:
        """Note what is wrong with a field, in both languages."""
        self.faults.append(Fault(self.number, field, Text(id=indonesian, en=english)))
