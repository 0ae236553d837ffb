"""A value of a wrong type is a misuse, and is answered by its type alone, never by its value."""

from __future__ import annotations

from typing import TypeVar

from reintegra.errors import InvalidValue, WrongType

T = TypeVar("T")


def whole_number(field: str, value: object) -> int:
    """The value itself, if it is a whole number; a bool and a float never are.

    Raises:
        WrongType: anything but a plain `int`.
    """
    if type(value) is not int:
        raise WrongType(field, "a whole number", type(value))
    return value


def at_least(least: int, field: str, value: object) -> int:
    """The value itself, if it is a whole number that is not below `least`.

    Raises:
        WrongType: anything but a plain `int`.
        InvalidValue: the number is negative (`negative`), or below `least` (`too-small`).
    """
    number = whole_number(field, value)
    if number < least:
        code = "negative" if number < 0 else "too-small"
        raise InvalidValue(field, code, f"a whole number of at least {least} is needed")
    return number


def plain_text(field: str, value: object) -> str:
    """The value itself, if it is a plain text; a member of an enumeration is none.

    Raises:
        WrongType: anything but a plain `str`.
    """
    if type(value) is not str:
        raise WrongType(field, "a text", type(value))
    return value


def filled_text(field: str, value: object) -> str:
    """The value itself, if it is a plain text that says something.

    Raises:
        WrongType: anything but a plain `str`.
        InvalidValue: the text is blank.
    """
    given = plain_text(field, value)
    if not given.strip():
        raise InvalidValue(field, "empty", "a text that is not blank is needed")
    return given


def instance_of(kind: type[T], field: str, value: object) -> T:
    """The value itself, if it is of this kind.

    Raises:
        WrongType: of another kind.
    """
    if not isinstance(value, kind):
        raise WrongType(field, kind.__name__, type(value))
    return value


def optional(kind: type[T], field: str, value: object) -> T | None:
    """The value itself, if it is of this kind or unknown.

    Raises:
        WrongType: of another kind, and not `None`.
    """
    return None if value is None else instance_of(kind, field, value)
