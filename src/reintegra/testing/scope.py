"""How much an exploration of the chain varies, and by which bounds it can end."""

from __future__ import annotations

import attrs

from reintegra.vocabulary.checks import at_least


@attrs.frozen
class Scope:
    """The bounds within which every state is found.

    `awards` is how many awards one case may have, `units` how many of the smallest unit of the
    currency an award has, at least one for each tranche: with more it can be reduced, and paid back
    in part.

    Raises:
        WrongType: one of them is not a whole number.
        InvalidValue: one of them is below 1.
    """

    awards: int = 1
    units: int = 1

    def __attrs_post_init__(self) -> None:
        at_least(1, "Scope.awards", self.awards)
        at_least(1, "Scope.units", self.units)
