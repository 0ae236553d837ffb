"""What may be asked of any allocation, whatever made it: nothing, or a counter-example."""

from __future__ import annotations

from itertools import pairwise, product
from types import MappingProxyType
from typing import TYPE_CHECKING

import attrs

from reintegra.allocation.method import Axiom, Method
from reintegra.allocation.result import recorded_step
from reintegra.allocation.sharing import allocate, listed
from reintegra.errors import Conflict
from reintegra.vocabulary.checks import at_least
from reintegra.vocabulary.texts import Text

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

    from reintegra.allocation.claim import Claim
    from reintegra.allocation.result import Allocation


_NO_TIE = frozenset[int]()


@attrs.frozen
class CounterExample:
    """An axiom does not hold on an input; `ids` are the claims that show it."""

    axiom: Axiom
    ids: tuple[str, ...]
    text: Text


def exact(allocation: Allocation) -> CounterExample | None:
    """Shares and what is left over add up to the total, in whole steps, nothing below zero."""
    step = recorded_step(allocation.method)
    if step is None:
        text = Text(id="Satuan yang tercatat tidak sah", en="The step on record is no step")
        return CounterExample(Axiom.EXACT, (), text)
    for identifier, share in allocation.shares.items():
        if share < 0 or share % step:
            text = Text(id="Bagian bukan kelipatan satuan", en="A share is not in whole steps")
            return CounterExample(Axiom.EXACT, (identifier,), text)
    given = sum(allocation.shares.values())
    if allocation.left_over < 0 or given + allocation.left_over != allocation.total:
        text = Text(id="Bagian {given} dari dana {total}", en="Shares of {given} from {total}")
        return CounterExample(Axiom.EXACT, (), text.fill(given=given, total=allocation.total))
    return None


def within_caps(allocation: Allocation) -> CounterExample | None:
    """No share is above its cap."""
    for claim in allocation.claims:
        share = allocation.shares[claim.id]
        if claim.cap is not None and share > claim.cap:
            text = Text(id="{share} melampaui {cap}", en="{share} is above {cap}")
            return CounterExample(
                Axiom.WITHIN_CAPS, (claim.id,), text.fill(share=share, cap=claim.cap)
            )
    return None


def floors_met(allocation: Allocation) -> CounterExample | None:
    """No share is below its floor."""
    for claim in allocation.claims:
        share = allocation.shares[claim.id]
        if share < claim.floor:
            text = Text(id="{share} di bawah {floor}", en="{share} is below {floor}")
            return CounterExample(
                Axiom.FLOORS_MET, (claim.id,), text.fill(share=share, floor=claim.floor)
            )
    return None


def equal_treatment(allocation: Allocation) -> CounterExample | None:
    """Claims that differ in nothing but id and place receive the same, to within one step."""
    unit = recorded_step(allocation.method) or 1
    extremes: dict[Claim, tuple[str, str]] = {}
    for claim in allocation.claims:
        kind = attrs.evolve(claim, id="alike")
        least, most = extremes.get(kind, (claim.id, claim.id))
        share = allocation.shares[claim.id]
        least = claim.id if share < allocation.shares[least] else least
        most = claim.id if share > allocation.shares[most] else most
        extremes[kind] = (least, most)
        low, high = allocation.shares[least], allocation.shares[most]
        if high - low > unit:
            text = Text(id="{low} dan {high} bagi klaim serupa", en="{low} and {high} for the same")
            return CounterExample(
                Axiom.EQUAL_TREATMENT, (least, most), text.fill(low=low, high=high)
            )
    return None


