"""What the journal says to PostgreSQL, and what it makes of the answers, where no server is.

What a server then does is tried on a real one, in `test_sql.py`, where it is installed.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import psycopg
import pytest
from sqlalchemy import Engine, create_engine, event
from sqlalchemy.exc import (
    ArgumentError,
    DBAPIError,
    IntegrityError,
    SQLAlchemyError,
)
from sqlalchemy.exc import TimeoutError as NoConnection

from reintegra.errors import Conflict
from reintegra.journal.sql import METADATA, SqlJournal
from reintegra.journal.sql_databases import Postgresql, Sqlite
from reintegra.journal.sqlite_file import APPLICATION_ID
from reintegra.journal.store import refuse
from reintegra.vocabulary import CaseId
from tests.journal.events import append, attested, events_of, interrupt, sessions

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from sqlalchemy import Connection

    from reintegra.journal.sql_databases import Database

ONE = CaseId("case-1")
START = [attested(ONE), *sessions(ONE, (1, 2))]
MORE = sessions(ONE, (3,))


def answered(state: str | None) -> SQLAlchemyError:
    """An error of the driver with a state of SQL, or without one, as the library is handed it."""
    error = psycopg.OperationalError() if state is None else psycopg.errors.lookup(state)()
    return DBAPIError("INSERT", {}, error)


def lost(state: str) -> SQLAlchemyError:
    """The same, where the connection cannot be used any more."""
    return DBAPIError("INSERT", {}, psycopg.errors.lookup(state)(), connection_invalidated=True)


@pytest.mark.parametrize(
    ("error", "code"),
    [
        (answered("55P03"), "locked"),
        (answered("57014"), "locked"),
        (answered("40P01"), "locked"),
        (answered("25006"), "read-only"),
        (answered("42501"), "not-permitted"),
        (answered("53100"), "full"),
        (answered("58030"), "input-output"),
        (answered("08006"), "unreachable"),
        (answered("28P01"), "unreachable"),
        (answered("3D000"), "unreachable"),
        (answered("53300"), "unreachable"),
        (answered("57P01"), "unreachable"),
        (answered(None), "unreachable"),
        (lost("XX000"), "unreachable"),
        (NoConnection(), "unreachable"),
        (answered("XX001"), "damaged"),
        (answered("42P01"), "damaged"),
        (ArgumentError(), "damaged"),
        (IntegrityError("INSERT", {}, psycopg.errors.UniqueViolation()), "locked"),
    ],
    ids=lambda given: given if isinstance(given, str) else None,
)
def test_every_answer_of_the_server_has_its_code(error: SQLAlchemyError, code: str) -> None:
    """By its state of SQL; what the driver says is never repeated."""
    with pytest.raises(Conflict) as caught:
        refuse(Postgresql().fault(error))
    assert code == caught.value.code
    assert "and nothing was recorded" in str(caught.value)
    assert str(error) not in str(caught.value)


class OnePlace(Postgresql):
    """PostgreSQL's way to let in one writer, over a file that answers as a server does."""

    isolation = "SERIALIZABLE"  # the file has no other level within a transaction


class Silent(Sqlite):
    """A database whose connection is lost while it records."""

    def __init__(self, state: str) -> None:
        self.state = state

    def commit(self, connection: Connection) -> None:
        """Undone, and not answered, or refused."""
        self.undo(connection)
        raise answered(self.state)

    def fault(self, error: SQLAlchemyError) -> tuple[str, str]:
        """As the server."""
        return Postgresql().fault(error)


@pytest.fixture
def engine(tmp_path: Path) -> Iterator[Engine]:
    """A file with the table of a journal."""
    made = create_engine(f"sqlite:///{tmp_path / 'journal.sqlite'}")
    METADATA.create_all(made)
    yield made
    made.dispose()


@pytest.fixture
def opened(engine: Engine) -> Callable[..., SqlJournal]:
    """Opens the journal, over the ways of another database."""

    def over(database: Database, timeout: float = 5.0) -> SqlJournal:
        journal = SqlJournal(engine, timeout=timeout)
        journal._store._database = database  # type: ignore[attr-defined] # noqa: SLF001 - as if it were one
        return journal

    return over


