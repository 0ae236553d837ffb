"""A journal in a database: what is refused, what was lost and what was not, and who was faster."""

from __future__ import annotations

import sqlite3
import subprocess
import sys
import threading
from pathlib import Path
from random import Random
from time import sleep
from typing import TYPE_CHECKING, Any

import pytest
from sqlalchemy import create_engine, event, text
from sqlalchemy.exc import DatabaseError, DBAPIError, SQLAlchemyError
from sqlalchemy.pool import SingletonThreadPool, StaticPool

from reintegra.errors import Conflict, InvalidValue, WrongType
from reintegra.journal import Journal, Soundness
from reintegra.journal.sql import ENTRY, METADATA, TABLE, SqlJournal, SqlStore
from reintegra.journal.sql_databases import DATABASES, Sqlite
from reintegra.vocabulary import CaseId
from tests.journal import postgresql
from tests.journal.events import append, attested, events_of, interrupt, sessions
from tests.journal.kinds import KILLS

if TYPE_CHECKING:
    from collections.abc import Callable

    from sqlalchemy import Connection, Engine
    from sqlalchemy.pool import Pool

    from tests.journal.kinds import Place

ONE, TWO = CaseId("case-1"), CaseId("case-2")
START = [attested(ONE), *sessions(ONE, (1, 2))]
MORE = sessions(ONE, (3,))
WRITER = Path(__file__).with_name("writer.py")


def code_of(act: Callable[[], object]) -> str:
    """With which code an act is refused; the text repeats nothing that the database said."""
    with pytest.raises((Conflict, InvalidValue)) as caught:
        act()
    assert TABLE not in str(caught.value)
    assert caught.value.__context__ is None
    assert caught.value.__cause__ is None
    error = caught.value
    assert isinstance(error, Conflict | InvalidValue)
    return error.code


def store_of(journal: Journal) -> SqlStore:
    """Where it is kept."""
    store = journal._store  # noqa: SLF001 - faults are made where they would arise
    assert isinstance(store, SqlStore)
    return store


def test_what_was_recorded_is_there_when_the_journal_is_opened_again(database: Place) -> None:
    """With its keys; a journal that was closed says so, and leaves the engine as it is."""
    with database.open() as journal:
        first = append(journal, ONE, START, key="start-1")
    for act in (journal.head, lambda: append(journal, ONE, MORE, 3)):
        assert "closed" == code_of(act)
    with database.open() as journal:
        assert START == events_of(journal, ONE)
        assert first == append(journal, ONE, START, key="start-1")
        assert Soundness.INTACT is journal.verify(first.anchor).outcome


def test_a_database_without_the_table_is_refused_and_left_as_it_is(tmp_path: Path) -> None:
    """So is one in which the table of that name is something else."""
    engine = create_engine(f"sqlite:///{tmp_path / 'other.sqlite'}")
    assert "no-table" == code_of(lambda: SqlJournal(engine))
    with engine.begin() as connection:
        connection.execute(text(f"CREATE TABLE {TABLE} (sequence INTEGER, name TEXT)"))
    with pytest.raises(InvalidValue) as caught:
        SqlJournal(engine)
    assert ("engine", "not-a-journal") == (caught.value.field, caught.value.code)
    engine.dispose()


def test_an_engine_of_another_database_or_driver_is_refused(tmp_path: Path) -> None:
    """The library says nothing of what it was not tested on."""
    engine = create_engine(f"sqlite:///{tmp_path / 'other.sqlite'}")
    engine.dialect.driver = "another"
    assert "another-database" == code_of(lambda: SqlJournal(engine))
    with pytest.raises(WrongType):
        SqlJournal("sqlite://")  # type: ignore[arg-type] # seen at run time


@pytest.mark.parametrize("pool", [StaticPool, SingletonThreadPool])
def test_a_pool_that_gives_one_connection_to_several_is_refused(
    tmp_path: Path, pool: type[Pool]
) -> None:
    """Readers would see what is not yet recorded, and undo what another records."""
    engine = create_engine(f"sqlite:///{tmp_path / 'journal.sqlite'}", poolclass=pool)
    METADATA.create_all(engine)
    assert "one-connection" == code_of(lambda: SqlJournal(engine))
    engine.dispose()


