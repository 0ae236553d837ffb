"""A tree of groups laid out in a row, every group after the one that holds it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

import attrs

from reintegra.allocation.group import Group
from reintegra.allocation.limits import UNSET, not_honoured
from reintegra.allocation.method import Method
from reintegra.errors import InvalidValue

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence


MOST_LEVELS = 100
"""How many groups may stand in each other: what is on record is read again level by level."""


@attrs.frozen
class Node:
    """A group in its place: `path` says where, such as `groups[0].members[2]`.

    `outer` is the number of the node that holds it, and `method` shares among its members. The
    first node of a row is the whole, a group that is never named.
    """

    path: str
    outer: int
    group: Group
    method: Method


@attrs.frozen
class Tree:
    """The nodes in a row, the numbers of those that each holds, and of the one of each member."""

    row: tuple[Node, ...]
    inner: tuple[tuple[int, ...], ...]
    home: Mapping[str, int]


def laid_out(groups: tuple[Group, ...], among: Method, within: Method) -> Tree:
    """The whole, then its groups, each followed by the groups in it.

    A group shares by its own method; without one, by `among` where all of its members are groups,
    and by `within` where not.

    Raises:
        InvalidValue: an id stands twice, a group carries what the method above it does not honour,
            a method has another smallest step than `among`, or more than `MOST_LEVELS` groups
            stand in each other.
    """
    row = [Node("", 0, Group("whole", groups), among)]
    depths = [0]
    ahead = list(_groups_in(row[0], 0))
    while ahead:
        path, group, outer = ahead.pop()
        depths.append(depths[outer] + 1)
        if depths[-1] > MOST_LEVELS:
            hint = f"more than {MOST_LEVELS} groups stand in each other"
            raise InvalidValue("groups", code="too-deep", hint=hint)
        _check_limits(path, group, row[outer].method)
        method = group.within or (among if _only_groups(group) else within)
        check_step(f"{path}.within", method, among)
        row.append(Node(path, outer, group, method))
        ahead.extend(_groups_in(row[-1], len(row) - 1))
    inner: list[list[int]] = [[] for _ in row]
    for number, node in enumerate(row[1:], start=1):
        inner[node.outer].append(number)
    return Tree(tuple(row), tuple(map(tuple, inner)), _homes(row))


def _groups_in(node: Node, number: int) -> Iterator[tuple[str, Group, int]]:
    """The last one first: whoever is taken from the end of a list is then in order."""
    members = f"{node.path}.members" if node.path else "groups"
    for place in reversed(range(len(node.group.members))):
        member = node.group.members[place]
        if not isinstance(member, str):
            yield f"{members}[{place}]", member, number


def _only_groups(group: Group) -> bool:
    return not any(isinstance(member, str) for member in group.members)


def check_step(field: str, method: Method, among: Method) -> None:
    """What a group receives is whole steps inside the group too.

    Raises:
        InvalidValue: the smallest steps of the two methods differ.
    """
    if method.unit != among.unit:
        hint = "its smallest step is not the one of the method among the groups"
        raise InvalidValue(field, code="other-step", hint=hint)


def _check_limits(path: str, group: Group, above: Method) -> None:
    for limit, unset in UNSET:
        if limit not in above.honours and getattr(group, limit) != unset:
            raise not_honoured(path, limit, above)


def _homes(row: Sequence[Node]) -> dict[str, int]:
    seen: set[str] = set()
    homes: dict[str, int] = {}
    for number, node in enumerate(row):
        if number:
            _check_new(f"{node.path}.id", node.group.id, seen)
        for place, member in enumerate(node.group.members):
            if isinstance(member, str):
                _check_new(f"{node.path}.members[{place}]", member, seen)
                homes[member] = number
    return homes


def _check_new(field: str, identifier: str, seen: set[str]) -> None:
    if identifier in seen:
        hint = "a group or a member of a group before it has the same id"
        raise InvalidValue(field, code="duplicate", hint=hint)
    seen.add(identifier)
