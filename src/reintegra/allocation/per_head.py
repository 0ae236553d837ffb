"""A fixed amount each until the money ends: nobody receives a part, and the rest wait.

```text
number served = min(total / amount rounded down, number of claims with a weight above zero)
```
"""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

import attrs

from reintegra.allocation.method import Axiom, InSteps
from reintegra.allocation.result import Sharing, Waiting, WaitingReason
from reintegra.allocation.tie import TieRule, settle
from reintegra.errors import InvalidValue
from reintegra.vocabulary.checks import at_least
from reintegra.vocabulary.texts import Text

if TYPE_CHECKING:
    from collections.abc import Sequence

    from reintegra.allocation.claim import Claim

_ALWAYS = frozenset(Axiom) - {Axiom.ORDER_FREE, Axiom.EQUAL_TREATMENT, Axiom.QUOTA}


@attrs.frozen
class PerHead(InSteps):
    """A fixed amount for each claim, whatever its weight, in the order of the tie rule.

    Raises:
        WrongType: the amount is not an `int`.
        InvalidValue: the amount is below 1, or not a multiple of the unit.
    """

    name: ClassVar[str] = "per_head"
    text: ClassVar[Text] = Text(id="Jumlah tetap per orang", en="A fixed amount each")
    shares_by_weight: ClassVar[bool] = False

    amount: int

    def __attrs_post_init__(self) -> None:
        """An amount is at least one step, and whole steps."""
        at_least(1, "unit", self.unit)
        at_least(1, "amount", self.amount)
        if self.amount % self.unit:
            hint = "the amount is not a multiple of the unit"
            raise InvalidValue(field="amount", code="not-in-steps", hint=hint)

    @property
    def axioms(self) -> frozenset[Axiom]:
        """Who comes too late waits: equals are treated alike only where ties are refused."""
        if self.tie is TieRule.REFUSE:
            return _ALWAYS | {Axiom.ORDER_FREE, Axiom.EQUAL_TREATMENT}
        return _ALWAYS if self.tie.heeds_order else _ALWAYS | {Axiom.ORDER_FREE}

    def share(self, total: int, claims: Sequence[Claim]) -> Sharing:
        """The amount for as many as the total reaches; that not all are served is a tie.

        Raises:
            Conflict: the tie rule is `REFUSE`, and some but not all can be served.
        """
        entitled = [position for position, claim in enumerate(claims) if claim.weight]
        ranked, ties = settle(entitled, total // self.amount, claims, self.tie)
        served = set(ranked)
        return Sharing(
            shares=tuple(
                self.amount if position in served else 0 for position in range(len(claims))
            ),
            waiting=tuple(
                Waiting(claims[position].id, WaitingReason.TOTAL_USED_UP, self.amount)
                for position in entitled
                if position not in served
            ),
            ties=ties,
        )


def per_head(amount: int, *, unit: int = 1, tie: TieRule | str = TieRule.EARLIER) -> PerHead:
    """A fixed amount each until the money ends; the rest wait.

    Raises:
        WrongType: the amount or unit is not an `int`, or the tie rule not a text.
        InvalidValue: the amount or unit is below 1, the amount is not a multiple of the unit, or
            the tie rule is unknown.
    """
    return PerHead(amount, unit=unit, tie=tie)
