"""Amounts as people and machines write them."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from reintegra.errors import InvalidValue, WrongType
from reintegra.vocabulary.amount_text import read_units, write_units
from tests.error_texts import on_record
from tests.vocabulary.given import assert_silent, pieces_of

DIGITS = st.integers(0, 4)
PREFIXES = st.sampled_from(["Rp", "XTS ", ""])


def read(text: str, digits: int = 0, *, indonesian: bool = False, max_digits: int = 15) -> int:
    """The units, with the prefix of the rupiah."""
    return read_units(text, digits, "Rp", indonesian=indonesian, max_digits=max_digits)


@given(st.integers(), DIGITS, PREFIXES)
def test_what_is_written_is_read_back(units: int, digits: int, prefix: str) -> None:
    """An Indonesian reading takes exactly what the library writes."""
    text = write_units(units, digits, prefix)
    assert units == read_units(text, digits, prefix, indonesian=True, max_digits=60)


@given(st.integers(), DIGITS)
def test_grouping_is_by_threes_from_the_right(units: int, digits: int) -> None:
    """An oracle that groups by hand."""
    figures = str(abs(units)).rjust(digits + 1, "0")
    whole, decimals = figures[: len(figures) - digits], figures[len(figures) - digits :]
    groups: list[str] = []
    while whole:
        groups.insert(0, whole[-3:])
        whole = whole[:-3]
    expected = ("-" if units < 0 else "") + "Rp" + ".".join(groups)
    expected += f",{decimals}" if digits else ""
    assert expected == write_units(units, digits, "Rp")


@given(st.integers(-(10**15) + 1, 10**15 - 1))
def test_plain_digits_are_read_strictly(units: int) -> None:
    """What a machine writes as a whole number is that many units."""
    assert units == read(str(units))


@pytest.mark.parametrize(
    ("text", "digits", "indonesian", "units"),
    [
        ("0", 0, False, 0),
        ("1234", 2, False, 123_400),
        ("1234.50", 2, False, 123_450),
        ("-0.05", 2, False, -5),
        ("1.000", 3, False, 1_000),
        ("1.000", 0, True, 1_000),
        ("1000", 0, True, 1_000),
        ("Rp960.000", 0, True, 960_000),
        ("-Rp960.000", 0, True, -960_000),
        ("1.234,50", 2, True, 123_450),
        ("960000.00", 0, False, 960_000),
        ("0.00", 0, False, 0),
        ("-960000.00", 0, False, -960_000),
        ("Rp960.000,00", 0, True, 960_000),
        ("960000,00", 0, True, 960_000),
        ("9" * 15 + ".00", 0, False, 10**15 - 1),
    ],
)
def test_a_reading_is_exact(text: str, digits: int, units: int, *, indonesian: bool) -> None:
    """The dot is a decimal point to machines and grouping to Indonesians.

    Standards of payment write whole rupiah with two decimals.
    """
    assert units == read(text, digits, indonesian=indonesian)


@pytest.mark.parametrize("indonesian", [False, True])
@pytest.mark.parametrize(
    ("text", "code"),
    [
        *(
            (text, "form")
            for text in ("", "-", "+1", " 1", "1 ", "1e3", "1_000", "NaN", "-Infinity")
        ),
        *((text, "form") for text in ("007", "00", "1\n", "\u0661\u0662", "0x10", "--1", "RpRp1")),
        *((text, "form") for text in ("1.0000.000", ".5", ",5", "1.", "1,", "1,000.0", "1.000.0")),
        ("-0", "negative-zero"),
    ],
)
def test_another_form_is_refused(text: str, code: str, *, indonesian: bool) -> None:
    """No form is guessed, in either reading."""
    with pytest.raises(InvalidValue) as refused:
        read(text, indonesian=indonesian)
    assert ("amount", code) == (refused.value.field, refused.value.code)


@pytest.mark.parametrize(
    ("text", "digits", "indonesian", "code"),
    [
        ("1.000", 0, False, "decimals"),
        ("1,000", 0, True, "decimals"),
        ("1.0", 0, False, "decimals"),
        ("1.0000", 0, False, "decimals"),
        ("1.001", 0, False, "not-whole"),
        ("1.01", 0, False, "not-whole"),
        ("1,50", 0, True, "not-whole"),
        ("1234.500", 2, False, "decimals"),
        ("-0.00", 0, False, "negative-zero"),
        ("960.000.00", 0, True, "form"),
        ("1,000", 0, False, "form"),
        ("1234.5", 2, False, "decimals"),
        ("1234.567", 2, False, "not-whole"),
        ("Rp1000", 0, False, "form"),
        ("01.000", 0, True, "form"),
        ("1.00", 0, True, "form"),
        ("10.00.000", 0, True, "form"),
        ("-0.00", 2, False, "negative-zero"),
        ("-0,00", 2, True, "negative-zero"),
    ],
)
def test_what_only_the_other_reading_takes_is_refused(
    text: str, digits: int, code: str, *, indonesian: bool
) -> None:
    """A thousand is never read as one, nor one as a thousand."""
    with pytest.raises(InvalidValue) as refused:
        read(text, digits, indonesian=indonesian)
    assert code == refused.value.code


@pytest.mark.parametrize(("text", "digits", "whole"), [("1.000", 0, 2), ("1.0", 3, 3)])
def test_other_decimals_than_all_are_no_fraction_and_say_so(
    text: str, digits: int, whole: int
) -> None:
    """The hint is how many decimals there may be: those in use, or two zeros."""
    with pytest.raises(InvalidValue) as refused:
        read(text, digits)
    assert f"amount: write no decimals, or exactly {whole} [decimals]" == str(refused.value)


@pytest.mark.parametrize("text", ["Rp-960.000", "Rp-Rp1", "-Rp-1", "--Rp1", "Rp--1", "-RpRp1"])
def test_the_sign_comes_before_the_prefix_and_nowhere_else(text: str) -> None:
    """Another order is not what the library writes, and is not guessed."""
    with pytest.raises(InvalidValue) as refused:
        read(text, indonesian=True)
    assert "form" == refused.value.code


@pytest.mark.parametrize("indonesian", [False, True])
def test_an_amount_beyond_the_words_of_the_language_is_written_and_read(
    *, indonesian: bool
) -> None:
    """Python turns at most 4300 digits into a number, and back."""
    units = 10**5000 - 1
    text = write_units(units, 0, "Rp") if indonesian else "9" * 5000
    assert 5000 == text.count("9")
    assert units == read(text, indonesian=indonesian, max_digits=5000)


@pytest.mark.parametrize(("text", "fits"), [("9" * 15, True), ("1" + "0" * 15, False)])
def test_the_limit_of_digits_is_included(text: str, *, fits: bool) -> None:
    """Fifteen digits are read and sixteen are not, unless the caller says so."""
    assert int(text) == read(text, max_digits=16)
    if fits:
        assert int(text) == read(text)
    else:
        with pytest.raises(InvalidValue) as refused:
            read(text)
        assert "too-large" == refused.value.code


def test_decimals_count_against_the_limit() -> None:
    """The limit is on what is written."""
    assert 12_345 == read("123.45", 2, max_digits=5)
    with pytest.raises(InvalidValue):
        read("1234.56", 2, max_digits=5)


def test_an_endless_text_is_answered_at_once() -> None:
    """Its length alone decides."""
    with pytest.raises(InvalidValue) as refused:
        read("9" * 10_000_000)
    assert "too-large" == refused.value.code


@pytest.mark.parametrize("value", [True, 1, 1.0, float("nan"), None, b"1"])
def test_only_a_text_is_read(value: object) -> None:
    """A number that is no text is given to Money itself."""
    wrong: Any = value
    with pytest.raises(WrongType):
        read(wrong)


@given(text=st.text(min_size=6), indonesian=st.booleans())
def test_a_refusal_never_repeats_the_text(text: str, *, indonesian: bool) -> None:
    """A text that is no amount may be a name or a number of somebody."""
    secret = f"\u00a7\u00a7\u00a7{text}"
    ours = " ".join(on_record())
    assume(not any(piece in ours for piece in pieces_of(secret)))
    with pytest.raises(InvalidValue) as refused:
        read(secret, indonesian=indonesian)
    assert_silent(refused.value, secret)
