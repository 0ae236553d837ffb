"""A journal in one file loses nothing that was acknowledged, and never overwrites anything else."""

from __future__ import annotations

import os
import signal
import sqlite3
import subprocess
import sys
import tempfile
from contextlib import ExitStack, closing, contextmanager
from pathlib import Path
from random import Random
from typing import TYPE_CHECKING, Any

import pytest

from reintegra.errors import Conflict, InvalidValue, WrongType
from reintegra.journal import Journal, Soundness, SqliteJournal, sqlite
from reintegra.journal.sqlite import SqliteStore
from reintegra.journal.sqlite_file import APPLICATION_ID, FORMAT
from reintegra.vocabulary import CaseId
from tests.journal.events import append, attested, events_of, interrupt, sessions
from tests.journal.kinds import KILLS

if TYPE_CHECKING:
    from collections.abc import Generator, Iterator

ONE = CaseId("case-1")
START = [attested(ONE), *sessions(ONE, (1, 2))]
WRITER = Path(__file__).with_name("writer.py")


def code_of(caught: pytest.ExceptionInfo[Any]) -> str:
    """The code of an error, whose text repeats nothing that SQLite said."""
    assert caught.value.__context__ is None
    code: str = caught.value.code
    return code


class BytesPath:
    """A path of bytes, as some systems have it."""

    def __fspath__(self) -> bytes:
        return b"journal.sqlite"


def raw(path: Path) -> Any:
    """The file without the library."""
    return closing(sqlite3.connect(path, isolation_level=None))


def test_what_was_recorded_is_there_when_the_file_is_opened_again(tmp_path: Path) -> None:
    """With its keys; while it is open two files stand beside it, and none when it is closed."""
    path = tmp_path / "journal.sqlite"
    with SqliteJournal(path) as journal:
        first = append(journal, ONE, START, key="start-1")
        assert {"journal.sqlite", "journal.sqlite-wal", "journal.sqlite-shm"} == {
            each.name for each in tmp_path.iterdir()
        }
    assert [path] == list(tmp_path.iterdir())
    with SqliteJournal(str(path)) as journal:
        assert START == events_of(journal, ONE)
        assert first == append(journal, ONE, START, key="start-1")
        assert Soundness.INTACT is journal.verify(first.anchor).outcome


def test_the_file_says_what_it_is_and_waits_for_the_disk(tmp_path: Path) -> None:
    """So that other programs, and this one, know it."""
    path = tmp_path / "journal.sqlite"
    with SqliteJournal(path) as journal:
        asked = ("application_id", "user_version", "journal_mode", "synchronous")
        told = [connection_of(journal).execute(f"PRAGMA {each}").fetchone()[0] for each in asked]
    assert [APPLICATION_ID, FORMAT, "wal", 3] == told


def connection_of(journal: Journal) -> sqlite3.Connection:
    """What the store holds."""
    return file_of(journal)._connection  # noqa: SLF001 - faults are made where they would arise


def test_an_empty_file_becomes_a_journal(tmp_path: Path) -> None:
    """Nothing is lost by it; the name may be one that SQLite takes for no file."""
    for name in ("empty.sqlite", ":memory:", "file:x?mode=memory"):
        path = tmp_path / name
        path.touch()
        with SqliteJournal(path) as journal:
            append(journal, ONE, START)
        assert path.stat().st_size > 0


def other_database(path: Path) -> None:
    """A database of another program."""
    with raw(path) as connection:
        connection.execute("CREATE TABLE entry (name TEXT)")


def numbered(application: int, version: int) -> Any:
    """A database that says it is something."""

    def make(path: Path) -> None:
        with raw(path) as connection:
            connection.execute(f"PRAGMA application_id = {application}")
            connection.execute(f"PRAGMA user_version = {version}")

    return make


@pytest.mark.parametrize(
    ("make", "code"),
    [
        (other_database, "not-a-journal"),
        (numbered(1, 0), "not-a-journal"),
        (numbered(0, 1), "not-a-journal"),
        (numbered(1, FORMAT), "not-a-journal"),
        (numbered(APPLICATION_ID, FORMAT + 1), "another-format"),
        (numbered(APPLICATION_ID, 0), "another-format"),
        (lambda path: path.write_bytes(b"name,nik\n" * 1000), "not-a-journal"),
        (lambda path: path.write_bytes(b"x"), "not-a-journal"),
    ],
)
def test_a_file_that_is_no_journal_is_refused_and_left_as_it_is(
    tmp_path: Path, make: Any, code: str
) -> None:
    """Byte for byte."""
    path = tmp_path / "other.sqlite"
    make(path)
    before = path.read_bytes()
    with pytest.raises(InvalidValue) as caught:
        SqliteJournal(path)
    assert ("path", code) == (caught.value.field, code_of(caught))
    assert before == path.read_bytes()
    assert str(tmp_path) not in str(caught.value)


