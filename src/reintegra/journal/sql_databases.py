"""What SQLite and PostgreSQL do each in its own way: one writer at a time, and what went wrong."""

from __future__ import annotations

import sqlite3
from types import MappingProxyType
from typing import TYPE_CHECKING, Final, Protocol

from sqlalchemy import text
from sqlalchemy.exc import DBAPIError, IntegrityError, SQLAlchemyError
from sqlalchemy.exc import TimeoutError as NoConnection

from reintegra.journal.sql_table import TABLE
from reintegra.journal.sqlite_file import APPLICATION_ID, SOUND, fault_of_sqlite, is_sound
from reintegra.journal.store import DAMAGED, INPUT_OUTPUT, LOCKED

if TYPE_CHECKING:
    from collections.abc import Mapping

    from sqlalchemy import Connection

    from reintegra.journal.store import Fault

UNREACHABLE: Final[Fault] = "unreachable", "the database cannot be reached"
_NOT_PERMITTED: Final[Fault] = "not-permitted", "the database does not permit it to this user"
_STATES: Final[Mapping[str, Fault]] = MappingProxyType(
    {
        "55P03": LOCKED,  # waited in vain for a lock
        "57014": LOCKED,  # took longer than the database permits
        "40P01": LOCKED,  # two wait for each other
        "25006": ("read-only", "the database cannot be written"),
        "42501": _NOT_PERMITTED,
        "53100": ("full", "there is no room left"),
        "58030": INPUT_OUTPUT,
    }
)
_GONE: Final = ("08", "28", "3D", "53", "57")
"""Classes of states in which there is no connection: none, not let in, too many, shut down."""


class Database(Protocol):
    """How one writer at a time is let in, and what an error means."""

    isolation: str
    """The level of isolation of a connection that writes."""

    def begin(self, connection: Connection, timeout: float) -> None:
        """Become the only writer, or fail after so many seconds."""
        ...

    def commit(self, connection: Connection) -> None:
        """Keep what was written."""
        ...

    def undo(self, connection: Connection) -> None:
        """Keep nothing of it; also where nothing was begun."""
        ...

    def is_sound(self, connection: Connection) -> bool:
        """Whether that by which rows are found is that of the rows."""
        ...

    def fault(self, error: SQLAlchemyError) -> Fault:
        """The code of what went wrong, and a hint that repeats nothing of what the driver said."""
        ...


class Sqlite:
    """A file; what was acknowledged is on the disk, whatever the engine is set to."""

    isolation = "AUTOCOMMIT"

    def begin(self, connection: Connection, timeout: float) -> None:
        """Take the right to write at once, so that what is read then is what holds."""
        connection.begin()
        self.undo(connection)
        connection.exec_driver_sql(f"PRAGMA busy_timeout = {round(timeout * 1000)}")
        connection.exec_driver_sql("PRAGMA synchronous = EXTRA")
        connection.exec_driver_sql("BEGIN IMMEDIATE")

    def commit(self, connection: Connection) -> None:
        """Keep what was written."""
        connection.exec_driver_sql("COMMIT")

    def undo(self, connection: Connection) -> None:
        """Keep nothing of it; nor what a listener of the engine has begun by itself."""
        driver = connection.connection.driver_connection
        if isinstance(driver, sqlite3.Connection) and driver.in_transaction:
            connection.exec_driver_sql("ROLLBACK")

    def is_sound(self, connection: Connection) -> bool:
        """By what SQLite finds in the file."""
        return is_sound([tuple(row) for row in connection.exec_driver_sql(SOUND)])

    def fault(self, error: SQLAlchemyError) -> Fault:
        """By the result code of SQLite."""
        if isinstance(error, NoConnection):
            return UNREACHABLE
        if isinstance(error, IntegrityError):
            return LOCKED
        cause = error.orig if isinstance(error, DBAPIError) else None
        return fault_of_sqlite(cause) if isinstance(cause, sqlite3.Error) else DAMAGED


class Postgresql:
    """A database server; a lock by number lets in one writer at a time.

    The lock is asked for before anything is read, and each statement reads what was committed
    before it. A lock of the table would need the right to change it, and wait for its upkeep;
    SERIALIZABLE would turn down writers of different streams who only came at the same time.
    """

    isolation = "READ COMMITTED"

    _PREPARE: Final = text(
        "SELECT set_config('lock_timeout', :timeout, true), "
        "CASE current_setting('synchronous_commit') WHEN 'off' "
        "THEN set_config('synchronous_commit', 'on', true) END"
    )
    # the second number is that of the table: each schema has a journal of its own
    _LOCK: Final = text(
        "SELECT pg_advisory_xact_lock(:number, "
        f"CAST(CAST(CAST('{TABLE}' AS regclass) AS bigint) & 2147483647 AS integer))"
    )

    def begin(self, connection: Connection, timeout: float) -> None:
        """Wait for the lock, which the end of the transaction gives back."""
        # 0 would wait for ever
        connection.execute(self._PREPARE, {"timeout": f"{max(1, round(timeout * 1000))}ms"})
        connection.execute(self._LOCK, {"number": APPLICATION_ID})

    def commit(self, connection: Connection) -> None:
        """Keep what was written."""
        connection.commit()

    def undo(self, connection: Connection) -> None:
        """Keep nothing of it."""
        connection.rollback()

    def is_sound(self, connection: Connection) -> bool:  # noqa: ARG002 - as of any database
        """The server looks after its indexes itself; `amcheck` of whoever owns it looks deeper."""
        return True

    def fault(self, error: SQLAlchemyError) -> Fault:
        """By the state of SQL; a driver that got no answer has none."""
        if isinstance(error, IntegrityError):
            return LOCKED
        if isinstance(error, NoConnection):
            return UNREACHABLE
        if not isinstance(error, DBAPIError):
            return DAMAGED
        state: str | None = getattr(error.orig, "sqlstate", None)
        if state is None or error.connection_invalidated:
            return UNREACHABLE
        return _STATES.get(state, UNREACHABLE if state.startswith(_GONE) else DAMAGED)


DATABASES: Final[Mapping[tuple[str, str], Database]] = MappingProxyType(
    {("sqlite", "pysqlite"): Sqlite(), ("postgresql", "psycopg"): Postgresql()}
)
"""The databases on which the library is tested, by the names of dialect and driver."""
