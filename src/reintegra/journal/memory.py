"""A journal in memory: for tests, and for programs that keep their events elsewhere."""

from __future__ import annotations

from contextlib import contextmanager
from threading import RLock
from typing import TYPE_CHECKING

from reintegra.journal.journal import Journal

if TYPE_CHECKING:
    from collections.abc import Generator, Iterator, Sequence

    from reintegra.journal.coding import Coding
    from reintegra.journal.store import Row


class MemoryStore:
    """Rows in a list; several threads can use it."""

    def __init__(self) -> None:
        self.rows: list[Row] = []
        self._lock = RLock()
        self._of_stream: dict[str, list[Row]] = {}
        self._of_key: dict[str, list[Row]] = {}

    @contextmanager
    def writing(self) -> Generator[None]:
        """The only writer until the end of the block."""
        with self._lock:
            yield

    def insert(self, rows: Sequence[Row]) -> None:
        """Keep rows that follow the last one."""
        for row in rows:
            self._of_stream.setdefault(row.stream, []).append(row)
            if row.key is not None:
                self._of_key.setdefault(row.key, []).append(row)
        self.rows.extend(rows)

    def last(self) -> Row | None:
        """The row with the highest sequence."""
        return self.rows[-1] if self.rows else None

    def by_key(self, key: str) -> Sequence[Row]:
        """The rows of one command, in order."""
        return self._of_key.get(key, ())

    def version_of(self, stream: str) -> int:
        """The highest version in a stream; 0 where it has no row."""
        return len(self._of_stream.get(stream, ()))

    def streams(self) -> Iterator[str]:
        """Every stream once, in the order of its first row."""
        return iter(tuple(self._of_stream))

    def scan(self, first: int, last: int) -> Iterator[Row]:
        """The rows with a sequence from one to another, both included, in order."""
        return (row for row in self.rows if first <= row.sequence <= last)

    def contents(self, first: int, last: int) -> Iterator[bytes]:
        """The contents of the same rows."""
        return (row.content for row in self.scan(first, last))

    def contents_of(self, stream: str, first: int, last: int) -> Iterator[bytes]:
        """Those of a stream with a version from one to another, both included, in order."""
        rows = self._of_stream.get(stream, ())
        return (row.content for row in rows if first <= row.version <= last)

    def close(self) -> None:
        """Nothing is held."""


class MemoryJournal(Journal):
    """A journal that lasts as long as the program."""

    def __init__(self, *, coding: Coding | None = None) -> None:
        super().__init__(MemoryStore(), coding=coding)
