"""Wrong types are answered by the type alone."""

from __future__ import annotations

from decimal import Decimal

import pytest

from reintegra.errors import WrongType
from reintegra.vocabulary.checks import instance_of, optional, plain_text, whole_number
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