def quota(allocation: Allocation) -> CounterExample | None:
    """Every share is less than one step away from its exact quota of the whole steps.

    quota = whole steps in the total * weight / sum of weights
    """
    unit = recorded_step(allocation.method) or 1
    steps = allocation.total // unit
    whole = sum(claim.weight for claim in allocation.claims)
    for claim in allocation.claims:
        share = allocation.shares[claim.id]
        if abs(share * whole - steps * unit * claim.weight) >= unit * whole:
            text = Text(
                id="{share} berjarak satu satuan atau lebih dari kuota",
                en="{share} is one step or more away from the quota",
            )
            return CounterExample(Axiom.QUOTA, (claim.id,), text.fill(share=share))
    return None


def envy_free_among_equals(allocation: Allocation) -> CounterExample | None:
    """Of claims that are alike, one receives more only where a tie on record served it first."""
    won: dict[str, frozenset[int]] = {}
    lost: dict[str, frozenset[int]] = {}
    for number, tie in enumerate(allocation.ties):
        for name in tie.served:
            won[name] = won.get(name, _NO_TIE) | {number}
        for name in set(tie.competed) - set(tie.served):
            lost[name] = lost.get(name, _NO_TIE) | {number}
    alike: dict[Claim, dict[int, list[str]]] = {}
    for claim in allocation.claims:
        by_share = alike.setdefault(attrs.evolve(claim, id="alike"), {})
        by_share.setdefault(allocation.shares[claim.id], []).append(claim.id)
    for by_share in alike.values():
        for low, high in pairwise(sorted(by_share)):
            for less, more in product(
                _first_of_each(by_share[low], lost), _first_of_each(by_share[high], won)
            ):
                if lost.get(less, _NO_TIE).isdisjoint(won.get(more, _NO_TIE)):
                    text = Text(id="{low} dan {high} tanpa seri", en="{low} and {high}, and no tie")
                    text = text.fill(low=low, high=high)
                    return CounterExample(Axiom.ENVY_FREE_AMONG_EQUALS, (less, more), text)
    return None


def _first_of_each(ids: Iterable[str], ties: Mapping[str, frozenset[int]]) -> list[str]:
    """One for all who stood in the same ties: thousands of claims in one tie are not compared."""
    first: dict[frozenset[int], str] = {}
    for name in ids:
        first.setdefault(ties.get(name, _NO_TIE), name)
    return list(first.values())


def consistent(total: int, claims: Iterable[Claim], method: Method) -> CounterExample | None:
    """Leaving out a claim that is satisfied, with its share, changes nobody else's share.

    Satisfied is who received all whole steps of the cap or, carrying none, something without having
    to wait. Each of them is left out in turn. Where a refused tie leaves one of the two undecided,
    nothing is shown.

    Raises:
        WrongType, InvalidValue: as `allocate`.
    """
    given = listed(claims)
    before = _attempt(total, given, method)
    if before is None:
        return None
    waiting = {entry.id for entry in before.waiting}
    for position, claim in enumerate(given):
        share = before.shares[claim.id]
        others = (*given[:position], *given[position + 1 :])
        if claim.cap is None:
            satisfied = claim.id not in waiting
        else:
            satisfied = share == claim.cap - claim.cap % method.unit
        if not (share and satisfied and any(other.weight for other in others)):
            continue
        after = _attempt(total - share, others, method)
        if after is not None and any(
            after.shares[each.id] != before.shares[each.id] for each in others
        ):
            text = Text(id="Tanpa klaim ini bagian berubah", en="Without this claim shares change")
            return CounterExample(Axiom.CONSISTENT, (claim.id,), text)
    return None


def order_free(total: int, claims: Iterable[Claim], method: Method) -> CounterExample | None:
    """The order of the claims changes nobody's share: tried reversed and turned by one.

    Raises:
        WrongType, InvalidValue: as `allocate`.
    """
    given = listed(claims)
    before = _attempt(total, given, method)
    for order in (given[::-1], given[1:] + given[:1]):
        after = _attempt(total, order, method)
        if (before and before.shares) != (after and after.shares):
            ids = tuple(claim.id for claim in order)
            text = Text(id="Urutan ini mengubah bagian", en="This order changes shares")
            return CounterExample(Axiom.ORDER_FREE, ids, text)
    return None


