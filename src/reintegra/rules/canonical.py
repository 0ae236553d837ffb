"""One value has one form in bytes: what digests are taken over.

The bytes do not depend on the process, the hash seed, the locale or the order of keys.
"""

from __future__ import annotations

import hashlib
import json
from datetime import date
from enum import StrEnum
from typing import TYPE_CHECKING, Final

from reintegra.errors import InvalidValue
from reintegra.rules.question import Missing
from reintegra.vocabulary.money import Money

if TYPE_CHECKING:
    from reintegra.vocabulary.sources import Source


_WRITER: Final = json.JSONEncoder(sort_keys=True, separators=(",", ":"), ensure_ascii=True)


def plain(value: object) -> object:
    """A value of a fact as plain JSON data; two values of different types never look alike."""
    match value:
        case Money():
            return {"money": [value.units, value.currency.code, value.currency.digits]}
        case Missing():
            return {"missing": value.value}
        case StrEnum():
            return {"code": value.value}
        case date():
            return {"date": value.isoformat()}
        case _:
            return value


def source_as_data(source: Source) -> dict[str, object]:
    """Where a rule stands, as plain JSON data."""
    return {
        "instrument": source.instrument,
        "article": source.article,
        "address": source.address,
        "standing": str(source.standing),
    }


def canonical_bytes(data: object) -> bytes:
    """JSON with sorted keys, no spaces and ASCII only.

    Raises:
        InvalidValue: a whole number has more digits than Python writes (some 4,300).
    """
    try:
        text = _WRITER.encode(data)
    except ValueError:
        text = None
    if text is None:
        raise InvalidValue("data", "too-large", "a whole number has too many digits to be written")
    return text.encode("ascii")


def digest_of(data: object) -> str:
    """SHA-256 over the canonical bytes, as 64 hexadecimal digits."""
    return hashlib.sha256(canonical_bytes(data)).hexdigest()
