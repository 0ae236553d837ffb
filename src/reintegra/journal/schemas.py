"""Every type of event that can stand in a journal, by its name and the version of its schema.

The types are found by walking the classes of events; nobody keeps a list of them. A type whose
fields change gets another version in `VERSIONS`, and an `Upcaster` from the one before, so that
what was recorded once is read for ever. An event that comes to say something else is another type.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator, Mapping
from types import MappingProxyType
from typing import Any, Final, get_args

import attrs

from reintegra.chain.stage import Event
from reintegra.chain.table import code_of
from reintegra.errors import InvalidValue, WrongType
from reintegra.programme import Entry
from reintegra.programme.office_change import OfProgramme
from reintegra.vocabulary.checks import at_least, plain_text

Data = dict[str, Any]
"""The fields of an event as JSON data."""

VERSIONS: Final[Mapping[str, int]] = MappingProxyType({})
"""The versions of the schemas that have changed since the first, by the name of the type."""


@attrs.frozen
class Upcaster:
    """How the data of one version of a schema becomes that of the next.

    `change` is given the data of version `from_version`, and returns that of the version after it.
    It says the same in the words of the next version, and no more: a field that was added gets its
    default, one that was renamed stands in `FIRST_NAMES` of `reintegra.programme.content`. What it
    makes of an event of a programme has the digest that was sealed, or the history is refused.

    Raises:
        InvalidValue: the version is below 1.
        WrongType: a field holds a value of another type than the one declared.
    """

    type: str
    from_version: int
    change: Callable[[Data], Data]

    def __attrs_post_init__(self) -> None:
        plain_text("Upcaster.type", self.type)
        at_least(1, "Upcaster.from_version", self.from_version)
        if not callable(self.change):
            raise WrongType("Upcaster.change", "a function", type(self.change))


UPCASTERS: Final[tuple[Upcaster, ...]] = ()
"""From every version of `VERSIONS` that once was the present one."""


def event_types() -> Iterator[type[Any]]:
    """Every class of event of this library: of cases, of the desk, of a programme."""
    yield from _below(Event)
    yield from get_args(OfProgramme)


def _below(kind: type[Any]) -> Iterator[type[Any]]:
    for each in kind.__subclasses__():
        # attrs makes a class with slots anew: the first of the two is nowhere to be found
        if getattr(sys.modules[each.__module__], each.__name__, None) is each:
            yield each
        yield from _below(each)


def _of_the_library(kind: type[Any]) -> bool:
    return kind.__module__.startswith("reintegra.")


SCHEMAS: Final[Mapping[str, type[Any]]] = MappingProxyType(
    {code_of(kind): kind for kind in (*filter(_of_the_library, event_types()), Entry)}
)
"""Every type of event by its name, and the commands of programmes (`entry`) beside them."""

NAMES: Final[Mapping[type[Any], str]] = MappingProxyType(
    {kind: name for name, kind in SCHEMAS.items()}
)
"""The name of each type."""


def known_type(field: str, name: str) -> None:
    """Refuse a name that no type of event has.

    Raises:
        InvalidValue: the library has no such type.
    """
    if name not in SCHEMAS:
        raise InvalidValue(field, "unknown-type", "this is no type of event of the library")


def present_versions(own: Mapping[str, int]) -> Mapping[str, int]:
    """The versions of the library, and beyond them those that somebody reads by own upcasters.

    Raises:
        InvalidValue: the library has no such type, or a later version of it.
        WrongType: no mapping of names to whole numbers.
    """
    if not isinstance(own, Mapping):
        raise WrongType("versions", "a mapping", type(own))
    for name, version in own.items():
        known_type("versions", plain_text("versions", name))
        at_least(VERSIONS.get(name, 1), name, version)
    return MappingProxyType({**VERSIONS, **own})
