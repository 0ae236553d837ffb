"""A journal in memory: for tests, and for programs that keep their events elsewhere."""

from __future__ import annotations

from bisect import bisect_left
from contextlib import contextmanager
from itertools import islice
from threading import RLock
from typing import TYPE_CHECKING

from reintegra.journal.journal import Journal
from reintegra.journal.store import CLOSED, RECORDING, refuse

if TYPE_CHECKING:
    from collections.abc import Generator, Iterator, Sequence

    from reintegra.journal.coding import Coding
    from reintegra.journal.store import Row


class MemoryStore:
    """Rows in a list; several threads can use it.

    What is on record are the first so many rows: one assignment puts a whole command on record, or
    none of it. The places of the rows by stream and by key may be ahead of that, as the list may.
    """

    def __init__(self) -> None:
        self._lock = RLock()
        self._is_writing = False
        self._is_closed = False
        self._rows: list[Row] = []
        self._recorded = 0
        self._of_stream: dict[str, list[int]] = {}
        self._of_key: dict[str, list[int]] = {}

    @contextmanager
    def writing(self) -> Generator[None]:
        """The only writer until the end of the block; an error undoes all of it."""
        with self._lock:
            if self._is_closed:
                refuse(CLOSED)
            if self._is_writing:
                refuse(RECORDING)
            try:
                self._is_writing = True
                self._undo()
                yield
                self._recorded = len(self._rows)
            finally:
                self._is_writing = False

    def _undo(self) -> None:
        """Take out what was never put on record, and last of all the rows that say what it is."""
        for row in islice(self._rows, self._recorded, None):
            _cut(self._of_stream, row.stream, self._recorded)
            _cut(self._of_key, row.key or "", self._recorded)
        del self._rows[self._recorded :]

    def insert(self, rows: Sequence[Row]) -> None:
        """Keep rows that follow the last one."""
        first = len(self._rows)
        self._rows += rows
        for place, row in enumerate(rows, first):
            self._of_stream.setdefault(row.stream, []).append(place)
            if row.key is not None:
                self._of_key.setdefault(row.key, []).append(place)

    def _length(self) -> int:
        if self._is_closed:
            refuse(CLOSED)
        return self._recorded

    def _at(self, places: list[int] | None, length: int) -> list[Row]:
        """The rows at these places, as far as they are on record."""
        held = places or []
        return [self._rows[place] for place in held[: bisect_left(held, length)]]

    def last(self) -> Row | None:
        """The row with the highest sequence."""
        length = self._length()
        return self._rows[length - 1] if length else None

    def by_key(self, key: str) -> Sequence[Row]:
        """The rows of one command, in order."""
        return self._at(self._of_key.get(key), self._length())

    def last_of(self, stream: str) -> Row | None:
        """The row with the highest version in a stream."""
        version = self.version_of(stream)
        return self._rows[self._of_stream[stream][version - 1]] if version else None

    def version_of(self, stream: str) -> int:
        """The highest version in a stream; 0 where it has no row."""
        return bisect_left(self._of_stream.get(stream, ()), self._length())

    def streams(self) -> Iterator[str]:
        """Every stream once, in the order of its first row."""
        length = self._length()
        held = tuple(self._of_stream.items())
        return iter([stream for stream, places in held if bisect_left(places, length)])

    def scan(self, first: int, last: int) -> Iterator[Row]:
        """The rows with a sequence from one to another, both included, in order."""
        rows = islice(self._rows, self._length())
        return (row for row in rows if first <= row.sequence <= last)

    def contents(self, first: int, last: int) -> Iterator[bytes]:
        """The contents of the same rows."""
        return (row.content for row in self.scan(first, last))

    def contents_of(self, stream: str, first: int, last: int) -> Iterator[bytes]:
        """Those of a stream with a version from one to another, both included, in order."""
        rows = self._at(self._of_stream.get(stream), self._length())
        return (row.content for row in rows if first <= row.version <= last)

    def check(self) -> None:
        """Nothing stands beside the rows that could be damaged by itself."""

    def close(self) -> None:
        """Read and write no more."""
        self._is_closed = True


def _cut(index: dict[str, list[int]], name: str, length: int) -> None:
    """Leave no place that is not on record, nor a name that has no other."""
    places = index.get(name, [])
    del places[bisect_left(places, length) :]
    if not places:
        index.pop(name, None)


class MemoryJournal(Journal):
    """A journal that lasts as long as the program."""

    def __init__(self, *, coding: Coding | None = None) -> None:
        super().__init__(MemoryStore(), coding=coding)
