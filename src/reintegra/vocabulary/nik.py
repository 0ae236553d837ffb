"""The population number (Nomor Induk Kependudukan, NIK) of 16 digits, `RRRRRR DDMMYY SSSS`.

The region is where the person was registered when the number was issued, with the codes of the
Ministry of Home Affairs; women have 40 added to the day of birth; serials start at 0001; there
is no check digit. The number never follows the person to a new home and is not corrected when
the civil record is, so what is merely unusual is a warning. Many people of this field have lost
their documents: a NIK is never required, and never a key.

Source: PP 37/2007 article 37 and PP 40/2019 article 30(2), both as quoted elsewhere.

>>> from reintegra.vocabulary.nik import Nik
>>> [warning.code for warning in Nik.parse("9999.0141.0290.0001").warnings]
['unknown-region']
"""

from __future__ import annotations

import re
from datetime import date
from typing import Final

import attrs

from reintegra.errors import InvalidValue
from reintegra.vocabulary.calendar import as_day, as_optional_day
from reintegra.vocabulary.checks import optional, plain_text
from reintegra.vocabulary.regions import RegionCode, RetiredRegion, find_region
from reintegra.vocabulary.sex import Sex
from reintegra.vocabulary.texts import Text

_LENGTH: Final = 16
_LONGEST_INPUT: Final = 64
_DIGITS: Final = re.compile(r"[0-9]*")
_FILLING: Final = re.compile(r"[\s.\-]+")
_ADDED_FOR_WOMEN: Final = 40
_CENTURY: Final = 100
_LEAP_CENTURY: Final = 2000

_WARNINGS: Final = {
    "retired-region": Text(
        id="Kode wilayah pada NIK sudah tidak dipakai: nomor terbit sebelum pemekaran wilayah.",
        en="The region code in the NIK is retired: the number was issued before a region split.",
    ),
    "unknown-region": Text(
        id="Kode wilayah pada NIK tidak ada dalam tabel; tabel wilayah tidak pernah lengkap.",
        en="The region code in the NIK is not in the table; region tables are never complete.",
    ),
    "birth-differs": Text(
        id="Tanggal lahir pada NIK berbeda dari catatan sipil; NIK tidak ikut diperbaiki.",
        en="The date of birth in the NIK differs from the civil record; a NIK is not corrected.",
    ),
    "sex-differs": Text(
        id="Jenis kelamin pada NIK berbeda dari catatan sipil; NIK tidak ikut diperbaiki.",
        en="The sex in the NIK differs from the civil record; a NIK is not corrected.",
    ),
}


@attrs.frozen
class NikWarning:
    """Something unusual about a number that is valid all the same.

    `code` is `retired-region`, `unknown-region`, `birth-differs` or `sex-differs`.
    """

    code: str
    text: Text


@attrs.frozen(repr=False)
class Nik:
    """A population number that could have been issued; its digits are never shown.

    Raises:
        InvalidValue: it cannot be a NIK. The code says why: `digits` (something else than the
            digits 0 to 9), `length` (not 16), `date` (no such day of birth), `serial` (0000).
        WrongType: not a plain text.
    """

    digits: str

    def __attrs_post_init__(self) -> None:
        text = plain_text("nik", self.digits)
        if not _DIGITS.fullmatch(text):
            raise InvalidValue("nik", "digits", "a NIK is made of the digits 0 to 9")
        if len(text) != _LENGTH:
            raise InvalidValue("nik", "length", "a NIK has 16 digits")
        if not _is_day(_LEAP_CENTURY + self.year_of_century, self.month, self.day):
            raise InvalidValue("nik", "date", "no such day of birth")
        if not self.serial:
            raise InvalidValue("nik", "serial", "serials start at 0001")

    @classmethod
    def parse(cls, text: str) -> Nik:
        """The number that a text holds; blanks, dots and hyphens are taken out.

        Raises:
            InvalidValue: it cannot be a NIK, by one of the codes of the class.
            WrongType: not a plain text.
        """
        if len(plain_text("nik", text)) > _LONGEST_INPUT:
            raise InvalidValue("nik", "length", "a NIK has 16 digits")
        return cls(_FILLING.sub("", text))

    @property
    def region(self) -> str:
        """Province, regency and district of registration, as three pairs of digits with dots."""
        return f"{self.digits[:2]}.{self.digits[2:4]}.{self.digits[4:6]}"

    @property
    def sex(self) -> Sex:
        """The sex that the day of birth carries."""
        return Sex.FEMALE if self._day_as_written > _ADDED_FOR_WOMEN else Sex.MALE

    @property
    def day(self) -> int:
        """The day of birth, 1 to 31 for women too."""
        written = self._day_as_written
        return written - _ADDED_FOR_WOMEN if written > _ADDED_FOR_WOMEN else written

    @property
    def month(self) -> int:
        """The month of birth, 1 to 12."""
        return int(self.digits[8:10])

    @property
    def year_of_century(self) -> int:
        """The last two digits of the year of birth; the number does not say the century."""
        return int(self.digits[10:12])

    @property
    def serial(self) -> int:
        """The serial number among those with the same region, date and sex."""
        return int(self.digits[12:])

    @property
    def warnings(self) -> tuple[NikWarning, ...]:
        """What is unusual about the number itself; never a reason to refuse it."""
        found = find_region(RegionCode(self.region[:5]))
        if found is None:
            return (_warning("unknown-region"),)
        return (_warning("retired-region"),) if isinstance(found, RetiredRegion) else ()

    def birth(self, on: date) -> date | None:
        """A guess at the date of birth: the latest that is not after a reference day.

        Nothing where neither of the last two centuries had such a day.

        Raises:
            WrongType: not a day.
        """
        reference = as_day(on)
        latest = reference.year - (reference.year - self.year_of_century) % _CENTURY
        for year in (latest, latest - _CENTURY):
            if _is_day(year, self.month, self.day):
                guess = date(year, self.month, self.day)
                if guess <= reference:
                    return guess
        return None

    def differs_from(
        self, *, birth: date | None = None, sex: Sex | None = None
    ) -> tuple[NikWarning, ...]:
        """Where the number and the civil record differ; the record is right.

        What is unknown differs from nothing.

        Raises:
            WrongType: not a day, or not a sex.
        """
        day, record = as_optional_day(birth, "birth"), optional(Sex, "sex", sex)
        own = (self.year_of_century, self.month, self.day)
        codes: list[str] = []
        if day is not None and own != (day.year % _CENTURY, day.month, day.day):
            codes.append("birth-differs")
        if record is not None and record is not self.sex:
            codes.append("sex-differs")
        return tuple(_warning(code) for code in codes)

    @property
    def _day_as_written(self) -> int:
        return int(self.digits[6:8])

    def __repr__(self) -> str:
        return "Nik(...)"


def _warning(code: str) -> NikWarning:
    return NikWarning(code, _WARNINGS[code])


def _is_day(year: int, month: int, day: int) -> bool:
    try:
        date(year, month, day)
    except ValueError:
        return False
    return True
