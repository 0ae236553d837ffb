"""A journal in a database, by SQLAlchemy Core: PostgreSQL, or SQLite.

The engine is the caller's: who made it closes it. One process writes at a time, another waits for
`timeout` seconds. What is read is read in pages, each by a connection that is given back at once:
whoever stops half-way holds nothing, and a journal of any length takes the memory of a page.

>>> from tempfile import TemporaryDirectory
>>> from reintegra.journal.sql import METADATA, SqlJournal
>>> from sqlalchemy import create_engine
>>> folder = TemporaryDirectory()
>>> engine = create_engine(f"sqlite:///{folder.name}/journal.sqlite")
>>> METADATA.create_all(engine)
>>> with SqlJournal(engine) as journal:
...     journal.head().sequence
0
>>> engine.dispose()
>>> folder.cleanup()
"""

from __future__ import annotations

from contextlib import contextmanager
from importlib.util import find_spec
from threading import local
from typing import TYPE_CHECKING, Any, Final

if find_spec("sqlalchemy") is None:
    raise ImportError("reintegra.journal.sql needs the extra `sql`: pip install 'reintegra[sql]'")

from sqlalchemy import (
    ColumnElement,
    Engine,
    Select,
    func,
    insert,
    inspect,
    select,
)
from sqlalchemy.exc import IntegrityError, SQLAlchemyError
from sqlalchemy.pool import SingletonThreadPool, StaticPool

from reintegra.errors import Conflict, InvalidValue
from reintegra.journal.forms import read_stream
from reintegra.journal.journal import Journal
from reintegra.journal.sql_databases import DATABASES, UNREACHABLE
from reintegra.journal.sql_table import ENTRY, METADATA, TABLE
from reintegra.journal.store import (
    CLOSED,
    DAMAGED_INDEX,
    INPUT_OUTPUT,
    LEAST,
    LONGEST_PAGE,
    MOST,
    RECORDING,
    Row,
    raise_alone,
    refuse,
    refuse_unanswered,
    seconds,
)
from reintegra.vocabulary.checks import instance_of

if TYPE_CHECKING:
    from collections.abc import Generator, Iterator, Sequence

    from sqlalchemy import Connection

    from reintegra.journal.coding import Coding

__all__ = ["ENTRY", "METADATA", "TABLE", "SqlJournal", "SqlStore"]

_PAGE: Final = 1_000
_OF_ONE_CONNECTION: Final = (StaticPool, SingletonThreadPool)
_SIZE: Final[ColumnElement[int]] = func.coalesce(func.length(ENTRY.c.content), 0)
_ROWS: Final[Select[*tuple[Any, ...]]] = ENTRY.select()
_SEQUENCE: Final[ColumnElement[int]] = ENTRY.c.sequence
_VERSION: Final[ColumnElement[int]] = ENTRY.c.version


