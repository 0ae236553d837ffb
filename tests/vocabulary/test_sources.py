"""Where rules and numbers stand."""

from __future__ import annotations

from typing import Any

import pytest

from reintegra.errors import InvalidValue, WrongType
from reintegra.vocabulary.sources import Source, Standing


def test_a_source_is_cited_with_its_article() -> None:
    """As people cite it."""
    assert "UU 21/2007, art. 52" == str(Source("UU 21/2007", "art. 52"))


def test_a_source_without_articles_is_cited_by_its_name() -> None:
    """No comma is left over."""
    assert "Antara, August 2020" == str(Source("Antara, August 2020"))


def test_a_source_is_confirmed_unless_said_otherwise() -> None:
    """The three standings are apart."""
    assert Standing.CONFIRMED is Source("UU 21/2007").standing
    assert ["confirmed", "secondary", "derived"] == [str(standing) for standing in Standing]


@pytest.mark.parametrize("instrument", ["", " ", "\n\t"])
def test_a_source_without_an_instrument_is_none(instrument: str) -> None:
    """A number that stands nowhere is an assumption, and never looks like a cited one."""
    with pytest.raises(InvalidValue) as refused:
        Source(instrument, "art. 52")
    assert ("Source.instrument", "empty") == (refused.value.field, refused.value.code)


@pytest.mark.parametrize("field", ["instrument", "article", "address", "standing"])
@pytest.mark.parametrize("value", [None, 52, b"UU 21/2007", "confirmed", Standing.DERIVED])
def test_a_source_is_made_of_texts_and_a_standing(field: str, value: object) -> None:
    """The field that is wrong is named; the code of a standing is not yet a standing."""
    fits = isinstance(value, Standing) if field == "standing" else type(value) is str
    fields: dict[str, Any] = {"instrument": "UU 21/2007", field: value}
    if fits:
        assert value == getattr(Source(**fields), field)
        return
    with pytest.raises(WrongType) as refused:
        Source(**fields)
    assert f"Source.{field}" == refused.value.field


def test_a_standing_reads_in_both_languages() -> None:
    """Who reads a rule reads how well its source is known."""
    assert ("Dibaca sendiri", "Read itself") == (
        Standing.CONFIRMED.text("id"),
        Standing.CONFIRMED.text("en"),
    )
