"""Where a part of a document stands, how it is refused there, and how large it may be."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar, TypeVarTuple

import attrs

from reintegra.errors import Conflict, InvalidValue, ReintegraError, WrongType
from reintegra.vocabulary.checks import at_least

if TYPE_CHECKING:
    from collections.abc import Callable

Parts = TypeVarTuple("Parts")
T = TypeVar("T")


@attrs.frozen
class Limits:
    """How large a rule from outside may be; what is larger is refused before it is built.

    `depth` counts parts inside parts, `parts` all of them, values included, `text` the characters
    of one text, `digits` those of one number, `characters` those of a whole JSON document.

    Raises:
        WrongType: a limit is not a whole number.
        InvalidValue: a limit is below 1.
    """

    depth: int = 40
    parts: int = 5_000
    text: int = 2_000
    digits: int = 30
    characters: int = 2_000_000

    def __attrs_post_init__(self) -> None:
        """What is not limited is no limit."""
        for name in ("depth", "parts", "text", "digits", "characters"):
            at_least(1, name, getattr(self, name))


STANDARD_LIMITS = Limits()


@attrs.frozen
class Place:
    """Where a part stands, and how deep."""

    name: str
    depth: int = 0

    def at(self, key: object) -> Place:
        """A place within it; keys are those of the form, never those of the document."""
        return Place(f"{self.name}.{key}", self.depth)

    def inside(self, key: object) -> Place:
        """A part within it, one deeper."""
        return Place(f"{self.name}.{key}", self.depth + 1)

    def refused(self, code: str, hint: str) -> InvalidValue:
        """The error that names the place and never what stood there."""
        return InvalidValue(self.name, code, hint)

    def built(self, make: Callable[[*Parts], T], *parts: *Parts) -> T:
        """What is made of the parts that were read here; if it cannot be, refused by this place.

        The error of the part itself may name what stood there, so it is not passed on.
        """
        try:
            return make(*parts)
        except ReintegraError as error:
            code, hint = _why(error)
        raise self.refused(code, hint)


def _why(error: ReintegraError) -> tuple[str, str]:
    """The code and the hint of an error, without the name or the key that it repeats."""
    match error:
        case InvalidValue(field=field, code=code):
            return code, str(error).removeprefix(f"{field}: ").removesuffix(f" [{code}]")
        case Conflict(key=key, code=code):
            return code, str(error).removesuffix(f": {key} [{code}]")
        case WrongType(expected=expected):
            return "wrong-type", f"expected {expected}"
        case _:
            return "currency", "amounts of one currency"
