"""Identifiers say which one is meant, and can never be somebody's number."""

from __future__ import annotations

import pickle
import re
from datetime import date
from typing import Any

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from reintegra.errors import InvalidValue, WrongType
from reintegra.vocabulary import identifiers
from reintegra.vocabulary.identifiers import (
    AccountReference,
    ActorId,
    AwardId,
    CaseId,
    Code,
    CommandKey,
    CountryCode,
    Digest,
    Identifier,
    PaymentId,
    PersonId,
    ProgrammeId,
    RecordNumber,
    SiteId,
)
from reintegra.vocabulary.sex import Sex
from tests.vocabulary.given import assert_silent

FREE = [
    PersonId,
    CaseId,
    ActorId,
    ProgrammeId,
    SiteId,
    AwardId,
    PaymentId,
    AccountReference,
    RecordNumber,
    CommandKey,
]
EVERY: list[type[Identifier]] = [Identifier, *FREE, Code, CountryCode, Digest]
SEPARATORS = st.sampled_from([*"._:/-", "--"])
GROUPS = st.lists(st.integers(1, 8), min_size=2, max_size=16)


@pytest.mark.parametrize("kind", FREE)
@pytest.mark.parametrize(
    "value",
    [
        "a",
        "p-00012",
        "case-2019-10-31-0001",
        "case-52.02-0340",
        "case-2019-00012",
        "2019-10-31/52.02/0001a",
        "BAST/52.02/2019/0001",
        "award:2019-10-01/2019-10-31",
        "7f3c9a1e-0b4d-4c8e-9a55-1d2e3f4a5b6c",
        "x" * 64,
    ],
)
def test_what_systems_use_as_identifiers_is_taken(kind: type[Identifier], value: str) -> None:
    """Serial numbers, dates, region codes and UUIDs with letters."""
    assert value == str(kind(value)) == kind(value).value


@pytest.mark.parametrize("kind", EVERY)
@pytest.mark.parametrize(
    "value",
    ["", "x" * 65, "-a", ".a", "a b", "a\n", "\u00e9a", "a\u0661", "a+b", "Peserta Contoh 001"],
)
def test_another_form_is_refused_silently(kind: type[Identifier], value: str) -> None:
    """A name is no identifier, and the error does not repeat it."""
    with pytest.raises(InvalidValue) as refused:
        kind(value)
    assert (kind.__name__, "form") == (refused.value.field, refused.value.code)
    assert_silent(refused.value, value)


@pytest.mark.parametrize("value", ["1", "00012", "2019-10-31", "3171011708450001", "0812-345"])
@pytest.mark.parametrize("kind", FREE)
def test_a_number_alone_is_no_identifier(kind: type[Identifier], value: str) -> None:
    """A letter is needed."""
    with pytest.raises(InvalidValue) as refused:
        kind(value)
    assert_silent(refused.value, value)


@pytest.mark.parametrize(
    "value",
    [
        "p9999014102900001",
        "nik:9999.0141.0290.0001",
        "nik/9999-0141-0290-0001",
        "a9999.0141.1990.0001",
        "a99.99.01.41.02.90.00.01",
        "x081234567890",
        "tel-0812-3456-7890",
        "acc:123456789",
        "1-2-3-4-5-6-7-8-9-0x",
        "2019/2020/123456x",
        "2019-10-01/2019-10-31/2019-11-30x",
    ],
)
@pytest.mark.parametrize("kind", [*FREE, Identifier])
def test_a_personal_number_is_no_identifier_however_it_is_grouped(
    kind: type[Identifier], value: str
) -> None:
    """A NIK, a telephone or an account number, with a letter before or after it."""
    with pytest.raises(InvalidValue) as refused:
        kind(value)
    assert "digits" == refused.value.code
    assert_silent(refused.value, value)


@given(st.text("0123456789", min_size=16, max_size=16), GROUPS, SEPARATORS)
def test_no_nik_passes_in_any_grouping(digits: str, sizes: list[int], separator: str) -> None:
    """Sixteen digits under a letter are refused, unless they are written as whole days."""
    groups: list[str] = []
    for size in sizes:
        groups.append(digits[:size])
        digits = digits[size:]
    value = "p" + separator.join([*groups, digits]).rstrip(separator)
    assume(len(value) <= 64)
    assume(not re.search(r"(19|20)\d\d-[01]\d-[0-3]\d", value))
    with pytest.raises(InvalidValue):
        PersonId(value)