def test_a_database_in_memory_is_refused() -> None:
    """Each thread would have another, which ends with it."""
    engine = create_engine("sqlite://")
    METADATA.create_all(engine)
    assert "one-connection" == code_of(lambda: SqlJournal(engine))
    engine.dispose()


def test_where_there_is_no_database_there_is_no_journal(tmp_path: Path) -> None:
    """A file that cannot be opened, and a server that does not answer."""
    nowhere = create_engine(f"sqlite:///{tmp_path / 'none' / 'journal.sqlite'}")
    assert "cannot-open" == code_of(lambda: SqlJournal(nowhere))
    port = postgresql.free_port()
    silent = create_engine(f"postgresql+psycopg://journal@127.0.0.1:{port}/postgres")
    assert "unreachable" == code_of(lambda: SqlJournal(silent))


@pytest.mark.parametrize("statement", ["UPDATE {} SET version = 9", "DELETE FROM {}"])
def test_the_database_refuses_to_change_or_delete_a_row(database: Place, statement: str) -> None:
    """A slip is refused by the triggers, whoever makes it."""
    append(database.open(), ONE, START)
    with (
        database.engine().connect() as connection,
        pytest.raises(DatabaseError, match="never changed"),
    ):
        connection.execute(text(statement.format(TABLE)))
    assert START == events_of(database.open(), ONE)


def test_the_server_refuses_to_empty_the_table(on_postgresql: Place) -> None:
    """TRUNCATE passes by the triggers of single rows."""
    append(on_postgresql.open(), ONE, START)
    with (
        on_postgresql.engine().connect() as connection,
        pytest.raises(DatabaseError, match="never changed"),
    ):
        connection.execute(text(f"TRUNCATE {TABLE}"))


def test_who_may_only_select_and_insert_can_keep_a_journal(on_postgresql: Place) -> None:
    """Nothing more is needed; who may only read is told what is not permitted."""
    append(on_postgresql.open(), ONE, START)
    url = str(on_postgresql.engine().url.render_as_string(hide_password=False))
    schema = url.rpartition("%3D")[2]
    names = [f"clerk_{schema}", f"reader_{schema}"]
    for name, rights in zip(names, ("SELECT, INSERT", "SELECT"), strict=True):
        postgresql.execute(
            url,
            f"CREATE USER {name}",
            f"GRANT USAGE ON SCHEMA {schema} TO {name}",
            f"GRANT {rights} ON {TABLE} TO {name}",
        )
    with postgresql.closing_engine(url.replace("journal@", f"{names[1]}@")) as engine:
        reader = SqlJournal(engine)
        assert "not-permitted" == code_of(lambda: append(reader, ONE, MORE, 3, key="more-1"))
        assert START == events_of(reader, ONE)
    with postgresql.closing_engine(url.replace("journal@", f"{names[0]}@")) as engine:
        append(SqlJournal(engine), ONE, MORE, 3, key="more-1")
    assert [*START, *MORE] == events_of(on_postgresql.open(), ONE)


def test_who_waits_in_vain_for_another_writer_is_told(database: Place) -> None:
    """Nothing was recorded, and the same command is recorded once the other is done."""
    first, second = database.open(), SqlJournal(database.engine(), timeout=0.01)
    append(first, ONE, START)
    with store_of(first).writing():
        assert "locked" == code_of(lambda: append_in_a_thread(second, key="late-1"))
        assert START == events_of(first, ONE)
    append(second, ONE, MORE, 3, key="late-1")
    assert 4 == first.head().sequence


def append_in_a_thread(journal: Journal, key: str | None = None) -> None:
    """Append one more as another writer, and raise here what is raised there."""
    raised: list[Conflict] = []

    def run() -> None:
        try:
            append(journal, ONE, MORE, 3, key=key)
        except Conflict as conflict:
            raised.append(conflict)

    thread = threading.Thread(target=run)
    thread.start()
    thread.join()
    for each in raised:
        raise each


