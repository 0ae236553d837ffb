"""An identifier says which one is meant, and nothing about a person.

Events refer to people, cases, actors, sites and payments by these alone. Each kind is a type of
its own: a `CaseId` never equals a `PersonId`, whatever they are made of.

So that a NIK, a telephone or a bank account number does not slip in as one, an identifier holds
at least one letter, never nine digits in a row, and between two letters never ten digits in all,
however they are grouped. One day (`2019-10-31`) or else one year between two letters is not
counted, so that dated serial numbers pass.

This is a guard against slips and no proof: a grouped number with a group that looks like a year
passes, such as a telephone written `0812-1950-12345` after a letter. Whoever makes identifiers
out of personal numbers is not stopped by it.

>>> from reintegra.vocabulary.identifiers import CaseId
>>> str(CaseId("case-2019-10-31-0001"))
'case-2019-10-31-0001'
"""

from __future__ import annotations

import re
from typing import ClassVar, Final

import attrs

from reintegra.errors import InvalidValue
from reintegra.vocabulary.checks import plain_text

LONGEST: Final = 64
"""How many characters an identifier has at most."""

_SHAPE: Final = re.compile(rf"(?=[^A-Za-z]*[A-Za-z])[A-Za-z0-9][A-Za-z0-9._:/-]{{0,{LONGEST - 1}}}")
_NINE: Final = 9
_NINE_DIGITS: Final = re.compile(r"(?:[0-9][._:/-]*){9}")
_NINE_IN_A_ROW: Final = re.compile(r"[0-9]{9}")
_TEN_DIGITS: Final = re.compile(r"(?:[0-9][._:/-]*){10}")
_DAY: Final = re.compile(r"(?<![0-9])(?:19|20)[0-9]{2}-[01][0-9]-[0-3][0-9](?![0-9])")
_YEAR: Final = re.compile(r"(?<![0-9])(?:19|20)[0-9]{2}(?![0-9])")
_LETTERS: Final = re.compile(r"[A-Za-z]+")


@attrs.frozen(order=True, weakref_slot=False)
class Identifier:
    """Which one is meant: 1 to 64 letters, digits and `. _ : / -`, begun by a letter or digit.

    Identifiers of one type are ordered by their characters.

    Raises:
        InvalidValue: the text has another form, or could be a number that belongs to a person.
            The value is not repeated.
        WrongType: not a plain text.
    """

    _form: ClassVar[re.Pattern[str]] = _SHAPE
    _hint: ClassVar[str] = "1 to 64 of A-Z a-z 0-9 . _ : / - with a letter, begun by one or a digit"
    _guarded: ClassVar[bool] = True

    value: str

    def __attrs_post_init__(self) -> None:
        value: object = self.value
        # in this order and without a call more: each entry of a journal has several of them
        if type(value) is str and self._form.fullmatch(value):
            if len(value) < _NINE or not _NINE_DIGITS.search(value):
                return
            if not self._guarded or not _may_be_personal(value):
                return
            code, hint = "digits", "too many digits: never a personal number"
        else:
            plain_text(type(self).__name__, value)
            code, hint = "form", self._hint
        raise InvalidValue(type(self).__name__, code, hint)

    def __str__(self) -> str:
        return self.value


def _may_be_personal(value: str) -> bool:
    return _NINE_IN_A_ROW.search(value) is not None or any(
        _TEN_DIGITS.search(_undated(stretch)) for stretch in _LETTERS.split(value)
    )


def _undated(stretch: str) -> str:
    """The stretch without its one day, or else without its one year."""
    without_day, days = _DAY.subn("", stretch, count=1)
    return without_day if days else _YEAR.sub("", stretch, count=1)


@attrs.frozen(order=True, weakref_slot=False)
class PersonId(Identifier):
    """A person, in the register of the embedding application."""


@attrs.frozen(order=True, weakref_slot=False)
class CaseId(Identifier):
    """One person's way through the chain, from its first event to closure."""


@attrs.frozen(order=True, weakref_slot=False)
class ActorId(Identifier):
    """Whoever acts: an institution, or an officer by a stable number and never by name."""


@attrs.frozen(order=True, weakref_slot=False)
class ProgrammeId(Identifier):
    """What is funded."""


@attrs.frozen(order=True, weakref_slot=False)
class SiteId(Identifier):
    """Where a round of a programme is held."""


@attrs.frozen(order=True, weakref_slot=False)
class AwardId(Identifier):
    """One decision to give."""


@attrs.frozen(order=True, weakref_slot=False)
class PaymentId(Identifier):
    """One attempt to hand an award over."""


@attrs.frozen(order=True, weakref_slot=False)
class AccountReference(Identifier):
    """A bank account as the register knows it; the number itself stays in the register."""


@attrs.frozen(order=True, weakref_slot=False)
class RecordNumber(Identifier):
    """The number on a document, such as a handover record (berita acara serah terima)."""


@attrs.frozen(order=True, weakref_slot=False)
class Code(Identifier):
    """A word of a vocabulary that a policy names: lower case, joined by hyphens.

    Raises:
        InvalidValue: upper case, or anything but letters, digits and single hyphens.
        WrongType: not a plain text.
    """

    _form: ClassVar[re.Pattern[str]] = re.compile(
        r"(?=[^a-z]*[a-z])(?=.{1,64}$)[a-z0-9]+(?:-[a-z0-9]+)*"
    )
    _hint: ClassVar[str] = "1 to 64 lower-case letters and digits with a letter, joined by hyphens"


@attrs.frozen(order=True, weakref_slot=False)
class CountryCode(Identifier):
    """A country by its ISO 3166 alpha-2 code in upper case: MY is Malaysia, NA is Namibia.

    Raises:
        InvalidValue: anything but two upper-case letters.
        WrongType: not a plain text.
    """

    _form: ClassVar[re.Pattern[str]] = re.compile(r"[A-Z]{2}")
    _hint: ClassVar[str] = "two upper-case letters, ISO 3166 alpha-2"


@attrs.frozen(order=True, weakref_slot=False)
class CommandKey(Identifier):
    """One command of an embedding application: whoever repeats it repeats its key."""


@attrs.frozen(order=True, weakref_slot=False)
class Digest(Identifier):
    """The SHA-256 of something: whether two are the same, without saying what they are.

    What is easily guessed can be found by its digest: a digest makes nothing secret.

    Raises:
        InvalidValue: anything but 64 digits and letters a to f in lower case.
        WrongType: not a plain text.
    """

    _form: ClassVar[re.Pattern[str]] = re.compile(r"[0-9a-f]{64}")
    _hint: ClassVar[str] = "64 digits and letters a to f in lower case"
    _guarded: ClassVar[bool] = False
