"""An allocation is proved part by part: each priority, and each group, by the method in it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import attrs

from reintegra.allocation.by_priority import ByPriority
from reintegra.allocation.capped import Capped
from reintegra.allocation.fault import Fault, FaultKind
from reintegra.allocation.group_parts import group_parts
from reintegra.allocation.inner import by_band
from reintegra.allocation.limits import UNSET, floors_in_steps
from reintegra.allocation.nested import Nested
from reintegra.allocation.proof import Part, faults_of_part
from reintegra.allocation.result import WaitingReason
from reintegra.errors import InvalidValue

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from reintegra.allocation.method import Method
    from reintegra.allocation.result import Allocation
    from reintegra.allocation.tie import Tie


def proved(allocation: Allocation, method: Method) -> Iterator[Fault]:
    """What does not follow from the method on record, where sums and limits are right already."""
    whole = Part(
        total=allocation.total,
        claims=allocation.claims,
        shares=tuple(allocation.shares.values()),
        method=method,
        ties=allocation.ties,
        remainder=allocation.remainder,
        waiting={entry.id: entry for entry in allocation.waiting},
        people=len(allocation.claims),
    )
    parts = _parts_of_tree(whole, method, allocation) if isinstance(method, Nested) else [whole]
    ignored = tuple(name for part in parts for name in _ignored(part))
    if ignored or not parts:
        yield Fault(FaultKind.METHOD, ignored)
        return
    if allocation.level is not None and not isinstance(method, Capped):
        yield Fault(FaultKind.LEVEL)
    waiting = [entry.id for entry in allocation.waiting]
    if waiting != [claim.id for claim in allocation.claims if claim.id in whole.waiting]:
        yield Fault(FaultKind.WAITING)
    for part in parts:
        yield from _faults_of_bands(part)


def _ignored(part: Part) -> Iterator[str]:
    """Who carries a floor, cap or priority that the method does not honour."""
    not_honoured = [each for each in UNSET if each[0] not in part.method.honours]
    for claim in part.claims:
        if any(getattr(claim, limit) != unset for limit, unset in not_honoured):
            yield claim.id


def _faults_of_bands(part: Part) -> Iterator[Fault]:
    if not any(claim.weight for claim in part.claims):
        return
    if not isinstance(part.method, ByPriority):
        yield from faults_of_part(part)
        return
    unit, method = part.method.unit, part.method.within
    floors = [floor * unit for floor in floors_in_steps(part.claims, unit)]
    left, reserved = part.total, sum(floors)
    bands = by_band(part.claims)
    for band, inner in zip(
        bands, _divided(part, [_some(part, band) for band in bands]), strict=True
    ):
        reserved -= sum(floors[position] for position in band)
        available = left - reserved
        used_up = available < unit <= part.total
        reason = WaitingReason.EARLIER_PRIORITIES if used_up else part.reason
        yield from _faults_of_bands(
            attrs.evolve(inner, total=available, method=method, reason=reason)
        )
        left -= sum(inner.shares)


def _some(part: Part, positions: Sequence[int]) -> Part:
    return attrs.evolve(
        part,
        claims=tuple(part.claims[position] for position in positions),
        shares=tuple(part.shares[position] for position in positions),
        people=sum(position < part.people for position in positions),
    )


def _parts_of_tree(whole: Part, method: Nested, allocation: Allocation) -> list[Part]:
    """The whole, then every group; none where the limits of groups and members exclude each other.

    A group stands as a claim among the members of the one that holds it, behind the claims.
    """
    try:
        row = list(group_parts(method, allocation.claims))
    except InvalidValue:
        return []
    received = {**allocation.shares, **allocation.groups}
    given = {0: allocation.total}
    parts: list[Part] = []
    for number, place in reversed(row):
        total = given[number]
        none = total < method.unit <= whole.total
        groups = place.members[len(place.members) - len(place.inner) :]
        given.update(zip(place.inner, (received[group.id] for group in groups), strict=True))
        parts.append(
            attrs.evolve(
                whole,
                total=total,
                claims=place.members,
                shares=tuple(received[member.id] for member in place.members),
                method=place.method,
                people=len(place.members) - len(place.inner),
                reason=WaitingReason.GROUP_FOUND_NOTHING if none else None,
            )
        )
    return _divided(whole, parts)


def _divided(whole: Part, parts: Sequence[Part]) -> list[Part]:
    """The parts, each with the ties and remainders of its own claims, in their order."""
    home = {claim.id: number for number, part in enumerate(parts) for claim in part.claims}
    ties: list[list[Tie]] = [[] for _ in parts]
    for tie in whole.ties:
        ties[home[tie.competed[0]]].append(tie)
    remainders: list[list[str]] = [[] for _ in parts]
    for name in whole.remainder:
        remainders[home[name]].append(name)
    return [
        attrs.evolve(part, ties=tuple(own), remainder=tuple(names))
        for part, own, names in zip(parts, ties, remainders, strict=True)
    ]