def test_a_reader_in_another_thread_sees_nothing_of_what_is_not_yet_kept(database: Place) -> None:
    """Only the thread that writes reads by its connection."""
    journal = database.open()
    append(journal, ONE, START)
    store, seen = store_of(journal), list[int]()
    row = store.last()
    assert row is not None
    with store.writing():
        store.insert([row._replace(sequence=4, version=4)])
        thread = threading.Thread(target=lambda: seen.append(store.version_of(row.stream)))
        thread.start()
        thread.join()
        assert 4 == store.version_of(row.stream)
    assert [3] == seen


@pytest.mark.parametrize(
    ("columns", "code"),
    [
        ({"sequence": 4}, "version-conflict"),
        ({"stream": "case:case-2", "version": 1}, "locked"),
        ({"stream": "case:case-2", "version": 2}, "version-conflict"),
    ],
    ids=["another number", "another stream", "a stream that is not there"],
)
def test_a_row_whose_place_is_taken_is_a_conflict(
    database: Place, columns: dict[str, Any], code: str
) -> None:
    """By its stream and version, or by its sequence; nothing of the batch is kept."""
    journal = database.open()
    append(journal, ONE, START)
    store = store_of(journal)
    row = store.last()
    assert row is not None
    new = row._replace(sequence=4, stream="case:case-3", version=1)

    def insert() -> None:
        with store.writing():
            store.insert([new, row._replace(**columns)])

    assert code == code_of(insert)
    assert 3 == journal.head().sequence
    append(journal, ONE, MORE, 3)


@pytest.mark.parametrize("stream", ["case:case-1", "case:case-9"])
def test_who_did_not_wait_for_the_lock_and_was_faster_wins(
    on_postgresql: Place, stream: str
) -> None:
    """The library is told both versions, or to come again where it was another stream."""
    journal = on_postgresql.open()
    append(journal, ONE, START)
    row = store_of(journal).last()
    assert row is not None
    version = 4 if stream == row.stream else 1
    faster = row._replace(sequence=4, stream=stream, version=version)
    raised: list[Conflict] = []

    def slower() -> None:
        with pytest.raises(Conflict) as caught:
            append(journal, ONE, MORE, 3, key="late-1")
        raised.append(caught.value)

    with on_postgresql.engine().begin() as connection:
        connection.execute(ENTRY.insert(), [faster._asdict()])
        thread = threading.Thread(target=slower)
        thread.start()
        asked = text("SELECT count(*) FROM pg_locks WHERE NOT granted")
        while not connection.execute(asked).scalar_one():
            sleep(0.01)
    thread.join()
    told = (raised[0].code, raised[0].expected, raised[0].actual)
    if stream == row.stream:
        assert ("version-conflict", 3, 4) == told
        assert ONE == raised[0].key
    else:
        assert ("locked", None, None) == told
    assert 4 == journal.head().sequence


@pytest.mark.parametrize("level", ["SERIALIZABLE", "REPEATABLE READ", "AUTOCOMMIT"])
def test_whatever_the_engine_is_set_to_one_writes_at_a_time(
    on_postgresql: Place, level: Any
) -> None:
    """Who waited for the lock follows on what another recorded meanwhile, in another stream."""
    journal = on_postgresql.open()
    append(journal, ONE, START)
    engine = on_postgresql.engine().execution_options(isolation_level=level)
    store, second = store_of(journal), SqlJournal(engine)
    row = store.last()
    assert row is not None
    recorded: list[int] = []

    def slower() -> None:
        recorded.append(append(second, ONE, MORE, 3).anchor.sequence)

    with store.writing():
        thread = threading.Thread(target=slower)
        thread.start()
        with on_postgresql.engine().connect() as connection:
            asked = text("SELECT count(*) FROM pg_locks WHERE NOT granted")
            while not connection.execute(asked).scalar_one():
                sleep(0.01)
        store.insert([row._replace(sequence=4, stream="case:case-9", version=1)])
    thread.join()
    assert [5] == recorded


