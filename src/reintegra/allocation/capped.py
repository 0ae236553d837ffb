"""Each claim receives by its weight, not below its floor and not above its cap.

```text
share = level * weight, at least the floor, at most the cap
```

The level is the same for everyone, and exactly the one at which the shares add up to the total:
what a cap holds back raises the others, what a floor takes lowers them. This is max-min fair by
weight. Fractions of a step then go by the largest remainder, among those whom no limit holds.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

import attrs

from reintegra.allocation.level import at_level, water_level
from reintegra.allocation.limits import limits_in_steps
from reintegra.allocation.method import Axiom, InSteps, Limit
from reintegra.allocation.remainder import in_steps, largest_remainders
from reintegra.allocation.tie import TieRule
from reintegra.vocabulary.texts import Text

if TYPE_CHECKING:
    from collections.abc import Sequence

    from reintegra.allocation.claim import Claim
    from reintegra.allocation.result import Sharing

_NEVER = {Axiom.ORDER_FREE, Axiom.MONOTONE_IN_TOTAL, Axiom.QUOTA, Axiom.CONSISTENT}
_ALWAYS = frozenset(Axiom) - _NEVER


@attrs.frozen(kw_only=True)
class Capped(InSteps):
    """Shares at one water level, held by floors and caps, each within a step of its exact share."""

    name: ClassVar[str] = "capped"
    text: ClassVar[Text] = Text(
        id="Menurut bobot, dengan batas bawah dan batas atas",
        en="By weight, within floors and caps",
    )

    @property
    def honours(self) -> frozenset[Limit]:
        """Floors and caps, in units of the sum, both included."""
        return frozenset({"floor", "cap"})

    @property
    def axioms(self) -> frozenset[Axiom]:
        """What largest remainder leaves; free of the order where the tie rule is."""
        return _ALWAYS if self.tie.heeds_order else _ALWAYS | {Axiom.ORDER_FREE}

    def share(self, total: int, claims: Sequence[Claim]) -> Sharing:
        """Whole steps at the exact water level, then the largest remainders.

        A floor counts up to whole steps, and a cap down.

        Raises:
            InvalidValue: a floor of a claim without weight, a floor and cap with no whole step
                between them, or floors of more than the total.
            Conflict: the tie rule is `REFUSE` and the border falls between equal remainders.
        """
        available = total // self.unit
        floors, caps = limits_in_steps(available, claims, self.unit)
        weights = [claim.weight for claim in claims]
        level = water_level(available, weights, floors, caps)
        if level is None:
            return in_steps(caps, (), (), claims, self.unit)
        steps, remainders = at_level(level, weights, floors, caps)
        places = available - sum(steps)
        served, ties = largest_remainders(remainders, places, claims, self.tie)
        sharing = in_steps(steps, served, ties, claims, self.unit)
        return attrs.evolve(sharing, level=level * self.unit)


def capped(*, unit: int = 1, tie: TieRule | str = TieRule.EARLIER) -> Capped:
    """Each claim receives by its weight, not below its floor and not above its cap.

    Raises:
        WrongType: the unit is not an `int`, or the tie rule not a text.
        InvalidValue: the unit is below 1, or the tie rule unknown.
    """
    return Capped(unit=unit, tie=tie)
