"""Money is counted in whole units of one currency, and never in fractions.

Rupiah are counted whole: the sen is not in use. The decimal context and the locale of the host
never change an amount. `moneyed.Money` is accepted and given at the edge only.

>>> from reintegra.vocabulary.money import idr
>>> str(490 * idr(960_000))
'Rp470.400.000'
"""

from __future__ import annotations

import re
from decimal import Decimal
from typing import TYPE_CHECKING, Final

import attrs
import moneyed

from reintegra.errors import CurrencyMismatch, InvalidValue
from reintegra.vocabulary.amount_text import digits_of, number_in, read_units, write_units
from reintegra.vocabulary.checks import instance_of, plain_text, whole_number

if TYPE_CHECKING:
    from collections.abc import Iterable

_CURRENCY_CODE: Final = re.compile(r"[A-Z]{3}")
_MOST_DECIMALS: Final = 6


@attrs.frozen
class Currency:
    """A currency by its ISO 4217 code, and how its amounts are counted and written.

    `digits` is the number of decimals *in use* (0 for the rupiah), `prefix` what stands before
    an amount. Two are one currency where code and digits are: how it is written changes nothing.

    Raises:
        InvalidValue: the code is not three capitals, or `digits` is not 0 to 6.
        WrongType: `digits` is not a whole number, or a text is not a text.
    """

    code: str
    digits: int
    prefix: str = attrs.field(eq=False)

    def __attrs_post_init__(self) -> None:
        plain_text("Currency.prefix", self.prefix)
        if not _CURRENCY_CODE.fullmatch(plain_text("Currency.code", self.code)):
            raise InvalidValue("Currency.code", "form", "three capitals of ISO 4217")
        if not 0 <= whole_number("Currency.digits", self.digits) <= _MOST_DECIMALS:
            raise InvalidValue("Currency.digits", "range", "0 to 6 decimals are in use")


IDR: Final = Currency("IDR", 0, "Rp")
"""The Indonesian rupiah, counted whole."""

XTS: Final = Currency("XTS", 2, "XTS ")
"""The code that ISO 4217 reserves for testing, with hundredths: a currency that nobody has."""


def _code_of(currency: Currency) -> str:
    return currency.code


def currencies_apart(left: Currency, right: Currency) -> CurrencyMismatch:
    """The error that tells two currencies apart: by their decimals where the codes are equal."""
    if left.code != right.code:
        return CurrencyMismatch(left.code, right.code)
    one, other = (f"{each.code} with {each.digits} decimals" for each in (left, right))
    return CurrencyMismatch(one, other)


