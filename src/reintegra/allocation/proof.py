"""A sharing is proved from the definition of its method, claim by claim, whoever made it.

How it was found does not matter. Every share lies within a step of what is due, no larger fraction
was passed over for a smaller one, and where only the tie rule could choose, the choice is its own
and on record.
"""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction
from types import MappingProxyType
from typing import TYPE_CHECKING, TypeAlias

import attrs

from reintegra.allocation.capped import Capped
from reintegra.allocation.carried import Carried
from reintegra.allocation.claim import Claim
from reintegra.allocation.divisor import Divisor
from reintegra.allocation.equal import Equal
from reintegra.allocation.fault import Fault, FaultKind
from reintegra.allocation.level import water_level
from reintegra.allocation.limits import limits_in_steps
from reintegra.allocation.method import Method
from reintegra.allocation.packages import Packages
from reintegra.allocation.per_head import PerHead
from reintegra.allocation.proportional import Proportional
from reintegra.allocation.result import Waiting, WaitingReason
from reintegra.allocation.tie import Tie, settle
from reintegra.errors import Conflict

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence
    from collections.abc import Set as AbstractSet

Alike: TypeAlias = "tuple[Sequence[int], Sequence[int]]"
"""Positions of claims that were placed alike, and of those among them that were served."""


@attrs.frozen
class Part:
    """What a method shared among some claims, and what is on record of it.

    `people` is how many of the claims, from the first one on, may stand on the waiting list; the
    others are groups. `reason` is why they wait where that is not for the method to say.
    """

    total: int
    claims: tuple[Claim, ...]
    shares: tuple[int, ...]
    method: Method
    ties: tuple[Tie, ...]
    remainder: tuple[str, ...]
    waiting: Mapping[str, Waiting]
    people: int
    reason: WaitingReason | None = None

    @property
    def available(self) -> int:
        """What the whole steps in the total come to."""
        return self.total - self.total % self.method.unit

    @property
    def entitled(self) -> list[int]:
        """The positions of the claims that have a weight."""
        return [position for position, claim in enumerate(self.claims) if claim.weight]

    def ids(self, positions: Iterable[int]) -> tuple[str, ...]:
        """Who stands at these positions, in their order."""
        return tuple(self.claims[position].id for position in positions)


def faults_of_part(part: Part) -> Iterator[Fault]:
    """What does not follow from the method, where sums, steps and limits are right already."""
    return _PROOFS[type(part.method)](part, part.method)


def _faults_by_due(part: Part, method: Equal | Proportional | Capped) -> Iterator[Fault]:
    due, parts = _due(part)
    step = method.unit * parts
    over = [share * parts - each for share, each in zip(part.shares, due, strict=True)]
    away = [position for position, by in enumerate(over) if abs(by) >= step]
    if away or sum(over):
        yield Fault(FaultKind.SHARE, part.ids(away))
        return
    up = [position for position, by in enumerate(over) if by > 0]
    yield from _faults_by_rank(part, [each % step for each in due], up)


def _faults_by_rank(
    part: Part,
    ranks: Sequence[int | Fraction],
    up: Sequence[int],
    set_off: AbstractSet[int] = frozenset(),
) -> Iterator[Fault]:
    """Nobody had one step more before somebody of a higher rank; `up` are those who had it."""
    served = sorted(up, key=lambda position: -ranks[position])
    border = ranks[served[-1]] if served else max(ranks) + 1
    above = [position for position in served if ranks[position] > border]
    if len(above) < sum(rank > border for rank in ranks):
        yield Fault(FaultKind.SHARE)
        return
    alike = [position for position, rank in enumerate(ranks) if rank == border]
    yield from _faults_of_record(part, [(alike, served[len(above) :])], above, set_off=set_off)


