"""What lies at a path before a journal is opened there: a journal, nothing, or something else.

No file is opened but by SQLite. A program that opens and closes a file by itself loses all locks
that it has on it (so it is on every Unix): another process would take the file for its own, and
delete what was written ahead.
"""

from __future__ import annotations

import os
import sqlite3
from contextlib import closing
from pathlib import Path
from stat import S_ISREG
from typing import TYPE_CHECKING, Final, cast

from reintegra.errors import InvalidValue, WrongType
from reintegra.journal.store import CLOSED, DAMAGED, INPUT_OUTPUT, LOCKED, refuse

if TYPE_CHECKING:
    from collections.abc import Mapping

    from reintegra.journal.store import Fault

APPLICATION_ID: Final = 0x7265696E
"""`rein`: how a file says that it is a journal of this library."""

FORMAT: Final = 1
"""The form of the tables, as `user_version`."""

EMPTY: Final = (0, 0, 0)
"""The identity of a file that holds nothing yet."""

BASE_CODE: Final = 0xFF
"""The part of a result code of SQLite that says what kind of fault it is."""

_SMALLEST: Final = 512
"""The bytes of the smallest database; SQLite takes anything shorter for an empty one."""

SOUND: Final = "PRAGMA integrity_check(1)"
"""Asks whether the indexes, by which streams and keys are found, are those of the rows."""

_CANNOT_OPEN: Final[Fault] = "cannot-open", "the file cannot be opened"
_FAULTS: Final[Mapping[int, Fault]] = {
    sqlite3.SQLITE_BUSY: LOCKED,
    sqlite3.SQLITE_LOCKED: LOCKED,
    sqlite3.SQLITE_FULL: ("full", "there is no room left"),
    sqlite3.SQLITE_READONLY: ("read-only", "the file cannot be written"),
    sqlite3.SQLITE_CANTOPEN: _CANNOT_OPEN,
    sqlite3.SQLITE_IOERR: INPUT_OUTPUT,
}


def fault_of_sqlite(error: sqlite3.Error) -> Fault:
    """The code of what went wrong, and a hint that repeats nothing of what SQLite says."""
    number: int | None = getattr(error, "sqlite_errorcode", None)
    if number is None:
        return CLOSED if isinstance(error, sqlite3.ProgrammingError) else DAMAGED
    return _FAULTS.get(number & BASE_CODE, DAMAGED)


def place_of(path: object) -> Path:
    """The absolute path, which need not exist.

    Raises:
        InvalidValue: no file can have this name.
        WrongType: no path.
    """
    try:
        name = cast("object", os.fspath(cast("str", path)))
    except TypeError:
        name = None
    if not isinstance(name, str):
        raise WrongType("path", "a path", type(path))
    if "\0" in name:
        raise InvalidValue("path", "not-a-path", "no file can have this name")
    return Path(name).absolute()


def at_rest(file: Path) -> str:
    """The address of a file of which SQLite reads what lies there, and neither locks nor writes."""
    return f"{file.as_uri()}?mode=ro&immutable=1"


def identity(connection: sqlite3.Connection) -> tuple[int, ...]:
    """What a file says that it is: its application and its version; and how many tables it has."""
    asked = "PRAGMA application_id", "PRAGMA user_version", "SELECT count(*) FROM sqlite_master"
    try:
        return tuple(connection.execute(each).fetchone()[0] for each in asked)
    except UnicodeDecodeError:
        pass  # what SQLite says of a damaged file repeats what stands in it
    raise sqlite3.DatabaseError


def is_sound(answer: object) -> bool:
    """Whether `SOUND` was answered by one line that says so."""
    return answer == [("ok",)]


def not_a_journal() -> InvalidValue:
    """The error for a file that is something else."""
    return InvalidValue("path", "not-a-journal", "the file is something else, and stays so")


def refuse_something_else(file: Path) -> None:
    """Leave alone what is no journal, and what another program has written ahead beside it.

    What a journal is stands in the file itself before anything is written ahead. What cannot be
    read is not answered here, but by whoever opens it.

    Raises:
        InvalidValue: the file is something else (`not-a-journal`).
    """
    size = _size_of(file)
    if size is None:
        return
    if 0 < size < _SMALLEST:
        raise not_a_journal()
    try:
        with closing(sqlite3.connect(at_rest(file), uri=True)) as connection:
            found = identity(connection)
    except sqlite3.Error as error:
        is_readable = getattr(error, "sqlite_errorcode", 0) & BASE_CODE != sqlite3.SQLITE_NOTADB
    else:
        is_new = found == EMPTY and not _has_beside(file, "-wal")
        is_readable = found[0] == APPLICATION_ID or is_new
    if not is_readable:
        raise not_a_journal()


def lies_closed(file: Path) -> bool:
    """Whether all that it holds is in the file itself: nobody has it open, or was killed so."""
    return (
        bool(_size_of(file)) and not _has_beside(file, "-wal") and not _has_beside(file, "-journal")
    )


def make_new(file: Path) -> None:
    """Make an empty file where there is none.

    Raises:
        InvalidValue: there is one (`exists`).
        Conflict: none can be made there (`cannot-open`).
    """
    try:
        file.touch(exist_ok=False)
    except FileExistsError:
        exists = True
    except OSError:
        exists = False
    else:
        return
    if exists:
        raise InvalidValue("path", "exists", "a file of this name is there, and stays so")
    refuse(_CANNOT_OPEN)


def _size_of(file: Path) -> int | None:
    """In bytes, where there is a plain file that can be seen."""
    try:
        status = file.stat()
    except OSError:
        return None
    return status.st_size if S_ISREG(status.st_mode) else None


def _has_beside(file: Path, ending: str) -> bool:
    return file.with_name(file.name + ending).exists()
