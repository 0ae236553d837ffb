"""One condition on one fact, or among several, as data: what an expression has at its leaves."""

from __future__ import annotations

import operator
from datetime import date
from enum import StrEnum
from functools import cached_property
from typing import TYPE_CHECKING, Any

import attrs

from reintegra.errors import InvalidValue, WrongType
from reintegra.rules.canonical import plain
from reintegra.rules.measure import Measure
from reintegra.rules.question import Missing, Question
from reintegra.rules.wording import comparison_in_words
from reintegra.vocabulary.money import Money

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from reintegra.vocabulary.texts import Text

_MOST_BITS = 13_288  # 4,000 digits: Python writes some more, but not without end
OTHER_THAN_NAMED = "\N{HORIZONTAL ELLIPSIS}"
"""Ends a text that stands for every text that no rule names."""


class Operator(StrEnum):
    """How a measure is compared; `IS_MISSING` asks only whether an answer is known."""

    BELOW = "<"
    AT_MOST = "<="
    ABOVE = ">"
    AT_LEAST = ">="
    EQUALS = "=="
    IS_IN = "in"
    IS_MISSING = "missing"


ORDERS: dict[Operator, Callable[[Any, Any], bool]] = {
    Operator.BELOW: operator.lt,
    Operator.AT_MOST: operator.le,
    Operator.ABOVE: operator.gt,
    Operator.AT_LEAST: operator.ge,
}
"""The operators that need an order among the values."""


@attrs.frozen
class Comparison:
    """A measure against values, or against another measure.

    Raises:
        InvalidValue: no value to compare with, one fact on both sides, or what is asked whether
            it is missing is not one fact.
        WrongType: a value of another type than the facts', or an order where there is none.
        CurrencyMismatch: values of two currencies.
    """

    left: Measure
    operator: Operator
    values: tuple[Any, ...] = ()
    right: Measure | None = None

    def __attrs_post_init__(self) -> None:
        first = self.facts[0]
        if self.operator in ORDERS and not first.is_ordered:
            raise WrongType(first.name, "a fact with an order (int, date, Money)", first.type)
        if self.operator is Operator.IS_MISSING and not self.left.is_plain:
            raise InvalidValue(first.name, "not-a-fact", "only a fact itself can be missing")
        if self.right is not None:
            self._check_right(self.right)
        elif not self.values and self.operator is not Operator.IS_MISSING:
            raise InvalidValue(first.name, "empty", "name at least one value to compare with")
        if first.type is Money:
            sorted(self.values)

    def _check_right(self, right: Measure) -> None:
        first, other = self.left.parts[0].fact, right.parts[0].fact
        if other.type is not first.type:
            raise WrongType(other.name, f"a fact of type {first.type_name}", other.type)
        if {fact.name for fact in self.left.facts} & {fact.name for fact in right.facts}:
            raise InvalidValue(first.name, "same-fact", "compare it with something else")

    @cached_property
    def facts(self) -> tuple[Question[Any], ...]:
        """The facts that it asks, as they are written."""
        return (*self.left.facts, *(() if self.right is None else self.right.facts))

    @property
    def is_joint(self) -> bool:
        """Whether it asks more than one fact."""
        return len(self.facts) > 1

    @property
    def amounts(self) -> tuple[Money, ...]:
        """Every amount that it names."""
        sums = (side.plus for side in (self.left, self.right) if side is not None)
        return tuple(each for each in (*self.values, *sums) if isinstance(each, Money))

    @property
    def sentence(self) -> Text:
        """The condition in both languages."""
        other = None if self.right is None else self.right.text
        return comparison_in_words(
            self.left.text, self.left.type, self.operator, self.values, other
        )

    def to_data(self, *, wording: bool = True) -> dict[str, object]:
        """The condition as plain JSON data."""
        data = self.left.to_data(wording=wording) | {"is": str(self.operator)}
        if self.right is not None:
            data["than"] = self.right.to_data(wording=wording)
        elif self.values:
            data["values"] = [plain(value) for value in self.values]
        return data

    def holds(self, known: Mapping[str, Any]) -> bool:
        """Whether it is met, every fact of it being known.

        Raises:
            CurrencyMismatch: amounts of two currencies are summed or compared.
        """
        left = self.left.value(known)
        against = self._named if self.right is None else (self.right.value(known),)
        if self.operator in ORDERS:
            return ORDERS[self.operator](left, against[0])
        if isinstance(left, Money):
            return any(one <= left <= one for one in against)
        return left in (self._members if self.right is None else against)

    @cached_property
    def _named(self) -> tuple[Any, ...]:
        return tuple(_number(each) for each in self.values)

    @cached_property
    def _members(self) -> frozenset[Any]:
        return frozenset(self._named)

    def holds_for(self, value: object) -> bool:
        """Whether a known value of its one fact satisfies it."""
        return self.holds({self.facts[0].name: value})

    def samples(self) -> tuple[Any, ...]:
        """Values of its one fact among which every answer that it can get occurs."""
        kind = self.left.type
        if kind is bool:
            return (True, False)
        if issubclass(kind, StrEnum):
            return tuple(kind)
        if kind is str:
            return (*self.values, "".join(self.values) + OTHER_THAN_NAMED)
        return tuple(near for value in self.values for near in self._around(value))

    def _around(self, value: Any) -> tuple[Any, ...]:  # noqa: ANN401 - a value of any fact type
        if isinstance(value, date):
            day = value.toordinal()
            first, beyond = (self.left.first_day_reaching(number) for number in (day, day + 1))
            near = sorted({first - 1, first, beyond})
            return tuple(date.fromordinal(n) for n in near if 1 <= n <= date.max.toordinal())
        units, times = _units(value) - _units(self.left.plus or 0), self.left.parts[0].times
        edge = units // times
        return tuple(_like(value, units) for units in (edge - 1, edge, edge + 1))


def _number(value: object) -> object:
    return value.toordinal() if isinstance(value, date) else value


def _units(value: int | Money) -> int:
    return value.units if isinstance(value, Money) else value


def _like(value: object, units: int) -> object:
    return Money(units, value.currency) if isinstance(value, Money) else units


def constant(fact: Question[Any], value: object) -> object:
    """A value that a rule names, of the fact's type.

    Raises:
        WrongType: it has another type, or is a `Missing`.
        InvalidValue: it is a whole number of more than some 4,000 digits.
    """
    known = fact.read(value)
    if isinstance(known, int) and known.bit_length() > _MOST_BITS:
        raise InvalidValue(fact.name, "too-large", "a whole number of at most 4,000 digits")
    if isinstance(known, Missing):
        raise WrongType(fact.name, f"{fact.type_name}; ask with is_missing instead", Missing)
    return known