def test_what_another_program_has_written_ahead_is_left_as_it_is(tmp_path: Path) -> None:
    """Its table stands in the `-wal` alone: whoever opened the file would take it up from there."""
    path, copied = tmp_path / "other.sqlite", tmp_path / "copied.sqlite"
    with raw(path) as connection:
        connection.execute("PRAGMA journal_mode = WAL")
        connection.execute("CREATE TABLE entry (name TEXT)")
        for ending in ("", "-wal"):
            (tmp_path / f"copied.sqlite{ending}").write_bytes(
                (tmp_path / f"other.sqlite{ending}").read_bytes()
            )
    before = {each: each.read_bytes() for each in tmp_path.glob("copied*")}
    assert 2 == len(before)
    with pytest.raises(InvalidValue) as caught:
        SqliteJournal(copied)
    assert "not-a-journal" == code_of(caught)
    assert before == {each: each.read_bytes() for each in tmp_path.glob("copied*")}


@pytest.mark.parametrize("is_closed", [True, False])
def test_to_open_a_file_twice_takes_no_lock_from_who_has_it_open(
    tmp_path: Path, is_closed: bool
) -> None:
    """Another process does not take it for its own, and what is acknowledged then is there."""
    path = tmp_path / "journal.sqlite"
    with ExitStack() as stack:
        first = stack.enter_context(SqliteJournal(path))
        append(first, ONE, START)
        second = stack.enter_context(SqliteJournal(path))
        if is_closed:
            second.close()
        assert "3\n" == run_writer(path, "looking")
        assert {"-wal", "-shm"} == {each.name[14:] for each in tmp_path.iterdir()} - {""}
        done = append(first, ONE, sessions(ONE, (3,)), 3)
        assert "4\n" == run_writer(path, "looking")
        assert Soundness.INTACT is first.verify(done.anchor).outcome
    assert "4\n" == run_writer(path, "looking")


@pytest.mark.parametrize(
    ("path", "kind"),
    [
        (None, WrongType),
        (b"journal.sqlite", WrongType),
        (BytesPath(), WrongType),
        ("a\0b", InvalidValue),
    ],
)
def test_what_is_no_path_is_refused(path: Any, kind: type[Exception]) -> None:
    """Before anything is opened."""
    with pytest.raises(kind, match="path") as refused:
        SqliteJournal(path)
    assert kind is not WrongType or type(path).__name__ in str(refused.value)


def test_where_there_is_no_folder_there_is_no_journal(tmp_path: Path) -> None:
    """The path is not repeated in the error."""
    for path in (tmp_path / "none" / "journal.sqlite", tmp_path, tmp_path / ("long" * 100)):
        with pytest.raises(Conflict) as caught:
            SqliteJournal(path)
        assert "cannot-open" == code_of(caught)
        assert str(tmp_path) not in str(caught.value)


def test_who_waits_in_vain_for_another_writer_is_told(tmp_path: Path) -> None:
    """Nothing was recorded, and the same command is recorded once the file is free."""
    path = tmp_path / "journal.sqlite"
    with SqliteJournal(path, timeout=0.01) as journal:
        append(journal, ONE, START)
        with raw(path) as other:
            other.execute("BEGIN IMMEDIATE")
            with pytest.raises(Conflict) as caught:
                append(journal, ONE, sessions(ONE, (3,)), 3, key="late-1")
            assert "locked" == code_of(caught)
            assert START == events_of(journal, ONE)
            other.execute("ROLLBACK")
        append(journal, ONE, sessions(ONE, (3,)), 3, key="late-1")
        assert 4 == journal.head().sequence


