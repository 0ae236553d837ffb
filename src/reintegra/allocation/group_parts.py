"""Every group of a tree as a part of its own, with its members as the claims in it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import attrs

from reintegra.allocation.claim import Claim
from reintegra.allocation.method import Method
from reintegra.allocation.stand_in import stand_ins

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from reintegra.allocation.nested import Nested


@attrs.frozen
class GroupPart:
    """A group with its members as claims, groups standing as claims among them, and its cap.

    `inner` are the numbers of the groups, in their order behind the claims; `most` is what the
    group may receive, in steps, or `None` where no cap holds it.
    """

    method: Method
    members: tuple[Claim, ...]
    inner: tuple[int, ...]
    most: int | None


def group_parts(method: Nested, claims: Sequence[Claim]) -> Iterator[tuple[int, GroupPart]]:
    """Every group by its number, the inner ones first; the last one, of number zero, is the whole.

    Raises:
        InvalidValue: limits of groups and members that exclude each other.
    """
    tree = method.tree
    inside: list[list[int]] = [[] for _ in tree.row]
    for position, claim in enumerate(claims):
        if claim.id in tree.home:
            inside[tree.home[claim.id]].append(position)
    standing = stand_ins(claims, inside, tree, method.unit)
    for number in reversed(range(len(tree.row))):
        direct = (claims[position] for position in inside[number])
        inner = tree.inner[number]
        cap = standing[number].cap if number else None
        most = None if cap is None else cap // method.unit
        members = (*direct, *(standing[each] for each in inner))
        yield number, GroupPart(tree.row[number].method, members, inner, most)
