"""What stands on one side of a comparison: a fact, a day moved from one, or a sum of facts."""

from __future__ import annotations

from bisect import bisect_left
from calendar import monthrange
from datetime import date
from typing import TYPE_CHECKING, Any

import attrs

from reintegra.errors import InvalidValue, WrongType
from reintegra.rules.canonical import plain
from reintegra.rules.question import Question
from reintegra.rules.wording import measure_in_words
from reintegra.vocabulary.money import Money

if TYPE_CHECKING:
    from collections.abc import Mapping

    from reintegra.vocabulary.texts import Text

_LAST_DAY = date.max.toordinal()
_CYCLE_YEARS = 400
_CYCLE_DAYS = 146_097


@attrs.frozen
class Part:
    """A fact, and how often it counts in a sum; below 0 it is taken away."""

    fact: Question[Any]
    times: int = 1


@attrs.frozen
class Measure:
    """One fact; or the day `months` and then `days` from a date; or a sum, `plus` a constant.

    Days beyond the calendar are compared like any other: moving a day never fails.

    Raises:
        InvalidValue: there is no part, one counts 0 times, or one fact stands in two parts.
        WrongType: parts of two types, a sum of what has none, or a day moved from what is none.
    """

    parts: tuple[Part, ...]
    months: int = 0
    days: int = 0
    plus: int | Money | None = None

    def __attrs_post_init__(self) -> None:
        if not self.parts:
            raise InvalidValue("measure", "empty", "at least one fact that counts")
        first, names = self.parts[0].fact, set[str]()
        for part in self.parts:
            fact = part.fact
            if not part.times:
                raise InvalidValue(fact.name, "empty", "it counts 0 times; leave it out")
            if fact.type is not first.type:
                raise WrongType(fact.name, f"a fact of type {first.type_name}", fact.type)
            if fact.name in names:
                raise InvalidValue(fact.name, "same-fact", "name each fact of a sum once")
            names.add(fact.name)
        if self.is_moved and self.type is not date:
            raise WrongType(first.name, "a fact of type date", self.type)
        if self.is_summed and self.type not in {int, Money}:
            raise WrongType(first.name, "a fact of type int or Money", self.type)
        if self.plus is not None and type(self.plus) is not self.type:
            raise WrongType(first.name, first.type_name, type(self.plus))

    @property
    def type(self) -> type:
        """The type of its facts, and of its value; a moved day stays a date."""
        return self.parts[0].fact.type

    @property
    def facts(self) -> tuple[Question[Any], ...]:
        """The facts as they are written."""
        return tuple(part.fact for part in self.parts)

    @property
    def is_plain(self) -> bool:
        """Whether it is nothing but one fact."""
        return not self.is_moved and not self.is_summed

    @property
    def is_moved(self) -> bool:
        """Whether it is a day some months or days from a fact."""
        return bool(self.months or self.days)

    @property
    def is_summed(self) -> bool:
        """Whether it is calculated from numbers or amounts."""
        alone = len(self.parts) == 1 and self.parts[0].times == 1
        return not alone or self.plus is not None

    @property
    def text(self) -> Text:
        """The measure in words."""
        parts = [(part.times, part.fact.text) for part in self.parts]
        return measure_in_words(parts, self.months, self.days, self.plus)

    def to_data(self, *, wording: bool = True) -> dict[str, object]:
        """The measure as plain JSON data."""
        data: dict[str, object] = {}
        if not self.is_summed:
            data["fact"] = self.parts[0].fact.to_data(wording=wording)
        else:
            data["sum"] = [
                {"fact": part.fact.to_data(wording=wording), "times": part.times}
                for part in self.parts
            ]
        if self.plus is not None:
            data["plus"] = plain(self.plus)
        return data | {
            unit: count for unit, count in (("months", self.months), ("days", self.days)) if count
        }

    def value(self, known: Mapping[str, Any]) -> Any:  # noqa: ANN401 - of any fact type
        """The value, every fact of it being known: a date as the number of its day.

        Raises:
            CurrencyMismatch: amounts of two currencies are summed.
        """
        if self.type is date:
            return moved(known[self.parts[0].fact.name], self.months) + self.days
        if self.is_plain:
            return known[self.parts[0].fact.name]
        first, *rest = (known[part.fact.name] * part.times for part in self.parts)
        for each in (*rest, *(() if self.plus is None else (self.plus,))):
            first += each
        return first

    def value_of(self, value: object) -> Any:  # noqa: ANN401 - of any fact type
        """The value where its one fact has this value."""
        return self.value({self.parts[0].fact.name: value})

    def first_day_reaching(self, number: int) -> int:
        """The number of the first day that, moved, reaches a day's number, or lies beyond it.

        The number after the last day of the calendar, where no day reaches it.
        """
        days = range(1, _LAST_DAY + 1)
        return 1 + bisect_left(days, number, key=lambda n: self.value_of(date.fromordinal(n)))


def moved(day: date, months: int) -> int:
    """The number of the day so many months on; where a month is too short, its last day."""
    if not months:
        return day.toordinal()
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    cycles, within = divmod(year - 1, _CYCLE_YEARS)
    last = monthrange(within + 1, month + 1)[1]
    return date(within + 1, month + 1, min(day.day, last)).toordinal() + cycles * _CYCLE_DAYS
