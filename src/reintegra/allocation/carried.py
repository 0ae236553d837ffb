"""One round of a sum that comes again and again: what earlier rounds left open is set off.

```text
due = quota of this round + entitled so far - received so far
```

Everyone receives the whole steps that are due. The steps that remain go one each to those whose
due reaches its next whole step soonest, at the rate of this round:

```text
until then = (1 - fraction of the due) / rate
```

With the same claims and weights in every round this keeps everyone less than a step away from
what they are entitled to. Where more whole steps are due than there are, or fewer claims wait for
their next one, the steps go to whoever is owed most.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from fractions import Fraction
from itertools import accumulate
from math import lcm
from types import MappingProxyType
from typing import TYPE_CHECKING, ClassVar, TypeAlias, cast

import attrs

from reintegra.allocation.equal import Equal
from reintegra.allocation.inner import inner_method
from reintegra.allocation.method import Axiom, ByAnother, Method
from reintegra.allocation.proportional import Proportional
from reintegra.allocation.remainder import in_steps, largest_remainders
from reintegra.allocation.result import Sharing, WaitingReason
from reintegra.errors import InvalidValue, WrongType
from reintegra.vocabulary.checks import at_least, filled_text, whole_number
from reintegra.vocabulary.texts import Text

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from reintegra.allocation.claim import Claim

Balances: TypeAlias = "Mapping[str, Fraction | int] | Iterable[tuple[str, int, int]]"
"""What each id is owed: a mapping, or triples of id, numerator and denominator, as on record."""

PROPORTIONAL = Proportional()
"""What entitles in a round unless another method is named."""

_HOLDS = frozenset(
    {Axiom.EXACT, Axiom.WITHIN_CAPS, Axiom.FLOORS_MET, Axiom.MONOTONE_IN_WEIGHT},
)


def _by_head(claim: Claim) -> int:
    return 1 if claim.weight else 0


def _by_weight(claim: Claim) -> int:
    return claim.weight


_RATES: Mapping[type[Method], Callable[[Claim], int]] = MappingProxyType(
    {Equal: _by_head, Proportional: _by_weight}
)
"""The methods that entitle everyone to an exact part of any total, and to which part."""


def as_balances(field: str, given: Balances) -> dict[str, Fraction]:
    """What each id is owed, exactly, in the order of the ids; faults name the place, never the id.

    Raises:
        WrongType: not a mapping or triples, an id is not a text, or a balance neither a `Fraction`
            nor an `int`.
        InvalidValue: an id is blank or stands twice, a denominator is below 1, or the balances do
            not add up to zero.
    """
    balances: dict[str, Fraction] = {}
    for position, (name, balance) in enumerate(_pairs(field, given)):
        place = f"{field}[{position}]"
        if filled_text(place, name) in balances:
            raise InvalidValue(place, code="duplicate", hint="an earlier balance has the same id")
        if type(balance) not in {Fraction, int}:
            raise WrongType(place, "a Fraction", type(balance))
        balances[name] = balance if isinstance(balance, Fraction) else Fraction(balance)
    parts = lcm(*{balance.denominator for balance in balances.values()})
    if sum(each.numerator * (parts // each.denominator) for each in balances.values()):
        hint = "what some are owed is what others received, so the sum is zero"
        raise InvalidValue(field, code="not-balanced", hint=hint)
    return dict(sorted(balances.items()))


def _pairs(field: str, given: object) -> Iterable[tuple[str, Fraction | int]]:
    if isinstance(given, Mapping):
        return cast("Mapping[str, Fraction | int]", given).items()
    if isinstance(given, str) or not isinstance(given, Iterable):
        raise WrongType(field, "a mapping, or triples", type(given))
    triples = enumerate(cast("Iterable[object]", given))
    return [_pair(f"{field}[{position}]", triple) for position, triple in triples]


def _pair(place: str, triple: object) -> tuple[str, Fraction]:
    match cast("Sequence[object]", triple) if type(triple) in {tuple, list} else ():
        case (name, numerator, denominator):
            above, below = whole_number(place, numerator), at_least(1, place, denominator)
            return cast("str", name), Fraction(above, below)
        case _:
            raise WrongType(place, "a triple of id, numerator and denominator", type(triple))


def _on_record(given: Balances) -> tuple[tuple[str, int, int], ...]:
    balances = as_balances("balances", given)
    return tuple((name, owed.numerator, owed.denominator) for name, owed in balances.items())


@attrs.frozen(kw_only=True)
class Carried(ByAnother):
    """A round by a method that entitles exactly, with what each was owed before it.

    `balances` are in units of the sum. Who is not in them is owed nothing; who is in them and has
    no claim now keeps what it is owed.

    Raises:
        WrongType: `within` is not a method, or a balance is of a wrong type.
        InvalidValue: `within` entitles nobody exactly, or the balances do not add up to zero.
    """

    name: ClassVar[str] = "carried"
    text: ClassVar[Text] = Text(
        id="Dengan memperhitungkan putaran sebelumnya", en="Set off against earlier rounds"
    )

    within: Method = PROPORTIONAL
    balances: tuple[tuple[str, int, int], ...] = attrs.field(default=(), converter=_on_record)

    def __attrs_post_init__(self) -> None:
        """Only where everyone is entitled to an exact part can a balance be kept."""
        if type(inner_method("within", self.within)) not in _RATES:
            hint = "it entitles nobody to an exact part of the total: use equal or proportional"
            raise InvalidValue(field="within", code="not-exact", hint=hint)

    @property
    def axioms(self) -> frozenset[Axiom]:
        """Few hold of one round by itself; free of the order where the tie rule is.

        By the head the steps go to whoever is owed most, one after the other, whatever the total
        and whoever else is there: one more comes at the end, and who leaves takes only their own.
        """
        held = set[Axiom]() if self.tie.heeds_order else {Axiom.ORDER_FREE}
        if isinstance(self.within, Equal):
            held |= {Axiom.MONOTONE_IN_TOTAL, Axiom.CONSISTENT}
        return _HOLDS | held

    def rates(self, claims: Sequence[Claim]) -> list[int]:
        """What each claim is entitled to beside the others; zero without a weight."""
        return list(map(_RATES[type(self.within)], claims))

    def due(self, total: int, claims: Sequence[Claim]) -> tuple[list[int], int]:
        """What is due to each claim, in parts of a unit of the sum, and how many parts those are.

        It is the exact quota of the whole steps in the total, and what was owed before. A claim
        without a weight is due nothing now.
        """
        rates = self.rates(claims)
        owed_before = {name: (above, below) for name, above, below in self.balances}
        owed = [owed_before.get(claim.id, (0, 1)) for claim in claims]
        whole = sum(rates)
        denominators = {below for (_, below), rate in zip(owed, rates, strict=True) if rate}
        parts = lcm(whole, *denominators)
        each = (total - total % self.unit) * (parts // whole)
        due = [
            rate * each + above * (parts // below) if rate else 0
            for (above, below), rate in zip(owed, rates, strict=True)
        ]
        return due, parts

    def share(self, total: int, claims: Sequence[Claim]) -> Sharing:
        """The whole steps that are due, then one each to those who reach the next one soonest.

        Raises:
            Conflict: the tie rule is `REFUSE` and the border falls between equals.
        """
        available, rates = total // self.unit, self.rates(claims)
        due, parts = self.due(total, claims)
        step = self.unit * parts
        divided = [divmod(amount, step) for amount in due]
        wholes = [whole for (whole, _), rate in zip(divided, rates, strict=True) if rate]
        behind = _behind(available, wholes)
        steps = [
            max(0, whole - behind) if rate else 0
            for (whole, _), rate in zip(divided, rates, strict=True)
        ]
        fractions = [
            fraction if rate and whole >= behind else -1
            for (whole, fraction), rate in zip(divided, rates, strict=True)
        ]
        urgency = fractions if behind else _urgency(fractions, rates, step)
        places = available - sum(steps)
        served, ties = largest_remainders(urgency, places, claims, self.tie)
        sharing = in_steps(steps, served, ties, claims, self.unit)
        return _with_reasons(sharing, available, claims, rates)


def carried(*, within: Method = PROPORTIONAL, balances: Balances = ()) -> Carried:
    """One round by a method that entitles exactly, with what each was owed before it.

    Raises:
        WrongType: `within` is not a method, or a balance is of a wrong type.
        InvalidValue: `within` entitles nobody exactly, or the balances do not add up to zero.
    """
    return Carried(within=within, balances=balances)


def _behind(available: int, wholes: Iterable[int]) -> int:
    """How many whole steps everyone stays short of what is due: below zero where that is ahead.

    It is the least number at which the whole steps beyond it are not more than there are.
    """
    sums = enumerate(accumulate(sorted(wholes, reverse=True)), start=1)
    return max(-((available - whole) // count) for count, whole in sums)


def _urgency(fractions: Sequence[int], rates: Sequence[int], step: int) -> list[int]:
    """The larger, the sooner the next whole step is due; nobody is ahead of a due by choice.

    Two different times are at least `1 / rate**2` apart: scaled by more than that they differ in
    their whole parts, and equal ones do not.
    """
    shift = 2 * max(rates).bit_length()
    latest = step << shift
    return [
        latest - ((step - fraction) << shift) // rate if fraction > 0 else fraction
        for fraction, rate in zip(fractions, rates, strict=True)
    ]


def _with_reasons(
    sharing: Sharing, available: int, claims: Sequence[Claim], rates: Sequence[int]
) -> Sharing:
    """Who would have had a whole step of this round alone waits for another reason."""
    whole = sum(rates)
    own = {claim.id for claim, rate in zip(claims, rates, strict=True) if available * rate >= whole}
    reason = WaitingReason.SET_OFF
    waiting = (
        attrs.evolve(entry, reason=reason) if entry.id in own else entry
        for entry in sharing.waiting
    )
    return attrs.evolve(sharing, waiting=tuple(waiting))
