"""Each claim receives by its weight, by the largest remainder where it does not divide.

```text
quota = total * weight / sum of weights
```

Everyone receives the whole steps of the quota; the steps that are left go one each to the
largest fractional parts. This is the method of Hamilton and of Hare-Niemeyer.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

import attrs

from reintegra.allocation.method import Axiom, InSteps
from reintegra.allocation.remainder import in_steps, largest_remainders
from reintegra.allocation.tie import TieRule
from reintegra.vocabulary.texts import Text

if TYPE_CHECKING:
    from collections.abc import Sequence

    from reintegra.allocation.claim import Claim
    from reintegra.allocation.result import Sharing

_ALWAYS = frozenset(Axiom) - {Axiom.ORDER_FREE, Axiom.MONOTONE_IN_TOTAL, Axiom.CONSISTENT}


@attrs.frozen(kw_only=True)
class Proportional(InSteps):
    """Shares in proportion to the weights, each less than one step from its exact quota."""

    name: ClassVar[str] = "proportional"
    text: ClassVar[Text] = Text(id="Sebanding dengan bobot", en="In proportion to the weights")

    @property
    def axioms(self) -> frozenset[Axiom]:
        """Neither monotone in the total nor consistent; free of the order where the tie rule is."""
        return _ALWAYS if self.tie.heeds_order else _ALWAYS | {Axiom.ORDER_FREE}

    def share(self, total: int, claims: Sequence[Claim]) -> Sharing:
        """The whole steps of each quota, then the largest remainders.

        Raises:
            Conflict: the tie rule is `REFUSE` and the border falls between equal remainders.
        """
        weights = [claim.weight for claim in claims]
        whole = sum(weights)
        available = total // self.unit
        steps, remainders = _divided(available, weights, whole)
        places = available - sum(steps)
        served, ties = largest_remainders(remainders, places, claims, self.tie)
        return in_steps(steps, served, ties, claims, self.unit)


def _divided(available: int, weights: list[int], whole: int) -> tuple[list[int], list[int]]:
    """The whole part of each quota, and what is left of it over the sum of the weights."""
    steps: list[int] = []
    remainders: list[int] = []
    for weight in weights:
        quotient, remainder = divmod(available * weight, whole)
        steps.append(quotient)
        remainders.append(remainder)
    return steps, remainders


def proportional(*, unit: int = 1, tie: TieRule | str = TieRule.EARLIER) -> Proportional:
    """Each claim receives by its weight, by the largest remainder where it does not divide.

    Raises:
        WrongType: the unit is not an `int`, or the tie rule not a text.
        InvalidValue: the unit is below 1, or the tie rule unknown.
    """
    return Proportional(unit=unit, tie=tie)