def _due(part: Part) -> tuple[list[int], int]:
    """What is due to each, in parts of a unit of the sum, and how many parts those are."""
    match part.method:
        case Capped(unit=unit):
            weights = [claim.weight for claim in part.claims]
            floors, caps = limits_in_steps(part.total // unit, part.claims, unit)
            level = water_level(part.total // unit, weights, floors, caps)
            if level is None:
                return [cap * unit for cap in caps], 1
            above, below = level.numerator, level.denominator
            limits = zip(weights, floors, caps, strict=True)
            due = [
                unit * min(max(above * weight, floor * below), cap * below)
                for weight, floor, cap in limits
            ]
            return due, below
        case Equal():
            rates = [1 if claim.weight else 0 for claim in part.claims]
        case _:
            rates = [claim.weight for claim in part.claims]
    return [part.available * rate for rate in rates], sum(rates)


def _faults_per_head(part: Part, method: PerHead) -> Iterator[Fault]:
    entitled, amount = part.entitled, method.amount
    served = [position for position in entitled if part.shares[position] == amount]
    if sum(part.shares) != len(served) * amount:
        wrong = (place for place, share in enumerate(part.shares) if share not in {0, amount})
        yield Fault(FaultKind.SHARE, part.ids(wrong))
    elif len(served) != min(part.total // amount, len(entitled)):
        yield Fault(FaultKind.SHARE)
    else:
        yield from _faults_of_record(part, [(entitled, served)])


def _faults_by_quotients(part: Part, method: Divisor) -> Iterator[Fault]:
    """No next place has a larger quotient than the last one of anybody, within the limits."""
    unit, rule = method.unit, method.rule

    def quotient(position: int, held: int) -> tuple[bool, Fraction]:
        above, below = rule.divisor(held)
        weight = rule.compared(part.claims[position].weight)
        return not above, Fraction(weight * below, above or 1)

    floors, caps = limits_in_steps(part.total // unit, part.claims, unit)
    held = [share // unit for share in part.shares]
    further = {
        each: quotient(each, held[each]) for each in part.entitled if held[each] < caps[each]
    }
    last = {
        each: quotient(each, held[each] - 1) for each in part.entitled if held[each] > floors[each]
    }
    offered, taken = max(further.values(), default=None), min(last.values(), default=None)
    ahead = offered is not None and taken is not None and offered > taken
    if ahead or (further and sum(part.shares) != part.available):
        yield Fault(FaultKind.SHARE)
        return
    served = [position for position, each in last.items() if each == offered]
    alike = sorted((*served, *(position for position, each in further.items() if each == taken)))
    yield from _faults_of_record(part, [(alike, served)])


def _faults_of_kits(part: Part, method: Packages) -> Iterator[Fault]:
    """Within each priority the cheapest kits come first, as many of a price as can be paid."""
    prices = method.prices_by_claim
    bands: dict[int, dict[int, list[int]]] = {}
    for position in part.entitled:
        claim = part.claims[position]
        price = prices.get(claim.id, 0)
        if part.shares[position] not in {0, price} or not price:
            yield Fault(FaultKind.SHARE, (claim.id,))
            return
        bands.setdefault(claim.priority, {}).setdefault(price, []).append(position)
    left, choices, short = part.total, list[Alike](), dict[int, int]()
    for _, band in sorted(bands.items()):
        for price, alike in sorted(band.items()):
            served = [position for position in alike if part.shares[position]]
            choices.append((alike, served))
            if len(served) != min(len(alike), left // price):
                yield Fault(FaultKind.SHARE, part.ids(alike))
                return
            left -= price * len(served)
        short.update((each, price - left) for price, alike in band.items() for each in alike)
    yield from _faults_of_record(part, choices, short=short)


def _faults_of_carried(part: Part, method: Carried) -> Iterator[Fault]:
    """All are as many whole steps short of what is due, or ahead of it, but for the last ones."""
    due, parts = method.due(part.total, part.claims)
    rates, step, entitled = method.rates(part.claims), method.unit * parts, part.entitled
    wholes = {position: due[position] // step for position in entitled}
    held = [share // method.unit for share in part.shares]
    first = max(entitled, key=wholes.__getitem__)
    behind = wholes[first] - held[first]
    if sum(max(0, whole - behind) for whole in wholes.values()) > sum(held):
        behind += 1
    over = {each: held[each] - max(0, whole - behind) for each, whole in wholes.items()}
    if sum(part.shares) != part.available or not set(over.values()) <= {0, 1}:
        yield Fault(FaultKind.SHARE)
        return
    up = [position for position, by in over.items() if by]
    ranks: list[int | Fraction] = [-1] * len(due)
    for position in entitled:
        fraction = due[position] % step
        if wholes[position] >= behind:
            soonest = Fraction(fraction - step, rates[position]) + step
            ranks[position] = fraction if behind or not fraction else soonest
    one = method.unit * sum(rates)
    own = {position for position in entitled if part.available * rates[position] >= one}
    yield from _faults_by_rank(part, ranks, up, own)


def _faults_of_record(
    part: Part,
    choices: Sequence[Alike],
    first: Sequence[int] = (),
    short: Mapping[int, int] | None = None,
    set_off: AbstractSet[int] = frozenset(),
) -> Iterator[Fault]:
    """The ties, the way of the remainder and the waiting list are what the shares say.

    `first` are those who had a remainder without any choice, in the order of service.
    """
    ties: list[Tie] = []
    served: list[int] = list(first)
    for alike, chosen in choices:
        try:
            ranked, decided = settle(alike, len(chosen), part.claims, part.method.tie)
        except Conflict:
            ranked, decided = [], ()
        if set(ranked) != set(chosen):
            yield Fault(FaultKind.TIE, part.ids(alike))
            return
        ties.extend(decided)
        served.extend(ranked)
    if tuple(ties) != part.ties:
        yield Fault(FaultKind.TIE, part.ids(each for alike, _ in choices for each in alike))
    has_remainder = isinstance(part.method, (Equal, Proportional, Capped, Carried))
    if part.remainder != (part.ids(served) if has_remainder else ()):
        yield Fault(FaultKind.REMAINDER, part.remainder)
    yield from _faults_of_waiting(part, short or {}, set_off)


_PROOFS: Mapping[type[Method], Callable[..., Iterator[Fault]]] = MappingProxyType(
    {
        Equal: _faults_by_due,
        Proportional: _faults_by_due,
        Capped: _faults_by_due,
        PerHead: _faults_per_head,
        Divisor: _faults_by_quotients,
        Packages: _faults_of_kits,
        Carried: _faults_of_carried,
    }
)
"""How the shares of each method of the registry are proved that is not made up of others."""

_REASONS: Mapping[type[Method], WaitingReason] = MappingProxyType(
    {PerHead: WaitingReason.TOTAL_USED_UP, Packages: WaitingReason.PRICE_ABOVE_THE_REST}
)
"""Why one waits under a method; under the others the share is below one step."""


def _faults_of_waiting(
    part: Part, short: Mapping[int, int], set_off: AbstractSet[int]
) -> Iterator[Fault]:
    method = part.method
    reason = part.reason or _REASONS.get(type(method), WaitingReason.BELOW_ONE_STEP)
    missing = method.amount if isinstance(method, PerHead) else method.unit
    wrong: list[int] = []
    for position in part.entitled:
        claim = part.claims[position]
        if position >= part.people or part.shares[position] or claim.cap == 0:
            continue
        why = WaitingReason.SET_OFF if position in set_off else reason
        if part.waiting.get(claim.id) != Waiting(claim.id, why, short.get(position, missing)):
            wrong.append(position)
    if wrong:
        yield Fault(FaultKind.WAITING, part.ids(wrong))
