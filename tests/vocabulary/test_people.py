"""A person is known by an identifier; nothing else is ever shown."""

from __future__ import annotations

import traceback
from datetime import UTC, date, datetime
from typing import Any

import attrs
import pendulum
import pytest

from reintegra.errors import InvalidValue, WrongType
from reintegra.vocabulary.identifiers import CaseId, PersonId
from reintegra.vocabulary.nik import Nik
from reintegra.vocabulary.people import BankAccount, Contact, Person, Sex
from tests.vocabulary.given import assert_silent

NAME = "Peserta Contoh 001"
NUMBER = "0000111122223333"
TELEPHONE = "+620000000001"
ADDRESS = "Jalan Contoh 1, Desa Contoh"
DIGITS = "9999014102900001"
BIRTH = date(1990, 2, 1)
ACCOUNT = BankAccount("Bank Contoh", NUMBER, NAME)
CONTACT = Contact(TELEPHONE, ADDRESS)
PERSON = Person(PersonId("p-001"), NAME, BIRTH, Sex.FEMALE, Nik(DIGITS), CONTACT, ACCOUNT)
SECRETS = (NAME, NUMBER, TELEPHONE, ADDRESS, DIGITS, "1990", "female", "FEMALE", "Contoh")


@pytest.mark.parametrize(
    "value", [PERSON, ACCOUNT, CONTACT, PERSON.nik], ids=lambda v: type(v).__name__
)
def test_nothing_sensitive_is_shown(value: object) -> None:
    """In no way in which Python turns a value into words."""
    forms = (repr(value), str(value), f"{value}", f"{value!r:>5}", repr([value]), repr({1: value}))
    shown = " ".join(forms)
    assert [] == [secret for secret in SECRETS if secret in shown]


def test_a_person_is_shown_by_the_identifier() -> None:
    """So that a log can be followed."""
    assert "Person(p-001)" == repr(PERSON) == str(PERSON)


def test_only_the_identifier_is_needed() -> None:
    """A person without documents is a person."""
    person = Person(PersonId("p-001"))
    unknown = {field.name: getattr(person, field.name) for field in attrs.fields(Person)}
    assert {"id": PersonId("p-001")} == {
        name: value for name, value in unknown.items() if value is not None
    }


def test_every_field_is_held() -> None:
    """The register reads back what it wrote."""
    fields = (
        PERSON.id,
        PERSON.name,
        PERSON.birth,
        PERSON.sex,
        PERSON.nik,
        PERSON.contact,
        PERSON.account,
    )
    assert (PersonId("p-001"), NAME, BIRTH, Sex.FEMALE, Nik(DIGITS), CONTACT, ACCOUNT) == fields
    assert ("Bank Contoh", NUMBER, NAME) == (ACCOUNT.bank, ACCOUNT.number, ACCOUNT.holder)
    assert (TELEPHONE, ADDRESS) == (CONTACT.telephone, CONTACT.address)


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("id", "p-001"),
        ("id", CaseId("p-001")),
        ("name", 1),
        ("birth", "1990-02-01"),
        ("birth", datetime(1990, 2, 1, 8, tzinfo=UTC)),
        ("sex", "female"),
        ("nik", DIGITS),
        ("contact", TELEPHONE),
        ("account", NUMBER),
    ],
)
def test_a_field_of_another_type_is_refused_silently(field: str, value: object) -> None:
    """The field is named, the value is not."""
    wrong: Any = {"id": PersonId("p-001"), field: value}
    with pytest.raises(WrongType) as refused:
        Person(**wrong)
    assert refused.value.field.endswith(field)
    assert_silent(refused.value, str(value))


@pytest.mark.parametrize(
    "make",
    [
        lambda words: Person(PersonId("p-001"), name=words),
        lambda words: Contact(telephone=words),
        lambda words: Contact(address=words),
        lambda words: BankAccount(words, NUMBER, NAME),
        lambda words: BankAccount("Bank Contoh", words, NAME),
        lambda words: BankAccount("Bank Contoh", NUMBER, words),
    ],
)
def test_an_unknown_part_is_left_out_and_not_left_empty(make: Any) -> None:
    """An empty text is neither a name nor unknown."""
    for words in ("", " \t"):
        with pytest.raises(InvalidValue) as refused:
            make(words)
        assert "empty" == refused.value.code
    with pytest.raises(WrongType):
        make(17)
    assert make("NA") == make("NA")


def test_an_account_is_complete() -> None:
    """There is no account without a number."""
    wrong: Any = None
    with pytest.raises(WrongType):
        BankAccount("Bank Contoh", wrong, NAME)
    assert (None, None) == (Contact().telephone, Contact().address)


def test_a_name_is_what_was_written() -> None:
    """None of these is a missing value, a truth value, a number or a date."""
    names = ["NA", "None", "TRUE", "1E5"]
    assert names == [Person(PersonId("p-001"), name=name).name for name in names]


def test_adulthood_is_unknown_without_a_date_of_birth() -> None:
    """Unknown is not no."""
    assert Person(PersonId("p-001")).has_reached_age(18, on=date(2019, 10, 31)) is None
    assert PERSON.has_reached_age(18, on=date(2008, 2, 1)) is True
    assert PERSON.has_reached_age(18, on=date(2008, 1, 31)) is False


def test_a_day_is_asked_for_even_where_the_answer_is_unknown() -> None:
    """A misuse does not hide behind a missing date."""
    wrong: Any = "2019-10-31"
    with pytest.raises(WrongType):
        Person(PersonId("p-001")).has_reached_age(18, on=wrong)


def test_a_pendulum_birth_ends_as_a_plain_day() -> None:
    """It can be stored anywhere."""
    person = Person(PersonId("p-001"), birth=pendulum.date(1990, 2, 1))
    assert (date, BIRTH) == (type(person.birth), person.birth)
    assert person.has_reached_age(18, on=pendulum.date(2019, 10, 31))


def test_a_person_is_frozen_and_the_refusal_is_silent() -> None:
    """Nobody changes a person in passing, and the attempt shows nothing."""
    person: Any = PERSON
    with pytest.raises(attrs.exceptions.FrozenInstanceError) as refused:
        person.name = NAME
    shown = "".join(traceback.format_exception_only(refused.value))
    assert NAME not in shown
    assert attrs.evolve(PERSON, name="Peserta Contoh 002").name == "Peserta Contoh 002"
