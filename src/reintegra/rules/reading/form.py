"""Reads the small parts of plain data, and knows at each where it stands and how much is read."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from enum import StrEnum
from typing import TYPE_CHECKING, Any, TypeGuard, TypeVar

from reintegra.errors import Conflict, WrongType
from reintegra.rules.facts import Fact
from reintegra.rules.measure import Measure, Part
from reintegra.rules.question import PLAIN_TYPES
from reintegra.rules.reading.place import Limits
from reintegra.vocabulary.checks import instance_of
from reintegra.vocabulary.money import Currency, Money
from reintegra.vocabulary.sources import Source, Standing
from reintegra.vocabulary.texts import Text

if TYPE_CHECKING:
    from reintegra.rules.reading.place import Place

EnumT = TypeVar("EnumT", bound=StrEnum)


MEASURE_KEYS = frozenset({"fact", "sum", "plus", "months", "days"})
"""The keys under which a measure stands."""

JSON_TYPES = (bool, int, str)
"""The types of facts that are plain JSON."""

_MONEY_PARTS = 3
_MONEY = "units, and the code and the decimals of a currency in `currencies`"
_FIRST_SURROGATE, _LAST_SURROGATE = "\ud800", "\udfff"
_TYPES = {name: kind for kind, name in PLAIN_TYPES.items()}


class Form:
    """Reads the parts of one document; it counts them, so it is used once."""

    def __init__(
        self, types: Iterable[type[StrEnum]], currencies: Iterable[Currency], limits: Limits
    ) -> None:
        self._types: dict[str, type[Any]] = dict(_TYPES)
        for kind in types:
            if not issubclass(instance_of(type, "types", kind), StrEnum):
                raise WrongType("types", "enumerations of texts (StrEnum)", kind)
            if self._types.setdefault(kind.__name__, kind) is not kind:
                raise Conflict("type-name", kind.__name__, "two types have one name")
        self._currencies: dict[str, Currency] = {}
        for each in currencies:
            currency = instance_of(Currency, "currencies", each)
            if self._currencies.setdefault(currency.code, currency) != currency:
                raise Conflict("currency", currency.code, "two currencies have one code")
        self._limits = instance_of(Limits, "limits", limits)
        self._parts = 0

    def measure(self, form: Mapping[str, object], place: Place) -> Measure:
        """A fact, a moved day, or a sum."""
        if ("sum" in form) == ("fact" in form):
            raise place.refused("unknown-form", "a fact, or a sum of facts")
        if "fact" in form:
            parts: tuple[Part, ...] = (Part(self.fact(form["fact"], place.at("fact"))),)
        else:
            summed = self.listed(form["sum"], place.at("sum"))
            parts = tuple(self.part(each, place.at(f"sum.{n}")) for n, each in enumerate(summed))
        if not parts:
            raise place.at("sum").refused("empty", "at least one fact that counts")
        plus = form.get("plus")
        return place.built(
            Measure,
            parts,
            self.whole(form.get("months", 0), place.at("months")),
            self.whole(form.get("days", 0), place.at("days")),
            None if plus is None else self.value(plus, place.at("plus"), parts[0].fact.type),
        )

    def part(self, data: object, place: Place) -> Part:
        """A fact of a sum, and how often it counts."""
        form = self.keyed(data, place)
        self.check_keys(form, place, ({"fact", "times"}, frozenset()))
        times = self.whole(form["times"], place.at("times"))
        return Part(self.fact(form["fact"], place.at("fact")), times)

    def fact(self, data: object, place: Place) -> Fact[Any]:
        """A fact by name, type and words."""
        self.count(place)
        form = self.keyed(data, place)
        self.check_keys(form, place, ({"name", "type", "text"}, frozenset()))
        kind = self._types.get(self.text(form["type"], place.at("type")))
        if kind is None:
            raise place.at("type").refused("unknown-type", "hand over the enumeration in `types`")
        name = self.text(form["name"], place.at("name"))
        return place.built(Fact, name, kind, self.words(form["text"], place.at("text")))

    def value(self, data: object, place: Place, kind: type[Any]) -> Any:  # noqa: ANN401 - of any fact type
        """A value of a fact's type."""
        self.count(place)
        if kind in JSON_TYPES:
            if type(data) is not kind:
                raise place.refused("wrong-type", f"a value of type {PLAIN_TYPES[kind]}")
            if isinstance(data, str):
                return self.text(data, place)
            return self.whole(data, place) if kind is int else data
        form = self.keyed(data, place)
        key = "code" if issubclass(kind, StrEnum) else "money" if kind is Money else "date"
        self.check_keys(form, place, ({key}, frozenset()))
        if issubclass(kind, StrEnum):
            return self.member(kind, form[key], place.at(key))
        read = self.money if kind is Money else self.day
        return read(form[key], place.at(key))

    def money(self, data: object, place: Place) -> Money:
        """Units and the code of a currency that was handed over."""
        given = self.listed(data, place)
        if len(given) != _MONEY_PARTS:
            raise place.refused("money", _MONEY)
        code, digits = self.text(given[1], place.at(1)), self.whole(given[2], place.at(2))
        currency = self._currencies.get(code)
        if currency is None or currency.digits != digits:
            raise place.refused("money", _MONEY)
        return Money(self.whole(given[0], place.at(0)), currency)

    def day(self, data: object, place: Place) -> date:
        """A day in the one form of ISO 8601 that is written."""
        text = self.text(data, place)
        try:
            day = date.fromisoformat(text)
        except ValueError:
            day = None
        if day is None or day.isoformat() != text:
            raise place.refused("date", "a day such as 2019-10-31")
        return day

    def source(self, data: object, place: Place) -> Source | None:
        """Where a rule stands, or nothing."""
        if data is None:
            return None
        form = self.keyed(data, place)
        self.check_keys(form, place, ({"instrument", "article", "address", "standing"}, set()))
        instrument, article, address = (
            self.text(form[key], place.at(key)) for key in ("instrument", "article", "address")
        )
        standing = self.member(Standing, form["standing"], place.at("standing"))
        return Source(instrument, article, address, standing)

    def words(self, data: object, place: Place) -> Text:
        """Words in both languages."""
        form = self.keyed(data, place)
        self.check_keys(form, place, ({"id", "en"}, frozenset()))
        indonesian, english = (self.text(form[key], place.at(key)) for key in ("id", "en"))
        return place.built(Text, indonesian, english)

    def member(self, kind: type[EnumT], data: object, place: Place) -> EnumT:
        """The member of an enumeration that has this code."""
        code = self.text(data, place)
        for member in kind:
            if member.value == code:
                return member
        raise place.refused("unknown-code", "one of " + ", ".join(each.value for each in kind))

    def text(self, data: object, place: Place) -> str:
        """A text within the limits."""
        if type(data) is not str:
            raise place.refused("wrong-type", "a text")
        if len(data) > self._limits.text:
            raise place.refused("too-long", "more characters than are allowed")
        if any(_FIRST_SURROGATE <= character <= _LAST_SURROGATE for character in data):
            raise place.refused("not-text", "characters that can be written")
        return data

    def whole(self, data: object, place: Place) -> int:
        """A whole number within the limits."""
        if type(data) is not int:
            raise place.refused("wrong-type", "a whole number")
        if abs(data) >= 10**self._limits.digits:
            raise place.refused("too-many-digits", "more digits than are allowed")
        return data

    def listed(self, data: object, place: Place) -> Sequence[object]:
        """A list."""
        if not _is_list(data):
            raise place.refused("wrong-type", "a list")
        return data

    def keyed(self, data: object, place: Place) -> Mapping[str, object]:
        """An object, all of whose keys are texts."""
        if not is_object(data):
            raise place.refused("wrong-type", "an object with keys")
        return data

    def check_keys(
        self, form: Mapping[str, object], place: Place, keys: tuple[Iterable[str], Iterable[str]]
    ) -> None:
        """Refuse a key that is missing, and any that is not known."""
        needed, more = frozenset(keys[0]), frozenset(keys[1])
        for key in sorted(needed - form.keys()):
            raise place.at(key).refused("missing-key", "this key is needed")
        if not form.keys() <= needed | more:
            raise place.refused("unknown-key", "only " + ", ".join(sorted(needed | more)))

    def count(self, place: Place) -> None:
        """Count one part more, and refuse what is too large or too deep."""
        self._parts += 1
        if self._parts > self._limits.parts:
            raise place.refused("too-large", "more parts than are allowed")
        if place.depth > self._limits.depth:
            raise place.refused("too-deep", "more parts inside parts than are allowed")


def _is_list(data: object) -> TypeGuard[Sequence[object]]:
    return isinstance(data, list | tuple)


def is_object(data: object) -> TypeGuard[Mapping[str, object]]:
    """Whether it is an object of JSON, all of whose keys are texts."""
    return _is_mapping(data) and all(type(key) is str for key in data)


def _is_mapping(data: object) -> TypeGuard[Mapping[object, object]]:
    return isinstance(data, Mapping)
