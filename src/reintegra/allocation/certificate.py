"""An allocation is its own certificate: it is checked without trusting the method that made it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import attrs

from reintegra.allocation.result import recorded_step
from reintegra.vocabulary.texts import Text, Worded

if TYPE_CHECKING:
    from collections.abc import Iterator

    from reintegra.allocation.result import Allocation


class FaultKind(Worded):
    """What can be wrong with an allocation."""

    IDS = "ids", "Bagian tidak sesuai dengan klaim", "The shares are not those of the claims"
    NOT_WHOLE = "not-whole", "Bukan bilangan bulat", "Not a whole number"
    NEGATIVE = "negative", "Kurang dari nol", "Below zero"
    STEP = "step", "Bukan kelipatan satuan", "Not a multiple of the smallest step"
    SUM = "sum", "Jumlah tidak sama dengan dana", "The sum is not the total"
    ABOVE_CAP = "above-cap", "Melampaui batas atas", "Above the cap"
    BELOW_FLOOR = "below-floor", "Di bawah batas bawah", "Below the floor"
    NOT_WAITING = (
        "not-waiting",
        "Tidak menerima apa pun dan tidak ada dalam daftar tunggu",
        "Received nothing and is not on the waiting list",
    )
    WAITING = "waiting", "Daftar tunggu keliru", "The waiting list is wrong"
    TIE = "tie", "Catatan seri keliru", "The record of a tie is wrong"
    REMAINDER = "remainder", "Catatan sisa bagi keliru", "The record of the remainder is wrong"


@attrs.frozen
class Fault:
    """One thing that is wrong with an allocation, and the claims that it touches."""

    kind: FaultKind
    ids: tuple[str, ...] = ()

    @property
    def text(self) -> Text:
        """What is wrong, in both languages."""
        return self.kind.text


def verify(allocation: Allocation) -> tuple[Fault, ...]:
    """Every fault of an allocation, whoever made it; empty is good.

    Shares are whole, in steps, not negative, within floors and caps, and add up with what is left
    over to the total; the step on record is one. Whoever has a weight and a cap above zero and
    received nothing waits.
    """
    not_whole = tuple(_not_whole(allocation))
    if not_whole:
        return not_whole
    return (
        *_faults_of_sum(allocation),
        *_faults_of_shares(allocation),
        *_faults_of_waiting(allocation),
        *_faults_of_record(allocation),
    )


def _not_whole(allocation: Allocation) -> Iterator[Fault]:
    if not (_is_whole(allocation.total) and _is_whole(allocation.left_over)):
        yield Fault(FaultKind.NOT_WHOLE)
    for identifier, share in allocation.shares.items():
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
    ids = {claim.id for claim in allocation.claims}
    for tie in allocation.ties:
        served, competed = set(tie.served), set(tie.competed)
        if not (served and served < competed and competed <= ids):
            yield Fault(FaultKind.TIE, tie.competed)
    served = {name for name, share in allocation.shares.items() if share}
    remainder = allocation.remainder
    if len(set(remainder)) < len(remainder) or not served.issuperset(remainder):
        yield Fault(FaultKind.REMAINDER, remainder)