def asked_of(engine: Engine, synchronous: str = "on") -> list[tuple[object, ...]]:
    """What the server is asked, in order; every function that it has answers."""
    asked: list[tuple[object, ...]] = []

    def note(*what: object) -> str:
        asked.append(what)
        return ""

    def connected(raw: sqlite3.Connection, *_: object) -> None:
        raw.create_function("set_config", 3, lambda *what: note("set", *what))
        raw.create_function("pg_advisory_xact_lock", 2, lambda number, _: note("lock", number))
        raw.create_function("current_setting", 1, lambda _: synchronous)

    event.listen(
        engine, "engine_connect", lambda each: connected(each.connection.driver_connection)
    )
    event.listen(
        engine,
        "before_cursor_execute",
        lambda *call: note("rows") if "FROM reintegra_journal" in call[2] else None,
    )
    return asked


@pytest.mark.parametrize(
    ("timeout", "told"), [(5.0, "5000ms"), (0.0025, "2ms"), (0.0001, "1ms"), (0, "1ms")]
)
def test_a_writer_waits_for_the_lock_before_it_reads_anything(
    engine: Engine, opened: Callable[..., SqlJournal], timeout: float, told: str
) -> None:
    """Never without an end: 0 would mean that to the server."""
    journal = opened(OnePlace(), timeout)
    asked = asked_of(engine)
    append(journal, ONE, START, key="start-1")
    assert [("set", "lock_timeout", told, 1), ("lock", APPLICATION_ID), ("rows",)] == asked[:3]
    assert 1 == sum(each[0] == "lock" for each in asked)
    assert START == events_of(journal, ONE)


@pytest.mark.parametrize(
    ("given", "held"), [("off", [("set", "synchronous_commit", "on", 1)]), ("remote_apply", [])]
)
def test_a_writer_asks_for_the_disk_where_the_server_would_not_wait(
    engine: Engine, opened: Callable[..., SqlJournal], given: str, held: list[tuple[object, ...]]
) -> None:
    """What waits for more than that stays as it is."""
    journal = opened(OnePlace())
    asked = asked_of(engine, given)
    append(journal, ONE, START)
    assert held == [each for each in asked if each[1:2] == ("synchronous_commit",)]


def test_a_command_that_is_refused_is_undone(
    engine: Engine, opened: Callable[..., SqlJournal]
) -> None:
    """The next begins anew, with the lock."""
    journal = opened(OnePlace())
    asked = asked_of(engine)
    append(journal, ONE, START)
    interrupt(journal)
    assert 3 == journal.head().sequence
    append(journal, ONE, MORE, 3)
    assert 3 == sum(each[0] == "lock" for each in asked)


def test_what_was_half_written_is_undone_before_it_is_asked_who_was_faster(
    engine: Engine, opened: Callable[..., SqlJournal]
) -> None:
    """Otherwise the writer's own row would pass for that of another."""
    journal = opened(OnePlace())
    asked_of(engine)
    append(journal, ONE, START)
    store = journal._store  # noqa: SLF001 - two rows of one number, as no journal makes them
    row = store.last()
    assert row is not None
    rows = [row._replace(sequence=4, stream=f"case:case-{number}", version=1) for number in (2, 3)]

    def write() -> None:
        with store.writing():
            store.insert(rows)

    with pytest.raises(Conflict) as caught:
        write()
    assert "locked" == caught.value.code
    assert 3 == journal.head().sequence


@pytest.mark.parametrize(
    ("state", "code"),
    [
        ("08006", "unanswered"),
        ("57P01", "unanswered"),
        ("58030", "unanswered"),
        ("53100", "full"),
    ],
)
def test_only_a_lost_connection_or_a_failing_disk_leaves_open_whether_it_was_recorded(
    opened: Callable[..., SqlJournal], state: str, code: str
) -> None:
    """An answer is an answer; in either case the command is sent again with its key."""
    journal = opened(Silent(state))
    with pytest.raises(Conflict) as caught:
        append(journal, ONE, START, key="start-1")
    assert (code, None, None) == (
        caught.value.code,
        caught.value.__context__,
        caught.value.__cause__,
    )
    journal = opened(Sqlite())
    append(journal, ONE, START, key="start-1")
    assert START == events_of(journal, ONE)
