"""A journal in one file, by the SQLite of the standard library.

What was acknowledged is on the disk: SQLite writes ahead (`journal_mode` is `WAL`) and waits for
the disk with each commit (`synchronous` is `EXTRA`). While a journal is open two files stand beside
it, `-wal` and `-shm`, which belong to it. They are gone once it was closed; after a crash the next
who opens it takes up what they hold. So the file lies on a disk of the machine, and not on that of
another. One process writes at a time; another waits for `timeout` seconds. Triggers refuse to
change or delete a row, against slips: who can write the file can drop them, and is found out by
`verify`.
"""

from __future__ import annotations

import sqlite3
from contextlib import contextmanager
from itertools import chain
from pathlib import Path
from threading import RLock
from typing import TYPE_CHECKING, Any, Final

from reintegra.errors import InvalidValue
from reintegra.journal.journal import Journal
from reintegra.journal.store import Row, refuse

if TYPE_CHECKING:
    import os
    from collections.abc import Generator, Iterator, Mapping, Sequence

    from reintegra.journal.coding import Coding
    from reintegra.journal.store import Fault

APPLICATION_ID: Final = 0x7265696E
"""`rein`: how a file says that it is a journal of this library."""

FORMAT: Final = 1
"""The form of the tables, as `user_version`."""

_BEGINNING: Final = b"SQLite format 3\0"
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
_CONTENTS: Final = "SELECT sequence, content FROM entry"
_CONTENTS_OF_STREAM: Final = "SELECT version, content FROM entry"
LOCKED: Final[Fault] = "locked", "another process is writing"
DAMAGED: Final[Fault] = "damaged", "the journal is not as the library left it"
CLOSED: Final[Fault] = "closed", "the journal was closed"
_FAULTS: Final[Mapping[int, Fault]] = {
    sqlite3.SQLITE_BUSY: LOCKED,
    sqlite3.SQLITE_LOCKED: LOCKED,
    sqlite3.SQLITE_FULL: ("full", "there is no room left"),
    sqlite3.SQLITE_READONLY: ("read-only", "the file cannot be written"),
    sqlite3.SQLITE_CANTOPEN: ("cannot-open", "the file cannot be opened"),
    sqlite3.SQLITE_IOERR: ("input-output", "the disk does not read or write"),
}
_BASE_CODE: Final = 0xFF


def fault_of_sqlite(error: sqlite3.Error) -> Fault:
    """The code of what went wrong, and a hint that repeats nothing of what SQLite says."""
    number: int | None = getattr(error, "sqlite_errorcode", None)
    if number is None:
        return CLOSED if isinstance(error, sqlite3.ProgrammingError) else DAMAGED
    return _FAULTS.get(number & _BASE_CODE, DAMAGED)


@contextmanager
def _told() -> Generator[None]:
    """Faults of SQLite in the words of the library, which repeat nothing that SQLite says."""
    try:
        yield
    except sqlite3.Error as error:
        refuse(fault_of_sqlite(error))


def _is_something_else(file: Path) -> bool:
    """Whether there is a file with another beginning: SQLite takes a short one for an empty one."""
    if not file.is_file():
        return False
    with file.open("rb") as content:
        return content.read(len(_BEGINNING)) not in (b"", _BEGINNING)


def _not_a_journal() -> InvalidValue:
    return InvalidValue("path", "not-a-journal", "the file is something else, and stays so")


class SqliteStore:
    """Rows in the table `entry` of one file; several threads can use it.

    Raises:
        InvalidValue: the file is something else (`not-a-journal`), or of another version of the
            library (`another-format`); it is left as it is.
        Conflict: it cannot be opened, read or written now.
    """

    def __init__(self, path: str | os.PathLike[str], *, timeout: float) -> None:
        self._lock = RLock()
        file = Path(path).absolute()
        if _is_something_else(file):
            raise _not_a_journal()
        with _told():
            self._connection = sqlite3.connect(
                file,
                timeout=timeout,
                isolation_level=None,
                check_same_thread=False,
            )
        try:
            self._open()
        except BaseException:
            self._connection.close()
            raise

    def _open(self) -> None:
        with _told():
            found = self._identity()
            if found == (0, 0, 0):
                with self.writing():
                    found = self._identity()
                    if found == (0, 0, 0):
                        for statement in _CREATE:
                            self._connection.execute(statement)
                        found = self._identity()
        if found[0] != APPLICATION_ID:
            raise _not_a_journal()
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
            if error.sqlite_errorcode & _BASE_CODE not in (
                sqlite3.SQLITE_BUSY,
                sqlite3.SQLITE_READONLY,
            ):
                raise

    def _identity(self) -> tuple[int, ...]:
        """What the file says that it is, and how many tables it has."""
        asked = "PRAGMA application_id", "PRAGMA user_version", "SELECT count(*) FROM sqlite_master"
        return tuple(self._connection.execute(each).fetchone()[0] for each in asked)

    @contextmanager
    def writing(self) -> Generator[None]:
        """The only writer until the end of the block; an error undoes all of it."""
        with self._lock, _told():
            self._connection.execute("BEGIN IMMEDIATE")
            try:
                yield
                self._connection.execute("COMMIT")
            except BaseException:
                if self._connection.in_transaction:
                    self._connection.execute("ROLLBACK")
                raise

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
        while page := self._fetched(asked, first, last, *more):
            yield page
            if len(page) < _PAGE:
                return
            first = page[-1][0] + 1

    def close(self) -> None:
        """Close the file."""
        with self._lock:
            self._connection.close()

    def _rows(self, asked: str, *values: str | int) -> list[Row]:
        return list(map(Row._make, self._fetched(asked, *values)))

    def _fetched(self, asked: str, *values: str | int) -> list[Any]:
        with self._lock, _told():
            return self._connection.execute(asked, values).fetchall()


def _contents(pages: Iterator[list[Any]]) -> Iterator[bytes]:
    return chain.from_iterable([content for _, content in page] for page in pages)


class SqliteJournal(Journal):
    """A journal in one file, made where there is none.

    `timeout` is for how many seconds it waits while another process writes.

    Raises:
        InvalidValue: the file is something else (`not-a-journal`), or of another version of the
            library (`another-format`); it is left as it is.
        Conflict: it cannot be opened, read or written now, as `Journal.append`.
    """

    def __init__(
        self,
        path: str | os.PathLike[str],
        *,
        timeout: float = 5.0,
        coding: Coding | None = None,
    ) -> None:
        super().__init__(SqliteStore(path, timeout=timeout), coding=coding)