def monotone_in_total(
    total: int, claims: Iterable[Claim], method: Method, *, more: int | None = None
) -> CounterExample | None:
    """A total that is larger by `more` (default: one step) makes nobody's share smaller.

    Where a refused tie leaves one of the two undecided, nothing is shown.

    Raises:
        WrongType, InvalidValue: as `allocate`; or `more` is no whole number, or negative.
    """
    given = listed(claims)
    larger = total + (method.unit if more is None else at_least(0, "more", more))
    before, after = _attempt(total, given, method), _attempt(larger, given, method)
    if before is None or after is None:
        return None
    for identifier, share in before.shares.items():
        if after.shares[identifier] < share:
            text = Text(
                id="{share} dari {total}, hanya {less} dari {larger}",
                en="{share} from {total}, only {less} from {larger}",
            )
            less = after.shares[identifier]
            text = text.fill(share=share, total=total, less=less, larger=larger)
            return CounterExample(Axiom.MONOTONE_IN_TOTAL, (identifier,), text)
    return None


def monotone_in_weight(
    total: int, claims: Iterable[Claim], method: Method, *, more: int = 1
) -> CounterExample | None:
    """A weight that is larger by `more`, all others unchanged, does not make its share smaller.

    Each claim is tried in turn. Where a refused tie leaves the outcome open, nothing is shown.

    Raises:
        WrongType, InvalidValue: as `allocate`; or `more` is no whole number, or negative.
    """
    at_least(0, "more", more)
    given = listed(claims)
    before = _attempt(total, given, method)
    for position, claim in enumerate(given):
        heavier = attrs.evolve(claim, weight=claim.weight + more)
        changed = (*given[:position], heavier, *given[position + 1 :])
        after = _attempt(total, changed, method)
        if before is None or after is None:
            continue
        share, less = before.shares[claim.id], after.shares[claim.id]
        if less < share:
            text = Text(id="{share} menjadi {less}", en="{share} becomes {less}")
            return CounterExample(
                Axiom.MONOTONE_IN_WEIGHT, (claim.id,), text.fill(share=share, less=less)
            )
    return None


OF_RESULT: Mapping[Axiom, Callable[[Allocation], CounterExample | None]] = MappingProxyType(
    {
        Axiom.EXACT: exact,
        Axiom.WITHIN_CAPS: within_caps,
        Axiom.FLOORS_MET: floors_met,
        Axiom.EQUAL_TREATMENT: equal_treatment,
        Axiom.QUOTA: quota,
        Axiom.ENVY_FREE_AMONG_EQUALS: envy_free_among_equals,
    }
)
"""The axioms that one allocation shows by itself."""

OF_METHOD: Mapping[Axiom, Callable[[int, Sequence[Claim], Method], CounterExample | None]] = (
    MappingProxyType(
        {
            Axiom.ORDER_FREE: order_free,
            Axiom.MONOTONE_IN_TOTAL: monotone_in_total,
            Axiom.MONOTONE_IN_WEIGHT: monotone_in_weight,
            Axiom.CONSISTENT: consistent,
        }
    )
)
"""The axioms that compare what a method answers to two inputs."""


def counter_example(
    axiom: Axiom, total: int, claims: Iterable[Claim], method: Method
) -> CounterExample | None:
    """Whether an axiom fails on this input; nothing is shown where a tie is refused.

    Raises:
        WrongType, InvalidValue: as `allocate`.
    """
    given = listed(claims)
    if axiom in OF_METHOD:
        return OF_METHOD[axiom](total, given, method)
    allocation = _attempt(total, given, method)
    return None if allocation is None else OF_RESULT[axiom](allocation)


def _attempt(total: int, claims: Iterable[Claim], method: Method) -> Allocation | None:
    try:
        return allocate(total, claims, method)
    except Conflict:
        return None
