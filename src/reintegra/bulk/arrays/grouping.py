"""Claims stand together in one sum or in several, and what is counted for each is exact."""

from __future__ import annotations

from abc import ABC, abstractmethod
from typing import TYPE_CHECKING, Any, TypeAlias, TypeVar

import attrs
import numpy as np
from numpy.typing import NDArray

if TYPE_CHECKING:
    from collections.abc import Sequence

Whole: TypeAlias = NDArray[np.int64]
"""An array of whole numbers of 64 bits."""

Mask: TypeAlias = NDArray[np.bool_]
"""An array that says yes or no of each claim."""

Positions: TypeAlias = NDArray[np.intp]
"""An array of positions."""

Number = TypeVar("Number", np.int64, np.float64)

EVERY = slice(None)
"""All claims."""

LARGEST = 2**63 - 1
"""The largest number of 64 bits."""

_LIMB = 32


@attrs.frozen(eq=False)
class Grouping(ABC):
    """Which claims share one sum: all of them, or those of each group by themselves."""

    size: int
    count: int

    @abstractmethod
    def spread(self, numbers: NDArray[Number], block: slice = EVERY) -> NDArray[Number]:
        """The number of its group for each claim; only the one number where there is one group."""

    @abstractmethod
    def codes_of(self, chosen: Positions) -> Positions:
        """Which group each of the chosen claims is in."""

    @abstractmethod
    def part(self, chosen: Positions) -> Grouping:
        """The same groups, of the chosen claims only."""

    @abstractmethod
    def sums_of_64_bits(self, numbers: Whole) -> list[int]:
        """What the numbers of each group add up to, where that fits."""

    def of_each(self, numbers: Sequence[int]) -> Whole:
        """The number of its group for each claim; only the one number where there is one group."""
        return self.spread(np.array(numbers, dtype=np.int64))

    def codes(self) -> Positions:
        """Which group each claim is in."""
        return self.codes_of(np.arange(self.size))

    def sums(self, numbers: Whole) -> list[int]:
        """What the numbers of each group add up to, exactly; none is negative."""
        if not numbers.size or int(numbers.max()) <= LARGEST // numbers.size:
            return self.sums_of_64_bits(numbers)
        upper = self.sums_of_64_bits(numbers >> _LIMB)
        lower = self.sums_of_64_bits(numbers & (2**_LIMB - 1))
        return [(high << _LIMB) + low for high, low in zip(upper, lower, strict=True)]


@attrs.frozen(eq=False)
class Together(Grouping):
    """All claims share one sum."""

    count: int = attrs.field(default=1, init=False)

    def spread(self, numbers: NDArray[Number], block: slice = EVERY) -> NDArray[Number]:
        """The one number there is, which stands for every claim."""
        del block
        return numbers

    def codes_of(self, chosen: Positions) -> Positions:
        """All are in the first group."""
        return np.broadcast_to(np.intp(0), chosen.shape)

    def part(self, chosen: Positions) -> Together:
        """Fewer claims, which still share one sum."""
        return Together(chosen.size)

    def sums_of_64_bits(self, numbers: Whole) -> list[int]:
        """The one sum there is."""
        return [int(numbers.sum())]


@attrs.frozen(eq=False)
class Apart(Grouping):
    """The claims of each group share a sum of their own; `of` has the number of its group."""

    of: Positions

    def spread(self, numbers: NDArray[Number], block: slice = EVERY) -> NDArray[Number]:
        """The number of its group for each claim."""
        return numbers[self.of[block]]

    def codes_of(self, chosen: Positions) -> Positions:
        """The number of the group of each."""
        return self.of[chosen]

    def part(self, chosen: Positions) -> Apart:
        """Fewer claims, of the same groups."""
        return Apart(chosen.size, self.count, self.of[chosen])

    def sums_of_64_bits(self, numbers: Whole) -> list[int]:
        """One sum for each group."""
        sums = np.zeros(self.count, dtype=np.int64)
        np.add.at(sums, self.of, numbers)
        return listed(sums)


def listed(numbers: NDArray[np.signedinteger[Any]]) -> list[int]:
    """The numbers as Python holds them, of any size."""
    each: list[int] = numbers.tolist()
    return each
