"""The content of a command, an entry or a beginning: what its digest is taken over, for ever.

A digest that was taken once is compared with one that is taken now: of the entries of a history as
they are replayed, of a command whose key comes again. Between the two lie years, in which classes
change. So the content is not what a class happens to look like, but what does not change with it:

- A field that holds its default is left out. A field that is added later, with a default that says
  what was so before there was the field, changes no digest of what is on record.
- A kind of value and a field have the name that they were first sealed by: `FIRST_NAMES`.
- Fields and parts are told by name, never by their place.

Nothing of this makes two values alike: of one kind, each field is either told or known to hold its
default. What cannot be done is to take a field away that held something, to have it mean something
else, or to change its default: that is a field more, or another type of event. An upcaster that
does it all the same is found out, since the entry that it reads is not the one that was sealed.

Digests could have been kept as recorded instead, and believed where a journal vouches for them. But
then the events of an older entry could be changed at will between the journal and the replay; and
of a refused command, of a bank statement and of what a programme began with nothing else is on
record, so that a digest taken today has to be the one of that day.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from enum import Enum
from functools import cache
from types import MappingProxyType
from typing import Any, Final, cast

import attrs

from reintegra.errors import InvalidValue
from reintegra.rules import Missing
from reintegra.rules.canonical import digest_of, plain
from reintegra.vocabulary.identifiers import Digest
from reintegra.vocabulary.money import Money

FIRST_NAMES: Final[Mapping[str, str]] = MappingProxyType({})
"""What was renamed since it was first sealed, by the name that it has now.

`{"Clerk": "Officer", "Clerk.home": "household"}`: a clerk was an officer, its home a household.
"""

_NONE: Final = object()
"""The default of a field that has none."""


def digest_of_content(value: object) -> Digest:
    """SHA-256 over a value in canonical form: the same in every process, language and release.

    Two values have one digest only where all their fields are equal, and of one type.
    """
    return Digest(digest_of(_content(value)))


def digest_of_record(record: object, **instead: object) -> Digest:
    """The digest of a record in which other values stand in place of some of its fields."""
    return Digest(digest_of(_record(record, instead)))


def digest_of_parts(parts: Mapping[str, object]) -> Digest:
    """The digest of named parts, of which those that are empty are left out."""
    return digest_of_content({name: part for name, part in parts.items() if part})


@cache
def _fields_of(kind: type[Any]) -> tuple[tuple[str, str, object], ...] | None:
    """Of a kind of record each field, its first name, and the content of its default."""
    if attrs.has(kind):
        defaults = {field.name: _default_of(field) for field in attrs.fields(kind)}
    elif hasattr(kind, "_field_defaults"):  # that of a named tuple
        named = cast("Any", kind)
        defaults = {name: named._field_defaults.get(name, _NONE) for name in named._fields}
    else:
        return None
    names = {name: FIRST_NAMES.get(f"{kind.__name__}.{name}", name) for name in defaults}
    if len(set(names.values())) != len(names):
        raise InvalidValue(kind.__name__, "name-twice", "two fields were never sealed by one name")
    return tuple(
        (name, names[name], default if default is _NONE else _content(default))
        for name, default in defaults.items()
    )


def _default_of(field: attrs.Attribute[Any]) -> object:
    """The value of a field that is not given, unless it depends on the others."""
    default: Any = field.default
    if default is attrs.NOTHING or getattr(default, "takes_self", False):
        return _NONE
    return default.factory() if hasattr(default, "takes_self") else default


def _record(record: object, instead: Mapping[str, object]) -> object:
    told: dict[str, object] = {}
    for name, first_name, default in _fields_of(cast("Any", type(record))) or ():
        content = _content(instead[name] if name in instead else getattr(record, name))
        # equal is not enough: 1 equals True
        if content != default or repr(content) != repr(default):
            told[first_name] = content
    kind = type(record).__name__
    return [FIRST_NAMES.get(kind, kind), told]


def _content(value: object) -> object:
    if isinstance(value, Money | Missing):
        return plain(value)
    if _fields_of(cast("Any", type(value))) is not None:
        return _record(value, {})
    if isinstance(value, Enum | str) or not isinstance(value, Iterable):
        return plain(value)
    if isinstance(value, Mapping):
        pairs = cast("Mapping[object, object]", value).items()
        return {"mapping": sorted(([_content(each) for each in pair] for pair in pairs), key=repr)}
    held = [_content(each) for each in cast("Iterable[object]", value)]
    return {"set": sorted(held, key=repr)} if isinstance(value, frozenset) else held
