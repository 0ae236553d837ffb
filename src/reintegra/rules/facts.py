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
from typing import Any, Generic, TypeGuard, TypeVar, overload

import attrs

from reintegra.errors import InvalidValue, WrongType
from reintegra.rules.comparison import Comparison, Operator, constant
from reintegra.rules.expression import Condition
from reintegra.rules.measure import Measure, Part
from reintegra.rules.question import Question
from reintegra.rules.wording import MONTHS_IN_A_YEAR
from reintegra.vocabulary.checks import whole_number
from reintegra.vocabulary.money import Money

T = TypeVar("T")


class Term(ABC, Generic[T]):
    """Something that has a value once its facts are known: a fact, a moved day, or a sum.

    Comparing gives an expression; `==` compares the terms themselves. A day moves by months
    first and by days then; where a month is too short, it ends on the last day of the month.

    Raises:
        WrongType: the other side has another type, the type has no order, or cannot be summed.
        InvalidValue: a fact is compared with itself, or a day is moved by days before months.
        CurrencyMismatch: amounts of two currencies are named.
    """

    __slots__ = ()

    @property
    @abstractmethod
    def measure(self) -> Measure:
        """What is compared."""

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

    def is_in(self, *values: T) -> Condition:
        """One of the values named."""
        fact = self.measure.parts[0].fact
        named = tuple(constant(fact, value) for value in values)
        return Condition(Comparison(self.measure, Operator.IS_IN, named))

    def _compared(self, operator: Operator, other: object) -> Condition:
        """Constants stand on the right, days on the left: equal conditions look alike."""
        left = self.measure
        if _is_term(other):
            right = other.measure
            _check_same_type(left, right)
            sides = (
                attrs.evolve(left, days=left.days - right.days, plus=None),
                attrs.evolve(right, days=0, plus=_plus(right.plus, _times(left.plus, -1))),
            )
            return Condition(Comparison(sides[0], operator, (), sides[1]))
        value = constant(left.parts[0].fact, other)
        if left.plus is not None:
            left, value = attrs.evolve(left, plus=None), _less(value, left.plus)
        return Condition(Comparison(left, operator, (value,)))

    @overload
    def __add__(self: Term[date], other: int) -> Computed[date]: ...
    @overload
    def __add__(self: Term[int], other: int | Term[int]) -> Computed[int]: ...
    @overload
    def __add__(self: Term[Money], other: Money | Term[Money]) -> Computed[Money]: ...
    def __add__(self, other: object) -> Computed[Any]:
        """So many days later; or the sum with a number, an amount, or another term."""
        if self.measure.type is date:
            return self._moved(days=whole_number("days", other))
        return self._summed(other, 1)

    @overload
    def __radd__(self: Term[date], other: int) -> Computed[date]: ...
    @overload
    def __radd__(self: Term[int], other: int) -> Computed[int]: ...
    def __radd__(self: Term[Any], other: int) -> Computed[Any]:
        """The same with the number in front."""
        return self + other

    @overload
    def __sub__(self: Term[date], other: int) -> Computed[date]: ...
    @overload
    def __sub__(self: Term[int], other: int | Term[int]) -> Computed[int]: ...
    @overload
    def __sub__(self: Term[Money], other: Money | Term[Money]) -> Computed[Money]: ...
    def __sub__(self, other: object) -> Computed[Any]:
        """So many days earlier; or less a number, an amount, or another term."""
        if self.measure.type is date:
            return self._moved(days=-whole_number("days", other))
        return self._summed(other, -1)

    def __rsub__(self: Term[int], other: int) -> Computed[int]:
        """A number less this."""
        return -self + other

    @overload
    def __neg__(self: Term[int]) -> Computed[int]: ...
    @overload
    def __neg__(self: Term[Money]) -> Computed[Money]: ...
    def __neg__(self: Term[Any]) -> Computed[Any]:
        """So much below 0 as this is above it."""
        return self * -1

    @overload
    def __mul__(self: Term[int], times: int) -> Computed[int]: ...
    @overload
    def __mul__(self: Term[Money], times: int) -> Computed[Money]: ...
    def __mul__(self, times: int) -> Computed[Any]:
        """So many times the number or the amount; 0 times is refused."""
        self._check_sum()
        count, measure = whole_number("times", times), self.measure
        parts = tuple(Part(part.fact, part.times * count) for part in measure.parts)
        return Computed(attrs.evolve(measure, parts=parts, plus=_times(measure.plus, count)))

    @overload
    def __rmul__(self: Term[int], times: int) -> Computed[int]: ...
    @overload
    def __rmul__(self: Term[Money], times: int) -> Computed[Money]: ...
    def __rmul__(self: Term[Any], times: int) -> Computed[Any]:
        """The same with the number in front."""
        return self * times

    def months_later(self: Term[date], months: int) -> Computed[date]:
        """The day so many months later."""
        return self._moved(months=whole_number("months", months))

    def months_earlier(self: Term[date], months: int) -> Computed[date]:
        """The day so many months earlier."""
        return self._moved(months=-whole_number("months", months))

    def years_later(self: Term[date], years: int) -> Computed[date]:
        """The day so many years later, such as the birthday on which an age is reached."""
        return self._moved(months=MONTHS_IN_A_YEAR * whole_number("years", years))

    def years_earlier(self: Term[date], years: int) -> Computed[date]:
        """The day so many years earlier."""
        return self._moved(months=-MONTHS_IN_A_YEAR * whole_number("years", years))

    def _moved(self, *, months: int = 0, days: int = 0) -> Computed[Any]:
        measure = self.measure
        fact = measure.parts[0].fact
        if measure.type is not date:
            raise WrongType(fact.name, "a fact of type date", fact.type)
        if months and (measure.days or measure.months):
            raise InvalidValue(fact.name, "order", "move a day once by months, and then by days")
        return Computed(
            attrs.evolve(measure, months=measure.months + months, days=measure.days + days)
        )

    def _summed(self, other: object, times: int) -> Computed[Any]:
        self._check_sum()
        measure = self.measure
        if _is_term(other):
            added = other * times
            _check_same_type(measure, added.measure)
            both: dict[Question[Any], int] = {part.fact: part.times for part in measure.parts}
            for part in added.measure.parts:
                both[part.fact] = both.get(part.fact, 0) + part.times
            # Where nothing is left, the measure says which fact counts 0 times.
            counted = {fact: count for fact, count in both.items() if count} or both
            parts = tuple(Part(fact, count) for fact, count in counted.items())
            plus = _plus(measure.plus, added.measure.plus)
        else:
            parts = measure.parts
            plus = _plus(measure.plus, _times(constant(measure.parts[0].fact, other), times))
        return Computed(Measure(parts, plus=plus))

    def _check_sum(self) -> None:
        fact = self.measure.parts[0].fact
        if fact.type not in {int, Money}:
            raise WrongType(fact.name, "a fact of type int or Money", fact.type)


