"""What is on record in order: a tuple, and where it grows long, one that shares what it had."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import chain
from typing import Final, TypeVar, cast, overload

T = TypeVar("T")
Value_co = TypeVar("Value_co", covariant=True)

LONGEST_TUPLE: Final = 32
"""How many values stand in one tuple, so that one more is added by copying them all."""


def with_one_more(values: Sequence[T], value: T) -> Sequence[T]:
    """The same values in a tuple or a `Series`, and one more behind them.

    What it takes hardly depends on how many there are.
    """
    if len(values) < LONGEST_TUPLE:
        return (*values, value)
    return (values if isinstance(values, Series) else Series(values)).plus(value)


class Series(Sequence[Value_co]):
    """Values in order, which nobody can change; hashable where the values are.

    It equals a tuple of the same values, is printed as one, and can be pickled and copied. A slice
    of it, and a sum of it and a tuple, are tuples.
    """

    __slots__ = ("_before", "_blocks", "_end")

    def __init__(self, values: Sequence[Value_co]) -> None:
        self._blocks: tuple[tuple[Value_co, ...], ...] = (tuple(values),)
        self._before: int = len(values)
        self._end: tuple[Value_co, ...] = ()

    def plus(self: Series[T], value: T) -> Series[T]:
        """The same values, and one more behind them."""
        end = self._end
        more: Series[T] = object.__new__(Series)  # pyright: ignore[reportUnknownVariableType] # as declared
        if len(end) < LONGEST_TUPLE:
            more._blocks, more._before, more._end = self._blocks, self._before, (*end, value)
        else:
            more._blocks = (*self._blocks, end)
            more._before = self._before + LONGEST_TUPLE
            more._end = (value,)
        return more

    @overload
    def __getitem__(self, place: int) -> Value_co: ...
    @overload
    def __getitem__(self, place: slice) -> tuple[Value_co, ...]: ...
    def __getitem__(self, place: int | slice) -> Value_co | tuple[Value_co, ...]:
        """The value at this place, or a tuple of those at several."""
        if isinstance(place, slice):
            return tuple(self)[place]
        at = place if place >= 0 else len(self) + place
        if at >= self._before:
            return self._end[at - self._before]
        if at < 0:
            raise IndexError("no value at this place")
        # the first block is as long as what was given, every other as long as a tuple may be
        first = self._blocks[0]
        if at < len(first):
            return first[at]
        block, there = divmod(at - len(first), LONGEST_TUPLE)
        return self._blocks[block + 1][there]

    def __iter__(self) -> Iterator[Value_co]:
        """The values, in order."""
        return chain(*self._blocks, self._end)

    def __reversed__(self) -> Iterator[Value_co]:
        """The values, the last first."""
        yield from reversed(self._end)
        for block in reversed(self._blocks):
            yield from reversed(block)

    def __contains__(self, value: object) -> bool:
        """Whether one of them equals this value."""
        return value in self._end or any(value in block for block in self._blocks)

    def __add__(self, others: tuple[T, ...] | Series[T]) -> tuple[Value_co | T, ...]:
        """A tuple of these and the others."""
        return tuple(self) + (tuple(others) if isinstance(others, Series) else others)

    def __radd__(self, others: tuple[T, ...]) -> tuple[T | Value_co, ...]:
        """A tuple of the others and these."""
        return others + tuple(self)

    def __len__(self) -> int:
        """How many there are."""
        return self._before + len(self._end)

    def __eq__(self, other: object) -> bool:
        """Whether the same values stand in the same order, in another series or in a tuple."""
        if isinstance(other, Series):
            return self is other or tuple(self) == tuple(cast("Series[object]", other))
        return tuple(self) == other if isinstance(other, tuple) else NotImplemented

    def __hash__(self) -> int:
        """That of a tuple of the same values."""
        return hash(tuple(self))

    def __repr__(self) -> str:
        """As a tuple is written."""
        return repr(tuple(self))

    def __reduce__(self) -> tuple[type[Series[Value_co]], tuple[tuple[Value_co, ...]]]:
        """Pickled as the values in order."""
        return Series, (tuple(self),)