def test_a_file_that_another_holds_is_opened_in_the_mode_that_it_has(tmp_path: Path) -> None:
    """Going over to writing ahead waits until nobody else has it open."""
    path = tmp_path / "journal.sqlite"
    with SqliteJournal(path) as journal:
        append(journal, ONE, START)
    with raw(path) as other:
        assert "delete" == other.execute("PRAGMA journal_mode = DELETE").fetchone()[0]
        other.execute("BEGIN")
        other.execute("SELECT * FROM entry").fetchone()
        with SqliteJournal(path, timeout=0.01) as journal:
            mode = connection_of(journal).execute("PRAGMA journal_mode").fetchone()[0]
            assert ("delete", START) == (mode, events_of(journal, ONE))
            other.execute("ROLLBACK")
            append(journal, ONE, sessions(ONE, (3,)), 3)
    with SqliteJournal(path) as journal:
        assert "wal" == connection_of(journal).execute("PRAGMA journal_mode").fetchone()[0]


def test_a_full_disk_loses_nothing_that_was_acknowledged(tmp_path: Path) -> None:
    """The whole batch is refused; with room again it is recorded."""
    path = tmp_path / "journal.sqlite"
    with SqliteJournal(path) as journal:
        append(journal, ONE, START)
        connection = connection_of(journal)
        pages = connection.execute("PRAGMA page_count").fetchone()[0]
        connection.execute(f"PRAGMA max_page_count = {pages + 1}")
        many = sessions(ONE, (1,) * 200)
        with pytest.raises(Conflict) as caught:
            append(journal, ONE, many, 3, key="many-1")
        assert "full" == code_of(caught)
        assert START == events_of(journal, ONE)
        connection.execute("PRAGMA max_page_count = 100000")
        append(journal, ONE, many, 3, key="many-1")
    with SqliteJournal(path) as journal:
        assert [*START, *many] == events_of(journal, ONE)


def test_a_limit_on_the_size_of_files_loses_nothing_that_was_acknowledged(tmp_path: Path) -> None:
    """The system itself stops writing, in the middle of a batch."""
    path = tmp_path / "journal.sqlite"
    told = run_writer(path, "limited")
    assert "full" in told or "unanswered" in told
    assert_whole(path, told)


def run_writer(path: Path, *arguments: str) -> str:
    """What another process acknowledged."""
    done = subprocess.run(  # noqa: S603 - our own interpreter and script
        [sys.executable, WRITER, path, *arguments], capture_output=True, text=True, check=False
    )
    assert "" == done.stderr
    return done.stdout


