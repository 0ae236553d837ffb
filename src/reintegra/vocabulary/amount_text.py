"""How an amount is written and read: plain digits for machines, Indonesian grouping for people.

`960000` is how machines write it and `Rp960.000` how people do. `1.000` is a thousand to one
reader and one to another, so a strict reading refuses it, and only a reading that is explicitly
Indonesian takes the dot as grouping.
"""

from __future__ import annotations

import re
from typing import Final

from reintegra.errors import InvalidValue
from reintegra.vocabulary.checks import plain_text

_PLAIN: Final = re.compile(r"(-?)(0|[1-9][0-9]*)(?:\.([0-9]+))?")
_INDONESIAN: Final = re.compile(r"(-?)(0|[1-9][0-9]*|[1-9][0-9]{0,2}(?:\.[0-9]{3})+)(?:,([0-9]+))?")
_MARKS: Final = 16


def write_units(units: int, digits: int, prefix: str) -> str:
    """An amount for people: `Rp960.000`, `-Rp960.000`, `XTS 1.234,50`."""
    whole, part = divmod(abs(units), 10**digits)
    decimals = f",{part:0{digits}d}" if digits else ""
    return f"{'-' if units < 0 else ''}{prefix}{whole:,}".replace(",", ".") + decimals


def read_units(text: str, digits: int, prefix: str, *, indonesian: bool, max_digits: int) -> int:
    """The smallest units that a text names; exact, and at once however long the text is.

    An Indonesian reading also takes the prefix after the sign, as `write_units` puts it.

    Raises:
        InvalidValue: another form (`form`), more digits than allowed (`too-large`), a negative
            zero (`negative-zero`), or a fraction of the smallest unit (`not-whole`).
        WrongType: not a text.
    """
    if len(plain_text("amount", text)) > 2 * max_digits + len(prefix) + _MARKS:
        raise InvalidValue("amount", "too-large", "more digits than an amount may have")
    bare = text.replace(prefix, "", 1) if indonesian and _carries(text, prefix) else text
    match = (_INDONESIAN if indonesian else _PLAIN).fullmatch(bare)
    if match is None:
        raise InvalidValue("amount", "form", "write whole units in plain digits")
    sign: str = match[1]
    whole: str = match[2].replace(".", "")
    part: str = match[3] or ""
    if part and len(part) != digits:
        raise InvalidValue("amount", "not-whole", "a fraction of the smallest unit is no amount")
    if len(whole + part) > max_digits:
        raise InvalidValue("amount", "too-large", "more digits than an amount may have")
    units = int(whole) * int(10**digits) + int(part or "0")
    if sign and not units:
        raise InvalidValue("amount", "negative-zero", "no amount is a negative zero")
    return -units if sign else units


def _carries(text: str, prefix: str) -> bool:
    return text.removeprefix("-").startswith(prefix)
