"""How an amount is written and read: plain digits for machines, Indonesian grouping for people.

`960000` is how machines write it and `Rp960.000` how people do. `1.000` is a thousand to one
reader and one to another, so a strict reading refuses it, and only a reading that is explicitly
Indonesian takes the dot as grouping.
"""

from __future__ import annotations

import re
from decimal import Decimal
from typing import Final

from reintegra.errors import InvalidValue
from reintegra.vocabulary.checks import plain_text

_PLAIN: Final = re.compile(r"(0|[1-9][0-9]*)(?:\.([0-9]+))?")
_INDONESIAN: Final = re.compile(r"(0|[1-9][0-9]*|[1-9][0-9]{0,2}(?:\.[0-9]{3})+)(?:,([0-9]+))?")
_MARKS: Final = 16
_DECIMALS_ON_PAPER: Final = 2
"""Of a currency counted whole: SNAP BI and G2P Connect write `960000.00`, people `Rp960.000,00`."""


def digits_of(number: int) -> str:
    """A whole number in plain digits at any size: Python's own words end at 4300 digits."""
    return str(Decimal(number))


def number_in(digits: str) -> int:
    """The whole number that plain digits name, at any size."""
    return int(Decimal(digits))


def write_units(units: int, digits: int, prefix: str) -> str:
    """An amount for people: `Rp960.000`, `-Rp960.000`, `XTS 1.234,50`."""
    whole, part = divmod(abs(units), 10**digits)
    decimals = f",{part:0{digits}d}" if digits else ""
    return f"{'-' if units < 0 else ''}{prefix}{Decimal(whole):,}".replace(",", ".") + decimals


def read_units(text: str, digits: int, prefix: str, *, indonesian: bool, max_digits: int) -> int:
    """The smallest units that a text names; exact, and at once however long the text is.

    An Indonesian reading also takes the prefix after the sign, as `write_units` puts it. Decimals
    are written all or not at all: those in use, or two zeros where the currency is counted whole.

    Raises:
        InvalidValue: another form (`form`), more digits than allowed (`too-large`), a negative
            zero (`negative-zero`), a fraction of the smallest unit (`not-whole`), or another
            number of decimals (`decimals`).
        WrongType: not a text.
    """
    if len(plain_text("amount", text)) > 2 * max_digits + len(prefix) + _MARKS:
        raise InvalidValue("amount", "too-large", "more digits than an amount may have")
    figures = text.removeprefix("-")
    figures = figures.removeprefix(prefix) if indonesian else figures
    match = (_INDONESIAN if indonesian else _PLAIN).fullmatch(figures)
    if match is None:
        raise InvalidValue("amount", "form", "write whole units in plain digits")
    written = match[1].replace(".", "") + _decimals_in_use(match[2] or "", digits)
    if len(written) > max_digits:
        raise InvalidValue("amount", "too-large", "more digits than an amount may have")
    units = number_in(written) * (1 if match[2] else 10**digits)
    if text.startswith("-") and not units:
        raise InvalidValue("amount", "negative-zero", "no amount is a negative zero")
    return -units if text.startswith("-") else units


def _decimals_in_use(part: str, digits: int) -> str:
    if part[digits:].strip("0"):
        raise InvalidValue("amount", "not-whole", "a fraction of the smallest unit is no amount")
    whole = digits or _DECIMALS_ON_PAPER
    if part and len(part) != whole:
        raise InvalidValue("amount", "decimals", f"write no decimals, or exactly {whole}")
    return part[:digits]