def _is_term(other: object) -> TypeGuard[Term[Any]]:
    return isinstance(other, Term)


def _check_same_type(left: Measure, right: Measure) -> None:
    first, other = left.parts[0].fact, right.parts[0].fact
    if other.type is not first.type:
        raise WrongType(other.name, f"a fact of type {first.type_name}", other.type)


def _times(value: Any, times: int) -> Any:  # noqa: ANN401 - a number, an amount, or neither
    return None if value is None else value * times


def _less(value: Any, other: Any) -> Any:  # noqa: ANN401 - numbers or amounts
    return value - other


def _plus(value: Any, other: Any) -> Any:  # noqa: ANN401 - a number, an amount, or neither
    total = other if value is None else value if other is None else value + other
    return total or None


@attrs.frozen(order=False)
class Computed(Term[T]):
    """A day some months and days from a date, or a sum of numbers or of amounts."""

    _measure: Measure

    @property
    def measure(self) -> Measure:
        """The day or the sum."""
        return self._measure


@attrs.frozen(order=False)
class Fact(Question[T], Term[T]):
    """What a rule may ask, by name: `Fact("age", int, Text(id="Umur", en="Age"))`.

    Types are bool, int, str, date, Money, and any enumeration of texts. Comparing a fact gives
    an expression; `==` compares facts by their structure.

    Raises:
        InvalidValue: the name is not one lower-case word (letters, digits, `_`).
        WrongType: the type is not one of those, or a comparison does not fit the type.
    """

    @property
    def measure(self) -> Measure:
        """The fact alone."""
        return Measure((Part(self),))

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
        return Condition(Comparison(self.measure, Operator.EQUALS, (value,)))

    @property
    def is_missing(self) -> Condition:
        """No answer is known; this is always decided, and an answer turns it."""
        return Condition(Comparison(self.measure, Operator.IS_MISSING))
