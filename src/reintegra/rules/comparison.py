"""One condition on one fact, or between two, as data: what an expression has at its leaves."""

from __future__ import annotations

import operator
from datetime import date
from enum import StrEnum
from typing import TYPE_CHECKING, Any

import attrs

from reintegra.errors import InvalidValue, WrongType
from reintegra.rules.canonical import plain
from reintegra.rules.question import Missing, Question
from reintegra.rules.wording import comparison_in_words
from reintegra.vocabulary.money import Money

if TYPE_CHECKING:
    from collections.abc import Callable

    from reintegra.vocabulary.texts import Text


class Operator(StrEnum):
    """How a fact is compared; `IS_MISSING` asks only whether an answer is known."""

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
    """A fact (a date moved by `shift` days) against values, or against another fact.

    Raises:
        InvalidValue: no value to compare with, or a fact compared with itself.
        WrongType: a value of another type than the fact's, or an order where there is none.
        CurrencyMismatch: values of two currencies.
    """

    fact: Question[Any]
    operator: Operator
    values: tuple[Any, ...] = ()
    other: Question[Any] | None = None
    shift: int = 0

    def __attrs_post_init__(self) -> None:
        if self.operator in ORDERS and not self.fact.is_ordered:
            raise WrongType(
                self.fact.name, "a fact with an order (int, date, Money)", self.fact.type
            )
        if self.other is not None:
            self._check_other(self.other)
        elif not self.values and self.operator is not Operator.IS_MISSING:
            raise InvalidValue(self.fact.name, "empty", "name at least one value to compare with")
        if self.fact.type is Money:
            sorted(self.values)

    def _check_other(self, other: Question[Any]) -> None:
        if other.type is not self.fact.type:
            raise WrongType(self.fact.name, f"a fact of type {self.fact.type_name}", other.type)
        if other == self.fact:
            raise InvalidValue(self.fact.name, "same-fact", "compare it with something else")

    @property
    def facts(self) -> tuple[Question[Any], ...]:
        """The one or two facts that it asks, as they are written."""
        return (self.fact,) if self.other is None else (self.fact, self.other)

    @property
    def sentence(self) -> Text:
        """The condition in both languages."""
        other = None if self.other is None else self.other.text
        return comparison_in_words(
            self.fact.text, self.fact.type, self.operator, self.values, other, self.shift
        )

    def to_data(self, *, wording: bool = True) -> dict[str, object]:
        """The condition as plain JSON data."""
        data: dict[str, object] = {
            "fact": self.fact.to_data(wording=wording),
            "is": str(self.operator),
        }
        if self.other is not None:
            data["other"] = self.other.to_data(wording=wording)
        elif self.values:
            data["values"] = [plain(value) for value in self.values]
        if self.shift:
            data["days"] = self.shift
        return data

    def holds(self, value: object) -> bool:
        """Whether a known value of the fact satisfies the values named here."""
        if self.operator not in ORDERS:
            return _number(value, self.shift) in [_number(each, 0) for each in self.values]
        order = ORDERS[self.operator]
        return order(_number(value, self.shift), _number(self.values[0], 0))

    def samples(self) -> tuple[Any, ...]:
        """Values of the fact among which every answer that its values can get occurs."""
        fact_type = self.fact.type
        if fact_type is bool:
            return (True, False)
        if issubclass(fact_type, StrEnum):
            return tuple(fact_type)
        if fact_type is str:
            return (*self.values, "".join(self.values) + ".")
        return tuple(near for value in self.values for near in self._around(value))

    def _around(self, value: Any) -> tuple[Any, ...]:  # noqa: ANN401 - a value of any fact type
        if isinstance(value, Money):
            return tuple(Money(value.units + step, value.currency) for step in (-1, 0, 1))
        if isinstance(value, date):
            days = (value.toordinal() - self.shift + step for step in (0, 1))
            inside = (n for n in days if 1 <= n <= date.max.toordinal())
            return (date.min, *map(date.fromordinal, inside))
        return (value - 1, value, value + 1)


def _number(value: object, shift: int) -> object:
    return value.toordinal() + shift if isinstance(value, date) else value


def constant(fact: Question[Any], value: object) -> object:
    """A value that a rule names, of the fact's type.

    Raises:
        WrongType: it has another type, or is a `Missing`.
    """
    known = fact.read(value)
    if isinstance(known, Missing):
        raise WrongType(fact.name, f"{fact.type_name}; ask with is_missing instead", Missing)
    return known
