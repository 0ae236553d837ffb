"""What a rule asks about: a name, a type, its words; and what it means that no answer is known."""

from __future__ import annotations

import builtins
import keyword
import re
from collections.abc import Mapping
from datetime import date, datetime
from enum import StrEnum
from typing import Any, Generic, TypeGuard, TypeVar

import attrs

from reintegra.errors import InvalidValue, WrongType
from reintegra.vocabulary.calendar import as_day
from reintegra.vocabulary.checks import instance_of, plain_text
from reintegra.vocabulary.money import Money
from reintegra.vocabulary.texts import Text, Worded

T = TypeVar("T")

PLAIN_TYPES: dict[type, str] = {
    bool: "bool",
    int: "int",
    str: "text",
    date: "date",
    Money: "Money",
}
"""The types of facts beside enumerations, and their names in data and in errors."""

_NAME = re.compile(r"[a-z][a-z0-9_]{0,63}")


class Missing(Worded):
    """Why no answer is known; all three are unknown to the logic, and are reported apart."""

    NOT_ASKED = "not-asked", "belum ditanyakan", "not asked yet"
    DECLINED = "declined", "tidak bersedia menjawab", "declined to answer"
    UNKNOWN = "unknown", "tidak diketahui", "not known"


def _is_enumeration(kind: type) -> bool:
    named_otherwise = kind.__name__ not in PLAIN_TYPES.values()
    return issubclass(kind, StrEnum) and kind is not Missing and bool(len(kind)) and named_otherwise


def _is_mapping(facts: object) -> TypeGuard[Mapping[str, object]]:
    return isinstance(facts, Mapping)


@attrs.frozen(order=False)
class Question(Generic[T]):
    """What a rule may ask: a name in lower case, the type of the answer, and its words.

    Raises:
        InvalidValue: the name is not one lower-case word (letters, digits, `_`).
        WrongType: the type is not bool, int, str, date, Money or an enumeration of texts, or it is
            an enumeration without members, one called like a type of facts, or `Missing` itself.
    """

    name: str
    type: builtins.type[T]
    text: Text

    def __attrs_post_init__(self) -> None:
        name = plain_text("Fact.name", self.name)
        if not _NAME.fullmatch(name) or keyword.iskeyword(name):
            raise InvalidValue("Fact.name", "name", "one lower-case word, such as own_account")
        instance_of(type, name, self.type)
        if self.type not in PLAIN_TYPES and not _is_enumeration(self.type):
            raise WrongType(self.name, "bool, int, str, date, Money or a StrEnum", self.type)
        instance_of(Text, f"{name}.text", self.text)

    @property
    def type_name(self) -> str:
        """The type in one word, as it stands in data and in errors."""
        return PLAIN_TYPES.get(self.type, self.type.__name__)

    @property
    def is_ordered(self) -> bool:
        """Whole numbers, days and amounts have an order; words and yes or no have none."""
        return self.type is int or self.type is date or self.type is Money

    def to_data(self, *, wording: bool = True) -> dict[str, object]:
        """The fact as plain JSON data; without `wording`, only what decides."""
        data: dict[str, object] = {"name": self.name, "type": self.type_name}
        if wording:
            data["text"] = {"id": self.text.id, "en": self.text.en}
        return data

    def read(self, value: object) -> object:
        """The value as the logic holds it: of the plain type, or the `Missing` that it is.

        Raises:
            WrongType: the value has another type; the message names the fact, never the value.
        """
        if isinstance(value, Missing):
            return value
        if self.type is date:
            if isinstance(value, date) and not isinstance(value, datetime):
                return as_day(value, self.name)
        elif type(value) is self.type:
            return value
        hint = "; where no answer is known, give a Missing" if value is None else ""
        raise WrongType(self.name, self.type_name + hint, type(value))

    def read_from(self, facts: Mapping[str, object] | attrs.AttrsInstance) -> object:
        """The value among given facts, read; an absent one is `Missing.NOT_ASKED`.

        Raises:
            WrongType: the value has another type.
        """
        if _is_mapping(facts):
            return self.read(facts.get(self.name, Missing.NOT_ASKED))
        return self.read(getattr(facts, self.name, Missing.NOT_ASKED))


@attrs.frozen
class MissingFact:
    """A fact that no one has answered, and why not."""

    fact: Question[Any]
    why: Missing