def test_a_connection_that_was_lost_loses_nothing(on_postgresql: Place) -> None:
    """The command is refused, and recorded once it is sent again."""
    journal = on_postgresql.open()
    append(journal, ONE, START)
    kill_connections(on_postgresql.engine())
    assert "unreachable" == code_of(lambda: append(journal, ONE, MORE, 3, key="more-1"))
    append(journal, ONE, MORE, 3, key="more-1")
    store = store_of(journal)

    def lost_in_its_midst() -> None:
        with store.writing():
            kill_connections(on_postgresql.engine())
            store.insert([])

    assert "unreachable" == code_of(lost_in_its_midst)
    assert [*START, *MORE] == events_of(journal, ONE)


def kill_connections(engine: Engine) -> None:
    """The server ends every connection but one of its own."""
    url = engine.url.render_as_string(hide_password=False)
    others = "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE usename IS NOT NULL"
    postgresql.execute(url, f"{others} AND pid <> pg_backend_pid()")


def test_who_hears_no_answer_is_told_that_nobody_knows(on_postgresql: Place) -> None:
    """The connection is lost just then; sent again with its key, it counts once."""
    journal = on_postgresql.open()
    append(journal, ONE, START)

    def lose(_connection: object) -> None:
        kill_connections(on_postgresql.engine())

    event.listen(on_postgresql.engine(), "commit", lose)
    assert "unanswered" == code_of(lambda: append(journal, ONE, MORE, 3, key="more-1"))
    event.remove(on_postgresql.engine(), "commit", lose)
    append(journal, ONE, MORE, 3, key="more-1")
    assert [*START, *MORE] == events_of(journal, ONE)


@pytest.mark.parametrize("number", [sqlite3.SQLITE_IOERR_FSYNC, sqlite3.SQLITE_IOERR])
def test_where_the_disk_fails_in_the_midst_of_recording_nobody_knows(
    on_sqlite: Place, monkeypatch: pytest.MonkeyPatch, number: int
) -> None:
    """It may be on the disk all the same; sent again with its key, it counts once."""
    journal = on_sqlite.open()
    append(journal, ONE, START)
    commit = Sqlite.commit

    def failing(database: Sqlite, connection: Connection) -> None:
        commit(database, connection)
        failed = sqlite3.OperationalError("disk I/O error")
        failed.sqlite_errorcode = number
        raise DBAPIError("COMMIT", {}, failed)

    with monkeypatch.context() as disk:
        disk.setattr(Sqlite, "commit", failing)
        assert "unanswered" == code_of(lambda: append(journal, ONE, MORE, 3, key="more-1"))
    append(journal, ONE, MORE, 3, key="more-1")
    assert [*START, *MORE] == events_of(journal, ONE)


def test_journals_of_two_schemas_do_not_wait_for_each_other(on_postgresql: Place) -> None:
    """Each has a lock of its own; two of one schema have the same."""
    first = on_postgresql.open()
    append(first, ONE, START)
    second = SqlJournal(on_postgresql.engine(1), timeout=0.05)
    same = SqlJournal(on_postgresql.engine(), timeout=0.05)
    append(second, ONE, START)
    with store_of(first).writing():
        append_in_a_thread(second)
        assert "locked" == code_of(lambda: append_in_a_thread(same))
    assert 4 == second.head().sequence


def test_a_rule_that_is_checked_at_the_end_refuses_the_whole_command(on_postgresql: Place) -> None:
    """An embedder may add triggers of its own; what the server answers is known then."""
    journal = on_postgresql.open()
    append(journal, ONE, START)
    url = on_postgresql.engine().url.render_as_string(hide_password=False)
    postgresql.execute(
        url,
        "CREATE FUNCTION refused() RETURNS trigger LANGUAGE plpgsql AS "
        "$$ BEGIN RAISE EXCEPTION USING ERRCODE = '53100'; END $$",
        f"CREATE CONSTRAINT TRIGGER at_the_end AFTER INSERT ON {TABLE} "
        "DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION refused()",
    )
    assert "full" == code_of(lambda: append(journal, ONE, MORE, 3, key="more-1"))
    postgresql.execute(url, f"DROP TRIGGER at_the_end ON {TABLE}")
    append(journal, ONE, MORE, 3, key="more-1")


