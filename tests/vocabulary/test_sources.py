"""Where rules and numbers stand."""

from __future__ import annotations

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
