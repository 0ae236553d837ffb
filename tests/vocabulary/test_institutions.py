"""Kinds of institutions are closed; their names change with the years."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pendulum
import pytest
from hypothesis import given
from hypothesis import strategies as st

from reintegra.errors import Conflict, InvalidValue, OutsideCoverage, WrongType
from reintegra.vocabulary.identifiers import ActorId, PersonId
from reintegra.vocabulary.institutions import (
    Institution,
    InstitutionKind,
    NamedFrom,
    RequesterKind,
)
from reintegra.vocabulary.regions import RegionCode

DAY = date(2030, 1, 1)
NAMES = (NamedFrom("Nama Lama"), NamedFrom("Nama Baru", DAY))
PARTS: dict[str, Any] = {
    "id": ActorId("agency"),
    "kind": InstitutionKind.MIGRANT_WORKER_AGENCY,
    "names": NAMES,
    "region": RegionCode("52"),
}


def test_six_kinds_of_people_may_ask_for_the_rights_of_a_victim() -> None:
    """UU 21/2007 article 51(2)."""
    assert ["victim", "family", "friend", "police", "volunteer-companion", "social-worker"] == [
        str(kind) for kind in RequesterKind
    ]


@pytest.mark.parametrize(
    ("code", "word"),
    [
        ("ministry-of-social-affairs", "Kemensos"),
        ("provincial-social-office", "Dinas Sosial provinsi"),
        ("regency-social-office", "Dinas Sosial kabupaten"),
        ("social-welfare-institution", "LKS"),
        ("protection-house", "RPTC"),
        ("mission-abroad", "perwakilan RI"),
        ("return-task-force", "Satgas Pemulangan"),
        ("port-health-office", "KKP"),
        ("witness-protection-agency", "LPSK"),
    ],
)
def test_kinds_carry_the_official_words(code: str, word: str) -> None:
    """So that officials recognise them."""
    assert word in InstitutionKind(code).text("id")


def test_a_name_is_borne_from_its_day_on() -> None:
    """The day before, the old one."""
    agency = Institution(**PARTS)
    assert "Nama Lama" == agency.name_at(DAY - timedelta(days=1)) == agency.name_at(date.min)
    assert "Nama Baru" == agency.name_at(DAY) == agency.name_at(pendulum.date(2031, 1, 1))


def test_before_its_first_name_an_institution_has_none() -> None:
    """It is not told under the name that it got later."""
    agency = Institution(**{**PARTS, "names": [NamedFrom("Nama Baru", DAY)]})
    with pytest.raises(OutsideCoverage):
        agency.name_at(DAY - timedelta(days=1))


@given(st.lists(st.dates(), min_size=1, unique=True), st.dates())
def test_the_newest_name_that_has_begun_is_borne(days: list[date], on: date) -> None:
    """In whatever order the names were given."""
    names = [NamedFrom(day.isoformat(), day) for day in days]
    agency = Institution(**{**PARTS, "names": names})
    begun = [day for day in days if day <= on]
    if begun:
        assert max(begun).isoformat() == agency.name_at(on)
    else:
        with pytest.raises(OutsideCoverage) as refused:
            agency.name_at(on)
        assert on == refused.value.key


def test_names_are_kept_in_order_and_frozen() -> None:
    """A list that is changed later does not reach inside."""
    given_names = list(reversed(NAMES))
    agency = Institution(**{**PARTS, "names": given_names})
    given_names.clear()
    assert NAMES == agency.names
    assert hash(agency) == hash(Institution(**PARTS))


def test_an_institution_has_a_name() -> None:
    """At least one, and never an empty one."""
    with pytest.raises(InvalidValue):
        Institution(**{**PARTS, "names": ()})
    with pytest.raises(InvalidValue):
        NamedFrom(" ")


@pytest.mark.parametrize("day", [None, DAY])
def test_two_names_do_not_begin_on_one_day(day: date | None) -> None:
    """One of them must be wrong."""
    with pytest.raises(Conflict) as refused:
        Institution(**{**PARTS, "names": (NamedFrom("Satu", day), NamedFrom("Dua", day))})
    assert ("two-names", ActorId("agency")) == (refused.value.code, refused.value.key)


@pytest.mark.parametrize(
    ("field", "value"),
    [("id", PersonId("agency")), ("kind", "carrier"), ("names", ["Nama"]), ("region", "52")],
)
def test_an_institution_is_made_of_its_types(field: str, value: object) -> None:
    """The field that is wrong is named."""
    with pytest.raises(WrongType) as refused:
        Institution(**{**PARTS, field: value})
    assert f"Institution.{field}" == refused.value.field


def test_a_name_is_a_text_and_its_beginning_a_day() -> None:
    """A pendulum day ends as a plain one."""
    assert date is type(NamedFrom("Nama", pendulum.date(2030, 1, 1)).since)
    wrong: Any = 2030
    with pytest.raises(WrongType):
        NamedFrom(wrong)
    with pytest.raises(WrongType):
        NamedFrom("Nama", wrong)


def test_a_region_is_not_needed() -> None:
    """A ministry has none."""
    assert Institution(ActorId("agency"), PARTS["kind"], NAMES).region is None
