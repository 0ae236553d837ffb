"""What a person receives of a round at least and at most, as a claim on its money."""

from __future__ import annotations

from typing import TYPE_CHECKING

import attrs

from reintegra.allocation import Claim, Nested
from reintegra.allocation.limits import UNSET, not_honoured
from reintegra.errors import InvalidValue
from reintegra.vocabulary.checks import at_least, instance_of, optional, whole_number
from reintegra.vocabulary.money import Money, currencies_apart

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping

    from reintegra.allocation import Allocation, Method
    from reintegra.vocabulary.identifiers import CaseId
    from reintegra.vocabulary.money import Currency


@attrs.frozen
class Limits:
    """What one person receives of a round at least and at most, and who is served first.

    `floor` and `cap` are both included, and `None` is none. A cap of zero is for whoever may
    receive nothing more. A lower `priority` is served earlier.

    Raises:
        WrongType: the floor or cap is not `Money`, or the priority not a whole number.
        CurrencyMismatch: the floor and the cap are of two currencies.
        InvalidValue: the floor or cap is negative, or the floor lies above the cap.
    """

    floor: Money | None = None
    cap: Money | None = None
    priority: int = 0

    def __attrs_post_init__(self) -> None:
        for field in ("floor", "cap"):
            amount = optional(Money, f"Limits.{field}", getattr(self, field))
            if amount is not None:
                at_least(0, f"Limits.{field}", amount.units)
        whole_number("Limits.priority", self.priority)
        if self.floor is not None and self.cap is not None and self.floor > self.cap:
            raise InvalidValue("Limits.floor", "above-cap", "the floor lies above the cap")

    def claim(self, case: CaseId, weight: int, currency: Currency) -> Claim:
        """The claim of a case within these limits.

        Raises:
            CurrencyMismatch: the floor or cap is of another currency.
        """
        for amount in (self.floor, self.cap):
            if amount is not None and amount.currency != currency:
                raise currencies_apart(currency, amount.currency)
        return Claim(
            str(case),
            weight,
            floor=0 if self.floor is None else self.floor.units,
            cap=None if self.cap is None else self.cap.units,
            priority=self.priority,
        )


NO_LIMITS = Limits()
"""Nothing is guaranteed, nothing is held back, and nobody comes first."""


def check_weights(
    weights: Mapping[CaseId, int], decided: Collection[CaseId], method: Method
) -> None:
    """A weight is that of a case decided, is at least 1, and makes a difference.

    Raises:
        WrongType: a weight is not a whole number.
        InvalidValue: a weight is below 1, that of a case that was not decided, or given to a
            method that gives this case the same at any weight.
    """
    for place, (case, weight) in enumerate(weights.items()):
        field = f"weights[{place}]"
        _check_decided(field, case, decided, "a weight is that of a case decided")
        at_least(1, field, weight)
        if not method.weighs(str(case)):
            raise InvalidValue(field, "not-weighed", "this method gives the same at any weight")


def check_limits(
    limits: Mapping[CaseId, Limits],
    decided: Collection[CaseId],
    method: Method,
    currency: Currency,
) -> None:
    """Limits are those of a case decided, in the currency shared, and honoured by the method.

    Raises:
        WrongType: limits are no `Limits`.
        CurrencyMismatch: a floor or cap is of another currency.
        InvalidValue: limits are those of a case that was not decided, or more than the method
            honours.
    """
    for place, (case, given) in enumerate(limits.items()):
        field = f"limits[{place}]"
        _check_decided(field, case, decided, "limits are those of a case decided")
        claim = instance_of(Limits, field, given).claim(case, 1, currency)
        for limit, unset in UNSET:
            if limit not in method.honours and getattr(claim, limit) != unset:
                raise not_honoured(field, limit, method)


def held_back_by_a_group(result: Allocation, method: Method) -> frozenset[str]:
    """Whoever is in a group, at any depth, to which its cap allows no further step.

    More money would change nothing for them.
    """
    held: set[str] = set()
    inside = [(group, False) for group in method.groups] if isinstance(method, Nested) else []
    while inside:
        group, outer = inside.pop()
        received = result.groups[group.id]
        at_the_cap = outer or (group.cap is not None and received + method.unit > group.cap)
        for member in group.members:
            if isinstance(member, str):
                held.update({member} if at_the_cap else ())
            else:
                inside.append((member, at_the_cap))
    return frozenset(held)


def _check_decided(field: str, case: CaseId, decided: Collection[CaseId], hint: str) -> None:
    if case not in decided:
        raise InvalidValue(field, "no-such-case", hint)
