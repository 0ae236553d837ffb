"""A person is known by an identifier; everything else about a person is sensitive.

The register that holds persons belongs to the embedding application. Nothing but the identifier
is ever shown: not in a `repr`, not in a text, not in an error. Every other field may be unknown,
for a person without documents is a person.

>>> from reintegra.vocabulary.identifiers import PersonId
>>> from reintegra.vocabulary.people import Person
>>> Person(PersonId("p-001"), name="Peserta Contoh 001")
Person(p-001)
"""

from __future__ import annotations

from datetime import date

import attrs

from reintegra.errors import InvalidValue
from reintegra.vocabulary.calendar import as_day, as_optional_day, has_reached_age
from reintegra.vocabulary.checks import instance_of, optional, plain_text
from reintegra.vocabulary.identifiers import PersonId
from reintegra.vocabulary.nik import Nik
from reintegra.vocabulary.sex import Sex

__all__ = ["BankAccount", "Contact", "Person", "Sex"]


def _as_birth(value: date | None) -> date | None:
    return as_optional_day(value, "birth")


def _check_words(field: str, value: object) -> None:
    if not plain_text(field, value).strip():
        raise InvalidValue(field, "empty", "leave out what is unknown")


@attrs.frozen(repr=False)
class BankAccount:
    """A bank account with its real number, as the register holds it; never shown.

    Raises:
        InvalidValue: a part is empty.
        WrongType: a part is not a text.
    """

    bank: str
    number: str
    holder: str

    def __attrs_post_init__(self) -> None:
        for field in ("bank", "number", "holder"):
            _check_words(f"BankAccount.{field}", getattr(self, field))

    def __repr__(self) -> str:
        return "BankAccount(...)"


@attrs.frozen(repr=False)
class Contact:
    """How a person can be reached; never shown.

    Raises:
        InvalidValue: a part is empty: leave it out instead.
        WrongType: a part is not a text.
    """

    telephone: str | None = None
    address: str | None = None

    def __attrs_post_init__(self) -> None:
        for field in ("telephone", "address"):
            if getattr(self, field) is not None:
                _check_words(f"Contact.{field}", getattr(self, field))

    def __repr__(self) -> str:
        return "Contact(...)"


@attrs.frozen(repr=False)
class Person:
    """Who someone is, as far as it is known; only the identifier is ever shown.

    Raises:
        InvalidValue: an empty name: leave it out instead.
        WrongType: a field of another type; the value is not repeated.
    """

    id: PersonId
    name: str | None = None
    birth: date | None = attrs.field(default=None, converter=_as_birth)
    sex: Sex | None = None
    nik: Nik | None = None
    contact: Contact | None = None
    account: BankAccount | None = None

    def __attrs_post_init__(self) -> None:
        instance_of(PersonId, "Person.id", self.id)
        if self.name is not None:
            _check_words("Person.name", self.name)
        optional(Sex, "Person.sex", self.sex)
        optional(Nik, "Person.nik", self.nik)
        optional(Contact, "Person.contact", self.contact)
        optional(BankAccount, "Person.account", self.account)

    def __repr__(self) -> str:
        return f"Person({self.id})"

    def has_reached_age(self, years: int, on: date) -> bool | None:
        """Whether the person is so many years old on a day; unknown without a date of birth.

        Raises:
            InvalidValue: a negative age.
            WrongType: not a whole number, or not a day.
        """
        day = as_day(on)
        return None if self.birth is None else has_reached_age(self.birth, years, day)
