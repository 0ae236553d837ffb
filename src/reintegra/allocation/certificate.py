"""An allocation is its own certificate: it is checked without trusting the method that made it."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

from reintegra.allocation.fault import Fault, FaultKind
from reintegra.allocation.group_certificate import faults_of_groups
from reintegra.allocation.result import recorded_step

if TYPE_CHECKING:
    from collections.abc import Iterator

    from reintegra.allocation.claim import Claim
    from reintegra.allocation.result import Allocation


def verify(allocation: Allocation) -> tuple[Fault, ...]:
    """Every fault of an allocation, whoever made it; empty is good.

    Shares are whole, in steps, not negative, within floors and caps, and add up with what is left
    over to the total; the step on record is one. Whoever has a weight and a cap above zero and
    received nothing waits.

    A water level on record is proved. Level times weight, held by the floor (up to whole steps) and
    the cap (down), adds up to the total; every share is that, or less than one step away where it
    is no whole step; nobody was rounded up before a larger fraction. Under `capped` no level means
    that everybody is at the cap.

    The groups of a nested method are those of the method on record, each in steps and within its
    own floor and cap there, and none is exceeded by what its members received.
    """
    not_whole = tuple(_not_whole(allocation))
    if not_whole:
        return not_whole
    return (
        *_faults_of_sum(allocation),
        *_faults_of_shares(allocation),
        *_faults_of_waiting(allocation),
        *_faults_of_record(allocation),
        *_faults_of_level(allocation),
        *faults_of_groups(allocation),
    )


def _not_whole(allocation: Allocation) -> Iterator[Fault]:
    if not (_is_whole(allocation.total) and _is_whole(allocation.left_over)):
        yield Fault(FaultKind.NOT_WHOLE)
    for identifier, share in (*allocation.shares.items(), *allocation.groups.items()):
        if not _is_whole(share):
            yield Fault(FaultKind.NOT_WHOLE, (identifier,))


def _is_whole(value: object) -> bool:
    return type(value) is int


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


def _faults_of_waiting(allocation: Allocation) -> Iterator[Fault]:
    entitled = {claim.id for claim in allocation.claims if claim.weight and claim.cap != 0}
    waiting = [entry.id for entry in allocation.waiting]
    listed = set(waiting)
    short = {
        entry.id for entry in allocation.waiting if _is_whole(entry.short_by) and entry.short_by > 0
    }
    for claim in allocation.claims:
        served = allocation.shares.get(claim.id, 0)
        if claim.id in entitled and not served and claim.id not in listed:
            yield Fault(FaultKind.NOT_WAITING, (claim.id,))
    if len(listed) < len(waiting) or not entitled.issuperset(waiting):
        yield Fault(FaultKind.WAITING)
    elif short != listed:
        yield Fault(FaultKind.WAITING, tuple(name for name in waiting if name not in short))


def _faults_of_record(allocation: Allocation) -> Iterator[Fault]:
    ids = {claim.id for claim in allocation.claims}.union(allocation.groups)
    for tie in allocation.ties:
        served, competed = set(tie.served), set(tie.competed)
        if not (served and served < competed and competed <= ids):
            yield Fault(FaultKind.TIE, tie.competed)
    served = {name for name, share in allocation.shares.items() if share}
    served.update(name for name, share in allocation.groups.items() if share)
    remainder = allocation.remainder
    if len(set(remainder)) < len(remainder) or not served.issuperset(remainder):
        yield Fault(FaultKind.REMAINDER, remainder)


def _faults_of_level(allocation: Allocation) -> Iterator[Fault]:
    step, level = recorded_step(allocation.method), allocation.level
    if step is None:
        return
    if level is None:
        below = tuple(_below_cap(allocation, step))
        if below and allocation.method.name == "capped":
            yield Fault(FaultKind.LEVEL, below)
    elif type(level) is not Fraction:
        yield Fault(FaultKind.LEVEL)
    else:
        yield from _away_from_level(allocation, step, level)


def _below_cap(allocation: Allocation, step: int) -> Iterator[str]:
    for claim in allocation.claims:
        reached = allocation.shares.get(claim.id, 0) + step
        if claim.weight and (claim.cap is None or reached <= claim.cap):
            yield claim.id


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
