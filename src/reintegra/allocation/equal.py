"""Every claim receives the same, whatever its weight; one step more where it does not divide.

```text
share = total / number of claims with a weight above zero
```
"""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

import attrs

from reintegra.allocation.method import Axiom, InSteps
from reintegra.allocation.remainder import in_steps
from reintegra.allocation.tie import TieRule, settle
from reintegra.vocabulary.texts import Text

if TYPE_CHECKING:
    from collections.abc import Sequence

    from reintegra.allocation.claim import Claim
    from reintegra.allocation.result import Sharing

_ALWAYS = frozenset(Axiom) - {Axiom.ORDER_FREE, Axiom.QUOTA}


@attrs.frozen(kw_only=True)
class Equal(InSteps):
    """The same share for everyone, to within one step."""

    name: ClassVar[str] = "equal"
    text: ClassVar[Text] = Text(id="Bagi rata", en="Equal shares")
    shares_by_weight: ClassVar[bool] = False

    @property
    def axioms(self) -> frozenset[Axiom]:
        """All but quota; free of the order where the tie rule is."""
        return _ALWAYS if self.tie.heeds_order else _ALWAYS | {Axiom.ORDER_FREE}

    def share(self, total: int, claims: Sequence[Claim]) -> Sharing:
        """The same number of steps each; those left go one each by the tie rule.

        Raises:
            Conflict: the tie rule is `REFUSE` and the steps do not divide.
        """
        entitled = [position for position, claim in enumerate(claims) if claim.weight]
        each, places = divmod(total // self.unit, len(entitled))
        steps = [each if claim.weight else 0 for claim in claims]
        served, ties = settle(entitled, places, claims, self.tie)
        return in_steps(steps, served, ties, claims, self.unit)


def equal(*, unit: int = 1, tie: TieRule | str = TieRule.EARLIER) -> Equal:
    """Every claim receives the same, whatever its weight.

    Raises:
        WrongType: the unit is not an `int`, or the tie rule not a text.
        InvalidValue: the unit is below 1, or the tie rule unknown.
    """
    return Equal(unit=unit, tie=tie)
