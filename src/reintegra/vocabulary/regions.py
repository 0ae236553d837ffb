"""Provinces, regencies and cities by the dotted codes of the Ministry of Home Affairs.

The tables are the package's own data (MIT licence, `data/regions_LICENSE.txt`); they are read
once, when first asked for. Codes retired when provinces were split still stand in old records
and in population numbers, so they are kept, each with the code that followed it.

>>> from reintegra.vocabulary.regions import region
>>> region("52.02").name
'Kabupaten Lombok Tengah'
"""

from __future__ import annotations

import csv
import re
from functools import cache
from importlib import resources
from types import MappingProxyType
from typing import TYPE_CHECKING, ClassVar, Final, Literal

import attrs

from reintegra.errors import InvalidValue, OutsideCoverage
from reintegra.vocabulary.checks import plain_text
from reintegra.vocabulary.texts import Worded

if TYPE_CHECKING:
    from collections.abc import Mapping

_SHAPE: Final = re.compile(r"[0-9]{2}(?:\.[0-9]{2})?")


class RegionKind(Worded):
    """What a region is: a province, or one of its two kinds of parts."""

    PROVINCE = "province", "provinsi", "province"
    REGENCY = "regency", "kabupaten", "regency"
    CITY = "city", "kota", "city"


@attrs.frozen(order=True)
class RegionCode:
    """A Kemendagri region code: `52` is a province, `52.02` a regency or city. Not a BPS code.

    A code that the tables do not hold is a code all the same: tables are never complete.

    Raises:
        InvalidValue: not two digits, or two and two with a dot.
        WrongType: not a plain text.
    """

    scheme: ClassVar[Literal["kemendagri"]] = "kemendagri"

    value: str

    def __attrs_post_init__(self) -> None:
        if not _SHAPE.fullmatch(plain_text("RegionCode", self.value)):
            raise InvalidValue("RegionCode", "form", "use 52 for a province, 52.02 for a regency")

    def __str__(self) -> str:
        return self.value

    @property
    def province(self) -> RegionCode:
        """The province that the code lies in; a province lies in itself."""
        return RegionCode(self.value[:2])


@attrs.frozen
class Region:
    """A province, regency or city as the newest table names it."""

    code: RegionCode
    name: str
    kind: RegionKind
    province: RegionCode


@attrs.frozen
class RetiredRegion:
    """A code that is no longer given out, and the code that followed it.

    `first_edition` and `last_edition` are the years of the tables that held it, both included.
    """

    code: RegionCode
    name: str
    province: RegionCode
    first_edition: int
    last_edition: int
    successor: RegionCode


def provinces() -> tuple[Region, ...]:
    """All provinces, by code."""
    return tuple(place for place in _regions().values() if place.kind is RegionKind.PROVINCE)


def regencies(province: RegionCode | str | None = None) -> tuple[Region, ...]:
    """All regencies and cities by code, or those of one province."""
    inside = None if province is None else _as_code(province)
    return tuple(
        place
        for place in _regions().values()
        if place.kind is not RegionKind.PROVINCE and inside in {None, place.province}
    )


def retired_codes() -> tuple[RetiredRegion, ...]:
    """All codes that are no longer given out."""
    return tuple(_retired().values())


def region(code: RegionCode | str) -> Region:
    """The region that has this code today.

    Raises:
        OutsideCoverage: the tables do not hold the code, or hold it as retired.
        InvalidValue: not a region code.
    """
    wanted = _as_code(code)
    found = _regions().get(wanted)
    if found is None:
        raise OutsideCoverage("region", wanted)
    return found


def find_region(code: RegionCode | str) -> Region | RetiredRegion | None:
    """What the tables know about a code: a region, a retired one, or nothing.

    Raises:
        InvalidValue: not a region code.
    """
    wanted = _as_code(code)
    return _regions().get(wanted) or _retired().get(wanted)


def _as_code(code: RegionCode | str) -> RegionCode:
    return code if isinstance(code, RegionCode) else RegionCode(code)


def _rows(table: str) -> list[dict[str, str]]:
    text = (
        resources.files("reintegra.vocabulary").joinpath("data", table).read_text(encoding="utf-8")
    )
    return list(csv.DictReader(text.splitlines()))


@cache
def _regions() -> Mapping[RegionCode, Region]:
    kinds = {"kabupaten": RegionKind.REGENCY, "kota": RegionKind.CITY}
    held: dict[RegionCode, Region] = {}
    for row in _rows("regions_provinces.csv"):
        code = RegionCode(row["code"])
        held[code] = Region(code, row["name"], RegionKind.PROVINCE, code)
    for row in _rows("regions_regencies.csv"):
        code = RegionCode(row["code"])
        held[code] = Region(code, row["name"], kinds[row["kind"]], RegionCode(row["province_code"]))
    return MappingProxyType(held)


@cache
def _retired() -> Mapping[RegionCode, RetiredRegion]:
    return MappingProxyType(
        {
            (code := RegionCode(row["code"])): RetiredRegion(
                code=code,
                name=row["name"],
                province=RegionCode(row["province_code"]),
                first_edition=int(row["first_edition"]),
                last_edition=int(row["last_edition"]),
                successor=RegionCode(row["successor_code"]),
            )
            for row in _rows("regions_retired_codes.csv")
        }
    )
