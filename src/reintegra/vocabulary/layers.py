"""Mappings and sequences that grow by a few at a time, and are never copied whole for it.

A value that holds a long history gives another value with every event. Copying the history each
time would make the thousandth event a thousand times as dear as the first. Here what is new is
laid over what was there, and layers of like size are merged: each of a million entries is copied
some twenty times, and read through nine layers at the most.

>>> from reintegra.vocabulary.layers import LayeredMapping
>>> first = LayeredMapping({"a": 1})
>>> second = first.over({"a": 2, "b": 3})
>>> (dict(first), dict(second))
({'a': 1}, {'a': 2, 'b': 3})
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import chain
from typing import Final, TypeVar, cast, overload

Key = TypeVar("Key")
Value_co = TypeVar("Value_co", covariant=True)
Other = TypeVar("Other")
Item_co = TypeVar("Item_co", covariant=True)

_ABSENT: Final = object()

_ALIKE: Final = 4
"""Up to how many times as large a layer is of like size: more would copy more, less read more."""


class LayeredMapping(Mapping[Key, Value_co]):
    """Values by key, in the order in which the keys were first given; it never changes.

    It equals any mapping with the same content, and can be pickled and copied.
    """

    __slots__ = ("_layers", "_size")

    def __init__(
        self, content: Mapping[Key, Value_co] | Iterable[tuple[Key, Value_co]] = ()
    ) -> None:
        whole = dict(content)
        self._layers: tuple[dict[Key, Value_co], ...] = (whole,) if whole else ()
        self._size = len(whole)

    def over(self, changes: Mapping[Key, Value_co]) -> LayeredMapping[Key, Value_co]:
        """Another mapping with these entries too, in the place of those of the same keys."""
        if not changes:
            return self
        newest, layers = dict(changes), self._layers
        fresh = list(newest)
        for layer in layers:
            fresh = [key for key in fresh if key not in layer]
        size = self._size + len(fresh)
        while layers and len(layers[0]) <= _ALIKE * len(newest):
            newest, layers = {**layers[0], **newest}, layers[1:]
        return self._made((newest, *layers), size)

    @classmethod
    def _made(
        cls, layers: tuple[dict[Key, Value_co], ...], size: int
    ) -> LayeredMapping[Key, Value_co]:
        made = cls()
        made._layers, made._size = layers, size
        return made

    @property
    def layers(self) -> tuple[int, ...]:
        """How many entries each layer holds, the newest first."""
        return tuple(map(len, self._layers))

    def __getitem__(self, key: Key) -> Value_co:
        """The value under this key."""
        for layer in self._layers:
            if key in layer:
                return layer[key]
        raise KeyError(key)

    @overload
    def get(self, key: Key, /) -> Value_co | None: ...
    @overload
    def get(self, key: Key, /, default: Value_co | Other) -> Value_co | Other: ...
    def get(self, key: Key, /, default: object = None) -> object:
        """The value under this key, or the default."""
        for layer in self._layers:
            found = layer.get(key, _ABSENT)
            if found is not _ABSENT:
                return found
        return default

    def __contains__(self, key: object) -> bool:
        """Whether there is a value under this key."""
        return any(key in layer for layer in self._layers)

    def __iter__(self) -> Iterator[Key]:
        """The keys, in the order in which they were first given."""
        oldest_first = self._layers[::-1]
        return (
            key
            for place, layer in enumerate(oldest_first)
            for key in layer
            if not any(key in older for older in oldest_first[:place])
        )

    def __len__(self) -> int:
        """How many keys there are."""
        return self._size

    def __repr__(self) -> str:
        """As a plain `dict` is written."""
        return repr(dict(self))


class LayeredSequence(Sequence[Item_co]):
    """Items in the order in which they were given; it never changes.

    It equals a tuple or a list of the same items, and can be pickled and copied.
    """

    __slots__ = ("_layers", "_size")

    def __init__(self, items: Iterable[Item_co] = ()) -> None:
        whole = tuple(items)
        self._layers: tuple[tuple[Item_co, ...], ...] = (whole,) if whole else ()
        self._size = len(whole)

    def then(self, items: Iterable[Item_co]) -> LayeredSequence[Item_co]:
        """Another sequence with these items behind."""
        newest, layers = tuple(items), self._layers
        if not newest:
            return self
        size = self._size + len(newest)
        while layers and len(layers[-1]) <= _ALIKE * len(newest):
            newest, layers = layers[-1] + newest, layers[:-1]
        return self._made((*layers, newest), size)

    @classmethod
    def _made(cls, layers: tuple[tuple[Item_co, ...], ...], size: int) -> LayeredSequence[Item_co]:
        made = cls()
        made._layers, made._size = layers, size
        return made

    @property
    def layers(self) -> tuple[int, ...]:
        """How many items each layer holds, the newest last."""
        return tuple(map(len, self._layers))

    @overload
    def __getitem__(self, index: int) -> Item_co: ...
    @overload
    def __getitem__(self, index: slice) -> tuple[Item_co, ...]: ...
    def __getitem__(self, index: int | slice) -> Item_co | tuple[Item_co, ...]:
        """The item at a place, or those of a slice."""
        if isinstance(index, slice):
            return tuple(self)[index]
        place = index + self._size if index < 0 else index
        for layer in self._layers if place >= 0 else ():
            if place < len(layer):
                return layer[place]
            place -= len(layer)
        raise IndexError(index)

    def __iter__(self) -> Iterator[Item_co]:
        """The items, in order."""
        return chain.from_iterable(self._layers)

    def __len__(self) -> int:
        """How many items there are."""
        return self._size

    def __eq__(self, other: object) -> bool:
        """Whether the other holds the same items in the same order; a text never does."""
        alike = isinstance(other, LayeredSequence | tuple | list)
        return alike and tuple(self) == tuple(cast("Sequence[object]", other))

    def __hash__(self) -> int:
        """The same for the same items in the same order."""
        return hash(tuple(self))

    def __repr__(self) -> str:
        """As a plain `tuple` is written."""
        return repr(tuple(self))
