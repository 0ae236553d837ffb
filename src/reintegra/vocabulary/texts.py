"""What people read exists in Indonesian and in English.

>>> from reintegra.vocabulary.texts import Text
>>> greeting = Text(id="Selamat datang, {place}", en="Welcome, {place}")
>>> greeting.fill(place="Praya")("id")
'Selamat datang, Praya'
"""

from __future__ import annotations

import re
from enum import StrEnum
from typing import Final, Literal, NoReturn, Self

import attrs

from reintegra.errors import InvalidValue, ReintegraError, WrongType

Language = Literal["id", "en"]
"""The two languages in which everything shown to people exists."""

LANGUAGES: Final[tuple[Language, ...]] = ("id", "en")
"""Both languages, Indonesian first."""

_CODE: Final = re.compile(r"[a-z0-9]+(?:[-_][a-z0-9]+)*")


@attrs.frozen
class Text:
    """One sentence or term in both languages.

    Raises:
        InvalidValue: one of the two is empty.
        WrongType: one of the two is not a text.
    """

    id: str
    en: str

    def __attrs_post_init__(self) -> None:
        for language in LANGUAGES:
            words: object = getattr(self, language)
            if not isinstance(words, str):
                raise WrongType(f"Text.{language}", "a text", type(words))
            if not words.strip():
                raise InvalidValue(
                    f"Text.{language}", "empty", "a text is needed in both languages"
                )

    def __call__(self, language: Language = "en") -> str:
        """The words in one language.

        Raises:
            InvalidValue: the language is neither `id` nor `en`.
        """
        if language not in LANGUAGES:
            raise InvalidValue("language", "unknown-language", "use 'id' or 'en'")
        return self.id if language == "id" else self.en

    def fill(self, **values: object) -> Text:
        """The same sentence with its named gaps filled, in both languages.

        A value that is itself a `Text` is filled in the matching language, and so is the text of
        a `Worded` member.

        Raises:
            InvalidValue: a gap has no value, or the sentence is not a template.
        """
        filled = _filled(self.id, values, "id"), _filled(self.en, values, "en")
        if filled[0] is None or filled[1] is None:
            raise InvalidValue("text", "unfilled-gap", "every gap of the sentence needs its value")
        return Text(id=filled[0], en=filled[1])


def _filled(sentence: str, values: dict[str, object], language: Language) -> str | None:
    words = {gap: _in_language(value, language) for gap, value in values.items()}
    try:
        return sentence.format(**words)
    except (LookupError, ValueError, TypeError, AttributeError):
        return None


def _in_language(value: object, language: Language) -> object:
    match value:
        case Text():
            return value(language)
        case Worded():
            return value.text(language)
        case _:
            return value


class Worded(StrEnum):
    """A closed set of codes, each of which people can read in both languages.

    A member is written `PASSPORT = "passport", "Paspor", "Passport"`: its code, then its words.
    The member is its code (`str(member)`, `member.value`); its words are `member.text`.

    Raises:
        InvalidValue: no member has the code; what was given is never repeated.
        ReintegraError: as the class is made: a code is not lower case in words joined by hyphens
            or underscores, or its words are missing in a language.

    >>> from reintegra.vocabulary.texts import Worded
    >>> class Door(Worded):
    ...     OPEN = "open", "Terbuka", "Open"
    >>> Door("open").text("id")
    'Terbuka'
    """

    text: Text

    def __new__(cls, code: str, indonesian: str = "", english: str = "") -> Self:
        """A member is its code; the words are carried beside it."""
        if not (_CODE.fullmatch(code) and indonesian.strip() and english.strip()):
            # Python 3.12 and later make this error anew from its message: only the root can be.
            raise ReintegraError(
                f"{cls.__name__}: a member is a code, then words in both languages"
            )
        member = str.__new__(cls, code)
        member._value_ = code
        member.text = Text(id=indonesian, en=english)
        return member

    @classmethod
    def _missing_(cls, value: object) -> NoReturn:  # noqa: ARG003 - it is never repeated
        # To any error but a ValueError the enumeration adds one of its own, with the value in it.
        raise InvalidValue(cls.__name__, "unknown-code", f"use one of {', '.join(cls)}")
