"""An allocation is its own certificate: it is checked without trusting the method that made it."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

from reintegra.allocation.fault import Fault, FaultKind
from reintegra.allocation.group_certificate import faults_of_groups
from reintegra.allocation.proof_of_parts import proved
from reintegra.allocation.registry import METHODS
from reintegra.allocation.result import Allocation, WaitingReason, recorded_step
from reintegra.allocation.tie import TieRule
from reintegra.errors import ReintegraError
from reintegra.vocabulary.checks import instance_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from reintegra.allocation.claim import Claim
    from reintegra.allocation.tie import Tie


def verify(allocation: Allocation) -> tuple[Fault, ...]:
    """Every fault of an allocation, whoever made it; empty is good.

    Shares are whole, in steps, not negative, within floors and caps, and add up with what is left
    over to the total; the step on record is one. A weight of zero receives nothing. Whoever has a
    weight and a cap above zero and received nothing waits, and nobody else does. A tie on record
    was decided by its rule.

    A water level on record is proved, and is the least one. Level times weight, held by the floor
    (up to whole steps) and the cap (down), adds up to the total; every share is that, or less than
    one step away where it is no whole step; nobody was rounded up before a larger fraction. Under
    `capped` no level means that everybody is at the cap.

    The groups of a nested method are those of the method on record, each in steps and within its
    own floor and cap there, and none is exceeded by what its members received.

    Where nothing of this is wrong, and the method is one of the registry, its options must build
    it, and shares, ties, remainders and the waiting list must follow from its definition.

    Raises:
        WrongType: what is given is no `Allocation`; arrays have no certificate.
    """
    instance_of(Allocation, "allocation", allocation)
    not_whole = tuple(_not_whole(allocation))
    if not_whole:
        return not_whole
    faults = (
        *_faults_of_sum(allocation),
        *_faults_of_shares(allocation),
        *_faults_of_waiting(allocation),
        *_faults_of_record(allocation),
        *_faults_of_level(allocation),
        *faults_of_groups(allocation),
    )
    return faults or tuple(_faults_of_method(allocation))


def _faults_of_method(allocation: Allocation) -> Iterator[Fault]:
    """What does not follow from the method on record; one from outside is not known here."""
    record = allocation.method
    if record.name not in METHODS:
        return
    try:
        method = METHODS[record.name](**record.options)
    except (ReintegraError, TypeError):
        yield Fault(FaultKind.METHOD)
        return
    if allocation.claims:
        yield from proved(allocation, method)


def _not_whole(allocation: Allocation) -> Iterator[Fault]:
    if not (_is_whole(allocation.total) and _is_whole(allocation.left_over)):
        yield Fault(FaultKind.NOT_WHOLE)
    for identifier, share in (*allocation.shares.items(), *allocation.groups.items()):
        if not _is_whole(share):
            yield Fault(FaultKind.NOT_WHOLE, (identifier,))


def _is_whole(value: object) -> bool:
    return type(value) is int


def _is_reason(value: object) -> bool:
    return isinstance(value, WaitingReason)


def _faults_of_sum(allocation: Allocation) -> Iterator[Fault]:
    if list(allocation.shares) != [claim.id for claim in allocation.claims]:
        yield Fault(FaultKind.IDS)
    if allocation.total < 0 or allocation.left_over < 0:
        yield Fault(FaultKind.NEGATIVE)
    if sum(allocation.shares.values()) + allocation.left_over != allocation.total:
        yield Fault(FaultKind.SUM)


def _faults_of_shares(allocation: Allocation) -> Iterator[Fault]:
    step = recorded_step(allocation.method)
    if step is None:
        yield Fault(FaultKind.STEP)
    for claim in allocation.claims:
        share = allocation.shares.get(claim.id, 0)
        if share < 0:
            yield Fault(FaultKind.NEGATIVE, (claim.id,))
        if step is not None and share % step:
            yield Fault(FaultKind.STEP, (claim.id,))
        if claim.cap is not None and share > claim.cap:
            yield Fault(FaultKind.ABOVE_CAP, (claim.id,))
        if 0 <= share < claim.floor:
            yield Fault(FaultKind.BELOW_FLOOR, (claim.id,))
        if share and not claim.weight:
            yield Fault(FaultKind.NO_WEIGHT, (claim.id,))


def _faults_of_waiting(allocation: Allocation) -> Iterator[Fault]:
    shares, waiting = allocation.shares, [entry.id for entry in allocation.waiting]
    without = {
        claim.id
        for claim in allocation.claims
        if claim.weight and claim.cap != 0 and not shares.get(claim.id, 0)
    }
    listed = set(waiting)
    for claim in allocation.claims:
        if claim.id in without and claim.id not in listed:
            yield Fault(FaultKind.NOT_WAITING, (claim.id,))
    wrong = tuple(
        entry.id
        for entry in allocation.waiting
        if entry.id not in without
        or not _is_reason(entry.reason)
        or not (_is_whole(entry.short_by) and entry.short_by > 0)
    )
    if wrong or len(listed) < len(waiting):
        yield Fault(FaultKind.WAITING, wrong)


def _faults_of_record(allocation: Allocation) -> Iterator[Fault]:
    served = {name for name, share in allocation.shares.items() if share}
    served.update(name for name, share in allocation.groups.items() if share)
    claims = {claim.id: claim.weight for claim in allocation.claims}
    places = {name: place for place, name in enumerate((*claims, *allocation.groups))}
    for tie in allocation.ties:
        decided = 0 < len(tie.served) < len(tie.competed) and served.issuperset(tie.served)
        if not (decided and _is_settled(tie, places, claims)):
            yield Fault(FaultKind.TIE, tie.competed)
    remainder = allocation.remainder
    if len(set(remainder)) < len(remainder) or not served.issuperset(remainder):
        yield Fault(FaultKind.REMAINDER, remainder)


def _is_settled(tie: Tie, places: Mapping[str, int], weights: Mapping[str, int]) -> bool:
    """Whether those who competed stand in order, each once, and the rule serves whom it served."""
    competed = tie.competed
    if not places.keys() >= set(competed):
        return False
    ranked = sorted(set(competed), key=places.__getitem__)
    if tuple(ranked) != competed:
        return False
    match tie.rule:
        case TieRule.EARLIER:
            pass
        case TieRule.BY_ID:
            ranked.sort()
        case TieRule.LARGER_WEIGHT:
            # The weights of groups are on record with the method, and are looked at there.
            if weights.keys() >= set(competed):
                ranked.sort(key=lambda name: -weights[name])
            else:
                ranked = [*tie.served]
        case _:
            return False
    return tie.served == tuple(ranked[: len(tie.served)])


def _faults_of_level(allocation: Allocation) -> Iterator[Fault]:
    step, level = recorded_step(allocation.method), allocation.level
    if step is None:
        return
    below = tuple(_below_cap(allocation, step))
    if level is None:
        if below and allocation.method.name == "capped":
            yield Fault(FaultKind.LEVEL, below)
    elif type(level) is not Fraction or not (below and _is_least(allocation, step, level)):
        yield Fault(FaultKind.LEVEL)
    else:
        yield from _away_from_level(allocation, step, level)


def _below_cap(allocation: Allocation, step: int) -> Iterator[str]:
    for claim in allocation.claims:
        reached = allocation.shares.get(claim.id, 0) + step
        if claim.weight and (claim.cap is None or reached <= claim.cap):
            yield claim.id


def _is_least(allocation: Allocation, step: int, level: Fraction) -> bool:
    """Whether somebody would be due less at any lower level."""
    return level == 0 or any(
        -(-claim.floor // step) * step < level * claim.weight
        and (claim.cap is None or level * claim.weight <= claim.cap // step * step)
        for claim in allocation.claims
    )


def _away_from_level(allocation: Allocation, step: int, level: Fraction) -> Iterator[Fault]:
    """All in parts of the sum's unit, as many as the denominator of the level, to stay whole."""
    parts = level.denominator
    whole = (allocation.total - allocation.total % step) * parts
    exact = {claim.id: _at_level(claim, step, level) for claim in allocation.claims}
    over = {name: allocation.shares.get(name, 0) * parts - due for name, due in exact.items()}
    away = tuple(name for name, by in over.items() if abs(by) >= step * parts)
    # One rounded up by `a` had a fraction of `step - a`, one rounded down by `b` one of `b`: the
    # larger fraction came first where no `a + b` passes a step.
    spread = max(over.values(), default=0) - min(over.values(), default=0)
    if away or sum(exact.values()) != whole or sum(over.values()) or spread > step * parts:
        yield Fault(FaultKind.LEVEL, away)


def _at_level(claim: Claim, step: int, level: Fraction) -> int:
    """What the level gives this claim, in parts: held by the floor and cap in whole steps."""
    due = max(level.numerator * claim.weight, -(-claim.floor // step) * step * level.denominator)
    if claim.cap is None:
        return due
    return min(due, claim.cap // step * step * level.denominator)
