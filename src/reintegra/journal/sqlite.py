"""A journal in one file, by the SQLite of the standard library.

What was acknowledged is on the disk: SQLite writes ahead (`journal_mode` is `WAL`) and waits for
the disk with each commit (`synchronous` is `EXTRA`). While a journal is open two files stand beside
it, `-wal` and `-shm`, which belong to it. They are gone once it was closed; after a crash the next
who opens it takes up what they hold. So the file lies on a disk of the machine, and not on that of
another. One process writes at a time; another waits for `timeout` seconds. Triggers refuse to
change or delete a row, against slips: who can write the file can drop them, and is found out by
`verify`.

While a journal is open, its process must not open and close the file by itself, were it only to
read: on every Unix it would lose all locks that it has on it. `SqliteJournal.back_up` copies it. A
process that was forked must not use the journal of the other, and is refused.
"""

from __future__ import annotations

import os
import sqlite3
from contextlib import closing, contextmanager, suppress
from itertools import chain
from operator import itemgetter
from sys import getsizeof
from threading import RLock
from typing import TYPE_CHECKING, Any, Final

from reintegra.errors import Conflict, InvalidValue
from reintegra.journal.journal import Journal
from reintegra.journal.sqlite_file import (
    APPLICATION_ID,
    BASE_CODE,
    EMPTY,
    FORMAT,
    SOUND,
    at_rest,
    fault_of_sqlite,
    identity,
    is_sound,
    lies_closed,
    make_new,
    not_a_journal,
    place_of,
    refuse_something_else,
)
from reintegra.journal.store import (
    DAMAGED_INDEX,
    INPUT_OUTPUT,
    LONGEST_PAGE,
    RECORDING,
    Row,
    refuse,
    refuse_unanswered,
    seconds,
)

if TYPE_CHECKING:
    from collections.abc import Generator, Iterator, Sequence

    from reintegra.journal.coding import Coding
    from reintegra.journal.store import Fault

_PAGE: Final = 1_000
_CREATE: Final = (
    """CREATE TABLE entry (
        sequence INTEGER PRIMARY KEY CHECK (sequence > 0),
        stream TEXT NOT NULL,
        version INTEGER NOT NULL CHECK (version > 0),
        key TEXT,
        digest BLOB NOT NULL CHECK (length(digest) = 32),
        content BLOB NOT NULL,
        UNIQUE (stream, version)
    )""",
    "CREATE INDEX entry_by_key ON entry (key) WHERE key IS NOT NULL",
    """CREATE TRIGGER entry_not_changed BEFORE UPDATE ON entry
        BEGIN SELECT RAISE(ABORT, 'a journal is never changed'); END""",
    """CREATE TRIGGER entry_not_deleted BEFORE DELETE ON entry
        BEGIN SELECT RAISE(ABORT, 'a journal is never changed'); END""",
    f"PRAGMA application_id = {APPLICATION_ID}",
    f"PRAGMA user_version = {FORMAT}",
)
_COLUMNS: Final = "SELECT sequence, stream, version, key, digest, content FROM entry"
_A_FEW: Final = 8
_LAST: Final = itemgetter(-1)
_CONTENTS: Final = "SELECT sequence, content FROM entry"
_CONTENTS_OF_STREAM: Final = "SELECT version, content FROM entry"
_FORKED: Final[Fault] = "another-process", "each process opens the journal for itself"


@contextmanager
def _told() -> Generator[None]:
    """Faults of SQLite in the words of the library, which repeat nothing that SQLite says."""
    try:
        yield
    except sqlite3.Error as error:
        refuse(fault_of_sqlite(error))


