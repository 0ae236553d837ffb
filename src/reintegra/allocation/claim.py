"""A claim says what someone may receive; what they do receive is a share."""

from __future__ import annotations

import attrs

from reintegra.errors import InvalidValue
from reintegra.vocabulary.checks import at_least, filled_text, whole_number


@attrs.frozen
class Claim:
    """What one person, household or region may receive of a sum.

    `weight` is how much counts for this claim beside the others; a claim of weight zero receives
    nothing under any method, and does not wait. `floor` and `cap` are in units of the sum, both
    included; `cap=None` is no cap. A lower `priority` is served earlier.

    Raises:
        WrongType: the id is not a text, or a number is not an `int`.
        InvalidValue: the id is blank, the weight, floor or cap is negative, or the floor lies
            above the cap.
    """

    id: str
    weight: int = 1
    floor: int = 0
    cap: int | None = None
    priority: int = 0

    def __attrs_post_init__(self) -> None:
        """What cannot be a claim is refused when it is made."""
        filled_text("Claim.id", self.id)
        at_least(0, "Claim.weight", self.weight)
        at_least(0, "Claim.floor", self.floor)
        whole_number("Claim.priority", self.priority)
        if self.cap is not None:
            at_least(0, "Claim.cap", self.cap)
            if self.floor > self.cap:
                hint = "the floor lies above the cap"
                raise InvalidValue(field="Claim.floor", code="above-cap", hint=hint)
