"""Texts in both languages, and closed sets of codes that people can read."""

from __future__ import annotations

import copy
import pickle
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reintegra.errors import InvalidValue, ReintegraError, WrongType
from reintegra.vocabulary.texts import LANGUAGES, Text, Worded
from tests.vocabulary.given import assert_silent

WORDS = st.text(min_size=1).filter(str.strip)


class Document(Worded):
    """A made-up closed set."""

    PASSPORT = "passport", "Paspor", "Passport"
    TRAVEL_LETTER = "travel_letter", "SPLP", "Travel document in lieu of passport"


def test_a_text_is_read_in_either_language() -> None:
    """English where nothing is said."""
    text = Text(id="Umur", en="Age")
    assert ("Umur", "Age", "Age") == (text("id"), text("en"), text())


def test_there_are_two_languages_indonesian_first() -> None:
    """Nothing is shown in a third."""
    assert ("id", "en") == LANGUAGES


@pytest.mark.parametrize("language", ["ID", "ms", "", None, []])
def test_an_unknown_language_is_refused(language: object) -> None:
    """A third language is never guessed."""
    wrong: Any = language
    with pytest.raises(InvalidValue) as refused:
        Text(id="Umur", en="Age")(wrong)
    assert "unknown-language" == refused.value.code


@pytest.mark.parametrize(("indonesian", "english"), [("", "Age"), ("Umur", ""), ("Umur", " \n")])
def test_a_text_is_needed_in_both_languages(indonesian: str, english: str) -> None:
    """Half a text is no text."""
    with pytest.raises(InvalidValue) as refused:
        Text(id=indonesian, en=english)
    assert "empty" == refused.value.code


@pytest.mark.parametrize("field", ["id", "en"])
def test_a_text_is_made_of_texts(field: str) -> None:
    """The field that is wrong is named."""
    wrong: Any = {"id": "Umur", "en": "Age", field: 18}
    with pytest.raises(WrongType) as refused:
        Text(**wrong)
    assert f"Text.{field}" == refused.value.field


def test_gaps_are_filled_in_both_languages() -> None:
    """A text or a member inside is filled in the language of the sentence."""
    sentence = Text(id="{what} sejak {age}: {document}", en="{what} from {age}: {document}")
    filled = sentence.fill(what=Text(id="Dewasa", en="Adult"), age=18, document=Document.PASSPORT)
    assert Text(id="Dewasa sejak 18: Paspor", en="Adult from 18: Passport") == filled


@pytest.mark.parametrize(
    "sentence",
    [
        Text(id="{age}", en="{years}"),
        Text(id="{years}", en="{age}"),
        Text(id="{}", en="{}"),
        Text(id="{", en="{"),
        Text(id="{age.secret}", en="{age.secret}"),
        Text(id="{age[0]}", en="{age[0]}"),
    ],
)
def test_a_gap_without_its_value_is_refused(sentence: Text) -> None:
    """A sentence is never shown with a hole in one language."""
    with pytest.raises(InvalidValue) as refused:
        sentence.fill(age=18)
    assert "unfilled-gap" == refused.value.code
    assert refused.value.__context__ is None


@given(WORDS, WORDS)
def test_what_fills_a_gap_is_shown_as_it_is(indonesian: str, english: str) -> None:
    """Braces in a value are not gaps."""
    filled = Text(id="{it}", en="{it}").fill(it=Text(id=indonesian, en=english))
    assert (indonesian, english) == (filled("id"), filled("en"))


def test_a_member_is_its_code_and_carries_its_words() -> None:
    """The code is for machines, the text for people."""
    assert "passport" == Document.PASSPORT.value == str(Document.PASSPORT)
    assert Document.PASSPORT is Document("passport")
    assert Text(id="Paspor", en="Passport") == Document.PASSPORT.text
    assert ["passport", "travel_letter"] == [str(member) for member in Document]


@pytest.mark.parametrize(
    "value",
    ["Siti Aminah 5202015501900001", "PASSPORT", "", 5202015501900001, None, ["Siti Aminah"]],
)
def test_an_unknown_code_is_refused_without_being_repeated(value: Any) -> None:
    """What stands in the place of a code may be a name or a number of somebody."""
    with pytest.raises(InvalidValue) as refused:
        Document(value)
    assert "Document: use one of passport, travel_letter [unknown-code]" == str(refused.value)
    assert ("Document", "unknown-code") == (refused.value.field, refused.value.code)
    assert_silent(refused.value, str(value))


def test_a_member_stays_itself_through_copies_and_pickles() -> None:
    """There is one member for one code."""
    assert Document.PASSPORT is copy.deepcopy(Document.PASSPORT)
    again = pickle.loads(pickle.dumps(Document.PASSPORT))  # noqa: S301 - the bytes were made on this line
    assert Document.PASSPORT is again


@pytest.mark.parametrize(
    "written",
    [
        *((code, "Satu", "One") for code in ("One", "o ne", "-one", "one_", "", "o--ne")),
        ("one",),
        ("one", "Satu"),
        ("one", "Satu", " "),
        ("one", "", "One"),
    ],
)
def test_a_member_without_its_code_or_words_is_not_made(written: tuple[str, ...]) -> None:
    """Codes stand in files and addresses; words are read in both languages."""
    with pytest.raises(ReintegraError, match="Wrong: a member is a code, then words"):

        class Wrong(Worded):
            ONE = written