class SqliteStore:
    """Rows in the table `entry` of one file; several threads can use it.

    Raises:
        InvalidValue: the file is something else (`not-a-journal`), or of another version of the
            library (`another-format`); it is left as it is.
        Conflict: it cannot be opened, read or written now.
    """

    def __init__(self, path: str | os.PathLike[str], *, timeout: float) -> None:
        self._lock = RLock()
        self._process = os.getpid()
        seconds(timeout)
        file = place_of(path)
        refuse_something_else(file)
        try:
            self._connect(file.as_uri(), timeout)
        except Conflict as conflict:
            if conflict.code not in ("cannot-open", "read-only") or not lies_closed(file):
                raise
        else:
            return
        # no file can be made beside it: it is read as it lies there
        self._connect(at_rest(file), timeout)

    def _connect(self, address: str, timeout: float) -> None:
        with _told():
            self._connection = sqlite3.connect(
                address,
                timeout=timeout,
                isolation_level=None,
                check_same_thread=False,
                uri=True,
            )
        try:
            self._open()
        except BaseException:
            self._connection.close()
            raise

    def _open(self) -> None:
        with _told():
            found = identity(self._connection)
            if found == EMPTY:
                with self.writing():
                    found = identity(self._connection)
                    if found == EMPTY:
                        for statement in _CREATE:
                            self._connection.execute(statement)
                        found = identity(self._connection)
        if found[0] != APPLICATION_ID:
            raise not_a_journal()
        if found[1] != FORMAT:
            hint = "the journal is of another version of the library"
            raise InvalidValue("path", "another-format", hint)
        with _told():
            self._connection.execute("PRAGMA synchronous = EXTRA")
            self._write_ahead()

    def _write_ahead(self) -> None:
        """Let readers and the writer be, where nobody else has the file open just then."""
        try:
            self._connection.execute("PRAGMA journal_mode = WAL")
        except sqlite3.OperationalError as error:
            # the file stays in the other mode, which loses nothing either
            if error.sqlite_errorcode & BASE_CODE not in (
                sqlite3.SQLITE_BUSY,
                sqlite3.SQLITE_READONLY,
            ):
                raise

    @contextmanager
    def writing(self) -> Generator[None]:
        """The only writer until the end of the block; an error undoes all of it."""
        with self._held():
            if self._connection.in_transaction:
                refuse(RECORDING)
            try:
                self._connection.execute("BEGIN IMMEDIATE")
                yield
                self._commit()
            except BaseException:
                with suppress(sqlite3.Error):
                    self._connection.rollback()
                raise

    @contextmanager
    def _held(self) -> Generator[None]:
        """The connection for this thread alone, in the process that opened it."""
        if self._process != os.getpid():
            refuse(_FORKED)
        with self._lock, _told():
            yield

    def _commit(self) -> None:
        """Where the disk fails in its midst, it may have been recorded all the same."""
        try:
            self._connection.execute("COMMIT")
        except sqlite3.Error as error:
            if fault_of_sqlite(error) != INPUT_OUTPUT:
                raise
            refuse_unanswered()

    def insert(self, rows: Sequence[Row]) -> None:
        """Keep rows that follow the last one."""
        self._connection.executemany("INSERT INTO entry VALUES (?, ?, ?, ?, ?, ?)", rows)

    def last(self) -> Row | None:
        """The row with the highest sequence."""
        rows = self._rows(f"{_COLUMNS} ORDER BY sequence DESC LIMIT 1")
        return rows[0] if rows else None

    def by_key(self, key: str) -> Sequence[Row]:
        """The rows of one command, in order."""
        return self._rows(f"{_COLUMNS} WHERE key = ? ORDER BY sequence", key)

    def last_of(self, stream: str) -> Row | None:
        """The row with the highest version in a stream."""
        rows = self._rows(f"{_COLUMNS} WHERE stream = ? ORDER BY version DESC LIMIT 1", stream)
        return rows[0] if rows else None

    def version_of(self, stream: str) -> int:
        """The highest version in a stream; 0 where it has no row."""
        asked = "SELECT coalesce(max(version), 0) FROM entry WHERE stream = ?"
        version: int = self._fetched(asked, stream)[0][0]
        return version

    def streams(self) -> Iterator[str]:
        """Every stream once, in the order of its first row."""
        asked = "SELECT stream FROM entry WHERE version = 1 ORDER BY sequence"
        return iter([stream for (stream,) in self._fetched(asked)])

    def scan(self, first: int, last: int) -> Iterator[Row]:
        """The rows with a sequence from one to another, both included, in order."""
        asked = f"{_COLUMNS} WHERE sequence BETWEEN ? AND ? ORDER BY sequence LIMIT {_PAGE}"
        return (Row._make(row) for page in self._pages(asked, first, last) for row in page)

    def contents(self, first: int, last: int) -> Iterator[bytes]:
        """The contents of the same rows."""
        asked = f"{_CONTENTS} WHERE sequence BETWEEN ? AND ? ORDER BY sequence LIMIT {_PAGE}"
        return _contents(self._pages(asked, first, last))

    def contents_of(self, stream: str, first: int, last: int) -> Iterator[bytes]:
        """Those of a stream with a version from one to another, both included, in order."""
        asked = (
            f"{_CONTENTS_OF_STREAM} WHERE version BETWEEN ? AND ? AND stream = ? "
            f"ORDER BY version LIMIT {_PAGE}"
        )
        return _contents(self._pages(asked, first, last, stream))

    def _pages(self, asked: str, first: int, last: int, *more: str) -> Iterator[list[Any]]:
        """What is asked for, by pages; the first column is what the rows are in order of."""
        while page := self._page(asked, first, last, *more):
            yield page
            first = page[-1][0] + 1

    def back_up(self, path: str | os.PathLike[str]) -> None:
        """Copy all that is on record into a new file, and wait for the disk."""
        copied = place_of(path)
        with self._held():
            if self._connection.in_transaction:
                refuse(RECORDING)
            make_new(copied)
            try:
                with closing(sqlite3.connect(copied.as_uri(), uri=True)) as connection:
                    connection.execute("PRAGMA synchronous = EXTRA")
                    self._connection.backup(connection)
            except BaseException:
                copied.unlink()
                raise

    def check(self) -> None:
        """Hold the indexes to the rows, which a bit that was lost in them leaves as they are."""
        if not is_sound(self._fetched(SOUND)):
            refuse(DAMAGED_INDEX)

    def close(self) -> None:
        """Close the file; in a process that did not open it, leave it as it is."""
        if self._process == os.getpid():
            with self._lock:
                self._connection.close()

    def _page(self, asked: str, *values: str | int) -> list[Any]:
        """As many rows as a reader may hold at a time, and none where there is none left."""
        page, held = list[Any](), 0
        with self._held():
            cursor = self._connection.execute(asked, values)
            while held < LONGEST_PAGE and (some := cursor.fetchmany(_A_FEW)):
                page += some
                # of the object, since anything may stand in a file that was tampered with
                held += sum(map(getsizeof, map(_LAST, some)))
        return page

    def _rows(self, asked: str, *values: str | int) -> list[Row]:
        return list(map(Row._make, self._fetched(asked, *values)))

    def _fetched(self, asked: str, *values: str | int) -> list[Any]:
        with self._held():
            return self._connection.execute(asked, values).fetchall()