def test_a_server_that_crashes_loses_nothing_that_was_acknowledged(on_postgresql: Place) -> None:
    """All its processes are stopped at once; it answers again when it was started again."""
    server = postgresql.server()
    journal = on_postgresql.open()
    assert server is not None
    append(journal, ONE, START)
    on_postgresql.engine().dispose()
    server.stop("immediate")
    try:
        assert "unreachable" == code_of(journal.head)
    finally:
        server.start()
    assert START == events_of(journal, ONE)


@pytest.mark.parametrize(("given", "held"), [("off", "on"), ("remote_apply", "remote_apply")])
def test_to_record_waits_for_the_disk_whatever_is_asked_of_the_server(
    on_postgresql: Place, given: str, held: str
) -> None:
    """What waits for more than that stays as it is."""
    journal = on_postgresql.open()
    url = on_postgresql.engine().url
    options = f"{url.query['options']} -csynchronous_commit={given}"
    with postgresql.closing_engine(
        url.update_query_dict({"options": options}).render_as_string(hide_password=False)
    ) as engine:
        store = store_of(SqlJournal(engine))
        with store.writing(), store._connected() as connection:  # noqa: SLF001 - what the server is told
            assert held == connection.execute(text("SHOW synchronous_commit")).scalar_one()
    assert 0 == journal.head().sequence


def test_a_database_that_cannot_be_written_is_read_all_the_same(database: Place) -> None:
    """What was to be recorded is refused by its name."""
    append(database.open(), ONE, START)
    engine = database.engine()
    if engine.dialect.name == "sqlite":
        event.listen(engine, "connect", lambda raw, _: raw.execute("PRAGMA query_only = ON"))
        engine.dispose()
    else:
        engine = engine.execution_options(postgresql_readonly=True)
    journal = SqlJournal(engine)
    assert "read-only" == code_of(lambda: append(journal, ONE, MORE, 3))
    assert START == events_of(journal, ONE)


def test_a_full_disk_loses_nothing_that_was_acknowledged(on_sqlite: Place) -> None:
    """The whole batch is refused; with room again it is recorded."""
    journal, engine = on_sqlite.open(), on_sqlite.engine()
    append(journal, ONE, START)
    many = sessions(ONE, (1,) * 200)

    def little_room(raw: sqlite3.Connection, _: object) -> None:
        pages = raw.execute("PRAGMA page_count").fetchone()[0]
        raw.execute(f"PRAGMA max_page_count = {pages + 1}")

    event.listen(engine, "connect", little_room)
    engine.dispose()
    assert "full" == code_of(lambda: append(journal, ONE, many, 3, key="many-1"))
    assert START == events_of(journal, ONE)
    event.remove(engine, "connect", little_room)
    engine.dispose()
    append(journal, ONE, many, 3, key="many-1")
    assert [*START, *many] == events_of(journal, ONE)


def test_a_file_waits_for_the_disk_whatever_the_engine_is_set_to(on_sqlite: Place) -> None:
    """An engine whose listener begins transactions by itself can be used as well."""
    engine = on_sqlite.engine()
    event.listen(engine, "connect", lambda raw, _: raw.execute("PRAGMA synchronous = OFF"))
    event.listen(engine, "begin", lambda connection: connection.exec_driver_sql("BEGIN"))
    engine.dispose()
    journal = on_sqlite.open()
    append(journal, ONE, START)
    store = store_of(journal)
    with store.writing(), store._connected() as connection:  # noqa: SLF001 - what the file is told
        assert 3 == connection.exec_driver_sql("PRAGMA synchronous").scalar_one()
    assert START == events_of(journal, ONE)


