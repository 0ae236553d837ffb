"""What a provision gives, as data: a value named, or an amount computed from facts.

Amounts are exact to the end: a share of an amount is a fraction, and is given only once it is
rounded, by a rounding that has a name.

>>> from fractions import Fraction
>>> from reintegra.rules import Fact, Rounding, amount_of
>>> from reintegra.vocabulary.money import Money, idr
>>> from reintegra.vocabulary.texts import Text
>>> wage = Fact("wage", Money, Text(id="Upah", en="Wage"))
>>> share = amount_of(wage).times(Fraction(1, 3)).rounded(Rounding.DOWN, 1_000)
>>> str(share.value({"wage": idr(2_000_000)}))
'Rp666.000'
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from fractions import Fraction
from functools import cached_property
from typing import TYPE_CHECKING, Any

import attrs

from reintegra.errors import InvalidValue, WrongType
from reintegra.rules.canonical import plain
from reintegra.rules.facts import Term
from reintegra.rules.measure import Measure
from reintegra.rules.provisions.operation import Operation, Rounding
from reintegra.rules.question import PLAIN_TYPES, Missing
from reintegra.rules.wording import TIMES, in_both, value_in_words
from reintegra.vocabulary.checks import instance_of, whole_number
from reintegra.vocabulary.money import Currency, Money, currencies_apart
from reintegra.vocabulary.texts import Text, Worded

if TYPE_CHECKING:
    from collections.abc import Mapping

    from reintegra.rules.question import Question

Exact = tuple[Fraction, Currency | None]
"""Units, which may be a fraction on the way, and the currency that they are of."""

Kind = tuple[type, Currency | None]
"""The type of a value, and of money the currency, where one is named."""


@attrs.frozen
class Amount(ABC):
    """Something that a provision gives: equal by structure, hashable, and never any code.

    Raises:
        WrongType: what it is made of is neither a number nor money, which alone have a size, or
            is a number here and money there.
        CurrencyMismatch: two currencies are named in it.
    """

    def __attrs_post_init__(self) -> None:
        self.kind  # noqa: B018 - what does not fit is refused here, not when first calculated

    @property
    def parts(self) -> tuple[Amount, ...]:
        """The amounts that it is made of."""
        return ()

    @property
    def facts(self) -> tuple[Question[Any], ...]:
        """The facts from which it is computed."""
        return tuple(dict.fromkeys(fact for part in self.parts for fact in part.facts))

    @cached_property
    def kind(self) -> Kind:
        """What it gives: that of all its parts."""
        return _one_kind(self.parts)

    @property
    @abstractmethod
    def is_whole(self) -> bool:
        """Whether it is whole whatever the facts are; a share is not, until it is rounded."""

    @property
    @abstractmethod
    def text(self) -> Text:
        """The amount in words."""

    @abstractmethod
    def to_data(self, *, wording: bool = True) -> dict[str, object]:
        """The amount as plain JSON data."""

    @abstractmethod
    def exact(self, known: Mapping[str, Any]) -> Exact:
        """Its exact size, every fact of it being known.

        Raises:
            CurrencyMismatch: two currencies meet.
            WrongType: it is a word or a day, which has no size.
        """

    def value(self, known: Mapping[str, Any]) -> Any:  # noqa: ANN401 - of any fact type
        """Its value, every fact of it being known: a number, or money.

        Raises:
            InvalidValue: it is not whole; round it first.
            CurrencyMismatch: two currencies meet.
        """
        units, currency = self.exact(known)
        if units.denominator != 1:
            raise InvalidValue("amount", "not-whole", "round a share before it is given")
        return int(units) if currency is None else Money(int(units), currency)

    def times(self, share: Fraction | int) -> Amount:
        """So many times the amount, or a share of it as an exact fraction; never a float."""
        if type(share) not in {int, Fraction}:
            raise WrongType("share", "an int or a Fraction", type(share))
        return Share(self, Fraction(share))

    def plus(self, other: object) -> Amount:
        """The sum of the two."""
        return Joined(Operation.PLUS, self, amount_of(other))

    def minus(self, other: object) -> Amount:
        """The difference; it may fall below zero."""
        return Joined(Operation.MINUS, self, amount_of(other))

    def capped_at(self, limit: object) -> Amount:
        """The amount, but never more than the limit."""
        return Joined(Operation.CAPPED, self, amount_of(limit))

    def raised_to(self, least: object) -> Amount:
        """The amount, but never less than the least."""
        return Joined(Operation.RAISED, self, amount_of(least))

    def in_excess_of(self, limit: object) -> Amount:
        """By how much it lies above the limit; zero where it does not."""
        return Joined(Operation.EXCESS, self, amount_of(limit))

    def short_of(self, limit: object) -> Amount:
        """By how much it lies below the limit; zero where it does not."""
        return Joined(Operation.SHORTFALL, self, amount_of(limit))

    def rounded(self, rounding: Rounding, unit: int = 1) -> Amount:
        """A multiple of the unit, in whole numbers or whole units of the currency."""
        return Rounded(self, rounding, unit)


@attrs.frozen
class Named(Amount):
    """A value that the provision names: a number, an amount of money, a day, a word, yes or no.

    Raises:
        WrongType: a value of another type, or a `Missing`, which is no value.
    """

    named: Any

    def __attrs_post_init__(self) -> None:
        given: object = self.named
        plain_or_worded = type(given) in PLAIN_TYPES or isinstance(given, Worded)
        if isinstance(given, Missing) or not plain_or_worded:
            raise WrongType("amount", "a value, a term or an amount", type(given))

    @cached_property
    def kind(self) -> Kind:
        """The type of the value."""
        given: object = self.named
        return type(given), _currency_of(given)

    @property
    def is_whole(self) -> bool:
        """Always."""
        return True

    @property
    def text(self) -> Text:
        """The value as people read it."""
        return in_both(lambda language: value_in_words(self.named, language))

    def to_data(self, *, wording: bool = True) -> dict[str, object]:  # noqa: ARG002 - has no words
        """The value under `value`, with the type of a word."""
        worded = {"type": type(self.named).__name__} if isinstance(self.named, Worded) else {}
        return {"value": plain(self.named), **worded}

    def exact(self, known: Mapping[str, Any]) -> Exact:  # noqa: ARG002 - it needs none
        """The number or the money that is named."""
        return _exact(self.named)

    def value(self, known: Mapping[str, Any]) -> Any:  # noqa: ANN401, ARG002 - of any fact type
        """The value itself."""
        return self.named


@attrs.frozen
class Measured(Amount):
    """A fact of type int or Money, or a sum of such facts."""

    measure: Measure

    def __attrs_post_init__(self) -> None:
        fact = self.measure.facts[0]
        if fact.type not in {int, Money}:
            raise WrongType(fact.name, "a fact of type int or Money", fact.type)

    @property
    def facts(self) -> tuple[Question[Any], ...]:
        """Those of the sum."""
        return self.measure.facts

    @cached_property
    def kind(self) -> Kind:
        """The type of the facts, and the currency of what is added to them."""
        return self.measure.type, _currency_of(self.measure.plus)

    @property
    def is_whole(self) -> bool:
        """Always."""
        return True

    @property
    def text(self) -> Text:
        """The sum in words."""
        return self.measure.text

    def to_data(self, *, wording: bool = True) -> dict[str, object]:
        """The measure as data."""
        return self.measure.to_data(wording=wording)

    def exact(self, known: Mapping[str, Any]) -> Exact:
        """The sum of the facts."""
        return _exact(self.measure.value(known))


@attrs.frozen
class Share(Amount):
    """So many times an amount, exactly."""

    part: Amount
    share: Fraction

    @property
    def parts(self) -> tuple[Amount, ...]:
        """The amount alone."""
        return (self.part,)

    @property
    def is_whole(self) -> bool:
        """Whether it is a whole multiple of a whole amount."""
        return self.part.is_whole and self.share.denominator == 1

    @property
    def text(self) -> Text:
        """The share of the amount."""
        part = self.part.text
        return in_both(lambda language: f"{self.share} {TIMES} ({part(language)})")

    def to_data(self, *, wording: bool = True) -> dict[str, object]:
        """Numerator and denominator under `times`."""
        return {
            "times": [self.share.numerator, self.share.denominator],
            "of": self.part.to_data(wording=wording),
        }

    def exact(self, known: Mapping[str, Any]) -> Exact:
        """The product."""
        units, currency = self.part.exact(known)
        return units * self.share, currency


@attrs.frozen
class Joined(Amount):
    """One amount set against another."""

    operation: Operation
    left: Amount
    right: Amount

    @property
    def parts(self) -> tuple[Amount, ...]:
        """Both."""
        return self.left, self.right

    @property
    def is_whole(self) -> bool:
        """Whether both are."""
        return self.left.is_whole and self.right.is_whole

    @property
    def text(self) -> Text:
        """The two in words."""
        words, left, right = self.operation.text, self.left.text, self.right.text
        return in_both(lambda language: words(language).format(left(language), right(language)))

    def to_data(self, *, wording: bool = True) -> dict[str, object]:
        """The operation and the two."""
        parts = [part.to_data(wording=wording) for part in (self.left, self.right)]
        return {"amount": str(self.operation), "of": parts}

    def exact(self, known: Mapping[str, Any]) -> Exact:
        """What the operation makes of the two."""
        (left, currency), (right, other) = self.left.exact(known), self.right.exact(known)
        if currency and other and currency != other:
            raise currencies_apart(currency, other)
        return self.operation.of(left, right), currency


@attrs.frozen
class Rounded(Amount):
    """An amount brought to a multiple of a unit.

    Raises:
        InvalidValue: the unit is below 1.
        WrongType: the unit is not a whole number, or the rounding none.
    """

    part: Amount
    rounding: Rounding
    unit: int = 1

    def __attrs_post_init__(self) -> None:
        super().__attrs_post_init__()
        instance_of(Rounding, "rounding", self.rounding)
        if whole_number("unit", self.unit) < 1:
            raise InvalidValue("unit", "range", "a unit of at least 1")

    @property
    def parts(self) -> tuple[Amount, ...]:
        """The amount alone."""
        return (self.part,)

    @property
    def is_whole(self) -> bool:
        """Always."""
        return True

    @property
    def text(self) -> Text:
        """The amount, and how it is rounded."""
        part, lead, way = self.part.text, _ROUNDED.fill(unit=self.unit), self.rounding.text
        return in_both(lambda language: f"({part(language)}), {lead(language)} {way(language)}")

    def to_data(self, *, wording: bool = True) -> dict[str, object]:
        """The rounding, the unit and the amount."""
        return {
            "round": str(self.rounding),
            "unit": self.unit,
            "of": self.part.to_data(wording=wording),
        }

    def exact(self, known: Mapping[str, Any]) -> Exact:
        """The multiple."""
        units, currency = self.part.exact(known)
        return self.rounding.of(units, self.unit), currency


_ROUNDED = Text(id="dibulatkan per {unit}", en="rounded to multiples of {unit}")


def amount_of(what: object) -> Amount:
    """The amount that a value, a term or an amount is.

    Raises:
        WrongType: it is none of these.
    """
    if isinstance(what, Amount):
        return what
    return Measured(what.measure) if isinstance(what, Term) else Named(what)


def _exact(value: object) -> Exact:
    if isinstance(value, Money):
        return Fraction(value.units), value.currency
    return Fraction(whole_number("amount", value)), None


def _currency_of(value: object) -> Currency | None:
    return value.currency if isinstance(value, Money) else None


def _one_kind(parts: tuple[Amount, ...]) -> Kind:
    """What amounts are that are calculated with each other: all numbers, or one currency."""
    first, named = parts[0].kind
    for kind, currency in (part.kind for part in parts):
        if kind is not int and kind is not Money:
            raise WrongType("amount", "a number or money", kind)
        if kind is not first:
            raise WrongType("amount", first.__name__, kind)
        if named and currency and currency != named:
            raise currencies_apart(named, currency)
        named = named or currency
    return first, named