def _contents(pages: Iterator[list[Any]]) -> Iterator[bytes]:
    return chain.from_iterable([content for _, content in page] for page in pages)


class SqliteJournal(Journal):
    """A journal in one file, made where there is none.

    `timeout` is for how many seconds it waits while another process writes. A file that was closed
    and lies where nothing can be written is read as it lies there; open it anew to read on.

    Raises:
        InvalidValue: the file is something else (`not-a-journal`), or of another version of the
            library (`another-format`); it is left as it is. Or no file can have this name.
        Conflict: it cannot be opened, read or written now, as `Journal.append`: also
            `another-process`, in a fork of the process that opened it; and `unanswered`, where the
            disk failed as it was being recorded, so that nobody knows: repeat the command with its
            key.
        WrongType: no path.
    """

    def __init__(
        self,
        path: str | os.PathLike[str],
        *,
        timeout: float = 5.0,
        coding: Coding | None = None,
    ) -> None:
        self._file = SqliteStore(path, timeout=timeout)
        super().__init__(self._file, coding=coding)

    def back_up(self, path: str | os.PathLike[str]) -> None:
        """Copy all that is on record into a new file; others can read and write meanwhile.

        Raises:
            InvalidValue: there is a file already (`exists`), or none can have this name.
            Conflict: it cannot be read or written now; no copy is left.
            WrongType: no path.
        """
        self._file.back_up(path)
