"""How the slot of a group follows from the slots of its parts."""

from __future__ import annotations

from enum import Enum
from typing import TYPE_CHECKING

import attrs

if TYPE_CHECKING:
    from collections.abc import Iterable


class Joint(Enum):
    """How a group follows from its parts; `NAMED` is its one part under a name."""

    ALL = "all"
    ANY = "any"
    AT_LEAST = "at-least"
    NOT = "not"
    NAMED = "named"


@attrs.frozen
class Group:
    """A slot that follows from the slots of its parts; `needed` counts for `AT_LEAST` alone."""

    slot: int
    joint: Joint
    parts: tuple[int, ...]
    needed: int = 0

    @property
    def is_alias(self) -> bool:
        """Whether it always has the outcome of its one part."""
        return self.joint is Joint.NAMED or (
            len(self.parts) == 1 and self.joint in {Joint.ALL, Joint.ANY}
        )


def bits_by_slot(slots: int, groups: Iterable[Group]) -> tuple[int, ...]:
    """For each slot the bits that are set with it: its own, and those of its aliases."""
    bits = [1 << slot for slot in range(slots)]
    for group in sorted(groups, key=lambda each: -each.slot):
        if group.is_alias:
            bits[group.parts[0]] |= bits[group.slot]
    return tuple(bits)