@attrs.frozen
class Money:
    """An amount in the smallest unit in use of its currency; negative amounts are amounts.

    An amount is true unless it is zero. Everything is exact at any size.

    Raises:
        WrongType: `units` is not a whole number (a bool and a float never are), or something
            else than money is added to it.
        CurrencyMismatch: two currencies are calculated with or ordered.
    """

    units: int = attrs.field(repr=digits_of)
    currency: Currency = attrs.field(repr=_code_of)

    def __attrs_post_init__(self) -> None:
        whole_number("units", self.units)
        instance_of(Currency, "currency", self.currency)

    @classmethod
    def zero(cls, currency: Currency) -> Money:
        """Nothing, in a currency."""
        return cls(0, currency)

    @classmethod
    def total(cls, items: Iterable[Money], currency: Currency) -> Money:
        """The sum of many amounts of one currency; nothing adds up to zero.

        Raises:
            CurrencyMismatch: one amount is of another currency.
            WrongType: one item is not money.
        """
        nothing = cls(0, currency)
        return cls(sum(nothing._units_of(item) for item in items), currency)

    @classmethod
    def from_text(
        cls, text: str, currency: Currency, *, indonesian: bool = False, max_digits: int = 15
    ) -> Money:
        """The amount that a text names, such as `960000`, or `Rp960.000` when read as Indonesian.

        `max_digits` limits the input, not the amounts that the library can count.

        Raises:
            InvalidValue: another form, too many digits, a negative zero, a fraction, or some of
                the decimals but not all.
            WrongType: not a text.
        """
        units = read_units(
            text, currency.digits, currency.prefix, indonesian=indonesian, max_digits=max_digits
        )
        return cls(units, currency)

    @classmethod
    def from_moneyed(
        cls, amount: moneyed.Money, currency: Currency = IDR, *, max_digits: int = 30
    ) -> Money:
        """The same amount as counted here; later changes of the original do not reach it.

        Raises:
            CurrencyMismatch: the amount is of another currency.
            InvalidValue: not a finite number (`not-finite`), a fraction of the smallest unit
                (`not-whole`), or more digits than `max_digits` (`too-large`).
            WrongType: not a `moneyed.Money`, or one whose amount is no longer a `Decimal`.
        """
        given = instance_of(moneyed.Money, "amount", amount)
        number = instance_of(Decimal, "amount", given.amount)
        if given.currency.code != currency.code:
            raise CurrencyMismatch(given.currency.code, currency.code)
        return cls(_units_in(number, currency.digits, max_digits), currency)

    def to_moneyed(self) -> moneyed.Money:
        """The same amount for an application that uses py-moneyed.

        Raises:
            InvalidValue: py-moneyed does not know the currency.
        """
        places = tuple(int(digit) for digit in digits_of(abs(self.units)))
        amount = Decimal((int(self.units < 0), places, -self.currency.digits))
        try:
            return moneyed.Money(amount, self.currency.code)
        except moneyed.CurrencyDoesNotExist:
            pass
        raise InvalidValue("currency", "unknown-currency", "py-moneyed does not know it")

    def __str__(self) -> str:
        return write_units(self.units, self.currency.digits, self.currency.prefix)

    def __format__(self, format_spec: str) -> str:
        return format(str(self), format_spec)

    def __bool__(self) -> bool:
        return self.units != 0

    def __neg__(self) -> Money:
        return Money(-self.units, self.currency)

    def __add__(self, other: Money) -> Money:
        return Money(self.units + self._units_of(other), self.currency)

    def __sub__(self, other: Money) -> Money:
        return Money(self.units - self._units_of(other), self.currency)

    def __mul__(self, times: int) -> Money:
        return Money(self.units * whole_number("times", times), self.currency)

    __rmul__ = __mul__

    def __floordiv__(self, parts: int) -> Money:
        return Money(self.units // _parts(parts), self.currency)

    def __mod__(self, parts: int) -> Money:
        return Money(self.units % _parts(parts), self.currency)

    def __lt__(self, other: Money) -> bool:
        return self.units < self._units_of(other)

    def __le__(self, other: Money) -> bool:
        return self.units <= self._units_of(other)

    def __gt__(self, other: Money) -> bool:
        return self.units > self._units_of(other)

    def __ge__(self, other: Money) -> bool:
        return self.units >= self._units_of(other)

    def _units_of(self, other: Money) -> int:
        given = instance_of(Money, "amount", other)
        if given.currency != self.currency:
            raise currencies_apart(self.currency, given.currency)
        return given.units


def idr(units: int) -> Money:
    """So many whole rupiah.

    Raises:
        WrongType: not a whole number.
    """
    return Money(units, IDR)


def _parts(parts: int) -> int:
    if not whole_number("parts", parts):
        raise InvalidValue("parts", "zero", "money cannot be divided into no parts")
    return parts


def _units_in(number: Decimal, digits: int, max_digits: int) -> int:
    """The units in a decimal, by its digits: the decimal context of the host has no say."""
    if not number.is_finite():
        raise InvalidValue("amount", "not-finite", "an amount is a finite number")
    if not number:
        return 0
    if number.adjusted() + digits >= max_digits:
        raise InvalidValue("amount", "too-large", "more digits than an amount may have")
    negative, places, exponent = number.as_tuple()
    written = "".join(str(place) for place in places)
    shift = int(exponent) + digits
    kept, lost = (written + "0" * shift, "") if shift >= 0 else (written[:shift], written[shift:])
    if lost.strip("0"):
        raise InvalidValue("amount", "not-whole", "a fraction of the smallest unit is no amount")
    units = number_in(kept)
    return -units if negative else units
