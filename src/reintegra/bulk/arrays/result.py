"""What an allocation of arrays says: shares in the order of the claims, and what decided them."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction
from typing import TypeAlias

import attrs

from reintegra.allocation import MethodRecord, TieRule, WaitingReason
from reintegra.bulk.arrays.grouping import Positions, Whole
from reintegra.vocabulary.mapping import FrozenMapping

Label: TypeAlias = int | str
"""How a group is called: a whole number, or a text."""


@attrs.frozen
class ArrayTie:
    """Claims were placed alike, and a rule decided which of them were served.

    `competed` and `served` say how many; `group` is theirs, where groups share sums of their own.
    """

    competed: int
    served: int
    rule: TieRule
    group: Label | None = None


@attrs.frozen
class GroupSum:
    """The sum of one group, what was left over of it, and under capped sharing its water level."""

    total: int
    left_over: int
    level: Fraction | None


def _frozen_sums(sums: Mapping[Label, GroupSum]) -> FrozenMapping[Label, GroupSum]:
    return FrozenMapping(sums)


@attrs.frozen(eq=False)
class ArrayAllocation:
    """A sum shared among claims that stand in arrays, equal to what `allocate` answers.

    `shares` are in the order of the claims. `waiting` are the positions of who has a weight and a
    cap above zero and received nothing, each for the `reason`, and short by `short_by` units of the
    sum. `remainder` are the positions that received one step more than the whole part of their
    share. Both are ascending. `ties` say how many competed at a border, and how many were served.
    `level` is the water level of capped sharing, as in `Allocation`.

    Where groups share sums of their own, `total` and `left_over` are those of all together,
    `groups` has each by its label, and the levels stand there.
    """

    total: int
    method: MethodRecord
    shares: Whole
    left_over: int
    waiting: Positions
    reason: WaitingReason
    short_by: int
    ties: tuple[ArrayTie, ...]
    remainder: Positions
    level: Fraction | None
    groups: Mapping[Label, GroupSum] = attrs.field(converter=_frozen_sums)

    def __attrs_post_init__(self) -> None:
        """Nobody can change the arrays behind the result's back."""
        for array in (self.shares, self.waiting, self.remainder):
            array.flags.writeable = False
