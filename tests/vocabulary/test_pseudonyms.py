"""Only who holds the key can make the number of a person."""

from __future__ import annotations

import copy
import hashlib
import hmac
import pickle
from typing import Any
from unicodedata import normalize

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reintegra.errors import InvalidValue, WrongType
from reintegra.vocabulary import Code, PersonId, Pseudonymiser

KEY = bytes(range(32))
REGISTER = Pseudonymiser(KEY, Code("register"))
KNOWN_AS = st.text(st.characters(exclude_categories=["Cs"]), min_size=1).filter(str.strip)


@given(KNOWN_AS, st.binary(min_size=32, max_size=80).filter(lambda key: len(set(key)) > 1))
def test_the_same_text_has_the_same_number_under_one_key_and_purpose_only(
    known_as: str, key: bytes
) -> None:
    """Two purposes cannot be joined, and two keys neither."""
    number = REGISTER.number(known_as)
    assert isinstance(number, PersonId)
    assert number == Pseudonymiser(KEY, Code("register")).number(known_as)
    assert number != Pseudonymiser(KEY, Code("research")).number(known_as)
    assert (key == KEY) == (number == Pseudonymiser(key, Code("register")).number(known_as))


@given(KNOWN_AS, KNOWN_AS)
def test_two_texts_have_two_numbers(one: str, other: str) -> None:
    """What was asked before leaves no trace."""
    same = normalize("NFC", one) == normalize("NFC", other)
    assert same == (REGISTER.number(one) == REGISTER.number(other))
    assert REGISTER.number(one) == REGISTER.number(normalize("NFD", one))


def test_the_number_is_pinned() -> None:
    """HMAC-SHA256 over purpose, colon and text; its first 160 bits, four to a letter from a."""
    digest = hmac.new(KEY, b"register:register-entry-17", hashlib.sha256).hexdigest()[:40]
    letters = "".join("abcdefghijklmnop"[int(each, 16)] for each in digest)
    assert PersonId(f"p-{letters}") == REGISTER.number("register-entry-17")
    assert PersonId("p-agjkmbjmpmnnngflmcdpmaabppojmeiimaphkegp") == REGISTER.number(
        "register-entry-17"
    )


@pytest.mark.parametrize(
    ("key", "purpose", "kind"),
    [
        (bytes(31), Code("register"), InvalidValue),
        (b"", Code("register"), InvalidValue),
        ("x" * 32, Code("register"), WrongType),
        (bytearray(32), Code("register"), WrongType),
        (None, Code("register"), WrongType),
        (bytes(32), Code("register"), InvalidValue),
        (b"K" * 64, Code("register"), InvalidValue),
        (KEY, "register", WrongType),
    ],
)
def test_a_key_is_at_least_32_bytes_and_the_purpose_a_code(
    key: Any, purpose: Any, kind: type[Exception]
) -> None:
    """There is no default for either, and no error repeats the key."""
    with pytest.raises(kind) as caught:
        Pseudonymiser(key, purpose)
    assert repr(key) not in str(caught.value) or not key


def test_the_key_is_never_shown_nor_sent() -> None:
    """Not in `repr`, not in a pickle, not in a copy."""
    assert "Pseudonymiser(purpose=Code(value='register'))" == repr(REGISTER) == str(REGISTER)
    assert not hasattr(REGISTER, "__dict__")
    for copied in (pickle.dumps, copy.copy, copy.deepcopy):
        with pytest.raises(InvalidValue, match="secret"):
            copied(REGISTER)


def test_a_letter_and_its_accent_are_one_letter() -> None:
    """Whichever system it was typed on; another letter is another person."""
    assert REGISTER.number("Ren\u00e9") == REGISTER.number("Rene\u0301")
    assert REGISTER.number("Ren\u00e9") != REGISTER.number("Rene")


def test_the_purpose_cannot_be_changed() -> None:
    """What it says of itself is what its numbers are for."""
    with pytest.raises(AttributeError):
        REGISTER.purpose = Code("research")  # type: ignore[misc] # seen at run time
    assert Code("register") == REGISTER.purpose


@pytest.mark.parametrize(
    ("text", "kind", "code"),
    [
        ("", InvalidValue, "empty"),
        (" \n", InvalidValue, "empty"),
        ("\ud800", InvalidValue, "lone-surrogate"),
        (17, WrongType, ""),
        (None, WrongType, ""),
    ],
)
def test_what_is_no_text_has_no_number(text: Any, kind: type[Exception], code: str) -> None:
    """A person who is known by nothing is nobody."""
    with pytest.raises(kind) as caught:
        REGISTER.number(text)
    assert code == getattr(caught.value, "code", "")
