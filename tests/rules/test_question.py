"""What a rule asks, and which answers it takes."""

from __future__ import annotations

import re
from collections import defaultdict
from datetime import UTC, date, datetime
from enum import IntEnum, StrEnum
from typing import Any

import attrs
import pendulum
import pytest

from reintegra.errors import InvalidValue, WrongType
from reintegra.rules import Fact, Missing, Outcome, Question
from reintegra.vocabulary.money import Money, idr
from reintegra.vocabulary.texts import Text, Worded
from tests.rules.notation import fact, words


class Colour(Worded):
    """An enumeration for the tests."""

    RED = "red", "Merah", "Red"
    BLUE = "blue", "Biru", "Blue"


class Plain(StrEnum):
    """An enumeration without words, with a code that another has too."""

    RED = "red"


class Level(IntEnum):
    """Whole numbers with names."""

    ONE = 1


GOOD: tuple[tuple[type[Any], object], ...] = (
    (bool, True),
    (int, 10**30),
    (str, "02.04"),
    (date, date(2019, 10, 31)),
    (Money, idr(960_000)),
    (Colour, Colour.BLUE),
    (Plain, Plain.RED),
)
BAD: tuple[tuple[type[Any], object], ...] = (
    (bool, 1),
    (bool, "true"),
    (int, True),
    (int, "18"),
    (int, 18.0),
    (int, Level.ONE),
    (str, 5),
    (str, Colour.RED),
    (date, "2019-10-31"),
    (date, datetime(2019, 10, 31, tzinfo=UTC)),
    (date, pendulum.datetime(2019, 10, 31)),
    (Money, 960_000),
    (Colour, "red"),
    (Colour, Plain.RED),
    (Colour, Outcome.MET),
    (int, None),
)


@pytest.mark.parametrize(("kind", "value"), GOOD)
def test_a_value_of_the_type_is_taken_as_it_is(kind: type[Any], value: object) -> None:
    """Each type takes its own values and every kind of missing."""
    asked = fact("asked", kind)
    assert value == asked.read(value)
    assert list(Missing) == [asked.read(why) for why in Missing]


@pytest.mark.parametrize(("kind", "value"), BAD)
def test_a_value_of_another_type_is_misuse(kind: type[Any], value: object) -> None:
    """The error names the fact and the type that is due, and never the value."""
    asked = fact("asked", kind)
    with pytest.raises(WrongType, match=r"^asked: expected ") as caught:
        asked.read(value)
    assert asked.type_name in str(caught.value)
    assert repr(value) not in str(caught.value) or value is None
    for facts in ({"asked": value}, attrs.make_class("Facts", ["asked"])(value)):
        with pytest.raises(WrongType, match=r"^asked: "):
            asked.is_missing.judge(facts)


def test_nothing_is_not_an_answer() -> None:
    """Whoever gives None is told to say why nothing is known."""
    with pytest.raises(WrongType, match="give a Missing"):
        fact("age", int).read(None)


def test_a_pendulum_day_is_taken_as_a_plain_date() -> None:
    """Days of pendulum are dates."""
    read = fact("day", date).read(pendulum.date(2019, 10, 31))
    assert (date, date(2019, 10, 31)) == (type(read), read)


@pytest.mark.parametrize(
    "name", ["", "Age", "own-account", "1st", "class", "a" * 65, "umur\n", "é", "_age", "a.b"]
)
def test_a_fact_has_a_plain_name(name: str) -> None:
    """One lower-case word that Python could take as a field, and no keyword."""
    with pytest.raises(InvalidValue, match=re.escape("[name]")):
        Fact(name, bool, words("x"))


@pytest.mark.parametrize(
    "arguments",
    [(5, int, words("x")), ("age", 5, words("x")), ("age", float, words("x")), ("age", int, "x")],
)
def test_a_fact_is_made_of_a_name_a_type_and_a_text(arguments: tuple[Any, Any, Any]) -> None:
    """Anything else is a misuse."""
    with pytest.raises(WrongType):
        Fact(*arguments)


def test_a_fact_among_others_is_looked_up_by_name() -> None:
    """An absent key or field was not asked, also in a mapping that would make one up."""
    age = fact("age", int)
    record = attrs.make_class("Record", ["age"])
    assert 7 == age.read_from({"age": 7}) == age.read_from(record(7))
    assert Missing.NOT_ASKED is age.read_from({})
    assert Missing.NOT_ASKED is age.read_from(attrs.make_class("Other", ["other"])(1))
    invented: defaultdict[str, object] = defaultdict(int)
    assert Missing.NOT_ASKED is age.read_from(invented)
    assert not (age >= 0).judge(invented).met
    assert {} == invented


def test_a_fact_is_data() -> None:
    """Name, type and words; without wording only what decides."""
    asked = Question("colour", Colour, Text(id="Warna", en="Colour"))
    assert {"name": "colour", "type": "Colour"} == asked.to_data(wording=False)
    assert {"id": "Warna", "en": "Colour"} == asked.to_data()["text"]


class Empty(StrEnum):
    """An enumeration without members."""


class Letters(StrEnum):
    """An enumeration that is called like a type of facts."""

    A = "a"


Letters.__name__ = "text"


@pytest.mark.parametrize("kind", [Empty, StrEnum, Missing, Letters])
def test_an_enumeration_that_could_confuse_is_no_type_of_a_fact(kind: Any) -> None:
    """One without members, one called like a type of facts, and why an answer is missing."""
    hint = "x: expected bool, int, str, date, Money or a StrEnum"
    with pytest.raises(WrongType, match=f"^{re.escape(hint)}, got "):
        Fact("x", kind, words("x"))
