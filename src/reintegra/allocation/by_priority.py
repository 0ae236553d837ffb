"""Priorities are served in order, the lowest number first, by a named method within each.

```text
what a priority can share = what the earlier ones left - floors of the later ones
```

A floor is a guarantee: it is set aside for the later priorities before the earlier ones share.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

import attrs

from reintegra.allocation.capped import Capped
from reintegra.allocation.inner import by_band, inner_method, merged, share_part, waiting_because
from reintegra.allocation.limits import limits_in_steps
from reintegra.allocation.method import Axiom, ByAnother, Limit, Method
from reintegra.allocation.nested import Nested, check_not_carried
from reintegra.allocation.result import Sharing, WaitingReason
from reintegra.errors import InvalidValue
from reintegra.vocabulary.texts import Text

if TYPE_CHECKING:
    from collections.abc import Sequence

    from reintegra.allocation.claim import Claim

CAPPED = Capped()
"""What shares within a priority unless another method is named."""

_LEAVES_LITTLE = {"capped", "divisor", "equal", "per_head", "proportional"}
"""What these leave could serve nobody further, so what comes after them only grows with it."""


@attrs.frozen(kw_only=True)
class ByPriority(ByAnother):
    """Bands of equal priority, one after the other, each by the same method.

    Raises:
        WrongType: `within` is not a method.
        InvalidValue: `within` is nested or carried.
    """

    name: ClassVar[str] = "by_priority"
    text: ClassVar[Text] = Text(id="Menurut prioritas", en="By priority")

    within: Method = CAPPED

    def __attrs_post_init__(self) -> None:
        """Groups hold what they may receive once, and not once for each priority."""
        method = inner_method("within", self.within)
        if isinstance(method, Nested):
            hint = "share by priority inside the groups: nested(..., within=by_priority())"
            raise InvalidValue(field="within", code="nested", hint=hint)
        check_not_carried("within", method)

    @property
    def honours(self) -> frozenset[Limit]:
        """The priority, and what the method within honours."""
        return self.within.honours | frozenset[Limit]({"priority"})

    @property
    def axioms(self) -> frozenset[Axiom]:
        """Those of the method within, but for quota.

        Those that compare two totals need more: what a band leaves must be of no use to it, which
        is known of the methods here alone.
        """
        holds = self.within.axioms - {Axiom.QUOTA}
        if self.within.name in _LEAVES_LITTLE:
            return holds
        return holds - {Axiom.MONOTONE_IN_TOTAL, Axiom.CONSISTENT}

    def share(self, total: int, claims: Sequence[Claim]) -> Sharing:
        """Each band shares what the earlier ones left, less the floors of the later ones.

        Raises:
            InvalidValue: as the method within; or the floors of all bands pass the total.
            Conflict: the tie rule is `REFUSE` and a tie would decide within a band.
        """
        floors, _ = limits_in_steps(total // self.unit, claims, self.unit)
        left, reserved = total, sum(floors) * self.unit
        parts: list[tuple[list[int], Sharing]] = []
        for band in by_band(claims):
            reserved -= sum(floors[position] for position in band) * self.unit
            sharing = self._share_band(left - reserved, total, claims, band)
            parts.append((band, sharing))
            left -= sum(sharing.shares)
        return merged(claims, parts)

    def _share_band(
        self, available: int, total: int, claims: Sequence[Claim], band: Sequence[int]
    ) -> Sharing:
        members = [claims[position] for position in band]
        sharing = share_part(self.within, available, members, band)
        if available < self.unit <= total:
            return waiting_because(WaitingReason.EARLIER_PRIORITIES, sharing)
        return sharing


def by_priority(*, within: Method = CAPPED) -> ByPriority:
    """Priorities are served in order, the lowest number first, by a named method within each.

    Raises:
        WrongType: `within` is not a method.
        InvalidValue: `within` is nested or carried.
    """
    return ByPriority(within=within)
