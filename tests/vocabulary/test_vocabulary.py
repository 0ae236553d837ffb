"""The package as a whole: what it offers, and what none of it shows."""

from __future__ import annotations

import enum
from types import FunctionType

from reintegra import vocabulary
from reintegra.vocabulary.texts import Worded


def test_the_names_are_those_that_are_there() -> None:
    """Every name of the list, each once."""
    assert len(vocabulary.__all__) == len(set(vocabulary.__all__))
    assert [] == [name for name in vocabulary.__all__ if not hasattr(vocabulary, name)]


def test_every_name_says_what_it_is() -> None:
    """Classes and functions have a first line that states a fact."""
    named = [getattr(vocabulary, name) for name in vocabulary.__all__]
    described = [one for one in named if isinstance(one, (type, FunctionType))]
    assert [] == [one for one in described if not (one.__doc__ or "").strip()]


def test_every_closed_set_is_read_in_both_languages() -> None:
    """By every member, each with a code and words of its own."""
    sets = [
        one
        for one in (getattr(vocabulary, name) for name in vocabulary.__all__)
        if isinstance(one, enum.EnumMeta) and issubclass(one, Worded) and one is not Worded
    ]
    assert 6 == len(sets)
    for closed in sets:
        texts = [member.text for member in closed]
        assert (
            len(texts) == len({text("id") for text in texts}) == len({text("en") for text in texts})
        )
