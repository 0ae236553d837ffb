"""Canonical bytes: one value, one form."""

from __future__ import annotations

import hashlib
import re
from datetime import date

import pytest

from reintegra.errors import InvalidValue
from reintegra.rules import Missing, canonical_bytes
from reintegra.rules.canonical import digest_of, plain, source_as_data
from reintegra.vocabulary.money import XTS, Currency, Money
from reintegra.vocabulary.sources import Source, Standing
from tests.rules.test_question import Colour, Plain


def test_canonical_json_has_sorted_keys_no_spaces_and_ascii_only() -> None:
    """Whatever the order in which the keys were put in."""
    expected = b'{"a":["\\u00e9",true,1],"b":null}'
    assert expected == canonical_bytes({"b": None, "a": ["é", True, 1]})
    assert expected == canonical_bytes({"a": ["é", True, 1], "b": None})


def test_a_digest_is_sha_256_of_the_canonical_bytes() -> None:
    """In hexadecimal digits."""
    assert hashlib.sha256(b"[1]").hexdigest() == digest_of([1])


def test_values_that_are_no_json_carry_their_type() -> None:
    """Amounts, codes and days; the rest stands for itself. A missing answer is no code."""
    assert {"money": [150, "XTS", 2]} == plain(Money(150, XTS))
    assert {"code": "red"} == plain(Colour.RED) == plain(Plain.RED)
    assert {"missing": "declined"} == plain(Missing.DECLINED)
    assert {"date": "2019-10-31"} == plain(date(2019, 10, 31))
    assert ["x", 1, True] == [plain("x"), plain(1), plain(True)]  # noqa: FBT003 - a value


def test_a_source_is_written_down_whole() -> None:
    """Instrument, article, address and standing."""
    assert {
        "instrument": "Decree 1/2020 (made up)",
        "article": "article 4",
        "address": "https://example.org",
        "standing": "secondary",
    } == source_as_data(
        Source("Decree 1/2020 (made up)", "article 4", "https://example.org", Standing.SECONDARY)
    )


def test_what_is_no_json_has_no_canonical_form() -> None:
    """Such as a set, whose order would depend on the hash seed."""
    with pytest.raises(TypeError):
        canonical_bytes({1, 2})


def test_amounts_of_other_decimals_have_another_digest() -> None:
    """Five hundredths are not five whole units, though the code is one."""
    hundredths, whole = Money(5, Currency("XTS", 2, "")), Money(5, Currency("XTS", 0, ""))
    assert digest_of(plain(hundredths)) != digest_of(plain(whole))


def test_a_number_of_too_many_digits_has_no_canonical_form() -> None:
    """Python writes no decimal number of more than 4,300 digits, and that is said."""
    message = "data: a whole number has too many digits to be written [too-large]"
    with pytest.raises(InvalidValue, match=f"^{re.escape(message)}$") as caught:
        canonical_bytes([10**5_000])
    assert (None, None) == (caught.value.__cause__, caught.value.__context__)
