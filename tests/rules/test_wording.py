"""How conditions are said."""

from __future__ import annotations

from datetime import date

import pytest

from reintegra.rules import Expression, Fact, all_of, any_of, at_least, none_of
from reintegra.vocabulary.money import Money, idr
from reintegra.vocabulary.texts import Text
from tests.rules.test_question import Colour, Plain

age = Fact("age", int, Text(id="Umur", en="Age"))
limit = Fact("limit", int, Text(id="Batas", en="Limit"))
income = Fact("income", Money, Text(id="Penghasilan", en="Income"))
day = Fact("day", date, Text(id="Tanggal tiba", en="Arrival"))
due = Fact("due", date, Text(id="Tenggat", en="Due date"))
consent = Fact("consent", bool, Text(id="Persetujuan", en="Consent"))
renewed = Fact("renewed", bool, Text(id="Pembaruan", en="Renewal"))
colour = Fact("colour", Colour, Text(id="Warna", en="Colour {x}"))
plain = Fact("plain", Plain, Text(id="Polos", en="Plain"))
YES = (True,)
_ON = date(2019, 10, 31)


@pytest.mark.parametrize(
    ("expression", "indonesian", "english"),
    [
        (age >= 18, "Umur sekurang-kurangnya 18", "Age is at least 18"),
        (age < 18, "Umur kurang dari 18", "Age is less than 18"),
        (age <= limit, "Umur paling banyak Batas", "Age is at most Limit"),
        (
            income > idr(960_000),
            "Penghasilan lebih dari Rp960.000",
            "Income is more than Rp960.000",
        ),
        (day < _ON, "Tanggal tiba sebelum 31 Oktober 2019", "Arrival is before 31 October 2019"),
        (day <= due, "Tanggal tiba pada atau sebelum Tenggat", "Arrival is on or before Due date"),
        (
            day + 7 > due,
            "Tanggal tiba +7 hari sesudah Tenggat",
            "Arrival +7 days is after Due date",
        ),
        (
            day - 7 >= _ON,
            "Tanggal tiba -7 hari pada atau sesudah 31 Oktober 2019",
            "Arrival -7 days is on or after 31 October 2019",
        ),
        (consent.is_true, "Persetujuan: ya", "Consent: yes"),
        (consent.is_false, "Persetujuan: tidak", "Consent: no"),
        (consent.is_missing, "Persetujuan tidak diketahui", "Consent is not known"),
        (consent.equals(renewed), "Persetujuan adalah Pembaruan", "Consent is Renewal"),
        (consent.is_in(*YES), "Persetujuan adalah salah satu dari ya", "Consent is one of yes"),
        (
            colour.is_in(Colour.RED, Colour.BLUE),
            "Warna adalah salah satu dari Merah, Biru",
            "Colour {x} is one of Red, Blue",
        ),
        (plain.equals(Plain.RED), "Polos adalah red", "Plain is red"),
        (all_of(), "tanpa syarat", "without condition"),
        (any_of(), "tidak pernah", "never"),
        (all_of(consent.is_true), "Persetujuan: ya", "Consent: yes"),
        (
            all_of(consent.is_true, any_of(age < 1, age > 2)),
            "(Persetujuan: ya) dan ((Umur kurang dari 1) atau (Umur lebih dari 2))",
            "(Consent: yes) and ((Age is less than 1) or (Age is more than 2))",
        ),
        (
            none_of(consent.is_true),
            "tidak benar bahwa (Persetujuan: ya)",
            "it is not so that (Consent: yes)",
        ),
        (
            at_least(1, consent.is_true, age > 2),
            "sekurang-kurangnya 1 dari: Persetujuan: ya; Umur lebih dari 2",
            "at least 1 of: Consent: yes; Age is more than 2",
        ),
    ],
)
def test_a_condition_is_a_sentence(expression: Expression, indonesian: str, english: str) -> None:
    """In Indonesian and in English, with amounts, days and codes in words."""
    assert (indonesian, english) == (expression.sentence("id"), expression.sentence("en"))
