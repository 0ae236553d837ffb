"""A mapping that nobody can change behind a result's back."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import TypeVar, overload

Key = TypeVar("Key")
Value_co = TypeVar("Value_co", covariant=True)
Other = TypeVar("Other")


class FrozenMapping(Mapping[Key, Value_co]):
    """Values by key, in the order in which they were given; hashable where the values are.

    It equals any mapping with the same content, a plain `dict` included, and can be pickled and
    copied.
    """

    __slots__ = ("_content",)

    def __init__(self, content: Mapping[Key, Value_co] | Iterable[tuple[Key, Value_co]]) -> None:
        self._content = dict(content)

    def __getitem__(self, key: Key) -> Value_co:
        """The value under this key."""
        return self._content[key]

    @overload
    def get(self, key: Key, /) -> Value_co | None: ...
    @overload
    def get(self, key: Key, /, default: Value_co | Other) -> Value_co | Other: ...
    def get(self, key: Key, /, default: object = None) -> object:
        """The value under this key, or the default."""
        return self._content.get(key, default)

    def __iter__(self) -> Iterator[Key]:
        """The keys, in order."""
        return iter(self._content)

    def __len__(self) -> int:
        """How many keys there are."""
        return len(self._content)

    def __eq__(self, other: object) -> bool:
        """Whether the content is the same; the order does not matter."""
        return self._content == other

    def __hash__(self) -> int:
        """The same for the same content, in any order."""
        return hash(frozenset(self._content.items()))

    def __repr__(self) -> str:
        """As a plain `dict` is written."""
        return repr(self._content)
