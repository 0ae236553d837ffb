"""A group is a claim among the groups beside it, with limits that its members can use."""

from __future__ import annotations

from typing import TYPE_CHECKING

import attrs

from reintegra.allocation.claim import Claim
from reintegra.errors import InvalidValue

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from reintegra.allocation.method import Method
    from reintegra.allocation.tree import Node, Tree


@attrs.frozen
class _Bounds:
    """What may be received, in whole steps; `cap=None` is no cap, `served` says by anybody."""

    served: bool
    floor: int
    cap: int | None


def stand_ins(
    claims: Sequence[Claim], inside: Sequence[Sequence[int]], tree: Tree, unit: int
) -> dict[int, Claim]:
    """The claim that stands for each group, by the number of its node.

    A group without anybody to serve has no weight. `inside` are the positions of the claims of
    each node.

    Raises:
        InvalidValue: limits of a group that exclude those of its members, floors of members that
            the method above their group does not honour, or a floor without anybody to serve.
    """
    bounds: dict[int, _Bounds] = {}
    standing: dict[int, Claim] = {}
    for number in reversed(range(1, len(tree.row))):
        node = tree.row[number]
        members = _of_claims((claims[position] for position in inside[number]), unit)
        together = _sum_of([members, *(bounds[each] for each in tree.inner[number])])
        bounds[number] = _of_group(node, together, unit)
        standing[number] = _standing(node, bounds[number], tree.row[node.outer].method, unit)
    return standing


def _of_claims(claims: Iterable[Claim], unit: int) -> _Bounds:
    served, floor, cap, capped = False, 0, 0, True
    for claim in claims:
        if claim.weight:
            served = True
            floor -= -claim.floor // unit
            if claim.cap is None:
                capped = False
            else:
                cap += claim.cap // unit
    return _Bounds(served, floor, cap if capped else None)


def _sum_of(members: Sequence[_Bounds]) -> _Bounds:
    caps = [member.cap for member in members if member.cap is not None]
    return _Bounds(
        served=any(member.served for member in members),
        floor=sum(member.floor for member in members),
        cap=sum(caps) if len(caps) == len(members) else None,
    )


def _of_group(node: Node, members: _Bounds, unit: int) -> _Bounds:
    group = node.group
    floor = max(members.floor, -(-group.floor // unit))
    if not (members.served and group.weight):
        if floor:
            hint = "a group of weight zero, or without anybody to serve, receives nothing"
            raise InvalidValue(f"{node.path}.floor", code="no-weight", hint=hint)
        return _Bounds(served=False, floor=0, cap=0)
    caps = [] if members.cap is None else [members.cap]
    if group.cap is not None:
        if members.floor > group.cap // unit:
            hint = "the floors of the members add up to more, in whole steps"
            raise InvalidValue(f"{node.path}.cap", code="below-floors", hint=hint)
        caps.append(group.cap // unit)
    cap = min(caps, default=None)
    if cap is not None and floor > cap:
        hint = "the floor lies above what the group and its members may receive, in whole steps"
        raise InvalidValue(f"{node.path}.floor", code="above-cap", hint=hint)
    return _Bounds(served=True, floor=floor, cap=cap)


def _standing(node: Node, own: _Bounds, above: Method, unit: int) -> Claim:
    if own.floor and "floor" not in above.honours:
        hint = f"members have floors, and the method {above.name} above them does not honour any"
        raise InvalidValue(f"{node.path}.floor", code="not-honoured", hint=hint)
    cap = own.cap if "cap" in above.honours else None
    return Claim(
        node.group.id,
        weight=node.group.weight if own.served else 0,
        floor=own.floor * unit,
        cap=None if cap is None else cap * unit,
        priority=node.group.priority,
    )
