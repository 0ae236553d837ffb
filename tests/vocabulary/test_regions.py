"""Provinces, regencies and cities, and the codes that are retired."""

from __future__ import annotations

from importlib import resources
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reintegra.errors import InvalidValue, OutsideCoverage, WrongType
from reintegra.vocabulary.regions import (
    Region,
    RegionCode,
    RegionKind,
    RetiredRegion,
    find_region,
    provinces,
    regencies,
    region,
    retired_codes,
)


def test_the_tables_are_complete() -> None:
    """38 provinces, 514 regencies and cities, 26 retired codes, each once."""
    assert (38, 514, 26) == (len(provinces()), len(regencies()), len(retired_codes()))
    every = [place.code for place in (*provinces(), *regencies())]
    every += [place.code for place in retired_codes()]
    assert 38 + 514 + 26 == len(set(every))
    assert (416, 98) == tuple(
        sum(place.kind is kind for place in regencies())
        for kind in (RegionKind.REGENCY, RegionKind.CITY)
    )


def test_every_regency_lies_in_a_province() -> None:
    """Its own two digits say which."""
    known = {place.code for place in provinces()}
    assert [] == [place for place in regencies() if place.province not in known]
    assert [] == [place for place in regencies() if place.code.province != place.province]
    assert [] == [place for place in provinces() if place.code != place.province]


def test_every_retired_code_was_followed_by_one_that_holds() -> None:
    """The regency stayed, under a new number."""
    assert [] == [
        old for old in retired_codes() if not isinstance(find_region(old.successor), Region)
    ]
    assert [] == [old for old in retired_codes() if old.code.province != old.province]
    assert [] == [old for old in retired_codes() if old.first_edition > old.last_edition]


def test_the_seed_sites_are_found() -> None:
    """Lombok Tengah and Lombok Barat."""
    assert ["Kabupaten Lombok Tengah", "Kabupaten Lombok Barat"] == [
        region(code).name for code in ("52.02", "52.01")
    ]
    assert Region(
        RegionCode("52"), "Nusa Tenggara Barat", RegionKind.PROVINCE, RegionCode("52")
    ) == region("52")
    assert RegionKind.CITY is region("52.71").kind


def test_codes_are_those_of_the_ministry_of_home_affairs() -> None:
    """11.01 is Aceh Selatan; Simeulue is that of another list."""
    assert "Kabupaten Aceh Selatan" == region("11.01").name
    assert "kemendagri" == RegionCode("11.01").scheme


def test_a_code_is_found_as_a_code_or_as_a_text() -> None:
    """What is retired is found as retired."""
    assert region("52.02") is region(RegionCode("52.02")) is find_region("52.02")
    retired = find_region("92.01")
    assert isinstance(retired, RetiredRegion)
    assert ("96.01", 2018, 2023) == (
        str(retired.successor),
        retired.first_edition,
        retired.last_edition,
    )
    assert find_region("31.99") is None


@pytest.mark.parametrize("code", ["31.99", "92.01", "99"])
def test_a_code_that_is_not_given_out_has_no_region(code: str) -> None:
    """Neither an unknown nor a retired one."""
    with pytest.raises(OutsideCoverage) as refused:
        region(code)
    assert RegionCode(code) == refused.value.key


def test_regencies_of_one_province() -> None:
    """By its code, and none of another."""
    inside = regencies("52")
    assert 10 == len(inside)
    assert {RegionCode("52")} == {place.province for place in inside}
    assert inside == regencies(RegionCode("52"))
    assert () == regencies("99")


@given(st.from_regex(r"[0-9]{2}(\.[0-9]{2})?", fullmatch=True))
def test_a_code_need_not_be_in_the_tables(value: str) -> None:
    """Tables are never complete."""
    code = RegionCode(value)
    assert value == str(code)
    assert value[:2] == str(code.province) == str(code.province.province)


@pytest.mark.parametrize(
    "value", ["", "5", "520", "5202", "52.2", "52.02.01", "52.", "AB", "\u0665\u0662", "52\n"]
)
def test_another_form_is_no_region_code(value: str) -> None:
    """Two digits, or two and two with a dot."""
    for use in (RegionCode, region, find_region, regencies):
        with pytest.raises(InvalidValue):
            use(value)


@pytest.mark.parametrize("value", [52, 52.02, None, b"52"])
def test_a_region_code_is_made_of_a_text(value: object) -> None:
    """A number loses its zeros."""
    wrong: Any = value
    with pytest.raises(WrongType):
        RegionCode(wrong)


def test_region_codes_are_ordered() -> None:
    """A province stands before its parts, and the tables stand in order."""
    assert [RegionCode("52"), RegionCode("52.01"), RegionCode("53")] == sorted(
        map(RegionCode, ("53", "52.01", "52"))
    )
    assert sorted(place.code for place in regencies()) == [place.code for place in regencies()]


def test_the_tables_come_with_their_licence() -> None:
    """In the package itself."""
    data = resources.files("reintegra.vocabulary").joinpath("data", "regions_LICENSE.txt")
    assert "MIT License" in data.read_text(encoding="utf-8")