def test_the_guard_has_a_known_limit() -> None:
    """A telephone with a group that looks like a year passes, and the module says so."""
    number = "0812-1950-12345"
    assert f"p-{number}" == str(PersonId(f"p-{number}"))
    assert number in str(identifiers.__doc__)
    with pytest.raises(InvalidValue):
        PersonId("p-0812-3950-12345")


@given(st.integers(0, 99_999), st.dates(date(1900, 1, 1), date(2099, 12, 31)))
def test_a_day_and_a_serial_number_pass(serial: int, day: date) -> None:
    """A day from 1900 to 2099 between two letters is not counted."""
    value = f"round-{day.isoformat()}-{serial:05d}"
    assert value == str(CaseId(value))


@pytest.mark.parametrize("value", [1, b"p-1", None, Sex.MALE, PersonId("p-1")])
@pytest.mark.parametrize("kind", EVERY)
def test_an_identifier_is_made_of_a_plain_text(kind: type[Identifier], value: object) -> None:
    """Not of a number, nor of another identifier."""
    wrong: Any = value
    with pytest.raises(WrongType) as refused:
        kind(wrong)
    assert kind.__name__ == refused.value.field


def test_each_kind_is_a_type_of_its_own() -> None:
    """A case is never a person, whatever they are made of."""
    made: list[Any] = [kind("same") for kind in (Identifier, *FREE, Code)]
    equal = [(one, other) for one in made for other in made if one == other]
    assert [(one, one) for one in made] == equal
    assert len(made) == len(set(made))
    assert made[0] != "same"


def test_identifiers_of_one_kind_are_ordered() -> None:
    """By their characters; kinds are not ordered among each other."""
    ids = [PersonId("p-2"), PersonId("p-10"), PersonId("P-3")]
    assert [PersonId("P-3"), PersonId("p-10"), PersonId("p-2")] == sorted(ids)
    case: Any = CaseId("p-1")
    with pytest.raises(TypeError):
        sorted([PersonId("p-2"), case])


def test_an_identifier_is_frozen_and_survives_a_pickle() -> None:
    """It can be a key anywhere."""
    identifier: Any = PersonId("p-1")
    with pytest.raises(AttributeError):
        identifier.value = "p-2"
    again = pickle.loads(pickle.dumps(identifier))  # noqa: S301 - the bytes were made on this line
    assert identifier == again
    assert hash(identifier) == hash(again)
    assert not hasattr(identifier, "__dict__")


@pytest.mark.parametrize("value", ["a", "debt-trap", "60-days", "x" * 64])
def test_a_code_is_kebab_case(value: str) -> None:
    """Lower case, joined by single hyphens."""
    assert value == str(Code(value))


@pytest.mark.parametrize(
    "value", ["Debt", "debt_trap", "debt--trap", "debt-", "a.b", "60", "x" * 65]
)
def test_what_is_not_kebab_case_is_no_code(value: str) -> None:
    """One word has one spelling."""
    with pytest.raises(InvalidValue):
        Code(value)


def test_a_code_is_no_personal_number_either() -> None:
    """The rule of all identifiers holds."""
    with pytest.raises(InvalidValue) as refused:
        Code("x9999-0141-0290-0001")
    assert "digits" == refused.value.code


def test_a_country_is_two_capitals() -> None:
    """NA is Namibia, not a missing value."""
    assert ["MY", "NA"] == [str(CountryCode(value)) for value in ("MY", "NA")]
    for value in ("my", "MYS", "M", "M1"):
        with pytest.raises(InvalidValue):
            CountryCode(value)


@pytest.mark.parametrize("value", ["0f" * 32, "0123456789abcdef" * 4, "1" * 64])
def test_a_digest_is_taken_whatever_digits_it_has(value: str) -> None:
    """Nobody's number has 64 digits, and a digest has no form but that."""
    assert value == str(Digest(value))


@pytest.mark.parametrize("value", ["0F" * 32, "0f" * 31, "0f" * 33, "0g" * 32])
def test_anything_but_a_digest_is_none(value: str) -> None:
    """Upper case, other lengths and other letters."""
    with pytest.raises(InvalidValue) as refused:
        Digest(value)
    assert ("Digest", "form") == (refused.value.field, refused.value.code)
    assert_silent(refused.value, value)