def assert_whole(path: Path, told: str) -> int:
    """All that was acknowledged is there, and whole batches of seven only; how many there are."""
    acknowledged = sum(line.isdigit() for line in told.splitlines())
    with SqliteJournal(path) as journal:
        entries = list(journal.read_all())
        assert Soundness.INTACT is journal.verify(journal.head()).outcome
        batches = [str(entry.key) for entry in entries[1:]]
        whole = [f"batch-{number}" for number in range(len(batches) // 7) for _ in range(7)]
        assert whole == batches
        assert acknowledged <= len(batches) // 7 <= acknowledged + 1
        return len(batches) // 7


@pytest.mark.long
def test_a_process_that_is_killed_loses_nothing_and_leaves_no_half_batch(tmp_path: Path) -> None:
    """At any moment; the next process takes up where it was."""
    path, chance, there, told = tmp_path / "journal.sqlite", Random(7), 0, ""  # noqa: S311 - no secret
    for _ in range(KILLS):
        with subprocess.Popen(  # noqa: S603 - our own interpreter and script
            [sys.executable, WRITER, path, "for-ever"], stdout=subprocess.PIPE, text=True
        ) as writer:
            assert writer.stdout is not None
            told += writer.stdout.readline()
            try:
                writer.wait(chance.random() / 20)
            except subprocess.TimeoutExpired:
                writer.send_signal(signal.SIGKILL)
            rest = writer.stdout.read()
            told += rest[: rest.rfind("\n") + 1]
        found = assert_whole(path, "\n" * 0 + "1\n" * max(there, len(told.splitlines())))
        assert found > there
        there, told = found, "1\n" * found


def test_two_processes_write_at_once_and_each_command_is_there_once(tmp_path: Path) -> None:
    """Both make the same file; who finds another version tries again."""
    path = tmp_path / "journal.sqlite"
    writers = [
        subprocess.Popen(  # noqa: S603 - our own interpreter and script
            [sys.executable, WRITER, path, "racing", name], stdout=subprocess.PIPE, text=True
        )
        for name in ("a", "b")
    ]
    told = [writer.communicate()[0] for writer in writers]
    assert [0, 0] == [writer.returncode for writer in writers]
    assert [["done"], ["done"]] == [text.split() for text in told]
    with SqliteJournal(path) as journal:
        keys = [str(entry.key) for entry in journal.read(ONE, 2)]
        assert sorted(f"{name}-{number}" for name in "ab" for number in range(20)) == sorted(keys)
        assert Soundness.INTACT is journal.verify(journal.head()).outcome


def test_a_file_that_cannot_be_written_is_read_all_the_same(tmp_path: Path) -> None:
    """What was to be recorded is refused by its name."""
    path = tmp_path / "journal.sqlite"
    with SqliteJournal(path) as journal:
        append(journal, ONE, START)
        connection_of(journal).execute("PRAGMA query_only = ON")
        with pytest.raises(Conflict) as caught:
            append(journal, ONE, sessions(ONE, (3,)), 3)
        assert "read-only" == code_of(caught)
        assert START == events_of(journal, ONE)


def test_a_damaged_file_and_a_closed_one_are_told_apart(tmp_path: Path) -> None:
    """Neither says anything of what stands in it."""
    path = tmp_path / "journal.sqlite"
    with SqliteJournal(path) as journal:
        append(journal, ONE, [attested(ONE), *sessions(ONE, (1,) * 300)])
    with pytest.raises(Conflict) as caught:
        journal.head()
    assert "closed" == code_of(caught)
    content = bytearray(path.read_bytes())
    content[4096:] = b"\xff" * len(content[4096:])
    path.write_bytes(content)
    with SqliteJournal(path) as journal, pytest.raises(Conflict) as caught:
        journal.verify()
    assert "damaged" == code_of(caught)


def test_a_text_that_is_none_is_told_as_damage(tmp_path: Path) -> None:
    """SQLite holds bytes as a text; the journal was not closed."""
    path = tmp_path / "journal.sqlite"
    with SqliteJournal(path) as journal:
        append(journal, ONE, START)
        with raw(path) as other:
            other.execute("DROP TRIGGER entry_not_changed")
            other.execute("UPDATE entry SET stream = CAST(x'ff' AS TEXT) WHERE sequence = 2")
        with pytest.raises(Conflict) as caught:
            journal.verify()
        assert "damaged" == code_of(caught)


def test_whatever_stops_a_command_in_its_midst_undoes_all_of_it(tmp_path: Path) -> None:
    """Also what is no error of the library, such as a person who interrupts the program."""
    with SqliteJournal(tmp_path / "journal.sqlite") as journal:
        append(journal, ONE, START)
        interrupt(journal)
        assert 3 == journal.head().sequence
        append(journal, ONE, sessions(ONE, (3,)), 3)


def test_whoever_is_interrupted_as_they_wait_leaves_the_file_to_others(tmp_path: Path) -> None:
    """The right to write may have been given just then; it is given back."""
    path = tmp_path / "journal.sqlite"
    with SqliteJournal(path) as journal:
        append(journal, ONE, START)
        store = file_of(journal)
        store._connection = Interrupted(store._connection)  # type: ignore[assignment] # noqa: SLF001 - in its place
        with pytest.raises(KeyboardInterrupt):
            append(journal, ONE, sessions(ONE, (3,)), 3, key="late-1")
        store._connection = store._connection.real  # type: ignore[attr-defined] # noqa: SLF001 - as it was
        with raw(path) as other:
            other.execute("PRAGMA busy_timeout = 0")
            other.execute("BEGIN IMMEDIATE")
            other.execute("ROLLBACK")
        append(journal, ONE, sessions(ONE, (3,)), 3, key="late-1")


class Interrupted:
    """A connection whose user presses Ctrl-C as soon as it may write."""

    def __init__(self, real: sqlite3.Connection) -> None:
        self.real = real

    def __getattr__(self, name: str) -> Any:
        return getattr(self.real, name)

    def execute(self, statement: str, *values: Any) -> Any:
        """What is asked, and then whatever befalls it."""
        done = self.real.execute(statement, *values)
        if statement == "BEGIN IMMEDIATE":
            raise KeyboardInterrupt
        return done


class Failing(Interrupted):
    """A connection whose disk fails after it has recorded."""

    def execute(self, statement: str, *values: Any) -> Any:
        """What is asked, and then the fault of the disk."""
        done = self.real.execute(statement, *values)
        if statement == "COMMIT":
            failed = sqlite3.OperationalError("disk I/O error")
            failed.sqlite_errorcode = sqlite3.SQLITE_IOERR_FSYNC
            raise failed
        return done


def test_where_the_disk_fails_in_the_midst_of_recording_nobody_knows(tmp_path: Path) -> None:
    """It may be on the disk all the same; sent again with its key, it counts once."""
    with SqliteJournal(tmp_path / "journal.sqlite") as journal:
        append(journal, ONE, START)
        store = file_of(journal)
        real = store._connection  # noqa: SLF001 - faults are made where they would arise
        store._connection = Failing(real)  # type: ignore[assignment] # noqa: SLF001 - in its place
        with pytest.raises(Conflict) as caught:
            append(journal, ONE, sessions(ONE, (3,)), 3, key="late-1")
        assert "unanswered" == code_of(caught)
        assert "nothing was recorded" not in str(caught.value)
        store._connection = real  # noqa: SLF001 - as it was
        append(journal, ONE, sessions(ONE, (3,)), 3, key="late-1")
        assert 4 == journal.head().sequence


def test_what_the_disk_refuses_otherwise_was_not_recorded(tmp_path: Path) -> None:
    """A rule that is checked at the end undoes all of it."""
    with SqliteJournal(tmp_path / "journal.sqlite") as journal:
        append(journal, ONE, START)
        connection = connection_of(journal)
        connection.execute("PRAGMA foreign_keys = ON")
        connection.execute("CREATE TABLE a (b INTEGER PRIMARY KEY)")
        connection.execute("CREATE TABLE c (b REFERENCES a DEFERRABLE INITIALLY DEFERRED)")
        connection.execute(
            "CREATE TRIGGER d AFTER INSERT ON entry BEGIN INSERT INTO c VALUES (1); END"
        )
        with pytest.raises(Conflict) as caught:
            append(journal, ONE, sessions(ONE, (3,)), 3)
        assert "damaged" == code_of(caught)
        assert START == events_of(journal, ONE)


def file_of(journal: Journal) -> SqliteStore:
    """Where it is kept."""
    store = journal._store  # noqa: SLF001 - faults are made where they would arise
    assert isinstance(store, SqliteStore)
    return store


def test_a_process_that_was_forked_is_refused_and_leaves_the_file_as_it_is(tmp_path: Path) -> None:
    """Its locks are those of the other: what it recorded could be lost."""
    path = tmp_path / "journal.sqlite"
    with SqliteJournal(path) as journal:
        append(journal, ONE, START)
        reading, writing = os.pipe()
        child = os.fork()
        if not child:
            told = [refused(journal.head), refused(lambda: append(journal, ONE, START))]
            told.append(refused(lambda: journal.back_up(tmp_path / "copied.sqlite")))
            told.append(refused(journal.close))
            os.write(writing, " ".join(told).encode())
            os._exit(0)
        os.close(writing)
        os.waitpid(child, 0)
        assert b"another-process another-process another-process " == os.read(reading, 100)
        os.close(reading)
        assert {"", "-wal", "-shm"} == {each.name[14:] for each in tmp_path.iterdir()}
        append(journal, ONE, sessions(ONE, (3,)), 3)
    assert "4\n" == run_writer(path, "looking")


def refused(act: Any) -> str:
    """With which code, if it is."""
    try:
        act()
    except Conflict as conflict:
        return conflict.code
    return ""


def test_in_a_fork_of_the_process_nothing_is_touched(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Neither read nor closed, as the process itself is told by its number."""
    with SqliteJournal(tmp_path / "journal.sqlite") as journal:
        append(journal, ONE, START)
        with monkeypatch.context() as other:
            other.setattr(os, "getpid", lambda: -1)
            assert "another-process" == refused(journal.head)
            journal.close()
        assert START == events_of(journal, ONE)


@contextmanager
def nobody() -> Generator[None]:
    """Whoever may read and not write; root may do anything, and gives that up meanwhile."""
    if os.geteuid():
        yield
        return
    os.seteuid(65534)
    try:
        yield
    finally:
        os.seteuid(0)


@pytest.fixture
def open_to_all() -> Iterator[Path]:
    """A folder that everybody can see, which a folder of pytest is not."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder)
        path.chmod(0o755)
        yield path
        path.chmod(0o755)


@pytest.mark.parametrize("mode", [0o444, 0o666])
def test_a_closed_journal_is_read_where_nothing_can_be_written(
    open_to_all: Path, mode: int
) -> None:
    """In a folder or on a medium to read from; what was to be recorded is refused by its name."""
    path = open_to_all / "journal #1?.sqlite"
    with SqliteJournal(path) as journal:
        anchor = append(journal, ONE, START).anchor
    path.chmod(mode)
    open_to_all.chmod(0o555)
    with nobody(), SqliteJournal(path) as journal:
        assert START == events_of(journal, ONE)
        assert Soundness.INTACT is journal.verify(anchor).outcome
        assert "read-only" == refused(lambda: append(journal, ONE, sessions(ONE, (3,)), 3))
    assert [path] == list(open_to_all.iterdir())


@pytest.mark.parametrize("ending", ["-wal", "-journal"])
def test_a_journal_that_was_not_closed_is_not_read_where_nothing_can_be_written(
    open_to_all: Path, ending: str
) -> None:
    """What was acknowledged stands beside the file, and would be passed over."""
    path = open_to_all / "journal.sqlite"
    with SqliteJournal(path) as journal:
        append(journal, ONE, START)
    beside = path.with_name(path.name + ending)
    beside.write_bytes(b"x" * 100)
    beside.chmod(0o400)
    open_to_all.chmod(0o555)
    with nobody():
        assert refused(lambda: SqliteJournal(path)) in {"cannot-open", "read-only"}


def test_what_another_program_makes_as_the_file_is_opened_is_refused_as_well(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It was not there when the path was looked at."""
    path = tmp_path / "other.sqlite"
    monkeypatch.setattr(sqlite, "refuse_something_else", other_database)
    with pytest.raises(InvalidValue) as caught:
        SqliteJournal(path)
    assert ("path", "not-a-journal") == (caught.value.field, code_of(caught))


def test_a_file_that_may_not_be_read_is_refused_by_its_name_alone(open_to_all: Path) -> None:
    """The path may say whose it is; nor is it repeated where the folder is closed."""
    path = open_to_all / "journal.sqlite"
    with SqliteJournal(path) as journal:
        append(journal, ONE, START)
    path.chmod(0o000)
    for closed in (path, open_to_all):
        closed.chmod(0o000)
        with nobody(), pytest.raises(Conflict) as caught:
            SqliteJournal(path)
        assert "cannot-open" == code_of(caught)
        assert open_to_all.name not in str(caught.value)


def test_a_copy_holds_all_that_is_on_record_and_disturbs_nobody(tmp_path: Path) -> None:
    """Taken while the journal is open; to copy the file by hand would take away its locks."""
    path, copied = tmp_path / "journal.sqlite", tmp_path / "copied #1.sqlite"
    with SqliteJournal(path) as journal:
        first = append(journal, ONE, START)
        journal.back_up(copied)
        assert not list(tmp_path.glob("copied*-*"))
        append(journal, ONE, sessions(ONE, (3,)), 3)
        assert "4\n" == run_writer(path, "looking")
        append(journal, ONE, sessions(ONE, (4,)), 4)
        with SqliteJournal(copied) as other:
            assert START == events_of(other, ONE)
            assert Soundness.INTACT is other.verify(first.anchor).outcome
    assert "5\n" == run_writer(path, "looking")


def test_a_copy_is_written_over_nothing_and_never_left_by_half(tmp_path: Path) -> None:
    """What was there stays; where it fails, nothing is left."""
    path, copied = tmp_path / "journal.sqlite", tmp_path / "copied.sqlite"
    with SqliteJournal(path) as journal:
        append(journal, ONE, START)
        with pytest.raises(InvalidValue) as caught:
            journal.back_up(path)
        assert ("path", "exists") == (caught.value.field, code_of(caught))
        assert START == events_of(journal, ONE)
        assert "cannot-open" == refused(lambda: journal.back_up(tmp_path / "none" / "copied"))
        with file_of(journal).writing():
            assert "locked" == refused(lambda: journal.back_up(copied))
        store = file_of(journal)
        real = store._connection  # noqa: SLF001 - faults are made where they would arise
        store._connection = NoBackup(real)  # type: ignore[assignment] # noqa: SLF001 - in its place
        assert "full" == refused(lambda: journal.back_up(copied))
        store._connection = real  # noqa: SLF001 - as it was
        assert not copied.exists()


class NoBackup(Interrupted):
    """A connection that finds no room for a copy."""

    def backup(self, _copied: sqlite3.Connection) -> None:
        """The disk is full."""
        failed = sqlite3.OperationalError("database or disk is full")
        failed.sqlite_errorcode = sqlite3.SQLITE_FULL
        raise failed
