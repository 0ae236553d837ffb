"""How conditions are said."""

from __future__ import annotations

from collections import defaultdict
from datetime import date
from itertools import product
from typing import TYPE_CHECKING

import pytest

from reintegra.rules import Expression, Fact, Outcome, Unless, all_of, any_of, at_least, none_of
from reintegra.vocabulary.money import Money, idr
from reintegra.vocabulary.texts import Text
from tests.rules.notation import fact
from tests.rules.test_question import Colour, Plain

if TYPE_CHECKING:
    from collections.abc import Iterator

age = Fact("age", int, Text(id="Umur", en="Age"))
limit = Fact("limit", int, Text(id="Batas", en="Limit"))
income = Fact("income", Money, Text(id="Penghasilan", en="Income"))
day = Fact("day", date, Text(id="Tanggal tiba", en="Arrival"))
due = Fact("due", date, Text(id="Tenggat", en="Due date"))
consent = Fact("consent", bool, Text(id="Persetujuan", en="Consent"))
renewed = Fact("renewed", bool, Text(id="Pembaruan", en="Renewal"))
colour = Fact("colour", Colour, Text(id="Warna", en="Colour {x}"))
plain = Fact("plain", Plain, Text(id="Polos", en="Plain"))
place = Fact("place", str, Text(id="Tempat", en="Place"))
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
            "sekurang-kurangnya 1 dari: (Persetujuan: ya); (Umur lebih dari 2)",
            "at least 1 of: (Consent: yes); (Age is more than 2)",
        ),
        (
            at_least(1, consent.is_true),
            "sekurang-kurangnya 1 dari: (Persetujuan: ya)",
            "at least 1 of: (Consent: yes)",
        ),
        (
            at_least(0, consent.is_true),
            "sekurang-kurangnya 0 dari: (Persetujuan: ya)",
            "at least 0 of: (Consent: yes)",
        ),
        (at_least(0), "tanpa syarat", "without condition"),
        (place.equals("Praya"), 'Tempat adalah "Praya"', 'Place is "Praya"'),
        (place.equals("é"), 'Tempat adalah "é"', 'Place is "é"'),
        (
            place.is_in("a, b", 'c"', ""),
            'Tempat adalah salah satu dari "a, b", "c\\"", teks kosong',
            'Place is one of "a, b", "c\\"", an empty text',
        ),
    ],
)
def test_a_condition_is_a_sentence(expression: Expression, indonesian: str, english: str) -> None:
    """In Indonesian and in English, with amounts, days and codes in words."""
    assert (indonesian, english) == (expression.sentence("id"), expression.sentence("en"))


_A, _B, _C = (fact(name).is_true for name in "abc")
_INSIDE: tuple[Expression, ...] = (
    *(_A, _B, _C, ~_A, _A & _B, _A | _B, all_of(), any_of(), at_least(0)),
    *(at_least(1, _A), at_least(1, _A, _B), at_least(2, _A, _B), at_least(2, _A, _B, _C)),
    *(Unless(_A, (_B,)), Unless(_B, (_C,))),
)
_ANSWERS = [
    {name: value for name, value in zip("abc", values, strict=True) if value is not None}
    for values in product((True, False, None), repeat=3)
]


def _grown() -> Iterator[Expression]:
    """Every expression over one or two of the parts, and of three some."""
    for parts in (*product(_INSIDE), *product(_INSIDE, repeat=2), (_A, _B, _C), (_A, ~_A, _B)):
        yield from (all_of(*parts), any_of(*parts), none_of(*parts))
        yield from (at_least(needed, *parts) for needed in range(len(parts) + 1))
        yield from (Unless(base, parts) for base in _INSIDE[:: len(parts) ** 2])


def test_one_sentence_is_never_said_of_two_different_rules() -> None:
    """Where the sentences are equal, so are the outcomes, whatever is answered."""
    outcomes: dict[str, set[tuple[Outcome, ...]]] = defaultdict(set)
    for each in _grown():
        outcomes[each.sentence("en")].add(tuple(each.judge(a).outcome for a in _ANSWERS))
    assert [] == [sentence for sentence, several in outcomes.items() if len(several) > 1]


def test_texts_that_hold_a_comma_are_told_from_several_texts() -> None:
    """Each stands in quotation marks, and so does a mark inside one."""
    named = (("a, b",), ("a", "b"), ('a", "b',), ('a\\", \\"b',), ("",), (" ",))
    sentences = {place.is_in(*values).sentence for values in named}
    assert len(named) == len(sentences)
    assert place.equals("limit").sentence != place.equals(fact("limit", str)).sentence
