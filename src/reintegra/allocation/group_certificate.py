"""The shares of groups are checked against the tree on record, whoever wrote it."""

from __future__ import annotations

from collections import deque
from types import NoneType
from typing import TYPE_CHECKING

import attrs

from reintegra.allocation.fault import Fault, FaultKind
from reintegra.allocation.group import Group
from reintegra.allocation.result import recorded_step

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from reintegra.allocation.result import Allocation, Option


_FIELDS = len(attrs.fields(Group))


@attrs.frozen
class _Recorded:
    """A group as it stands on record: `members` are the ids of claims and groups in it."""

    id: str
    members: tuple[object, ...]
    floor: int
    cap: int | None


def faults_of_groups(allocation: Allocation) -> Iterator[Fault]:
    """What is wrong with the groups: their ids, their limits, and what their members received.

    Without claims there is nothing to share, and no group.
    """
    if allocation.method.name != "nested" and not allocation.groups:
        return
    recorded = _on_record(allocation.method.options.get("groups"))
    if recorded is None or not _are_those_of(recorded, allocation):
        yield Fault(FaultKind.GROUPS)
    elif allocation.groups:
        step = recorded_step(allocation.method)
        for group in recorded[1:]:
            yield from _faults_of_group(group, allocation, step)
        yield from _faults_of_members(recorded, allocation)


def _on_record(groups: Option) -> list[_Recorded] | None:
    """The whole, then every group; `None` where what is on record is no tree of groups."""
    row: list[_Recorded] = []
    ahead: deque[Option] = deque([("", groups, 1, 0, None, 0, None)])
    while ahead:
        fields = ahead.popleft()
        if not (isinstance(fields, tuple) and len(fields) == _FIELDS):
            return None
        name, members, _, floor, cap, _, _ = fields
        if not (isinstance(name, str) and isinstance(members, tuple)):
            return None
        if not (isinstance(floor, int) and isinstance(cap, (int, NoneType))):
            return None
        ids = (member[0] if isinstance(member, tuple) and member else member for member in members)
        row.append(_Recorded(name, tuple(ids), floor, cap))
        ahead.extend(member for member in members if not isinstance(member, str))
    return row


def _are_those_of(recorded: Sequence[_Recorded], allocation: Allocation) -> bool:
    groups = [group.id for group in recorded[1:]]
    members = [member for group in recorded for member in group.members]
    claims = {claim.id for claim in allocation.claims}
    return (
        len(set(members)) == len(members)
        and claims.isdisjoint(groups)
        and claims.issubset(members)
        and (set(allocation.groups) == set(groups) if claims else not allocation.groups)
    )


def _faults_of_group(group: _Recorded, allocation: Allocation, step: int | None) -> Iterator[Fault]:
    received = allocation.groups[group.id]
    if received < 0:
        yield Fault(FaultKind.NEGATIVE, (group.id,))
    if step is not None and received % step:
        yield Fault(FaultKind.STEP, (group.id,))
    if group.cap is not None and received > group.cap:
        yield Fault(FaultKind.ABOVE_CAP, (group.id,))
    if 0 <= received < group.floor:
        yield Fault(FaultKind.BELOW_FLOOR, (group.id,))


def _faults_of_members(recorded: Sequence[_Recorded], allocation: Allocation) -> Iterator[Fault]:
    given: dict[object, int] = {}
    given.update(allocation.shares)
    given.update(allocation.groups)
    whole, *groups = recorded
    if sum(given[member] for member in whole.members) > allocation.total:
        yield Fault(FaultKind.GROUP_SUM)
    for group in groups:
        if sum(given.get(member, 0) for member in group.members) > given[group.id]:
            yield Fault(FaultKind.GROUP_SUM, (group.id,))
