"""A sum that comes again and again is fair over time: what one round leaves open is carried on."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction
from typing import TYPE_CHECKING

import attrs

from reintegra.allocation.carried import Carried, as_balances
from reintegra.allocation.inner import inner_method
from reintegra.allocation.registry import METHODS
from reintegra.allocation.result import Allocation
from reintegra.allocation.sharing import allocate
from reintegra.errors import InvalidValue
from reintegra.vocabulary.checks import instance_of
from reintegra.vocabulary.mapping import FrozenMapping

if TYPE_CHECKING:
    from collections.abc import Iterable

    from reintegra.allocation.carried import Balances
    from reintegra.allocation.claim import Claim
    from reintegra.allocation.method import Method


def _frozen_balances(given: Balances) -> FrozenMapping[str, Fraction]:
    return FrozenMapping(as_balances("Carry.balances", given))


@attrs.frozen
class Carry:
    """What everyone is owed after the rounds so far: entitled, less received.

    `balances` are by claim id, exact, in units of the sum; above zero is owed, below zero was
    received ahead, and together they are zero; given as a mapping, or as triples of id, numerator
    and denominator, and kept in the order of the ids. Whoever has ever had a claim with a weight is
    in them, and keeps the balance through rounds without a claim.

    Raises:
        WrongType: the balances are no mapping and no triples, an id is not a text, or a balance is
            neither a `Fraction` nor an `int`.
        InvalidValue: an id is blank or stands twice, a denominator is below 1, or the balances do
            not add up to zero.

    >>> from reintegra.allocation import Carry, Claim, proportional
    >>> carry, claims = Carry(), [Claim("5202", weight=340), Claim("5201", weight=150)]
    >>> first, carry = carry.allocate(1, claims, proportional())
    >>> second, carry = carry.allocate(1, claims, proportional())
    >>> third, carry = carry.allocate(1, claims, proportional())
    >>> dict(first.shares), dict(second.shares), dict(third.shares)
    ({'5202': 1, '5201': 0}, {'5202': 1, '5201': 0}, {'5202': 0, '5201': 1})
    >>> carry.balances
    {'5201': Fraction(-4, 49), '5202': Fraction(4, 49)}
    """

    balances: Mapping[str, Fraction] = attrs.field(
        factory=dict[str, Fraction], converter=_frozen_balances
    )

    def allocate(
        self, total: int, claims: Iterable[Claim], method: Method
    ) -> tuple[Allocation, Carry]:
        """One round, and what everyone is owed after it.

        `method` says what everyone is entitled to in this round: `equal` or `proportional`, with
        its unit and tie rule. The method on record is `carried`, with the balances before.

        Raises:
            WrongType: as `allocate`.
            InvalidValue: as `allocate`; or the method entitles nobody to an exact part.
            Conflict: the tie rule is `REFUSE` and a tie would decide.
        """
        round_method = Carried(within=inner_method("method", method), balances=self.balances)
        allocation = allocate(total, claims, round_method)
        return allocation, _after(allocation, round_method)

    @classmethod
    def after(cls, allocation: Allocation) -> Carry:
        """What everyone is owed after a round, from what the round has on record.

        Raises:
            WrongType: not an `Allocation`, such as one in money, which has it as its `result`.
            InvalidValue: the method on record is not `carried`, or the shares on record are not
                together what was due.
        """
        record = instance_of(Allocation, "allocation", allocation).method
        if record.name != Carried.name:
            hint = "its method is not carried, so no balances are on record"
            raise InvalidValue(field="allocation", code="not-carried", hint=hint)
        method = instance_of(Carried, "allocation", METHODS[record.name](**record.options))
        return _after(allocation, method)


def _after(allocation: Allocation, method: Carried) -> Carry:
    claims = allocation.claims
    due, parts = method.due(allocation.total, claims) if claims else ([], 1)
    after = {name: Fraction(above, below) for name, above, below in method.balances}
    for claim, amount in zip(claims, due, strict=True):
        if claim.weight:
            after[claim.id] = Fraction(amount - allocation.shares[claim.id] * parts, parts)
    return Carry(after)
