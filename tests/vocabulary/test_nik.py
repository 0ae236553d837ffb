"""The population number: refused only where it cannot be one."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Any

import pendulum
import pytest
from hypothesis import given
from hypothesis import strategies as st

from reintegra.errors import InvalidValue, WrongType
from reintegra.vocabulary.nik import Nik
from reintegra.vocabulary.regions import find_region, regencies, retired_codes
from reintegra.vocabulary.sex import Sex
from tests.vocabulary.given import assert_silent, cases

MADE_UP = "9999014102900001"
BIRTHS = st.dates(date(1920, 1, 1), date(2019, 10, 31))


def number(region: str, birth: date, sex: Sex, serial: int) -> str:
    """A made-up number, written by the rule."""
    day = birth.day + (40 if sex is Sex.FEMALE else 0)
    return f"{region.replace('.', '')}{day:02d}{birth:%m%y}{serial:04d}"


def codes(nik: Nik) -> list[str]:
    """The codes of the warnings."""
    return [warning.code for warning in nik.warnings]


def read(text: str) -> dict[str, Any]:
    """What a worked case asks of a number."""
    try:
        nik = Nik.parse(text)
    except InvalidValue as error:
        assert_silent(error, text)
        return {"valid": False}
    return {
        "valid": True,
        "sex": str(nik.sex),
        "day": nik.day,
        "month": nik.month,
        "year_of_century": nik.year_of_century,
        "warnings": [code.split("-")[1] for code in codes(nik)],
    }


@pytest.mark.parametrize(
    "case",
    [case for case in cases("input.json", "nik-vector") if case["id"] != "nik-vector-07"],
    ids=lambda case: case["id"],
)
def test_numbers_of_the_worked_cases(case: dict[str, Any]) -> None:
    """Each part is read, and what is unusual is a warning."""
    assert case["expect"] == read(case["input"]["nik"])


def test_serial_zero_is_refused_as_the_design_says() -> None:
    """One worked case would only warn; the agreement refuses, for serials start at 0001."""
    (case,) = (case for case in cases("input.json", "nik-vector") if case["id"] == "nik-vector-07")
    with pytest.raises(InvalidValue) as refused:
        Nik.parse(case["input"]["nik"])
    assert ("nik", "serial") == (refused.value.field, refused.value.code)


def test_numbers_of_the_worked_case_are_answered() -> None:
    """Day 81, a woman's 30 February, and 29 February 2000."""
    (case,) = cases("input.json", "nik")
    answers = ["accept" if read(text)["valid"] else "refuse" for text in case["input"]["values"]]
    assert case["expect"]["answers"] == answers


@given(BIRTHS, st.sampled_from(Sex), st.integers(1, 9999), st.integers(0, 999_999))
def test_every_part_is_read_back(birth: date, sex: Sex, serial: int, region: int) -> None:
    """Any region, any day, either sex, any serial but 0000."""
    nik = Nik.parse(number(f"{region:06d}", birth, sex, serial))
    assert (birth.day, birth.month, birth.year % 100) == (nik.day, nik.month, nik.year_of_century)
    assert (sex, serial) == (nik.sex, nik.serial)
    assert f"{region:06d}" == nik.region.replace(".", "")
    assert [2, 2, 2] == [len(part) for part in nik.region.split(".")]
    assert () == nik.differs_from(birth=birth, sex=sex)


@pytest.mark.parametrize(
    ("month", "longest"),
    [("00", 0), ("01", 31), ("02", 29), ("04", 30), ("12", 31), ("13", 0), ("99", 0)],
)
def test_a_day_of_birth_is_one_of_the_calendar(month: str, longest: int) -> None:
    """01 to 31, or 41 to 71 for women; no others, and no 30 February."""
    possible = {*range(1, longest + 1), *range(41, 41 + longest)}
    texts = {day: f"999901{day:02d}{month}000001" for day in range(100)}
    assert possible == {day for day, text in texts.items() if read(text)["valid"]}
    for day in texts.keys() - possible:
        with pytest.raises(InvalidValue) as refused:
            Nik.parse(texts[day])
        assert "date" == refused.value.code


@pytest.mark.parametrize(
    ("year", "possible"), [(0, True), (4, True), (96, True), (1, False), (90, False)]
)
def test_29_february_needs_a_leap_year(year: int, *, possible: bool) -> None:
    """Of any century: 00 was one in 2000."""
    assert possible == read(f"9999012902{year:02d}0001")["valid"]


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("", "length"),
        ("999901410290001", "length"),
        ("99990141029000011", "length"),
        ("9" * 10_000_000, "length"),
        ("-" * 70, "length"),
        ("999901410290000A", "digits"),
        ("9999014102900001+", "digits"),
        ("\u0669" * 16, "digits"),
        ("\uff19999014102900001", "digits"),
        ("9999014102900000", "serial"),
    ],
)
def test_what_cannot_be_a_nik_is_refused_with_its_reason(text: str, code: str) -> None:
    """At once, and without repeating it."""
    with pytest.raises(InvalidValue) as refused:
        Nik.parse(text)
    assert ("nik", code) == (refused.value.field, refused.value.code)
    assert_silent(refused.value, text[:100])