class SqlStore:
    """Rows in the table `reintegra_journal`; several threads can use it.

    Raises:
        InvalidValue: the database is of another kind (`another-database`), has no such table
            (`no-table`), or another one of that name (`not-a-journal`); or the pool of the engine
            has one connection for several users (`one-connection`).
        Conflict: it cannot be read or written now.
        WrongType: no engine of SQLAlchemy.
    """

    def __init__(self, engine: Engine, *, timeout: float) -> None:
        dialect = instance_of(Engine, "engine", engine).dialect
        database = DATABASES.get((dialect.name, dialect.driver))
        if database is None:
            hint = "a journal is kept by SQLite (pysqlite) or PostgreSQL (psycopg)"
            raise InvalidValue("engine", "another-database", hint)
        if isinstance(engine.pool, _OF_ONE_CONNECTION):
            hint = "its pool has one connection for all: use a file, and another pool"
            raise InvalidValue("engine", "one-connection", hint)
        self._engine = engine
        self._database = database
        self._timeout = seconds(timeout)
        self._reading = engine.execution_options(isolation_level="AUTOCOMMIT")
        self._mine = local()
        self._is_closed = False
        found = self._columns()
        if found is None:
            hint = "make the table first, by METADATA.create_all(engine)"
            raise InvalidValue("engine", "no-table", hint)
        if found != [column.name for column in ENTRY.c]:
            hint = "the table of this name is something else, and stays so"
            raise InvalidValue("engine", "not-a-journal", hint)

    def _columns(self) -> list[str] | None:
        with self._connected() as connection:
            found = inspect(connection)
            if not found.has_table(TABLE):
                return None
            return [column["name"] for column in found.get_columns(TABLE)]

    @contextmanager
    def _told(self) -> Generator[None]:
        """Faults of the database in the words of the library."""
        try:
            yield
        except SQLAlchemyError as error:
            refuse(self._database.fault(error))

    def _mine_now(self) -> Connection | None:
        mine: Connection | None = getattr(self._mine, "connection", None)
        return mine

    @contextmanager
    def _connected(self) -> Generator[Connection]:
        """The connection by which this thread writes just now, or else one to read by."""
        if self._is_closed:
            refuse(CLOSED)
        with self._told():
            mine = self._mine_now()
            if mine is not None:
                yield mine
                return
            with self._reading.connect() as connection:
                yield connection

    @contextmanager
    def writing(self) -> Generator[None]:
        """The only writer until the end of the block; an error undoes all of it."""
        if self._is_closed:
            refuse(CLOSED)
        if self._mine_now() is not None:
            refuse(RECORDING)
        with self._told(), self._engine.connect() as plain:
            connection = plain.execution_options(isolation_level=self._database.isolation)
            try:
                self._database.begin(connection, self._timeout)
                self._mine.connection = connection
                yield
                self._commit(connection)
            except BaseException:
                self._database.undo(connection)
                raise
            finally:
                self._mine.connection = None

    def _commit(self, connection: Connection) -> None:
        """Whoever hears no answer to this does not know whether it was recorded."""
        try:
            self._database.commit(connection)
        except SQLAlchemyError as error:
            if self._database.fault(error) not in (UNREACHABLE, INPUT_OUTPUT):
                raise
            refuse_unanswered()

    def insert(self, rows: Sequence[Row]) -> None:
        """Keep rows that follow the last one.

        Raises:
            Conflict: somebody who did not wait for the lock was faster: `version-conflict` in one
                of the streams, or `locked` where it was in another.
        """
        with self._connected() as connection:
            try:
                connection.execute(insert(ENTRY), [row._asdict() for row in rows])
            except IntegrityError:
                self._database.undo(connection)
                overtaken = self._overtaken(rows)
                if overtaken is None:
                    raise
                raise_alone(overtaken)

    def _overtaken(self, rows: Sequence[Row]) -> Conflict | None:
        """In which stream of these the database has gone on."""
        expected: dict[str, int] = {}
        for row in rows:
            expected.setdefault(row.stream, row.version - 1)
        for stream, version in expected.items():
            actual = self.version_of(stream)
            if actual != version:
                return Conflict(
                    "version-conflict",
                    read_stream(stream),
                    "the stream has another version than expected",
                    expected=version,
                    actual=actual,
                )
        return None

    def last(self) -> Row | None:
        """The row with the highest sequence."""
        rows = self._fetched(_ROWS.order_by(_SEQUENCE.desc()).limit(1))
        return rows[0] if rows else None

    def by_key(self, key: str) -> Sequence[Row]:
        """The rows of one command, in order."""
        return self._fetched(_ROWS.where(ENTRY.c.key == key).order_by(_SEQUENCE))

    def last_of(self, stream: str) -> Row | None:
        """The row with the highest version in a stream."""
        asked = _ROWS.where(ENTRY.c.stream == stream).order_by(_VERSION.desc())
        rows = self._fetched(asked.limit(1))
        return rows[0] if rows else None

    def version_of(self, stream: str) -> int:
        """The highest version in a stream; 0 where it has no row."""
        asked = select(func.coalesce(func.max(_VERSION), 0)).where(ENTRY.c.stream == stream)
        with self._connected() as connection:
            version: int = connection.execute(asked).scalar_one()
            return version

    def streams(self) -> Iterator[str]:
        """Every stream once, in the order of its first row."""
        asked = _ROWS.where(_VERSION == 1)
        return (row.stream for row in self._pages(asked, _SEQUENCE, LEAST, MOST))

    def scan(self, first: int, last: int) -> Iterator[Row]:
        """The rows with a sequence from one to another, both included, in order."""
        return self._pages(_ROWS, _SEQUENCE, first, last)

    def contents(self, first: int, last: int) -> Iterator[bytes]:
        """The contents of the same rows."""
        return (row.content for row in self.scan(first, last))

    def contents_of(self, stream: str, first: int, last: int) -> Iterator[bytes]:
        """Those of a stream with a version from one to another, both included, in order."""
        asked = _ROWS.where(ENTRY.c.stream == stream)
        return (row.content for row in self._pages(asked, _VERSION, first, last))

    def check(self) -> None:
        """Hold the indexes to the rows, as far as the database can."""
        with self._connected() as connection:
            is_sound = self._database.is_sound(connection)
        if not is_sound:
            refuse(DAMAGED_INDEX)

    def close(self) -> None:
        """Read and write no more; the engine stays as it is."""
        self._is_closed = True

    def _pages(
        self, asked: Select[*tuple[Any, ...]], place: ColumnElement[int], first: int, last: int
    ) -> Iterator[Row]:
        # a page begins with the row that the one before it ended with: what was put in beside it
        # behind the back of the database is not passed over
        seen = 0
        while True:
            rest = asked.where(place.between(first, last)).order_by(place).offset(seen)
            sizes = self._sizes(rest.limit(_PAGE))
            count = _count_of(sizes)
            page = self._fetched(rest.limit(count)) if sizes else []
            yield from page
            if count == len(sizes) < _PAGE:
                return
            first, seen = getattr(page[-1], str(place.key)), 1

    def _sizes(self, asked: Select[*tuple[Any, ...]]) -> list[int]:
        with self._connected() as connection:
            return list(connection.scalars(asked.with_only_columns(_SIZE)))

    def _fetched(self, asked: Select[*tuple[Any, ...]]) -> list[Row]:
        with self._connected() as connection:
            return [Row(*row) for row in connection.execute(asked)]


def _count_of(sizes: Sequence[int]) -> int:
    """How many entries of these sizes make a page: at least one, where there is any."""
    held = 0
    for count, size in enumerate(sizes, 1):
        held += size
        if held >= LONGEST_PAGE:
            return count
    return len(sizes)


class SqlJournal(Journal):
    """A journal in a database, whose table stands there already: `METADATA.create_all(engine)`.

    `timeout` is for how many seconds it waits while another process writes.

    Raises:
        InvalidValue: the database is of another kind (`another-database`), has no such table
            (`no-table`), or another one of that name (`not-a-journal`); or the pool of the engine
            has one connection for several users (`one-connection`).
        Conflict: it cannot be read or written now, as `Journal.append`: also `unreachable`,
            `not-permitted`; and `unanswered`, where the connection was lost as it was being
            recorded, so that nobody knows: repeat the command with its key.
        WrongType: no engine of SQLAlchemy.
    """

    def __init__(
        self, engine: Engine, *, timeout: float = 5.0, coding: Coding | None = None
    ) -> None:
        super().__init__(SqlStore(engine, timeout=timeout), coding=coding)
