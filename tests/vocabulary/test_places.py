"""Points of arrival, by either of the two words."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reintegra.errors import OutsideCoverage, WrongType
from reintegra.vocabulary.identifiers import Code
from reintegra.vocabulary.places import (
    POINTS_OF_ENTRY,
    EntryKind,
    PointOfEntry,
    read_point_of_entry,
)
from tests.vocabulary.given import assert_silent

OWN = PointOfEntry(Code("pelabuhan-contoh"), "Pelabuhan Contoh")
BEFORE = st.sampled_from(["", "embarkasi ", "Debarkasi ", "TITIK DEBARKASI ", "titik embarkasi  "])


def test_the_points_that_sources_name() -> None:
    """Each once, each with its source, and a kind only where one is stated."""
    kinds = {str(point.code): point.kind for point in POINTS_OF_ENTRY}
    assert {
        "tanjung-pinang": None,
        "pontianak": None,
        "entikong": EntryKind.LAND,
        "nunukan": EntryKind.SEA,
        "dumai": EntryKind.SEA,
        "batam-center": None,
    } == kinds
    assert [] == [point for point in POINTS_OF_ENTRY if point.source is None]


@given(
    st.sampled_from(POINTS_OF_ENTRY),
    BEFORE,
    st.booleans(),
    st.sampled_from([str.upper, str.lower, str.title]),
)
def test_a_point_is_read_by_code_or_name(
    point: PointOfEntry,
    before: str,
    by_code: bool,
    case: Any,
) -> None:
    """In capitals or not, after embarkasi or debarkasi or neither."""
    written = case(before + (str(point.code) if by_code else point.name))
    assert point is read_point_of_entry(f" {written}\n")


@pytest.mark.parametrize(
    "text",
    [
        "",
        "embarkasi",
        "titik debarkasi",
        "Peserta Contoh 001",
        "pontianakk",
        "debarkasi debarkasi pontianak",
        "pontianak" + " " * 300,
    ],
)
def test_an_unknown_point_is_not_guessed_nor_repeated(text: str) -> None:
    """Somebody may have typed a name there."""
    with pytest.raises(OutsideCoverage) as refused:
        read_point_of_entry(text)
    assert_silent(refused.value, text)


def test_an_endless_text_is_answered_at_once() -> None:
    """Its length alone decides."""
    with pytest.raises(OutsideCoverage):
        read_point_of_entry("pontianak " * 1_000_000)


def test_an_application_brings_its_own_points() -> None:
    """Names are data."""
    assert OWN is read_point_of_entry("Debarkasi Pelabuhan Contoh", among=[OWN])
    with pytest.raises(OutsideCoverage):
        read_point_of_entry("Pontianak", among=[OWN])


@pytest.mark.parametrize(
    ("field", "value"),
    [("code", "dumai"), ("name", 1), ("kind", "sea"), ("source", "Antara")],
)
def test_a_point_is_made_of_its_types(field: str, value: object) -> None:
    """The field that is wrong is named."""
    wrong: Any = {"code": Code("dumai"), "name": "Dumai", field: value}
    with pytest.raises(WrongType) as refused:
        PointOfEntry(**wrong)
    assert f"PointOfEntry.{field}" == refused.value.field


def test_a_point_is_read_from_a_text() -> None:
    """A code object is not a text."""
    wrong: Any = Code("dumai")
    with pytest.raises(WrongType):
        read_point_of_entry(wrong)
