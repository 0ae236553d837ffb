"""One value has one form in bytes: what digests are taken over.

The bytes do not depend on the process, the hash seed, the locale or the order of keys.
"""

from __future__ import annotations

import hashlib
import json
from datetime import date
from enum import StrEnum

from reintegra.vocabulary.money import Money


def plain(value: object) -> object:
    """A value of a fact as plain JSON data; two values of different types never look alike."""
    match value:
        case Money():
            return {"money": [value.units, value.currency.code]}
        case StrEnum():
            return {"code": value.value}
        case date():
            return {"date": value.isoformat()}
        case _:
            return value


def canonical_bytes(data: object) -> bytes:
    """JSON with sorted keys, no spaces and ASCII only."""
    text = json.dumps(data, sort_keys=True, separators=(",", ":"), ensure_ascii=True)
    return text.encode("ascii")


def digest_of(data: object) -> str:
    """SHA-256 over the canonical bytes, as 64 hexadecimal digits."""
    return hashlib.sha256(canonical_bytes(data)).hexdigest()
