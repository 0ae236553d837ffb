"""Reading a roster: a CSV file with one candidate a line, answered line by line.

Nothing is read in part: a roster with a fault is refused whole, with every fault named by line
and field. A fault never repeats what was written there.
"""

from __future__ import annotations

import csv
from collections.abc import Callable, Iterator, Mapping
from datetime import date
from pathlib import Path
from typing import TypeVar

import attrs

from reintegra.chain.deportation import DeportationReason, HealthFinding, Label, TravelDocument
from reintegra.errors import InputRefused, ReintegraError
from reintegra.rules import Missing
from reintegra.vocabulary import (
    AccountReference,
    AwardId,
    Code,
    CountryCode,
    Nik,
    Person,
    PersonId,
    Sex,
    Text,
    read_point_of_entry,
)

FIELDS = (
    "number",
    "site",
    "name",
    "nik",
    "birth_date",
    "sex",
    "label",
    "country",
    "reason",
    "document",
    "deported_on",
    "arrived_at",
    "health",
    "returned_by",
    "returned_on",
    "guidance",
    "account",
    "consent",
    "given_elsewhere",
    "payment",
    "ending",
)
SITES = ("lombok-tengah", "lombok-barat")
RETURNS = (
    "family",
    "substitute-family",
    "social-service",
    "unassisted",
    "attested",
    "not-yet",
)
ENDINGS = ("refused", "absconded", "left", "died", "not-a-victim", "reopened")

T = TypeVar("T")


@attrs.frozen
class Fault:
    """What is wrong with one field of one line; the first line of the file is line 1."""

    line: int
    field: str
    text: Text

    def __str__(self) -> str:
        return f"line {self.line}, {self.field}: {self.text('en')}"


@attrs.frozen
class Candidate:
    """One line of the roster: a person for the register, and what is known of the way home."""

    number: str
    person: Person
    site: str
    label: Label | Missing
    country: CountryCode | None
    reason: DeportationReason | None
    document: TravelDocument | None
    deported_on: date | None
    arrived_at: Code | None
    health: HealthFinding | None
    returned_by: str
    returned_on: date | None
    guidance: str
    account: AccountReference | None
    has_account: bool | None
    consent: str
    given_elsewhere: AwardId | None
    payment_returns: bool
    ending: str


def read_roster(path: Path) -> tuple[Candidate, ...]:
    """The candidates of a roster, in the order of the file.

    Raises:
        InputRefused: the file has faults, each named by line and field; nothing is read.
    """
    lines = _lines(path)
    candidates = [line.candidate() for line in lines]
    faults = [*(fault for line in lines for fault in line.faults), *_repeated(lines)]
    if faults:
        raise InputRefused(sorted(faults, key=lambda fault: fault.line))
    return tuple(candidate for candidate in candidates if candidate is not None)


def _lines(path: Path) -> list[_Line]:
    unreadable: Fault | None = None
    lines: list[_Line] = []
    with path.open(encoding="utf-8-sig", newline="") as file:
        reader = csv.DictReader(file, strict=True)
        try:
            if tuple(reader.fieldnames or ()) != FIELDS:
                unreadable = _unreadable(
                    1,
                    f"kepala tabel harus: {', '.join(FIELDS)}",
                    f"it must be: {', '.join(FIELDS)}",
                )
            else:
                lines = [_Line(reader.line_num, row) for row in reader]
        except (csv.Error, UnicodeDecodeError):
            unreadable = _unreadable(
                reader.line_num + 1, "bukan CSV dalam UTF-8", "this is not CSV in UTF-8"
            )
    if unreadable is not None:
        raise InputRefused([unreadable])
    return lines


def _unreadable(line: int, indonesian: str, english: str) -> Fault:
    return Fault(line, "header" if line == 1 else "line", Text(id=indonesian, en=english))


class _Line:
    """One line being read; what is wrong with it is collected, not raised."""

    def __init__(self, line: int, row: Mapping[str | None, object]) -> None:
        self.line = line
        self.faults: list[Fault] = []
        self.row = {str(field): str(value or "") for field, value in row.items()}
        if None in row or any(row[field] is None for field in FIELDS):
            self._fault("line", "jumlah kolom tidak sesuai", "the number of columns is wrong")

    def candidate(self) -> Candidate | None:
        """The candidate, or nothing where the line has faults."""
        if self.faults:
            return None
        number = self.row["number"]
        account = self._one_of("account", ("yes", "no", ""))
        reference = AccountReference(f"account-{number}") if number.isdigit() else None
        candidate = Candidate(
            number=number,
            person=self._person(number),
            site=self._one_of("site", SITES),
            label=self._read("label", Label) or Missing.NOT_ASKED,
            country=self._read("country", CountryCode),
            reason=self._read("reason", DeportationReason),
            document=self._read("document", TravelDocument),
            deported_on=self._read("deported_on", date.fromisoformat),
            arrived_at=self._read("arrived_at", lambda text: read_point_of_entry(text).code),
            health=self._read("health", HealthFinding),
            returned_by=self._one_of("returned_by", RETURNS),
            returned_on=self._read("returned_on", date.fromisoformat),
            guidance=self._one_of("guidance", ("completed", "missed", "none")),
            account=reference if account == "yes" else None,
            has_account={"yes": True, "no": False, "": None}.get(account),
            consent=self._one_of("consent", ("given", "declined", "")),
            given_elsewhere=self._read("given_elsewhere", AwardId),
            payment_returns=self._one_of("payment", ("", "returned-once")) == "returned-once",
            ending=self._one_of("ending", ("", *ENDINGS)),
        )
        self._check_whole(candidate)
        return None if self.faults else candidate

    def _person(self, number: str) -> Person:
        if not number.isdigit():
            self._fault("number", "harus berupa angka", "must be a number")
        return Person(
            PersonId(f"person-{number}" if number.isdigit() else "person-unknown"),
            name=self.row["name"] or None,
            birth=self._read("birth_date", date.fromisoformat),
            sex=self._read("sex", Sex),
            nik=self._read("nik", Nik.parse),
        )

    def _check_whole(self, candidate: Candidate) -> None:
        upstream = ("country", "reason", "document", "deported_on", "arrived_at", "health")
        if candidate.returned_by != "attested":
            for field in upstream:
                if not self.row[field]:
                    self._fault(field, "wajib diisi", "is needed unless the return is attested")
        if candidate.returned_by != "not-yet" and not self.row["returned_on"]:
            self._fault("returned_on", "wajib diisi", "is needed for somebody who has returned")

    def _read(self, field: str, reader: Callable[[str], T]) -> T | None:
        """The value of a field that may be empty."""
        if not self.row[field]:
            return None
        try:
            return reader(self.row[field])
        except (ReintegraError, ValueError):
            self._fault(field, "tidak dapat dibaca", "cannot be read")
            return None

    def _one_of(self, field: str, accepted: tuple[str, ...]) -> str:
        value = self.row[field]
        if value not in accepted:
            named = ", ".join(word for word in accepted if word)
            self._fault(field, f"pilih salah satu: {named}", f"choose one of: {named}")
        return value

    def _fault(self, field: str, indonesian: str, english: str) -> None:
        self.faults.append(Fault(self.line, field, Text(id=indonesian, en=english)))


def _repeated(lines: list[_Line]) -> Iterator[Fault]:
    seen: set[str] = set()
    for line in lines:
        number = line.row["number"]
        if number in seen:
            text = Text(id="nomor sudah dipakai", en="the number is used already")
            yield Fault(line.line, "number", text)
        seen.add(number)
