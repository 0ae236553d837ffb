"""What a rule asks about, ready to be compared: `age >= 18`, `account.is_true`.

>>> from reintegra.rules import Fact
>>> from reintegra.vocabulary.texts import Text
>>> age = Fact("age", int, Text(id="Umur", en="Age"))
>>> (age >= 18).sentence("id")
'Umur sekurang-kurangnya 18'
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from datetime import date
from typing import Any, Generic, TypeGuard, TypeVar

import attrs

from reintegra.errors import WrongType
from reintegra.rules.comparison import Comparison, Operator, constant
from reintegra.rules.expression import Condition
from reintegra.rules.question import Question
from reintegra.vocabulary.checks import whole_number

T = TypeVar("T")


class Term(ABC, Generic[T]):
    """Something that has a value once its fact is known: a fact, or a date some days from one.

    Comparing gives an expression; `==` compares the terms themselves.

    Raises:
        WrongType: the other side has another type, or the type has no order.
        InvalidValue: a fact is compared with itself.
        CurrencyMismatch: amounts of two currencies are named.
    """

    __slots__ = ()

    @abstractmethod
    def _moved(self) -> tuple[Question[T], int]:
        """The fact, and the days by which its date is moved."""

    def __lt__(self, other: T | Term[T]) -> Condition:
        """Below, or before."""
        return self._compared(Operator.BELOW, other)

    def __le__(self, other: T | Term[T]) -> Condition:
        """At most, or on or before."""
        return self._compared(Operator.AT_MOST, other)

    def __gt__(self, other: T | Term[T]) -> Condition:
        """Above, or after."""
        return self._compared(Operator.ABOVE, other)

    def __ge__(self, other: T | Term[T]) -> Condition:
        """At least, or on or after."""
        return self._compared(Operator.AT_LEAST, other)

    def equals(self, other: T | Term[T]) -> Condition:
        """The very value, or the value of another fact."""
        return self._compared(Operator.EQUALS, other)

    def _compared(self, operator: Operator, other: object) -> Condition:
        fact, days = self._moved()
        if _is_term(other):
            other_fact, other_days = other._moved()  # noqa: SLF001 - it is a term too
            return Condition(Comparison(fact, operator, (), other_fact, days - other_days))
        return Condition(Comparison(fact, operator, (constant(fact, other),), None, days))


def _is_term(other: object) -> TypeGuard[Term[Any]]:
    return isinstance(other, Term)


@attrs.frozen(order=False)
class Shifted(Term[date]):
    """The day that lies so many days after a date that a rule asks about, or before it."""

    fact: Fact[date]
    days: int

    def _moved(self) -> tuple[Question[date], int]:
        return self.fact, self.days

    def __add__(self, days: int) -> Shifted:
        """Days later."""
        return Shifted(self.fact, self.days + whole_number("days", days))

    def __sub__(self, days: int) -> Shifted:
        """Days earlier."""
        return Shifted(self.fact, self.days - whole_number("days", days))


@attrs.frozen(order=False)
class Fact(Question[T], Term[T]):
    """What a rule may ask, by name: `Fact("age", int, Text(id="Umur", en="Age"))`.

    Types are bool, int, str, date, Money, and any enumeration of texts. Comparing a fact gives
    an expression; `==` compares facts by their structure.

    Raises:
        InvalidValue: the name is not one lower-case word (letters, digits, `_`).
        WrongType: the type is not one of those, or a comparison does not fit the type.
    """

    def _moved(self) -> tuple[Question[T], int]:
        return self, 0

    def is_in(self, *values: T) -> Condition:
        """One of the values named."""
        return Condition(
            Comparison(self, Operator.IS_IN, tuple(constant(self, value) for value in values))
        )

    @property
    def is_true(self) -> Condition:
        """Answered with yes; unknown while it is not answered."""
        return self._answered(value=True)

    @property
    def is_false(self) -> Condition:
        """Answered with no; unknown while it is not answered."""
        return self._answered(value=False)

    def _answered(self, *, value: bool) -> Condition:
        if self.type is not bool:
            raise WrongType(self.name, "a fact of type bool", self.type)
        return Condition(Comparison(self, Operator.EQUALS, (value,)))

    @property
    def is_missing(self) -> Condition:
        """No answer is known; this is always decided, and an answer turns it."""
        return Condition(Comparison(self, Operator.IS_MISSING))

    def __add__(self: Fact[date], days: int) -> Shifted:
        """The day so many days later."""
        return Shifted(_dated(self), whole_number("days", days))

    def __sub__(self: Fact[date], days: int) -> Shifted:
        """The day so many days earlier."""
        return Shifted(_dated(self), -whole_number("days", days))


def _dated(fact: Fact[Any]) -> Fact[Any]:
    if fact.type is not date:
        raise WrongType(fact.name, "a fact of type date", fact.type)
    return fact
