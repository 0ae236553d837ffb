"""A candidate of the roster, the columns that say what is known, and a fault in one of them."""

from __future__ import annotations

from datetime import date
from typing import Final

import attrs

from reintegra.chain.deportation import DeportationReason, HealthFinding, Label, TravelDocument
from reintegra.rules import Missing
from reintegra.vocabulary import AccountReference, AwardId, Code, CountryCode, Person, Text

FIELDS: Final = (
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
SITES: Final = ("lombok-tengah", "lombok-barat")
ATTESTED: Final = "attested"
NOT_YET: Final = "not-yet"
RETURNS: Final = (
    "family",
    "substitute-family",
    "social-service",
    "unassisted",
    ATTESTED,
    NOT_YET,
)
ENDINGS: Final = ("refused", "absconded", "left", "died", "not-a-victim", "reopened")


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

    line: int
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
