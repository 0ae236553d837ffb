"""What is on record in order, to which more is added without copying what stands before."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import chain
from typing import Final, TypeVar, cast, overload

T = TypeVar("T")
Value_co = TypeVar("Value_co", covariant=True)

_LONGEST_END: Final = 32


class Series(Sequence[Value_co]):
    """Values in order, which nobody can change; hashable where the values are.

    It equals a tuple of the same values, is printed as one, and can be pickled and copied. A slice
    of it is a tuple. With one value more it shares what it had, so that this costs the same however
    many there are.
    """

    __slots__ = ("_before", "_blocks", "_end")

    _before: int
    _blocks: tuple[tuple[Value_co, ...], ...]
    _end: tuple[Value_co, ...]

    def __init__(self, values: Iterable[Value_co] = ()) -> None:
        held = tuple(values)
        is_long = len(held) > _LONGEST_END
        self._blocks = (held,) if is_long else ()
        self._before = len(held) if is_long else 0
        self._end = () if is_long else held

    def plus(self: Series[T], value: T) -> Series[T]:
        """The same values, and one more behind them."""
        more: Series[T] = _new(Series)  # pyright: ignore[reportUnknownVariableType] # as declared
        end = self._end
        if len(end) < _LONGEST_END:
            more._blocks, more._before, more._end = self._blocks, self._before, (*end, value)
        else:
            more._blocks = (*self._blocks, end)
            more._before = self._before + _LONGEST_END
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
        if at >= 0:
            for block in self._blocks:
                if at < len(block):
                    return block[at]
                at -= len(block)
        raise IndexError("no value at this place")

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


_new = object.__new__
