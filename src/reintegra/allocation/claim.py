"""A claim says what someone may receive; what they do receive is a share."""

from __future__ import annotations

import attrs

from reintegra.errors import InvalidValue, WrongType


def whole_number(field: str, value: object, least: int | None = 0) -> None:
    """Only an `int` is a whole number: never a bool, a float or a decimal, whatever its value.

    `least` is the smallest value that is accepted, included; `None` accepts any.

    Raises:
        WrongType: the value is not an `int`, or is a bool.
        InvalidValue: the value is below `least`.
    """
    if isinstance(value, bool) or not isinstance(value, int):
        raise WrongType(field, expected="a whole number (int)", got=type(value))
    if least is not None and value < least:
        code = "negative" if value < 0 else "too-small"
        raise InvalidValue(field, code, f"a whole number of at least {least} is needed")


def text(field: str, value: object) -> str:
    """Only a `str` is a text, and an empty one says nothing.

    Raises:
        WrongType: the value is not a `str`.
        InvalidValue: the text is empty.
    """
    if not isinstance(value, str):
        raise WrongType(field, expected="a text", got=type(value))
    if not value:
        raise InvalidValue(field, code="empty", hint="a text that is not empty is needed")
    return value


@attrs.frozen
class Claim:
    """What one person, household or region may receive of a sum.

    `weight` is how much counts for this claim beside the others; a claim of weight zero receives
    nothing under any method, and does not wait. `floor` and `cap` are in units of the sum, both
    included; `cap=None` is no cap. A lower `priority` is served earlier.

    Raises:
        WrongType: the id is not a text, or a number is not an `int`.
        InvalidValue: the id is empty, the weight, floor or cap is negative, or the floor lies
            above the cap.
    """

    id: str
    weight: int = 1
    floor: int = 0
    cap: int | None = None
    priority: int = 0

    def __attrs_post_init__(self) -> None:
        """What cannot be a claim is refused when it is made."""
        text("Claim.id", self.id)
        whole_number("Claim.weight", self.weight)
        whole_number("Claim.floor", self.floor)
        whole_number("Claim.priority", self.priority, least=None)
        if self.cap is not None:
            whole_number("Claim.cap", self.cap)
            if self.floor > self.cap:
                hint = "the floor lies above the cap"
                raise InvalidValue(field="Claim.floor", code="above-cap", hint=hint)
