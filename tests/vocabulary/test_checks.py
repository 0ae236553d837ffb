"""Wrong types are answered by the type alone."""

from __future__ import annotations

from decimal import Decimal

import pytest

from reintegra.errors import InvalidValue, WrongType
from reintegra.vocabulary.checks import (
    at_least,
    filled_text,
    instance_of,
    optional,
    plain_text,
    whole_number,
)
from reintegra.vocabulary.sex import Sex
from tests.vocabulary.given import assert_silent

NAME = "Peserta Contoh 001"


@pytest.mark.parametrize("value", [True, False, 1.0, Decimal(1), "1", None])
def test_only_an_int_is_a_whole_number(value: object) -> None:
    """A bool, a float, a decimal and a text are none, whatever they equal."""
    with pytest.raises(WrongType) as refused:
        whole_number("units", value)
    assert f"units: expected a whole number, got {type(value).__name__}" == str(refused.value)


@pytest.mark.parametrize("value", [Sex.MALE, b"text", 1, None])
def test_only_a_str_is_a_plain_text(value: object) -> None:
    """A member of an enumeration is not a text that somebody wrote."""
    with pytest.raises(WrongType):
        plain_text("name", value)


def test_a_number_below_the_least_is_told_from_a_negative_one() -> None:
    """Zero where one is the least is too small, and minus one is negative."""
    assert 1 == at_least(1, "field", 1)
    for value, code in [(0, "too-small"), (-1, "negative")]:
        with pytest.raises(InvalidValue, match="of at least 1 is needed") as refused:
            at_least(1, "field", value)
        assert ("field", code) == (refused.value.field, refused.value.code)
    with pytest.raises(WrongType):
        at_least(0, "field", 1.0)


def test_a_blank_text_says_nothing() -> None:
    """A text comes back as it was given, blanks at its ends included."""
    assert " kata " == filled_text("name", " kata ")
    for value in ("", " ", "\n"):
        with pytest.raises(InvalidValue) as refused:
            filled_text("name", value)
        assert ("name", "empty") == (refused.value.field, refused.value.code)
    with pytest.raises(WrongType):
        filled_text("name", Sex.MALE)


def test_what_is_right_comes_back_as_it_is() -> None:
    """A check changes nothing."""
    assert 10**30 == whole_number("units", 10**30)
    assert "kata" == plain_text("name", "kata")
    assert Sex.MALE is instance_of(Sex, "sex", Sex.MALE)
    assert Sex.MALE is optional(Sex, "sex", Sex.MALE)
    assert optional(Sex, "sex", None) is None


def test_what_is_of_another_kind_is_not_repeated() -> None:
    """The kind that is expected is named, the value never."""
    with pytest.raises(WrongType) as refused:
        optional(Sex, "sex", NAME)
    assert "sex: expected Sex, got str" == str(refused.value)
    assert_silent(refused.value, NAME)
    with pytest.raises(WrongType):
        instance_of(Sex, "sex", None)