@pytest.mark.parametrize(
    "text",
    [
        "9999.0141.0290.0001",
        " 9999 0141 0290 0001\n",
        "999901-410290-0001",
        "9999\u00a00141\u00a002900001",
    ],
)
def test_blanks_dots_and_hyphens_are_taken_out(text: str) -> None:
    """People write the number in groups."""
    assert Nik(MADE_UP) == Nik.parse(text)


def test_a_nik_is_made_of_a_plain_text() -> None:
    """A number loses its leading zeros, so it is never taken."""
    for value in (int(MADE_UP), None, MADE_UP.encode(), Sex.MALE):
        wrong: Any = value
        for make in (Nik.parse, Nik):
            with pytest.raises(WrongType) as refused:
                make(wrong)
            assert_silent(refused.value, MADE_UP)


def test_a_nik_cannot_be_made_past_the_rule() -> None:
    """The constructor takes the bare digits only, and looks at them too."""
    assert MADE_UP == Nik(MADE_UP).digits
    for text in ("9999.0141.0290.0001", "9999014102900000", "9999019902900001"):
        with pytest.raises(InvalidValue):
            Nik(text)


def test_no_regency_is_refused_whatever_its_province() -> None:
    """Kalimantan Utara and the new provinces of Papua too; a retired code is a warning."""
    birth = date(1990, 2, 1)
    current = [Nik.parse(number(f"{one.code}01", birth, Sex.FEMALE, 1)) for one in regencies()]
    retired = [Nik.parse(number(f"{one.code}01", birth, Sex.FEMALE, 1)) for one in retired_codes()]
    assert [] == [nik for nik in current if nik.warnings]
    assert [["retired-region"]] * len(retired) == [codes(nik) for nik in retired]


@given(st.integers(0, 9999))
def test_an_unknown_region_is_a_warning(region: int) -> None:
    """Tables are never complete."""
    nik = Nik.parse(f"{region:04d}014102900001")
    known = find_region(f"{region // 100:02d}.{region % 100:02d}")
    assert (known is None) == (codes(nik) == ["unknown-region"])


def test_every_warning_is_told_in_both_languages() -> None:
    """And is a value that can be compared."""
    nik = Nik(MADE_UP)
    told = (*nik.warnings, *nik.differs_from(birth=date(1991, 2, 1), sex=Sex.MALE))
    assert ["unknown-region", "birth-differs", "sex-differs"] == [one.code for one in told]
    assert all(one.text("id") != one.text("en") for one in told)
    assert told == (*nik.warnings, *nik.differs_from(birth=date(1991, 2, 1), sex=Sex.MALE))


@pytest.mark.parametrize(
    ("birth", "differs"),
    [
        (None, False),
        (date(1990, 2, 1), False),
        (date(1890, 2, 1), False),
        (date(1991, 2, 1), True),
        (date(1990, 3, 1), True),
        (date(1990, 2, 2), True),
    ],
)
def test_the_number_is_compared_as_far_as_it_says(birth: date | None, *, differs: bool) -> None:
    """The century is not in it, and what is unknown differs from nothing."""
    assert differs == bool(Nik(MADE_UP).differs_from(birth=birth))


def test_the_record_is_compared_by_its_types() -> None:
    """A pendulum day is taken; a text is not."""
    assert () == Nik(MADE_UP).differs_from(birth=pendulum.date(1990, 2, 1), sex=Sex.FEMALE)
    wrong: Any = "1990-02-01"
    with pytest.raises(WrongType):
        Nik(MADE_UP).differs_from(birth=wrong)
    with pytest.raises(WrongType):
        Nik(MADE_UP).differs_from(sex=wrong)


@given(BIRTHS, st.integers(0, 36_000))
def test_the_guess_is_right_for_people_under_a_hundred(birth: date, days: int) -> None:
    """Up to the reference day, the latest date of birth that fits."""
    on = date.fromordinal(birth.toordinal() + days)
    nik = Nik.parse(number("999901", birth, Sex.MALE, 1))
    guess = nik.birth(on)
    assert guess is not None
    assert birth <= guess <= on
    assert birth == guess or days > 36_500 - 30


@pytest.mark.parametrize(
    ("text", "on", "birth"),
    [
        ("3171011708450001", date(2019, 10, 31), date(1945, 8, 17)),
        ("3171010108050001", date(2019, 10, 31), date(2005, 8, 1)),
        ("3171013110190001", date(2019, 10, 31), date(2019, 10, 31)),
        ("3171010111190001", date(2019, 10, 31), date(1919, 11, 1)),
        ("3171012902000001", date(2000, 2, 29), date(2000, 2, 29)),
        ("3171012902000001", date(2000, 2, 28), None),
        ("3171010101500001", date(30, 1, 1), None),
    ],
)
def test_the_century_is_decided_by_a_reference_day(text: str, on: date, birth: date | None) -> None:
    """It is a guess, and where there is none it says so."""
    assert birth == Nik.parse(text).birth(on)


def test_the_reference_is_a_day() -> None:
    """Of any library, without a time."""
    assert date(1990, 2, 1) == Nik(MADE_UP).birth(pendulum.date(2019, 10, 31))
    with pytest.raises(WrongType):
        Nik(MADE_UP).birth(datetime(2019, 10, 31, 8, tzinfo=UTC))


def test_the_digits_are_never_shown() -> None:
    """Not even a part of them."""
    assert "Nik(...)" == repr(Nik(MADE_UP)) == str(Nik(MADE_UP)) == f"{Nik(MADE_UP)}"