def test_a_pool_without_a_connection_left_is_told(database: Place) -> None:
    """Whoever waits in vain for one of its connections has recorded nothing."""
    database.open()
    with postgresql.closing_engine(
        database.engine().url.render_as_string(hide_password=False),
        pool_size=1, max_overflow=0, pool_timeout=0.01,
    ) as engine:  # fmt: skip
        journal = SqlJournal(engine)
        append(journal, ONE, START)
        with engine.connect():
            assert "unreachable" == code_of(lambda: append(journal, ONE, MORE, 3))
        append(journal, ONE, MORE, 3)


def test_a_command_takes_one_connection(database: Place) -> None:
    """A conflict is found out by it as well: a pool of one is enough."""
    database.open()
    with postgresql.closing_engine(
        database.engine().url.render_as_string(hide_password=False),
        pool_size=1, max_overflow=0, pool_timeout=0.01,
    ) as engine:  # fmt: skip
        store = store_of(SqlJournal(engine))
        append(SqlJournal(engine), ONE, START)
        row = store.last()
        assert row is not None

        def insert() -> None:
            with store.writing():
                store.insert([row])

        assert "version-conflict" == code_of(insert)


def test_a_journal_that_lost_its_table_is_damaged(database: Place) -> None:
    """Nothing of what the database says is repeated."""
    journal = database.open()
    METADATA.drop_all(database.engine())
    assert "damaged" == code_of(journal.head)


@pytest.mark.parametrize("database_kind", DATABASES, ids="-".join)
def test_an_error_of_sqlalchemy_itself_is_told_as_damage(database_kind: tuple[str, str]) -> None:
    """The database did not say it; nothing is known of it."""
    assert "damaged" == DATABASES[database_kind].fault(SQLAlchemyError("x"))[0]


def test_what_was_begun_is_undone_whatever_stops_it(database: Place) -> None:
    """Also an interruption from outside; the next writer need not wait."""
    journal = database.open()
    append(journal, ONE, START)
    interrupt(journal)
    assert 3 == journal.head().sequence
    append(journal, ONE, MORE, 3)


def test_two_processes_write_at_once_and_each_command_is_there_once(database: Place) -> None:
    """Who finds another version tries again."""
    address = database.engine().url.render_as_string(hide_password=False)
    writers = [
        subprocess.Popen(  # noqa: S603 - our own interpreter and script
            [sys.executable, WRITER, address, "racing", name], stdout=subprocess.PIPE, text=True
        )
        for name in ("a", "b")
    ]
    told = [writer.communicate()[0] for writer in writers]
    assert [["done"], ["done"]] == [each.split() for each in told]
    journal = database.open()
    keys = [str(entry.key) for entry in journal.read(ONE, 2)]
    assert sorted(f"{name}-{number}" for name in "ab" for number in range(20)) == sorted(keys)
    assert Soundness.INTACT is journal.verify(journal.head()).outcome


@pytest.mark.long
def test_a_process_that_is_killed_loses_nothing_and_leaves_no_half_batch(database: Place) -> None:
    """Killed in the midst of batches of seven, the next takes up where it was."""
    address = database.engine().url.render_as_string(hide_password=False)
    acknowledged, chance = 0, Random(7)  # noqa: S311 - no secret
    for _ in range(KILLS):
        with subprocess.Popen(  # noqa: S603 - our own interpreter and script
            [sys.executable, WRITER, address, "for-ever"], stdout=subprocess.PIPE, text=True
        ) as writer:
            assert writer.stdout is not None
            told = writer.stdout.readline()
            sleep(chance.random() / 20)
            writer.kill()
            told += writer.stdout.read()
        numbers = [int(line) for line in told.split("\n")[:-1]]
        acknowledged = max(acknowledged, *(number + 1 for number in numbers))
        journal = database.open()
        assert 0 == (journal.head().sequence - 1) % 7
        assert acknowledged <= (journal.head().sequence - 1) // 7 <= acknowledged + 1
        assert Soundness.INTACT is journal.verify(journal.head()).outcome
